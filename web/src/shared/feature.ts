// What a feature tells the app: its pages, who may open them and its place in the navigation.
import type { ComponentType } from 'react';
import type { RoleCode } from '@/api/types';
import type { IconName } from '@/shared/ui/icon';

export interface FeatureRoute {
  /** Below the root: `work-orders/:id`. */
  path: string;
  /** One of these opens the page; none means everybody who is signed in. */
  permissions?: readonly string[];
  load: () => Promise<{ default: ComponentType }>;
  /** The page uses Ant Design, which is then loaded with it. */
  antd?: boolean;
}

export interface NavigationItem {
  to: string;
  /** Key of the word under the icon. */
  label: string;
  icon: IconName;
  permissions?: readonly string[];
  /** Stands at the foot of the rail. */
  foot?: boolean;
  /** Phone: shown in the bar at the bottom. */
  phone?: boolean;
  order: number;
}

export interface Feature {
  routes: readonly FeatureRoute[];
  navigation?: readonly NavigationItem[];
  /** First screens by role. */
  homes?: Partial<Record<RoleCode, () => Promise<{ default: ComponentType }>>>;
}
