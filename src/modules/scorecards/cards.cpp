// Making scorecards.
// Owns whose weights and which target a row has.
#include "modules/scorecards/cards.h"

#include <algorithm>
#include <set>

namespace manyi::scorecards {
namespace {

using targets::ScopeKind;
using targets::TargetScope;
using targets::WeightedMetric;

constexpr std::string_view kCoefficient = "reputation_coef";
constexpr std::string_view kPoints = "violation_points";
constexpr std::string_view kSevere = "severe_violations";

}  // namespace

TargetScope scope_of_person(EmployeeId id) { return {ScopeKind::kPerson, id.text()}; }

CardMaker::CardMaker(const Scorecards::Needs& needs, const ExpectedValue& expected, db::ReadTx& tx,
                     TenantId tenant, const Month& month, Values values, bool running)
    : needs_(needs),
      expected_(expected),
      tx_(tx),
      tenant_(tenant),
      month_(month),
      running_(running),
      figures_(needs, tx, tenant, month, values) {}

// ---- weights -----------------------------------------------------------------------------------

const std::vector<WeightedMetric>& CardMaker::weights_of(Role role) {
  const auto [at, added] = weights_.try_emplace(role);
  if (added) at->second = needs_.targets.weights_of(tx_, tenant_, role, month_.text);
  return at->second;
}

CardMaker::Weights CardMaker::weights_of_unit(const std::string& key) {
  Weights weights;
  weights.from = WeightsFrom::kMembers;
  const auto id = parse_id(key);
  if (!id) return weights;
  const auto caller = Caller::system(tenant_);
  org::ListEmployees query;
  query.org_unit_id = org::OrgUnitId(*id);
  query.limit = kMostLimit;
  std::vector<Role> roles;
  for (;;) {
    const auto page = needs_.org.list_employees(tx_, caller, query);
    if (!page) break;
    for (const auto& one : page->items) {
      if (one.left_on && *one.left_on <= month_.from) continue;
      if (one.hired_on && *one.hired_on >= month_.to) continue;
      roles.push_back(one.role);
    }
    if (!page->next_cursor) break;
    query.cursor = page->next_cursor;
  }
  for (const auto lead : {Role::kManager, Role::kInfoSupervisor, Role::kTechSupervisor}) {
    if (std::find(roles.begin(), roles.end(), lead) == roles.end()) continue;
    weights.role = lead;
    weights.from = WeightsFrom::kSupervisor;
    weights.metrics = weights_of(lead);
    return weights;
  }
  std::map<std::string, double> total;
  for (const auto role : roles)
    for (const auto& one : weights_of(role)) total[one.metric] += one.weight;
  for (const auto& [metric, weight] : total)
    weights.metrics.push_back({metric, weight / static_cast<double>(roles.size())});
  std::stable_sort(weights.metrics.begin(), weights.metrics.end(),
                   [](const auto& a, const auto& b) { return a.weight > b.weight; });
  return weights;
}

CardMaker::Weights CardMaker::weights_for(const TargetScope& scope) {
  if (scope.kind == ScopeKind::kUnit) return weights_of_unit(scope.key);
  return {weights_of(Role::kManager), Role::kManager, WeightsFrom::kManager};
}

bool CardMaker::leads_company(const org::Employee& person) {
  if (person.role != Role::kManager) return false;
  if (!person.org_unit_id) return true;
  const auto unit = needs_.org.get_unit(tx_, Caller::system(tenant_), *person.org_unit_id);
  return unit && unit->kind == org::UnitKind::kCompany;
}

// ---- rows --------------------------------------------------------------------------------------

std::optional<targets::Levels> CardMaker::levels_of(const std::string& metric, const TargetScope& scope) {
  if (!levels_read_) {
    const auto targets = needs_.targets.in_force(tx_, tenant_, month_.text);
    for (const auto& one : *targets) levels_.insert_or_assign({one.metric, one.scope}, one.levels);
    levels_read_ = true;
  }
  if (const auto own = levels_.find({metric, scope}); own != levels_.end()) return own->second;
  auto above = above_.find(scope);
  if (above == above_.end()) above = above_.emplace(scope, needs_.targets.above(tx_, tenant_, scope)).first;
  for (const auto& one : above->second)
    if (const auto at = levels_.find({metric, one}); at != levels_.end()) return at->second;
  return std::nullopt;
}

Result<CardRow> CardMaker::row_of(const WeightedMetric& weighted, const TargetScope& scope,
                                  const org::Employee* person, Detail detail) {
  CardRow row;
  row.metric = weighted.metric;
  row.weight = weighted.weight;
  TargetScope measured = scope;
  const auto* info = figures_.metric(weighted.metric);
  switch (scope.kind) {
    case ScopeKind::kCompany: row.measured_at = MeasuredAt::kCompany; break;
    case ScopeKind::kSite: row.measured_at = MeasuredAt::kSite; break;
    case ScopeKind::kUnit: row.measured_at = MeasuredAt::kUnit; break;
    case ScopeKind::kPerson:
      row.measured_at = measured_at(person->role, figures_.credits(weighted.metric), leads_company(*person));
      if (row.measured_at == MeasuredAt::kSite) measured = {ScopeKind::kSite, person->site_id.text()};
      if (row.measured_at == MeasuredAt::kCompany) measured = {ScopeKind::kCompany, ""};
      break;
  }
  row.measured_scope = measured.kind;
  row.measured_key = measured.key;
  if (!info) {
    row.standing = RowStanding::kUnknown;
    return row;
  }
  row.name_zh = info->name_zh;
  row.name_en = info->name_en;
  row.unit = info->unit;
  row.better = info->better;
  const auto levels = levels_of(weighted.metric, scope);
  if (levels) {
    row.floor = levels->floor;
    row.target = levels->target;
    row.stretch = levels->stretch;
  }
  MANYI_TRY(const auto figure, figures_.at(weighted.metric, measured, Window::kMonth));
  if (figure) {
    row.value = figure->value;
    row.low = figure->low;
    row.high = figure->high;
    row.n = figure->n;
    row.of_many = figure->of_many;
    row.few = figure->of_many && figure->n < kRankedFrom;
    row.provisional = figure->provisional;
    row.source = figure->source;
  }
  if (detail == Detail::kPage) {
    MANYI_TRY(const auto rolling, figures_.at(weighted.metric, measured, Window::kRolling));
    if (rolling) {
      row.rolling_value = rolling->value;
      row.rolling_low = rolling->low;
      row.rolling_high = rolling->high;
      row.rolling_n = rolling->n;
      if (rolling->value && levels) row.rolling_points = targets::score(*rolling->value, *levels);
    }
  }
  if (running_ && expected_) {
    row.expected = expected_(tx_, tenant_, month_.text, weighted.metric, measured);
    if (row.expected && levels) row.expected_points = targets::score(*row.expected, *levels);
  }
  row.standing = !row.value ? RowStanding::kNoData : !levels ? RowStanding::kNoTarget : RowStanding::kScored;
  if (row.standing == RowStanding::kScored) row.points = targets::score(*row.value, *levels);
  return row;
}

// ---- cards -------------------------------------------------------------------------------------

Result<void> CardMaker::add_reputation(Scorecard& card, const TargetScope& scope) {
  MANYI_TRY(const auto coefficient, figures_.at(std::string(kCoefficient), scope, Window::kMonth));
  if (coefficient && coefficient->value) card.coefficient = *coefficient->value;
  MANYI_TRY(const auto points, figures_.at(std::string(kPoints), scope, Window::kMonth));
  if (points) card.violation_points = points->value;
  card.vetoed = card.coefficient <= 0;
  if (card.vetoed) { MANYI_TRY(card.veto_cases, figures_.cases(std::string(kSevere), scope)); }
  return {};
}

Result<Scorecard> CardMaker::finish(Scorecard card, const TargetScope& scope, const Weights& weights,
                                    const org::Employee* person, Detail detail) {
  card.scope = scope.kind;
  card.scope_key = scope.key;
  card.role = weights.role;
  card.weights_from = weights.from;
  card.month = month_.text;
  card.running = running_;
  card.as_of = tx_.now();
  MANYI_CHECK(figures_.ready());
  card.closed = figures_.closed();
  for (const auto& weighted : weights.metrics) {
    MANYI_TRY(CardRow row, row_of(weighted, scope, person, detail));
    card.rows.push_back(std::move(row));
  }
  MANYI_CHECK(add_reputation(card, scope));

  std::vector<Weighed> rows, landing;
  bool any_expected = false;
  for (const auto& row : card.rows) {
    rows.push_back({row.weight, row.points, 0, 0});
    landing.push_back({row.weight, row.expected_points ? row.expected_points : row.points, 0, 0});
    any_expected = any_expected || row.expected_points;
    if (row.points && row.of_many) card.least_n = std::min(card.least_n.value_or(row.n), row.n);
  }
  const CardSum sum = weigh(rows);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    card.rows[i].scored_weight = rows[i].scored_weight;
    card.rows[i].contribution = rows[i].contribution;
  }
  card.sum = sum.sum;
  card.spread = sum.spread;
  card.grace = person && in_grace(person->hired_on, month_);
  if (!card.grace) {
    card.score = final_score(card.sum, card.coefficient);
    if (any_expected) card.expected_score = final_score(weigh(landing).sum, card.coefficient);
  }
  return card;
}

Result<Scorecard> CardMaker::card_of(const org::Employee& person, Detail detail) {
  Scorecard card;
  card.label = person.name;
  const Weights weights{weights_of(person.role), person.role, WeightsFrom::kRole};
  return finish(std::move(card), scope_of_person(person.id), weights, &person, detail);
}

Result<Scorecard> CardMaker::card(const TargetScope& scope, Detail detail) {
  if (scope.kind == ScopeKind::kPerson) {
    const auto id = parse_id(scope.key);
    const auto person =
        id ? needs_.org.employee(tx_, tenant_, EmployeeId(*id)) : std::optional<org::Employee>();
    if (!person) return not_found("scorecard.not_found", "There is no such person.");
    return card_of(*person, detail);
  }
  Scorecard card;
  card.label = needs_.targets.label_of(tx_, tenant_, scope);
  return finish(std::move(card), scope, weights_for(scope), nullptr, detail);
}

}  // namespace manyi::scorecards
