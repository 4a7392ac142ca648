import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import { isRecordKind, recordKinds, recordPath } from '@/shared/facts/facts';
import { kinds } from './kinds';
import { sorted, titleOf, valueText, type PlainRecord } from './values';

const t = ((key: string, more?: { defaultValue?: string }) => more?.defaultValue ?? key) as TFunction;
const record = { id: 'x', part_no: '01AB', state: 'judged', work_order_id: 'o', work_order_no: 'WO-1', site_id: 's', site_name: '文三路站', cost: { amount: 12345, currency: 'CNY' }, issued_at: '2026-03-02T01:00:00.000Z', received_at: '2026-03-01T01:00:00.000Z', note: 'n', serial_no: '', version: 3 } as unknown as PlainRecord;

describe('sorted', () => {
  it('tells facts, times in their order and texts apart; ids and empty fields are left out', () => expect(sorted(record)).toEqual({ facts: ['part_no', 'site_name', 'cost'], times: ['received_at', 'issued_at'], texts: ['note'] }));
});

describe('valueText', () => {
  it('knows money, truth, minutes and numbers', () => {
    expect(valueText('part_unit', 'cost', record['cost'], t, 'en')).toBe('¥123.45');
    expect(valueText('check', 'required', true, t, 'en')).toBe('fact.yes');
    expect(valueText('work_time', 'available_min', 480, t, 'en')).toBe('format.hours');
    expect(valueText('check', 'points_got', 8, t, 'en')).toBe('8');
  });
  it('is empty for what is not known', () => expect(valueText('complaint', 'closed_at', null, t, 'en')).toBe(''));
  it('keeps a day a day', () => expect(valueText('ledger_line', 'booked_on', '2020-03-31', t, 'zh-CN')).toBe('2020/3/31'));
});

describe('records', () => {
  it('have a title', () => expect(titleOf('part_unit', record, t, 'en')).toBe('01AB'));
  it('open in two clicks, whatever their kind', () => {
    for (const kind of recordKinds) expect(recordPath(kind, '7')).toBe(kind === 'asset' ? '/assets/7' : `/records/${kind}/7`);
    expect(recordPath('work_order', '7')).toBe('/work-orders/7');
    expect(recordPath('pulse', '7')).toBeNull();
  });
  it('are all described', () => expect(Object.keys(kinds).every(isRecordKind)).toBe(true));
});
