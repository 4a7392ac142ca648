// Rules of the organisation.
// Owns no state.
#include "modules/org/rules.h"

#include <algorithm>

namespace manyi::org {

std::optional<int> parse_time_of_day(std::string_view text) {
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : -1; };
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const int h1 = digit(0), h2 = digit(1), m1 = digit(3), m2 = digit(4);
  if (h1 < 0 || h2 < 0 || m1 < 0 || m2 < 0 || m1 > 5) return std::nullopt;
  const int minutes = (h1 * 10 + h2) * 60 + m1 * 10 + m2;
  if (minutes > 24 * 60) return std::nullopt;
  return minutes;
}

std::vector<WorkPeriod> standard_week() {
  std::vector<WorkPeriod> week;
  for (int weekday = 1; weekday <= 5; ++weekday) week.push_back({weekday, "09:00", "18:00"});
  return week;
}

bool would_cycle(const std::map<OrgUnitId, OrgUnitId>& parents, OrgUnitId unit, OrgUnitId parent) {
  // A tree that is already broken must not hang us: no path is longer than the number of units.
  for (std::size_t steps = 0; parent && steps <= parents.size(); ++steps) {
    if (parent == unit) return true;
    const auto at = parents.find(parent);
    parent = at == parents.end() ? OrgUnitId() : at->second;
  }
  return static_cast<bool>(parent);
}

std::vector<OrgUnitId> units_below(const std::map<OrgUnitId, OrgUnitId>& parents, OrgUnitId root) {
  std::vector<OrgUnitId> found{root};
  for (std::size_t i = 0; i < found.size(); ++i)
    for (const auto& [unit, parent] : parents)
      if (parent == found[i] && std::ranges::find(found, unit) == found.end()) found.push_back(unit);
  return found;
}

Result<std::vector<CalendarException>> parse_holidays(std::string_view csv) {
  std::vector<CalendarException> dates;
  int number = 0;
  while (!csv.empty()) {
    const auto end = csv.find('\n');
    std::string_view line = csv.substr(0, end);
    csv = end == std::string_view::npos ? std::string_view() : csv.substr(end + 1);
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#') || line == "date,kind,name") continue;
    const auto first = line.find(',');
    const auto second = first == std::string_view::npos ? first : line.find(',', first + 1);
    const auto bad = [&] {
      return invalid("/" + std::to_string(number), "holiday", "Expected date,kind,name.");
    };
    if (second == std::string_view::npos) return bad();
    const auto date = Date::parse(line.substr(0, first));
    const auto kind = parse_enum<ExceptionKind>(line.substr(first + 1, second - first - 1));
    if (!date || !kind) return bad();
    dates.push_back({*date, *kind, std::string(line.substr(second + 1)), {}, {}});
  }
  return dates;
}

std::vector<CalendarException> merge_exceptions(std::vector<CalendarException> own,
                                                const std::vector<CalendarException>& more) {
  for (const auto& exception : more) {
    const bool known =
        std::ranges::any_of(own, [&](const auto& mine) { return mine.date == exception.date; });
    if (!known) own.push_back(exception);
  }
  std::ranges::sort(own, {}, &CalendarException::date);
  return own;
}

Result<void> check_employment(const std::optional<Date>& hired_on, const std::optional<Date>& left_on) {
  if (hired_on && left_on && *left_on < *hired_on)
    return invalid("/left_on", "before_hired_on", "An employee cannot leave before he was hired.");
  return {};
}

bool overlap(Date joined, const std::optional<Date>& left, Date other_joined,
             const std::optional<Date>& other_left) {
  return (!other_left || joined < *other_left) && (!left || other_joined < *left);
}

void check_stay(Date joined, const std::optional<Date>& left, const std::optional<LeaveReason>& reason,
                const std::optional<double>& fte, std::vector<FieldError>& errors) {
  constexpr double kMostFte = 2;
  if (left && *left < joined)
    errors.push_back({"/left_on", "before_joined_on", "Nobody leaves before he came."});
  if (!left && reason.value_or(LeaveReason::kNone) != LeaveReason::kNone)
    errors.push_back({"/leave_reason", "not_left", "Only who left has a reason."});
  if (fte && (*fte <= 0 || *fte > kMostFte))
    errors.push_back({"/fte", "range", "Full-time equivalents lie above 0 and up to 2."});
}

void check_minutes(std::int64_t available, std::int64_t productive, std::vector<FieldError>& errors) {
  constexpr std::int64_t kDayMinutes = 24 * 60;
  if (available < 0 || available > kDayMinutes)
    errors.push_back({"/available_min", "range", "A day has 1440 minutes."});
  if (productive < 0 || productive > kDayMinutes)
    errors.push_back({"/productive_min", "range", "A day has 1440 minutes."});
  else if (productive > available)
    errors.push_back({"/productive_min", "more_than_available", "More was used than there was."});
}

}  // namespace manyi::org
