// What experience tells the others: ids, enums and times, never the words.
// Owns the kinds praise.*.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "modules/experience/experience.h"
#include "platform/journal/events.h"

namespace manyi::experience {

struct PraiseFact {
  static constexpr int kSchema = 1;
  PraiseId praise;
  std::optional<SiteId> site;
  std::optional<workorders::WorkOrderId> work_order;
  std::optional<EmployeeId> employee;
  bool verified = false, forwarded = false;
  std::vector<journal::Subject> subjects() const { return {{"praise", praise.value()}}; }
};
BOOST_DESCRIBE_STRUCT(PraiseFact, (), (praise, site, work_order, employee, verified, forwarded))

/// Recorded for the first time, or changed: by correction, step or erasure.
struct PraiseRecorded : PraiseFact {
  static constexpr std::string_view kKind = "praise.recorded";
  imports::RecordChange change = imports::RecordChange::kRecorded;
};
BOOST_DESCRIBE_STRUCT(PraiseRecorded, (PraiseFact), (change))
/// An import was taken back.
struct PraiseRemoved : PraiseFact {
  static constexpr std::string_view kKind = "praise.removed";
};
BOOST_DESCRIBE_STRUCT(PraiseRemoved, (PraiseFact), ())

}  // namespace manyi::experience
