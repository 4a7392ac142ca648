-- Tokens stand here once more, because an index without content can only forget what it is told.
create table search_documents (
  tenant_id bigint not null,
  id bigint not null,
  kind text not null,
  tokens text not null,
  primary key (tenant_id, id)
);

create virtual table search_index using fts5(
  words, content='', columnsize=0, detail=none, tokenize='unicode61 remove_diacritics 0'
);
