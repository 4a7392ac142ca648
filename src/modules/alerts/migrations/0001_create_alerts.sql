-- Note is what somebody wrote; params and links are ids, numbers and codes.
create table alerts_alerts (
  tenant_id bigint not null,
  id bigint not null,
  kind text not null,
  subject text not null,
  subject_kind text not null,
  subject_id text not null,
  period text not null,
  severity text not null,
  state text not null,
  site_id bigint,
  owner_id bigint,
  due_at bigint,
  value double precision not null,
  threshold double precision not null,
  params text not null,
  links text not null,
  note text not null,
  raised bigint not null,
  cause_gone bigint not null,
  raised_at bigint not null,
  acknowledged_at bigint,
  acting_at bigint,
  settled_at bigint,
  announced_at bigint,
  updated_at bigint not null,
  updated_by bigint not null,
  version bigint not null,
  primary key (tenant_id, id)
);
create unique index alerts_alerts_cause on alerts_alerts (tenant_id, kind, subject, period);
create index alerts_alerts_state on alerts_alerts (tenant_id, state, id);
create index alerts_alerts_owner on alerts_alerts (tenant_id, owner_id, state, id);
create index alerts_alerts_subject on alerts_alerts (tenant_id, subject);

create table alerts_rules (
  tenant_id bigint not null,
  kind text not null,
  enabled bigint not null,
  warns_at double precision not null,
  severe_at double precision,
  updated_at bigint not null,
  updated_by bigint not null,
  primary key (tenant_id, kind)
);

create table alerts_mentions (
  tenant_id bigint not null,
  employee_id bigint not null,
  wecom_user text not null,
  dingtalk_user text not null,
  feishu_user text not null,
  primary key (tenant_id, employee_id)
);

create table alerts_sweeps (
  tenant_id bigint not null,
  quick_at bigint,
  daily_on text,
  primary key (tenant_id)
);

create table alerts_digests (
  tenant_id bigint not null,
  site_id bigint not null,
  sent_on text not null,
  primary key (tenant_id, site_id)
);
