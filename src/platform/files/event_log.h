// Event logs: what happened to each case, and the same as one row per case.
// Owns the columns that are derived from events, and how they are spelled.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/files/date_text.h"
#include "platform/files/record_reader.h"

namespace manyi::files {

/// Which columns of a CSV log, or which attributes of an XES log, say what happened. What is empty is
/// the standard's: concept:name, time:timestamp, org:resource; a CSV log has to name the first three.
struct EventColumns {
  std::string case_id, activity, time, resource;
  std::string classifier;  // of XES: activities are named by it in place of `activity`
};

struct LogEvent {
  std::int64_t line = 0;
  std::string activity, transition, resource;
  WrittenTime time;
};

/// A value that events repeat: what the first and the last of them said.
struct LogValue {
  std::string first, last;
};

/// One case with its events. `problem` says why it cannot be taken.
struct LogCase {
  std::int64_t line = 0;
  std::string name;
  std::vector<LogEvent> events;                         // by time; the file's order among equals
  std::map<std::string, LogValue, std::less<>> values;  // of events by their key, of the case as case:KEY
  RecordProblem problem = RecordProblem::kNone;
  std::string note;
  std::string raw;  // of a line that belongs to no case
};

/// Cases in the order of their lines. Not thread-safe.
class CaseReader {
 public:
  virtual ~CaseReader() = default;
  /// \returns false at the end or when the source failed: see `failure`.
  virtual bool next(LogCase& found) = 0;
  virtual const std::optional<Error>& failure() const = 0;
  /// The column that holds the case's name.
  virtual std::string case_column() const = 0;
};

/// Groups the rows of a CSV log by case, wherever they lie in the file: holds all events in memory,
/// about 200 bytes each. `header` is the log's; `order` is of its dates.
/// \errors kInvalid when a column of `columns` is not in the header, all at once
Result<std::unique_ptr<CaseReader>> group_events(std::unique_ptr<RecordReader> rows,
                                                 const std::vector<std::string>& header,
                                                 const EventColumns& columns, DateOrder order);

/// Whether a column is computed from events, and so may be asked for though no file has it:
///   first:A  last:A    time of the first, the last event of activity A
///   final:A            time of the case's last event, when that is of A
///   after:A            time of the last event that directly follows an A and is none: work went on
///   reopened:A         how often that happened
///   count:A            number of events of A
///   first-by:A  last-by:A   who did it
///   last-value:KEY     what the last event said of an attribute; plain KEY is what the first one said
/// A is an activity, an activity and its transition (Repair+complete), several with | between them, or *.
bool is_derived_column(std::string_view column);

/// What there is in a log.
struct LogSurvey {
  std::vector<std::string> columns;  // of the table: case, values, case:events, case:path
  std::vector<std::string> derived;  // first:, last:, first-by: of every activity, the most frequent first
  std::int64_t cases = 0, events = 0;
};
/// Reads the log to its end. \errors those of the reader
Result<LogSurvey> survey_log(CaseReader& cases);

/// One row per case; the first record is the header.
std::unique_ptr<RecordReader> case_table(std::unique_ptr<CaseReader> cases, std::vector<std::string> header);

}  // namespace manyi::files
