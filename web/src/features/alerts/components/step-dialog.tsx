// What goes with a step of a warning: what is done, why it is dismissed, who gets it.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldProblems } from '@/api/problem';
import type { Alert } from '@/shared/alerts/words';
import { Field } from '@/shared/ui/basics';
import { Combobox } from '@/shared/ui/combobox';
import { Dialog, ErrorNote, toast } from '@/shared/ui/overlay';
import { useEmployees } from '@/shared/work-orders/hooks';
import { useMove, type AlertStep } from '../api/alerts';

interface Props { alert: Alert; step: Exclude<AlertStep, 'acknowledge'>; text: string; onClose: () => void }

export function StepDialog({ alert, step, text, onClose }: Props) {
  const { t } = useTranslation();
  const [note, setNote] = useState(step === 'act' ? alert.note : '');
  const [owner, setOwner] = useState<string | null>(null);
  const people = useEmployees();
  const move = useMove();
  const problems = fieldProblems(move.error);
  const field = step === 'dismiss' ? 'reason' : 'note';
  const whole = move.error && Object.keys(problems).length === 0 ? move.error : null;
  const submit = () => !move.isPending && move.mutate({ alert, step, text: note.trim(), ...(owner ? { owner } : {}) }, {
    onSuccess: (moved) => {
      toast('good', step === 'reassign' ? t('alerts.given_to', { name: moved.owner_name }) : t(`alert.state.${moved.state}`));
      onClose();
    },
  });
  return (
    <Dialog
      title={t(`alerts.step.${step}`)} onClose={onClose} onSubmit={submit}
      footer={<><span className="sp" /><button type="button" className="btn" onClick={onClose}>{t('common.cancel')}</button><button type="submit" className="btn p" disabled={move.isPending}>{t(`alerts.step.${step}`)}</button></>}
    >
      <p>{text}</p>
      {whole ? <ErrorNote error={whole} /> : null}
      {step === 'reassign' && (
        <Field label={t('alerts.to_whom')} problems={problems.owner_id}>
          {(control) => <Combobox {...control} value={owner} onChange={setOwner} choices={(people.data?.items ?? []).filter(({ id }) => id !== alert.owner_id).map(({ id, name, no }) => ({ value: id, label: name, hint: no }))} />}
        </Field>
      )}
      <Field label={t(`alerts.note_of.${step}`)} hint={step === 'dismiss' ? undefined : t('alerts.optional')} problems={problems[field]}>
        {(control) => <textarea className="ip" rows={3} maxLength={500} {...control} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
      {step === 'dismiss' && <p className="s i2">{t('alerts.dismiss_hint')}</p>}
    </Dialog>
  );
}
