// A failing check in words that name its cell.
import type { TFunction } from 'i18next';
import type { CellProblem } from '../api/grid';

export function checkText(problem: CellProblem, name: (metric: string) => string, t: TFunction): string {
  const blanks = { role: problem.role ? t(`role.${problem.role}`) : '', metric: problem.metric ? name(problem.metric) : '', actual: problem.actual ?? '' };
  return t(`targets.failure.${problem.code}`, { ...blanks, defaultValue: t('targets.failure.other', blanks) });
}
