// One customer: how to reach him, his machines, his work orders; erasure of the person.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import { call, newIdempotencyKey } from '@/api/client';
import { shortMoment } from '@/shared/format/date';
import { FormDialog, type FormValues } from '@/shared/records/form-dialog';
import { useMay } from '@/shared/session/session';
import { Empty, Skeleton, State } from '@/shared/ui/basics';
import { Dialog, ErrorNote, toast } from '@/shared/ui/overlay';
import { machineText } from '@/shared/work-orders/model';
import { useCustomerFields } from '../components/customer-fields';
import { OrderHistory } from '../components/order-history';
import './customer-page.css';

export default function CustomerPage() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const queries = useQueryClient();
  const mayWrite = useMay('customer.write');
  const mayErase = useMay('customer.erase');
  const fields = useCustomerFields();
  const found = useQuery({ queryKey: ['customers', id], queryFn: ({ signal }) => call('GET /customers/{id}', { path: { id }, signal }) });
  const assets = useQuery({ queryKey: ['assets', 'of', id], queryFn: ({ signal }) => call('GET /customers/{id}/assets', { path: { id }, query: { limit: 100 }, signal }) });
  const [open, setOpen] = useState<'edit' | 'contact' | 'erase' | null>(null);
  const erasing = useMutation({
    mutationFn: () => call('POST /customers/{id}/erase', { path: { id }, ifMatch: found.data?.version }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['customers'] });
      void queries.invalidateQueries({ queryKey: ['work-orders'] });
      toast('good', t('customers.erase_done'));
      setOpen(null);
    },
  });
  const customer = found.data;
  if (found.error) return <ErrorNote error={found.error} onRetry={() => void found.refetch()} />;
  if (!customer) return <div className="card"><Skeleton lines={8} /></div>;
  const erased = customer.state === 'erased';
  return (
    <div>
      <div className="page-title">
        <Link to="/customers">{t('customers.title')}</Link><span className="i3">›</span>
        <h1>{erased ? t('customers.erased') : customer.name}</h1>
        <span className="tag">{t(`customers.kind.${customer.kind}`)}</span>
        {customer.do_not_call && <span className="tag warn">{t('customers.field.do_not_call')}</span>}
        {customer.masked && <State kind="none" plain>{t('customers.masked')}</State>}
        <span className="sp" />
        {mayWrite && !erased && <button type="button" className="btn" onClick={() => setOpen('edit')}>{t('records.edit')}</button>}
        {mayErase && !erased && <button type="button" className="btn danger" onClick={() => setOpen('erase')}>{t('customers.erase')}</button>}
      </div>
      <div className="customer-grid">
        <div className="col g16 min0">
          <section className="card">
            <div className="hd"><h2>{t('customers.details')}</h2></div>
            <dl className="kv sec">
              <dt>{t('customers.field.phone')}</dt><dd>{customer.phone || '–'}</dd>
              <dt>{t('customers.field.region')}</dt><dd>{customer.region || '–'}</dd>
              <dt>{t('customers.field.preferred_channel')}</dt><dd>{t(`customers.channel.${customer.preferred_channel}`)}</dd>
              <dt>{t('customers.field.consent')}</dt><dd>{t(`customers.consent.${customer.consent}`)}</dd>
              <dt>{t('customers.field.note')}</dt><dd>{customer.note || '–'}</dd>
              <dt>{t('customers.field.created_at')}</dt><dd>{shortMoment(new Date(customer.created_at))}</dd>
            </dl>
          </section>
          <section className="card">
            <div className="hd"><h2>{t('customers.contacts')}</h2><span className="sp" />{mayWrite && !erased && <button type="button" className="btn sm" onClick={() => setOpen('contact')}>{t('customers.add_contact')}</button>}</div>
            {(customer.contacts ?? []).length === 0 ? <Empty text={t('customers.no_contacts')} /> : (
              <table className="t"><tbody>{(customer.contacts ?? []).map((contact) => <tr key={contact.id}><td>{contact.name}</td><td>{contact.phone}</td><td className="i2">{contact.duty}</td></tr>)}</tbody></table>
            )}
          </section>
        </div>
        <div className="col g16 min0">
          <section className="card">
            <div className="hd"><h2>{t('customers.machines')}</h2></div>
            {assets.isPending ? <Skeleton lines={2} /> : (assets.data?.items ?? []).length === 0 ? <Empty text={t('customers.no_machines')} /> : (
              <table className="t"><tbody>{assets.data?.items.map((asset) => <tr key={asset.id}><td><Link to={`/assets/${asset.id}`} className="mono">{asset.serial_no}</Link></td><td>{machineText(asset)}</td><td className="i2 nw">{asset.repair_count > 0 ? t('customers.repaired_times', { count: asset.repair_count }) : t('customers.never_repaired')}</td></tr>)}</tbody></table>
            )}
          </section>
          <OrderHistory of="customers" id={id} />
        </div>
      </div>
      {open === 'edit' && <FormDialog title={t('records.edit')} fields={fields} initial={customer as unknown as FormValues} isNew={false} refresh={['customers', 'work-orders']} onClose={() => setOpen(null)} save={(values) => call('PATCH /customers/{id}', { path: { id }, body: values, ifMatch: customer.version })} />}
      {open === 'contact' && (
        <FormDialog
          title={t('customers.add_contact')} isNew initial={{}} refresh={['customers']} onClose={() => setOpen(null)}
          fields={[{ name: 'name', label: t('customers.field.name'), kind: 'text', required: true }, { name: 'phone', label: t('customers.field.phone'), kind: 'text' }, { name: 'duty', label: t('customers.field.duty'), kind: 'text' }]}
          save={(values) => call('POST /customers/{id}/contacts', { path: { id }, body: { name: String(values.name ?? ''), ...values }, idempotencyKey: newIdempotencyKey() })}
        />
      )}
      {open === 'erase' && (
        <Dialog title={t('customers.erase')} onClose={() => setOpen(null)} onSubmit={() => erasing.mutate()} footer={<><button type="button" className="btn" onClick={() => setOpen(null)}>{t('common.cancel')}</button><button type="submit" className="btn danger" disabled={erasing.isPending}>{t('customers.erase')}</button></>}>
          {erasing.error ? <ErrorNote error={erasing.error} /> : null}
          <p>{t('customers.erase_warning')}</p>
        </Dialog>
      )}
    </div>
  );
}
