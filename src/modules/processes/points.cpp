// The use cases of process points: read, write, take out, give back.
// Owns the order of those steps; how well points are kept is told in point_figures.cpp.
#include "modules/processes/points.h"

#include <algorithm>

#include "base/json.h"
#include "modules/processes/processes_events.h"
#include "modules/processes/store.h"
#include "process_point_data.h"

namespace manyi::processes {
namespace {

constexpr double kTarget = 0.95;

constexpr FieldRule kWriteRules[] = {
    {.name = "metric", .doc = "Code of the metric that the point makes.", .max_length = 100},
    {.name = "code", .doc = "Of the point; its own within the metric.", .max_length = 60},
    {.name = "step", .doc = "Where on the way of an order it stands."},
    {.name = "role", .doc = "Who answers for it."},
    {.name = "name_zh", .example = R"("上门前预诊断")", .max_length = 80},
    {.name = "name_en", .example = R"("Pre-diagnosis before the visit")", .max_length = 80},
    {.name = "quality_points",
     .doc = "Checks with one of these quality points count.",
     .example = R"(["上门前预诊断"])",
     .max_length = 200},
    {.name = "measure",
     .doc = "Code of a rate that tells the point where there are no checks.",
     .example = R"("part_eta_keep")",
     .max_length = 100},
    {.name = "where", .doc = "Which of the measure's records count.", .max_length = 400},
    {.name = "target", .doc = "Share that should conform; 0.95 by default.", .example = "0.95"}};
constexpr FieldRule kListRules[] = {
    {.name = "metric",
     .doc = "Code of one metric.",
     .example = R"("ftfr")",
     .min_length = 1,
     .max_length = 100},
    {.name = "month",
     .doc = "YYYY-MM; the running one by default.",
     .example = R"("2026-11")",
     .max_length = 7},
    {.name = "scope", .doc = "company, site, unit or person; all in reach by default.", .max_length = 10},
    {.name = "scope_key", .doc = "Id of the site, unit or person.", .max_length = 40}};

WrittenPoint written_of(const store::PointRow& row) {
  WrittenPoint point;
  point.code = row.code;
  point.standing = row.standing;
  point.version = row.version;
  point.step = row.step;
  point.role = row.role;
  point.name_zh = row.name_zh;
  point.name_en = row.name_en;
  if (auto texts = from_json<std::vector<std::string>>(row.quality_points.text))
    point.quality_points = std::move(*texts);
  point.measure = row.measure;
  point.where = row.condition;
  point.target = row.target;
  return point;
}

std::optional<ProcessPoint> find_point(const std::vector<ProcessPoint>& points, const std::string& code) {
  const auto at = std::find_if(points.begin(), points.end(),
                               [&](const ProcessPoint& point) { return point.code == code; });
  if (at == points.end()) return std::nullopt;
  return *at;
}

Error no_such_point() { return not_found("process_point.unknown", "This metric has no such point."); }

Result<void> check_version(const std::optional<std::int64_t>& if_match, std::int64_t version) {
  if (if_match && *if_match != version) return stale("The point was changed in the meantime.");
  return {};
}

}  // namespace

std::span<const FieldRule> field_rules(const WritePoint*) { return kWriteRules; }
std::span<const FieldRule> field_rules(const ListPoints*) { return kListRules; }

const std::vector<BuiltInPoint>& built_in_points() {
  static const auto kPoints = [] {
    std::vector<BuiltInPoint> all;
    for (const auto& [file, text] : process_point_data())
      for (auto& point : parse_points(text)) all.push_back(std::move(point));
    return all;
  }();
  return kPoints;
}

Result<PointsOfMetric> ProcessPoints::load(db::ReadTx& tx, TenantId tenant, const std::string& metric) {
  MANYI_TRY(const auto engine, needs_.performance.engine(tenant));
  if (!engine->metric(metric)) return not_found("metric.unknown", "There is no such metric.");
  std::vector<WrittenPoint> written;
  for (const auto& row : store::points(tx, tenant, metric)) written.push_back(written_of(row));
  // The measure's own target stands where the catalogue of points says nothing of its own.
  auto built_in = built_in_points();
  for (auto& point : built_in) {
    if (point.own_target || !point.measure) continue;
    const auto measure = engine->metric(*point.measure);
    if (measure && (*measure)->better == kpi::Better::kUp && (*measure)->target)
      point.target = *(*measure)->target;
  }
  return points_of(metric, built_in, written);
}

Result<ProcessPoint> ProcessPoints::get(db::ReadTx& tx, const Caller& caller, const ReadPoint& in) {
  MANYI_TRY(const auto points, load(tx, caller.tenant, in.metric));
  if (auto point = find_point(points.in_force, in.code)) return std::move(*point);
  return no_such_point();
}

void ProcessPoints::check_measure(db::ReadTx& tx, const Caller& caller, const WritePoint& in,
                                  std::vector<FieldError>& errors) {
  if (!in.measure) return;
  const auto engine = needs_.performance.engine(caller.tenant);
  const auto measure =
      engine ? (*engine)->metric(*in.measure) : Result<std::shared_ptr<const kpi::Metric>>(engine.error());
  if (!measure) {
    errors.push_back({"/measure", "unknown", "There is no such metric."});
    return;
  }
  if (*in.measure == in.metric)
    errors.push_back({"/measure", "itself", "A figure does not tell what makes it."});
  if (!(*measure)->is_rate() || (*measure)->rolling) {
    errors.push_back({"/measure", "not_a_rate", "Only a share of records tells how often a point is kept."});
    return;
  }
  if (!in.where) return;
  performance::KpiQuery trial;
  trial.metrics = {*in.measure};
  trial.from = tx.now().text();
  trial.to = (tx.now() + kDay).text();
  trial.where = in.where;
  const auto tried = needs_.performance.evaluate(caller, trial);
  if (!tried)
    errors.push_back(
        {"/where", "condition",
         tried.error().fields.empty() ? tried.error().detail : tried.error().fields.front().message});
}

Result<ProcessPoint> ProcessPoints::put(db::Tx& tx, const Caller& caller, const WritePoint& in) {
  MANYI_TRY(const auto points, load(tx, caller.tenant, in.metric));
  const auto row = store::point(tx, caller.tenant, in.metric, in.code);
  MANYI_CHECK(check_version(in.if_match, row ? row->version : 0));
  ProcessPoint point;
  point.metric = in.metric;
  point.code = in.code;
  point.step = in.step;
  point.role = in.role;
  point.name_zh = in.name_zh;
  point.name_en = in.name_en;
  point.quality_points = in.quality_points;
  point.measure = in.measure;
  point.where = in.where;
  point.target = in.target.value_or(kTarget);
  auto others = points.in_force;
  std::erase_if(others, [&](const ProcessPoint& other) { return other.code == in.code; });
  std::vector<FieldError> errors;
  check_point(in.code, point, others, errors);
  check_measure(tx, caller, in, errors);
  if (!errors.empty()) return invalid(std::move(errors));
  MANYI_CHECK(keep(tx, caller, point, PointStanding::kKept));
  return get(tx, caller, {in.metric, in.code});
}

Result<void> ProcessPoints::take_out(db::Tx& tx, const Caller& caller, const OnePoint& in) {
  MANYI_TRY(const auto points, load(tx, caller.tenant, in.metric));
  const auto point = find_point(points.in_force, in.code);
  if (!point) return no_such_point();
  MANYI_CHECK(check_version(in.if_match, point->version));
  return keep(tx, caller, *point, PointStanding::kTakenOut);
}

Result<ProcessPoint> ProcessPoints::give_back(db::Tx& tx, const Caller& caller, const OnePoint& in) {
  MANYI_TRY(const auto points, load(tx, caller.tenant, in.metric));
  auto point = find_point(points.taken_out, in.code);
  if (!point) point = find_point(points.in_force, in.code);
  if (!point || point->origin == PointOrigin::kOwn) return no_such_point();
  MANYI_CHECK(check_version(in.if_match, point->version));
  if (point->origin == PointOrigin::kBuiltIn && !find_point(points.taken_out, in.code))
    return conflict("process_point.built_in", "The point stands as the catalogue has it.");
  MANYI_CHECK(keep(tx, caller, *point, PointStanding::kGivenBack));
  return get(tx, caller, {in.metric, in.code});
}

Result<void> ProcessPoints::keep(db::Tx& tx, const Caller& caller, const ProcessPoint& point,
                                 PointStanding standing) {
  const auto before = store::point(tx, caller.tenant, point.metric, point.code);
  store::PointRow row;
  row.tenant_id = caller.tenant;
  row.id = before ? before->id : tx.new_id<PointTag>();
  row.metric = point.metric;
  row.code = point.code;
  row.standing = standing;
  row.step = point.step;
  row.role = point.role;
  row.name_zh = point.name_zh;
  row.name_en = point.name_en;
  row.quality_points.text = to_json(point.quality_points);
  row.measure = point.measure;
  row.condition = point.where;
  row.target = point.target;
  row.created_at = before ? before->created_at : tx.now();
  row.created_by = before ? before->created_by : caller.user;
  row.updated_at = tx.now();
  row.updated_by = caller.user;
  row.version = before ? before->version + 1 : 1;
  MANYI_CHECK(before ? store::update_point(tx, row) : store::insert_point(tx, row));
  return needs_.events.publish(tx, caller,
                               ProcessPointChanged{row.id, row.metric, row.code, standing, row.version});
}

}  // namespace manyi::processes
