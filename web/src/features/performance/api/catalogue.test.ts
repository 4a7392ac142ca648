import { describe, expect, it } from 'vitest';
import { boardGroups, classOf, isOffered, twelve } from './catalogue';

const metric = (code: string, fact: string, name = code) => ({ code, name_zh: name, name_en: code, facts: [fact] });
const some = [metric('backlog', 'work_order', '积压'), metric('csat_rate', 'survey_answer', '满意率'), metric('nps', 'survey_answer', '净推荐值'), metric('mine', 'ledger_line'), metric('ftfr', 'work_order', '一次解决率')];

describe('boardGroups', () => {
  it('puts the twelve first, in the order of the deck, and repeats none', () => {
    const groups = boardGroups(some, 'all', '');
    expect(groups.map(({ name }) => name)).toEqual(['twelve', 'cs', 'pr', 'fn']);
    expect(groups[0]?.metrics.map(({ code }) => code)).toEqual(['csat_rate', 'ftfr']);
    expect(groups.flatMap(({ metrics }) => metrics)).toHaveLength(some.length);
  });
  it('shows a chosen class with its share of the twelve', () => expect(boardGroups(some, 'cs', '').flatMap(({ metrics }) => metrics.map(({ code }) => code))).toEqual(['csat_rate', 'nps']));
  it('finds by either name, by code and by several words', () => {
    const found = (text: string) => boardGroups(some, 'all', text).flatMap(({ metrics }) => metrics.map(({ code }) => code));
    expect(found('满意')).toEqual(['csat_rate']);
    expect(found('NPS')).toEqual(['nps']);
    expect(found('csat 率')).toEqual(['csat_rate']);
    expect(found('xyz')).toEqual([]);
  });
  it('has twelve', () => expect(new Set(twelve).size).toBe(12));
});

describe('classOf', () => {
  it('puts a metric that people wrote where its records belong', () => expect(classOf(metric('mine', 'part_unit'))).toBe('tp'));
});

describe('isOffered', () => {
  it('offers what all facts have', () => {
    expect(isOffered('class', ['survey_answer'])).toBe(true);
    expect(isOffered('class', ['work_order'])).toBe(false);
    expect(isOffered('technician', ['complaint', 'work_order'])).toBe(true);
    expect(isOffered('technician', ['headcount'])).toBe(false);
    expect(isOffered('colour', ['work_order'])).toBe(true);
    expect(isOffered('colour', ['complaint'])).toBe(false);
  });
});
