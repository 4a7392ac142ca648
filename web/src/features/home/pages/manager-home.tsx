// The manager's home: what needs him today, the metrics in danger, how the house stands.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { call } from '@/api/client';
import { addDays, dateText, longDate, zonedParts } from '@/shared/format/date';
import { useSession, useSite } from '@/shared/session/session';
import { Empty, Skeleton, useNow } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { useWorkOrderPage } from '@/shared/work-orders/hooks';
import { endangered, recentMonths, useKpi, watched } from '../api/board';
import { KpiCard } from '../components/kpi-card';
import { UrgentRows } from '../components/urgent';
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
  const months = useKpi({ metrics: watched, ...recentMonths(now) });
  const today = dateText(now);
  const yesterday = addDays(today, -1);
  const flow = useKpi({ metrics: ['intake_count'], from: addDays(yesterday, -28), to: today, grain: 'day' });

  const escalated = (next.data?.items ?? []).filter(({ escalation_level }) => escalation_level > 0);
  const rows = [...escalated, ...(late.data?.items ?? []).filter(({ escalation_level, state }) => escalation_level === 0 && state !== 'delivered')];
  const upcoming = (next.data?.items ?? []).filter((order) => !rows.some(({ id }) => id === order.id) && order.state !== 'delivered' && order.promise.at);
  const shown = [...rows, ...upcoming].slice(0, 5);
  const cards = endangered(months.data?.metrics ?? []);
  const worse = cards.filter(({ verdict }) => verdict === 'worse').length;

  const days = flow.data?.metrics[0]?.cells ?? [];
  const yesterdayIntake = days.find(({ period }) => period.from === yesterday)?.value ?? null;
  const sameDays = [7, 14, 21, 28].flatMap((back) => days.find(({ period }) => period.from === addDays(yesterday, -back))?.value ?? []);
  const usual = sameDays.length ? sameDays.reduce((sum, value) => sum + value, 0) / sameDays.length : null;
  const hour = zonedParts(now).hour;
  const greeting = hour < 5 ? 'night' : hour < 11 ? 'morning' : hour < 13 ? 'noon' : hour < 18 ? 'afternoon' : 'evening';
  return (
    <>
      <div className="page-title">
        <h1>{t(`home.greeting.${greeting}`, { name: user.display_name })}</h1>
        <span className="i2">{longDate(now, i18n.language)}</span>
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
      <div className="home-section">
        <h2>{t('home.endangered')}</h2>
        <span className="i2 m">{months.data ? t('home.endangered_count', { worse, count: watched.length }) : ''}</span>
        <span className="sp" />
        <Link className="m" to="/kpi">{t('home.board')} ›</Link>
      </div>
      {months.error ? <div className="card"><ErrorNote error={months.error} onRetry={() => void months.refetch()} /></div> : (
        <section className="home-kpis">
          {months.isPending ? [0, 1, 2, 3].map((index) => <article className="card home-kpi" key={index}><Skeleton lines={6} /></article>) : cards.map((card) => <KpiCard key={card.series.code} watched={card} />)}
        </section>
      )}
      <section className="card home-strip">
        <div><h2>{t('home.now')}</h2><div className="s i3">{longDate(now, i18n.language)}</div></div>
        <Figure title={t('home.figure.intake')} value={yesterdayIntake} note={usual !== null ? t('home.usual', { value: Math.round(usual * 10) / 10 }) : ''} to="/work-orders?view=all" />
        <Figure title={t('home.figure.open')} value={home.data?.open} note={home.data ? t('home.figure.overdue', { count: home.data.overdue }) : ''} to="/work-orders" bad={(home.data?.overdue ?? 0) > 0} />
        <Figure title={t('home.figure.due_today')} value={home.data?.due_today} note={home.data ? t('home.figure.paused', { count: home.data.paused }) : ''} to="/work-orders" />
        <Figure title={t('home.figure.ready')} value={home.data?.ready_shelf} note={home.data ? t('home.figure.over_7', { count: home.data.ready_over_7_days }) : ''} to="/work-orders?view=ready" />
        <Figure title={t('home.figure.unassigned')} value={home.data?.unassigned} note={home.data ? t('home.figure.to_notify', { count: home.data.to_notify }) : ''} to="/work-orders?view=waiting" />
      </section>
    </>
  );
}

function Figure({ title, value, note, to, bad = false }: { title: string; value: number | null | undefined; note: string; to: string; bad?: boolean }) {
  return (
    <div>
      <Link to={to}>
        <div className="s i2">{title}</div>
        <div className="v">{value ?? '–'}</div>
        <div className={bad ? 's b warn' : 's i2'}>{note}</div>
      </Link>
    </div>
  );
}
