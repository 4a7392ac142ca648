// Checks what is asked, has it measured by the model that fits and gives the verdict.
// Owns the rule of "too few" and that of the verdict.
#include "engines/forecast/effect.h"

#include <algorithm>
#include <cmath>

#include "engines/forecast/effect_models.h"

namespace manyi::forecast {
namespace {

constexpr double kSignificant = 0.05;

std::optional<Error> refused(const EffectProblem& problem) {
  std::vector<FieldError> fields;
  const auto check = [&](const std::vector<EffectPoint>& points, const std::string& side) {
    for (std::size_t i = 0; i < points.size(); ++i) {
      const EffectPoint& point = points[i];
      const std::string pointer = "/" + side + "/" + std::to_string(i);
      const bool number = std::isfinite(point.numerator);
      if (!number) fields.push_back({pointer + "/numerator", "number", "not a finite number"});
      if (!std::isfinite(point.denominator) || point.denominator < 0)
        fields.push_back({pointer + "/denominator", "range", "not a number from 0 up"});
      else if (number && problem.rate && !(point.numerator >= 0 && point.numerator <= point.denominator))
        fields.push_back(
            {pointer + "/numerator", "range", "a rate's numerator is from 0 to its denominator"});
      if (point.season < 0 || point.season > 6) fields.push_back({pointer + "/season", "range", "0 to 6"});
    }
  };
  check(problem.before, "before");
  check(problem.after, "after");
  if (fields.empty()) return std::nullopt;
  return invalid(std::move(fields));
}

struct Amount {
  double points = 0, records = 0, numerator = 0;
};

Amount amount_of(const std::vector<EffectPoint>& points) {
  Amount amount;
  for (const EffectPoint& point : points) {
    amount.points += point.denominator > 0 ? 1 : 0;
    amount.records += point.denominator;
    amount.numerator += point.numerator;
  }
  return amount;
}

/// Days: two weeks before and one after with a record. Weeks: eight before and four after. Rates need 30 records before
/// and 15 after besides: below that even a fall from all good to three in four would often not be told from chance.
bool too_few(const EffectProblem& problem, const Amount& before, const Amount& after) {
  const bool daily = block_length(problem) > 1;
  if (before.points < (daily ? 14 : 8) || after.points < (daily ? 7 : 4)) return true;
  return problem.rate && (before.records < 30 || after.records < 15);
}

}  // namespace

Result<Effect> measure_effect(const EffectProblem& problem) {
  if (auto error = refused(problem)) return *error;
  const Amount before = amount_of(problem.before), after = amount_of(problem.after);
  Effect effect;
  effect.before_records = std::llround(before.records);
  effect.after_records = std::llround(after.records);
  if (after.records > 0) effect.observed = after.numerator / after.records;
  if (too_few(problem, before, after)) return effect;
  const Measured measured = problem.rate ? measure_rate(problem) : measure_level(problem);
  effect.method = measured.model == Shown::kSegmented ? "segmented_regression" : "level_shift";
  effect.observed = measured.observed;
  effect.expected = measured.expected;
  effect.change = measured.observed - measured.expected;
  effect.low = measured.low;
  effect.high = measured.high;
  effect.p_value = measured.p_value;
  if (measured.p_value >= kSignificant)
    effect.verdict = EffectVerdict::kNoneSeen;
  else
    effect.verdict =
        (*effect.change > 0) == problem.up_is_better ? EffectVerdict::kBetter : EffectVerdict::kWorse;
  return effect;
}

}  // namespace manyi::forecast
