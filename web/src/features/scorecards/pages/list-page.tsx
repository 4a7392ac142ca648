// Scorecards side by side: people, units or sites, ranked only where there are records enough.
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { saveText, toCsv } from '@/shared/csv/csv';
import { MonthChoice, monthsBack } from '@/shared/figures/parts';
import { dateText } from '@/shared/format/date';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import { useSession, useSite } from '@/shared/session/session';
import { Empty, Segmented, Skeleton, State } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { useCards, useSites, type CardHead } from '../api/hooks';
import { pointsText } from '../api/score';
import { PointsBar, ScoreTabs } from '../components/parts';

const roles = ['manager', 'info_supervisor', 'tech_supervisor', 'info_clerk', 'technician', 'callback_clerk', 'parts_keeper'] as const;
const kinds = ['person', 'unit', 'site'] as const;

export default function ScorecardsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const session = useSession();
  const { site: chosen } = useSite();
  const sites = useSites();
  const running = dateText(new Date()).slice(0, 7);
  const month = search.get('month') ?? running;
  const of = kinds.find((kind) => kind === search.get('of')) ?? 'person';
  const role = roles.find((one) => one === search.get('role'));
  const site = search.get('site') ?? chosen ?? undefined;
  const within = of !== 'site' && site ? { scope: 'site', scope_key: site } : {};
  const list = useCards({ month, of, ...within, role: of === 'person' ? role : undefined });
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const [at, setAt] = useState(0);
  const table = useRef<HTMLTableElement>(null);
  const change = (changes: Record<string, string>) => { setAt(0); setSearch((previous) => { const next = new URLSearchParams(previous); for (const [key, value] of Object.entries(changes)) if (value) next.set(key, value); else next.delete(key); return next; }, { replace: true }); };
  const path = (row: CardHead) => `/scorecards/view?scope=${row.scope}&scope_key=${row.scope_key}${month === running ? '' : `&month=${month}`}`;
  const selected = rows[Math.min(at, rows.length - 1)];
  useEffect(() => { table.current?.querySelector('tr.sel')?.scrollIntoView({ block: 'nearest' }); }, [at]);
  useShortcuts([
    { key: 'j', label: t('scorecards.next_row'), run: () => setAt((before) => Math.min(rows.length - 1, before + 1)) },
    { key: 'k', label: t('scorecards.row_before'), run: () => setAt((before) => Math.max(0, before - 1)) },
    { key: 'Enter', label: t('scorecards.open_card'), run: () => { if (selected) navigate(path(selected)); } },
  ]);
  const seesAll = session.scope === 'tenant' || session.scope === 'site';
  return (
    <div className="scorecards">
      <ScoreTabs />
      <div className="page-title wrap">
        <h1>{t('scorecards.cards')}</h1>
        <MonthChoice value={month} months={monthsBack(running, 12)} onChange={(value) => change({ month: value === running ? '' : value })} />
        {seesAll && <Segmented label={t('scorecards.of')} value={of} onChange={(value) => change({ of: value === 'person' ? '' : value, role: '' })} options={kinds.map((value) => ({ value, label: t(`scorecards.scope.${value}`) }))} />}
        {of !== 'site' && session.scope === 'tenant' && (sites.data?.items.length ?? 0) > 1 && (
          <select className="ip" style={{ width: 150, height: 32 }} aria-label={t('scorecards.scope.site')} value={site ?? ''} onChange={(event) => change({ site: event.target.value })}>
            <option value="">{t('scorecards.all_sites')}</option>
            {sites.data?.items.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </select>
        )}
        {of === 'person' && seesAll && (
          <select className="ip" style={{ width: 130, height: 32 }} aria-label={t('scorecards.role')} value={role ?? ''} onChange={(event) => change({ role: event.target.value })}>
            <option value="">{t('scorecards.all_roles')}</option>
            {roles.map((one) => <option key={one} value={one}>{t(`role.${one}`)}</option>)}
          </select>
        )}
        <span className="sp" />
        <span className="keys"><span><kbd>J</kbd><kbd>K</kbd>{t('scorecards.rows')}</span><span><kbd>Enter</kbd>{t('scorecards.open_card')}</span></span>
        {session.scope === 'tenant' && <Link className="btn" to={`/scorecards/view?scope=company${month === running ? '' : `&month=${month}`}`}>{t('scorecards.company_card')}</Link>}
        <button
          type="button" className="btn" disabled={rows.length === 0}
          onClick={() => saveText(`scorecards-${month}.csv`, toCsv([
            [t('scorecards.rank'), t('scorecards.name'), t('scorecards.role'), t('scorecards.sum'), t('scorecards.coefficient'), t('scorecards.total'), t('scorecards.will_be')],
            ...rows.map((row) => [row.rank, row.label, row.role ? t(`role.${row.role}`) : '', row.sum, row.coefficient, row.score, row.expected_score]),
          ]))}
        >{t('scorecards.export')}</button>
      </div>
      <section className="card" data-testid="cards">
        {list.error ? <ErrorNote error={list.error} onRetry={() => void list.refetch()} /> : list.isPending ? <Skeleton lines={12} /> : rows.length === 0 ? <Empty text={t('scorecards.none')} /> : (
          <div style={{ overflowX: 'auto' }}>
            <table className="t" ref={table}>
              <thead><tr><th className="n">{t('scorecards.rank')}</th><th>{t('scorecards.name')}</th><th>{t('scorecards.role')}</th><th className="n">{t('scorecards.total')}</th><th style={{ width: '22%' }}>{t('scorecards.bar')}</th><th className="n">{t('scorecards.sum')}</th><th className="n">{t('scorecards.coefficient')}</th>{month === running && <th className="n">{t('scorecards.will_be')}</th>}<th>{t('scorecards.remark')}</th></tr></thead>
              <tbody>
                {rows.map((row, index) => (
                  <tr key={row.scope_key} className={row === selected ? 'sel' : ''} data-rank={row.rank ?? ''} data-label={row.label} onClick={() => setAt(index)}>
                    <td className="n b">{row.rank ?? <span className="i3">–</span>}</td>
                    <td className="nw"><Link className="b" to={path(row)}>{row.label}</Link></td>
                    <td className="i2 nw">{row.role && of === 'person' ? t(`role.${row.role}`) : row.role ? t(`scorecards.weights_from.${row.weights_from}`, { role: t(`role.${row.role}`) }) : t('scorecards.weights_from.members')}</td>
                    <td className="n b">{pointsText(row.score)}</td>
                    <td><PointsBar points={row.score} expected={month === running ? row.expected_score : null} /></td>
                    <td className="n i2">{pointsText(row.sum)}</td>
                    <td className="n i2">{row.coefficient.toFixed(2)}</td>
                    {month === running && <td className="n">{pointsText(row.expected_score)}</td>}
                    <td className="nw">{row.vetoed ? <State kind="bad">{t('scorecards.vetoed_short')}</State> : row.grace ? <State kind="none" plain>{t('scorecards.grace_short')}</State> : row.rank == null && row.score != null ? <span className="i2"><State kind="none" plain>{row.needed_to_rank ? t('scorecards.needed', { count: row.needed_to_rank }) : t('scorecards.not_ranked')}</State></span> : null}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {list.hasNextPage && <div className="sec"><button type="button" className="btn" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('scorecards.more')}</button></div>}
      </section>
    </div>
  );
}
