// The technician's day: the next job with one large button, the rest in order, his own figures. Made for the phone first.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router-dom';
import { call } from '@/api/client';
import type { WorkOrderRow } from '@/api/types';
import { addDays, addMonths, dateText, longDate, monthStart, shortDate, shortMoment, timeText } from '@/shared/format/date';
import { intervalText, metricText } from '@/shared/format/metric';
import { useMay, useSession } from '@/shared/session/session';
import { Empty, Skeleton, State, useNow } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import { Icon } from '@/shared/ui/icon';
import { ErrorNote, toast } from '@/shared/ui/overlay';
import { useActions, useWorkOrder, useWorkOrderPage, workOrderKeys } from '@/shared/work-orders/hooks';
import { machineText, promiseLeft } from '@/shared/work-orders/model';
import { StateTag } from '@/shared/work-orders/parts';
import { useKpi } from '../api/board';
import './technician-home.css';

/** Steps that ask for nothing: one tap does them. */
const oneTap = new Set(['accept', 'receive', 'contact', 'travel', 'arrive', 'part_arrived', 'start_repair', 'finish_repair', 'pass_qc', 'notify_customer', 'deliver', 'resume']);

export default function TechnicianHome() {
  const { t, i18n } = useTranslation();
  const { user } = useSession();
  const now = useNow();
  const mine = user.employee_id ?? '';
  const jobs = useWorkOrderPage({ technician_id: mine, open: true, sort: 'promise_at', limit: 50 }, mine !== '');
  const today = dateText(now);
  const done = useWorkOrderPage({ technician_id: mine, state: ['delivered', 'closed'], sort: '-updated_at', limit: 20 }, mine !== '');
  const doneToday = (done.data?.items ?? []).filter(({ delivered_at }) => delivered_at && dateText(new Date(delivered_at)) === today);
  // What waits for somebody else stands below what he can do now.
  const mayCheck = useMay('work_order.qc');
  const waiting = new Set(['waiting_part', 'quoting', 'ready', 'delivered', 'in_transit', ...(mayCheck ? [] : ['qc'])]);
  const open = (jobs.data?.items ?? []).filter(({ state }) => state !== 'delivered');
  const doable = open.filter(({ state, paused }) => !paused && !waiting.has(state));
  const blocked = open.filter(({ state, paused }) => paused || waiting.has(state));
  const [first, ...rest] = doable;
  return (
    <div className="tech">
      <div className="tech-top">
        <h1>{t('home.tech.today', { count: doable.length })}</h1>
        <div className="i2">{longDate(now, i18n.language)} · {user.display_name} · {t('home.tech.done', { count: doneToday.length })}</div>
      </div>
      {jobs.error ? <ErrorNote error={jobs.error} onRetry={() => void jobs.refetch()} /> : jobs.isPending && mine ? <div className="card"><Skeleton lines={5} height={20} /></div> : null}
      {(!mine || (jobs.data && open.length === 0)) && <div className="card"><Empty text={t('home.tech.none')} /></div>}
      {first && <NextJob key={first.id} row={first} now={now} />}
      {rest.length > 0 && <JobList title={t('home.tech.then')} rows={rest} now={now} />}
      {blocked.length > 0 && <JobList title={t('home.tech.blocked')} rows={blocked} now={now} />}
      {doneToday.length > 0 && <JobList title={t('home.tech.done_today')} rows={doneToday} now={now} done />}
      <MyFigures employee={mine} today={today} />
    </div>
  );
}

/** Today the time is enough; another day is named. */
function dayOrTime(at: Date, now: Date, both = false): string {
  if (dateText(at) === dateText(now)) return timeText(at);
  return both ? shortMoment(at, now) : shortDate(at, now);
}

