-- Texts that people wrote (description to decision, invalid_reason, attributes, notes) are erased with the person.
create table complaints_complaints (
  tenant_id bigint not null,
  id bigint not null,
  no text not null,
  import_source text not null,
  source_id text,
  site_id bigint not null,
  work_order_id bigint,
  customer_id bigint,
  manufacturer_id bigint,
  product_line_id bigint,
  brand text not null,
  category text not null,
  region text not null,
  source text not null,
  grade text not null,
  cause text,
  state text not null,
  tracker_id bigint,
  deputy_id bigint,
  accused_id bigint,
  received_at bigint not null,
  acknowledged_at bigint,
  plan_due_at bigint,
  plan_submitted_at bigint,
  solve_due_at bigint,
  decided_at bigint,
  rejected_at bigint,
  escalated_at bigint,
  confirmed_at bigint,
  closed_at bigint,
  reopened_at bigint,
  cost bigint,
  description text not null,
  remedy_sought text not null,
  plan text not null,
  decision text not null,
  attributes text not null,
  invalid_reason text not null,
  invalid_proposed_by bigint not null,
  invalid_approved_by bigint not null,
  created_at bigint not null,
  created_by bigint not null,
  updated_at bigint not null,
  updated_by bigint not null,
  version bigint not null,
  primary key (tenant_id, id)
);
create unique index complaints_complaints_no on complaints_complaints (tenant_id, no);
create unique index complaints_complaints_source on complaints_complaints (tenant_id, import_source, source_id)
  where source_id is not null;
create index complaints_complaints_received on complaints_complaints (tenant_id, received_at, id);
create index complaints_complaints_site on complaints_complaints (tenant_id, site_id, received_at, id);
create index complaints_complaints_state on complaints_complaints (tenant_id, state, received_at, id);
create index complaints_complaints_work_order on complaints_complaints (tenant_id, work_order_id)
  where work_order_id is not null;
create index complaints_complaints_customer on complaints_complaints (tenant_id, customer_id)
  where customer_id is not null;

create table complaints_notes (
  tenant_id bigint not null,
  id bigint not null,
  complaint_id bigint not null,
  step text not null,
  text text not null,
  written_by bigint not null,
  written_at bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, complaint_id) references complaints_complaints (tenant_id, id)
);
create index complaints_notes_complaint on complaints_notes (tenant_id, complaint_id, id);

create table complaints_numbers (
  tenant_id bigint not null,
  month text not null,
  last_count bigint not null,
  primary key (tenant_id, month)
);
