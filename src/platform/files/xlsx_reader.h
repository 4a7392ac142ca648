// The rows of one sheet of an XLSX workbook, as a CSV reader would give them.
// Owns the archive and the workbook's shared texts while it reads.
#pragma once

#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/files/record_reader.h"
#include "platform/files/sheet_values.h"
#include "platform/files/xml_reader.h"
#include "platform/files/zip_archive.h"

namespace manyi::files {

/// Streams a sheet: memory is the shared texts and one row. Dates come as 2024-03-01 or
/// 2024-03-01 08:05:30, numbers with a point, truth as true and false. A merged area has its value in
/// its first cell. Empty rows are left out, and so are titles above the table: leading rows of one
/// cell when a wider row follows. Formulas give the value that was saved with them. Not thread-safe.
class XlsxReader final : public RecordReader {
 public:
  /// `sheet` empty: the first one that is not hidden.
  /// \errors kMalformed zip_broken, zip_bomb, file_encrypted, xlsx_broken; kInvalid sheet_missing
  static Result<std::unique_ptr<XlsxReader>> open(const std::filesystem::path& path,
                                                  const std::string& sheet = {}, ZipLimits limits = {});

  bool next(Record& record) override;
  const std::optional<Error>& failure() const override { return failure_; }
  void expect_columns(std::size_t columns) override { columns_ = columns; }

  /// All sheets that can be read, in order.
  const std::vector<std::string>& sheets() const { return sheets_; }
  const std::string& sheet() const { return sheet_; }
  /// Rows of the sheet as it says itself; 0 when it does not.
  std::int64_t rows_told() const { return rows_told_; }

 private:
  struct Row {
    std::int64_t number = 0;
    std::vector<std::string> cells;
    std::size_t filled = 0, bytes = 0;
    std::string error;  // of the first cell that holds one
  };

  XlsxReader() = default;
  Result<void> load(const std::string& sheet);
  Result<std::string> workbook_path() const;
  Result<void> load_texts(const std::string& path);
  Result<void> load_styles(const std::string& path);
  Result<XmlReader> part(const std::string& path) const;
  bool read_row(Row& row);
  bool read_cell(Row& row, std::size_t& column);
  bool look_for_table();
  void fail(Error error) { failure_ = std::move(error); }

  std::unique_ptr<ZipArchive> archive_;
  std::unique_ptr<XmlReader> xml_;
  std::vector<std::string> sheets_;
  std::string sheet_;
  std::int64_t rows_told_ = 0;
  DateSystem dates_ = DateSystem::k1900;
  std::vector<std::string> texts_;
  std::vector<NumberShape> shapes_;  // by cell style
  std::deque<Row> ahead_;
  bool begun_ = false, ended_ = false;
  std::int64_t last_row_ = 0;
  std::size_t columns_ = 0;
  Row row_;
  std::string raw_;
  std::optional<Error> failure_;
};

}  // namespace manyi::files
