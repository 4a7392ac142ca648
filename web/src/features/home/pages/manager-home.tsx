// The manager's home: what needs him today, the metrics in danger, yesterday in figures.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { call } from '@/api/client';
import { longDate, zonedParts } from '@/shared/format/date';
import { useLandingBoard, useLandingScope } from '@/shared/landing/hooks';
import { useSession, useSite } from '@/shared/session/session';
import { Empty, Skeleton, useNow } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { useWorkOrderPage } from '@/shared/work-orders/hooks';
import { Endangered } from '../components/endangered';
import { UrgentRows } from '../components/urgent';
import { Yesterday } from '../components/yesterday';
import './home.css';

export default function ManagerHome() {
  const { t, i18n } = useTranslation();
  const { user } = useSession();
  const { site } = useSite();
  const now = useNow(60_000);
  const at = site ? { site_id: site } : {};
  const late = useWorkOrderPage({ open: true, overdue: true, sort: 'promise_at', limit: 20, ...at });
  const next = useWorkOrderPage({ open: true, sort: 'promise_at', limit: 50, ...at });
  const home = useQuery({ queryKey: ['home'], queryFn: ({ signal }) => call('GET /home', { signal }), staleTime: 60_000 });
  const board = useLandingBoard(useLandingScope());

  const escalated = (next.data?.items ?? []).filter(({ escalation_level }) => escalation_level > 0);
  const rows = [...escalated, ...(late.data?.items ?? []).filter(({ escalation_level, state }) => escalation_level === 0 && state !== 'delivered')];
  const upcoming = (next.data?.items ?? []).filter((order) => !rows.some(({ id }) => id === order.id) && order.state !== 'delivered' && order.promise.at);
  const shown = [...rows, ...upcoming].slice(0, 5);
  const hour = zonedParts(now).hour;
  const greeting = hour < 5 ? 'night' : hour < 11 ? 'morning' : hour < 13 ? 'noon' : hour < 18 ? 'afternoon' : 'evening';
  return (
    <>
      <div className="page-title">
        <h1>{t(`home.greeting.${greeting}`, { name: user.display_name })}</h1>
        <span className="i2">{longDate(now, i18n.language)}{board.data && board.data.workdays > 0 ? ` · ${t('home.workday', { day: board.data.workday, days: board.data.workdays })}` : ''}</span>
        <span className="sp" />
        <span className="keys"><span><kbd>J</kbd><kbd>K</kbd>{t('work_orders.key_move')}</span><span><kbd>Enter</kbd>{t('work_orders.key_open')}</span><span><kbd>?</kbd>{t('shell.all_keys')}</span></span>
      </div>
      <section className="card" aria-label={t('home.decide')}>
        <div className="hd">
          <h2>{t('home.decide')}</h2>
          <span className="i2 m">{home.data ? t('home.decide_count', { escalated: home.data.escalated, overdue: home.data.overdue }) : ''}</span>
          <span className="sp" />
          <Link className="m" to="/work-orders?view=overdue">{t('home.all_late')} ›</Link>
        </div>
        {late.error ? <ErrorNote error={late.error} onRetry={() => void late.refetch()} /> : late.isPending || next.isPending ? <Skeleton lines={5} height={20} gap={30} /> : shown.length === 0 ? <Empty text={t('home.nothing_to_decide')} /> : <UrgentRows orders={shown} tint />}
      </section>
      <Endangered />
      <Yesterday now={now} />
    </>
  );
}
