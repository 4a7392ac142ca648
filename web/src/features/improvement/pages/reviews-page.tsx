// Reviews of days, weeks and months, and preparing the next one from the data.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { call, newIdempotencyKey } from '@/api/client';
import { fieldProblems } from '@/api/problem';
import { dateText, shortDate, spanText } from '@/shared/format/date';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import { useMay, useSite } from '@/shared/session/session';
import { Empty, Field, Segmented, Skeleton, State } from '@/shared/ui/basics';
import { Dialog, ErrorNote } from '@/shared/ui/overlay';
import { useSites } from '@/shared/work-orders/hooks';
import { room } from '../api/improvement';
import { SectionTabs } from '../components/section-tabs';

export const reviewKinds = ['day', 'week', 'month'] as const;
type Kind = (typeof reviewKinds)[number];
const marks = { prepared: 'none', held: 'warn', signed: 'good' } as const;

export default function ReviewsPage() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const may = useMay('review.write');
  const { site } = useSite();
  const [search, setSearch] = useSearchParams();
  const [cursor, setCursor] = useState(0);
  const [preparing, setPreparing] = useState(false);
  const kind = reviewKinds.find((one) => one === search.get('kind'));
  const query = { limit: 50, ...(kind ? { kind } : {}), ...(site ? { site_id: site } : {}) };
  const list = useInfiniteQuery({
    queryKey: [room, 'reviews', query], queryFn: ({ signal, pageParam }) => call('GET /reviews', { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '', getNextPageParam: (page) => page.next_cursor ?? undefined, placeholderData: (before) => before,
  });
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const at = Math.min(cursor, Math.max(0, rows.length - 1));
  useShortcuts([
    { key: 'j', label: t('improvement.key.down'), run: () => setCursor(Math.min(rows.length - 1, at + 1)) },
    { key: 'k', label: t('improvement.key.up'), run: () => setCursor(Math.max(0, at - 1)) },
    { key: 'Enter', label: t('improvement.key.open'), run: () => { const row = rows[at]; if (row) navigate(`/reviews/${row.id}`); } },
    ...(may ? [{ key: 'n', label: t('improvement.review.prepare'), run: () => setPreparing(true) }] : []),
  ]);
  return (
    <div>
      <div className="page-title">
        <h1>{t('improvement.tab.reviews')}</h1><span className="i2 m">{t('improvement.review.intro')}</span><span className="sp" />
        <span className="keys"><span><kbd>J</kbd><kbd>K</kbd>{t('improvement.key.move')}</span><span><kbd>Enter</kbd>{t('improvement.key.open')}</span></span>
        {may && <button type="button" className="btn p" onClick={() => setPreparing(true)}>{t('improvement.review.prepare')} <kbd>N</kbd></button>}
      </div>
      <SectionTabs />
      <section className="card">
        <div className="im-filters">
          <Segmented label={t('improvement.review.kind')} value={kind ?? 'all'} onChange={(value) => { setSearch(value === 'all' ? {} : { kind: value }, { replace: true }); setCursor(0); }} options={[{ value: 'all' as const, label: t('improvement.review.all') }, ...reviewKinds.map((value) => ({ value, label: t(`improvement.review.kind_name.${value}`) }))]} />
        </div>
        {list.error ? <ErrorNote error={list.error} onRetry={() => void list.refetch()} /> : list.isPending ? <Skeleton lines={6} /> : rows.length === 0 ? <Empty text={t('improvement.review.none')} action={may && <button type="button" className="btn p" onClick={() => setPreparing(true)}>{t('improvement.review.prepare')}</button>} /> : (
          <table className="t im-list">
            <thead><tr><th>{t('improvement.review.kind')}</th><th>{t('improvement.review.period')}</th><th>{t('improvement.review.place')}</th><th>{t('improvement.state')}</th><th>{t('improvement.review.held_on')}</th><th className="n">{t('improvement.review.decisions')}</th></tr></thead>
            <tbody>
              {rows.map((row, index) => (
                <tr key={row.id} className={index === at ? 'sel' : ''} onClick={() => navigate(`/reviews/${row.id}`)}>
                  <td className="b">{t(`improvement.review.kind_name.${row.kind}`)}</td><td>{spanText(row.from, row.to, i18n.language)}</td><td>{row.site_name || t('alert.company')}</td>
                  <td><State kind={marks[row.state]} plain>{t(`improvement.review.state.${row.state}`)}</State></td><td>{row.held_on ? shortDate(new Date(`${row.held_on}T04:00:00Z`), new Date(), i18n.language) : ''}</td><td className="n">{row.decisions}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {list.hasNextPage && <div className="sec"><button type="button" className="btn" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('improvement.more')}</button></div>}
      </section>
      {preparing && <PrepareDialog kind={kind ?? 'week'} onClose={() => setPreparing(false)} />}
    </div>
  );
}

function PrepareDialog({ kind: first, onClose }: { kind: Kind; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const sites = useSites();
  const { site } = useSite();
  const [kind, setKind] = useState<Kind>(first);
  const [date, setDate] = useState(dateText(new Date()));
  const [place, setPlace] = useState(site ?? '');
  const making = useMutation({
    mutationFn: () => call('POST /reviews', { body: { kind, ...(kind === 'month' ? { month: date.slice(0, 7) } : { date }), ...(place ? { site_id: place } : {}) }, idempotencyKey: newIdempotencyKey() }),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: [room] });
      navigate(`/reviews/${made.id}`);
    },
  });
  const problems = fieldProblems(making.error);
  const whole = making.error && Object.keys(problems).length === 0 ? making.error : null;
  return (
    <Dialog
      title={t('improvement.review.prepare')} onClose={onClose} onSubmit={() => !making.isPending && making.mutate()}
      footer={<><span className="s i3 sp">{t('improvement.review.prepare_hint')}</span><button type="button" className="btn" onClick={onClose}>{t('common.cancel')}</button><button type="submit" className="btn p" disabled={making.isPending}>{t('improvement.review.prepare')}</button></>}
    >
      {whole ? <ErrorNote error={whole} /> : null}
      <Segmented full label={t('improvement.review.kind')} value={kind} onChange={setKind} options={reviewKinds.map((value) => ({ value, label: t(`improvement.review.kind_name.${value}`) }))} />
      {kind === 'month'
        ? <Field label={t('improvement.review.month')} problems={problems.month}>{(control) => <input className="ip" type="month" {...control} value={date.slice(0, 7)} onChange={(event) => setDate(event.target.value ? `${event.target.value}-01` : '')} />}</Field>
        : <Field label={t('improvement.review.day')} problems={problems.date}>{(control) => <input className="ip" type="date" {...control} value={date} onChange={(event) => setDate(event.target.value)} />}</Field>}
      <Field label={t('improvement.review.place')} problems={problems.site_id}>
        {(control) => <select className="ip" {...control} value={place} onChange={(event) => setPlace(event.target.value)}><option value="">{t('alert.company')}</option>{(sites.data?.items ?? []).map(({ id, name }) => <option key={id} value={id}>{name}</option>)}</select>}
      </Field>
    </Dialog>
  );
}
