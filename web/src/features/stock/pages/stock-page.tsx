// Parts by site: on hand, coming, and the safety level, which is typed in where it stands.
// Owns the saving of one level.
import { useInfiniteQuery, useMutation, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import { call } from '@/api/client';
import type { components } from '@/api/schema';
import { shortDate } from '@/shared/format/date';
import { useMay, useSite } from '@/shared/session/session';
import { Empty, Segmented, Skeleton, State } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import { Icon } from '@/shared/ui/icon';
import { ErrorNote, toast } from '@/shared/ui/overlay';
import './stock-page.css';

type Line = components['schemas']['StockLine'];
interface StockPageAnswer { items: Line[]; next_cursor?: string | null; total_estimate?: number | null }

export default function StockPage() {
  const { t, i18n } = useTranslation();
  const { site } = useSite();
  const mayWrite = useMay('part.write');
  const [search, setSearch] = useSearchParams();
  const below = search.get('below') === 'true';
  const part = search.get('part_no') ?? '';
  const query = { site_id: site ?? undefined, below: below || undefined, part_no: part || undefined };
  const list = useInfiniteQuery({
    queryKey: ['stock', query],
    queryFn: ({ signal, pageParam }) => call('GET /stock', { query: { ...query, limit: 100, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: (before) => before,
  });
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = list.data?.pages[0]?.total_estimate;
  const change = (name: string, value: string) => setSearch((before) => {
    const next = new URLSearchParams(before);
    if (value) next.set(name, value); else next.delete(name);
    return next;
  }, { replace: true });
  return (
    <div>
      <div className="page-title wrap">
        <h1>{t('stock.title')}</h1>
        <span className="i2 m">{t('stock.about')}</span>
        <span className="sp" />
        <Link className="m" to="/records/part_request">{t('stock.requests')} ›</Link>
      </div>
      <section className="card">
        <div className="hd wrap">
          <Segmented label={t('stock.shown')} value={below ? 'below' : 'all'} onChange={(value) => change('below', value === 'below' ? 'true' : '')} options={[{ value: 'all', label: t('stock.all') }, { value: 'below', label: t('stock.below') }]} />
          {part && <button type="button" className="btn sm tint" aria-label={`${t('records_page.clear')} ${part}`} onClick={() => change('part_no', '')}>{part}<Icon name="close" size={12} /></button>}
          <span className="sp" />
          <span className="i2 m">{total != null ? t('stock.count', { count: total }) : ''}</span>
        </div>
        {list.error ? <ErrorNote error={list.error} onRetry={() => void list.refetch()} /> : list.isPending ? <Skeleton lines={10} height={18} gap={20} /> : rows.length === 0 ? <Empty text={t(below ? 'stock.none_below' : 'stock.empty')} /> : (
          <div style={{ overflowX: 'auto' }}>
            <table className="t stock-table">
              <thead>
                <tr><th>{t('stock.part')}</th><th>{t('stock.site')}</th><th className="n">{t('stock.on_hand')}</th><th className="n">{t('stock.safety')}</th><th>{t('stock.state')}</th><th className="n">{t('stock.coming')}</th><th>{t('stock.next_arrival')}</th></tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={`${row.part_no}@${row.site_id}`} data-part={row.part_no} data-site={row.site_id}>
                    <td><Link className="b nw" to={`/records/part_unit?part_no=${encodeURIComponent(row.part_no)}`}>{row.part_no}</Link> <span className="i2">{row.part_name}</span></td>
                    <td className="nw">{row.site_name}</td>
                    <td className="n b">{row.on_hand}</td>
                    <td className="n">{mayWrite ? <SafetyLevel key={row.version ?? 0} line={row} /> : (row.safety ?? <span className="i3">–</span>)}</td>
                    <td className="nw">{row.below ? <State kind="bad" plain>{t('stock.short_by', { count: (row.safety ?? 0) - row.on_hand })}</State> : row.safety ? <State kind="good" plain>{t('stock.enough')}</State> : <span className="i3">{t('stock.no_level')}</span>}</td>
                    <td className="n">{row.coming || <span className="i3">–</span>}</td>
                    <td className="nw">{row.next_arrival ? shortDate(new Date(row.next_arrival), new Date(), i18n.language) : <span className="i3">–</span>}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {list.hasNextPage && <div className="sec"><button type="button" className="btn" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('records.more')}</button></div>}
          </div>
        )}
      </section>
    </div>
  );
}

/** Saved on Enter or when it is left; what the server refuses stays as typed. */
function SafetyLevel({ line }: { line: Line }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const shown = line.safety == null ? '' : String(line.safety);
  const [text, setText] = useState(shown);
  const save = useMutation({
    mutationFn: (safety: number) => call('PUT /stock/safety-level', { body: { site_id: line.site_id, part_no: line.part_no, safety }, ifMatch: line.version ?? 0 }),
    onSuccess: (now) => {
      client.setQueriesData<InfiniteData<StockPageAnswer>>({ queryKey: ['stock'] }, (old) => old && { ...old, pages: old.pages.map((page) => ({ ...page, items: page.items.map((item) => (item.part_no === now.part_no && item.site_id === now.site_id ? now : item)) })) });
      toast('good', t('stock.saved', { part: now.part_no, safety: now.safety }));
    },
    onError: (error) => toast('bad', errorText(error, t)),
  });
  const commit = () => {
    if (text === shown || save.isPending) return;
    if (/^\d{1,7}$/.test(text)) save.mutate(Number(text));
    else toast('bad', t('stock.whole_number'));
  };
  const submit = (event: FormEvent) => { event.preventDefault(); commit(); };
  return (
    <form onSubmit={submit} className="stock-level">
      <input className="ip" inputMode="numeric" aria-label={t('stock.level_of', { part: line.part_no, site: line.site_name })} placeholder="–" value={text} aria-invalid={save.isError || undefined} onChange={(event) => setText(event.target.value.trim())} onBlur={commit} />
    </form>
  );
}
