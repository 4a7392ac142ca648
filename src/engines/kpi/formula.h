// Calculations over other metrics: `1000 * complaint_count / delivered_count`.
// Owns their grammar, the meaning of "no data" in them and which parts a quotient has.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engines/kpi/expression.h"
#include "engines/kpi/parser.h"

namespace manyi::kpi {

enum class FormulaOp {
  kNumber,
  kTerm,    // the value of another metric
  kDays,    // days of the period looked at, as far as they have passed
  kMonths,  // calendar months of it
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kNegate,
  kMin,
  kMax,
  kWhen,
  kOrZero,
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
  kAnd,
  kOr,
  kNot,
};

struct FormulaNode {
  FormulaOp op{};
  Place place;
  double number = 0;  // kNumber
  std::string term;   // kTerm
  std::vector<std::unique_ptr<FormulaNode>> args;
};

/// A checked calculation. Its terms are names until a catalogue has seen them all.
struct Formula {
  std::unique_ptr<FormulaNode> root;
  std::vector<std::pair<std::string, Place>> terms;  // each once, as met
  /// `k * a / b` at the top: what is divided (constant factors taken out) and what divides.
  const FormulaNode* numerator = nullptr;
  const FormulaNode* denominator = nullptr;
  double factor = 1;
};

/// Reads a calculation from where the parser stands.
/// \errors kInvalid "line:column: ..."
Result<std::shared_ptr<const Formula>> parse_formula(Parser& parser);

struct FormulaInput {
  std::function<std::optional<double>(const std::string& term)> value;
  double days = 0, months = 0;
};

/// No data when a divisor is 0 or a term that is needed has none.
std::optional<double> calculate(const FormulaNode& node, const FormulaInput& input);

struct Metric;
/// The terms of a metric's formula; none for other metrics.
std::vector<std::string> terms_of(const Metric& metric);

/// Names of the terms in a part of a formula, each once.
std::vector<std::string> terms_of(const FormulaNode& node);

}  // namespace manyi::kpi
