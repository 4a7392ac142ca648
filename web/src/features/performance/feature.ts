// Metrics: the landing board, one page per metric, the satisfaction ladder, closed months, metrics that people write, data quality.
import type { Feature } from '@/shared/feature';

const readers = ['kpi.read'];

export const performanceFeature: Feature = {
  routes: [
    { path: 'kpi', permissions: readers, load: () => import('./pages/board-page') },
    { path: 'kpi/ladder', permissions: readers, load: () => import('./pages/ladder-page') },
    { path: 'kpi/closed', permissions: readers, load: () => import('./pages/closed-months-page') },
    { path: 'kpi/quality', permissions: ['kpi.cases'], load: () => import('./pages/data-quality-page') },
    { path: 'kpi/own', permissions: readers, load: () => import('./pages/own-metrics-page') },
    { path: 'kpi/own/new', permissions: readers, load: () => import('./pages/metric-editor-page') },
    { path: 'kpi/own/:code', permissions: readers, load: () => import('./pages/metric-editor-page') },
    { path: 'kpi/:code', permissions: readers, load: () => import('./pages/metric-page') },
  ],
  navigation: [{ to: '/kpi', label: 'performance.nav', icon: 'kpi', permissions: readers, order: 30 }],
};
