// The records behind a value, part by part; each opens whatever kind it is.
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { saveText, toCsv } from '@/shared/csv/csv';
import { kindText, recordPath } from '@/shared/facts/facts';
import { spanText } from '@/shared/format/date';
import { metricText } from '@/shared/format/metric';
import { Empty, Segmented, Skeleton } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import { ErrorNote, toast } from '@/shared/ui/overlay';
import type { CatalogueMetric } from '../api/answers';
import { allCases, useCases, type Span } from '../api/hooks';

export interface Picked { span: Span; where: string | undefined; title: string; part?: string }
interface Props { metric: CatalogueMetric; picked: Picked; rolling?: string | undefined; definition?: string | undefined; nameOf: (code: string) => string; onClose: () => void }

export function CasesCard({ metric, picked, rolling, definition, nameOf, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const rate = metric.unit === 'percent';
  // A formula has the records of its terms.
  const parts = metric.terms.length > 0 ? metric.terms : ['numerator', 'denominator', 'unlinked', 'pending'].filter((name) => rate || name !== 'numerator');
  const [part, setPart] = useState(picked.part ?? (metric.terms.length > 0 ? (metric.terms[0] ?? '') : 'denominator'));
  const query = { metric: metric.code, ...picked.span, where: picked.where, part, rolling, definition };
  const cases = useCases(query);
  // A formula opens on the first of its terms that has records.
  const [chosen, setChosen] = useState(picked.part !== undefined);
  const none = cases.data?.pages[0]?.items.length === 0;
  const next = parts[parts.indexOf(part) + 1];
  useEffect(() => { if (!chosen && none && metric.terms.length > 0 && next) setPart(next); }, [chosen, none, next, metric.terms.length]);
  const items = cases.data?.pages.flatMap((page) => page.items) ?? [];
  const total = cases.data?.pages[0]?.total_estimate ?? 0;
  const kind = items[0]?.kind;
  const exporting = useMutation({
    mutationFn: async () => saveText(`${metric.code}-${part}.csv`, toCsv([
      [t('performance.record'), t('performance.records'), t('performance.value')],
      ...(await allCases(query)).map((item) => [item.no || item.id, kindText(item.kind, t), item.value == null || rate ? '' : String(item.value)]),
    ])),
    onError: (error) => toast('bad', errorText(error, t)),
  });
  return (
    <section className="card" data-testid="cases">
      <div className="hd"><h2 className="el">{picked.title}</h2><span className="sp" /><button type="button" className="btn sm" disabled={items.length === 0 || exporting.isPending} onClick={() => exporting.mutate()}>{t('performance.export')}</button><button type="button" className="btn sm" onClick={onClose}>{t('performance.close')}</button></div>
      <div className="sec col g12">
        <div className="metric-parts"><Segmented label={t('performance.part')} value={part} onChange={(value) => { setChosen(true); setPart(value); }} options={parts.map((name) => ({ value: name, label: metric.terms.length > 0 ? nameOf(name.split('.').at(-1) ?? name) : t(`performance.part_name.${name}`) }))} /></div>
        <span className="i2 s">{spanText(picked.span.from, picked.span.to, i18n.language)} · {t('performance.case_count', { count: total })}{kind && kind !== 'work_order' ? ` · ${kindText(kind, t)}` : ''}</span>
      </div>
      {cases.error ? <div className="sec"><ErrorNote error={cases.error} onRetry={() => void cases.refetch()} /></div> : cases.isPending ? <Skeleton lines={6} /> : items.length === 0 ? <Empty text={t('performance.no_cases')} /> : (
        <div style={{ maxHeight: 480, overflow: 'auto' }}>
          <table className="t"><tbody>
            {items.map((item, index) => {
              const path = recordPath(item.kind, item.id);
              const label = item.no || `${kindText(item.kind, t)} ${index + 1}`;
              return <tr key={`${item.kind} ${item.id}`}><td>{path ? <Link to={path}>{label}</Link> : label}</td><td className="n i2">{item.value == null || rate ? '' : metricText(item.value, metric.unit, t)}</td></tr>;
            })}
          </tbody></table>
          {cases.hasNextPage && <div className="sec"><button type="button" className="btn" disabled={cases.isFetchingNextPage} onClick={() => void cases.fetchNextPage()}>{t('performance.more')}</button></div>}
        </div>
      )}
    </section>
  );
}
