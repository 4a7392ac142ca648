// A metric picked from lists: what is counted, of which records, under which conditions; every complaint at its field.
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { kindText } from '@/shared/facts/facts';
import { Field, Segmented } from '@/shared/ui/basics';
import { Combobox } from '@/shared/ui/combobox';
import type { CatalogueMetric } from '../api/answers';
import { aggregates, directions, durationUnits, emptyCondition, operators, owners, shapes, units, type Aggregate, type Condition, type Draft, type DraftField, type Measure, type Operand, type Operator } from '../api/draft';
import { useKpi } from '../api/hooks';
import type { FactColumn, FactInfo } from '../api/own';
import { groupLabel } from './group-label';

interface Props {
  draft: Draft;
  onChange: (draft: Draft) => void;
  facts: readonly FactInfo[];
  metrics: readonly CatalogueMetric[];
  /** Said at the field, in the reader's language. */
  problems: Partial<Record<DraftField, string>>;
  isNew: boolean;
  today: string;
}

/** The word for a column: as the server says it, then as this app knows it. */
export function useColumnText(): (column: Pick<FactColumn, 'column' | 'name_zh' | 'name_en'>) => string {
  const { t, i18n } = useTranslation();
  return ({ column, name_zh, name_en }) => (i18n.language === 'en' ? name_en : name_zh) || t(`performance.column.${column}`, { defaultValue: column });
}

