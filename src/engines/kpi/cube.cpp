// Maintained aggregates by subtract-and-add.
// Owns the map from local period and codes to parts.
#include "engines/kpi/cube.h"

#include <algorithm>

#include "engines/kpi/scan.h"

namespace manyi::kpi {
namespace {

/// Every piece of the finer grain lies within one piece of the coarser.
bool nests(Grain fine, std::optional<Grain> coarse) {
  if (!coarse || *coarse == fine || fine == Grain::kDay) return true;
  return fine != Grain::kWeek && *coarse != Grain::kWeek && fine < *coarse;
}

const Period& all_time() {
  static const Period period{Instant(std::numeric_limits<std::int64_t>::min() / 2),
                             Instant(std::numeric_limits<std::int64_t>::max() / 2)};
  return period;
}

}  // namespace

struct Cube::State {
  using Key = std::pair<std::int64_t, std::vector<std::int32_t>>;  // first day of the period, codes
  std::shared_ptr<const Metric> metric;
  Grain grain;
  std::vector<std::string> by;
  std::vector<std::size_t> columns;
  std::map<Key, Parts> parts;
};

Cube::Cube(std::unique_ptr<State> state) : state_(std::move(state)) {}
Cube::~Cube() = default;
const Metric& Cube::metric() const { return *state_->metric; }

Result<std::unique_ptr<Cube>> Cube::create(const FactTable& table, std::shared_ptr<const Metric> metric,
                                           Grain grain, std::vector<std::string> by) {
  const auto additive = [](const std::optional<Measure>& m) {
    if (!m) return true;
    const bool sums = m->aggregate == Aggregate::kCount || m->aggregate == Aggregate::kSum ||
                      m->aggregate == Aggregate::kAvg;
    return sums && (!m->of || m->of->type != Type::kNumber);
  };
  if (metric->basis != Basis::kEvent || !additive(metric->value) || !additive(metric->numerator) ||
      !additive(metric->denominator))
    return invalid("/metric", "not_additive",
                   "metric " + metric->code + " cannot be kept as sums of whole numbers over events");
  auto state = std::make_unique<State>();
  for (const auto& name : by) {
    const auto index = table.dimension_index(name);
    if (!index) return invalid("/by", "unknown_dimension", "no dimension '" + name + "'");
    state->columns.push_back(*index);
  }
  state->metric = std::move(metric);
  state->grain = grain;
  state->by = std::move(by);
  return std::unique_ptr<Cube>(new Cube(std::move(state)));
}

void Cube::rebuild(const FactTable& table) {
  state_->parts.clear();
  for (std::uint32_t row = 0; row < table.size(); ++row) change(table, row, 1);
}

void Cube::leaving(const FactTable& table, std::uint32_t row) { change(table, row, -1); }
void Cube::entered(const FactTable& table, std::uint32_t row) { change(table, row, 1); }

void Cube::change(const FactTable& table, std::uint32_t row, int sign) {
  const auto& metric = *state_->metric;
  const auto at = table.times(metric.anchor)[row];
  if (at == kNull) return;
  static const PeriodGrid grid({all_time()}, TimeZone::utc());
  std::vector<PeriodGrid> grids(table.zones().size(), grid);
  Query query{
      all_time().from, all_time().to, Instant(std::numeric_limits<std::int64_t>::max()), {}, {}, {}, {}, {}};
  auto scan = Scan::create(table, metric, query, std::move(grids));
  ScanBlock block;
  scan->read(row, 1, block);
  if (block.empty || block.counted[0] + block.unlinked[0] == 0) return;

  std::size_t zone = 0;
  if (!table.zone_of_code().empty())
    zone = table.zone_of_code()[static_cast<std::size_t>(table.codes(*table.schema().zone_dimension())[row])];
  State::Key key{period_start(state_->grain, table.zones()[zone].local_date(Instant(at))).days(), {}};
  for (const auto column : state_->columns) key.second.push_back(table.codes(column)[row]);
  auto& parts = state_->parts[key];
  const bool rate = !metric.value;
  parts.counted += sign * block.counted[0];
  parts.unlinked += sign * block.unlinked[0];
  if (rate) parts.numerator += sign * block.numerator[0];
  if (block.wholes && (rate ? block.numerator[0] : block.counted[0])) {
    parts.sum += static_cast<Wide>(sign) * block.wholes[0];
    if (metric.value && metric.value->aggregate == Aggregate::kAvg)
      parts.squares += static_cast<Wide>(sign) * block.wholes[0] * block.wholes[0];
  }
  if (block.under && block.counted[0]) parts.under += static_cast<Wide>(sign) * block.under[0];
  if (parts == Parts{}) state_->parts.erase(key);
}

std::optional<std::vector<Cell>> Cube::answer(const FactTable& table, const Metric& metric,
                                              const Query& query) const {
  if (&metric != state_->metric.get() || !query.where.empty() || !nests(state_->grain, query.grain))
    return std::nullopt;
  for (const auto* bound : {&query.from, &query.to}) {
    const auto* date = std::get_if<Date>(bound);
    if (!date || period_start(state_->grain, *date) != *date) return std::nullopt;
  }
  for (std::size_t i = 0; i < table.schema().times(); ++i)
    if (table.latest(i) > query.as_of.ms()) return std::nullopt;
  const auto place = [&](const std::string& dimension) -> std::optional<std::size_t> {
    const auto found = std::find(state_->by.begin(), state_->by.end(), dimension);
    if (found == state_->by.end()) return std::nullopt;
    return static_cast<std::size_t>(found - state_->by.begin());
  };
  std::vector<std::size_t> by;
  for (const auto& dimension : query.by) {
    const auto at = place(dimension);
    if (!at || std::find(by.begin(), by.end(), *at) != by.end()) return std::nullopt;
    by.push_back(*at);
  }
  std::vector<std::pair<std::size_t, std::vector<std::int32_t>>> allowed;
  const auto code_of = [&](std::size_t at, const std::string& key) {
    return table.dictionary(state_->columns[at]).find(key).value_or(-1);
  };
  for (const auto& only : query.scope.all_of) {
    const auto at = place(only.dimension);
    if (!at) return std::nullopt;
    allowed.push_back({*at, {}});
    for (const auto& key : only.keys) allowed.back().second.push_back(code_of(*at, key));
  }
  for (const auto& only : query.only) {
    const auto at = place(only.dimension);
    if (!at) return std::nullopt;
    allowed.push_back({*at, {only.key ? code_of(*at, *only.key) : kNullCode}});
  }
  const auto checked = periods_of(table, query, query.grain);
  if (!checked) return std::nullopt;
  const auto& periods = *checked;

  std::vector<std::int64_t> starts;
  for (const auto& period : periods) starts.push_back(std::get<Date>(period.from).days());
  const auto end = std::get<Date>(query.to).days();
  std::map<std::vector<std::int32_t>, std::vector<Parts>> groups;
  if (query.by.empty()) groups[{}].resize(periods.size());
  for (auto at = state_->parts.lower_bound({starts.front(), {}});
       at != state_->parts.end() && at->first.first < end; ++at) {
    const auto& codes = at->first.second;
    const bool fits = std::all_of(allowed.begin(), allowed.end(), [&](const auto& rule) {
      return std::find(rule.second.begin(), rule.second.end(), codes[rule.first]) != rule.second.end();
    });
    if (!fits) continue;
    std::vector<std::int32_t> group;
    for (const auto i : by) group.push_back(codes[i]);
    auto& cells = groups[group];
    cells.resize(periods.size());
    auto& sum = cells[static_cast<std::size_t>(
                          std::upper_bound(starts.begin(), starts.end(), at->first.first) - starts.begin()) -
                      1];
    sum.counted += at->second.counted;
    sum.numerator += at->second.numerator;
    sum.unlinked += at->second.unlinked;
    sum.sum += at->second.sum;
    sum.squares += at->second.squares;
    sum.under += at->second.under;
  }
  std::vector<std::pair<std::vector<DimensionValue>, const std::vector<Parts>*>> ordered;
  for (const auto& [codes, cells] : groups) {
    std::vector<DimensionValue> dims(by.size());
    for (std::size_t d = 0; d < by.size(); ++d) {
      dims[d].dimension = query.by[d];
      if (codes[d] == kNullCode) continue;
      dims[d].key = table.dictionary(state_->columns[by[d]]).key(codes[d]);
      dims[d].label = table.dictionary(state_->columns[by[d]]).label(codes[d]);
    }
    ordered.emplace_back(std::move(dims), &cells);
  }
  std::sort(ordered.begin(), ordered.end(),
            [](const auto& a, const auto& b) { return comes_before(a.first, b.first); });
  std::vector<Cell> cells;
  for (std::size_t p = 0; p < periods.size(); ++p)
    for (const auto& [dims, sums] : ordered) {
      Cell cell{};
      cell.period = periods[p];
      fill(cell, metric, (*sums)[p]);
      if (!query.by.empty() && cell.n + cell.unlinked == 0) continue;
      cell.dims = dims;
      settle(cell, metric, query.as_of, table.zones());
      cells.push_back(std::move(cell));
    }
  return cells;
}

}  // namespace manyi::kpi
