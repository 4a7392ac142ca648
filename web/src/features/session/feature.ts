// Log-in and the user's own account.
import type { Feature } from '@/shared/feature';

export const sessionFeature: Feature = {
  routes: [{ path: '/password', load: () => import('./pages/password-page') }],
};
