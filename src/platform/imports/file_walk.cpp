// Walking through a file.
// Owns the words for records that are broken as CSV.
#include "platform/imports/file_walk.h"

#include <functional>

#include "base/describe.h"

namespace manyi::imports {
namespace {

RowProblem problem_of(files::CsvProblem problem, std::size_t columns, std::size_t found) {
  using files::CsvProblem;
  std::string message;
  switch (problem) {
    case CsvProblem::kNone: break;
    case CsvProblem::kColumnCount:
      message =
          "The row has " + std::to_string(found) + " columns instead of " + std::to_string(columns) + ".";
      break;
    case CsvProblem::kUnterminatedQuote: message = "A quote is opened and never closed."; break;
    case CsvProblem::kTextAfterQuote: message = "There is text after a closing quote."; break;
    case CsvProblem::kEncoding:
      message = "The row holds bytes that are no text in the file's encoding.";
      break;
    case CsvProblem::kNul: message = "The row holds a NUL character."; break;
    case CsvProblem::kTooLong: message = "The row is longer than 1 MiB."; break;
  }
  return {"", enum_name(problem), std::move(message)};
}

}  // namespace

Result<files::CsvReader> open_csv(const std::filesystem::path& file, const files::Detection& detected,
                                  const Mapping& mapping) {
  MANYI_TRY(auto source, files::open_file(file));
  const auto encoding = files::parse_encoding(mapping.encoding.value_or(detected.encoding));
  const std::string& delimiter = mapping.delimiter ? *mapping.delimiter : detected.delimiter;
  return files::CsvReader(files::utf8_source(std::move(source), encoding.value_or(files::Encoding::kUtf8)),
                          {.delimiter = delimiter.empty() ? ',' : delimiter.front()});
}

Result<std::unique_ptr<FileWalk>> FileWalk::open(const std::filesystem::path& file,
                                                 const files::Detection& detected, const Mapping& mapping,
                                                 const ImportProfile& profile, const TimeZone& default_zone) {
  MANYI_CHECK(check_mapping(mapping, profile, detected.header));
  MANYI_TRY(auto reader, open_csv(file, detected, mapping));
  ReadingRules rules;
  const auto order =
      mapping.date_order ? parse_enum<files::DateOrder>(*mapping.date_order) : detected.date_order;
  rules.date_order = order.value_or(files::DateOrder::kYmd);
  rules.decimal = mapping.decimal.value_or(detected.decimal).front();
  rules.zone = mapping.time_zone ? TimeZone::find(*mapping.time_zone).value_or(default_zone) : default_zone;
  return std::unique_ptr<FileWalk>(new FileWalk(std::move(reader), profile, mapping, detected, rules));
}

FileWalk::FileWalk(files::CsvReader reader, const ImportProfile& profile, const Mapping& mapping,
                   const files::Detection& detected, const ReadingRules& rules)
    : reader_(std::move(reader)),
      checker_(profile, mapping, detected.header, rules),
      zone_(rules.zone),
      columns_(detected.header.size()),
      skip_header_(mapping.header.value_or(detected.has_header)) {
  reader_.expect_columns(columns_);
  if (detected.rows_estimate > 0)
    seen_.reserve(static_cast<std::size_t>(std::min<std::int64_t>(detected.rows_estimate, 1'000'000)));
}

FileWalk::Found FileWalk::next() {
  if (!reader_.next(record_)) return Found::kEnd;
  if (skip_header_) {
    skip_header_ = false;
    if (!reader_.next(record_)) return Found::kEnd;
  }
  if (record_.problem != files::CsvProblem::kNone) {
    own_problems_ = {problem_of(record_.problem, columns_, record_.fields.size())};
    problems_ = &own_problems_;
    return Found::kReject;
  }
  checker_.check(record_.fields);
  if (!checker_.problems().empty()) {
    problems_ = &checker_.problems();
    return Found::kReject;
  }
  const std::hash<std::string_view> hash;
  const auto [at, fresh] =
      seen_.try_emplace(hash(checker_.key()), Seen{hash(checker_.payload()), record_.line});
  if (fresh) return Found::kRow;
  if (at->second.payload == hash(checker_.payload())) return Found::kRepeated;
  own_problems_ = {
      {"", "duplicate", "Line " + std::to_string(at->second.line) + " has the same id with other values."}};
  problems_ = &own_problems_;
  return Found::kReject;
}

}  // namespace manyi::imports
