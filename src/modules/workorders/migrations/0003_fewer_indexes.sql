-- An index by state changes with every step of an order. Open orders are few and closed ones many:
-- one index of the open ones carries their states, and the rare cancelled ones have their own.
drop index workorders_work_orders_state;
drop index workorders_work_orders_site_state;
drop index workorders_work_orders_open_created;
create index workorders_work_orders_open on workorders_work_orders (tenant_id, created_at, id, state, site_id, technician_id)
  where is_open = 1;
create index workorders_work_orders_cancelled on workorders_work_orders (tenant_id, created_at, id, site_id)
  where state = 'cancelled';
