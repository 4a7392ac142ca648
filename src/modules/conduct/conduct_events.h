// What conduct tells the others: ids, enums and numbers, never the evidence.
// Owns the kinds violation.*.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "modules/conduct/conduct.h"
#include "platform/journal/events.h"

namespace manyi::conduct {

struct ViolationFact {
  static constexpr int kSchema = 1;
  ViolationId violation;
  std::optional<SiteId> site;
  std::optional<workorders::WorkOrderId> work_order;
  std::optional<EmployeeId> employee;
  ViolationType type = ViolationType::kOther;
  std::optional<ViolationState> state;  // after it
  std::optional<bool> confirmed;
  std::vector<journal::Subject> subjects() const { return {{"violation", violation.value()}}; }
};
BOOST_DESCRIBE_STRUCT(ViolationFact, (), (violation, site, work_order, employee, type, state, confirmed))

/// Recorded for the first time, or changed: by correction, step or erasure.
struct ViolationRecorded : ViolationFact {
  static constexpr std::string_view kKind = "violation.recorded";
  imports::RecordChange change = imports::RecordChange::kRecorded;
};
BOOST_DESCRIBE_STRUCT(ViolationRecorded, (ViolationFact), (change))
/// An import was taken back.
struct ViolationRemoved : ViolationFact {
  static constexpr std::string_view kKind = "violation.removed";
};
BOOST_DESCRIBE_STRUCT(ViolationRemoved, (ViolationFact), ())

}  // namespace manyi::conduct
