import { describe, expect, it } from 'vitest';
import type { KpiSeries } from '@/api/types';
import { apart, dayFigure } from './board';

const series = (values: Record<string, number>) => ({ cells: Object.entries(values).map(([from, value]) => ({ period: { from, to: from }, value })) }) as unknown as KpiSeries;

describe('The figure of a day', () => {
  // Wednesday 11 March 2026; the Wednesdays before are 4 March, 25, 18 and 11 February.
  const revenue = series({ '2026-02-11': 100, '2026-02-18': 120, '2026-02-25': 80, '2026-03-04': 100, '2026-03-10': 900, '2026-03-11': 108, '2026-03-12': 5 });
  it('stands beside the mean of the same weekday', () => {
    expect(dayFigure(revenue, '2026-03-11')).toEqual({ value: 108, usual: 100, month: 1108 });
    expect(apart(dayFigure(revenue, '2026-03-11'))).toBe(8);
  });
  it('says nothing of what is usual without earlier days', () => {
    expect(dayFigure(undefined, '2026-03-11')).toEqual({ value: null, usual: null, month: 0 });
    expect(apart({ value: 3, usual: null, month: 3 })).toBeNull();
    expect(apart({ value: 3, usual: 0, month: 3 })).toBeNull();
  });
});
