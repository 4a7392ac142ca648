// Setting and changing one target, its history, and the steps of a whole month.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '@/api/client';
import { goalText, nameIn } from '@/shared/figures/standing';
import { addMonths, periodText, shortMoment } from '@/shared/format/date';
import { metricText } from '@/shared/format/metric';
import { LevelFields, levels, unread, valuesOf, type Entries } from '@/shared/target-gate/level-fields';
import { entryOf, toEntry } from '@/shared/target-gate/levels';
import { problemsOf, refusal } from '@/shared/target-gate/problems';
import { Field, Skeleton } from '@/shared/ui/basics';
import { Combobox } from '@/shared/ui/combobox';
import { Dialog, ErrorNote, toast } from '@/shared/ui/overlay';
import { useEmployees, useMetrics, useSites, useTarget, useTargetsRefresh, type ScopeKind, type Target } from '../api/hooks';

export function ChangeDialog({ target, running, onClose }: { target: Target; running: string; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const refresh = useTargetsRefresh();
  const { size } = entryOf(target.unit, Math.max(target.floor, target.target), t);
  const [entries, setEntries] = useState<Entries>(() => ({ floor: toEntry(target.floor, size), target: toEntry(target.target, size), stretch: toEntry(target.stretch, size) }));
  const [reason, setReason] = useState('');
  const [mine, setMine] = useState<ReturnType<typeof problemsOf>>({});
  const begun = target.month <= running;
  const saving = useMutation({
    mutationFn: (body: { floor: number; target: number; stretch: number }) => call('POST /targets/{id}/change', { path: { id: target.id }, body: { ...body, reason: reason.trim() || null }, ifMatch: target.version }),
    onSuccess: ({ pending }) => {
      toast('good', t(pending ? 'targets.proposed' : 'targets.changed'));
      refresh();
      onClose();
    },
  });
  const problems = { ...problemsOf(saving.error, t), ...mine };
  const submit = () => {
    const values = valuesOf(entries, size);
    setMine(values ? {} : unread(entries, size, t('targets.field.number')));
    if (values) saving.mutate(values);
  };
  return (
    <Dialog
      title={t('targets.change_title', { name: nameIn(target, i18n.language), who: target.label || t('targets.scope.company') })} onClose={onClose} onSubmit={submit}
      footer={<><button type="button" className="btn" onClick={onClose}>{t('common.cancel')}</button><button type="submit" className="btn p" disabled={saving.isPending}>{t(begun ? 'targets.propose' : 'targets.save')}</button></>}
    >
      <p className="i2">{t(begun ? 'targets.change_begun' : 'targets.change_ahead', { month: periodText(target.month, i18n.language) })}</p>
      {saving.error && Object.keys(problemsOf(saving.error, t)).length === 0 ? <div className="note bad" role="alert">{refusal(saving.error, t)}</div> : null}
      <LevelFields unit={target.unit} like={Math.max(target.floor, target.target)} entries={entries} onChange={setEntries} problems={problems} />
      <Field label={t('targets.reason')} hint={begun ? undefined : t('records.optional')} problems={problems.reason ?? []}>{(control) => <textarea className="ip" rows={2} {...control} value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>
    </Dialog>
  );
}

export function SetDialog({ month, months, onClose }: { month: string; months: readonly string[]; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const refresh = useTargetsRefresh();
  const metrics = useMetrics();
  const sites = useSites();
  const [metric, setMetric] = useState<string | null>(null);
  const [at, setAt] = useState(month);
  const [scope, setScope] = useState<ScopeKind>('company');
  const [key, setKey] = useState<string | null>(null);
  const [entries, setEntries] = useState<Entries>({ floor: '', target: '', stretch: '' });
  const [reason, setReason] = useState('');
  const [mine, setMine] = useState<ReturnType<typeof problemsOf>>({});
  const employees = useEmployees(scope === 'person');
  const unit = metrics.data?.items.find(({ code }) => code === metric)?.unit ?? 'number';
  const { size } = entryOf(unit, 0, t);
  const saving = useMutation({
    mutationFn: (values: { floor: number; target: number; stretch: number }) => call('POST /targets', { body: { metric: metric ?? '', month: at, scope, scope_key: scope === 'company' ? null : key, ...values, reason: reason.trim() || null } }),
    onSuccess: () => { toast('good', t('targets.set_done')); refresh(); onClose(); },
  });
  const problems = { ...problemsOf(saving.error, t), ...mine };
  const submit = () => {
    const values = valuesOf(entries, size);
    const lacking: ReturnType<typeof problemsOf> = { ...(metric ? {} : { metric: [{ pointer: '/metric', code: 'required', message: '' }] }), ...(scope !== 'company' && !key ? { scope_key: [{ pointer: '/scope_key', code: 'required', message: '' }] } : {}), ...(values ? {} : unread(entries, size, t('targets.field.number'))) };
    setMine(lacking);
    if (values && Object.keys(lacking).length === 0) saving.mutate(values);
  };
  const choices = scope === 'site' ? (sites.data?.items ?? []).map((one) => ({ value: one.id, label: one.name })) : (employees.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }));
  return (
    <Dialog
      title={t('targets.set')} onClose={onClose} onSubmit={submit}
      footer={<><button type="button" className="btn" onClick={onClose}>{t('common.cancel')}</button><button type="submit" className="btn p" disabled={saving.isPending}>{t('targets.save')}</button></>}
    >
      {saving.error && Object.keys(problemsOf(saving.error, t)).length === 0 ? <div className="note bad" role="alert">{refusal(saving.error, t)}</div> : null}
      <Field label={t('targets.metric')} problems={problems.metric ?? []}>{(control) => <Combobox {...control} value={metric} onChange={setMetric} choices={(metrics.data?.items ?? []).map((one) => ({ value: one.code, label: nameIn(one, i18n.language) }))} />}</Field>
      <div className="form-two">
        <Field label={t('targets.for_month')} problems={problems.month ?? []}>{(control) => <select className="ip" {...control} value={at} onChange={(event) => setAt(event.target.value)}>{months.map((one) => <option key={one} value={one}>{periodText(one, i18n.language)}</option>)}</select>}</Field>
        <Field label={t('targets.who')} problems={problems.scope ?? []}>{(control) => <select className="ip" {...control} value={scope} onChange={(event) => { setScope(event.target.value as ScopeKind); setKey(null); }}>{(['company', 'site', 'person'] as const).map((one) => <option key={one} value={one}>{t(`targets.scope.${one}`)}</option>)}</select>}</Field>
      </div>
      {scope !== 'company' && <Field label={t(`targets.scope.${scope}`)} problems={problems.scope_key ?? []}>{(control) => <Combobox {...control} value={key} onChange={setKey} choices={choices} />}</Field>}
      <LevelFields unit={unit} like={0} entries={entries} onChange={setEntries} problems={problems} />
      <Field label={t('targets.reason')} hint={t('records.optional')} problems={problems.reason ?? []}>{(control) => <input className="ip" {...control} value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>
    </Dialog>
  );
}

export function HistoryDialog({ target, who, onClose }: { target: Target; who: (user: string | null | undefined) => string; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const one = useTarget(target.id);
  const line = (of: { floor: number; target: number; stretch: number }) => levels.map((level) => metricText(of[level], target.unit, t)).join(' / ');
  return (
    <Dialog title={t('targets.history_title', { name: nameIn(target, i18n.language), who: target.label || t('targets.scope.company') })} onClose={onClose} width={620}>
      {one.error ? <ErrorNote error={one.error} /> : !one.data ? <Skeleton lines={4} /> : (
        <>
          {one.data.parts.length > 0 && <p className="m i2">{one.data.parts.map(({ part, share }) => `${part} ${share}%`).join(' · ')}</p>}
          {one.data.relation && <p className="m i2">{one.data.relation}</p>}
          <ul className="history" data-testid="history">
            {one.data.history.map((version) => (
              <li key={version.version} className="col g4">
                <div className="row g8"><b>{goalText(version.target, target.unit, target.better, t)}</b><span className="i2 m">{line(version)}</span><span className="sp" /><span className="tag">{t(`targets.set_by.${version.set_by}`)}</span></div>
                <div className="i2 s">{[who(version.written_by), shortMoment(new Date(version.written_at)), version.approved_by ? t('targets.approved_by', { who: who(version.approved_by) }) : '', version.reason].filter(Boolean).join(' · ')}</div>
              </li>
            ))}
            {one.data.changes.filter(({ state }) => state !== 'approved').map((change) => (
              <li key={change.id} className="col g4">
                <div className="row g8"><span className="m">{line(change)}</span><span className="sp" /><span className={`tag ${change.state === 'rejected' ? 'bad' : 'warn'}`}>{t(`targets.change_state.${change.state}`)}</span></div>
                <div className="i2 s">{[who(change.proposed_by), shortMoment(new Date(change.proposed_at)), change.reason, change.decision_note].filter(Boolean).join(' · ')}</div>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}

/** Locks a month, or copies its targets to the next one. */
export function MonthDialog({ step, month, onClose }: { step: 'lock' | 'copy'; month: string; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const refresh = useTargetsRefresh();
  const name = (of: string) => periodText(of, i18n.language);
  const next = addMonths(`${month}-01`, 1).slice(0, 7);
  const running = useMutation({
    mutationFn: async () => {
      if (step === 'lock') { await call('POST /target-months/{month}/lock', { path: { month } }); return t('targets.lock_done', { month: name(month) }); }
      const copied = await call('POST /target-months/{month}/copy', { path: { month }, body: { to: next } });
      return t('targets.copy_done', { month: name(copied.to), count: copied.copied, kept: copied.kept, left: copied.left });
    },
    onSuccess: (text) => { toast('good', text); refresh(); onClose(); },
  });
  return (
    <Dialog
      title={t(`targets.${step}`, { month: name(month), next: name(next) })} onClose={onClose} onSubmit={() => running.mutate()}
      footer={<><button type="button" className="btn" onClick={onClose}>{t('common.cancel')}</button><button type="submit" className="btn p" disabled={running.isPending}>{t(`targets.${step}`, { month: name(month), next: name(next) })}</button></>}
    >
      <p className="i2">{t(`targets.${step}_hint`)}</p>
      {running.error ? <div className="note bad" role="alert">{refusal(running.error, t)}</div> : null}
    </Dialog>
  );
}
