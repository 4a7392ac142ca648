// What lies on the shelves beside what should lie there.
import type { Feature } from '@/shared/feature';

export const stockFeature: Feature = {
  routes: [{ path: 'stock', permissions: ['part.read'], load: () => import('./pages/stock-page') }],
  navigation: [{ to: '/stock', label: 'stock.nav', icon: 'part', permissions: ['part.read'], order: 27 }],
};
