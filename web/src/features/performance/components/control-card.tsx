// The trend of a metric: as a control chart by week or month, or by month with its intervals.
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KpiCell } from '@/api/types';
import { saveText, toCsv } from '@/shared/csv/csv';
import { addDays, monthText, shortDate, spanText } from '@/shared/format/date';
import { intervalText, metricText } from '@/shared/format/metric';
import { FormDialog } from '@/shared/records/form-dialog';
import { useMay, useSession } from '@/shared/session/session';
import { Empty, Segmented, Skeleton, State } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import type { CatalogueMetric } from '../api/answers';
import { drawn, inMetricUnit, type Signal } from '../api/chart-points';
import { beginPhase, useControlChart, useKpi, type Span } from '../api/hooks';
import { sinceFirst, trendSpan, weeksSpan } from '../api/periods';

const ControlChart = lazy(() => import('./control-chart'));
const TrendChart = lazy(() => import('./trend-chart'));
const views = ['weeks', 'months', 'intervals'] as const;
type View = (typeof views)[number];
const ruleSets = ['default', 'nelson', 'western_electric'] as const;

interface Props { metric: CatalogueMetric; name: string; where: string | undefined; today: string; rolling: string | undefined; onPick: ((span: Span, title: string) => void) | undefined; /** What may be made of a signal. */ action?: ReactNode }

