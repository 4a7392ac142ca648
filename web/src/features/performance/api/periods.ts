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

/** What the board shows first: promises and quality, then times, then volume. Others follow as the server names them. */
const boardOrder = ['tat_attain', 'ftfr', 'rrr', 'response_attain', 'fix_rate', 'tat', 'tat_p90', 'tat_unpaused', 'tat_attain_manufacturer', 'response_time', 'response_time_p90', 'intake_count', 'backlog'];

export function inBoardOrder<T extends { code: string }>(metrics: readonly T[]): T[] {
  const place = (code: string) => (boardOrder.includes(code) ? boardOrder.indexOf(code) : boardOrder.length);
  return [...metrics].sort((a, b) => place(a.code) - place(b.code));
}
