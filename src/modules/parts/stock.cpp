// Counting the shelf and keeping its safety levels.
// Owns the statements on parts_safety_levels and the counts over requests and pieces.
#include "modules/parts/stock.h"

#include <algorithm>
#include <map>
#include <utility>

#include "modules/org/org.h"
#include "modules/parts/parts_events.h"
#include "platform/auth/scope.h"
#include "platform/db/db.h"
#include "platform/journal/events.h"

namespace manyi::parts {
namespace {

constexpr std::int64_t kMostSafety = 1'000'000;
constexpr FieldRule kPartNoRule = {
    .name = "part_no", .doc = "The manufacturer's number.", .example = R"("01AV430")", .max_length = 80};

struct LevelRow {
  TenantId tenant_id;
  SafetyLevelId id;
  SiteId site_id;
  std::string part_no;
  std::int64_t safety = 0;
  Instant created_at;
  UserId created_by;
  Instant updated_at;
  UserId updated_by;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(LevelRow, (),
                      (tenant_id, id, site_id, part_no, safety, created_at, created_by, updated_at,
                       updated_by, version))

struct OnShelf {
  SiteId site_id;
  std::string part_no;
  std::string part_name;
  std::int64_t pieces = 0;
};
BOOST_DESCRIBE_STRUCT(OnShelf, (), (site_id, part_no, part_name, pieces))

struct Coming {
  SiteId site_id;
  std::string part_no;
  std::string part_name;
  std::int64_t pieces = 0;
  std::optional<Instant> next_arrival;
};
BOOST_DESCRIBE_STRUCT(Coming, (), (site_id, part_no, part_name, pieces, next_arrival))

/// Shelves belong to sites: whoever is on his own or from outside has none in reach.
ScopeFilter reach_of(const Caller& caller) { return scope_of(caller, {.technician = {}}); }

// Stock is counted per site: a piece without a site lies on no shelf.
std::vector<OnShelf> on_shelf(db::ReadTx& tx, const ScopeFilter& reach) {
  const std::string sql =
      "select site_id, part_no, coalesce(max(part_name), ''), count(*) from parts_units where " + reach.sql +
      " and state in ('received', 'in_stock', 'returned_unused') group by site_id, part_no";
  return tx.all<OnShelf>(sql, reach.binds);
}

std::vector<Coming> coming(db::ReadTx& tx, const ScopeFilter& reach) {
  const std::string sql =
      "select site_id, part_no, coalesce(max(part_name), ''), cast(coalesce(sum(quantity), 0) as bigint), "
      "min(expected_at) from parts_requests where " +
      reach.sql + " and state in ('backordered', 'in_transit') group by site_id, part_no";
  return tx.all<Coming>(sql, reach.binds);
}

std::vector<LevelRow> levels(db::ReadTx& tx, const ScopeFilter& reach) {
  return tx.all<LevelRow>(
      "select " + db::columns<LevelRow>() + " from parts_safety_levels where " + reach.sql, reach.binds);
}

std::optional<LevelRow> level_of(db::ReadTx& tx, TenantId tenant, SiteId site, std::string_view part_no) {
  static const std::string kSql =
      "select " + db::columns<LevelRow>() +
      " from parts_safety_levels where tenant_id = :tenant_id and site_id = :site_id "
      "and part_no = :part_no";
  return tx.first<LevelRow>(kSql, tenant, site, part_no);
}

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

std::vector<StockLine> Stock::lines(db::ReadTx& tx, const Caller& caller) {
  const ScopeFilter reach = reach_of(caller);
  std::map<std::pair<std::string, SiteId>, StockLine> all;
  const auto line_of = [&](SiteId site, const std::string& part_no) -> StockLine& {
    auto& line = all[{part_no, site}];
    line.site_id = site;
    line.part_no = part_no;
    return line;
  };
  for (auto& row : on_shelf(tx, reach)) {
    auto& line = line_of(row.site_id, row.part_no);
    line.part_name = std::move(row.part_name);
    line.on_hand = row.pieces;
  }
  for (auto& row : coming(tx, reach)) {
    auto& line = line_of(row.site_id, row.part_no);
    if (line.part_name.empty()) line.part_name = std::move(row.part_name);
    line.coming = row.pieces;
    line.next_arrival = row.next_arrival;
  }
  for (const auto& row : levels(tx, reach)) {
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
  for (auto& line : lines(tx, caller)) {
    if (in.site_id && line.site_id != *in.site_id) continue;
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
  auto row = level_of(tx, caller.tenant, in.site_id, in.part_no);
  const bool fresh = !row;
  if (in.if_match && (fresh ? 0 : row->version) != *in.if_match)
    return stale("The safety level was changed meanwhile; load it again.");
  if (fresh) {
    row = LevelRow{.tenant_id = caller.tenant,
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
  MANYI_CHECK(fresh ? tx.insert("parts_safety_levels", *row) : tx.update("parts_safety_levels", *row));
  MANYI_CHECK(events_.publish(tx, caller, SafetyLevelSet{row->id, row->site_id, row->safety}));
  for (auto& line : lines(tx, caller))
    if (line.site_id == in.site_id && line.part_no == in.part_no) return std::move(line);
  return internal_error("a safety level that was just set is not there");
}

std::vector<StockLine> Stock::below_level(db::ReadTx& tx, TenantId tenant) {
  auto all = lines(tx, Caller::system(tenant));
  std::erase_if(all, [](const StockLine& line) { return !line.below; });
  return all;
}

}  // namespace manyi::parts
