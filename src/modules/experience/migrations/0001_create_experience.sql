-- `words` and `attributes` are erased with the customer.
create table experience_praises (
  received_at bigint not null,
  verified_at bigint,
  forwarded_at bigint,
  site_id bigint not null,
  work_order_id bigint,
  customer_id bigint,
  source text not null,
  cause text,
  employee_id bigint,
  words text,
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
create unique index experience_praises_source on experience_praises (tenant_id, import_source, source_id)
  where source_id is not null;
create index experience_praises_occurred on experience_praises (tenant_id, occurred_at, id);
create index experience_praises_site on experience_praises (tenant_id, site_id, occurred_at, id);
create index experience_praises_work_order on experience_praises (tenant_id, work_order_id)
  where work_order_id is not null;
create index experience_praises_customer on experience_praises (tenant_id, customer_id)
  where customer_id is not null;
