create table journal_entries (
  tenant_id bigint not null,
  seq bigint not null,
  recorded_at bigint not null,
  occurred_at bigint not null,
  occurred_precision text not null,
  actor_id bigint not null,
  kind text not null,
  schema_version bigint not null,
  subjects text not null,
  data text not null,
  hash text not null,
  primary key (tenant_id, seq)
);

create table journal_subjects (
  tenant_id bigint not null,
  subject_kind text not null,
  subject_id bigint not null,
  seq bigint not null,
  primary key (tenant_id, subject_kind, subject_id, seq)
);

create table journal_heads (
  tenant_id bigint not null,
  seq bigint not null,
  hash text not null,
  signed_at bigint not null,
  public_key text not null,
  signature text not null,
  primary key (tenant_id, seq)
);
