// The value itself with n, interval, target and what is missing for a verdict; the manufacturer's beside it; what may still go wrong.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { components } from '@/api/schema';
import type { KpiCell } from '@/api/types';
import { monthText, spanText } from '@/shared/format/date';
import { intervalText, metricParts, metricText } from '@/shared/format/metric';
import { useMay } from '@/shared/session/session';
import { State } from '@/shared/ui/basics';
import type { CatalogueMetric, ManufacturerValue } from '../api/answers';
import { changeOf, isFew, missing } from '../api/change';
import { IntervalRows, type IntervalRow } from './interval-rows';

type LevelsInForce = components['schemas']['LevelsInForce'];

interface Props {
  metric: CatalogueMetric;
  cell: KpiCell | undefined;
  before: KpiCell | undefined;
  /** An interval so wide to either side is narrow enough. */
  halfWidth: number | null;
  /** What each manufacturer's definition makes of it. */
  defined: readonly { manufacturer: string; cell: KpiCell | undefined }[];
  told: readonly ManufacturerValue[];
  /** The target in force, or the catalogue's. */
  target: number | null;
  /** Who set it: a target in force with the way to it; otherwise it is the definition's. */
  setBy: { scope: LevelsInForce['scope']; month: string } | null;
  /** The period that the value is of. */
  period: string;
  /** Of a figure that ripens: with young records counted as what such records became, as its curve is drawn. */
  ripened?: { value: number; records: number } | null | undefined;
  /** What may still go wrong, where a landing is known. */
  budget?: ReactNode;
  /** The state in a word, where the landing says it. */
  state?: ReactNode;
  onCases: (() => void) | undefined;
  onUnlinked: (() => void) | undefined;
}

export function ValueCard({ metric, cell, before, halfWidth, defined, told, target, setBy, period, ripened, budget, state, onCases, onUnlinked }: Props) {
  const { t, i18n } = useTranslation();
  const { unit } = metric;
  // Nothing has had its window yet: what is likely stands in its place, and says so.
  const estimated = cell?.value == null && ripened != null;
  const [value, unitText] = metricParts(estimated ? ripened.value : (cell?.value ?? null), unit, t);
  const interval = intervalText(cell?.interval, unit, t);
  const change = changeOf(cell, before, metric.better, unit);
  const needed = cell && cell.value != null ? missing(cell, unit) : 0;
  const row = (key: string, label: string, of: KpiCell, own: boolean): IntervalRow => ({ key, label, value: of.value ?? null, low: of.interval?.[0] ?? null, high: of.interval?.[1] ?? null, n: of.n, own });
  // Of several months told, the latest; all of them stand beside the records that differ.
  const latest = told.filter((one, at) => told.findIndex((other) => other.manufacturer_name === one.manufacturer_name && other.site_name === one.site_name) === at);
  const others: IntervalRow[] = [
    ...defined.flatMap(({ manufacturer, cell: of }) => (of?.value == null ? [] : [row(`d ${manufacturer}`, t('performance.by_definition', { manufacturer }), of, false)])),
    ...latest.flatMap((one) => (one.value == null ? [] : [{ key: one.id, label: t('performance.told_by', { manufacturer: one.manufacturer_name }), value: one.value, low: null, high: null, n: one.n ?? null, own: false, note: latest.length < told.length ? spanText(one.period_from, one.period_to, i18n.language) : t('performance.told') }])),
  ];
  const own = cell && cell.value != null ? [row('own', t('performance.own'), cell, true)] : [];
  return (
    <section className="card" data-testid="value-card">
      <div className={budget ? 'value-strip three' : 'value-strip'}>
        <div className="col g4">
          <div className="row g8">
            {state ?? <TargetState metric={metric} cell={cell} target={target} />}
            {change !== 'none' && <State kind={change === 'worse' ? 'bad' : change === 'better' ? 'good' : 'none'} plain>{t(`performance.change.${change}`)}</State>}
            <span className="sp" /><span className="s i2 nw">{period}</span>
          </div>
          <div className="row g12">
            <span className={value.length > 8 ? 'figure hero long' : 'figure hero'} data-testid="metric-value">{estimated && <small>≈ </small>}{value}<small>{unitText}</small></span>
            <span className="m i2">
              {target !== null && <>{t(metric.better === 'down' ? 'performance.target_most' : 'performance.target_least', { value: metricText(target, unit, t) })}<br /><TargetSource metric={metric} target={target} setBy={setBy} /><br /></>}
              {before?.value != null && t('performance.before', { value: metricText(before.value, unit, t), n: before.n })}
            </span>
          </div>
          {ripened && (estimated || Math.abs(ripened.value - (cell?.value ?? 0)) > 1e-9) && (
            <p className="m i2" data-testid="ripened">{t(estimated ? 'performance.ripened_alone' : 'performance.ripened', { value: metricText(ripened.value, unit, t), count: Math.round(ripened.records) })}</p>
          )}
          <div className="m i2 row wrap value-facts">
            <span>n {cell?.n ?? 0}{cell?.denominator != null && cell.numerator != null && unit === 'percent' && metric.terms.length === 0 ? ` · ${plain(cell.numerator)} ÷ ${plain(cell.denominator)}` : ''}{interval && <> · {t('performance.interval')} <b>{interval}</b></>}</span>
            {cell && cell.pending > 0 && <span>{t('performance.pending', { count: cell.pending })}</span>}
            {cell?.provisional && <State kind="none" plain>{t('performance.provisional')}</State>}
            {cell && cell.unlinked > 0 && (onUnlinked ? <button type="button" className="linkish" onClick={onUnlinked}>{t('performance.unlinked', { count: cell.unlinked })}</button> : <span>{t('performance.unlinked', { count: cell.unlinked })}</span>)}
            {onCases && <button type="button" className="linkish b" onClick={onCases}>{t('performance.show_cases')} ›</button>}
          </div>
        </div>
        <div className="min0" {...(others.length > 0 ? { 'data-testid': 'beside' } : {})}>
          <div className="row g8 wrap"><h2>{t(others.length > 0 ? 'performance.beside' : 'performance.beside_alone')}</h2><span className="sp" /><span className="s i3">{t('performance.beside_note')}</span></div>
          {own.length + others.length > 0 ? <IntervalRows rows={[...own, ...others]} target={target} unit={unit} /> : <p className="i2 m">{t('performance.no_data')}</p>}
        </div>
        {budget && <div className="min0">{budget}</div>}
      </div>
      {needed > 0 && <div className="note" style={{ margin: '0 16px 12px' }} data-testid="needed">{t(metric.facts.includes('survey_answer') ? 'performance.answers_needed' : 'performance.records_needed', { count: needed })}</div>}
      {needed === 0 && cell?.value != null && unit === 'percent' && halfWidth !== null && (cell.needed_to_settle ?? 0) > 0 && <p className="i2 s value-settle" data-testid="settle">{t('performance.settle_needed', { count: cell.needed_to_settle ?? 0, points: Math.round(halfWidth * 1000) / 10 })}</p>}
    </section>
  );
}

