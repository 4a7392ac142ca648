-- A request for a part. `note` and `attributes` are emptied when the customer is erased.
create table parts_requests (
  requested_at bigint not null,
  promised_at bigint,
  expected_at bigint,
  available_at bigint,
  issued_at bigint,
  installed_at bigint,
  unused_returned_at bigint,
  closed_at bigint,
  site_id bigint not null,
  work_order_id bigint,
  customer_id bigint,
  manufacturer_id bigint,
  technician_id bigint,
  keeper_id bigint,
  part_no text not null,
  part_name text,
  part_category text,
  quantity bigint not null,
  source text not null,
  from_stock bigint not null,
  state text not null,
  note text,
  attributes text not null,
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
create unique index parts_requests_source on parts_requests (tenant_id, import_source, source_id)
  where source_id is not null;
create index parts_requests_occurred on parts_requests (tenant_id, occurred_at, id);
create index parts_requests_site on parts_requests (tenant_id, site_id, occurred_at, id);
create index parts_requests_work_order on parts_requests (tenant_id, work_order_id)
  where work_order_id is not null;
create index parts_requests_customer on parts_requests (tenant_id, customer_id) where customer_id is not null;

-- One piece. return_kind keeps a good part that was not needed apart from a defective one.
create table parts_units (
  received_at bigint,
  issued_at bigint,
  installed_at bigint,
  unused_returned_at bigint,
  removed_at bigint,
  return_due_at bigint,
  shipped_back_at bigint,
  judged_at bigint,
  doa_claimed_at bigint,
  doa_confirmed_at bigint,
  site_id bigint not null,
  work_order_id bigint,
  customer_id bigint,
  manufacturer_id bigint,
  technician_id bigint,
  request_id bigint,
  part_no text not null,
  part_name text,
  part_category text,
  serial_no text,
  paired_serial_no text,
  batch text,
  location text,
  owner text not null,
  condition text not null,
  state text not null,
  return_kind text not null,
  verdict text,
  cost bigint,
  note text,
  attributes text not null,
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
create unique index parts_units_source on parts_units (tenant_id, import_source, source_id)
  where source_id is not null;
create index parts_units_occurred on parts_units (tenant_id, occurred_at, id);
create index parts_units_site on parts_units (tenant_id, site_id, occurred_at, id);
create index parts_units_work_order on parts_units (tenant_id, work_order_id) where work_order_id is not null;
create index parts_units_customer on parts_units (tenant_id, customer_id) where customer_id is not null;
