// Gives an open case to somebody: who, what he does, until when, what to look at.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '@/api/client';
import type { Parts } from '@/api/endpoints';
import { fieldProblems } from '@/api/problem';
import { fromZoned, zonedParts } from '@/shared/format/date';
import { Field } from '@/shared/ui/basics';
import { Combobox } from '@/shared/ui/combobox';
import { DateTimeField } from '@/shared/ui/date-time-field';
import { Dialog, ErrorNote, toast } from '@/shared/ui/overlay';
import { useEmployees } from '@/shared/work-orders/hooks';
import { landingKey, useLandingRefresh } from './hooks';
import { caseActions, chanceText, type CasesAnswer, type DecidingCase, type LandingScope } from './model';

/** The end of this working day, or of tomorrow's once it is late. */
export function dayEnd(now = new Date()): Date {
  const p = zonedParts(now);
  return fromZoned(p.year, p.month, p.day + (p.hour >= 17 ? 1 : 0), 18, 0);
}

/** Nobody chosen is no id that could be wrong: the server asks for it at its field. */
type AssignBody = Parts<'POST /landing/cases/assign'>['body'];

interface Props { item: DecidingCase; metric: string; scope: LandingScope; month: string | undefined; chance: number | null; onClose: () => void }

export function AssignDialog({ item, metric, scope, month, chance, onClose }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const refresh = useLandingRefresh();
  const people = useEmployees();
  const [owner, setOwner] = useState<string | null>(item.holder_id ?? null);
  const [action, setAction] = useState(item.action);
  const [due, setDue] = useState<Date | null>(() => dayEnd());
  const [note, setNote] = useState('');
  const choices = useMemo(() => {
    const all = (people.data?.items ?? []).map(({ id, name, no }) => ({ value: id, label: name, hint: no }));
    // Who has it in hand stands there before the others are read.
    return item.holder_id && !all.some(({ value }) => value === item.holder_id) ? [{ value: item.holder_id, label: item.holder_name, hint: '' }, ...all] : all;
  }, [people.data, item]);
  const giving = useMutation({
    mutationFn: () => call('POST /landing/cases/assign', {
      body: { case_kind: item.kind, case_id: item.id, metric, ...(month ? { month } : {}), ...scope, ...(owner ? { owner_employee_id: owner } : {}), action, ...(due ? { due_at: due.toISOString() } : {}), ...(note.trim() ? { note: note.trim() } : {}) } as AssignBody,
    }),
    onSuccess: async (made) => {
      onClose();
      await refresh();
      // The list asks anew; what it says now stands in the cache.
      const now = queries.getQueryCache().findAll({ queryKey: [...landingKey, 'cases', metric], type: 'active' }).map(({ state }) => (state.data as CasesAnswer | undefined)?.chance_now).find((one) => one != null);
      const moved = chance !== null && now != null && Math.abs(now - chance) >= 0.005;
      toast('good', `${t('landing.given_to', { name: made.owner_name })}${moved ? t('landing.moved', { from: chanceText(chance), to: chanceText(now) }) : ''}`);
    },
  });
  const problems = fieldProblems(giving.error);
  const whole = giving.error && Object.keys(problems).length === 0 ? giving.error : null;
  return (
    <Dialog
      title={t('landing.assign', { case: [item.title, item.no].filter(Boolean).join(' · ') })} onClose={onClose} onSubmit={() => !giving.isPending && giving.mutate()}
      footer={<><span className="s i3 sp">{t('landing.assign_hint')}</span><button type="button" className="btn" onClick={onClose}>{t('common.cancel')}</button><button type="submit" className="btn p" disabled={giving.isPending}>{t('landing.assign_do')} <kbd>Enter</kbd></button></>}
    >
      {whole ? <ErrorNote error={whole} /> : null}
      <Field label={t('landing.field.owner')} problems={problems.owner_employee_id} hint={item.holder_name ? t('landing.in_hand', { name: item.holder_name }) : undefined}>
        {(control) => <Combobox {...control} choices={choices} value={owner} onChange={setOwner} placeholder={t('landing.field.owner_hint')} />}
      </Field>
      <Field label={t('landing.field.action')} problems={problems.action}>
        {(control) => (
          <select className="ip" {...control} value={action} onChange={(event) => setAction(caseActions.find((one) => one === event.target.value) ?? item.action)}>
            {caseActions.map((one) => <option key={one} value={one}>{t(`landing.action.${one}`)}</option>)}
          </select>
        )}
      </Field>
      <Field label={t('landing.field.due')} problems={problems.due_at}>{(control) => <DateTimeField {...control} value={due} onChange={setDue} />}</Field>
      <Field label={t('landing.field.note')} hint={t('landing.optional')} problems={problems.note}>
        {(control) => <textarea className="ip" rows={2} maxLength={1000} {...control} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
    </Dialog>
  );
}
