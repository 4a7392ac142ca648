// The satisfaction ladder: complaints < dissatisfied - the line of need - satisfied - the line of expectation - very satisfied.
// Owns which steps lie above which line.
import type { KpiCell } from '@/api/types';

/** From the top of the ladder down. A neutral answer is not a satisfied one. */
export const steps = ['very_satisfied', 'satisfied', 'neutral', 'dissatisfied'] as const;
export type Step = (typeof steps)[number];
export const aboveNeed: readonly Step[] = ['very_satisfied', 'satisfied'];

export interface Rung { from: string; to: string; answers: number; counts: Record<Step, number>; shares: Record<Step, number>; complaints: number }

/** Answers by class and complaints, a rung per month; months before the first answer or complaint are left out. */
export function ladder(answers: readonly KpiCell[], complaints: readonly KpiCell[]): Rung[] {
  const rungs = new Map<string, Rung>();
  const rung = ({ period }: KpiCell): Rung => {
    const known = rungs.get(period.from);
    if (known) return known;
    const made: Rung = { from: period.from, to: period.to, answers: 0, counts: none(), shares: none(), complaints: 0 };
    rungs.set(period.from, made);
    return made;
  };
  for (const cell of answers) {
    const at = rung(cell);
    const step = steps.find((name) => name === cell.keys['class']);
    if (!step) continue;
    const count = cell.denominator ?? cell.n;
    at.counts[step] += count;
    at.answers += count;
  }
  for (const cell of complaints) rung(cell).complaints += cell.value ?? 0;
  for (const at of rungs.values()) for (const step of steps) at.shares[step] = at.answers ? at.counts[step] / at.answers : 0;
  const sorted = [...rungs.values()].sort((a, b) => a.from.localeCompare(b.from));
  const first = sorted.findIndex((at) => at.answers > 0 || at.complaints > 0);
  return first < 0 ? [] : sorted.slice(first);
}

const none = (): Record<Step, number> => ({ very_satisfied: 0, satisfied: 0, neutral: 0, dissatisfied: 0 });

/** The share of a step against the month before, in points; null without answers in one of them. */
export function stepChange(now: Rung, before: Rung | undefined, step: Step): number | null {
  return before && before.answers > 0 && now.answers > 0 ? (now.shares[step] - before.shares[step]) * 100 : null;
}
