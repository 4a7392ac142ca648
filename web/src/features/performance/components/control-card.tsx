// The trend of a metric: as a control chart by week or month, or by month with its intervals.
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KpiCell } from '@/api/types';
import { addDays, monthText, shortDate, spanText } from '@/shared/format/date';
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

interface Props { metric: CatalogueMetric; name: string; where: string | undefined; today: string; rolling: string | undefined; onPick: ((span: Span, title: string) => void) | undefined }

export function ControlCard({ metric, name, where, today, rolling, onPick }: Props) {
  const { t, i18n } = useTranslation();
  const { user } = useSession();
  const mayBegin = useMay('kpi.write');
  const [chosen, setView] = useState<View>('weeks');
  const [rules, setRules] = useState<(typeof ruleSets)[number]>('default');
  const [beginning, setBeginning] = useState(false);
  // Windows that overlap are not independent points: limits would be wrong.
  const view = rolling ? 'intervals' : chosen;
  const grain = view === 'months' ? 'month' : 'week';
  const chart = useControlChart({ metric: metric.code, ...(view === 'months' ? trendSpan(today) : weeksSpan(today)), grain, where, rules: rules === 'default' ? undefined : rules }, view !== 'intervals');
  const months = useKpi({ metrics: [metric.code], ...trendSpan(today), grain: 'month', where, rolling }, view === 'intervals');
  const shown = useMemo(() => (chart.data ? drawn(chart.data) : null), [chart.data]);
  const cells = useMemo(() => sinceFirst(months.data?.metrics[0]?.cells ?? []), [months.data]);
  const pick = (cell: KpiCell | undefined, label: string) => cell && onPick?.({ from: cell.period.from.slice(0, 10), to: cell.period.to.slice(0, 10) }, `${name} · ${label}`);
  const kind = chart.data?.chart.kind ?? 'xmr';
  const phases = chart.data?.phases ?? [];
  return (
    <section className="card" data-testid="trend">
      <div className="hd wrap">
        <h2>{t(view === 'intervals' ? 'performance.trend' : 'performance.chart.title')}</h2>
        {view !== 'intervals' && shown && shown.points.length > 0 && <Verdict signals={shown.signals} />}
        <span className="sp" />
        {user.expert_mode && view !== 'intervals' && (
          <select className="ip" style={{ width: 190, height: 28 }} aria-label={t('performance.chart.rules')} value={rules} onChange={(event) => setRules(ruleSets.find((one) => one === event.target.value) ?? 'default')}>
            {ruleSets.map((one) => <option key={one} value={one}>{t(`performance.chart.rule_set.${one}`)}</option>)}
          </select>
        )}
        {!rolling && <Segmented label={t('performance.chart.view')} value={view} onChange={setView} options={views.map((value) => ({ value, label: t(`performance.chart.view_name.${value}`) }))} />}
      </div>
      <div className="sec">
        {view === 'intervals' ? (
          months.error ? <ErrorNote error={months.error} onRetry={() => void months.refetch()} /> : !months.data ? <Skeleton lines={6} /> : cells.length === 0 ? <Empty text={t('performance.no_data')} /> : (
            <Suspense fallback={<Skeleton lines={6} />}>
              <TrendChart cells={cells} unit={metric.unit} title={t('performance.trend_of', { name })} onPick={(index) => pick(cells[index], monthText(cells[index]?.period.from ?? '', i18n.language, { year: true }))} />
            </Suspense>
          )
        ) : chart.error ? <ErrorNote error={chart.error} onRetry={() => void chart.refetch()} /> : !shown ? <Skeleton lines={6} /> : shown.points.length === 0 ? <Empty text={t('performance.no_data')} /> : (
          <Suspense fallback={<Skeleton lines={6} />}>
            <ControlChart
              chart={shown} unit={inMetricUnit(kind) ? metric.unit : 'number'} grain={grain} title={t('performance.chart.of', { name })}
              onPick={(index) => pick(shown.cells[index], view === 'months' ? monthText(shown.cells[index]?.period.from ?? '', i18n.language, { year: true }) : spanText(shown.cells[index]?.period.from.slice(0, 10) ?? '', shown.cells[index]?.period.to.slice(0, 10) ?? '', i18n.language))}
            />
          </Suspense>
        )}
        {rolling && <p className="i2 s">{t('performance.chart.rolling_note')}</p>}
      </div>
      {view !== 'intervals' && shown && shown.points.length > 0 && (
        <div className="sec col g8 chart-foot">
          {shown.signals.slice(0, 4).map((signal) => <SignalLine key={`${signal.rule} ${signal.at} ${signal.direction}`} signal={signal} onPick={onPick && (() => onPick(signalSpan(signal, grain, today), `${name} · ${t(`performance.rule.${signal.rule}`)}`))} />)}
          {phases.map((phase) => <p key={phase.id} className="m"><b>{shortDate(new Date(`${phase.first_day}T04:00:00Z`))}</b> {t('performance.chart.begun_anew')}　<span className="i2">{phase.reason}</span></p>)}
          <div className="row g8 wrap">
            <span className="i2 s">
              {t(`performance.chart.kind.${kind}`)}{chart.data?.reason ? ` · ${t(`performance.chart.why.${chart.data.reason}`)}` : ''}{chart.data?.chart.provisional ? ` · ${t('performance.chart.provisional')}` : ''}
            </span>
            <span className="sp" />
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

/** The records from the first to the last point of a signal. */
function signalSpan(signal: Signal, grain: string, today: string): Span {
  const end = grain === 'week' ? addDays(signal.to, 7) : addDays(`${signal.to.slice(0, 8)}28`, 4).slice(0, 8) + '01';
  const tomorrow = addDays(today, 1);
  return { from: signal.from, to: end < tomorrow ? end : tomorrow };
}

function Verdict({ signals }: { signals: readonly Signal[] }) {
  const { t } = useTranslation();
  const newest = signals[0];
  return newest ? <State kind="bad">{t('performance.chart.signals', { count: signals.length })}</State> : <State kind="good">{t('performance.chart.steady')}</State>;
}

function SignalLine({ signal, onPick }: { signal: Signal; onPick: (() => void) | undefined }) {
  const { t, i18n } = useTranslation();
  const when = signal.from === signal.to ? shortDate(new Date(`${signal.to}T04:00:00Z`), new Date(), i18n.language) : `${shortDate(new Date(`${signal.from}T04:00:00Z`), new Date(), i18n.language)}–${shortDate(new Date(`${signal.to}T04:00:00Z`), new Date(), i18n.language)}`;
  const text = <>{t(`performance.rule.${signal.rule}`)} <span className="i2">{when} · {t(`performance.chart.direction.${signal.direction}`)}</span></>;
  return <div className="m row g8" data-testid="signal"><State kind="bad">{t('performance.chart.signal')}</State>{onPick ? <button type="button" className="linkish" onClick={onPick}>{text}</button> : <span>{text}</span>}</div>;
}
