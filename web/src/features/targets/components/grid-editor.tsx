// The grid while it is changed: a cell per KPI and role, moved through with the arrow keys, every error at its cell.
import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '@/api/client';
import { ApiError } from '@/api/problem';
import { monthText } from '@/shared/format/date';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import { nameIn } from '@/shared/figures/standing';
import { Field, State } from '@/shared/ui/basics';
import { Combobox } from '@/shared/ui/combobox';
import { Icon } from '@/shared/ui/icon';
import { Dialog, toast } from '@/shared/ui/overlay';
import { checkDraft, loadOf, moved, toCellProblems, toDraft, toKpis, type CellProblem, type DraftRow, type Part } from '../api/grid';
import { useMetrics, useTargetsRefresh, type Grid, type KpiClass, type RoleName } from '../api/hooks';
import { nameOfKpi } from '../api/names';
import { problemsOf, refusal } from '@/shared/target-gate/problems';
import { checkText } from './check-text';

const letters: Record<string, Part> = { a: 'accountable', r: 'responsible', c: 'contributes' };
const letterOf = (part: Part): string => Object.entries(letters).find(([, one]) => one === part)?.[0]?.toUpperCase() ?? '·';

interface Props { grid: Grid; start: { metric: string | null; role: string | null } | null; months: readonly string[]; onDone: (month?: string) => void }

