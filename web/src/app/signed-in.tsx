// Everything behind the log-in: session, live updates, frame and the features' pages.
import { Suspense, lazy, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes, useLocation } from 'react-router-dom';
import { ApiError } from '@/api/problem';
import { SessionProvider, useMayAny, useSessionQuery } from '@/shared/session/session';
import { Empty, Skeleton } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import type { FeatureRoute } from '@/shared/feature';
import { features } from './features';
import HomePage from './home-page';
import { PageBoundary } from './page-error';
import { Shell } from './shell/shell';

const AntdProvider = lazy(() => import('@/shared/ui/antd-provider'));

interface Page extends FeatureRoute { Component: ComponentType }
const pages: Page[] = features.flatMap(({ routes }) => routes).map((route) => ({ ...route, Component: lazy(route.load) }));

export default function SignedIn() {
  const session = useSessionQuery();
  const location = useLocation();
  if (session.isPending) return null;
  if (session.error) {
    if (session.error instanceof ApiError && session.error.status === 401) {
      const next = location.pathname + location.search;
      return <Navigate to={next === '/' ? '/login' : `/login?next=${encodeURIComponent(next)}`} replace />;
    }
    return <ErrorNote error={session.error} onRetry={() => void session.refetch()} />;
  }
  return (
    <SessionProvider session={session.data}>
      <Shell>
        <PageBoundary key={location.pathname}>
        <Suspense fallback={<Skeleton lines={6} height={18} />}>
          <Routes>
            <Route path="/" element={<HomePage />} />
            {pages.map((page) => <Route key={page.path} path={page.path} element={<Guarded page={page} />} />)}
            <Route path="*" element={<NotFound />} />
          </Routes>
        </Suspense>
        </PageBoundary>
      </Shell>
    </SessionProvider>
  );
}

function Guarded({ page }: { page: Page }) {
  const allowed = useMayAny(page.permissions);
  const { t } = useTranslation();
  if (!allowed) return <Empty text={t('error.code.forbidden')} />;
  return page.antd ? <AntdProvider><page.Component /></AntdProvider> : <page.Component />;
}

function NotFound() {
  const { t } = useTranslation();
  return <Empty text={t('error.page_not_found')} action={<a className="btn" href="/">{t('common.to_home')}</a>} />;
}
