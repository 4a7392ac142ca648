-- Terms are kept as JSON: a version is read and written whole, and never changes.
create table scorecards_bonus_rules (
  tenant_id bigint not null,
  id bigint not null,
  valid_from text not null,
  terms text not null,
  reason text not null,
  created_at bigint not null,
  created_by bigint not null,
  primary key (tenant_id, id)
);
create index scorecards_bonus_rules_month on scorecards_bonus_rules (tenant_id, valid_from, id);

create table scorecards_bonus_sheets (
  tenant_id bigint not null,
  id bigint not null,
  month text not null,
  employee_id bigint not null,
  site_id bigint not null,
  role text not null,
  rule_id bigint not null,
  state text not null,
  score double precision,
  sum double precision,
  coefficient double precision not null,
  spread double precision not null,
  grace bigint not null,
  vetoed bigint not null,
  month_closed bigint not null,
  factor double precision not null,
  base bigint not null,
  additions bigint not null,
  deductions bigint not null,
  corrections bigint not null,
  total bigint not null,
  appeal_reason text not null,
  decision text,
  decision_reason text not null,
  decided_by bigint not null,
  approved_by bigint not null,
  sent_at bigint,
  answered_at bigint,
  decided_at bigint,
  approved_at bigint,
  paid_at bigint,
  computed_at bigint not null,
  created_at bigint not null,
  created_by bigint not null,
  updated_at bigint not null,
  updated_by bigint not null,
  version bigint not null,
  primary key (tenant_id, id)
);
create unique index scorecards_bonus_sheets_person on scorecards_bonus_sheets (tenant_id, month, employee_id);
create index scorecards_bonus_sheets_employee on scorecards_bonus_sheets (tenant_id, employee_id, month);

-- Figures of the scorecard that the sheet was made from.
create table scorecards_bonus_figures (
  tenant_id bigint not null,
  sheet_id bigint not null,
  place bigint not null,
  metric text not null,
  unit text not null,
  better text not null,
  weight double precision not null,
  scored_weight double precision not null,
  standing text not null,
  measured_at text not null,
  source text not null,
  value double precision,
  low double precision,
  high double precision,
  n bigint not null,
  floor double precision,
  target double precision,
  stretch double precision,
  points double precision,
  contribution double precision not null,
  primary key (tenant_id, sheet_id, place),
  foreign key (tenant_id, sheet_id) references scorecards_bonus_sheets (tenant_id, id)
);

create table scorecards_bonus_lines (
  tenant_id bigint not null,
  id bigint not null,
  sheet_id bigint not null,
  kind text not null,
  metric text not null,
  case_kind text not null,
  case_id text not null,
  case_no text not null,
  amount bigint not null,
  reason text not null,
  of_month text not null,
  written_by bigint not null,
  written_at bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, sheet_id) references scorecards_bonus_sheets (tenant_id, id)
);
create index scorecards_bonus_lines_sheet on scorecards_bonus_lines (tenant_id, sheet_id, id);

create table scorecards_bonus_months (
  tenant_id bigint not null,
  month text not null,
  sheets bigint not null,
  total bigint not null,
  locked_at bigint not null,
  locked_by bigint not null,
  primary key (tenant_id, month)
);
