// What a file looks like before anybody says what it means: encoding, delimiter, header, dates, decimals.
// Owns the guesses and the admission when a guess cannot be made.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe/class.hpp>

#include "base/describe.h"
#include "platform/files/byte_source.h"
#include "platform/files/date_text.h"

namespace manyi::files {

enum class ColumnKind { kEmpty, kText, kInteger, kNumber, kDate, kTime };
BOOST_DESCRIBE_ENUM(ColumnKind, kEmpty, kText, kInteger, kNumber, kDate, kTime)

struct DetectedColumn {
  std::string name;
  ColumnKind kind = ColumnKind::kEmpty;
  std::optional<DateOrder> date_order;  // of a date column; empty when its values allow two
  bool ambiguous = false;
  std::int64_t filled = 0;            // of the rows looked at
  std::vector<std::string> examples;  // up to three different values
};
BOOST_DESCRIBE_STRUCT(DetectedColumn, (), (name, kind, date_order, ambiguous, filled, examples))

struct Detection {
  std::string encoding;  // as encoding_name
  bool byte_order_mark = false;
  bool gzip = false;
  std::string delimiter = ",";
  bool has_header = true;
  std::optional<DateOrder> date_order;  // empty: no dates, or ambiguous
  bool date_order_ambiguous = false;
  std::string decimal = ".";
  std::vector<std::string> header;  // column_1, column_2, ... when there is none
  std::int64_t rows_estimate = 0;
  std::vector<std::vector<std::string>> sample_rows;
  std::vector<DetectedColumn> columns;
};
BOOST_DESCRIBE_STRUCT(Detection, (),
                      (encoding, byte_order_mark, gzip, delimiter, has_header, date_order,
                       date_order_ambiguous, decimal, header, rows_estimate, sample_rows, columns))

/// What somebody has decided; the rest is detected.
struct DetectionHints {
  std::optional<Encoding> encoding;
  std::optional<char> delimiter;
  std::optional<bool> has_header;
};

/// Looks at the first 8 MiB of a file.
/// \errors kNotFound, kUnavailable; kMalformed when it is empty or no text (a zip, an XLSX, an image)
Result<Detection> detect(const std::filesystem::path& path, const DetectionHints& hints = {});
Result<Detection> detect_text(std::string_view bytes, const DetectionHints& hints = {});

/// Strict look at bytes that may be cut at the end. GB18030 and Windows-1252 share most byte pairs:
/// Chinese text has its high bytes in pairs, western text has them alone.
Encoding guess_encoding(std::string_view bytes);

}  // namespace manyi::files
