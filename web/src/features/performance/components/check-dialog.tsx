// One check at a process point: whose work, what was found.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, newIdempotencyKey } from '@/api/client';
import { fieldProblems } from '@/api/problem';
import { choiceText, fieldText } from '@/shared/facts/facts';
import { useSession } from '@/shared/session/session';
import { DateTimeField } from '@/shared/ui/date-time-field';
import { Field, Segmented } from '@/shared/ui/basics';
import { Combobox } from '@/shared/ui/combobox';
import { Dialog, ErrorNote, toast } from '@/shared/ui/overlay';
import { useEmployees } from '@/shared/work-orders/hooks';
import type { PointFigure } from '../api/points';

const results = ['pass', 'fail', 'not_applicable'] as const;

export function CheckDialog({ point, onClose }: { point: PointFigure; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { user } = useSession();
  const queries = useQueryClient();
  const people = useEmployees();
  const [employee, setEmployee] = useState<string | null>(null);
  const [result, setResult] = useState<(typeof results)[number]>('pass');
  const [at, setAt] = useState<Date | null>(() => new Date());
  const [note, setNote] = useState('');
  const chosen = people.data?.items.find(({ id }) => id === employee);
  // Nobody checks his own work; who has no employee's record signs with none.
  const checker = user.employee_id && user.employee_id !== employee ? user.employee_id : null;
  const saving = useMutation({
    mutationFn: () => call('POST /checks', {
      body: { site_id: chosen?.site_id ?? null, employee_id: employee, checker_id: checker, checked_at: (at ?? new Date()).toISOString(), kind: 'process', result, quality_point: point.quality_points[0] ?? null, note: note.trim() || null },
      idempotencyKey: newIdempotencyKey(),
    }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['kpi'] });
      toast('good', t('performance.points.recorded'));
      onClose();
    },
  });
  const problems = fieldProblems(saving.error);
  const placed = ['employee_id', 'checked_at', 'result', 'note'];
  const whole = saving.error && Object.keys(problems).every((name) => !placed.includes(name)) ? saving.error : null;
  return (
    <Dialog
      title={`${t('performance.points.record')} · ${i18n.language === 'en' ? point.name_en : point.name_zh}`} onClose={onClose} onSubmit={() => { if (!saving.isPending) saving.mutate(); }}
      footer={<><span className="sp" /><button type="button" className="btn" onClick={onClose}>{t('common.cancel')}</button><button type="submit" className="btn p" disabled={saving.isPending || !chosen}>{t('records.save')}</button></>}
    >
      {whole ? <ErrorNote error={whole} /> : null}
      <Field label={fieldText('employee_name', t)} problems={problems.employee_id ?? []}>{(control) => <Combobox {...control} value={employee} onChange={setEmployee} choices={(people.data?.items ?? []).map(({ id, name, no }) => ({ value: id, label: name, hint: no }))} />}</Field>
      <div className="field"><div className="field-label">{fieldText('result', t)}</div><Segmented label={fieldText('result', t)} value={result} onChange={setResult} options={results.map((value) => ({ value, label: choiceText('check', 'result', value, t) }))} /></div>
      <Field label={fieldText('checked_at', t)} problems={problems.checked_at ?? []}>{(control) => <DateTimeField {...control} value={at} onChange={setAt} />}</Field>
      <Field label={fieldText('note', t)} hint={t('records.optional')} problems={problems.note ?? []}>{(control) => <textarea className="ip" rows={2} {...control} value={note} onChange={(event) => setNote(event.target.value)} />}</Field>
    </Dialog>
  );
}
