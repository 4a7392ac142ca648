// Refusals in the reader's language: by code, then by what the server said.
import type { TFunction } from 'i18next';
import { ApiError, OfflineError, statusCode, type FieldProblem } from '@/api/problem';

/** One sentence for the whole failure. */
export function errorText(error: unknown, t: TFunction): string {
  if (error instanceof OfflineError) return t('error.offline');
  if (!(error instanceof ApiError)) return t('error.unexpected');
  if (error.status === 429 && error.retryAfterSeconds) return t('error.too_many_requests_wait', { seconds: error.retryAfterSeconds });
  return refusalText(error.code, t) || known(`error.code.${statusCode(error.status)}`, t) || error.problem.detail || t('error.unexpected');
}

const known = (key: string, t: TFunction) => {
  const text = t(key, { defaultValue: '' });
  return typeof text === 'string' ? text : '';
};

/** What is said of a code of a refusal; empty for one that this app does not know. */
export function refusalText(code: string, t: TFunction): string {
  const last = code.split('.').at(-1) ?? '';
  return (
    known(`error.code.${code}`, t) ||
    (code.startsWith('work_order.') ? known(`work_order.refusal.${last}`, t) : '') ||
    (last.endsWith('_taken') ? t('error.code.taken') : '') ||
    known(`error.code.${last}`, t)
  );
}

/** The sentence under one field. */
export function fieldMessage(problem: FieldProblem, t: TFunction): string {
  return t(`error.field.${problem.code}`, { defaultValue: '' }) || problem.message || t('error.field.invalid');
}
