// People who hold the metric: target, the last three months, interval and target on one line, state; few records only as cases.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { components } from '@/api/schema';
import { IntervalBar, StandingState, scaleOf } from '@/shared/figures/parts';
import { goalText, isOfMany, standingOf } from '@/shared/figures/standing';
import { intervalText, metricText } from '@/shared/format/metric';
import { Avatar, Empty } from '@/shared/ui/basics';
import { Icon } from '@/shared/ui/icon';
import type { LandingLine } from '@/shared/landing/model';
import type { CascadeNode, CascadeTree } from '../api/hooks';
import { NodeBudget } from './node-budget';

type SeriesCell = components['schemas']['CellAnswer'];
export const rowHeight = 46;
export const headHeight = 34;

interface Props { tree: CascadeTree; persons: readonly CascadeNode[]; cells: readonly SeriesCell[]; /** A sum, or a share of one, is one of a kind: any n tells it. */ sum: boolean; months: ReadonlyMap<string, LandingLine>; onScroll: (top: number) => void; onRecords: (person: CascadeNode) => void }

export function PeopleTable({ tree, persons, cells, sum, months, onScroll, onRecords }: Props) {
  const { t } = useTranslation();
  const { unit, better } = tree;
  const byPerson = new Map(cells.map((cell) => [(cell.keys as Record<string, string> | undefined)?.person ?? '', cell]));
  const shown = persons.map((node) => ({ node, cell: byPerson.get(node.scope_key) }));
  const { min, max } = scaleOf(shown.flatMap(({ node, cell }) => (cell && cell.n > 0 ? [cell.value, cell.interval?.[0], cell.interval?.[1], node.target] : [])), unit);
  const range = shown.some(({ cell }) => cell && cell.n > 0) ? (unit === 'percent' ? ` (${Math.round(min * 100)}–${Math.round(max * 100)}%)` : ` (${intervalText([min, max], unit, t)})`) : '';
  return (
    <div className="people" role="table" aria-label={t('targets.people_label')} data-testid="people" onScroll={(event) => onScroll(event.currentTarget.scrollTop)}>
      <div className="person head" role="row">
        <span role="columnheader">{t('targets.column.person')}</span>
        <span role="columnheader">{t('targets.column.role')}</span>
        <span role="columnheader">{t('targets.column.target')}</span>
        <span role="columnheader">{t('targets.column.three_months')}</span>
        <span role="columnheader" title={`${t('targets.column.interval')}${range}`}>{t('targets.column.interval')}{range}</span>
        <span role="columnheader">{t('targets.column.state')}</span>
        <span role="columnheader" className="person-month">{t('targets.column.this_month')}</span>
      </div>
      {shown.length === 0 && <Empty text={t('targets.no_people')} />}
      {shown.map(({ node, cell }) => {
        const has = cell !== undefined && cell.n > 0;
        const standing = standingOf({ value: cell?.value, low: cell?.interval?.[0], high: cell?.interval?.[1], n: cell?.n ?? 0, target: node.target, better, of_many: isOfMany(unit) && !sum });
        // A share of records is told as records of records; a share of money is not.
        const rate = unit === 'percent' && cell?.numerator != null && cell.denominator === cell.n;
        const misses = rate ? Math.round(better === 'down' ? Number(cell.numerator) : Number(cell.denominator) - Number(cell.numerator)) : 0;
        return (
          <div className="person" role="row" key={node.scope_key} data-person={node.label}>
            <span className="row g8 min0" role="cell"><Avatar name={node.label} small /><Link className="b el person-name" to={`/scorecards/view?scope=person&scope_key=${node.scope_key}&month=${tree.month}`}>{node.label}</Link></span>
            <span className="i2 el" role="cell" title={node.role ? t(`role.${node.role}`) : undefined}>{node.role ? t(`role.${node.role}`) : ''}</span>
            <span className="nw" role="cell">{goalText(node.target, unit, better, t)}</span>
            <span className="nw" role="cell">{!has ? <span className="i3">–</span> : rate ? `${cell.numerator} / ${cell.denominator}` : <>{metricText(cell.value, unit, t)} <span className="i2 s">n {cell.n}</span></>}</span>
            <span role="cell">{has && <IntervalBar value={cell.value} low={cell.interval?.[0]} high={cell.interval?.[1]} target={node.target} min={min} max={max} label={`${metricText(cell.value, unit, t)}${cell.interval ? ` (${intervalText(cell.interval, unit, t)})` : ''}, ${goalText(node.target, unit, better, t)}`} />}</span>
            <span role="cell" className="row g4 min0">
              {!has ? <span className="i2 el" title={t('targets.by_site_hint')}>{t('targets.by_site')}</span> : standing === 'few' ? (
                <button type="button" className="case-link i2" onClick={() => onRecords(node)}><StandingState standing="few" /><span className="pri nw">{misses > 0 ? t('targets.see_misses', { count: misses }) : t('targets.see_cases', { count: cell.n })}</span><Icon name="right" size={12} /></button>
              ) : <button type="button" className="case-link" onClick={() => onRecords(node)} title={t('targets.see_cases', { count: cell.n })}><StandingState standing={standing} provisional={cell.provisional} /><Icon name="right" size={12} /></button>}
            </span>
            <span role="cell" className="person-month">{has && months.get(node.scope_key)?.error_budget ? <NodeBudget budget={months.get(node.scope_key)!.error_budget!} quiet /> : <span className="i3">–</span>}</span>
          </div>
        );
      })}
    </div>
  );
}
