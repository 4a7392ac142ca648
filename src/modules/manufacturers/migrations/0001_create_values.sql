-- What a manufacturer says a metric is, over [period_from, period_to).
create table manufacturers_values (
  value double precision,
  numerator double precision,
  denominator double precision,
  n bigint,
  manufacturer_id bigint not null,
  metric text not null,
  period_from text not null,
  period_to text not null,
  site_id bigint,
  note text,
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
create unique index manufacturers_values_source on manufacturers_values (tenant_id, import_source, source_id)
  where source_id is not null;
create index manufacturers_values_metric on manufacturers_values (tenant_id, metric, occurred_at, id);
create index manufacturers_values_occurred on manufacturers_values (tenant_id, occurred_at, id);
