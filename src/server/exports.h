// Lists as files: CSV and XLSX, over HTTP and from the command line.
// Owns which lists can be exported, and how many rows a file from the server may have.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/language.h"
#include "server/application.h"

namespace manyi::server {

enum class ExportFormat { kCsv, kXlsx };
BOOST_DESCRIBE_ENUM(ExportFormat, kCsv, kXlsx)

/// work-orders, customers, assets, ...: as their paths are called.
const std::vector<std::string>& exportable_names();

/// GET /{name}/export for each of them, with the filters of the list.
void declare_exports(Application& application, http::Api& api);

/// Writes a whole list as the system sees it; without a language with the code names.
/// \errors kNotFound when nothing is called `what`
Result<std::int64_t> export_csv(Application& application, TenantId tenant, const std::string& what,
                                std::optional<Language> language, std::ostream& out);
/// \errors as export_csv; kUnavailable; kTooLarge for more rows than a sheet has
Result<std::int64_t> export_xlsx(Application& application, TenantId tenant, const std::string& what,
                                 std::optional<Language> language, const std::filesystem::path& file);

}  // namespace manyi::server
