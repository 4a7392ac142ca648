-- Personal data live in these rows and nowhere else. `person_key` opens the commitments that the
-- journal carries; erasing it closes them for good.
create table customers_customers (
  tenant_id bigint not null,
  id bigint not null,
  kind text not null,
  name text not null,
  name_key text not null,
  region text not null,
  phone text not null,
  phone_key text not null,
  preferred_channel text not null,
  consent text not null,
  do_not_call bigint not null,
  note text not null,
  state text not null,
  person_key text not null,
  created_at bigint not null,
  updated_at bigint not null,
  version bigint not null,
  primary key (tenant_id, id)
);
create index customers_customers_by_phone on customers_customers (tenant_id, phone_key);
create index customers_customers_by_name on customers_customers (tenant_id, name_key);

create table customers_contacts (
  tenant_id bigint not null,
  id bigint not null,
  customer_id bigint not null,
  name text not null,
  name_key text not null,
  phone text not null,
  phone_key text not null,
  duty text not null,
  created_at bigint not null,
  updated_at bigint not null,
  version bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers_customers (tenant_id, id)
);
create index customers_contacts_by_customer on customers_contacts (tenant_id, customer_id);
create index customers_contacts_by_phone on customers_contacts (tenant_id, phone_key);

create table customers_assets (
  tenant_id bigint not null,
  id bigint not null,
  serial_no text not null,
  serial_key text not null,
  model_id bigint,
  customer_id bigint,
  dealer_id bigint,
  sold_on text,
  state text not null,
  repair_count bigint not null,
  data_risk bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  version bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, serial_key),
  foreign key (tenant_id, customer_id) references customers_customers (tenant_id, id),
  foreign key (tenant_id, dealer_id) references customers_customers (tenant_id, id)
);
create index customers_assets_by_customer on customers_assets (tenant_id, customer_id);
create index customers_assets_by_dealer on customers_assets (tenant_id, dealer_id);

create table customers_asset_owners (
  tenant_id bigint not null,
  id bigint not null,
  asset_id bigint not null,
  customer_id bigint,
  since bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, asset_id) references customers_assets (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers_customers (tenant_id, id)
);
create index customers_asset_owners_by_asset on customers_asset_owners (tenant_id, asset_id);

create table customers_entitlements (
  tenant_id bigint not null,
  id bigint not null,
  asset_id bigint not null,
  source text not null,
  starts_on text not null,
  ends_on text not null,
  covers_parts bigint not null,
  covers_labour bigint not null,
  covers_onsite bigint not null,
  state text not null,
  created_at bigint not null,
  version bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, asset_id) references customers_assets (tenant_id, id)
);
create index customers_entitlements_by_asset on customers_entitlements (tenant_id, asset_id);
