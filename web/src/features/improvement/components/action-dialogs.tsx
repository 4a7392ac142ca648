// The forms of an action: make it, plan it, start, finish, cancel, take note of a coaching.
import { useTranslation } from 'react-i18next';
import { call, newIdempotencyKey } from '@/api/client';
import type { components } from '@/api/schema';
import { addDays, dateText } from '@/shared/format/date';
import { FormDialog, type FormField, type FormValues } from '@/shared/records/form-dialog';
import { useEmployees } from '@/shared/work-orders/hooks';
import i18next from 'i18next';
import { changeUnit, fromChange, room, toChange, useMetricList, type Finding, type ImprovementAction } from '../api/improvement';

type Schemas = components['schemas'];
export type DialogStep = 'plan' | 'start' | 'finish' | 'cancel' | 'acknowledge';

/** A new action of a finding, or alone; a coaching names who is coached. */
export function NewActionDialog({ finding, onClose }: { finding?: Finding; onClose: () => void }) {
  const { t } = useTranslation();
  const people = useEmployees();
  const metrics = useMetricList();
  const persons = (people.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const known = metrics.data?.items ?? [];
  const unitOf = (code: unknown) => known.find((one) => one.code === code)?.unit;
  const own = finding?.source.metric;
  const field = (name: string, kind: FormField['kind'], more: Partial<FormField> = {}): FormField => ({ name, label: t(`improvement.field.${name}`), kind, ...more });
  return (
    <FormDialog
      title={t('improvement.action.new')} isNew refresh={[room]} onClose={onClose}
      initial={{ kind: 'improvement', owner_id: finding?.owner_id ?? '', due_on: addDays(dateText(new Date()), 7) }}
      fields={[
        field('kind', 'select', { required: true, choices: (['improvement', 'coaching'] as const).map((value) => ({ value, label: t(`improvement.action_kind.${value}`) })) }),
        field('title', 'text', { required: true }), field('plan', 'area'), field('owner_id', 'select', { required: true, choices: persons }), field('coached_id', 'select', { choices: persons, hint: t('improvement.coached_hint') }), field('due_on', 'date'),
        ...(own ? [] : [field('metric', 'select', { choices: known.map((one) => ({ value: one.code, label: i18next.language.startsWith('zh') ? one.name_zh : one.name_en })) })]),
        field('expected_change', 'text', { hint: own ? changeUnit(unitOf(own), t) : t('improvement.change_unit.any') }),
      ]}
      save={({ metric, expected_change, ...values }: FormValues) => {
        const code = typeof metric === 'string' ? metric : '';
        const change = typeof expected_change === 'string' ? toChange(expected_change, unitOf(code || own)) : undefined;
        const coached = typeof values.coached_id === 'string' ? values.coached_id : '';
        // What a coaching should move is the figure of the coached person.
        const moves = code ? { moves: { metric: code, scope: coached ? 'person' : 'company', scope_key: coached } } : {};
        return call('POST /improvement-actions', { body: { ...values, ...(finding ? { finding_id: finding.id } : {}), ...moves, ...(change === undefined ? {} : { expected_change: change }) } as Schemas['CreateAction'], idempotencyKey: newIdempotencyKey() });
      }}
    />
  );
}

export function ActionStepDialog({ action, step, onClose }: { action: ImprovementAction; step: DialogStep; onClose: () => void }) {
  const { t } = useTranslation();
  const people = useEmployees();
  const today = dateText(new Date());
  const options = { path: { id: action.id }, ifMatch: action.version };
  const field = (name: string, kind: FormField['kind'], more: Partial<FormField> = {}): FormField => ({ name, label: t(`improvement.field.${name}`), kind, ...more });
  const common = { title: `${t(`improvement.step.${step}`)} · ${action.no}`, isNew: true, refresh: [room], onClose };
  switch (step) {
    case 'plan': return (
      <FormDialog
        {...common} initial={{ plan: action.plan, due_on: action.due_on ?? '', owner_id: action.owner_id, expected_change: fromChange(action.expected_change, action.unit) }}
        fields={[field('plan', 'area', { required: true }), field('due_on', 'date', { required: true }), field('owner_id', 'select', { required: true, choices: (people.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })) }), ...(action.moves ? [field('expected_change', 'text', { hint: changeUnit(action.unit, t) })] : [])]}
        save={({ expected_change, ...values }) => {
          const change = typeof expected_change === 'string' ? toChange(expected_change, action.unit) : undefined;
          return call('POST /improvement-actions/{id}/plan', { ...options, body: { ...values, ...(change === undefined ? {} : { expected_change: change }) } as Schemas['PlanAction'] });
        }}
      />
    );
    case 'start': return <FormDialog {...common} initial={{ started_on: today }} fields={[field('started_on', 'date', { required: true, hint: t('improvement.start_hint') })]} save={(values) => call('POST /improvement-actions/{id}/start', { ...options, body: values as Schemas['StartAction'] })} />;
    case 'finish': return <FormDialog {...common} initial={{ done_on: today }} fields={[field('done_on', 'date', { required: true }), field('result', 'area')]} save={(values) => call('POST /improvement-actions/{id}/finish', { ...options, body: values as Schemas['FinishAction'] })} />;
    case 'cancel': return <FormDialog {...common} initial={{}} fields={[field('reason', 'area', { required: true })]} save={({ reason }) => call('POST /improvement-actions/{id}/cancel', { ...options, body: { reason: String(reason ?? '') } })} />;
    case 'acknowledge': return <FormDialog {...common} initial={{}} fields={[field('note', 'area')]} save={(values) => call('POST /improvement-actions/{id}/acknowledge', { ...options, body: values })} />;
  }
}
