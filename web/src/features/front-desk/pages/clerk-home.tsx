// The clerk's home: one search box for "is mine ready?", who must be told, what waits on the shelf, intake one key away.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router-dom';
import { call } from '@/api/client';
import type { SearchHit, ServiceType, WorkOrderRow } from '@/api/types';
import { formatAgo } from '@/shared/format/duration';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import { useMay, useSite } from '@/shared/session/session';
import { Empty, Skeleton, State, useNow, useSettled } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import { Icon } from '@/shared/ui/icon';
import { ErrorNote, toast } from '@/shared/ui/overlay';
import { useWorkOrderPage } from '@/shared/work-orders/hooks';
import { machineText, promiseLeft } from '@/shared/work-orders/model';
import { hitPath } from '@/shared/work-orders/search';
import { IntakePanel } from '../components/intake-form';
import './clerk-home.css';

const day = 86_400_000;

export default function ClerkHome() {
  const { t } = useTranslation();
  const mayTakeIn = useMay('work_order.create');
  const [service, setService] = useState<ServiceType | null>(mayTakeIn ? 'carry_in' : null);
  const [focus, setFocus] = useState(false);
  const openIntake = (type: ServiceType) => {
    setService(type);
    setFocus(true);
    requestAnimationFrame(() => document.querySelector<HTMLInputElement>('.intake-fields input')?.focus());
  };
  useShortcuts([
    ...(mayTakeIn ? [
      { key: 'F2', label: t('front_desk.intake'), run: () => openIntake('carry_in') },
      { key: 'F4', label: t('front_desk.onsite_intake'), run: () => openIntake('onsite') },
      { key: 'n', label: t('front_desk.intake'), hidden: true, run: () => openIntake('carry_in') },
    ] : []),
    { key: 'F3', label: t('front_desk.pick_up'), run: () => document.querySelector<HTMLInputElement>('main [data-search]')?.focus() },
  ]);
  return (
    <div className="clerk">
      <div className="clerk-top">
        <QuickSearch />
        {mayTakeIn && <button type="button" className={service ? 'btn tint' : 'btn'} aria-expanded={service !== null} onClick={() => openIntake('carry_in')}>{t('front_desk.intake')} <kbd>F2</kbd></button>}
        <button type="button" className="btn" onClick={() => document.querySelector<HTMLInputElement>('main [data-search]')?.focus()}>{t('front_desk.pick_up')} <kbd>F3</kbd></button>
        {mayTakeIn && <button type="button" className="btn" onClick={() => openIntake('onsite')}>{t('front_desk.onsite_intake')} <kbd>F4</kbd></button>}
      </div>
      <div className="clerk-main">
        <div className="col g16 min0">
          <ToNotify />
          <Shelf />
        </div>
        {service ? <IntakePanel key={service} initialService={service} autoFocus={focus} onClose={() => setService(null)} /> : (
          <section className="card"><Empty text={t('front_desk.idle')} action={mayTakeIn && <button type="button" className="btn p lg" onClick={() => openIntake('carry_in')}>{t('front_desk.intake')} <kbd>F2</kbd></button>} /></section>
        )}
      </div>
    </div>
  );
}

function QuickSearch() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const box = useRef<HTMLInputElement>(null);
  const settled = useSettled(text.trim(), 160);
  const hits = useQuery({ queryKey: ['search', settled], queryFn: ({ signal }) => call('GET /search', { query: { q: settled, limit: 8 }, signal }), enabled: settled.length > 0, placeholderData: (before) => before });
  const items = text.trim() ? (hits.data?.items ?? []) : [];
  const go = (hit: SearchHit | undefined) => {
    if (hit) navigate(hitPath(hit));
    else if (text.trim()) navigate(`/search?q=${encodeURIComponent(text.trim())}`);
  };
  return (
    <div className="menu sp min0">
      <label className="clerk-search">
        <Icon name="search" size={22} />
        <input
          ref={box} data-search type="search" role="combobox" aria-expanded={items.length > 0} aria-label={t('front_desk.search')} placeholder={t('front_desk.search')} value={text}
          onChange={(event) => { setText(event.target.value); setActive(0); }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') { event.preventDefault(); setActive((active + 1) % Math.max(1, items.length)); }
            else if (event.key === 'ArrowUp') { event.preventDefault(); setActive((active + items.length - 1) % Math.max(1, items.length)); }
            else if (event.key === 'Enter') go(settled === text.trim() ? items[active] : undefined);
            else if (event.key === 'Escape') { setText(''); box.current?.blur(); }
          }}
        />
        <span className="s i3 nw clerk-hint">{t('front_desk.search_hint')}</span>
        <kbd>/</kbd>
      </label>
      {text.trim() !== '' && (
        <div className="menu-panel" style={{ left: 0, right: 0 }} role="listbox">
          {hits.error ? <div className="menu-item bad">{errorText(hits.error, t)}</div> : null}
          {hits.data && items.length === 0 && <div className="menu-item i2">{t('front_desk.nothing', { text: text.trim() })}</div>}
          {items.map((hit, index) => (
            <Link key={hit.kind + hit.id} to={hitPath(hit)} role="option" aria-selected={index === active} className="menu-item" style={index === active ? { background: 'var(--pri-tint)' } : undefined}>
              <span className="tag">{t(`search.kind.${hit.kind}`)}</span>
              <b className="nw">{hit.title}</b>
              <span className="i2 m el sp">{hit.subtitle}</span>
              {hit.state && <span className={hit.state === 'ready' ? 'tag good' : 'tag'}>{t(`work_order.state.${hit.state}`, { defaultValue: hit.state })}</span>}
            </Link>
          ))}
        </div>
      )}
    </div>
  );
}

