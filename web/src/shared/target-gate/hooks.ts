// A target through its SMART gate, the answers to it, and what hangs on targets anywhere.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type Target = Schemas['Target'];
export type Gate = Schemas['SmartGateAnswer'];
export type GateState = Gate['specific']['state'];
export type Acceptance = Target['acceptance'];

export const targetsKey = ['targets'] as const;

/** After a target or weight was changed: what hangs on it anywhere. */
export function useTargetsRefresh() {
  const queries = useQueryClient();
  return () => {
    for (const queryKey of [targetsKey, ['scorecards'], ['kpi', 'landing']]) void queries.invalidateQueries({ queryKey });
  };
}

export function useGate(id: string) {
  return useQuery({ queryKey: [...targetsKey, 'gate', id], queryFn: ({ signal }) => call('GET /targets/{id}/gate', { path: { id }, signal }) });
}

/** Targets of a month that wait for this person's yes. */
export function useWaiting(employee: string | null | undefined, month: string) {
  return useQuery({
    queryKey: [...targetsKey, 'waiting', employee, month],
    queryFn: ({ signal }) => call('GET /targets', { query: { month, scope: 'person', scope_key: employee ?? '', acceptance: 'waiting', limit: 100 }, signal }),
    enabled: Boolean(employee),
  });
}

export function useAccept() {
  const refresh = useTargetsRefresh();
  return useMutation({
    mutationFn: (targets: readonly Target[]) => Promise.all(targets.map((one) => call('POST /targets/{id}/accept', { path: { id: one.id }, body: {}, ifMatch: one.version }))),
    onSettled: refresh,
  });
}

export interface Wish { floor: number | null; target: number | null; stretch: number | null; note: string }

export function useNegotiate(target: Target) {
  const refresh = useTargetsRefresh();
  return useMutation({
    mutationFn: (wish: Wish) => call('POST /targets/{id}/negotiate', { path: { id: target.id }, body: wish, ifMatch: target.version }),
    onSuccess: refresh,
  });
}
