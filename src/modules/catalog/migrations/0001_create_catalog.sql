-- `name_key`: the name as compared, see catalog rules.
create table catalog_manufacturers (
  tenant_id bigint not null,
  id bigint not null,
  code text not null,
  name text not null,
  name_key text not null,
  created_at bigint not null,
  updated_at bigint not null,
  version bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, code)
);
create index catalog_manufacturers_by_name on catalog_manufacturers (tenant_id, name_key);

create table catalog_product_lines (
  tenant_id bigint not null,
  id bigint not null,
  manufacturer_id bigint not null,
  code text not null,
  name text not null,
  name_key text not null,
  created_at bigint not null,
  updated_at bigint not null,
  version bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, manufacturer_id, code),
  foreign key (tenant_id, manufacturer_id) references catalog_manufacturers (tenant_id, id)
);
create index catalog_product_lines_by_name on catalog_product_lines (tenant_id, manufacturer_id, name_key);

create table catalog_models (
  tenant_id bigint not null,
  id bigint not null,
  product_line_id bigint not null,
  code text not null,
  name text not null,
  created_at bigint not null,
  updated_at bigint not null,
  version bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, product_line_id, code),
  foreign key (tenant_id, product_line_id) references catalog_product_lines (tenant_id, id)
);

-- Every spelling a model is found by: its code, its name and its aliases (kind).
create table catalog_model_names (
  tenant_id bigint not null,
  product_line_id bigint not null,
  name_key text not null,
  model_id bigint not null,
  kind text not null,
  name text not null,
  place bigint not null,
  primary key (tenant_id, product_line_id, name_key),
  foreign key (tenant_id, model_id) references catalog_models (tenant_id, id)
);
create index catalog_model_names_by_model on catalog_model_names (tenant_id, model_id);

-- `line_key`: the product line, 0 for all, so that codes are unique among those for all lines too.
create table catalog_fault_codes (
  tenant_id bigint not null,
  id bigint not null,
  product_line_id bigint,
  line_key bigint not null,
  code text not null,
  name text not null,
  symptom_family text not null,
  created_at bigint not null,
  updated_at bigint not null,
  version bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, line_key, code),
  foreign key (tenant_id, product_line_id) references catalog_product_lines (tenant_id, id)
);
