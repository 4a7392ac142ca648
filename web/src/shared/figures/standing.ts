// How a figure stands against its target, and what may be said of few records.
// Owns the words and marks that targets and scorecards share.
import type { TFunction } from 'i18next';
import { formatDuration } from '@/shared/format/duration';
import { metricText } from '@/shared/format/metric';
import type { MarkKind } from '@/shared/ui/icon';

export type Standing = 'good' | 'tight' | 'bad' | 'few' | 'no_data' | 'no_target';

export interface Figure {
  value?: number | null; low?: number | null; high?: number | null; n: number; target?: number | null; better: string;
  /** A rate, mean or percentile: n tells how sure it is. */
  of_many: boolean;
}

/** Fewer records are shown with their interval, and not judged. */
export const enough = 30;

/** A share, a mean or a percentile, judging by the unit alone; a sum is one of a kind. */
export function isOfMany(unit: string): boolean {
  return unit === 'percent' || unit === 'duration_ms' || unit === 'number';
}

/** Reached; missed though the interval still covers the target; missed beyond it. */
export function standingOf({ value, low, high, n, target, better, of_many }: Figure): Standing {
  if (value == null) return 'no_data';
  if (target == null) return 'no_target';
  if (of_many && n < enough) return 'few';
  const down = better === 'down';
  if (down ? value <= target + 1e-9 : value >= target - 1e-9) return 'good';
  const end = down ? low : high;
  return end != null && (down ? end <= target : end >= target) ? 'tight' : 'bad';
}

export const standingMarks: Record<Standing, MarkKind> = { good: 'good', tight: 'warn', bad: 'bad', few: 'none', no_data: 'none', no_target: 'none' };

/** `≥ 98.0%` */
export function goalText(target: number | null | undefined, unit: string, better: string, t: TFunction): string {
  if (target == null) return '–';
  return `${better === 'down' ? '≤' : '≥'} ${unit === 'duration_ms' ? formatDuration(target, t) : metricText(target, unit, t)}`;
}

export function nameIn(of: { name_zh: string; name_en: string }, language: string): string {
  return language.startsWith('zh') ? of.name_zh : of.name_en;
}

/** The first and the day after the last of some months that end with this one: `2026-11`. */
export function monthsUpTo(month: string, count: number): { from: string; to: string } {
  const [year = 2000, number = 1] = month.split('-').map(Number);
  const text = (index: number) => `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`;
  const at = year * 12 + number - 1;
  return { from: text(at - count + 1), to: text(at + 1) };
}
