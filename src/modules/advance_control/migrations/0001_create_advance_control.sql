-- A forecast as it was made on a day; the truth is written beside it once it is known.
create table advance_control_forecasts (
  tenant_id bigint not null,
  month text not null,
  made_on text not null,
  day bigint not null,
  metric text not null,
  scope text not null,
  scope_key text not null,
  metric_class text not null,
  method text not null,
  expected double precision not null,
  low95 double precision not null,
  low80 double precision not null,
  quarter double precision not null,
  median double precision not null,
  three_quarters double precision not null,
  high80 double precision not null,
  high95 double precision not null,
  chance_floor double precision,
  chance_target double precision,
  chance_stretch double precision,
  target double precision,
  up bigint not null,
  value_so_far double precision,
  run_rate double precision,
  last_month double precision,
  to_come double precision,
  primary key (tenant_id, month, metric, scope, scope_key, made_on)
);
create index advance_control_forecasts_day on advance_control_forecasts (tenant_id, month, day);

create table advance_control_truths (
  tenant_id bigint not null,
  month text not null,
  metric text not null,
  scope text not null,
  scope_key text not null,
  value double precision not null,
  known_at bigint not null,
  primary key (tenant_id, month, metric, scope, scope_key)
);

create table advance_control_runs (
  tenant_id bigint not null,
  id bigint not null,
  month text not null,
  made_on text not null,
  made bigint not null,
  skipped bigint not null,
  made_at bigint not null,
  primary key (tenant_id, id)
);
create index advance_control_runs_day on advance_control_runs (tenant_id, made_on);

-- Texts that people wrote: note, result_note.
create table advance_control_assignments (
  tenant_id bigint not null,
  id bigint not null,
  case_kind text not null,
  case_id bigint not null,
  metric text not null,
  month text not null,
  scope text not null,
  scope_key text not null,
  owner_employee_id bigint not null,
  action text not null,
  due_at bigint,
  note text not null,
  chance_before double precision not null,
  state text not null,
  result text,
  result_note text not null,
  assigned_at bigint not null,
  assigned_by bigint not null,
  finished_at bigint,
  version bigint not null,
  primary key (tenant_id, id)
);
create unique index advance_control_assignments_open on advance_control_assignments (tenant_id, case_kind, case_id, metric)
  where state = 'assigned';
create index advance_control_assignments_month on advance_control_assignments (tenant_id, month, metric, id);
create index advance_control_assignments_owner on advance_control_assignments (tenant_id, owner_employee_id, state, id);
