// The targets of a month: who has which, how it came to be, changes that wait, and the steps of the month.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import { call } from '@/api/client';
import { saveText, toCsv } from '@/shared/csv/csv';
import { MonthChoice } from '@/shared/figures/parts';
import { goalText, nameIn } from '@/shared/figures/standing';
import { addMonths, dateText, periodOf, periodText } from '@/shared/format/date';
import { metricText } from '@/shared/format/metric';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import { useMay, useSession } from '@/shared/session/session';
import { AcceptanceState, GateDialog } from '@/shared/target-gate/gate-dialog';
import type { Acceptance } from '@/shared/target-gate/hooks';
import { Empty, Skeleton, State } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { ChangeDialog, HistoryDialog, MonthDialog, SetDialog } from '../components/target-dialogs';
import { PendingCard } from '../components/pending-card';
import { useMetrics, useTargetMonths, useTargets, type ScopeKind, type Target } from '../api/hooks';
import './targets.css';

const isMonth = (period: string) => /^\d{4}-\d\d$/.test(period);
const kinds: readonly ScopeKind[] = ['company', 'site', 'unit', 'person'];
const acceptances: readonly Acceptance[] = ['waiting', 'negotiating', 'accepted'];

export default function TargetListPage() {
  const { t, i18n } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const { user } = useSession();
  const maySet = useMay('target.write');
  const mayApprove = useMay('target.approve');
  const mayUsers = useMay('user.read');
  const running = dateText(new Date()).slice(0, 7);
  const month = search.get('month') ?? running;
  const months = useTargetMonths();
  const metrics = useMetrics();
  const metric = search.get('metric') ?? undefined;
  // The company's own come first: those of people are hundreds.
  const scope = search.get('scope') === 'all' ? undefined : (kinds.find((one) => one === search.get('scope')) ?? (metric ? undefined : 'company'));
  const acceptance = acceptances.find((one) => one === search.get('acceptance'));
  const list = useTargets({ month, metric, scope, acceptance });
  const users = useQuery({ queryKey: ['users', 'all'], queryFn: ({ signal }) => call('GET /users', { query: { limit: 200 }, signal }), enabled: mayUsers, staleTime: 5 * 60_000 });
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const [at, setAt] = useState(0);
  const [dialog, setDialog] = useState<{ kind: 'change' | 'history' | 'gate'; target: Target } | { kind: 'set' } | { kind: 'lock' | 'copy' } | null>(null);
  const table = useRef<HTMLTableElement>(null);
  const change = (changes: Record<string, string>) => { setAt(0); setSearch((previous) => { const next = new URLSearchParams(previous); for (const [key, value] of Object.entries(changes)) if (value) next.set(key, value); else next.delete(key); return next; }, { replace: true }); };
  const one = months.data?.items.find((item) => item.month === month);
  const locked = one?.locked ?? false;
  const known = [...new Set([...(months.data?.items.map((item) => item.month) ?? []).filter(isMonth), running, addMonths(`${running}-01`, 1).slice(0, 7)])].sort().reverse();
  // Quarters and years are periods of their own, after the months.
  const longer = [...new Set([...(months.data?.items.map((item) => item.month) ?? []).filter((item) => !isMonth(item)), periodOf(running, 'quarter'), periodOf(running, 'year')])].sort().reverse();
  const lockedMonths = new Set(months.data?.items.filter((item) => item.locked).map((item) => item.month));
  const open = [month, ...Array.from({ length: 13 }, (_, on) => addMonths(`${running}-01`, on).slice(0, 7)), ...longer].filter((item, index, all) => !lockedMonths.has(item) && all.indexOf(item) === index);
  const who = (id: string | null | undefined) => (!id ? '' : id === user.id ? t('targets.me') : (users.data?.items.find((item) => item.id === id)?.display_name ?? t('targets.somebody')));
  const nameOf = (code: string) => { const found = metrics.data?.items.find((item) => item.code === code); return found ? nameIn(found, i18n.language) : t('targets.some_kpi'); };
  const selected = rows[Math.min(at, rows.length - 1)];
  useEffect(() => { table.current?.querySelector('tr.sel')?.scrollIntoView({ block: 'nearest' }); }, [at]);
  useShortcuts([
    { key: 'j', label: t('targets.next_row'), run: () => setAt((before) => Math.min(rows.length - 1, before + 1)) },
    { key: 'k', label: t('targets.row_before'), run: () => setAt((before) => Math.max(0, before - 1)) },
    { key: 'Enter', label: t('targets.history'), run: () => { if (selected) setDialog({ kind: 'history', target: selected }); } },
    ...(maySet && !locked ? [{ key: 'c', label: t('targets.change'), run: () => { if (selected && !selected.pending_id) setDialog({ kind: 'change', target: selected }); } }, { key: 'n', label: t('targets.set'), run: () => setDialog({ kind: 'set' }) }] : []),
  ]);
  const monthName = (of: string) => periodText(of, i18n.language);
  const next = addMonths(`${month}-01`, 1).slice(0, 7);
  return (
    <div className="targets">
      <div className="page-title wrap targets-title">
        <Link to={`/targets${month === running || !isMonth(month) ? '' : `?month=${month}`}`}>{t('targets.decomposition')}</Link><span className="i3">›</span>
        <h1>{t('targets.list')}</h1>
        <MonthChoice value={month} months={[...known, ...longer]} onChange={(value) => change({ month: value === running ? '' : value })} />
        {one && <span className="i2 m">{t('targets.target_count', { count: one.targets })}</span>}
        {locked && <State kind="good" plain>{t('targets.locked')}</State>}
        <span className="sp" />
        {mayApprove && one && isMonth(month) && <button type="button" className="btn" onClick={() => setDialog({ kind: 'copy' })}>{t('targets.copy', { month: monthName(month), next: monthName(next) })}</button>}
        {mayApprove && one && !locked && <button type="button" className="btn" onClick={() => setDialog({ kind: 'lock' })}>{t('targets.lock', { month: monthName(month) })}</button>}
        {maySet && !locked && <button type="button" className="btn p" onClick={() => setDialog({ kind: 'set' })}>{t('targets.set')} <kbd>N</kbd></button>}
      </div>
      <div className="targets-layout">
        <section className="card" data-testid="targets">
          <div className="hd wrap target-filter-row">
            <select className="ip" style={{ width: 220, height: 32 }} aria-label={t('targets.metric')} value={metric ?? ''} onChange={(event) => change({ metric: event.target.value })}>
              <option value="">{t('targets.all_metrics')}</option>
              {(metrics.data?.items ?? []).map((item) => <option key={item.code} value={item.code}>{nameIn(item, i18n.language)}</option>)}
            </select>
            <select className="ip" style={{ width: 130, height: 32 }} aria-label={t('targets.who')} value={scope ?? 'all'} onChange={(event) => change({ scope: event.target.value })}>
              <option value="all">{t('targets.all_scopes')}</option>
              {kinds.map((kind) => <option key={kind} value={kind}>{t(`targets.scope.${kind}`)}</option>)}
            </select>
            <select className="ip" style={{ width: 150, height: 32 }} aria-label={t('targets.acceptance')} value={acceptance ?? ''} onChange={(event) => change({ acceptance: event.target.value, ...(event.target.value && !search.get('scope') ? { scope: 'all' } : {}) })}>
              <option value="">{t('targets.any_acceptance')}</option>
              {acceptances.map((one) => <option key={one} value={one}>{t(`gate.acceptance.${one}`)}</option>)}
            </select>
            <span className="sp" />
            <span className="keys"><span><kbd>J</kbd><kbd>K</kbd>{t('targets.rows')}</span><span><kbd>Enter</kbd>{t('targets.history')}</span>{maySet && !locked && <span><kbd>C</kbd>{t('targets.change')}</span>}</span>
            <button type="button" className="btn sm" disabled={rows.length === 0} onClick={() => saveText(`targets-${month}.csv`, toCsv([
              [t('targets.metric'), t('targets.who'), t('targets.level.floor'), t('targets.level.target'), t('targets.level.stretch'), t('targets.how'), t('targets.acceptance')],
              ...rows.map((row) => [nameIn(row, i18n.language), row.label || t('targets.scope.company'), row.floor, row.target, row.stretch, t(`targets.set_by.${row.set_by}`), t(`gate.acceptance.${row.acceptance}`)]),
            ]))}>{t('targets.export')}</button>
          </div>
          {list.error ? <ErrorNote error={list.error} onRetry={() => void list.refetch()} /> : list.isPending ? <Skeleton lines={10} /> : rows.length === 0 ? <Empty text={t('targets.none')} action={maySet && !locked ? <button type="button" className="btn" onClick={() => setDialog({ kind: 'set' })}>{t('targets.set')}</button> : undefined} /> : (
            <div style={{ overflowX: 'auto' }}>
              <table className="t" ref={table}>
                <thead><tr><th>{t('targets.metric')}</th><th>{t('targets.who')}</th><th className="n">{t('targets.level.floor')}</th><th className="n">{t('targets.level.target')}</th><th className="n">{t('targets.level.stretch')}</th><th>{t('targets.how')}</th><th>{t('targets.acceptance')}</th><th>{' '}</th></tr></thead>
                <tbody>
                  {rows.map((row, index) => (
                    <tr key={row.id} className={row === selected ? 'sel' : ''} data-target={row.id} onClick={() => setAt(index)}>
                      <td><Link to={isMonth(month) ? `/targets?metric=${row.metric}${month === running ? '' : `&month=${month}`}` : `/kpi/${row.metric}?landing=${/Q/.test(month) ? 'quarter' : 'year'}`}>{nameIn(row, i18n.language)}</Link></td>
                      <td className="nw">{row.label || t('targets.scope.company')} <span className="i3 s">{row.scope === 'company' ? '' : t(`targets.scope.${row.scope}`)}</span></td>
                      <td className="n i2 nw">{metricText(row.floor, row.unit, t)}</td><td className="n b nw">{goalText(row.target, row.unit, row.better, t)}</td><td className="n i2 nw">{metricText(row.stretch, row.unit, t)}</td>
                      <td className="nw">{row.pending_id ? <State kind="warn" plain>{t('targets.waiting')}</State> : <span className="i2">{t(`targets.set_by.${row.set_by}`)}</span>}</td>
                      <td className="nw"><AcceptanceState acceptance={row.acceptance} /></td>
                      <td className="r nw">
                        <button type="button" className="btn sm t" onClick={() => setDialog({ kind: 'gate', target: row })}>SMART</button>
                        <button type="button" className="btn sm t" onClick={() => setDialog({ kind: 'history', target: row })}>{t('targets.history')}</button>
                        {maySet && !row.locked && !row.pending_id && <button type="button" className="btn sm" onClick={() => setDialog({ kind: 'change', target: row })}>{t('targets.change')}</button>}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          {list.hasNextPage && <div className="sec"><button type="button" className="btn" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('targets.more')}</button></div>}
        </section>
        <PendingCard nameOf={nameOf} unitOf={(code) => metrics.data?.items.find((item) => item.code === code)?.unit ?? 'number'} who={who} />
      </div>
      {dialog?.kind === 'change' && <ChangeDialog target={dialog.target} running={running} onClose={() => setDialog(null)} />}
      {dialog?.kind === 'gate' && <GateDialog target={dialog.target.id} who={who} onClose={() => setDialog(null)} />}
      {dialog?.kind === 'history' && <HistoryDialog target={dialog.target} who={who} onClose={() => setDialog(null)} />}
      {dialog?.kind === 'set' && <SetDialog month={open[0] ?? running} months={open} onClose={() => setDialog(null)} />}
      {(dialog?.kind === 'lock' || dialog?.kind === 'copy') && <MonthDialog step={dialog.kind} month={month} onClose={() => setDialog(null)} />}
    </div>
  );
}
