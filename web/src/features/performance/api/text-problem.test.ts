import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import { ApiError } from '@/api/problem';
import { indexOf, problemText, spanAt, textProblems } from './text-problem';

const refused = (message: string, code = 'syntax') => textProblems(new ApiError({ status: 422, code: 'invalid', errors: [{ pointer: '/text', code, message }] }));
const t = ((key: string, values?: Record<string, unknown>) => values?.['defaultValue'] === '' ? '' : `${key} ${JSON.stringify(values ?? {})}`) as unknown as TFunction;

describe('A complaint about a text', () => {
  it('has a place, a message without it, and the name that was meant', () => {
    expect(refused("8:10: 'deliverd' is no time stamp of work_order; did you mean 'delivered'?", 'unknown_name')).toEqual([
      { line: 8, column: 10, code: 'unknown_name', message: "'deliverd' is no time stamp of work_order; did you mean 'delivered'?", meant: 'delivered' }]);
    expect(refused('too long')[0]).toMatchObject({ line: null, message: 'too long', meant: null });
    expect(textProblems(new Error('x'))).toEqual([]);
  });

  it('is found in the text by characters', () => {
    const text = "metric a\n  name zh '慢𠮷' en 'x' unti";
    expect(text.slice(indexOf(text, 2, 23))).toBe('unti');
    expect(indexOf('ab', 9, 9)).toBe(2);
    expect(spanAt('anchor deliverd x', 7)).toEqual([7, 15]);
    expect(spanAt('ab', 2)).toEqual([2, 3]);
  });

  it('reads in the language of the reader', () => {
    const say = (message: string, language = 'zh-CN') => problemText(refused(message)[0] ?? { line: 1, column: 1, code: '', message: '', meant: null }, language, t);
    expect(say("1:1: expected 'version', found '{'", 'en')).toBe("Expected 'version', found '{'");
    expect(say("1:1: expected 'version', found the end")).toContain('performance.writing.expected {"wanted":"\'version\'","found":"performance.writing.found.end');
    expect(say("1:1: 'a' is no time stamp of work_order; did you mean 'b'?")).toContain('performance.writing.unknown.time_stamp {"name":"a"}performance.writing.meant {"name":"b"}');
    expect(say("1:1: metric x: 'unit' is missing")).toContain('performance.writing.missing {"name":"unit"}');
    expect(say('1:1: cannot compare a duration and a whole number')).toContain('performance.writing.incomparable');
    expect(say('1:1: something new')).toBe('something new');
  });
});
