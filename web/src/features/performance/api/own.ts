// Metrics that people write: their versions, what a formula may name, a trial on the records.
import { useQuery } from '@tanstack/react-query';
import { call, newIdempotencyKey } from '@/api/client';
import type { components } from '@/api/schema';
import type { Span } from './hooks';

export type OwnMetric = components['schemas']['OwnMetric'];
export type FactInfo = components['schemas']['FactInfo'];
export type FactColumn = components['schemas']['FactColumn'];

export function useOwnMetrics(code?: string) {
  return useQuery({ queryKey: ['kpi', 'own', code], queryFn: ({ signal }) => call('GET /metrics/own', { query: { code }, signal }) });
}

export function useVocabulary() {
  return useQuery({ queryKey: ['kpi', 'vocabulary'], queryFn: ({ signal }) => call('GET /metrics/vocabulary', { signal }), staleTime: 5 * 60_000 });
}

/** The whole span and its months, without keeping anything. */
export function useTrial(text: string, span: Span, enabled: boolean) {
  return useQuery({
    queryKey: ['kpi', 'trial', text, span],
    queryFn: async ({ signal }) => {
      const whole = await call('POST /metrics/preview', { body: { text, ...span }, signal });
      return { whole, months: await call('POST /metrics/preview', { body: { text, ...span, grain: 'month' }, signal }) };
    },
    enabled, retry: false,
  });
}

export function keepMetric(text: string, note: string): Promise<OwnMetric> {
  return call('POST /metrics/own', { body: { text, ...(note.trim() ? { note: note.trim() } : {}) }, idempotencyKey: newIdempotencyKey() });
}

/** The versions of each metric together, the newest first. */
export function byCode(items: readonly OwnMetric[]): OwnMetric[][] {
  const groups = new Map<string, OwnMetric[]>();
  for (const item of items) groups.set(item.code, [...(groups.get(item.code) ?? []), item]);
  return [...groups.values()].map((versions) => versions.sort((a, b) => b.metric_version - a.metric_version));
}

/** The text with its version's number raised to the next free one. */
export function nextVersion(text: string, known: readonly number[]): string {
  return text.replace(/^(\s*metric\s+\w+\s+version\s+)(\d+)/, (_, head: string, version: string) => `${head}${Math.max(Number(version), ...known) + 1}`);
}

export function nameIn(text: string, language: string): string {
  const found = new RegExp(`\\bname\\s+zh\\s+'((?:[^']|'')*)'\\s+en\\s+'((?:[^']|'')*)'`).exec(text);
  return ((language === 'en' ? found?.[2] : found?.[1]) ?? '').replaceAll("''", "'");
}
