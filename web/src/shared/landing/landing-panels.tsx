// Large parts of a metric's landing: how many more may miss, and where the month will end with its picture, table and track record.
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { saveText, toCsv } from '@/shared/csv/csv';
import { shortDate } from '@/shared/format/date';
import { intervalText, metricText } from '@/shared/format/metric';
import { useSession } from '@/shared/session/session';
import { usePhone } from '@/shared/ui/basics';
import { BudgetLine, BudgetSentence } from './budget';
import { Fan } from './fan';
import { useCalibration } from './hooks';
import { chanceText, kindOf, landingTones, periodSpan, nameOf, shortPeriod, shownState, type LandingLine } from './model';
import './landing.css';

/** Fewer judged forecasts than this say nothing about how good they are. */
const enoughJudged = 20;

/** "还能错几个" with its sentence and the chance. */
export function BudgetPanel({ line, over, month }: { line: LandingLine; over: boolean; /** Named where the value beside it is of other days. */ month?: string | undefined }) {
  const { t, i18n } = useTranslation();
  const { chance, landing, target } = line;
  return (
    <div className="col g4" data-testid="budget-panel">
      <div className="row g8">
        <h2>{t(line.required_pace ? 'landing.pace_title' : line.error_budget ? 'landing.budget_title' : line.required_rest ? 'landing.rest_title' : 'landing.landing_title')}{month && <span className="i2 m"> {shortPeriod(month, i18n.language)}</span>}</h2>
        <span className="sp" />
        {!over && chance.target != null && <span className="m i2 nw">{t('landing.chance')} <b className={landingTones[shownState(line)]} data-testid="chance">{chanceText(chance.target)}</b></span>}
      </div>
      {!target ? <p className="i2 m">{t('landing.no_target_hint')}</p> : line.error_budget || line.required_pace || line.required_rest ? (
        <>
          <BudgetLine line={line} large={!over} over={over} />
          {!over && <BudgetSentence line={line} period={kindOf(month ?? '')} />}
        </>
      ) : landing ? <p className="budget-large"><b>{metricText(landing.expected, line.unit, t)}</b></p> : <p className="i2 m">{t('landing.nothing_yet')}</p>}
      {!over && target && chance.floor != null && chance.stretch != null && (
        <p className="s i3">{t('landing.levels', { floor: metricText(target.floor, line.unit, t), floor_chance: chanceText(chance.floor), stretch: metricText(target.stretch, line.unit, t), stretch_chance: chanceText(chance.stretch) })}</p>
      )}
    </div>
  );
}

/** "月末会落在哪里": the sentence, the fan, its table, and how good such forecasts were. */
export function LandingPanel({ line, month, over, choice }: { line: LandingLine; /** Or quarter, or year. */ month: string; over: boolean; /** Which period is looked at. */ choice?: ReactNode }) {
  const { t, i18n } = useTranslation();
  const { user } = useSession();
  const phone = usePhone();
  const [asTable, setAsTable] = useState(false);
  const calibration = useCalibration({ metric: line.metric });
  const all = calibration.data?.items.find(({ metric_class, day }) => metric_class == null && day == null);
  const record = all && all.within80.n >= enoughJudged && all.within80.share != null ? all.within80 : null;
  const { landing, unit } = line;
  const target = line.target?.target ?? null;
  const rows = [
    ...line.trend.map(({ day, value }) => ({ day, value: value ?? null, low80: null as number | null, high80: null as number | null, low95: null as number | null, high95: null as number | null, ahead: false })),
    ...line.fan.map(({ day, expected, ...band }) => ({ day, value: expected as number | null, ...band, ahead: true })),
  ].filter(({ value }) => value !== null);
  const dayText = (day: string) => shortDate(new Date(`${day}T04:00:00Z`), new Date(), i18n.language);
  return (
    <section className="card" data-testid="landing">
      <div className="hd wrap">
        <h2>{t(over ? 'landing.where_over' : 'landing.where', { month: shortPeriod(month, i18n.language) })}</h2>
        <span className="m i2">
          {over ? (line.value != null ? `${t('landing.result_is', { value: metricText(line.value, unit, t) })}${target !== null ? t('landing.result_target', { target: metricText(target, unit, t) }) : ''}` : t('landing.nothing_yet'))
            : landing ? t('landing.says_short', { value: metricText(landing.expected, unit, t), range: intervalText([landing.low80, landing.high80], unit, t) }) : t('landing.nothing_yet')}
        </span>
        <span className="sp" />
        {choice}
        <Link className="s nw" to={`/kpi/calibration?metric=${line.metric}`}>{record ? t('landing.record', { share: Math.round((record.share ?? 0) * 100) }) : t('landing.record_plain')}</Link>
        {/^\d{4}-\d\d$/.test(month) && <Link className="s nw" to={`/kpi/${line.metric}/forecasts?month=${month}`}>{t('landing.history')} ›</Link>}
        {rows.length > 0 && <button type="button" className="btn sm" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>{t(asTable ? 'landing.as_chart' : 'landing.as_table')}</button>}
      </div>
      {asTable ? (
        <div style={{ maxHeight: 300, overflow: 'auto' }}>
          <table className="t" data-testid="fan-table">
            <thead><tr><th>{t('landing.column.day')}</th><th className="n">{t('landing.column.value')}</th><th className="n">80%</th><th className="n">95%</th><th><button type="button" className="btn sm" onClick={() => saveText(`${line.metric}-landing-${month}.csv`, toCsv([
              [t('landing.column.day'), t('landing.column.value'), '80% low', '80% high', '95% low', '95% high', t('landing.column.forecast')],
              ...rows.map((row) => [row.day, row.value, row.low80, row.high80, row.low95, row.high95, row.ahead ? '1' : '']),
            ]))}>{t('landing.export')}</button></th></tr></thead>
            <tbody>
              {rows.map((row) => (
                <tr key={`${row.day} ${row.ahead}`}>
                  <td className="nw">{dayText(row.day)}</td>
                  <td className={row.ahead ? 'n nw i2' : 'n nw b'}>{metricText(row.value, unit, t)}</td>
                  <td className="n nw i2">{row.low80 !== null && row.high80 !== null ? intervalText([row.low80, row.high80], unit, t) : ''}</td>
                  <td className="n nw i2">{row.low95 !== null && row.high95 !== null ? intervalText([row.low95, row.high95], unit, t) : ''}</td>
                  <td className="i3 s">{row.ahead ? t('landing.column.forecast') : ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <div className="sec landing-fan">
          <Fan
            large width={phone ? 380 : 780} height={236} {...periodSpan(month)} trend={line.trend} fan={line.fan} target={target} unit={unit} label={nameOf(line, i18n.language)} result={over ? line.value : null}
            {...(!over && line.chance.target != null ? { note: t(line.better === 'down' ? 'landing.below_target' : 'landing.above_target', { chance: chanceText(line.chance.target) }) } : {})}
          />
          {!over && landing && <p className="s i3">{t('landing.bands')}</p>}
        </div>
      )}
      {user.expert_mode && line.method && <p className="s i3 sec" style={{ paddingTop: 0 }}>{t('landing.method')} <span className="mono" data-code>{line.method}</span></p>}
    </section>
  );
}
