// A new finding: filled from what led to it (a warning, a signal, a forecast, a complaint), or from nothing.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { call, newIdempotencyKey } from '@/api/client';
import { fieldProblems } from '@/api/problem';
import type { components } from '@/api/schema';
import { alertPaths, alertText, useAlertNames, type Alert } from '@/shared/alerts/words';
import { dateText } from '@/shared/format/date';
import { useMay, useSession } from '@/shared/session/session';
import { Field, Segmented, Skeleton, useNow } from '@/shared/ui/basics';
import { Combobox } from '@/shared/ui/combobox';
import { ErrorNote, toast } from '@/shared/ui/overlay';
import { useEmployees, useSites } from '@/shared/work-orders/hooks';
import { scopeKinds, sourceKinds, useMetricList } from '../api/improvement';
import { SectionTabs } from '../components/section-tabs';

type Source = components['schemas']['FindingSource'];
type ChainRef = components['schemas']['ChainRef'];
const severities = ['minor', 'major', 'severe'] as const;

export default function NewFindingPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const names = useAlertNames();
  const now = useNow();
  const mayAlert = useMay('alert.read');
  const kind = sourceKinds.find((one) => one === search.get('source')) ?? 'idea';
  const id = search.get('id');
  const fromAlert = kind === 'alert' && !!id && mayAlert;
  const alert = useQuery({ queryKey: ['alerts', 'one', id], queryFn: ({ signal }) => call('GET /alerts/{id}', { path: { id: id ?? '' }, signal }), enabled: fromAlert });
  if (fromAlert && alert.error) return <ErrorNote error={alert.error} onRetry={() => void alert.refetch()} />;
  if (fromAlert && (!alert.data || !names.ready)) return <div className="card"><Skeleton lines={6} /></div>;
  const source: Source = { kind, ...(id ? { id } : {}), ...(alert.data ? measuredBy(alert.data) : asked(search)) };
  const record = search.get('work_order');
  return (
    <Form
      source={source} alert={alert.data} title={alert.data ? alertText(alert.data, names, t, now) : search.get('title') ?? ''}
      links={[...(alert.data?.links ?? []).flatMap(({ kind: what, id: of }): ChainRef[] => (what === 'work_order' || what === 'complaint' ? [{ kind: what, id: of }] : [])), ...(record ? [{ kind: 'work_order' as const, id: record }] : [])]}
    />
  );
}

function asked(search: URLSearchParams): Partial<Source> {
  const metric = search.get('metric');
  const scope = scopeKinds.find((one) => one === search.get('scope'));
  return { ...(metric ? { metric, scope: scope ?? 'company', scope_key: search.get('scope_key') ?? '' } : {}), ...(search.get('month') ? { month: search.get('month') } : {}) };
}

/** The metric and scope that a warning is about: "csat_rate@site:...". */
function measuredBy(alert: Alert): Partial<Source> {
  if (alert.subject_kind !== 'metric') return {};
  const [metric = '', place = 'company'] = alert.subject_id.split('@');
  const [scope = 'company', key = ''] = place.split(':');
  return { metric, scope: scopeKinds.find((one) => one === scope) ?? 'company', scope_key: key, ...(/^\d{4}-\d{2}$/.test(alert.period) ? { month: alert.period } : {}) };
}

