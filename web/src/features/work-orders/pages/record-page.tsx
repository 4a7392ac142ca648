// One work order on one page: where it stands, what comes next, whose and what it is, who said what.
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { call } from '@/api/client';
import type { Action, Clock, WorkOrder } from '@/api/types';
import { longMoment, shortMoment } from '@/shared/format/date';
import { formatDuration } from '@/shared/format/duration';
import { formatMoney } from '@/shared/format/money';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import { useMay } from '@/shared/session/session';
import { Avatar, Skeleton, State, useNow, usePhone } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import { Icon } from '@/shared/ui/icon';
import { ErrorNote, Menu, toast } from '@/shared/ui/overlay';
import { printLabel } from '@/shared/work-orders/label';
import { useActions, useWorkOrder, useWorkOrderPage, workOrderKeys } from '@/shared/work-orders/hooks';
import { isUnfinished, machineText, promiseLeft, shownSteps } from '@/shared/work-orders/model';
import { StateTag, WarrantyTag, WorkOrderLink } from '@/shared/work-orders/parts';
import { Chain } from '../components/chain';
import { Comments } from '../components/comments';
import { Needs } from '../components/needs';
import { Timeline } from '../components/timeline';
import { TransitionDialog } from '../components/transition-dialog';
import './record-page.css';

export default function WorkOrderRecordPage() {
  const { id = '' } = useParams();
  const order = useWorkOrder(id);
  if (order.error && !order.data) return <ErrorNote error={order.error} onRetry={() => void order.refetch()} />;
  if (!order.data) return <div className="card"><Skeleton lines={10} height={20} gap={22} /></div>;
  // Another order is another page: nothing typed for one may end up at the other.
  return <Record key={id} order={order.data} />;
}

function Record({ order }: { order: WorkOrder }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const now = useNow();
  const [transition, setTransition] = useState<string | null>(null);
  const actions = useActions(order.id);
  const print = useMutation({
    mutationFn: () => call('GET /work-orders/{id}/label', { path: { id: order.id } }),
    onSuccess: printLabel,
    onError: (error) => toast('bad', errorText(error, t)),
  });
  const items = actions.data?.items ?? [];
  const primary = items.find((action) => action.allowed && action.primary) ?? items.find((action) => action.allowed && steps.has(action.transition));
  const allowed = (name: string) => items.some((action) => action.allowed && action.transition === name);
  useShortcuts([
    ...(primary ? [{ key: 'Enter', label: t(`work_order.transition.${primary.transition}`), run: () => setTransition(primary.transition) }] : []),
    ...(allowed('repromise') ? [{ key: 'r', label: t('work_order.transition.repromise'), run: () => setTransition('repromise') }] : []),
    { key: 'c', label: t('work_orders.write_comment'), run: () => document.querySelector<HTMLTextAreaElement>('.wo-box textarea')?.focus() },
    { key: 'p', label: t('work_orders.print'), run: () => print.mutate() },
    { key: 'Escape', label: t('work_orders.crumb'), run: () => navigate(-1) },
  ]);
  return (
    <div className="wo-record">
      <header className="wo-head">
        <div className="wo-h1">
          <Link to="/work-orders" className="m">{t('work_orders.crumb')}</Link>
          <span className="i3">›</span>
          <h1 className="nw">{order.no}</h1>
          <StateTag order={order} large />
          <b className="nw">{order.customer_name}</b>
          <span className="i2 el wo-title">{[machineText(order), order.symptom_text].filter(Boolean).join(' · ')}</span>
          <span className="tag">{t(`work_order.service_type.${order.service_type}`)}</span>
          <WarrantyTag order={order} />
          {order.repeat_of && <Link className="tag warn" to={`/work-orders/${order.repeat_of}`}>{t('work_orders.repeat_of')}</Link>}
          {order.escalation_level > 0 && <span className="tag bad">{t('work_orders.escalated', { level: order.escalation_level })}</span>}
          {order.imported && <span className="tag">{t('work_orders.imported')}</span>}
          <span className="sp" />
          <span className="m i2 nw">{t('work_orders.owner')}</span>
          {order.technician_name ? <><Avatar small name={order.technician_name} /><b className="m nw">{order.technician_name}</b></> : <span className="m warn b nw">{t('work_orders.no_owner')}</span>}
          <button type="button" className="btn sm no-print wo-print" onClick={() => print.mutate()}>{t('work_orders.print')} <kbd>P</kbd></button>
        </div>
        <Track order={order} />
        <Clocks order={order} now={now} locale={i18n.language} />
        <Actions items={items} primary={primary} pending={actions.isPending} onPick={setTransition} />
      </header>
      <div className="wo-body">
        <div className="wo-col">
          <Needs order={order} />
          <MachineAndCustomer order={order} />
        </div>
        <div className="wo-col">
          <Work order={order} />
          <History order={order} />
        </div>
        <section className="card sec wo-col" style={{ gap: 0 }}>
          <Comments id={order.id} />
          <div className="wo-divider" />
          <Timeline id={order.id} />
        </section>
      </div>
      <Chain order={order} />
      {transition && <TransitionDialog order={order} transition={transition} onClose={() => setTransition(null)} />}
    </div>
  );
}

