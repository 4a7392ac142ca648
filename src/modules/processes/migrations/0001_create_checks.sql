-- What was checked. `note` and `attributes` are emptied when the customer is erased.
create table processes_checks (
  site_id bigint not null,
  work_order_id bigint,
  customer_id bigint,
  manufacturer_id bigint,
  technician_id bigint,
  points_got bigint not null,
  points_max bigint not null,
  checked_at bigint not null,
  kind text not null,
  result text not null,
  quality_point text,
  process text,
  checker_id bigint,
  employee_id bigint,
  required bigint not null,
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
create unique index processes_checks_source on processes_checks (tenant_id, import_source, source_id)
  where source_id is not null;
create index processes_checks_occurred on processes_checks (tenant_id, occurred_at, id);
create index processes_checks_site on processes_checks (tenant_id, site_id, occurred_at, id);
create index processes_checks_work_order on processes_checks (tenant_id, work_order_id)
  where work_order_id is not null;
create index processes_checks_customer on processes_checks (tenant_id, customer_id) where customer_id is not null;
