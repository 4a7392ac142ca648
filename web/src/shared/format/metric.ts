// Values of metrics with their unit: a share, a duration or a count.
import type { TFunction } from 'i18next';
import { formatDuration } from './duration';

/** The value and its unit apart, for large figures: ["96.8", "%"]. */
export function metricParts(value: number | null | undefined, unit: string, t: TFunction): [string, string] {
  if (value === null || value === undefined) return ['–', ''];
  if (unit === 'percent') return [(value * 100).toFixed(1), '%'];
  if (unit === 'duration_ms') return [formatDuration(value, t), ''];
  return [new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 }).format(value), ''];
}

export function metricText(value: number | null | undefined, unit: string, t: TFunction): string {
  return metricParts(value, unit, t).join('');
}

/** `92.0–98.7` for shares; empty without an interval. */
export function intervalText(interval: readonly number[] | null | undefined, unit: string, t: TFunction): string {
  if (!interval) return '';
  const [low, high] = interval;
  if (low === undefined || high === undefined) return '';
  const hour = 3_600_000;
  if (unit === 'duration_ms') return high >= hour ? t('format.hour_range', { low: (low / hour).toFixed(low < 10 * hour ? 1 : 0), high: (high / hour).toFixed(low < 10 * hour ? 1 : 0) }) : t('format.minute_range', { low: Math.round(low / 60_000), high: Math.round(high / 60_000) });
  return `${metricParts(low, unit, t)[0]}–${metricParts(high, unit, t)[0]}`;
}
