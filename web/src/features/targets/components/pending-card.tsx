// Changes of targets that wait for somebody else's yes.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '@/api/client';
import { monthText, shortMoment } from '@/shared/format/date';
import { metricText } from '@/shared/format/metric';
import { useMay, useSession } from '@/shared/session/session';
import { Empty, Skeleton } from '@/shared/ui/basics';
import { ErrorNote, toast } from '@/shared/ui/overlay';
import { usePending, useTargetsRefresh, type TargetChange } from '../api/hooks';
import { refusal } from '@/shared/target-gate/problems';

interface Props { nameOf: (metric: string) => string; unitOf: (metric: string) => string; who: (user: string | null | undefined) => string }

export function PendingCard({ nameOf, unitOf, who }: Props) {
  const { t } = useTranslation();
  const pending = usePending();
  const items = pending.data?.items ?? [];
  return (
    <section className="card" data-testid="pending">
      <div className="hd"><h2>{t('targets.pending')}</h2><span className="i2 m">{items.length || ''}</span></div>
      {pending.error ? <ErrorNote error={pending.error} onRetry={() => void pending.refetch()} /> : pending.isPending ? <Skeleton lines={3} /> : items.length === 0 ? <Empty text={t('targets.nothing_pending')} /> : items.map((change) => <Pending key={change.id} change={change} name={nameOf(change.metric)} unit={unitOf(change.metric)} who={who} />)}
    </section>
  );
}

function Pending({ change, name, unit, who }: { change: TargetChange; name: string; unit: string; who: Props['who'] }) {
  const { t, i18n } = useTranslation();
  const { user } = useSession();
  const may = useMay('target.approve');
  const refresh = useTargetsRefresh();
  const [note, setNote] = useState('');
  const own = change.proposed_by === user.id;
  const deciding = useMutation({
    mutationFn: (step: 'approve' | 'reject') => call(`POST /target-changes/{id}/${step}`, { path: { id: change.id }, body: { note: note.trim() || null }, ifMatch: change.version }),
    onSuccess: ({ state }) => { toast('good', t(`targets.decided.${state}`)); refresh(); },
  });
  const step = (from: number, to: number) => (from === to ? metricText(to, unit, t) : `${metricText(from, unit, t)} → ${metricText(to, unit, t)}`);
  return (
    <div className="sec col g8 pending-change" data-change={change.id}>
      <div className="row g8"><b>{name}</b><span className="i2">{change.label || t('targets.scope.company')}</span><span className="sp" /><span className="i2 s nw">{monthText(`${change.month}-01`, i18n.language, { year: true })}</span></div>
      <dl className="kv">
        <dt>{t('targets.level.target')}</dt><dd className="b">{step(change.now_target, change.target)}</dd>
        <dt>{t('targets.level.floor')}</dt><dd>{step(change.now_floor, change.floor)}</dd>
        <dt>{t('targets.level.stretch')}</dt><dd>{step(change.now_stretch, change.stretch)}</dd>
        <dt>{t('targets.reason')}</dt><dd>{change.reason}</dd>
        <dt>{t('targets.proposed_by')}</dt><dd>{who(change.proposed_by)} · {shortMoment(new Date(change.proposed_at))}</dd>
      </dl>
      {deciding.error ? <div className="note bad s" role="alert">{refusal(deciding.error, t)}</div> : null}
      {may && (own ? <p className="i2 s">{t('targets.own_change')}</p> : (
        <>
          <input className="ip" aria-label={t('targets.note')} placeholder={t('targets.note')} value={note} onChange={(event) => setNote(event.target.value)} />
          <div className="row g8"><button type="button" className="btn p" disabled={deciding.isPending} onClick={() => deciding.mutate('approve')}>{t('targets.approve')}</button><button type="button" className="btn" disabled={deciding.isPending} onClick={() => deciding.mutate('reject')}>{t('targets.reject')}</button></div>
        </>
      ))}
    </div>
  );
}
