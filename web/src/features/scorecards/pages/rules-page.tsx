// The rules from score to money, as versions: each holds from its month on.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { call } from '@/api/client';
import { nameIn } from '@/shared/figures/standing';
import { addMonths, dateText, monthText, shortMoment } from '@/shared/format/date';
import { formatMoney } from '@/shared/format/money';
import { Empty, Field, Segmented, Skeleton } from '@/shared/ui/basics';
import { ErrorNote, toast } from '@/shared/ui/overlay';
import { useBonusMonths, useBonusRefresh, useBonusRules, useMetrics, usePayer, type BonusRule } from '../api/hooks';
import { problemsOf, refusal } from '../api/problems';
import { baseRoles, toForm, toRule, unreadable, type CaseForm, type RuleForm } from '../api/rules';
import { ScoreTabs } from '../components/parts';

export default function RulesPage() {
  const { t, i18n } = useTranslation();
  const payer = usePayer();
  const rules = useBonusRules();
  const [editing, setEditing] = useState<BonusRule | 'new' | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const items = rules.data?.items ?? [];
  const rule = items.find(({ id }) => id === shown) ?? items[0];
  const monthName = (month: string) => monthText(`${month}-01`, i18n.language, { year: true });
  return (
    <div className="scorecards">
      <ScoreTabs />
      <div className="page-title wrap">
        <Link to="/bonus">{t('scorecards.sheets')}</Link><span className="i3">›</span>
        <h1>{t('scorecards.rules')}</h1>
        <span className="sp" />
        {payer.write && !editing && rules.data && <button type="button" className="btn p" onClick={() => setEditing(rule ?? 'new')}>{t('scorecards.new_rule')}</button>}
      </div>
      {rules.error ? <ErrorNote error={rules.error} onRetry={() => void rules.refetch()} /> : !rules.data ? <div className="card"><Skeleton lines={8} /></div> : editing ? <RuleEditor before={editing === 'new' ? undefined : editing} onDone={() => setEditing(null)} /> : !rule ? <div className="card"><Empty text={t('scorecards.no_rules')} action={payer.write ? <button type="button" className="btn" onClick={() => setEditing('new')}>{t('scorecards.new_rule')}</button> : undefined} /></div> : (
        <div className="rules-grid">
          <section className="card" data-testid="versions">
            <div className="hd"><h2>{t('scorecards.versions')}</h2></div>
            <table className="t"><tbody>{items.map((one) => (
              <tr key={one.id} className={one === rule ? 'sel' : ''}><td><button type="button" className="n-button b" onClick={() => setShown(one.id)}>{t('scorecards.from', { month: monthName(one.valid_from) })}</button><div className="i2 s">{[one.reason, shortMoment(new Date(one.created_at))].filter(Boolean).join(' · ')}</div></td></tr>
            ))}</tbody></table>
          </section>
          <RuleShown rule={rule} />
        </div>
      )}
    </div>
  );
}

function RuleShown({ rule }: { rule: BonusRule }) {
  const { t, i18n } = useTranslation();
  const metrics = useMetrics();
  const nameOf = (metric: string) => { const found = metrics.data?.items.find(({ code }) => code === metric); return found ? nameIn(found, i18n.language) : t('scorecards.some_kpi'); };
  const cases = (list: BonusRule['additions']) => (list ?? []).map((one) => <dd key={one.metric}>{t('scorecards.per_case', { name: nameOf(one.metric), amount: formatMoney(one.amount, { short: true }) })}{one.at_most != null ? ` · ${t('scorecards.at_most', { count: one.at_most })}` : ''}</dd>);
  return (
    <section className="card sec" data-testid="rule">
      <dl className="kv rule-lines">
        <dt>{t('scorecards.bases')}</dt><div>{(rule.bases ?? []).map((base, index) => <dd key={index} className="row g8">{base.role ? t(`role.${base.role}`) : t('scorecards.one_person')}<span className="sp" /><b>{formatMoney(base.amount, { short: true })}</b></dd>)}</div>
        <dt>{t('scorecards.curve')}</dt><div><dd>{t(`scorecards.curve_name.${rule.curve}`)}</dd><dd><FactorCurve rule={rule} /></dd></div>
        <dt>{t('scorecards.unscored')}</dt><dd>× {rule.unscored_factor}</dd>
        <dt>{t('scorecards.cap')}</dt><dd>{rule.cap ? formatMoney(rule.cap, { short: true }) : t('scorecards.no_cap')}</dd>
        <dt>{t('scorecards.additions')}</dt><div>{(rule.additions ?? []).length > 0 ? cases(rule.additions) : <dd>–</dd>}</div>
        <dt>{t('scorecards.deductions')}</dt><div>{(rule.deductions ?? []).length > 0 ? cases(rule.deductions) : <dd>–</dd>}</div>
        <dt>{t('scorecards.silent')}</dt><dd>{t('scorecards.silent_days', { count: rule.silent_days })}</dd>
      </dl>
    </section>
  );
}

