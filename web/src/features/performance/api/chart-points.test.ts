import { describe, expect, it } from 'vitest';
import type { ControlChartAnswer } from './answers';
import { drawn, keptApart, rangeOf } from './chart-points';

const point = (index: number, value: number | null, n = 50, lower: number | null = 0.8) => ({ index, label: `2026-01-0${index + 1}`, phase: 0, n, value, centre: 0.9, lower, upper: 1, in_baseline: true, signals: [] });
const answer = {
  cells: { cells: [{ n: 0 }, { n: 0 }, { n: 3 }, { n: 4 }, { n: 5 }] },
  chart: {
    kind: 'p', provisional: true, phases: [{ first: 0, last: 3, reason: '', frozen: false, provisional: false }, { first: 4, last: 4, reason: 'new bench', frozen: false, provisional: true }],
    panels: [{ kind: 'main', points: [0, 1, 2, 3, 4].map((index) => point(index, index < 2 ? null : 0.9)), signals: [{ rule: 'nelson1', direction: 'down', at: 2, points: [2] }, { rule: 'nelson3', direction: 'down', at: 4, points: [2, 3, 4] }] }],
  },
  phases: [],
} as unknown as ControlChartAnswer;

describe('drawn', () => {
  const chart = drawn(answer);
  it('begins at the first point with data', () => expect(chart.points).toHaveLength(3));
  it('moves signals along, newest first', () => expect(chart.signals.map(({ rule, points, from, to }) => [rule, points, from, to])).toEqual([['nelson3', [0, 1, 2], '2026-01-03', '2026-01-05'], ['nelson1', [0], '2026-01-03', '2026-01-03']]));
  it('moves phases along', () => expect(chart.phases.map(({ first, last, reason }) => [first, last, reason])).toEqual([[0, 1, ''], [2, 2, 'new bench']]));
});

describe('rangeOf', () => {
  it('is not stretched by the limits of a point with one case', () => {
    const [low] = rangeOf([point(0, 0.9), point(1, 0.92), point(2, 1, 1, 0.1)]);
    expect(low).toBeGreaterThan(0.7);
  });
  it('knows nothing without values', () => expect(rangeOf([])).toEqual([undefined, undefined]));
});

describe('labels of limits', () => {
  it('stay where they are while there is room', () => {
    expect(keptApart([20, 100, 200], 16, 8, 292)).toEqual([20, 100, 200]);
  });
  it('move apart where limits lie close or on each other, in their order', () => {
    const places = keptApart([100, 100, 104], 16, 8, 292);
    expect(places).toEqual([100, 116, 132]);
  });
  it('stay within the picture at its lower and upper edge', () => {
    expect(keptApart([290, 291, 292], 16, 8, 292)).toEqual([260, 276, 292]);
    expect(keptApart([0, 2, 4], 16, 8, 292)).toEqual([8, 24, 40]);
  });
});
