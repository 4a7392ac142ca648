// The journal of one order in plain words, newest first.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '@/api/client';
import type { TimelineEntry } from '@/api/types';
import { formatMoney } from '@/shared/format/money';
import { longMoment, shortMoment } from '@/shared/format/date';
import { Skeleton } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { workOrderKeys } from '@/shared/work-orders/hooks';

const shownFirst = 8;

export function Timeline({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const [all, setAll] = useState(false);
  const timeline = useQuery({
    queryKey: workOrderKeys.part(id, 'timeline'),
    queryFn: ({ signal }) => call('GET /work-orders/{id}/timeline', { path: { id }, query: { limit: 200 }, signal }),
  });
  if (timeline.error) return <ErrorNote error={timeline.error} onRetry={() => void timeline.refetch()} />;
  if (timeline.isPending) return <Skeleton lines={5} />;
  const entries = [...timeline.data.items].sort((a, b) => b.seq - a.seq);
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
          <li key={entry.seq} className={index === 0 ? 'on' : ''}>
            <time dateTime={entry.at} title={longMoment(new Date(entry.at), i18n.language)}>{shortMoment(new Date(entry.at))}</time>
            {entry.actor_name && <b style={{ marginRight: 4 }}>{entry.actor_name}</b>}
            {t(`timeline.${entry.kind.replace(/^work_order\./, '')}`, { defaultValue: entry.kind })}
            <Detail entry={entry} />
            {entry.note && <div className="i2">“{entry.note}”</div>}
          </li>
        ))}
      </ol>
    </>
  );
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
