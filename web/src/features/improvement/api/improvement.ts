// Reading and moving findings, actions and effect checks.
// Owns the numbers of this room as people type and read them.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import i18next, { type TFunction } from 'i18next';
import { call } from '@/api/client';
import type { components } from '@/api/schema';
import { formatDuration } from '@/shared/format/duration';
import { metricText } from '@/shared/format/metric';
import { useMay } from '@/shared/session/session';
import type { MarkKind } from '@/shared/ui/icon';

type Schemas = components['schemas'];
export type Finding = Schemas['Finding'];
export type FindingRow = Schemas['FindingRow'];
export type ImprovementAction = Schemas['ImprovementAction'];
export type ActionRow = Schemas['ImprovementActionRow'];
export type EffectCheck = Schemas['EffectCheck'];
export type EffectResult = Schemas['EffectResult'];
export type CasePareto = Schemas['CasePareto'];
export type Measured = Schemas['MeasuredMetric'];

/** Every query of this room begins with it; an event of a finding, an action or a review makes all of it fresh. */
export const room = 'improvement';

export const findingStates = ['open', 'analysing', 'acting', 'checking', 'closed'] as const;
export const sourceKinds = ['signal', 'forecast', 'alert', 'complaint', 'record', 'idea'] as const;
export const scopeKinds = ['company', 'site', 'unit', 'person'] as const;

export const stateMarks: Record<string, MarkKind> = { open: 'none', analysing: 'warn', acting: 'warn', checking: 'warn', closed: 'good', planned: 'none', doing: 'warn', done: 'good', verified_effective: 'good', not_effective: 'bad', cancelled: 'none' };

export function useFinding(id: string) {
  return useQuery({ queryKey: [room, 'finding', id], queryFn: ({ signal }) => call('GET /findings/{id}', { path: { id }, signal, whole: true }) });
}

export function useAction(id: string, enabled = true) {
  return useQuery({ queryKey: [room, 'action', id], queryFn: ({ signal }) => call('GET /improvement-actions/{id}', { path: { id }, signal, whole: true }), enabled });
}

export function useMetricList() {
  const may = useMay('kpi.read');
  return useQuery({ queryKey: ['kpi', 'metrics'], queryFn: ({ signal }) => call('GET /metrics', { signal }), staleTime: 5 * 60_000, enabled: may });
}

export function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: [room] });
}

export function metricName(of: { metric_name_zh: string; metric_name_en: string }): string {
  return i18next.language.startsWith('zh') ? of.metric_name_zh : of.metric_name_en;
}

export function bilingual(of: { title_zh: string; title_en: string }): string {
  return i18next.language.startsWith('zh') ? of.title_zh : of.title_en;
}

/** The condition of a scope for a question to the metric engine. */
export function conditionOf({ scope, scope_key }: Measured): string | undefined {
  return scope === 'company' ? undefined : `${scope} = '${scope_key}'`;
}

const hour = 3_600_000;

/** A change with its sign: shares in points, the rest in the metric's unit. */
export function changeText(value: number | null | undefined, unit: string, t: TFunction): string {
  if (value == null) return '–';
  const sign = value < 0 ? '−' : '+';
  const size = Math.abs(value);
  if (unit === 'percent') return `${sign}${t('improvement.points', { value: (size * 100).toFixed(1) })}`;
  return `${sign}${unit === 'duration_ms' ? formatDuration(size, t) : metricText(size, unit, t)}`;
}

/** What is typed for a change, and what the API takes: points, hours, yuan, or as it is. */
const factors: Record<string, number> = { percent: 0.01, duration_ms: hour, money: 100 };

export function changeUnit(unit: string | undefined, t: TFunction): string {
  return unit === 'percent' || unit === 'duration_ms' || unit === 'money' ? t(`improvement.change_unit.${unit}`) : t('improvement.change_unit.number');
}

export function toChange(text: string, unit: string | undefined): number | undefined {
  const value = Number(text.trim().replace('−', '-').replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(value) ? undefined : value * (factors[unit ?? ''] ?? 1);
}

export function fromChange(value: number | null | undefined, unit: string): string {
  return value == null ? '' : String(Math.round((value / (factors[unit] ?? 1)) * 1000) / 1000);
}

/** By which the cases of records can be split; a metric over several kinds takes what all of them have. */
const dimensions: Record<string, readonly string[]> = {
  work_order: ['service_type', 'fault_code', 'technician', 'model', 'product_line', 'warranty'], complaint: ['cause', 'grade', 'source'], survey_answer: ['dimension', 'technician', 'model', 'product_line'],
  part_request: ['part_no', 'keeper'], part_unit: ['part_no', 'verdict'], violation: ['type', 'severity', 'source'],
};

export function dimensionsOf(facts: readonly string[]): string[] {
  const [first = '', ...rest] = facts;
  return [...(dimensions[first] ?? []).filter((one) => rest.every((fact) => dimensions[fact]?.includes(one))), 'site', 'person'];
}
