// Pieces that show a work order anywhere: its state, warranty, promise and repeat.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { WorkOrder } from '@/api/types';
import { longMoment } from '@/shared/format/date';
import { State } from '@/shared/ui/basics';
import { promiseLeft, stateTone } from './model';

export function StateTag({ order, large = false }: { order: Pick<WorkOrder, 'state' | 'paused'>; large?: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={`tag ${stateTone(order)}${large ? ' lg' : ''}`}>
      {t(`work_order.state.${order.state}`, { defaultValue: order.state })}
      {order.paused && ` · ${t('work_order.paused')}`}
    </span>
  );
}

export function WarrantyTag({ order }: { order: Pick<WorkOrder, 'warranty'> }) {
  const { t } = useTranslation();
  const tone = order.warranty === 'in_warranty' ? 'good' : order.warranty === 'unknown' ? 'warn' : '';
  return <span className={`tag ${tone}`}>{t(`work_order.warranty.${order.warranty}`)}</span>;
}

export function PromiseLeft({ order, now, fallback = null }: { order: Pick<WorkOrder, 'state' | 'promise'>; now: Date; fallback?: React.ReactNode }) {
  const { t, i18n } = useTranslation();
  const left = promiseLeft(order, now, t);
  if (!left) return <>{fallback}</>;
  const title = order.promise.at ? longMoment(new Date(order.promise.at), i18n.language) : undefined;
  return <span title={title}>{left.state === 'good' ? <span className="nw">{left.text}</span> : <State kind={left.state}>{left.text}</State>}</span>;
}

export function WorkOrderLink({ id, no }: { id: string; no: string }) {
  return <Link to={`/work-orders/${id}`} className="nw">{no}</Link>;
}
