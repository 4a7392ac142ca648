// Refusals in the reader's language: by code, then by what the server said.
import type { TFunction } from 'i18next';
import { ApiError, OfflineError, statusCode, type FieldProblem } from '@/api/problem';

/** One sentence for the whole failure. */
export function errorText(error: unknown, t: TFunction): string {
  if (error instanceof OfflineError) return t('error.offline');
  if (!(error instanceof ApiError)) return t('error.unexpected');
  if (error.status === 429 && error.retryAfterSeconds) return t('error.too_many_requests_wait', { seconds: error.retryAfterSeconds });
  const known = (key: string) => {
    const text = t(key, { defaultValue: '' });
    return typeof text === 'string' ? text : '';
  };
  const last = error.code.split('.').at(-1) ?? '';
  return (
    known(`error.code.${error.code}`) ||
    (error.code.startsWith('work_order.') ? known(`work_order.refusal.${last}`) : '') ||
    (last.endsWith('_taken') ? t('error.code.taken') : '') ||
    known(`error.code.${last}`) ||
    known(`error.code.${statusCode(error.status)}`) ||
    error.problem.detail || t('error.unexpected')
  );
}

/** The sentence under one field. */
export function fieldMessage(problem: FieldProblem, t: TFunction): string {
  return t(`error.field.${problem.code}`, { defaultValue: '' }) || problem.message || t('error.field.invalid');
}
