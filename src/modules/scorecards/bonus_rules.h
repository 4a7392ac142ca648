// From score to money: the terms of a bonus rule, the lines of a sheet, and the way a sheet goes.
// Owns that arithmetic and the table of steps; no SQL, no JSON, no clock.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/money.h"
#include "base/result.h"
#include "platform/auth/permission.h"

namespace manyi::scorecards {

// ---- terms ---------------------------------------------------------------------------------------

/// What is paid for a factor of 1: to everybody of a role, or to one person.
struct BonusBase {
  std::optional<Role> role;
  std::optional<EmployeeId> employee_id;  // goes before his role's
  Money amount;
  bool operator==(const BonusBase&) const = default;
};
BOOST_DESCRIBE_STRUCT(BonusBase, (), (role, employee_id, amount))

/// kSteps: the factor of the highest point reached, 0 below the first. kLinear: straight between the
/// points, flat beyond them.
enum class FactorCurve { kSteps, kLinear };
BOOST_DESCRIBE_ENUM(FactorCurve, kSteps, kLinear)

struct FactorPoint {
  double score = 0, factor = 0;
  bool operator==(const FactorPoint&) const = default;
};
BOOST_DESCRIBE_STRUCT(FactorPoint, (), (score, factor))

/// So much for each record that a metric counts and credits to him: praise_count, violation_count,
/// complaint_count, or a count of the company's own.
struct CaseAmount {
  std::string metric;
  Money amount;                         // above zero, for deductions too
  std::optional<std::int64_t> at_most;  // cases of a month
  bool operator==(const CaseAmount&) const = default;
};
BOOST_DESCRIBE_STRUCT(CaseAmount, (), (metric, amount, at_most))

struct BonusTerms {
  std::vector<BonusBase> bases;
  FactorCurve curve = FactorCurve::kLinear;
  std::vector<FactorPoint> points;  // by rising score
  double unscored_factor = 1;       // in the month of grace, or when nothing could be scored
  std::optional<Money> cap;         // of score and additions together, per sheet
  std::vector<CaseAmount> additions, deductions;
  std::int64_t silent_days = 5;  // who does not answer for so long has agreed
  bool operator==(const BonusTerms&) const = default;
};
BOOST_DESCRIBE_STRUCT(BonusTerms, (),
                      (bases, curve, points, unscored_factor, cap, additions, deductions, silent_days))

/// All that is wrong with the terms, with pointers. Whether people and metrics exist is not looked at.
void check_terms(const BonusTerms& terms, std::vector<FieldError>& errors);

/// Own before role's; nullopt: he takes no part.
std::optional<Money> base_of(const BonusTerms& terms, EmployeeId employee, Role role);
/// To four decimals.
double factor_of(const BonusTerms& terms, std::optional<double> score);

// ---- lines ---------------------------------------------------------------------------------------

enum class LineKind {
  kScore,       // base x factor
  kAddition,    // one case
  kDeduction,   // one case
  kVeto,        // names the case that made the coefficient 0; no amount of its own
  kLimit,       // what the cap takes, or what keeps the month from falling below zero
  kCorrection,  // of an earlier month, entered by a person
  kDecision,    // what an appeal changed
};
BOOST_DESCRIBE_ENUM(LineKind, kScore, kAddition, kDeduction, kVeto, kLimit, kCorrection, kDecision)

/// A record as a person finds it.
struct CaseRef {
  std::string kind, id, no;
  bool operator==(const CaseRef&) const = default;
};
BOOST_DESCRIBE_STRUCT(CaseRef, (), (kind, id, no))

struct BonusLine {
  LineKind kind = LineKind::kScore;
  std::string metric;             // of a case; else ""
  std::optional<CaseRef> record;  // the case
  Money amount;                   // signed
  std::string reason;             // what a person wrote
  std::string of_month;           // kCorrection: which month it corrects
  bool operator==(const BonusLine&) const = default;
};
BOOST_DESCRIBE_STRUCT(BonusLine, (), (kind, metric, record, amount, reason, of_month))

/// Cases of one person in the month, by metric; each list in the order of the records.
struct PersonCases {
  std::string metric;
  std::vector<CaseRef> cases;
};

struct BonusAmounts {
  double factor = 0;
  Money base, total;
  std::vector<BonusLine> lines;  // add up to the total
};

/// base x factor (to the cent, halves away from zero) + additions, at most the cap; less deductions, not
/// below zero.
BonusAmounts amounts_of(const BonusTerms& terms, Money base, std::optional<double> score,
                        const std::vector<PersonCases>& cases, const std::vector<CaseRef>& veto_cases);

Money sum_of(const std::vector<BonusLine>& lines);
Money sum_of(const std::vector<BonusLine>& lines, LineKind kind);

// ---- the way of a sheet ----------------------------------------------------------------------------

enum class SheetState { kDraft, kSent, kConfirmed, kAppealed, kDecided, kApproved, kPaid };
BOOST_DESCRIBE_ENUM(SheetState, kDraft, kSent, kConfirmed, kAppealed, kDecided, kApproved, kPaid)

enum class SheetStep { kCompute, kCorrect, kSend, kConfirm, kAppeal, kDecide, kApprove, kPay };
BOOST_DESCRIBE_ENUM(SheetStep, kCompute, kCorrect, kSend, kConfirm, kAppeal, kDecide, kApprove, kPay)

struct SheetSituation {
  SheetState state = SheetState::kDraft;
  bool own = false;           // the caller is whom it pays
  bool month_over = false;    // the month that it pays for
  bool silence_over = false;  // sent long enough ago
};

/// Steps that the state allows, whoever asks.
std::vector<SheetStep> steps_of(const SheetSituation& now);
/// \errors kConflict with the allowed steps; kForbidden: only he himself confirms and appeals, and nobody
/// decides on or approves his own
Result<SheetState> decide_step(const SheetSituation& now, SheetStep step);

}  // namespace manyi::scorecards
