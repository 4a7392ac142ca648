// From score to money, and who may take which step of a sheet.
// Owns rounding, caps and the table of steps.
#include "modules/scorecards/bonus_rules.h"

#include <algorithm>
#include <cmath>

namespace manyi::scorecards {
namespace {

constexpr double kMostFactor = 10;
constexpr double kFactorSteps = 1e4;  // what people read is what is paid
constexpr std::int64_t kMostSilence = 60;

void check_amount(const Money& amount, const std::string& pointer, bool zero_too,
                  std::vector<FieldError>& errors) {
  if (amount.currency() != Currency())
    errors.push_back({pointer + "/currency", "currency", "Amounts are kept in " + Currency().text() + "."});
  if (amount.amount() < 0 || (!zero_too && amount.amount() == 0))
    errors.push_back({pointer + "/amount", "range",
                      zero_too ? "An amount is not below zero." : "Name the amount without a sign."});
}

void check_cases(const std::vector<CaseAmount>& all, const std::string& pointer,
                 std::vector<FieldError>& errors) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string at = pointer + "/" + std::to_string(i);
    check_amount(all[i].amount, at + "/amount", false, errors);
    if (all[i].at_most && *all[i].at_most < 1)
      errors.push_back({at + "/at_most", "range", "At least one, or leave it out."});
    for (std::size_t k = 0; k < i; ++k)
      if (all[k].metric == all[i].metric)
        errors.push_back({at + "/metric", "twice", "This metric is named above already."});
  }
}

Money times(Money base, double factor) {
  return Money(std::llround(static_cast<double>(base.amount()) * factor), base.currency());
}

}  // namespace

void check_terms(const BonusTerms& terms, std::vector<FieldError>& errors) {
  if (terms.bases.empty())
    errors.push_back({"/bases", "required", "Say for whom: at least one role or person."});
  for (std::size_t i = 0; i < terms.bases.size(); ++i) {
    const auto& base = terms.bases[i];
    const std::string at = "/bases/" + std::to_string(i);
    if (base.role.has_value() == base.employee_id.has_value())
      errors.push_back({at, "choice", "Name a role or a person, one of the two."});
    check_amount(base.amount, at + "/amount", true, errors);
    for (std::size_t k = 0; k < i; ++k)
      if (terms.bases[k].role == base.role && terms.bases[k].employee_id == base.employee_id)
        errors.push_back({at, "twice", "This one is named above already."});
  }
  if (terms.points.empty()) errors.push_back({"/points", "required", "A curve has at least one point."});
  for (std::size_t i = 0; i < terms.points.size(); ++i) {
    const std::string at = "/points/" + std::to_string(i);
    if (!(terms.points[i].factor >= 0 && terms.points[i].factor <= kMostFactor))
      errors.push_back({at + "/factor", "range", "Expected a factor from 0 to 10."});
    if (i > 0 && !(terms.points[i].score > terms.points[i - 1].score))
      errors.push_back({at + "/score", "order", "Points stand by rising score."});
  }
  if (!(terms.unscored_factor >= 0 && terms.unscored_factor <= kMostFactor))
    errors.push_back({"/unscored_factor", "range", "Expected a factor from 0 to 10."});
  if (terms.cap) check_amount(*terms.cap, "/cap", true, errors);
  check_cases(terms.additions, "/additions", errors);
  check_cases(terms.deductions, "/deductions", errors);
  if (terms.silent_days < 1 || terms.silent_days > kMostSilence)
    errors.push_back({"/silent_days", "range", "Expected 1 to 60 days."});
}

std::optional<Money> base_of(const BonusTerms& terms, EmployeeId employee, Role role) {
  for (const auto& base : terms.bases)
    if (base.employee_id == employee) return base.amount;
  for (const auto& base : terms.bases)
    if (base.role == role) return base.amount;
  return std::nullopt;
}

double factor_of(const BonusTerms& terms, std::optional<double> score) {
  if (!score) return terms.unscored_factor;
  const auto& points = terms.points;
  if (points.empty()) return 0;
  std::size_t above = 0;  // the first point that is not reached
  while (above < points.size() && points[above].score <= *score) ++above;
  if (terms.curve == FactorCurve::kSteps) return above == 0 ? 0 : points[above - 1].factor;
  if (above == 0) return points.front().factor;
  if (above == points.size()) return points.back().factor;
  const auto& low = points[above - 1];
  const auto& high = points[above];
  const double factor =
      low.factor + (high.factor - low.factor) * (*score - low.score) / (high.score - low.score);
  return std::round(factor * kFactorSteps) / kFactorSteps;
}

Money sum_of(const std::vector<BonusLine>& lines) {
  std::int64_t sum = 0;
  for (const auto& line : lines) sum += line.amount.amount();
  return Money(sum);
}

