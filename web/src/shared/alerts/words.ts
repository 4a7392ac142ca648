// Warnings and notifications as sentences, with the numbers they were raised with.
// Owns the sentence of each kind and where a warning's records are opened.
import { useQuery } from '@tanstack/react-query';
import i18next, { type TFunction } from 'i18next';
import { useMemo } from 'react';
import { call } from '@/api/client';
import type { components } from '@/api/schema';
import { recordPath } from '@/shared/facts/facts';
import { monthText, periodText } from '@/shared/format/date';
import { metricText } from '@/shared/format/metric';
import { useMay } from '@/shared/session/session';
import type { MarkKind } from '@/shared/ui/icon';
import { useEmployees, useSites } from '@/shared/work-orders/hooks';

export type Alert = components['schemas']['Alert'];
export type AlertKind = Alert['kind'];
export type AlertSeverity = Alert['severity'];

export const alertKinds = [
  'endangered_metric', 'appointment', 'promise', 'turnaround', 'part_unsigned', 'part_circulating', 'stock_low', 'complaint_unsolved', 'complaint_plan', 'late_callback',
  'work_in_progress', 'control_signal', 'silent_record',
] as const satisfies readonly AlertKind[];

export const severityMarks: Record<AlertSeverity, MarkKind> = { severe: 'bad', warning: 'warn', info: 'none' };

/** Names of what a warning tells by its id only. */
export interface AlertNames {
  metric: (code: string) => { name: string; unit: string } | undefined;
  scope: (scope: string, key: string) => string;
  /** False while the names are still being fetched: a sentence would say less than it can. */
  ready: boolean;
}

/** Metrics, people, sites and units by name; what the reader may not see stays without one. */
export function useAlertNames(): AlertNames {
  const mayKpi = useMay('kpi.read');
  const mayOrg = useMay('org.read');
  const metrics = useQuery({ queryKey: ['kpi', 'metrics'], queryFn: ({ signal }) => call('GET /metrics', { signal }), staleTime: 5 * 60_000, enabled: mayKpi });
  const units = useQuery({ queryKey: ['org', 'units', 'all'], queryFn: ({ signal }) => call('GET /org-units', { query: { limit: 200 }, signal }), staleTime: 5 * 60_000, enabled: mayOrg });
  const people = useEmployees();
  const sites = useSites();
  return useMemo(() => {
    const known = new Map((metrics.data?.items ?? []).map((one) => [one.code, one]));
    const named = new Map([...(people.data?.items ?? []), ...(sites.data?.items ?? []), ...(units.data?.items ?? [])].map(({ id, name }) => [id, name]));
    return {
      metric: (code) => {
        const one = known.get(code);
        return one && { name: i18next.language.startsWith('zh') ? one.name_zh : one.name_en, unit: one.unit };
      },
      scope: (_, key) => named.get(key) ?? '',
      ready: !mayKpi || !metrics.isPending,
    };
  }, [metrics.data, metrics.isPending, people.data, sites.data, units.data, mayKpi]);
}

/** What a sentence is made from: a warning, or a notification of one. */
export interface Told { text_key: string; params: Record<string, unknown>; due_at?: string | null; site_name?: string }

/** The sentence of a warning or a notification. */
export function alertText(told: Told, names: AlertNames, t: TFunction, now: Date): string {
  const kind = told.text_key.replace(/^alert\./, '');
  const text = (name: string) => (typeof told.params[name] === 'string' || typeof told.params[name] === 'number' ? String(told.params[name]) : '');
  const number = (name: string, places = 0) => new Intl.NumberFormat('en-US', { maximumFractionDigits: places }).format(Number(text(name)));
  const due = told.due_at ?? (text('due_at') || null);
  const late = due !== null && new Date(due) < now;
  const metric = names.metric(text('metric'));
  const name = metric?.name ?? t('alert.some_metric');
  const value = (of: string) => (metric ? metricText(Number(text(of)), metric.unit, t) : number(of, 1));
  const scope = text('scope') === 'company' || text('scope') === '' ? told.site_name || t('alert.company') : names.scope(text('scope'), text('scope_key')) || told.site_name || t(`alert.scope.${text('scope')}`);
  switch (kind) {
    case 'endangered_metric': {
      const left = text('left') && Number(text('left')) > 0 ? t('alert.left', { left: number('left') }) : '';
      const within = Number(text('within')) > 0 ? t('alert.within', { number: number('within') }) : '';
      const period = text('period') ? ` ${periodText(text('period'), i18next.language)}` : '';
      return t('alert.text.endangered_metric', { name: name + period, within, scope, expected: value('expected'), target: value('target'), chance: chanceOf(Number(text('chance'))), left });
    }
    case 'control_signal': {
      const centre = text('centre') ? t('alert.centre', { centre: value('centre') }) : '';
      return t('alert.text.control_signal', { name, scope: told.site_name || scope, value: value('value'), rule: t(`alert.rule.${text('rule')}`, { defaultValue: t('alert.rule.other') }), centre });
    }
    case 'work_in_progress': return t('alert.text.work_in_progress', { scope: told.site_name || scope, in_progress: number('in_progress'), a_day: number('completed_per_day', 1), expected_days: number('expected_days', 1), target_days: number('target_days', 1) });
    case 'part_unsigned':
    case 'part_circulating': return t(`alert.text.${kind}`, { part: text('part_no'), days: number('days') });
    case 'stock_low': return t('alert.text.stock_low', { part: text('part_no'), on_hand: number('on_hand'), safety: number('safety') });
    case 'complaint_unsolved': return t(`alert.text.${late ? 'complaint_unsolved_late' : 'complaint_unsolved'}`, { no: text('no'), day: number('day') });
    case 'complaint_plan': return t(`alert.text.${late ? 'complaint_plan_late' : 'complaint_plan'}`, { no: text('no') });
    case 'silent_record': return t('alert.text.silent_record', { no: text('no'), days: number('days') });
    case 'appointment':
    case 'promise':
    case 'turnaround':
    case 'late_callback': return t(`alert.text.${kind}${late ? '_late' : ''}`, { no: text('no') });
    case 'digest': return t('alert.text.digest', { open: number('open'), overdue: number('overdue'), severe: number('severe'), due_today: number('due_today') });
    default: return t('alert.text.other');
  }
}

/** `4%`, never quite 0 or 100. */
function chanceOf(chance: number): string {
  return chance < 0.01 ? '<1%' : chance > 0.99 ? '>99%' : `${Math.round(chance * 100)}%`;
}

export interface AlertPath { to: string; label: string }

/** The record or metric to look at first, then the others; each once. */
export function alertPaths(alert: Pick<Alert, 'kind' | 'links' | 'params' | 'period'>, names: AlertNames, t: TFunction): AlertPath[] {
  const seen = new Set<string>();
  const part = alert.params['part_no'];
  if (alert.kind === 'stock_low' && typeof part === 'string') return [{ to: `/stock?part_no=${encodeURIComponent(part)}`, label: part }];
  return alert.links.flatMap(({ kind, id, no }) => {
    const to = kind === 'metric' ? `/kpi/${id}` : recordPath(kind, id);
    if (!to || seen.has(to)) return [];
    seen.add(to);
    return [{ to, label: kind === 'metric' ? names.metric(id)?.name ?? t('alert.some_metric') : `${t(`fact.kind.${kind}`, { defaultValue: '' })} ${no}`.trim() }];
  });
}

/** `11月`, for a warning about a month. */
export function alertMonth(period: string, language: string): string {
  return /^\d{4}-\d{2}$/.test(period) ? monthText(period, language) : '';
}
