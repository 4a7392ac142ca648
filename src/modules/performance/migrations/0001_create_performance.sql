create table performance_chart_phases (
  tenant_id bigint not null,
  id bigint not null,
  metric text not null,
  condition text not null,
  first_day text not null,
  reason text not null,
  created_at bigint not null,
  created_by bigint not null,
  primary key (tenant_id, id)
);
create unique index performance_chart_phases_day on performance_chart_phases (tenant_id, metric, condition, first_day);

create table performance_periods (
  tenant_id bigint not null,
  id bigint not null,
  month text not null,
  closed_at bigint not null,
  closed_by bigint not null,
  frozen bigint not null,
  primary key (tenant_id, id)
);
create unique index performance_periods_month on performance_periods (tenant_id, month);

-- What was known when the month was closed. Never updated: a later correction shows as a difference.
create table performance_values (
  tenant_id bigint not null,
  period_id bigint not null,
  metric text not null,
  dimension text not null,
  scope_key text not null,
  scope_label text not null,
  definition_version bigint not null,
  numerator double precision,
  denominator double precision,
  value double precision,
  n bigint not null,
  low double precision,
  high double precision,
  primary key (tenant_id, period_id, metric, dimension, scope_key)
);
