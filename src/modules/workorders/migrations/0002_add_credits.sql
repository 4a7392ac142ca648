alter table workorders_work_orders add column accepted_by bigint;
alter table workorders_work_orders add column contacted_by bigint;
alter table workorders_work_orders add column diagnosed_by bigint;
alter table workorders_work_orders add column repaired_by bigint;
alter table workorders_work_orders add column delivered_by bigint;
update workorders_work_orders set
  diagnosed_by = case when diagnosed_at is null then null else technician_id end,
  repaired_by = case when repaired_at is null then null else technician_id end;
