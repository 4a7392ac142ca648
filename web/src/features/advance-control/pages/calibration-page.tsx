// How good the forecasts were, for everybody to see: coverage by day and kind, chances against what came true, errors against plain rules.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import { useQuery } from '@tanstack/react-query';
import { call } from '@/api/client';
import { addMonths, dateText, monthStart, monthText } from '@/shared/format/date';
import { useCalibration } from '@/shared/landing/hooks';
import { useMay } from '@/shared/session/session';
import { Empty, Segmented, Skeleton, State } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { betterBy, enough, keptOf, partsOf, winsOf, type CalibrationLine } from '../api/calibration';
import { CoverageRows } from '../components/coverage-rows';
import { ReliabilityChart } from '../components/reliability-chart';
import './calibration.css';

const scopes = ['all', 'company', 'site', 'unit', 'person'] as const;
const rules = ['run_rate', 'last_month'] as const;

export default function CalibrationPage() {
  const { t, i18n } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const [asTable, setAsTable] = useState(false);
  const mayRead = useMay('kpi.read');
  const metrics = useQuery({ queryKey: ['kpi', 'metrics'], queryFn: ({ signal }) => call('GET /metrics', { signal }), staleTime: 5 * 60_000, enabled: mayRead });
  const metric = search.get('metric') ?? '';
  const scope = scopes.find((one) => one === search.get('scope')) ?? 'all';
  const running = monthStart(dateText(new Date()));
  const from = addMonths(running, -12).slice(0, 7);
  const to = addMonths(running, -1).slice(0, 7);
  const calibration = useCalibration({ metric: metric || undefined, scope: scope === 'all' ? undefined : scope, from, to });
  const { all, byClass, byDay } = partsOf(calibration.data);
  const change = (name: string, value: string) => setSearch((previous) => {
    const next = new URLSearchParams(previous);
    if (value) next.set(name, value); else next.delete(name);
    return next;
  }, { replace: true });
  const zh = i18n.language.startsWith('zh');
  const options = [...(metrics.data?.items ?? [])].map((one) => ({ code: one.code, name: zh ? one.name_zh : one.name_en })).sort((a, b) => a.name.localeCompare(b.name, i18n.language));
  const steps = calibration.data?.reliability ?? [];
  const judged = steps.reduce((sum, { n }) => sum + n, 0);
  return (
    <div className="col g16" data-testid="calibration">
      <div className="page-title wrap" style={{ marginBottom: 0 }}>
        {mayRead && <><Link to="/kpi">{t('advance_control.board')}</Link><span className="i3">›</span></>}
        <h1>{t('advance_control.calibration.title')}</h1>
        <span className="i2 m">{monthText(from, i18n.language, { year: true })} – {monthText(to, i18n.language, { year: true })}</span>
        <span className="sp" />
        {options.length > 0 && (
          <select className="ip" style={{ width: 200, height: 28 }} aria-label={t('advance_control.metric')} value={metric} onChange={(event) => change('metric', event.target.value)}>
            <option value="">{t('advance_control.all_metrics')}</option>
            {options.map(({ code, name }) => <option key={code} value={code}>{name}</option>)}
          </select>
        )}
        <Segmented label={t('advance_control.scope')} value={scope} onChange={(value) => change('scope', value === 'all' ? '' : value)} options={scopes.map((value) => ({ value, label: t(`advance_control.scope_name.${value}`) }))} />
      </div>
      {calibration.error ? <ErrorNote error={calibration.error} onRetry={() => void calibration.refetch()} /> : calibration.isPending ? <div className="card"><Skeleton lines={6} height={22} /></div> : !all || all.forecasts === 0 ? (
        <div className="card"><Empty text={t('advance_control.calibration.nothing')} action={mayRead && <Link className="btn" to="/kpi">{t('advance_control.board')}</Link>} /></div>
      ) : (
        <>
          <section className="card calibration-answer" data-testid="calibration-answer">
            <Answer line={all} said={0.8} />
            <Answer line={all} said={0.95} />
            <div>
              <h2>{t('advance_control.calibration.against')}</h2>
              {byClass.length > 1 ? rules.map((rule) => {
                const { wins, all: told } = winsOf(byClass, (line) => ratioOf(line, rule));
                return told > 0 && <p key={rule} className="m">{t(`advance_control.calibration.wins.${rule}`, { wins, count: told })}</p>;
              }) : rules.map((rule) => <p key={rule} className="m">{t(`advance_control.calibration.rule.${rule}`)} <Better ratio={ratioOf(all, rule)} /></p>)}
              <p className="s i3">{t('advance_control.calibration.against_note')}</p>
            </div>
          </section>
          <div className="calibration-grid">
            <div className="col g16 min0">
              <section className="card">
                <div className="hd wrap"><h2>{t('advance_control.calibration.by_day')}</h2><span className="i2 m">{t('advance_control.calibration.by_day_note')}</span></div>
                <CoverageRows heading={t('advance_control.calibration.day')} rows={byDay.map((line) => ({ key: String(line.day), label: t('advance_control.calibration.day_of_month', { day: line.day ?? 0 }), line }))} />
              </section>
              <section className="card">
                <div className="hd wrap"><h2>{t('advance_control.calibration.by_class')}</h2><span className="i2 m">{t('advance_control.calibration.dashed')}</span></div>
                <CoverageRows heading={t('advance_control.calibration.class')} rows={byClass.map((line) => ({ key: String(line.metric_class), label: t(`advance_control.class_name.${line.metric_class ?? 'other'}`), line }))} />
              </section>
              <section className="card">
                <div className="hd wrap"><h2>{t('advance_control.calibration.errors')}</h2><span className="i2 m">{t('advance_control.calibration.errors_note')}</span></div>
                <table className="t" data-testid="errors">
                  <thead><tr><th>{t('advance_control.calibration.class')}</th><th className="n">n</th>{rules.map((rule) => <th key={rule}>{t(`advance_control.calibration.rule.${rule}`)}</th>)}</tr></thead>
                  <tbody>{byClass.map((line) => <tr key={line.metric_class}><td>{t(`advance_control.class_name.${line.metric_class ?? 'other'}`)}</td><td className="n">{line.forecasts}</td>{rules.map((rule) => <td key={rule}><Better ratio={ratioOf(line, rule)} few={line.forecasts < enough} /></td>)}</tr>)}</tbody>
                </table>
              </section>
            </div>
            <section className="card">
              <div className="hd wrap">
                <h2>{t('advance_control.calibration.reliability')}</h2><span className="sp" />
                {judged > 0 && <button type="button" className="btn sm" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>{t(asTable ? 'landing.as_chart' : 'landing.as_table')}</button>}
              </div>
              {judged === 0 ? <Empty text={t('advance_control.calibration.no_chances')} /> : asTable ? (
                <table className="t">
                  <thead><tr><th>{t('advance_control.calibration.said')}</th><th className="n">{t('advance_control.calibration.came')}</th><th className="n">n</th></tr></thead>
                  <tbody>{steps.map((step) => <tr key={step.from}><td>{Math.round(step.from * 100)}–{Math.round(step.to * 100)}%</td><td className="n b">{step.came_true == null ? '–' : `${Math.round(step.came_true * 100)}%`}</td><td className="n">{step.n}</td></tr>)}</tbody>
                </table>
              ) : <div className="sec"><ReliabilityChart steps={steps} /></div>}
              {judged > 0 && <p className="sec m i2">{t('advance_control.calibration.reliability_note', { count: judged })}</p>}
              {calibration.data.brier != null && <p className="sec m" style={{ paddingTop: 0 }}>{t('advance_control.calibration.brier', { score: calibration.data.brier.toFixed(3) })}</p>}
            </section>
          </div>
        </>
      )}
    </div>
  );
}

