// The grid while it is edited: texts in its cells, sums, and what is wrong at which cell.
// Owns the way from cells to the server's pointers and back.
import type { FieldProblem } from '@/api/problem';
import type { GridKpi, KpiClass, RoleName } from './hooks';

export type Part = 'accountable' | 'responsible' | 'contributes' | null;
export interface DraftCell { part: Part; weight: string }
export interface DraftRow { metric: string; kpi_class: KpiClass; cells: Partial<Record<RoleName, DraftCell>> }
export interface CellProblem { metric: string | null; role: RoleName | null; code: string; actual: number | null }

const whole = 100;
const mostKpis = 8;

export function toDraft(kpis: readonly GridKpi[]): DraftRow[] {
  return kpis.map(({ metric, kpi_class, cells }) => ({
    metric, kpi_class,
    cells: Object.fromEntries((cells ?? []).map(({ role, part, weight }) => [role, { part: part ?? null, weight: weight ? String(weight) : '' }])),
  }));
}

/** What was typed as a weight; an empty cell weighs nothing, anything else that is no weight is NaN. */
export function weightOf(cell: DraftCell | undefined): number {
  const text = cell?.weight.trim().replace(/%$/, '').trim() ?? '';
  if (text === '') return 0;
  return /^\d{1,3}(\.\d{1,2})?$/.test(text) ? Number(text) : Number.NaN;
}

/** Only cells that say something; in the order of the roles, so that a pointer leads back. */
export function toKpis(rows: readonly DraftRow[], roles: readonly RoleName[]): GridKpi[] {
  return rows.map(({ metric, kpi_class, cells }) => ({
    metric, kpi_class,
    cells: roles.flatMap((role) => {
      const cell = cells[role];
      const weight = weightOf(cell);
      return cell && (cell.part || weight !== 0) ? [{ role, part: cell.part, weight }] : [];
    }),
  }));
}

export interface RoleLoad { sum: number; kpis: number }

export function loadOf(rows: readonly DraftRow[], role: RoleName): RoleLoad {
  const weights = rows.map(({ cells }) => weightOf(cells[role])).filter((weight) => weight > 0);
  return { sum: Math.round(weights.reduce((sum, weight) => sum + weight, 0) * 100) / 100, kpis: weights.length };
}

/** What can be seen without asking: sums, who is accountable, too many, weights without a part. */
export function checkDraft(rows: readonly DraftRow[], roles: readonly RoleName[]): CellProblem[] {
  const found: CellProblem[] = [];
  for (const role of roles) {
    const { sum, kpis } = loadOf(rows, role);
    if (kpis > 0 && sum !== whole) found.push({ metric: null, role, code: 'weights_sum', actual: sum });
    if (kpis > mostKpis) found.push({ metric: null, role, code: 'too_many', actual: kpis });
  }
  for (const { metric, cells } of rows) {
    const holders = roles.filter((role) => cells[role]?.part === 'accountable');
    if (holders.length === 0) found.push({ metric, role: null, code: 'nobody_accountable', actual: 0 });
    for (const role of holders.slice(1)) found.push({ metric, role, code: 'several_accountable', actual: holders.length });
    for (const role of roles) {
      const weight = weightOf(cells[role]);
      if (Number.isNaN(weight) || weight > whole) found.push({ metric, role, code: 'range', actual: null });
      else if (weight > 0 && cells[role]?.part === 'contributes') found.push({ metric, role, code: 'contributes_only', actual: weight });
      else if (weight > 0 && !cells[role]?.part) found.push({ metric, role, code: 'no_part', actual: weight });
    }
  }
  return found;
}

/** The server's field errors at their cells; those of the form itself are left out. */
export function toCellProblems(problems: readonly FieldProblem[], kpis: readonly GridKpi[], rows: readonly DraftRow[]): CellProblem[] {
  return problems.flatMap(({ pointer, code }) => {
    const found = /^\/kpis\/(\d+)(?:\/cells(?:\/(\d+))?)?/.exec(pointer);
    const kpi = found ? kpis[Number(found[1])] : undefined;
    if (!found || !kpi) return [];
    const role = found[2] === undefined ? null : (kpi.cells?.[Number(found[2])]?.role ?? null);
    const short = code.replace(/^decomposition\./, '');
    const ofRole = short === 'weights_sum' || short === 'too_many';
    const load = role ? loadOf(rows, role) : null;
    return [{ metric: ofRole ? null : kpi.metric, role, code: short, actual: load ? (short === 'too_many' ? load.kpis : load.sum) : null }];
  });
}

/** The next cell in a direction, staying at the edge. */
export function moved(at: { row: number; column: number }, key: string, rows: number, columns: number): { row: number; column: number } | null {
  const by: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const step = by[key];
  if (!step) return null;
  return { row: Math.max(0, Math.min(rows - 1, at.row + step[0])), column: Math.max(0, Math.min(columns - 1, at.column + step[1])) };
}
