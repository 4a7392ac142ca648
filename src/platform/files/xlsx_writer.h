// A plain XLSX workbook of one sheet: a header, then rows of typed cells.
// Owns the unfinished sheet beside the target.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"
#include "base/time_zone.h"

namespace manyi::files {

/// Streams rows to disk; memory is a block of text. A text is stored as a text, so that no spreadsheet
/// takes it for a formula. Texts longer than the 32,767 characters of a cell are cut. Not thread-safe.
class XlsxWriter {
 public:
  /// `zone`: times are written as they are shown there, since a workbook knows no zones.
  /// \errors kUnavailable
  static Result<std::unique_ptr<XlsxWriter>> create(const std::filesystem::path& path, TimeZone zone,
                                                    std::string sheet = "Sheet1");
  ~XlsxWriter();
  XlsxWriter(const XlsxWriter&) = delete;
  XlsxWriter& operator=(const XlsxWriter&) = delete;

  /// A cell of the header: bold, and it stays in sight.
  XlsxWriter& head(std::string_view text);
  XlsxWriter& cell(std::string_view text);
  XlsxWriter& cell(const std::string& text) { return cell(std::string_view(text)); }
  XlsxWriter& cell(std::int64_t number);
  XlsxWriter& cell(double number);
  XlsxWriter& cell(bool value);
  XlsxWriter& cell(Date date);
  XlsxWriter& cell(Instant time);
  XlsxWriter& empty();
  XlsxWriter& end_row();
  /// Packs the workbook; it is at its path then, whole. \errors kUnavailable; kTooLarge for more rows
  /// than a sheet has
  Result<void> finish();

 private:
  XlsxWriter(std::filesystem::path path, TimeZone zone, std::string sheet);
  void open_cell(std::string_view type, int style);
  void text_cell(std::string_view text, int style);
  void put(std::string_view text);

  std::filesystem::path path_, part_;
  TimeZone zone_;
  std::string sheet_;
  std::ofstream out_;
  std::string block_;
  std::int64_t row_ = 1;
  std::size_t column_ = 0;
};

}  // namespace manyi::files