Money sum_of(const std::vector<BonusLine>& lines, LineKind kind) {
  std::int64_t sum = 0;
  for (const auto& line : lines)
    if (line.kind == kind) sum += line.amount.amount();
  return Money(sum);
}

BonusAmounts amounts_of(const BonusTerms& terms, Money base, std::optional<double> score,
                        const std::vector<PersonCases>& cases, const std::vector<CaseRef>& veto_cases) {
  BonusAmounts out;
  out.base = base;
  out.factor = factor_of(terms, score);
  const auto put = [&](LineKind kind, Money amount, const std::string& metric = {},
                       std::optional<CaseRef> record = {}) {
    BonusLine line;
    line.kind = kind;
    line.metric = metric;
    line.record = std::move(record);
    line.amount = amount;
    out.lines.push_back(std::move(line));
  };
  const auto put_cases = [&](LineKind kind, const std::vector<CaseAmount>& rules, std::int64_t sign) {
    for (const auto& rule : rules) {
      const auto found = std::find_if(cases.begin(), cases.end(),
                                      [&](const PersonCases& one) { return one.metric == rule.metric; });
      if (found == cases.end()) continue;
      std::int64_t paid = 0;
      for (const auto& record : found->cases) {
        if (rule.at_most && paid == *rule.at_most) break;
        put(kind, Money(sign * rule.amount.amount()), rule.metric, record);
        ++paid;
      }
    }
  };
  put(LineKind::kScore, times(base, out.factor));
  for (const auto& record : veto_cases) put(LineKind::kVeto, Money(), "severe_violations", record);
  put_cases(LineKind::kAddition, terms.additions, 1);
  std::int64_t so_far = sum_of(out.lines).amount();
  if (terms.cap && so_far > terms.cap->amount()) {
    put(LineKind::kLimit, Money(terms.cap->amount() - so_far));
    so_far = terms.cap->amount();
  }
  put_cases(LineKind::kDeduction, terms.deductions, -1);
  const std::int64_t left = sum_of(out.lines).amount();
  if (left < 0) put(LineKind::kLimit, Money(-left));
  out.total = sum_of(out.lines);
  return out;
}

std::vector<SheetStep> steps_of(const SheetSituation& now) {
  using enum SheetStep;
  switch (now.state) {
    case SheetState::kDraft:
      return now.month_over ? std::vector{kCompute, kCorrect, kSend} : std::vector{kCompute, kCorrect};
    case SheetState::kSent:
      return now.silence_over ? std::vector{kConfirm, kAppeal, kApprove} : std::vector{kConfirm, kAppeal};
    case SheetState::kConfirmed: return {kApprove};
    case SheetState::kAppealed: return {kDecide};
    case SheetState::kDecided: return {kApprove};
    case SheetState::kApproved: return {kPay};
    case SheetState::kPaid: return {};
  }
  return {};
}

Result<SheetState> decide_step(const SheetSituation& now, SheetStep step) {
  const auto allowed = steps_of(now);
  if (std::find(allowed.begin(), allowed.end(), step) == allowed.end()) {
    std::vector<std::string> names;
    for (const auto one : allowed) names.push_back(enum_name(one));
    if (step == SheetStep::kSend && now.state == SheetState::kDraft)
      return conflict("bonus.month_not_over", "The month that this sheet pays for is not over yet.",
                      std::move(names));
    if (now.state == SheetState::kPaid)
      return conflict("bonus.locked",
                      "This month is locked: what changed since enters a later month as a correction.",
                      std::move(names));
    return conflict("bonus.step", "The sheet is " + enum_name(now.state) + ".", std::move(names));
  }
  switch (step) {
    case SheetStep::kConfirm:
    case SheetStep::kAppeal:
      if (!now.own) return forbidden("bonus.not_own", "Only whom it pays confirms or appeals a sheet.");
      return step == SheetStep::kConfirm ? SheetState::kConfirmed : SheetState::kAppealed;
    case SheetStep::kDecide:
      if (now.own) return forbidden("bonus.own", "Nobody decides on his own appeal.");
      return SheetState::kDecided;
    case SheetStep::kApprove:
      if (now.own) return forbidden("bonus.own", "Nobody approves his own sheet.");
      return SheetState::kApproved;
    case SheetStep::kCorrect:
      if (now.own) return forbidden("bonus.own", "Nobody corrects his own sheet.");
      return now.state;
    case SheetStep::kCompute: return now.state;
    case SheetStep::kSend: return SheetState::kSent;
    case SheetStep::kPay: return SheetState::kPaid;
  }
  return now.state;
}

}  // namespace manyi::scorecards
