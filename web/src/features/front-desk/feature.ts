// The front desk: quick intake and the clerk's home.
import type { Feature } from '@/shared/feature';

export const frontDeskFeature: Feature = {
  routes: [{ path: 'intake', permissions: ['work_order.create'], load: () => import('./pages/intake-page') }],
  homes: { info_clerk: () => import('./pages/clerk-home') },
};
