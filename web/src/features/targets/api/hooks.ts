// Questions about targets and their decomposition.
// Owns the names of the shapes that this feature uses.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from '@/api/client';
import type { Parts } from '@/api/endpoints';
import type { components } from '@/api/schema';
import { monthsUpTo } from '@/shared/figures/standing';
import { useMay } from '@/shared/session/session';
import { targetsKey } from '@/shared/target-gate/hooks';

export { useTargetsRefresh } from '@/shared/target-gate/hooks';

type Schemas = components['schemas'];
export type Grid = Schemas['Grid'];
export type GridKpi = Schemas['GridKpi'];
export type GridKpiShown = Schemas['GridKpiShown'];
export type GridOrigin = Grid['origin'];
export type KpiClass = GridKpi['kpi_class'];
export type RoleName = Grid['roles'][number];
export type CheckFailure = Schemas['CheckFailure'];
export type CascadeTree = Schemas['CascadeTree'];
export type CascadeNode = Schemas['CascadeNode'];
export type CascadeProposal = Schemas['CascadeProposal'];
export type ProposeCascade = Schemas['ProposeCascade'];
export type CascadeRule = ProposeCascade['rule'];
export type Target = Schemas['Target'];
export type TargetChange = Schemas['TargetChange'];
export type ScopeKind = Target['scope'];

export function useGrid(month: string | undefined) {
  return useQuery({ queryKey: [...targetsKey, 'grid', month], queryFn: ({ signal }) => call('GET /decomposition', { query: { month }, signal }), placeholderData: (before) => before });
}

export function useTemplate(origin: GridOrigin | null) {
  return useQuery({ queryKey: [...targetsKey, 'template', origin], queryFn: ({ signal }) => call('GET /decomposition/template', { query: { origin: origin ?? 'recommended' }, signal }), enabled: origin !== null, staleTime: 10 * 60_000 });
}

export function useVersions(enabled: boolean) {
  return useQuery({ queryKey: [...targetsKey, 'versions'], queryFn: ({ signal }) => call('GET /decomposition/versions', { signal }), enabled });
}

export function useTree(metric: string | undefined, month: string) {
  return useQuery({
    queryKey: [...targetsKey, 'tree', metric, month],
    queryFn: ({ signal }) => call('GET /decomposition/cascade', { query: { metric: metric ?? '', month }, signal }),
    enabled: metric !== undefined, placeholderData: (before) => before,
  });
}

/** Each person's figure of the last three months; a metric that credits nobody has none. */
export function usePeopleFigures(metric: string | undefined, month: string, site: string | undefined) {
  const span = monthsUpTo(month, 3);
  return useQuery({
    queryKey: ['kpi', 'people', metric, span, site],
    queryFn: ({ signal }) => call('GET /kpi', { query: { metrics: metric ? [metric] : [], ...span, by: ['person'], where: site ? `site = '${site}'` : undefined }, signal }),
    enabled: metric !== undefined && site !== undefined, retry: false,
  });
}

export function useTargetMonths() {
  return useQuery({ queryKey: [...targetsKey, 'months'], queryFn: ({ signal }) => call('GET /target-months', { signal }) });
}

export type TargetQuery = NonNullable<Parts<'GET /targets'>['query']>;

export function useTargets(query: TargetQuery) {
  return useInfiniteQuery({
    queryKey: [...targetsKey, 'list', query],
    queryFn: ({ signal, pageParam }) => call('GET /targets', { query: { ...query, limit: 100, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: (before) => before,
  });
}

export function useTarget(id: string | null) {
  return useQuery({ queryKey: [...targetsKey, 'one', id], queryFn: ({ signal }) => call('GET /targets/{id}', { path: { id: id ?? '' }, signal }), enabled: id !== null });
}

export function usePending() {
  return useQuery({ queryKey: [...targetsKey, 'pending'], queryFn: ({ signal }) => call('GET /targets/pending', { query: { limit: 100 }, signal }) });
}

export function useMetrics() {
  return useQuery({ queryKey: ['kpi', 'metrics'], queryFn: ({ signal }) => call('GET /metrics', { signal }), staleTime: 5 * 60_000 });
}

export function useSites() {
  return useQuery({ queryKey: ['sites', 'chooser'], queryFn: ({ signal }) => call('GET /sites', { query: { limit: 200 }, signal }), enabled: useMay('org.read'), staleTime: 5 * 60_000 });
}

export function useEmployees(enabled: boolean) {
  const may = useMay('org.read');
  return useQuery({ queryKey: ['employees', 'all'], queryFn: ({ signal }) => call('GET /employees', { query: { limit: 200 }, signal }), enabled: may && enabled, staleTime: 5 * 60_000 });
}
