// One metric's landing on a card: state, value with n and interval, target, what may still go wrong, chance, picture, cases.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { intervalText, metricParts, metricText } from '@/shared/format/metric';
import { State } from '@/shared/ui/basics';
import { BudgetLine, BudgetSquares } from './budget';
import { Fan } from './fan';
import { casesNoun, chanceText, landingTones, periodSpan, nameOf, shownState, stateMark, stateText, targetText, type LandingLine } from './model';
import './landing.css';

interface Props {
  line: LandingLine;
  month: string;
  over?: boolean;
  /** Where the card leads; its metric's page by default. */
  to?: string;
  selected?: boolean;
  onSelect?: () => void;
}

/** `n 124 · 区间 92.0–98.7`, or what has come in of what must. */
export function BasisText({ line }: { line: LandingLine }) {
  const { t } = useTranslation();
  const pace = line.required_pace;
  if (pace) return <>{metricText(pace.so_far, pace.unit, t)} / {metricText(pace.target, pace.unit, t).replace(/^¥/, '')}</>;
  const interval = intervalText(line.interval, line.unit, t);
  if (line.ripened && !line.denominator) return <>n {line.n} · {t('landing.not_ripe')}</>;
  return <>n {line.n}{interval && ` · ${t('landing.interval', { interval })}`}</>;
}

/** More squares than fit beside the chance get a line of their own. */
function wideBudget(line: LandingLine): boolean {
  return Math.max(line.error_budget?.allowed ?? 0, line.error_budget?.used ?? 0) > 6;
}

export function LandingCard({ line, month, over = false, to = `/kpi/${line.metric}`, selected = false, onSelect }: Props) {
  const { t, i18n } = useTranslation();
  const name = nameOf(line, i18n.language);
  const [value, unit] = metricParts(line.value ?? null, line.unit, t);
  const tone = landingTones[shownState(line)];
  return (
    <article className={selected ? 'card landing-card sel' : 'card landing-card'} data-landing={line.metric} data-state={shownState(line)} onClick={onSelect} aria-current={selected || undefined}>
      <div className="row g8 landing-head">
        <h3 className="two-lines sp"><Link to={to} title={name}>{name}</Link></h3>
        <State kind={stateMark(line, over)}>{stateText(line, over, t)}{line.provisional && line.value != null ? ` · ${t('landing.provisional')}` : ''}</State>
      </div>
      <div className="row g8 landing-figures">
        <span className={value.length > 7 ? 'landing-value long' : 'landing-value'}>{value}<small>{unit}</small></span>
        <span className="sp" />
        <span className="s i2 r nw">{targetText(line, t)}<br /><BasisText line={line} /></span>
      </div>
      <div className="row g8 landing-line">
        {line.target ? <BudgetLine line={line} squares={!wideBudget(line)} over={over} /> : null}
        {line.target && !line.error_budget && !line.required_pace && !line.required_rest && line.landing ? <span className="m i2 el">{t('landing.lands', { value: metricText(line.landing.expected, line.unit, t) })}</span> : null}
        {!line.target && line.last_month != null && <span className="m i2">{t('landing.last_month', { value: metricText(line.last_month, line.unit, t) })}</span>}
        <span className="sp" />
        {!over && line.chance.target != null && <span className="m i2 nw">{t('landing.chance')} <b className={tone}>{chanceText(line.chance.target)}</b></span>}
      </div>
      {line.target && line.error_budget && wideBudget(line) ? <BudgetSquares allowed={line.error_budget.allowed} used={line.error_budget.used} /> : null}
      <Fan {...periodSpan(month)} trend={line.trend} fan={line.fan} target={line.target?.target ?? null} unit={line.unit} label={name} result={over ? line.value : null} />
      <div className="landing-foot">
        <Link to={to}>{!over && line.deciding_cases > 0 ? t(`landing.cases.${casesNoun(line)}`, { count: line.deciding_cases }) : t('landing.open_metric')} ›</Link>
      </div>
    </article>
  );
}

export function LandingCardSkeleton() {
  return (
    <article className="card landing-card" aria-hidden="true">
      <span className="skeleton" style={{ width: '60%' }} /><span className="skeleton" style={{ height: 30, width: '45%', marginTop: 14 }} />
      <span className="skeleton" style={{ marginTop: 14, width: '80%' }} /><span className="skeleton" style={{ height: 96, marginTop: 16 }} />
    </article>
  );
}