export function ControlCard({ metric, name, where, today, rolling, onPick, action }: Props) {
  const { t, i18n } = useTranslation();
  const { user } = useSession();
  const mayBegin = useMay('kpi.write');
  const [chosen, setView] = useState<View>('weeks');
  const [rules, setRules] = useState<(typeof ruleSets)[number]>('default');
  const [beginning, setBeginning] = useState(false);
  const [asTable, setAsTable] = useState(false);
  // Windows that overlap are not independent points: limits would be wrong.
  // A quota is set for a month: weeks say nothing of it.
  const offered = views.filter((one) => one !== 'weeks' || metric.least_grain !== 'month');
  const view = rolling ? 'intervals' : offered.includes(chosen) ? chosen : 'months';
  const grain = view === 'months' ? 'month' : 'week';
  const chart = useControlChart({ metric: metric.code, ...(view === 'months' ? trendSpan(today) : weeksSpan(today)), grain, where, rules: rules === 'default' ? undefined : rules }, view !== 'intervals');
  const months = useKpi({ metrics: [metric.code], ...trendSpan(today), grain: 'month', where, rolling }, view === 'intervals');
  const shown = useMemo(() => (chart.data ? drawn(chart.data) : null), [chart.data]);
  const cells = useMemo(() => sinceFirst(months.data?.metrics[0]?.cells ?? []), [months.data]);
  const pick = (cell: KpiCell | undefined, label: string) => cell && onPick?.({ from: cell.period.from.slice(0, 10), to: cell.period.to.slice(0, 10) }, `${name} · ${label}`);
  const kind = chart.data?.chart.kind ?? 'xmr';
  const chartUnit = inMetricUnit(kind) ? metric.unit : 'number';
  const periodName = (cell: KpiCell) => (view === 'weeks' ? spanText(cell.period.from.slice(0, 10), cell.period.to.slice(0, 10), i18n.language) : monthText(cell.period.from, i18n.language, { year: true }));
  const rows: TrendRow[] = view === 'intervals' ? cells.map((cell) => ({ cell, centre: null, lower: cell.interval?.[0] ?? null, upper: cell.interval?.[1] ?? null, value: cell.value ?? null, signal: false, unit: metric.unit }))
    : (shown?.points ?? []).flatMap((point, index) => { const cell = shown?.cells[index]; return cell ? [{ cell, centre: point.centre ?? null, lower: point.lower ?? null, upper: point.upper ?? null, value: point.value ?? null, signal: shown?.signals.some(({ points }) => points.includes(index)) ?? false, unit: chartUnit }] : []; });
  const phases = chart.data?.phases ?? [];
  return (
    <section className="card" data-testid="trend">
      <div className="hd wrap">
        <h2>{t(view === 'intervals' ? 'performance.trend' : 'performance.chart.title')}</h2>
        {view !== 'intervals' && shown && shown.points.length > 0 && <Verdict signals={shown.signals} provisional={chart.data?.chart.provisional ?? false} />}
        <span className="sp" />
        {user.expert_mode && view !== 'intervals' && (
          <select className="ip" style={{ width: 190, height: 28 }} aria-label={t('performance.chart.rules')} value={rules} onChange={(event) => setRules(ruleSets.find((one) => one === event.target.value) ?? 'default')}>
            {ruleSets.map((one) => <option key={one} value={one}>{t(`performance.chart.rule_set.${one}`)}</option>)}
          </select>
        )}
        {rows.length > 0 && <button type="button" className="btn sm" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>{t(asTable ? 'performance.chart.as_chart' : 'performance.chart.as_table')}</button>}
        {rows.length > 0 && <button type="button" className="btn sm" onClick={() => saveText(`${metric.code}-${view}.csv`, toCsv([
          [t('performance.period'), t('performance.value'), 'n', t('performance.chart.centre'), t('performance.chart.lower'), t('performance.chart.upper'), t('performance.chart.signal')],
          ...rows.map((row) => [row.cell.period.from.slice(0, 10), row.value, row.cell.n, row.centre, row.lower, row.upper, row.signal ? '1' : '']),
        ]))}>{t('performance.export')}</button>}
        {!rolling && <Segmented label={t('performance.chart.view')} value={view} onChange={setView} options={offered.map((value) => ({ value, label: t(`performance.chart.view_name.${value}`) }))} />}
      </div>
      {asTable && rows.length > 0 ? <TrendTable rows={rows} periodName={periodName} limits={view !== 'intervals'} onPick={onPick && ((row) => pick(row.cell, periodName(row.cell)))} /> : <div className="sec">
        {view === 'intervals' ? (
          months.error ? <ErrorNote error={months.error} onRetry={() => void months.refetch()} /> : !months.data ? <Skeleton lines={6} /> : cells.length === 0 ? <Empty text={t('performance.no_data')} /> : (
            <Suspense fallback={<Skeleton lines={6} />}>
              <TrendChart cells={cells} unit={metric.unit} title={t('performance.trend_of', { name })} onPick={(index) => pick(cells[index], monthText(cells[index]?.period.from ?? '', i18n.language, { year: true }))} />
            </Suspense>
          )
        ) : chart.error ? <ErrorNote error={chart.error} onRetry={() => void chart.refetch()} /> : !shown ? <Skeleton lines={6} /> : shown.points.length === 0 ? <Empty text={t('performance.no_data')} /> : (
          <Suspense fallback={<Skeleton lines={6} />}>
            <ControlChart
              chart={shown} unit={chartUnit} grain={grain} title={t('performance.chart.of', { name })}
              onPick={(index) => pick(shown.cells[index], view === 'months' ? monthText(shown.cells[index]?.period.from ?? '', i18n.language, { year: true }) : spanText(shown.cells[index]?.period.from.slice(0, 10) ?? '', shown.cells[index]?.period.to.slice(0, 10) ?? '', i18n.language))}
            />
          </Suspense>
        )}
        {rolling ? <p className="i2 s">{t('performance.chart.rolling_note')}</p> : offered.length < views.length && <p className="i2 s" data-testid="monthly-note">{t('performance.chart.monthly_note')}</p>}
      </div>}
      {view !== 'intervals' && shown && shown.points.length > 0 && (
        <div className="sec col g8 chart-foot">
          {shown.signals.slice(0, 4).map((signal) => <SignalLine key={`${signal.rule} ${signal.at} ${signal.direction}`} signal={signal} onPick={onPick && (() => onPick(signalSpan(signal, grain, today), `${name} · ${t(`performance.rule.${signal.rule}`)}`))} />)}
          {phases.map((phase) => <p key={phase.id} className="m"><b>{shortDate(new Date(`${phase.first_day}T04:00:00Z`))}</b> {t('performance.chart.begun_anew')}　<span className="i2">{phase.reason}</span></p>)}
          <div className="row g8 wrap">
            <span className="i2 s">
              {t(`performance.chart.kind.${kind}`)}{chart.data?.reason ? ` · ${t(`performance.chart.why.${chart.data.reason}`)}` : ''}{chart.data?.chart.provisional ? ` · ${t('performance.chart.provisional')}` : ''}
            </span>
            <span className="sp" />
            {shown.signals.length > 0 && action}
            {mayBegin && <button type="button" className="btn sm" onClick={() => setBeginning(true)}>{t('performance.chart.begin')}</button>}
          </div>
        </div>
      )}
      {beginning && (
        <FormDialog
          title={t('performance.chart.begin')} isNew refresh={['kpi']} onClose={() => setBeginning(false)} initial={{ first_day: addDays(today, -1) }}
          fields={[
            { name: 'first_day', label: t('performance.chart.first_day'), kind: 'date', required: true },
            { name: 'reason', label: t('performance.chart.reason'), kind: 'area', required: true },
          ]}
          save={({ first_day, reason }) => beginPhase({ metric: metric.code, ...(where ? { where } : {}), first_day: String(first_day ?? ''), reason: String(reason ?? '') })}
        />
      )}
    </section>
  );
}

