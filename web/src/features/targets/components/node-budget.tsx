// What may still go wrong this month, as small as a node of the tree allows: squares while they are few, else numbers.
import { useTranslation } from 'react-i18next';
import { BudgetSquares } from '@/shared/landing/budget';
import type { LandingLine } from '@/shared/landing/model';

const mostSquares = 5;

/** `quiet`: of one person's few records nothing is judged. */
export function NodeBudget({ budget, quiet = false }: { budget: NonNullable<LandingLine['error_budget']>; quiet?: boolean }) {
  const { t } = useTranslation();
  const left = Math.floor(budget.left + 1e-9);
  const squares = Math.max(Math.floor(budget.allowed + 1e-9), Math.round(budget.used));
  return (
    <span className="row g8 nw">
      {squares > 0 && squares <= (quiet ? 3 : mostSquares) ? <BudgetSquares allowed={budget.allowed} used={budget.used} /> : squares > 0 && <span className="i2">{t('targets.used', { used: Math.round(budget.used), allowed: Math.max(0, Math.floor(budget.allowed + 1e-9)) })}</span>}
      {left < 0 ? <b className={quiet ? 'i2' : 'bad'}>{t('targets.over', { count: -left })}</b> : <span className={quiet ? 'i2' : left === 0 ? 'b bad' : ''}>{t('targets.left', { count: left })}</span>}
    </span>
  );
}