/** Steps along the way, as opposed to side actions. */
const steps = new Set([
  'accept', 'ship', 'receive', 'dispatch', 'contact', 'schedule', 'travel', 'arrive', 'diagnose', 'approve_quote', 'part_arrived', 'start_repair',
  'finish_repair', 'pass_qc', 'notify_customer', 'deliver', 'close', 'resume',
]);

function Track({ order }: { order: WorkOrder }) {
  const { t } = useTranslation();
  return (
    <ol className="wo-track">
      {shownSteps(order).map(({ code, status, at }) => (
        <li key={code} className={status} aria-current={status === 'current' ? 'step' : undefined}>
          <span className="dot">{status === 'done' && <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true"><path d="m2 5.2 2.2 2.2L8.2 3" fill="none" stroke="#fff" strokeWidth="1.6" /></svg>}</span>
          {t(`work_order.step.${code}`)}
          {at && <small>{shortMoment(new Date(at))}</small>}
        </li>
      ))}
    </ol>
  );
}

function Clocks({ order, now, locale }: { order: WorkOrder; now: Date; locale: string }) {
  const { t } = useTranslation();
  const clocks = useQuery({ queryKey: workOrderKeys.part(order.id, 'clocks'), queryFn: ({ signal }) => call('GET /work-orders/{id}/clocks', { path: { id: order.id }, signal }), refetchInterval: isUnfinished(order) ? 60_000 : false });
  const left = promiseLeft(order, now, t);
  const { promise } = order;
  const told = order.promises.at(-1);
  const original = promise.changes > 0 && promise.original_at;
  return (
    <div className="wo-clocks">
      <div>
        <div className="s i2">{t('work_orders.promise')}</div>
        <div className="v">
          {promise.at ? longMoment(new Date(promise.at), locale) : t('work_orders.promise_none')}{' '}
          {left && <span style={{ fontSize: 14 }}>{left.state === 'good' ? <span className="good">{left.text}</span> : <State kind={left.state}>{left.text}</State>}</span>}
        </div>
        <div className="s i2">
          {original
            ? [t('work_orders.promise_original', { at: longMoment(new Date(original), locale) }), t('work_orders.promise_changes', { count: promise.changes }), told && (told.told_customer ? t('work_orders.promise_told') : t('work_orders.promise_untold'))].filter(Boolean).join(' · ')
            : promise.at ? t('work_orders.promise_kept') : ''}
          {order.delivered_at && ` · ${t('work_orders.promise_delivered', { at: shortMoment(new Date(order.delivered_at)) })}`}
        </div>
      </div>
      {(['customer', 'business', 'manufacturer'] as const).map((kind) => <ClockCell key={kind} kind={kind} clock={clocks.data?.items.find((clock) => clock.kind === kind)} />)}
    </div>
  );
}

function ClockCell({ kind, clock }: { kind: Clock['kind']; clock: Clock | undefined }) {
  const { t } = useTranslation();
  const share = clock && clock.limit_ms > 0 ? Math.min(1, clock.used_ms / clock.limit_ms) : 0;
  const days = kind !== 'business';
  const tone = clock?.over_limit ? 'bad' : share > 0.8 ? 'warn' : '';
  const notes = clock ? [t(`work_orders.clock.${kind}`), clock.paused_ms > 60_000 ? t('work_orders.clock_paused', { time: formatDuration(clock.paused_ms, t, { days }) }) : '', clock.started_at && !clock.running ? t('work_orders.clock_stopped') : ''].filter(Boolean) : [t(`work_orders.clock.${kind}`)];
  return (
    <div>
      <div className="s i2 el">{notes.join(' · ')}</div>
      <div className="v">
        {clock ? (clock.started_at ? formatDuration(clock.used_ms, t, { days }) : t('work_orders.clock_idle')) : <span className="skeleton" style={{ width: 120, height: 20 }} />}{' '}
        {clock && <span className="s i2" style={{ fontWeight: 400 }}>{t('work_orders.clock_limit', { limit: formatDuration(clock.limit_ms, t, { days }) })}</span>}{' '}
        {clock?.over_limit && <State kind="bad">{t('work_orders.clock_over')}</State>}
      </div>
      <div className={`pg ${tone}`}><i style={{ width: `${share * 100}%` }} /></div>
    </div>
  );
}

function Actions({ items, primary, pending, onPick }: { items: readonly Action[]; primary: Action | undefined; pending: boolean; onPick: (transition: string) => void }) {
  const { t } = useTranslation();
  const rest = items.filter((action) => action.allowed && action !== primary);
  const phone = usePhone();
  const shown = rest.slice(0, phone ? 1 : 5);
  const more = rest.slice(shown.length);
  // The refusal that people meet next is shown; the rest stand behind "more" with their reasons.
  const refused = items.filter((action) => !action.allowed && action.reason !== 'not_in_service_type');
  const nextRefused = refused.find((action) => action.primary || (action.transition === 'deliver' && action.reason !== 'wrong_state')) ?? refused.find((action) => action.reason && !['wrong_state', 'not_paused', 'not_permitted'].includes(action.reason));
  const reason = (action: Action) => [
    t(`work_order.refusal.${action.reason ?? 'wrong_state'}`),
    action.who.length > 0 && action.reason === 'not_permitted' ? t('work_orders.refused_who', { who: action.who.slice(0, 3).map((role) => t(`role.${role}`, { defaultValue: role })).join(t('work_orders.list_comma')) }) : '',
  ].filter(Boolean).join(' · ');
  return (
    <div className="wo-acts no-print">
      <span className="m i2" style={{ marginRight: 4 }}>{t('work_orders.next')}</span>
      {pending && <span className="skeleton" style={{ width: 220, height: 32 }} />}
      {primary && <button type="button" className="btn p" onClick={() => onPick(primary.transition)}>{t(`work_order.transition.${primary.transition}`)} <kbd>Enter</kbd></button>}
      {shown.map(({ transition }) => (
        <button key={transition} type="button" className="btn" onClick={() => onPick(transition)}>
          {t(`work_order.transition.${transition}`)}{transition === 'repromise' && <> <kbd>R</kbd></>}
        </button>
      ))}
      {(more.length > 0 || refused.length > 0) && (
        <Menu className="btn" up={phone} title={t('work_orders.more')} label={<>{t('work_orders.more')} <Icon name="chevron" size={14} /></>}>
          {(close) => (
            <>
              {more.map(({ transition }) => <button key={transition} type="button" className="menu-item" onClick={() => { close(); onPick(transition); }}>{t(`work_order.transition.${transition}`)}</button>)}
              {more.length > 0 && <div className="menu-line" />}
              {refused.map((action) => (
                <div key={action.transition} className="menu-item" style={{ cursor: 'help' }}>
                  <span className="btn sm dis" aria-disabled="true">{t(`work_order.transition.${action.transition}`)}</span>
                  <span className="s i2">{reason(action)}</span>
                </div>
              ))}
            </>
          )}
        </Menu>
      )}
      {!pending && !primary && rest.length === 0 && <span className="m i2">{t('work_orders.no_actions')}</span>}
      <span className="sp" />
      {nextRefused && !phone && <><span className="btn dis" aria-disabled="true">{t(`work_order.transition.${nextRefused.transition}`)}</span><span className="m i2">{reason(nextRefused)}</span></>}
    </div>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return <><dt>{label}</dt><dd>{children}</dd></>;
}

function MachineAndCustomer({ order }: { order: WorkOrder }) {
  const { t, i18n } = useTranslation();
  const mayAsset = useMay('asset.read');
  const asset = useQuery({
    queryKey: ['assets', 'one', order.asset_id], queryFn: ({ signal }) => call('GET /assets/{id}', { path: { id: order.asset_id ?? '' }, signal }), enabled: mayAsset && !!order.asset_id,
  });
  const cover = asset.data?.entitlements.filter(({ state }) => state === 'active').map(({ ends_on }) => ends_on).sort().at(-1);
  return (
    <section className="card sec wo-grow">
      <div className="row" style={{ marginBottom: 6 }}>
        <h3>{t('work_orders.machine_customer')}</h3><span className="sp" />
        {order.asset_id && mayAsset && <Link className="m" to={`/assets/${order.asset_id}`}>{t('work_orders.asset_file')} ›</Link>}
      </div>
      <dl className="kv">
        {machineText(order) && <Fact label={t('work_orders.fact.machine')}>{machineText(order)}{order.age_years != null && <span className="i2"> · {t('work_orders.fact.age')} {t('work_orders.years', { years: Math.round(order.age_years * 10) / 10 })}</span>}</Fact>}
        {order.serial_no && <Fact label={t('work_orders.fact.serial')}>{order.serial_no} <span className="i2">{[asset.data?.sold_on && t('work_orders.sold_on', { date: asset.data.sold_on }), cover && t('work_orders.covered_until', { date: cover })].filter(Boolean).join(i18n.language === 'en' ? ', ' : '，')}</span></Fact>}
        {asset.data && <Fact label={t('work_orders.fact.repairs')}>{asset.data.repair_count > 0 ? t('work_orders.repair_count', { count: asset.data.repair_count }) : t('work_orders.never_repaired')}{order.repeat_of && <> · <WorkOrderLink id={order.repeat_of} no={order.repeat_of_no} /></>}</Fact>}
        <Fact label={t('work_orders.fact.warranty')}>{t(`work_order.warranty.${order.warranty}`)}{order.warranty_evidence && <span className="i2"> · {order.warranty_evidence}</span>}</Fact>
        {order.customer_name && <Fact label={t('work_orders.fact.customer')}>{order.customer_id ? <Link to={`/customers/${order.customer_id}`}>{order.customer_name}</Link> : order.customer_name}</Fact>}
        {order.contact_phone && <Fact label={t('work_orders.fact.contact')}>{order.contact_name && order.contact_name !== order.customer_name ? `${order.contact_name} ` : ''}{order.contact_phone}</Fact>}
        {order.symptom_text && <Fact label={t('work_orders.fact.words')}>“{order.symptom_text}”</Fact>}
        {order.accessories.length > 0 && <Fact label={t('work_orders.fact.accessories')}>{order.accessories.join(t('work_orders.list_comma'))}</Fact>}
        {order.appearance && <Fact label={t('work_orders.fact.appearance')}>{order.appearance}</Fact>}
        <Fact label={t('work_orders.fact.data')}>{t(`work_order.data_handling.${order.data_handling}`)}</Fact>
        <Fact label={t('work_orders.fact.channel')}>{t(`work_order.channel.${order.channel}`, { defaultValue: order.channel })}{order.source && <span className="i2"> · {order.source} {order.source_id}</span>}</Fact>
        {Object.keys(order.attributes).length > 0 && <Fact label={t('work_orders.attributes')}>{Object.entries(order.attributes).map(([name, value]) => <div key={name}><span className="i3">{name}</span> {String(value)}</div>)}</Fact>}
      </dl>
    </section>
  );
}

function Work({ order }: { order: WorkOrder }) {
  const { t } = useTranslation();
  const none = <span className="i3">{t('work_orders.not_yet')}</span>;
  const at = (value: string) => shortMoment(new Date(value));
  const onsite = order.service_type === 'onsite';
  return (
    <section className="card sec">
      <div className="row" style={{ marginBottom: 6 }}><h3>{t('work_orders.work')}</h3><span className="sp" />{order.reopen_count > 0 && <span className="tag warn">{t('work_orders.reopened', { count: order.reopen_count })}</span>}</div>
      <dl className="kv">
        <Fact label={t('work_orders.fact.technician')}>{order.technician_name || <span className="warn">{t('work_orders.no_owner')}</span>}</Fact>
        <Fact label={t('work_orders.fact.priority')}>{t(`work_order.priority.${order.priority}`)}</Fact>
        {order.manufacturer_no && <Fact label={t('work_orders.fact.manufacturer_no')}>{order.manufacturer_no}</Fact>}
        {onsite && <Fact label={t('work_orders.fact.appointment')}>{order.appt_from ? <>{at(order.appt_from)}{order.appt_to && `–${at(order.appt_to).split(' ').at(-1) ?? ''}`} {order.appointment_version > 1 && <span className="warn">{t('work_orders.appointment_version', { count: order.appointment_version })}</span>}</> : none}</Fact>}
        {onsite && order.visits > 0 && <Fact label={t('work_orders.fact.visits')}>{t('work_orders.visits_count', { count: order.visits })}</Fact>}
        <Fact label={t('work_orders.fact.fault')}>{order.fault_code_name || none}</Fact>
        <Fact label={t('work_orders.fact.quote')}>{order.quote_decision === 'none' && !order.quote_amount ? none : <>{order.quote_amount && <b>{formatMoney(order.quote_amount)} </b>}<span className="i2">{t(`work_orders.quote_decision.${order.quote_decision}`)}</span></>}</Fact>
        {order.price_limit && <Fact label={t('work_orders.fact.limit')}>{formatMoney(order.price_limit)}</Fact>}
        <Fact label={t('work_orders.fact.part')}>{order.part_available_at ? <State plain kind="good">{t('work_orders.part_here', { at: at(order.part_available_at) })}</State> : order.part_promised_at ? <State plain kind={new Date(order.part_promised_at) < new Date() ? 'bad' : 'none'}>{t('work_orders.part_promised', { at: at(order.part_promised_at) })}</State> : none}</Fact>
        {order.pause && <Fact label={t('work_orders.fact.pause')}><State plain kind="warn">{t('work_orders.pause_since', { reason: t(`work_orders.pause_reason.${order.pause.reason}`), at: at(order.pause.since) })}</State><div className="i2">{order.pause.evidence ? t('work_orders.pause_evidence', { text: order.pause.evidence }) : t('work_orders.pause_no_evidence')}</div></Fact>}
        {!onsite && order.service_type !== 'remote' && <Fact label={t('work_orders.fact.qc')}>{order.qc_passed_at ? <State plain kind="good">{t('work_orders.qc_ok', { at: at(order.qc_passed_at) })}</State> : none}{order.qc_failures > 0 && <span className="warn"> · {t('work_orders.qc_failures', { count: order.qc_failures })}</span>}</Fact>}
        <Fact label={t('work_orders.fact.outcome')}>{order.outcome === 'unknown' ? none : <State plain kind={order.outcome === 'repaired' ? 'good' : 'warn'}>{t(`work_order.outcome.${order.outcome}`)}</State>}{order.outcome_barrier && <span className="i2"> · {order.outcome_barrier}</span>}{order.cancel_reason && <span className="i2"> {t(`work_orders.cancel_reason.${order.cancel_reason}`)}</span>}</Fact>
      </dl>
      {order.promises.length > 1 && (
        <>
          <div className="wo-divider" />
          <h3>{t('work_orders.promises')}</h3>
          <table className="t wo-plain"><tbody>
            {[...order.promises].reverse().map((promise, index) => (
              <tr key={promise.made_at + String(index)}><td className="nw">{at(promise.at)}</td><td className="i2">{promise.reason || t('work_orders.promise_first')}</td><td className="n i2">{promise.made_by} · {promise.told_customer ? t('work_orders.promise_told') : t('work_orders.promise_untold')}</td></tr>
            ))}
          </tbody></table>
        </>
      )}
    </section>
  );
}

function History({ order }: { order: WorkOrder }) {
  const { t } = useTranslation();
  const history = useWorkOrderPage({ asset_id: order.asset_id ?? '', sort: '-created_at', limit: 8 }, !!order.asset_id);
  if (!order.asset_id) return null;
  const others = (history.data?.items ?? []).filter(({ id }) => id !== order.id);
  return (
    <section className="card sec wo-grow">
      <h3>{t('work_orders.history')}</h3>
      {history.isPending && <Skeleton lines={2} />}
      {history.data && others.length === 0 && <p className="m i3" style={{ padding: '4px 0' }}>{t('work_orders.no_history')}</p>}
      {others.length > 0 && (
        <table className="t wo-plain"><tbody>
          {others.map((other) => (
            <tr key={other.id}>
              <td><WorkOrderLink id={other.id} no={other.no} /><div className="s i3">{shortMoment(new Date(other.created_at))}</div></td>
              <td>{other.symptom_text}</td>
              <td className="n"><StateTag order={other} /></td>
            </tr>
          ))}
        </tbody></table>
      )}
    </section>
  );
}
