// The CSV state machine, written over one growing buffer so that fields are views, not copies.
// Owns recovery: a broken record costs its own line, never the rest of the file.
#include "platform/files/csv_reader.h"

#include <algorithm>
#include <cstring>

#include "base/json.h"

namespace manyi::files {
namespace {

constexpr std::size_t kBlock = 256 * 1024;

bool has_high_byte(std::string_view text) {
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + i, 8);
    if (word & 0x8080808080808080ull) return true;
  }
  for (; i < text.size(); ++i)
    if (text[i] & 0x80) return true;
  return false;
}

}  // namespace

CsvReader::CsvReader(std::unique_ptr<ByteSource> source, CsvOptions options)
    : source_(std::move(source)), options_(options) {
  buffer_.resize(2 * kBlock);
}

bool CsvReader::refill() {
  if (ended_ || failure_) return false;
  if (at_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + at_, end_ - at_);
    consumed_before_ += static_cast<std::int64_t>(at_);
    end_ -= at_;
    at_ = 0;
  }
  if (buffer_.size() - end_ < kBlock) buffer_.resize(buffer_.size() * 2);
  auto got = source_->read(buffer_.data() + end_, buffer_.size() - end_);
  if (!got) {
    failure_ = std::move(got).error();
    return false;
  }
  end_ += *got;
  ended_ = *got == 0;
  return true;
}

std::size_t CsvReader::line_end(std::size_t from) const {
  while (from < end_ && buffer_[from] != '\n' && buffer_[from] != '\r') ++from;
  return from;
}

std::size_t CsvReader::after_line_end(std::size_t at) const {
  if (at >= end_) return end_;
  return buffer_[at] == '\r' && at + 1 < end_ && buffer_[at + 1] == '\n' ? at + 2 : at + 1;
}

bool CsvReader::next(Record& record) {
  if (!started_) {
    while (end_ < 3 && refill()) {}
    if (failure_) return false;
    started_ = true;
    if (end_ >= 3 && std::memcmp(buffer_.data(), "\xEF\xBB\xBF", 3) == 0) at_ = 3;
  }
  for (;;) {
    if (skipping_) {  // the rest of a line that was too long
      const std::size_t stop = line_end(at_);
      at_ = stop;
      const bool whole = stop < end_ && (buffer_[stop] == '\n' || stop + 1 < end_ || ended_);
      if (!whole) {
        if (refill()) continue;
        if (failure_) return false;
      }
      if (at_ < end_) ++line_;
      at_ = after_line_end(at_);
      skipping_ = false;
    }
    if (at_ == end_) {
      if (!refill()) return false;
      continue;
    }
    const char first = buffer_[at_];
    if (first == '\n' || first == '\r') {
      if (first == '\r' && at_ + 1 == end_ && !ended_) {
        if (!refill()) return false;
        continue;
      }
      at_ = after_line_end(at_);
      ++line_;
      continue;
    }
    if (parse(record) == Outcome::kRecord) return true;
    if (!refill()) return false;
  }
}

