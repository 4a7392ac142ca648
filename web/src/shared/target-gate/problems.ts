// Refusals of targets in the reader's language, where they say more than the general ones.
import type { TFunction } from 'i18next';
import { ApiError, fieldProblems, type FieldProblem } from '@/api/problem';
import { errorText } from '@/shared/ui/error-text';

/** Field errors with this feature's words; the code is taken away so that they are shown as they are. */
export function problemsOf(error: unknown, t: TFunction): Record<string, FieldProblem[]> {
  return Object.fromEntries(Object.entries(fieldProblems(error)).map(([name, list]) => [name, list.map((problem) => {
    const text = t(`targets.field.${problem.code.replace('.', '_')}`, { defaultValue: '' });
    return text ? { ...problem, code: '-', message: text } : problem;
  })]));
}

/** One sentence for a refusal that belongs to no field. */
export function refusal(error: unknown, t: TFunction): string {
  const own = error instanceof ApiError ? t(`targets.refusal.${error.code.replace('.', '_')}`, { defaultValue: '' }) : '';
  return own || errorText(error, t);
}
