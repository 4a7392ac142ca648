// A list of one kind of records: filters in the address, keys, CSV.
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router-dom';
import '@/shared/records/tabs.css';
import { saveText, toCsv } from '@/shared/csv/csv';
import { choiceText, fieldText, isRecordKind, kindText, recordKinds, recordPath, type RecordKindName } from '@/shared/facts/facts';
import { addDays, dateText, fromZoned } from '@/shared/format/date';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import { useSession, useSite } from '@/shared/session/session';
import { Empty, Skeleton } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import { ErrorNote, toast } from '@/shared/ui/overlay';
import { loadPage, useRecordPages, type RecordQuery } from '../api/hooks';
import { kinds } from '../api/kinds';
import { valueText, type PlainRecord } from '../api/values';
import './records.css';

const mostExported = 20_000;

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
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { site } = useSite();
  const [search, setSearch] = useSearchParams();
  const { columns, filters, span } = kinds[kind];
  const query: RecordQuery = { site_id: site ?? undefined, work_order_id: search.get('work_order_id') ?? undefined };
  for (const name of Object.keys(filters)) query[name] = search.get(name) ?? undefined;
  const from = search.get('from') ?? '';
  const until = search.get('until') ?? '';
  if (span) {
    if (from) query[span[0]] = beginOf(from);
    if (until) query[span[1]] = beginOf(addDays(until, 1));
  }
  const list = useRecordPages(kind, query);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = list.data?.pages[0]?.total_estimate;
  const [cursor, setCursor] = useState(0);
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
  const exporting = useMutation({
    mutationFn: async () => {
      const all: PlainRecord[] = [];
      for (let next: string | undefined, first = true; first || (next && all.length < mostExported); first = false) {
        const page = await loadPage(kind, query, next, 200);
        all.push(...page.items);
        next = page.next_cursor ?? undefined;
      }
      saveText(`${kind}-${dateText(new Date())}.csv`, toCsv([columns.map((column) => fieldText(column, t)), ...all.map((row) => columns.map((column) => valueText(kind, column, row[column], t, i18n.language)))]));
      return all.length;
    },
    onSuccess: (count) => toast('good', t('records_page.exported', { count })),
    onError: (error) => toast('bad', errorText(error, t)),
  });
  const filtered = [...search.keys()].length > 0;
  return (
    <section className="card">
      <div className="hd wrap">
        {Object.entries(filters).map(([name, values]) => (
          <select key={name} className="ip record-filter" aria-label={fieldText(name, t)} value={search.get(name) ?? ''} onChange={(event) => change(name, event.target.value)}>
            <option value="">{fieldText(name, t)}</option>
            {values.map((value) => <option key={value} value={value}>{choiceText(kind, name, value, t)}</option>)}
          </select>
        ))}
        {span && (
          <>
            <label className="row g4 m i2">{t('records_page.from')}<input className="ip record-date" type="date" value={from} onChange={(event) => change('from', event.target.value)} /></label>
            <label className="row g4 m i2">{t('records_page.until')}<input className="ip record-date" type="date" value={until} onChange={(event) => change('until', event.target.value)} /></label>
          </>
        )}
        {filtered && <button type="button" className="btn sm t" onClick={() => setSearch({}, { replace: true })}>{t('records_page.clear')}</button>}
        <span className="sp" />
        <span className="i2 m">{total != null ? t('records_page.count', { count: total }) : ''}</span>
        <button type="button" className="btn sm" disabled={exporting.isPending || rows.length === 0} onClick={() => exporting.mutate()}>{exporting.isPending ? t('records_page.exporting') : t('records_page.export')}</button>
      </div>
      {list.error ? <ErrorNote error={list.error} onRetry={() => void list.refetch()} /> : list.isPending ? <Skeleton lines={10} height={18} gap={20} /> : rows.length === 0 ? <Empty text={t('records_page.empty')} /> : (
        <div style={{ overflowX: 'auto' }}>
          <table className="t record-table">
            <thead><tr>{columns.map((column) => <th key={column}>{fieldText(column, t)}</th>)}</tr></thead>
            <tbody ref={body}>
              {rows.map((row, index) => (
                <tr key={row.id} className={index === cursor ? 'sel' : ''} onClick={(event) => { setCursor(index); if (!(event.target as Element).closest('a') && !getSelection()?.toString()) open(row); }}>
                  {columns.map((column, at) => <td key={column}><Cell kind={kind} row={row} column={column} first={at === 0} /></td>)}
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

function Cell({ kind, row, column, first }: { kind: RecordKindName; row: PlainRecord; column: string; first: boolean }) {
  const { t, i18n } = useTranslation();
  const text = valueText(kind, column, row[column], t, i18n.language);
  if (first) return <Link className="b nw" to={recordPath(kind, row.id) ?? ''}>{text || '–'}</Link>;
  if (column === 'work_order_no' && typeof row['work_order_id'] === 'string' && text) return <Link className="nw" to={`/work-orders/${row['work_order_id']}`}>{text}</Link>;
  if (column === 'state') return <span className="tag">{text}</span>;
  return text ? <span className="el record-cell" title={text.length > 20 ? text : undefined}>{text}</span> : <span className="i3">–</span>;
}
