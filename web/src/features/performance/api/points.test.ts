// Points come together as steps; their checks are found in the list of records.
import { describe, expect, it } from 'vitest';
import { checksPath, stepsOf, steps, type PointFigure } from './points';

function point(step: string, state: string, conforming: number, required: number, checks: PointFigure['checks'] = []): PointFigure {
  return { step, state, checks, now: { month: '2026-11', conforming, required }, before: [] } as unknown as PointFigure;
}

describe('The way of an order', () => {
  const way = stepsOf([point('qc', 'holding', 40, 40), point('qc', 'weak', 60, 80), point('part', 'few', 3, 3), point('quote', 'no_data', 0, 0)]);
  it('has every step, with or without points', () => expect(way.map(({ step }) => step)).toEqual([...steps]));
  it('takes the points of a step together and shows the worst', () => expect(way.find(({ step }) => step === 'qc')).toEqual({ step: 'qc', points: 2, conforming: 100, required: 120, share: 100 / 120, state: 'weak' }));
  it('says nothing where nothing was counted', () => {
    expect(way.find(({ step }) => step === 'quote')).toMatchObject({ points: 1, share: null, state: 'no_data' });
    expect(way.find(({ step }) => step === 'intake')).toMatchObject({ points: 0, state: 'no_data' });
  });
});

describe('Checks behind a point', () => {
  it('are those of the month with the text that most carry', () => expect(checksPath(point('qc', 'weak', 1, 2, [{ quality_point: '烤机', conforming: 1, required: 2 }]), '2026-11-30')).toBe('/records/check?quality_point=%E7%83%A4%E6%9C%BA&from=2026-11-01&until=2026-11-30'));
  it('are none where a metric tells it', () => expect(checksPath(point('part', 'below', 8, 9), '2026-11-30')).toBeNull());
});
