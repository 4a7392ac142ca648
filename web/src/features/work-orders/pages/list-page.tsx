// The list of work orders: filters in the address, keys for everything, bulk actions, files.
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { call } from '@/api/client';
import type { WorkOrderRow } from '@/api/types';
import { saveText, toCsv } from '@/shared/csv/csv';
import { dateText, shortMoment, timeText } from '@/shared/format/date';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import { allRows, ExportMenu } from '@/shared/records/export-menu';
import { useMay, useSession, useSite } from '@/shared/session/session';
import { Empty, Skeleton, useNow, useSettled } from '@/shared/ui/basics';
import { Icon } from '@/shared/ui/icon';
import { ErrorNote, Menu } from '@/shared/ui/overlay';
import { useEmployees, useWorkOrderPages } from '@/shared/work-orders/hooks';
import { machineText, promiseLeft } from '@/shared/work-orders/model';
import { PromiseLeft, StateTag, WarrantyTag } from '@/shared/work-orders/parts';
import { columns, defaultColumns, readColumns, readView, sortField, toQuery, views, type Column } from '../api/views';
import { BulkDialog } from '../components/bulk-dialog';
import './list-page.css';

const columnsKey = 'manyi.work_orders.columns';

export default function WorkOrderListPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const { user } = useSession();
  const { site } = useSite();
  const now = useNow();
  const mayCreate = useMay('work_order.create');
  const mayAssign = useMay('work_order.assign');

  const view = readView(search);
  const shown = readColumns(search, localStorage.getItem(columnsKey));
  const query = useMemo(() => toQuery(search, user.employee_id, site), [search, user.employee_id, site]);
  const list = useWorkOrderPages(query);
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const total = list.data?.pages[0]?.total_estimate ?? 0;

  const [cursor, setCursor] = useState(0);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [bulk, setBulk] = useState<'assign' | 'notify_customer' | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);

  const change = (changes: Record<string, string | null>) => {
    setCursor(0);
    setPicked(new Set());
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  };

  // The search box is free to type in; the address follows when it rests.
  const [text, setText] = useState(search.get('q') ?? '');
  const settled = useSettled(text);
  const inAddress = search.get('q') ?? '';
  const lastSent = useRef(inAddress);
  useEffect(() => {
    if (settled !== lastSent.current) {
      lastSent.current = settled;
      change({ q: settled });
    }
  });
  useEffect(() => {
    if (inAddress !== lastSent.current) {
      lastSent.current = inAddress;
      setText(inAddress);
    }
  }, [inAddress]);

  const move = (by: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, cursor + by));
    setCursor(next);
    body.current?.rows[next]?.scrollIntoView({ block: 'nearest' });
    if (next >= rows.length - 5 && list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
  };
  const togglePicked = (id: string) => {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    setPicked(next);
  };
  const open = (row: WorkOrderRow | undefined) => row && navigate(`/work-orders/${row.id}`);

  useShortcuts([
    { key: 'j', label: t('work_orders.key_down'), run: () => move(1) },
    { key: 'k', label: t('work_orders.key_up'), run: () => move(-1) },
    { key: 'Enter', label: t('work_orders.key_open'), run: () => open(rows[cursor]) },
    { key: 'x', label: t('work_orders.key_pick'), run: () => rows[cursor] && togglePicked(rows[cursor].id) },
    ...(mayCreate ? [{ key: 'n', label: t('work_orders.new'), run: () => navigate('/intake') }] : []),
    { key: 'Escape', label: t('work_orders.key_clear'), inFields: true, hidden: true, run: () => (document.activeElement instanceof HTMLInputElement ? document.activeElement.blur() : setPicked(new Set())) },
  ]);

  // The end of the list comes into view: the next page.
  const end = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    const element = end.current;
    if (!element || !hasNextPage) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting && !isFetchingNextPage) void fetchNextPage();
    }, { rootMargin: '600px' });
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const pickedRows = rows.filter(({ id }) => picked.has(id));
  return (
    <div className="wo-list">
      <div className="page-title">
        <h1>{t('work_orders.title')}</h1>
        <span className="i2 m">{list.data ? t('work_orders.count', { count: total }) : ''}</span>
        <span className="sp" />
        <span className="keys">
          <span><kbd>J</kbd><kbd>K</kbd>{t('work_orders.key_move')}</span>
          <span><kbd>Enter</kbd>{t('work_orders.key_open')}</span>
          <span><kbd>X</kbd>{t('work_orders.key_pick')}</span>
          <span><kbd>/</kbd>{t('work_orders.key_search')}</span>
        </span>
        {mayCreate && <button type="button" className="btn p" onClick={() => navigate('/intake')}>{t('work_orders.new')} <kbd>N</kbd></button>}
      </div>
      <div className="wo-tabs" role="tablist">
        {views.filter((name) => name !== 'mine' || user.employee_id).map((name) => (
          <button key={name} type="button" role="tab" aria-selected={name === view} className={name === view ? 'on' : ''} onClick={() => change({ view: name, state: null, sort: null })}>
            {t(`work_orders.view.${name}`)}
          </button>
        ))}
      </div>
      <section className="card wo-card">
        <div className="wo-filters">
          <label className="ip box wo-search">
            <Icon name="search" />
            <input data-search type="search" aria-label={t('work_orders.search')} placeholder={t('work_orders.search')} value={text} onChange={(event) => setText(event.target.value)} />
            <kbd>/</kbd>
          </label>
          <Filters search={search} change={change} />
          <span className="sp" />
          <ColumnMenu shown={shown} onChange={(next) => {
            localStorage.setItem(columnsKey, next.join());
            change({ cols: next.join() === defaultColumns.join() ? null : next.join() });
          }} />
          <ExportMenu
            list="work-orders" query={query} name={t('work_orders.title')} disabled={total === 0}
            shown={async () => fileRows(await allRows((next) => call('GET /work-orders', { query: { ...query, limit: 200, cursor: next } })), shown, t)}
          />
        </div>
        {picked.size > 0 && (
          <div className="wo-bulk" role="status">
            <b>{t('work_orders.picked', { count: picked.size })}</b>
            {mayAssign && <button type="button" className="btn sm tint" onClick={() => setBulk('assign')}>{t('work_order.transition.assign')}</button>}
            <button type="button" className="btn sm" onClick={() => setBulk('notify_customer')}>{t('work_order.transition.notify_customer')}</button>
            <button type="button" className="btn sm" onClick={() => saveText(`${t('work_orders.title')}-${dateText(new Date())}.csv`, toCsv(fileRows(pickedRows, shown, t)))}>{t('work_orders.export')}</button>
            <span className="sp" />
            <button type="button" className="btn sm t" onClick={() => setPicked(new Set())}>{t('work_orders.unpick')} <kbd>Esc</kbd></button>
          </div>
        )}
        {list.error ? <ErrorNote error={list.error} onRetry={() => void list.refetch()} /> : list.isPending ? <Skeleton lines={12} height={18} gap={24} /> : rows.length === 0 ? (
          <Empty
            text={t('work_orders.empty')}
            action={<span className="row g8">
              {(search.toString() !== '') && <button type="button" className="btn" onClick={() => { setText(''); setSearch({}, { replace: true }); }}>{t('work_orders.clear_filters')}</button>}
              {mayCreate && <button type="button" className="btn p" onClick={() => navigate('/intake')}>{t('work_orders.new')}</button>}
            </span>}
          />
        ) : (
          <div className="wo-scroll">
            <table className="t">
              <thead>
                <tr>
                  <th style={{ width: 36 }}>
                    <input
                      type="checkbox" aria-label={t('work_orders.pick_all')} checked={picked.size > 0 && picked.size === rows.length}
                      ref={(element) => { if (element) element.indeterminate = picked.size > 0 && picked.size < rows.length; }}
                      onChange={() => setPicked(picked.size === rows.length ? new Set() : new Set(rows.map(({ id }) => id)))}
                    />
                  </th>
                  {shown.map((column) => <Header key={column} column={column} sort={query.sort ?? ''} onSort={(sort) => change({ sort })} />)}
                </tr>
              </thead>
              <tbody ref={body}>
                {rows.map((row, index) => (
                  <tr
                    key={row.id} className={index === cursor ? 'sel' : ''} aria-selected={index === cursor}
                    onClick={(event) => {
                      setCursor(index);
                      if (!(event.target as Element).closest('a, input, button') && !getSelection()?.toString()) open(row);
                    }}
                  >
                    <td><input type="checkbox" aria-label={row.no} checked={picked.has(row.id)} onChange={() => togglePicked(row.id)} /></td>
                    {shown.map((column) => <td key={column} data-column={column}><Cell row={row} column={column} now={now} /></td>)}
                  </tr>
                ))}
              </tbody>
            </table>
            <div ref={end} className="wo-end s i3">{list.isFetchingNextPage ? t('work_orders.loading_more') : list.hasNextPage ? '' : t('work_orders.end', { count: rows.length })}</div>
          </div>
        )}
      </section>
      {bulk && <BulkDialog transition={bulk} rows={pickedRows} onClose={(done) => { setBulk(null); if (done) setPicked(new Set()); }} />}
    </div>
  );
}

