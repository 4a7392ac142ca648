// A figure's interval with its target on one line, its state, and the choice of a month.
import { useTranslation } from 'react-i18next';
import { addMonths, periodText } from '@/shared/format/date';
import { State } from '@/shared/ui/basics';
import { Icon } from '@/shared/ui/icon';
import { standingMarks, type Standing } from './standing';
import './figures.css';

interface BarProps { value?: number | null | undefined; low?: number | null | undefined; high?: number | null | undefined; target?: number | null | undefined; min: number; max: number; label: string }

/** Thick pale line for the interval, a dot for the value, the target dashed. */
export function IntervalBar({ value, low, high, target, min, max, label }: BarProps) {
  const x = (at: number) => `${Math.max(0, Math.min(100, (100 * (at - min)) / (max - min || 1)))}%`;
  return (
    <span className="interval-bar" role="img" aria-label={label}>
      <i className="ib-track" />
      {low != null && high != null && <i className="ib-line" style={{ left: x(low), right: `calc(100% - ${x(high)})` }} />}
      {target != null && <i className="ib-target" style={{ left: x(target) }} />}
      {value != null && <i className="ib-dot" style={{ left: x(value) }} />}
    </span>
  );
}

/** A scale that holds all of these; shares end at 100 %. */
export function scaleOf(values: readonly (number | null | undefined)[], unit: string): { min: number; max: number } {
  const known = values.filter((value): value is number => value != null);
  if (known.length === 0) return { min: 0, max: 1 };
  const low = Math.min(...known);
  const high = Math.max(...known);
  if (unit === 'percent') {
    const min = Math.floor(low * 20 - 1e-9) / 20;
    const max = Math.ceil(high * 20 + 1e-9) / 20;
    return { min: Math.max(high > 1 ? -Infinity : 0, min), max: high <= 1 ? Math.min(1, max) : max };
  }
  const space = (high - low || Math.abs(high) || 1) * 0.08;
  return { min: low >= 0 ? Math.max(0, low - space) : low - space, max: high + space };
}

export function StandingState({ standing, provisional = false, plain = true }: { standing: Standing; provisional?: boolean; plain?: boolean }) {
  const { t } = useTranslation();
  return <span className={standing === 'few' || standing.startsWith('no_') ? 'i2' : ''}><State kind={standingMarks[standing]} plain={plain}>{t(`figures.standing.${standing}`)}{provisional && standing !== 'no_data' && standing !== 'no_target' ? ` · ${t('figures.provisional')}` : ''}</State></span>;
}

interface MonthProps { value: string; months: readonly string[]; onChange: (month: string) => void }

/** One of some months, the newest first, with a step to either side. */
export function MonthChoice({ value, months, onChange }: MonthProps) {
  const { t, i18n } = useTranslation();
  const all = months.includes(value) ? months : [value, ...months];
  const at = all.indexOf(value);
  const step = (by: number, label: string, icon: 'left' | 'right') => {
    const to = all[at - by];
    return <button type="button" className="month-step" aria-label={label} disabled={to === undefined} onClick={() => { if (to) onChange(to); }}><Icon name={icon} size={14} /></button>;
  };
  return (
    <span className="month-choice">
      {step(-1, t('figures.earlier'), 'left')}
      <select aria-label={t('figures.month')} value={value} onChange={(event) => onChange(event.target.value)}>
        {all.map((month) => <option key={month} value={month}>{periodText(month, i18n.language)}</option>)}
      </select>
      {step(1, t('figures.later'), 'right')}
    </span>
  );
}

/** A month and those before it, the newest first. */
export function monthsBack(month: string, count: number): string[] {
  return Array.from({ length: count }, (_, back) => addMonths(`${month}-01`, -back).slice(0, 7));
}
