// Values of metrics with their unit: a share, a duration, a count, a number or an amount of money.
import type { TFunction } from 'i18next';
import { formatDuration } from './duration';
import { formatMoney } from './money';

const minute = 60_000;
const hour = 60 * minute;

/** The value and its unit apart, for large figures: ["96.8", "%"]. */
export function metricParts(value: number | null | undefined, unit: string, t: TFunction): [string, string] {
  if (value === null || value === undefined) return ['–', ''];
  if (unit === 'percent') return [(value * 100).toFixed(1), '%'];
  if (unit === 'duration_ms') return [formatDuration(value, t), ''];
  // Cents say nothing beside thousands.
  if (unit === 'money') return [formatMoney({ amount: Math.abs(value) >= 100_000 ? Math.round(value / 100) * 100 : Math.round(value), currency: 'CNY' }, { short: true }), ''];
  if (unit === 'number') return [new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 }).format(value), ''];
  return [new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 }).format(value), ''];
}

export function metricText(value: number | null | undefined, unit: string, t: TFunction): string {
  return metricParts(value, unit, t).join('');
}

/** `92.0–98.7` for shares, `¥950–¥1,050` for money; empty without an interval. */
export function intervalText(interval: readonly number[] | null | undefined, unit: string, t: TFunction): string {
  if (!interval) return '';
  const [low, high] = interval;
  if (low === undefined || high === undefined) return '';
  if (unit === 'duration_ms') {
    // One unit for both ends, near the one the value itself is told in.
    const [name, size] = high >= 48 * hour ? ['day', 24 * hour] : high >= 2 * hour ? ['hour', hour] : ['minute', minute];
    // As many places as keep the ends apart, and at least what the unit is told in.
    const usual = size === minute || low >= 10 * size ? 0 : 1;
    const places = [usual, usual + 1, usual + 2].find((some) => (low / size).toFixed(some) !== (high / size).toFixed(some)) ?? usual;
    return t(`format.${name}_range`, { low: (low / size).toFixed(places), high: (high / size).toFixed(places) });
  }
  // Both ends to the same digit: whole amounts as soon as one of them is large.
  const coarse = unit === 'money' && Math.max(Math.abs(low), Math.abs(high)) >= 100_000;
  const end = (value: number) => metricParts(coarse ? Math.round(value / 100) * 100 : value, unit, t)[0];
  // A dash between signs needs room.
  return [end(low), end(high)].join(low < 0 ? ' – ' : '–');
}
