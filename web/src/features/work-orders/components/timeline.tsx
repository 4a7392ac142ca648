// What happened to one order in plain words, newest first: its journal, and what the records that belong to it tell.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '@/api/client';
import type { TimelineEntry } from '@/api/types';
import { formatMoney } from '@/shared/format/money';
import { longDate, longMoment, shortDate, shortMoment } from '@/shared/format/date';
import { allRows } from '@/shared/records/export-menu';
import { Skeleton } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { workOrderKeys } from '@/shared/work-orders/hooks';
import { ToldByRecord } from './told-by-record';

const shownFirst = 8;

export function Timeline({ id }: { id: string }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const timeline = useQuery({
    queryKey: workOrderKeys.part(id, 'timeline'),
    queryFn: ({ signal }) => allRows((cursor) => call('GET /work-orders/{id}/timeline', { path: { id }, query: { limit: 200, cursor }, signal })),
  });
  if (timeline.error) return <ErrorNote error={timeline.error} onRetry={() => void timeline.refetch()} />;
  if (timeline.isPending) return <Skeleton lines={5} />;
  const entries = [...timeline.data].reverse();
  const shown = all ? entries : entries.slice(0, shownFirst);
  return (
    <>
      <div className="row" style={{ marginBottom: 8 }}>
        <h3>{t('work_orders.timeline')}</h3>
        <span className="sp" />
        {entries.length > shownFirst && (
          <button type="button" className="btn t sm" onClick={() => setAll(!all)}>{all ? t('work_orders.timeline_less') : t('work_orders.timeline_all', { count: entries.length })}</button>
        )}
      </div>
      <ol className="wo-tl">
        {shown.map((entry, index) => (
          <li key={entry.seq ?? `${entry.kind} ${entry.record?.id ?? ''}`} className={index === 0 ? 'on' : ''}>
            <Moment entry={entry} />
            {entry.actor_name && <b style={{ marginRight: 4 }}>{entry.actor_name}</b>}
            {entry.record ? <ToldByRecord entry={entry} record={entry.record} /> : <>{t(`timeline.${entry.kind.replace(/^work_order\./, '')}`, { defaultValue: entry.kind })}<Detail entry={entry} /></>}
            {entry.note && <div className="i2">“{entry.note}”</div>}
          </li>
        ))}
      </ol>
    </>
  );
}

function Moment({ entry }: { entry: TimelineEntry }) {
  const { i18n } = useTranslation();
  const at = new Date(entry.at);
  return <time dateTime={entry.at} title={(entry.day_only ? longDate : longMoment)(at, i18n.language)}>{(entry.day_only ? shortDate : shortMoment)(at)}</time>;
}

function Detail({ entry }: { entry: TimelineEntry }) {
  const { t, i18n } = useTranslation();
  const { data } = entry;
  const moment = (value: unknown) => (typeof value === 'string' ? longMoment(new Date(value), i18n.language) : '');
  let text = '';
  if (data.promise_at && entry.kind !== 'work_order.created') text = data.before ? `${moment(data.before)} → ${moment(data.promise_at)}` : moment(data.promise_at);
  else if (data.appt_from) text = moment(data.appt_from);
  else if (data.part_promised_at) text = moment(data.part_promised_at);
  else if (typeof data.reason === 'string') text = t([`work_orders.pause_reason.${data.reason}`, `work_orders.cancel_reason.${data.reason}`], { defaultValue: data.reason });
  else if (typeof data.amount === 'object' && data.amount !== null && 'amount' in data.amount && 'currency' in data.amount) text = formatMoney({ amount: Number(data.amount.amount), currency: String(data.amount.currency) });
  else if (typeof data.level === 'number') text = t('work_orders.level', { level: data.level });
  else if (data.repeat_of) text = t('work_orders.was_repeat');
  return text ? <span className="i2"> · {text}</span> : null;
}
