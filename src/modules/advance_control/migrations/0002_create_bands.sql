-- What would have been forecast for closed months, before it was drawn apart: beside the truths it tells how wide
-- forecasts have to be.
create table advance_control_bands (
  tenant_id bigint not null,
  month text not null,
  day bigint not null,
  metric text not null,
  scope text not null,
  scope_key text not null,
  metric_class text not null,
  low80 double precision not null,
  median double precision not null,
  high80 double precision not null,
  run_rate double precision,
  primary key (tenant_id, month, day, metric, scope, scope_key)
);
