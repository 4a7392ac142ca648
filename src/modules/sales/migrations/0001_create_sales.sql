-- Amounts: minor units of the company's currency. `note` and `attributes` are emptied with the customer.
create table sales_lines (
  sold_at bigint not null,
  recognised_at bigint,
  refunded_at bigint,
  site_id bigint not null,
  work_order_id bigint,
  customer_id bigint,
  manufacturer_id bigint,
  technician_id bigint,
  product text not null,
  seller_id bigint,
  amount bigint not null,
  cost bigint,
  quantity bigint not null,
  service_product bigint not null,
  note text,
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
create unique index sales_lines_source on sales_lines (tenant_id, import_source, source_id)
  where source_id is not null;
create index sales_lines_occurred on sales_lines (tenant_id, occurred_at, id);
create index sales_lines_work_order on sales_lines (tenant_id, work_order_id) where work_order_id is not null;
create index sales_lines_customer on sales_lines (tenant_id, customer_id) where customer_id is not null;

-- `month`: its first day.
create table sales_quotas (
  site_id bigint not null,
  seller_id bigint,
  month text not null,
  period_at bigint not null,
  amount bigint not null,
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
create unique index sales_quotas_source on sales_quotas (tenant_id, import_source, source_id)
  where source_id is not null;
create index sales_quotas_occurred on sales_quotas (tenant_id, occurred_at, id);
