-- What people write (titles, plans, reasons, answers) stands here and never in the journal.
create table improvement_findings (
  tenant_id bigint not null,
  id bigint not null,
  no text not null,
  title text not null,
  description text not null,
  source_kind text not null,
  source_id text,
  metric text,
  scope text,
  scope_key text not null,
  month text,
  severity text not null,
  state text not null,
  outcome text,
  root_cause text not null,
  close_reason text not null,
  site_id bigint,
  owner_id bigint not null,
  raised_by bigint,
  found_on text not null,
  closed_at bigint,
  created_at bigint not null,
  created_by bigint not null,
  updated_at bigint not null,
  updated_by bigint not null,
  version bigint not null,
  primary key (tenant_id, id)
);
create unique index improvement_findings_no on improvement_findings (tenant_id, no);
create index improvement_findings_state on improvement_findings (tenant_id, state, id);
create index improvement_findings_owner on improvement_findings (tenant_id, owner_id, id);
create index improvement_findings_metric on improvement_findings (tenant_id, metric, id);
create index improvement_findings_source on improvement_findings (tenant_id, source_kind, source_id);

create table improvement_causes (
  tenant_id bigint not null,
  id bigint not null,
  finding_id bigint not null,
  method text not null,
  position bigint not null,
  text text not null,
  is_primary bigint not null,
  dimension text not null,
  dimension_key text not null,
  cases double precision not null,
  share double precision not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, finding_id) references improvement_findings (tenant_id, id)
);
create index improvement_causes_finding on improvement_causes (tenant_id, finding_id, method, position);

create table improvement_actions (
  tenant_id bigint not null,
  id bigint not null,
  no text not null,
  finding_id bigint,
  kind text not null,
  state text not null,
  title text not null,
  plan text not null,
  result text not null,
  cancel_reason text not null,
  site_id bigint,
  owner_id bigint not null,
  raised_by bigint,
  coached_id bigint,
  acknowledged_at bigint,
  acknowledgement text not null,
  metric text,
  scope text not null,
  scope_key text not null,
  expected_change double precision,
  due_on text,
  started_on text,
  done_on text,
  baseline_value double precision,
  baseline_n bigint,
  baseline_from text,
  baseline_to text,
  created_at bigint not null,
  created_by bigint not null,
  updated_at bigint not null,
  updated_by bigint not null,
  version bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, finding_id) references improvement_findings (tenant_id, id)
);
create unique index improvement_actions_no on improvement_actions (tenant_id, no);
create index improvement_actions_state on improvement_actions (tenant_id, state, id);
create index improvement_actions_finding on improvement_actions (tenant_id, finding_id, id);
create index improvement_actions_owner on improvement_actions (tenant_id, owner_id, id);

create table improvement_effect_checks (
  tenant_id bigint not null,
  id bigint not null,
  action_id bigint not null,
  after_days bigint not null,
  before_from text not null,
  before_to text not null,
  after_from text not null,
  after_to text not null,
  due_on text not null,
  has_metric bigint not null,
  state text not null,
  verdict text,
  observed double precision,
  expected double precision,
  change double precision,
  low double precision,
  high double precision,
  p_value double precision,
  before_records bigint not null,
  after_records bigint not null,
  method text not null,
  measured_at bigint,
  decision text,
  reason text not null,
  signed_by bigint,
  signed_at bigint,
  version bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, action_id, after_days),
  foreign key (tenant_id, action_id) references improvement_actions (tenant_id, id)
);
create index improvement_effect_checks_due on improvement_effect_checks (tenant_id, state, due_on);

create table improvement_links (
  tenant_id bigint not null,
  id bigint not null,
  from_kind text not null,
  from_id text not null,
  to_kind text not null,
  to_id text not null,
  created_at bigint not null,
  primary key (tenant_id, id)
);
create unique index improvement_links_pair on improvement_links (tenant_id, from_kind, from_id, to_kind, to_id);
create index improvement_links_back on improvement_links (tenant_id, to_kind, to_id);

create table improvement_numbers (
  tenant_id bigint not null,
  month text not null,
  last_count bigint not null,
  primary key (tenant_id, month)
);