export function DraftForm({ draft, onChange, facts, metrics, problems, isNew, today }: Props) {
  const { t, i18n } = useTranslation();
  const columnText = useColumnText();
  const zh = i18n.language !== 'en';
  const set = (changes: Partial<Draft>) => onChange({ ...draft, ...changes });
  const fact = facts.find((one) => one.fact === draft.fact);
  const columns = fact?.columns ?? [];
  const times = columns.filter(({ kind }) => kind === 'time');
  const field = (name: DraftField, label: string, control: (attributes: { id: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined }) => React.ReactElement, more: { hint?: string; className?: string } = {}) => (
    <Field label={label} {...more} problems={problems[name] ? [{ pointer: '', code: 'said', message: problems[name] ?? '' }] : []}>{control}</Field>
  );
  const choice = <T extends string>(value: T, values: readonly T[], text: (value: T) => string, take: (value: T) => void, attributes: object, empty = false) => (
    <select className="ip" {...attributes} value={value} onChange={(event) => take(event.target.value as T)}>
      {(empty || !values.includes(value)) && <option value="">{t('performance.writing.choose')}</option>}
      {values.map((one) => <option key={one} value={one}>{text(one)}</option>)}
    </select>
  );
  const reshape = (shape: Draft['shape']) => set({ shape, unit: shape === 'rate' ? 'percent' : draft.unit === 'percent' ? (shape === 'formula' ? 'number' : 'count') : draft.unit });
  const metricChoices = useMemo(() => metrics.filter(({ code }) => code !== draft.code).map((one) => ({ value: one.code, label: zh ? one.name_zh : one.name_en })), [metrics, draft.code, zh]);
  const conditions = { columns, fact: draft.fact, metrics, today };
  return (
    <div className="col g16 draft-form">
      <div className="draft-grid">
        {field('name', t('performance.writing.name_zh'), (control) => <input className="ip" {...control} value={draft.nameZh} onChange={(event) => set({ nameZh: event.target.value })} />)}
        {field('name', t('performance.writing.name_en'), (control) => <input className="ip" {...control} value={draft.nameEn} onChange={(event) => set({ nameEn: event.target.value })} />)}
        {field('code', t('performance.writing.code'), (control) => <input className="ip mono" {...control} readOnly={!isNew} value={draft.code} onChange={(event) => set({ code: event.target.value.trim() })} />, { hint: isNew ? t('performance.writing.code_hint') : '' })}
        {field('owner', t('performance.writing.owner'), (control) => choice(draft.owner, owners as readonly string[], (one) => t(`role.${one}`), (owner) => set({ owner }), control))}
      </div>
      <div><Segmented label={t('performance.writing.shape')} value={draft.shape} onChange={reshape} options={shapes.map((value) => ({ value, label: t(`performance.writing.shape_name.${value}`) }))} /></div>
      {draft.shape === 'formula' ? (
        <div className="draft-grid">
          {field('formula', t('performance.writing.top'), (control) => <Combobox {...control} choices={metricChoices} value={draft.top || null} onChange={(top) => set({ top: top ?? '' })} />)}
          {field('formula', t('performance.writing.bottom'), (control) => <Combobox {...control} choices={metricChoices} value={draft.bottom || null} onChange={(bottom) => set({ bottom: bottom ?? '' })} />)}
        </div>
      ) : (
        <>
          <div className="draft-grid">
            {field('fact', t('performance.writing.fact'), (control) => choice(draft.fact, facts.map((one) => one.fact), (one) => kindText(one, t), (next) => set({ fact: next, anchor: '', leaveOut: [], value: clear(draft.value), numerator: clear(draft.numerator), denominator: clear(draft.denominator) }), control))}
            {field('anchor', t('performance.writing.anchor'), (control) => choice(draft.anchor, times.map(({ column }) => column), (one) => columnText(times.find(({ column }) => column === one) ?? { column: one, name_zh: '', name_en: '' }), (anchor) => set({ anchor }), control))}
          </div>
          {draft.shape === 'rate' ? (
            <>
              <MeasurePart title={t('performance.writing.numerator')} note={t('performance.writing.denominator_note')} measure={draft.numerator} onChange={(numerator) => set({ numerator })} allowed={['count', 'sum', 'distinct']} problem={problems.numerator} {...conditions} />
              <MeasurePart title={t('performance.writing.denominator')} measure={draft.denominator} onChange={(denominator) => set({ denominator })} allowed={['count', 'sum', 'distinct']} problem={problems.denominator} {...conditions} />
            </>
          ) : <MeasurePart title={t('performance.writing.value')} measure={draft.value} onChange={(value) => set({ value, ...unitOf(value, columns, draft) })} allowed={aggregates} problem={problems.value} {...conditions} />}
          <Part title={t('performance.writing.leave_out')} problem={problems.leave_out}>
            <Conditions rows={draft.leaveOut} onChange={(leaveOut) => set({ leaveOut })} addLabel={t('performance.writing.leave_out_add')} {...conditions} />
          </Part>
        </>
      )}
      <div className="draft-grid three">
        {field('unit', t('performance.writing.unit'), (control) => choice(draft.unit, units, (one) => t(`performance.writing.unit_name.${one}`), (unit) => set({ unit }), control))}
        {field('better', t('performance.writing.better'), (control) => choice(draft.better, directions, (one) => t(`performance.better.${one}`), (better) => set({ better }), control))}
        {field('target', t('performance.writing.target'), (control) => <input className="ip" inputMode="decimal" {...control} value={draft.target} onChange={(event) => set({ target: event.target.value })} />, { hint: t(`performance.writing.target_hint.${draft.unit}`) })}
      </div>
      <div className="draft-grid">
        {field('description', t('performance.writing.description_zh'), (control) => <textarea className="ip" rows={2} {...control} value={draft.descriptionZh} onChange={(event) => set({ descriptionZh: event.target.value.replaceAll('\n', ' ') })} />)}
        {field('description', t('performance.writing.description_en'), (control) => <textarea className="ip" rows={2} {...control} value={draft.descriptionEn} onChange={(event) => set({ descriptionEn: event.target.value.replaceAll('\n', ' ') })} />)}
      </div>
    </div>
  );
}

/** Other records have other columns. */
const clear = (measure: Measure): Measure => ({ ...measure, of: { column: '', since: '' }, where: measure.where.length > 0 ? [emptyCondition] : [] });

/** The unit follows what is summed up, as long as nobody chose an unusual one. */
function unitOf({ aggregate, of }: Measure, columns: readonly FactColumn[], draft: Draft): Partial<Draft> {
  const kind = of.since ? 'duration' : columns.find(({ column }) => column === of.column)?.kind;
  const usual = aggregate === 'count' || aggregate === 'distinct' ? 'count' : kind === 'duration' || kind === 'time' ? 'duration_ms' : ['amount', 'cost', 'money'].includes(of.column) ? 'money' : 'number';
  return aggregate === draft.value.aggregate && of.column === draft.value.of.column && of.since === draft.value.of.since ? {} : { unit: usual };
}

