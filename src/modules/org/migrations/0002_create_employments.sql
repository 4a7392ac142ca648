-- One stay of one employee, over [joined_on, left_on).
create table org_employments (
  employee_id bigint not null,
  site_id bigint not null,
  org_unit_id bigint,
  position_id bigint,
  role text not null,
  joined_on text not null,
  left_on text,
  leave_reason text not null,
  fte double precision not null,
  manages bigint not null,
  certified bigint not null,
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
create unique index org_employments_source on org_employments (tenant_id, import_source, source_id)
  where source_id is not null;
create index org_employments_occurred on org_employments (tenant_id, occurred_at, id);
create index org_employments_employee on org_employments (tenant_id, employee_id);

-- What time an employee had on a day and used; one row per employee and day.
create table org_work_days (
  employee_id bigint not null,
  site_id bigint not null,
  org_unit_id bigint,
  role text not null,
  day text not null,
  day_at bigint not null,
  available_min bigint not null,
  productive_min bigint not null,
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
create unique index org_work_days_source on org_work_days (tenant_id, import_source, source_id)
  where source_id is not null;
create index org_work_days_occurred on org_work_days (tenant_id, occurred_at, id);
create index org_work_days_employee on org_work_days (tenant_id, employee_id, occurred_at);
