// What the pages of this feature share: their tabs, a bar of points, the marks of a card's head, a sheet's state.
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router-dom';
import { recordPath } from '@/shared/facts/facts';
import { useMayAny } from '@/shared/session/session';
import { State } from '@/shared/ui/basics';
import type { MarkKind } from '@/shared/ui/icon';
import { Link } from 'react-router-dom';
import type { components } from '@/api/schema';
import { pointsText, weightText } from '../api/score';
import type { SheetState } from '../api/hooks';
import '../pages/scorecards.css';

export function ScoreTabs() {
  const { t } = useTranslation();
  const bonus = useMayAny(['bonus.confirm', 'bonus.write', 'bonus.approve']);
  return (
    <nav className="score-tabs no-print" aria-label={t('scorecards.nav')}>
      <NavLink to="/scorecards" className={({ isActive }) => (isActive ? 'on' : '')}>{t('scorecards.tab.cards')}</NavLink>
      <NavLink to="/my-kpis" className={({ isActive }) => (isActive ? 'on' : '')}>{t('scorecards.tab.mine')}</NavLink>
      {bonus && <NavLink to="/bonus" className={({ isActive }) => (isActive ? 'on' : '')}>{t('scorecards.tab.bonus')}</NavLink>}
    </nav>
  );
}

/** Points from 0 to 120, a tick at 100. */
export function PointsBar({ points, expected }: { points: number | null | undefined; expected?: number | null | undefined }) {
  const { t } = useTranslation();
  const at = (value: number) => `${Math.max(0, Math.min(100, (100 * value) / 120))}%`;
  return (
    <span className="points-bar" role="img" aria-label={points == null ? t('scorecards.not_scored') : t('scorecards.points', { points: pointsText(points) })}>
      {points != null && <i className="pb-fill" style={{ width: at(points) }} />}
      {expected != null && <i className="pb-expected" style={{ left: at(expected) }} />}
      <i className="pb-full" />
    </span>
  );
}

type Head = Pick<components['schemas']['Scorecard'], 'sum' | 'coefficient' | 'score' | 'expected_score' | 'vetoed' | 'grace' | 'spread' | 'least_n'> & { veto_cases?: components['schemas']['CaseRef'][] };

/** Sum x coefficient = score, and what stands against taking it as it is. */
export function ScoreHead({ head, running }: { head: Head; running: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="score-head" data-testid="score-head">
      <div className="row g12 wrap score-line">
        <span className="score-figure">{pointsText(head.score)}<small>{t('scorecards.points_word')}</small></span>
        <span className="i2 m">{head.sum == null ? t('scorecards.nothing_scored') : t('scorecards.sum_line', { sum: pointsText(head.sum), coefficient: head.coefficient.toFixed(2) })}</span>
        {running && head.expected_score != null && <span className="m nw">{t('scorecards.expected_line', { points: pointsText(head.expected_score) })}</span>}
      </div>
      {(head.vetoed || head.grace || head.spread > 0 || (head.least_n != null && head.least_n < 30)) && (
        <ul className="score-notes m">
          {head.vetoed && <li><State kind="bad">{t('scorecards.vetoed')}</State>{head.veto_cases?.map((one) => { const path = recordPath(one.kind, one.id); return <span key={one.id}> {path ? <Link to={path}>{one.no || t('scorecards.case')}</Link> : one.no}</span>; })}</li>}
          {head.grace && <li><State kind="none" plain>{t('scorecards.grace')}</State></li>}
          {head.spread > 0 && <li className="i2">{t('scorecards.spread', { weight: weightText(head.spread) })}</li>}
          {head.least_n != null && head.least_n < 30 && <li className="i2">{t('scorecards.few', { n: head.least_n })}</li>}
        </ul>
      )}
    </div>
  );
}

const stateMarks: Record<SheetState, MarkKind> = { draft: 'none', sent: 'warn', confirmed: 'good', appealed: 'bad', decided: 'warn', approved: 'good', paid: 'good' };

export function SheetStateMark({ state, plain = true }: { state: SheetState; plain?: boolean }) {
  const { t } = useTranslation();
  return <State kind={stateMarks[state]} plain={plain}>{t(`scorecards.state.${state}`)}</State>;
}
