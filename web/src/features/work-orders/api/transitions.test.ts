import { describe, expect, it } from 'vitest';
import type { WorkOrder } from '@/api/types';
import { shownSteps } from '@/shared/work-orders/model';
import { differences } from './transitions';

const order = {
  service_type: 'carry_in', state: 'waiting_part', accepted_at: '2026-03-09T03:20:00Z', diagnosed_at: '2026-03-09T07:40:00Z', promise: { changes: 0 },
  technician_name: '王建军', expectations: [],
} as unknown as WorkOrder;

describe('Differences between versions', () => {
  it('name only what changed', () => {
    expect(differences(order, { ...order, state: 'repairing' })).toEqual([{ field: 'state', before: 'waiting_part', after: 'repairing' }]);
    expect(differences(order, { ...order })).toEqual([]);
  });
});

describe('Steps of the way', () => {
  it('leave out what this order never needed', () => {
    const codes = shownSteps(order).map(({ code, status }) => `${code}:${status}`);
    // No quote was sent, so the step is not shown; the part is where it stands.
    expect(codes).toEqual(['accepted:done', 'diagnosing:done', 'waiting_part:current', 'repairing:ahead', 'qc:ahead', 'ready:ahead', 'delivered:ahead', 'closed:ahead']);
  });
  it('are all behind once it is closed', () => expect(shownSteps({ ...order, state: 'closed' }).every(({ status }) => status === 'done')).toBe(true));
});
