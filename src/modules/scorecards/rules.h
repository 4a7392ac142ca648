// Pure decisions of scorecards: months, who is measured where, weights, coefficient, grace, rank.
// Owns them; no SQL, no JSON, no clock.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/describe.h"
#include "platform/auth/permission.h"

namespace manyi::scorecards {

/// Fewer records are shown with their interval and are not ranked.
inline constexpr std::int64_t kRankedFrom = 30;

// ---- months ------------------------------------------------------------------------------------

/// A calendar month as days, half-open.
struct Month {
  std::string text;  // "2026-11"
  Date from, to;     // the first day, the first of the next month
};
/// \errors nullopt unless YYYY-MM
std::optional<Month> parse_month(const std::string& text);
Month month_of_day(Date day);
/// That many months later, or earlier.
Month shifted(const Month& month, int months);

// ---- where a person's figure is measured ---------------------------------------------------------

enum class MeasuredAt { kOwn, kUnit, kSite, kCompany };
BOOST_DESCRIBE_ENUM(MeasuredAt, kOwn, kUnit, kSite, kCompany)

/// A metric credits somebody by one of these dimensions; a role that never stands there would have no
/// figure of its own: it answers for its site's instead. Who leads answers for what he leads.
/// \param credits those of the metric, or of all terms of a formula; empty: nobody is credited
MeasuredAt measured_at(Role role, const std::vector<std::string>& credits, bool leads_company);

// ---- rows and the card ---------------------------------------------------------------------------

enum class RowStanding {
  kScored,
  kNoData,    // its weight is spread over the rest
  kNoTarget,  // its weight is spread over the rest
  kUnknown,   // no such metric in the catalogue, or none of its facts is fed
};
BOOST_DESCRIBE_ENUM(RowStanding, kScored, kNoData, kNoTarget, kUnknown)

/// What a row brings to the sum.
struct Weighed {
  double weight = 0;             // of the decomposition
  std::optional<double> points;  // none: not scored
  double scored_weight = 0;      // filled in
  double contribution = 0;       // filled in
};

struct CardSum {
  std::optional<double> sum;  // none when nothing could be scored
  double spread = 0;          // share of the weights that was spread over the rest. \unit percent
};

/// Spreads the weights of unscored rows over the scored ones in proportion, so that they make 100, and sums
/// weight x points / 100.
CardSum weigh(std::vector<Weighed>& rows);

/// sum x coefficient, to four decimals: who stands on a step of the bonus curve does not miss it by a
/// rounding.
std::optional<double> final_score(std::optional<double> sum, double coefficient);

/// The month in which somebody came is recorded, not scored. \see domain 2.1, grace
bool in_grace(const std::optional<Date>& hired_on, const Month& month);

/// Places by falling score among those that may be ranked; equal scores share a place; none for the rest.
struct Contender {
  std::optional<double> score;
  bool rankable = false;
};
std::vector<std::optional<std::int64_t>> ranks(const std::vector<Contender>& all);

}  // namespace manyi::scorecards
