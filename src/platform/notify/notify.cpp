// Notifications inside the program, and the channels that messages leave by.
// Owns their use cases; deliveries are in deliveries.cpp, statements in store.cpp.
#include "platform/notify/notify.h"

#include "platform/notify/notify_events.h"
#include "platform/notify/rules.h"
#include "platform/notify/store.h"

namespace manyi::notify {
namespace {

constexpr std::int64_t kMaxPerHour = 6;

Notification shown_of(const store::NotificationRow& row) {
  Notification shown;
  shown.id = row.id;
  shown.kind = row.kind;
  shown.severity = row.severity;
  shown.subject_kind = row.subject_kind;
  if (row.subject_id != 0) shown.subject_id = id_text(row.subject_id);
  shown.text_key = row.text_key;
  shown.params = row.params;
  shown.created_at = row.created_at;
  shown.read_at = row.read_at;
  return shown;
}

constexpr FieldRule kChannelRules[] = {
    {.name = "name",
     .doc = "what people call it",
     .example = R"("文三路站群")",
     .min_length = 1,
     .max_length = 80},
    {.name = "webhook_url",
     .doc = "the bot's address; never shown again",
     .min_length = 1,
     .max_length = 1000},
    {.name = "secret", .doc = "what the bot signs with; never shown again", .max_length = 200},
    {.name = "scope_key", .doc = "id of the site or unit", .max_length = 40},
    {.name = "quiet_from", .doc = "local time of day", .example = R"("21:00")", .max_length = 5},
    {.name = "quiet_to", .doc = "local time of day", .example = R"("08:00")", .max_length = 5},
    {.name = "max_per_hour", .minimum = 1, .maximum = 200}};

/// Whether a host is written as an address, or means this very machine.
bool is_private_name(const std::string& host) {
  if (host == "localhost" || host.ends_with(".localhost")) return true;
  if (host.starts_with('[')) return !is_public_address(host.substr(1, host.size() - 2));
  const bool numeric = host.find_first_not_of("0123456789.") == std::string::npos;
  return numeric && !is_public_address(host);
}

ChannelChanged change_of(const store::ChannelRow& row, ChannelChange change) {
  ChannelChanged event;
  event.channel = row.id;
  event.kind = row.kind;
  event.change = change;
  return event;
}

}  // namespace

std::span<const FieldRule> field_rules(const CreateChannel*) { return kChannelRules; }
std::span<const FieldRule> field_rules(const ChangeChannel*) { return kChannelRules; }

Notify::Notify(Needs needs, Options options)
    : needs_(needs), options_(std::move(options)), seal_(options_.installation_secret) {
  if (!options_.post) options_.post = post_by_curl(options_.targets);
}

// ---- inside the program -------------------------------------------------------------------------

Result<NotificationId> Notify::tell(db::Tx& tx, TenantId tenant, UserId user,
                                    const NotificationContent& content) {
  store::NotificationRow row;
  row.tenant_id = tenant;
  row.id = tx.new_id<NotificationTag>();
  row.user_id = user;
  row.kind = content.kind;
  row.severity = content.severity;
  row.subject_kind = content.subject_kind;
  row.subject_id = content.subject_id;
  row.text_key = content.text_key;
  row.params = content.params;
  row.created_at = tx.now();
  MANYI_CHECK(store::insert(tx, row));
  NotificationCreated event;
  event.notification = row.id;
  event.user = user;
  event.severity = row.severity;
  MANYI_CHECK(needs_.events.publish(tx, {tenant, UserId()}, event));
  return row.id;
}

Result<Page<Notification>> Notify::list(db::ReadTx& tx, const Caller& caller, const ListNotifications& in) {
  store::NotificationFilter filter;
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  MANYI_TRY(filter.before, cursor_id(in.cursor));
  filter.unread = in.unread;
  filter.kind = in.kind;
  filter.severity = in.severity;
  filter.limit = limit + 1;
  std::vector<Notification> shown;
  for (const auto& row : store::list(tx, caller.tenant, caller.user, filter)) shown.push_back(shown_of(row));
  auto page = page_by_id(std::move(shown), limit);
  if (in.unread.value_or(false) && !in.kind && !in.severity) page.total_estimate = unread(tx, caller);
  return page;
}

std::int64_t Notify::unread(db::ReadTx& tx, const Caller& caller) {
  return store::count_unread(tx, caller.tenant, caller.user);
}

Result<Notification> Notify::mark_read(db::Tx& tx, const Caller& caller, NotificationId id) {
  if (!store::find_notification(tx, caller.tenant, caller.user, id))
    return not_found("notification.unknown", "There is no such notification.");
  MANYI_TRY(const std::int64_t count, store::mark_read(tx, caller.tenant, caller.user, id, tx.now()));
  if (count > 0) {
    NotificationsRead event;
    event.user = caller.user;
    event.count = count;
    MANYI_CHECK(needs_.events.publish(tx, caller, event));
  }
  return shown_of(*store::find_notification(tx, caller.tenant, caller.user, id));
}

Result<ReadNotifications> Notify::mark_all_read(db::Tx& tx, const Caller& caller) {
  MANYI_TRY(const std::int64_t count, store::mark_read(tx, caller.tenant, caller.user, {}, tx.now()));
  if (count > 0) {
    NotificationsRead event;
    event.user = caller.user;
    event.count = count;
    MANYI_CHECK(needs_.events.publish(tx, caller, event));
  }
  return ReadNotifications{count};
}

// ---- channels -----------------------------------------------------------------------------------

Channel Notify::present(db::ReadTx& tx, const store::ChannelRow& row) {
  Channel shown;
  shown.id = row.id;
  shown.name = row.name;
  shown.kind = row.kind;
  shown.scope = row.scope;
  shown.scope_key = row.scope_key;
  if (options_.ports.label_of)
    shown.scope_label = options_.ports.label_of(tx, row.tenant_id, row.scope, row.scope_key).value_or("");
  shown.locale = row.locale;
  shown.host = row.host;
  shown.secret_set = !row.secret.empty();
  shown.enabled = row.enabled;
  shown.quiet_from = time_of_day(static_cast<int>(row.quiet_from));
  shown.quiet_to = time_of_day(static_cast<int>(row.quiet_to));
  shown.max_per_hour = row.max_per_hour;
  shown.last_delivered_at = row.last_delivered_at;
  shown.waiting = store::count(tx, row.tenant_id, row.id, DeliveryState::kWaiting);
  shown.dead = store::count(tx, row.tenant_id, row.id, DeliveryState::kDead);
  shown.created_at = row.created_at;
  shown.updated_at = row.updated_at;
  shown.version = row.version;
  return shown;
}

TimeZone Notify::zone_of(db::ReadTx& tx, const store::ChannelRow& row) {
  if (!options_.ports.zone_of) return TimeZone::utc();
  return options_.ports.zone_of(tx, row.tenant_id, row.scope, row.scope_key);
}

Result<store::ChannelRow> Notify::load_channel(db::ReadTx& tx, TenantId tenant, ChannelId id,
                                               const std::optional<std::int64_t>& if_match) {
  auto row = store::find_channel(tx, tenant, id);
  if (!row || row->removed_at) return not_found("notification_channel.unknown", "There is no such channel.");
  if (if_match && *if_match != row->version) return stale("The channel has changed since.");
  return std::move(*row);
}

// Puts what is told into the row. \errors kInvalid with all fields
Result<void> Notify::take(db::ReadTx& tx, store::ChannelRow& row, const ChangeChannel& in) {
  std::vector<FieldError> errors;
  if (in.name) row.name = *in.name;
  if (in.locale) row.locale = *in.locale;
  if (in.enabled) row.enabled = *in.enabled;
  if (in.max_per_hour) row.max_per_hour = *in.max_per_hour;
  if (in.secret) row.secret = seal_.close(*in.secret);
  if (row.kind == ChannelKind::kWecom && in.secret && !in.secret->empty())
    errors.push_back({"/secret", "not_used", "A WeCom bot has no secret: its key is in the address."});
  if (in.webhook_url) {
    const bool anywhere = options_.targets == Targets::kAnywhere;
    row.host = host_of(*in.webhook_url, anywhere ? Transport::kAnyHttp : Transport::kHttpsOnly);
    row.webhook = seal_.close(*in.webhook_url);
    row.not_before = Instant();
    if (row.host.empty())
      errors.push_back({"/webhook_url", "format", "Expected the https address that the bot was given."});
    else if (!anywhere && is_private_name(row.host))
      errors.push_back({"/webhook_url", "private", "Targets in private ranges are refused."});
  }
  const auto take_time = [&](const std::optional<std::string>& text, const char* pointer,
                             std::int64_t& minute) {
    if (!text) return;
    if (const auto at = minute_of_day(*text))
      minute = *at;
    else
      errors.push_back({pointer, "format", "Expected a time of day such as 21:00."});
  };
  take_time(in.quiet_from, "/quiet_from", row.quiet_from);
  take_time(in.quiet_to, "/quiet_to", row.quiet_to);
  if (in.scope) {
    row.scope = *in.scope;
    row.scope_key.clear();
  }
  if (in.scope_key) row.scope_key = *in.scope_key;
  if (row.scope == ChannelScope::kCompany && !row.scope_key.empty())
    errors.push_back({"/scope_key", "not_used", "The company has no key."});
  else if (row.scope != ChannelScope::kCompany &&
           (!options_.ports.label_of ||
            !options_.ports.label_of(tx, row.tenant_id, row.scope, row.scope_key)))
    errors.push_back({"/scope_key", "not_found", "There is no such site or unit."});
  if (!errors.empty()) return invalid(std::move(errors));
  return {};
}

Result<Channel> Notify::create_channel(db::Tx& tx, const Caller& caller, const CreateChannel& in) {
  store::ChannelRow row;
  row.tenant_id = caller.tenant;
  row.id = tx.new_id<ChannelTag>();
  row.kind = in.kind;
  row.max_per_hour = kMaxPerHour;
  ChangeChannel told;
  told.name = in.name;
  told.webhook_url = in.webhook_url;
  told.secret = in.secret;
  told.scope = in.scope;
  told.scope_key = in.scope_key;
  told.locale = in.locale;
  told.quiet_from = in.quiet_from;
  told.quiet_to = in.quiet_to;
  told.max_per_hour = in.max_per_hour;
  MANYI_CHECK(take(tx, row, told));
  row.created_at = row.updated_at = tx.now();
  row.created_by = row.updated_by = caller.user;
  MANYI_CHECK(store::insert(tx, row));
  auto event = change_of(row, ChannelChange::kCreated);
  event.new_address = true;
  event.new_secret = !row.secret.empty();
  MANYI_CHECK(needs_.events.publish(tx, caller, event));
  return present(tx, row);
}

Result<Channel> Notify::change_channel(db::Tx& tx, const Caller& caller, const ChangeChannel& in) {
  MANYI_TRY(store::ChannelRow row, load_channel(tx, caller.tenant, in.id, in.if_match));
  MANYI_CHECK(take(tx, row, in));
  row.updated_at = tx.now();
  row.updated_by = caller.user;
  row.version += 1;
  MANYI_CHECK(store::update(tx, row));
  auto event = change_of(row, ChannelChange::kChanged);
  event.new_address = in.webhook_url.has_value();
  event.new_secret = in.secret.has_value();
  MANYI_CHECK(needs_.events.publish(tx, caller, event));
  if (store::first_waiting(tx, caller.tenant, row.id)) MANYI_CHECK(wake(tx, caller.tenant, row.id, tx.now()));
  return present(tx, row);
}

Result<void> Notify::remove_channel(db::Tx& tx, const Caller& caller, const OneChannel& in) {
  MANYI_TRY(store::ChannelRow row, load_channel(tx, caller.tenant, in.id, in.if_match));
  row.webhook.clear();
  row.secret.clear();
  row.removed_at = row.updated_at = tx.now();
  row.updated_by = caller.user;
  row.version += 1;
  MANYI_CHECK(store::update(tx, row));
  MANYI_CHECK(store::give_up_waiting(tx, caller.tenant, row.id, "the channel was removed"));
  return needs_.events.publish(tx, caller, change_of(row, ChannelChange::kRemoved));
}

Result<Channel> Notify::channel(db::ReadTx& tx, const Caller& caller, ChannelId id) {
  MANYI_TRY(const store::ChannelRow row, load_channel(tx, caller.tenant, id));
  return present(tx, row);
}

std::vector<Channel> Notify::channels(db::ReadTx& tx, TenantId tenant) {
  std::vector<Channel> shown;
  for (const auto& row : store::channels(tx, tenant)) shown.push_back(present(tx, row));
  return shown;
}

}  // namespace manyi::notify
