// One step for many orders: each goes through the same rules, and what was refused is told with its reason.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '@/api/client';
import type { WorkOrderRow } from '@/api/types';
import { Field } from '@/shared/ui/basics';
import { Combobox } from '@/shared/ui/combobox';
import { errorText } from '@/shared/ui/error-text';
import { Mark } from '@/shared/ui/icon';
import { Dialog } from '@/shared/ui/overlay';
import { useEmployees } from '@/shared/work-orders/hooks';

interface Refused { row: WorkOrderRow; reason: string }

export function BulkDialog({ transition, rows, onClose }: { transition: 'assign' | 'notify_customer'; rows: readonly WorkOrderRow[]; onClose: (done: boolean) => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const technicians = useEmployees({ role: 'technician' });
  const [technician, setTechnician] = useState<string | null>(null);
  const [done, setDone] = useState(0);
  const [running, setRunning] = useState(false);
  const [refused, setRefused] = useState<Refused[] | null>(null);
  const choices = (technicians.data?.items ?? []).map(({ id, name, no }) => ({ value: id, label: name, hint: no }));

  const run = async () => {
    setRunning(true);
    const failures: Refused[] = [];
    for (const row of rows) {
      try {
        await call('POST /work-orders/{id}/{transition}', {
          path: { id: row.id, transition }, body: transition === 'assign' ? { technician_id: technician } : {}, ifMatch: row.version,
        });
      } catch (error) {
        failures.push({ row, reason: errorText(error, t) });
      }
      setDone((count) => count + 1);
    }
    await queries.invalidateQueries({ queryKey: ['work-orders'] });
    setRunning(false);
    setRefused(failures);
  };
  const finished = refused !== null;
  return (
    <Dialog
      title={`${t(`work_order.transition.${transition}`)} · ${t('work_orders.picked', { count: rows.length })}`} onClose={() => onClose(finished)}
      onSubmit={() => (finished ? onClose(true) : void run())}
      footer={
        <>
          <span className="sp i2 m" role="status">{running ? t('work_orders.bulk_running', { done, count: rows.length }) : ''}</span>
          {finished
            ? <button type="submit" className="btn p">{t('common.close')}</button>
            : <button type="submit" className="btn p" disabled={running || (transition === 'assign' && !technician)}>{t(`work_order.transition.${transition}`)}</button>}
        </>
      }
    >
      {!finished && transition === 'assign' && (
        <Field label={t('work_orders.column.technician')}>{(control) => <Combobox {...control} choices={choices} value={technician} onChange={setTechnician} />}</Field>
      )}
      {!finished && transition === 'notify_customer' && <p>{t('work_orders.bulk_notify_hint')}</p>}
      {finished && <p className="st good"><Mark kind="good" />{t('work_orders.bulk_done', { count: rows.length - refused.length })}</p>}
      {finished && refused.length > 0 && (
        <div>
          <p className="st bad"><Mark kind="bad" />{t('work_orders.bulk_refused', { count: refused.length })}</p>
          <ul className="m">{refused.map(({ row, reason }) => <li key={row.id}><b>{row.no}</b> {reason}</li>)}</ul>
        </div>
      )}
    </Dialog>
  );
}
