// Metrics for the home screens: the figures of yesterday beside what is usual, and a technician's own.
// Owns what "usual" is: the mean of the same weekday in the four weeks before.
import { useQuery } from '@tanstack/react-query';
import { call } from '@/api/client';
import type { KpiSeries } from '@/api/types';
import { addDays } from '@/shared/format/date';
import { useMay } from '@/shared/session/session';

export function useKpi(query: { metrics: readonly string[]; from: string; to: string; grain?: string; where?: string | undefined }, enabled = true) {
  const may = useMay('kpi.read');
  return useQuery({ queryKey: ['kpi', query], queryFn: ({ signal }) => call('GET /kpi', { query, signal }), enabled: may && enabled, staleTime: 60_000 });
}

export interface DayFigure { value: number | null; usual: number | null; month: number }

/** The value of a day, the mean of the same weekday in the four weeks before, and the sum of its month up to it. */
export function dayFigure(series: KpiSeries | undefined, day: string): DayFigure {
  const cells = series?.cells ?? [];
  const on = (date: string) => cells.find(({ period }) => period.from.slice(0, 10) === date)?.value ?? null;
  const same = [7, 14, 21, 28].flatMap((back) => on(addDays(day, -back)) ?? []);
  const month = cells.filter(({ period }) => period.from.slice(0, 7) === day.slice(0, 7) && period.from.slice(0, 10) <= day);
  return { value: on(day), usual: same.length ? same.reduce((sum, value) => sum + value, 0) / same.length : null, month: month.reduce((sum, { value }) => sum + (value ?? 0), 0) };
}

/** How far a value lies from what is usual, in whole per cent; nothing when nothing is usual. */
export function apart({ value, usual }: DayFigure): number | null {
  return value === null || usual === null || usual === 0 ? null : Math.round((100 * (value - usual)) / Math.abs(usual));
}
