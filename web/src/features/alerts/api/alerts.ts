// Reading and moving warnings.
// Owns the filters that stand in the address, and the order of urgency.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '@/api/client';
import type { Parts } from '@/api/endpoints';
import type { Alert } from '@/shared/alerts/words';

export type AlertStep = Alert['allowed'][number];
export const alertStates = ['raised', 'acknowledged', 'acting', 'resolved', 'dismissed'] as const;
export const severities = ['severe', 'warning'] as const;

export interface AlertFilter { whose: 'mine' | 'all'; severity: string; kind: string; state: string }

/** The filter of an address; warnings still open of one's own when it says nothing. */
export function readFilter(search: URLSearchParams): AlertFilter {
  return { whose: search.get('whose') === 'all' ? 'all' : 'mine', severity: search.get('severity') ?? '', kind: search.get('kind') ?? '', state: search.get('state') ?? '' };
}

export function toQuery(filter: AlertFilter, site: string | null): NonNullable<Parts<'GET /alerts'>['query']> {
  return {
    limit: 200,
    ...(filter.whose === 'mine' ? { owner: 'me' } : {}), ...(site && filter.whose === 'all' ? { site_id: site } : {}),
    ...(filter.severity ? { severity: [filter.severity] } : {}), ...(filter.kind ? { kind: [filter.kind] } : {}),
    ...(filter.state ? { state: [filter.state] } : { open: true }),
  };
}

const gravity = { severe: 0, warning: 1, info: 2 } as const;
const soon = Number.MAX_SAFE_INTEGER;

/** Grave ones first, then what is due first; what has no time last, the least likely target first. */
export function byUrgency(a: Alert, b: Alert): number {
  const due = (alert: Alert) => (alert.due_at ? Date.parse(alert.due_at) : soon);
  return gravity[a.severity] - gravity[b.severity] || due(a) - due(b) || a.value - b.value || (a.id < b.id ? -1 : 1);
}

export function useAlerts(filter: AlertFilter, site: string | null) {
  const query = toQuery(filter, site);
  return useInfiniteQuery({
    queryKey: ['alerts', 'list', query],
    queryFn: ({ signal, pageParam }) => call('GET /alerts', { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: (before) => before,
  });
}

export function useAlertSummary() {
  return useQuery({ queryKey: ['alerts', 'summary'], queryFn: ({ signal }) => call('GET /alerts/summary', { signal }), staleTime: 60_000 });
}

export interface Move { alert: Alert; step: AlertStep; text?: string; owner?: string }

/** One step of a warning; the list and the bell follow. */
export function useMove() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ alert, step, text, owner }: Move) => {
      const path = { id: alert.id };
      const note = text ? { note: text } : {};
      const options = { path, ifMatch: alert.version };
      switch (step) {
        case 'acknowledge': return call('POST /alerts/{id}/acknowledge', { ...options, body: note });
        case 'act': return call('POST /alerts/{id}/act', { ...options, body: note });
        case 'resolve': return call('POST /alerts/{id}/resolve', { ...options, body: note });
        case 'dismiss': return call('POST /alerts/{id}/dismiss', { ...options, body: { reason: text ?? '' } });
        // Nobody chosen is no id that could be wrong: the server asks for it at its field.
        case 'reassign': return call('POST /alerts/{id}/reassign', { ...options, body: { ...note, ...(owner ? { owner_id: owner } : {}) } as Parts<'POST /alerts/{id}/reassign'>['body'] });
      }
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['alerts'] }),
  });
}
