// From one target to those below it: a rule with its options, what would become of everybody, and then all of it or nothing.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '@/api/client';
import { nameIn, goalText } from '@/shared/figures/standing';
import { monthText, spanText } from '@/shared/format/date';
import { Field, Segmented, State } from '@/shared/ui/basics';
import { Combobox } from '@/shared/ui/combobox';
import { Dialog, toast } from '@/shared/ui/overlay';
import { useMetrics, useTargetsRefresh, type CascadeProposal, type CascadeRule, type CascadeTree, type ProposeCascade } from '../api/hooks';
import { problemsOf, refusal } from '@/shared/target-gate/problems';

const rules: readonly CascadeRule[] = ['copy', 'share', 'budget', 'derived'];
interface Part { part: string; share: string }

/** The stages of a repair as the server splits them by default. */
const stages: readonly (readonly [string, number])[] = [['accept', 5], ['diagnose', 10], ['quote', 15], ['request_part', 10], ['wait_part', 40], ['repair', 15], ['deliver', 5]];

/** Rates are copied, sums shared. */
function usualRule(unit: string): CascadeRule {
  return unit === 'money' || unit === 'count' ? 'share' : 'copy';
}

interface Props { tree: CascadeTree; month: string; onClose: () => void }

export function CascadeDialog({ tree, month, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const refresh = useTargetsRefresh();
  const metrics = useMetrics();
  const [rule, setRule] = useState<CascadeRule>(usualRule(tree.unit));
  const [depth, setDepth] = useState<'all' | 'children'>('all');
  const [back, setBack] = useState('3');
  const [by, setBy] = useState<'history' | 'capacity'>('history');
  const [lead, setLead] = useState<string | null>(null);
  const [gain, setGain] = useState('');
  const [parts, setParts] = useState<Part[]>(() => stages.map(([part, share]) => ({ part: t(`targets.stage.${part}`), share: String(share) })));
  const [scopeKey, setScopeKey] = useState('');
  const [reason, setReason] = useState('');
  const sites = tree.nodes.filter(({ scope }) => scope === 'site');
  const question = (): ProposeCascade => ({
    metric: tree.metric, month, rule,
    ...(scopeKey ? { scope: 'site' as const, scope_key: scopeKey } : {}),
    options: {
      ...(rule === 'copy' || rule === 'share' ? { depth, months: Number(back) } : {}),
      ...(rule === 'share' ? { by } : {}),
      ...(rule === 'budget' ? { parts: parts.map(({ part, share }) => ({ part, share: Number(share) })) } : {}),
      ...(rule === 'derived' ? { lead, gain: gain.trim() === '' ? null : Number(gain) } : {}),
    },
  });
  const proposing = useMutation({ mutationFn: () => call('POST /decomposition/cascade/propose', { body: question() }) });
  const proposal = proposing.data;
  const applying = useMutation({
    mutationFn: (of: CascadeProposal) => call('POST /decomposition/cascade/apply', { body: { ...question(), reason: reason.trim() || null }, ifMatch: of.parent_version }),
    onSuccess: ({ set, changed, proposed, unchanged }) => {
      toast('good', [t('targets.applied.set', { count: set }), t('targets.applied.changed', { count: changed }), t('targets.applied.proposed', { count: proposed }), t('targets.applied.unchanged', { count: unchanged })].filter((_, index) => [set, changed, proposed, unchanged][index]).join(' · ') || t('targets.applied.nothing'));
      refresh();
      onClose();
    },
  });
  const failure = applying.error ?? proposing.error;
  const problems = problemsOf(failure, t);
  const at = (name: string) => Object.entries(problems).filter(([key]) => key === name || key.startsWith(`${name}.`)).flatMap(([, list]) => list);
  const whole = failure && Object.keys(problems).length === 0;
  const change = <T,>(run: (value: T) => void) => (value: T) => { run(value); proposing.reset(); applying.reset(); };
  const sum = parts.reduce((all, { share }) => all + (Number(share) || 0), 0);
  const idle = proposal !== undefined && proposal.parts.length === 0 && proposal.items.every(({ action }) => action === 'unchanged');
  const needsReason = proposal?.items.some(({ action }) => action === 'propose') ?? false;
  return (
    <Dialog
      title={t('targets.cascade_title', { name: nameIn(tree, i18n.language), month: monthText(`${month}-01`, i18n.language, { year: true }) })} onClose={onClose} width={820}
      onSubmit={() => { if (proposal) applying.mutate(proposal); else proposing.mutate(); }}
      footer={(
        <>
          {proposal && <button type="button" className="btn" onClick={() => proposing.reset()}>{t('targets.other_rule')}</button>}
          <span className="sp" />
          <button type="button" className="btn" onClick={onClose}>{t('common.cancel')}</button>
          {proposal ? <button type="submit" className="btn p" disabled={applying.isPending || idle}>{t(idle ? 'targets.applied.nothing' : 'targets.apply')}</button> : <button type="submit" className="btn p" disabled={proposing.isPending}>{t('targets.preview')}</button>}
        </>
      )}
    >
      {whole && <div className="note bad" role="alert">{refusal(failure, t)}</div>}
      {!proposal && (
        <>
          <Field label={t('targets.rule')} problems={at('rule')}>{() => <Segmented full label={t('targets.rule')} value={rule} onChange={change(setRule)} options={rules.map((value) => ({ value, label: t(`targets.rule_name.${value}`) }))} />}</Field>
          <p className="i2 m">{t(`targets.rule_hint.${rule}`)}</p>
          <div className="form-two">
            <Field label={t('targets.of_scope')} problems={[...at('scope'), ...at('scope_key')]}>{(control) => <select className="ip" {...control} value={scopeKey} onChange={(event) => change(setScopeKey)(event.target.value)}><option value="">{t('targets.scope.company')}</option>{sites.map((site) => <option key={site.scope_key} value={site.scope_key}>{site.label}</option>)}</select>}</Field>
            {(rule === 'copy' || rule === 'share') && <Field label={t('targets.depth')}>{(control) => <select className="ip" {...control} value={depth} onChange={(event) => change(setDepth)(event.target.value as typeof depth)}>{(['all', 'children'] as const).map((one) => <option key={one} value={one}>{t(`targets.depth_name.${one}`)}</option>)}</select>}</Field>}
            {(rule === 'copy' || rule === 'share') && <Field label={t('targets.look_back')} problems={at('options.months')}>{(control) => <input className="ip" inputMode="numeric" {...control} value={back} onChange={(event) => change(setBack)(event.target.value)} />}</Field>}
            {rule === 'share' && <Field label={t('targets.share_by')}>{(control) => <select className="ip" {...control} value={by} onChange={(event) => change(setBy)(event.target.value as typeof by)}>{(['history', 'capacity'] as const).map((one) => <option key={one} value={one}>{t(`targets.share_by_name.${one}`)}</option>)}</select>}</Field>}
            {rule === 'derived' && <Field label={t('targets.lead')} problems={at('options.lead')}>{(control) => <Combobox {...control} value={lead} onChange={change(setLead)} choices={(metrics.data?.items ?? []).filter(({ code }) => code !== tree.metric).map((one) => ({ value: one.code, label: nameIn(one, i18n.language) }))} />}</Field>}
            {rule === 'derived' && <Field label={t('targets.gain')} problems={at('options.gain')}>{(control) => <input className="ip" inputMode="decimal" {...control} value={gain} onChange={(event) => change(setGain)(event.target.value)} />}</Field>}
          </div>
          {rule === 'budget' && (
            <div className="col g8">
              <div className="row g8"><b>{t('targets.parts')}</b><span className="sp" /><State kind={Math.abs(sum - 100) < 1e-6 ? 'good' : 'bad'} plain>{t('targets.parts_sum', { sum: Math.round(sum * 100) / 100 })}</State></div>
              {parts.map((one, index) => (
                <div key={index} className="row g8">
                  <input className="ip" aria-label={t('targets.part_label')} value={one.part} onChange={(event) => change(setParts)(parts.map((other, place) => (place === index ? { ...other, part: event.target.value } : other)))} />
                  <input className="ip" style={{ width: 90 }} inputMode="decimal" aria-label={`${one.part} %`} value={one.share} onChange={(event) => change(setParts)(parts.map((other, place) => (place === index ? { ...other, share: event.target.value } : other)))} />
                  <span className="i2">%</span>
                  <button type="button" className="btn sm t" onClick={() => change(setParts)(parts.filter((_, place) => place !== index))}>{t('targets.remove')}</button>
                </div>
              ))}
              <button type="button" className="btn sm" style={{ alignSelf: 'flex-start' }} onClick={() => change(setParts)([...parts, { part: '', share: '' }])}>{t('targets.add_part')}</button>
              {at('options.parts').map((problem) => <div key={problem.pointer} className="field-error" role="alert">{problem.message}</div>)}
            </div>
          )}
        </>
      )}
      {proposal && <Preview proposal={proposal} tree={tree} />}
      {proposal && <Field label={t('targets.reason')} hint={needsReason ? undefined : t('records.optional')} problems={at('reason')}>{(control) => <input className="ip" {...control} value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>}
      {proposal && at('items').map((problem) => <div key={problem.pointer} className="field-error" role="alert">{problem.message}</div>)}
    </Dialog>
  );
}

function Preview({ proposal, tree }: { proposal: CascadeProposal; tree: CascadeTree }) {
  const { t, i18n } = useTranslation();
  const metrics = useMetrics();
  const count = (action: CascadeProposal['items'][number]['action']) => proposal.items.filter((item) => item.action === action).length;
  const depthOf = (scope: string, leads: boolean) => (scope === 'site' ? 0 : leads ? 1 : 2);
  // As a tree: everybody below whom his target comes from.
  const below = (scope: string, key: string): CascadeProposal['items'] => proposal.items.filter((item) => item.parent_scope === scope && item.parent_key === key && !(item.scope === scope && item.scope_key === key)).flatMap((item) => [item, ...below(item.scope, item.scope_key)]);
  const ordered = below(proposal.scope, proposal.scope_key);
  const items = ordered.length === proposal.items.length ? ordered : proposal.items;
  const leads = new Set(tree.nodes.filter((node) => node.leads).map(({ scope_key }) => scope_key));
  return (
    <div className="col g8" data-testid="preview">
      <div className="row g12 wrap m">
        <span><b>{goalText(proposal.target, tree.unit, tree.better, t)}</b> <span className="i2">{t('targets.preview_from', { span: spanText(proposal.from, proposal.to, i18n.language) })}</span></span>
        <span className="sp" />
        {(['set', 'change', 'propose', 'unchanged'] as const).filter((action) => count(action) > 0).map((action) => <span key={action} className="tag">{t(`targets.action.${action}`)} {count(action)}</span>)}
      </div>
      {proposal.parts.length > 0 && (
        <table className="t"><thead><tr><th>{t('targets.part_label')}</th><th className="n">%</th><th className="n">{t('targets.level.target')}</th></tr></thead><tbody>
          {proposal.parts.map((part) => <tr key={part.part}><td>{part.part}</td><td className="n">{part.share}</td><td className="n">{goalText(part.target, tree.unit, tree.better, t)}</td></tr>)}
        </tbody></table>
      )}
      {proposal.items.length > 0 && (
        <div style={{ maxHeight: 320, overflow: 'auto' }}>
          <table className="t">
            <thead><tr><th>{t('targets.who')}</th><th>{t('targets.column.role')}</th><th className="n">{t('targets.level.floor')}</th><th className="n">{t('targets.level.target')}</th><th className="n">{t('targets.level.stretch')}</th><th>{t('targets.what')}</th></tr></thead>
            <tbody>
              {items.map((item) => {
                const other = item.metric !== tree.metric ? metrics.data?.items.find(({ code }) => code === item.metric) : undefined;
                const unit = other?.unit ?? tree.unit;
                const better = other?.better ?? tree.better;
                return (
                  <tr key={`${item.metric} ${item.scope} ${item.scope_key}`}>
                    <td><span style={{ paddingLeft: 16 * depthOf(item.scope, leads.has(item.scope_key)) }}>{other ? `${nameIn(other, i18n.language)} · ` : ''}{item.label || t('targets.scope.company')}</span>{item.relation && <div className="i2 s">{item.relation}</div>}</td>
                    <td className="i2">{item.role ? t(`role.${item.role}`) : t(`targets.scope.${item.scope}`)}</td>
                    <td className="n i2">{goalText(item.floor, unit, better, t)}</td><td className="n b">{goalText(item.target, unit, better, t)}</td><td className="n i2">{goalText(item.stretch, unit, better, t)}</td>
                    <td className="nw i2">{t(`targets.action.${item.action}`)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
