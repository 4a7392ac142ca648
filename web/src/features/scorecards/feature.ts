// Scorecards, everybody's own KPIs, and bonus sheets with their rules.
import type { Feature } from '@/shared/feature';

const readers = ['scorecard.read'];
const paid = ['bonus.confirm', 'bonus.write', 'bonus.approve'];

export const scorecardsFeature: Feature = {
  routes: [
    { path: 'scorecards', permissions: readers, load: () => import('./pages/list-page') },
    { path: 'scorecards/view', permissions: readers, load: () => import('./pages/view-page') },
    { path: 'my-kpis', permissions: readers, load: () => import('./pages/my-kpis-page') },
    { path: 'bonus', permissions: paid, load: () => import('./pages/bonus-page') },
    { path: 'bonus/rules', permissions: paid, load: () => import('./pages/rules-page') },
    { path: 'bonus/:id', permissions: paid, load: () => import('./pages/sheet-page') },
  ],
  navigation: [
    { to: '/scorecards', label: 'scorecards.nav', icon: 'award', permissions: readers, order: 34 },
    { to: '/my-kpis', label: 'scorecards.nav_mine', icon: 'user', permissions: readers, phone: true, order: 36 },
  ],
};
