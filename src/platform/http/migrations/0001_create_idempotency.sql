-- First answers to requests that carried an Idempotency-Key; kept for a day.
create table http_idempotency (
  tenant_id bigint not null,
  user_id bigint not null,
  key text not null,
  fingerprint text not null,
  status bigint not null,
  content_type text not null,
  headers text not null,
  body text not null,
  created_at bigint not null,
  primary key (tenant_id, user_id, key)
);
create index http_idempotency_by_age on http_idempotency (tenant_id, created_at);
