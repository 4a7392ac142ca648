-- How many good pieces of a part a site means to have on its shelf.
create table parts_safety_levels (
  tenant_id bigint not null,
  id bigint not null,
  site_id bigint not null,
  part_no text not null,
  safety bigint not null,
  created_at bigint not null,
  created_by bigint not null,
  updated_at bigint not null,
  updated_by bigint not null,
  version bigint not null,
  primary key (tenant_id, id)
);
create unique index parts_safety_levels_part on parts_safety_levels (tenant_id, site_id, part_no);
-- The shelf is counted again and again; what is on it is a small part of all pieces there ever were.
create index parts_units_shelf on parts_units (tenant_id, state, site_id, part_no);
create index parts_requests_coming on parts_requests (tenant_id, state, site_id, part_no, expected_at);
