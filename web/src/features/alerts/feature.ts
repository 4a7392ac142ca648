// Warnings: the list with what may be done, the rules, and the group bots that tell of them.
import type { Feature } from '@/shared/feature';

const readers = ['alert.read'];
const keepers = ['notification.write'];

export const alertsFeature: Feature = {
  routes: [
    { path: 'alerts', permissions: readers, load: () => import('./pages/alerts-page') },
    { path: 'alerts/rules', permissions: readers, load: () => import('./pages/rules-page') },
    { path: 'alerts/channels', permissions: keepers, load: () => import('./pages/channels-page') },
  ],
  navigation: [{ to: '/alerts', label: 'alerts.nav', icon: 'bell', permissions: readers, phone: true, order: 12 }],
};
