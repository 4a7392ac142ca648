// Decomposition of KPIs: the chosen one from the company's goal to people above, who carries what with which weight below.
import { useMutation, useQueries } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import { call } from '@/api/client';
import { FigureRecords, type FigureQuestion } from '@/shared/figures/figure-records';
import { MonthChoice } from '@/shared/figures/parts';
import { monthsUpTo } from '@/shared/figures/standing';
import { addMonths, dateText, monthText } from '@/shared/format/date';
import { landingKey, useLandingPeople } from '@/shared/landing/hooks';
import type { LandingLine } from '@/shared/landing/model';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import { useMay, useSite } from '@/shared/session/session';
import { Field, Segmented, Skeleton, State } from '@/shared/ui/basics';
import { Dialog, ErrorNote, toast } from '@/shared/ui/overlay';
import { CascadeDialog } from '../components/cascade-dialog';
import { ChecksDialog } from '../components/checks-dialog';
import { GridEditor } from '../components/grid-editor';
import { GridTable } from '../components/grid-table';
import { Tree } from '../components/tree';
import { useGrid, useMetrics, usePeopleFigures, useTargetMonths, useTargetsRefresh, useTemplate, useTree, type GridOrigin } from '../api/hooks';
import { nameOfKpi } from '../api/names';
import { problemsOf, refusal } from '@/shared/target-gate/problems';
import './targets.css';

const templates: readonly GridOrigin[] = ['original', 'recommended'];

