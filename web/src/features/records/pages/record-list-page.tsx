// A list of one kind of records: filters in the address, keys, files.
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router-dom';
import '@/shared/records/tabs.css';
import { choiceText, fieldText, isRecordKind, kindText, recordKinds, recordPath, type RecordKindName } from '@/shared/facts/facts';
import { addDays, fromZoned } from '@/shared/format/date';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import { allRows, ExportMenu, exportList } from '@/shared/records/export-menu';
import { useSession, useSite } from '@/shared/session/session';
import { Empty, Skeleton, useSettled } from '@/shared/ui/basics';
import { Icon } from '@/shared/ui/icon';
import { ErrorNote } from '@/shared/ui/overlay';
import { loadPage, useFieldValue, useRecordPages, type RecordQuery } from '../api/hooks';
import { kinds } from '../api/kinds';
import type { PlainRecord } from '../api/values';
import './records.css';

export default function RecordListPage() {
  const { kind = '' } = useParams();
  const { t } = useTranslation();
  const { permissions } = useSession();
  if (!isRecordKind(kind)) return <div className="card"><Empty text={t('error.page_not_found')} action={<Link className="btn" to="/">{t('common.to_home')}</Link>} /></div>;
  const mine = recordKinds.filter((one) => permissions.includes(kinds[one].permission));
  return (
    <div>
      <div className="page-title"><h1>{kindText(kind, t)}</h1></div>
      <nav className="record-tabs" aria-label={t('records_page.kinds')}>
        {mine.map((one) => <Link key={one} to={`/records/${one}`} aria-current={one === kind ? 'page' : undefined} className={one === kind ? 'on' : ''}>{kindText(one, t)}</Link>)}
      </nav>
      {mine.includes(kind) ? <RecordList key={kind} kind={kind} /> : <div className="card"><Empty text={t('error.code.forbidden')} /></div>}
    </div>
  );
}

/** The first moment of a day of the company, as the server takes it. */
function beginOf(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return fromZoned(year, month, date, 0, 0).toISOString();
}

