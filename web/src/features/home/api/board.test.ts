import { describe, expect, it } from 'vitest';
import type { KpiSeries } from '@/api/types';
import { endangered, judge, recentMonths } from './board';

const series = (code: string, better: 'up' | 'down', values: number[], n: number, interval?: [number, number]) =>
  ({ code, unit: 'percent', better, cells: values.map((value, index) => ({ value, n, ...(index === values.length - 1 ? { interval } : {}) })) }) as unknown as KpiSeries;

describe('A metric in danger', () => {
  it('is worse than the three months before it, outside its interval', () => {
    // 0.94, 0.95, 0.96 before: 0.95; 0.90 now with 0.87–0.93 lies below.
    expect(judge(series('tat_attain', 'up', [0.5, 0.94, 0.95, 0.96, 0.9], 100, [0.87, 0.93]))).toMatchObject({ verdict: 'worse' });
  });
  it('may be a higher value when lower is better', () => {
    expect(judge(series('rrr', 'down', [0.03, 0.03, 0.03, 0.06], 400, [0.045, 0.08]))?.verdict).toBe('worse');
    expect(judge(series('rrr', 'down', [0.06, 0.06, 0.06, 0.03], 400, [0.02, 0.045]))?.verdict).toBe('better');
  });
  it('gets no verdict from few cases or from an interval that holds the past', () => {
    expect(judge(series('ftfr', 'up', [0.9, 0.9, 0.9, 0.5], 12, [0.25, 0.75]))?.verdict).toBe('few');
    expect(judge(series('ftfr', 'up', [0.9, 0.9, 0.9, 0.88], 50, [0.76, 0.95]))?.verdict).toBe('same');
  });
  it('stands before the others', () => {
    const worst = series('a', 'up', [0.9, 0.9, 0.9, 0.5], 100, [0.4, 0.6]);
    const good = series('b', 'up', [0.5, 0.5, 0.5, 0.9], 100, [0.8, 0.95]);
    expect(endangered([good, worst]).map(({ series: one }) => one.code)).toEqual(['a', 'b']);
  });
});

describe('The last months', () => {
  it('end with today', () => expect(recentMonths(new Date('2026-03-12T02:00:00Z'))).toEqual({ from: '2025-10-01', to: '2026-03-13', grain: 'month' }));
});
