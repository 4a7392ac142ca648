// Reading and writing of staged blocks and outcomes.
// Owns their separators: payloads are JSON in one line, so that tab and line end are free.
#include "platform/imports/staging.h"

#include <charconv>

#include "base/json.h"

namespace manyi::imports {
namespace {

std::string_view take_until(std::string_view& rest, char mark) {
  const auto stop = rest.find(mark);
  const std::string_view taken = rest.substr(0, stop);
  rest = stop == std::string_view::npos ? std::string_view() : rest.substr(stop + 1);
  return taken;
}

std::int64_t take_number(std::string_view& rest) {
  const std::string_view text = take_until(rest, '\t');
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

void append_staged(std::string& out, std::int64_t line, std::string_view payload) {
  out += std::to_string(line);
  out += '\t';
  out += payload;
  out += '\n';
}

std::vector<StagedRow> read_staged(std::string_view text, std::int64_t first_row) {
  std::vector<StagedRow> rows;
  while (!text.empty()) {
    std::string_view line = take_until(text, '\n');
    StagedRow& row = rows.emplace_back();
    row.row = first_row++;
    row.line = take_number(line);
    row.payload = line;
  }
  return rows;
}

void append_outcome(std::string& out, const AppliedRow& row) {
  for (const std::int64_t number : {static_cast<std::int64_t>(row.outcome), row.record, row.version}) {
    out += std::to_string(number);
    out += '\t';
  }
  out += row.before;
  out += '\n';
}

std::vector<AppliedRow> read_outcomes(std::string_view text) {
  std::vector<AppliedRow> rows;
  while (!text.empty()) {
    std::string_view line = take_until(text, '\n');
    AppliedRow& row = rows.emplace_back();
    row.outcome = static_cast<RowOutcome>(take_number(line));
    row.record = take_number(line);
    row.version = take_number(line);
    row.before = line;
  }
  return rows;
}

std::string storable_text(std::string_view raw, std::size_t most) {
  std::string out;
  out.reserve(std::min(raw.size(), most));
  for (std::size_t i = 0; i < raw.size() && out.size() < most;) {
    const auto c = static_cast<unsigned char>(raw[i]);
    const std::size_t length = c == 0                  ? 0
                               : c < 0x80              ? 1
                               : c >= 0xC2 && c < 0xE0 ? 2
                               : c >= 0xE0 && c < 0xF0 ? 3
                               : c >= 0xF0 && c < 0xF5 ? 4
                                                       : 0;
    if (length != 0 && i + length <= raw.size() && valid_utf8(raw.substr(i, length))) {
      out += raw.substr(i, length);
      i += length;
    } else {
      out += "\xEF\xBF\xBD";
      ++i;
    }
  }
  return out;
}

}  // namespace manyi::imports
