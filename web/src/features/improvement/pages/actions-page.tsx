// Actions: what is overdue, effect checks that wait for somebody, what one is coached in.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import { call } from '@/api/client';
import { shortDate } from '@/shared/format/date';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import '@/shared/records/tabs.css';
import { useMay, useSession, useSite } from '@/shared/session/session';
import { Empty, Skeleton, State } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { metricName, room, stateMarks, useAction, type ActionRow } from '../api/improvement';
import { ActionCard } from '../components/action-card';
import { NewActionDialog } from '../components/action-dialogs';
import { CheckCard } from '../components/check-card';
import { SectionTabs } from '../components/section-tabs';

const tabs = ['overdue', 'checks', 'coaching', 'mine', 'all'] as const;
type Tab = (typeof tabs)[number];

export default function ActionsPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const may = useMay('finding.write');
  const [search, setSearch] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const tab: Tab = tabs.find((name) => name === search.get('tab')) ?? 'overdue';
  const shown = tabs.filter((name) => user.employee_id || (name !== 'coaching' && name !== 'mine'));
  const action = search.get('action');
  useShortcuts(may ? [{ key: 'n', label: t('improvement.action.new'), run: () => setAdding(true) }] : []);
  return (
    <div>
      <div className="page-title"><h1>{t('improvement.tab.actions')}</h1><span className="sp" />{may && <button type="button" className="btn p" onClick={() => setAdding(true)}>{t('improvement.action.new')} <kbd>N</kbd></button>}</div>
      <SectionTabs />
      <div className="tabs" role="tablist">
        {shown.map((name) => <button key={name} type="button" role="tab" aria-selected={name === tab} className={name === tab ? 'on' : ''} onClick={() => setSearch(name === 'overdue' ? {} : { tab: name }, { replace: true })}>{t(`improvement.action_tab.${name}`)}</button>)}
      </div>
      {action && <OneAction key={action} id={action} onClose={() => setSearch(tab === 'overdue' ? {} : { tab }, { replace: true })} />}
      {tab === 'checks' ? <Checks /> : <Actions key={tab} tab={tab} onOpen={(id) => setSearch({ ...(tab === 'overdue' ? {} : { tab }), action: id })} opened={action} />}
      {adding && <NewActionDialog onClose={() => setAdding(false)} />}
    </div>
  );
}

