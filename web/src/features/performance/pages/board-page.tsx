// The landing board: where each figure will stand at the month's end; the whole catalogue on the tab beside it.
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import '@/shared/records/tabs.css';
import { dateText, spanText } from '@/shared/format/date';
import { useLandingScope } from '@/shared/landing/hooks';
import { useMay } from '@/shared/session/session';
import { readPeriod, spanOf } from '../api/periods';
import { CatalogueBoard } from '../components/catalogue-board';
import { PeriodChoice } from '../components/filters';
import { LandingBoardView } from '../components/landing-board';
import './board-page.css';

/** What only the catalogue knows: an address with one of these means its tab. */
const ofCatalogue = ['class', 'q', 'period'];

export default function BoardPage() {
  const { t, i18n } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const scope = useLandingScope();
  const mayOpen = useMay('kpi.cases');
  const all = scope === null || search.get('tab') === 'all' || ofCatalogue.some((name) => search.has(name));
  const period = readPeriod(search.get('period'));
  const today = dateText(new Date());
  const span = spanOf(period, today);
  const change = (changes: Record<string, string>) => setSearch((previous) => {
    const next = new URLSearchParams(previous);
    for (const [key, value] of Object.entries(changes)) if (value) next.set(key, value); else next.delete(key);
    return next;
  }, { replace: true });
  return (
    <div>
      <div className="page-title wrap">
        <h1>{t('performance.board')}</h1>
        {all && <span className="i2 m">{period === 'all' ? t('performance.until', { day: spanText(today, span.to, i18n.language) }) : spanText(span.from, span.to, i18n.language)}</span>}
        <span className="sp" />
        <Link className="m" to="/kpi/calibration">{t('performance.calibration')} ›</Link>
        <Link className="m" to="/kpi/ladder">{t('performance.ladder.nav')} ›</Link>
        <Link className="m" to="/kpi/closed">{t('performance.closed.nav')} ›</Link>
        {mayOpen && <Link className="m" to="/kpi/quality">{t('performance.quality.nav')} ›</Link>}
        <Link className="m" to="/kpi/own">{t('performance.writing.nav')} ›</Link>
      </div>
      <div className="tabs metric-tabs board-tabs">
        <div role="tablist" className="row wrap">
          {scope && <button type="button" role="tab" aria-selected={!all} className={all ? '' : 'on'} onClick={() => setSearch({}, { replace: true })}>{t('performance.board_tab.landing')}</button>}
          <button type="button" role="tab" aria-selected={all} className={all ? 'on' : ''} onClick={() => setSearch({ tab: 'all' }, { replace: true })}>{t('performance.board_tab.all')}</button>
        </div>
        <span className="sp" />
        {!all && <span className="keys"><span><kbd>J</kbd><kbd>K</kbd>{t('performance.key_move')}</span><span><kbd>Enter</kbd>{t('performance.key_open')}</span></span>}
        {all && <PeriodChoice value={period} onChange={(value) => change({ tab: 'all', period: value })} />}
      </div>
      {all || scope === null ? <CatalogueBoard period={period} change={(changes) => change({ tab: 'all', ...changes })} /> : <LandingBoardView scope={scope} />}
    </div>
  );
}
