// The rows behind the shelf: safety levels, pieces on hand, pieces coming.
// Owns the SQL on parts_safety_levels and the counts over requests and pieces.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/parts/stock.h"
#include "platform/auth/scope.h"
#include "platform/db/db.h"

namespace manyi::parts::store {

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

/// Good pieces received and not handed out, by site and part.
std::vector<OnShelf> on_shelf(db::ReadTx&, const ScopeFilter& reach);
/// Ordered or sent and not here yet, by site and part.
std::vector<Coming> coming(db::ReadTx&, const ScopeFilter& reach);
std::vector<LevelRow> levels(db::ReadTx&, const ScopeFilter& reach);
std::optional<LevelRow> level_of(db::ReadTx&, TenantId, SiteId, std::string_view part_no);
Result<void> insert_level(db::Tx&, const LevelRow&);
Result<void> update_level(db::Tx&, const LevelRow&);

}  // namespace manyi::parts::store