function ToNotify() {
  const { t } = useTranslation();
  const now = useNow();
  const queries = useQueryClient();
  const { site } = useSite();
  const at = site ? { site_id: site } : {};
  const late = useWorkOrderPage({ open: true, overdue: true, sort: 'promise_at', limit: 6, ...at });
  const ready = useWorkOrderPage({ state: ['ready'], sort: 'updated_at', limit: 30, ...at });
  const home = useQuery({ queryKey: ['home'], queryFn: ({ signal }) => call('GET /home', { signal }), staleTime: 60_000 });
  const notify = useMutation({
    mutationFn: (order: WorkOrderRow) => call('POST /work-orders/{id}/{transition}', { path: { id: order.id, transition: 'notify_customer' }, body: {}, ifMatch: order.version }),
    onSuccess: (order) => { toast('good', t('front_desk.notified', { no: order.no })); void queries.invalidateQueries({ queryKey: ['work-orders'] }); },
    onError: (error) => toast('bad', errorText(error, t)),
  });
  const untold = (ready.data?.items ?? []).filter(({ customer_notified_at }) => !customer_notified_at);
  const lateOnes = (late.data?.items ?? []).filter(({ state }) => state !== 'ready');
  // Both kinds have their place: those who wait for a word, and those who can come.
  const rows = [...lateOnes.slice(0, Math.max(2, 4 - untold.length)).map((order) => ({ order, late: true })), ...untold.map((order) => ({ order, late: false }))].slice(0, 4);
  return (
    <section className="card">
      <div className="hd"><h2>{t('front_desk.to_notify')}</h2><span className="i2 m">{home.data ? home.data.to_notify + home.data.overdue : ''}</span></div>
      {late.error ? <ErrorNote error={late.error} onRetry={() => void late.refetch()} /> : late.isPending || ready.isPending ? <Skeleton lines={4} height={20} /> : null}
      {late.data && ready.data && rows.length === 0 && <Empty text={t('front_desk.nobody_to_notify')} />}
      {rows.map(({ order, late: isLate }) => {
        const left = promiseLeft(order, now, t);
        return (
          <div className="clerk-row" key={order.id}>
            <div className="min0">
              <Link to={`/work-orders/${order.id}`} className="b clerk-name">{order.customer_name || order.no}</Link>
              <div className="m i2 el">{isLate ? t('front_desk.late_why', { state: t(`work_order.state.${order.state}`) }) : t('front_desk.ready_why')} · {machineText(order)}</div>
            </div>
            <div className="r m">
              {isLate && left ? <State kind={left.state === 'bad' ? 'bad' : 'warn'}>{left.text}</State> : <span className="i2">{formatAgo(new Date(order.updated_at), now, t)}</span>}
              <div>{isLate ? <Link to={`/work-orders/${order.id}`}>{t('work_order.transition.repromise')}</Link> : <button type="button" className="link" disabled={notify.isPending} onClick={() => notify.mutate(order)}>{t('front_desk.notify')}</button>}</div>
            </div>
          </div>
        );
      })}
      {home.data && home.data.to_notify + home.data.overdue > rows.length && rows.length > 0 && <div className="clerk-foot m"><Link to="/work-orders?view=overdue">{t('front_desk.all_late')} ›</Link></div>}
    </section>
  );
}

function Shelf() {
  const { t } = useTranslation();
  const now = useNow();
  const { site } = useSite();
  const ready = useWorkOrderPage({ state: ['ready'], sort: 'updated_at', limit: 30, ...(site ? { site_id: site } : {}) });
  const home = useQuery({ queryKey: ['home'], queryFn: ({ signal }) => call('GET /home', { signal }), staleTime: 60_000 });
  const since = (order: WorkOrderRow) => Math.floor((now.getTime() - new Date(order.customer_notified_at ?? order.updated_at).getTime()) / day);
  const items = [...(ready.data?.items ?? [])].sort((a, b) => since(a) - since(b)).slice(0, 8);
  return (
    <section className="card" style={{ flex: 1 }}>
      <div className="hd"><h2>{t('front_desk.shelf')}</h2><span className="i2 m">{home.data ? `${home.data.ready_shelf}${home.data.ready_over_7_days ? ` · ${t('front_desk.over_7', { count: home.data.ready_over_7_days })}` : ''}` : ''}</span></div>
      {ready.error ? <ErrorNote error={ready.error} onRetry={() => void ready.refetch()} /> : ready.isPending ? <Skeleton lines={6} height={20} /> : null}
      {ready.data && items.length === 0 && <Empty text={t('front_desk.shelf_empty')} />}
      {items.map((order) => {
        const days = since(order);
        return (
          <Link to={`/work-orders/${order.id}`} className="clerk-row shelf" key={order.id}>
            <span className="b nw">{order.customer_name}</span>
            <span className="i2 m el">{machineText(order)}</span>
            {days > 7 ? <State kind="warn">{t('format.days', { d: days })}</State> : <span className="m i2 nw">{days === 0 ? t('front_desk.today') : t('format.days', { d: days })}</span>}
          </Link>
        );
      })}
      {home.data && home.data.ready_shelf > items.length && <div className="clerk-foot m"><Link to="/work-orders?view=ready">{t('front_desk.all_shelf', { count: home.data.ready_shelf })} ›</Link></div>}
    </section>
  );
}
