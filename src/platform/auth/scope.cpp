// Turns a caller's scope into SQL, a test on one record and a KPI predicate.
// Owns no state; all three forms come from one table of values so that they cannot differ.
#include "platform/auth/scope.h"

#include <algorithm>

namespace manyi {
namespace {

template <class Ids> std::vector<std::int64_t> values(const Ids& ids) {
  std::vector<std::int64_t> list;
  list.reserve(ids.size());
  for (const auto id : ids) list.push_back(id.value());
  return list;
}

std::vector<std::int64_t> one_unless_none(std::int64_t value) {
  if (value == 0) return {};
  return {value};
}

std::string_view column_of(std::string_view dimension, const ScopeColumns& columns) {
  if (dimension == "site") return columns.site;
  if (dimension == "technician") return columns.technician;
  if (dimension == "dealer") return columns.dealer;
  return columns.manufacturer;
}

std::int64_t key_of(std::string_view dimension, const ScopeKeys& record) {
  if (dimension == "site") return record.site.value();
  if (dimension == "technician") return record.technician.value();
  if (dimension == "dealer") return record.dealer_id;
  return record.manufacturer_id;
}

}  // namespace

std::optional<DimensionPredicate> dimension_scope_of(const Caller& caller) {
  switch (caller.scope) {
    case Scope::kTenant: return std::nullopt;
    case Scope::kSite: return DimensionPredicate{"site", values(caller.site_ids)};
    case Scope::kTeam: return DimensionPredicate{"technician", values(caller.team)};
    case Scope::kOwn: return DimensionPredicate{"technician", one_unless_none(caller.employee.value())};
    case Scope::kDealer: return DimensionPredicate{"dealer", one_unless_none(caller.dealer_id)};
    case Scope::kManufacturer:
      return DimensionPredicate{"manufacturer", one_unless_none(caller.manufacturer_id)};
  }
  return DimensionPredicate{"site", {}};
}

ScopeFilter scope_of(const Caller& caller, const ScopeColumns& columns) {
  ScopeFilter filter;
  filter.sql.append(columns.tenant).append(" = :scope_0");
  filter.binds.push_back(caller.tenant.value());
  const auto predicate = dimension_scope_of(caller);
  if (!predicate) return filter;
  const auto column = column_of(predicate->dimension, columns);
  if (column.empty() || predicate->any_of.empty()) {
    filter.sql += " and 1 = 0";
    return filter;
  }
  filter.sql.append(" and ").append(column).append(" in (");
  for (const auto value : predicate->any_of) {
    if (filter.binds.size() > 1) filter.sql += ", ";
    filter.sql += ":scope_" + std::to_string(filter.binds.size());
    filter.binds.push_back(value);
  }
  filter.sql += ')';
  return filter;
}

bool in_scope(const Caller& caller, const ScopeKeys& record) {
  if (record.tenant != caller.tenant) return false;
  const auto predicate = dimension_scope_of(caller);
  if (!predicate) return true;
  const auto key = key_of(predicate->dimension, record);
  return key != 0 && std::ranges::find(predicate->any_of, key) != predicate->any_of.end();
}

}  // namespace manyi
