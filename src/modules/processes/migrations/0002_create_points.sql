-- Points of the process as a company changed them; what is not here stands as the program brings it.
create table processes_points (
  tenant_id bigint not null,
  id bigint not null,
  metric text not null,
  code text not null,
  standing text not null,
  step text not null,
  role text not null,
  name_zh text not null,
  name_en text not null,
  quality_points text not null,
  measure text,
  condition text,
  target double precision not null,
  created_at bigint not null,
  created_by bigint not null,
  updated_at bigint not null,
  updated_by bigint not null,
  version bigint not null,
  primary key (tenant_id, id)
);
create unique index processes_points_one on processes_points (tenant_id, metric, code);
