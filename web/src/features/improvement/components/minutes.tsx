// The minutes of a review: decisions with owner and due date, who was there, notes, and that it was held.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '@/api/client';
import type { Parts } from '@/api/endpoints';
import { fieldProblems } from '@/api/problem';
import type { components } from '@/api/schema';
import { addDays, dateText } from '@/shared/format/date';
import { useMay } from '@/shared/session/session';
import { Field } from '@/shared/ui/basics';
import { Combobox } from '@/shared/ui/combobox';
import { Icon } from '@/shared/ui/icon';
import { ErrorNote, toast } from '@/shared/ui/overlay';
import { useEmployees } from '@/shared/work-orders/hooks';
import { useRefresh } from '../api/improvement';
import { DecisionRows } from './decision-rows';

type Review = components['schemas']['Review'];

export function Minutes({ review }: { review: Review }) {
  const { t } = useTranslation();
  const may = useMay('review.write');
  return (
    <section className="card" data-testid="minutes">
      <div className="hd"><h2>{t('improvement.minutes.title')}</h2></div>
      {review.taken.length > 0 ? <DecisionRows decisions={review.taken} settles /> : <p className="sec i2 m">{t('improvement.minutes.no_decisions')}</p>}
      {may && review.allowed.includes('decide') && <Decide review={review} />}
      {may && review.allowed.includes('hold') ? <Hold review={review} /> : review.state !== 'prepared' && (
        <dl className="sec kv im-facts">
          <dt>{t('improvement.minutes.attendance')}</dt><dd>{review.attendance.map(({ name }) => name).join(t('improvement.list_comma')) || '–'}</dd>
          {review.held_on && <><dt>{t('improvement.review.held_on')}</dt><dd>{review.held_on}</dd></>}
          {review.notes && <><dt>{t('improvement.minutes.notes')}</dt><dd style={{ whiteSpace: 'pre-line' }}>{review.notes}</dd></>}
        </dl>
      )}
      <div className="review-signature"><span>{t('improvement.minutes.signature')}</span><span>{t('improvement.minutes.date')}</span></div>
    </section>
  );
}

function useChoices() {
  const people = useEmployees();
  return (people.data?.items ?? []).map(({ id, name, no }) => ({ value: id, label: name, hint: no }));
}

function Decide({ review }: { review: Review }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const choices = useChoices();
  const [text, setText] = useState('');
  const [owner, setOwner] = useState<string | null>(null);
  const [due, setDue] = useState(() => addDays(dateText(new Date()), 7));
  const [action, setAction] = useState(false);
  const deciding = useMutation({
    // Nobody chosen is no id that could be wrong: the server asks for it at its field.
    mutationFn: () => call('POST /reviews/{id}/decisions', { path: { id: review.id }, ifMatch: review.version, body: { text: text.trim(), ...(owner ? { owner_id: owner } : {}), ...(due ? { due_on: due } : {}), make_action: action } as Parts<'POST /reviews/{id}/decisions'>['body'] }),
    onSuccess: async () => {
      setText('');
      setOwner(null);
      setAction(false);
      toast('good', t('improvement.minutes.decided'));
      await refresh();
    },
  });
  const problems = fieldProblems(deciding.error);
  return (
    <form
      className="sec col g12 no-print review-decide" noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!deciding.isPending) deciding.mutate();
      }}
    >
      {deciding.error && Object.keys(problems).length === 0 ? <ErrorNote error={deciding.error} /> : null}
      <Field label={t('improvement.minutes.decision')} problems={problems.text}>{(control) => <textarea className="ip" rows={2} {...control} value={text} onChange={(event) => setText(event.target.value)} />}</Field>
      <div className="row g12" style={{ alignItems: 'flex-start' }}>
        <Field className="sp" label={t('improvement.field.owner_id')} problems={problems.owner_id}>{(control) => <Combobox {...control} value={owner} onChange={setOwner} choices={choices} />}</Field>
        <Field label={t('improvement.field.due_on')} problems={problems.due_on}>{(control) => <input className="ip" type="date" {...control} value={due} onChange={(event) => setDue(event.target.value)} />}</Field>
      </div>
      <div className="row g8"><label className="row g8 m"><input type="checkbox" checked={action} onChange={(event) => setAction(event.target.checked)} />{t('improvement.minutes.make_action')}</label><span className="sp" /><button type="submit" className="btn tint" disabled={deciding.isPending}>{t('improvement.minutes.add')}</button></div>
    </form>
  );
}

function Hold({ review }: { review: Review }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const choices = useChoices();
  const [there, setThere] = useState<string[]>(review.attendance.map(({ id }) => id));
  const [held, setHeld] = useState(dateText(new Date()));
  const [notes, setNotes] = useState(review.notes);
  const holding = useMutation({
    mutationFn: () => call('POST /reviews/{id}/hold', { path: { id: review.id }, ifMatch: review.version, body: { attendance: there, ...(held ? { held_on: held } : {}), ...(notes.trim() ? { notes: notes.trim() } : {}) } }),
    onSuccess: async () => {
      toast('good', t('improvement.minutes.held'));
      await refresh();
    },
  });
  const problems = fieldProblems(holding.error);
  const nameOf = (id: string) => choices.find(({ value }) => value === id)?.label ?? review.attendance.find((one) => one.id === id)?.name ?? '';
  return (
    <form
      className="sec col g12 no-print review-hold" noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!holding.isPending) holding.mutate();
      }}
    >
      {holding.error && Object.keys(problems).length === 0 ? <ErrorNote error={holding.error} /> : null}
      <Field label={t('improvement.minutes.attendance')} problems={[...(problems.attendance ?? []), ...Object.entries(problems).filter(([name]) => name.startsWith('attendance.')).flatMap(([, list]) => list)]}>
        {(control) => <Combobox {...control} placeholder={t('improvement.minutes.add_person')} value={null} onChange={(id) => id && setThere((before) => (before.includes(id) ? before : [...before, id]))} choices={choices.filter(({ value }) => !there.includes(value))} />}
      </Field>
      {there.length > 0 && <div className="row g8 wrap">{there.map((id) => <span key={id} className="tag">{nameOf(id)}<button type="button" className="review-x" aria-label={t('improvement.minutes.not_there', { name: nameOf(id) })} onClick={() => setThere(there.filter((one) => one !== id))}><Icon name="close" size={12} /></button></span>)}</div>}
      <Field label={t('improvement.minutes.notes')} hint={t('improvement.optional')} problems={problems.notes}>{(control) => <textarea className="ip" rows={3} {...control} value={notes} onChange={(event) => setNotes(event.target.value)} />}</Field>
      <div className="row g12" style={{ alignItems: 'flex-end' }}><Field label={t('improvement.review.held_on')} problems={problems.held_on}>{(control) => <input className="ip" type="date" {...control} value={held} onChange={(event) => setHeld(event.target.value)} />}</Field><span className="sp" /><button type="submit" className="btn" disabled={holding.isPending}>{t('improvement.minutes.hold')}</button></div>
      <p className="s i2">{t('improvement.minutes.hold_hint')}</p>
    </form>
  );
}
