// `manyi export`: a list as CSV or XLSX.
// Owns the file: it appears whole or not at all.
#pragma once

#include <optional>
#include <string>

#include "server/application.h"
#include "server/exports.h"
#include "server/terminal.h"

namespace manyi::server {

/// `what`: one of exportable_names(). `file`: "-" for standard output; an existing file is kept.
/// Without a format the file's name tells: .xlsx is a workbook, anything else CSV. Without a language the
/// heads are code names.
Exit run_export(Application& application, TenantId tenant, const std::string& what, const std::string& file,
                std::optional<ExportFormat> format, std::optional<Language> language);

}  // namespace manyi::server
