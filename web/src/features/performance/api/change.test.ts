import { describe, expect, it } from 'vitest';
import type { KpiCell } from '@/api/types';
import { changeOf, isFew, missing } from './change';

const cell = (value: number | null, n: number, interval: [number, number] | null = null) => ({ value, n, interval }) as unknown as KpiCell;

describe('changeOf', () => {
  it('says nothing on few records', () => expect(changeOf(cell(0.5, 29), cell(0.9, 100), 'up', 'percent')).toBe('none'));
  it('says nothing of volume', () => expect(changeOf(cell(10, 10), cell(90, 90), 'neither', 'count')).toBe('none'));
  it('calls it unchanged inside the interval', () => expect(changeOf(cell(0.92, 100, [0.85, 0.96]), cell(0.95, 100), 'up', 'percent')).toBe('same'));
  it('knows which way is better', () => {
    expect(changeOf(cell(0.5, 100, [0.4, 0.6]), cell(0.9, 100), 'up', 'percent')).toBe('worse');
    expect(changeOf(cell(0.5, 100, [0.4, 0.6]), cell(0.9, 100), 'down', 'percent')).toBe('better');
  });
  it('takes chance into account where things are counted', () => {
    expect(changeOf(cell(6, 6), cell(4, 4), 'down', 'count')).toBe('same');
    expect(changeOf(cell(60, 60), cell(20, 20), 'down', 'count')).toBe('worse');
  });
});

describe('missing', () => {
  it('counts up to thirty, for what is judged at all', () => {
    expect(missing(cell(1, 11), 'percent')).toBe(19);
    expect(missing(cell(1, 40), 'percent')).toBe(0);
    expect(missing(cell(1, 3), 'money')).toBe(0);
  });
  it('agrees with what is few', () => expect(isFew(cell(1, 11), 'duration_ms')).toBe(true));
});
