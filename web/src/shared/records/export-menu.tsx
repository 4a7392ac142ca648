// A list as a file: every field of every row that the filters leave, written by the server, or the columns that are shown.
// Owns which lists the server writes.
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { download } from '@/api/client';
import type { Endpoint } from '@/api/endpoints';
import { saveFile, saveText, toCsv } from '@/shared/csv/csv';
import { dateText } from '@/shared/format/date';
import { errorText } from '@/shared/ui/error-text';
import { Icon } from '@/shared/ui/icon';
import { Menu, toast } from '@/shared/ui/overlay';

type ListOf<K> = K extends `GET /${infer List}/export` ? List : never;
export type ExportList = ListOf<Endpoint>;
const lists = [
  'work-orders', 'customers', 'assets', 'employees', 'complaints', 'survey-answers', 'violations', 'praises', 'part-requests', 'part-units',
  'sales-lines', 'sales-quotas', 'ledger-lines', 'checks', 'manufacturer-values',
] as const satisfies readonly ExportList[];
const formats = ['xlsx', 'csv'] as const;
/** More than this is not read page by page into one file. */
const mostRead = 20_000;

/** The list of that name, if the server writes it as a file. */
export function exportList(name: string): ExportList | null {
  return lists.find((list) => list === name) ?? null;
}

export type CellValue = string | number | null | undefined;
/** The head and the rows of the columns that are shown. */
export type ShownRows = () => Promise<readonly (readonly CellValue[])[]>;

/** Every row of a list, page after page. */
export async function allRows<T>(load: (cursor: string | undefined) => Promise<{ items: T[]; next_cursor?: string | null }>): Promise<T[]> {
  const all: T[] = [];
  for (let next: string | undefined, first = true; first || (next && all.length < mostRead); first = false) {
    const page = await load(next);
    all.push(...page.items);
    next = page.next_cursor ?? undefined;
  }
  return all;
}

interface Props {
  /** Without one only the columns that are shown come out. */
  list: ExportList | null;
  /** The filters in force. */
  query: object;
  /** Of the file, as people call the list. */
  name: string;
  shown: ShownRows;
  disabled: boolean;
  className?: string;
}

export function ExportMenu({ list, query, name, shown, disabled, className = 'btn sm' }: Props) {
  const { t, i18n } = useTranslation();
  const exporting = useMutation({
    mutationFn: async (what: 'xlsx' | 'csv' | 'shown') => {
      const file = `${name}-${dateText(new Date())}.${what === 'xlsx' ? 'xlsx' : 'csv'}`;
      // An export is the whole list: no page of it.
      if (what === 'shown' || !list) saveText(file, toCsv(await shown()));
      else saveFile(file, await download(`/${list}/export`, { ...query, limit: undefined, cursor: undefined, format: what, lang: i18n.language }));
      return file;
    },
    onSuccess: (file) => toast('good', t('records.exported', { file })),
    onError: (error) => toast('bad', errorText(error, t)),
  });
  const busy = exporting.isPending;
  if (!list) return <button type="button" className={className} disabled={disabled || busy} onClick={() => exporting.mutate('shown')}>{busy ? t('records.exporting') : t('records.export')}</button>;
  if (disabled || busy) return <button type="button" className={className} disabled>{busy ? t('records.exporting') : t('records.export_as')} <Icon name="chevron" size={14} /></button>;
  return (
    <Menu end className={className} title={t('records.export_hint')} label={<>{t('records.export_as')} <Icon name="chevron" size={14} /></>}>
      {(close) => [...formats, 'shown' as const].map((what) => (
        <button key={what} type="button" className="menu-item" onClick={() => { close(); exporting.mutate(what); }}>{t(`records.export_kind.${what}`)}</button>
      ))}
    </Menu>
  );
}