export function GridEditor({ grid, start, months, onDone }: Props) {
  const { t, i18n } = useTranslation();
  const refresh = useTargetsRefresh();
  const metrics = useMetrics();
  const roles = grid.roles;
  const [rows, setRows] = useState<DraftRow[]>(() => toDraft(grid.kpis));
  const [refused, setRefused] = useState<CellProblem[]>([]);
  const [asked, setAsked] = useState(false);
  const [adding, setAdding] = useState(false);
  const table = useRef<HTMLTableElement>(null);
  const problems = useMemo(() => {
    const own = checkDraft(rows, roles);
    return [...own, ...refused.filter((one) => !own.some((known) => known.metric === one.metric && known.role === one.role && known.code === one.code))];
  }, [rows, roles, refused]);
  const changed = useMemo(() => JSON.stringify(toKpis(rows, roles)) !== JSON.stringify(toKpis(toDraft(grid.kpis), roles)), [rows, roles, grid.kpis]);

  const name = (metric: string) => {
    const found = metrics.data?.items.find(({ code }) => code === metric);
    return nameOfKpi(grid.kpis.find((kpi) => kpi.metric === metric) ?? { metric, name_zh: found?.name_zh ?? '', name_en: found?.name_en ?? '' }, i18n.language, t);
  };
  const focus = (row: number, column: number) => {
    const input = table.current?.querySelector<HTMLInputElement>(`[data-cell="${row} ${column}"]`);
    input?.focus();
    input?.select();
  };
  useEffect(() => {
    const row = start?.metric ? rows.findIndex(({ metric }) => metric === start.metric) : start?.role ? rows.findIndex(({ cells }) => cells[start.role as RoleName]?.weight) : 0;
    focus(Math.max(0, row), Math.max(0, start?.role ? roles.indexOf(start.role as RoleName) : 0));
    // Once, where the reader came from.
  }, []);

  const set = (row: number, role: RoleName, change: { part?: Part; weight?: string }) => {
    setRefused((before) => before.filter((one) => one.role !== role && one.metric !== rows[row]?.metric));
    setRows((before) => before.map((one, index) => (index === row ? { ...one, cells: { ...one.cells, [role]: { ...(one.cells[role] ?? { part: null, weight: '' }), ...change } } } : one)));
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>, row: number, column: number) => {
    const role = roles[column];
    if (!role || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moved({ row, column }, event.key, rows.length, roles.length);
    const part = letters[event.key.toLowerCase()];
    if (next) focus(next.row, next.column);
    else if (part !== undefined) set(row, role, { part: rows[row]?.cells[role]?.part === part ? null : part });
    else if (event.key === '-') set(row, role, { part: null, weight: '' });
    else return;
    event.preventDefault();
  };
  const save = () => {
    if (problems.length === 0) setAsked(true);
    else {
      const [first] = problems;
      toast('bad', t('targets.not_yet', { count: problems.length }));
      const row = first?.metric ? rows.findIndex(({ metric }) => metric === first.metric) : rows.findIndex(({ cells }) => cells[first?.role ?? roles[0] as RoleName]?.weight);
      focus(Math.max(0, row), Math.max(0, first?.role ? roles.indexOf(first.role) : 0));
    }
  };
  useShortcuts([{ key: 'F9', label: t('targets.save_grid'), run: save }, { key: 'Escape', label: t('targets.leave_edit'), run: () => { if (!changed) onDone(); } }]);
  const at = (metric: string | null, role: RoleName | null) => problems.filter((problem) => problem.metric === metric && problem.role === role);
  return (
    <section className="card grid-card editing" data-testid="grid-editor">
      <div className="hd wrap">
        <h2>{t('targets.edit_grid')}</h2>
        {problems.length > 0 ? <span data-testid="problem-count"><State kind="bad">{t('targets.problem_count', { count: problems.length })}</State></span> : <State kind="good" plain>{t('targets.grid_fine')}</State>}
        <span className="sp" />
        <span className="keys"><span><kbd>←↑↓→</kbd>{t('targets.keys.move')}</span><span><kbd>0–9</kbd>{t('targets.keys.weight')}</span><span><kbd>A</kbd>{t('targets.keys.accountable')}</span><span><kbd>R</kbd>{t('targets.keys.responsible')}</span><span><kbd>C</kbd>{t('targets.keys.contributes')}</span><span><kbd>-</kbd>{t('targets.keys.clear')}</span></span>
        <button type="button" className="btn" onClick={() => setAdding(true)}>{t('targets.add_kpi')}</button>
        <button type="button" className="btn" onClick={() => onDone()}>{t('targets.leave_edit')}</button>
        <button type="button" className="btn p" disabled={!changed} onClick={save}>{t('targets.save_grid')} <kbd>F9</kbd></button>
      </div>
      <div className="grid-scroll">
        <table className="grid-table edit" ref={table}>
          <thead><tr><th className="corner">{t('targets.kpi_by_role')}</th>{roles.map((role) => <th key={role}>{t(`role.${role}`)}</th>)}</tr></thead>
          <tbody>
            {rows.map((row, rowAt) => {
              const nobody = at(row.metric, null);
              return (
                <tr key={row.metric} data-metric={row.metric} className={rowAt > 0 && rows[rowAt - 1]?.kpi_class !== row.kpi_class ? 'class-start' : ''}>
                  <td>
                    <div className="row g4"><span className="el" title={name(row.metric)}>{name(row.metric)}</span><span className="sp" /><button type="button" className="grid-remove" aria-label={t('targets.remove_kpi', { name: name(row.metric) })} onClick={() => setRows((before) => before.filter((_, index) => index !== rowAt))}><Icon name="close" size={12} /></button></div>
                    <div className="i3 s">{t(`targets.class.${row.kpi_class}`)}</div>
                    {nobody.map((problem) => <div key={problem.code} className="cell-error" role="alert">{checkText(problem, name, t)}</div>)}
                  </td>
                  {roles.map((role, column) => {
                    const cell = row.cells[role];
                    const wrong = at(row.metric, role);
                    const label = `${name(row.metric)}, ${t(`role.${role}`)}`;
                    return (
                      <td key={role} className={wrong.length > 0 ? 'wrong' : ''}>
                        <div className="cell-edit">
                          <button
                            type="button" tabIndex={-1} className={`part-mark ${cell?.part ?? 'none'}`} aria-label={`${label}: ${t(`targets.part.${cell?.part ?? 'none'}`)}`} title={t(`targets.part.${cell?.part ?? 'none'}`)}
                            onClick={() => { const order: Part[] = [null, 'responsible', 'accountable', 'contributes']; set(rowAt, role, { part: order[(order.indexOf(cell?.part ?? null) + 1) % order.length] ?? null }); }}
                          >{letterOf(cell?.part ?? null)}</button>
                          <input
                            data-cell={`${rowAt} ${column}`} inputMode="decimal" autoComplete="off" aria-label={label} aria-invalid={wrong.length > 0 || at(null, role).length > 0} value={cell?.weight ?? ''}
                            onChange={(event) => set(rowAt, role, { weight: event.target.value })} onFocus={(event) => event.target.select()} onKeyDown={(event) => onKey(event, rowAt, column)}
                          />
                        </div>
                        {wrong.map((problem) => <div key={problem.code} className="cell-error" role="alert">{checkText(problem, name, t)}</div>)}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr className="sum">
              <td className="b">{t('targets.sum')}</td>
              {roles.map((role) => {
                const { sum, kpis } = loadOf(rows, role);
                const wrong = at(null, role);
                return (
                  <td key={role} data-sum={role} className={wrong.length > 0 ? 'wrong' : ''}>
                    <span className="row">{kpis > 0 ? <State kind={wrong.length > 0 ? 'bad' : 'good'} plain>{t('targets.kpi_count', { count: kpis })}</State> : <span className="i3">–</span>}<span className="sp" /><b>{sum}</b></span>
                    {wrong.map((problem) => <div key={problem.code} className="cell-error" role="alert">{checkText(problem, name, t)}</div>)}
                  </td>
                );
              })}
            </tr>
          </tfoot>
        </table>
      </div>
      {asked && (
        <SaveDialog
          grid={grid} rows={rows} months={months} onClose={() => setAsked(false)}
          onRefused={(found) => { setRefused(found); setAsked(false); toast('bad', t('targets.not_yet', { count: found.length })); }}
          onSaved={(month) => { refresh(); onDone(month); }}
        />
      )}
      {adding && <AddDialog rows={rows} classes={grid.classes} onClose={() => setAdding(false)} onAdd={(row) => { setRows((before) => { const last = before.reduce((found, one, index) => (one.kpi_class === row.kpi_class ? index : found), before.length - 1); return [...before.slice(0, last + 1), row, ...before.slice(last + 1)]; }); setAdding(false); }} />}
    </section>
  );
}

interface SaveProps { grid: Grid; rows: readonly DraftRow[]; months: readonly string[]; onClose: () => void; onRefused: (problems: CellProblem[]) => void; onSaved: (month: string) => void }

function SaveDialog({ grid, rows, months, onClose, onRefused, onSaved }: SaveProps) {
  const { t, i18n } = useTranslation();
  const [month, setMonth] = useState(months[0] ?? grid.month);
  const [reason, setReason] = useState('');
  const saving = useMutation({
    mutationFn: () => call('PUT /decomposition', { body: { month, reason: reason.trim(), kpis: toKpis(rows, grid.roles) }, ifMatch: grid.version }),
    onSuccess: () => {
      toast('good', t('targets.grid_saved', { month: monthText(`${month}-01`, i18n.language, { year: true }) }));
      onSaved(month);
    },
    onError: (error) => {
      const cells = error instanceof ApiError ? toCellProblems(error.problem.errors ?? [], toKpis(rows, grid.roles), rows) : [];
      if (cells.length > 0) onRefused(cells);
    },
  });
  const problems = problemsOf(saving.error, t);
  const whole = saving.error && Object.keys(problems).length === 0;
  return (
    <Dialog
      title={t('targets.save_grid_title')} onClose={onClose} onSubmit={() => saving.mutate()}
      footer={<><button type="button" className="btn" onClick={onClose}>{t('common.cancel')}</button><button type="submit" className="btn p" disabled={saving.isPending}>{t('targets.save_version')}</button></>}
    >
      <p className="i2">{t('targets.save_grid_hint')}</p>
      {whole && <div className="note bad" role="alert">{saving.error instanceof ApiError && saving.error.stale ? t('targets.other_version') : refusal(saving.error, t)}</div>}
      <Field label={t('targets.from_month')} problems={problems.month ?? []}>{(control) => <select className="ip" {...control} value={month} onChange={(event) => setMonth(event.target.value)}>{months.map((one) => <option key={one} value={one}>{monthText(`${one}-01`, i18n.language, { year: true })}</option>)}</select>}</Field>
      <Field label={t('targets.reason')} problems={problems.reason ?? []}>{(control) => <input className="ip" {...control} value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>
    </Dialog>
  );
}

function AddDialog({ rows, classes, onClose, onAdd }: { rows: readonly DraftRow[]; classes: readonly KpiClass[]; onClose: () => void; onAdd: (row: DraftRow) => void }) {
  const { t, i18n } = useTranslation();
  const metrics = useMetrics();
  const [metric, setMetric] = useState<string | null>(null);
  const [kpiClass, setClass] = useState<KpiClass>(classes[0] ?? 'user_satisfaction');
  const choices = (metrics.data?.items ?? []).filter(({ code }) => !rows.some((row) => row.metric === code)).map((one) => ({ value: one.code, label: nameIn(one, i18n.language) }));
  return (
    <Dialog
      title={t('targets.add_kpi')} onClose={onClose} onSubmit={() => { if (metric) onAdd({ metric, kpi_class: kpiClass, cells: {} }); }}
      footer={<><button type="button" className="btn" onClick={onClose}>{t('common.cancel')}</button><button type="submit" className="btn p" disabled={!metric}>{t('targets.add')}</button></>}
    >
      <Field label={t('targets.metric')}>{(control) => <Combobox {...control} choices={choices} value={metric} onChange={setMetric} />}</Field>
      <Field label={t('targets.class_label')}>{(control) => <select className="ip" {...control} value={kpiClass} onChange={(event) => setClass(event.target.value as KpiClass)}>{classes.map((one) => <option key={one} value={one}>{t(`targets.class.${one}`)}</option>)}</select>}</Field>
    </Dialog>
  );
}
