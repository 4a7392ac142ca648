// A chain as a short list where a strip has no room: what led to a record and what came of it, in the order of the way.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { call } from '@/api/client';
import { byStage, nodeNote, nodePath, nodeTitle, stages, type ChainNode } from './nodes';

const mostOfStage = 2;

export function ChainList({ kind, id }: { kind: ChainNode['kind']; id: string }) {
  const { t } = useTranslation();
  const chain = useQuery({ queryKey: ['improvement', 'chain', kind, id], queryFn: ({ signal }) => call('GET /chains', { query: { kind, id }, signal }), staleTime: 60_000 });
  const found = byStage(chain.data?.nodes.filter(({ distance }) => distance !== 0) ?? []);
  const shown = stages.filter((stage) => found[stage].length > 0);
  if (shown.length === 0) return null;
  return (
    <div data-testid="chain-list">
      <h3 className="s i2">{t('chain.title')}</h3>
      <dl className="kv">
        {shown.map((stage) => [
          <dt key={stage}>{t(`chain.stage.${stage}`)}</dt>,
          <dd key={`${stage} nodes`}>
            {found[stage].slice(0, mostOfStage).map((node) => {
              const to = nodePath(node);
              const note = nodeNote(node, t);
              return <div key={`${node.kind} ${node.id}`}>{to ? <Link to={to}>{nodeTitle(node, t)}</Link> : nodeTitle(node, t)}{note && <span className="s i2"> {note}</span>}</div>;
            })}
            {found[stage].length > mostOfStage && <span className="s i2">{t('chain.more', { count: found[stage].length - mostOfStage })}</span>}
          </dd>,
        ])}
      </dl>
    </div>
  );
}
