// Reading work orders and what they refer to. One hook per call of the API.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from '@/api/client';
import type { WorkOrderQuery } from '@/api/endpoints';
import type { WorkOrder } from '@/api/types';
import { useMay } from '@/shared/session/session';

export const workOrderKeys = {
  list: (query: WorkOrderQuery) => ['work-orders', 'list', query] as const,
  one: (id: string) => ['work-orders', 'one', id] as const,
  part: (id: string, part: string) => ['work-orders', 'one', id, part] as const,
};

/** One page of a list, for panels on home screens. */
export function useWorkOrderPage(query: WorkOrderQuery, enabled = true) {
  return useQuery({ queryKey: workOrderKeys.list(query), queryFn: ({ signal }) => call('GET /work-orders', { query, signal }), enabled });
}

/** A list page after page. */
export function useWorkOrderPages(query: WorkOrderQuery) {
  return useInfiniteQuery({
    queryKey: [...workOrderKeys.list(query), 'pages'],
    queryFn: ({ pageParam, signal }) => call('GET /work-orders', { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
}

export function useWorkOrder(id: string, initial?: WorkOrder) {
  return useQuery({ queryKey: workOrderKeys.one(id), queryFn: ({ signal }) => call('GET /work-orders/{id}', { path: { id }, signal }), initialData: initial });
}

/** What the state allows next, with reasons for what it refuses. */
export function useActions(id: string) {
  return useQuery({ queryKey: workOrderKeys.part(id, 'actions'), queryFn: ({ signal }) => call('GET /work-orders/{id}/actions', { path: { id }, signal }) });
}

/** People of a site, for assigning and mentioning. */
export function useEmployees(query: { site_id?: string; role?: string } = {}) {
  const may = useMay('org.read');
  return useQuery({
    queryKey: ['employees', 'choices', query],
    queryFn: ({ signal }) => call('GET /employees', { query: { ...query, state: 'active', limit: 200 }, signal }),
    enabled: may, staleTime: 5 * 60_000,
  });
}

export function useSites() {
  const may = useMay('org.read');
  return useQuery({ queryKey: ['sites', 'choices'], queryFn: ({ signal }) => call('GET /sites', { query: { limit: 200 }, signal }), enabled: may, staleTime: 5 * 60_000 });
}

export function useFaultCodes() {
  const may = useMay('catalog.read');
  return useQuery({ queryKey: ['fault-codes', 'choices'], queryFn: ({ signal }) => call('GET /fault-codes', { query: { limit: 200 }, signal }), enabled: may, staleTime: 10 * 60_000 });
}
