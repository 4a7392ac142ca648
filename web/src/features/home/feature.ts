// First screens of the roles that have no desk of their own.
import type { Feature } from '@/shared/feature';

export const homeFeature: Feature = {
  routes: [],
  homes: {
    manager: () => import('./pages/manager-home'),
    info_supervisor: () => import('./pages/queue-home'),
    tech_supervisor: () => import('./pages/queue-home'),
    technician: () => import('./pages/technician-home'),
    default: () => import('./pages/queue-home'),
  },
  navigation: [{ to: '/', label: 'home.nav', icon: 'home', phone: true, order: 0 }],
};
