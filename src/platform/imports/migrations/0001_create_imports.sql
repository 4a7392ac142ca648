-- An import: a kept file, what was detected in it, how it is mapped, and how far it has come.
create table imports_imports (
  tenant_id bigint not null,
  id bigint not null,
  profile text not null,
  file_name text not null,
  file_hash text not null,
  file_bytes bigint not null,
  state text not null,
  detected text not null,
  mapping text not null,
  max_rejects bigint,
  read_rows bigint not null,
  staged_rows bigint not null,
  done_rows bigint not null,
  imported bigint not null,
  updated bigint not null,
  unchanged bigint not null,
  rejected bigint not null,
  total_rows bigint not null,
  has_rejects_file bigint not null,
  failure text not null,
  created_by bigint not null,
  created_at bigint not null,
  finished_at bigint,
  version bigint not null,
  primary key (tenant_id, id)
);
create index imports_imports_by_file on imports_imports (tenant_id, file_hash, profile);

-- Valid rows waiting to be applied, some hundreds to a block, one JSON line each.
create table imports_blocks (
  tenant_id bigint not null,
  import_id bigint not null,
  first_row bigint not null,
  last_row bigint not null,
  staged text not null,
  primary key (tenant_id, import_id, first_row)
);

-- What became of the rows of one applied chunk; undo reads it backwards.
create table imports_outcomes (
  tenant_id bigint not null,
  import_id bigint not null,
  first_row bigint not null,
  outcomes text not null,
  primary key (tenant_id, import_id, first_row)
);

-- One line of the source that was not taken, with all that is wrong with it.
create table imports_rejects (
  tenant_id bigint not null,
  import_id bigint not null,
  line bigint not null,
  problems text not null,
  row_text text not null,
  primary key (tenant_id, import_id, line)
);
