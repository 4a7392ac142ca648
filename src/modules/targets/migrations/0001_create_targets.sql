create table targets_targets (
  tenant_id bigint not null,
  id bigint not null,
  metric text not null,
  month text not null,
  scope text not null,
  scope_key text not null,
  floor double precision not null,
  target double precision not null,
  stretch double precision not null,
  rule text not null,
  note text not null,
  set_at bigint not null,
  set_by bigint not null,
  version bigint not null,
  primary key (tenant_id, id)
);
create unique index targets_targets_one on targets_targets (tenant_id, month, metric, scope, scope_key);

-- Every setting and change, asked for or made. Rows are decided once and never removed.
create table targets_changes (
  tenant_id bigint not null,
  id bigint not null,
  target_id bigint not null,
  month text not null,
  from_floor double precision,
  from_target double precision,
  from_stretch double precision,
  to_floor double precision not null,
  to_target double precision not null,
  to_stretch double precision not null,
  reason text not null,
  state text not null,
  asked_at bigint not null,
  asked_by bigint not null,
  decided_at bigint,
  decided_by bigint,
  decision_note text not null,
  version bigint not null,
  primary key (tenant_id, id)
);
create index targets_changes_target on targets_changes (tenant_id, target_id);
create index targets_changes_state on targets_changes (tenant_id, state);

create table targets_months (
  tenant_id bigint not null,
  month text not null,
  locked_at bigint not null,
  locked_by bigint not null,
  primary key (tenant_id, month)
);