const ratioOf = (line: CalibrationLine, rule: (typeof rules)[number]) => (rule === 'run_rate' ? line.crps_to_run_rate : line.crps_to_last_month);

/** "说八成会落在里面的，实际 84% 落在里面", with its interval and n. */
function Answer({ line, said }: { line: CalibrationLine; said: number }) {
  const { t } = useTranslation();
  const counted = said === 0.8 ? line.within80 : line.within95;
  const kept = keptOf(counted, said);
  return (
    <div>
      <div className="row g8"><h2>{t('advance_control.calibration.band', { band: said * 100 })}</h2><State kind={kept === 'kept' ? 'good' : kept === 'few' ? 'none' : kept === 'too_narrow' ? 'bad' : 'warn'}>{t(`advance_control.calibration.kept.${kept}`)}</State></div>
      <p className="calibration-figure">{counted.share == null ? '–' : `${Math.round(counted.share * 100)}%`}</p>
      <p className="m i2">{t('advance_control.calibration.held', { said: said * 100, count: counted.n, hits: counted.hits })}{counted.low != null && counted.high != null ? ` · ${t('landing.interval', { interval: `${Math.round(counted.low * 1000) / 10}–${Math.round(counted.high * 1000) / 10}` })}` : ''}</p>
    </div>
  );
}

function Better({ ratio, few = false }: { ratio: number | null | undefined; few?: boolean }) {
  const { t } = useTranslation();
  const by = betterBy(ratio);
  if (by === null) return <span className="i3">–</span>;
  if (few) return <State kind="none" plain>{t('advance_control.calibration.kept.few')}</State>;
  if (by < -100) return <State kind="bad" plain>{t('advance_control.calibration.much_worse')}</State>;
  return <State kind={by > 0 ? 'good' : by < 0 ? 'bad' : 'none'} plain>{t(by > 0 ? 'advance_control.calibration.smaller' : by < 0 ? 'advance_control.calibration.larger' : 'advance_control.calibration.equal', { percent: Math.abs(by) })}</State>;
}
