// What is missing in the records: empty fields, records that metrics leave out, entries typed in late.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from '@/api/client';
import type { components } from '@/api/schema';
import { allRows } from '@/shared/records/export-menu';
import type { Span } from './hooks';

type Schemas = components['schemas'];
export type FactGaps = Schemas['FactGaps'];
export type ColumnGap = Schemas['ColumnGap'];
export type QualityRecord = Schemas['QualityRecord'];

export const lateHours = ['24', '72', '168'] as const;
export type LateHours = (typeof lateHours)[number];

export function useDataQuality(span: Span, late: LateHours) {
  return useQuery({ queryKey: ['kpi', 'data-quality', span, late], queryFn: ({ signal }) => call('GET /kpi/data-quality', { query: { ...span, late_hours: Number(late) }, signal }), placeholderData: (before) => before });
}

/** A moment that has not come is often no fault; an empty field is one. */
export function split(gaps: readonly ColumnGap[]): { fields: ColumnGap[]; moments: ColumnGap[] } {
  return { fields: gaps.filter(({ kind }) => kind !== 'time'), moments: gaps.filter(({ kind }) => kind === 'time') };
}

/** What is asked for: the records of one kind without a field, or the entries of one kind that came late. */
export type QualityQuery = Span & ({ reason: 'empty'; fact: string; column: string } | { reason: 'late'; kind: string; late_hours: number });

export function useQualityRecords(query: QualityQuery) {
  return useInfiniteQuery({
    queryKey: ['kpi', 'data-quality', 'records', query],
    queryFn: ({ signal, pageParam }) => call('GET /kpi/data-quality/records', { query: { ...query, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** Every record behind a figure, for a file. */
export function allQualityRecords(query: QualityQuery): Promise<QualityRecord[]> {
  return allRows((cursor) => call('GET /kpi/data-quality/records', { query: { ...query, limit: 200, cursor } }));
}

/** `work_order.imported` as the kind of record and what was done to it; working days are kept as working time. */
export function entryKind(kind: string): { subject: string; verb: string } {
  const [subject = '', verb = ''] = kind.split('.');
  return { subject: subject === 'work_day' ? 'work_time' : subject === 'employment' ? 'headcount' : subject, verb };
}
