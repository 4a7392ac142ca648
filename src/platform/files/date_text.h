// Dates and times as people write them in files, under a known order of day, month and year.
// Owns the list of accepted spellings.
#pragma once

#include <optional>
#include <string_view>

#include <boost/describe/enum.hpp>

#include "base/instant.h"
#include "base/time_zone.h"

namespace manyi::files {

enum class DateOrder { kYmd, kDmy, kMdy };
BOOST_DESCRIBE_ENUM(DateOrder, kYmd, kDmy, kMdy)

/// A date, with the time of day and the offset when they were written.
struct WrittenTime {
  Date date;
  std::optional<std::int64_t> ms_of_day;
  std::optional<std::int64_t> offset_ms;

  /// The instant meant, or the day's first when no time was written.
  Instant instant(const TimeZone& zone) const;
};

/// Reads 2017-04-01, 2017/4/1, 2017年4月1日, 20170401, 1.4.2017, 01-Apr-2017, each with an optional
/// time (8:05, 08:05:30.123, 8:05 PM) and offset (Z, +02:00). A year in front is always year,
/// month, day; `order` decides between 1/4/2017 and 4/1/2017.
/// \errors nullopt when the text is none of these or no such day exists
std::optional<WrittenTime> read_written_time(std::string_view text, DateOrder order);

/// Which orders the text allows; all false when it is no date.
struct DateEvidence {
  bool ymd = false, dmy = false, mdy = false;
  bool any() const { return ymd || dmy || mdy; }
};
DateEvidence date_evidence(std::string_view text);

}  // namespace manyi::files
