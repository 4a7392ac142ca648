// The work orders of a customer or a machine, newest first.
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { call } from '@/api/client';
import { saveText, toCsv } from '@/shared/csv/csv';
import { shortMoment } from '@/shared/format/date';
import { Empty, Skeleton } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import { ErrorNote, toast } from '@/shared/ui/overlay';
import { machineText } from '@/shared/work-orders/model';
import { StateTag } from '@/shared/work-orders/parts';

interface Props { of: 'customers' | 'assets'; id: string }

export function OrderHistory({ of, id }: Props) {
  const { t } = useTranslation();
  const load = (query: { cursor: string | undefined; limit?: number }, signal?: AbortSignal) => {
    const parts = { path: { id }, query, ...(signal ? { signal } : {}) };
    return of === 'customers' ? call('GET /customers/{id}/work-orders', parts) : call('GET /assets/{id}/work-orders', parts);
  };
  const orders = useInfiniteQuery({
    queryKey: ['work-orders', of, id],
    queryFn: ({ signal, pageParam }) => load({ cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const rows = orders.data?.pages.flatMap(({ items }) => items) ?? [];
  const exporting = useMutation({
    mutationFn: async () => {
      const all: typeof rows = [];
      for (let cursor: string | undefined, first = true; first || cursor; first = false) {
        const page = await load({ cursor, limit: 200 });
        all.push(...page.items);
        cursor = page.next_cursor ?? undefined;
      }
      saveText(`${of}-${id}.csv`, toCsv([
        [t('customers.order.no'), t('customers.order.created_at'), t(of === 'customers' ? 'customers.machine' : 'customers.owner'), t('customers.order.symptom'), t('customers.field.state'), t('customers.order.technician')],
        ...all.map((row) => [row.no, shortMoment(new Date(row.created_at)), of === 'customers' ? [machineText(row), row.serial_no].filter(Boolean).join(' · ') : row.customer_name, row.symptom_text, t(`work_order.state.${row.state}`), row.technician_name]),
      ]));
    },
    onError: (error) => toast('bad', errorText(error, t)),
  });
  return (
    <section className="card">
      <div className="hd"><h2>{t('customers.history')}</h2><span className="sp" /><button type="button" className="btn sm" disabled={rows.length === 0 || exporting.isPending} onClick={() => exporting.mutate()}>{t('records.export')}</button></div>
      {orders.error ? <div className="sec"><ErrorNote error={orders.error} onRetry={() => void orders.refetch()} /></div> : orders.isPending ? <Skeleton lines={4} /> : rows.length === 0 ? <Empty text={t('customers.no_history')} /> : (
        <div style={{ overflowX: 'auto' }}>
          <table className="t">
            <thead><tr><th>{t('customers.order.no')}</th><th>{t('customers.order.created_at')}</th><th>{t(of === 'customers' ? 'customers.machine' : 'customers.owner')}</th><th>{t('customers.order.symptom')}</th><th>{t('customers.field.state')}</th><th>{t('customers.order.technician')}</th></tr></thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td className="nw"><Link to={`/work-orders/${row.id}`}>{row.no}</Link></td>
                  <td className="nw i2">{shortMoment(new Date(row.created_at))}</td>
                  <td>{of === 'customers' ? [machineText(row), row.serial_no].filter(Boolean).join(' · ') : row.customer_name}</td>
                  <td className="el" style={{ maxWidth: 280 }} title={row.symptom_text}>{row.symptom_text}</td>
                  <td className="nw"><StateTag order={row} /> {row.repeat_of && <span className="tag warn">{t('customers.repeat')}</span>}</td>
                  <td className="nw i2">{row.technician_name || '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {orders.hasNextPage && <div className="sec"><button type="button" className="btn" onClick={() => void orders.fetchNextPage()}>{t('records.more')}</button></div>}
    </section>
  );
}
