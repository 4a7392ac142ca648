// How customers move on the satisfaction ladder from one month to the next, and the picture of it.
// Owns the order of the steps and what is a rise.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from '@/api/client';
import type { components } from '@/api/schema';
import type { Span } from './hooks';

type Schemas = components['schemas'];
export type FlowCell = Schemas['FlowCell'];
export type FlowMonth = Schemas['FlowMonth'];
export type FlowCustomer = Schemas['FlowCustomer'];
export type FlowStep = FlowCell['before'];

/** From the top of the ladder down; the last two are no steps: he said nothing in the month, he never said anything before. */
export const flowSteps = ['very_satisfied', 'satisfied', 'neutral', 'dissatisfied', 'complaint', 'no_answer', 'first_answer'] as const satisfies readonly FlowStep[];
const silent: readonly FlowStep[] = ['no_answer', 'first_answer'];

export type Movement = 'risen' | 'kept' | 'fallen' | 'came' | 'left';

export function movementOf({ before, now }: Pick<FlowCell, 'before' | 'now'>): Movement {
  if (silent.includes(before)) return 'came';
  if (silent.includes(now)) return 'left';
  const difference = flowSteps.indexOf(before) - flowSteps.indexOf(now);
  return difference > 0 ? 'risen' : difference < 0 ? 'fallen' : 'kept';
}

/** Those who said something in both months. */
export function ofBoth(cells: readonly FlowCell[]): FlowCell[] {
  return cells.filter((cell) => !silent.includes(cell.before) && !silent.includes(cell.now));
}

export interface FlowNode { step: FlowStep; customers: number; top: number; height: number }
export interface Ribbon { cell: FlowCell; movement: Movement; left: number; right: number; height: number }
export interface FlowPicture { left: FlowNode[]; right: FlowNode[]; ribbons: Ribbon[] }

/** Nodes of both months and the ribbons between them; ribbons leave and arrive in the order of the ladder. */
export function flowPicture(cells: readonly FlowCell[], height: number, gap: number): FlowPicture {
  const total = cells.reduce((sum, { customers }) => sum + customers, 0);
  if (total === 0) return { left: [], right: [], ribbons: [] };
  const steps = (side: 'before' | 'now') => flowSteps.filter((step) => cells.some((cell) => cell[side] === step));
  const unit = (height - gap * (Math.max(steps('before').length, steps('now').length) - 1)) / total;
  const nodes = (side: 'before' | 'now'): FlowNode[] => {
    let top = 0;
    return steps(side).map((step) => {
      const customers = cells.filter((cell) => cell[side] === step).reduce((sum, cell) => sum + cell.customers, 0);
      const node = { step, customers, top, height: customers * unit };
      top += node.height + gap;
      return node;
    });
  };
  const left = nodes('before');
  const right = nodes('now');
  const used = new Map<string, number>();
  const place = (side: string, of: readonly FlowNode[], step: FlowStep, size: number): number => {
    const key = `${side} ${step}`;
    const from = used.get(key) ?? 0;
    used.set(key, from + size);
    return (of.find((node) => node.step === step)?.top ?? 0) + from;
  };
  const order = (step: FlowStep) => flowSteps.indexOf(step);
  const ribbons = [...cells].sort((a, b) => order(a.before) - order(b.before) || order(a.now) - order(b.now)).map((cell) => {
    const size = cell.customers * unit;
    return { cell, movement: movementOf(cell), left: place('left', left, cell.before, size), right: place('right', right, cell.now, size), height: size };
  });
  return { left, right, ribbons };
}

export function useFlow(span: Span, where: string | undefined, enabled: boolean) {
  return useQuery({ queryKey: ['kpi', 'flow', span, where], queryFn: ({ signal }) => call('GET /kpi/satisfaction-flow', { query: { ...span, where }, signal }), enabled, placeholderData: (before) => before });
}

export interface FlowCellQuery { month: string; before: FlowStep; now: FlowStep; where?: string | undefined }

export function useFlowCustomers(query: FlowCellQuery) {
  return useInfiniteQuery({
    queryKey: ['kpi', 'flow', 'customers', query],
    queryFn: ({ signal, pageParam }) => loadFlowCustomers(query, pageParam, 50, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function loadFlowCustomers(query: FlowCellQuery, cursor: string | undefined, limit: number, signal?: AbortSignal) {
  return call('GET /kpi/satisfaction-flow/customers', { query: { ...query, cursor, limit }, ...(signal ? { signal } : {}) });
}
