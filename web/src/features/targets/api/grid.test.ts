import { describe, expect, it } from 'vitest';
import { checkDraft, loadOf, moved, toCellProblems, toDraft, toKpis, weightOf } from './grid';
import type { GridKpi, RoleName } from './hooks';

const roles: RoleName[] = ['manager', 'technician'];
const kpis: GridKpi[] = [
  { metric: 'csat_rate', kpi_class: 'user_satisfaction', cells: [{ role: 'manager', part: 'accountable', weight: 100 }, { role: 'technician', part: 'responsible', weight: 60 }] },
  { metric: 'ftfr', kpi_class: 'service_process', cells: [{ role: 'manager', part: 'accountable', weight: 0 }, { role: 'technician', part: 'responsible', weight: 40 }] },
];

describe('Grid while it is edited', () => {
  it('goes to the server as it came', () => {
    expect(toKpis(toDraft(kpis), roles)).toEqual(kpis);
    expect(checkDraft(toDraft(kpis), roles)).toEqual([]);
  });
  it('says which role misses 100, with its sum', () => {
    const rows = toDraft(kpis);
    rows[1] = { ...rows[1]!, cells: { ...rows[1]!.cells, technician: { part: 'responsible', weight: '45' } } };
    expect(loadOf(rows, 'technician')).toEqual({ sum: 105, kpis: 2 });
    expect(checkDraft(rows, roles)).toEqual([{ metric: null, role: 'technician', code: 'weights_sum', actual: 105 }]);
  });
  it('says which KPI nobody or two answer for, and which weight has no part', () => {
    const rows = toDraft(kpis);
    rows[0] = { ...rows[0]!, cells: { manager: { part: null, weight: '100' }, technician: { part: 'responsible', weight: '60' } } };
    rows[1] = { ...rows[1]!, cells: { ...rows[1]!.cells, technician: { part: 'accountable', weight: '40' } } };
    expect(checkDraft(rows, roles).map(({ metric, role, code }) => [metric, role, code])).toEqual([
      ['csat_rate', null, 'nobody_accountable'], ['csat_rate', 'manager', 'no_part'], ['ftfr', 'technician', 'several_accountable'],
    ]);
  });
  it('reads weights as people type them', () => {
    expect([' 15 ', '15%', '12.5', '', '-1', 'x'].map((weight) => weightOf({ part: null, weight }))).toEqual([15, 15, 12.5, 0, Number.NaN, Number.NaN]);
  });
  it('finds the cell that a refusal points at', () => {
    const rows = toDraft(kpis);
    expect(toCellProblems([
      { pointer: '/kpis/1/cells/1/weight', code: 'decomposition.cannot_influence', message: '' },
      { pointer: '/kpis/0/cells', code: 'decomposition.nobody_accountable', message: '' },
      { pointer: '/reason', code: 'required', message: '' },
    ], kpis, rows)).toEqual([
      { metric: 'ftfr', role: 'technician', code: 'cannot_influence', actual: 100 },
      { metric: 'csat_rate', role: null, code: 'nobody_accountable', actual: null },
    ]);
  });
  it('moves by the arrow keys and stays at the edge', () => {
    expect(moved({ row: 0, column: 0 }, 'ArrowUp', 3, 2)).toEqual({ row: 0, column: 0 });
    expect(moved({ row: 0, column: 0 }, 'Enter', 3, 2)).toEqual({ row: 1, column: 0 });
    expect(moved({ row: 0, column: 0 }, 'a', 3, 2)).toBeNull();
  });
});
