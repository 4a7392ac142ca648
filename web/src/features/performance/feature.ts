// Metrics: the landing board and one page per metric.
import type { Feature } from '@/shared/feature';

const readers = ['kpi.read'];

export const performanceFeature: Feature = {
  routes: [
    { path: 'kpi', permissions: readers, load: () => import('./pages/board-page') },
    { path: 'kpi/:code', permissions: readers, load: () => import('./pages/metric-page') },
  ],
  navigation: [{ to: '/kpi', label: 'performance.nav', icon: 'kpi', permissions: readers, order: 30 }],
};
