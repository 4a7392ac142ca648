// Refusals: field errors at their fields, words by code, the server's own words last.
import i18next from 'i18next';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { errorText, fieldMessage } from '@/shared/ui/error-text';
import { ApiError, OfflineError, fieldName, fieldProblems, toProblem } from './problem';

beforeAll(async () => {
  const texts = JSON.parse(readFileSync(new URL('../shared/locales/zh-CN.json', import.meta.url), 'utf8')) as Record<string, unknown>;
  await i18next.init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: texts } } });
});

describe('Field problems', () => {
  const error = new ApiError({
    status: 422, code: 'invalid',
    errors: [
      { pointer: '/contacts/0/phone', code: 'too_long', message: 'longer than 20' },
      { pointer: '/name', code: 'required', message: 'is missing' },
      { pointer: '/name', code: 'made_up', message: 'is odd' },
    ],
  });
  it('stand at their fields, all of them', () => {
    const problems = fieldProblems(error);
    expect(Object.keys(problems)).toEqual(['contacts.0.phone', 'name']);
    expect(problems.name?.map((problem) => fieldMessage(problem, i18next.t))).toEqual(['必填。', 'is odd']);
  });
  it('have names without the escapes of JSON pointers', () => expect(fieldName('#/a~1b/c~0d')).toBe('a/b.c~d'));
});

describe('Refusals', () => {
  it('are worded by their code', () => expect(errorText(new ApiError({ status: 403, code: 'forbidden' }), i18next.t)).toContain('权限'));
  it('fall back from the code to its last word, to the status, to what the server said', () => {
    expect(errorText(new ApiError({ status: 401, code: 'session.wrong_login' }), i18next.t)).toBe('账号或密码不对。');
    expect(errorText(new ApiError({ status: 404, code: 'work_order.not_found' }), i18next.t)).toContain('找不到');
    expect(errorText(new ApiError({ status: 409, code: 'site.code_taken' }), i18next.t)).toBe('已经有了。');
    expect(errorText(new ApiError({ status: 409, code: 'made_up' }), i18next.t)).toContain('现在的状态');
    expect(errorText(new ApiError({ status: 418, code: 'made_up', detail: '茶壶' }), i18next.t)).toBe('茶壶');
  });
  it('tell the wait when there were too many', () => expect(errorText(new ApiError({ status: 429, code: 'too_many_requests' }, 12), i18next.t)).toContain('12 秒'));
  it('say when nothing answered', () => expect(errorText(new OfflineError(), i18next.t)).toContain('连不上'));
  it('get a code from the status when the body is none of ours', () => {
    expect(toProblem(502, '<html>').code).toBe('internal');
    expect(toProblem(412, null).code).toBe('stale');
    expect(new ApiError(toProblem(412, null)).stale).toBe(true);
  });
});
