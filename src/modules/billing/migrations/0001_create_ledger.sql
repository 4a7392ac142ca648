-- `amount`: minor units of the company's currency. `text` and `attributes` are emptied with the customer.
create table billing_ledger_lines (
  site_id bigint,
  work_order_id bigint,
  customer_id bigint,
  manufacturer_id bigint,
  technician_id bigint,
  booked_on text not null,
  booked_at bigint not null,
  account text not null,
  amount bigint not null,
  org_unit_id bigint,
  cost_type text,
  settled bigint not null,
  text text,
  attributes text not null,
  tenant_id bigint not null,
  id bigint not null,
  import_source text not null,
  source_id text,
  occurred_at bigint not null,
  created_at bigint not null,
  created_by bigint not null,
  updated_at bigint not null,
  updated_by bigint not null,
  version bigint not null,
  primary key (tenant_id, id)
);
create unique index billing_ledger_lines_source on billing_ledger_lines (tenant_id, import_source, source_id)
  where source_id is not null;
create index billing_ledger_lines_occurred on billing_ledger_lines (tenant_id, occurred_at, id);
create index billing_ledger_lines_work_order on billing_ledger_lines (tenant_id, work_order_id)
  where work_order_id is not null;
create index billing_ledger_lines_customer on billing_ledger_lines (tenant_id, customer_id)
  where customer_id is not null;

create table billing_months (
  tenant_id bigint not null,
  month text not null,
  closed bigint not null,
  reopenings bigint not null,
  reason text not null,
  changed_at bigint not null,
  changed_by bigint not null,
  primary key (tenant_id, month)
);
