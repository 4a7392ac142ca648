// The periods people ask for and the months of a trend, as half-open dates.
import { addDays, addMonths, monthStart } from '@/shared/format/date';

export const periodNames = ['this_month', 'last_month', 'last_3_months', 'last_12_months', 'all'] as const;
export type PeriodName = (typeof periodNames)[number];

export interface DateSpan { from: string; to: string }

export function readPeriod(text: string | null): PeriodName {
  return periodNames.find((name) => name === text) ?? 'this_month';
}

/** `today` is a date of the site; the end is tomorrow, so that today counts. */
export function spanOf(name: PeriodName, today: string): DateSpan {
  const first = monthStart(today);
  switch (name) {
    case 'this_month': return { from: first, to: addDays(today, 1) };
    case 'last_month': return { from: addMonths(first, -1), to: first };
    case 'last_3_months': return { from: addMonths(first, -2), to: addDays(today, 1) };
    case 'last_12_months': return { from: addMonths(first, -11), to: addDays(today, 1) };
    case 'all': return { from: '2000-01-01', to: addDays(today, 1) };
  }
}

/** Thirteen months, this one last: the same month a year ago is in sight. */
export function trendSpan(today: string): DateSpan {
  return { from: addMonths(monthStart(today), -12), to: addDays(today, 1) };
}

/** `site = 'id' and brand = 'x'`, with quotes doubled. */
export function condition(parts: readonly (readonly [dimension: string, key: string | null])[]): string {
  return parts.map(([dimension, key]) => (key === null ? `${dimension} is null` : `${dimension} = '${key.replaceAll("'", "''")}'`)).join(' and ');
}
