// One table of lists; each is written page by page.
// Owns the files on their way to a browser, and how a cell reads in words.
#include "server/exports.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <limits>
#include <tuple>

#include "platform/files/csv_records.h"
#include "platform/files/passing_file.h"
#include "platform/files/xlsx_records.h"
#include "platform/http/api.h"
#include "server/export_words.h"

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

/// The query of a list with the format and the language in which it is wanted.
template <class List> struct ExportOf : List {
  std::optional<ExportFormat> format;  // default: csv
  std::optional<std::string> lang;     // default: code, for programs
  BOOST_DESCRIBE_CLASS(ExportOf, (List), (format, lang), (), ())
};

constexpr std::string_view kCodeNames = "code";
constexpr FieldRule kLangRule = {.name = "lang",
                                 .doc =
                                     "zh-CN or en: heads and values in words. code, as without it: the "
                                     "names of the fields and values.",
                                 .example = R"("zh-CN")",
                                 .max_length = 20};
template <class List> std::span<const FieldRule> field_rules(const ExportOf<List>*) {
  static const std::vector<FieldRule> rules = [] {
    std::vector<FieldRule> all = {kLangRule};
    if constexpr (requires(const List* list) { field_rules(list); })
      for (const auto& rule : field_rules(static_cast<const List*>(nullptr))) all.push_back(rule);
    return all;
  }();
  return rules;
}

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

Error export_too_large() {
  return {ErrorCode::kTooLarge,
          "export_too_large",
          "More than 100,000 rows: narrow the filter, or export on the server's command line.",
          {},
          {},
          0};
}

/// Gives every row to `take`, page by page. \errors those of `load`
template <class List, class Load, class Take>
Result<std::int64_t> each_row(List in, std::int64_t most, Load load, Take take) {
  std::int64_t rows = 0;
  in.limit = kPage;
  do {
    MANYI_TRY(const auto page, load(in));
    rows += static_cast<std::int64_t>(page.items.size());
    if (rows > most) return export_too_large();
    for (const auto& row : page.items) take(row);
    in.cursor = page.next_cursor;
  } while (in.cursor);
  return rows;
}

void write_plain(files::CsvWriter& csv, const auto& value) { files::write_csv_cell(csv, value); }
void write_plain(files::XlsxWriter& sheet, const auto& value) { files::write_xlsx_cell(sheet, value); }

/// A cell in words: choices by their names, amounts as numbers, times as the house's clock shows them, of
/// a promise the one in force.
template <class Out, class V>
void write_worded(Out& out, const ExportWords& words, std::string_view field, const V& value) {
  constexpr double kMinorUnits = 100;
  if constexpr (AnyOptional<V>) {
    if (value)
      write_worded(out, words, field, *value);
    else
      write_plain(out, value);
  } else if constexpr (DescribedEnum<V>) {
    out.cell(words.choice(field, enum_name(value)));
  } else if constexpr (std::is_same_v<V, bool> && std::is_same_v<Out, files::CsvWriter>) {
    out.cell(words.truth(value));
  } else if constexpr (std::is_same_v<V, Money>) {
    // Another currency must not be taken for the house's.
    if (value.currency() == Currency())
      out.cell(static_cast<double>(value.amount()) / kMinorUnits);
    else
      write_plain(out, value);
  } else if constexpr (std::is_same_v<V, workorders::Promise>) {
    write_worded(out, words, field, value.at);
  } else if constexpr (std::is_same_v<V, Instant> && std::is_same_v<Out, files::CsvWriter>) {
    out.cell(words.time(value));
  } else if constexpr (std::is_same_v<V, std::string>) {
    out.cell(words.choice(field, value));  // a kind of cost is one of ours, or the house's own
  } else {
    write_plain(out, value);
  }
}

template <class Row> void write_worded_row(auto& out, const ExportWords& words, const Row& row) {
  for_each_member<Row>(
      [&](std::string_view field, auto pointer) { write_worded(out, words, field, row.*pointer); });
  out.end_row();
}

