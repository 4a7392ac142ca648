// A walk through a file under a mapping: each record comes out as a staged row or as a reject.
// Owns reading, checking and the search for keys that occur twice.
#pragma once

#include <memory>
#include <unordered_map>

#include "platform/files/detection.h"
#include "platform/imports/row_checker.h"

namespace manyi::imports {

/// Not thread-safe. Memory: 32 bytes per row for the keys, one buffer of the file.
class FileWalk {
 public:
  enum class Found { kRow, kRepeated, kReject, kEnd };

  /// \errors kNotFound, kUnavailable; kInvalid mapping
  static Result<std::unique_ptr<FileWalk>> open(const std::filesystem::path& file,
                                                const files::Detection& detected, const Mapping& mapping,
                                                const ImportProfile& profile, const TimeZone& default_zone);

  /// The next record. kRepeated: the same row once more, word for word.
  Found next();
  const std::optional<Error>& failure() const { return reader_->failure(); }
  std::int64_t line() const { return record_.line; }
  std::string_view raw() const { return record_.raw; }
  const std::string& payload() const { return checker_.payload(); }
  const std::vector<RowProblem>& problems() const { return *problems_; }
  const TimeZone& zone() const { return zone_; }

 private:
  FileWalk(std::unique_ptr<files::RecordReader> reader, const ImportProfile& profile, const Mapping& mapping,
           const files::Detection& detected, const ReadingRules& rules);

  std::unique_ptr<files::RecordReader> reader_;
  RowChecker checker_;
  TimeZone zone_;
  std::size_t columns_;
  bool skip_header_;
  files::Record record_;
  struct Seen {
    std::uint64_t payload;
    std::int64_t line;
  };
  std::unordered_map<std::uint64_t, Seen> seen_;  // by hash of the key; 2^-45 chance of a clash at 1M rows
  std::vector<RowProblem> own_problems_;
  const std::vector<RowProblem>* problems_ = &own_problems_;
};

}  // namespace manyi::imports