interface TrendRow { cell: KpiCell; value: number | null; centre: number | null; lower: number | null; upper: number | null; signal: boolean; unit: string }

/** The same points as a table, the newest first; each opens its records. */
function TrendTable({ rows, periodName, limits, onPick }: { rows: readonly TrendRow[]; periodName: (cell: KpiCell) => string; limits: boolean; onPick: ((row: TrendRow) => void) | undefined }) {
  const { t } = useTranslation();
  return (
    <div style={{ maxHeight: 400, overflow: 'auto' }}>
      <table className="t" data-testid="trend-table">
        <thead><tr><th>{t('performance.period')}</th><th className="n">{t('performance.value')}</th><th className="n">n</th>{limits && <th className="n">{t('performance.chart.centre')}</th>}<th className="n">{t(limits ? 'performance.chart.limits' : 'performance.interval')}</th><th>{' '}</th></tr></thead>
        <tbody>
          {[...rows].reverse().map((row) => (
            <tr key={row.cell.period.from}>
              <td className="nw">{periodName(row.cell)}</td>
              <td className="n b nw">{onPick && row.cell.n > 0 ? <button type="button" className="linkish" onClick={() => onPick(row)}>{metricText(row.value, row.unit, t)}</button> : metricText(row.value, row.unit, t)}</td>
              <td className="n">{row.cell.n}</td>
              {limits && <td className="n i2 nw">{metricText(row.centre, row.unit, t)}</td>}
              <td className="n i2 nw">{row.lower !== null && row.upper !== null ? intervalText([row.lower, row.upper], row.unit, t) : ''}</td>
              <td className="nw">{row.signal ? <State kind="bad" plain>{t('performance.chart.signal')}</State> : row.cell.provisional ? <State kind="none" plain>{t('performance.provisional')}</State> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The records from the first to the last point of a signal. */
function signalSpan(signal: Signal, grain: string, today: string): Span {
  const end = grain === 'week' ? addDays(signal.to, 7) : addDays(`${signal.to.slice(0, 8)}28`, 4).slice(0, 8) + '01';
  const tomorrow = addDays(today, 1);
  return { from: signal.from, to: end < tomorrow ? end : tomorrow };
}

/** Few points can give an alarm, but no all-clear. */
function Verdict({ signals, provisional }: { signals: readonly Signal[]; provisional: boolean }) {
  const { t } = useTranslation();
  const newest = signals[0];
  return newest ? <State kind="bad">{t('performance.chart.signals', { count: signals.length })}</State> : provisional ? <State kind="none">{t('performance.chart.too_few_points')}</State> : <State kind="good">{t('performance.chart.steady')}</State>;
}

function SignalLine({ signal, onPick }: { signal: Signal; onPick: (() => void) | undefined }) {
  const { t, i18n } = useTranslation();
  const when = signal.from === signal.to ? shortDate(new Date(`${signal.to}T04:00:00Z`), new Date(), i18n.language) : `${shortDate(new Date(`${signal.from}T04:00:00Z`), new Date(), i18n.language)}–${shortDate(new Date(`${signal.to}T04:00:00Z`), new Date(), i18n.language)}`;
  const text = <>{t(`performance.rule.${signal.rule}`)} <span className="i2">{when} · {t(`performance.chart.direction.${signal.direction}`)}</span></>;
  return <div className="m row g8" data-testid="signal"><State kind="bad">{t('performance.chart.signal')}</State>{onPick ? <button type="button" className="linkish" onClick={onPick}>{text}</button> : <span>{text}</span>}</div>;
}
