// Points and scores as they are shown, and which KPI brings the most when it is moved.
import type { components } from '@/api/schema';

type Row = Pick<components['schemas']['CardRow'], 'weight' | 'scored_weight' | 'standing' | 'points' | 'contribution'>;

/** One decimal: the server keeps four. */
export function pointsText(points: number | null | undefined): string {
  return points == null ? '–' : (Math.round(points * 10) / 10).toFixed(1);
}

export function weightText(weight: number): string {
  return String(Math.round(weight * 10) / 10);
}

/** What is missing to the full points, in points of the card. */
export function missing(row: Row): number {
  return row.standing === 'scored' && row.points != null ? Math.max(0, (row.scored_weight * (100 - row.points)) / 100) : 0;
}

/** The row that costs the most; nothing when all have their full points. */
export function dearest<T extends Row>(rows: readonly T[]): T | null {
  const [first] = [...rows].sort((a, b) => missing(b) - missing(a));
  return first && missing(first) > 0.05 ? first : null;
}

/** Those that cost points first, then the rest as they are. */
export function byMissing<T extends Row>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => missing(b) - missing(a));
}
