// The first screen: that of the user's role, from the feature that brings it.
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import { useMainRole } from '@/shared/session/session';
import { features } from './features';

const homes = new Map<string, LazyExoticComponent<ComponentType>>(
  features.flatMap(({ homes: ofFeature }) => Object.entries(ofFeature ?? {})).flatMap(([role, load]) => (load ? [[role, lazy(load)] as const] : [])),
);
const Fallback = homes.get('default');

export default function HomePage() {
  const role = useMainRole();
  const Home = homes.get(role) ?? Fallback;
  return Home ? <Home /> : null;
}
