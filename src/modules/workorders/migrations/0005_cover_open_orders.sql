-- An index answers alone only when it holds every column asked for, the one of its own condition too:
-- counting open orders must not look at each of them.
drop index workorders_work_orders_open;
create index workorders_work_orders_open on workorders_work_orders (tenant_id, created_at, id, state, site_id, technician_id, is_open)
  where is_open = 1;
