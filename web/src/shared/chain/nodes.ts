// The nodes of a chain from a job to an effect: what they are called and where they are opened.
// Owns the stages of the way and their order.
import type { TFunction } from 'i18next';
import type { components } from '@/api/schema';

export type ChainNode = components['schemas']['ChainNode'];
export type EffectResult = components['schemas']['EffectResult'];

export const stages = ['job', 'metric', 'target', 'forecast', 'signal', 'finding', 'action', 'effect'] as const;
export type Stage = (typeof stages)[number];

const stageOf: Record<ChainNode['kind'], Stage> = {
  work_order: 'job', complaint: 'job', record: 'job', idea: 'job', metric: 'metric', target: 'target', forecast: 'forecast', signal: 'signal', alert: 'signal', review: 'signal', decision: 'signal',
  finding: 'finding', action: 'action', effect_check: 'effect',
};

/** Nodes by stage; the nearest to the record that was asked for come first. */
export function byStage(nodes: readonly ChainNode[]): Record<Stage, ChainNode[]> {
  const found: Record<Stage, ChainNode[]> = { job: [], metric: [], target: [], forecast: [], signal: [], finding: [], action: [], effect: [] };
  for (const node of [...nodes].sort((a, b) => Math.abs(a.distance) - Math.abs(b.distance))) found[stageOf[node.kind]].push(node);
  return found;
}

const metricOf = (id: string) => id.split(/[@:]/)[0] ?? id;

/** Where a node is opened; nothing for what has no page. */
export function nodePath({ kind, id }: Pick<ChainNode, 'kind' | 'id'>): string | null {
  switch (kind) {
    case 'work_order': return `/work-orders/${id}`;
    case 'complaint': return `/records/complaint/${id}`;
    case 'metric':
    case 'forecast':
    case 'signal': return `/kpi/${metricOf(id)}`;
    case 'target': return '/targets';
    case 'alert': return `/alerts?alert=${id}`;
    case 'review': return `/reviews/${id}`;
    case 'finding': return `/findings/${id}`;
    case 'action': return `/actions?action=${id}`;
    default: return null;
  }
}

/** What stands on a node; the sentence of a warning is made where it is known. */
export function nodeTitle(node: ChainNode, t: TFunction): string {
  if (node.kind === 'effect_check') return t('chain.after', { days: node.label.replace('+', '') });
  if (node.kind === 'review') {
    const [kind = 'day', day = ''] = node.label.split(' ');
    return t('chain.review', { kind: t(`chain.review_kind.${kind}`), day });
  }
  // A kind that only knows an id is named by what it is.
  return node.kind === 'alert' || !node.label || /^0[0-9a-z]{12}$/.test(node.label) ? t(`chain.kind.${node.kind}`) : node.label;
}

/** Kinds that share their stage with others say which one they are. */
const sayKind = new Set<ChainNode['kind']>(['complaint', 'record', 'idea', 'signal', 'alert', 'review', 'decision']);

/** What is said below the title: the state, or of an effect what was seen. */
export function nodeNote(node: ChainNode, t: TFunction): string {
  if (node.effect) return t(`chain.verdict.${node.effect.verdict}`);
  const state = node.state ? t(`chain.state.${node.kind}.${node.state}`, { defaultValue: '' }) : '';
  return [state, node.no ?? ''].filter(Boolean).join(' · ') || (sayKind.has(node.kind) ? t(`chain.kind.${node.kind}`) : '');
}
