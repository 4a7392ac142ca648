// Pure decisions of targets: scopes, periods, levels and points.
// Owns them; no SQL, no JSON, no clock.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.h"
#include "base/result.h"

namespace manyi::targets {

// ---- scopes -------------------------------------------------------------------------------------

enum class ScopeKind { kCompany, kSite, kUnit, kPerson };
BOOST_DESCRIBE_ENUM(ScopeKind, kCompany, kSite, kUnit, kPerson)

/// Whose figure it is: `key` is the text of the id, "" for the company.
struct TargetScope {
  ScopeKind kind = ScopeKind::kCompany;
  std::string key;
  auto operator<=>(const TargetScope&) const = default;
};
BOOST_DESCRIBE_STRUCT(TargetScope, (), (kind, key))

// ---- levels and points --------------------------------------------------------------------------

/// In the metric's unit. Of a metric that is better when lower, floor is the highest of them.
struct Levels {
  double floor = 0, target = 0, stretch = 0;
  bool operator==(const Levels&) const = default;
};
BOOST_DESCRIBE_STRUCT(Levels, (), (floor, target, stretch))

struct Points {
  double floor = 0, target = 100, stretch = 120;
};
BOOST_DESCRIBE_STRUCT(Points, (), (floor, target, stretch))

/// Piecewise linear through (floor, points.floor), (target, points.target), (stretch, points.stretch); flat
/// beyond. The direction is that from floor to stretch. Where
/// floor and target coincide, less than it earns points.floor; where target and stretch do, no more than
/// points.target is earned.
double score(double value, const Levels& levels, const Points& points = {});

/// What is wrong with levels of a metric of that direction ("up", "down", "neither"), at /floor, /target and
/// /stretch. Of a percentage they are fractions.
std::vector<FieldError> wrong_levels(const Levels& levels, std::string_view better, std::string_view unit);

// ---- periods ------------------------------------------------------------------------------------

enum class PeriodKind { kMonth, kQuarter, kYear };
BOOST_DESCRIBE_ENUM(PeriodKind, kMonth, kQuarter, kYear)

/// Days, half-open.
struct Period {
  std::string text;  // "2026-11", "2026-Q4", "2026"
  PeriodKind kind = PeriodKind::kMonth;
  Date from, to;
};
/// \errors nullopt for anything else
std::optional<Period> parse_period(std::string_view text);
/// That many periods of its kind later, or earlier.
Period shifted(const Period& period, int periods);
/// The month of a day.
Period month_of(Date day);
/// The month, the quarter and the year that a day lies in.
std::vector<Period> periods_of(Date day);

}  // namespace manyi::targets
