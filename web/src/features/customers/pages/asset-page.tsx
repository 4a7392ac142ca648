// One machine by its serial number: model, owner, cover, and everything that was ever done to it.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import { call, newIdempotencyKey } from '@/api/client';
import type { components } from '@/api/schema';
import { dateText } from '@/shared/format/date';
import { FormDialog, type FormField, type FormValues } from '@/shared/records/form-dialog';
import { useMay } from '@/shared/session/session';
import { Empty, Skeleton, State } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { machineText } from '@/shared/work-orders/model';
import { OrderHistory } from '../components/order-history';
import './customer-page.css';

type Schemas = components['schemas'];

export default function AssetPage() {
  const { id = '' } = useParams();
  const { t, i18n } = useTranslation();
  const mayWrite = useMay('asset.write');
  const found = useQuery({ queryKey: ['assets', id], queryFn: ({ signal }) => call('GET /assets/{id}', { path: { id }, signal }) });
  const models = useQuery({ queryKey: ['catalog', 'models', 'all'], queryFn: ({ signal }) => call('GET /models', { query: { limit: 200 }, signal }), enabled: mayWrite });
  const [open, setOpen] = useState<'edit' | 'cover' | null>(null);
  const asset = found.data;
  if (found.error) return <ErrorNote error={found.error} onRetry={() => void found.refetch()} />;
  if (!asset) return <div className="card"><Skeleton lines={8} /></div>;
  const today = dateText(new Date());
  const covers = asset.entitlements ?? [];
  const covered = covers.some((cover) => cover.state === 'active' && cover.starts_on <= today && today <= cover.ends_on);
  const choices = (name: string, values: readonly string[]) => values.map((value) => ({ value, label: t(`customers.${name}.${value}`) }));
  const fields: FormField[] = [
    { name: 'serial_no', label: t('customers.field.serial_no'), kind: 'text', required: true },
    { name: 'model_id', label: t('customers.field.model_id'), kind: 'select', choices: models.data?.items.map((model) => ({ value: model.id, label: model.name })) ?? [] },
    { name: 'sold_on', label: t('customers.field.sold_on'), kind: 'date' },
    { name: 'state', label: t('customers.field.state'), kind: 'select', required: true, choices: choices('asset_state', ['registered', 'in_use', 'in_repair', 'exchanged', 'scrapped']) },
    { name: 'data_risk', label: t('customers.field.data_risk'), kind: 'check' },
  ];
  const coverFields: FormField[] = [
    { name: 'source', label: t('customers.field.source'), kind: 'select', required: true, choices: choices('cover', ['statutory', 'manufacturer', 'extension', 'contract']) },
    { name: 'starts_on', label: t('customers.field.starts_on'), kind: 'date', required: true },
    { name: 'ends_on', label: t('customers.field.ends_on'), kind: 'date', required: true },
    { name: 'covers_parts', label: t('customers.field.covers_parts'), kind: 'check' },
    { name: 'covers_labour', label: t('customers.field.covers_labour'), kind: 'check' },
    { name: 'covers_onsite', label: t('customers.field.covers_onsite'), kind: 'check' },
  ];
  return (
    <div>
      <div className="page-title">
        <span className="i2">{t('customers.machine')}</span><span className="i3">›</span>
        <h1 className="mono">{asset.serial_no}</h1>
        <span>{machineText(asset)}</span>
        <State kind={covered ? 'good' : 'none'}>{t(covered ? 'customers.covered' : 'customers.not_covered')}</State>
        {asset.repair_count >= 2 && <span className="tag warn">{t('customers.repaired_times', { count: asset.repair_count })}</span>}
        <span className="sp" />
        {mayWrite && <button type="button" className="btn" onClick={() => setOpen('edit')}>{t('records.edit')}</button>}
      </div>
      <div className="customer-grid">
        <div className="col g16 min0">
          <section className="card">
            <div className="hd"><h2>{t('customers.details')}</h2></div>
            <dl className="kv sec">
              <dt>{t('customers.field.model_id')}</dt><dd>{[asset.product_line_name, asset.model_name].filter(Boolean).join(' · ') || '–'}</dd>
              <dt>{t('customers.owner')}</dt><dd>{asset.customer_id ? <Link to={`/customers/${asset.customer_id}`}>{asset.customer_name || t('customers.erased')}</Link> : '–'}</dd>
              <dt>{t('customers.field.sold_on')}</dt><dd>{asset.sold_on ?? '–'}</dd>
              <dt>{t('customers.field.state')}</dt><dd>{t(`customers.asset_state.${asset.state}`)}</dd>
              <dt>{t('customers.field.repair_count')}</dt><dd>{asset.repair_count}</dd>
              <dt>{t('customers.field.data_risk')}</dt><dd>{t(asset.data_risk ? 'customers.yes' : 'customers.no')}</dd>
            </dl>
          </section>
          <section className="card">
            <div className="hd"><h2>{t('customers.covers')}</h2><span className="sp" />{mayWrite && <button type="button" className="btn sm" onClick={() => setOpen('cover')}>{t('customers.add_cover')}</button>}</div>
            {covers.length === 0 ? <Empty text={t('customers.no_covers')} /> : (
              <table className="t"><tbody>{covers.map((cover) => (
                <tr key={cover.id}>
                  <td>{t(`customers.cover.${cover.source}`)}</td><td className="nw">{cover.starts_on} – {cover.ends_on}</td>
                  <td className="i2">{[cover.covers_parts && t('customers.field.covers_parts'), cover.covers_labour && t('customers.field.covers_labour'), cover.covers_onsite && t('customers.field.covers_onsite')].filter(Boolean).join(i18n.language.startsWith('zh') ? '、' : ', ')}</td>
                </tr>
              ))}</tbody></table>
            )}
          </section>
        </div>
        <OrderHistory of="assets" id={id} />
      </div>
      {open === 'edit' && <FormDialog title={t('records.edit')} fields={fields} initial={asset as unknown as FormValues} isNew={false} refresh={['assets', 'work-orders']} onClose={() => setOpen(null)} save={(values) => call('PATCH /assets/{id}', { path: { id }, body: values, ifMatch: asset.version })} />}
      {open === 'cover' && <FormDialog title={t('customers.add_cover')} fields={coverFields} initial={{ source: 'manufacturer', covers_parts: true, covers_labour: true }} isNew refresh={['assets']} onClose={() => setOpen(null)} save={(values) => call('POST /assets/{id}/entitlements', { path: { id }, body: values as Omit<Schemas['AddEntitlement'], 'id'>, idempotencyKey: newIdempotencyKey() })} />}
    </div>
  );
}
