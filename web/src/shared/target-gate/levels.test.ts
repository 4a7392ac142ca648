import { describe, expect, it } from 'vitest';
import { entryOf, fromEntry, toEntry } from './levels';

const t = ((key: string) => key) as unknown as Parameters<typeof entryOf>[2];

describe('Levels as they are typed', () => {
  it('come back as they were', () => {
    for (const [unit, value] of [['percent', 0.985], ['duration_ms', 12 * 3_600_000], ['duration_ms', 4 * 86_400_000], ['money', 5_130_000], ['count', 3]] as const) {
      const { size } = entryOf(unit, value, t);
      expect(fromEntry(toEntry(value, size), size)).toBeCloseTo(value, 9);
    }
    expect(toEntry(0.985, 0.01)).toBe('98.5');
  });
  it('are refused when they are no numbers', () => {
    expect(['', 'x', '1e5', '98.5 %', '1,200'].map((text) => fromEntry(text, 0.01))).toEqual([null, null, null, 0.985, 12]);
  });
});
