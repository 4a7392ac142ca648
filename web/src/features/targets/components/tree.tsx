// The chosen metric from the company's goal through sites and supervisors to people, joined by lines.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '@/api/schema';
import { goalText, nameIn } from '@/shared/figures/standing';
import { metricText } from '@/shared/format/metric';
import type { LandingLine } from '@/shared/landing/model';
import { NodeBudget } from './node-budget';
import { State } from '@/shared/ui/basics';
import type { CascadeNode, CascadeTree } from '../api/hooks';
import { PeopleTable, headHeight, rowHeight } from './people-table';

type SeriesCell = components['schemas']['CellAnswer'];
export interface TreeProps {
  tree: CascadeTree;
  accountable: string | null | undefined;
  /** Landings by scope key, the company's at ''. */
  landings: ReadonlyMap<string, LandingLine>;
  people: readonly SeriesCell[];
  /** Each person's landing of the month, by his key. */
  months: ReadonlyMap<string, LandingLine>;
  site: string | undefined;
  lead: string | null;
  reproduced: boolean;
  onSite: (key: string) => void;
  onLead: (key: string | null) => void;
  onRecords: (person: CascadeNode) => void;
}

const columns = { company: 16, site: 208, lead: 402, people: 586 };
const widths = { company: 164, site: 166, lead: 156 };
const heights = { company: 126, site: 66, lead: 66 };
const gap = 16;
const top = 40;
const leastHeight = 310;
const mostRows = 6;

/** Places of a column's nodes, around the middle of the whole. */
function places(count: number, height: number, whole: number): number[] {
  const used = count * height + (count - 1) * gap;
  const first = Math.max(top, top + (whole - top - 34 - used) / 2);
  return Array.from({ length: count }, (_, index) => first + index * (height + gap));
}

