// Tells people: notifications inside the program, and messages to the group bots of WeCom, DingTalk, Feishu.
// Owns the façade of notify, its types, the outbox and how it is emptied.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/result.h"
#include "base/time_zone.h"
#include "platform/auth/caller.h"
#include "platform/db/db.h"
#include "platform/http/page.h"
#include "platform/notify/bots.h"
#include "platform/notify/post.h"
#include "platform/notify/sealed.h"

namespace manyi {
struct Module;
}
namespace manyi::jobs {
class Jobs;
}
namespace manyi::journal {
class Events;
}

namespace manyi::notify {

namespace store {
struct ChannelRow;
struct DeliveryRow;
}  // namespace store

struct NotificationTag;
struct ChannelTag;
struct DeliveryTag;
using NotificationId = Id<NotificationTag>;
using ChannelId = Id<ChannelTag>;
using DeliveryId = Id<DeliveryTag>;

enum class Severity { kInfo, kWarning, kSevere };
BOOST_DESCRIBE_ENUM(Severity, kInfo, kWarning, kSevere)

// ---- inside the program -------------------------------------------------------------------------

/// What one user is told. `text_key` and `params` are put into words by the screen; params are ids,
/// numbers and codes, never names, phone numbers or what somebody wrote.
struct NotificationContent {
  std::string kind;  // "alert.raised"
  Severity severity = Severity::kInfo;
  std::string subject_kind;  // "alert"
  std::int64_t subject_id = 0;
  std::string text_key;
  RawJson params;
};

struct Notification {
  NotificationId id;
  std::string kind;
  Severity severity = Severity::kInfo;
  std::string subject_kind, subject_id;
  std::string text_key;
  RawJson params;
  Instant created_at;
  std::optional<Instant> read_at;
};
BOOST_DESCRIBE_STRUCT(Notification, (),
                      (id, kind, severity, subject_kind, subject_id, text_key, params, created_at, read_at))

struct ListNotifications {
  std::optional<bool> unread;
  std::optional<std::string> kind;
  std::optional<Severity> severity;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListNotifications, (), (unread, kind, severity, cursor, limit))

struct OneNotification {
  NotificationId id;
};
BOOST_DESCRIBE_STRUCT(OneNotification, (), (id))

struct ReadNotifications {
  std::int64_t read = 0;  // how many became read
};
BOOST_DESCRIBE_STRUCT(ReadNotifications, (), (read))

// ---- channels -----------------------------------------------------------------------------------

/// Whose business a channel carries.
enum class ChannelScope { kCompany, kSite, kUnit };
BOOST_DESCRIBE_ENUM(ChannelScope, kCompany, kSite, kUnit)
enum class ChannelLocale { kZh, kEn };
BOOST_DESCRIBE_ENUM(ChannelLocale, kZh, kEn)

/// A group bot. Its address and secret go in and never come out again.
struct Channel {
  ChannelId id;
  std::string name;
  ChannelKind kind = ChannelKind::kWecom;
  ChannelScope scope = ChannelScope::kCompany;
  std::string scope_key;  // id of the site or unit; "" for the company
  std::string scope_label;
  ChannelLocale locale = ChannelLocale::kZh;
  std::string host;  // of the address
  bool secret_set = false;
  bool enabled = true;
  std::string quiet_from, quiet_to;  // "21:00", "08:00" by the scope's time zone
  std::int64_t max_per_hour = 0;
  std::optional<Instant> last_delivered_at;
  std::int64_t waiting = 0, dead = 0;  // messages
  Instant created_at, updated_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Channel, (),
                      (id, name, kind, scope, scope_key, scope_label, locale, host, secret_set, enabled,
                       quiet_from, quiet_to, max_per_hour, last_delivered_at, waiting, dead, created_at,
                       updated_at, version))

struct CreateChannel {
  std::string name;
  ChannelKind kind = ChannelKind::kWecom;
  std::string webhook_url;
  std::optional<std::string> secret;
  std::optional<ChannelScope> scope;  // default company
  std::optional<std::string> scope_key;
  std::optional<ChannelLocale> locale;              // default zh
  std::optional<std::string> quiet_from, quiet_to;  // default 21:00, 08:00; equal: never quiet
  std::optional<std::int64_t> max_per_hour;         // default 6
};
BOOST_DESCRIBE_STRUCT(CreateChannel, (),
                      (name, kind, webhook_url, secret, scope, scope_key, locale, quiet_from, quiet_to,
                       max_per_hour))
std::span<const FieldRule> field_rules(const CreateChannel*);

/// An empty secret takes it away.
struct ChangeChannel {
  ChannelId id;
  std::optional<std::int64_t> if_match;
  std::optional<std::string> name, webhook_url, secret;
  std::optional<ChannelScope> scope;
  std::optional<std::string> scope_key;
  std::optional<ChannelLocale> locale;
  std::optional<bool> enabled;
  std::optional<std::string> quiet_from, quiet_to;
  std::optional<std::int64_t> max_per_hour;
};
BOOST_DESCRIBE_STRUCT(ChangeChannel, (),
                      (id, if_match, name, webhook_url, secret, scope, scope_key, locale, enabled, quiet_from,
                       quiet_to, max_per_hour))
std::span<const FieldRule> field_rules(const ChangeChannel*);

struct OneChannel {
  ChannelId id;
  std::optional<std::int64_t> if_match;
};
BOOST_DESCRIBE_STRUCT(OneChannel, (), (id, if_match))

// ---- deliveries ---------------------------------------------------------------------------------

enum class DeliveryState { kWaiting, kDelivered, kDead };
BOOST_DESCRIBE_ENUM(DeliveryState, kWaiting, kDelivered, kDead)
enum class DeliveryStep { kRedeliver };
BOOST_DESCRIBE_ENUM(DeliveryStep, kRedeliver)

/// One message to one channel. `last_error` is in words of ours.
struct Delivery {
  DeliveryId id;
  ChannelId channel_id;
  std::string channel_name;
  Severity severity = Severity::kInfo;
  std::string text;
  std::int64_t mentions = 0;
  DeliveryState state = DeliveryState::kWaiting;
  std::int64_t attempts = 0;
  std::optional<Instant> next_at;  // while it waits
  std::int64_t last_status = 0, last_code = 0;
  std::string last_error;
  Instant created_at;
  std::optional<Instant> delivered_at;
  std::vector<DeliveryStep> allowed;
};
BOOST_DESCRIBE_STRUCT(Delivery, (),
                      (id, channel_id, channel_name, severity, text, mentions, state, attempts, next_at,
                       last_status, last_code, last_error, created_at, delivered_at, allowed))

struct ListDeliveries {
  std::optional<ChannelId> channel_id;
  std::vector<DeliveryState> state;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListDeliveries, (), (channel_id, state, cursor, limit))

struct OneDelivery {
  DeliveryId id;
};
BOOST_DESCRIBE_STRUCT(OneDelivery, (), (id))

/// A message for the outbox. The key makes it one, however often it is sent.
struct OutgoingMessage {
  std::string key;
  Severity severity = Severity::kWarning;
  BotMessage content;
};
enum class SendOutcome {
  kQueued,
  kRepeated,  // that key went to this channel before
  kOff,       // no such channel, or it is switched off
  kTooMany,   // the channel's hour is full: put it into the next digest
};

/// What notify must know of the rest of the world; set at wiring.
struct Ports {
  /// The zone of that site or unit; the company's for kCompany.
  std::function<TimeZone(db::ReadTx&, TenantId, ChannelScope, const std::string& key)> zone_of;
  /// Its name; nullopt when there is none.
  std::function<std::optional<std::string>(db::ReadTx&, TenantId, ChannelScope, const std::string& key)>
      label_of;
};

/// Thread-safe. Calls with a transaction take part in it; permissions are checked by the routes.
class Notify {
 public:
  struct Needs {
    db::Database& database;
    journal::Events& events;
    jobs::Jobs& jobs;
  };
  struct Options {
    Targets targets = Targets::kPublicOnly;
    std::string installation_secret;  // what stored secrets are sealed with
    Post post;                        // default: libcurl
    Ports ports;
  };
  Notify(Needs needs, Options options);

