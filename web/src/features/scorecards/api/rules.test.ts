import { describe, expect, it } from 'vitest';
import type { BonusRule } from './hooks';
import { toForm, toRule, unreadable } from './rules';

const cny = (amount: number) => ({ amount, currency: 'CNY' });
const rule = {
  id: '1', valid_from: '2026-06', reason: '', created_at: '', created_by: '',
  bases: [{ role: 'technician', employee_id: null, amount: cny(160_000) }, { role: null, employee_id: 'e1', amount: cny(90_000) }],
  curve: 'linear', points: [{ score: 0, factor: 0 }, { score: 100, factor: 1 }], unscored_factor: 1, cap: cny(600_000), additions: [{ metric: 'praise_count', amount: cny(5000), at_most: 3 }], deductions: [], silent_days: 5,
} as unknown as BonusRule;

describe('Bonus terms as a form', () => {
  it('come back as they were, with the bases of single people', () => {
    const body = toRule(toForm(rule), rule, '2026-12', 'more');
    expect(body.bases).toEqual([{ role: 'technician', amount: cny(160_000) }, { role: null, employee_id: 'e1', amount: cny(90_000) }]);
    expect(body).toMatchObject({ curve: 'linear', points: rule.points, cap: cny(600_000), additions: rule.additions, silent_days: 5, valid_from: '2026-12' });
    expect(unreadable(toForm(rule))).toEqual([]);
  });
  it('say where something cannot be read', () => {
    const form = toForm(rule);
    expect(unreadable({ ...form, bases: { technician: 'x' }, cap: '1e9', points: [{ score: '', factor: '1' }], additions: [{ metric: '', amount: '', at_most: '' }] })).toEqual(['base.technician', 'points.0.score', 'cap', 'additions.0.metric', 'additions.0.amount']);
  });
});
