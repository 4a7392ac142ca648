// One metric: value, trend, break-down by any dimension, and the records behind every number.
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router-dom';
import type { KpiCell } from '@/api/types';
import { saveText, toCsv } from '@/shared/csv/csv';
import { addMonths, dateText } from '@/shared/format/date';
import { intervalText, metricParts, metricText } from '@/shared/format/metric';
import { useMay, useSession, useSite } from '@/shared/session/session';
import { Empty, Segmented, Skeleton, State } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { useCases, useDimensions, useKpi, useMetrics } from '../api/hooks';
import { condition, readPeriod, spanOf, trendSpan, type DateSpan } from '../api/periods';
import { PeriodChoice } from '../components/filters';
import './board-page.css';

const TrendChart = lazy(() => import('../components/trend-chart'));
const parts = ['numerator', 'denominator', 'unlinked', 'pending'] as const;
type Part = (typeof parts)[number];
interface Picked { span: DateSpan; where: string | undefined; title: string }

export default function MetricPage() {
  const { code = '' } = useParams();
  const { t, i18n } = useTranslation();
  const zh = i18n.language !== 'en';
  const [search, setSearch] = useSearchParams();
  const { site } = useSite();
  const { user } = useSession();
  const mayOpen = useMay('kpi.cases');
  const period = readPeriod(search.get('period'));
  const by = search.get('by') ?? 'technician';
  const typed = search.get('where') ?? '';
  const today = dateText(new Date());
  const span = spanOf(period, today);
  const where = [site ? condition([['site', site]]) : '', typed && `(${typed})`].filter(Boolean).join(' and ') || undefined;
  const metric = useMetrics().data?.items.find((one) => one.code === code);
  const dimensions = useDimensions();
  const total = useKpi({ metrics: [code], ...span, where });
  const trend = useKpi({ metrics: [code], ...trendSpan(today), grain: 'month', where });
  const groups = useKpi({ metrics: [code], ...span, where, by: [by] });
  const [picked, setPicked] = useState<Picked | null>(null);
  const change = (changes: Record<string, string>) => setSearch((before) => {
    const next = new URLSearchParams(before);
    for (const [name, value] of Object.entries(changes)) if (value) next.set(name, value); else next.delete(name);
    return next;
  }, { replace: true });

  const cell = total.data?.metrics[0]?.cells[0];
  const all = trend.data?.metrics[0]?.cells ?? [];
  const months = all.slice(Math.max(0, all.findIndex(({ n }) => n > 0)));
  const unit = metric?.unit ?? total.data?.metrics[0]?.unit ?? 'count';
  const name = metric ? (zh ? metric.name_zh : metric.name_en) : code;
  const [value, unitText] = metricParts(cell?.value ?? null, unit, t);
  const interval = intervalText(cell?.interval, unit, t);
  const rows = groups.data?.metrics[0]?.cells ?? [];
  const [draft, setDraft] = useState(typed);

  return (
    <div>
      <div className="page-title">
        <Link to="/kpi">{t('performance.board')}</Link><span className="i3">›</span>
        <h1>{name}</h1>
        <span className="sp" />
        <PeriodChoice value={period} onChange={(next) => { setPicked(null); change({ period: next }); }} />
      </div>
      {total.error ? <ErrorNote error={total.error} onRetry={() => void total.refetch()} /> : null}
      <div className="metric-grid">
        <div className="col g16 min0">
          <section className="card">
            <div className="sec row g16 wrap">
              <span className="figure hero" data-testid="metric-value">{value}<small>{unitText}</small></span>
              <span className="i2 m">
                n {cell?.n ?? 0}{interval && <> · {t('performance.interval')} {interval}</>}<br />
                {cell?.denominator != null && cell.numerator != null && unit === 'percent' ? `${cell.numerator} ÷ ${cell.denominator}` : `${span.from} — ${span.to}`}
              </span>
              {cell?.provisional && <State kind="none">{t('performance.provisional')}</State>}
              {cell && cell.unlinked > 0 && <button type="button" className="btn t" onClick={() => setPicked({ span, where, title: t('performance.unlinked', { count: cell.unlinked }) })}>{t('performance.unlinked', { count: cell.unlinked })}</button>}
              <span className="sp" />
              {mayOpen && <button type="button" className="btn p" onClick={() => setPicked({ span, where, title: name })}>{t('performance.show_cases')}</button>}
            </div>
            <div className="sec">
              <Suspense fallback={<Skeleton lines={6} />}>
                {trend.data ? (
                  <TrendChart
                    cells={months} unit={unit} title={t('performance.trend_of', { name })}
                    onPick={(index) => { const month = months[index]; if (month && mayOpen) setPicked({ span: { from: month.period.from.slice(0, 10), to: index === months.length - 1 ? month.period.to.slice(0, 10) : addMonths(month.period.from.slice(0, 7) + '-01', 1) }, where, title: `${name} ${month.period.from.slice(0, 7)}` }); }}
                  />
                ) : <Skeleton lines={6} />}
              </Suspense>
            </div>
          </section>
          <section className="card metric-rows">
            <div className="hd wrap">
              <h2>{t('performance.by')}</h2>
              <select className="ip" style={{ width: 200, height: 28 }} aria-label={t('performance.by')} value={by} onChange={(event) => { setPicked(null); change({ by: event.target.value }); }}>
                {dimensions.data?.items.map((dimension) => <option key={dimension.code} value={dimension.code}>{(zh ? dimension.name_zh : dimension.name_en) || dimension.code}</option>)}
              </select>
              <span className="sp" />
              {user.expert_mode && (
                <form className="row g8" onSubmit={(event) => { event.preventDefault(); change({ where: draft }); }}>
                  <input className="ip mono" style={{ width: 280, height: 28 }} aria-label={t('performance.where')} placeholder="warranty = 'in_warranty'" value={draft} onChange={(event) => setDraft(event.target.value)} />
                  <button className="btn sm" type="submit">{t('performance.apply')}</button>
                </form>
              )}
              <button type="button" className="btn sm" disabled={rows.length === 0} onClick={() => saveText(`${code}-${by}.csv`, toCsv([
                [by, 'value', 'numerator', 'denominator', 'n', 'low', 'high', 'provisional', 'unlinked'],
                ...rows.map((row) => [row.dims[by] ?? '', ...[row.value, row.numerator, row.denominator, row.n, row.interval?.[0], row.interval?.[1]].map((one) => (one == null ? '' : String(one))), String(row.provisional), String(row.unlinked)]),
              ]))}
              >{t('performance.export')}</button>
            </div>
            {groups.error ? <div className="sec"><ErrorNote error={groups.error} onRetry={() => void groups.refetch()} /></div> : groups.isPending ? <Skeleton lines={5} /> : rows.length === 0 ? <Empty text={t('performance.no_data')} /> : (
              <Breakdown rows={rows} by={by} unit={unit} better={metric?.better ?? 'up'} onPick={mayOpen ? (row) => setPicked({ span, where: [where, condition([[by, row.keys[by] ?? null]])].filter(Boolean).join(' and '), title: `${name} · ${row.dims[by] ?? t('performance.nothing_given')}` }) : undefined} />
            )}
          </section>
        </div>
        <div className="col g16 min0">
          {picked ? <CasesCard metric={code} picked={picked} rate={unit === 'percent'} onClose={() => setPicked(null)} /> : null}
          {metric && (
            <section className="card">
              <div className="hd"><h2>{t('performance.definition')}</h2><span className="sp" /><span className="i3 s">v{metric.version} · {t(`performance.basis.${metric.basis}`)}</span></div>
              <div className="sec col g12">
                <p>{zh ? metric.description_zh : metric.description_en}</p>
                {metric.source && <p className="i2 s">{t('performance.source')}: {metric.source}</p>}
                {user.expert_mode && <pre className="metric-definition">{metric.definition}</pre>}
              </div>
            </section>
          )}
        </div>
      </div>
    </div>
  );
}

