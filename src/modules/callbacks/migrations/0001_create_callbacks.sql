-- One callback and what came of it. Of a pulse of employees nothing tells who answered: no customer, order
-- or clerk, and no time finer than the month. `verbatim` and `attributes` are erased with the person.
create table callbacks_answers (
  due_at bigint,
  attempted_at bigint,
  reached_at bigint,
  answered_at bigint,
  site_id bigint not null,
  work_order_id bigint,
  customer_id bigint,
  kind text not null,
  questionnaire text not null,
  answer_class text,
  dimension text,
  clerk_id bigint,
  result text not null,
  team text,
  nps bigint,
  call_ms bigint,
  valid bigint not null,
  coached bigint not null,
  complained bigint not null,
  verbatim text,
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
create unique index callbacks_answers_source on callbacks_answers (tenant_id, import_source, source_id)
  where source_id is not null;
create index callbacks_answers_occurred on callbacks_answers (tenant_id, occurred_at, id);
create index callbacks_answers_site on callbacks_answers (tenant_id, site_id, occurred_at, id);
create index callbacks_answers_pulse on callbacks_answers (tenant_id, occurred_at) where kind = 'employee';
create index callbacks_answers_work_order on callbacks_answers (tenant_id, work_order_id)
  where work_order_id is not null;
create index callbacks_answers_customer on callbacks_answers (tenant_id, customer_id)
  where customer_id is not null;
