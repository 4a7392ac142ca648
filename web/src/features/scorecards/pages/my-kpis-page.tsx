// Everybody's own KPIs and how he moves them: one card each, those that cost points first. Made for the phone first.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import { ApiError } from '@/api/problem';
import { FigureRecords, type FigureQuestion } from '@/shared/figures/figure-records';
import { IntervalBar, MonthChoice, StandingState, monthsBack, scaleOf } from '@/shared/figures/parts';
import { goalText, nameIn, standingOf } from '@/shared/figures/standing';
import { dateText, monthText } from '@/shared/format/date';
import { intervalText, metricParts, metricText } from '@/shared/format/metric';
import { useMay } from '@/shared/session/session';
import { WaitingTargets } from '@/shared/target-gate/waiting-targets';
import { Empty, Skeleton } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { Icon } from '@/shared/ui/icon';
import { Spark } from '@/shared/ui/spark';
import { useMetrics, useMyKpis, type MyKpi } from '../api/hooks';
import { byMissing, dearest, missing, pointsText, weightText } from '../api/score';
import { PointsBar, ScoreHead, ScoreTabs } from '../components/parts';

export default function MyKpisPage() {
  const { t, i18n } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const running = dateText(new Date()).slice(0, 7);
  const month = search.get('month') ?? running;
  const mine = useMyKpis(month);
  const metrics = useMetrics();
  const mayBonus = useMay('bonus.confirm');
  const [question, setQuestion] = useState<FigureQuestion | null>(null);
  const nameOf = (code: string) => { const found = metrics.data?.items.find((item) => item.code === code); return found ? nameIn(found, i18n.language) : t('scorecards.some_kpi'); };
  const first = dearest(mine.data?.items ?? []);
  const nobody = mine.error instanceof ApiError && mine.error.status === 404;
  return (
    <div className="scorecards mine">
      <ScoreTabs />
      <div className="page-title wrap">
        <h1>{t('scorecards.mine')}</h1>
        {mine.data && <span className="i2 m">{mine.data.label}{mine.data.role ? ` · ${t(`role.${mine.data.role}`)}` : ''}</span>}
        <span className="sp" />
        <MonthChoice value={month} months={monthsBack(running, 6)} onChange={(value) => setSearch(value === running ? {} : { month: value }, { replace: true })} />
      </div>
      {nobody ? <div className="card"><Empty text={t('scorecards.no_employee')} action={<Link className="btn" to="/scorecards">{t('scorecards.tab.cards')}</Link>} /></div> : mine.error ? <ErrorNote error={mine.error} onRetry={() => void mine.refetch()} /> : !mine.data ? (
        <><div className="card"><Skeleton lines={2} height={24} /></div><div className="kpi-cards">{Array.from({ length: 6 }, (_, index) => <div key={index} className="card" style={{ height: 380 }}><Skeleton lines={6} /></div>)}</div></>
      ) : (
        <>
          <WaitingTargets month={month} />
          <section className="card sec mine-head">
            <ScoreHead head={mine.data} running={month === running} />
            {first && <p className="note pri mine-first"><b>{t('scorecards.first', { name: nameIn(first, i18n.language), points: pointsText(missing(first)) })}</b> {i18n.language.startsWith('zh') ? first.how_zh : first.how_en}</p>}
            {mayBonus && <Link className="mine-bonus" to="/bonus">{t('scorecards.my_bonus')} <Icon name="right" size={14} /></Link>}
          </section>
          {mine.data.items.length === 0 ? <div className="card"><Empty text={t('scorecards.no_kpis')} /></div> : (
            <div className="kpi-cards" data-testid="my-kpis">
              {byMissing(mine.data.items).map((kpi) => <KpiCard key={kpi.metric} kpi={kpi} first={kpi === first} month={month} running={month === running} onRecords={setQuestion} />)}
            </div>
          )}
        </>
      )}
      {question && <FigureRecords question={question} nameOf={nameOf} onClose={() => setQuestion(null)} />}
    </div>
  );
}

