// The open records that can still move one metric, each with its chance to go wrong, for all scopes.
// Owns which records belong to which family and what of them enters a forecast.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engines/forecast/landing.h"
#include "modules/advance_control/deciding_cases.h"
#include "modules/advance_control/figures.h"
#include "modules/advance_control/order_risk.h"

namespace manyi::advance_control {

struct OpenRecord {
  CaseKind kind = CaseKind::kWorkOrder;
  std::int64_t id = 0;     // of the record itself; of a callback the work order
  std::int64_t order = 0;  // work order behind it; 0: none
  int site = ScopeBook::kNone, person = ScopeBook::kNone;
  double chance = 0;               // that it goes wrong as things stand, were nobody taking care of it
  double usual_chance = 0;         // the same were no long closure to come
  bool held_up = false;            // a long closure lies behind it
  bool lost = false;               // it has gone wrong already: nothing that is done now helps this figure
  double counts = 1;               // that it counts in this month
  bool in_time_if_counts = false;  // its limit lies beyond the month: whatever ends in the month ends in time
  std::optional<double> adds;
  std::vector<CaseReason> reasons;
  CaseAction action = CaseAction::kCallFirst;
  std::optional<Instant> due;
};

/// Those of all scopes, unsorted.
/// \param orders as `risk` finds them open
std::vector<OpenRecord> open_records(const Figures& figures, const MetricFigures& metric,
                                     const OrderRisk& risk, const std::vector<OpenOrder>& orders);

/// By how much closures to come make orders late that have not begun, on the logit of being in time; 0 without any.
double closures_to_come(const Figures& figures, const OrderRisk& risk);

/// Whether the record belongs to the scope.
bool in_scope(const ScopeBook& book, int scope, const OpenRecord& record);

/// What was done about a record, as far as a forecast cares.
struct Handling {
  enum class State { kAssigned, kEndedWell, kEndedBadly } state = State::kAssigned;
};

/// A record's chance to go wrong, given who takes care of it: assigned, it fails only where being taken care of fails
/// too, `chance * (1 - success)`; ended well or badly, it counts as that.
double chance_with(double chance, const std::optional<Handling>& handling, double success);

/// As the engine takes it. `good` is what the metric counts as good, or its numerator where less is better.
/// Amounts are in the metric's unit for that scope.
forecast::OpenCase entered(const OpenRecord& record, double chance, const MetricFigures& metric, int scope);

/// Whether a chance is well above what is usual among the open ones: such cases decide the figure.
bool decides(const OpenRecord& record, double chance, double usual);

/// Whether records of this family enter the forecast itself; the others are shown as what decides it.
bool enters_forecast(const MetricFigures& metric);

}  // namespace manyi::advance_control
