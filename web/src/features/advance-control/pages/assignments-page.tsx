// Cases given to people: who does what until when, and how it ended.
// Owns the choice between one's own and all, open and over.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import { call } from '@/api/client';
import { shortMoment } from '@/shared/format/date';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import { FinishDialog, useTakeBack } from '@/shared/landing/finish-dialog';
import { casePath, chanceText, type CaseAssignment } from '@/shared/landing/model';
import { useMay, useSession } from '@/shared/session/session';
import { Empty, Segmented, Skeleton, State, useNow } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { useWorkOrder } from '@/shared/work-orders/hooks';
import '@/shared/landing/landing.css';

const states = ['assigned', 'done', 'cancelled', 'all'] as const;

export default function AssignmentsPage() {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const [search, setSearch] = useSearchParams();
  const metric = search.get('metric') ?? '';
  const state = states.find((one) => one === search.get('state')) ?? 'all';
  const mine = search.get('mine') === '1';
  const mayAssign = useMay('forecast.assign');
  const now = useNow();
  const [cursor, setCursor] = useState(-1);
  const [finishing, setFinishing] = useState<CaseAssignment | null>(null);
  const takeBack = useTakeBack();
  const metrics = useQuery({ queryKey: ['kpi', 'metrics'], queryFn: ({ signal }) => call('GET /metrics', { signal }), staleTime: 5 * 60_000 });
  const query = { metric: metric || undefined, state: state === 'all' ? undefined : [state], owner_employee_id: mine ? (session.user.employee_id ?? undefined) : undefined, limit: 30 };
  const list = useInfiniteQuery({
    queryKey: ['assignments', query],
    queryFn: ({ signal, pageParam }) => call('GET /landing/assignments', { query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const change = (name: string, value: string) => setSearch((previous) => {
    const next = new URLSearchParams(previous);
    if (value) next.set(name, value); else next.delete(name);
    return next;
  }, { replace: true });
  const nameOf = (code: string) => {
    const found = metrics.data?.items.find((one) => one.code === code);
    return found ? (i18n.language.startsWith('zh') ? found.name_zh : found.name_en) : '';
  };
  useShortcuts([
    { key: 'j', label: t('landing.key_down'), run: () => setCursor(Math.min(cursor + 1, items.length - 1)) },
    { key: 'k', label: t('landing.key_up'), run: () => setCursor(Math.max(cursor - 1, 0)) },
    { key: 'Enter', label: t('landing.finish'), run: () => { const item = items[cursor]; if (item?.state === 'assigned') setFinishing(item); } },
  ]);
  return (
    <div className="col g16">
      <div className="page-title wrap" style={{ marginBottom: 0 }}>
        <Link to="/kpi">{t('advance_control.board')}</Link><span className="i3">›</span>
        {metric && nameOf(metric) && <><Link to={`/kpi/${metric}`}>{nameOf(metric)}</Link><span className="i3">›</span></>}
        <h1>{t('advance_control.assignments.title')}</h1>
        <span className="sp" />
        {metric && <button type="button" className="btn sm" onClick={() => change('metric', '')}>{t('advance_control.all_metrics')}</button>}
        {session.user.employee_id && <Segmented label={t('advance_control.assignments.whose')} value={mine ? 'mine' : 'all'} onChange={(value) => change('mine', value === 'mine' ? '1' : '')} options={[{ value: 'all', label: t('advance_control.assignments.everybody') }, { value: 'mine', label: t('advance_control.assignments.mine') }]} />}
        <Segmented label={t('advance_control.assignments.state')} value={state} onChange={(value) => change('state', value === 'all' ? '' : value)} options={states.map((value) => ({ value, label: t(`advance_control.assignments.state_name.${value}`) }))} />
      </div>
      <section className="card" data-testid="assignments">
        {list.error ? <ErrorNote error={list.error} onRetry={() => void list.refetch()} /> : list.isPending ? <Skeleton lines={6} height={20} gap={20} /> : items.length === 0 ? <Empty text={t('advance_control.assignments.nothing')} action={<Link className="btn" to={metric ? `/kpi/${metric}` : '/kpi'}>{t('advance_control.assignments.to_cases')}</Link>} /> : (
          <div style={{ overflowX: 'auto' }}>
            <table className="t">
              <thead><tr><th>{t('advance_control.assignments.case')}</th><th>{t('advance_control.metric')}</th><th>{t('landing.field.owner')}</th><th>{t('landing.field.action')}</th><th>{t('landing.field.due')}</th><th className="n">{t('advance_control.assignments.before')}</th><th>{t('advance_control.assignments.state')}</th><th>{' '}</th></tr></thead>
              <tbody>
                {items.map((item, index) => {
                  const late = item.state === 'assigned' && item.due_at && new Date(item.due_at) < now;
                  return (
                    <tr key={item.id} className={index === cursor ? 'sel' : ''} onClick={() => setCursor(index)} data-assignment={item.id}>
                      <td><CaseName assignment={item} /></td>
                      <td className="nw"><Link to={`/kpi/${item.metric}`}>{nameOf(item.metric)}</Link></td>
                      <td className="nw b">{item.owner_name}</td>
                      <td className="nw">{t(`landing.action.${item.action}`)}{item.note && <span className="i3 s"> {item.note}</span>}</td>
                      <td className="nw i2">{item.due_at ? shortMoment(new Date(item.due_at)) : '–'}</td>
                      <td className="n i2">{chanceText(item.chance_before)}</td>
                      <td className="nw">
                        {item.state === 'assigned' ? <State kind={late ? 'bad' : 'warn'} plain>{t(late ? 'advance_control.assignments.late' : 'advance_control.assignments.state_name.assigned')}</State>
                          : item.state === 'done' ? <State kind={item.result === 'ended_well' ? 'good' : 'bad'} plain>{t(`landing.result.${item.result ?? 'ended_well'}`)}</State> : <State kind="none" plain>{t('advance_control.assignments.state_name.cancelled')}</State>}
                        {item.result_note && <span className="i3 s"> {item.result_note}</span>}
                      </td>
                      <td className="nw r">
                        {item.state === 'assigned' && <button type="button" className="btn sm tint" onClick={() => setFinishing(item)}>{t('landing.finish')}</button>}
                        {item.state === 'assigned' && mayAssign && <button type="button" className="btn sm t" onClick={() => takeBack({ assignment: item })}>{t('landing.take_back')}</button>}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        )}
        {list.hasNextPage && <div className="sec"><button type="button" className="btn" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('advance_control.more')}</button></div>}
      </section>
      {finishing && <FinishDialog assignment={finishing} title={t(`landing.action.${finishing.action}`)} onClose={() => setFinishing(null)} />}
    </div>
  );
}

/** The record behind an assignment, by its customer and number where it is an order's. */
function CaseName({ assignment }: { assignment: CaseAssignment }) {
  const { t } = useTranslation();
  const path = casePath(assignment.case_kind, assignment.case_id);
  if (!path.startsWith('/work-orders/')) return <Link to={path}>{t(`landing.case_kind.${assignment.case_kind}`)}</Link>;
  return <OrderName id={assignment.case_id} path={path} kind={t(`landing.case_kind.${assignment.case_kind}`)} />;
}

function OrderName({ id, path, kind }: { id: string; path: string; kind: string }) {
  const order = useWorkOrder(id);
  return <Link to={path}>{order.data ? `${order.data.customer_name} · ${order.data.no}` : kind}</Link>;
}
