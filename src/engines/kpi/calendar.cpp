// Grains and periods over local calendars.
// Owns the construction of the period grid.
#include "engines/kpi/calendar.h"

#include <algorithm>
#include <limits>

namespace manyi::kpi {
namespace {
constexpr int kLongestRolling = 36'600;  // days
}

std::optional<Grain> parse_grain(std::string_view text) {
  for (const Grain grain : {Grain::kDay, Grain::kWeek, Grain::kMonth, Grain::kQuarter, Grain::kYear})
    if (grain_name(grain) == text) return grain;
  return std::nullopt;
}

std::string_view grain_name(Grain grain) {
  switch (grain) {
    case Grain::kDay: return "day";
    case Grain::kWeek: return "week";
    case Grain::kMonth: return "month";
    case Grain::kQuarter: return "quarter";
    case Grain::kYear: return "year";
  }
  return "";
}

Date period_start(Grain grain, Date date) {
  switch (grain) {
    case Grain::kDay: return date;
    case Grain::kWeek: return date.plus_days(1 - date.iso_weekday());
    case Grain::kMonth: return date.plus_days(1 - date.day());
    case Grain::kQuarter: return *Date::of(date.year(), (date.month() - 1) / 3 * 3 + 1, 1);
    case Grain::kYear: return *Date::of(date.year(), 1, 1);
  }
  return date;
}

Date next_period(Grain grain, Date start) {
  switch (grain) {
    case Grain::kDay: return start.plus_days(1);
    case Grain::kWeek: return start.plus_days(7);
    case Grain::kMonth: return start.plus_months(1);
    case Grain::kQuarter: return start.plus_months(3);
    case Grain::kYear: return start.plus_months(12);
  }
  return start;
}

std::optional<Bound> parse_bound(std::string_view text) {
  if (const auto date = Date::parse(text)) return Bound(*date);
  if (const auto instant = Instant::parse(text)) return Bound(*instant);
  return std::nullopt;
}

std::string bound_text(const Bound& bound) {
  return std::visit([](const auto& b) { return b.text(); }, bound);
}

Instant bound_instant(const Bound& bound, const TimeZone& zone) {
  if (const auto* date = std::get_if<Date>(&bound)) return zone.instant(*date);
  return std::get<Instant>(bound);
}

std::optional<Rolling> parse_rolling(std::string_view text) {
  int count = 0;
  std::size_t at = 0;
  while (at < text.size() && text[at] >= '0' && text[at] <= '9' && count <= kLongestRolling)
    count = count * 10 + (text[at++] - '0');
  if (count < 1) return std::nullopt;
  while (at < text.size() && text[at] == ' ') ++at;
  const auto unit = text.substr(at);
  const bool months = unit == "months" || unit == "month" || unit == "m";
  if (!months && unit != "days" && unit != "day" && unit != "d") return std::nullopt;
  if (count > (months ? kLongestRolling / 30 : kLongestRolling)) return std::nullopt;
  return Rolling{count, months ? Rolling::Unit::kMonths : Rolling::Unit::kDays};
}

std::string rolling_text(const Rolling& rolling) {
  const std::string unit = rolling.unit == Rolling::Unit::kMonths ? "month" : "day";
  return std::to_string(rolling.count) + " " + unit + (rolling.count == 1 ? "" : "s");
}

Bound window_start(const Rolling& rolling, const Bound& end, const TimeZone& zone) {
  const auto back = [&](Date date) {
    return rolling.unit == Rolling::Unit::kMonths ? date.plus_months(-rolling.count)
                                                  : date.plus_days(-rolling.count);
  };
  if (const auto* date = std::get_if<Date>(&end)) return back(*date);
  const auto at = std::get<Instant>(end);
  const auto day = zone.local_date(at);
  return zone.instant(back(day)) + (at - zone.instant(day));
}

std::vector<Period> split(const Bound& from, const Bound& to, std::optional<Grain> grain,
                          const TimeZone& zone) {
  if (!grain) return {{from, to}};
  const Instant end = bound_instant(to, zone);
  const auto* first_date = std::get_if<Date>(&from);
  Date start = period_start(*grain, first_date ? *first_date : zone.local_date(std::get<Instant>(from)));
  std::vector<Period> periods;
  Bound begin = from;
  while (bound_instant(begin, zone) < end) {
    start = next_period(*grain, start);
    const Bound next = zone.instant(start) < end ? Bound(start) : to;
    periods.push_back({begin, next});
    begin = next;
  }
  return periods;
}

PeriodGrid::PeriodGrid(const std::vector<Period>& periods, const TimeZone& zone)
    : count_(static_cast<std::uint32_t>(periods.size())) {
  edges_.reserve(periods.size() + 1);
  for (const auto& period : periods) edges_.push_back(bound_instant(period.from, zone).ms());
  if (!periods.empty()) edges_.push_back(bound_instant(periods.back().to, zone).ms());
  // A zone may skip a whole day: its period is then empty, its two edges equal.
  for (std::size_t i = 1; i < edges_.size(); ++i) edges_[i] = std::max(edges_[i], edges_[i - 1]);
  begin_ = edges_.empty() ? 0 : edges_.front();
  span_ = edges_.empty() ? 0 : static_cast<std::uint64_t>(edges_.back() - begin_);
  // The first and last piece may be as short as a millisecond, but never share a cell with
  // a second edge: only the whole periods between them limit the width of a cell.
  std::uint64_t narrowest = span_;
  for (std::size_t i = 2; i + 1 < edges_.size(); ++i)
    if (edges_[i] > edges_[i - 1])
      narrowest = std::min(narrowest, static_cast<std::uint64_t>(edges_[i] - edges_[i - 1]));
  while (shift_ < 62 && (std::uint64_t{2} << shift_) <= narrowest) ++shift_;
  const auto offset = [&](std::size_t i) { return static_cast<std::uint64_t>(edges_[i] - begin_); };
  std::uint32_t period = 0;
  for (std::uint64_t at = 0; at < span_; at += std::uint64_t{1} << shift_) {
    while (offset(period + 1) <= at) ++period;
    std::uint32_t after = period + 1;
    while (after < count_ && offset(after + 1) == offset(period + 1)) ++after;
    cells_.push_back({offset(period + 1), {period, after}});
  }
  outside_ = cells_.size();
  cells_.push_back({0, {count_, count_}});
}

}  // namespace manyi::kpi
