// Statements over the tables of notify.
// Owns their text; each constant stands beside the function that runs it.
#include "platform/notify/store.h"

namespace manyi::notify::store {
namespace {

template <class Row> std::string select(std::string_view table) {
  return "select " + db::columns<Row>() + " from " + std::string(table) + " where tenant_id = :tenant_id";
}

}  // namespace

Result<void> insert(db::Tx& tx, const NotificationRow& row) { return tx.insert("notify_notifications", row); }

std::optional<NotificationRow> find_notification(db::ReadTx& tx, TenantId tenant, UserId user,
                                                 NotificationId id) {
  static const std::string kSql =
      select<NotificationRow>("notify_notifications") + " and user_id = :user_id and id = :id";
  return tx.first<NotificationRow>(kSql, tenant, user, id);
}

std::vector<NotificationRow> list(db::ReadTx& tx, TenantId tenant, UserId user,
                                  const NotificationFilter& filter) {
  std::string sql =
      select<NotificationRow>("notify_notifications") + " and user_id = :user_id and id < :before";
  if (filter.unread) sql += *filter.unread ? " and read_at is null" : " and read_at is not null";
  // The name of our own enumerator is written out.
  if (filter.severity) sql += " and severity = '" + enum_name(*filter.severity) + "'";
  sql += filter.kind ? " and kind = :kind" : "";
  sql += " order by id desc limit :limit";
  if (filter.kind)
    return tx.all<NotificationRow>(sql, tenant, user, filter.before, *filter.kind, filter.limit);
  return tx.all<NotificationRow>(sql, tenant, user, filter.before, filter.limit);
}

std::int64_t count_unread(db::ReadTx& tx, TenantId tenant, UserId user) {
  constexpr std::string_view kSql =
      "select count(*) from notify_notifications where tenant_id = :tenant_id and user_id = :user_id "
      "and read_at is null";
  return tx.scalar<std::int64_t>(kSql, tenant, user).value_or(0);
}

Result<std::int64_t> mark_read(db::Tx& tx, TenantId tenant, UserId user, std::optional<NotificationId> id,
                               Instant at) {
  constexpr std::string_view kAll =
      "update notify_notifications set read_at = :at where tenant_id = :tenant_id and user_id = :user_id "
      "and read_at is null";
  static const std::string kOne = std::string(kAll) + " and id = :id";
  if (id) return tx.exec(kOne, at, tenant, user, *id);
  return tx.exec(kAll, at, tenant, user);
}

Result<void> insert(db::Tx& tx, const ChannelRow& row) { return tx.insert("notify_channels", row); }
Result<void> update(db::Tx& tx, const ChannelRow& row) { return tx.update("notify_channels", row); }

std::optional<ChannelRow> find_channel(db::ReadTx& tx, TenantId tenant, ChannelId id) {
  static const std::string kSql = select<ChannelRow>("notify_channels") + " and id = :id";
  return tx.first<ChannelRow>(kSql, tenant, id);
}

std::vector<ChannelRow> channels(db::ReadTx& tx, TenantId tenant) {
  static const std::string kSql =
      select<ChannelRow>("notify_channels") + " and removed_at is null order by id desc";
  return tx.all<ChannelRow>(kSql, tenant);
}

Result<void> insert(db::Tx& tx, const DeliveryRow& row) { return tx.insert("notify_deliveries", row); }
Result<void> update(db::Tx& tx, const DeliveryRow& row) { return tx.update("notify_deliveries", row); }

std::optional<DeliveryRow> find_delivery(db::ReadTx& tx, TenantId tenant, DeliveryId id) {
  static const std::string kSql = select<DeliveryRow>("notify_deliveries") + " and id = :id";
  return tx.first<DeliveryRow>(kSql, tenant, id);
}

bool knows_key(db::ReadTx& tx, TenantId tenant, ChannelId channel, const std::string& key) {
  constexpr std::string_view kSql =
      "select id from notify_deliveries where tenant_id = :tenant_id and channel_id = :channel_id "
      "and message_key = :message_key";
  return tx.scalar<std::int64_t>(kSql, tenant, channel, key).has_value();
}

std::optional<DeliveryRow> first_waiting(db::ReadTx& tx, TenantId tenant, ChannelId channel) {
  static const std::string kSql =
      select<DeliveryRow>("notify_deliveries") +
      " and channel_id = :channel_id and state = 'waiting' order by next_at, id limit 1";
  return tx.first<DeliveryRow>(kSql, tenant, channel);
}

std::int64_t count_since(db::ReadTx& tx, TenantId tenant, ChannelId channel, Instant since) {
  constexpr std::string_view kSql =
      "select count(*) from notify_deliveries where tenant_id = :tenant_id and channel_id = :channel_id "
      "and created_at > :since";
  return tx.scalar<std::int64_t>(kSql, tenant, channel, since).value_or(0);
}

std::int64_t count(db::ReadTx& tx, TenantId tenant, ChannelId channel, DeliveryState state) {
  constexpr std::string_view kSql =
      "select count(*) from notify_deliveries where tenant_id = :tenant_id and channel_id = :channel_id "
      "and state = :state";
  return tx.scalar<std::int64_t>(kSql, tenant, channel, state).value_or(0);
}

Result<void> give_up_waiting(db::Tx& tx, TenantId tenant, ChannelId channel, const std::string& why) {
  constexpr std::string_view kSql =
      "update notify_deliveries set state = 'dead', last_error = :why where tenant_id = :tenant_id "
      "and channel_id = :channel_id and state = 'waiting'";
  MANYI_CHECK(tx.exec(kSql, why, tenant, channel));
  return {};
}

std::vector<DeliveryRow> list(db::ReadTx& tx, TenantId tenant, const DeliveryFilter& filter) {
  std::string sql = select<DeliveryRow>("notify_deliveries") + " and id < :before";
  if (!filter.states.empty()) {
    sql += " and state in (";
    for (std::size_t i = 0; i < filter.states.size(); ++i)
      sql += (i == 0 ? "'" : ", '") + enum_name(filter.states[i]) + "'";
    sql += ")";
  }
  const std::string last = " order by id desc limit :limit";
  if (filter.channel)
    return tx.all<DeliveryRow>(sql + " and channel_id = :channel_id" + last, tenant, filter.before,
                               *filter.channel, filter.limit);
  return tx.all<DeliveryRow>(sql + last, tenant, filter.before, filter.limit);
}

Result<void> insert(db::Tx& tx, const AttemptRow& row) { return tx.insert("notify_attempts", row); }

std::vector<Instant> attempts_since(db::ReadTx& tx, TenantId tenant, ChannelId channel, Instant since) {
  constexpr std::string_view kSql =
      "select at from notify_attempts where tenant_id = :tenant_id and channel_id = :channel_id "
      "and at > :since order by at desc, id desc limit 200";
  return tx.all<Instant>(kSql, tenant, channel, since);
}

std::vector<TenantId> tenants(db::ReadTx& tx) {
  constexpr std::string_view kSql =
      "select tenant_id from notify_notifications group by tenant_id "
      "union select tenant_id from notify_channels group by tenant_id";
  return tx.all<TenantId>(kSql);
}

Result<void> forget(db::Tx& tx, TenantId tenant, Instant before) {
  static constexpr std::string_view kStatements[] = {
      "delete from notify_notifications where tenant_id = :tenant_id and read_at < :before",
      "delete from notify_deliveries where tenant_id = :tenant_id and state <> 'waiting' "
      "and created_at < :before",
      "delete from notify_attempts where tenant_id = :tenant_id and at < :before"};
  for (const auto sql : kStatements) MANYI_CHECK(tx.exec(sql, tenant, before));
  return {};
}

}  // namespace manyi::notify::store