/** Factor over score, drawn small; the points in words for who cannot see it. */
function FactorCurve({ rule }: { rule: Pick<BonusRule, 'curve' | 'points'> }) {
  const { t } = useTranslation();
  const points = rule.points ?? [];
  const text = points.map(({ score, factor }) => t('scorecards.curve_point', { score, factor })).join(' · ');
  const width = 300, height = 110, left = 6, right = 48, top = 10, bottom = 20;
  const last = Math.max(130, ...points.map(({ score }) => score));
  const most = Math.max(1, ...points.map(({ factor }) => factor));
  const x = (score: number) => left + (score / last) * (width - left - right);
  const y = (factor: number) => top + (1 - factor / most) * (height - top - bottom);
  let path = '';
  points.forEach(({ score, factor }, index) => {
    const before = points[index - 1];
    if (!before) path = `M${x(score)} ${y(factor)}`;
    else path += rule.curve === 'steps' ? `H${x(score)}V${y(factor)}` : `L${x(score)} ${y(factor)}`;
  });
  if (points.length > 0) path += `H${width - right}`;
  return (
    <>
      <svg className="spark" viewBox={`0 0 ${width} ${height}`} width={width} role="img" aria-label={text}>
        <path d={path} fill="none" stroke="var(--c-own)" strokeWidth="2" />
        {points.map(({ score, factor }) => <g key={score}><circle cx={x(score)} cy={y(factor)} r="3" fill="var(--c-own)" /><text x={x(score)} y={height - 4} textAnchor={score === 0 ? 'start' : 'middle'}>{score}</text></g>)}
        <text className="k" x={width - right + 6} y={y(points.at(-1)?.factor ?? 0) + 4}>× {points.at(-1)?.factor}</text>
      </svg>
      <span className="i2 s">{text}</span>
    </>
  );
}

