// Targets: who answers for which figure, from the company's goal down to a person.
import type { Feature } from '@/shared/feature';

const readers = ['target.read'];

export const targetsFeature: Feature = {
  routes: [
    { path: 'targets', permissions: readers, load: () => import('./pages/decomposition-page') },
    { path: 'targets/list', permissions: readers, load: () => import('./pages/list-page') },
  ],
  navigation: [{ to: '/targets', label: 'targets.nav', icon: 'target', permissions: readers, order: 32 }],
};
