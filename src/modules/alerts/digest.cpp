// How people hear of warnings: an owner's notification, one message per channel, the digest of the morning.
// Owns who is in which message and who is mentioned in it.
#include <algorithm>
#include <map>

#include "base/json.h"
#include "modules/alerts/alerts.h"
#include "modules/alerts/alerts_events.h"
#include "modules/alerts/digest_text.h"
#include "modules/alerts/store.h"

namespace manyi::alerts {
namespace {

using notify::Channel;
using notify::ChannelKind;
using notify::ChannelScope;

constexpr std::size_t kMostMentions = 20;
constexpr DurationMs kStillNews = kDay;

DigestItem item_of(const store::AlertRow& row) {
  DigestItem item;
  item.alert = row.id.value();
  item.kind = row.kind;
  item.severity = row.severity;
  item.due_at = row.due_at;
  item.owner = row.owner_id;
  if (const auto links = from_json<std::vector<Link>>(row.links); links && !links->empty())
    item.no = links->front().no;
  return item;
}

struct Place {
  SiteId site;
  std::optional<org::OrgUnitId> unit;
};
/// Where the owners of these warnings work.
std::map<EmployeeId, Place> places_of(db::ReadTx& tx, TenantId tenant, org::Org& org,
                                      const std::vector<store::AlertRow>& rows) {
  std::map<EmployeeId, Place> places;
  for (const auto& row : rows) {
    if (!row.owner_id || places.contains(*row.owner_id)) continue;
    if (const auto employee = org.employee(tx, tenant, *row.owner_id))
      places[*row.owner_id] = {employee->site_id, employee->org_unit_id};
  }
  return places;
}

bool belongs(const Channel& channel, const store::AlertRow& row, const std::map<EmployeeId, Place>& places) {
  const auto place = row.owner_id ? places.find(*row.owner_id) : places.end();
  switch (channel.scope) {
    case ChannelScope::kCompany: return true;
    case ChannelScope::kSite:
      if (row.site_id) return row.site_id->text() == channel.scope_key;
      return place != places.end() && place->second.site.text() == channel.scope_key;
    case ChannelScope::kUnit:
      return place != places.end() && place->second.unit && place->second.unit->text() == channel.scope_key;
  }
  return false;
}

std::vector<std::string> mentioned(const std::vector<store::MentionRow>& mentions, ChannelKind kind,
                                   const std::vector<DigestItem>& items) {
  std::vector<std::string> ids;
  for (const DigestItem& item : items) {
    if (!item.owner || ids.size() >= kMostMentions) continue;
    const auto row = std::ranges::find(mentions, *item.owner, &store::MentionRow::employee_id);
    if (row == mentions.end()) continue;
    const std::string& id = kind == ChannelKind::kWecom      ? row->wecom_user
                            : kind == ChannelKind::kDingtalk ? row->dingtalk_user
                                                             : row->feishu_user;
    if (!id.empty() && std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
  }
  return ids;
}

}  // namespace

Result<void> Alerts::tell_owner(db::Tx& tx, const store::AlertRow& row) {
  if (!row.owner_id || !ports_.user_of) return {};
  const auto user = ports_.user_of(tx, row.tenant_id, *row.owner_id);
  if (!user) return {};
  notify::NotificationContent content;
  content.kind = "alert.raised";
  content.severity = row.severity;
  content.subject_kind = "alert";
  content.subject_id = row.id.value();
  content.text_key = "alert." + enum_name(row.kind);
  content.params = row.params;
  MANYI_CHECK(needs_.notify.tell(tx, row.tenant_id, *user, content));
  return {};
}

Result<void> Alerts::announce(TenantId tenant) {
  const auto waits = [&](const store::AlertRow& row, Instant now) {
    return row.severity == Severity::kSevere && !row.announced_at && row.state == AlertState::kRaised &&
           row.raised_at > now - kStillNews;
  };
  const bool anything = needs_.database.read([&](db::ReadTx& tx) {
    return std::ranges::any_of(store::open_ones(tx, tenant, {}),
                               [&](const auto& row) { return waits(row, tx.now()); });
  });
  if (!anything) return {};
  MANYI_CHECK(needs_.database.write(tenant, [&](db::Tx& tx) -> Result<void> {
    std::vector<store::AlertRow> rows = store::open_ones(tx, tenant, {});
    std::erase_if(rows, [&](const auto& row) { return !waits(row, tx.now()); });
    const auto places = places_of(tx, tenant, needs_.org, rows);
    const auto mentions = store::mentions(tx, tenant);
    std::set<AlertId> told;
    for (const Channel& channel : needs_.notify.channels(tx, tenant)) {
      if (!channel.enabled) continue;
      std::vector<DigestItem> items;
      std::int64_t newest = 0;
      for (const auto& row : rows) {
        if (!belongs(channel, row, places)) continue;
        items.push_back(item_of(row));
        newest = std::max(newest, row.id.value() + row.raised);
      }
      if (items.empty()) continue;
      notify::OutgoingMessage message;
      message.key = "severe:" + id_text(newest) + ":" + std::to_string(tx.now().ms());
      message.severity = Severity::kSevere;
      message.content.text = severe_text(channel.scope_label, items, tx.now(), channel.locale);
      message.content.mentions = mentioned(mentions, channel.kind, items);
      MANYI_TRY(const auto outcome, needs_.notify.send(tx, tenant, channel.id, message));
      if (outcome != notify::SendOutcome::kQueued) continue;  // the next sweep or the digest tells it
      for (const DigestItem& item : items) told.insert(AlertId(item.alert));
    }
    for (auto& row : rows) {
      if (!told.contains(row.id)) continue;
      row.announced_at = tx.now();
      MANYI_CHECK(store::update(tx, row));
    }
    return {};
  }));
  return {};
}

Result<std::int64_t> Alerts::send_digest(TenantId tenant, std::optional<SiteId> site) {
  std::int64_t told = 0;
  MANYI_CHECK(needs_.database.write(tenant, [&](db::Tx& tx) -> Result<void> {
    told = 0;
    const TimeZone zone = zone_of(tx, tenant, site);
    const Date day = zone.local_date(tx.now());
    const Instant midnight = zone.instant(day.plus_days(1));
    const auto rows = store::open_ones(tx, tenant, {});
    const auto places = places_of(tx, tenant, needs_.org, rows);
    if (site && ports_.user_of) {
      std::map<EmployeeId, std::vector<DigestItem>> of_owner;
      for (const auto& row : rows) {
        const auto place = row.owner_id ? places.find(*row.owner_id) : places.end();
        if (place != places.end() && place->second.site == *site)
          of_owner[*row.owner_id].push_back(item_of(row));
      }
      for (const auto& [owner, items] : of_owner) {
        const auto user = ports_.user_of(tx, tenant, owner);
        if (!user) continue;
        const DigestCounts counts = count_digest(items, tx.now(), midnight);
        notify::NotificationContent content;
        content.kind = "alert.digest";
        content.severity = counts.severe > 0 ? Severity::kWarning : Severity::kInfo;
        content.subject_kind = "alert_digest";
        content.text_key = "alert.digest";
        content.params = {
            to_json(std::map<std::string, std::string>{{"day", day.text()},
                                                       {"open", std::to_string(counts.open)},
                                                       {"overdue", std::to_string(counts.overdue)},
                                                       {"severe", std::to_string(counts.severe)},
                                                       {"due_today", std::to_string(counts.due_today)}})};
        MANYI_CHECK(needs_.notify.tell(tx, tenant, *user, content));
        ++told;
      }
    }
    const auto mentions = store::mentions(tx, tenant);
    for (const Channel& channel : needs_.notify.channels(tx, tenant)) {
      std::optional<SiteId> home;  // by whose morning the channel is told
      const auto key = parse_id(channel.scope_key);
      if (channel.scope == ChannelScope::kSite && key) home = SiteId(*key);
      if (channel.scope == ChannelScope::kUnit && key)
        if (const auto unit = needs_.org.get_unit(tx, Caller::system(tenant), org::OrgUnitId(*key)))
          home = unit->site_id;
      if (!channel.enabled || home != site) continue;
      std::vector<DigestItem> items;
      for (const auto& row : rows)
        if (belongs(channel, row, places)) items.push_back(item_of(row));
      if (items.empty()) continue;
      const auto late = overdue_of(items, tx.now());
      notify::OutgoingMessage message;
      message.key = "digest:" + day.text();
      message.content.text = digest_text(channel.scope_label, day, count_digest(items, tx.now(), midnight),
                                         late, tx.now(), channel.locale);
      message.content.mentions = mentioned(mentions, channel.kind, late);
      MANYI_TRY(const auto outcome, needs_.notify.send(tx, tenant, channel.id, message));
      if (outcome == notify::SendOutcome::kQueued) ++told;
    }
    return store::put_digest(tx, tenant, site.value_or(SiteId()), day);
  }));
  return told;
}

}  // namespace manyi::alerts
