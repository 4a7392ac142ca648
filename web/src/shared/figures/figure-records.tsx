// The records behind a figure, in a dialog: part by part, each opens whatever kind it is.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { call } from '@/api/client';
import { caseName } from '@/shared/facts/case-table';
import { kindText, recordPath } from '@/shared/facts/facts';
import { shortMoment, spanText } from '@/shared/format/date';
import { metricText } from '@/shared/format/metric';
import { Empty, Segmented, Skeleton, State } from '@/shared/ui/basics';
import { Dialog, ErrorNote } from '@/shared/ui/overlay';

export interface FigureQuestion { metric: string; unit: string; from: string; to: string; where: string; parts: readonly string[]; title: string }

export function FigureRecords({ question, nameOf, onClose }: { question: FigureQuestion; nameOf: (metric: string) => string; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { metric, from, to, where, parts } = question;
  const [part, setPart] = useState(parts[0] ?? 'denominator');
  const cases = useInfiniteQuery({
    queryKey: ['kpi', 'cases', metric, from, to, where, part],
    queryFn: ({ signal, pageParam }) => call('GET /kpi/cases', { query: { metric, from, to, where, part, sort: '-at', limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const columns = cases.data?.pages[0]?.columns ?? [];
  const items = cases.data?.pages.flatMap((page) => page.items) ?? [];
  const total = cases.data?.pages[0]?.total_estimate;
  const partName = (name: string) => (['denominator', 'numerator'].includes(name) ? t(`figures.part.${name}`) : nameOf(name));
  return (
    <Dialog title={question.title} onClose={onClose} width={520}>
      <div className="row g12 wrap">
        {parts.length > 1 && <Segmented label={t('figures.which')} value={part} onChange={setPart} options={parts.map((name) => ({ value: name, label: partName(name) }))} />}
        <span className="i2 s">{spanText(from, to, i18n.language)}{total != null ? ` · ${t('figures.records', { count: total })}` : ''}</span>
      </div>
      {cases.error ? <ErrorNote error={cases.error} onRetry={() => void cases.refetch()} /> : cases.isPending ? <Skeleton lines={5} /> : items.length === 0 ? <Empty text={t('figures.no_records')} /> : (
        <div style={{ maxHeight: 420, overflow: 'auto' }} data-testid="figure-records">
          <table className="t"><tbody>
            {items.map((item, index) => {
              const path = recordPath(item.kind, item.id);
              const label = caseName(item, columns, index, t, i18n.language);
              return <tr key={`${item.kind} ${item.id}`}><td>{path ? <Link to={path}>{label}</Link> : label}</td><td className="i2 nw">{item.at ? shortMoment(new Date(item.at)) : kindText(item.kind, t)}</td><td>{item.person ?? item.site}</td><td className="nw">{item.met == null ? '' : <State kind={item.met ? 'good' : 'bad'} plain>{t(`figures.result.${item.met ? 'met' : 'missed'}`)}</State>}</td><td className="n i2">{item.value == null || question.unit === 'percent' ? '' : metricText(item.value, question.unit, t)}</td></tr>;
            })}
          </tbody></table>
          {cases.hasNextPage && <div className="sec"><button type="button" className="btn" disabled={cases.isFetchingNextPage} onClick={() => void cases.fetchNextPage()}>{t('figures.more')}</button></div>}
        </div>
      )}
    </Dialog>
  );
}
