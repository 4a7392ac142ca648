// The timeline of an order: its own journal, and what the records of other modules tell.
// Owns in which order they stand, and who is told what.
#include <algorithm>
#include <limits>
#include <set>
#include <tuple>

#include "base/json.h"
#include "modules/identity/identity.h"
#include "modules/workorders/store.h"
#include "modules/workorders/workorders.h"
#include "platform/journal/journal.h"

namespace manyi::workorders {
namespace {

/// Where an entry stands. Several records may tell of the same moment, and one record of several things.
using Place = std::tuple<std::int64_t, std::int64_t, std::string, std::string>;

Place place_of(const TimelineEntry& entry) {
  return {entry.at.ms(), entry.seq.value_or(0), entry.kind, entry.record ? entry.record->id : std::string()};
}

Result<Place> place_of(const std::string& cursor) {
  MANYI_TRY(const auto keys, read_cursor(cursor, 4));
  const auto at = detail::integer_from_text(keys[0]), seq = detail::integer_from_text(keys[1]);
  if (!at || !seq) return invalid("/cursor", "cursor", "This cursor is not from this list.");
  return Place{*at, *seq, keys[2], keys[3]};
}

}  // namespace

Result<Page<TimelineEntry>> WorkOrders::timeline(db::ReadTx& tx, const Caller& caller,
                                                 const ListTimeline& in) {
  MANYI_TRY(const Order order, load(tx, caller, in.id));
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  std::optional<Place> after;
  if (in.cursor) { MANYI_TRY(after, place_of(*in.cursor)); }

  const auto journal = journal::timeline(tx, caller.tenant, {"work_order", order.id.value()}, 0,
                                         std::numeric_limits<int>::max());
  std::set<UserId> actors;
  for (const auto& entry : journal) actors.insert(entry.actor);
  const auto names =
      needs_.identity.user_names(tx, caller.tenant, std::vector<UserId>(actors.begin(), actors.end()));
  std::map<std::string, std::string> notes;  // by the text form of their id
  for (auto& row : store::comments_of(tx, caller.tenant, order.id))
    notes.emplace(row.id.text(), std::move(row.text));

  std::vector<TimelineEntry> entries;
  for (const auto& told : journal) {
    TimelineEntry entry;
    entry.seq = told.seq;
    entry.kind = told.kind;
    entry.at = told.occurred_at;
    entry.day_only = told.precision == journal::Precision::kDay;
    if (const auto name = names.find(told.actor); name != names.end()) entry.actor_name = name->second;
    if (const auto data = JsonDocument::parse(told.data.text))
      if (const auto id = data->root().find("note"); id && id->kind() == JsonKind::kText)
        if (const auto note = notes.find(std::string(id->text())); note != notes.end())
          entry.note = note->second;
    entry.data = told.data;
    entries.push_back(std::move(entry));
  }
  for (const auto& [permission, tells] : tellers_) {
    if (!caller.may(permission)) continue;
    MANYI_TRY(auto told, tells(tx, caller, order.id));
    std::move(told.begin(), told.end(), std::back_inserter(entries));
  }

  std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return place_of(a) < place_of(b); });
  if (after) std::erase_if(entries, [&](const TimelineEntry& entry) { return place_of(entry) <= *after; });
  return page_of(std::move(entries), limit, [](const TimelineEntry& last) {
    const auto [at, seq, kind, record] = place_of(last);
    return std::vector<std::string>{std::to_string(at), std::to_string(seq), kind, record};
  });
}

}  // namespace manyi::workorders
