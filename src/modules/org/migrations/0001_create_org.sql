-- `week` and `exceptions`: JSON lists, read whole.
create table org_calendars (
  tenant_id bigint not null,
  id bigint not null,
  code text not null,
  name text not null,
  week text not null,
  exceptions text not null,
  created_at bigint not null,
  updated_at bigint not null,
  version bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, code)
);

create table org_sites (
  tenant_id bigint not null,
  id bigint not null,
  code text not null,
  name text not null,
  name_key text not null,
  region text not null,
  time_zone text not null,
  calendar_id bigint,
  address text not null,
  phone text not null,
  state text not null,
  dispatch_by text not null,
  created_at bigint not null,
  updated_at bigint not null,
  version bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, calendar_id) references org_calendars (tenant_id, id)
);
create index org_sites_by_name on org_sites (tenant_id, name_key);

create table org_units (
  tenant_id bigint not null,
  id bigint not null,
  parent_id bigint,
  site_id bigint,
  code text not null,
  name text not null,
  kind text not null,
  created_at bigint not null,
  updated_at bigint not null,
  version bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, parent_id) references org_units (tenant_id, id),
  foreign key (tenant_id, site_id) references org_sites (tenant_id, id)
);

create table org_positions (
  tenant_id bigint not null,
  id bigint not null,
  org_unit_id bigint not null,
  code text not null,
  name text not null,
  grade text not null,
  created_at bigint not null,
  updated_at bigint not null,
  version bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, org_unit_id) references org_units (tenant_id, id)
);

-- `skills`: a JSON list of texts.
create table org_employees (
  tenant_id bigint not null,
  id bigint not null,
  no text not null,
  name text not null,
  name_key text not null,
  site_id bigint not null,
  org_unit_id bigint,
  position_id bigint,
  role text not null,
  state text not null,
  skills text not null,
  hired_on text,
  left_on text,
  manufacturer_engineer_id text not null,
  created_at bigint not null,
  updated_at bigint not null,
  version bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, no),
  foreign key (tenant_id, site_id) references org_sites (tenant_id, id),
  foreign key (tenant_id, org_unit_id) references org_units (tenant_id, id),
  foreign key (tenant_id, position_id) references org_positions (tenant_id, id)
);
create index org_employees_by_name on org_employees (tenant_id, site_id, name_key);
