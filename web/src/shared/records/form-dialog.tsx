// A record's fields in a dialog: labels, choices, every field error at its field, nothing typed is lost.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, fieldProblems } from '@/api/problem';
import { Field } from '@/shared/ui/basics';
import { Dialog, ErrorNote, toast } from '@/shared/ui/overlay';

export type FieldKind = 'text' | 'password' | 'select' | 'many' | 'date' | 'area' | 'check';
export interface FormField {
  name: string;
  label: string;
  kind: FieldKind;
  required?: boolean;
  hint?: string;
  choices?: readonly { value: string; label: string }[];
  /** Cannot be changed afterwards: only shown for a new record. */
  onlyNew?: boolean;
}
export type FormValues = Record<string, unknown>;

interface Props {
  title: string;
  fields: readonly FormField[];
  initial: FormValues;
  isNew: boolean;
  save: (values: FormValues) => Promise<unknown>;
  /** First part of the query keys that show the record. */
  refresh: readonly string[];
  onClose: () => void;
}

export function FormDialog({ title, fields, initial, isNew, save, refresh, onClose }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [values, setValues] = useState<FormValues>(initial);
  const shown = fields.filter((field) => isNew || !field.onlyNew);
  const saving = useMutation({
    mutationFn: () => save(toBody(shown, values, initial, isNew)),
    onSuccess: () => {
      for (const key of refresh) void queries.invalidateQueries({ queryKey: [key] });
      toast('good', t('records.saved'));
      onClose();
    },
  });
  const problems = fieldProblems(saving.error);
  const placed = new Set(shown.map(({ name }) => name));
  const loose = Object.entries(problems).filter(([name]) => !placed.has(name.split('.')[0] ?? ''));
  const whole = saving.error && (Object.keys(problems).length === 0 || loose.length > 0) ? saving.error : null;
  const set = (name: string, value: unknown) => setValues((before) => ({ ...before, [name]: value }));
  return (
    <Dialog
      title={title} onClose={onClose} width={560} onSubmit={() => saving.mutate()}
      footer={<><button type="button" className="btn" onClick={onClose}>{t('common.cancel')}</button><button type="submit" className="btn p" disabled={saving.isPending}>{t('records.save')}</button></>}
    >
      <div className="col g12">
        {whole ? <ErrorNote error={whole} /> : null}
        {saving.error instanceof ApiError && saving.error.stale ? <p className="i2 s">{t('records.stale')}</p> : null}
        {shown.map((field) => (
          <Field key={field.name} label={field.label} hint={field.required ? undefined : (field.hint ?? t('records.optional'))} problems={Object.entries(problems).filter(([name]) => name === field.name || name.startsWith(`${field.name}.`)).flatMap(([, list]) => list)}>
            {(control) => <Control field={field} control={control} value={values[field.name]} onChange={(value) => set(field.name, value)} />}
          </Field>
        ))}
      </div>
    </Dialog>
  );
}

interface ControlProps { field: FormField; control: { id: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined }; value: unknown; onChange: (value: unknown) => void }

function Control({ field, control, value, onChange }: ControlProps) {
  const text = typeof value === 'string' ? value : '';
  switch (field.kind) {
    case 'area': return <textarea className="ip" rows={3} {...control} value={text} onChange={(event) => onChange(event.target.value)} />;
    case 'select': return (
      <select className="ip" {...control} value={text} onChange={(event) => onChange(event.target.value)}>
        {!field.required && <option value="" />}
        {field.required && text === '' && <option value="" disabled />}
        {field.choices?.map((choice) => <option key={choice.value} value={choice.value}>{choice.label}</option>)}
      </select>
    );
    case 'many': {
      const list = Array.isArray(value) ? (value as string[]) : [];
      return (
        <div className="row g8 wrap" id={control.id} role="group" tabIndex={-1}>
          {field.choices?.map((choice) => (
            <label key={choice.value} className="row g4">
              <input type="checkbox" checked={list.includes(choice.value)} onChange={(event) => onChange(event.target.checked ? [...list, choice.value] : list.filter((one) => one !== choice.value))} />
              {choice.label}
            </label>
          ))}
        </div>
      );
    }
    case 'check': return <input type="checkbox" {...control} checked={value === true} onChange={(event) => onChange(event.target.checked)} />;
    case 'password': return <input className="ip" type="password" autoComplete="new-password" {...control} value={text} onChange={(event) => onChange(event.target.value)} />;
    case 'date': return <input className="ip" type="date" {...control} value={text} onChange={(event) => onChange(event.target.value)} />;
    case 'text': return <input className="ip" {...control} value={text} onChange={(event) => onChange(event.target.value)} />;
  }
}

/** A new record carries what was filled in; a change carries what differs. */
export function toBody(fields: readonly FormField[], values: FormValues, initial: FormValues, isNew: boolean): FormValues {
  const body: FormValues = {};
  for (const { name, kind, required } of fields) {
    const value = values[name];
    const empty = value === undefined || value === null || value === '';
    if (isNew) {
      if (!empty) body[name] = value;
      // Nothing chosen is no id that could be wrong: the field stays away, and the server asks for it.
      else if (required && kind !== 'select') body[name] = kind === 'many' ? [] : '';
    } else if (JSON.stringify(value ?? null) !== JSON.stringify(initial[name] ?? null)) {
      body[name] = value;
    }
  }
  return body;
}
