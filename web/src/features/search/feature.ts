// Search over everything that the user may see.
import type { Feature } from '@/shared/feature';

export const searchFeature: Feature = { routes: [{ path: 'search', load: () => import('./pages/search-page') }] };
