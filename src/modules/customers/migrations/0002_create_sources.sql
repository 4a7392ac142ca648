-- Which customer a row of another system is.
create table customers_sources (
  tenant_id bigint not null,
  import_source text not null,
  source_id text not null,
  customer_id bigint not null,
  primary key (tenant_id, import_source, source_id),
  foreign key (tenant_id, customer_id) references customers_customers (tenant_id, id)
);
create index customers_sources_customer on customers_sources (tenant_id, customer_id);
