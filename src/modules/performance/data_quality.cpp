// Counts gaps in fact columns, in metrics and in time.
// Owns the walk over a table under its lock.
#include "modules/performance/data_quality.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "platform/auth/scope.h"
#include "platform/journal/journal.h"

namespace manyi::performance {
namespace {

constexpr std::int64_t kLateHours = 24;

using kpi::ColumnKind;

std::string kind_name(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::kTime: return "time";
    case ColumnKind::kDimension: return "dimension";
    case ColumnKind::kInteger: return "integer";
    case ColumnKind::kDuration: return "duration";
    case ColumnKind::kNumber: return "number";
    case ColumnKind::kFlag: return "flag";
  }
  return "";
}

/// Which codes of the caller's dimension are in reach; nullopt: every row is.
struct Reach {
  std::optional<kpi::ColumnView<std::int32_t>> codes;
  std::vector<std::uint8_t> allowed;
  bool nothing = false;
  bool has(std::size_t row) const {
    return !nothing && (!codes || allowed[static_cast<std::size_t>((*codes)[row])] != 0);
  }
};

Reach reach_of(const kpi::FactTable& table, const Caller& caller) {
  Reach reach;
  const auto only = dimension_scope_of(caller);
  if (!only) return reach;
  const auto index = table.dimension_index(only->dimension);
  if (!index) {
    reach.nothing = true;
    return reach;
  }
  reach.codes = table.codes(*index);
  reach.allowed.assign(table.dictionary(*index).size(), 0);
  for (const auto id : only->any_of)
    if (const auto code = table.dictionary(*index).find(id_text(id)))
      reach.allowed[static_cast<std::size_t>(*code)] = 1;
  return reach;
}

/// Rows whose first time stamp falls into [from, to).
std::vector<std::uint32_t> rows_within(const kpi::FactTable& table, const Reach& reach, std::int64_t from,
                                       std::int64_t to) {
  std::vector<std::uint32_t> rows;
  const std::size_t times = table.schema().times();
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (!reach.has(row)) continue;
    std::int64_t first = kpi::kNull;
    for (std::size_t column = 0; column < times; ++column) {
      const auto at = table.times(column)[row];
      if (at != kpi::kNull && (first == kpi::kNull || at < first)) first = at;
    }
    if (first != kpi::kNull && first >= from && first < to) rows.push_back(static_cast<std::uint32_t>(row));
  }
  return rows;
}

std::int64_t missing_in(const kpi::FactTable& table, const kpi::Column& column,
                        const std::vector<std::uint32_t>& rows) {
  const auto count = [&](auto&& is_missing) {
    return static_cast<std::int64_t>(std::count_if(rows.begin(), rows.end(), is_missing));
  };
  switch (column.kind) {
    case ColumnKind::kTime:
      return count(
          [values = table.times(column.index)](std::uint32_t row) { return values[row] == kpi::kNull; });
    case ColumnKind::kDimension:
      return count(
          [codes = table.codes(column.index)](std::uint32_t row) { return codes[row] == kpi::kNullCode; });
    case ColumnKind::kInteger:
    case ColumnKind::kDuration:
      return count(
          [values = table.wholes(column.index)](std::uint32_t row) { return values[row] == kpi::kNull; });
    case ColumnKind::kNumber:
      return count(
          [values = table.numbers(column.index)](std::uint32_t row) { return std::isnan(values[row]); });
    case ColumnKind::kFlag: return 0;
  }
  return 0;
}

FactGaps gaps_of(const kpi::FactTable& table, const Caller& caller, std::int64_t from, std::int64_t to) {
  const auto lock = table.read_lock();
  FactGaps gaps;
  gaps.fact = table.schema().fact();
  const auto rows = rows_within(table, reach_of(table, caller), from, to);
  gaps.rows = static_cast<std::int64_t>(rows.size());
  for (const auto& column : table.schema().columns()) {
    const auto missing = missing_in(table, column, rows);
    if (missing > 0)
      gaps.columns.push_back({column.name, kind_name(column.kind), column.name_zh, column.name_en, missing});
  }
  std::stable_sort(gaps.columns.begin(), gaps.columns.end(),
                   [](const ColumnGap& a, const ColumnGap& b) { return a.missing > b.missing; });
  return gaps;
}

}  // namespace

std::span<const FieldRule> field_rules(const DataQualityQuery*) {
  static const FieldRule kRules[] = {
      {.name = "from", .doc = "First day.", .example = R"("2026-10-01")", .max_length = 40},
      {.name = "to", .doc = "The day after the last.", .example = R"("2026-11-01")", .max_length = 40},
      {.name = "late_hours",
       .doc = "An entry typed in later than this after it happened is late; 24 by default.",
       .minimum = 1,
       .maximum = 8760}};
  return kRules;
}

Result<DataQuality> data_quality(Performance& performance, db::ReadTx& tx, const Caller& caller,
                                 const DataQualityQuery& query) {
  KpiQuery asked;
  asked.from = query.from;
  asked.to = query.to;
  MANYI_TRY(const auto answer, performance.evaluate(caller, asked));
  MANYI_TRY(const auto engine, performance.engine(caller.tenant));
  const auto edge = [&](const std::string& text) {
    const auto bound = kpi::parse_bound(text);
    return std::holds_alternative<Instant>(*bound) ? std::get<Instant>(*bound)
                                                   : engine->default_zone().instant(std::get<Date>(*bound));
  };
  const Instant from = edge(query.from), to = edge(query.to);
  DataQuality quality;
  for (const auto& metric : answer.metrics) {
    if (metric.cells.empty()) continue;
    const auto& cell = metric.cells.front();
    if (cell.unlinked > 0 || cell.pending > 0)
      quality.metrics.push_back(
          {metric.code, metric.name_zh, metric.name_en, cell.n, cell.unlinked, cell.pending});
  }
  std::stable_sort(quality.metrics.begin(), quality.metrics.end(),
                   [](const LeftOut& a, const LeftOut& b) { return a.unlinked > b.unlinked; });
  for (const auto* table : engine->tables())
    if (auto gaps = gaps_of(*table, caller, from.ms(), to.ms()); gaps.rows > 0)
      quality.facts.push_back(std::move(gaps));
  if (caller.scope == Scope::kTenant)
    for (const auto& kind :
         journal::lateness(tx, caller.tenant, from, to, kHour * query.late_hours.value_or(kLateHours)))
      quality.late.push_back({kind.kind, kind.entries, kind.late});
  return quality;
}

}  // namespace manyi::performance
