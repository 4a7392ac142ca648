import { describe, expect, it } from 'vitest';
import { byMissing, dearest, missing, pointsText } from './score';

const row = (weight: number, points: number | null, standing: 'scored' | 'no_data' = 'scored') => ({ weight, scored_weight: points == null ? 0 : weight, points, standing, contribution: points == null ? 0 : (weight * points) / 100 });

describe('Points', () => {
  it('are shown with one decimal', () => {
    expect([87.5701, 100, null].map(pointsText)).toEqual(['87.6', '100.0', '–']);
  });
  it('name what costs the most: weight times what is missing', () => {
    const rows = [row(20, 120), row(10, 0), row(30, 80), row(40, null, 'no_data')];
    expect(rows.map(missing)).toEqual([0, 10, 6, 0]);
    expect(dearest(rows)).toBe(rows[1]);
    expect(byMissing(rows)[1]).toBe(rows[2]);
    expect(dearest([row(50, 100), row(50, 110)])).toBeNull();
  });
});
