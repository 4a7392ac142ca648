// Records of every kind behind the figures: lists with export, and one plain page each.
import type { Feature } from '@/shared/feature';
import { readers } from './api/kinds';

export const recordsFeature: Feature = {
  routes: [
    { path: 'records/:kind', permissions: readers, load: () => import('./pages/record-list-page') },
    { path: 'records/:kind/:id', permissions: readers, load: () => import('./pages/record-page') },
  ],
  navigation: [
    { to: '/records/complaint', label: 'records_page.nav_complaints', icon: 'talk', permissions: ['complaint.read'], order: 24 },
    { to: '/records/part_request', label: 'records_page.nav_parts', icon: 'part', permissions: ['part.read'], order: 26 },
  ],
};
