// Decisions of scorecards.
// Owns their arithmetic.
#include "modules/scorecards/rules.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace manyi::scorecards {
namespace {

constexpr int kMonths = 12;
constexpr double kWhole = 100;
constexpr double kScoreSteps = 1e4;  // of one point

std::string month_text(int year, int month) {
  return std::to_string(year) + (month < 10 ? "-0" : "-") + std::to_string(month);
}

Month month_from(int months_since_zero) {
  const int year = months_since_zero / kMonths, month = months_since_zero % kMonths + 1;
  const int next = months_since_zero + 1;
  const std::string text = month_text(year, month);
  return {text, *Date::parse(text + "-01"),
          *Date::parse(month_text(next / kMonths, next % kMonths + 1) + "-01")};
}

int count_of(Date day) { return day.year() * kMonths + day.month() - 1; }

struct Holder {
  std::string_view dimension;
  std::vector<Role> roles;  // empty: anybody
};
const std::vector<Holder>& holders() {
  using enum Role;
  static const std::vector<Holder> all = {
      {"technician", {kTechnician}},
      {"repaired_by", {kTechnician}},
      {"diagnosed_by", {kTechnician}},
      {"delivered_by", {kTechnician, kInfoClerk}},
      {"contacted_by", {kTechnician, kInfoClerk}},
      {"accepted_by", {kTechnician, kInfoClerk}},
      {"clerk", {kCallbackClerk}},
      {"keeper", {kPartsKeeper}},
  };
  return all;
}

bool stands_in(Role role, std::string_view dimension) {
  for (const auto& holder : holders())
    if (holder.dimension == dimension)
      return std::find(holder.roles.begin(), holder.roles.end(), role) != holder.roles.end();
  return true;  // employee, seller, tracker, accused, resolver: anybody can be
}

}  // namespace

std::optional<Month> parse_month(const std::string& text) {
  constexpr std::size_t kLength = 7;
  if (text.size() != kLength) return std::nullopt;
  const auto first = Date::parse(text + "-01");
  if (!first) return std::nullopt;
  return month_of_day(*first);
}

Month month_of_day(Date day) { return month_from(count_of(day)); }

Month shifted(const Month& month, int months) { return month_from(count_of(month.from) + months); }

MeasuredAt measured_at(Role role, const std::vector<std::string>& credits, bool leads_company) {
  if (leads_company) return MeasuredAt::kCompany;
  if (role == Role::kManager || role == Role::kInfoSupervisor || role == Role::kTechSupervisor)
    return MeasuredAt::kSite;
  if (credits.empty()) return MeasuredAt::kSite;
  const bool own = std::all_of(credits.begin(), credits.end(),
                               [&](const std::string& dimension) { return stands_in(role, dimension); });
  return own ? MeasuredAt::kOwn : MeasuredAt::kSite;
}

CardSum weigh(std::vector<Weighed>& rows) {
  double all = 0, scored = 0;
  for (const auto& row : rows) {
    all += row.weight;
    if (row.points) scored += row.weight;
  }
  CardSum card;
  for (auto& row : rows) row.scored_weight = row.contribution = 0;
  if (all > 0) card.spread = (all - scored) / all * kWhole;
  if (scored <= 0) return card;
  double sum = 0;
  for (auto& row : rows) {
    if (!row.points) continue;
    row.scored_weight = row.weight / scored * kWhole;
    row.contribution = row.scored_weight * *row.points / kWhole;
    sum += row.contribution;
  }
  card.sum = sum;
  return card;
}

std::optional<double> final_score(std::optional<double> sum, double coefficient) {
  if (!sum) return std::nullopt;
  return std::round(*sum * coefficient * kScoreSteps) / kScoreSteps;
}

bool in_grace(const std::optional<Date>& hired_on, const Month& month) {
  return hired_on && *hired_on >= month.from && *hired_on < month.to;
}

std::vector<std::optional<std::int64_t>> ranks(const std::vector<Contender>& all) {
  std::vector<std::optional<std::int64_t>> places(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!all[i].rankable || !all[i].score) continue;
    std::int64_t better = 0;
    for (const auto& other : all)
      if (other.rankable && other.score && *other.score > *all[i].score) ++better;
    places[i] = better + 1;
  }
  return places;
}

}  // namespace manyi::scorecards
