// From what was found to whether it helped: findings, actions, effect checks, reviews.
import type { Feature } from '@/shared/feature';

const readers = ['finding.read'];
const meeting = ['review.read'];

export const improvementFeature: Feature = {
  routes: [
    { path: 'findings', permissions: readers, load: () => import('./pages/findings-page') },
    { path: 'findings/new', permissions: ['finding.write'], load: () => import('./pages/new-finding-page') },
    { path: 'findings/:id', permissions: readers, load: () => import('./pages/finding-page') },
    { path: 'actions', permissions: readers, load: () => import('./pages/actions-page') },
    { path: 'reviews', permissions: meeting, load: () => import('./pages/reviews-page') },
    { path: 'reviews/:id', permissions: meeting, load: () => import('./pages/review-page') },
  ],
  navigation: [{ to: '/findings', label: 'improvement.nav', icon: 'check', permissions: readers, order: 36 }],
};
