// Metrics of the last months for the home screens, and which of them are in danger.
// Owns the rule: a metric is in danger when this month is worse than the three months before it.
import { useQuery } from '@tanstack/react-query';
import { call } from '@/api/client';
import type { KpiCell, KpiSeries } from '@/api/types';
import { addDays, addMonths, dateText, monthStart } from '@/shared/format/date';
import { useMay } from '@/shared/session/session';

/** Below this many cases a share is shown with its interval, and without a verdict. */
export const enough = 30;
export const watched = ['tat_attain', 'ftfr', 'rrr', 'response_attain', 'fix_rate', 'tat'] as const;

export function useKpi(query: { metrics: readonly string[]; from: string; to: string; grain?: string; where?: string }, enabled = true) {
  const may = useMay('kpi.read');
  return useQuery({ queryKey: ['kpi', query], queryFn: ({ signal }) => call('GET /kpi', { query, signal }), enabled: may && enabled, staleTime: 60_000 });
}

/** Six months to the end of today, a cell per month. */
export function recentMonths(now: Date): { from: string; to: string; grain: string } {
  const today = dateText(now);
  return { from: addMonths(monthStart(today), -5), to: addDays(today, 1), grain: 'month' };
}

export type Verdict = 'worse' | 'same' | 'better' | 'few' | 'none';
export interface Watched { series: KpiSeries; now: KpiCell; before: number | null; change: number; verdict: Verdict }

/** How this month stands against the months before; `change` above 0 is worse, in shares of the value before. */
export function judge(series: KpiSeries): Watched | null {
  const now = series.cells.at(-1);
  if (!now) return null;
  const past = series.cells.slice(-4, -1).filter(({ value, n }) => value != null && n > 0);
  const weight = past.reduce((sum, { n }) => sum + n, 0);
  const before = weight > 0 ? past.reduce((sum, { value, n }) => sum + (value ?? 0) * n, 0) / weight : null;
  if (now.value == null) return { series, now, before, change: 0, verdict: 'none' };
  if (before === null) return { series, now, before, change: 0, verdict: 'none' };
  const raw = series.unit === 'percent' ? now.value - before : (now.value - before) / Math.max(before, 1);
  const change = series.better === 'up' ? -raw : raw;
  if (now.n < enough) return { series, now, before, change, verdict: 'few' };
  const inside = now.interval?.[0] != null && now.interval[1] != null && now.interval[0] <= before && before <= now.interval[1];
  if (inside || Math.abs(change) < 0.005) return { series, now, before, change, verdict: 'same' };
  return { series, now, before, change, verdict: change > 0 ? 'worse' : 'better' };
}

const order: Record<Verdict, number> = { worse: 0, same: 1, few: 2, better: 3, none: 4 };

/** The four that need eyes, worst first. */
export function endangered(all: readonly KpiSeries[]): Watched[] {
  return all.flatMap((series) => judge(series) ?? []).sort((a, b) => order[a.verdict] - order[b.verdict] || b.change - a.change).slice(0, 4);
}
