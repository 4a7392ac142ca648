import { describe, expect, it } from 'vitest';
import { readColumns, toQuery } from './views';

const of = (text: string) => toQuery(new URLSearchParams(text), 'me', null);

describe('The list address', () => {
  it('shows open orders by promise when it says nothing', () => expect(of('')).toEqual({ open: true, limit: 50, sort: 'promise_at' }));
  it('searches everywhere unless a view was chosen', () => {
    expect(of('q=云帆')).toEqual({ q: '云帆', limit: 50, sort: 'promise_at' });
    expect(of('q=云帆&view=overdue')).toMatchObject({ open: true, overdue: true });
  });
  it('keeps filters beside the view', () => expect(of('view=mine&warranty=unknown')).toMatchObject({ technician_id: 'me', warranty: 'unknown' }));
  it('lets a state replace that of the view', () => expect(of('view=closed&state=closed')).toMatchObject({ state: ['closed'], sort: '-updated_at' }));
  it('ignores columns that it does not know', () => expect(readColumns(new URLSearchParams('cols=no,made_up,promise'), null)).toEqual(['no', 'promise']));
});
