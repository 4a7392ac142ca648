// Quoting of CSV cells.
// Owns nothing beyond the text it appends to.
#include "platform/files/csv_writer.h"

#include <charconv>

namespace manyi::files {

bool looks_like_formula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

std::string_view without_formula_escape(std::string_view text) {
  return text.size() > 1 && text.front() == '\'' && looks_like_formula(text.substr(1)) ? text.substr(1)
                                                                                       : text;
}

void CsvWriter::separate() {
  if (!first_) out_ += delimiter_;
  first_ = false;
}

CsvWriter& CsvWriter::cell(std::string_view text) {
  if (!looks_like_formula(text)) return verbatim(text);
  return verbatim("'" + std::string(text));
}

CsvWriter& CsvWriter::cell(std::int64_t number) {
  separate();
  out_ += std::to_string(number);
  return *this;
}

CsvWriter& CsvWriter::cell(double number) {
  separate();
  char buffer[32];
  out_.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr);
  return *this;
}

CsvWriter& CsvWriter::verbatim(std::string_view text) {
  separate();
  const bool edge_space = !text.empty() && (text.front() == ' ' || text.back() == ' ');
  if (!edge_space && text.find_first_of("\"\r\n") == std::string_view::npos &&
      text.find(delimiter_) == std::string_view::npos) {
    out_ += text;
    return *this;
  }
  out_ += '"';
  for (const char c : text) {
    if (c == '"') out_ += '"';
    out_ += c;
  }
  out_ += '"';
  return *this;
}

CsvWriter& CsvWriter::end_row() {
  out_ += "\r\n";
  first_ = true;
  return *this;
}

}  // namespace manyi::files
