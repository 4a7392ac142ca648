// The spans of the periods that a landing may be of, and times on an axis that must not read alike.
import { describe, expect, it } from 'vitest';
import { kindOf, periodSpan, shortMetric } from './model';

const t = ((key: string, { value }: { value: string }) => `${value} ${key.split('_').at(-1) ?? ''}`) as never;
const day = 86_400_000;

describe('Periods of a landing', () => {
  it('reach from their first to their last day', () => {
    expect(periodSpan('2026-02')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(periodSpan('2026-Q4')).toEqual({ from: '2026-10-01', to: '2026-12-31' });
    expect(periodSpan('2026')).toEqual({ from: '2026-01-01', to: '2026-12-31' });
  });
  it('are told apart by their text', () => {
    expect(['2026-02', '2026-Q4', '2026', ''].map(kindOf)).toEqual(['month', 'quarter', 'year', 'month']);
  });
});

describe('Times on an axis', () => {
  it('have as many places as the step needs', () => {
    expect([2.75, 2.8].map((days) => shortMetric(days * day, 'duration_ms', t, 3 * day, 0.05 * day))).toEqual(['2.75 days', '2.80 days']);
    expect(shortMetric(2.75 * day, 'duration_ms', t, 3 * day, 0.5 * day)).toBe('2.8 days');
  });
});
