create table search_documents (
  tenant_id bigint not null,
  id bigint not null,
  kind text not null,
  words tsvector not null,
  primary key (tenant_id, id)
);
create index search_documents_by_word on search_documents using gin (words);
