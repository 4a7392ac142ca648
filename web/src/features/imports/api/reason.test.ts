import i18next, { type TFunction } from 'i18next';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { fieldsOf, kindOf, mappingText, permittedText, reasonText } from './reason';

const texts = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Record<string, unknown>;
const all = (locale: string) => ({ translation: { ...texts(`../locales/${locale}.json`), ...texts(`../../../shared/locales/${locale}.json`), ...texts(`../../../shared/facts/locales/${locale}.json`) } });
let t: TFunction;

beforeAll(async () => {
  t = await i18next.init({ lng: 'zh-CN', resources: { 'zh-CN': all('zh-CN'), en: all('en') } });
});

describe('Why a row was rejected', () => {
  it('is told by its code in both languages, by what the server said only when the code is unknown', () => {
    const en = i18next.getFixedT('en');
    expect(reasonText({ field: 'quantity', code: 'integer', message: 'x' }, t)).toBe('要填整数。');
    expect(reasonText({ field: 'quantity', code: 'integer', message: 'x' }, en)).toBe('Not a whole number.');
    expect(reasonText({ field: '', code: 'complaint.touched', message: 'x' }, t)).toBe('导入以后有人改过这条记录。');
    expect(reasonText({ field: 'booked_on', code: 'month_closed', message: 'x' }, en)).toBe('The books of this month are closed; reopen the month first.');
    expect(reasonText({ field: 'a', code: 'never_heard_of', message: 'As it is.' }, t)).toBe('As it is.');
  });

  it('tells a row that is too long from a field that is', () => {
    expect(reasonText({ field: '', code: 'too_long', message: 'x' }, t)).toBe('这一行超过 1 MB。');
    expect(reasonText({ field: 'note', code: 'too_long', message: 'x' }, t)).toBe('太长了。');
  });

  it('says of a column what the file lacks', () => expect(mappingText({ code: 'missing', message: 'x' }, t)).toBe('文件里没有这一列。'));
});

describe('A row', () => {
  it('stands as in the file or as the fields it was read into', () => {
    expect(fieldsOf('{"a":1}')).toEqual({ a: 1 });
    expect(fieldsOf('{"a":1')).toBeNull();
    expect(fieldsOf('a,b')).toBeNull();
  });

  it('speaks of its kind of record', () => {
    expect([kindOf('survey-answers'), kindOf('parts'), kindOf('work-orders')]).toEqual(['survey_answer', 'part_request', 'work_order']);
    expect(permittedText('ledger_line', 'settled', 'yes', t)).toBe('是');
    expect(permittedText('complaint', 'grade', 'severe', t)).toBe('严重');
  });
});
