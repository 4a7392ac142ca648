// The dialog of one transition: its fields, its note, and what to do when somebody was faster.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '@/api/client';
import { ApiError, fieldProblems } from '@/api/problem';
import type { WorkOrder } from '@/api/types';
import { longMoment } from '@/shared/format/date';
import { parseMoney } from '@/shared/format/money';
import { Field, Segmented } from '@/shared/ui/basics';
import { Combobox } from '@/shared/ui/combobox';
import { DateTimeField } from '@/shared/ui/date-time-field';
import { errorText } from '@/shared/ui/error-text';
import { Mark } from '@/shared/ui/icon';
import { Dialog, toast } from '@/shared/ui/overlay';
import { useEmployees, useFaultCodes, useSites, workOrderKeys } from '@/shared/work-orders/hooks';
import { cancelReasons, differences, pauseReasons, transitionFields, useTransition, type TransitionField } from '../api/transitions';

type Values = Record<string, string | Date | boolean | null>;

export function TransitionDialog({ order, transition, onClose }: { order: WorkOrder; transition: string; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const move = useTransition(order.id);
  // The version that the user saw when he opened the dialog; a newer one is shown before it replaces this.
  const [base, setBase] = useState(order);
  const [newer, setNewer] = useState<WorkOrder | null>(null);
  const fields = transitionFields[transition] ?? [];
  const [values, setValues] = useState<Values>(() => initialValues(transition, order));
  const [note, setNote] = useState('');
  const [verdicts, setVerdicts] = useState<Record<string, string>>({});
  const first = useRef(true);
  const toJudge = transition === 'close' ? base.expectations.filter(({ verdict }) => verdict === 'open') : [];

  const missing = fields.some(({ name, required }) => required && !values[name]) || toJudge.some(({ id }) => !verdicts[id]);
  const submit = (version: number) => {
    const body: Record<string, unknown> = {};
    for (const { name, kind } of fields) {
      const value = values[name];
      if (value instanceof Date) body[name] = value.toISOString();
      else if (kind === 'money' && typeof value === 'string') body[name] = parseMoney(value) ?? undefined;
      else if (kind === 'number' && typeof value === 'string') body[name] = value ? Number(value) : undefined;
      else if (value !== null && value !== '') body[name] = value;
    }
    if (note.trim()) body.note = note.trim();
    if (toJudge.length) body.verdicts = toJudge.map(({ id }) => ({ id, verdict: verdicts[id] }));
    move.mutate({ transition, body, version }, {
      onSuccess: () => {
        toast('good', `${order.no} · ${t(`work_order.transition.${transition}`)}`);
        onClose();
      },
      onError: (error) => {
        if (!(error instanceof ApiError && error.stale)) return;
        void call('GET /work-orders/{id}', { path: { id: order.id } }).then((fresh) => {
          queries.setQueryData(workOrderKeys.one(order.id), fresh);
          setNewer(fresh);
        });
      },
    });
  };
  const problems = fieldProblems(move.error);
  const wholeError = move.error && Object.keys(problems).length === 0 && !newer ? move.error : null;
  const shownValue = (field: string, value: unknown): string => {
    if (field === 'state') return t(`work_order.state.${String(value)}`);
    if (field === 'warranty') return t(`work_order.warranty.${String(value)}`);
    if (typeof value === 'boolean') return value ? t('common.on') : t('common.off');
    if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return longMoment(new Date(value), i18n.language);
    return value === null || value === '' ? '–' : String(value);
  };
  return (
    <Dialog
      title={`${t(`work_order.transition.${transition}`)} · ${order.no}`} onClose={onClose} onSubmit={() => !missing && !move.isPending && submit((newer ?? base).version)}
      footer={
        <>
          <span className="s i3 sp">{missing ? t('work_orders.fill_required') : ''}</span>
          <button type="button" className="btn" onClick={onClose}>{t('common.cancel')}</button>
          <button type="submit" className={transition === 'cancel' ? 'btn danger' : 'btn p'} disabled={missing || move.isPending}>
            {newer ? t('work_orders.stale_retry') : t(`work_order.transition.${transition}`)} <kbd>Enter</kbd>
          </button>
        </>
      }
    >
      {newer && (
        <div className="note warn" role="alert">
          <span className="st warn"><Mark kind="warn" />{t('work_orders.stale_title')}</span>
          <ul className="m" style={{ margin: '4px 0' }}>
            {differences(base, newer).map(({ field, before, after }) => (
              <li key={field}><b>{t(`work_orders.difference.${field}`)}</b> {shownValue(field, before)} → {shownValue(field, after)}</li>
            ))}
          </ul>
          <div className="row g8 m"><span className="sp">{t('work_orders.stale_hint')}</span><button type="button" className="btn sm" onClick={() => { setBase(newer); setNewer(null); move.reset(); }}>{t('work_orders.stale_seen')}</button></div>
        </div>
      )}
      {wholeError && <div className="note bad row g8" role="alert"><Mark kind="bad" /><span>{errorText(wholeError, t)}{wholeError instanceof ApiError && wholeError.problem.allowed?.length ? ` ${t('work_orders.allowed_now', { list: wholeError.problem.allowed.map((name) => t(`work_order.transition.${name}`)).join(t('work_orders.list_comma')) })}` : ''}</span></div>}
      {fields.map((field) => {
        const autoFocus = first.current;
        first.current = false;
        return (
          <Field key={field.name} label={t(`work_orders.field.${field.name}`)} problems={problems[field.name]} hint={field.required ? undefined : t('work_orders.optional')}>
            {(control) => <Input control={control} field={field} order={order} autoFocus={autoFocus} value={values[field.name] ?? null} onChange={(value) => setValues({ ...values, [field.name]: value })} />}
          </Field>
        );
      })}
      {toJudge.map((expectation) => (
        <Field key={expectation.id} label={expectation.text} hint={t(`work_orders.kind.${expectation.kind}`)}>
          {() => (
            <Segmented
              full label={expectation.text} value={verdicts[expectation.id]} onChange={(verdict) => setVerdicts({ ...verdicts, [expectation.id]: verdict })}
              options={['met', 'not_met', 'exceeded'].map((value) => ({ value, label: t(`work_orders.verdict.${value}`) }))}
            />
          )}
        </Field>
      ))}
      <Field label={t(transition === 'diagnose' ? 'work_orders.field.diagnosis' : 'work_orders.field.note')} hint={t('work_orders.optional')} problems={problems.note}>
        {(control) => <input {...control} className="ip" autoFocus={fields.length === 0} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
    </Dialog>
  );
}

function initialValues(transition: string, order: WorkOrder): Values {
  const hour = 3_600_000;
  const nextHour = Math.ceil(Date.now() / hour) * hour;
  if (transition === 'repromise') return { promise_at: new Date(Math.max(nextHour + 24 * hour, order.promise.at ? new Date(order.promise.at).getTime() + 24 * hour : 0)), told_customer: false };
  if (transition === 'schedule') return { from: new Date(nextHour + 24 * hour), to: new Date(nextHour + 26 * hour) };
  if (transition === 'dispatch') return { technician_id: order.technician_id ?? null };
  if (transition === 'diagnose') return { fault_code_id: order.fault_code_id ?? null };
  return {};
}

interface InputProps {
  control: { id: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined };
  field: TransitionField; order: WorkOrder; autoFocus: boolean; value: Values[string]; onChange: (value: Values[string]) => void;
}

function Input({ control, field, order, autoFocus, value, onChange }: InputProps) {
  const { t } = useTranslation();
  const technicians = useEmployees({ site_id: order.site_id, role: 'technician' });
  const sites = useSites();
  const faults = useFaultCodes();
  const text = typeof value === 'string' ? value : '';
  const select = (options: readonly string[], prefix: string) => (
    <select {...control} className="ip" autoFocus={autoFocus} value={text} onChange={(event) => onChange(event.target.value || null)}>
      <option value="" />
      {options.map((option) => <option key={option} value={option}>{t(`${prefix}.${option}`)}</option>)}
    </select>
  );
  switch (field.kind) {
    case 'technician': return <Combobox {...control} value={text || null} onChange={onChange} choices={(technicians.data?.items ?? []).map(({ id, name, skills }) => ({ value: id, label: name, hint: skills.slice(0, 3).join(' ') }))} />;
    case 'site': return <Combobox {...control} value={text || null} onChange={onChange} choices={(sites.data?.items ?? []).filter(({ id }) => id !== order.site_id).map(({ id, name, region }) => ({ value: id, label: name, hint: region }))} />;
    case 'fault_code': return <Combobox {...control} value={text || null} onChange={onChange} choices={(faults.data?.items ?? []).map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }))} />;
    case 'moment': return <DateTimeField {...control} value={value instanceof Date ? value : null} onChange={onChange} />;
    case 'pause_reason': return select(pauseReasons, 'work_orders.pause_reason');
    case 'cancel_reason': return select(cancelReasons, 'work_orders.cancel_reason');
    case 'yes': return <label className="row g8" style={{ minHeight: 32 }}><input {...control} type="checkbox" checked={value === true} onChange={(event) => onChange(event.target.checked)} />{t(`work_orders.yes.${field.name}`)}</label>;
    case 'money': return <span className="ip box"><span className="i3">¥</span><input {...control} autoFocus={autoFocus} inputMode="decimal" value={text} onChange={(event) => onChange(event.target.value)} /></span>;
    case 'number': return <input {...control} className="ip" type="number" min={1} max={9} autoFocus={autoFocus} value={text} onChange={(event) => onChange(event.target.value)} />;
    case 'text': return <input {...control} className="ip" autoFocus={autoFocus} maxLength={500} value={text} onChange={(event) => onChange(event.target.value)} />;
  }
}