CsvReader::Outcome CsvReader::parse(Record& record) {
  const char* text = buffer_.data();
  const char delimiter = options_.delimiter;
  pieces_.clear();
  scratch_.clear();
  record.line = line_;
  record.problem = RecordProblem::kNone;
  std::size_t i = at_;
  std::int64_t lines = 0;
  for (;;) {  // one field per turn
    if (i < end_ && text[i] == '"') {
      std::size_t begin = i + 1;
      std::size_t from = begin;
      const std::size_t scratch_begin = scratch_.size();
      bool unescaped = false;
      for (;;) {
        const auto* quote = static_cast<const char*>(std::memchr(text + from, '"', end_ - from));
        const std::size_t close = quote ? static_cast<std::size_t>(quote - text) : end_;
        if (!quote || (close + 1 == end_ && !ended_)) {
          if (end_ - at_ > options_.max_record_bytes || ended_) {
            break_off(record, RecordProblem::kUnterminatedQuote);
            return Outcome::kRecord;
          }
          return Outcome::kNeedsMore;
        }
        if (close + 1 < end_ && text[close + 1] == '"') {
          unescaped = true;
          scratch_.append(text + begin, close + 1 - begin);
          begin = from = close + 2;
          continue;
        }
        if (unescaped) {
          scratch_.append(text + begin, close - begin);
          pieces_.push_back({scratch_begin, scratch_.size() - scratch_begin, true});
        } else {
          pieces_.push_back({begin, close - begin, false});
        }
        i = close + 1;
        break;
      }
      if (i < end_ && text[i] != delimiter && text[i] != '\n' && text[i] != '\r') {
        const std::size_t stop = line_end(i);
        if (stop == end_ && !ended_ && end_ - at_ <= options_.max_record_bytes) return Outcome::kNeedsMore;
        break_off(record, RecordProblem::kTextAfterQuote);
        return Outcome::kRecord;
      }
    } else {
      const std::size_t begin = i;
      while (i < end_ && text[i] != delimiter && text[i] != '\n' && text[i] != '\r') ++i;
      if (i == end_ && !ended_) {
        if (end_ - at_ <= options_.max_record_bytes) return Outcome::kNeedsMore;
        break_off(record, RecordProblem::kTooLong);
        return Outcome::kRecord;
      }
      pieces_.push_back({begin, i - begin, false});
    }
    if (i < end_ && text[i] == delimiter) {
      ++i;
      if (i == end_ && !ended_) return Outcome::kNeedsMore;
      continue;
    }
    break;
  }
  if (i < end_ && text[i] == '\r' && i + 1 == end_ && !ended_) return Outcome::kNeedsMore;
  if (i - at_ > options_.max_record_bytes) {
    break_off(record, RecordProblem::kTooLong);
    return Outcome::kRecord;
  }
  finish(record, at_, i);
  if (record.problem == RecordProblem::kColumnCount && next_line_stands_alone(at_, i)) {
    break_off(record, RecordProblem::kUnterminatedQuote);
    return Outcome::kRecord;
  }
  for (std::size_t k = at_; k < i;) {  // line ends inside quotes
    const auto* found = static_cast<const char*>(std::memchr(text + k, '\n', i - k));
    const std::size_t stop = found ? static_cast<std::size_t>(found - text) : i;
    for (std::size_t c = k; c < stop;) {
      const auto* cr = static_cast<const char*>(std::memchr(text + c, '\r', stop - c));
      if (!cr) break;
      c = static_cast<std::size_t>(cr - text) + 1;
      if (c != stop || !found) ++lines;
    }
    if (!found) break;
    ++lines;
    k = stop + 1;
  }
  if (i < end_) ++lines;
  line_ += lines;
  at_ = after_line_end(i);
  return Outcome::kRecord;
}

// A quote that somebody forgot to close swallows the rows below it. It gives itself away when the
// record has the wrong width and its second line alone has the right one.
bool CsvReader::next_line_stands_alone(std::size_t begin, std::size_t end) const {
  const std::size_t first_end = line_end(begin);
  if (first_end >= end) return false;
  const std::size_t line = after_line_end(first_end);
  const std::size_t stop = std::min(line_end(line), end_);
  std::size_t fields = 1;
  bool quoted = false;
  for (std::size_t i = line; i < stop; ++i) {
    if (buffer_[i] == '"')
      quoted = !quoted;
    else if (!quoted && buffer_[i] == options_.delimiter)
      ++fields;
  }
  return !quoted && fields == options_.columns;
}

void CsvReader::finish(Record& record, std::size_t begin, std::size_t end) {
  record.raw = std::string_view(buffer_).substr(begin, end - begin);
  record.fields.clear();
  for (const Piece& piece : pieces_)
    record.fields.push_back(
        std::string_view(piece.unescaped ? scratch_ : buffer_).substr(piece.begin, piece.size));
  if (std::memchr(record.raw.data(), 0, record.raw.size()) != nullptr)
    record.problem = RecordProblem::kNul;
  else if (has_high_byte(record.raw) && !valid_utf8(record.raw))
    record.problem = RecordProblem::kEncoding;
  else if (options_.columns != 0 && record.fields.size() != options_.columns)
    record.problem = RecordProblem::kColumnCount;
}

// Gives up on the record: its first line is all that is lost.
void CsvReader::break_off(Record& record, RecordProblem problem) {
  std::size_t stop = line_end(at_);
  const std::size_t limit = at_ + options_.max_record_bytes;
  if (stop > limit) {
    stop = limit;
    problem = RecordProblem::kTooLong;
  }
  record.raw = std::string_view(buffer_).substr(at_, stop - at_);
  record.fields.clear();
  record.problem = problem;
  if (stop == limit || (stop == end_ && !ended_)) {
    at_ = stop;
    skipping_ = true;
    return;
  }
  if (stop < end_) ++line_;
  at_ = after_line_end(stop);
}

}  // namespace manyi::files
