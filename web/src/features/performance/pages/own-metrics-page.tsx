// The metrics that people wrote, with all their versions.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { saveText, toCsv } from '@/shared/csv/csv';
import { shortMoment } from '@/shared/format/date';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import { useMay } from '@/shared/session/session';
import { Empty, Skeleton } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { byCode, nameIn, useOwnMetrics, type OwnMetric } from '../api/own';
import './board-page.css';
import './metric-page.css';

export default function OwnMetricsPage() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const may = useMay('kpi.write');
  const own = useOwnMetrics();
  const [open, setOpen] = useState<readonly string[]>([]);
  useShortcuts(may ? [{ key: 'n', label: t('performance.writing.new'), run: () => navigate('/kpi/own/new') }] : []);
  const groups = byCode(own.data?.items ?? []);
  const nameOf = (one: OwnMetric) => nameIn(one.text, i18n.language) || one.code;
  const make = may ? <Link className="btn p" to="/kpi/own/new">{t('performance.writing.new')} <kbd>N</kbd></Link> : undefined;
  const toggle = (id: string) => setOpen((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id]));
  return (
    <div>
      <div className="page-title wrap">
        <Link to="/kpi">{t('performance.board')}</Link><span className="i3">›</span>
        <h1>{t('performance.writing.title')}</h1>
        <span className="sp" />
        <button type="button" className="btn" disabled={groups.length === 0} onClick={() => saveText('own-metrics.csv', toCsv([
          [t('performance.writing.list_code'), t('performance.metric'), t('performance.writing.version'), t('performance.writing.kept_at'), t('performance.writing.note'), t('performance.writing.text_label')],
          ...groups.flat().map((one) => [one.code, nameOf(one), one.metric_version, one.created_at, one.note, one.text]),
        ]))}
        >{t('performance.export')}</button>
        {make}
      </div>
      <section className="card" data-testid="own">
        {own.error ? <ErrorNote error={own.error} onRetry={() => void own.refetch()} /> : own.isPending ? <Skeleton lines={5} /> : groups.length === 0 ? <Empty text={t('performance.writing.none')} action={make} /> : (
          <div style={{ overflowX: 'auto' }}>
            <table className="t">
              <thead><tr><th>{t('performance.metric')}</th><th>{t('performance.writing.list_code')}</th><th>{t('performance.writing.version')}</th><th>{t('performance.writing.kept_at')}</th><th>{t('performance.writing.note')}</th><th>{' '}</th></tr></thead>
              <tbody>
                {groups.flatMap((versions) => versions.flatMap((one, index) => [
                  <tr key={one.id} className={search.get('code') === one.code && index === 0 ? 'sel' : ''} data-own={`${one.code} ${one.metric_version}`}>
                    <td className="nw">{index === 0 ? <Link className="b" to={`/kpi/${one.code}`}>{nameOf(one)}</Link> : <span className="i2">{nameOf(one)}</span>}</td>
                    <td className="mono s" data-code>{index === 0 ? one.code : ''}</td>
                    <td className="nw">v{one.metric_version}{one.manufacturer ? ` · ${one.manufacturer}` : ''}</td>
                    <td className="i2 nw">{shortMoment(new Date(one.created_at))}</td>
                    <td>{one.note}</td>
                    <td className="r nw">
                      <button type="button" className="btn sm t" onClick={() => toggle(one.id)}>{t(open.includes(one.id) ? 'performance.writing.text_hidden' : 'performance.writing.text_shown')}</button>
                      {may && index === 0 && <Link className="btn sm" to={`/kpi/own/${one.code}`}>{t('performance.writing.new_version')}</Link>}
                    </td>
                  </tr>,
                  open.includes(one.id) ? <tr key={`${one.id} text`}><td colSpan={6}><pre className="metric-definition" data-code>{one.text}</pre></td></tr> : null,
                ]))}
              </tbody>
            </table>
          </div>
        )}
      </section>
    </div>
  );
}