function OneAction({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const action = useAction(id);
  return (
    <section className="card" style={{ marginBottom: 16 }} data-testid="action">
      {action.error ? <ErrorNote error={action.error} onRetry={() => void action.refetch()} /> : action.data ? <ActionCard action={action.data} alone /> : <Skeleton lines={4} />}
      <div className="sec row" style={{ paddingTop: 0 }}><span className="sp" /><button type="button" className="btn sm t" onClick={onClose}>{t('common.close')}</button></div>
    </section>
  );
}

function queryOf(tab: Exclude<Tab, 'checks'>, me: string) {
  switch (tab) {
    case 'overdue': return { overdue: true };
    case 'coaching': return { coached_id: me };
    case 'mine': return { owner_id: me };
    case 'all': return {};
  }
}

function Actions({ tab, onOpen, opened }: { tab: Exclude<Tab, 'checks'>; onOpen: (id: string) => void; opened: string | null }) {
  const { t, i18n } = useTranslation();
  const { user } = useSession();
  const { site } = useSite();
  const [cursor, setCursor] = useState(0);
  const query = { limit: 50, ...queryOf(tab, user.employee_id ?? ''), ...(site && (tab === 'overdue' || tab === 'all') ? { site_id: site } : {}) };
  const list = useInfiniteQuery({
    queryKey: [room, 'actions', query], queryFn: ({ signal, pageParam }) => call('GET /improvement-actions', { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '', getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const rows: ActionRow[] = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const at = Math.min(cursor, Math.max(0, rows.length - 1));
  const openAt = () => { const row = rows[at]; if (row) onOpen(row.id); };
  useShortcuts([
    { key: 'j', label: t('improvement.key.down'), run: () => setCursor(Math.min(rows.length - 1, at + 1)) },
    { key: 'k', label: t('improvement.key.up'), run: () => setCursor(Math.max(0, at - 1)) },
    { key: 'Enter', label: t('improvement.key.open'), run: openAt },
  ]);
  if (list.error) return <ErrorNote error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <section className="card">
      {list.isPending ? <Skeleton lines={6} /> : rows.length === 0 ? <Empty text={t(`improvement.none_in.${tab}`)} action={<Link className="btn" to="/findings">{t('improvement.tab.findings')}</Link>} /> : (
        <div style={{ overflowX: 'auto' }}>
          <table className="t im-list">
            <thead><tr><th>{t('improvement.no')}</th><th>{t('improvement.field.title')}</th><th>{t('improvement.finding')}</th><th>{t('improvement.metric')}</th><th>{t('improvement.field.owner_id')}</th><th>{t('improvement.field.due_on')}</th><th>{t('improvement.state')}</th></tr></thead>
            <tbody>
              {rows.map((row, index) => (
                <tr key={row.id} className={index === at || row.id === opened ? 'sel' : ''} onClick={(event) => { setCursor(index); if (!(event.target as Element).closest('a')) onOpen(row.id); }}>
                  <td className="nw i2">{row.no}</td>
                  <td><b>{row.title}</b>{row.coached_name && <span className="i2"> · {t('improvement.coached', { name: row.coached_name })}</span>}</td>
                  <td className="nw">{row.finding_id ? <Link to={`/findings/${row.finding_id}`}>{row.finding_no}</Link> : ''}</td>
                  <td>{row.moves ? <>{metricName(row)} <span className="i2">{row.scope_label}</span></> : ''}</td>
                  <td className="nw">{row.owner_name}</td>
                  <td className="nw">{row.due_on ? shortDate(new Date(`${row.due_on}T04:00:00Z`), new Date(), i18n.language) : ''}</td>
                  <td><State kind={row.overdue ? 'bad' : stateMarks[row.state] ?? 'none'} plain>{row.overdue ? t('improvement.overdue') : t(`improvement.action_state.${row.state}`)}</State></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.hasNextPage && <div className="sec"><button type="button" className="btn" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('improvement.more')}</button></div>}
    </section>
  );
}

/** What has come to its day, and what is measured and waits for a signature. */
function Checks() {
  const { t } = useTranslation();
  const due = useQuery({ queryKey: [room, 'checks', 'due'], queryFn: ({ signal }) => call('GET /effect-checks', { query: { due: true, limit: 50 }, signal }) });
  const measured = useQuery({ queryKey: [room, 'checks', 'measured'], queryFn: ({ signal }) => call('GET /effect-checks', { query: { state: ['measured'], limit: 50 }, signal }) });
  const error = due.error ?? measured.error;
  if (error) return <ErrorNote error={error} onRetry={() => { void due.refetch(); void measured.refetch(); }} />;
  if (!due.data || !measured.data) return <div className="card"><Skeleton lines={6} /></div>;
  const rows = [...measured.data.items, ...due.data.items.filter(({ id }) => !measured.data.items.some((one) => one.id === id))];
  return rows.length === 0 ? <section className="card"><Empty text={t('improvement.none_in.checks')} action={<Link className="btn" to="/findings">{t('improvement.tab.findings')}</Link>} /></section> : (
    <section className="card sec col g16" data-testid="checks">
      {rows.map((check) => (
        <div key={check.id} className="col g4">
          <div className="row g8 wrap"><Link className="b" to={check.finding_id ? `/findings/${check.finding_id}` : `/actions?action=${check.action_id}`}>{check.action_title}</Link><span className="i2 s">{check.action_no}</span>{check.measures && <span className="m i2">{metricName(check)} · {check.scope_label}</span>}</div>
          <CheckCard check={check} />
        </div>
      ))}
    </section>
  );
}
