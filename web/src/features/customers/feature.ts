// Customers and their machines, with the history of each.
import type { Feature } from '@/shared/feature';

const readers = ['customer.read'];
const machines = ['asset.read'];

export const customersFeature: Feature = {
  routes: [
    { path: 'customers', permissions: readers, load: () => import('./pages/customers-page') },
    { path: 'customers/:id', permissions: readers, load: () => import('./pages/customer-page') },
    { path: 'assets/:id', permissions: machines, load: () => import('./pages/asset-page') },
  ],
  navigation: [{ to: '/customers', label: 'customers.nav', icon: 'user', permissions: readers, order: 20 }],
};
