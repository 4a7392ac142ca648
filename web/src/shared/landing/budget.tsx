// How many more may go wrong: one square per allowed miss, used ones crossed; above twelve only the number.
// Owns the sentence behind it, and what sums still need on each working day.
import { useTranslation } from 'react-i18next';
import { metricText } from '@/shared/format/metric';
import type { LandingLine, PeriodKind } from './model';

const mostSquares = 12;
const whole = (value: number) => Math.max(0, Math.round(value));
/** Half a miss is none: what may still go wrong is rounded down. */
const left = (value: number) => Math.floor(value + 1e-9);

export function BudgetSquares({ allowed, used }: { allowed: number; used: number }) {
  const squares = Math.max(left(allowed), whole(used));
  if (squares <= 0 || squares > mostSquares) return null;
  return <span className="budget" aria-hidden="true">{Array.from({ length: squares }, (_, index) => <i key={index} className={index < whole(used) ? 'u' : ''} />)}</span>;
}

function leftText(line: LandingLine, t: ReturnType<typeof useTranslation>['t'], short: boolean, over: boolean): string {
  const budget = line.error_budget;
  const pace = over ? null : line.required_pace;
  if (budget && over) return t('landing.used_of', { used: whole(budget.used), allowed: Math.max(0, left(budget.allowed)) });
  if (budget) {
    const count = left(budget.left);
    return count >= 0 ? t(short ? 'landing.left' : 'landing.left_large', { count }) : t('landing.over', { count: -count });
  }
  const rest = over ? null : line.required_rest;
  if (rest) {
    if (rest.out_of_reach) return t('landing.rest_out_of_reach');
    if (rest.at_most == null && rest.at_least == null) return t('landing.rest_kept');
    return t(rest.at_most != null ? 'landing.rest_at_most' : 'landing.rest_at_least', { value: metricText(rest.at_most ?? rest.at_least, line.unit, t) });
  }
  if (!pace) return '';
  // What is there already may still be lost again (costs that come at the month's end).
  if (pace.per_workday != null && pace.per_workday <= 0) return (line.chance.target ?? 1) >= 0.5 ? t('landing.pace_done') : t('landing.pace_done_now');
  return pace.per_workday == null ? t('landing.no_workday_left') : t('landing.pace', { value: metricText(pace.unit === 'money' ? Math.ceil(pace.per_workday / 100) * 100 : pace.per_workday, pace.unit, t) });
}

/** "还能错 2 个", or what has to come in per working day. */
export function BudgetLine({ line, squares = true, large = false, over: ended = false }: { line: LandingLine; squares?: boolean; large?: boolean; /** The month is over: what was used of what was allowed. */ over?: boolean }) {
  const { t } = useTranslation();
  const text = leftText(line, t, !large, ended);
  if (!text) return null;
  const over = line.error_budget ? left(line.error_budget.left) < 0 : !ended && !!line.required_rest?.out_of_reach;
  return (
    <span className={large ? 'row g12 budget-large' : 'row g8'} data-testid={line.error_budget ? 'budget' : 'pace'}>
      <b className={over ? 'bad nw' : 'nw'}>{text}</b>
      {squares && line.error_budget && <BudgetSquares allowed={line.error_budget.allowed} used={line.error_budget.used} />}
    </span>
  );
}

/** Records that have not ripened count by their chance: their sum is no count. */
function usedText(used: number, t: ReturnType<typeof useTranslation>['t']): string {
  return Math.abs(used - Math.round(used)) > 1e-6 ? t('landing.used_about', { count: whole(used) }) : t('landing.used_count', { count: whole(used) });
}

/** The same in a sentence with its figures. */
export function BudgetSentence({ line, period = 'month' }: { line: LandingLine; period?: PeriodKind }) {
  const { t } = useTranslation();
  const budget = line.error_budget;
  const pace = line.required_pace;
  if (budget) {
    const records = t(`landing.records.${budget.records}`);
    const come = whole(budget.records_to_come);
    return (
      <p className="i2 m" data-testid="budget-sentence">
        {t('landing.sentence', { span: t(`landing.this.${period}`), expected: whole(budget.records_expected), records, allowed: Math.max(0, left(budget.allowed)), used: usedText(budget.used, t), miss: t(`landing.miss.${budget.miss}`) })}
        {come > 0 && <><br />{budget.one_in != null && left(budget.left) >= 1 ? t('landing.one_in', { come, records, in: Math.max(1, Math.ceil(budget.one_in)) }) : t('landing.none_left', { come, records })}</>}
      </p>
    );
  }
  const rest = line.required_rest;
  if (rest) {
    const records = t(`landing.records.${rest.records}`);
    return <p className="i2 m" data-testid="budget-sentence">{t('landing.rest_sentence', { so_far: whole(rest.records_so_far), come: Math.max(1, whole(rest.records_to_come)), records, value: metricText(line.value, line.unit, t), target: metricText(rest.target, line.unit, t) })}</p>;
  }
  if (pace) {
    return (
      <p className="i2 m" data-testid="budget-sentence">
        {t('landing.pace_sentence', { so_far: metricText(pace.so_far, pace.unit, t), target: metricText(pace.target, pace.unit, t) })}
        <br />{t('landing.pace_days', { left: whole(pace.workdays_left), all: whole(pace.workdays) })}
      </p>
    );
  }
  return null;
}
