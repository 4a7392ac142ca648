// How an assigned case ended, or that it is taken back.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '@/api/client';
import { fieldProblems } from '@/api/problem';
import { Field, Segmented } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import { Dialog, ErrorNote, toast } from '@/shared/ui/overlay';
import { useLandingRefresh } from './hooks';
import type { CaseAssignment, DecidingCase } from './model';

const results = ['ended_well', 'ended_badly'] as const;

export function FinishDialog({ assignment, title, onClose }: { assignment: CaseAssignment; title: string; onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useLandingRefresh();
  const [result, setResult] = useState<(typeof results)[number]>('ended_well');
  const [note, setNote] = useState('');
  const finishing = useMutation({
    mutationFn: () => call('POST /landing/assignments/{id}/finish', { path: { id: assignment.id }, body: { result, ...(note.trim() ? { note: note.trim() } : {}) }, ifMatch: assignment.version }),
    onSuccess: () => {
      toast(result === 'ended_well' ? 'good' : 'warn', t(`landing.result.${result}`));
      onClose();
    },
    onSettled: () => refresh(),
  });
  const problems = fieldProblems(finishing.error);
  const whole = finishing.error && Object.keys(problems).length === 0 ? finishing.error : null;
  return (
    <Dialog
      title={t('landing.finish_title', { case: title })} onClose={onClose} onSubmit={() => !finishing.isPending && finishing.mutate()}
      footer={<><span className="s i3 sp">{t('landing.finish_hint')}</span><button type="button" className="btn" onClick={onClose}>{t('common.cancel')}</button><button type="submit" className="btn p" disabled={finishing.isPending}>{t('landing.finish_do')} <kbd>Enter</kbd></button></>}
    >
      {whole ? <ErrorNote error={whole} /> : null}
      <p className="m i2">{t('landing.given', { name: assignment.owner_name, action: t(`landing.action.${assignment.action}`) })}{assignment.note ? ` · ${assignment.note}` : ''}</p>
      <Field label={t('landing.field.result')} problems={problems.result}>
        {() => <Segmented full label={t('landing.field.result')} value={result} onChange={setResult} options={results.map((value) => ({ value, label: t(`landing.result.${value}`) }))} />}
      </Field>
      <Field label={t('landing.field.result_note')} hint={t('landing.optional')} problems={problems.note}>
        {(control) => <textarea className="ip" rows={2} maxLength={1000} {...control} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
    </Dialog>
  );
}

/** Takes an assignment back; the row says so at once. */
export function useTakeBack(): (item: Pick<DecidingCase, 'assignment'>) => void {
  const { t } = useTranslation();
  const refresh = useLandingRefresh();
  const taking = useMutation({
    mutationFn: (assignment: CaseAssignment) => call('POST /landing/assignments/{id}/cancel', { path: { id: assignment.id }, body: {}, ifMatch: assignment.version }),
    onSuccess: () => toast('good', t('landing.taken_back')),
    onError: (error) => toast('bad', errorText(error, t)),
    onSettled: () => refresh(),
  });
  return (item) => item.assignment && taking.mutate(item.assignment);
}