function Breakdown({ rows, by, unit, better, onPick }: { rows: readonly KpiCell[]; by: string; unit: string; better: string; onPick: ((row: KpiCell) => void) | undefined }) {
  const { t } = useTranslation();
  const most = Math.max(...rows.map(({ value }) => value ?? 0), 0) || 1;
  // Fewer than 30 records are shown but not ranked: they stand after the others, in order of name.
  const ranked = unit === 'count' ? [...rows] : rows.filter(({ n }) => n >= 30);
  const rest = rows.filter((row) => !ranked.includes(row));
  ranked.sort((a, b) => (better === 'down' ? 1 : -1) * ((a.value ?? 0) - (b.value ?? 0)) || 0);
  if (unit === 'count') ranked.sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  return (
    <div style={{ maxHeight: 520, overflow: 'auto' }}>
      <table className="t">
        <thead><tr><th>{t('performance.group')}</th><th className="n">{t('performance.value')}</th><th>{' '}</th><th className="n">n</th><th className="n">{t('performance.interval')}</th><th>{' '}</th></tr></thead>
        <tbody>
          {[...ranked, ...rest].map((row, index) => {
            const label = row.dims[by] ?? t('performance.nothing_given');
            return (
              <tr key={row.keys[by] ?? `none-${index}`}>
                <td>{onPick ? <button type="button" className="linkish" onClick={() => onPick(row)}>{label}</button> : label}</td>
                <td className="n b nw">{metricText(row.value, unit, t)}</td>
                <td style={{ width: 120 }}><div className="metric-bar" aria-hidden="true"><i style={{ width: `${(100 * (row.value ?? 0)) / most}%` }} /></div></td>
                <td className="n">{row.n}</td>
                <td className="n i2 nw">{intervalText(row.interval, unit, t)}</td>
                <td className="nw">{row.value === null ? <State kind="none" plain>{t('performance.no_data')}</State> : unit !== 'count' && row.n < 30 ? <State kind="none" plain>{t('performance.few')}</State> : row.provisional ? <State kind="none" plain>{t('performance.provisional')}</State> : null}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function CasesCard({ metric, picked, rate, onClose }: { metric: string; picked: Picked; rate: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [part, setPart] = useState<Part>('denominator');
  const cases = useCases({ metric, ...picked.span, where: picked.where, part }, true);
  const items = cases.data?.pages.flatMap((page) => page.items) ?? [];
  const total = cases.data?.pages[0]?.total_estimate ?? 0;
  const shown = parts.filter((name) => rate || name !== 'numerator');
  return (
    <section className="card" data-testid="cases">
      <div className="hd"><h2 className="el">{picked.title}</h2><span className="sp" /><button type="button" className="btn sm" onClick={onClose}>{t('performance.close')}</button></div>
      <div className="sec col g12">
        <Segmented label={t('performance.part')} value={part} onChange={setPart} options={shown.map((name) => ({ value: name, label: t(`performance.part_name.${name}`) }))} />
        <span className="i2 s">{picked.span.from} — {picked.span.to} · {t('performance.case_count', { count: total })}</span>
      </div>
      {cases.error ? <div className="sec"><ErrorNote error={cases.error} onRetry={() => void cases.refetch()} /></div> : cases.isPending ? <Skeleton lines={6} /> : items.length === 0 ? <Empty text={t('performance.no_cases')} /> : (
        <div style={{ maxHeight: 480, overflow: 'auto' }}>
          <table className="t"><tbody>
            {items.map((item) => <tr key={item.id}><td><Link to={`/work-orders/${item.id}`}>{item.no || item.id}</Link></td><td className="n i2">{item.value == null ? '' : metricText(item.value, 'duration_ms', t)}</td></tr>)}
          </tbody></table>
          {cases.hasNextPage && <div className="sec"><button type="button" className="btn" disabled={cases.isFetchingNextPage} onClick={() => void cases.fetchNextPage()}>{t('performance.more')}</button></div>}
        </div>
      )}
    </section>
  );
}
