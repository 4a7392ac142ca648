// The logistic model of the risk of a case.
// Owns which factors it looks at and the penalty.
#include "engines/forecast/risk.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace manyi::forecast {
namespace {

constexpr double kPenalty = 1.5;   // on the square of a scaled weight
constexpr double kPriorCases = 4;  // of the share, before any example
constexpr double kPriorShare = 0.1;
constexpr std::size_t kStageCases = 8;  // examples of a stage before it counts by itself
constexpr double kWorthAWord = 0.08;    // on the logit
constexpr int kSteps = 30;
constexpr double kLate = 0.8;  // share of the limit from which age bites harder

double chance_of(double logit) { return 1 / (1 + std::exp(-logit)); }

struct Named {
  std::string_view name;
  double (*value)(const RiskFactors&);
};
// Age bends at 0.8 of the limit and time left at a day: a straight line would miss both.
constexpr std::array<Named, 12> kNumbers{{
    {"age", [](const RiskFactors& f) { return std::clamp(f.age, 0.0, 3.0); }},
    {"age_late", [](const RiskFactors& f) { return std::clamp(f.age - kLate, 0.0, 2.0); }},
    {"time_left", [](const RiskFactors& f) { return -std::clamp(f.time_left, -5.0, 10.0); }},
    {"time_short", [](const RiskFactors& f) { return std::clamp(1 - f.time_left, 0.0, 3.0); }},
    {"part_missing", [](const RiskFactors& f) { return f.part_missing ? 1.0 : 0.0; }},
    {"repeat", [](const RiskFactors& f) { return f.repeat ? 1.0 : 0.0; }},
    {"new_technician", [](const RiskFactors& f) { return f.new_technician ? 1.0 : 0.0; }},
    {"earlier_dissatisfaction", [](const RiskFactors& f) { return f.earlier_dissatisfaction ? 1.0 : 0.0; }},
    {"sensitive", [](const RiskFactors& f) { return f.sensitive ? 1.0 : 0.0; }},
    {"repromised", [](const RiskFactors& f) { return f.repromised ? 1.0 : 0.0; }},
    {"quote_open", [](const RiskFactors& f) { return f.quote_open ? 1.0 : 0.0; }},
    {"no_contact", [](const RiskFactors& f) { return f.no_contact ? 1.0 : 0.0; }},
}};
constexpr std::string_view kStage = "stage:";

/// Solves a symmetric positive definite system in place by Cholesky. \param a n x n by rows \param b n
void solve(std::vector<double>& a, std::vector<double>& b) {
  const std::size_t n = b.size();
  for (std::size_t j = 0; j < n; ++j)
    for (std::size_t i = j; i < n; ++i) {
      double sum = a[i * n + j];
      for (std::size_t k = 0; k < j; ++k) sum -= a[i * n + k] * a[j * n + k];
      a[i * n + j] = i == j ? std::sqrt(std::max(sum, 1e-12)) : sum / a[j * n + j];
    }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= a[i * n + k] * b[k];
    b[i] /= a[i * n + i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) b[i] -= a[k * n + i] * b[k];
    b[i] /= a[i * n + i];
  }
}

}  // namespace

std::vector<double> RiskModel::row_of(const RiskFactors& factors) const {
  std::vector<double> row(terms_.size());
  for (std::size_t t = 0; t < terms_.size(); ++t) {
    const auto& term = terms_[t];
    const double value = t < kNumbers.size() ? kNumbers[t].value(factors)
                                             : (term.name.substr(kStage.size()) == factors.stage ? 1.0 : 0.0);
    row[t] = (value - term.mean) / term.scale;
  }
  return row;
}

