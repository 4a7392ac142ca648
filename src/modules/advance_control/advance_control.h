// Advance control (指标结果预先控制): where each figure will stand at the end of the month, what may still go wrong,
// and the open cases that decide it.
// Owns the landing forecasts, their keeping and calibration, and the assignment of cases.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "modules/advance_control/deciding_cases.h"
#include "modules/advance_control/kept_forecasts.h"
#include "modules/advance_control/landings.h"
#include "modules/targets/targets.h"
#include "platform/auth/caller.h"
#include "platform/http/page.h"

namespace manyi {
struct Module;
}
namespace manyi::db {
class Database;
class ReadTx;
class Tx;
}  // namespace manyi::db
namespace manyi::journal {
class Events;
}
namespace manyi::org {
class Org;
}
namespace manyi::performance {
class Performance;
}
namespace manyi::workorders {
class WorkOrders;
}

namespace manyi::advance_control {

/// What people read of a work order behind a case, as far as they may.
struct OrderLine {
  std::string no, customer, model;
  std::optional<EmployeeId> technician;
  std::string technician_name;
};
using OrderLines = std::function<std::map<std::int64_t, OrderLine>(db::ReadTx&, const Caller&,
                                                                   const std::vector<std::int64_t>& ids)>;
OrderLines order_lines_of(workorders::WorkOrders& orders);

/// A figure that will probably miss its target, for warnings.
struct Endangered {
  std::string metric;
  targets::TargetScope scope;
  std::string month;
  double chance = 0;  // of the target
  double expected = 0, target = 0;
  std::optional<double> left;  // 还能错几个
  std::string owner_role;
  std::int64_t deciding_cases = 0;
};

struct ForecastRunTag;
using ForecastRunId = Id<ForecastRunTag>;

/// How a run of forecasts went.
struct ForecastRun {
  std::string month;
  std::int64_t made = 0;     // forecasts kept
  std::int64_t without = 0;  // metrics of a scope about which neither past nor present says anything
  double seconds = 0;
};
BOOST_DESCRIBE_STRUCT(ForecastRun, (), (month, made, without, seconds))

/// Thread-safe. Answers come from what is in memory as of the journal's position; the past months are looked at
/// anew once an hour.
class AdvanceControl {
 public:
  struct Needs {
    db::Database& database;
    journal::Events& events;
    performance::Performance& performance;
    targets::Targets& targets;
    org::Org& org;
    OrderLines order_lines;
  };
  explicit AdvanceControl(const Needs& needs);
  ~AdvanceControl();

  /// \errors kInvalid with pointers; kNotFound scope unknown; kForbidden beyond the caller's scope; kUnavailable
  Result<LandingBoard> board(db::ReadTx&, const Caller&, const BoardQuery&);
  Result<LandingAnswer> landing(db::ReadTx&, const Caller&, const LandingQuery&);
  /// Lines of one or several metrics by person, unit or site; without trend and fan.
  Result<LandingBoard> by_scope(db::ReadTx&, const Caller&, const ScopesQuery&);

  Result<CasesAnswer> cases(db::ReadTx&, const Caller&, const CasesQuery&);
  /// \errors kInvalid with pointers; kNotFound when the case is not open for that figure
  Result<CheckedCase> check_case(db::ReadTx&, const Caller&, const AssignCase&);
  /// \errors kConflict when the case is assigned already
  Result<Assignment> assign(db::Tx&, const Caller&, const CheckedCase&);
  /// \errors kNotFound; kStale; kConflict unless assigned
  Result<Assignment> finish(db::Tx&, const Caller&, const FinishAssignment&);
  Result<Assignment> cancel(db::Tx&, const Caller&, const CancelAssignment&);
  Result<Assignment> assignment(db::ReadTx&, const Caller&, AssignmentId);
  Result<Page<Assignment>> assignments(db::ReadTx&, const Caller&, const ListAssignments&);

  Result<HistoryAnswer> history(db::ReadTx&, const Caller&, const HistoryQuery&);
  Result<Calibration> calibration(db::ReadTx&, const Caller&, const CalibrationQuery&);

  // For other modules and for jobs.
  /// Expected value at the end of the running month; none when nothing says anything.
  std::optional<double> expected(db::ReadTx&, TenantId, const std::string& month, const std::string& metric,
                                 const targets::TargetScope&);
  /// Every metric with a target of its own in a scope whose chance is below `below`, the worst first.
  std::vector<Endangered> endangered(db::ReadTx&, TenantId, const std::string& month, double below = 0.7);
  /// Makes and keeps the forecasts of all metrics and scopes of a company as of now; writes in small parts.
  /// Not to be called on a lane. \errors kUnavailable
  Result<ForecastRun> make_forecasts(TenantId);
  /// Forecasts closed months as of days of theirs, so that forecasts are as wide as these have to be: those of the sites,
  /// each month and day once, at most so many of them a call, the newest month first. Writes in small parts. Truths
  /// are those known at `as_of`. \return how many were left \errors kUnavailable
  Result<std::int64_t> learn_spreads(TenantId, Instant as_of, std::int64_t most);
  /// Makes them wherever it is past six in the morning and today's are not there yet.
  Result<void> make_due_forecasts();
  /// Every forecast there is as of an instant, kept nowhere: command line and backtests.
  Result<std::vector<KeptForecast>> forecasts_as_of(TenantId, const std::string& month, Instant as_of,
                                                    const std::vector<std::string>& metrics,
                                                    const std::vector<targets::ScopeKind>& scopes);
  /// What came true, as it is known now. Absent while it ripens. \errors kUnavailable
  Result<std::optional<double>> truth(TenantId, const std::string& month, const std::string& metric,
                                      const targets::TargetScope&);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Tables, routes, jobs; `advance` must outlive what is made of it.
Module make_module(AdvanceControl& advance);

}  // namespace manyi::advance_control
