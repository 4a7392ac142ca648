// Asking performance, once per metric and way of splitting.
// Owns the mapping of scopes to dimensions and conditions.
#include "modules/scorecards/figures.h"

#include <algorithm>
#include <set>

namespace manyi::scorecards {
namespace {

using performance::CellAnswer;
using targets::ScopeKind;
using targets::TargetScope;

constexpr std::string_view kRolling = "3 months";
constexpr std::string_view kTechnician = "technician";
constexpr int kDeepest = 8;  // of formulas made of formulas

/// How all scopes of a kind are asked at once; nullopt: each by a condition of its own.
std::optional<std::string> dimension_of(ScopeKind kind) {
  switch (kind) {
    case ScopeKind::kCompany: return "";
    case ScopeKind::kSite: return "site";
    case ScopeKind::kPerson: return "person";
    case ScopeKind::kUnit: return std::nullopt;
  }
  return std::nullopt;
}

Figure figure_of(const CellAnswer& cell) {
  Figure figure;
  figure.value = cell.value;
  figure.n = cell.n;
  figure.of_many = cell.denominator.has_value() || cell.needed_to_rank.has_value();
  figure.provisional = cell.provisional;
  if (cell.interval) {
    figure.low = cell.interval->front();
    figure.high = cell.interval->back();
  }
  return figure;
}

Figure figure_of(const performance::FrozenValue& value) {
  Figure figure;
  figure.value = value.value;
  figure.n = value.n;
  figure.of_many = value.denominator.has_value();
  figure.low = value.low;
  figure.high = value.high;
  figure.source = ValueSource::kFrozen;
  return figure;
}

/// The metric has no such dimension: it is not measured this way.
bool is_stranger(const Error& error) {
  return error.code == ErrorCode::kInvalid && !error.fields.empty() &&
         (error.fields.front().code == "unknown_dimension" || error.fields.front().code == "unknown_name");
}

}  // namespace

Figures::Figures(const Scorecards::Needs& needs, db::ReadTx& tx, TenantId tenant, Month month, Values values)
    : needs_(needs), tx_(tx), system_(Caller::system(tenant)), month_(std::move(month)) {
  if (values == Values::kAsNow) return;
  for (const auto& period : performance::closed_periods(tx, system_).items)
    if (period.month == month_.text) closed_ = true;
}

Result<void> Figures::ready() {
  if (catalogue_) return {};
  MANYI_TRY(auto list, needs_.performance.metrics(system_));
  catalogue_.emplace();
  for (auto& info : list.items) catalogue_->emplace(info.code, std::move(info));
  return {};
}

const performance::MetricInfo* Figures::metric(const std::string& code) {
  if (!catalogue_) return nullptr;
  const auto at = catalogue_->find(code);
  return at == catalogue_->end() ? nullptr : &at->second;
}

void Figures::add_credits(const std::string& code, int depth, std::vector<std::string>& into) {
  const auto* info = metric(code);
  if (!info || depth > kDeepest) return;
  // Money and headcount of the whole house credit nobody, whatever the default of the language is.
  if (info->credit && info->fact != "ledger_line") into.push_back(*info->credit);
  for (const auto& term : info->terms) add_credits(term, depth + 1, into);
}

std::vector<std::string> Figures::credits(const std::string& code) {
  std::vector<std::string> all;
  add_credits(code, 0, all);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

Result<std::vector<CellAnswer>> Figures::ask(const std::string& metric, const TargetScope& scope,
                                             Window window, const Month& from, bool by_month) {
  performance::KpiQuery query;
  query.metrics = {metric};
  query.from = from.from.text();
  query.to = month_.to.text();
  if (by_month) query.grain = "month";
  if (window == Window::kRolling) query.rolling = std::string(kRolling);
  if (const auto dimension = dimension_of(scope.kind)) {
    if (!dimension->empty()) query.by = {*dimension};
  } else {
    MANYI_TRY(query.where, needs_.targets.condition_of(tx_, system_.tenant, scope));
  }
  auto answer = needs_.performance.evaluate(system_, query);
  if (!answer) {
    if (is_stranger(answer.error())) return std::vector<CellAnswer>{};
    return std::move(answer).error();
  }
  return std::move(answer->metrics.front().cells);
}

Result<const Figures::ByKey*> Figures::live(const std::string& metric, const TargetScope& scope,
                                            Window window) {
  const auto dimension = dimension_of(scope.kind);
  const std::string name = dimension ? *dimension : "unit " + scope.key;
  const auto [at, added] = live_.try_emplace({metric, name, window});
  if (!added) return &at->second;
  auto cells = ask(metric, scope, window, month_, false);
  if (!cells) {
    live_.erase(at);
    return std::move(cells).error();
  }
  for (const auto& cell : *cells) {
    const std::string key = !dimension           ? scope.key
                            : dimension->empty() ? ""
                                                 : cell.keys.at(*dimension).value_or("");
    at->second.emplace(key, figure_of(cell));
  }
  return &at->second;
}

Result<const Figures::ByKey*> Figures::frozen(const std::string& metric, const std::string& dimension) {
  auto at = frozen_.find(dimension);
  if (at == frozen_.end()) {
    performance::FrozenQuery query;
    query.month = month_.text;
    if (!dimension.empty()) query.dimension = dimension;
    MANYI_TRY(const auto list, performance::frozen_values(needs_.performance, tx_, system_, query));
    at = frozen_.emplace(dimension, std::map<std::string, ByKey>()).first;
    for (const auto& item : list.items)
      at->second[item.frozen.metric].emplace(item.frozen.scope_key, figure_of(item.frozen));
  }
  const auto found = at->second.find(metric);
  return found == at->second.end() ? nullptr : &found->second;
}

Result<std::optional<Figure>> Figures::at(const std::string& metric, const TargetScope& scope,
                                          Window window) {
  const auto* info = this->metric(metric);
  if (!info) return std::optional<Figure>();
  const ByKey* all = nullptr;
  if (closed_ && window == Window::kMonth) {
    if (scope.kind == ScopeKind::kCompany) {
      MANYI_TRY(all, frozen(metric, ""));
    } else if (scope.kind == ScopeKind::kSite) {
      MANYI_TRY(all, frozen(metric, "site"));
    } else if (scope.kind == ScopeKind::kPerson && info->credit == kTechnician) {
      MANYI_TRY(all, frozen(metric, std::string(kTechnician)));
    }
  }
  if (!all) { MANYI_TRY(all, live(metric, scope, window)); }
  const auto found = all->find(scope.key);
  if (found == all->end()) return std::optional<Figure>();
  Figure figure = found->second;
  figure.of_many = figure.of_many && !info->fact.empty();  // a ratio of sums of money is no sample
  return std::optional<Figure>(figure);
}

Result<std::vector<KpiTrendPoint>> Figures::trend(const std::string& metric, const TargetScope& scope,
                                                  int months) {
  const Month first = shifted(month_, 1 - months);
  std::vector<KpiTrendPoint> points;
  for (int i = 0; i < months; ++i) {
    KpiTrendPoint point;
    point.month = shifted(first, i).text;
    points.push_back(std::move(point));
  }
  if (!this->metric(metric)) return points;
  MANYI_TRY(const auto cells, ask(metric, scope, Window::kMonth, first, true));
  const auto dimension = dimension_of(scope.kind).value_or("");
  constexpr std::size_t kMonthText = 7;
  for (const auto& cell : cells) {
    if (!dimension.empty() && cell.keys.at(dimension).value_or("") != scope.key) continue;
    const auto point = std::find_if(points.begin(), points.end(), [&](const KpiTrendPoint& one) {
      return one.month == cell.period.from.substr(0, kMonthText);
    });
    if (point == points.end()) continue;
    const Figure figure = figure_of(cell);
    point->value = figure.value;
    point->low = figure.low;
    point->high = figure.high;
    point->n = figure.n;
  }
  return points;
}

Result<std::vector<CaseRef>> Figures::cases(const std::string& metric, const TargetScope& scope) {
  std::vector<CaseRef> records;
  const auto* info = this->metric(metric);
  if (!info || info->fact.empty()) return records;  // a formula has no records of its own
  performance::KpiCasesQuery query;
  query.metric = metric;
  query.from = month_.from.text();
  query.to = month_.to.text();
  MANYI_TRY(const std::string where, needs_.targets.condition_of(tx_, system_.tenant, scope));
  if (!where.empty()) query.where = where;
  MANYI_TRY(const auto counted, needs_.performance.counted(system_, query));
  std::vector<std::int64_t> ids;
  for (const auto& one : counted.items) ids.push_back(one.id);
  const auto numbers = needs_.performance.ports().record_numbers(tx_, system_.tenant, counted.fact, ids);
  for (const auto id : ids) {
    const auto number = numbers.find(id);
    records.push_back({counted.fact, id_text(id), number == numbers.end() ? std::string() : number->second});
  }
  return records;
}

}  // namespace manyi::scorecards
