// The process points of each metric: what they are, how well they are kept, who may change them.
// Owns the façade of points and its types.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "modules/performance/performance.h"
#include "modules/processes/point_rules.h"
#include "platform/auth/caller.h"
#include "platform/db/db.h"
#include "platform/journal/events.h"

namespace manyi::processes {

struct PointTag;
using PointId = Id<PointTag>;

enum class PointSource { kNone, kChecks, kMetric };
BOOST_DESCRIBE_ENUM(PointSource, kNone, kChecks, kMetric)

struct PointMonth {
  std::string month;  // "2026-11"
  std::int64_t conforming = 0, required = 0;
  std::optional<double> share;
  std::optional<std::vector<double>> interval;  // [low, high], Wilson, 95 %
};
BOOST_DESCRIBE_STRUCT(PointMonth, (), (month, conforming, required, share, interval))

/// A person or site that is worse than all by more than chance, over the four months.
struct PointWorst {
  std::string key, name;
  std::int64_t conforming = 0, required = 0;
  double share = 0;
  std::vector<double> interval;
};
BOOST_DESCRIBE_STRUCT(PointWorst, (), (key, name, conforming, required, share, interval))

/// Checks of the month by the text they carry.
struct PointChecks {
  std::string quality_point;
  std::int64_t conforming = 0, required = 0;
};
BOOST_DESCRIBE_STRUCT(PointChecks, (), (quality_point, conforming, required))

struct PointFigure : ProcessPoint {
  PointSource source = PointSource::kNone;  // checks where there are any, else the measure
  PointState state = PointState::kNoData;
  PointMonth now;
  std::vector<PointMonth> before;   // three months, the earliest first
  std::vector<PointChecks> checks;  // of the month, most first
  std::optional<std::string> measure_name_zh, measure_name_en;
  std::optional<double> measure_value;  // of the month, in the measure's own sense
  std::optional<PointWorst> worst_person, worst_site;
};
BOOST_DESCRIBE_STRUCT(PointFigure, (ProcessPoint),
                      (source, state, now, before, checks, measure_name_zh, measure_name_en, measure_value,
                       worst_person, worst_site))

struct PointList {
  std::string metric, month, from, to;
  Instant as_of;
  std::int64_t fresh_to = 0;
  std::vector<PointFigure> items;  // weakest first
  std::vector<ProcessPoint> taken_out;
};
BOOST_DESCRIBE_STRUCT(PointList, (), (metric, month, from, to, as_of, fresh_to, items, taken_out))

struct ListPoints {
  std::string metric;
  std::optional<std::string> month;             // the running one by default
  std::optional<std::string> scope, scope_key;  // all in reach by default
};
BOOST_DESCRIBE_STRUCT(ListPoints, (), (metric, month, scope, scope_key))
std::span<const FieldRule> field_rules(const ListPoints*);

struct OnePoint {
  std::string metric, code;
  std::optional<std::int64_t> if_match;
};
BOOST_DESCRIBE_STRUCT(OnePoint, (), (metric, code, if_match))

struct ReadPoint {
  std::string metric, code;
};
BOOST_DESCRIBE_STRUCT(ReadPoint, (), (metric, code))

struct WritePoint {
  std::string metric, code;
  std::optional<std::int64_t> if_match;
  ServiceStep step = ServiceStep::kIntake;
  Role role = Role::kTechnician;
  std::string name_zh, name_en;
  std::vector<std::string> quality_points;
  std::optional<std::string> measure, where;
  std::optional<double> target;  // 0.95 by default
};
BOOST_DESCRIBE_STRUCT(WritePoint, (),
                      (metric, code, if_match, step, role, name_zh, name_en, quality_points, measure, where,
                       target))
std::span<const FieldRule> field_rules(const WritePoint*);

/// What points are told by rooms that processes does not know; the server answers.
struct PointPorts {
  /// Expression for KpiQuery::where that limits a question to a scope (company, site, unit, person).
  /// \errors kInvalid /scope, /scope_key; kNotFound out of the caller's reach
  std::function<Result<std::string>(db::ReadTx&, const Caller&, const std::string& scope,
                                    const std::string& key)>
      condition_of;
};

/// The points as the program brings them.
const std::vector<BuiltInPoint>& built_in_points();

/// Thread-safe. Calls with a transaction take part in it. Permissions are checked by the routes; figures are
/// of what the caller may see. A metric or point that is not there answers kNotFound.
class ProcessPoints {
 public:
  struct Needs {
    journal::Events& events;
    performance::Performance& performance;
  };
  ProcessPoints(Needs needs, PointPorts ports) : needs_(needs), ports_(std::move(ports)) {}

  /// How well each point is kept in the month and the three before. \errors kInvalid /month, /scope,
  /// /scope_key; kUnavailable while figures are loading
  Result<PointList> list(db::ReadTx&, const Caller&, const ListPoints&);
  Result<ProcessPoint> get(db::ReadTx&, const Caller&, const ReadPoint&);
  /// Adds a point to the metric, or changes one. \errors kInvalid with all fields; kStale
  Result<ProcessPoint> put(db::Tx&, const Caller&, const WritePoint&);
  /// \errors kStale
  Result<void> take_out(db::Tx&, const Caller&, const OnePoint&);
  /// A point of the catalogue as the catalogue has it. \errors kConflict when it is so already; kStale
  Result<ProcessPoint> give_back(db::Tx&, const Caller&, const OnePoint&);

 private:
  Result<PointsOfMetric> load(db::ReadTx&, TenantId, const std::string& metric);
  Result<void> keep(db::Tx&, const Caller&, const ProcessPoint&, PointStanding);
  void check_measure(db::ReadTx&, const Caller&, const WritePoint&, std::vector<FieldError>&);

  Needs needs_;
  PointPorts ports_;
};

}  // namespace manyi::processes
