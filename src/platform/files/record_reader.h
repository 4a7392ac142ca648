// Records with fields, whatever the file is: CSV, a sheet of a workbook, an event log by cases.
// Owns the words for records that cannot be taken as they are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe/enum.hpp>

#include "base/result.h"

namespace manyi::files {

enum class RecordProblem {
  kNone,
  kColumnCount,        // more or fewer fields than the header
  kUnterminatedQuote,  // the record's first line only; reading goes on with the next line
  kTextAfterQuote,     // "ab"c: cannot be told what was meant
  kEncoding,           // bytes that are not text in the file's encoding
  kNul,
  kTooLong,
  kEvent,      // an event of this case has no time stamp or activity that could be read; see `note`
  kNoCase,     // an event that belongs to no case, or a case without a name
  kNoEvents,   // a case in which nothing happened
  kCellError,  // a cell holds an error instead of a value, such as #REF!
};
BOOST_DESCRIBE_ENUM(RecordProblem, kNone, kColumnCount, kUnterminatedQuote, kTextAfterQuote, kEncoding, kNul,
                    kTooLong, kEvent, kNoCase, kNoEvents, kCellError)

/// Views stay valid until the next call of `next`. A broken record keeps `raw`; its fields are
/// what could be told apart.
struct Record {
  std::int64_t line = 0;  // of the record's first character, or its row in a sheet; from 1, ascending
  std::string_view raw;   // as it came; as CSV with commas when the file is no text
  std::vector<std::string_view> fields;
  RecordProblem problem = RecordProblem::kNone;
  std::string note;  // one sentence, when the problem's name does not say it all
};

/// Records in order, once. Not thread-safe.
class RecordReader {
 public:
  virtual ~RecordReader() = default;
  /// \returns false at the end of the input, or when the source failed: see `failure`.
  virtual bool next(Record& record) = 0;
  virtual const std::optional<Error>& failure() const = 0;
  /// From now on a record with another number of fields is broken.
  virtual void expect_columns(std::size_t columns) = 0;
};

}  // namespace manyi::files
