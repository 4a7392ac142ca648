-- Whether whoever answers for a target has taken it on, in its present version.
alter table targets_targets add column acceptance text not null default 'waiting';

-- Every answer, with what was asked for instead. Rows never change.
create table targets_answers (
  tenant_id bigint not null,
  id bigint not null,
  target_id bigint not null,
  target_version bigint not null,
  acceptance text not null,
  floor double precision,
  target double precision,
  stretch double precision,
  note text not null,
  answered_by bigint not null,
  answered_at bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, target_id) references targets_targets (tenant_id, id)
);
create index targets_answers_target on targets_answers (tenant_id, target_id, id);
