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

/** The months from the first one that has records: a company that began in May has no empty winter. */
export function sinceFirst<T extends { n: number }>(cells: readonly T[]): readonly T[] {
  const first = cells.findIndex(({ n }) => n > 0);
  return first < 0 ? [] : cells.slice(first);
}

/** Thirty whole weeks from a Monday on, this one last: enough points for limits that hold. */
export function weeksSpan(today: string): DateSpan {
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  return { from: addDays(today, -weekday - 7 * 29), to: addDays(today, 1) };
}

/** What a period is compared with: the same days, as many months before; nothing for all time. */
export function spanBefore(name: PeriodName, today: string): DateSpan | null {
  if (name === 'all') return null;
  const { from } = spanOf(name, today);
  const back = name === 'last_3_months' ? 3 : name === 'last_12_months' ? 12 : 1;
  const first = addMonths(from, -back);
  return { from: first, to: name === 'last_month' ? from : addDays(sameDay(today, -back), 1) };
}

/** The same day some months on or back, or the last of a shorter month. */
function sameDay(date: string, months: number): string {
  const month = addMonths(monthStart(date), months);
  const last = addDays(addMonths(month, 1), -1);
  const day = `${month.slice(0, 8)}${date.slice(8, 10)}`;
  return day < last ? day : last;
}
