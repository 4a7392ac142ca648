// How a value stands against the one before it.
// Owns when a difference deserves a word.
import type { KpiCell } from '@/api/types';

/** Below this many records a value is shown with its interval and without a verdict. */
export const enough = 30;

export type Change = 'better' | 'worse' | 'same' | 'none';

/** Whether few records stand behind a value; volumes and money are what they are. */
export function isFew(cell: Pick<KpiCell, 'n' | 'value'>, unit: string): boolean {
  return judged(unit) && cell.value != null && cell.n > 0 && cell.n < enough;
}

/** Records that are missing until the value may be judged and ranked. */
export function missing(cell: Pick<KpiCell, 'n'>, unit: string): number {
  return judged(unit) ? Math.max(0, enough - cell.n) : 0;
}

function judged(unit: string): boolean {
  return unit === 'percent' || unit === 'duration_ms';
}

/** No verdict on few records, on what is only counted, nor inside the interval. */
export function changeOf(now: KpiCell | undefined, before: KpiCell | undefined, better: string, unit: string): Change {
  if (now?.value == null || before?.value == null || better === 'neither') return 'none';
  if (isFew(now, unit) || isFew(before, unit)) return 'none';
  const [low, high] = now.interval ?? [];
  if (low !== undefined && high !== undefined && low <= before.value && before.value <= high) return 'same';
  const difference = now.value - before.value;
  // Counts differ by chance, too; a twentieth of an amount or a mean is no news.
  const usual = unit === 'percent' ? 0.005 : unit === 'count' ? 2 * Math.sqrt(Math.abs(now.value) + Math.abs(before.value)) : 0.05 * Math.abs(before.value);
  if (Math.abs(difference) <= usual) return 'same';
  return difference > 0 === (better === 'up') ? 'better' : 'worse';
}
