// CSV text: RFC 4180 with CRLF, and safe to open in a spreadsheet.
// Owns quoting and the escape against formula injection.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace manyi::files {

/// Appends rows to a text. Not thread-safe.
class CsvWriter {
 public:
  explicit CsvWriter(std::string& out, char delimiter = ',') : out_(out), delimiter_(delimiter) {}
  /// Text that starts with = + - @ tab or CR gets an apostrophe in front, which spreadsheets hide.
  CsvWriter& cell(std::string_view text);
  /// Numbers are ours, so that a minus is only a minus.
  CsvWriter& cell(std::int64_t number);
  CsvWriter& cell(double number);
  /// Text exactly as given: quoted when needed, never escaped.
  CsvWriter& verbatim(std::string_view text);
  CsvWriter& end_row();

 private:
  void separate();
  std::string& out_;
  char delimiter_;
  bool first_ = true;
};

/// Tells whether a spreadsheet would take the text for a formula.
bool looks_like_formula(std::string_view text);
/// Takes back the writer's apostrophe.
std::string_view without_formula_escape(std::string_view text);

}  // namespace manyi::files
