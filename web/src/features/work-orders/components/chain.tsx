// The chain that an order is part of, as far as it exists: the repairs before and after it, the metrics it moves, the
// findings and actions that came of it.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { call } from '@/api/client';
import type { WorkOrder } from '@/api/types';
import { byStage, nodeNote, nodePath, nodeTitle } from '@/shared/chain/nodes';
import { addMonths, dateText, monthStart } from '@/shared/format/date';
import { intervalText, metricText } from '@/shared/format/metric';
import { useMay } from '@/shared/session/session';

/** More would be a list, which the finding's own page has. */
const mostShown = 4;

export function Chain({ order }: { order: WorkOrder }) {
  const { t, i18n } = useTranslation();
  const may = useMay('kpi.read');
  const metrics = order.repeat_of ? ['rrr', 'tat_attain'] : ['tat_attain', 'ftfr'];
  const from = monthStart(dateText(new Date()));
  const to = addMonths(from, 1);
  const answer = useQuery({
    queryKey: ['kpi', 'chain', metrics.join(), from, to],
    queryFn: ({ signal }) => call('GET /kpi', { query: { metrics, from, to }, signal }), enabled: may, staleTime: 60_000,
  });
  const mayFind = useMay('finding.read');
  const came = useQuery({ queryKey: ['improvement', 'chain', 'work_order', order.id], queryFn: ({ signal }) => call('GET /chains', { query: { kind: 'work_order', id: order.id }, signal }), enabled: mayFind, staleTime: 60_000 });
  const found = byStage(came.data?.nodes ?? []);
  const chinese = i18n.language.startsWith('zh');
  const links = [
    order.repeat_of && { key: 'before', title: t('work_orders.chain_before'), to: `/work-orders/${order.repeat_of}`, text: order.repeat_of_no, note: t('work_orders.repeat_of') },
    { key: 'order', title: t('work_orders.chain_order'), to: '', text: order.no, note: t(`work_order.state.${order.state}`) },
    order.followed_by && { key: 'after', title: t('work_orders.chain_after'), to: `/work-orders/${order.followed_by}`, text: order.followed_by_no, note: t('work_orders.history') },
    ...(answer.data?.metrics ?? []).flatMap(({ code, unit, cells, name_zh, name_en }) => {
      const cell = cells[0];
      if (!cell || cell.value == null) return [];
      const note = [t('work_orders.chain_month'), t('work_orders.chain_n', { n: cell.n }), intervalText(cell.interval, unit, t), cell.provisional ? t('work_orders.chain_provisional') : ''];
      return [{ key: code, title: t('work_orders.chain_metric'), to: `/kpi/${code}`, text: `${chinese ? name_zh : name_en} ${metricText(cell.value, unit, t)}`, note: note.filter(Boolean).join(' · ') }];
    }),
    ...[...found.finding, ...found.action, ...found.effect].slice(0, mostShown).map((node) => ({ key: `${node.kind} ${node.id}`, title: t(`chain.kind.${node.kind}`), to: nodePath(node) ?? '', text: nodeTitle(node, t), note: nodeNote(node, t) })),
  ].filter((link) => !!link);
  if (links.length < 2) return null;
  return (
    <section className="card wo-chain" aria-label={t('work_orders.chain')}>
      {links.map((link) => (
        <div key={link.key}>
          <div className="s i3">{link.title}</div>
          {link.to ? <Link className="b el" to={link.to}>{link.text}</Link> : <div className="b el">{link.text}</div>}
          <div className="s i2 el">{link.note}</div>
        </div>
      ))}
    </section>
  );
}
