create table jobs_jobs (
  tenant_id bigint not null,
  id bigint not null,
  name text not null,
  payload text not null,
  state text not null,
  run_at bigint not null,
  attempt bigint not null,
  last_error text not null,
  created_at bigint not null,
  primary key (tenant_id, id)
);
create index jobs_jobs_by_time on jobs_jobs (state, run_at);

create table jobs_schedules (
  tenant_id bigint not null,
  name text not null,
  next_at bigint not null,
  primary key (tenant_id, name)
);
