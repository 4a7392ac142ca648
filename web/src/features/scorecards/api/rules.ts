// The terms of a bonus as a form: amounts in yuan as typed, the server has cents.
import type { Money } from '@/api/types';
import { parseMoney } from '@/shared/format/money';
import type { BonusRule, SetBonusRule } from './hooks';

type Terms = Pick<BonusRule, 'bases' | 'curve' | 'points' | 'unscored_factor' | 'cap' | 'additions' | 'deductions' | 'silent_days'>;
export interface CaseForm { metric: string; amount: string; at_most: string }
export interface RuleForm {
  bases: Record<string, string>; curve: Terms['curve']; points: { score: string; factor: string }[]; unscored_factor: string; cap: string; additions: CaseForm[]; deductions: CaseForm[]; silent_days: string;
}

export const baseRoles = ['manager', 'info_supervisor', 'tech_supervisor', 'info_clerk', 'technician', 'callback_clerk', 'parts_keeper'] as const;

const yuan = (money: Money | null | undefined) => (money ? String(money.amount / 100) : '');
const number = (text: string) => (/^-?\d{1,6}(\.\d{1,4})?$/.test(text.trim()) ? Number(text.trim()) : Number.NaN);

export function toForm(terms: Terms | undefined): RuleForm {
  const cases = (of: Terms['additions'] | undefined): CaseForm[] => (of ?? []).map(({ metric, amount, at_most }) => ({ metric, amount: yuan(amount), at_most: at_most == null ? '' : String(at_most) }));
  return {
    bases: Object.fromEntries((terms?.bases ?? []).flatMap(({ role, amount }) => (role ? [[role, yuan(amount)]] : []))),
    curve: terms?.curve ?? 'linear',
    points: terms?.points?.map(({ score, factor }) => ({ score: String(score), factor: String(factor) })) ?? [{ score: '0', factor: '0' }, { score: '100', factor: '1' }],
    unscored_factor: String(terms?.unscored_factor ?? 1), cap: yuan(terms?.cap), additions: cases(terms?.additions), deductions: cases(terms?.deductions), silent_days: String(terms?.silent_days ?? 5),
  };
}

/** Names of the fields that cannot be read as numbers or amounts, as the server would name them. */
export function unreadable(form: RuleForm): string[] {
  const wrong: string[] = [];
  for (const role of baseRoles) if (form.bases[role]?.trim() && !parseMoney(form.bases[role] ?? '')) wrong.push(`base.${role}`);
  form.points.forEach(({ score, factor }, index) => {
    if (Number.isNaN(number(score))) wrong.push(`points.${index}.score`);
    if (Number.isNaN(number(factor))) wrong.push(`points.${index}.factor`);
  });
  if (Number.isNaN(number(form.unscored_factor))) wrong.push('unscored_factor');
  if (Number.isNaN(number(form.silent_days))) wrong.push('silent_days');
  if (form.cap.trim() && !parseMoney(form.cap)) wrong.push('cap');
  for (const kind of ['additions', 'deductions'] as const) form[kind].forEach(({ metric, amount }, index) => {
    if (!metric) wrong.push(`${kind}.${index}.metric`);
    if (!parseMoney(amount)) wrong.push(`${kind}.${index}.amount`);
  });
  return wrong;
}

/** People's own bases stay as the version before had them. */
export function toRule(form: RuleForm, before: Terms | undefined, valid_from: string, reason: string): SetBonusRule {
  const currency = before?.bases?.[0]?.amount.currency ?? 'CNY';
  const cases = (of: readonly CaseForm[]) => of.map(({ metric, amount, at_most }) => ({ metric, amount: parseMoney(amount, currency) ?? { amount: 0, currency }, at_most: at_most.trim() ? Number(at_most) : null }));
  return {
    bases: [
      ...baseRoles.flatMap((role) => { const amount = parseMoney(form.bases[role] ?? '', currency); return amount ? [{ role, amount }] : []; }),
      ...(before?.bases ?? []).filter(({ employee_id }) => employee_id),
    ],
    curve: form.curve, points: form.points.map(({ score, factor }) => ({ score: number(score), factor: number(factor) })), unscored_factor: number(form.unscored_factor),
    cap: form.cap.trim() ? parseMoney(form.cap, currency) : null, additions: cases(form.additions), deductions: cases(form.deductions), silent_days: number(form.silent_days), valid_from, reason,
  };
}
