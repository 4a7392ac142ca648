-- Tenants are the one list that belongs to the installation; all else belongs to a tenant.
create table identity_tenants (
  id bigint not null primary key,
  code text not null unique,
  name text not null,
  created_at bigint not null
);

create table identity_users (
  tenant_id bigint not null,
  id bigint not null,
  login text not null,
  login_key text not null,
  display_name text not null,
  employee_id bigint,
  dealer_id bigint,
  manufacturer_id bigint,
  state text not null,
  locale text not null,
  theme text not null,
  expert_mode bigint not null,
  password_hash text not null,
  last_login_at bigint,
  created_at bigint not null,
  updated_at bigint not null,
  version bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, login_key)
);
create index identity_users_by_employee on identity_users (tenant_id, employee_id);

create table identity_user_roles (
  tenant_id bigint not null,
  user_id bigint not null,
  role text not null,
  primary key (tenant_id, user_id, role),
  foreign key (tenant_id, user_id) references identity_users (tenant_id, id)
);

-- The first site in the order of `place` is the home site.
create table identity_user_sites (
  tenant_id bigint not null,
  user_id bigint not null,
  place bigint not null,
  site_id bigint not null,
  primary key (tenant_id, user_id, place),
  foreign key (tenant_id, user_id) references identity_users (tenant_id, id)
);

create table identity_sessions (
  tenant_id bigint not null,
  id bigint not null,
  user_id bigint not null,
  token_hash text not null,
  created_at bigint not null,
  expires_at bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, token_hash),
  foreign key (tenant_id, user_id) references identity_users (tenant_id, id)
);
create index identity_sessions_by_user on identity_sessions (tenant_id, user_id);
create index identity_sessions_by_end on identity_sessions (tenant_id, expires_at);

-- `permissions`: names joined by commas.
create table identity_tokens (
  tenant_id bigint not null,
  id bigint not null,
  user_id bigint not null,
  name text not null,
  token_hash text not null,
  permissions text not null,
  created_at bigint not null,
  expires_at bigint not null,
  revoked_at bigint,
  primary key (tenant_id, id),
  unique (tenant_id, token_hash),
  foreign key (tenant_id, user_id) references identity_users (tenant_id, id)
);
create index identity_tokens_by_user on identity_tokens (tenant_id, user_id);
