// What advance control tells the others: forecasts were made, a case was given to somebody, how it ended.
// Owns the kinds forecast.* and case_assignment.*; ids, codes, numbers and days.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "modules/advance_control/advance_control.h"
#include "platform/journal/events.h"

namespace manyi::advance_control {

/// The forecasts of a day are kept.
struct ForecastsMade {
  static constexpr std::string_view kKind = "forecast.made";
  static constexpr int kSchema = 1;
  ForecastRunId run;
  std::string month;
  Date made_on;
  std::int64_t made = 0;
  std::vector<journal::Subject> subjects() const { return {{"forecast_run", run.value()}}; }
};
BOOST_DESCRIBE_STRUCT(ForecastsMade, (), (run, month, made_on, made))

struct CaseAssignmentFact {
  static constexpr int kSchema = 1;
  AssignmentId assignment;
  CaseKind case_kind = CaseKind::kWorkOrder;
  std::string case_id;
  std::string metric, month;
  EmployeeId owner;
  AssignmentState state = AssignmentState::kAssigned;  // after it
  std::vector<journal::Subject> subjects() const { return {{"case_assignment", assignment.value()}}; }
};
BOOST_DESCRIBE_STRUCT(CaseAssignmentFact, (), (assignment, case_kind, case_id, metric, month, owner, state))

/// Somebody takes care of an open case.
struct CaseAssigned : CaseAssignmentFact {
  static constexpr std::string_view kKind = "case_assignment.assigned";
  CaseAction action = CaseAction::kCallFirst;
  double chance_before = 0;
};
BOOST_DESCRIBE_STRUCT(CaseAssigned, (CaseAssignmentFact), (action, chance_before))

struct CaseFinished : CaseAssignmentFact {
  static constexpr std::string_view kKind = "case_assignment.finished";
  CaseResult result = CaseResult::kEndedWell;
};
BOOST_DESCRIBE_STRUCT(CaseFinished, (CaseAssignmentFact), (result))

struct CaseAssignmentCancelled : CaseAssignmentFact {
  static constexpr std::string_view kKind = "case_assignment.cancelled";
};
BOOST_DESCRIBE_STRUCT(CaseAssignmentCancelled, (CaseAssignmentFact), ())

}  // namespace manyi::advance_control
