import { describe, expect, it } from 'vitest';
import type { Asset, Customer, WorkOrderRow } from '@/api/types';
import { coverOf, emptyForm, filledCount, repeatOf, toCommand } from './intake';

const asset = {
  id: 'a1', entitlements: [{ state: 'active', starts_on: '2024-08-16', ends_on: '2026-08-15' }],
} as unknown as Asset;
const customer = { id: 'c1', name: '罗海燕' } as unknown as Customer;

describe('The intake form', () => {
  it('names by id what the serial and the phone brought', () => {
    const form = { ...emptyForm, serial: ' pf4m8t2c ', name: '罗海燕', phone: '139 5712 2087', symptom: '风扇响 ', wish: '周末要用；别再响', priceLimit: '300' };
    expect(toCommand(form, { asset, customer, site: 's1' })).toEqual({
      service_type: 'carry_in', site_id: 's1', asset_id: 'a1', customer_id: 'c1', symptom_text: '风扇响',
      expectations: [{ kind: 'expectation', text: '周末要用' }, { kind: 'expectation', text: '别再响' }], price_limit: { amount: 30000, currency: 'CNY' },
    });
  });
  it('gives a new customer and a new machine inline', () => {
    const form = { ...emptyForm, serial: 'pf4m8t2c', modelId: 'm1', name: '新客', phone: '139-5712-2087', symptom: 'x' };
    expect(toCommand(form, { asset: null, customer, site: null })).toEqual({
      service_type: 'carry_in', serial_no: 'PF4M8T2C', model_id: 'm1', customer: { name: '新客', phone: '13957122087' }, symptom_text: 'x',
    });
  });
  it('counts what is filled', () => expect(filledCount({ ...emptyForm, serial: 'x', accessories: ['包'] })).toBe(3));
});

describe('The machine', () => {
  it('is covered inside its entitlement', () => {
    expect(coverOf(asset, '2026-08-15')).toEqual({ warranty: 'in_warranty', until: '2026-08-15' });
    expect(coverOf(asset, '2026-08-16').warranty).toBe('out_of_warranty');
    expect(coverOf({ ...asset, entitlements: [] }, '2026-01-01')).toEqual({ warranty: 'unknown', until: null });
  });
  it('is a repeat when it was given back at most 30 days ago', () => {
    const at = (delivered_at: string | null) => ({ delivered_at }) as unknown as WorkOrderRow;
    const now = new Date('2026-03-12T02:00:00Z');
    // 25 February to 12 March: 15 days.
    expect(repeatOf([at(null), at('2026-02-25T02:00:00Z'), at('2025-12-01T00:00:00Z')], now)?.days).toBe(15);
    expect(repeatOf([at('2026-02-09T02:00:00Z')], now)).toBeNull();
  });
});