export default function DecompositionPage() {
  const { t, i18n } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const { site: chosenSite } = useSite();
  const mayEdit = useMay('target.approve');
  const maySet = useMay('target.write');
  const mayForecast = useMay('forecast.read');
  const [checking, setChecking] = useState(false);
  const [editing, setEditing] = useState<{ metric: string | null; role: string | null } | null>(null);
  const [cascading, setCascading] = useState(false);
  const [starting, setStarting] = useState<GridOrigin | null>(null);
  const [question, setQuestion] = useState<FigureQuestion | null>(null);
  const running = dateText(new Date()).slice(0, 7);
  const month = search.get('month') ?? running;
  const months = useTargetMonths();
  const grid = useGrid(month);
  const metrics = useMetrics();
  const change = (changes: Record<string, string>) => setSearch((previous) => {
    const next = new URLSearchParams(previous);
    for (const [key, value] of Object.entries(changes)) if (value) next.set(key, value); else next.delete(key);
    return next;
  }, { replace: true });

  const held = grid.data?.origin;
  const looked = templates.find((one) => one === search.get('template') && one !== held) ?? null;
  const template = useTemplate(looked);
  const shown = looked ? template.data : grid.data;
  // What nothing feeds yet has no tree: the first measured one is the one to begin with.
  const metric = search.get('metric') ?? grid.data?.kpis.find(({ measured }) => measured)?.metric;
  const tree = useTree(metric, month);
  const sites = useMemo(() => tree.data?.nodes.filter(({ scope }) => scope === 'site') ?? [], [tree.data]);
  const site = sites.find(({ scope_key }) => scope_key === (search.get('site') ?? chosenSite))?.scope_key ?? sites[0]?.scope_key;
  const lead = tree.data?.nodes.find(({ leads, scope_key }) => leads && scope_key === search.get('lead'))?.scope_key ?? null;
  const people = usePeopleFigures(metric, month, site);
  const scopes = useMemo(() => (tree.data ? tree.data.nodes.filter(({ scope }) => scope === 'company' || scope === 'site') : []), [tree.data]);
  const boards = useQueries({
    queries: scopes.map(({ scope, scope_key }) => ({
      queryKey: [...landingKey, 'board', { scope, scope_key }, month, metric],
      queryFn: ({ signal }: { signal: AbortSignal }) => call('GET /landing-board', { query: { scope, scope_key, month, metrics: metric ? [metric] : [] }, signal }),
      enabled: mayForecast && metric !== undefined && month <= running, staleTime: 60_000, retry: false,
    })),
  });
  const landings = new Map<string, LandingLine>(boards.flatMap(({ data }, index) => (data?.items[0] ? [[scopes[index]?.scope_key ?? '', data.items[0]] as const] : [])));
  const landed = useLandingPeople({ metric: metric ?? '', by: 'person', site, month }, mayForecast && metric !== undefined && site !== undefined && month <= running);
  const name = (code: string) => { const found = metrics.data?.items.find((one) => one.code === code); return nameOfKpi(grid.data?.kpis.find((kpi) => kpi.metric === code) ?? { metric: code, name_zh: found?.name_zh ?? '', name_en: found?.name_en ?? '' }, i18n.language, t); };
  const failing = shown?.checks.filter(({ passed }) => !passed) ?? [];
  const lockedMonths = new Set(months.data?.items.filter(({ locked }) => locked).map((one) => one.month));
  const known = [...new Set([...(months.data?.items.map((one) => one.month) ?? []).filter((one) => /^\d{4}-\d\d$/.test(one)), running, addMonths(`${running}-01`, 1).slice(0, 7)])].sort().reverse();
  const open = Array.from({ length: 13 }, (_, on) => addMonths(`${running}-01`, on).slice(0, 7)).filter((one) => !lockedMonths.has(one));
  const broken = (grid.data?.checks ?? []).some(({ check, failures }) => check === 'reproduction' && failures.some((failure) => failure.metric === metric));
  const company = tree.data?.nodes.find(({ scope }) => scope === 'company');
  const mayCascade = maySet && !grid.data?.locked && company?.target_id != null;
  useShortcuts([
    ...(mayEdit && !editing ? [{ key: 'e', label: t('targets.edit_grid'), run: () => { change({ template: '' }); setEditing({ metric: null, role: null }); } }] : []),
    ...(mayCascade && !editing ? [{ key: 'n', label: t('targets.cascade'), run: () => setCascading(true) }] : []),
  ]);
  return (
    <div className="targets">
      <div className="page-title wrap targets-title">
        <h1>{t('targets.decomposition')}</h1>
        <MonthChoice value={month} months={known} onChange={(value) => { setEditing(null); change({ month: value === running ? '' : value }); }} />
        {held && <Segmented label={t('targets.template')} value={looked ?? held} onChange={(value) => { setEditing(null); change({ template: value === held ? '' : value }); }} options={[...templates, ...(held === 'own' ? ['own' as const] : [])].map((value) => ({ value, label: value === held && held !== 'own' ? <>{t(`targets.origin.${value}`)}<span className="s"> · {t('targets.in_force')}</span></> : t(`targets.origin.${value}`) }))} />}
        {grid.data?.locked && <span className="tag">{t('targets.locked')}</span>}
        <span className="sp" />
        <span className="m i2 nw">{t('targets.few_rule')}</span>
        <span className="m i2 nw"><i className="a-mark lead">A</i>{t('targets.accountable')}</span>
        {shown && <button type="button" className="check-button" data-testid="check-state" onClick={() => setChecking(true)}>{failing.length === 0 ? <State kind="good">{t('targets.all_passed')} ›</State> : <State kind="bad">{t('targets.some_failed', { count: failing.length })} ›</State>}</button>}
        <Link className="btn" to={`/targets/list${month === running ? '' : `?month=${month}`}`}>{t('targets.list_nav')}</Link>
        {mayEdit && !editing && !looked && <button type="button" className="btn" onClick={() => setEditing({ metric: null, role: null })} disabled={!grid.data}>{t('targets.edit_grid')} <kbd>E</kbd></button>}
        {mayEdit && looked && <button type="button" className="btn p" onClick={() => setStarting(looked)}>{t('targets.use_template', { name: t(`targets.origin.${looked}`) })}</button>}
        {maySet && !looked && !editing && (mayCascade ? <button type="button" className="btn p" onClick={() => setCascading(true)}>{t('targets.cascade')} <kbd>N</kbd></button> : grid.data && tree.data && <span className="btn dis" title={t(grid.data.locked ? 'targets.locked_hint' : 'targets.no_goal_hint')}>{t('targets.cascade')}</span>)}
      </div>
      {grid.error ? <ErrorNote error={grid.error} onRetry={() => void grid.refetch()} /> : null}
      {!editing && (tree.error ? <div className="card">{<ErrorNote error={tree.error} onRetry={() => void tree.refetch()} />}</div> : tree.data ? (
        <Tree
          tree={tree.data} accountable={grid.data?.kpis.find((kpi) => kpi.metric === metric)?.accountable} landings={landings} people={people.data?.metrics[0]?.cells ?? []} months={new Map((landed.data?.items ?? []).map((line) => [line.scope_key, line] as const))} site={site} lead={lead} reproduced={!broken}
          onSite={(key) => change({ site: key, lead: '' })} onLead={(key) => change({ lead: key ?? '', site: site ?? '' })}
          onRecords={(person) => setQuestion({ metric: tree.data.metric, unit: tree.data.unit, ...monthsUpTo(month, 3), where: `person = '${person.scope_key}'`, parts: tree.data.unit === 'percent' ? ['denominator', 'numerator'] : ['denominator'], title: `${person.label} · ${name(tree.data.metric)}` })}
        />
      ) : <div className="card" style={{ height: 318 }}><Skeleton lines={7} height={20} gap={22} /></div>)}
      {editing && grid.data ? <GridEditor key={`${grid.data.month} ${grid.data.version}`} grid={grid.data} start={editing} months={open} onDone={(saved) => { setEditing(null); if (saved) change({ month: saved === running ? '' : saved }); }} />
        : shown ? <GridTable grid={shown} metric={metric} onMetric={(code) => change({ metric: code, lead: '' })} /> : grid.error ? null : <div className="card"><Skeleton lines={12} /></div>}
      {grid.data && !looked && !editing && <p className="i3 s targets-foot">{t('targets.version_line', { month: monthText(`${grid.data.valid_from || month}-01`, i18n.language, { year: true }), reason: grid.data.reason || t(`targets.origin.${grid.data.origin}`) })}</p>}
      {checking && shown && <ChecksDialog grid={shown} name={name} mayEdit={mayEdit && !looked && !shown.locked} onClose={() => setChecking(false)} onMend={(failure) => { setChecking(false); if (failure.check === 'reproduction') { if (failure.metric) change({ metric: failure.metric }); } else setEditing({ metric: failure.metric ?? null, role: failure.role ?? null }); }} />}
      {cascading && tree.data && <CascadeDialog tree={tree.data} month={month} onClose={() => setCascading(false)} />}
      {starting && <StartDialog origin={starting} months={open} onClose={(from) => { setStarting(null); if (from) change({ template: '', month: from === running ? '' : from }); }} />}
      {question && <FigureRecords question={question} nameOf={name} onClose={() => setQuestion(null)} />}
    </div>
  );
}

