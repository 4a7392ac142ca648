// Gives the first cases to those who have them in hand, with the action that is offered, in one go.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '@/api/client';
import { Field } from '@/shared/ui/basics';
import { DateTimeField } from '@/shared/ui/date-time-field';
import { Dialog, ErrorNote, toast } from '@/shared/ui/overlay';
import { dayEnd } from './assign-dialog';
import { useLandingRefresh } from './hooks';
import { chanceText, type DecidingCase, type LandingScope } from './model';

interface Props { items: readonly DecidingCase[]; metric: string; scope: LandingScope; month: string | undefined; onClose: () => void }

export function AssignManyDialog({ items, metric, scope, month, onClose }: Props) {
  const { t } = useTranslation();
  const refresh = useLandingRefresh();
  const [due, setDue] = useState<Date | null>(() => dayEnd());
  const [left, setLeft] = useState<readonly string[]>(() => items.filter(({ holder_id }) => holder_id).map(({ id }) => id));
  const giving = useMutation({
    mutationFn: async () => {
      for (const item of items) {
        if (!left.includes(item.id) || !item.holder_id) continue;
        await call('POST /landing/cases/assign', { body: { case_kind: item.kind, case_id: item.id, metric, ...(month ? { month } : {}), ...scope, owner_employee_id: item.holder_id, action: item.action, ...(due ? { due_at: due.toISOString() } : {}) } });
      }
    },
    onSuccess: () => {
      toast('good', t('landing.given_many', { count: left.length }));
      onClose();
    },
    onSettled: () => refresh(),
  });
  return (
    <Dialog
      title={t('landing.assign_top', { count: left.length })} onClose={onClose} width={620} onSubmit={() => left.length > 0 && !giving.isPending && giving.mutate()}
      footer={<><span className="sp" /><button type="button" className="btn" onClick={onClose}>{t('common.cancel')}</button><button type="submit" className="btn p" disabled={giving.isPending || left.length === 0}>{t('landing.assign_do')} <kbd>Enter</kbd></button></>}
    >
      {giving.error ? <ErrorNote error={giving.error} /> : null}
      <div className="col">
        {items.map((item) => (
          <label key={item.id} className="row g8" style={{ minHeight: 40 }}>
            <input type="checkbox" disabled={!item.holder_id} checked={left.includes(item.id)} onChange={(event) => setLeft(event.target.checked ? [...left, item.id] : left.filter((one) => one !== item.id))} />
            <b style={{ width: 44 }} className="r">{chanceText(item.chance)}</b>
            <span className="sp el">{[item.title, item.no].filter(Boolean).join(' · ')}</span>
            <span className="m i2 nw">{item.holder_name ? `${item.holder_name} · ${t(`landing.action.${item.action}`)}` : t('landing.nobody')}</span>
          </label>
        ))}
      </div>
      <Field label={t('landing.field.due')}>{(control) => <DateTimeField {...control} value={due} onChange={setDue} />}</Field>
    </Dialog>
  );
}
