// A chain both ways as a strip: job, metric, target, forecast, signal, finding, action, effect, each with its link.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { call } from '@/api/client';
import { alertText, useAlertNames } from '@/shared/alerts/words';
import { useMay } from '@/shared/session/session';
import { Skeleton, useNow } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { byStage, nodeNote, nodePath, nodeTitle, stages, type ChainNode } from './nodes';
import './chain.css';

const shownAtMost = 3;

export function ChainStrip({ kind, id }: { kind: ChainNode['kind']; id: string }) {
  const { t } = useTranslation();
  const chain = useQuery({ queryKey: ['improvement', 'chain', kind, id], queryFn: ({ signal }) => call('GET /chains', { query: { kind, id }, signal }) });
  if (chain.error) return <ErrorNote error={chain.error} onRetry={() => void chain.refetch()} />;
  if (!chain.data) return <div className="card"><Skeleton lines={2} /></div>;
  const found = byStage(chain.data.nodes);
  return (
    <section className="card" aria-label={t('chain.title')} data-testid="chain">
      <ol className="chain-strip">
        {stages.map((stage) => {
          const nodes = found[stage];
          return (
            <li key={stage} data-stage={stage} className={nodes.length === 0 ? 'none' : nodes.some(({ distance }) => distance === 0) ? 'here' : ''}>
              <div className="s i3">{t(`chain.stage.${stage}`)}</div>
              {nodes.length === 0 && <div className="i3 m">–</div>}
              {nodes.slice(0, shownAtMost).map((node) => (node.kind === 'alert' ? <AlertNode key={node.id} node={node} /> : <Node key={`${node.kind} ${node.id}`} node={node} title={nodeTitle(node, t)} />))}
              {nodes.length > shownAtMost && <div className="s i2">{t('chain.more', { count: nodes.length - shownAtMost })}</div>}
            </li>
          );
        })}
      </ol>
      {!chain.data.whole && <p className="sec s i2">{t('chain.cut')}</p>}
    </section>
  );
}

function Node({ node, title }: { node: ChainNode; title: string }) {
  const { t } = useTranslation();
  const to = node.distance === 0 ? null : nodePath(node);
  return (
    <div className="chain-node">
      {to ? <Link className="b m" to={to} title={title}>{title}</Link> : <div className="b m" title={title}>{title}</div>}
      <div className="s i2 el">{nodeNote(node, t)}</div>
    </div>
  );
}

/** A warning says itself in words. */
function AlertNode({ node }: { node: ChainNode }) {
  const { t } = useTranslation();
  const now = useNow();
  const names = useAlertNames();
  const may = useMay('alert.read');
  const alert = useQuery({ queryKey: ['alerts', 'one', node.id], queryFn: ({ signal }) => call('GET /alerts/{id}', { path: { id: node.id }, signal }), enabled: may, staleTime: 60_000 });
  return <Node node={node} title={alert.data ? alertText(alert.data, names, t, now) : t('chain.kind.alert')} />;
}
