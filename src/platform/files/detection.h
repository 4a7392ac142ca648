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
#include "platform/files/event_log.h"

namespace manyi::files {

/// What kind of file it is, and so what its records are: rows, rows of a sheet, cases of a log.
enum class FileFormat { kCsv, kXlsx, kXes };
BOOST_DESCRIBE_ENUM(FileFormat, kCsv, kXlsx, kXes)

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
  std::optional<FileFormat> format;  // absent in what was stored before there were others: CSV
  std::optional<std::string> sheet;  // of a workbook
  std::vector<std::string> sheets;
  std::optional<std::int64_t> cases;  // of an event log, whose rows are its cases
};
BOOST_DESCRIBE_STRUCT(Detection, (),
                      (encoding, byte_order_mark, gzip, delimiter, has_header, date_order,
                       date_order_ambiguous, decimal, header, rows_estimate, sample_rows, columns, format,
                       sheet, sheets, cases))

/// What somebody has decided; the rest is detected.
struct DetectionHints {
  std::optional<Encoding> encoding;
  std::optional<char> delimiter;
  std::optional<bool> has_header;
  std::optional<DateOrder> date_order;
  std::string sheet;                   // of a workbook; empty: the first
  std::optional<EventColumns> events;  // the file is an event log; XES always is
  std::vector<std::string> asked;      // columns that somebody wants, derived ones among them
};

/// Looks at the first 8 MiB of a file; at the whole of an event log, since its columns may be anywhere.
/// \errors kNotFound, kUnavailable; kMalformed file_empty, or not_text when it is of a kind that holds
/// no records, and those of the readers of workbooks and logs; kInvalid sheet or columns that are not there
Result<Detection> detect(const std::filesystem::path& path, const DetectionHints& hints = {});
Result<Detection> detect_text(std::string_view bytes, const DetectionHints& hints = {});

/// Strict look at bytes that may be cut at the end. GB18030 and Windows-1252 share most byte pairs:
/// Chinese text has its high bytes in pairs, western text has them alone.
Encoding guess_encoding(std::string_view bytes);

/// The kind of a binary file by its first bytes: "zip", "pdf", "png", "xls", "binary"; nullopt for text.
std::optional<std::string> binary_kind(std::string_view bytes);

/// Opens the records of a file under what was detected, hints applied. The first one is the header
/// when `has_header` says so; the table of an event log always has one.
/// \errors as detect
Result<std::unique_ptr<RecordReader>> open_records(const std::filesystem::path& path,
                                                   const Detection& detected, const DetectionHints& hints);

}  // namespace manyi::files
