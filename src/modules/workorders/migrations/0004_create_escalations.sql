-- A question that went up. `question` and `answer` are emptied when the customer is erased.
create table workorders_escalations (
  raised_at bigint not null,
  due_at bigint not null,
  accepted_at bigint,
  answered_at bigint,
  verified_at bigint,
  closed_at bigint,
  site_id bigint not null,
  work_order_id bigint not null,
  customer_id bigint,
  manufacturer_id bigint,
  technician_id bigint,
  kind text not null,
  level bigint not null,
  resolver_id bigint,
  state text not null,
  question text,
  answer text,
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
create unique index workorders_escalations_source on workorders_escalations (tenant_id, import_source, source_id)
  where source_id is not null;
create index workorders_escalations_occurred on workorders_escalations (tenant_id, occurred_at, id);
create index workorders_escalations_work_order on workorders_escalations (tenant_id, work_order_id);
create index workorders_escalations_customer on workorders_escalations (tenant_id, customer_id)
  where customer_id is not null;