function RecordList({ kind }: { kind: RecordKindName }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { site } = useSite();
  const textOf = useFieldValue(kind);
  const [search, setSearch] = useSearchParams();
  const { list: resource, columns, filters, texts = [], span, byDay, searchable, siteless } = kinds[kind];
  const query: RecordQuery = { site_id: siteless ? undefined : (site ?? undefined), q: searchable ? (search.get('q') ?? undefined) : undefined, work_order_id: search.get('work_order_id') ?? undefined };
  for (const name of [...Object.keys(filters), ...texts]) query[name] = search.get(name) ?? undefined;
  const from = search.get('from') ?? '';
  const until = search.get('until') ?? '';
  if (span) {
    const asked = byDay ? (day: string) => day : beginOf;
    if (from) query[span[0]] = asked(from);
    if (until) query[span[1]] = asked(addDays(until, 1));
  }
  const list = useRecordPages(kind, query);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = list.data?.pages[0]?.total_estimate;
  const [cursor, setCursor] = useState(0);
  const [cleared, setCleared] = useState(0);
  const body = useRef<HTMLTableSectionElement>(null);
  const change = (name: string, value: string) => {
    setCursor(0);
    setSearch((before) => {
      const next = new URLSearchParams(before);
      if (value) next.set(name, value); else next.delete(name);
      return next;
    }, { replace: true });
  };
  const move = (by: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, cursor + by));
    setCursor(next);
    body.current?.rows[next]?.scrollIntoView({ block: 'nearest' });
    if (next >= rows.length - 5 && list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
  };
  const open = (row: PlainRecord | undefined) => { const path = row && recordPath(kind, row.id); if (path) navigate(path); };
  useShortcuts([
    { key: 'j', label: t('records_page.key_down'), run: () => move(1) },
    { key: 'k', label: t('records_page.key_up'), run: () => move(-1) },
    { key: 'Enter', label: t('records_page.key_open'), run: () => open(rows[cursor]) },
  ]);
  const shown = async () => {
    const all = await allRows((next) => loadPage(kind, query, next, 200));
    return [columns.map((column) => fieldText(column, t)), ...all.map((row) => columns.map((column) => textOf(row, column)))];
  };
  const filtered = [...search.keys()].length > 0;
  return (
    <section className="card">
      <div className="hd wrap">
        {searchable && <SearchBox key={cleared} value={search.get('q') ?? ''} onChange={(text) => change('q', text)} />}
        {Object.entries(filters).map(([name, values]) => (
          <select key={name} className="ip record-filter" aria-label={fieldText(name, t)} value={search.get(name) ?? ''} onChange={(event) => change(name, event.target.value)}>
            <option value="">{fieldText(name, t)}</option>
            {values.map((value) => <option key={value} value={value}>{choiceText(kind, name, value, t)}</option>)}
          </select>
        ))}
        {texts.map((name) => {
          const text = search.get(name);
          return text && <button key={name} type="button" className="btn sm tint" data-filter={name} aria-label={`${t('records_page.clear')} ${fieldText(name, t)}`} onClick={() => change(name, '')}>{fieldText(name, t)} · {text}<Icon name="close" size={12} /></button>;
        })}
        {span && (
          <>
            <label className="row g4 m i2">{t('records_page.from')}<input className="ip record-date" type="date" value={from} onChange={(event) => change('from', event.target.value)} /></label>
            <label className="row g4 m i2">{t('records_page.until')}<input className="ip record-date" type="date" value={until} onChange={(event) => change('until', event.target.value)} /></label>
          </>
        )}
        {filtered && <button type="button" className="btn sm t" onClick={() => { setCleared(cleared + 1); setSearch({}, { replace: true }); }}>{t('records_page.clear')}</button>}
        <span className="sp" />
        <span className="i2 m">{total != null ? t('records_page.count', { count: total }) : ''}</span>
        <ExportMenu list={exportList(resource.slice('GET /'.length))} query={query} name={kindText(kind, t)} shown={shown} disabled={rows.length === 0} />
      </div>
      {list.error ? <ErrorNote error={list.error} onRetry={() => void list.refetch()} /> : list.isPending ? <Skeleton lines={10} height={18} gap={20} /> : rows.length === 0 ? <Empty text={t('records_page.empty')} /> : (
        <div style={{ overflowX: 'auto' }}>
          <table className="t record-table">
            <thead><tr>{columns.map((column) => <th key={column}>{fieldText(column, t)}</th>)}</tr></thead>
            <tbody ref={body}>
              {rows.map((row, index) => (
                <tr key={row.id} className={index === cursor ? 'sel' : ''} onClick={(event) => { setCursor(index); if (!(event.target as Element).closest('a') && !getSelection()?.toString()) open(row); }}>
                  {columns.map((column, at) => <td key={column}><Cell kind={kind} row={row} column={column} text={textOf(row, column)} first={at === 0} /></td>)}
                </tr>
              ))}
            </tbody>
          </table>
          {list.hasNextPage && <div className="sec"><button type="button" className="btn" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('records.more')}</button></div>}
        </div>
      )}
    </section>
  );
}

function Cell({ kind, row, column, text, first }: { kind: RecordKindName; row: PlainRecord; column: string; text: string; first: boolean }) {
  if (first) return <Link className="b nw" to={recordPath(kind, row.id) ?? ''}>{text || '–'}</Link>;
  if (column === 'work_order_no' && typeof row['work_order_id'] === 'string' && text) return <Link className="nw" to={`/work-orders/${row['work_order_id']}`}>{text}</Link>;
  if (column === 'state') return <span className="tag">{text}</span>;
  return text ? <span className="el record-cell" title={text.length > 20 ? text : undefined}>{text}</span> : <span className="i3">–</span>;
}

/** Free to type in; what it says counts when it rests. */
function SearchBox({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const settled = useSettled(text.trim());
  useEffect(() => { if (settled !== value) onChange(settled); }, [settled]);
  return (
    <label className="ip box" style={{ width: 240, height: 32 }}>
      <Icon name="search" />
      <input data-search type="search" aria-label={t('records.search')} placeholder={t('records.search')} value={text} onChange={(event) => setText(event.target.value)} />
      <kbd>/</kbd>
    </label>
  );
}
