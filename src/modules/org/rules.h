// Pure decisions about sites, units, employees and working hours.
// Owns no state; the arithmetic of working time is WorkCalendar's, in work_calendar.cpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/org/org.h"

namespace manyi::org {

/// Minutes since midnight of "HH:MM", 00:00 .. 24:00. \errors nullopt
std::optional<int> parse_time_of_day(std::string_view text);

/// Monday to Friday, 09:00 to 18:00.
std::vector<WorkPeriod> standard_week();

/// True when `unit` would come to be its own ancestor below `parent`. `parents` maps each unit to
/// the one above it.
bool would_cycle(const std::map<OrgUnitId, OrgUnitId>& parents, OrgUnitId unit, OrgUnitId parent);

/// The units at or below `root`.
std::vector<OrgUnitId> units_below(const std::map<OrgUnitId, OrgUnitId>& parents, OrgUnitId root);

/// Dates of a file of holidays: `date,kind,name`, `#` begins a comment line.
/// \errors kInvalid naming the line
Result<std::vector<CalendarException>> parse_holidays(std::string_view csv);

/// Adds those of `more` whose date is not yet there; sorted by date.
std::vector<CalendarException> merge_exceptions(std::vector<CalendarException> own,
                                                const std::vector<CalendarException>& more);

/// \errors kInvalid at /left_on when he left before he came
Result<void> check_employment(const std::optional<Date>& hired_on, const std::optional<Date>& left_on);

/// Do two stays [joined, left) share a day? Without `left` a stay goes on.
bool overlap(Date joined, const std::optional<Date>& left, Date other_joined,
             const std::optional<Date>& other_left);
/// Left after joined, a reason only for who left, between nothing and two full-time jobs.
void check_stay(Date joined, const std::optional<Date>& left, const std::optional<LeaveReason>& reason,
                const std::optional<double>& fte, std::vector<FieldError>& errors);
/// At most a day, and not more used than there was.
void check_minutes(std::int64_t available, std::int64_t productive, std::vector<FieldError>& errors);

}  // namespace manyi::org
