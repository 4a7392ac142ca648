// One metric: where it stands and will land with the cases that decide it, people, the manufacturer's figures, what moves first, the process points that make it, what is done about it, what it means.
import { useQueries } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router-dom';
import '@/shared/records/tabs.css';
import { saveText, toCsv } from '@/shared/csv/csv';
import { addMonths, dateText, monthStart, periodOf, spanText } from '@/shared/format/date';
import { DecidingCases } from '@/shared/landing/deciding-cases';
import { useLanding, useLandingScope } from '@/shared/landing/hooks';
import { BudgetPanel, LandingPanel } from '@/shared/landing/landing-panels';
import { stateMark, stateText } from '@/shared/landing/model';
import { useMay, useSession, useSite } from '@/shared/session/session';
import { Empty, Segmented, Skeleton, State } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import type { CatalogueMetric } from '../api/answers';
import { isOffered } from '../api/catalogue';
import { askKpi, useDimensions, useKpi, useManufacturers, useManufacturerValues, useMetrics } from '../api/hooks';
import { condition, readPeriod, spanBefore, spanOf } from '../api/periods';
import { Breakdown } from '../components/breakdown';
import { CasesCard, type CaseResult, type Picked } from '../components/cases-card';
import { ComparisonCard } from '../components/comparison-card';
import { ControlCard } from '../components/control-card';
import { DefinitionCard } from '../components/definition-card';
import { PeriodChoice } from '../components/filters';
import { groupLabel } from '../components/group-label';
import { LeadsCard } from '../components/leads-card';
import { MeasuresCard, newFindingPath, useFindings, useMetricActions } from '../components/measures-card';
import { ParetoChart } from '../components/pareto-chart';
import { PeopleCard } from '../components/people-card';
import { PointsCard } from '../components/points-card';
import { ValueCard } from '../components/value-card';
import './board-page.css';
import './metric-page.css';

const landingKinds = ['month', 'quarter', 'year'] as const;
const tabs = ['now', 'people', 'manufacturer', 'leads', 'points', 'measures', 'definition'] as const;
type Tab = (typeof tabs)[number];

/** What misses are told apart by first: by what happened, not by who was there. */
function causeOf(facts: readonly string[]): string {
  return ['dimension', 'cause', 'fault_code', 'service_type', 'site'].find((one) => isOffered(one, facts)) ?? 'site';
}

export default function MetricPage() {
  const { code = '' } = useParams();
  const { t } = useTranslation();
  const metrics = useMetrics();
  const metric = metrics.data?.items.find((one) => one.code === code);
  if (metrics.error) return <ErrorNote error={metrics.error} onRetry={() => void metrics.refetch()} />;
  if (!metrics.data) return <div className="card"><Skeleton lines={8} /></div>;
  if (!metric) return <div className="card"><Empty text={t('performance.no_such_metric')} action={<Link className="btn p" to="/kpi">{t('performance.board')}</Link>} /></div>;
  return <Page key={code} metric={metric} all={metrics.data.items} />;
}

