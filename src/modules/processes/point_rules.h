// Process points: what of the service process makes a metric, and how well it is kept.
// Owns their shape, which of them are in force, and when a share is weak; no SQL, no clock.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.h"
#include "base/result.h"
#include "engines/kpi/evaluate.h"
#include "platform/auth/permission.h"

namespace manyi::processes {

/// The way of an order, in its order.
enum class ServiceStep { kIntake, kDispatch, kDiagnosis, kQuote, kPart, kRepair, kQc, kDelivery, kCallback };
BOOST_DESCRIBE_ENUM(ServiceStep, kIntake, kDispatch, kDiagnosis, kQuote, kPart, kRepair, kQc, kDelivery,
                    kCallback)

/// Where a point comes from: the catalogue as it is, the catalogue as the company changed it, the company.
enum class PointOrigin { kBuiltIn, kChanged, kOwn };
BOOST_DESCRIBE_ENUM(PointOrigin, kBuiltIn, kChanged, kOwn)

/// What somebody may write of a point.
struct PointDetails {
  ServiceStep step = ServiceStep::kIntake;
  Role role = Role::kTechnician;  // who answers for it
  std::string name_zh, name_en;
  std::vector<std::string> quality_points;  // texts of checks that count
  std::optional<std::string> measure;       // code of a rate that tells it too
  std::optional<std::string> where;         // of the measure's records
  double target = 0.95;                     // share that should conform
  bool operator==(const PointDetails&) const = default;
};
BOOST_DESCRIBE_STRUCT(PointDetails, (),
                      (step, role, name_zh, name_en, quality_points, measure, where, target))

struct ProcessPoint : PointDetails {
  std::string metric, code;
  PointOrigin origin = PointOrigin::kBuiltIn;
  std::int64_t version = 0;  // 0: nobody changed it yet
};
BOOST_DESCRIBE_STRUCT(ProcessPoint, (PointDetails), (metric, code, origin, version))

/// A point of the catalogue, before it is told for each of its metrics.
struct BuiltInPoint : PointDetails {
  std::string code;
  std::vector<std::string> metrics;
  bool own_target = false;  // else the measure's own target stands before the default
};

/// Reads the table of points. A line that cannot be read is a bug of the table and is left out; a test reads
/// all of them.
std::vector<BuiltInPoint> parse_points(std::string_view tsv);

/// What became of a point where the company wrote something. kGivenBack: as the catalogue has it again.
enum class PointStanding { kKept, kTakenOut, kGivenBack };
BOOST_DESCRIBE_ENUM(PointStanding, kKept, kTakenOut, kGivenBack)

struct WrittenPoint : PointDetails {
  std::string code;
  PointStanding standing = PointStanding::kKept;
  std::int64_t version = 1;
};

struct PointsOfMetric {
  std::vector<ProcessPoint> in_force;   // along the way of an order
  std::vector<ProcessPoint> taken_out;  // of the catalogue, to be given back
};
PointsOfMetric points_of(const std::string& metric, const std::vector<BuiltInPoint>& built_in,
                         const std::vector<WrittenPoint>& written);

/// All that is wrong with what was written, the measure aside; `others` are the metric's other points in force.
void check_point(const std::string& code, const PointDetails& details,
                 const std::vector<ProcessPoint>& others, std::vector<FieldError>& errors);

// ---- how well it is kept --------------------------------------------------------------------------

struct Tally {
  std::int64_t conforming = 0, required = 0;
  Tally& operator+=(const Tally& more) {
    conforming += more.conforming;
    required += more.required;
    return *this;
  }
  std::optional<double> share() const {
    if (required == 0) return std::nullopt;
    return static_cast<double>(conforming) / static_cast<double>(required);
  }
};

/// kWeak: surely below the target, whatever the number. kFew: fewer than 30, so nothing is said.
enum class PointState { kNoData, kFew, kWeak, kBelow, kHolding };
BOOST_DESCRIBE_ENUM(PointState, kNoData, kFew, kWeak, kBelow, kHolding)
PointState state_of(const Tally& tally, double target);

/// How a point stands in a month.
struct PointStand {
  Tally tally;
  double target = 0;
  PointState state = PointState::kNoData;
};
/// Weakest first: what is surely weak, then by distance from the target; few records after those that tell
/// something, no data last.
bool weaker(const PointStand& a, const PointStand& b);

/// Whether a person or site is worse than the whole by more than chance: nobody is named for bad luck, nor for
/// fewer than ten records.
bool stands_out(const Tally& one, const Tally& whole);

/// The condition that checks of these quality points fulfil, as KpiQuery::where takes it.
std::string check_condition(const std::vector<std::string>& quality_points);

}  // namespace manyi::processes