/** Begins anew from a template, from a month on. */
function StartDialog({ origin, months, onClose }: { origin: GridOrigin; months: readonly string[]; onClose: (month?: string) => void }) {
  const { t, i18n } = useTranslation();
  const refresh = useTargetsRefresh();
  const [month, setMonth] = useState(months[0] ?? '');
  const [reason, setReason] = useState('');
  const starting = useMutation({
    mutationFn: () => call('POST /decomposition/template', { body: { month, origin, reason: reason.trim() || null } }),
    onSuccess: () => { refresh(); toast('good', t('targets.grid_saved', { month: monthText(`${month}-01`, i18n.language, { year: true }) })); onClose(month); },
  });
  const problems = problemsOf(starting.error, t);
  return (
    <Dialog
      title={t('targets.use_template', { name: t(`targets.origin.${origin}`) })} onClose={() => onClose()} onSubmit={() => starting.mutate()}
      footer={<><button type="button" className="btn" onClick={() => onClose()}>{t('common.cancel')}</button><button type="submit" className="btn p" disabled={starting.isPending}>{t('targets.save_version')}</button></>}
    >
      <p className="i2">{t('targets.save_grid_hint')}</p>
      {starting.error && Object.keys(problems).length === 0 ? <div className="note bad" role="alert">{refusal(starting.error, t)}</div> : null}
      <Field label={t('targets.from_month')} problems={problems.month ?? []}>{(control) => <select className="ip" {...control} value={month} onChange={(event) => setMonth(event.target.value)}>{months.map((one) => <option key={one} value={one}>{monthText(`${one}-01`, i18n.language, { year: true })}</option>)}</select>}</Field>
      <Field label={t('targets.reason')} hint={t('records.optional')} problems={problems.reason ?? []}>{(control) => <input className="ip" {...control} value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>
    </Dialog>
  );
}
