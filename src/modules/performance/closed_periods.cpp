// Freezing a month's values and holding them against today's.
// Owns the month's edges and what counts as a difference.
#include "modules/performance/closed_periods.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "modules/performance/performance_events.h"
#include "modules/performance/store.h"

namespace manyi::performance {
namespace {

constexpr std::string_view kScopes[] = {"", "site", "technician"};

struct Month {
  std::string from, to;
};

/// "2026-10" as [2026-10-01, 2026-11-01).
std::optional<Month> month_of(const std::string& text) {
  constexpr std::size_t kLength = 7;
  if (text.size() != kLength) return std::nullopt;
  const auto first = Date::parse(text + "-01");
  if (!first) return std::nullopt;
  const int next = first->month() % 12 + 1;
  const int year = first->year() + (next == 1 ? 1 : 0);
  const std::string after = std::to_string(year) + (next < 10 ? "-0" : "-") + std::to_string(next) + "-01";
  return Month{first->text(), after};
}

FrozenValue frozen_of(const MetricCells& metric, const CellAnswer& cell, std::string_view dimension) {
  FrozenValue value;
  value.metric = metric.code;
  value.dimension = dimension;
  if (!dimension.empty()) {
    const std::string name(dimension);
    value.scope_key = cell.keys.at(name).value_or("");
    value.scope_label = cell.dims.at(name).value_or("");
  }
  value.definition_version = metric.version;
  value.numerator = cell.numerator;
  value.denominator = cell.denominator;
  value.value = cell.value;
  value.n = cell.n;
  if (cell.interval) {
    value.low = cell.interval->front();
    value.high = cell.interval->back();
  }
  return value;
}

Result<std::vector<FrozenValue>> values_of(Performance& performance, const Caller& caller, const Month& month,
                                           std::string_view dimension) {
  KpiQuery query;
  query.from = month.from;
  query.to = month.to;
  if (!dimension.empty()) query.by = {std::string(dimension)};
  std::vector<FrozenValue> values;
  auto answer = performance.evaluate(caller, query);
  if (!answer) return std::move(answer).error();
  for (const auto& metric : answer->metrics)
    for (const auto& cell : metric.cells) values.push_back(frozen_of(metric, cell, dimension));
  return values;
}

bool same(std::optional<double> a, std::optional<double> b) {
  if (a.has_value() != b.has_value()) return false;
  return !a || std::abs(*a - *b) <= 1e-9 * std::max({1.0, std::abs(*a), std::abs(*b)});
}

ClosedPeriod shown(const store::PeriodRow& row) {
  return {row.id, row.month, row.closed_at, row.closed_by, row.frozen};
}

}  // namespace

std::span<const FieldRule> field_rules(const ClosePeriod*) {
  static const FieldRule kRules[] = {{.name = "month",
                                      .doc = "A month that is over.",
                                      .example = R"("2026-10")",
                                      .min_length = 7,
                                      .max_length = 7}};
  return kRules;
}
std::span<const FieldRule> field_rules(const FrozenQuery*) {
  static const FieldRule kRules[] = {
      {.name = "month",
       .doc = "A closed month.",
       .example = R"("2026-10")",
       .min_length = 7,
       .max_length = 7},
      {.name = "dimension", .doc = "site or technician; without it the whole company.", .max_length = 20}};
  return kRules;
}

Result<FrozenMonth> freeze_month(Performance& performance, const Caller& caller, const ClosePeriod& in,
                                 Instant now) {
  const auto month = month_of(in.month);
  if (!month) return invalid("/month", "month", "Expected a month such as 2026-10.");
  MANYI_TRY(const auto engine, performance.engine(caller.tenant));
  // It is over when it is by the company's clock, wherever the sun stands.
  if (month->to > engine->default_zone().local_date(now).text())
    return invalid("/month", "not_over", "This month is not over yet.");
  // What is frozen is the whole company's, whoever closes it.
  const Caller all = Caller::system(caller.tenant);
  FrozenMonth frozen{in.month, {}};
  for (const auto dimension : kScopes) {
    MANYI_TRY(auto values, values_of(performance, all, *month, dimension));
    for (auto& value : values) frozen.values.push_back(std::move(value));
  }
  return frozen;
}

Result<ClosedPeriod> close_period(Performance& performance, db::Tx& tx, const Caller& caller,
                                  const FrozenMonth& month) {
  if (store::period(tx, caller.tenant, month.month))
    return conflict("period.closed", "This month is closed already; its values stay as they were.");
  store::PeriodRow row;
  row.tenant_id = caller.tenant;
  row.id = tx.new_id<ClosedPeriodTag>();
  row.month = month.month;
  row.closed_at = tx.now();
  row.closed_by = caller.user;
  row.frozen = static_cast<std::int64_t>(month.values.size());
  MANYI_CHECK(store::insert_period(tx, row));
  for (const auto& value : month.values) {
    store::ValueRow stored;
    static_cast<FrozenValue&>(stored) = value;
    stored.tenant_id = caller.tenant;
    stored.period_id = row.id;
    MANYI_CHECK(store::insert_value(tx, stored));
  }
  MANYI_CHECK(performance.events().publish(tx, caller, PeriodClosed{row.id, row.month, row.frozen}));
  return shown(row);
}

ClosedPeriodList closed_periods(db::ReadTx& tx, const Caller& caller) {
  ClosedPeriodList list;
  for (const auto& row : store::periods(tx, caller.tenant)) list.items.push_back(shown(row));
  return list;
}

Result<FrozenValueList> frozen_values(Performance& performance, db::ReadTx& tx, const Caller& caller,
                                      const FrozenQuery& query) {
  const std::string dimension = query.dimension.value_or("");
  if (std::find(std::begin(kScopes), std::end(kScopes), dimension) == std::end(kScopes))
    return invalid("/dimension", "unknown", "Values are frozen for the company, sites and technicians.");
  const auto row = store::period(tx, caller.tenant, query.month);
  const auto month = month_of(query.month);
  if (!row || !month) return not_found("period.open", "This month is not closed.");
  MANYI_TRY(const auto live, values_of(performance, caller, *month, dimension));
  std::map<std::pair<std::string, std::string>, const FrozenValue*> today;
  for (const auto& value : live) today.emplace(std::pair(value.metric, value.scope_key), &value);
  FrozenValueList list;
  list.period = shown(*row);
  for (const auto& value : store::values(tx, caller.tenant, row->id, dimension)) {
    FrozenBesideLive item;
    item.frozen = value;
    if (const auto at = today.find({value.metric, value.scope_key}); at != today.end()) {
      const FrozenValue& now = *at->second;
      item.live_numerator = now.numerator;
      item.live_denominator = now.denominator;
      item.live_value = now.value;
      item.live_n = now.n;
      item.live_version = now.definition_version;
    } else if (!dimension.empty() && caller.scope != Scope::kTenant) {
      continue;  // outside what the asker may see
    }
    item.differs = !same(item.live_value, value.value) || item.live_n != value.n;
    list.items.push_back(std::move(item));
  }
  return list;
}

}  // namespace manyi::performance
