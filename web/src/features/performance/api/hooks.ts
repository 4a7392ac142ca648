// Questions to the metric engine.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from '@/api/client';
import type { Parts } from '@/api/endpoints';

type KpiQuery = Parts<'GET /kpi'>['query'];
type CasesQuery = Omit<Parts<'GET /kpi/cases'>['query'], 'cursor'>;

export function useMetrics() {
  return useQuery({ queryKey: ['kpi', 'metrics'], queryFn: ({ signal }) => call('GET /metrics', { signal }), staleTime: 5 * 60_000 });
}

export function useDimensions() {
  return useQuery({ queryKey: ['kpi', 'dimensions'], queryFn: ({ signal }) => call('GET /kpi/dimensions', { signal }), staleTime: 60_000 });
}

export function useKpi(query: KpiQuery, enabled = true) {
  return useQuery({ queryKey: ['kpi', query], queryFn: ({ signal }) => call('GET /kpi', { query, signal }), enabled, placeholderData: (before) => before });
}

export function useCases(query: CasesQuery, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ['kpi', 'cases', query],
    queryFn: ({ signal, pageParam }) => call('GET /kpi/cases', { query: { ...query, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    enabled,
  });
}
