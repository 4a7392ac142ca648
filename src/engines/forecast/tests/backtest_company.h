// A simulated company as a provider's books would show it: what each day added to each figure of each scope.
// Owns the figures that the backtest looks at. Knows nothing that is not known on the day.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engines/forecast/landing.h"
#include "engines/simulation/simulation.h"

namespace manyi::forecast::backtest {

/// Figures that grow day by day. Numerator and denominator of a day; sums have the numerator alone.
enum class Figure { kSatisfied, kInTime, kTurnaround, kRepeatFree, kRevenue, kIntake, kPerOrder, kBacklog };
inline constexpr std::size_t kFigures = 8;

inline constexpr double kLimitHours = 72;

/// An order from the day it is accepted until it is delivered or given up.
struct Stay {
  double begin = 0, end = 0;  // \unit hours since the first day
  bool delivered = false;
};

struct ScopeBook {
  enum class Kind { kCompany, kSite, kPerson } kind = Kind::kCompany;
  int parent = -1;
  std::array<std::vector<Day>, kFigures> days;  // weight 1 on working days
  std::vector<Stay> stays;
};

struct CompanyBook {
  std::vector<ScopeBook> scopes;    // the company first, then sites, then some technicians
  std::vector<std::size_t> months;  // first day of each month; the last entry is the end
  int first_weekday = 1;
};

/// Plays a company of about `orders_per_month` orders a month over whole months.
CompanyBook play(simulation::Scenario scenario, Date first, double orders_per_month, int months,
                 std::uint64_t seed);

/// A company of its own for each seed: size, number of sites and planted effects differ. Seeds up to 20 and the first
/// kind of company were used to tune the methods; the second kind only to judge them.
enum class Kind { kTuning, kJudging };
CompanyBook play(Kind kind, int months, std::uint64_t seed);

}  // namespace manyi::forecast::backtest
