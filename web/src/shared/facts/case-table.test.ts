import i18next from 'i18next';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { caseName, cellText, shownColumns, type CaseColumn, type CaseRow } from './case-table';

const texts = (locale: string) => Object.assign({}, ...['.', '..'].map((folder) => JSON.parse(readFileSync(new URL(`${folder}/locales/${locale}.json`, import.meta.url), 'utf8')) as object)) as Record<string, unknown>;
beforeAll(async () => {
  await i18next.init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: texts('zh-CN') }, en: { translation: texts('en') } }, interpolation: { escapeValue: false } });
});
const zh = () => i18next.getFixedT('zh-CN');
const en = () => i18next.getFixedT('en');

const column = (field: string, kind: string): CaseColumn => ({ field, kind, name_zh: '', name_en: '' });
const sale: CaseRow = { kind: 'sales_line', id: '0abc', no: 'sale-17633', at: '2026-11-03T02:00:00Z', cells: [{ text: '延保一年' }, { number: 39900 }] };
const saleColumns = [column('product', 'choice'), column('amount', 'money')];

describe('a record behind a value', () => {
  it('goes by what was sold, not by a number that says nothing', () => {
    expect(caseName(sale, saleColumns, 0, zh(), 'zh-CN')).toBe('延保一年');
    expect(shownColumns(saleColumns, 'sales_line').map(({ column: { field }, index }) => [field, index])).toEqual([['amount', 1]]);
  });
  it('goes by its month where it is of a whole one', () => {
    const quota: CaseRow = { kind: 'sales_quota', id: '0abc', no: 'quota-1', at: '2026-10-31T16:00:00Z', cells: [] };
    expect(caseName(quota, [], 0, zh(), 'zh-CN')).toBe('2026年11月 销售定额');
  });
  it('keeps the number that people know', () => {
    expect(caseName({ kind: 'work_order', id: '0abc', no: 'WO-2611-000387', cells: [] }, [], 0, en(), 'en')).toBe('WO-2611-000387');
  });
  it('reads in the words of the screen', () => {
    expect(cellText('survey_answer', column('class', 'choice'), { text: 'dissatisfied' }, zh())).toBe('不满意');
    expect(cellText('ledger_line', column('cost_type', 'choice'), { text: 'parts' }, zh())).toBe('备件');
    expect(cellText('sales_line', column('amount', 'money'), { number: 39900 }, en())).toBe('¥399');
    expect(cellText('work_order', column('reopened_at', 'time'), {}, zh())).toBe('');
    expect(cellText('survey_answer', column('valid', 'flag'), { yes: true }, en())).toBe('Yes');
  });
});
