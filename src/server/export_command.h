// `manyi export`: records as CSV.
// Owns which records can be exported from the command line.
#pragma once

#include <string>

#include "server/application.h"
#include "server/terminal.h"

namespace manyi::server {

/// `what`: work-orders, customers, assets. `file`: "-" for standard output; an existing file is kept.
Exit run_export(Application& application, TenantId tenant, const std::string& what, const std::string& file);

}  // namespace manyi::server