function Part({ title, note, problem, children }: { title: string; note?: string | undefined; problem: string | undefined; children: ReactNode }) {
  return (
    <fieldset className={`draft-part${problem ? ' wrong' : ''}`}>
      <legend><b>{title}</b>{note && <span className="i3 s">　{note}</span>}</legend>
      {children}
      {problem && <div className="field-error" role="alert">{problem}</div>}
    </fieldset>
  );
}

interface Records { columns: readonly FactColumn[]; fact: string; metrics: readonly CatalogueMetric[]; today: string }
interface MeasureProps extends Records { title: string; note?: string; measure: Measure; onChange: (measure: Measure) => void; allowed: readonly Aggregate[]; problem: string | undefined }

function MeasurePart({ title, note, measure, onChange, allowed, problem, ...records }: MeasureProps) {
  const { t } = useTranslation();
  const needsColumn = measure.aggregate !== 'count';
  return (
    <Part title={title} note={note} problem={problem}>
      <div className="row g8 wrap">
        <select className="ip draft-select" aria-label={`${title} · ${t('performance.writing.aggregate')}`} value={measure.aggregate} onChange={(event) => onChange({ ...measure, aggregate: event.target.value as Aggregate, of: { column: '', since: '' } })}>
          {allowed.map((one) => <option key={one} value={one}>{t(`performance.writing.aggregate_name.${one}`)}</option>)}
        </select>
        {needsColumn && <OperandChoice label={`${title} · ${t('performance.writing.of')}`} operand={measure.of} onChange={(of) => onChange({ ...measure, of })} columns={records.columns} kinds={measure.aggregate === 'distinct' ? ['dimension', 'integer'] : ['integer', 'duration', 'number', 'time']} />}
        {measure.where.length > 1 && (
          <select className="ip draft-select" aria-label={`${title} · ${t('performance.writing.join')}`} value={measure.join} onChange={(event) => onChange({ ...measure, join: event.target.value === 'or' ? 'or' : 'and' })}>
            {(['and', 'or'] as const).map((one) => <option key={one} value={one}>{t(`performance.writing.join_name.${one}`)}</option>)}
          </select>
        )}
        {measure.where.length > 0 && <span className="i2 m">{t('performance.writing.only_where')}</span>}
      </div>
      <Conditions rows={measure.where} onChange={(where) => onChange({ ...measure, where })} addLabel={t('performance.writing.add_condition')} title={title} {...records} />
    </Part>
  );
}

interface OperandProps { label: string; operand: Operand; onChange: (operand: Operand) => void; columns: readonly FactColumn[]; kinds: readonly string[] }

/** A column; of a moment also the time since another one. */
function OperandChoice({ label, operand, onChange, columns, kinds }: OperandProps) {
  const { t } = useTranslation();
  const columnText = useColumnText();
  const offered = columns.filter(({ kind }) => kinds.includes(kind));
  const times = columns.filter(({ kind, column }) => kind === 'time' && column !== operand.column);
  const isTime = columns.find(({ column }) => column === operand.column)?.kind === 'time';
  return (
    <>
      <select className="ip draft-select" aria-label={label} value={operand.column} onChange={(event) => onChange({ column: event.target.value, since: '' })}>
        <option value="">{t('performance.writing.choose')}</option>
        {offered.map((one) => <option key={one.column} value={one.column}>{columnText(one)}</option>)}
      </select>
      {isTime && (
        <label className="row g4 i2 m">{t('performance.writing.since')}
          <select className="ip draft-select" aria-label={`${label} · ${t('performance.writing.since')}`} value={operand.since} onChange={(event) => onChange({ ...operand, since: event.target.value })}>
            <option value="">{t('performance.writing.since_none')}</option>
            {times.map((one) => <option key={one.column} value={one.column}>{columnText(one)}</option>)}
          </select>
        </label>
      )}
    </>
  );
}

function operatorsOf(kind: string, since: string): readonly Operator[] {
  if (kind === 'flag') return ['yes', 'no'];
  if (kind === 'dimension') return ['=', '!=', 'is null', 'is not null'];
  if (kind === 'time' && !since) return ['is not null', 'is null', '<', '>='];
  return operators.filter((one) => one !== 'yes' && one !== 'no');
}

interface ConditionsProps extends Records { rows: readonly Condition[]; onChange: (rows: Condition[]) => void; addLabel: string; title?: string }

