// What the landing forecast says of one metric and scope, and the words and marks for it.
// Owns the order of urgency and when too few records stand behind a landing.
import type { TFunction } from 'i18next';
import type { components } from '@/api/schema';
import { monthText, periodText } from '@/shared/format/date';
import { metricText } from '@/shared/format/metric';
import type { MarkKind } from '@/shared/ui/icon';

export type LandingLine = components['schemas']['LandingLine'];
export type LandingBoard = components['schemas']['LandingBoard'];
export type LandingState = LandingLine['state'];
export type DecidingCase = components['schemas']['DecidingCase'];
export type CaseAssignment = components['schemas']['Assignment'];
export type CasesAnswer = components['schemas']['CasesAnswer'];

/** A scope as the API names it. */
export interface LandingScope { scope: LandingLine['scope']; scope_key?: string }

/** Below this many records nothing is judged or ranked. */
const enough = 30;
/** Chances below this are endangered. */
export const safe = 0.7;

/** A share or a time that rests on few records: of people and units now, of the company and its sites even at the month's end. */
export function isFew(line: Pick<LandingLine, 'unit' | 'n' | 'to_come' | 'scope' | 'metric_class'>): boolean {
  // A sum against its quota is what it is.
  if (line.metric_class === 'sum' || line.metric_class === 'level') return false;
  const small = line.scope === 'person' || line.scope === 'unit';
  return (line.unit === 'percent' || line.unit === 'duration_ms') && line.n + (small ? 0 : (line.to_come ?? 0)) < enough;
}

export type ShownState = LandingState | 'few';

/** What is said of a landing; few records get no verdict. */
export function shownState(line: LandingLine): ShownState {
  return isFew(line) && line.state !== 'no_data' && line.state !== 'no_target' ? 'few' : line.state;
}

export const landingMarks: Record<ShownState, MarkKind> = { good: 'good', tight: 'warn', bad: 'bad', few: 'none', no_target: 'none', no_data: 'none' };

/** The class of the colour that goes with the mark and the word. */
export const landingTones: Record<ShownState, string> = { good: 'good', tight: 'warn', bad: 'bad', few: 'i2', no_target: 'i2', no_data: 'i2' };

const urgency: Record<ShownState, number> = { bad: 0, tight: 1, good: 2, few: 3, no_data: 4, no_target: 5 };

/** The least likely to be reached first; few records after those that are judged. */
export function byUrgency(a: LandingLine, b: LandingLine): number {
  return urgency[shownState(a)] - urgency[shownState(b)] || (a.chance.target ?? 1) - (b.chance.target ?? 1);
}

/** Those that need somebody, the most urgent first. */
export function endangeredOf(lines: readonly LandingLine[]): LandingLine[] {
  return lines.filter((line) => ['bad', 'tight'].includes(shownState(line))).sort(byUrgency);
}

/** `20%`, never quite 0 or 100. */
export function chanceText(chance: number | null | undefined): string {
  if (chance == null) return '–';
  if (chance < 0.01) return '<1%';
  if (chance > 0.99) return '>99%';
  return `${Math.round(chance * 100)}%`;
}

/** First and last day of a month, quarter or year: `2026-03`, `2026-Q1`, `2026`. */
export function periodSpan(period: string): { from: string; to: string } {
  const [year = '2000', part] = period.split('-');
  const [first, months] = part === undefined ? [1, 12] : part.startsWith('Q') ? [(Number(part.slice(1)) - 1) * 3 + 1, 3] : [Number(part), 1];
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  return { from: day(Date.UTC(Number(year), first - 1, 1)), to: day(Date.UTC(Number(year), first - 1 + months, 0)) };
}

export type PeriodKind = 'month' | 'quarter' | 'year';

export function kindOf(period: string): PeriodKind {
  return /^\d{4}$/.test(period) ? 'year' : period.includes('Q') ? 'quarter' : 'month';
}

/** What a period is called where its year is plain: `11月`, `四季度`, `2026年`. */
export function shortPeriod(period: string, language: string): string {
  return /^\d{4}-\d\d$/.test(period) ? monthText(period, language) : periodText(period, language);
}

const minute = 60_000;
const hour = 60 * minute;

/** A value where there is little room: times in one unit with a decimal. */
export function shortMetric(value: number, unit: string, t: TFunction, like = value, step = Infinity): string {
  if (unit !== 'duration_ms') return metricText(value, unit, t);
  const size = Math.abs(like) >= 48 * hour ? 24 * hour : Math.abs(like) >= 2 * hour ? hour : minute;
  // Neighbours on an axis must not read alike.
  const text = (value / size).toFixed(step / size < 0.1 ? 2 : size === minute ? 0 : 1);
  return size === 24 * hour ? t('landing.short_days', { value: text }) : size === hour ? t('landing.short_hours', { value: text }) : t('landing.short_minutes', { value: text });
}

/** `目标 ≥ 98.0%` */
export function targetText(line: Pick<LandingLine, 'target' | 'unit' | 'better'>, t: TFunction): string {
  if (!line.target) return t('landing.no_target');
  const value = metricText(line.target.target, line.unit, t);
  return line.better === 'down' ? t('landing.target_most', { value }) : t('landing.target_least', { value });
}

export function nameOf(line: Pick<LandingLine, 'name_zh' | 'name_en'>, language: string): string {
  return language.startsWith('zh') ? line.name_zh : line.name_en;
}

/** The state in a word; of a month that is over, whether it was reached. */
export function stateText(line: LandingLine, over: boolean, t: TFunction): string {
  const state = shownState(line);
  if (over && state !== 'few' && line.target && line.value != null) return t(reached(line) ? 'landing.over_state.reached' : 'landing.over_state.missed');
  return t(`landing.state.${state}`);
}

export function stateMark(line: LandingLine, over: boolean): MarkKind {
  if (over && shownState(line) !== 'few' && line.target && line.value != null) return reached(line) ? 'good' : 'bad';
  return landingMarks[shownState(line)];
}

function reached(line: LandingLine): boolean {
  const target = line.target?.target ?? 0;
  const value = line.value ?? 0;
  return line.better === 'down' ? value <= target + 1e-9 : value >= target - 1e-9;
}

/** What the records that decide a metric are called: orders, quotes, complaints, parts. */
export function casesNoun(line: Pick<LandingLine, 'error_budget' | 'required_pace' | 'metric_class'>): 'order' | 'quote' | 'complaint' | 'part_request' | 'part' {
  switch (line.error_budget?.records) {
    case 'complaint': return 'complaint';
    case 'part_request': return 'part_request';
    case 'part': return 'part';
    default: return line.required_pace || line.metric_class === 'sum' ? 'quote' : 'order';
  }
}

/** Where an open case is opened. */
export function casePath(kind: DecidingCase['kind'], id: string): string {
  if (kind === 'complaint' || kind === 'part_request' || kind === 'part_unit') return `/records/${kind}/${id}`;
  return `/work-orders/${id}`;
}

/** What may be done about a case. */
export const caseActions: readonly DecidingCase['action'][] = ['repromise_and_call', 'expedite_part', 'assign_expert', 'recheck', 'quote_follow_up', 'call_first', 'finish_first', 'solve_complaint', 'return_part'];