export function Tree({ tree, accountable, landings, people, months, site, lead, reproduced, onSite, onLead, onRecords }: TreeProps) {
  const { t, i18n } = useTranslation();
  const [scrolled, setScrolled] = useState(0);
  const all = tree.nodes;
  const company = all.find(({ scope }) => scope === 'company');
  const sites = all.filter(({ scope }) => scope === 'site');
  const siteAt = all.findIndex(({ scope, scope_key }) => scope === 'site' && scope_key === site);
  const below = (at: number) => all.map((node, index) => ({ node, index })).filter(({ node }) => node.parent === at);
  const children = siteAt >= 0 ? below(siteAt) : all.map((node, index) => ({ node, index })).filter(({ node }) => node.scope === 'person' && node.parent == null);
  // Whoever has figures of his own first: the others follow their site's.
  const leads = children.filter(({ node }) => node.leads).sort((a, b) => b.node.n - a.node.n);
  const shownLeads = lead ? leads.filter(({ node }) => node.scope_key === lead) : leads;
  const persons = [
    ...shownLeads.flatMap(({ index }) => below(index).map(({ node }) => ({ node, lead: index }))),
    ...(lead ? [] : children.filter(({ node }) => !node.leads).map(({ node }) => ({ node, lead: siteAt }))),
  ];
  const rows = Math.max(1, Math.min(mostRows, persons.length));
  const height = Math.max(leastHeight, headHeight + rows * rowHeight, top + sites.length * (heights.site + gap) + 34);
  const siteTops = places(sites.length, heights.site, height);
  const leadTops = places(leads.length, heights.lead, height);
  const companyTop = places(1, heights.company, height)[0] ?? top;
  const middle = (at: number, size: number) => at + size / 2;
  const line = (x1: number, y1: number, x2: number, y2: number, on: boolean) => (
    <path key={`${x1} ${y1} ${x2} ${y2}`} d={`M${x1} ${y1}H${(x1 + x2) / 2}V${y2}H${x2}`} fill="none" stroke={`var(--${on ? 'pri' : 'line-2'})`} strokeWidth={on ? 2 : 1.25} />
  );
  const companyMiddle = middle(companyTop, heights.company);
  const chosen = sites.findIndex(({ scope_key }) => scope_key === site);
  const siteMiddle = middle(siteTops[chosen] ?? companyTop, heights.site);
  const goal = (node: CascadeNode) => goalText(node.target, tree.unit, tree.better, t);
  const children_rule = sites.find(({ rule }) => rule)?.rule ?? all.find(({ rule }) => rule)?.rule;
  const relation = all.find((node) => node.relation)?.relation;
  const budgetOf = (key: string) => {
    const landing = landings.get(key);
    return landing?.error_budget ? <NodeBudget budget={landing.error_budget} /> : null;
  };
  const soFar = (node: CascadeNode) => <span className="m">{t('targets.now')} <b>{metricText(node.value, tree.unit, t)}</b> <span className="i2">n {node.n}</span></span>;
  return (
    <section className="card tree" style={{ height }} aria-label={t('targets.tree_label')} data-testid="tree">
      <svg className="tree-lines" width={columns.people} height={height} aria-hidden="true">
        {company && sites.map((_, index) => (index === chosen ? null : line(columns.company + widths.company, companyMiddle, columns.site, middle(siteTops[index] ?? 0, heights.site), false)))}
        {company && chosen >= 0 && line(columns.company + widths.company, companyMiddle, columns.site, siteMiddle, true)}
        {chosen >= 0 && leads.map(({ node }, index) => line(columns.site + widths.site, siteMiddle, columns.lead, middle(leadTops[index] ?? 0, heights.lead), lead === null || lead === node.scope_key))}
        <svg x={columns.lead + widths.lead} y={headHeight} width={columns.people - columns.lead - widths.lead} height={height - headHeight}>
          {persons.map(({ lead: of, node }, index) => {
            const at = leads.findIndex(({ index: place }) => place === of);
            if (at < 0) return null;
            const from = middle(leadTops[at] ?? 0, heights.lead) - headHeight;
            const to = index * rowHeight + rowHeight / 2 - scrolled;
            const width = columns.people - columns.lead - widths.lead;
            return <path key={node.scope_key} d={`M0 ${from}H${width / 2}V${to}H${width}`} fill="none" stroke="var(--line-2)" strokeWidth={1.25} />;
          })}
        </svg>
      </svg>
      <div className="tree-column">
        <span className="tree-head s i3" style={{ left: columns.company }}>{t('targets.column.company')}</span>
        {company && (
          <div className="tree-node on" style={{ left: columns.company, top: companyTop, width: widths.company, height: heights.company }} data-node="company">
            <div className="s i2 el" title={nameIn(tree, i18n.language)}>{t('targets.company_goal', { name: nameIn(tree, i18n.language) })}</div>
            <div className="tree-goal">{goal(company)}</div>
            <div>{soFar(company)}</div>
            <div className="m tree-budget">{budgetOf('')}</div>
            {accountable && <div className="s i2">{t(`role.${accountable}`)} <i className="a-mark">A</i></div>}
          </div>
        )}
      </div>
      <div className="tree-column">
        <span className="tree-head s i3" style={{ left: columns.site }}>{t('targets.column.site')}</span>
        {sites.map((node, index) => (
          <button
            key={node.scope_key} type="button" className={`tree-node${node.scope_key === site ? ' on' : ''}`} aria-pressed={node.scope_key === site} data-node="site"
            style={{ left: columns.site, top: siteTops[index], width: widths.site, height: heights.site }} onClick={() => onSite(node.scope_key)}
          >
            <span className="row g8"><b className="el">{node.label}</b><span className="sp" /><span className="m i2 nw">{goal(node)}</span></span>
            <span className="m tree-budget">{budgetOf(node.scope_key) ?? soFar(node)}</span>
          </button>
        ))}
      </div>
      <div className="tree-column">
        <span className="tree-head s i3" style={{ left: columns.lead }}>{t('targets.column.lead')}</span>
        {leads.map(({ node }, index) => (
          <button
            key={node.scope_key} type="button" className={`tree-node${node.scope_key === lead ? ' on' : ''}`} aria-pressed={node.scope_key === lead} data-node="lead"
            style={{ left: columns.lead, top: leadTops[index], width: widths.lead, height: heights.lead }} onClick={() => onLead(node.scope_key === lead ? null : node.scope_key)}
          >
            <span className="row g8"><b className="nw">{node.label}</b><span className="sp" /><span className="s i2 el" title={node.role ? t(`role.${node.role}`) : undefined}>{node.role ? t(`role.${node.role}`) : ''}</span></span>
            <span className="m tree-budget">{node.n > 0 ? soFar(node) : <span className="i2">{t('targets.by_site')}</span>}</span>
          </button>
        ))}
      </div>
      <div className="tree-rule s">
        {reproduced ? <span className="i2">{children_rule ? t(`targets.rule_line.${children_rule}`, { goal: company ? goal(company) : '' }) : t('targets.rule_line.none')}{relation ? ` · ${relation}` : ''}</span> : <State kind="bad">{t('targets.rule_line.broken')}</State>}
      </div>
      <div className="tree-people" style={{ left: columns.people }}>
        <PeopleTable tree={tree} persons={persons.map(({ node }) => node)} cells={people} sum={landings.get('')?.metric_class === 'sum'} months={months} onScroll={setScrolled} onRecords={onRecords} />
      </div>
    </section>
  );
}
