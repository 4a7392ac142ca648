// Decisions about process points.
// Owns the reading of their table and the order of weakness.
#include "modules/processes/point_rules.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "engines/kpi/intervals.h"

namespace manyi::processes {
namespace {

constexpr std::int64_t kRankedFrom = 30;
constexpr std::int64_t kNamedFrom = 10;
constexpr std::size_t kColumns = 10;
constexpr std::size_t kMostTexts = 10;
constexpr std::size_t kLongestCode = 60;
constexpr std::string_view kChecked = "*";

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto end = text.find(by);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::optional<BuiltInPoint> read_line(std::string_view line) {
  const auto cells = split(line, '\t');
  if (cells.size() != kColumns) return std::nullopt;
  const auto step = parse_enum<ServiceStep>(cells[1]);
  const auto role = parse_enum<Role>(cells[2]);
  if (!step || !role) return std::nullopt;
  BuiltInPoint point;
  point.code = cells[0];
  point.step = *step;
  point.role = *role;
  for (const auto metric : split(cells[3], ',')) point.metrics.emplace_back(metric);
  point.name_zh = cells[8];
  point.name_en = cells[9];
  if (cells[4] == kChecked) point.quality_points = {point.name_zh, point.name_en};
  if (!cells[5].empty()) point.measure = std::string(cells[5]);
  if (!cells[6].empty()) point.where = std::string(cells[6]);
  if (!cells[7].empty()) {
    point.target = std::stod(std::string(cells[7]));
    point.own_target = true;
  }
  return point;
}

bool is_code(std::string_view code) {
  if (code.empty() || code.size() > kLongestCode || code.front() < 'a' || code.front() > 'z') return false;
  return std::all_of(code.begin(), code.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\n\r") == std::string_view::npos; }

/// What tells something before what does not.
int rank_of(PointState state) {
  switch (state) {
    case PointState::kWeak: return 0;
    case PointState::kBelow:
    case PointState::kHolding: return 1;
    case PointState::kFew: return 2;
    case PointState::kNoData: break;
  }
  return 3;
}

}  // namespace

std::vector<BuiltInPoint> parse_points(std::string_view tsv) {
  std::vector<BuiltInPoint> points;
  for (const auto line : split(tsv, '\n')) {
    if (line.empty() || line.front() == '#') continue;
    if (auto point = read_line(line)) points.push_back(std::move(*point));
  }
  return points;
}

PointsOfMetric points_of(const std::string& metric, const std::vector<BuiltInPoint>& built_in,
                         const std::vector<WrittenPoint>& written) {
  std::map<std::string_view, const WrittenPoint*> by_code;
  for (const auto& one : written) by_code.emplace(one.code, &one);
  PointsOfMetric all;
  std::set<std::string_view> of_catalogue;
  for (const auto& one : built_in) {
    if (std::find(one.metrics.begin(), one.metrics.end(), metric) == one.metrics.end()) continue;
    of_catalogue.insert(one.code);
    ProcessPoint point{one, metric, one.code};
    const auto at = by_code.find(one.code);
    if (at == by_code.end()) {
      all.in_force.push_back(std::move(point));
      continue;
    }
    point.version = at->second->version;
    switch (at->second->standing) {
      case PointStanding::kGivenBack: all.in_force.push_back(std::move(point)); break;
      case PointStanding::kTakenOut: all.taken_out.push_back(std::move(point)); break;
      case PointStanding::kKept:
        static_cast<PointDetails&>(point) = *at->second;
        point.origin = PointOrigin::kChanged;
        all.in_force.push_back(std::move(point));
        break;
    }
  }
  for (const auto& one : written)
    if (one.standing == PointStanding::kKept && !of_catalogue.contains(one.code))
      all.in_force.push_back({one, metric, one.code, PointOrigin::kOwn, one.version});
  std::stable_sort(all.in_force.begin(), all.in_force.end(),
                   [](const ProcessPoint& a, const ProcessPoint& b) { return a.step < b.step; });
  return all;
}

void check_point(const std::string& code, const PointDetails& details,
                 const std::vector<ProcessPoint>& others, std::vector<FieldError>& errors) {
  if (!is_code(code))
    errors.push_back({"/code", "code", "A code is lower-case letters, digits and _, a letter first."});
  if (details.role == Role::kDealer || details.role == Role::kChannelManager)
    errors.push_back({"/role", "outsider", "An outsider does not answer for our process."});
  if (is_blank(details.name_zh)) errors.push_back({"/name_zh", "required", "Give the Chinese name."});
  if (is_blank(details.name_en)) errors.push_back({"/name_en", "required", "Give the English name."});
  if (details.quality_points.empty() && !details.measure)
    errors.push_back({"/quality_points", "required", "Name checks that count, or a metric that tells it."});
  if (details.quality_points.size() > kMostTexts)
    errors.push_back({"/quality_points", "too_many", "At most 10 texts."});
  for (std::size_t i = 0; i < details.quality_points.size(); ++i) {
    const auto& text = details.quality_points[i];
    const std::string pointer = "/quality_points/" + std::to_string(i);
    if (is_blank(text)) errors.push_back({pointer, "required", "A quality point has a name."});
    const auto taken = std::find_if(others.begin(), others.end(), [&](const ProcessPoint& other) {
      const auto& texts = other.quality_points;
      return std::find(texts.begin(), texts.end(), text) != texts.end();
    });
    if (taken != others.end())
      errors.push_back(
          {pointer, "taken", "Another point of this metric counts these checks: " + taken->code});
  }
  if (details.where && !details.measure)
    errors.push_back({"/where", "no_measure", "A condition is that of a metric; name the metric."});
  if (!(details.target > 0 && details.target <= 1))
    errors.push_back({"/target", "range", "A share above 0 and at most 1."});
}

PointState state_of(const Tally& tally, double target) {
  const auto interval = kpi::wilson(tally.conforming, tally.required);
  if (!interval) return PointState::kNoData;
  if (interval->high < target) return PointState::kWeak;
  if (tally.required < kRankedFrom) return PointState::kFew;
  return *tally.share() < target ? PointState::kBelow : PointState::kHolding;
}

bool weaker(const PointStand& a, const PointStand& b) {
  if (rank_of(a.state) != rank_of(b.state)) return rank_of(a.state) < rank_of(b.state);
  return a.tally.share().value_or(1) - a.target < b.tally.share().value_or(1) - b.target;
}

bool stands_out(const Tally& one, const Tally& whole) {
  const auto interval = kpi::wilson(one.conforming, one.required);
  const auto share = whole.share();
  return interval && share && one.required >= kNamedFrom && one.required < whole.required &&
         interval->high < *share;
}

std::string check_condition(const std::vector<std::string>& quality_points) {
  std::string condition;
  for (const auto& text : quality_points) {
    condition += condition.empty() ? "quality_point in ('" : ", '";
    for (const char c : text) condition += c == '\'' ? std::string("''") : std::string(1, c);
    condition += '\'';
  }
  return condition.empty() ? condition : condition + ")";
}

}  // namespace manyi::processes
