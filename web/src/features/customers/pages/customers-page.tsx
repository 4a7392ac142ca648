// Finding a customer by name, phone or its last four digits; adding one.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { call, newIdempotencyKey } from '@/api/client';
import type { components } from '@/api/schema';
import { shortMoment } from '@/shared/format/date';
import { FormDialog } from '@/shared/records/form-dialog';
import { RecordTable } from '@/shared/records/record-table';
import { useMay } from '@/shared/session/session';
import { useCustomerFields } from '../components/customer-fields';

type Schemas = components['schemas'];

export default function CustomersPage() {
  const { t } = useTranslation();
  const mayWrite = useMay('customer.write');
  const fields = useCustomerFields();
  const [adding, setAdding] = useState(false);
  return (
    <div>
      <div className="page-title"><h1>{t('customers.title')}</h1><span className="i2 m">{t('customers.search_hint')}</span></div>
      <RecordTable<Schemas['Customer']>
        resource="customers" load={(query, signal) => call('GET /customers', { query, signal })} newLabel={t('customers.new')} onNew={mayWrite ? () => setAdding(true) : undefined}
        columns={[
          { name: 'name', label: t('customers.field.name'), cell: (row) => <Link to={`/customers/${row.id}`}>{row.name || t('customers.erased')}</Link> },
          { name: 'kind', label: t('customers.field.kind'), cell: (row) => t(`customers.kind.${row.kind}`) },
          { name: 'phone', label: t('customers.field.phone'), cell: (row) => row.phone },
          { name: 'region', label: t('customers.field.region'), cell: (row) => row.region },
          { name: 'created_at', label: t('customers.field.created_at'), cell: (row) => shortMoment(new Date(row.created_at)) },
        ]}
      />
      {adding && <FormDialog title={t('customers.new')} fields={fields} initial={{ kind: 'individual' }} isNew refresh={['customers']} onClose={() => setAdding(false)} save={(values) => call('POST /customers', { body: values as Schemas['CreateCustomer'], idempotencyKey: newIdempotencyKey() })} />}
    </div>
  );
}