function KpiCard({ kpi, first, month, running, onRecords }: { kpi: MyKpi; first: boolean; month: string; running: boolean; onRecords: (question: FigureQuestion) => void }) {
  const { t, i18n } = useTranslation();
  const mayCases = useMay('kpi.cases');
  const { unit, better } = kpi;
  const name = nameIn(kpi, i18n.language) || t(`scorecards.kpi_name.${kpi.metric}`, { defaultValue: t('scorecards.some_kpi') });
  const [value, word] = metricParts(kpi.value, unit, t);
  const interval = kpi.low != null && kpi.high != null ? [kpi.low, kpi.high] : null;
  const rolling = kpi.rolling_low != null && kpi.rolling_high != null ? [kpi.rolling_low, kpi.rolling_high] : null;
  const { min, max } = scaleOf([kpi.value, kpi.low, kpi.high, kpi.target, kpi.rolling_value, kpi.rolling_low, kpi.rolling_high], unit);
  const standing = kpi.standing === 'no_target' ? 'no_target' : standingOf({ ...kpi, of_many: kpi.of_many });
  const zh = i18n.language.startsWith('zh');
  const how = zh ? kpi.how_zh : kpi.how_en;
  const known = kpi.trend.filter((point) => point.value != null);
  return (
    <section className="card kpi-card" data-metric={kpi.metric}>
      <div className="row g8"><h2 className="el" title={name}>{name}</h2><span className="tag">{t('scorecards.weight_of', { weight: weightText(kpi.weight) })}</span><span className="sp" /><StandingState standing={standing} provisional={kpi.provisional} /></div>
      {(first || kpi.measured_at !== 'own') && <div className="row g8 wrap s">{first && <span className="tag pri">{t('scorecards.dearest')}</span>}{kpi.measured_at !== 'own' && <span className="i2">{t(`scorecards.measured.${kpi.measured_at}`)}</span>}</div>}
      <div className="row g12 kpi-figures">
        <span className="kpi-value">{value}<small>{word}</small></span>
        <span className="i2 m">n {kpi.n}{interval ? <> · {t('scorecards.interval', { interval: intervalText(interval, unit, t) })}</> : null}<br />{t('scorecards.goal', { goal: goalText(kpi.target, unit, better, t) })}</span>
      </div>
      <IntervalBar value={kpi.value} low={kpi.low} high={kpi.high} target={kpi.target} min={min} max={max} label={`${metricText(kpi.value, unit, t)}, ${goalText(kpi.target, unit, better, t)}`} />
      <dl className="kpi-lines">
        <dt>{t('scorecards.three_months')}</dt>
        <dd><b>{metricText(kpi.rolling_value, unit, t)}</b> <span className="i2">n {kpi.rolling_n}{rolling ? ` · ${intervalText(rolling, unit, t)}` : ''}</span></dd>
        <dt>{t('scorecards.score')}</dt>
        <dd className="row g8"><b className="nw">{kpi.standing === 'scored' ? pointsText(kpi.points) : t(`scorecards.standing.${kpi.standing}`)}</b>{kpi.standing === 'scored' && <><PointsBar points={kpi.points} expected={running ? kpi.expected_points : null} /><span className="i2 nw">{t('scorecards.brings', { points: pointsText(kpi.contribution) })}</span></>}</dd>
        {running && kpi.expected != null && <><dt>{t('scorecards.will_be')}</dt><dd>{metricText(kpi.expected, unit, t)} <span className="i2">{kpi.expected_points == null ? '' : t('scorecards.points', { points: pointsText(kpi.expected_points) })}</span></dd></>}
      </dl>
      {known.length > 1 && <Spark label={name} better={better} height={92} reference={kpi.target ?? null} points={kpi.trend.map((point) => ({ label: monthText(`${point.month}-01`, i18n.language), value: point.value ?? null, low: point.low ?? null, high: point.high ?? null, text: metricText(point.value, unit, t) }))} />}
      {how && <div className="note kpi-how"><b>{t('scorecards.how')}</b> {how}</div>}
      {kpi.leads.length > 0 && (
        <details className="kpi-leads">
          <summary>{t('scorecards.leads', { count: kpi.leads.length })}</summary>
          <ul>{kpi.leads.map((lead) => (
            <li key={lead.metric}>
              <div className="row g8"><Link to={`/kpi/${lead.metric}`}>{nameIn(lead, i18n.language)}</Link><span className="sp" /><b>{metricText(lead.value ?? lead.rolling_value, lead.unit, t)}</b><span className="i2 s nw">n {lead.value == null ? lead.rolling_n : lead.n}</span></div>
              <div className="i2 m">{zh ? lead.how_zh : lead.how_en}</div>
            </li>
          ))}</ul>
        </details>
      )}
      <div className="row g8 kpi-foot">
        {mayCases && kpi.n > 0 && <button type="button" className="btn" onClick={() => onRecords({ metric: kpi.records.metric, unit, from: kpi.records.from, to: kpi.records.to, where: kpi.records.where, parts: kpi.records.parts, title: `${name} · ${monthText(`${month}-01`, i18n.language, { year: true })}` })}>{t('scorecards.see_records', { count: kpi.n })}</button>}
        <span className="sp" />
        <Link className="m kpi-more" to={`/kpi/${kpi.metric}`}>{t('scorecards.more_about')} ›</Link>
      </div>
    </section>
  );
}
