// The outbox: queued with what caused it, sent afterwards within limits, tried again, given up in sight.
// Owns how one message goes from waiting to delivered or dead.
#include <algorithm>
#include <map>

#include "base/json.h"
#include "platform/jobs/jobs.h"
#include "platform/notify/deliver_job.h"
#include "platform/notify/notify.h"
#include "platform/notify/notify_events.h"
#include "platform/notify/rules.h"
#include "platform/notify/store.h"

namespace manyi::notify {
namespace {

constexpr int kPerRun = 20;             // messages of one job; imports and other jobs wait meanwhile
constexpr DurationMs kLease = kMinute;  // longer than the longest connection
constexpr DurationMs kLongestRest = kMinute * 5;
constexpr DurationMs kKept = kDay * 90;

std::string joined(const std::vector<std::string>& ids) {
  std::string all;
  for (const auto& id : ids) all += (all.empty() ? "" : "\n") + id;
  return all;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> ids;
  while (!text.empty()) {
    const auto end = text.find('\n');
    ids.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return ids;
}

std::string told(const PostAnswer& answer, const BotAnswer& read) {
  if (!answer.failure.empty()) return answer.failure;
  if (read.code != 0) return "the bot answered with code " + std::to_string(read.code);
  return "the bot answered with status " + std::to_string(answer.status);
}

}  // namespace

struct Notify::Claim {
  std::optional<store::ChannelRow> channel;
  std::optional<store::DeliveryRow> delivery;
};

Delivery Notify::present(const store::DeliveryRow& row, const std::string& channel_name) const {
  Delivery shown;
  shown.id = row.id;
  shown.channel_id = row.channel_id;
  shown.channel_name = channel_name;
  shown.severity = row.severity;
  shown.text = row.text;
  shown.mentions = static_cast<std::int64_t>(split(row.mentions).size());
  shown.state = row.state;
  shown.attempts = row.attempts;
  if (row.state == DeliveryState::kWaiting) shown.next_at = row.next_at;
  shown.last_status = row.last_status;
  shown.last_code = row.last_code;
  shown.last_error = row.last_error;
  shown.created_at = row.created_at;
  shown.delivered_at = row.delivered_at;
  if (row.state == DeliveryState::kDead) shown.allowed = {DeliveryStep::kRedeliver};
  return shown;
}

Result<void> Notify::wake(db::Tx& tx, TenantId tenant, ChannelId channel, Instant at) {
  MANYI_CHECK(needs_.jobs.enqueue(tx, tenant, kDeliverJob, to_json(DeliverJob{channel}), at));
  return {};
}

Result<store::DeliveryRow> Notify::queue(db::Tx& tx, const store::ChannelRow& channel,
                                         const OutgoingMessage& message) {
  store::DeliveryRow row;
  row.tenant_id = channel.tenant_id;
  row.id = tx.new_id<DeliveryTag>();
  row.channel_id = channel.id;
  row.message_key = message.key;
  row.severity = message.severity;
  row.text = message.content.text;
  row.mentions = joined(message.content.mentions);
  row.next_at = row.created_at = tx.now();
  MANYI_CHECK(store::insert(tx, row));
  MANYI_CHECK(wake(tx, channel.tenant_id, channel.id, tx.now()));
  return row;
}

Result<SendOutcome> Notify::send(db::Tx& tx, TenantId tenant, ChannelId id, const OutgoingMessage& message) {
  const auto channel = store::find_channel(tx, tenant, id);
  if (!channel || channel->removed_at || !channel->enabled) return SendOutcome::kOff;
  if (store::knows_key(tx, tenant, id, message.key)) return SendOutcome::kRepeated;
  if (store::count_since(tx, tenant, id, tx.now() - kHour) >= channel->max_per_hour)
    return SendOutcome::kTooMany;
  MANYI_CHECK(queue(tx, *channel, message));
  return SendOutcome::kQueued;
}

Result<Delivery> Notify::test_channel(db::Tx& tx, const Caller& caller, ChannelId id) {
  MANYI_TRY(const store::ChannelRow channel, load_channel(tx, caller.tenant, id));
  if (!channel.enabled) return conflict("notification_channel.off", "The channel is switched off.");
  OutgoingMessage message;
  message.key = "test:" + id_text(tx.new_id<DeliveryTag>().value());
  message.severity = Severity::kSevere;
  message.content.text = channel.locale == ChannelLocale::kZh ? "【满意】测试消息：" + channel.name
                                                              : "[Manyi] Test message: " + channel.name;
  MANYI_TRY(const store::DeliveryRow row, queue(tx, channel, message));
  return present(row, channel.name);
}

Result<Page<Delivery>> Notify::deliveries(db::ReadTx& tx, const Caller& caller, const ListDeliveries& in) {
  store::DeliveryFilter filter;
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  MANYI_TRY(filter.before, cursor_id(in.cursor));
  filter.channel = in.channel_id;
  filter.states = in.state;
  filter.limit = limit + 1;
  std::map<ChannelId, std::string> names;
  std::vector<Delivery> shown;
  for (const auto& row : store::list(tx, caller.tenant, filter)) {
    if (!names.contains(row.channel_id)) {
      const auto channel = store::find_channel(tx, caller.tenant, row.channel_id);
      names[row.channel_id] = channel ? channel->name : "";
    }
    shown.push_back(present(row, names[row.channel_id]));
  }
  return page_by_id(std::move(shown), limit);
}

Result<Delivery> Notify::redeliver(db::Tx& tx, const Caller& caller, DeliveryId id) {
  auto row = store::find_delivery(tx, caller.tenant, id);
  if (!row) return not_found("notification_delivery.unknown", "There is no such message.");
  if (row->state != DeliveryState::kDead)
    return conflict("notification_delivery.state", "Only a message that was given up is sent again.");
  MANYI_TRY(store::ChannelRow channel, load_channel(tx, caller.tenant, row->channel_id));
  row->state = DeliveryState::kWaiting;
  row->attempts = 0;
  row->next_at = tx.now();
  MANYI_CHECK(store::update(tx, *row));
  channel.not_before = Instant();  // who presses the button has put right what was wrong
  MANYI_CHECK(store::update(tx, channel));
  MANYI_CHECK(wake(tx, caller.tenant, channel.id, tx.now()));
  return present(*row, channel.name);
}

// ---- emptying it --------------------------------------------------------------------------------

// Takes the next message that may go out now under a lease, or says when to look again.
Result<void> Notify::claim(db::Tx& tx, TenantId tenant, ChannelId id, Claim& claim) {
  claim = {};
  claim.channel = store::find_channel(tx, tenant, id);
  const auto& channel = claim.channel;
  if (!channel || channel->removed_at || !channel->enabled) return {};
  const Instant now = tx.now();
  const QuietHours quiet{static_cast<int>(channel->quiet_from), static_cast<int>(channel->quiet_to)};
  const Instant loud = quiet_until(quiet, zone_of(tx, *channel), now);
  for (;;) {
    auto next = store::first_waiting(tx, tenant, id);
    if (!next) return {};
    if (const Instant at = std::max(next->next_at, channel->not_before); at > now)
      return wake(tx, tenant, id, at);
    if (next->severity != Severity::kSevere && loud > now) {
      next->next_at = loud;  // makes way for a severe one behind it
      MANYI_CHECK(store::update(tx, *next));
      continue;
    }
    const auto limits = rate_limits(channel->kind);
    const auto sent = store::attempts_since(tx, tenant, id, now - limits.front().window);
    if (const Instant at = may_send_at(limits, sent, now); at > now) return wake(tx, tenant, id, at);
    next->attempts += 1;
    next->next_at = now + kLease;
    MANYI_CHECK(store::update(tx, *next));
    store::AttemptRow attempt;
    attempt.tenant_id = tenant;
    attempt.id = tx.new_id<store::AttemptTag>();
    attempt.channel_id = id;
    attempt.delivery_id = next->id;
    attempt.at = now;
    MANYI_CHECK(store::insert(tx, attempt));
    claim.delivery = std::move(next);
    return {};
  }
}

Result<void> Notify::publish_settled(db::Tx& tx, const store::DeliveryRow& row) {
  DeliverySettled event;
  event.channel = row.channel_id;
  event.delivery = row.id;
  event.state = row.state;
  event.attempts = row.attempts;
  return needs_.events.publish(tx, {row.tenant_id, UserId()}, event);
}

Result<void> Notify::settle(db::Tx& tx, TenantId tenant, const Claim& claim, const PostAnswer& answer) {
  auto row = store::find_delivery(tx, tenant, claim.delivery->id);
  auto channel = store::find_channel(tx, tenant, claim.delivery->channel_id);
  if (!row || !channel || row->state != DeliveryState::kWaiting) return {};
  BotAnswer read = read_answer(channel->kind, answer.status, answer.body);
  if (answer.refused) read.outcome = BotOutcome::kRefused;
  row->last_status = answer.status;
  row->last_code = read.code;
  if (read.outcome == BotOutcome::kDelivered) {
    row->state = DeliveryState::kDelivered;
    row->delivered_at = channel->last_delivered_at = tx.now();
    row->last_error.clear();
    MANYI_CHECK(store::update(tx, *row));
    MANYI_CHECK(store::update(tx, *channel));
    return publish_settled(tx, *row);
  }
  row->last_error = told(answer, read);
  const auto wait = read.outcome == BotOutcome::kRetry ? back_off(row->attempts) : std::nullopt;
  if (!wait) {
    row->state = DeliveryState::kDead;
    MANYI_CHECK(store::update(tx, *row));
    MANYI_CHECK(wake(tx, tenant, channel->id, tx.now()));  // for those behind it
    return publish_settled(tx, *row);
  }
  const DurationMs asked = std::max(*wait, answer.retry_after.value_or(DurationMs(0)));
  row->next_at = tx.now() + asked;
  // What goes wrong with one message mostly goes wrong with all: the channel rests, but not as long as
  // the message, which may be wrong itself.
  channel->not_before = tx.now() + std::min(asked, kLongestRest);
  MANYI_CHECK(store::update(tx, *row));
  MANYI_CHECK(store::update(tx, *channel));
  return wake(tx, tenant, channel->id, channel->not_before);
}

Result<void> Notify::deliver(TenantId tenant, ChannelId id) {
  for (int sent = 0; sent < kPerRun; ++sent) {
    Claim claimed;
    MANYI_CHECK(needs_.database.write(
        tenant, [&](db::Tx& tx) -> Result<void> { return claim(tx, tenant, id, claimed); }));
    if (!claimed.delivery) return {};
    PostAnswer answer;
    const auto webhook = seal_.open(claimed.channel->webhook);
    const auto secret = seal_.open(claimed.channel->secret);
    if (!webhook || !secret) {
      answer.refused = true;
      answer.failure = "the address was kept by another installation: enter it again";
    } else {
      const BotMessage message{claimed.delivery->text, split(claimed.delivery->mentions)};
      answer = options_.post(
          build_request(claimed.channel->kind, *webhook, *secret, message, needs_.database.clock().now()));
    }
    MANYI_CHECK(needs_.database.write(
        tenant, [&](db::Tx& tx) -> Result<void> { return settle(tx, tenant, claimed, answer); }));
  }
  MANYI_CHECK(needs_.database.write(
      tenant, [&](db::Tx& tx) -> Result<void> { return wake(tx, tenant, id, tx.now()); }));
  return {};
}

Result<void> Notify::forget_old() {
  const auto tenants = needs_.database.read([](db::ReadTx& tx) { return store::tenants(tx); });
  for (const TenantId tenant : tenants)
    MANYI_CHECK(needs_.database.write(
        tenant, [&](db::Tx& tx) -> Result<void> { return store::forget(tx, tenant, tx.now() - kKept); }));
  return {};
}

}  // namespace manyi::notify
