// The one predicate that decides which records a caller reaches, for SQL and for the KPI engine.
// Owns the meaning of own / team / site / tenant / dealer / manufacturer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/auth/caller.h"

namespace manyi {

/// The columns of one query that carry the dimensions of scope. A dimension without a column
/// is not reachable by it: a caller limited to that dimension sees nothing.
struct ScopeColumns {
  std::string_view tenant = "tenant_id";
  std::string_view site = "site_id";
  std::string_view technician = "technician_id";
  std::string_view dealer = {};
  std::string_view manufacturer = {};
};

/// A condition to be joined to a `where` with `and`. It always names the tenant first, so
/// that it starts the index. Bind `binds` in its place, in order.
struct ScopeFilter {
  std::string sql;  // "tenant_id = :scope_0 and site_id in (:scope_1, :scope_2)"
  std::vector<std::int64_t> binds;
};

ScopeFilter scope_of(const Caller& caller, const ScopeColumns& columns = {});

/// The same predicate for one loaded record.
struct ScopeKeys {
  TenantId tenant;
  SiteId site;
  EmployeeId technician;
  std::int64_t dealer_id = 0;
  std::int64_t manufacturer_id = 0;
};
bool in_scope(const Caller& caller, const ScopeKeys& record);

/// The same predicate for the KPI engine: the dimension must have one of the values.
struct DimensionPredicate {
  std::string_view dimension;        // "site", "technician", "dealer", "manufacturer"
  std::vector<std::int64_t> any_of;  // empty: nothing is in reach
};
/// nullopt: the caller sees the whole tenant.
std::optional<DimensionPredicate> dimension_scope_of(const Caller& caller);

}  // namespace manyi