  /// Tells a user something; live pages hear of it by the journal's `notification.created`.
  Result<NotificationId> tell(db::Tx&, TenantId, UserId, const NotificationContent&);
  Result<Page<Notification>> list(db::ReadTx&, const Caller&, const ListNotifications&);
  std::int64_t unread(db::ReadTx&, const Caller&);
  /// \errors kNotFound unless it is the caller's
  Result<Notification> mark_read(db::Tx&, const Caller&, NotificationId);
  Result<ReadNotifications> mark_all_read(db::Tx&, const Caller&);

  /// \errors kInvalid with all fields: address not https or private, times of day, scope unknown
  Result<Channel> create_channel(db::Tx&, const Caller&, const CreateChannel&);
  /// \errors as create; kNotFound; kStale
  Result<Channel> change_channel(db::Tx&, const Caller&, const ChangeChannel&);
  /// Its messages stay to be read; those that wait are given up. \errors kNotFound; kStale
  Result<void> remove_channel(db::Tx&, const Caller&, const OneChannel&);
  Result<Channel> channel(db::ReadTx&, const Caller&, ChannelId);
  /// Newest first.
  std::vector<Channel> channels(db::ReadTx&, TenantId);
  /// Queues a message that says who it is from, past quiet hours and the hour's number.
  Result<Delivery> test_channel(db::Tx&, const Caller&, ChannelId);

  /// Puts a message into the outbox of that channel; it leaves after the commit. Messages that are not
  /// severe wait for the end of the channel's quiet hours.
  Result<SendOutcome> send(db::Tx&, TenantId, ChannelId, const OutgoingMessage&);
  Result<Page<Delivery>> deliveries(db::ReadTx&, const Caller&, const ListDeliveries&);
  /// Tries a dead one again from the start. \errors kNotFound; kConflict unless dead
  Result<Delivery> redeliver(db::Tx&, const Caller&, DeliveryId);

  /// Sends what a channel has due, as far as its limits go; the job `notify.deliver`. Not in a lane.
  Result<void> deliver(TenantId, ChannelId);
  /// Forgets what was delivered or read ninety days ago.
  Result<void> forget_old();

 private:
  struct Claim;
  Result<void> take(db::ReadTx&, store::ChannelRow&, const ChangeChannel&);
  Channel present(db::ReadTx&, const store::ChannelRow&);
  Delivery present(const store::DeliveryRow&, const std::string& channel_name) const;
  TimeZone zone_of(db::ReadTx&, const store::ChannelRow&);
  Result<store::ChannelRow> load_channel(db::ReadTx&, TenantId, ChannelId,
                                         const std::optional<std::int64_t>& if_match = {});
  Result<store::DeliveryRow> queue(db::Tx&, const store::ChannelRow&, const OutgoingMessage&);
  Result<void> publish_settled(db::Tx&, const store::DeliveryRow&);
  Result<void> wake(db::Tx&, TenantId, ChannelId, Instant at);
  Result<void> claim(db::Tx&, TenantId, ChannelId, Claim&);
  Result<void> settle(db::Tx&, TenantId, const Claim&, const PostAnswer&);

  Needs needs_;
  Options options_;
  Seal seal_;
};

/// Tables, routes and jobs; `notify` must outlive what is made of it.
Module make_module(Notify& notify);

}  // namespace manyi::notify
