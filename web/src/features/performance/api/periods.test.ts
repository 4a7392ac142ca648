import { describe, expect, it } from 'vitest';
import { condition, readPeriod, sinceFirst, spanBefore, spanOf, trendSpan, weeksSpan } from './periods';

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

describe('sinceFirst', () => {
  it('leaves out the time before the company began, not the gaps since', () => expect(sinceFirst([{ n: 0 }, { n: 4 }, { n: 0 }, { n: 2 }])).toEqual([{ n: 4 }, { n: 0 }, { n: 2 }]));
  it('is empty without records', () => expect(sinceFirst([{ n: 0 }])).toEqual([]));
});

describe('spanBefore', () => {
  it('is as long as what has passed of the month', () => expect(spanBefore('this_month', '2026-11-23')).toEqual({ from: '2026-10-01', to: '2026-10-24' }));
  it('ends with a shorter month', () => expect(spanBefore('this_month', '2026-03-31')).toEqual({ from: '2026-02-01', to: '2026-03-01' }));
  it('is the whole month before a whole month', () => expect(spanBefore('last_month', '2026-11-23')).toEqual({ from: '2026-09-01', to: '2026-10-01' }));
  it('goes back three months and a year', () => {
    expect(spanBefore('last_3_months', '2026-11-23')).toEqual({ from: '2026-06-01', to: '2026-08-24' });
    expect(spanBefore('last_12_months', '2026-11-23')).toEqual({ from: '2024-12-01', to: '2025-11-24' });
  });
  it('knows nothing before all time', () => expect(spanBefore('all', '2026-11-23')).toBeNull());
});

describe('weeksSpan', () => {
  it('begins on a Monday', () => {
    expect(new Date(`${weeksSpan('2026-11-24').from}T00:00:00Z`).getUTCDay()).toBe(1);
    expect(weeksSpan('2026-11-22').from).toBe('2026-04-27');
  });
});
