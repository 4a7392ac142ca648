// The filters in the address and the order of urgency.
import { describe, expect, it } from 'vitest';
import type { Alert } from '@/shared/alerts/words';
import { byUrgency, readFilter, toQuery } from './alerts';

const alert = (id: string, more: Partial<Alert>): Alert => ({ id, severity: 'warning', due_at: null, value: 0, ...more }) as Alert;

describe('Warnings', () => {
  it('are the open ones of one’s own when the address says nothing', () => {
    expect(toQuery(readFilter(new URLSearchParams()), 'a-site')).toEqual({ limit: 200, owner: 'me', open: true });
  });
  it('are limited to the chosen site when everybody’s are shown', () => {
    expect(toQuery(readFilter(new URLSearchParams('whose=all&state=dismissed&severity=severe')), 'a-site')).toEqual({ limit: 200, site_id: 'a-site', severity: ['severe'], state: ['dismissed'] });
  });
  it('stand by gravity, then by what is due first, then by the least chance', () => {
    const list = [alert('a', { value: 0.4 }), alert('b', { value: 0.1 }), alert('c', { due_at: '2026-03-02T00:00:00Z' }), alert('d', { due_at: '2026-03-01T00:00:00Z' }), alert('e', { severity: 'severe' })];
    expect([...list].sort(byUrgency).map(({ id }) => id)).toEqual(['e', 'd', 'c', 'b', 'a']);
  });
});
