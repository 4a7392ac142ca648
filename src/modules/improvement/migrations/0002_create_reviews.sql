-- A review's pack is what was generated, as JSON, and frozen once the meeting was held.
create table improvement_reviews (
  tenant_id bigint not null,
  id bigint not null,
  kind text not null,
  first_day text not null,
  site_id bigint not null,
  state text not null,
  as_of bigint not null,
  pack text not null,
  notes text not null,
  held_on text,
  signed_by bigint,
  signed_at bigint,
  created_at bigint not null,
  created_by bigint not null,
  updated_at bigint not null,
  updated_by bigint not null,
  version bigint not null,
  primary key (tenant_id, id)
);
create unique index improvement_reviews_period on improvement_reviews (tenant_id, kind, first_day, site_id);
create index improvement_reviews_day on improvement_reviews (tenant_id, first_day, id);

create table improvement_attendances (
  tenant_id bigint not null,
  review_id bigint not null,
  employee_id bigint not null,
  primary key (tenant_id, review_id, employee_id),
  foreign key (tenant_id, review_id) references improvement_reviews (tenant_id, id)
);

create table improvement_decisions (
  tenant_id bigint not null,
  id bigint not null,
  review_id bigint not null,
  text text not null,
  owner_id bigint not null,
  due_on text,
  state text not null,
  action_id bigint,
  outcome text not null,
  created_at bigint not null,
  created_by bigint not null,
  updated_at bigint not null,
  version bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, review_id) references improvement_reviews (tenant_id, id),
  foreign key (tenant_id, action_id) references improvement_actions (tenant_id, id)
);
create index improvement_decisions_review on improvement_decisions (tenant_id, review_id, id);
create index improvement_decisions_state on improvement_decisions (tenant_id, state, id);
