import { describe, expect, it } from 'vitest';
import { condition, readPeriod, spanOf, trendSpan } from './periods';

describe('spanOf', () => {
  it('counts today and ends before tomorrow', () => expect(spanOf('this_month', '2026-11-23')).toEqual({ from: '2026-11-01', to: '2026-11-24' }));
  it('closes last month at the first', () => expect(spanOf('last_month', '2026-01-05')).toEqual({ from: '2025-12-01', to: '2026-01-01' }));
  it('goes back over the turn of the year', () => expect(spanOf('last_3_months', '2026-01-31')).toEqual({ from: '2025-11-01', to: '2026-02-01' }));
});

describe('trendSpan', () => {
  it('shows the same month of the year before', () => expect(trendSpan('2026-11-23').from).toBe('2025-11-01'));
});

describe('condition', () => {
  it('doubles quotes and names what is absent', () => expect(condition([['brand', "L'Or"], ['site', null]])).toBe("brand = 'L''Or' and site is null"));
});

describe('readPeriod', () => {
  it('falls back to this month', () => expect(readPeriod('yesterday')).toBe('this_month'));
});
