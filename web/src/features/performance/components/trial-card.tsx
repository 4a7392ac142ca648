// What a metric gives on the records before it counts: its value, its months, or why there is none yet.
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { monthText } from '@/shared/format/date';
import { intervalText, metricParts, metricText } from '@/shared/format/metric';
import { Empty, Skeleton } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import type { useTrial } from '../api/own';
import { sinceFirst } from '../api/periods';

const TrendChart = lazy(() => import('./trend-chart'));

interface Props { trial: ReturnType<typeof useTrial>; name: string; ready: boolean; wrong: boolean }

export function TrialCard({ trial, name, ready, wrong }: Props) {
  const { t, i18n } = useTranslation();
  const whole = trial.data?.whole;
  const cell = whole?.cells[0];
  const months = sinceFirst(trial.data?.months.cells ?? []);
  const [value, unit] = metricParts(cell?.value ?? null, whole?.unit ?? 'number', t);
  const interval = intervalText(cell?.interval, whole?.unit ?? 'number', t);
  return (
    <section className="card" data-testid="trial">
      <div className="hd"><h2>{t('performance.writing.preview')}</h2><span className="i3 s">{t('performance.writing.preview_note')}</span></div>
      {!ready ? <Empty text={t('performance.writing.preview_waiting')} /> : wrong ? <Empty text={t('performance.writing.preview_wrong')} /> : trial.error ? <div className="sec"><ErrorNote error={trial.error} onRetry={() => void trial.refetch()} /></div> : !whole || !cell ? <Skeleton lines={6} /> : (
        <>
          <div className="sec row g16 wrap">
            <span className="figure hero" data-testid="trial-value">{value}<small>{unit}</small></span>
            <span className="i2 m">
              n {cell.n}{interval && <> · {t('performance.interval')} {interval}</>}
              {cell.numerator != null && cell.denominator != null && whole.unit === 'percent' && <><br />{cell.numerator} ÷ {cell.denominator}</>}
              {cell.unlinked > 0 && <><br />{t('performance.unlinked', { count: cell.unlinked })}</>}
            </span>
          </div>
          {months.length > 1 && (
            <div className="sec">
              <Suspense fallback={<Skeleton lines={6} />}><TrendChart cells={months} unit={whole.unit} title={t('performance.trend_of', { name })} onPick={() => undefined} /></Suspense>
            </div>
          )}
          <table className="t">
            <tbody>{[...months].reverse().slice(0, 6).map((one) => <tr key={one.period.from}><td>{monthText(one.period.from, i18n.language, { year: true })}</td><td className="n b nw">{metricText(one.value, whole.unit, t)}</td><td className="n i2 nw">n {one.n}</td><td className="n i2 nw">{intervalText(one.interval, whole.unit, t)}</td></tr>)}</tbody>
          </table>
        </>
      )}
    </section>
  );
}
