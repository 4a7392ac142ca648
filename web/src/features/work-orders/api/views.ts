// The list's views and its address: what is in the URL becomes a query of the API and back.
// Owns the names of the views and of the columns.
import type { WorkOrderQuery } from '@/api/endpoints';
import type { EmployeeId, SiteId } from '@/api/types';

export const views = ['open', 'mine', 'overdue', 'waiting', 'ready', 'paused', 'closed', 'all'] as const;
export type View = (typeof views)[number];

export const columns = ['no', 'state', 'promise', 'customer', 'machine', 'symptom', 'technician', 'service_type', 'warranty', 'serial_no', 'site', 'created', 'updated'] as const;
export type Column = (typeof columns)[number];
export const defaultColumns: readonly Column[] = ['no', 'state', 'promise', 'customer', 'machine', 'symptom', 'technician', 'service_type', 'warranty', 'created'];
/** Columns that the API can sort by. */
export const sortField: Partial<Record<Column, string>> = { promise: 'promise_at', created: 'created_at', updated: 'updated_at' };

export function readView(search: URLSearchParams): View {
  const view = search.get('view');
  return views.find((known) => known === view) ?? 'open';
}

export function readColumns(search: URLSearchParams, stored: string | null): Column[] {
  const text = search.get('cols') ?? stored;
  if (!text) return [...defaultColumns];
  const wanted = text.split(',');
  const found = columns.filter((column) => wanted.includes(column));
  return found.length ? found : [...defaultColumns];
}

const ofView: Record<View, WorkOrderQuery> = {
  open: { open: true },
  mine: { open: true },
  overdue: { open: true, overdue: true },
  waiting: { state: ['accepted', 'received', 'dispatched', 'contacted', 'scheduled'] },
  ready: { state: ['ready'] },
  paused: { open: true, paused: true },
  closed: { state: ['closed', 'delivered'] },
  all: {},
};
const defaultSort: Partial<Record<View, string>> = { closed: '-updated_at', all: '-created_at' };

/** The query behind an address. */
export function toQuery(search: URLSearchParams, me: EmployeeId | null | undefined, site: SiteId | null): WorkOrderQuery {
  const view = readView(search);
  const state = search.get('state');
  const q = search.get('q')?.trim();
  const query: WorkOrderQuery = { ...ofView[view], limit: 50, sort: search.get('sort') ?? defaultSort[view] ?? 'promise_at' };
  if (view === 'mine' && me) query.technician_id = me;
  if (state) query.state = state.split(',');
  if (q) {
    query.q = q;
    // A search looks everywhere unless a view was chosen.
    if (!search.has('view')) delete query.open;
  }
  if (site) query.site_id = site;
  for (const name of ['service_type', 'warranty', 'technician_id', 'customer_id', 'asset_id'] as const) {
    const value = search.get(name);
    if (value) query[name] = value;
  }
  return query;
}
