// One scorecard: weight x points of each KPI, their sum times the reputation coefficient.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import { saveText, toCsv } from '@/shared/csv/csv';
import { FigureRecords, type FigureQuestion } from '@/shared/figures/figure-records';
import { IntervalBar, MonthChoice, StandingState, monthsBack, scaleOf } from '@/shared/figures/parts';
import { goalText, monthsUpTo, nameIn, standingOf } from '@/shared/figures/standing';
import { dateText, monthText } from '@/shared/format/date';
import { intervalText, metricText } from '@/shared/format/metric';
import { useMay } from '@/shared/session/session';
import { Skeleton, State } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { useCard, useMetrics, type CardRow, type CardScope } from '../api/hooks';
import { pointsText, weightText } from '../api/score';
import { PointsBar, ScoreHead, ScoreTabs } from '../components/parts';

const kinds: readonly CardScope[] = ['company', 'site', 'unit', 'person'];

/** The condition that limits a question to where the figure was measured; a unit's people have none of their own. */
function whereOf(row: CardRow): string | null {
  if (row.measured_scope === 'company') return '';
  return row.measured_scope === 'unit' ? null : `${row.measured_scope} = '${row.measured_key}'`;
}

export default function ScorecardPage() {
  const { t, i18n } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const mayCases = useMay('kpi.cases');
  const running = dateText(new Date()).slice(0, 7);
  const month = search.get('month') ?? running;
  const scope = kinds.find((kind) => kind === search.get('scope')) ?? 'company';
  const card = useCard({ month, scope, scope_key: search.get('scope_key') ?? undefined });
  const metrics = useMetrics();
  const [question, setQuestion] = useState<FigureQuestion | null>(null);
  const nameOf = (row: { metric: string; name_zh: string; name_en: string }) => nameIn(row, i18n.language) || t(`scorecards.kpi_name.${row.metric}`, { defaultValue: t('scorecards.some_kpi') });
  const data = card.data;
  const label = data?.label || t('scorecards.scope.company');
  const one = (value: number | null | undefined) => (value == null ? '' : Math.round(value * 10_000) / 10_000);
  const ask = (row: CardRow) => {
    const where = whereOf(row);
    const terms = metrics.data?.items.find(({ code }) => code === row.metric)?.terms ?? [];
    if (where !== null) setQuestion({ metric: row.metric, unit: row.unit, ...monthsUpTo(month, 1), where, parts: terms.length > 0 ? terms : row.unit === 'percent' ? ['denominator', 'numerator'] : ['denominator'], title: `${nameOf(row)} · ${label}` });
  };
  return (
    <div className="scorecards">
      <ScoreTabs />
      <div className="page-title wrap">
        <Link to="/scorecards">{t('scorecards.tab.cards')}</Link><span className="i3">›</span>
        <h1>{data ? label : t('scorecards.card')}</h1>
        {data?.role && <span className="i2 m">{t(`scorecards.weights_from.${data.weights_from}`, { role: t(`role.${data.role}`) })}</span>}
        {data && <span className="tag">{t(data.closed ? 'scorecards.closed' : data.running ? 'scorecards.running' : 'scorecards.open')}</span>}
        <span className="sp" />
        <MonthChoice value={month} months={monthsBack(running, 12)} onChange={(value) => setSearch((previous) => { const next = new URLSearchParams(previous); if (value === running) next.delete('month'); else next.set('month', value); return next; }, { replace: true })} />
        <button
          type="button" className="btn" disabled={!data}
          onClick={() => { if (data) saveText(`scorecard-${label}-${month}.csv`, toCsv([
            [t('scorecards.kpi'), t('scorecards.weight'), t('scorecards.scored_weight'), t('scorecards.value'), 'n', t('scorecards.low'), t('scorecards.high'), t('scorecards.floor'), t('scorecards.target'), t('scorecards.stretch'), t('scorecards.score'), t('scorecards.contribution')],
            ...data.rows.map((row) => [nameOf(row), row.weight, one(row.scored_weight), row.value, row.n, row.low, row.high, row.floor, row.target, row.stretch, one(row.points), one(row.contribution)]),
            [t('scorecards.sum'), '', '', '', '', '', '', '', '', '', '', one(data.sum)], [t('scorecards.coefficient'), '', '', '', '', '', '', '', '', '', '', data.coefficient], [t('scorecards.total'), '', '', '', '', '', '', '', '', '', '', one(data.score)],
          ])); }}
        >{t('scorecards.export')}</button>
      </div>
      {card.error ? <ErrorNote error={card.error} onRetry={() => void card.refetch()} /> : !data ? <div className="card"><Skeleton lines={10} height={18} /></div> : (
        <section className="card" data-testid="scorecard">
          <div className="sec"><ScoreHead head={data} running={data.running} /></div>
          <div className="score-scroll">
            <table className="t score-table">
              <thead>
                <tr>
                  <th>{t('scorecards.kpi')}</th><th className="n">{t('scorecards.weight')}</th><th className="n">{t('scorecards.value')}</th><th className="n">n</th><th style={{ width: '17%' }}>{t('scorecards.interval_target')}</th><th className="n">{t('scorecards.target')}</th><th>{t('scorecards.state_word')}</th>
                  <th className="n">{t('scorecards.score')}</th><th style={{ width: '13%' }}>{t('scorecards.bar')}</th>{data.running && <th className="n">{t('scorecards.will_be')}</th>}<th className="n">{t('scorecards.contribution')}</th>
                </tr>
              </thead>
              <tbody>
                {data.rows.map((row) => {
                  const { min, max } = scaleOf([row.value, row.low, row.high, row.target, row.floor], row.unit);
                  const interval = row.low != null && row.high != null ? intervalText([row.low, row.high], row.unit, t) : '';
                  const goal = goalText(row.target, row.unit, row.better, t);
                  return (
                    <tr key={row.metric} data-metric={row.metric}>
                      <td><Link to={`/kpi/${row.metric}`}>{nameOf(row)}</Link>{row.measured_at !== 'own' && scope === 'person' && <div className="i3 s">{t(`scorecards.measured.${row.measured_at}`)}</div>}{row.source === 'frozen' && <span className="i3 s"> {t('scorecards.frozen')}</span>}</td>
                      <td className="n nw" title={Math.abs(row.scored_weight - row.weight) > 0.05 && row.standing === 'scored' ? t('scorecards.weight_grown', { weight: weightText(row.scored_weight) }) : undefined}>{weightText(row.weight)}{Math.abs(row.scored_weight - row.weight) > 0.05 && row.standing === 'scored' && <div className="i3 s">→ {weightText(row.scored_weight)}</div>}</td>
                      <td className="n b nw">{metricText(row.value, row.unit, t)}</td>
                      <td className="n nw">{mayCases && row.n > 0 && whereOf(row) !== null ? <button type="button" className="n-button" title={t('scorecards.see_records', { count: row.n })} onClick={() => ask(row)}>{row.n}</button> : <span className="i2">{row.n}</span>}</td>
                      <td>{row.value != null && <><IntervalBar value={row.value} low={row.low} high={row.high} target={row.target} min={min} max={max} label={`${metricText(row.value, row.unit, t)} ${interval}, ${goal}`} />{interval && <div className="i3 s" style={{ marginTop: -3 }}>{interval}</div>}</>}</td>
                      <td className="n nw" title={row.floor != null ? `${metricText(row.floor, row.unit, t)} / ${metricText(row.target, row.unit, t)} / ${metricText(row.stretch, row.unit, t)}` : undefined}>{goal}</td>
                      <td className="nw">{row.standing === 'unknown' ? <State kind="none" plain>{t('scorecards.standing.unknown')}</State> : <StandingState standing={standingOf({ ...row })} provisional={row.provisional} />}</td>
                      <td className="n b">{row.standing === 'scored' ? pointsText(row.points) : <span className="i3">–</span>}</td>
                      <td><PointsBar points={row.standing === 'scored' ? row.points : null} expected={data.running ? row.expected_points : null} /></td>
                      {data.running && <td className="n i2">{pointsText(row.expected_points)}</td>}
                      <td className="n b" data-contribution={row.contribution}>{row.standing === 'scored' ? row.contribution.toFixed(2) : <span className="i3">–</span>}</td>
                    </tr>
                  );
                })}
              </tbody>
              <tfoot>
                <tr><td colSpan={data.running ? 10 : 9}>{t('scorecards.sum_of')}</td><td className="n b" data-testid="sum">{data.sum == null ? '–' : data.sum.toFixed(2)}</td></tr>
                <tr><td colSpan={data.running ? 10 : 9}>{t('scorecards.times')} {data.violation_points ? <span className="i2 s">{t('scorecards.violations', { points: data.violation_points })}</span> : null}</td><td className="n b">{data.coefficient.toFixed(2)}</td></tr>
                <tr className="total"><td colSpan={data.running ? 10 : 9}>{t('scorecards.total')} <span className="i2 s">{monthText(`${month}-01`, i18n.language, { year: true })}</span></td><td className="n b" data-testid="total">{data.score == null ? '–' : data.score.toFixed(2)}</td></tr>
              </tfoot>
            </table>
          </div>
        </section>
      )}
      {question && <FigureRecords question={question} nameOf={(code) => { const found = metrics.data?.items.find((item) => item.code === code); return found ? nameIn(found, i18n.language) : t('scorecards.some_kpi'); }} onClose={() => setQuestion(null)} />}
    </div>
  );
}
