// What is done about a metric: findings with their state, and actions with their owner, due date and effect.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { call } from '@/api/client';
import { ChainStrip } from '@/shared/chain/chain-strip';
import { shortDate } from '@/shared/format/date';
import type { LandingScope } from '@/shared/landing/model';
import { useMay } from '@/shared/session/session';
import { Empty, Skeleton, State } from '@/shared/ui/basics';
import type { MarkKind } from '@/shared/ui/icon';
import { ErrorNote } from '@/shared/ui/overlay';

export function useFindings(metric: string) {
  const may = useMay('finding.read');
  return useQuery({ queryKey: ['findings', 'of-metric', metric], queryFn: ({ signal }) => call('GET /findings', { query: { metric, limit: 50 }, signal }), enabled: may, staleTime: 60_000 });
}

export function useMetricActions(metric: string) {
  const may = useMay('finding.read');
  return useQuery({ queryKey: ['improvement-actions', 'of-metric', metric], queryFn: ({ signal }) => call('GET /improvement-actions', { query: { metric, limit: 50 }, signal }), enabled: may, staleTime: 60_000 });
}

/** Where a finding about this metric is written down. */
export function newFindingPath(metric: string, scope: { scope: string; scope_key?: string } | null, month: string | undefined): string {
  const query = new URLSearchParams({ source: 'signal', metric, ...(scope ? { scope: scope.scope, ...(scope.scope_key ? { scope_key: scope.scope_key } : {}) } : {}), ...(month ? { month } : {}) });
  return `/findings/new?${query}`;
}

const over = new Set(['done', 'verified_effective', 'not_effective', 'cancelled']);
const marks: Record<string, MarkKind> = { verified_effective: 'good', not_effective: 'bad', effective: 'good' };

export function MeasuresCard({ metric, scope, newPath }: { metric: string; scope: LandingScope | null; newPath: string }) {
  const { t } = useTranslation();
  const mayWrite = useMay('finding.write');
  const mayChain = useMay('finding.read');
  const findings = useFindings(metric);
  const actions = useMetricActions(metric);
  const error = findings.error ?? actions.error;
  const day = (date: string | null | undefined) => (date ? shortDate(new Date(`${date}T04:00:00Z`)) : '');
  const found = findings.data?.items ?? [];
  const done = actions.data?.items ?? [];
  return (
    <div className="col g16" data-testid="measures">
      {mayChain && scope && <ChainStrip kind="metric" id={`${metric}@${scope.scope}${scope.scope_key ? `:${scope.scope_key}` : ''}`} />}
      <section className="card">
        <div className="hd">
          <h2>{t('performance.measures.findings')}</h2><span className="i2 m">{findings.data ? t('performance.measures.open', { count: found.filter(({ state }) => state !== 'closed').length }) : ''}</span><span className="sp" />
          {mayWrite && <Link className="btn sm tint" to={newPath}>{t('performance.measures.to_finding')}</Link>}
        </div>
        {error ? <ErrorNote error={error} onRetry={() => { void findings.refetch(); void actions.refetch(); }} /> : findings.isPending ? <Skeleton lines={3} /> : found.length === 0 ? <Empty text={t('performance.measures.no_findings')} action={mayWrite && <Link className="btn" to={newPath}>{t('performance.measures.to_finding')}</Link>} /> : (
          <table className="t">
            <thead><tr><th>{t('performance.measures.no')}</th><th>{t('performance.measures.what')}</th><th>{t('performance.measures.state')}</th><th>{t('performance.measures.owner')}</th><th>{t('performance.measures.since')}</th></tr></thead>
            <tbody>
              {found.map((one) => (
                <tr key={one.id}>
                  <td className="nw"><Link to={`/findings/${one.id}`}>{one.no}</Link></td>
                  <td>{one.title}{one.scope_label && <span className="i3 s"> {one.scope_label}</span>}</td>
                  <td className="nw"><State kind={marks[one.outcome ?? ''] ?? (one.outcome === 'not_effective' ? 'bad' : one.state === 'closed' ? 'none' : 'warn')} plain>{t(one.outcome ? `performance.measures.outcome.${one.outcome}` : `performance.measures.finding_state.${one.state}`)}</State></td>
                  <td className="nw">{one.owner_name}</td>
                  <td className="nw i2">{day(one.found_on)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      <section className="card">
        <div className="hd"><h2>{t('performance.measures.actions')}</h2><span className="i2 m">{actions.data ? t('performance.measures.open', { count: done.filter(({ state }) => !over.has(state)).length }) : ''}</span></div>
        {actions.error ? null : actions.isPending ? <Skeleton lines={3} /> : done.length === 0 ? <Empty text={t('performance.measures.no_actions')} /> : (
          <table className="t">
            <thead><tr><th>{t('performance.measures.no')}</th><th>{t('performance.measures.what')}</th><th>{t('performance.measures.state')}</th><th>{t('performance.measures.owner')}</th><th>{t('performance.measures.due')}</th></tr></thead>
            <tbody>
              {done.map((one) => (
                <tr key={one.id}>
                  <td className="nw">{one.finding_id ? <Link to={`/findings/${one.finding_id}`}>{one.no}</Link> : one.no}</td>
                  <td>{one.title}{one.scope_label && <span className="i3 s"> {one.scope_label}</span>}</td>
                  <td className="nw"><State kind={marks[one.state] ?? (one.overdue ? 'bad' : over.has(one.state) ? 'none' : 'warn')} plain>{one.overdue ? t('performance.measures.overdue') : t(`performance.measures.action_state.${one.state}`)}</State></td>
                  <td className="nw">{one.owner_name}</td>
                  <td className="nw i2">{day(one.done_on ?? one.due_on)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </div>
  );
}