/** Where the target comes from, and what the definition says where the two differ. */
function TargetSource({ metric, target, setBy }: { metric: CatalogueMetric; target: number; setBy: Props['setBy'] }) {
  const { t, i18n } = useTranslation();
  const mayOpen = useMay('target.read');
  if (!setBy) return <span className="s i3" data-testid="target-source">{t('performance.target_from.definition')}</span>;
  const text = t(`performance.target_from.${setBy.scope}`, { month: monthText(setBy.month, i18n.language) });
  return (
    <span className="s" data-testid="target-source">
      {mayOpen ? <Link to={`/targets/list?metric=${metric.code}&month=${setBy.month}&scope=${setBy.scope}`}>{text} ›</Link> : text}
      {metric.target != null && metric.target !== target && <span className="i3"> {t('performance.target_from.instead', { value: metricText(metric.target, metric.unit, t) })}</span>}
    </span>
  );
}

const plain = (value: number) => String(Math.round(value * 100) / 100);

function TargetState({ metric, cell, target }: { metric: CatalogueMetric; cell: KpiCell | undefined; target: number | null }) {
  const { t } = useTranslation();
  const { unit, better } = metric;
  if (cell?.value == null) return <State kind="none">{t(cell && cell.pending > 0 ? 'performance.too_early' : 'performance.no_data')}</State>;
  if (isFew(cell, unit)) return <State kind="none">{t('performance.few')}</State>;
  if (target == null || better === 'neither') return null;
  const [low, high] = cell.interval ?? [];
  const reached = better === 'up' ? cell.value >= target : cell.value <= target;
  const open = low !== undefined && high !== undefined && low < target && target < high;
  return <State kind={open ? 'warn' : reached ? 'good' : 'bad'}>{t(reached ? (open ? 'performance.just_reached' : 'performance.reached') : open ? 'performance.just_missed' : 'performance.missed')}</State>;
}
