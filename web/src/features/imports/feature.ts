// Imports: a file becomes records, step by step, and can be taken back.
import type { Feature } from '@/shared/feature';

const readers = ['import.read'];

export const importsFeature: Feature = {
  routes: [
    { path: 'imports', permissions: readers, load: () => import('./pages/imports-page') },
    { path: 'imports/:id', permissions: readers, load: () => import('./pages/import-page') },
  ],
  navigation: [{ to: '/imports', label: 'imports.nav', icon: 'import', permissions: readers, order: 60 }],
};
