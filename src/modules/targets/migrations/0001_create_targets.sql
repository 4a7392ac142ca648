-- scope_id: of the site, unit or employee; 0 for the company. volume: what a target weighs in its parent.
create table targets_targets (
  tenant_id bigint not null,
  id bigint not null,
  metric text not null,
  month text not null,
  scope text not null,
  scope_id bigint not null,
  floor double precision not null,
  target double precision not null,
  stretch double precision not null,
  set_by text not null,
  parent_id bigint,
  rule text,
  volume double precision,
  relation text not null,
  created_at bigint not null,
  created_by bigint not null,
  updated_at bigint not null,
  updated_by bigint not null,
  version bigint not null,
  primary key (tenant_id, id)
);
create unique index targets_targets_one on targets_targets (tenant_id, month, metric, scope, scope_id);
create index targets_targets_parent on targets_targets (tenant_id, parent_id) where parent_id is not null;

-- Every version of a target. Rows never change.
create table targets_versions (
  tenant_id bigint not null,
  target_id bigint not null,
  version bigint not null,
  floor double precision not null,
  target double precision not null,
  stretch double precision not null,
  set_by text not null,
  reason text not null,
  written_by bigint not null,
  written_at bigint not null,
  approved_by bigint,
  approved_at bigint,
  primary key (tenant_id, target_id, version),
  foreign key (tenant_id, target_id) references targets_targets (tenant_id, id)
);

-- Changes within a month, waiting for somebody else or decided by him.
create table targets_changes (
  tenant_id bigint not null,
  id bigint not null,
  target_id bigint not null,
  floor double precision not null,
  target double precision not null,
  stretch double precision not null,
  was_floor double precision not null,
  was_target double precision not null,
  was_stretch double precision not null,
  reason text not null,
  state text not null,
  proposed_by bigint not null,
  proposed_at bigint not null,
  decided_by bigint,
  decided_at bigint,
  decision_note text not null,
  version bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, target_id) references targets_targets (tenant_id, id)
);
create index targets_changes_target on targets_changes (tenant_id, target_id, id);
create unique index targets_changes_waiting on targets_changes (tenant_id, target_id) where state = 'pending';

create table targets_months (
  tenant_id bigint not null,
  month text not null,
  locked_by bigint not null,
  locked_at bigint not null,
  primary key (tenant_id, month)
);

-- Shares of a target that is a budget. \unit percent
create table targets_parts (
  tenant_id bigint not null,
  target_id bigint not null,
  place bigint not null,
  part text not null,
  share double precision not null,
  primary key (tenant_id, target_id, place),
  foreign key (tenant_id, target_id) references targets_targets (tenant_id, id)
);

-- A grid is read and written whole and never changes; a later version takes over from its month on.
create table targets_grids (
  tenant_id bigint not null,
  id bigint not null,
  valid_from text not null,
  origin text not null,
  kpis text not null,
  reason text not null,
  created_by bigint not null,
  created_at bigint not null,
  primary key (tenant_id, id)
);
create index targets_grids_month on targets_grids (tenant_id, valid_from, id);
