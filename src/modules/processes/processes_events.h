// What processes tells the others: ids, enums and points, never what somebody wrote.
// Owns the kinds check.* and process_point.*.
#pragma once

#include <string_view>
#include <vector>

#include "modules/processes/points.h"
#include "modules/processes/processes.h"
#include "platform/journal/events.h"

namespace manyi::processes {

struct CheckFact {
  static constexpr int kSchema = 1;
  CheckId check;
  std::optional<SiteId> site;
  std::optional<workorders::WorkOrderId> work_order;
  CheckKind kind = CheckKind::kConduct;
  CheckResult result = CheckResult::kPass;
  std::vector<journal::Subject> subjects() const { return {{"check", check.value()}}; }
};
BOOST_DESCRIBE_STRUCT(CheckFact, (), (check, site, work_order, kind, result))
struct CheckRecorded : CheckFact {
  static constexpr std::string_view kKind = "check.recorded";
  imports::RecordChange change = imports::RecordChange::kRecorded;
};
BOOST_DESCRIBE_STRUCT(CheckRecorded, (CheckFact), (change))
/// An import was taken back.
struct CheckRemoved : CheckFact {
  static constexpr std::string_view kKind = "check.removed";
};
BOOST_DESCRIBE_STRUCT(CheckRemoved, (CheckFact), ())

/// A company wrote, took out or gave back a point of a metric.
struct ProcessPointChanged {
  static constexpr std::string_view kKind = "process_point.changed";
  static constexpr int kSchema = 1;
  PointId point;
  std::string metric, code;
  PointStanding standing = PointStanding::kKept;
  std::int64_t version = 1;
  std::vector<journal::Subject> subjects() const { return {{"process_point", point.value()}}; }
};
BOOST_DESCRIBE_STRUCT(ProcessPointChanged, (), (point, metric, code, standing, version))

}  // namespace manyi::processes
