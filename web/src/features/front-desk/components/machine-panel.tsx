// Beside the intake form: what is known of the machine, and the label that will stick on it.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { Asset, Customer, Label, WorkOrder, WorkOrderRow } from '@/api/types';
import { shortMoment } from '@/shared/format/date';
import { State } from '@/shared/ui/basics';
import { Mark } from '@/shared/ui/icon';
import { LabelCard, printLabel } from '@/shared/work-orders/label';
import { isUnfinished, machineText } from '@/shared/work-orders/model';
import { StateTag, WorkOrderLink } from '@/shared/work-orders/parts';
import type { Cover, IntakeForm, Repeat } from '../api/intake';

interface MachinePanelProps {
  machine: Asset | null; cover: Cover | null; repeat: Repeat | null; history: readonly WorkOrderRow[]; customer: Customer | null;
  saved: { order: WorkOrder; label: Label | null } | null; preview: { form: IntakeForm; machine: Asset | null; promise: string };
}

export function MachinePanel({ machine, cover, repeat, history, customer, saved, preview }: MachinePanelProps) {
  const { t } = useTranslation();
  const stillHere = history.find((order) => isUnfinished(order));
  const started = preview.form.serial !== '' || preview.form.symptom !== '';
  return (
    <aside className="intake-side">
      <div className="row"><h3>{t('front_desk.machine')}</h3><span className="sp" />{machine && <Link className="m" to={`/assets/${machine.id}`}>{t('front_desk.asset_file')} ›</Link>}</div>
      {!machine && <p className="m i3" style={{ marginTop: 6 }}>{t('front_desk.machine_hint')}</p>}
      {stillHere && (
        <div className="note bad intake-note">
          <State kind="bad">{t('front_desk.still_here')}</State>
          <div className="m"><WorkOrderLink id={stillHere.id} no={stillHere.no} /> <StateTag order={stillHere} /></div>
        </div>
      )}
      {repeat && (
        <div className="note warn intake-note">
          <State kind="warn">{t('front_desk.repeat')}</State>
          <div className="m">
            {repeat.days === 0 ? t('front_desk.repeat_today') : t('front_desk.repeat_days', { count: repeat.days })} <WorkOrderLink id={repeat.order.id} no={repeat.order.no} />
            <div className="i2">{[repeat.order.delivered_at && t('front_desk.delivered', { at: shortMoment(new Date(repeat.order.delivered_at)) }), repeat.order.symptom_text, repeat.order.technician_name].filter(Boolean).join(' · ')}</div>
          </div>
        </div>
      )}
      {machine && (
        <dl className="kv intake-kv">
          <dt>{t('front_desk.fact_model')}</dt><dd>{machineText(machine) || '–'}</dd>
          <dt>{t('front_desk.fact_warranty')}</dt>
          <dd>{cover && <><State kind={cover.warranty === 'in_warranty' ? 'good' : cover.warranty === 'unknown' ? 'none' : 'warn'}>{t(`work_order.warranty.${cover.warranty}`)}</State>{cover.until && <span className="i2"> {t('front_desk.until', { date: cover.until })}</span>}</>}</dd>
          <dt>{t('front_desk.fact_repairs')}</dt><dd>{machine.repair_count > 0 ? t('front_desk.repairs', { count: machine.repair_count }) : t('front_desk.never')}</dd>
          {customer && <><dt>{t('front_desk.fact_customer')}</dt><dd><Link to={`/customers/${customer.id}`}>{customer.name}</Link>{customer.do_not_call && <span className="tag warn" style={{ marginLeft: 6 }}>{t('front_desk.do_not_call')}</span>}</dd></>}
          {machine.data_risk && <><dt>{t('front_desk.fact_data')}</dt><dd><State kind="warn">{t('front_desk.data_risk')}</State></dd></>}
        </dl>
      )}
      {history.length > 0 && (
        <ul className="m intake-history">
          {history.slice(0, 3).map((order) => <li key={order.id}><WorkOrderLink id={order.id} no={order.no} /> <span className="i2">{order.symptom_text}</span></li>)}
        </ul>
      )}
      <div className="row" style={{ marginTop: 14 }}><h3>{saved && !started ? t('front_desk.label_saved') : t('front_desk.label_preview')}</h3><span className="sp" /><span className="s i3">60 × 40 mm</span></div>
      {saved && !started ? (
        <>
          <p className="m" style={{ margin: '4px 0 8px' }}><Mark kind="good" /> <WorkOrderLink id={saved.order.id} no={saved.order.no} /> {saved.order.repeat_of && <span className="tag warn">{t('label.repeat')}</span>}</p>
          {saved.label && <LabelCard label={saved.label} />}
          {saved.label && <button type="button" className="btn sm" style={{ marginTop: 8 }} onClick={() => saved.label && printLabel(saved.label)}>{t('front_desk.print_again')}</button>}
        </>
      ) : (
        <div className="paper-label" style={{ marginTop: 8 }}>
          <div className="paper-label-no" style={{ fontSize: 14 }}>{t('front_desk.label_no')}</div>
          <div className="paper-label-lines">
            <div>{preview.machine ? machineText(preview.machine) : ''}</div>
            {preview.form.serial && <div>SN {preview.form.serial.toUpperCase()}</div>}
            {preview.form.name && <div>{preview.form.name}</div>}
            {preview.promise && <div><b>{t('label.promise')} {preview.promise}</b></div>}
            {preview.form.accessories.length > 0 && <div>{preview.form.accessories.join(' · ')}</div>}
          </div>
          <div className="paper-label-marks">
            {repeat && <span>{t('label.repeat')}</span>}
            {cover && cover.warranty !== 'unknown' && <span>{t(`work_order.warranty.${cover.warranty}`)}</span>}
            {preview.form.dataHandling === 'keep' && <span>{t('label.keep_data')}</span>}
          </div>
          <div className="paper-label-qr intake-qr">{t('front_desk.qr_after')}</div>
        </div>
      )}
    </aside>
  );
}
