// What sales tells the others: ids, times and amounts, never what somebody wrote.
// Owns the kinds sales_line.* and sales_quota.*.
#pragma once

#include <string_view>
#include <vector>

#include "modules/sales/sales.h"
#include "platform/journal/events.h"

namespace manyi::sales {

struct SalesLineFact {
  static constexpr int kSchema = 1;
  SalesLineId sales_line;
  std::optional<SiteId> site;
  std::optional<workorders::WorkOrderId> work_order;
  std::optional<EmployeeId> seller;
  Money amount;
  std::vector<journal::Subject> subjects() const { return {{"sales_line", sales_line.value()}}; }
};
BOOST_DESCRIBE_STRUCT(SalesLineFact, (), (sales_line, site, work_order, seller, amount))
struct SalesLineRecorded : SalesLineFact {
  static constexpr std::string_view kKind = "sales_line.recorded";
  imports::RecordChange change = imports::RecordChange::kRecorded;
};
BOOST_DESCRIBE_STRUCT(SalesLineRecorded, (SalesLineFact), (change))
/// An import was taken back.
struct SalesLineRemoved : SalesLineFact {
  static constexpr std::string_view kKind = "sales_line.removed";
};
BOOST_DESCRIBE_STRUCT(SalesLineRemoved, (SalesLineFact), ())

struct SalesQuotaFact {
  static constexpr int kSchema = 1;
  SalesQuotaId sales_quota;
  SiteId site;
  std::optional<EmployeeId> seller;
  Date month;
  Money amount;
  std::vector<journal::Subject> subjects() const { return {{"sales_quota", sales_quota.value()}}; }
};
BOOST_DESCRIBE_STRUCT(SalesQuotaFact, (), (sales_quota, site, seller, month, amount))
struct SalesQuotaRecorded : SalesQuotaFact {
  static constexpr std::string_view kKind = "sales_quota.recorded";
  imports::RecordChange change = imports::RecordChange::kRecorded;
};
BOOST_DESCRIBE_STRUCT(SalesQuotaRecorded, (SalesQuotaFact), (change))
struct SalesQuotaRemoved : SalesQuotaFact {
  static constexpr std::string_view kKind = "sales_quota.removed";
};
BOOST_DESCRIBE_STRUCT(SalesQuotaRemoved, (SalesQuotaFact), ())

}  // namespace manyi::sales
