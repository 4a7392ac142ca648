import { describe, expect, it } from 'vitest';
import { fitsInside, pareto, troubleOf } from './pareto';

describe('pareto', () => {
  it('sorts, sums up and marks what crosses the line as primary', () => {
    const slices = pareto([2, 9, 1, 5, 1, 3], (amount) => amount);
    expect(slices.map(({ amount }) => amount)).toEqual([9, 5, 3, 2, 1, 1]);
    expect(slices.map(({ primary }) => primary)).toEqual([true, true, true, false, false, false]);
    expect(Math.round((slices[2]?.sum ?? 0) * 100)).toBe(81);
    expect(slices.at(-1)?.sum).toBeCloseTo(1);
  });
  it('stops exactly at the line', () => expect(pareto([8, 2], (amount) => amount).map(({ primary }) => primary)).toEqual([true, false]));
  it('leaves out zeros', () => expect(pareto([0, 0], (amount) => amount)).toEqual([]));
});

describe('troubleOf', () => {
  const cell = { numerator: 8, denominator: 10, value: 0.8, n: 10 };
  it('counts misses where more is better', () => expect(troubleOf(cell, 'percent', 'up')).toBe(2));
  it('counts hits where less is better', () => expect(troubleOf(cell, 'percent', 'down')).toBe(8));
  it('weighs times by their number', () => expect(troubleOf({ value: 100, n: 3 }, 'duration_ms', 'down')).toBe(300));
});

describe('a number of a bar', () => {
  it('stands inside a long bar, where the curve begins at its end', () => {
    expect(fitsInside(24, '3')).toBe(true);
    expect(fitsInside(75, '¥1,575')).toBe(true);
  });
  it('stays beside a bar that is too short for it', () => {
    expect(fitsInside(15, '3')).toBe(false);
    expect(fitsInside(75, '¥1,575.00')).toBe(false);
    expect(fitsInside(50, '12 小时')).toBe(false);
  });
});