function Conditions({ rows, onChange, addLabel, title = '', columns, fact, metrics, today }: ConditionsProps) {
  const { t } = useTranslation();
  const change = (index: number, changes: Partial<Condition>) => onChange(rows.map((row, at) => (at === index ? { ...row, ...changes } : row)));
  const named = (text: string, index: number) => `${title ? `${title} · ` : ''}${text}${rows.length > 1 ? ` ${index + 1}` : ''}`;
  return (
    <div className="col g8">
      {rows.map((row, index) => {
        const kind = columns.find(({ column }) => column === row.column)?.kind ?? '';
        const offered = operatorsOf(kind, row.since);
        const isDuration = kind === 'duration' || row.since !== '';
        const compares = !['yes', 'no', 'is null', 'is not null'].includes(row.operator);
        return (
          <div key={index} className="row g8 wrap draft-condition">
            <OperandChoice label={named(t('performance.writing.column'), index)} operand={row} columns={columns} kinds={['time', 'dimension', 'integer', 'duration', 'number', 'flag']} onChange={(operand) => {
              const first = operatorsOf(columns.find(({ column }) => column === operand.column)?.kind ?? '', operand.since);
              change(index, { ...operand, ...(operand.column !== row.column || !first.includes(row.operator) || operand.since !== row.since ? { operator: operand.since ? '<=' : (first[0] ?? '='), value: '' } : {}) });
            }} />
            {row.column && (
              <select className="ip draft-select narrow" aria-label={named(t('performance.writing.operator'), index)} value={row.operator} onChange={(event) => change(index, { operator: event.target.value as Operator })}>
                {offered.map((one) => <option key={one} value={one}>{t(`performance.writing.operator_name.${one}`)}</option>)}
              </select>
            )}
            {row.column && compares && (kind === 'dimension'
              ? <ValueChoice label={named(t('performance.writing.operand_value'), index)} fact={fact} column={row.column} metrics={metrics} today={today} value={row.value} onChange={(value) => change(index, { value })} />
              : <input className="ip draft-select narrow" type={kind === 'time' && !row.since ? 'date' : 'text'} inputMode="decimal" aria-label={named(t('performance.writing.operand_value'), index)} value={row.value} onChange={(event) => change(index, { value: event.target.value })} />)}
            {row.column && compares && isDuration && (
              <select className="ip draft-select narrow" aria-label={named(t('performance.writing.duration_unit'), index)} value={row.durationUnit} onChange={(event) => change(index, { durationUnit: event.target.value })}>
                {durationUnits.map((one) => <option key={one} value={one}>{t(`performance.writing.duration_unit_name.${one}`)}</option>)}
              </select>
            )}
            <button type="button" className="btn sm t" onClick={() => onChange(rows.filter((_, at) => at !== index))}>{t('performance.writing.remove')}</button>
          </div>
        );
      })}
      <div><button type="button" className="btn sm" onClick={() => onChange([...rows, emptyCondition])}>{addLabel}</button></div>
    </div>
  );
}

interface ValueProps { label: string; fact: string; column: string; metrics: readonly CatalogueMetric[]; today: string; value: string; onChange: (value: string) => void }

/** What this column holds in the company's own records. */
function ValueChoice({ label, fact, column, metrics, today, value, onChange }: ValueProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(false);
  const probe = metrics.find((metric) => metric.facts.length === 1 && metric.facts[0] === fact && metric.terms.length === 0);
  const answer = useKpi({ metrics: [probe?.code ?? ''], from: '2000-01-01', to: today, by: [column] }, probe !== undefined);
  const rows = (answer.data?.metrics[0]?.cells ?? []).filter((row) => row.dims[column]);
  const known = [...new Map(rows.map((row) => [row.dims[column] ?? '', groupLabel(fact, column, row, t)])).entries()].map(([one, text]) => ({ value: one, label: text }));
  // Nothing in the records yet: any value may be typed.
  if (typed || (answer.data && known.length === 0) || !probe) return <input className="ip draft-select" aria-label={label} value={value} onChange={(event) => { setTyped(true); onChange(event.target.value); }} />;
  return <div className="draft-select"><Combobox aria-label={label} choices={value && !known.some((one) => one.value === value) ? [{ value, label: value }, ...known] : known} value={value || null} onChange={(next) => onChange(next ?? '')} /></div>;
}
