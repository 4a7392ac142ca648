// What parts tells the others: ids, enums and times, never what somebody wrote.
// Owns the kinds part_request.*, part_unit.* and safety_level.*.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "modules/parts/parts.h"
#include "platform/journal/events.h"

namespace manyi::parts {

struct PartRequestFact {
  static constexpr int kSchema = 1;
  PartRequestId part_request;
  std::optional<SiteId> site;
  std::optional<workorders::WorkOrderId> work_order;
  std::optional<PartRequestState> state;  // after it
  std::vector<journal::Subject> subjects() const { return {{"part_request", part_request.value()}}; }
};
BOOST_DESCRIBE_STRUCT(PartRequestFact, (), (part_request, site, work_order, state))

/// Recorded for the first time, or changed: by correction, step or erasure.
struct PartRequestRecorded : PartRequestFact {
  static constexpr std::string_view kKind = "part_request.recorded";
  imports::RecordChange change = imports::RecordChange::kRecorded;
};
BOOST_DESCRIBE_STRUCT(PartRequestRecorded, (PartRequestFact), (change))
/// An import was taken back.
struct PartRequestRemoved : PartRequestFact {
  static constexpr std::string_view kKind = "part_request.removed";
};
BOOST_DESCRIBE_STRUCT(PartRequestRemoved, (PartRequestFact), ())

struct PartUnitFact {
  static constexpr int kSchema = 1;
  PartUnitId part_unit;
  std::optional<SiteId> site;
  std::optional<workorders::WorkOrderId> work_order;
  std::optional<PartUnitState> state;  // after it
  std::vector<journal::Subject> subjects() const { return {{"part_unit", part_unit.value()}}; }
};
BOOST_DESCRIBE_STRUCT(PartUnitFact, (), (part_unit, site, work_order, state))

struct PartUnitRecorded : PartUnitFact {
  static constexpr std::string_view kKind = "part_unit.recorded";
  imports::RecordChange change = imports::RecordChange::kRecorded;
  std::optional<Verdict> verdict;
};
BOOST_DESCRIBE_STRUCT(PartUnitRecorded, (PartUnitFact), (change, verdict))
struct PartUnitRemoved : PartUnitFact {
  static constexpr std::string_view kKind = "part_unit.removed";
};
BOOST_DESCRIBE_STRUCT(PartUnitRemoved, (PartUnitFact), ())

/// How much of a part a site means to have changed.
struct SafetyLevelSet {
  static constexpr std::string_view kKind = "safety_level.set";
  static constexpr int kSchema = 1;
  SafetyLevelId safety_level;
  SiteId site;
  std::int64_t safety = 0;
  std::vector<journal::Subject> subjects() const { return {{"safety_level", safety_level.value()}}; }
};
BOOST_DESCRIBE_STRUCT(SafetyLevelSet, (), (safety_level, site, safety))

}  // namespace manyi::parts
