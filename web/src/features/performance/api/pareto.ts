// The few causes that make most of it: groups by their share, with the sum so far.

export interface Slice<T> { item: T; amount: number; share: number; sum: number; primary: boolean }

/**
 * Sorted by amount, largest first. Primary are those that together reach four fifths, the one that crosses the line included.
 * Amounts of zero are left out.
 */
export function pareto<T>(items: readonly T[], amount: (item: T) => number, line = 0.8): Slice<T>[] {
  const counted = items.map((item) => ({ item, amount: amount(item) })).filter((one) => one.amount > 0).sort((a, b) => b.amount - a.amount);
  const whole = counted.reduce((sum, one) => sum + one.amount, 0);
  let before = 0;
  return counted.map((one) => {
    const primary = before < line * whole - 1e-9;
    before += one.amount;
    return { ...one, share: one.amount / whole, sum: before / whole, primary };
  });
}

interface Counted { numerator?: number | null; denominator?: number | null; value?: number | null; n: number }

/** What a group adds to the trouble: misses of a share, else what the metric counts. */
export function troubleOf(cell: Counted, unit: string, better: string): number {
  if (unit === 'percent') {
    if (cell.numerator == null || cell.denominator == null) return 0;
    return Math.max(0, better === 'up' ? cell.denominator - cell.numerator : cell.numerator);
  }
  if (unit === 'duration_ms' || unit === 'number') return (cell.value ?? 0) * cell.n;
  return Math.max(0, cell.value ?? 0);
}

/** Whether a bar of so many pixels is long enough for its own number: beside the bar the curve begins, and would run through it. */
export function fitsInside(pixels: number, text: string): boolean {
  const letters = [...text].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 13 : 8), 0);
  return pixels >= letters + 12;
}
