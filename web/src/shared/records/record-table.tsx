// A plain list of records with search, paging and a dialog to add or change one.
import { useInfiniteQuery } from '@tanstack/react-query';
import { isValidElement, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import { Empty, Skeleton, useSettled } from '@/shared/ui/basics';
import { Icon } from '@/shared/ui/icon';
import { ErrorNote } from '@/shared/ui/overlay';
import { allRows, ExportMenu, exportList } from './export-menu';

export interface RecordColumn<T> { name: string; label: string; cell: (row: T) => ReactNode; numeric?: boolean; /** For the file, where the cell is a component of its own. */ text?: (row: T) => string }
interface PageOf<T> { items: T[]; next_cursor?: string | null }

interface Props<T extends { id: string }> {
  /** First part of the query key; a list of this name that the server writes as a file is exported by it. */
  resource: string;
  filter?: string;
  columns: readonly RecordColumn<T>[];
  load: (query: { q: string; cursor: string | undefined; limit?: number }, signal: AbortSignal) => Promise<PageOf<T>>;
  searchable?: boolean;
  newLabel?: string | undefined;
  onNew?: (() => void) | undefined;
  onOpen?: ((row: T) => void) | undefined;
  actions?: (row: T) => ReactNode;
}

/** What a cell says, without its links and tags. */
export function textOf(node: ReactNode): string {
  if (typeof node === 'string' || typeof node === 'number') return String(node);
  if (Array.isArray(node)) return node.map((one) => textOf(one as ReactNode)).join('');
  return isValidElement<{ children?: ReactNode }>(node) ? textOf(node.props.children) : '';
}

export function RecordTable<T extends { id: string }>({ resource, filter = '', columns, load, searchable = true, newLabel, onNew, onOpen, actions }: Props<T>) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const q = useSettled(text.trim());
  const list = useInfiniteQuery({
    queryKey: [resource, 'list', filter, q],
    queryFn: ({ signal, pageParam }) => load({ q, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: (before) => before,
  });
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  useShortcuts(onNew ? [{ key: 'n', label: newLabel ?? t('records.new'), run: onNew }] : []);
  const shown = async () => {
    const { signal } = new AbortController();
    const all = await allRows((cursor) => load({ q, cursor, limit: 200 }, signal));
    return [columns.map(({ label }) => label), ...all.map((row) => columns.map((column) => (column.text ? column.text(row) : textOf(column.cell(row)))))];
  };
  return (
    <section className="card">
      <div className="hd">
        {searchable && (
          <label className="ip box" style={{ width: 280, height: 32 }}>
            <Icon name="search" />
            <input data-search type="search" aria-label={t('records.search')} placeholder={t('records.search')} value={text} onChange={(event) => setText(event.target.value)} />
            <kbd>/</kbd>
          </label>
        )}
        <span className="sp" />
        <ExportMenu className="btn" list={filter ? null : exportList(resource)} query={{ q }} name={filter || resource} shown={shown} disabled={rows.length === 0} />
        {onNew && <button type="button" className="btn p" onClick={onNew}>{newLabel ?? t('records.new')} <kbd>N</kbd></button>}
      </div>
      {list.error ? <div className="sec"><ErrorNote error={list.error} onRetry={() => void list.refetch()} /></div> : list.isPending ? <Skeleton lines={6} /> : rows.length === 0 ? <Empty text={t('records.nothing')} /> : (
        <div className="record-table">
          <table className="t">
            <thead><tr>{columns.map((column) => <th key={column.name} className={column.numeric ? 'n' : undefined}>{column.label}</th>)}{(onOpen || actions) && <th><span className="sr-only">{t('records.edit')}</span></th>}</tr></thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id} data-id={row.id}>
                  {columns.map((column) => <td key={column.name} className={column.numeric ? 'n' : undefined}>{column.cell(row)}</td>)}
                  {(onOpen || actions) && <td className="r nw">{actions?.(row)}{onOpen && <button type="button" className="btn sm t" onClick={() => onOpen(row)}>{t('records.edit')}</button>}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.hasNextPage && <div className="sec"><button type="button" className="btn" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('records.more')}</button></div>}
    </section>
  );
}
