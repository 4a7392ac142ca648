// CSV records from a stream of UTF-8 bytes: RFC 4180, forgiving where files in the wild are sloppy.
// Owns record boundaries, line numbers and the raw text of every record.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/files/byte_source.h"
#include "platform/files/record_reader.h"

namespace manyi::files {

struct CsvOptions {
  char delimiter = ',';
  std::size_t columns = 0;                     // 0: not checked
  std::size_t max_record_bytes = 1024 * 1024;  // bounds memory and the damage of a lost quote
};

/// Reads records one by one. Ends lines at LF, CRLF and lone CR; skips a byte order mark and empty
/// lines; a quote inside an unquoted field is text. Not thread-safe.
class CsvReader final : public RecordReader {
 public:
  explicit CsvReader(std::unique_ptr<ByteSource> source, CsvOptions options = {});
  bool next(Record& record) override;
  const std::optional<Error>& failure() const override { return failure_; }
  void expect_columns(std::size_t columns) override { options_.columns = columns; }
  /// \unit bytes of UTF-8 consumed so far, for a progress bar
  std::int64_t consumed() const { return consumed_before_ + static_cast<std::int64_t>(at_); }

 private:
  enum class Outcome { kRecord, kNeedsMore };
  struct Piece {
    std::size_t begin, size;
    bool unescaped;  // lies in scratch_, not in buffer_
  };

  bool refill();
  Outcome parse(Record& record);
  void finish(Record& record, std::size_t begin, std::size_t end);
  void break_off(Record& record, RecordProblem problem);
  bool next_line_stands_alone(std::size_t begin, std::size_t end) const;
  std::size_t line_end(std::size_t from) const;
  std::size_t after_line_end(std::size_t at) const;

  std::unique_ptr<ByteSource> source_;
  CsvOptions options_;
  std::string buffer_;
  std::size_t at_ = 0, end_ = 0;
  std::int64_t consumed_before_ = 0;
  std::int64_t line_ = 1;
  bool ended_ = false, started_ = false, skipping_ = false;
  std::string scratch_;
  std::vector<Piece> pieces_;
  std::optional<Error> failure_;
};

}  // namespace manyi::files
