// Streaming lists page by page into a CSV file.
// Owns the file: it appears whole or not at all.
#include "server/export_command.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>

#include "platform/files/csv_records.h"

namespace manyi::server {
namespace {

constexpr std::int64_t kPage = 200;

/// Writes every page that `load(cursor)` gives. \errors those of load
template <class Row, class Load> Result<std::int64_t> write_pages(std::ostream& out, Load load) {
  std::string text;
  files::CsvWriter csv(text);
  files::write_csv_header<Row>(csv);
  std::int64_t rows = 0;
  std::optional<std::string> cursor;
  do {
    auto page = load(cursor);
    if (!page) return std::move(page).error();
    for (const auto& row : page->items) files::write_csv_row<Row>(csv, row);
    rows += static_cast<std::int64_t>(page->items.size());
    out << text;
    text.clear();
    cursor = page->next_cursor;
  } while (cursor);
  return rows;
}

Result<std::int64_t> write_records(Application& app, TenantId tenant, const std::string& what,
                                   std::ostream& out) {
  const Caller caller = Caller::system(tenant);
  auto& database = app.database();
  if (what == "work-orders")
    return write_pages<workorders::WorkOrderRow>(out, [&](const std::optional<std::string>& cursor) {
      workorders::ListWorkOrders query{};
      query.cursor = cursor;
      query.limit = kPage;
      query.sort = "created_at";
      return database.read([&](db::ReadTx& tx) { return app.workorders().list(tx, caller, query); });
    });
  if (what == "customers")
    return write_pages<customers::Customer>(out, [&](const std::optional<std::string>& cursor) {
      customers::ListCustomers query{};
      query.cursor = cursor;
      query.limit = kPage;
      return database.read([&](db::ReadTx& tx) { return app.customers().list(tx, caller, query); });
    });
  return write_pages<customers::Asset>(out, [&](const std::optional<std::string>& cursor) {
    customers::ListAssets query{};
    query.cursor = cursor;
    query.limit = kPage;
    return database.read([&](db::ReadTx& tx) { return app.customers().list_assets(tx, caller, query); });
  });
}

}  // namespace

Exit run_export(Application& application, TenantId tenant, const std::string& what, const std::string& file) {
  if (file == "-") {
    const auto rows = write_records(application, tenant, what, std::cout);
    if (rows) return Exit::kOk;
    print_error(rows.error());
    return Exit::kFailed;
  }
  if (std::filesystem::exists(file)) {
    print_error(conflict("export.exists", "The file is there already; nothing was written."));
    return Exit::kFailed;
  }
  const std::string unfinished = file + ".part";
  std::ofstream out(unfinished, std::ios::binary);
  const auto rows = write_records(application, tenant, what, out);
  out.close();
  std::error_code failure;
  if (rows && out) std::filesystem::rename(unfinished, file, failure);
  if (!rows || !out || failure) {
    std::filesystem::remove(unfinished, failure);
    print_error(rows ? unavailable("export.file", "The file cannot be written.") : rows.error());
    return Exit::kFailed;
  }
  std::cout << *rows << " records written to " << file << "\n";
  return Exit::kOk;
}

}  // namespace manyi::server
