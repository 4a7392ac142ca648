// One table of lists; each is written page by page.
// Owns the files on their way to a browser.
#include "server/exports.h"

#include <unistd.h>

#include <fstream>
#include <functional>
#include <limits>
#include <tuple>

#include "platform/files/csv_records.h"
#include "platform/files/xlsx_records.h"
#include "platform/http/api.h"

namespace manyi::server {
namespace {

constexpr std::int64_t kPage = 200;
constexpr std::int64_t kMostRows = 100'000;  // of one answer; the command line has no such limit

template <class List, class Row> struct Exportable {
  using ListType = List;
  using RowType = Row;
  std::string name;
  Permission permission;
  std::function<Result<Page<Row>>(db::ReadTx&, const Caller&, const List&)> load;
};

/// The query of a list with the format in which it is wanted.
template <class List> struct ExportOf : List {
  std::optional<ExportFormat> format;  // default: csv
  BOOST_DESCRIBE_CLASS(ExportOf, (List), (format), (), ())
};

auto exportables(Application& app) {
  const auto list = [](auto& keeper) {
    return [&keeper](db::ReadTx& tx, const Caller& caller, const auto& in) {
      return keeper.list(tx, caller, in);
    };
  };
  using enum Permission;
  return std::tuple{
      Exportable<workorders::ListWorkOrders, workorders::WorkOrderRow>{"work-orders", kWorkOrderRead,
                                                                       list(app.workorders())},
      Exportable<customers::ListCustomers, customers::Customer>{"customers", kCustomerRead,
                                                                list(app.customers())},
      Exportable<customers::ListAssets, customers::Asset>{
          "assets", kAssetRead,
          [&app](db::ReadTx& tx, const Caller& caller, const customers::ListAssets& in) {
            return app.customers().list_assets(tx, caller, in);
          }},
      Exportable<org::ListEmployees, org::Employee>{
          "employees", kOrgRead,
          [&app](db::ReadTx& tx, const Caller& caller, const org::ListEmployees& in) {
            return app.org().list_employees(tx, caller, in);
          }},
      Exportable<complaints::ListComplaints, complaints::ComplaintRow>{"complaints", kComplaintRead,
                                                                       list(app.complaints())},
      Exportable<callbacks::ListSurveyAnswers, callbacks::SurveyAnswer>{"survey-answers", kCallbackRead,
                                                                        list(app.survey_answers())},
      Exportable<conduct::ListViolations, conduct::Violation>{"violations", kViolationRead,
                                                              list(app.violations())},
      Exportable<experience::ListPraises, experience::Praise>{"praises", kPraiseRead, list(app.praises())},
      Exportable<parts::ListPartRequests, parts::PartRequest>{"part-requests", kPartRead,
                                                              list(app.parts().requests)},
      Exportable<parts::ListPartUnits, parts::PartUnit>{"part-units", kPartRead, list(app.parts().units)},
      Exportable<sales::ListSalesLines, sales::SalesLine>{"sales-lines", kSalesRead, list(app.sales().lines)},
      Exportable<sales::ListSalesQuotas, sales::SalesQuota>{"sales-quotas", kSalesRead,
                                                            list(app.sales().quotas)},
      Exportable<billing::ListLedgerLines, billing::LedgerLine>{"ledger-lines", kLedgerRead,
                                                                list(app.billing())},
      Exportable<processes::ListChecks, processes::Check>{"checks", kCheckRead, list(app.checks())},
      Exportable<manufacturers::ListManufacturerValues, manufacturers::ManufacturerValue>{
          "manufacturer-values", kKpiRead, list(app.manufacturer_values())},
  };
}

/// Gives every row to `take`, page by page. \errors those of `load`
template <class List, class Load, class Take>
Result<std::int64_t> each_row(List in, std::int64_t most, Load load, Take take) {
  std::int64_t rows = 0;
  in.limit = kPage;
  do {
    MANYI_TRY(const auto page, load(in));
    rows += static_cast<std::int64_t>(page.items.size());
    if (rows > most)
      return Error{ErrorCode::kTooLarge,
                   "export_too_large",
                   "More than 100,000 rows: narrow the filter, or export on the server's command line.",
                   {},
                   {},
                   0};
    for (const auto& row : page.items) take(row);
    in.cursor = page.next_cursor;
  } while (in.cursor);
  return rows;
}

template <class Row, class List, class Load>
Result<std::int64_t> write_csv(std::ostream& out, const List& in, std::int64_t most, Load load) {
  constexpr std::size_t kBlock = 64 * 1024;
  std::string text = "\xEF\xBB\xBF";  // spreadsheets read Chinese at once
  files::CsvWriter csv(text);
  files::write_csv_header<Row>(csv);
  MANYI_TRY(const std::int64_t rows, each_row(in, most, load, [&](const Row& row) {
              files::write_csv_row<Row>(csv, row);
              if (text.size() < kBlock) return;
              out << text;
              text.clear();
            }));
  out << text;
  if (!out.flush()) return unavailable("export.file", "The file cannot be written.");
  return rows;
}

template <class Row, class List, class Load>
Result<std::int64_t> write_xlsx(const std::filesystem::path& file, const std::string& name,
                                const TimeZone& zone, const List& in, std::int64_t most, Load load) {
  MANYI_TRY(const auto book, files::XlsxWriter::create(file, zone, name));
  files::write_xlsx_header<Row>(*book);
  MANYI_TRY(const std::int64_t rows,
            each_row(in, most, load, [&](const Row& row) { files::write_xlsx_row<Row>(*book, row); }));
  MANYI_CHECK(book->finish());
  return rows;
}

/// A name that nobody else has, in the folder for what passes.
Result<std::filesystem::path> passing_file() {
  std::string name = (std::filesystem::temp_directory_path() / "manyi-export-XXXXXX").string();
  const int made = ::mkstemp(name.data());
  if (made < 0) return unavailable("export.file", "The file cannot be written.");
  ::close(made);
  return std::filesystem::path(name);
}

template <class List, class Row>
void declare_export(Application& app, http::Api& api, const Exportable<List, Row>& what) {
  using In = ExportOf<List>;
  api.get("/" + what.name + "/export")
      .summary("The whole list as a file for spreadsheets: CSV, or XLSX when `format` says so")
      .tag("exports")
      .allow(what.permission)
      .fails({ErrorCode::kTooLarge, ErrorCode::kUnavailable})
      .template downloads<In>([&app, what](db::ReadTx& tx, const Caller& caller,
                                           const In& in) -> Result<http::Document> {
        if (in.cursor || in.limit)
          return invalid(in.cursor ? "/cursor" : "/limit", "unknown", "An export is the whole list.");
        const auto load = [&](const List& page) { return what.load(tx, caller, page); };
        const bool is_book = in.format == ExportFormat::kXlsx;
        MANYI_TRY(const auto file, passing_file());
        http::Document document;
        document.file = file;
        document.delete_file = true;
        document.file_name = what.name + (is_book ? ".xlsx" : ".csv");
        document.content_type = is_book ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                                        : "text/csv; charset=utf-8";
        const auto write = [&]() -> Result<std::int64_t> {
          if (is_book) {
            std::filesystem::remove(file);
            return write_xlsx<Row>(file, what.name, app.default_zone(tx, caller.tenant), List(in), kMostRows,
                                   load);
          }
          std::ofstream out(file, std::ios::binary);
          return write_csv<Row>(out, List(in), kMostRows, load);
        };
        if (auto written = write(); !written) {
          std::error_code ignored;
          std::filesystem::remove(file, ignored);
          return std::move(written).error();
        }
        return document;
      });
}

/// Calls `write(exportable, load)` for the list of that name; every page is a read of its own.
template <class Write>
Result<std::int64_t> export_named(Application& app, TenantId tenant, const std::string& name, Write write) {
  const Caller caller = Caller::system(tenant);
  std::optional<Result<std::int64_t>> done;
  const auto attempt = [&](const auto& what) {
    using List = typename std::remove_cvref_t<decltype(what)>::ListType;
    if (what.name != name) return;
    done.emplace(write(what, [&](const List& page) {
      return app.database().read([&](db::ReadTx& tx) { return what.load(tx, caller, page); });
    }));
  };
  std::apply([&](const auto&... what) { (attempt(what), ...); }, exportables(app));
  if (!done) return not_found("export.unknown", "There is no list of that name.");
  return std::move(*done);
}

template <class What> typename What::ListType first_page_of(const What&) { return {}; }

}  // namespace

const std::vector<std::string>& exportable_names() {
  static const std::vector<std::string> names = {
      "work-orders",    "customers",    "assets",       "employees",     "complaints",
      "survey-answers", "violations",   "praises",      "part-requests", "part-units",
      "sales-lines",    "sales-quotas", "ledger-lines", "checks",        "manufacturer-values"};
  return names;
}

void declare_exports(Application& application, http::Api& api) {
  std::apply([&](const auto&... what) { (declare_export(application, api, what), ...); },
             exportables(application));
}

Result<std::int64_t> export_csv(Application& application, TenantId tenant, const std::string& what,
                                std::ostream& out) {
  return export_named(application, tenant, what, [&](const auto& list, auto load) {
    using Row = typename std::remove_cvref_t<decltype(list)>::RowType;
    return write_csv<Row>(out, first_page_of(list), std::numeric_limits<std::int64_t>::max(), load);
  });
}

Result<std::int64_t> export_xlsx(Application& application, TenantId tenant, const std::string& what,
                                 const std::filesystem::path& file) {
  const TimeZone zone =
      application.database().read([&](db::ReadTx& tx) { return application.default_zone(tx, tenant); });
  return export_named(application, tenant, what, [&](const auto& list, auto load) {
    using Row = typename std::remove_cvref_t<decltype(list)>::RowType;
    return write_xlsx<Row>(file, list.name, zone, first_page_of(list),
                           std::numeric_limits<std::int64_t>::max(), load);
  });
}

}  // namespace manyi::server