template <class Row, class List, class Load>
Result<std::int64_t> write_csv(std::ostream& out, const std::optional<ExportWords>& words, const List& in,
                               std::int64_t most, Load load) {
  constexpr std::size_t kBlock = 64 * 1024;
  std::string text = "\xEF\xBB\xBF";  // spreadsheets read Chinese at once
  files::CsvWriter csv(text);
  if (words) {
    for_each_member<Row>([&](std::string_view field, auto) { csv.cell(words->head(field)); });
    csv.end_row();
  } else {
    files::write_csv_header<Row>(csv);
  }
  MANYI_TRY(const std::int64_t rows, each_row(in, most, load, [&](const Row& row) {
              if (words)
                write_worded_row(csv, *words, row);
              else
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
                                const std::optional<ExportWords>& words, const TimeZone& zone, const List& in,
                                std::int64_t most, Load load) {
  MANYI_TRY(const auto book, files::XlsxWriter::create(file, zone, name));
  if (words) {
    for_each_member<Row>([&](std::string_view field, auto) { book->head(words->head(field)); });
    book->end_row();
  } else {
    files::write_xlsx_header<Row>(*book);
  }
  MANYI_TRY(const std::int64_t rows, each_row(in, most, load, [&](const Row& row) {
              if (words)
                write_worded_row(*book, *words, row);
              else
                files::write_xlsx_row<Row>(*book, row);
            }));
  MANYI_CHECK(book->finish());
  return rows;
}

std::optional<ExportWords> words_of(const std::string& what, std::optional<Language> language,
                                    const TimeZone& zone) {
  return language ? std::optional<ExportWords>(std::in_place, what, *language, zone) : std::nullopt;
}

/// Reads what an export is asked in. \errors kInvalid with everything that is wrong
template <class In> Result<std::optional<Language>> language_of(const In& in) {
  std::vector<FieldError> errors;
  for (const auto& [given, pointer] :
       {std::pair(in.cursor.has_value(), "/cursor"), std::pair(in.limit.has_value(), "/limit")})
    if (given) errors.push_back({pointer, "unknown", "An export is the whole list."});
  const auto language = in.lang ? parse_language(*in.lang) : std::nullopt;
  if (in.lang && !language && *in.lang != kCodeNames)
    errors.push_back({"/lang", "choice", "Expected one of: zh-CN, en, code."});
  if (!errors.empty()) return invalid(std::move(errors));
  return language;
}

/// A file to save, written by `csv(stream)` or `book(path)`; it is gone when that fails. \errors theirs
template <class Csv, class Book>
Result<http::Document> passing_document(const std::string& name, bool is_book, Csv csv, Book book) {
  MANYI_TRY(const auto file, files::make_passing_file());
  http::Document document;
  document.file = file;
  document.delete_file = true;
  document.file_name = name + (is_book ? ".xlsx" : ".csv");
  document.content_type = is_book ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                                  : "text/csv; charset=utf-8";
  const auto write = [&]() -> Result<std::int64_t> {
    if (is_book) {
      std::filesystem::remove(file);
      return book(file);
    }
    std::ofstream out(file, std::ios::binary);
    return csv(out);
  };
  if (auto written = write(); !written) {
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    return std::move(written).error();
  }
  return document;
}

template <class List, class Row>
void declare_export(Application& app, http::Api& api, const Exportable<List, Row>& what) {
  using In = ExportOf<List>;
  api.get("/" + what.name + "/export")
      .summary("The whole list as a file for spreadsheets: CSV, or XLSX when `format` says so")
      .tag("exports")
      .allow(what.permission)
      .fails({ErrorCode::kTooLarge, ErrorCode::kUnavailable})
      .template downloads<In>(
          [&app, what](db::ReadTx& tx, const Caller& caller, const In& in) -> Result<http::Document> {
            MANYI_TRY(const auto language, language_of(in));
            const TimeZone zone = app.default_zone(tx, caller.tenant);
            const auto words = words_of(what.name, language, zone);
            const auto load = [&](const List& page) { return what.load(tx, caller, page); };
            return passing_document(
                what.name, in.format == ExportFormat::kXlsx,
                [&](std::ostream& out) { return write_csv<Row>(out, words, List(in), kMostRows, load); },
                [&](const std::filesystem::path& file) {
                  return write_xlsx<Row>(file, what.name, words, zone, List(in), kMostRows, load);
                });
          });
}

// ---- the records behind a figure, whose columns are those of their kind ---------------------

/// The list whose words a kind of record uses.
std::string list_of(const std::string& kind) {
  std::string name = kind + "s";
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

/// The columns that all records have, and those of the page; heads by their codes without `words`.
void write_case_head(const performance::CasePage& page, const std::optional<ExportWords>& words, auto head) {
  const auto named = [&](const std::string& field) { head(words ? std::string(words->head(field)) : field); };
  for (const auto* field : {"no", "kind", "at", "site", "person"}) named(field);
  for (const auto& column : page.columns) {
    const auto& given = words && words->language() == Language::kEnglish ? column.name_en : column.name_zh;
    if (words && !given.empty())
      head(given);
    else
      named(column.field);
  }
  for (const auto* field : {"value", "result"}) named(field);
}

/// A number as people count it: amounts in the whole currency, durations in minutes.
double counted_number(double number, std::string_view kind) {
  constexpr double kMinorUnits = 100;
  constexpr double kMsOfMinute = 60'000;
  if (kind == "money") return number / kMinorUnits;
  return kind == "duration_ms" ? std::round(number / kMsOfMinute) : number;
}

template <class Out>
void write_case(Out& out, const performance::CasePage& page, const performance::CaseRow& row,
                const std::optional<ExportWords>& words) {
  const auto time = [&](const std::optional<Instant>& at) {
    if (words && at)
      write_worded(out, *words, "at", *at);
    else
      write_plain(out, at);
  };
  const auto number = [&](const std::optional<double>& value, const std::string& kind) {
    write_plain(out, value && words ? std::optional(counted_number(*value, kind)) : value);
  };
  write_plain(out, row.no);
  write_plain(out, words ? std::string(words->choice("kind", row.kind)) : row.kind);
  time(row.at);
  write_plain(out, row.site);
  write_plain(out, row.person);
  for (std::size_t i = 0; i < page.columns.size(); ++i) {
    const auto cell = i < row.cells.size() ? row.cells[i] : performance::CaseCell{};
    const auto& column = page.columns[i];
    if (cell.at)
      time(cell.at);
    else if (cell.yes)
      write_plain(out,
                  words ? std::string(words->truth(*cell.yes)) : std::string(*cell.yes ? "true" : "false"));
    else if (cell.number)
      number(cell.number, column.kind);
    else if (cell.text && words)
      write_plain(out, std::string(words->of(list_of(row.kind)).choice(column.field, *cell.text)));
    else
      write_plain(out, cell.text);
  }
  number(row.value, page.value_unit);
  const std::string result = !row.met ? "" : *row.met ? "met" : "missed";
  write_plain(out, words && row.met ? std::string(words->choice("result", result)) : result);
  out.end_row();
}

/// Page by page; `head` writes the first row once the columns are known. \errors those of `load`
template <class Out, class Load, class Head, class After>
Result<std::int64_t> write_cases(Out& out, performance::KpiCasesQuery in,
                                 const std::optional<ExportWords>& words, Load load, Head head, After after) {
  constexpr int kCasePage = 2'000;
  std::int64_t rows = 0;
  in.limit = kCasePage;
  do {
    MANYI_TRY(const auto page, load(in));
    if (page.total_estimate > kMostRows) return export_too_large();
    if (rows == 0) {
      write_case_head(page, words, head);
      out.end_row();
    }
    rows += static_cast<std::int64_t>(page.items.size());
    for (const auto& row : page.items) write_case(out, page, row, words);
    after();
    in.cursor = page.next_cursor;
  } while (in.cursor);
  return rows;
}

void declare_case_export(Application& app, http::Api& api) {
  using In = ExportOf<performance::KpiCasesQuery>;
  api.get("/kpi/cases/export")
      .summary("The records behind a value as a file for spreadsheets: CSV, or XLSX when `format` says so")
      .tag("exports")
      .allow(Permission::kKpiCases)
      .fails({ErrorCode::kTooLarge, ErrorCode::kUnavailable})
      .downloads<In>([&app](db::ReadTx& tx, const Caller& caller, const In& in) -> Result<http::Document> {
        MANYI_TRY(const auto language, language_of(in));
        const TimeZone zone = app.default_zone(tx, caller.tenant);
        const auto words = words_of("cases", language, zone);
        const auto load = [&](const performance::KpiCasesQuery& page) {
          return app.performance().cases(tx, caller, page);
        };
        const auto csv = [&](std::ostream& out) -> Result<std::int64_t> {
          std::string text = "\xEF\xBB\xBF";
          files::CsvWriter writer(text);
          return write_cases(
              writer, in, words, load, [&](const std::string& head) { writer.cell(head); },
              [&] {
                out << text;
                text.clear();
              });
        };
        const auto book = [&](const std::filesystem::path& file) -> Result<std::int64_t> {
          MANYI_TRY(const auto writer, files::XlsxWriter::create(file, zone, in.metric.substr(0, 31)));
          MANYI_TRY(const auto rows, write_cases(
                                         *writer, in, words, load,
                                         [&](const std::string& head) { writer->head(head); }, [] {}));
          MANYI_CHECK(writer->finish());
          return rows;
        };
        return passing_document(in.metric, in.format == ExportFormat::kXlsx, csv, book);
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

TimeZone house_zone(Application& app, TenantId tenant) {
  return app.database().read([&](db::ReadTx& tx) { return app.default_zone(tx, tenant); });
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
  declare_case_export(application, api);
}

Result<std::int64_t> export_csv(Application& application, TenantId tenant, const std::string& what,
                                std::optional<Language> language, std::ostream& out) {
  const TimeZone zone = house_zone(application, tenant);
  return export_named(application, tenant, what, [&](const auto& list, auto load) {
    using Row = typename std::remove_cvref_t<decltype(list)>::RowType;
    return write_csv<Row>(out, words_of(what, language, zone), first_page_of(list),
                          std::numeric_limits<std::int64_t>::max(), load);
  });
}

Result<std::int64_t> export_xlsx(Application& application, TenantId tenant, const std::string& what,
                                 std::optional<Language> language, const std::filesystem::path& file) {
  const TimeZone zone = house_zone(application, tenant);
  return export_named(application, tenant, what, [&](const auto& list, auto load) {
    using Row = typename std::remove_cvref_t<decltype(list)>::RowType;
    return write_xlsx<Row>(file, list.name, words_of(what, language, zone), zone, first_page_of(list),
                           std::numeric_limits<std::int64_t>::max(), load);
  });
}

}  // namespace manyi::server
