// Counting the shelf and keeping its safety levels.
// Owns how the three counts of a part at a site become one line.
#include "modules/parts/stock.h"

#include <algorithm>
#include <map>
#include <utility>

#include "modules/org/org.h"
#include "modules/parts/parts_events.h"
#include "modules/parts/store.h"
#include "platform/journal/events.h"

namespace manyi::parts {
namespace {

constexpr std::int64_t kMostSafety = 1'000'000;
constexpr FieldRule kPartNoRule = {
    .name = "part_no", .doc = "The manufacturer's number.", .example = R"("01AV430")", .max_length = 80};

/// Shelves belong to sites: whoever is on his own or from outside has none in reach.
ScopeFilter reach_of(const Caller& caller) { return scope_of(caller, {.technician = {}}); }

}  // namespace

std::span<const FieldRule> field_rules(const ListStock*) {
  static constexpr FieldRule kRules[] = {
      kPartNoRule, {.name = "below", .doc = "Only what is, or is not, below its safety level."}};
  return kRules;
}
std::span<const FieldRule> field_rules(const SetSafetyLevel*) {
  static constexpr FieldRule kRules[] = {{.name = "part_no",
                                          .doc = "The manufacturer's number.",
                                          .example = R"("01AV430")",
                                          .min_length = 1,
                                          .max_length = 80},
                                         {.name = "safety",
                                          .doc = "Good pieces there should be; 0: it may run out.",
                                          .minimum = 0,
                                          .maximum = kMostSafety}};
  return kRules;
}

std::vector<StockLine> Stock::lines(db::ReadTx& tx, const Caller& caller, std::optional<SiteId> site) {
  ScopeFilter reach = reach_of(caller);
  if (site) {
    reach.sql += " and site_id = :site_id";
    reach.binds.push_back(site->value());
  }
  std::map<std::pair<std::string, SiteId>, StockLine> all;
  const auto line_of = [&](SiteId site, const std::string& part_no) -> StockLine& {
    auto& line = all[{part_no, site}];
    line.site_id = site;
    line.part_no = part_no;
    return line;
  };
  for (auto& row : store::on_shelf(tx, reach)) {
    auto& line = line_of(row.site_id, row.part_no);
    line.part_name = std::move(row.part_name);
    line.on_hand = row.pieces;
  }
  for (auto& row : store::coming(tx, reach)) {
    auto& line = line_of(row.site_id, row.part_no);
    if (line.part_name.empty()) line.part_name = std::move(row.part_name);
    line.coming = row.pieces;
    line.next_arrival = row.next_arrival;
  }
  for (const auto& row : store::levels(tx, reach)) {
    auto& line = line_of(row.site_id, row.part_no);
    line.safety = row.safety;
    line.version = row.version;
    line.below = line.on_hand < row.safety;
  }
  const auto sites = org_.site_names(tx, caller.tenant);
  std::vector<StockLine> lines;
  for (auto& [key, line] : all) {
    if (const auto name = sites.find(line.site_id); name != sites.end()) line.site_name = name->second;
    lines.push_back(std::move(line));
  }
  return lines;
}

Result<Page<StockLine>> Stock::list(db::ReadTx& tx, const Caller& caller, const ListStock& in) {
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  std::pair<std::string, SiteId> after;
  if (in.cursor) {
    MANYI_TRY(const auto keys, read_cursor(*in.cursor, 2));
    const auto site = parse_id(keys[1]);
    if (!site) return invalid("/cursor", "cursor", "This cursor is not from this list.");
    after = {keys[0], SiteId(*site)};
  }
  std::vector<StockLine> found;
  std::int64_t all = 0;
  for (auto& line : lines(tx, caller, in.site_id)) {
    if (in.part_no && !in.part_no->empty() && line.part_no != *in.part_no) continue;
    if (in.below && line.below != *in.below) continue;
    ++all;
    if (in.cursor && std::pair(line.part_no, line.site_id) <= after) continue;
    if (static_cast<std::int64_t>(found.size()) <= limit) found.push_back(std::move(line));
  }
  auto page = page_of(std::move(found), limit, [](const StockLine& last) {
    return std::vector<std::string>{last.part_no, last.site_id.text()};
  });
  page.total_estimate = all;
  return page;
}

Result<StockLine> Stock::set_safety_level(db::Tx& tx, const Caller& caller, const SetSafetyLevel& in) {
  if (!in_scope(caller, {.tenant = caller.tenant, .site = in.site_id}))
    return not_found("site.not_found", "There is no such site.");
  std::vector<FieldError> errors;
  if (!org_.site(tx, caller.tenant, in.site_id))
    errors.push_back({"/site_id", "not_found", "There is no such site."});
  if (in.part_no.empty()) errors.push_back({"/part_no", "required", "Name the part's number."});
  if (in.safety < 0 || in.safety > kMostSafety)
    errors.push_back({"/safety", "range", "Expected a number from 0 to 1000000."});
  if (!errors.empty()) return invalid(std::move(errors));
  auto row = store::level_of(tx, caller.tenant, in.site_id, in.part_no);
  const bool fresh = !row;
  if (in.if_match && (fresh ? 0 : row->version) != *in.if_match)
    return stale("The safety level was changed meanwhile; load it again.");
  if (fresh) {
    row = store::LevelRow{.tenant_id = caller.tenant,
                          .id = tx.new_id<SafetyLevelTag>(),
                          .site_id = in.site_id,
                          .part_no = in.part_no,
                          .created_at = tx.now(),
                          .created_by = caller.user};
  } else {
    ++row->version;
  }
  row->safety = in.safety;
  row->updated_at = tx.now();
  row->updated_by = caller.user;
  MANYI_CHECK(fresh ? store::insert_level(tx, *row) : store::update_level(tx, *row));
  MANYI_CHECK(events_.publish(tx, caller, SafetyLevelSet{row->id, row->site_id, row->safety}));
  for (auto& line : lines(tx, caller, in.site_id))
    if (line.part_no == in.part_no) return std::move(line);
  return internal_error("a safety level that was just set is not there");
}

std::vector<StockLine> Stock::below_level(db::ReadTx& tx, TenantId tenant) {
  auto all = lines(tx, Caller::system(tenant));
  std::erase_if(all, [](const StockLine& line) { return !line.below; });
  return all;
}

}  // namespace manyi::parts
