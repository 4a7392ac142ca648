import { describe, expect, it } from 'vitest';
import { betterBy, keptOf, partsOf, winsOf, type Calibration, type CalibrationLine } from './calibration';

const share = (hits: number, n: number, low: number, high: number) => ({ hits, n, share: hits / n, low, high });

describe('Bands', () => {
  it('are kept when what they said lies within the interval', () => {
    expect(keptOf(share(79, 100, 0.7, 0.86), 0.8)).toBe('kept');
    expect(keptOf(share(60, 100, 0.5, 0.69), 0.8)).toBe('too_narrow');
    expect(keptOf(share(95, 100, 0.89, 0.98), 0.8)).toBe('too_wide');
  });
  it('are not judged on few forecasts', () => expect(keptOf(share(10, 10, 0.72, 1), 0.8)).toBe('few'));
});

describe('Errors', () => {
  it('are told against a plain rule', () => {
    expect(betterBy(0.69)).toBe(31);
    expect(betterBy(1.2)).toBe(-20);
    expect(betterBy(null)).toBeNull();
    const lines = [0.5, 0.9, 1.3, null].map((crps_to_run_rate) => ({ crps_to_run_rate }) as CalibrationLine);
    expect(winsOf(lines, ({ crps_to_run_rate }) => crps_to_run_rate)).toEqual({ wins: 2, all: 3 });
  });
});

describe('Calibration', () => {
  it('is told as a whole, by kind and by day', () => {
    const calibration = { items: [{ metric_class: null, day: null }, { metric_class: 'rate', day: null }, { metric_class: null, day: 10 }], reliability: [] } as unknown as Calibration;
    const { all, byClass, byDay } = partsOf(calibration);
    expect(all).toBe(calibration.items[0]);
    expect(byClass).toEqual([calibration.items[1]]);
    expect(byDay).toEqual([calibration.items[2]]);
    expect(partsOf(undefined)).toEqual({ all: undefined, byClass: [], byDay: [] });
  });
});
