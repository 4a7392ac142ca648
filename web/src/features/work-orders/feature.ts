// Work orders: the list and the record.
import type { Feature } from '@/shared/feature';

const readers = ['work_order.read'];

export const workOrdersFeature: Feature = {
  routes: [
    { path: 'work-orders', permissions: readers, load: () => import('./pages/list-page') },
    { path: 'work-orders/:id', permissions: readers, load: () => import('./pages/record-page') },
  ],
  navigation: [{ to: '/work-orders', label: 'work_orders.nav', icon: 'order', permissions: readers, phone: true, order: 10 }],
};