function RuleEditor({ before, onDone }: { before: BonusRule | undefined; onDone: () => void }) {
  const { t, i18n } = useTranslation();
  const refresh = useBonusRefresh();
  const metrics = useMetrics();
  const months = useBonusMonths();
  const [form, setForm] = useState<RuleForm>(() => toForm(before));
  const [unread, setUnread] = useState<readonly string[]>([]);
  const running = dateText(new Date()).slice(0, 7);
  const lockedTo = (months.data?.items ?? []).filter(({ locked_at }) => locked_at).map(({ month }) => month).sort().at(-1) ?? '';
  const open = Array.from({ length: 14 }, (_, on) => addMonths(`${running}-01`, on - 1).slice(0, 7)).filter((month) => month > lockedTo);
  const [from, setFrom] = useState(addMonths(`${running}-01`, 1).slice(0, 7));
  const [reason, setReason] = useState('');
  const saving = useMutation({
    mutationFn: () => call('POST /bonus-rules', { body: toRule(form, before, from, reason.trim()) }),
    onSuccess: () => { toast('good', t('scorecards.rule_saved', { month: monthText(`${from}-01`, i18n.language, { year: true }) })); refresh(); onDone(); },
  });
  const problems = problemsOf(saving.error, t);
  const filled = baseRoles.filter((role) => form.bases[role]?.trim());
  const at = (name: string) => [
    ...Object.entries(problems).filter(([key]) => key === name || key.startsWith(`${name}.`)).flatMap(([, list]) => list),
    ...(unread.includes(name) ? [{ pointer: `/${name}`, code: '-', message: t(name.endsWith('metric') ? 'scorecards.field.required' : 'scorecards.field.number') }] : []),
  ];
  const set = (change: Partial<RuleForm>) => setForm((now) => ({ ...now, ...change }));
  const save = () => { const wrong = unreadable(form); setUnread(wrong); if (wrong.length === 0) saving.mutate(); };
  const counted = (metrics.data?.items ?? []).filter(({ unit }) => unit === 'count');
  const caseRows = (kind: 'additions' | 'deductions') => (
    <fieldset className="rule-part">
      <legend className="b">{t(`scorecards.${kind}`)}</legend>
      {form[kind].map((one, index) => {
        const change = (more: Partial<CaseForm>) => set({ [kind]: form[kind].map((other, place) => (place === index ? { ...other, ...more } : other)) });
        return (
          <div key={index} className="rule-case">
            <Field label={t('scorecards.kpi')} problems={at(`${kind}.${index}.metric`)}>{(control) => <select className="ip" {...control} value={one.metric} onChange={(event) => change({ metric: event.target.value })}><option value="" />{counted.map((metric) => <option key={metric.code} value={metric.code}>{nameIn(metric, i18n.language)}</option>)}</select>}</Field>
            <Field label={t('scorecards.each')} problems={at(`${kind}.${index}.amount`)}>{(control) => <input className="ip" inputMode="decimal" {...control} value={one.amount} onChange={(event) => change({ amount: event.target.value })} />}</Field>
            <Field label={t('scorecards.most')} problems={at(`${kind}.${index}.at_most`)}>{(control) => <input className="ip" inputMode="numeric" {...control} value={one.at_most} onChange={(event) => change({ at_most: event.target.value })} />}</Field>
            <button type="button" className="btn t" onClick={() => set({ [kind]: form[kind].filter((_, place) => place !== index) })}>{t('scorecards.remove')}</button>
          </div>
        );
      })}
      <button type="button" className="btn sm" onClick={() => set({ [kind]: [...form[kind], { metric: '', amount: '', at_most: '' }] })}>{t('scorecards.add')}</button>
    </fieldset>
  );
  return (
    <form className="card rule-editor" noValidate data-testid="rule-editor" onSubmit={(event) => { event.preventDefault(); save(); }}>
      {saving.error && Object.keys(problems).length === 0 ? <div className="note bad" role="alert">{refusal(saving.error, t)}</div> : null}
      <div className="rule-columns">
        <fieldset className="rule-part">
          <legend className="b">{t('scorecards.bases')}</legend>
          <div className="rule-bases">{baseRoles.map((role) => <Field key={role} label={t(`role.${role}`)} hint={t('scorecards.yuan')} problems={[...at(`base.${role}`), ...(filled.includes(role) ? at(`bases.${filled.indexOf(role)}`) : [])]}>{(control) => <input className="ip" inputMode="decimal" {...control} value={form.bases[role] ?? ''} onChange={(event) => set({ bases: { ...form.bases, [role]: event.target.value } })} />}</Field>)}</div>
          {(problems.bases ?? []).map((problem) => <div key={problem.pointer} className="field-error" role="alert">{t('scorecards.field.required')}</div>)}
        </fieldset>
        <fieldset className="rule-part">
          <legend className="b">{t('scorecards.curve')}</legend>
          <Segmented full label={t('scorecards.curve')} value={form.curve} onChange={(curve) => set({ curve })} options={(['linear', 'steps'] as const).map((value) => ({ value, label: t(`scorecards.curve_name.${value}`) }))} />
          {form.points.map((point, index) => {
            const change = (more: Partial<typeof point>) => set({ points: form.points.map((other, place) => (place === index ? { ...other, ...more } : other)) });
            return (
              <div key={index} className="rule-point">
                <Field label={t('scorecards.at_score')} problems={at(`points.${index}.score`)}>{(control) => <input className="ip" inputMode="decimal" {...control} value={point.score} onChange={(event) => change({ score: event.target.value })} />}</Field>
                <Field label={t('scorecards.factor')} problems={at(`points.${index}.factor`)}>{(control) => <input className="ip" inputMode="decimal" {...control} value={point.factor} onChange={(event) => change({ factor: event.target.value })} />}</Field>
                <button type="button" className="btn t" onClick={() => set({ points: form.points.filter((_, place) => place !== index) })}>{t('scorecards.remove')}</button>
              </div>
            );
          })}
          <button type="button" className="btn sm" onClick={() => set({ points: [...form.points, { score: '', factor: '' }] })}>{t('scorecards.add')}</button>
          <Field label={t('scorecards.unscored')} problems={at('unscored_factor')}>{(control) => <input className="ip" inputMode="decimal" {...control} value={form.unscored_factor} onChange={(event) => set({ unscored_factor: event.target.value })} />}</Field>
          <Field label={t('scorecards.cap')} hint={t('records.optional')} problems={at('cap')}>{(control) => <input className="ip" inputMode="decimal" {...control} value={form.cap} onChange={(event) => set({ cap: event.target.value })} />}</Field>
        </fieldset>
        <div className="col g16">
          {caseRows('additions')}
          {caseRows('deductions')}
          <Field label={t('scorecards.silent')} problems={at('silent_days')}>{(control) => <input className="ip" inputMode="numeric" {...control} value={form.silent_days} onChange={(event) => set({ silent_days: event.target.value })} />}</Field>
          <Field label={t('scorecards.valid_from')} problems={at('valid_from')}>{(control) => <select className="ip" {...control} value={from} onChange={(event) => setFrom(event.target.value)}>{open.map((month) => <option key={month} value={month}>{monthText(`${month}-01`, i18n.language, { year: true })}</option>)}</select>}</Field>
          <Field label={t('scorecards.reason')} problems={at('reason')}>{(control) => <input className="ip" {...control} value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>
        </div>
      </div>
      <div className="row g8 rule-foot"><span className="i2 m">{t('scorecards.rule_hint')}</span><span className="sp" /><button type="button" className="btn" onClick={onDone}>{t('common.cancel')}</button><button type="submit" className="btn p" disabled={saving.isPending}>{t('scorecards.save_rule')}</button></div>
    </form>
  );
}
