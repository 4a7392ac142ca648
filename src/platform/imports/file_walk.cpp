// Walking through a file.
// Owns the words for records that are broken as such.
#include "platform/imports/file_walk.h"

#include <functional>

#include "base/describe.h"

namespace manyi::imports {
namespace {

RowProblem problem_of(const files::Record& record, std::size_t columns) {
  using files::RecordProblem;
  std::string message = record.note;
  switch (record.problem) {
    case RecordProblem::kNone: break;
    case RecordProblem::kColumnCount:
      message = "The row has " + std::to_string(record.fields.size()) + " columns instead of " +
                std::to_string(columns) + ".";
      break;
    case RecordProblem::kUnterminatedQuote: message = "A quote is opened and never closed."; break;
    case RecordProblem::kTextAfterQuote: message = "There is text after a closing quote."; break;
    case RecordProblem::kEncoding:
      message = "The row holds bytes that are no text in the file's encoding.";
      break;
    case RecordProblem::kNul: message = "The row holds a NUL character."; break;
    case RecordProblem::kTooLong: message = "The row is longer than 1 MiB."; break;
    case RecordProblem::kNoEvents: message = "Nothing happened in this case."; break;
    case RecordProblem::kEvent:
    case RecordProblem::kNoCase:
    case RecordProblem::kCellError: break;  // the note says it
  }
  return {"", enum_name(record.problem), std::move(message)};
}

}  // namespace

Result<std::unique_ptr<FileWalk>> FileWalk::open(const std::filesystem::path& file,
                                                 const files::Detection& detected, const Mapping& mapping,
                                                 const ImportProfile& profile, const TimeZone& default_zone) {
  MANYI_CHECK(check_mapping(mapping, profile, detected.header));
  MANYI_TRY(auto reader, files::open_records(file, detected, reading_hints(mapping)));
  ReadingRules rules;
  const auto order =
      mapping.date_order ? parse_enum<files::DateOrder>(*mapping.date_order) : detected.date_order;
  rules.date_order = order.value_or(files::DateOrder::kYmd);
  rules.decimal = mapping.decimal.value_or(detected.decimal).front();
  rules.zone = mapping.time_zone ? TimeZone::find(*mapping.time_zone).value_or(default_zone) : default_zone;
  rules.of_log = detected.cases.has_value();
  return std::unique_ptr<FileWalk>(new FileWalk(std::move(reader), profile, mapping, detected, rules));
}

FileWalk::FileWalk(std::unique_ptr<files::RecordReader> reader, const ImportProfile& profile,
                   const Mapping& mapping, const files::Detection& detected, const ReadingRules& rules)
    : reader_(std::move(reader)),
      checker_(profile, mapping, detected.header, rules),
      zone_(rules.zone),
      columns_(detected.header.size()),
      skip_header_(detected.cases || mapping.header.value_or(detected.has_header)) {
  reader_->expect_columns(columns_);
  if (detected.rows_estimate > 0)
    seen_.reserve(static_cast<std::size_t>(std::min<std::int64_t>(detected.rows_estimate, 1'000'000)));
}

FileWalk::Found FileWalk::next() {
  if (!reader_->next(record_)) return Found::kEnd;
  if (skip_header_) {
    skip_header_ = false;
    if (!reader_->next(record_)) return Found::kEnd;
  }
  if (record_.problem != files::RecordProblem::kNone) {
    own_problems_ = {problem_of(record_, columns_)};
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
