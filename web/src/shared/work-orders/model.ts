// The work order's vocabulary on screens: steps of the way, tone of a state, time left to the promise.
// Owns the order of steps per service type and where their times stand.
import type { TFunction } from 'i18next';
import type { Instant, ServiceType, WorkOrder } from '@/api/types';
import { timeLeft, type TimeLeft } from '@/shared/format/duration';

export interface Step { code: string; states: readonly string[]; at: (order: WorkOrder) => Instant | null | undefined }

const accepted: Step = { code: 'accepted', states: ['draft', 'accepted'], at: (o) => o.accepted_at ?? o.requested_at };
const inTransit: Step = { code: 'in_transit', states: ['in_transit'], at: () => null };
const received: Step = { code: 'received', states: ['received'], at: (o) => o.received_at };
const dispatched: Step = { code: 'dispatched', states: ['dispatched'], at: (o) => o.dispatched_at };
const contacted: Step = { code: 'contacted', states: ['contacted'], at: (o) => o.first_contacted_at };
const scheduled: Step = { code: 'scheduled', states: ['scheduled'], at: (o) => o.appt_from };
const arrived: Step = { code: 'arrived', states: ['travelling', 'arrived'], at: (o) => o.arrived_at };
const diagnosing: Step = { code: 'diagnosing', states: ['diagnosing'], at: (o) => o.diagnosed_at };
const quoting: Step = { code: 'quoting', states: ['quoting', 'approved', 'declined'], at: (o) => o.quote_decided_at ?? o.quote_sent_at };
const waitingPart: Step = { code: 'waiting_part', states: ['waiting_part'], at: (o) => o.part_available_at };
const repairing: Step = { code: 'repairing', states: ['repairing', 'unrepairable', 'exchange'], at: (o) => o.repaired_at ?? o.repair_started_at };
const qc: Step = { code: 'qc', states: ['qc'], at: (o) => o.qc_passed_at };
const ready: Step = { code: 'ready', states: ['ready'], at: (o) => o.customer_notified_at };
const shipped: Step = { code: 'shipped', states: ['shipped'], at: (o) => o.shipped_at };
const delivered: Step = { code: 'delivered', states: ['delivered'], at: (o) => o.delivered_at };
const closed: Step = { code: 'closed', states: ['closed'], at: (o) => o.closed_at };

const ways: Record<ServiceType, readonly Step[]> = {
  carry_in: [accepted, diagnosing, quoting, waitingPart, repairing, qc, ready, delivered, closed],
  mail_in: [accepted, inTransit, received, diagnosing, quoting, waitingPart, repairing, qc, ready, shipped, delivered, closed],
  onsite: [accepted, dispatched, contacted, scheduled, arrived, diagnosing, quoting, waitingPart, repairing, delivered, closed],
  remote: [accepted, contacted, diagnosing, repairing, delivered, closed],
};

/** Steps that many orders never take; they are left out unless this one did. */
const onlyWhenNeeded = new Set(['quoting', 'waiting_part']);

export interface ShownStep { code: string; status: 'done' | 'current' | 'ahead'; at: Instant | null }

/** The way of one order: what is behind, where it stands, what is ahead. */
export function shownSteps(order: WorkOrder): ShownStep[] {
  const way = ways[order.service_type] ?? ways.carry_in;
  const here = order.state === 'cancelled' ? -1 : way.findIndex(({ states }) => states.includes(order.state));
  const finished = order.state === 'closed';
  return way.flatMap((step, index): ShownStep[] => {
    const at = step.at(order) ?? null;
    if (index === here && !finished) return [{ code: step.code, status: 'current', at }];
    if (onlyWhenNeeded.has(step.code) && !at) return [];
    const passed = index < here || (here < 0 && at !== null) || finished;
    return [{ code: step.code, status: passed ? 'done' : 'ahead', at: passed ? at : null }];
  });
}

export function isOpen(order: Pick<WorkOrder, 'state'>): boolean {
  return order.state !== 'closed' && order.state !== 'cancelled';
}

/** Still with us: neither given back nor called off. */
export function isUnfinished(order: Pick<WorkOrder, 'state'>): boolean {
  return isOpen(order) && order.state !== 'delivered';
}

/** Time to the promise, while there is somebody waiting. */
export function promiseLeft(order: Pick<WorkOrder, 'state' | 'promise'>, now: Date, t: TFunction): TimeLeft | null {
  if (!order.promise?.at || !isUnfinished(order)) return null;
  return timeLeft(new Date(order.promise.at), now, t);
}

export function stateTone(order: Pick<WorkOrder, 'state' | 'paused'>): '' | 'pri' | 'good' | 'warn' {
  if (order.paused) return 'warn';
  if (order.state === 'closed' || order.state === 'delivered') return 'good';
  if (order.state === 'cancelled' || order.state === 'draft') return '';
  return 'pri';
}

/** The machine in one line: manufacturer and model, or what an import knew. */
export function machineText(order: Partial<Pick<WorkOrder, 'manufacturer_name' | 'model_name' | 'brand' | 'category'>>): string {
  // Model names often begin with the maker's.
  const { manufacturer_name: maker = '', model_name: model = '' } = order;
  const known = [model.startsWith(maker) ? '' : maker, model].filter(Boolean).join(' ');
  return known || [order.brand, order.category].filter(Boolean).join(' · ');
}
