// Writing beside the target and moving there at the end.
// Owns the choice of the format by the file's name.
#include "server/export_command.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace manyi::server {
namespace {

ExportFormat format_of(const std::string& file) {
  std::string ending = std::filesystem::path(file).extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return ending == ".xlsx" ? ExportFormat::kXlsx : ExportFormat::kCsv;
}

}  // namespace

Exit run_export(Application& application, TenantId tenant, const std::string& what, const std::string& file,
                std::optional<ExportFormat> format, std::optional<Language> language) {
  const ExportFormat as = format.value_or(format_of(file));
  if (file == "-") {
    if (as == ExportFormat::kXlsx) {
      print_error(
          invalid("/file", "format", "A workbook cannot be written to standard output; name a file."));
      return Exit::kUsage;
    }
    const auto rows = export_csv(application, tenant, what, language, std::cout);
    if (rows) return Exit::kOk;
    print_error(rows.error());
    return Exit::kFailed;
  }
  if (std::filesystem::exists(file)) {
    print_error(conflict("export.exists", "The file is there already; nothing was written."));
    return Exit::kFailed;
  }
  const std::string unfinished = file + ".part";
  std::error_code failure;
  std::filesystem::remove(unfinished, failure);  // of an export that was cut off
  const auto write = [&]() -> Result<std::int64_t> {
    if (as == ExportFormat::kXlsx) return export_xlsx(application, tenant, what, language, unfinished);
    std::ofstream out(unfinished, std::ios::binary);
    return export_csv(application, tenant, what, language, out);
  };
  const auto rows = write();
  if (rows) std::filesystem::rename(unfinished, file, failure);
  if (!rows || failure) {
    print_error(rows ? unavailable("export.file", "The file cannot be written.") : rows.error());
    std::filesystem::remove(unfinished, failure);
    return Exit::kFailed;
  }
  std::cout << *rows << " records written to " << file << "\n";
  return Exit::kOk;
}

}  // namespace manyi::server
