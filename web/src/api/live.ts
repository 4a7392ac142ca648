// Live changes from the server: one event stream that makes the cached answers fresh again.
// Owns the map from what an event is about to the queries that show it.
import type { QueryClient } from '@tanstack/react-query';
import { downloadUrl, reportOnline } from './client';

interface LiveEvent { seq: number; kind: string; subjects: { kind: string; id: string }[]; at: string }

/** First part of the query keys that show a record of this kind; timelines belong to what they are of. */
const resources: Record<string, string[]> = {
  work_order: ['work-orders', 'home', 'kpi', 'search'],
  customer: ['customers', 'work-orders'],
  asset: ['assets', 'work-orders'],
  site: ['sites'], org_unit: ['org'], position: ['org'], employee: ['employees', 'org'], calendar: ['org'],
  user: ['users'], import: ['imports'],
  alert: ['alerts'], notification: ['notifications', 'alerts'],
  complaint: ['timeline'], survey_answer: ['timeline'], part_request: ['timeline'], part_unit: ['timeline'], violation: ['timeline'], praise: ['timeline'],
  ledger_line: ['timeline'], sales_line: ['timeline'], check: ['timeline'],
  finding: ['improvement'], improvement_action: ['improvement'], effect_check: ['improvement'], review: ['improvement'],
};
/** Events come in bursts (an import): the cache is told at most this often. */
const gatherMs = 400;

/** Listens until the returned function is called. */
export function startLive(queries: QueryClient, onFresh: (at: Date) => void): () => void {
  const changed = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    timer = undefined;
    for (const resource of changed) void queries.invalidateQueries(resource === 'timeline' ? { predicate: ({ queryKey }) => queryKey.includes(resource) } : { queryKey: [resource] });
    changed.clear();
    onFresh(new Date());
  };
  const take = (message: MessageEvent<string>) => {
    let event: LiveEvent;
    try {
      event = JSON.parse(message.data) as LiveEvent;
    } catch {
      return;
    }
    for (const subject of event.subjects ?? []) for (const resource of resources[subject.kind] ?? []) changed.add(resource);
    timer ??= setTimeout(flush, gatherMs);
  };

  const stream = new EventSource(downloadUrl('/events/stream'));
  stream.onmessage = take;
  stream.addEventListener('change', take);
  stream.onopen = () => {
    reportOnline(true);
    onFresh(new Date());
  };
  stream.onerror = () => {
    // The browser reconnects by itself and sends Last-Event-ID; a quick probe tells a dead server from a closed stream.
    void fetch('/healthz', { cache: 'no-store' }).then(() => reportOnline(true), () => reportOnline(false));
  };
  // The machine's own word comes sooner than a failed call.
  const offline = () => reportOnline(false);
  const probe = () => void fetch('/healthz', { cache: 'no-store' }).then(() => {
    reportOnline(true);
    void queries.invalidateQueries();
  }, offline);
  addEventListener('offline', offline);
  addEventListener('online', probe);
  return () => {
    removeEventListener('offline', offline);
    removeEventListener('online', probe);
    clearTimeout(timer);
    stream.close();
  };
}
