// Rewrites questions.
// Owns the loop over windows.
// Rejected for now: cutting the time line at the edges of all windows and adding pieces up; it reads
// the table once instead of once per period, but percentiles need their values kept per piece.
#include "engines/kpi/rolling.h"

#include "engines/kpi/parts.h"

namespace manyi::kpi {
namespace {
constexpr std::size_t kMostWindows = 1000;
constexpr std::string_view kPerson = "person";
}  // namespace

std::optional<Rolling> rolling_of(const Metric& metric, const Query& query) {
  if (metric.basis == Basis::kStock) return std::nullopt;
  return query.rolling ? query.rolling : metric.rolling;
}

Result<std::vector<Cell>> evaluate_windows(
    const Query& query, const Rolling& rolling, const std::vector<TimeZone>& zones,
    const std::function<Result<std::vector<Cell>>(const Query&)>& ask) {
  const auto& zone = zones.front();
  if (bound_instant(query.from, zone) >= bound_instant(query.to, zone))
    return invalid("/to", "empty_period", "'to' must come after 'from'");
  std::vector<Cell> all;
  const auto periods = split(query.from, query.to, query.grain, zone);
  if (periods.size() > kMostWindows)
    return invalid("/rolling", "too_long", "at most 1,000 rolling windows at once");
  for (const auto& period : periods) {
    Query one = query;
    one.grain = std::nullopt;
    one.rolling = std::nullopt;
    one.from = window_start(rolling, period.to, zone);
    one.to = period.to;
    MANYI_TRY(auto cells, ask(one));
    for (auto& cell : cells) {
      cell.period = period;
      if (!has_begun(period, query.as_of, zones)) withhold(cell);
      all.push_back(std::move(cell));
    }
  }
  return all;
}

Query window_of(Query query, const Metric& metric, const TimeZone& zone) {
  if (const auto rolling = rolling_of(metric, query)) query.from = window_start(*rolling, query.to, zone);
  query.rolling = std::nullopt;
  return query;
}

Query with_credit(Query query, const Metric& metric, const FactSchema& schema) {
  if (schema.find(kPerson)) return query;
  const auto rename = [&](std::string& name) {
    if (name == kPerson) name = metric.person();
  };
  for (auto& name : query.by) rename(name);
  for (auto& only : query.only) rename(only.dimension);
  for (auto& only : query.scope.all_of) rename(only.dimension);
  return query;
}

void name_person(std::vector<Cell>& cells, const Query& query) {
  for (std::size_t d = 0; d < query.by.size(); ++d)
    if (query.by[d] == kPerson)
      for (auto& cell : cells) cell.dims[d].dimension = kPerson;
}

}  // namespace manyi::kpi
