// Addresses to pages. Every page is its own chunk; the log-in page needs none of the rest.
import { createBrowserRouter, type RouteObject } from 'react-router-dom';
import { PageError } from './page-error';

export function createRouter() {
  const login: RouteObject = {
    path: '/login',
    errorElement: <PageError />,
    lazy: async () => ({ Component: (await import('@/features/session/pages/login-page')).default }),
  };
  // The signed-in part brings its own routes, so that the log-in page does not carry their list.
  const signedIn: RouteObject = {
    path: '/*',
    errorElement: <PageError />,
    lazy: async () => ({ Component: (await import('./signed-in')).default }),
  };
  return createBrowserRouter([login, signedIn]);
}
