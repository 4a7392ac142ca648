create table performance_own_metrics (
  tenant_id bigint not null,
  id bigint not null,
  code text not null,
  metric_version bigint not null,
  manufacturer text not null,
  text text not null,
  note text not null,
  created_at bigint not null,
  created_by bigint not null,
  primary key (tenant_id, id)
);
create unique index performance_own_metrics_version on performance_own_metrics (tenant_id, code, manufacturer, metric_version);
