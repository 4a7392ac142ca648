// The organisation: sites, units, positions, people, calendars, and the catalogue of what is repaired.
import type { Feature } from '@/shared/feature';

const readers = ['org.read'];

export const organisationFeature: Feature = {
  routes: [{ path: 'organisation', permissions: readers, load: () => import('./pages/organisation-page') }],
  navigation: [{ to: '/organisation', label: 'organisation.nav', icon: 'org', permissions: readers, order: 70 }],
};
