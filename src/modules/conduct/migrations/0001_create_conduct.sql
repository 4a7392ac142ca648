-- `confirmed`: null while nobody has decided. `evidence` and `attributes` are erased with the customer.
create table conduct_violations (
  happened_at bigint not null,
  found_at bigint,
  final_at bigint,
  site_id bigint not null,
  work_order_id bigint,
  customer_id bigint,
  type text not null,
  source text not null,
  state text not null,
  severity text not null,
  employee_id bigint,
  points bigint not null,
  money bigint,
  confirmed bigint,
  evidence text,
  appeal text,
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
create unique index conduct_violations_source on conduct_violations (tenant_id, import_source, source_id)
  where source_id is not null;
create index conduct_violations_occurred on conduct_violations (tenant_id, occurred_at, id);
create index conduct_violations_site on conduct_violations (tenant_id, site_id, occurred_at, id);
create index conduct_violations_work_order on conduct_violations (tenant_id, work_order_id)
  where work_order_id is not null;
create index conduct_violations_customer on conduct_violations (tenant_id, customer_id)
  where customer_id is not null;