Result<RiskModel> RiskModel::fit(std::span<const RiskExample> past) {
  RiskModel model;
  double all = kPriorCases, broken = kPriorCases * kPriorShare;
  std::map<std::string, std::size_t> stages;
  for (std::size_t i = 0; i < past.size(); ++i) {
    const auto& one = past[i];
    if (!std::isfinite(one.factors.age) || !std::isfinite(one.factors.time_left) || !(one.weight > 0) ||
        !std::isfinite(one.weight))
      return invalid("/past/" + std::to_string(i), "not_finite",
                     "Age, time left and weight are numbers; weight > 0.");
    all += one.weight;
    broken += one.broken ? one.weight : 0;
    ++stages[one.factors.stage];
  }
  model.examples_ = past.size();
  model.usual_ = broken / all;
  model.constant_ = std::log(model.usual_ / (1 - model.usual_));
  for (const auto& number : kNumbers) model.terms_.push_back({std::string(number.name), 0, 1, 0});
  for (const auto& [stage, cases] : stages)
    if (cases >= kStageCases && !stage.empty() && stages.size() > 1)
      model.terms_.push_back({std::string(kStage) + stage, 0, 1, 0});
  if (past.empty()) return model;

  const std::size_t terms = model.terms_.size(), n = terms + 1;
  std::vector<std::vector<double>> rows;
  rows.reserve(past.size());
  for (const auto& one : past) rows.push_back(model.row_of(one.factors));
  double weight = 0;
  for (const auto& one : past) weight += one.weight;
  for (std::size_t t = 0; t < terms; ++t) {
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < past.size(); ++i) sum += past[i].weight * rows[i][t];
    const double mean = sum / weight;
    for (std::size_t i = 0; i < past.size(); ++i)
      squares += past[i].weight * (rows[i][t] - mean) * (rows[i][t] - mean);
    auto& term = model.terms_[t];
    term.mean = mean;
    // What is the same in every example says nothing and gets no weight; a rare sign is not blown up.
    term.scale = std::max(std::sqrt(squares / weight), t < 4 ? 1e-6 : 0.15);
    for (auto& row : rows) row[t] = (row[t] - mean) / term.scale;
  }
  std::vector<double> at(n, 0);
  at[terms] = model.constant_;
  for (int step = 0; step < kSteps; ++step) {
    std::vector<double> hessian(n * n, 0), gradient(n, 0);
    for (std::size_t i = 0; i < past.size(); ++i) {
      const auto& row = rows[i];
      double logit = at[terms];
      for (std::size_t t = 0; t < terms; ++t) logit += at[t] * row[t];
      const double chance = chance_of(logit), slope = past[i].weight * std::max(chance * (1 - chance), 1e-6);
      const double error = past[i].weight * ((past[i].broken ? 1.0 : 0.0) - chance);
      for (std::size_t a = 0; a < n; ++a) {
        const double x = a < terms ? row[a] : 1;
        gradient[a] += error * x;
        for (std::size_t b = 0; b <= a; ++b) hessian[a * n + b] += slope * x * (b < terms ? row[b] : 1);
      }
    }
    // The constant is drawn towards the prior share as if so many cases had been seen with it.
    const double prior = chance_of(at[terms]);
    gradient[terms] += kPriorCases * (kPriorShare - prior);
    hessian[terms * n + terms] += kPriorCases * prior * (1 - prior);
    for (std::size_t t = 0; t < terms; ++t) {
      gradient[t] -= kPenalty * at[t];
      hessian[t * n + t] += kPenalty;
    }
    solve(hessian, gradient);
    double moved = 0;
    for (std::size_t a = 0; a < n; ++a) {
      const double by = std::clamp(gradient[a], -2.0, 2.0);
      at[a] += by;
      moved = std::max(moved, std::abs(by));
    }
    if (moved < 1e-8) break;
  }
  for (std::size_t t = 0; t < terms; ++t) model.terms_[t].weight = at[t];
  model.constant_ = at[terms];
  return model;
}

double RiskModel::chance(const RiskFactors& factors) const {
  const auto row = row_of(factors);
  double logit = constant_;
  for (std::size_t t = 0; t < terms_.size(); ++t) logit += terms_[t].weight * row[t];
  return chance_of(logit);
}

Risk RiskModel::risk(const RiskFactors& factors) const {
  const auto row = row_of(factors);
  double logit = constant_;
  std::map<std::string, double> moved;
  for (std::size_t t = 0; t < terms_.size(); ++t) {
    const double by = terms_[t].weight * row[t];
    logit += by;
    // The bends belong to what they bend; where a case does not wait is no reason.
    std::string name = terms_[t].name;
    if (name == "age_late") name = "age";
    if (name == "time_short") name = "time_left";
    if (name.starts_with(kStage)) name = std::string(kStage) + factors.stage;
    moved[name] += by;
  }
  Risk risk;
  risk.chance = chance_of(logit);
  for (const auto& [name, by] : moved)
    if (std::abs(by) >= kWorthAWord) risk.reasons.push_back({name, by, risk.chance - chance_of(logit - by)});
  std::sort(risk.reasons.begin(), risk.reasons.end(), [](const RiskReason& a, const RiskReason& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.factor < b.factor;
  });
  return risk;
}

}  // namespace manyi::forecast
