// Advance control: forecasts as they were made beside what came true, how good they are, and the cases given to people.
import type { Feature } from '@/shared/feature';

export const advanceControlFeature: Feature = {
  routes: [
    { path: 'kpi/calibration', load: () => import('./pages/calibration-page') },
    { path: 'kpi/assignments', permissions: ['forecast.read'], load: () => import('./pages/assignments-page') },
    { path: 'kpi/:code/forecasts', permissions: ['forecast.read'], load: () => import('./pages/history-page') },
  ],
};
