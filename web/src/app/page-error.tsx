// Stands where a page could not be loaded or drawn: what happened and the way on.
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router-dom';
import { isOnline } from '@/api/client';
import { errorText } from '@/shared/ui/error-text';
import { Mark } from '@/shared/ui/icon';

/** For errors outside the frame. */
export function PageError() {
  return <main style={{ padding: 24, maxWidth: 560, margin: '10vh auto' }}><Broken error={useRouteError()} /></main>;
}

/** Keeps the frame standing when one page breaks; another page starts afresh. */
export class PageBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };
  static getDerivedStateFromError(error: unknown) {
    return { error };
  }
  override render() {
    return this.state.error === null ? this.props.children : <Broken error={this.state.error} />;
  }
}

function Broken({ error }: { error: unknown }) {
  const { t } = useTranslation();
  // A chunk that is gone belongs to an older build: loading the page again brings the new one.
  const unloaded = error instanceof TypeError && /import|module|fetch/i.test(error.message);
  return (
    <div className="note bad col g12" role="alert">
      <span className="st bad"><Mark kind="bad" />{t('error.page_title')}</span>
      <span>{unloaded ? t(isOnline() && navigator.onLine ? 'error.page_outdated' : 'error.offline') : errorText(error, t)}</span>
      <span className="row g8">
        <button type="button" className="btn p" onClick={() => location.reload()}>{t('common.reload')}</button>
        <a className="btn" href="/">{t('common.to_home')}</a>
      </span>
    </div>
  );
}