function Filters({ search, change }: { search: URLSearchParams; change: (changes: Record<string, string | null>) => void }) {
  const { t } = useTranslation();
  const { site } = useSite();
  const technicians = useEmployees({ role: 'technician', ...(site ? { site_id: site } : {}) });
  const select = (name: string, label: string, options: { value: string; label: string }[]) => (
    <select className="ip wo-select" aria-label={label} value={search.get(name) ?? ''} onChange={(event) => change({ [name]: event.target.value || null })}>
      <option value="">{label}</option>
      {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
    </select>
  );
  const states = ['accepted', 'received', 'dispatched', 'scheduled', 'diagnosing', 'quoting', 'waiting_part', 'repairing', 'qc', 'ready', 'delivered', 'closed', 'cancelled'];
  const filtered = ['state', 'service_type', 'warranty', 'technician_id', 'customer_id', 'asset_id'].some((name) => search.has(name));
  return (
    <>
      {select('state', t('work_orders.column.state'), states.map((value) => ({ value, label: t(`work_order.state.${value}`) })))}
      {select('service_type', t('work_orders.column.service_type'), ['carry_in', 'mail_in', 'onsite', 'remote'].map((value) => ({ value, label: t(`work_order.service_type.${value}`) })))}
      {select('warranty', t('work_orders.column.warranty'), ['in_warranty', 'out_of_warranty', 'unknown'].map((value) => ({ value, label: t(`work_order.warranty.${value}`) })))}
      {technicians.data && select('technician_id', t('work_orders.column.technician'), technicians.data.items.map(({ id, name }) => ({ value: id, label: name })))}
      {filtered && <button type="button" className="btn sm t" onClick={() => change({ state: null, service_type: null, warranty: null, technician_id: null, customer_id: null, asset_id: null })}>{t('work_orders.clear_filters')}</button>}
    </>
  );
}

function ColumnMenu({ shown, onChange }: { shown: readonly Column[]; onChange: (columns: Column[]) => void }) {
  const { t } = useTranslation();
  return (
    <Menu end className="btn sm" title={t('work_orders.columns')} label={<>{t('work_orders.columns')} <Icon name="chevron" size={14} /></>}>
      {() => columns.map((column) => (
        <label key={column} className="menu-item">
          <input
            type="checkbox" checked={shown.includes(column)} disabled={column === 'no'}
            onChange={() => onChange(columns.filter((other) => (other === column ? !shown.includes(column) : shown.includes(other))))}
          />
          {t(`work_orders.column.${column}`)}
        </label>
      ))}
    </Menu>
  );
}

function Header({ column, sort, onSort }: { column: Column; sort: string; onSort: (sort: string) => void }) {
  const { t } = useTranslation();
  const field = sortField[column];
  const label = t(`work_orders.column.${column}`);
  if (!field) return <th>{label}</th>;
  const active = sort.replace('-', '') === field;
  const down = sort.startsWith('-');
  return (
    <th aria-sort={active ? (down ? 'descending' : 'ascending') : 'none'}>
      <button type="button" className={active ? 'wo-sort on' : 'wo-sort'} onClick={() => onSort(active && !down ? `-${field}` : field)}>
        {label} {active && <span aria-hidden="true">{down ? '↓' : '↑'}</span>}
      </button>
    </th>
  );
}

function Cell({ row, column, now }: { row: WorkOrderRow; column: Column; now: Date }) {
  const { t } = useTranslation();
  switch (column) {
    case 'no': return <a className="b nw" href={`/work-orders/${row.id}`} onClick={(event) => event.preventDefault()}>{row.no}</a>;
    case 'state': return <StateTag order={row} />;
    case 'promise': return <PromiseLeft order={row} now={now} fallback={<span className="i3">–</span>} />;
    case 'customer': return <span className="nw">{row.customer_name || '–'}</span>;
    case 'machine': return <span className="el wo-wide">{machineText(row) || '–'}</span>;
    case 'symptom': return <span className="el wo-wide i2" title={row.symptom_text}>{row.repeat_of && <span className="tag warn" style={{ marginRight: 6 }}>{t('work_orders.repeat')}</span>}{row.symptom_text}</span>;
    case 'technician': return row.technician_name ? <span className="nw">{row.technician_name}</span> : <span className="i3 nw">{t('work_orders.unassigned')}</span>;
    case 'service_type': return <span className="tag">{t(`work_order.service_type.${row.service_type}`)}</span>;
    case 'warranty': return <WarrantyTag order={row} />;
    case 'serial_no': return <span className="nw">{row.serial_no || '–'}</span>;
    case 'site': return <span className="nw">{row.site_name}</span>;
    case 'created': return <span className="nw i2">{shortMoment(new Date(row.created_at), now)}</span>;
    case 'updated': return <span className="nw i2">{shortMoment(new Date(row.updated_at), now)}</span>;
  }
}

type Translate = ReturnType<typeof useTranslation>['t'];

function cellText(row: WorkOrderRow, column: Column, now: Date, t: Translate): string {
  const moment = (text: string) => `${dateText(new Date(text))} ${timeText(new Date(text))}`;
  switch (column) {
    case 'no': return row.no;
    case 'state': return t(`work_order.state.${row.state}`) + (row.paused ? ` · ${t('work_order.paused')}` : '');
    case 'promise': return row.promise.at ? moment(row.promise.at) + (promiseLeft(row, now, t)?.state === 'bad' ? ` · ${promiseLeft(row, now, t)?.text}` : '') : '';
    case 'customer': return row.customer_name;
    case 'machine': return machineText(row);
    case 'symptom': return row.symptom_text;
    case 'technician': return row.technician_name;
    case 'service_type': return t(`work_order.service_type.${row.service_type}`);
    case 'warranty': return t(`work_order.warranty.${row.warranty}`);
    case 'serial_no': return row.serial_no;
    case 'site': return row.site_name;
    case 'created': return moment(row.created_at);
    case 'updated': return moment(row.updated_at);
  }
}

/** The head and the rows in the columns that are shown. */
function fileRows(rows: readonly WorkOrderRow[], shown: readonly Column[], t: Translate): string[][] {
  const now = new Date();
  return [shown.map((column) => t(`work_orders.column.${column}`)), ...rows.map((row) => shown.map((column) => cellText(row, column, now, t)))];
}
