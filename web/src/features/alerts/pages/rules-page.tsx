// Which warnings are raised, and from which limit on.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '@/api/client';
import { fieldProblems } from '@/api/problem';
import { useMay } from '@/shared/session/session';
import { Skeleton } from '@/shared/ui/basics';
import { errorText, fieldMessage } from '@/shared/ui/error-text';
import { ErrorNote, toast } from '@/shared/ui/overlay';
import type { AlertRule } from '../api/limits';
import { SectionLinks } from '../components/section-links';
import './alerts.css';

interface Draft { enabled: boolean; limit: string; severe: string }

const percent = (unit: AlertRule['unit']) => (unit === 'chance' ? 100 : 1);
const shown = (value: number | null | undefined, unit: AlertRule['unit']) => (value == null ? '' : String(Math.round(value * percent(unit) * 1000) / 1000));
const draftOf = (rule: AlertRule): Draft => ({ enabled: rule.enabled, limit: shown(rule.limit, rule.unit), severe: shown(rule.severe_limit, rule.unit) });

export default function RulesPage() {
  const { t } = useTranslation();
  const rules = useQuery({ queryKey: ['alerts', 'rules'], queryFn: ({ signal }) => call('GET /alert-rules', { signal }) });
  return (
    <div>
      <div className="page-title"><h1>{t('alerts.rules_title')}</h1><span className="i2 m">{t('alerts.rules_intro')}</span><span className="sp" /><SectionLinks here="rules" /></div>
      {rules.error ? <ErrorNote error={rules.error} onRetry={() => void rules.refetch()} /> : !rules.data ? <div className="card"><Skeleton lines={10} /></div> : <Rules key={JSON.stringify(rules.data)} rules={rules.data.items} />}
    </div>
  );
}

function Rules({ rules }: { rules: readonly AlertRule[] }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const may = useMay('notification.write');
  const [drafts, setDrafts] = useState(() => new Map(rules.map((rule) => [rule.kind, draftOf(rule)])));
  const changed = rules.filter((rule) => JSON.stringify(drafts.get(rule.kind)) !== JSON.stringify(draftOf(rule)));
  const items = changed.map((rule) => {
    const draft = drafts.get(rule.kind) ?? draftOf(rule);
    const number = (text: string) => Number(text.replace(',', '.')) / percent(rule.unit);
    return { kind: rule.kind, enabled: draft.enabled, limit: number(draft.limit), ...(rule.severe_limit != null ? { severe_limit: number(draft.severe) } : {}) };
  });
  const saving = useMutation({
    mutationFn: () => call('PUT /alert-rules', { body: { items } }),
    onSuccess: async () => {
      toast('good', t('alerts.rules_saved'));
      await queries.invalidateQueries({ queryKey: ['alerts'] });
    },
  });
  const sweep = useMutation({
    mutationFn: () => call('POST /alerts/sweep', { body: { scope: 'all' } }),
    onSuccess: async (report) => {
      toast('good', t('alerts.swept', { raised: report.raised, resolved: report.resolved }));
      await queries.invalidateQueries({ queryKey: ['alerts'] });
    },
    onError: (error) => toast('bad', errorText(error, t)),
  });
  const problems = fieldProblems(saving.error);
  const set = (kind: AlertRule['kind'], more: Partial<Draft>) => setDrafts((before) => {
    const old = before.get(kind);
    return old ? new Map(before).set(kind, { ...old, ...more }) : before;
  });
  return (
    <section className="card" data-testid="rules">
      {saving.error && Object.keys(problems).length === 0 ? <ErrorNote error={saving.error} /> : null}
      <div style={{ overflowX: 'auto' }}>
        <table className="t">
          <thead><tr><th>{t('alerts.rule.on')}</th><th>{t('alerts.kind')}</th><th>{t('alerts.rule.looks_at')}</th><th className="n">{t('alert.severity.warning')}</th><th className="n">{t('alert.severity.severe')}</th><th>{t('alerts.rule.unit')}</th><th>{t('alerts.rule.how_often')}</th><th><span className="sr-only">{t('alerts.rule.reset')}</span></th></tr></thead>
          <tbody>
            {rules.map((rule) => {
              const draft = drafts.get(rule.kind) ?? draftOf(rule);
              const at = changed.findIndex(({ kind }) => kind === rule.kind);
              const own = at < 0 ? [] : [...(problems[`items.${at}.limit`] ?? []), ...(problems[`items.${at}.severe_limit`] ?? [])];
              const asBefore = { enabled: true, limit: shown(rule.default_limit, rule.unit), severe: shown(rule.default_severe_limit, rule.unit) };
              const label = t(`alert.kind.${rule.kind}`);
              return (
                <tr key={rule.kind} className="rule-row" data-rule={rule.kind}>
                  <td><input type="checkbox" role="switch" aria-label={label} disabled={!may} checked={draft.enabled} onChange={(event) => set(rule.kind, { enabled: event.target.checked })} /></td>
                  <td className="b nw">{label}{!draft.enabled && <span className="i3"> · {t('common.off')}</span>}</td>
                  <td className="i2">{t(`alerts.looks_at.${rule.kind}`)}{own.length > 0 && <div className="field-error" role="alert">{own.map((problem) => fieldMessage(problem, t)).join(' ')}</div>}</td>
                  <td className="n"><input className="ip" inputMode="decimal" aria-label={`${label} ${t('alert.severity.warning')}`} disabled={!may || !draft.enabled} value={draft.limit} onChange={(event) => set(rule.kind, { limit: event.target.value })} /></td>
                  <td className="n">{rule.severe_limit != null && <input className="ip" inputMode="decimal" aria-label={`${label} ${t('alert.severity.severe')}`} disabled={!may || !draft.enabled} value={draft.severe} onChange={(event) => set(rule.kind, { severe: event.target.value })} />}</td>
                  <td className="i2 nw">{t(`alerts.unit.${rule.unit}`)}</td>
                  <td className="i2 nw">{t(`alerts.cadence.${rule.cadence}`)}</td>
                  <td className="r">{may && JSON.stringify(asBefore) !== JSON.stringify(draft) && <button type="button" className="btn sm t" onClick={() => set(rule.kind, asBefore)}>{t('alerts.rule.reset')}</button>}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <div className="sec row g12 wrap">
        <span className="i2 s">{t('alerts.rules_hint')}</span>
        <span className="sp" />
        {may && <button type="button" className="btn" disabled={sweep.isPending} onClick={() => sweep.mutate()}>{t(sweep.isPending ? 'alerts.sweeping' : 'alerts.sweep')}</button>}
        {may && <button type="button" className="btn p" disabled={saving.isPending || changed.length === 0} onClick={() => saving.mutate()}>{t('alerts.rules_save')}</button>}
      </div>
    </section>
  );
}
