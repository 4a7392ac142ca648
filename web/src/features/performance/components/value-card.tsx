// The value itself: with n, interval, target, what is missing for a verdict, and the manufacturer's beside it.
import { useTranslation } from 'react-i18next';
import type { KpiCell } from '@/api/types';
import { intervalText, metricParts, metricText } from '@/shared/format/metric';
import { State } from '@/shared/ui/basics';
import type { CatalogueMetric, ManufacturerValue } from '../api/answers';
import { changeOf, isFew, missing } from '../api/change';
import { IntervalRows, type IntervalRow } from './interval-rows';

interface Props {
  metric: CatalogueMetric;
  cell: KpiCell | undefined;
  before: KpiCell | undefined;
  /** An interval so wide to either side is narrow enough. */
  halfWidth: number | null;
  /** What each manufacturer's definition makes of it. */
  defined: readonly { manufacturer: string; cell: KpiCell | undefined }[];
  told: readonly ManufacturerValue[];
  onCases: (() => void) | undefined;
  onUnlinked: (() => void) | undefined;
}

export function ValueCard({ metric, cell, before, halfWidth, defined, told, onCases, onUnlinked }: Props) {
  const { t } = useTranslation();
  const { unit } = metric;
  const [value, unitText] = metricParts(cell?.value ?? null, unit, t);
  const interval = intervalText(cell?.interval, unit, t);
  const change = changeOf(cell, before, metric.better, unit);
  const needed = cell && cell.value != null ? missing(cell, unit) : 0;
  const row = (key: string, label: string, of: KpiCell, own: boolean): IntervalRow => ({ key, label, value: of.value ?? null, low: of.interval?.[0] ?? null, high: of.interval?.[1] ?? null, n: of.n, own });
  const others: IntervalRow[] = [
    ...defined.flatMap(({ manufacturer, cell: of }) => (of?.value == null ? [] : [row(`d ${manufacturer}`, t('performance.by_definition', { manufacturer }), of, false)])),
    ...told.flatMap((one) => (one.value == null ? [] : [{ key: one.id, label: t('performance.told_by', { manufacturer: one.manufacturer_name }), value: one.value, low: null, high: null, n: one.n ?? null, own: false, note: t('performance.told') }])),
  ];
  return (
    <section className="card">
      <div className="sec row g16 wrap">
        <span className="figure hero" data-testid="metric-value">{value}<small>{unitText}</small></span>
        <span className="i2 m">
          n {cell?.n ?? 0}{interval && <> · {t('performance.interval')} {interval}</>}<br />
          {cell?.denominator != null && cell.numerator != null && unit === 'percent' ? `${plain(cell.numerator)} ÷ ${plain(cell.denominator)}` : ''}
          {cell && cell.pending > 0 && <> · {t('performance.pending', { count: cell.pending })}</>}
        </span>
        <span className="i2 m">
          {metric.target != null && <>{t(metric.better === 'down' ? 'performance.target_most' : 'performance.target_least', { value: metricText(metric.target, unit, t) })}<br /></>}
          {before?.value != null && t('performance.before', { value: metricText(before.value, unit, t), n: before.n })}
        </span>
        <span className="col g4">
          <TargetState metric={metric} cell={cell} />
          {change !== 'none' && <State kind={change === 'worse' ? 'bad' : change === 'better' ? 'good' : 'none'} plain>{t(`performance.change.${change}`)}</State>}
          {cell?.provisional && <State kind="none">{t('performance.provisional')}</State>}
        </span>
        {cell && cell.unlinked > 0 && (onUnlinked ? <button type="button" className="btn t" onClick={onUnlinked}>{t('performance.unlinked', { count: cell.unlinked })}</button> : <span className="i2 m">{t('performance.unlinked', { count: cell.unlinked })}</span>)}
        <span className="sp" />
        {onCases && <button type="button" className="btn p" onClick={onCases}>{t('performance.show_cases')}</button>}
      </div>
      {needed > 0 && <div className="note" style={{ margin: '0 16px 12px' }} data-testid="needed">{t(metric.facts.includes('survey_answer') ? 'performance.answers_needed' : 'performance.records_needed', { count: needed })}</div>}
      {cell?.value != null && unit === 'percent' && halfWidth !== null && (cell.needed_to_settle ?? 0) > 0 && <p className="sec i2 m" style={{ paddingTop: 0 }} data-testid="settle">{t('performance.settle_needed', { count: cell.needed_to_settle ?? 0, points: Math.round(halfWidth * 1000) / 10 })}</p>}
      {cell && others.length > 0 && <div className="sec value-beside" data-testid="beside"><h3>{t('performance.beside')}</h3><IntervalRows rows={[row('own', t('performance.own'), cell, true), ...others]} target={metric.target ?? null} unit={unit} /></div>}
    </section>
  );
}

const plain = (value: number) => String(Math.round(value * 100) / 100);

function TargetState({ metric, cell }: { metric: CatalogueMetric; cell: KpiCell | undefined }) {
  const { t } = useTranslation();
  const { target, unit, better } = metric;
  if (cell?.value == null) return <State kind="none">{t(cell && cell.pending > 0 ? 'performance.too_early' : 'performance.no_data')}</State>;
  if (isFew(cell, unit)) return <State kind="none">{t('performance.few')}</State>;
  if (target == null || better === 'neither') return null;
  const [low, high] = cell.interval ?? [];
  const reached = better === 'up' ? cell.value >= target : cell.value <= target;
  const open = low !== undefined && high !== undefined && low < target && target < high;
  return <State kind={open ? 'warn' : reached ? 'good' : 'bad'}>{t(reached ? (open ? 'performance.just_reached' : 'performance.reached') : open ? 'performance.just_missed' : 'performance.missed')}</State>;
}
