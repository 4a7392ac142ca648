// Rows of process points.
// Owns the SQL on processes_points; the checks' statements are those of RecordBook.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/processes/points.h"
#include "platform/db/db.h"

namespace manyi::processes::store {

struct PointRow {
  TenantId tenant_id;
  PointId id;
  std::string metric, code;
  PointStanding standing = PointStanding::kKept;
  ServiceStep step = ServiceStep::kIntake;
  Role role = Role::kTechnician;
  std::string name_zh, name_en;
  RawJson quality_points;  // a list of texts
  std::optional<std::string> measure, condition;
  double target = 0;
  Instant created_at;
  UserId created_by;
  Instant updated_at;
  UserId updated_by;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(PointRow, (),
                      (tenant_id, id, metric, code, standing, step, role, name_zh, name_en, quality_points,
                       measure, condition, target, created_at, created_by, updated_at, updated_by, version))

Result<void> insert_point(db::Tx&, const PointRow&);
Result<void> update_point(db::Tx&, const PointRow&);
std::optional<PointRow> point(db::ReadTx&, TenantId, std::string_view metric, std::string_view code);
/// In the order they were written.
std::vector<PointRow> points(db::ReadTx&, TenantId, std::string_view metric);

}  // namespace manyi::processes::store
