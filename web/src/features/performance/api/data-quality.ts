// What is missing in the records: empty fields, records that metrics leave out, entries typed in late.
import { useQuery } from '@tanstack/react-query';
import { call } from '@/api/client';
import type { components } from '@/api/schema';
import type { KpiAnswer } from '@/api/types';
import type { CatalogueMetric } from './answers';
import type { Span } from './hooks';

type Schemas = components['schemas'];
export type FactGaps = Schemas['FactGaps'];
export type ColumnGap = Schemas['ColumnGap'];
export type LateEntries = Schemas['LateEntries'];

export const lateHours = ['24', '72', '168'] as const;
export type LateHours = (typeof lateHours)[number];

export function useDataQuality(span: Span, late: LateHours) {
  return useQuery({ queryKey: ['kpi', 'data-quality', span, late], queryFn: ({ signal }) => call('GET /kpi/data-quality', { query: { ...span, late_hours: Number(late) }, signal }), placeholderData: (before) => before });
}

/** A moment that has not come is often no fault; an empty field is one. */
export function split(gaps: readonly ColumnGap[]): { fields: ColumnGap[]; moments: ColumnGap[] } {
  return { fields: gaps.filter(({ kind }) => kind !== 'time'), moments: gaps.filter(({ kind }) => kind === 'time') };
}

export interface Probe { metric: CatalogueMetric; n: number }

/** The metric that looks at most of a kind's records: through it the records behind a gap are listed. */
export function probeOf(fact: string, metrics: readonly CatalogueMetric[], answer: KpiAnswer | undefined): Probe | null {
  let best: Probe | null = null;
  for (const metric of metrics) {
    if (!canProbe(metric) || metric.facts[0] !== fact) continue;
    const n = answer?.metrics.find(({ code }) => code === metric.code)?.cells[0]?.n ?? 0;
    if (n > (best?.n ?? 0)) best = { metric, n };
  }
  return best;
}

/** Metrics over one kind of record, counted as it happened. */
export function canProbe({ facts, terms, basis, rolling }: CatalogueMetric): boolean {
  return facts.length === 1 && terms.length === 0 && basis === 'event' && !rolling;
}

/** `work_order.imported` as the kind of record and what was done to it; working days are kept as working time. */
export function entryKind(kind: string): { subject: string; verb: string } {
  const [subject = '', verb = ''] = kind.split('.');
  return { subject: subject === 'work_day' ? 'work_time' : subject === 'employment' ? 'headcount' : subject, verb };
}
