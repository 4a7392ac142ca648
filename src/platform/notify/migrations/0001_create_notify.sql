-- Notifications and messages hold ids, numbers and codes; webhook and secret are sealed with the installation's key.
create table notify_notifications (
  tenant_id bigint not null,
  id bigint not null,
  user_id bigint not null,
  kind text not null,
  severity text not null,
  subject_kind text not null,
  subject_id bigint not null,
  text_key text not null,
  params text not null,
  created_at bigint not null,
  read_at bigint,
  primary key (tenant_id, id)
);
create index notify_notifications_user on notify_notifications (tenant_id, user_id, id);
create index notify_notifications_unread on notify_notifications (tenant_id, user_id, id) where read_at is null;

create table notify_channels (
  tenant_id bigint not null,
  id bigint not null,
  name text not null,
  kind text not null,
  scope text not null,
  scope_key text not null,
  locale text not null,
  host text not null,
  webhook text not null,
  secret text not null,
  enabled bigint not null,
  quiet_from bigint not null,
  quiet_to bigint not null,
  max_per_hour bigint not null,
  not_before bigint not null,
  last_delivered_at bigint,
  removed_at bigint,
  created_at bigint not null,
  created_by bigint not null,
  updated_at bigint not null,
  updated_by bigint not null,
  version bigint not null,
  primary key (tenant_id, id)
);

create table notify_deliveries (
  tenant_id bigint not null,
  id bigint not null,
  channel_id bigint not null,
  message_key text not null,
  severity text not null,
  text text not null,
  mentions text not null,
  state text not null,
  attempts bigint not null,
  next_at bigint not null,
  last_status bigint not null,
  last_code bigint not null,
  last_error text not null,
  created_at bigint not null,
  delivered_at bigint,
  primary key (tenant_id, id),
  foreign key (tenant_id, channel_id) references notify_channels (tenant_id, id)
);
create unique index notify_deliveries_key on notify_deliveries (tenant_id, channel_id, message_key);
create index notify_deliveries_waiting on notify_deliveries (tenant_id, channel_id, next_at, id)
  where state = 'waiting';
create index notify_deliveries_state on notify_deliveries (tenant_id, state, id);

create table notify_attempts (
  tenant_id bigint not null,
  id bigint not null,
  channel_id bigint not null,
  delivery_id bigint not null,
  at bigint not null,
  primary key (tenant_id, id)
);
create index notify_attempts_channel on notify_attempts (tenant_id, channel_id, at);
