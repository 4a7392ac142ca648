// Users, their roles, and the bearer tokens of programs.
import type { Feature } from '@/shared/feature';

const readers = ['user.read'];

export const usersFeature: Feature = {
  routes: [{ path: 'users', permissions: readers, load: () => import('./pages/users-page') }],
  navigation: [{ to: '/users', label: 'users.nav', icon: 'people', permissions: readers, order: 80 }],
};
