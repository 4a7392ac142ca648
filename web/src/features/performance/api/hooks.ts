// Questions to the metric engine.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from '@/api/client';
import type { Parts } from '@/api/endpoints';
import type { KpiAnswer } from '@/api/types';
import { useMay } from '@/shared/session/session';
import type { ClosedPeriod, ControlChartAnswer } from './answers';

export interface Span { from: string; to: string }
export interface KpiQuery extends Span { metrics: readonly string[]; grain?: string; by?: readonly string[]; where?: string | undefined; rolling?: string | undefined; definition?: string | undefined }
export interface CasesQuery extends Span { metric: string; part: string; result?: 'met' | 'missed' | undefined; where?: string | undefined; rolling?: string | undefined; definition?: string | undefined }
export interface ComparisonQuery extends Span { metric: string; definition: string; where?: string | undefined }
export interface ChartQuery extends Span { metric: string; grain: string; where?: string | undefined; rules?: string | undefined; chart?: string | undefined }

export function useMetrics() {
  return useQuery({ queryKey: ['kpi', 'metrics'], queryFn: ({ signal }) => call('GET /metrics', { signal }), staleTime: 5 * 60_000 });
}

export function useDimensions() {
  return useQuery({ queryKey: ['kpi', 'dimensions'], queryFn: ({ signal }) => call('GET /kpi/dimensions', { signal }), staleTime: 60_000 });
}

export function askKpi(query: KpiQuery, signal: AbortSignal): Promise<KpiAnswer> {
  return call('GET /kpi', { query, signal });
}

export function useKpi(query: KpiQuery, enabled = true) {
  return useQuery({ queryKey: ['kpi', query], queryFn: ({ signal }) => askKpi(query, signal), enabled, placeholderData: (before) => before });
}

export function useCases(query: CasesQuery) {
  return useInfiniteQuery({
    queryKey: ['kpi', 'cases', query],
    queryFn: ({ signal, pageParam }) => call('GET /kpi/cases', { query: { ...query, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** More than this is not read into one file. */
const mostExported = 20_000;

async function allPages<T>(load: (cursor: string | undefined) => Promise<{ items: T[]; next_cursor?: string | null }>): Promise<T[]> {
  const all: T[] = [];
  for (let next: string | undefined, first = true; first || (next && all.length < mostExported); first = false) {
    const page = await load(next);
    all.push(...page.items);
    next = page.next_cursor ?? undefined;
  }
  return all;
}

/** Every record on which two definitions differ, for a file. */
export function allDifferences(query: ComparisonQuery) {
  return allPages((cursor) => call('GET /kpi/comparison', { query: { ...query, limit: 200, cursor } }));
}

/** Both definitions over the same records, and those that differ. */
export function useComparison(query: ComparisonQuery, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ['kpi', 'comparison', query],
    queryFn: ({ signal, pageParam }) => call('GET /kpi/comparison', { query: { ...query, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    enabled,
  });
}

export function useControlChart(query: ChartQuery, enabled = true) {
  return useQuery({ queryKey: ['kpi', 'control-chart', query], queryFn: async ({ signal }) => (await call('GET /kpi/control-chart', { query, signal })) as unknown as ControlChartAnswer, enabled, placeholderData: (before) => before });
}

export function beginPhase(body: Parts<'POST /kpi/chart-phases'>['body']): Promise<unknown> {
  return call('POST /kpi/chart-phases', { body });
}

export function useManufacturers(enabled: boolean) {
  const may = useMay('catalog.read');
  return useQuery({ queryKey: ['catalog', 'manufacturers', 'all'], queryFn: ({ signal }) => call('GET /manufacturers', { query: { limit: 200 }, signal }), enabled: may && enabled, staleTime: 5 * 60_000 });
}

/** What manufacturers told of a metric in these months. */
export function useManufacturerValues(metric: string, span: Span) {
  return useQuery({
    queryKey: ['kpi', 'manufacturer-values', metric, span],
    queryFn: ({ signal }) => call('GET /manufacturer-values', { query: { metric, ...span, limit: 50 }, signal }),
    retry: false,
  });
}

export function usePeriods() {
  const may = useMay('kpi.read');
  return useQuery({ queryKey: ['kpi', 'periods'], queryFn: ({ signal }) => call('GET /kpi/periods', { signal }), enabled: may });
}

export function useFrozen(month: string | undefined, dimension: string | undefined) {
  return useQuery({
    queryKey: ['kpi', 'periods', month, dimension],
    queryFn: ({ signal }) => call('GET /kpi/periods/{month}', { path: { month: month ?? '' }, query: { dimension }, signal }),
    enabled: month !== undefined,
  });
}

export function closeMonth(month: string): Promise<ClosedPeriod> {
  return call('POST /kpi/periods', { body: { month } });
}
