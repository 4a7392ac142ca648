import { describe, expect, it } from 'vitest';
import { flowPicture, movementOf, ofBoth, type FlowCell } from './flow';

const cell = (before: FlowCell['before'], now: FlowCell['now'], customers: number): FlowCell => ({ before, now, customers });

describe('movementOf', () => {
  it('rises and falls along the ladder; who was silent came or left', () => {
    expect(movementOf({ before: 'satisfied', now: 'very_satisfied' })).toBe('risen');
    expect(movementOf({ before: 'very_satisfied', now: 'complaint' })).toBe('fallen');
    expect(movementOf({ before: 'complaint', now: 'complaint' })).toBe('kept');
    expect(movementOf({ before: 'first_answer', now: 'satisfied' })).toBe('came');
    expect(movementOf({ before: 'satisfied', now: 'no_answer' })).toBe('left');
  });
});

describe('flowPicture', () => {
  const cells = [cell('satisfied', 'very_satisfied', 2), cell('very_satisfied', 'very_satisfied', 5), cell('very_satisfied', 'complaint', 1), cell('first_answer', 'satisfied', 2)];

  it('gives every step its customers, from the top of the ladder down, with a gap between', () => {
    const { left, right } = flowPicture(cells, 120, 10);
    // Ten customers in 120 less two gaps: ten pixels each.
    expect(left).toEqual([{ step: 'very_satisfied', customers: 6, top: 0, height: 60 }, { step: 'satisfied', customers: 2, top: 70, height: 20 }, { step: 'first_answer', customers: 2, top: 100, height: 20 }]);
    expect(right.map(({ step, customers }) => [step, customers])).toEqual([['very_satisfied', 7], ['satisfied', 2], ['complaint', 1]]);
  });

  it('stacks ribbons without overlap on both sides', () => {
    const { ribbons } = flowPicture(cells, 120, 10);
    expect(ribbons.map(({ cell: of, left, right, height }) => [of.before, of.now, left, right, height])).toEqual([
      ['very_satisfied', 'very_satisfied', 0, 0, 50], ['very_satisfied', 'complaint', 50, 110, 10], ['satisfied', 'very_satisfied', 70, 50, 20], ['first_answer', 'satisfied', 100, 80, 20]]);
  });

  it('is empty without customers', () => expect(flowPicture([], 100, 8)).toEqual({ left: [], right: [], ribbons: [] }));
  it('knows who spoke in both months', () => expect(ofBoth(cells)).toHaveLength(3));
});
