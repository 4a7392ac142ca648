// Closed months: values as they were known then, beside those of today; a difference is marked, never overwritten.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import { saveText, toCsv } from '@/shared/csv/csv';
import { addMonths, dateText, monthStart, monthText, shortMoment } from '@/shared/format/date';
import { metricText } from '@/shared/format/metric';
import { useMay } from '@/shared/session/session';
import { Empty, Field, Segmented, Skeleton, State } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import { Dialog, ErrorNote, toast } from '@/shared/ui/overlay';
import type { FrozenBesideLive } from '../api/answers';
import { closeMonth, useFrozen, useMetrics, usePeriods } from '../api/hooks';
import './board-page.css';
import './metric-page.css';

const dimensions = ['company', 'site', 'technician'] as const;

export default function ClosedMonthsPage() {
  const { t, i18n } = useTranslation();
  const zh = i18n.language !== 'en';
  const [search, setSearch] = useSearchParams();
  const mayClose = useMay('kpi.write');
  const [closing, setClosing] = useState(false);
  const periods = usePeriods();
  const metrics = useMetrics();
  const months = periods.data?.items ?? [];
  const month = months.find((one) => one.month === search.get('month'))?.month ?? months[0]?.month;
  const dimension = dimensions.find((name) => name === search.get('by')) ?? 'company';
  const only = search.get('metric');
  const differing = search.get('differing') === 'true';
  const frozen = useFrozen(month, dimension === 'company' ? undefined : dimension);
  const change = (changes: Record<string, string>) => setSearch((previous) => {
    const next = new URLSearchParams(previous);
    for (const [key, value] of Object.entries(changes)) if (value) next.set(key, value); else next.delete(key);
    return next;
  }, { replace: true });
  const metric = (code: string) => metrics.data?.items.find((one) => one.code === code);
  const name = (code: string) => { const one = metric(code); return one ? (zh ? one.name_zh : one.name_en) : code; };
  const all = (frozen.data?.items ?? []).filter((item) => !only || item.frozen.metric === only);
  const rows = all.filter((item) => !differing || item.differs);
  const different = all.filter(({ differs }) => differs).length;
  const today = dateText(new Date());
  const free = Array.from({ length: 12 }, (_, back) => addMonths(monthStart(today), -1 - back).slice(0, 7)).filter((one) => !months.some((closed) => closed.month === one));
  const monthName = (text: string) => monthText(`${text}-01`, i18n.language, { year: true });
  const value = (item: FrozenBesideLive, which: 'frozen' | 'live') => metricText(which === 'frozen' ? item.frozen.value : item.live_value, metric(item.frozen.metric)?.unit ?? 'number', t);
  return (
    <div>
      <div className="page-title wrap">
        <Link to="/kpi">{t('performance.board')}</Link><span className="i3">›</span>
        <h1>{t('performance.closed.title')}</h1>
        <span className="sp" />
        {mayClose && <button type="button" className="btn p" onClick={() => setClosing(true)} disabled={free.length === 0}>{t('performance.closed.close')}</button>}
      </div>
      {periods.error ? <ErrorNote error={periods.error} onRetry={() => void periods.refetch()} /> : periods.isPending ? <div className="card"><Skeleton lines={6} /></div> : months.length === 0 ? (
        <div className="card"><Empty text={t('performance.closed.none')} action={mayClose ? <button type="button" className="btn" onClick={() => setClosing(true)}>{t('performance.closed.close')}</button> : undefined} /></div>
      ) : (
        <div className="closed-grid">
          <section className="card" data-testid="months">
            <div className="hd"><h2>{t('performance.closed.months')}</h2></div>
            <table className="t"><tbody>
              {months.map((one) => (
                <tr key={one.id} className={one.month === month ? 'sel' : ''}>
                  <td><button type="button" className="linkish b" onClick={() => change({ month: one.month })}>{monthName(one.month)}</button><div className="i2 s">{t('performance.closed.at', { at: shortMoment(new Date(one.closed_at)), count: one.frozen })}</div></td>
                </tr>
              ))}
            </tbody></table>
          </section>
          <section className="card" data-testid="frozen">
            <div className="hd wrap">
              <h2>{month ? monthName(month) : ''}</h2>
              {frozen.data && (different > 0 ? <State kind="warn">{t('performance.closed.differing', { count: different })}</State> : <State kind="good">{t('performance.closed.same')}</State>)}
              {only && <button type="button" className="btn sm" onClick={() => change({ metric: '' })}>{name(only)} ✕</button>}
              <span className="sp" />
              <label className="row g4 m"><input type="checkbox" checked={differing} onChange={(event) => change({ differing: event.target.checked ? 'true' : '' })} />{t('performance.closed.only_differing')}</label>
              <Segmented label={t('performance.by')} value={dimension} onChange={(next) => change({ by: next === 'company' ? '' : next })} options={dimensions.map((one) => ({ value: one, label: t(`performance.closed.scope.${one}`) }))} />
              <button type="button" className="btn sm" disabled={rows.length === 0} onClick={() => saveText(`closed-${month ?? ''}.csv`, toCsv([
                [t('performance.metric'), t('performance.group'), t('performance.closed.frozen'), t('performance.closed.live'), 'n', 'n'],
                ...rows.map((item) => [name(item.frozen.metric), item.frozen.scope_label, item.frozen.value == null ? '' : String(item.frozen.value), item.live_value == null ? '' : String(item.live_value), String(item.frozen.n), String(item.live_n)]),
              ]))}
              >{t('performance.export')}</button>
            </div>
            {frozen.error ? <ErrorNote error={frozen.error} onRetry={() => void frozen.refetch()} /> : frozen.isPending ? <Skeleton lines={8} /> : rows.length === 0 ? <Empty text={t('performance.closed.nothing')} /> : (
              <div style={{ overflowX: 'auto' }}>
                <table className="t">
                  <thead><tr><th>{t('performance.metric')}</th>{dimension !== 'company' && <th>{t('performance.group')}</th>}<th className="n">{t('performance.closed.frozen')}</th><th className="n">n</th><th className="n">{t('performance.closed.live')}</th><th className="n">n</th><th>{' '}</th></tr></thead>
                  <tbody>
                    {rows.map((item) => (
                      <tr key={`${item.frozen.metric} ${item.frozen.scope_key}`}>
                        <td><Link to={`/kpi/${item.frozen.metric}`}>{name(item.frozen.metric)}</Link></td>
                        {dimension !== 'company' && <td>{item.frozen.scope_label || item.frozen.scope_key}</td>}
                        <td className="n b nw">{value(item, 'frozen')}</td><td className="n i2">{item.frozen.n}</td>
                        <td className="n nw">{value(item, 'live')}</td><td className="n i2">{item.live_n}</td>
                        <td className="nw">{item.differs ? <State kind="warn" plain>{t('performance.closed.differs')}{item.frozen.definition_version !== item.live_version ? ` · ${t('performance.closed.other_version')}` : ''}</State> : null}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </section>
        </div>
      )}
      {closing && <CloseDialog free={free} monthName={monthName} onClose={(closed) => { setClosing(false); if (closed) change({ month: closed }); }} />}
    </div>
  );
}

function CloseDialog({ free, monthName, onClose }: { free: readonly string[]; monthName: (month: string) => string; onClose: (closed?: string) => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [month, setMonth] = useState(free[0] ?? '');
  const closing = useMutation({
    mutationFn: () => closeMonth(month),
    onSuccess: (period) => {
      void queries.invalidateQueries({ queryKey: ['kpi', 'periods'] });
      toast('good', t('performance.closed.done', { month: monthName(period.month), count: period.frozen }));
      onClose(period.month);
    },
  });
  return (
    <Dialog
      title={t('performance.closed.close')} onClose={() => onClose()} onSubmit={() => closing.mutate()}
      footer={<><button type="button" className="btn" onClick={() => onClose()}>{t('common.cancel')}</button><button type="submit" className="btn p" disabled={closing.isPending}>{t('performance.closed.confirm')}</button></>}
    >
      <p className="i2">{t('performance.closed.warning')}</p>
      {closing.error ? <div className="note bad" role="alert">{errorText(closing.error, t)}</div> : null}
      <Field label={t('performance.closed.month')}>{(control) => <select className="ip" {...control} value={month} onChange={(event) => setMonth(event.target.value)}>{free.map((one) => <option key={one} value={one}>{monthName(one)}</option>)}</select>}</Field>
    </Dialog>
  );
}
