// What each transition asks for, and the call that makes it.
// Owns the fields of the dialogs; the rules behind them are the server's.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '@/api/client';
import type { Comment, SetExpectation, WorkOrder } from '@/api/types';
import { workOrderKeys } from '@/shared/work-orders/hooks';

export type FieldKind = 'text' | 'technician' | 'site' | 'fault_code' | 'money' | 'moment' | 'pause_reason' | 'cancel_reason' | 'yes' | 'number';
export interface TransitionField { name: string; kind: FieldKind; required?: boolean }

/** Fields beside the note that every transition takes. */
export const transitionFields: Record<string, readonly TransitionField[]> = {
  dispatch: [{ name: 'technician_id', kind: 'technician' }],
  assign: [{ name: 'technician_id', kind: 'technician', required: true }],
  schedule: [{ name: 'from', kind: 'moment', required: true }, { name: 'to', kind: 'moment', required: true }],
  diagnose: [{ name: 'fault_code_id', kind: 'fault_code' }],
  request_quote: [{ name: 'amount', kind: 'money' }],
  wait_part: [{ name: 'part_promised_at', kind: 'moment' }],
  mark_unrepairable: [{ name: 'barrier', kind: 'text', required: true }, { name: 'exchange', kind: 'yes' }],
  reopen: [{ name: 'reason', kind: 'text', required: true }],
  transfer: [{ name: 'site_id', kind: 'site', required: true }],
  repromise: [{ name: 'promise_at', kind: 'moment', required: true }, { name: 'reason', kind: 'text', required: true }, { name: 'told_customer', kind: 'yes' }],
  escalate: [{ name: 'level', kind: 'number' }],
  pause: [{ name: 'reason', kind: 'pause_reason', required: true }, { name: 'evidence', kind: 'text' }],
  cancel: [{ name: 'reason', kind: 'cancel_reason', required: true }],
};
export const pauseReasons = ['waiting_part', 'waiting_customer', 'waiting_manufacturer', 'other'] as const;
export const cancelReasons = ['customer_withdrew', 'duplicate', 'test', 'no_contact', 'quote_declined', 'other'] as const;

export function useTransition(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ transition, body, version }: { transition: string; body: Record<string, unknown>; version: number }) =>
      call('POST /work-orders/{id}/{transition}', { path: { id, transition }, body, ifMatch: version }),
    onSuccess: (order) => {
      queries.setQueryData(workOrderKeys.one(id), order);
      void queries.invalidateQueries({ queryKey: ['work-orders'] });
      void queries.invalidateQueries({ queryKey: ['home'] });
    },
  });
}

export function useSetExpectations(id: string) {
  const queries = useQueryClient();
  const key = workOrderKeys.one(id);
  return useMutation({
    mutationFn: ({ expectations, version }: { expectations: SetExpectation[]; version: number }) =>
      call('PUT /work-orders/{id}/expectations', { path: { id }, body: { expectations }, ifMatch: version }),
    onMutate: async ({ expectations }) => {
      await queries.cancelQueries({ queryKey: key, exact: true });
      const before = queries.getQueryData<WorkOrder>(key);
      if (before) {
        const shown = expectations.map((item, index) => ({ id: item.id ?? `new-${index}`, kind: item.kind, text: item.text, verdict: item.verdict ?? 'open' }));
        queries.setQueryData<WorkOrder>(key, { ...before, expectations: shown });
      }
      return { before };
    },
    onError: (_error, _given, context) => {
      if (context?.before) queries.setQueryData(key, context.before);
    },
    onSuccess: (order) => queries.setQueryData(key, order),
    onSettled: () => void queries.invalidateQueries({ queryKey: key }),
  });
}

export function useAddComment(id: string, author: string) {
  const queries = useQueryClient();
  const key = workOrderKeys.part(id, 'comments');
  return useMutation({
    mutationFn: (body: { text: string; mentions: string[] }) => call('POST /work-orders/{id}/comments', { path: { id }, body }),
    onMutate: async ({ text }) => {
      await queries.cancelQueries({ queryKey: key });
      const before = queries.getQueryData<{ items: Comment[] }>(key);
      const mine: Comment = { id: 'sending', text, mentions: [], erased: false, author_name: author, at: new Date().toISOString() };
      queries.setQueryData(key, { items: [...(before?.items ?? []), mine] });
      return { before };
    },
    onError: (_error, _given, context) => queries.setQueryData(key, context?.before),
    onSettled: () => void queries.invalidateQueries({ queryKey: workOrderKeys.one(id) }),
  });
}

/** What somebody else changed between two versions, as pairs of before and after. */
export function differences(before: WorkOrder, after: WorkOrder): { field: string; before: unknown; after: unknown }[] {
  const looked: [string, (order: WorkOrder) => unknown][] = [
    ['state', (o) => o.state], ['paused', (o) => o.paused], ['promise', (o) => o.promise.at ?? null], ['technician', (o) => o.technician_name],
    ['site', (o) => o.site_name], ['warranty', (o) => o.warranty], ['escalation', (o) => o.escalation_level], ['symptom', (o) => o.symptom_text],
    ['appointment', (o) => o.appt_from ?? null], ['fault_code', (o) => o.fault_code_name], ['priority', (o) => o.priority], ['outcome', (o) => o.outcome],
    ['expectations', (o) => o.expectations.map(({ text, verdict }) => `${text}:${verdict}`).join()],
  ];
  return looked.flatMap(([field, read]) => (read(before) === read(after) ? [] : [{ field, before: read(before), after: read(after) }]));
}
