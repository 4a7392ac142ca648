// Lists and single records of any kind.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '@/api/client';
import type { RecordKindName } from '@/shared/facts/facts';
import { metricText } from '@/shared/format/metric';
import { kinds } from './kinds';
import { valueText, type PlainRecord } from './values';

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

/** The texts of a record's fields; a metric is told by its name, and its value in its unit. */
export function useFieldValue(kind: RecordKindName): (record: PlainRecord, field: string) => string {
  const { t, i18n } = useTranslation();
  const metrics = useQuery({ queryKey: ['kpi', 'metrics'], queryFn: ({ signal }) => call('GET /metrics', { signal }), staleTime: 5 * 60_000, enabled: kind === 'manufacturer_value' });
  return (record, field) => {
    const value = record[field];
    if (kind === 'manufacturer_value' && (field === 'metric' || field === 'value')) {
      const metric = metrics.data?.items.find(({ code }) => code === record['metric']);
      if (field === 'metric') return metric ? (i18n.language === 'en' ? metric.name_en : metric.name_zh) : '';
      if (metric && typeof value === 'number') return metricText(value, metric.unit, t);
    }
    return valueText(kind, field, value, t, i18n.language);
  };
}