function NextJob({ row, now }: { row: WorkOrderRow; now: Date }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const order = useWorkOrder(row.id);
  const actions = useActions(row.id);
  const next = actions.data?.items.find((action) => action.allowed && action.primary) ?? // A call is never the way on by itself: it leaves the order where it is, and the button would stand there for ever.
    actions.data?.items.find((action) => action.allowed && action.transition !== 'contact' && oneTap.has(action.transition));
  const left = promiseLeft(row, now, t);
  const go = useMutation({
    mutationFn: (transition: string) => call('POST /work-orders/{id}/{transition}', { path: { id: row.id, transition }, body: {}, ifMatch: order.data?.version ?? row.version }),
    onSuccess: (changed) => {
      queries.setQueryData(workOrderKeys.one(row.id), changed);
      void queries.invalidateQueries({ queryKey: ['work-orders'] });
      toast('good', `${changed.no} · ${t(`work_order.state.${changed.state}`)}`);
    },
    onError: (error) => {
      toast('bad', errorText(error, t));
      void queries.invalidateQueries({ queryKey: workOrderKeys.one(row.id) });
    },
  });
  const phone = order.data?.contact_phone ?? '';
  const callable = /^\+?[\d\s-]{5,}$/.test(phone);
  const need = order.data?.expectations[0]?.text;
  return (
    <section className="card tech-now">
      <div className="row g8">
        <Link to={`/work-orders/${row.id}`} className="tech-time">{row.promise.at ? t('home.tech.until', { time: dayOrTime(new Date(row.promise.at), now, true) }) : row.no}</Link>
        <span className="sp" />
        {left && <State kind={left.state}>{left.text}</State>}
      </div>
      <div className="tech-who"><b>{row.customer_name}</b> <span className="i2">{[machineText(row), row.symptom_text].filter(Boolean).join(' ')}</span></div>
      <div className="row g8 wrap tech-facts">
        <StateTag order={row} /><span className="tag">{t(`work_order.service_type.${row.service_type}`)}</span><span className="i3">{row.no}</span>
        {row.repeat_of && <span className="tag warn">{t('work_orders.repeat_of')}</span>}
      </div>
      {need && <div className="note warn tech-need"><State kind="warn">{t('home.tech.wants')}</State> {need}</div>}
      <div className="row g8" style={{ marginTop: 14 }}>
        {next && oneTap.has(next.transition) ? (
          <button type="button" className="btn p tech-big" disabled={go.isPending} onClick={() => go.mutate(next.transition)}>{t(`work_order.transition.${next.transition}`)}</button>
        ) : (
          <button type="button" className="btn p tech-big" onClick={() => navigate(`/work-orders/${row.id}`)}>{next ? t(`work_order.transition.${next.transition}`) : t('home.tech.open')}</button>
        )}
        {callable && <a className="btn tech-call" href={`tel:${phone.replace(/[\s-]/g, '')}`} aria-label={t('home.tech.call')}><Icon name="phone" size={24} /></a>}
      </div>
    </section>
  );
}

function JobList({ title, rows, now, done = false }: { title: string; rows: readonly WorkOrderRow[]; now: Date; done?: boolean }) {
  const { t } = useTranslation();
  return (
    <section className="card tech-list" aria-label={title}>
      <div className="tech-title s i3">{title}</div>
      {rows.map((row) => {
        const left = promiseLeft(row, now, t);
        const at = done ? row.delivered_at : row.promise.at;
        return (
          <Link className={done ? 'tech-job done' : 'tech-job'} to={`/work-orders/${row.id}`} key={row.id}>
            <span className="b tech-at">{at ? dayOrTime(new Date(at), now) : '–'}</span>
            <span className="min0">
              <span className="el" style={{ display: 'block' }}><b>{row.customer_name}</b> <span className="i2">{machineText(row)}</span></span>
              <span className="tech-sub">
                {done ? <State plain kind="good">{t(`work_order.state.${row.state}`)}</State> : left?.state === 'bad' || left?.state === 'warn' ? <State plain kind={left.state}>{left.text}</State> : <span className="i2">{t(`work_order.state.${row.state}`)}</span>}
                <span className="i2 el">{row.symptom_text}</span>
              </span>
            </span>
            <span className="i3"><Icon name="right" size={18} /></span>
          </Link>
        );
      })}
    </section>
  );
}

function MyFigures({ employee, today }: { employee: string; today: string }) {
  const { t, i18n } = useTranslation();
  // A technician has few orders a month: three months together.
  const from = addMonths(monthStart(today), -2);
  const answer = useKpi({ metrics: ['ftfr', 'tat_attain', 'rrr'], from, to: addDays(today, 1), where: `technician = '${employee}'` }, employee !== '');
  const chinese = i18n.language.startsWith('zh');
  const lines = (answer.data?.metrics ?? []).flatMap((series) => {
    const cell = series.cells[0];
    return cell && cell.value != null ? [{ series, cell }] : [];
  });
  if (!employee) return null;
  return (
    <section className="card tech-figures">
      <Link className="row tech-figure" to="/my-kpis"><b>{t('home.tech.mine')}</b><span className="sp" /><span className="s i2">{lines.length > 0 ? t('home.tech.three_months') : t('home.tech.mine_hint')}</span><span className="i3"><Icon name="right" size={18} /></span></Link>
      {lines.map(({ series, cell }) => (
        <Link key={series.code} className="row g8 tech-figure" to={`/kpi/${series.code}`}>
          <span>{chinese ? series.name_zh : series.name_en}</span><b>{metricText(cell.value, series.unit, t)}</b>
          <span className="sp" />
          <span className="s i2">n {cell.n}{cell.interval ? ` · ${t('home.interval', { interval: intervalText(cell.interval, series.unit, t) })}` : ''}</span>
        </Link>
      ))}
    </section>
  );
}