function Page({ metric, all }: { metric: CatalogueMetric; all: readonly CatalogueMetric[] }) {
  const { t, i18n } = useTranslation();
  const { code, unit } = metric;
  const zh = i18n.language !== 'en';
  const [search, setSearch] = useSearchParams();
  const { site } = useSite();
  const { user } = useSession();
  const mayOpen = useMay('kpi.cases');
  const period = readPeriod(search.get('period'));
  const tab: Tab = tabs.find((name) => name === search.get('tab')) ?? 'now';
  const typed = search.get('where') ?? '';
  const rolling = search.get('rolling') === '3' ? '3 months' : undefined;
  const today = dateText(new Date());
  const span = spanOf(period, today);
  const before = spanBefore(period, today);
  const where = [site ? condition([['site', site]]) : '', typed && `(${typed})`].filter(Boolean).join(' and ') || undefined;
  const nameOf = (one: string) => {
    const found = all.find((other) => other.code === one);
    return found ? (zh ? found.name_zh : found.name_en) : one;
  };
  const name = nameOf(code);

  const dimensions = useDimensions();
  const offered = dimensions.data?.items.filter((dimension) => isOffered(dimension.code, metric.facts)) ?? [];
  const by = search.get('by') ?? (tab === 'now' ? causeOf(metric.facts) : isOffered('technician', metric.facts) ? 'technician' : 'site');
  const total = useKpi({ metrics: [code], ...span, where, rolling });
  const earlier = useKpi({ metrics: [code], ...(before ?? span), where, rolling }, before !== null);
  const groups = useKpi({ metrics: [code], ...span, where, by: [by], rolling }, tab === 'now' || tab === 'people');
  const told = useManufacturerValues(code, span);
  // Definitions of manufacturers that this company does not work for are not shown.
  const partners = useManufacturers(metric.definitions.length > 0);
  const manufacturers = [...new Set(metric.definitions.map(({ manufacturer }) => manufacturer))].filter((one) => !partners.data || partners.data.items.some(({ name: partner }) => partner === one));
  // A manufacturer judges his own devices.
  const hisDevices = offered.some((dimension) => dimension.code === 'manufacturer');
  const whereOf = (manufacturer: string) => [where, hisDevices && condition([['manufacturer', manufacturer]])].filter(Boolean).join(' and ') || undefined;
  const defined = useQueries({
    queries: manufacturers.map((definition) => ({
      queryKey: ['kpi', { metrics: [code], ...span, where: whereOf(definition), rolling, definition }],
      queryFn: ({ signal }: { signal: AbortSignal }) => askKpi({ metrics: [code], ...span, where: whereOf(definition), rolling, definition }, signal),
      retry: false,
    })),
  });
  const [picked, setPicked] = useState<Picked | null>(null);
  const [draft, setDraft] = useState(typed);
  const change = (changes: Record<string, string>) => setSearch((previous) => {
    const next = new URLSearchParams(previous);
    for (const [key, value] of Object.entries(changes)) if (value) next.set(key, value); else next.delete(key);
    return next;
  }, { replace: true });

  const cell = total.data?.metrics[0]?.cells[0];
  const rows = groups.data?.metrics[0]?.cells ?? [];
  const fact = metric.facts[0] ?? 'work_order';
  // The landing is that of the month before for last month, else of the running month, quarter or year.
  const scope = useLandingScope();
  const over = period === 'last_month';
  const ahead = over ? 'month' : (landingKinds.find((one) => one === search.get('landing')) ?? 'month');
  const month = over ? addMonths(monthStart(today), -1).slice(0, 7) : ahead === 'month' ? undefined : periodOf(today, ahead);
  const landing = useLanding(code, typed || rolling ? null : scope, month);
  const line = landing.data?.line;
  const landingMonth = landing.data?.month ?? today.slice(0, 7);
  // A longer period's value is not the month's: the landing then speaks for itself.
  const ofMonth = (period === 'this_month' && ahead === 'month') || period === 'last_month';
  const inForce = (ofMonth ? line?.target : undefined) ?? null;
  const target = inForce?.target ?? metric.target ?? null;
  const findings = useFindings(code);
  const measures = useMetricActions(code);
  const counts: Partial<Record<Tab, number>> = { leads: metric.leads.length, measures: (findings.data?.items.length ?? 0) + (measures.data?.items.length ?? 0) };
  const newPath = newFindingPath(code, scope, ahead === 'month' ? landingMonth : today.slice(0, 7));
  const mayFind = useMay('finding.write');
  const leads = metric.leads.flatMap((lead) => all.find((one) => one.code === lead) ?? []);
  const pickGroup = mayOpen ? (row: (typeof rows)[number], result?: CaseResult) => setPicked({ span, where: [where, condition([[by, row.keys[by] ?? null]])].filter(Boolean).join(' and '), title: `${name} · ${groupLabel(fact, by, row, t)}`, ...(result ? { result } : {}) }) : undefined;
  const dimensionName = (one: (typeof offered)[number]) => (zh ? one.name_zh : one.name_en) || one.code;

  const groupChoice = (
    <select className="ip" style={{ width: 180, height: 28 }} aria-label={t('performance.by')} value={by} onChange={(event) => { setPicked(null); change({ by: event.target.value }); }}>
      {offered.map((dimension) => <option key={dimension.code} value={dimension.code}>{dimensionName(dimension)}</option>)}
    </select>
  );
  const exportGroups = (
    <button type="button" className="btn sm" disabled={rows.length === 0} onClick={() => saveText(`${code}-${by}.csv`, toCsv([
      [offered.find((dimension) => dimension.code === by)?.[zh ? 'name_zh' : 'name_en'] ?? by, 'value', 'numerator', 'denominator', 'n', 'low', 'high', 'provisional', 'unlinked'],
      ...rows.map((row) => [groupLabel(fact, by, row, t), ...[row.value, row.numerator, row.denominator, row.n, row.interval?.[0], row.interval?.[1]].map((one) => (one == null ? '' : String(one))), String(row.provisional), String(row.unlinked)]),
    ]))}
    >{t('performance.export')}</button>
  );
  const expertWhere = user.expert_mode && (
    <form className="row g8" onSubmit={(event) => { event.preventDefault(); change({ where: draft }); }}>
      <input className="ip mono" style={{ width: 280, height: 28 }} aria-label={t('performance.where')} placeholder="warranty = 'in_warranty'" value={draft} onChange={(event) => setDraft(event.target.value)} />
      <button className="btn sm" type="submit">{t('performance.apply')}</button>
    </form>
  );
  const grouped = (picture: ReactNode) => (groups.error ? <div className="sec"><ErrorNote error={groups.error} onRetry={() => void groups.refetch()} /></div> : groups.isPending ? <Skeleton lines={5} /> : rows.length === 0 ? <Empty text={t('performance.no_data')} /> : picture);
  const pareto = (
    <section className="card">
      <div className="hd wrap"><h2>{t('performance.pareto.title')}</h2>{groupChoice}<span className="sp" />{expertWhere}{exportGroups}</div>
      {grouped(<ParetoChart rows={rows} fact={fact} by={by} unit={unit} amountUnit={metric.amount_unit} better={metric.better} onPick={pickGroup && ((row) => pickGroup(row, unit === 'percent' && metric.better !== 'neither' && metric.terms.length === 0 ? 'missed' : undefined))} />)}
    </section>
  );
  const breakdown = (
    <section className="card metric-rows">
      <div className="hd wrap"><h2>{t('performance.by')}</h2>{groupChoice}<span className="sp" />{expertWhere}{exportGroups}</div>
      {grouped(<Breakdown rows={rows} fact={fact} by={by} unit={unit} better={metric.better} onPick={pickGroup && ((row) => pickGroup(row))} />)}
    </section>
  );
  /* Another pick begins with all its records again. */
  const records = picked ? <CasesCard key={`${picked.title} ${picked.span.from} ${picked.part ?? ''} ${picked.result ?? ''}`} metric={metric} picked={picked} rolling={rolling} nameOf={nameOf} onClose={() => setPicked(null)} /> : null;
  const value = total.isPending ? <div className="card"><Skeleton lines={3} height={26} /></div> : (
    <ValueCard
      metric={metric} cell={cell} halfWidth={total.data?.metrics[0]?.half_width ?? null} before={before ? earlier.data?.metrics[0]?.cells[0] : undefined} told={told.data?.items ?? []}
      target={target} setBy={inForce && { scope: inForce.scope, month: landingMonth }} ripened={ofMonth ? line?.ripened : null} period={period === 'all' ? t('performance.period_name.all') : spanText(span.from, span.to, i18n.language)}
      defined={manufacturers.map((manufacturer, index) => ({ manufacturer, cell: defined[index]?.data?.metrics[0]?.cells[0] }))}
      {...(line ? { budget: <BudgetPanel line={line} over={over} month={ofMonth ? undefined : landingMonth} /> } : {})}
      {...(line && ofMonth && line.target && line.state !== 'no_data' ? { state: <State kind={stateMark(line, over)}>{stateText(line, over, t)}</State> } : {})}
      onCases={mayOpen ? () => setPicked({ span, where, title: name }) : undefined}
      onUnlinked={mayOpen ? () => setPicked({ span, where, title: t('performance.unlinked', { count: cell?.unlinked ?? 0 }), part: 'unlinked' }) : undefined}
    />
  );
  return (
    <div>
      <div className="page-title wrap">
        <Link to="/kpi">{t('performance.board')}</Link><span className="i3">›</span>
        <h1>{name}</h1>
        <span className="i2 m">{period === 'all' ? t('performance.until', { day: spanText(today, span.to, i18n.language) }) : spanText(span.from, span.to, i18n.language)}</span>
        <span className="sp" />
        <span className="i2 m">{t('performance.owner')} <b>{t(`role.${metric.owner_role}`, { defaultValue: metric.owner_role })}</b></span>
        <PeriodChoice value={period} onChange={(next) => { setPicked(null); change({ period: next }); }} />
      </div>
      <div className="tabs metric-tabs">
        <div role="tablist" className="row wrap">
          {tabs.map((one) => <button key={one} type="button" role="tab" aria-selected={one === tab} className={one === tab ? 'on' : ''} onClick={() => change({ tab: one === 'now' ? '' : one })}>{t(`performance.tab.${one}`)}{counts[one] ? <span className="tab-count">{counts[one]}</span> : null}</button>)}
        </div>
        <span className="sp" />
        <Link className="m" to={`/kpi/closed?metric=${code}`}>{t('performance.closed.nav')} ›</Link>
        <Segmented label={t('performance.rolling')} value={rolling ? 'rolling' : 'period'} onChange={(next) => { setPicked(null); change({ rolling: next === 'rolling' ? '3' : '' }); }} options={[{ value: 'period', label: t('performance.rolling_off') }, { value: 'rolling', label: t('performance.rolling_on') }]} />
      </div>
      {total.error ? <ErrorNote error={total.error} onRetry={() => void total.refetch()} /> : null}
      {tab === 'now' && (
        <div className="col g16">
          {value}
          {records}
          <div className="metric-grid">
            <div className="col g16 min0">
              {line && <LandingPanel
                line={line} month={landingMonth} over={over}
                choice={!over && <Segmented label={t('landing.period_choice')} value={ahead} onChange={(next) => change({ landing: next === 'month' ? '' : next })} options={landingKinds.map((value) => ({ value, label: t(`landing.period_kind.${value}`) }))} />}
              />}
              {scope && landing.isPending && !typed && !rolling && <div className="card"><Skeleton lines={6} height={24} /></div>}
              <ControlCard
                metric={metric} name={name} where={where} today={today} rolling={rolling} onPick={mayOpen ? (at, title) => setPicked({ span: at, where, title }) : undefined}
                action={mayFind ? <Link className="btn sm tint" to={newPath}>{t('performance.measures.to_finding')}</Link> : null}
              />
              {pareto}
            </div>
            <div className="col g16 min0">
              {line && scope && !over && (line.deciding_cases > 0 || line.metric_class === 'rate') && <DecidingCases line={line} scope={scope} month={month} />}
              <DefinitionCard metric={metric} zh={zh} whole={false} inForce={inForce?.target ?? null} />
            </div>
          </div>
        </div>
      )}
      {tab === 'people' && (
        <div className="col g16">
          {scope && !typed && !rolling && <PeopleCard code={code} unit={unit} month={over ? month : undefined} over={over} site={site} />}
          {records}{breakdown}
        </div>
      )}
      {tab === 'manufacturer' && <div className="metric-grid"><ComparisonCard metric={metric} names={manufacturers} manufacturer={search.get('definition') ?? undefined} onManufacturer={(next) => change({ definition: next })} span={span} where={where} hisDevices={hisDevices} may={mayOpen} told={told.data?.items ?? []} target={target} /><DefinitionCard metric={metric} zh={zh} whole={false} inForce={inForce?.target ?? null} /></div>}
      {tab === 'leads' && <LeadsCard leads={leads} span={span} before={before} today={today} where={where} period={period} zh={zh} />}
      {tab === 'points' && <PointsCard metric={metric} all={all} name={name} month={ahead === 'month' ? landingMonth : today.slice(0, 7)} newPath={newPath} />}
      {tab === 'measures' && <MeasuresCard metric={code} scope={scope} newPath={newPath} />}
      {tab === 'definition' && <DefinitionCard metric={metric} zh={zh} whole />}
    </div>
  );
}
