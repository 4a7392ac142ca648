// The home of supervisors and of everybody whose day is a queue: one list by time left, and what stands where.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { call } from '@/api/client';
import type { WorkOrderQuery } from '@/api/endpoints';
import { longDate } from '@/shared/format/date';
import { useMay, useSession, useMainRole, useSite } from '@/shared/session/session';
import { Empty, Skeleton, useNow } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { useWorkOrderPage } from '@/shared/work-orders/hooks';
import { Endangered } from '../components/endangered';
import { UrgentRows, reasonOf } from '../components/urgent';
import './home.css';

/** What each role's queue is about; the rest see all open orders. */
const queues: Record<string, WorkOrderQuery> = {
  tech_supervisor: { state: ['accepted', 'received', 'dispatched', 'diagnosing', 'approved', 'waiting_part', 'repairing', 'qc'] },
  parts_keeper: { state: ['waiting_part'] },
  callback_clerk: { state: ['delivered'], sort: 'updated_at' },
};

/** Those who answer for a site's figures see which of them are in danger. */
const supervises = new Set(['tech_supervisor', 'info_supervisor']);

export default function QueueHome() {
  const { t, i18n } = useTranslation();
  const { user } = useSession();
  const role = useMainRole();
  const { site } = useSite();
  const now = useNow(60_000);
  const mayRead = useMay('work_order.read');
  const mayUsers = useMay('user.read');
  const queue = useWorkOrderPage({ open: true, sort: 'promise_at', limit: supervises.has(role) ? 8 : 12, ...queues[role], ...(site ? { site_id: site } : {}) }, mayRead);
  const home = useQuery({ queryKey: ['home'], queryFn: ({ signal }) => call('GET /home', { signal }), staleTime: 60_000, enabled: mayRead });
  const order = { escalated: 0, overdue: 1, unassigned: 2, soon: 3, on_time: 4, paused: 5, waiting_part: 6, none: 7 };
  const rows = [...(queue.data?.items ?? [])].sort((a, b) => (role === 'callback_clerk' ? 0 : order[reasonOf(a, now)] - order[reasonOf(b, now)]));
  const title = queues[role] ? `home.queue.${role}` : 'home.queue.default';
  return (
    <>
      <div className="page-title">
        <h1>{t('home.hello', { name: user.display_name })}</h1>
        <span className="i2">{longDate(now, i18n.language)}</span>
        <span className="sp" />
        <span className="keys"><span><kbd>J</kbd><kbd>K</kbd>{t('work_orders.key_move')}</span><span><kbd>Enter</kbd>{t('work_orders.key_open')}</span></span>
      </div>
      {!mayRead && <section className="card"><Empty text={t('home.admin_hint')} action={mayUsers && <Link className="btn p" to="/users">{t('home.to_users')}</Link>} /></section>}
      {mayRead && (
        <>
          <section className="card">
            <div className="hd">
              <h2>{t(title)}</h2>
              <span className="i2 m">{queue.data ? t('work_orders.count', { count: queue.data.total_estimate ?? 0 }) : ''}</span>
              <span className="sp" />
              <Link className="m" to={`/work-orders${role === 'parts_keeper' ? '?view=all&state=waiting_part' : role === 'callback_clerk' ? '?view=closed' : ''}`}>{t('home.whole_list')} ›</Link>
            </div>
            {queue.error ? <ErrorNote error={queue.error} onRetry={() => void queue.refetch()} /> : queue.isPending ? <Skeleton lines={8} height={20} gap={30} /> : rows.length === 0 ? <Empty text={t('home.queue_empty')} /> : <UrgentRows orders={rows} />}
          </section>
          {supervises.has(role) && <Endangered />}
          <div className="home-section"><h2>{t('home.where')}</h2><span className="i2 m">{home.data ? t('home.where_count', { count: home.data.open, overdue: home.data.overdue }) : ''}</span></div>
          <div className="home-states">
            {(home.data?.states ?? []).filter(({ count }) => count > 0).map(({ state, count }) => (
              <Link key={state} to={`/work-orders?view=all&state=${state}`}><span>{t(`work_order.state.${state}`)}</span><b>{count}</b></Link>
            ))}
            {home.data && home.data.unassigned > 0 && <Link to="/work-orders?view=waiting"><span className="warn">{t('home.figure.unassigned')}</span><b>{home.data.unassigned}</b></Link>}
            {home.data && home.data.paused > 0 && <Link to="/work-orders?view=paused"><span>{t('work_order.paused')}</span><b>{home.data.paused}</b></Link>}
          </div>
        </>
      )}
    </>
  );
}
