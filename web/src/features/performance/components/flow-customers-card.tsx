// The customers who moved from one step to another, each with what he said in both months.
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { saveText, toCsv } from '@/shared/csv/csv';
import { recordPath } from '@/shared/facts/facts';
import { monthText, shortDate } from '@/shared/format/date';
import { Empty, Skeleton } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import { ErrorNote, toast } from '@/shared/ui/overlay';
import { loadFlowCustomers, useFlowCustomers, type FlowCellQuery, type FlowCustomer } from '../api/flow';
import { useStepName } from './flow-card';

export function FlowCustomersCard({ cell, monthBefore, onClose }: { cell: FlowCellQuery; monthBefore: string; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const stepName = useStepName();
  const customers = useFlowCustomers(cell);
  const rows = customers.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = customers.data?.pages[0]?.total_estimate ?? 0;
  const name = (month: string) => monthText(`${month}-01`, i18n.language, { year: true });
  const exporting = useMutation({
    mutationFn: async () => {
      const all: FlowCustomer[] = [];
      for (let cursor: string | undefined, first = true; first || cursor; first = false) {
        const page = await loadFlowCustomers(cell, cursor, 200);
        all.push(...page.items);
        cursor = page.next_cursor ?? undefined;
      }
      saveText(`flow-${cell.month}-${cell.before}-${cell.now}.csv`, toCsv([
        [t('performance.flow.customer'), name(monthBefore), name(cell.month)],
        ...all.map((row) => [row.customer_name, `${stepName(cell.before)} ${row.before?.no ?? ''}`.trim(), `${stepName(cell.now)} ${row.now?.no ?? ''}`.trim()]),
      ]));
    },
    onError: (error) => toast('bad', errorText(error, t)),
  });
  const said = (record: FlowCustomer['before']) => {
    if (!record) return <span className="i3">–</span>;
    const path = recordPath(record.kind, record.id);
    const text = `${shortDate(new Date(record.at))}${record.no ? ` · ${record.no}` : ''}`;
    return path ? <Link to={path}>{text}</Link> : <>{text}</>;
  };
  return (
    <section className="card" data-testid="flow-customers">
      <div className="hd"><h2 className="el">{stepName(cell.before)} → {stepName(cell.now)}</h2><span className="sp" /><button type="button" className="btn sm" disabled={rows.length === 0 || exporting.isPending} onClick={() => exporting.mutate()}>{t('performance.export')}</button><button type="button" className="btn sm" onClick={onClose}>{t('performance.close')}</button></div>
      <div className="sec i2 s">{name(monthBefore)} → {name(cell.month)} · {t('performance.flow.customer_count', { count: total })}</div>
      {customers.error ? <div className="sec"><ErrorNote error={customers.error} onRetry={() => void customers.refetch()} /></div> : customers.isPending ? <Skeleton lines={5} /> : rows.length === 0 ? <Empty text={t('performance.no_cases')} /> : (
        <div style={{ maxHeight: 520, overflow: 'auto' }}>
          <table className="t">
            <thead><tr><th>{t('performance.flow.customer')}</th><th>{name(monthBefore)}</th><th>{name(cell.month)}</th></tr></thead>
            <tbody>{rows.map((row) => <tr key={row.customer_id}><td className="nw"><Link className="b" to={`/customers/${row.customer_id}`}>{row.customer_name || t('performance.flow.nameless')}</Link></td><td className="s nw">{said(row.before)}</td><td className="s nw">{said(row.now)}</td></tr>)}</tbody>
          </table>
          {customers.hasNextPage && <div className="sec"><button type="button" className="btn" disabled={customers.isFetchingNextPage} onClick={() => void customers.fetchNextPage()}>{t('performance.more')}</button></div>}
        </div>
      )}
    </section>
  );
}
