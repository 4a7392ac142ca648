create table workorders_work_orders (
  tenant_id bigint not null,
  id bigint not null,
  no text not null,
  service_type text not null,
  channel text not null,
  priority text not null,
  manufacturer_no text not null,
  site_id bigint not null,
  customer_id bigint,
  customer_kind text,
  region text not null,
  contact_id bigint,
  asset_id bigint,
  serial_no text not null,
  model_id bigint,
  product_line_id bigint,
  manufacturer_id bigint,
  dealer_id bigint,
  brand text not null,
  category text not null,
  age_years double precision,
  symptom_text text not null,
  fault_code_id bigint,
  warranty text not null,
  warranty_evidence text not null,
  outcome text not null,
  outcome_barrier text not null,
  accessories text not null,
  appearance text not null,
  data_handling text not null,
  price_limit bigint,
  price_limit_currency text,
  attributes text not null,
  imported bigint not null,
  date_precision text not null,
  source text not null,
  source_id text,
  created_at bigint not null,
  created_by bigint not null,
  state text not null,
  is_open bigint not null,
  technician_id bigint,
  pause_reason text,
  paused_since bigint,
  pause_evidence text not null,
  paused_ms bigint not null,
  evidenced_paused_ms bigint not null,
  escalation_level bigint not null,
  cancel_reason text,
  quote_decision text not null,
  quote_amount bigint,
  quote_currency text,
  promise_at bigint,
  promise_original_at bigint,
  promise_changes bigint not null,
  due_at bigint not null,
  expectations bigint not null,
  expectations_open bigint not null,
  visits bigint not null,
  reopen_count bigint not null,
  qc_failures bigint not null,
  appointment_version bigint not null,
  business_tat_ms bigint,
  manufacturer_tat_ms bigint,
  tat_limit_ms bigint,
  updated_at bigint not null,
  updated_by bigint not null,
  version bigint not null,
  requested_at bigint,
  accepted_at bigint,
  first_contacted_at bigint,
  dispatched_at bigint,
  received_at bigint,
  appt_from bigint,
  appt_to bigint,
  first_appt_from bigint,
  first_appt_to bigint,
  arrived_at bigint,
  diagnosed_at bigint,
  quote_sent_at bigint,
  quote_decided_at bigint,
  part_requested_at bigint,
  part_promised_at bigint,
  part_available_at bigint,
  repair_started_at bigint,
  repaired_at bigint,
  qc_passed_at bigint,
  customer_notified_at bigint,
  shipped_at bigint,
  delivered_at bigint,
  closed_at bigint,
  first_delivered_at bigint,
  first_closed_at bigint,
  cancelled_at bigint,
  reopened_at bigint,
  repeat_of bigint,
  followed_by bigint,
  followed_at bigint,
  primary key (tenant_id, id)
);
create unique index workorders_work_orders_no on workorders_work_orders (tenant_id, no);
create unique index workorders_work_orders_source on workorders_work_orders (tenant_id, source, source_id)
  where source_id is not null;
create index workorders_work_orders_created on workorders_work_orders (tenant_id, created_at, id);
create index workorders_work_orders_state on workorders_work_orders (tenant_id, state, created_at, id);
create index workorders_work_orders_site on workorders_work_orders (tenant_id, site_id, created_at, id);
create index workorders_work_orders_site_state on workorders_work_orders (tenant_id, site_id, state, created_at, id);
create index workorders_work_orders_technician on workorders_work_orders (tenant_id, technician_id, state, created_at, id)
  where technician_id is not null;
create index workorders_work_orders_asset on workorders_work_orders (tenant_id, asset_id, created_at, id)
  where asset_id is not null;
create index workorders_work_orders_customer on workorders_work_orders (tenant_id, customer_id, created_at, id)
  where customer_id is not null;
create index workorders_work_orders_manufacturer on workorders_work_orders (tenant_id, manufacturer_id, created_at, id)
  where manufacturer_id is not null;
create index workorders_work_orders_updated on workorders_work_orders (tenant_id, updated_at, id);
create index workorders_work_orders_open_due on workorders_work_orders (tenant_id, due_at, id, site_id, technician_id)
  where is_open = 1;
create index workorders_work_orders_open_created on workorders_work_orders (tenant_id, created_at, id, site_id, technician_id)
  where is_open = 1;
create index workorders_work_orders_delivered on workorders_work_orders (tenant_id, site_id, service_type, delivered_at)
  where delivered_at is not null;

create table workorders_numbers (
  tenant_id bigint not null,
  month text not null,
  last_count bigint not null,
  primary key (tenant_id, month)
);

create table workorders_promises (
  tenant_id bigint not null,
  id bigint not null,
  work_order_id bigint not null,
  promise_at bigint not null,
  reason text not null,
  told_customer bigint not null,
  made_at bigint not null,
  made_by bigint not null,
  primary key (tenant_id, id)
);
create index workorders_promises_order on workorders_promises (tenant_id, work_order_id, id);

create table workorders_pauses (
  tenant_id bigint not null,
  id bigint not null,
  work_order_id bigint not null,
  reason text not null,
  evidence text not null,
  paused_from bigint not null,
  paused_to bigint,
  paused_by bigint not null,
  primary key (tenant_id, id)
);
create index workorders_pauses_order on workorders_pauses (tenant_id, work_order_id, id);

create table workorders_expectations (
  tenant_id bigint not null,
  id bigint not null,
  work_order_id bigint not null,
  position bigint not null,
  kind text not null,
  text text not null,
  verdict text not null,
  primary key (tenant_id, id)
);
create index workorders_expectations_order on workorders_expectations (tenant_id, work_order_id, position);

create table workorders_comments (
  tenant_id bigint not null,
  id bigint not null,
  work_order_id bigint not null,
  transition text,
  text text not null,
  mentions text not null,
  erased bigint not null,
  written_by bigint not null,
  written_at bigint not null,
  primary key (tenant_id, id)
);
create index workorders_comments_order on workorders_comments (tenant_id, work_order_id, id);

create table workorders_rules (
  tenant_id bigint not null,
  manufacturer_id bigint not null,
  starts_at text not null,
  basis text not null,
  stops_in_evidenced_pauses bigint not null,
  customer_limit_ms bigint not null,
  business_limit_ms bigint not null,
  manufacturer_limit_ms bigint not null,
  repeat_window_days bigint not null,
  primary key (tenant_id, manufacturer_id)
);
