// The rows of notify.
// Owns the SQL on tables notify_*.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/db/db.h"
#include "platform/notify/notify.h"

namespace manyi::notify::store {

struct NotificationRow {
  TenantId tenant_id;
  NotificationId id;
  UserId user_id;
  std::string kind;
  Severity severity = Severity::kInfo;
  std::string subject_kind;
  std::int64_t subject_id = 0;
  std::string text_key;
  RawJson params;
  Instant created_at;
  std::optional<Instant> read_at;
};
BOOST_DESCRIBE_STRUCT(NotificationRow, (),
                      (tenant_id, id, user_id, kind, severity, subject_kind, subject_id, text_key, params,
                       created_at, read_at))

struct ChannelRow {
  TenantId tenant_id;
  ChannelId id;
  std::string name;
  ChannelKind kind = ChannelKind::kWecom;
  ChannelScope scope = ChannelScope::kCompany;
  std::string scope_key;
  ChannelLocale locale = ChannelLocale::kZh;
  std::string host, webhook, secret;  // the last two sealed
  bool enabled = true;
  std::int64_t quiet_from = 21 * 60, quiet_to = 8 * 60;  // minutes of the day
  std::int64_t max_per_hour = 6;
  Instant not_before;  // nothing is sent earlier: the bot asked for rest, or is out of reach
  std::optional<Instant> last_delivered_at, removed_at;
  Instant created_at;
  UserId created_by;
  Instant updated_at;
  UserId updated_by;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(ChannelRow, (),
                      (tenant_id, id, name, kind, scope, scope_key, locale, host, webhook, secret, enabled,
                       quiet_from, quiet_to, max_per_hour, not_before, last_delivered_at, removed_at,
                       created_at, created_by, updated_at, updated_by, version))

struct DeliveryRow {
  TenantId tenant_id;
  DeliveryId id;
  ChannelId channel_id;
  std::string message_key;
  Severity severity = Severity::kInfo;
  std::string text, mentions;  // one id a line
  DeliveryState state = DeliveryState::kWaiting;
  std::int64_t attempts = 0;
  Instant next_at;
  std::int64_t last_status = 0, last_code = 0;
  std::string last_error;
  Instant created_at;
  std::optional<Instant> delivered_at;
};
BOOST_DESCRIBE_STRUCT(DeliveryRow, (),
                      (tenant_id, id, channel_id, message_key, severity, text, mentions, state, attempts,
                       next_at, last_status, last_code, last_error, created_at, delivered_at))

struct AttemptTag;
struct AttemptRow {
  TenantId tenant_id;
  Id<AttemptTag> id;
  ChannelId channel_id;
  DeliveryId delivery_id;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(AttemptRow, (), (tenant_id, id, channel_id, delivery_id, at))

Result<void> insert(db::Tx&, const NotificationRow&);
std::optional<NotificationRow> find_notification(db::ReadTx&, TenantId, UserId, NotificationId);
struct NotificationFilter {
  std::optional<bool> unread;
  std::optional<std::string> kind;
  std::optional<Severity> severity;
  std::int64_t before = 0, limit = 50;
};
/// Newest first.
std::vector<NotificationRow> list(db::ReadTx&, TenantId, UserId, const NotificationFilter&);
std::int64_t count_unread(db::ReadTx&, TenantId, UserId);
/// Of one when named, else of all. Returns how many became read.
Result<std::int64_t> mark_read(db::Tx&, TenantId, UserId, std::optional<NotificationId>, Instant at);

Result<void> insert(db::Tx&, const ChannelRow&);
Result<void> update(db::Tx&, const ChannelRow&);
/// Also one that was removed.
std::optional<ChannelRow> find_channel(db::ReadTx&, TenantId, ChannelId);
/// Those not removed, newest first.
std::vector<ChannelRow> channels(db::ReadTx&, TenantId);

Result<void> insert(db::Tx&, const DeliveryRow&);
Result<void> update(db::Tx&, const DeliveryRow&);
std::optional<DeliveryRow> find_delivery(db::ReadTx&, TenantId, DeliveryId);
bool knows_key(db::ReadTx&, TenantId, ChannelId, const std::string& key);
/// The one that waits for its turn first.
std::optional<DeliveryRow> first_waiting(db::ReadTx&, TenantId, ChannelId);
/// Queued since then, whatever became of them.
std::int64_t count_since(db::ReadTx&, TenantId, ChannelId, Instant since);
std::int64_t count(db::ReadTx&, TenantId, ChannelId, DeliveryState);
Result<void> give_up_waiting(db::Tx&, TenantId, ChannelId, const std::string& why);
struct DeliveryFilter {
  std::optional<ChannelId> channel;
  std::vector<DeliveryState> states;
  std::int64_t before = 0, limit = 50;
};
std::vector<DeliveryRow> list(db::ReadTx&, TenantId, const DeliveryFilter&);

Result<void> insert(db::Tx&, const AttemptRow&);
/// When the last messages went out, the newest first.
std::vector<Instant> attempts_since(db::ReadTx&, TenantId, ChannelId, Instant since);

std::vector<TenantId> tenants(db::ReadTx&);
/// Read notifications, delivered or dead messages and attempts from before that.
Result<void> forget(db::Tx&, TenantId, Instant before);

}  // namespace manyi::notify::store
