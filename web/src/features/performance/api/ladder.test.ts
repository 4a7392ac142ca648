import { describe, expect, it } from 'vitest';
import type { KpiCell } from '@/api/types';
import { ladder, stepChange } from './ladder';

const answer = (from: string, step: string | null, n: number) => ({ period: { from, to: from }, keys: { class: step }, denominator: n, n }) as unknown as KpiCell;
const complaint = (from: string, value: number) => ({ period: { from, to: from }, keys: {}, value, n: value }) as unknown as KpiCell;

describe('ladder', () => {
  const rungs = ladder(
    [answer('2026-01-01', null, 0), answer('2026-02-01', 'very_satisfied', 6), answer('2026-02-01', 'dissatisfied', 2), answer('2026-03-01', 'very_satisfied', 5), answer('2026-03-01', 'satisfied', 5)],
    [complaint('2026-01-01', 0), complaint('2026-02-01', 1), complaint('2026-03-01', 0)],
  );
  it('begins with the first answer and joins the complaints', () => expect(rungs.map(({ from, answers, complaints }) => [from, answers, complaints])).toEqual([['2026-02-01', 8, 1], ['2026-03-01', 10, 0]]));
  it('has shares of the answers', () => expect(rungs[0]?.shares.very_satisfied).toBe(0.75));
  it('tells the flow in points', () => {
    expect(stepChange(rungs[1]!, rungs[0], 'very_satisfied')).toBe(-25);
    expect(stepChange(rungs[0]!, undefined, 'satisfied')).toBeNull();
  });
});
