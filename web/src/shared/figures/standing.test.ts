import { describe, expect, it } from 'vitest';
import { monthsUpTo, standingOf } from './standing';

const figure = { value: 0.96, low: 0.93, high: 0.98, n: 200, target: 0.97, better: 'up', of_many: true };

describe('standingOf', () => {
  it('judges by the target, and by whether the interval still covers it', () => {
    expect(standingOf(figure)).toBe('tight');
    expect(standingOf({ ...figure, high: 0.965 })).toBe('bad');
    expect(standingOf({ ...figure, value: 0.97 })).toBe('good');
    expect(standingOf({ ...figure, better: 'down' })).toBe('good');
    expect(standingOf({ ...figure, better: 'down', target: 0.95 })).toBe('tight');
  });
  it('gives no verdict on few records, without a value or without a target', () => {
    expect(standingOf({ ...figure, n: 29 })).toBe('few');
    expect(standingOf({ ...figure, n: 1, of_many: false })).toBe('tight');
    expect(standingOf({ ...figure, value: null })).toBe('no_data');
    expect(standingOf({ ...figure, target: null })).toBe('no_target');
  });
});

describe('monthsUpTo', () => {
  it('counts over the turn of the year', () => {
    expect(monthsUpTo('2026-11', 3)).toEqual({ from: '2026-09-01', to: '2026-12-01' });
    expect(monthsUpTo('2026-01', 3)).toEqual({ from: '2025-11-01', to: '2026-02-01' });
    expect(monthsUpTo('2026-12', 1)).toEqual({ from: '2026-12-01', to: '2027-01-01' });
  });
});
