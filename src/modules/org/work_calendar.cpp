// Arithmetic of working time: spans between instants, instants after a span.
// Owns the sums of working time per day.
#include <algorithm>

#include "modules/org/org.h"
#include "modules/org/rules.h"

namespace manyi::org {
namespace {
constexpr int kMinutesPerDay = 24 * 60;
constexpr std::int64_t kMsPerMinute = 60'000;
// One running sum per day costs 292 kB and makes every question two look-ups and a search.
// Days outside have no working time.
constexpr std::int64_t kFirstDay = 0;     // 1970-01-01
constexpr std::int64_t kEndDay = 36'525;  // 2070-01-01

void check_hours(std::string_view open, std::string_view close, const std::string& pointer,
                 std::optional<int>& begin, std::optional<int>& end, std::vector<FieldError>& errors) {
  begin = parse_time_of_day(open);
  end = parse_time_of_day(close);
  if (!begin) errors.push_back({pointer + "/open", "time_of_day", "Expected a time such as 09:00."});
  if (!end) errors.push_back({pointer + "/close", "time_of_day", "Expected a time such as 18:00."});
  if (begin && end && *begin >= *end)
    errors.push_back({pointer + "/close", "not_after_open", "Work ends after it begins."});
}

}  // namespace

Result<std::shared_ptr<const WorkCalendar>> WorkCalendar::create(
    const std::vector<WorkPeriod>& week, const std::vector<CalendarException>& exceptions,
    const TimeZone& zone) {
  std::vector<FieldError> errors;
  std::shared_ptr<WorkCalendar> made(new WorkCalendar(zone));
  for (std::size_t i = 0; i < week.size(); ++i) {
    const std::string pointer = "/week/" + std::to_string(i);
    std::optional<int> begin, end;
    check_hours(week[i].open, week[i].close, pointer, begin, end, errors);
    if (week[i].weekday < 1 || week[i].weekday > 7) {
      errors.push_back({pointer + "/weekday", "out_of_range", "Expected 1 (Monday) to 7 (Sunday)."});
      continue;
    }
    if (!begin || !end || *begin >= *end) continue;
    Day& day = made->week_[static_cast<std::size_t>(week[i].weekday)];
    if (std::ranges::any_of(day,
                            [&](const Stretch& other) { return *begin < other.end && other.begin < *end; }))
      errors.push_back({pointer, "overlap", "This stretch of work overlaps another of the same day."});
    day.push_back({*begin, *end});
  }
  for (Day& day : made->week_) std::ranges::sort(day, {}, &Stretch::begin);
  const auto usual = std::ranges::find_if(made->week_, [](const Day& day) { return !day.empty(); });
  const Day workday = usual == made->week_.end() ? Day{} : *usual;
  for (std::size_t i = 0; i < exceptions.size(); ++i) {
    const CalendarException& exception = exceptions[i];
    const std::string pointer = "/exceptions/" + std::to_string(i);
    Day day;
    if (exception.kind == ExceptionKind::kHoliday) {
      if (exception.open || exception.close)
        errors.push_back({pointer + "/open", "not_for_holidays",
                          "A holiday has no hours; a short day is a workday with hours."});
    } else if (exception.open || exception.close) {
      std::optional<int> begin, end;
      check_hours(exception.open.value_or(""), exception.close.value_or(""), pointer, begin, end, errors);
      if (begin && end && *begin < *end) day.push_back({*begin, *end});
    } else {
      day = workday;
    }
    if (!made->exceptions_.emplace(exception.date.days(), std::move(day)).second)
      errors.push_back({pointer + "/date", "duplicate", "This date is there twice."});
  }
  if (!errors.empty()) return invalid(std::move(errors));
  made->sum_days();
  return std::shared_ptr<const WorkCalendar>(std::move(made));
}

std::shared_ptr<const WorkCalendar> WorkCalendar::always(const TimeZone& zone) {
  std::shared_ptr<WorkCalendar> made(new WorkCalendar(zone));
  for (std::size_t weekday = 1; weekday <= 7; ++weekday) made->week_[weekday] = {{0, kMinutesPerDay}};
  made->sum_days();
  return made;
}

void WorkCalendar::sum_days() {
  // Days on which the clocks change are measured; all others are as long as they say.
  std::vector<std::int64_t> changes;
  const Instant end = zone_.instant(Date::from_days(kEndDay));
  for (Instant at = zone_.instant(Date::from_days(kFirstDay)); at < end;) {
    const TimeZone::Span span = zone_.span(at);
    if (span.end <= at || span.end >= end) break;
    at = span.end;
    changes.push_back(zone_.local_date(at).days());
    changes.push_back(zone_.local_date(at - DurationMs(1)).days());
  }
  std::ranges::sort(changes);
  before_.reserve(static_cast<std::size_t>(kEndDay - kFirstDay + 1));
  std::int64_t sum = 0;
  for (std::int64_t day = kFirstDay; day < kEndDay; ++day) {
    before_.push_back(sum);
    const Date date = Date::from_days(day);
    const bool measured = std::ranges::binary_search(changes, day);
    for (const Stretch& stretch : this->day(date)) {
      const Worked worked = measured ? clip(date, stretch) : Worked{};
      sum += measured ? worked.end.ms() - worked.begin.ms() : (stretch.end - stretch.begin) * kMsPerMinute;
    }
  }
  before_.push_back(sum);
}

const WorkCalendar::Day& WorkCalendar::day(Date date) const {
  const auto at = exceptions_.find(date.days());
  return at != exceptions_.end() ? at->second : week_[static_cast<std::size_t>(date.iso_weekday())];
}

WorkCalendar::Worked WorkCalendar::clip(Date date, const Stretch& stretch) const {
  const Instant begin = zone_.instant(date, stretch.begin);
  const Instant end =
      stretch.end == kMinutesPerDay ? zone_.instant(date.plus_days(1)) : zone_.instant(date, stretch.end);
  return {begin, std::max(begin, end)};  // a stretch inside the hour that is skipped is empty
}

std::int64_t WorkCalendar::ms_before(Instant at) const {
  const Date date = zone_.local_date(at);
  if (date.days() < kFirstDay) return 0;
  if (date.days() >= kEndDay) return before_.back();
  std::int64_t sum = before_[static_cast<std::size_t>(date.days() - kFirstDay)];
  for (const Stretch& stretch : day(date)) {
    const Worked worked = clip(date, stretch);
    if (at <= worked.begin) break;
    sum += std::min(at, worked.end).ms() - worked.begin.ms();
  }
  return sum;
}

DurationMs WorkCalendar::between(Instant from, Instant to) const {
  if (to <= from) return {};
  return DurationMs(ms_before(to) - ms_before(from));
}

std::optional<Instant> WorkCalendar::add(Instant from, DurationMs worked) const {
  if (worked.ms() <= 0) return from;
  const std::int64_t target = ms_before(from) + worked.ms();
  if (target > before_.back()) return std::nullopt;
  // The last day that begins with less than the target behind it.
  const auto after = std::ranges::lower_bound(before_, target);
  const std::int64_t day_number = kFirstDay + (after - before_.begin()) - 1;
  const Date date = Date::from_days(day_number);
  std::int64_t rest = target - before_[static_cast<std::size_t>(day_number - kFirstDay)];
  for (const Stretch& stretch : day(date)) {
    const Worked part = clip(date, stretch);
    const std::int64_t length = part.end.ms() - part.begin.ms();
    if (rest <= length) return part.begin + DurationMs(rest);
    rest -= length;
  }
  return std::nullopt;
}

bool WorkCalendar::is_open(Instant at) const {
  const Date date = zone_.local_date(at);
  return std::ranges::any_of(day(date), [&](const Stretch& stretch) {
    const Worked worked = clip(date, stretch);
    return worked.begin <= at && at < worked.end;
  });
}

bool WorkCalendar::is_workday(Date date) const { return !day(date).empty(); }

std::optional<Date> WorkCalendar::next_workday(Date date) const {
  for (int i = 1; i <= 366; ++i)
    if (is_workday(date.plus_days(i))) return date.plus_days(i);
  return std::nullopt;
}

}  // namespace manyi::org
