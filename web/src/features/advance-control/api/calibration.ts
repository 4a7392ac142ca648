// How good forecasts were, sorted for reading.
// Owns what counts as kept: the said share lies within the interval of what was counted.
import type { components } from '@/api/schema';

export type Calibration = components['schemas']['Calibration'];
export type CalibrationLine = components['schemas']['CalibrationLine'];
export type CountedShare = components['schemas']['CountedShare'];
export type ReliabilityStep = components['schemas']['ReliabilityStep'];

/** Fewer forecasts than this say nothing yet. */
export const enough = 30;

export interface CalibrationParts { all: CalibrationLine | undefined; byClass: CalibrationLine[]; byDay: CalibrationLine[] }

export function partsOf(calibration: Calibration | undefined): CalibrationParts {
  const items = calibration?.items ?? [];
  return {
    all: items.find(({ metric_class, day }) => metric_class == null && day == null),
    byClass: items.filter(({ metric_class }) => metric_class != null),
    byDay: items.filter(({ day }) => day != null),
  };
}

export type Kept = 'kept' | 'too_narrow' | 'too_wide' | 'few';

/** Whether bands held as often as they said; none is told of few forecasts. */
export function keptOf(counted: CountedShare, said: number): Kept {
  if (counted.n < enough || counted.low == null || counted.high == null) return 'few';
  if (counted.high < said) return 'too_narrow';
  return counted.low > said ? 'too_wide' : 'kept';
}

/** How much smaller (above 0) or larger the error is than that of a plain rule, in whole per cent. */
export function betterBy(ratio: number | null | undefined): number | null {
  return ratio == null ? null : Math.round((1 - ratio) * 100);
}

/** Of so many kinds of metrics the forecast beats a plain rule in how many. */
export function winsOf(lines: readonly CalibrationLine[], ratio: (line: CalibrationLine) => number | null | undefined): { wins: number; all: number } {
  const told = lines.map(ratio).filter((one): one is number => one != null);
  return { wins: told.filter((one) => one < 1).length, all: told.length };
}
