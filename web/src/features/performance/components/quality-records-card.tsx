// The records behind one figure of data quality: those without a field, or typed in late with both times.
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { saveText, toCsv } from '@/shared/csv/csv';
import { kindText, recordPath } from '@/shared/facts/facts';
import { dateText, shortMoment, spanText, timeText } from '@/shared/format/date';
import { formatDuration } from '@/shared/format/duration';
import { Empty, Skeleton } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import { ErrorNote, toast } from '@/shared/ui/overlay';
import { allQualityRecords, useQualityRecords, type QualityQuery, type QualityRecord } from '../api/data-quality';

interface Props { query: QualityQuery; title: string; onClose: () => void }

export function QualityRecordsCard({ query, title, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const records = useQualityRecords(query);
  const items = records.data?.pages.flatMap((page) => page.items) ?? [];
  const total = records.data?.pages[0]?.total_estimate ?? 0;
  const late = query.reason === 'late';
  const delay = ({ occurred_at: from, recorded_at: to }: QualityRecord) => (from && to ? formatDuration(Date.parse(to) - Date.parse(from), t) : '');
  const whole = (text: string | null | undefined) => (text ? `${dateText(new Date(text))} ${timeText(new Date(text))}` : '');
  const heads = [t('performance.record'), t('performance.records'), ...(late ? [t('performance.quality.happened'), t('performance.quality.typed_in'), t('performance.quality.delay')] : [])];
  const exporting = useMutation({
    mutationFn: async () => saveText(`${title}-${dateText(new Date())}.csv`, toCsv([
      heads,
      ...(await allQualityRecords(query)).map((item) => [item.no || item.id, kindText(item.kind, t), ...(late ? [whole(item.occurred_at), whole(item.recorded_at), delay(item)] : [])]),
    ])),
    onError: (error) => toast('bad', errorText(error, t)),
  });
  return (
    <section className="card" data-testid="quality-records">
      <div className="hd"><h2 className="el">{title}</h2><span className="sp" /><button type="button" className="btn sm" disabled={items.length === 0 || exporting.isPending} onClick={() => exporting.mutate()}>{t('performance.export')}</button><button type="button" className="btn sm" onClick={onClose}>{t('performance.close')}</button></div>
      <p className="sec i2 s">{spanText(query.from, query.to, i18n.language)} · {t('performance.case_count', { count: total })}{items[0] && items[0].kind !== 'work_order' ? ` · ${kindText(items[0].kind, t)}` : ''}</p>
      {records.error ? <div className="sec"><ErrorNote error={records.error} onRetry={() => void records.refetch()} /></div> : records.isPending ? <Skeleton lines={6} /> : items.length === 0 ? <Empty text={t('performance.no_cases')} /> : (
        <div style={{ maxHeight: 'max(240px, calc(100vh - 240px))', overflow: 'auto' }}>
          <table className="t">
            {late && <thead><tr><th>{t('performance.record')}</th><th className="n">{t('performance.quality.happened')}</th><th className="n">{t('performance.quality.typed_in')}</th><th className="n">{t('performance.quality.delay')}</th></tr></thead>}
            <tbody>
              {items.map((item, index) => {
                const path = recordPath(item.kind, item.id);
                const label = item.no || `${kindText(item.kind, t)} ${index + 1}`;
                return (
                  <tr key={`${index} ${item.id}`}>
                    <td className="nw">{path ? <Link to={path}>{label}</Link> : label}</td>
                    {late && <><td className="n i2 nw">{item.occurred_at ? shortMoment(new Date(item.occurred_at), new Date(), i18n.language) : ''}</td><td className="n i2 nw">{item.recorded_at ? shortMoment(new Date(item.recorded_at), new Date(), i18n.language) : ''}</td><td className="n b nw">{delay(item)}</td></>}
                  </tr>
                );
              })}
            </tbody>
          </table>
          {records.hasNextPage && <div className="sec"><button type="button" className="btn" disabled={records.isFetchingNextPage} onClick={() => void records.fetchNextPage()}>{t('performance.more')}</button></div>}
        </div>
      )}
    </section>
  );
}