function Form({ source, alert, title: given, links }: { source: Source; alert: Alert | undefined; title: string; links: ChainRef[] }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { user } = useSession();
  const people = useEmployees();
  const sites = useSites();
  const metrics = useMetricList();
  const names = useAlertNames();
  const [title, setTitle] = useState(given);
  const [description, setDescription] = useState('');
  const [owner, setOwner] = useState<string | null>(alert?.owner_id ?? user.employee_id ?? null);
  const [severity, setSeverity] = useState<(typeof severities)[number]>(alert?.severity === 'severe' ? 'severe' : 'major');
  const [found, setFound] = useState(dateText(new Date()));
  const [metric, setMetric] = useState<string | null>(source.metric ?? null);
  const [place, setPlace] = useState(`${source.scope ?? 'company'}:${source.scope_key ?? ''}`);
  const [scope = 'company', key = ''] = place.split(':');
  const saving = useMutation({
    mutationFn: () => call('POST /findings', {
      body: {
        source: { ...source, ...(metric ? { metric, scope: scopeKinds.find((one) => one === scope) ?? 'company', scope_key: key } : { metric: null, scope: null, scope_key: null }) },
        title: title.trim(), ...(description.trim() ? { description: description.trim() } : {}), ...(owner ? { owner_id: owner } : {}), severity, ...(found ? { found_on: found } : {}), links,
      } as components['schemas']['CreateFinding'],
      idempotencyKey: newIdempotencyKey(),
    }),
    onSuccess: async (made) => {
      toast('good', t('improvement.finding_made', { no: made.no }));
      await queries.invalidateQueries({ queryKey: ['improvement'] });
      navigate(`/findings/${made.id}`, { replace: true });
    },
  });
  const problems = fieldProblems(saving.error);
  const whole = saving.error && Object.keys(problems).length === 0 ? saving.error : null;
  const places = [{ value: 'company:', label: t('alert.company') }, ...(sites.data?.items ?? []).map(({ id, name }) => ({ value: `site:${id}`, label: name })), ...(people.data?.items ?? []).map(({ id, name }) => ({ value: `person:${id}`, label: name }))];
  const shownPlaces = places.some(({ value }) => value === place) ? places : [{ value: place, label: names.scope(scope, key) || t(`alert.scope.${scope}`) }, ...places];
  return (
    <div>
      <div className="page-title"><h1>{t('improvement.new_finding')}</h1></div>
      <SectionTabs />
      <form
        className="card im-form" noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!saving.isPending) saving.mutate();
        }}
      >
        <div className="sec col g16">
          {whole ? <ErrorNote error={whole} /> : null}
          <dl className="kv im-facts">
            <dt>{t('improvement.source')}</dt>
            <dd>{t(`improvement.source_kind.${source.kind}`)}{alert && <> · {t(`alert.kind.${alert.kind}`)}</>}{alert && alertPaths(alert, names, t).map(({ to, label }) => <span key={to}> · <Link to={to}>{label}</Link></span>)}</dd>
          </dl>
          <Field label={t('improvement.field.title')} problems={problems.title}>{(control) => <input className="ip" {...control} maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />}</Field>
          <Field label={t('improvement.field.description')} hint={t('improvement.optional')} problems={problems.description}>{(control) => <textarea className="ip" rows={3} {...control} value={description} onChange={(event) => setDescription(event.target.value)} />}</Field>
          <Field label={t('improvement.field.owner_id')} problems={problems.owner_id}>{(control) => <Combobox {...control} value={owner} onChange={setOwner} choices={(people.data?.items ?? []).map(({ id, name, no }) => ({ value: id, label: name, hint: no }))} />}</Field>
          <div className="row g16 wrap" style={{ alignItems: 'flex-start' }}>
            <div className="field"><div className="field-label">{t('improvement.severity')}</div><Segmented label={t('improvement.severity')} value={severity} onChange={setSeverity} options={severities.map((value) => ({ value, label: t(`improvement.severity_of.${value}`) }))} /></div>
            <Field label={t('improvement.found_on')} problems={problems.found_on}>{(control) => <input className="ip" type="date" {...control} value={found} onChange={(event) => setFound(event.target.value)} />}</Field>
          </div>
          <Field label={t('improvement.metric')} hint={t('improvement.metric_hint')} problems={[...(problems['source.metric'] ?? []), ...(problems.source ?? [])]}>
            {(control) => <Combobox {...control} value={metric} onChange={setMetric} choices={(metrics.data?.items ?? []).map((one) => ({ value: one.code, label: i18n.language.startsWith('zh') ? one.name_zh : one.name_en }))} />}
          </Field>
          {metric && (
            <Field label={t('improvement.scope')} problems={[...(problems['source.scope'] ?? []), ...(problems['source.scope_key'] ?? [])]}>
              {(control) => <select className="ip" {...control} value={place} onChange={(event) => setPlace(event.target.value)}>{shownPlaces.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}</select>}
            </Field>
          )}
        </div>
        <div className="dialog-foot"><span className="sp" /><button type="button" className="btn" onClick={() => navigate(-1)}>{t('common.cancel')}</button><button type="submit" className="btn p" disabled={saving.isPending}>{t('improvement.make_finding')}</button></div>
      </form>
    </div>
  );
}
