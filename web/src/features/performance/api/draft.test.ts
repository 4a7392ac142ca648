import { describe, expect, it } from 'vitest';
import { draftLines, draftText, emptyCondition, emptyDraft, missingFields, readDraft, type Draft } from './draft';

const kinds: Record<string, string> = { delivered: 'time', accepted: 'time', warranty: 'dimension', visits: 'integer', paused_ms: 'duration', excluded: 'flag', imported: 'flag', cost: 'integer' };
const kindOf = (column: string) => kinds[column];
const read = (text: string) => readDraft(text, (_, column) => kindOf(column));

const rate: Draft = {
  ...emptyDraft(), code: 'slow_orders', nameZh: '慢单率', nameEn: "The customer's wait", better: 'down', anchor: 'delivered', target: '12.5',
  leaveOut: [{ ...emptyCondition, column: 'excluded', operator: 'yes' }],
  numerator: { aggregate: 'count', of: { column: '', since: '' }, join: 'or', where: [{ ...emptyCondition, column: 'delivered', since: 'accepted', operator: '>', value: '5', durationUnit: 'd' }, { ...emptyCondition, column: 'warranty', value: "it's or not" }] },
};

describe('A picked metric', () => {
  it('is written one clause per line, quotes doubled, a share as people say it', () => {
    expect(draftText(rate, kindOf)).toBe(`metric slow_orders version 1 {
  name zh '慢单率' en 'The customer''s wait'
  fact work_order
  unit percent
  better down
  owner manager
  target 0.125
  basis event
  anchor delivered
  exclude excluded
  numerator count where delivered - accepted > 5d or warranty = 'it''s or not'
  denominator count
}`);
  });

  it('comes back from its own text', () => {
    expect(read(draftText(rate, kindOf))).toEqual(rate);
    const value: Draft = { ...emptyDraft(), code: 'wait', nameZh: '等', nameEn: 'Wait', shape: 'value', unit: 'duration_ms', anchor: 'delivered', target: '48', numerator: emptyDraft().numerator, value: { aggregate: 'percentile 90', of: { column: 'delivered', since: 'accepted' }, join: 'and', where: [{ ...emptyCondition, column: 'visits', operator: '<=', value: '2' }, { ...emptyCondition, column: 'imported', operator: 'no' }, { ...emptyCondition, column: 'warranty', operator: 'is not null' }] } };
    expect(read(draftText(value, kindOf))).toEqual(value);
    const ratio: Draft = { ...emptyDraft(), code: 'ratio', nameZh: '比', nameEn: 'Ratio', shape: 'formula', unit: 'number', top: 'complaint_count', bottom: 'delivered_count' };
    expect(read(draftText(ratio, kindOf))).toEqual(ratio);
  });

  it('is not shown where the picker would say less than the text', () => {
    const text = draftText(rate, kindOf);
    expect(read(text.replace('basis event', 'basis cohort 30d'))).toBeNull();
    expect(read(text.replace('denominator count', 'denominator count # all'))).toBeNull();
    expect(read(text.replace("warranty = 'it''s or not'", "(warranty = 'a' and visits > 1)"))).toBeNull();
    expect(read('metric')).toBeNull();
  });

  it('says which field each line comes from', () => {
    const lines = draftLines({ ...rate, anchor: '' }, kindOf);
    expect(lines[lines.findIndex(({ text }) => text.includes('anchor ?'))]?.field).toBe('anchor');
    expect(lines.find(({ text }) => text.includes('numerator'))?.field).toBe('numerator');
  });
});

describe('missingFields', () => {
  it('names what has to be filled before the metric can be tried', () => {
    expect(missingFields(rate)).toEqual([]);
    expect(missingFields(emptyDraft())).toEqual(['code', 'name', 'anchor']);
    expect(missingFields({ ...emptyDraft(), shape: 'formula' })).toEqual(['code', 'name', 'formula']);
    expect(missingFields({ ...rate, numerator: { ...rate.numerator, where: [{ ...emptyCondition, column: 'visits' }] } })).toEqual(['numerator']);
    expect(missingFields({ ...rate, shape: 'value', value: { ...rate.numerator, where: [], aggregate: 'avg' } })).toEqual(['value']);
  });
});
