// Findings: what was seen, where it came from, whose it is and how far it has come.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { call } from '@/api/client';
import { shortDate } from '@/shared/format/date';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import { useMay, useSession, useSite } from '@/shared/session/session';
import { Empty, Segmented, Skeleton, State } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { findingStates, metricName, room, sourceKinds, stateMarks, type FindingRow } from '../api/improvement';
import { SectionTabs } from '../components/section-tabs';

export default function FindingsPage() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { user } = useSession();
  const { site } = useSite();
  const may = useMay('finding.write');
  const [search, setSearch] = useSearchParams();
  const [cursor, setCursor] = useState(0);
  const show = search.get('show') === 'all' ? 'all' : search.get('show') === 'mine' ? 'mine' : 'open';
  const state = search.get('state') ?? '';
  const source = search.get('source') ?? '';
  const query = { limit: 50, ...(state ? { state: [state] } : show !== 'all' ? { open: true } : {}), ...(show === 'mine' && user.employee_id ? { owner_id: user.employee_id } : {}), ...(source ? { source } : {}), ...(site ? { site_id: site } : {}) };
  const list = useInfiniteQuery({
    queryKey: [room, 'findings', query], queryFn: ({ signal, pageParam }) => call('GET /findings', { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '', getNextPageParam: (page) => page.next_cursor ?? undefined, placeholderData: (before) => before,
  });
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const at = Math.min(cursor, Math.max(0, rows.length - 1));
  const open = (row: FindingRow | undefined) => row && navigate(`/findings/${row.id}`);
  const change = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next, { replace: true });
    setCursor(0);
  };
  useShortcuts([
    { key: 'j', label: t('improvement.key.down'), run: () => setCursor(Math.min(rows.length - 1, at + 1)) },
    { key: 'k', label: t('improvement.key.up'), run: () => setCursor(Math.max(0, at - 1)) },
    { key: 'Enter', label: t('improvement.key.open'), run: () => open(rows[at]) },
    ...(may ? [{ key: 'n', label: t('improvement.new_finding'), run: () => navigate('/findings/new') }] : []),
  ]);
  return (
    <div>
      <div className="page-title">
        <h1>{t('improvement.tab.findings')}</h1><span className="i2 m">{t('improvement.findings_intro')}</span><span className="sp" />
        <span className="keys"><span><kbd>J</kbd><kbd>K</kbd>{t('improvement.key.move')}</span><span><kbd>Enter</kbd>{t('improvement.key.open')}</span></span>
        {may && <button type="button" className="btn p" onClick={() => navigate('/findings/new')}>{t('improvement.new_finding')} <kbd>N</kbd></button>}
      </div>
      <SectionTabs />
      <section className="card">
        <div className="im-filters">
          <Segmented label={t('improvement.show')} value={show} onChange={(value) => change('show', value === 'open' ? '' : value)} options={(['open', 'mine', 'all'] as const).map((value) => ({ value, label: t(`improvement.show_which.${value}`) }))} />
          <select className="ip" aria-label={t('improvement.state')} value={state} onChange={(event) => change('state', event.target.value)}>
            <option value="">{t('improvement.any_state')}</option>
            {findingStates.map((value) => <option key={value} value={value}>{t(`improvement.finding_state.${value}`)}</option>)}
          </select>
          <select className="ip" aria-label={t('improvement.source')} value={source} onChange={(event) => change('source', event.target.value)}>
            <option value="">{t('improvement.any_source')}</option>
            {sourceKinds.map((value) => <option key={value} value={value}>{t(`improvement.source_kind.${value}`)}</option>)}
          </select>
        </div>
        {list.error ? <ErrorNote error={list.error} onRetry={() => void list.refetch()} /> : list.isPending ? <Skeleton lines={8} /> : rows.length === 0 ? <Empty text={t('improvement.no_findings')} action={may && <button type="button" className="btn p" onClick={() => navigate('/findings/new')}>{t('improvement.new_finding')}</button>} /> : (
          <div style={{ overflowX: 'auto' }}>
            <table className="t im-list">
              <thead><tr><th>{t('improvement.no')}</th><th>{t('improvement.field.title')}</th><th>{t('improvement.source')}</th><th>{t('improvement.metric')}</th><th>{t('improvement.field.owner_id')}</th><th>{t('improvement.state')}</th><th>{t('improvement.severity')}</th><th>{t('improvement.found_on')}</th></tr></thead>
              <tbody>
                {rows.map((row, index) => (
                  <tr key={row.id} className={index === at ? 'sel' : ''} aria-selected={index === at} onClick={() => open(row)}>
                    <td className="nw i2">{row.no}</td><td className="b">{row.title}</td><td className="nw">{t(`improvement.source_kind.${row.source.kind}`)}</td>
                    <td>{row.source.metric ? <>{metricName(row)} <span className="i2">{row.scope_label}</span></> : ''}</td><td className="nw">{row.owner_name}</td>
                    <td><State kind={row.outcome === 'not_effective' ? 'bad' : row.outcome === 'dropped' ? 'none' : stateMarks[row.state] ?? 'none'} plain>{row.outcome ? t(`improvement.outcome.${row.outcome}`) : t(`improvement.finding_state.${row.state}`)}</State></td>
                    <td className="nw">{t(`improvement.severity_of.${row.severity}`)}</td><td className="nw">{shortDate(new Date(`${row.found_on}T04:00:00Z`), new Date(), i18n.language)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {list.hasNextPage && <div className="sec"><button type="button" className="btn" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('improvement.more')}</button></div>}
      </section>
    </div>
  );
}
