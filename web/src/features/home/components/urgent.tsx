// Orders that need somebody today: one row each, the answer first, J and K to move.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router-dom';
import type { WorkOrderRow } from '@/api/types';
import { longMoment } from '@/shared/format/date';
import { useShortcuts } from '@/shared/keyboard/shortcuts';
import { useNow } from '@/shared/ui/basics';
import { Icon, Mark } from '@/shared/ui/icon';
import { machineText, promiseLeft } from '@/shared/work-orders/model';
import { StateTag } from '@/shared/work-orders/parts';

export type Reason = 'escalated' | 'overdue' | 'unassigned' | 'paused' | 'waiting_part' | 'soon' | 'on_time' | 'none';

const day = 86_400_000;

export function reasonOf(order: WorkOrderRow, now: Date): Reason {
  if (order.escalation_level > 0) return 'escalated';
  if (order.promise.at && new Date(order.promise.at) < now) return 'overdue';
  if (!order.technician_id) return 'unassigned';
  if (order.paused) return 'paused';
  if (order.state === 'waiting_part') return 'waiting_part';
  if (!order.promise.at) return 'none';
  return new Date(order.promise.at).getTime() - now.getTime() < day ? 'soon' : 'on_time';
}

export function UrgentRows({ orders, tint = false }: { orders: readonly WorkOrderRow[]; tint?: boolean }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const now = useNow();
  const [cursor, setCursor] = useState(0);
  useShortcuts([
    { key: 'j', label: t('work_orders.key_down'), run: () => setCursor(Math.min(cursor + 1, orders.length - 1)) },
    { key: 'k', label: t('work_orders.key_up'), run: () => setCursor(Math.max(cursor - 1, 0)) },
    { key: 'Enter', label: t('work_orders.key_open'), run: () => { const order = orders[cursor]; if (order) navigate(`/work-orders/${order.id}`); } },
  ]);
  return (
    <div>
      {orders.map((order, index) => {
        const reason = reasonOf(order, now);
        const left = promiseLeft(order, now, t);
        const bad = reason === 'escalated' || reason === 'overdue';
        return (
          <div key={order.id} className={`home-row${index === cursor ? ' sel' : ''}${tint && reason === 'escalated' ? ' severe' : ''}`} aria-current={index === cursor} onClick={() => setCursor(index)}>
            <span className={reason === 'escalated' ? 'st bad' : 'i2'}>{reason === 'escalated' && <Mark kind="bad" />}{t(`home.reason.${reason}`)}</span>
            <div className="min0">
              <div className="b el">{[order.customer_name, order.symptom_text].filter(Boolean).join(i18n.language.startsWith('zh') ? '：' : ': ')}</div>
              <div className="m i2 el">{[order.no, machineText(order)].filter(Boolean).join(' · ')} {order.repeat_of && <span className="tag warn">{t('work_orders.repeat')}</span>}</div>
            </div>
            <div className="min0">
              <div className={`nw ${left ? (left.state === 'good' ? '' : `b ${left.state}`) : 'i3'}`}><Icon name="clock" size={14} style={{ verticalAlign: -2, marginRight: 4 }} />{left?.text ?? t(order.promise.at ? 'home.promise_over' : 'home.no_promise')}</div>
              <div className="m i2 el">{order.promise.at ? longMoment(new Date(order.promise.at), i18n.language) : ''}{order.promise.changes > 0 && ` · ${t('work_orders.promise_changes', { count: order.promise.changes })}`}</div>
            </div>
            <div className="min0 home-who">
              <div><StateTag order={order} /></div>
              <div className="m i2 el">{order.technician_name || t('work_orders.unassigned')}</div>
            </div>
            <div className="home-act"><Link className={index === 0 && bad ? 'btn p' : 'btn tint'} to={`/work-orders/${order.id}`}>{t(`home.act.${reason}`)}{index === cursor && <> <kbd>Enter</kbd></>}</Link></div>
          </div>
        );
      })}
    </div>
  );
}
