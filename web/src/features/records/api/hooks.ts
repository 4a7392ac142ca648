// Lists and single records of any kind.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from '@/api/client';
import type { RecordKindName } from '@/shared/facts/facts';
import { kinds } from './kinds';
import type { PlainRecord } from './values';

export interface RecordPage { items: PlainRecord[]; next_cursor?: string | null; total_estimate?: number | null }
export type RecordQuery = Record<string, string | undefined>;

/** The operations differ in their fields alone, and those are read by name. */
const ask = call as unknown as <T>(endpoint: string, parts: object) => Promise<T>;

export function loadPage(kind: RecordKindName, query: RecordQuery, cursor: string | undefined, limit: number, signal?: AbortSignal): Promise<RecordPage> {
  return ask<RecordPage>(kinds[kind].list, { query: { ...query, cursor, limit }, ...(signal ? { signal } : {}) });
}

export function useRecordPages(kind: RecordKindName, query: RecordQuery) {
  return useInfiniteQuery({
    queryKey: ['records', kind, query],
    queryFn: ({ signal, pageParam }) => loadPage(kind, query, pageParam, 50, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: (before) => before,
  });
}

export function useRecord(kind: RecordKindName, id: string) {
  return useQuery({ queryKey: ['records', kind, 'one', id], queryFn: ({ signal }) => ask<PlainRecord>(kinds[kind].one, { path: { id }, signal }) });
}
