// A month's bonus sheets as a file for payroll: CSV or XLSX, one row per person.
// Owns its columns and the words for them.
#include <array>
#include <filesystem>
#include <functional>

#include "modules/scorecards/bonus.h"
#include "platform/files/csv_writer.h"
#include "platform/files/passing_file.h"
#include "platform/files/xlsx_writer.h"

namespace manyi::scorecards {
namespace {

constexpr double kMinorUnits = 100;

struct Words {
  std::string_view zh, en;
  std::string_view in(bool chinese) const { return chinese ? zh : en; }
};
constexpr std::array<Words, 13> kHeads = {{{"月份", "Month"},
                                           {"工号", "Employee number"},
                                           {"姓名", "Name"},
                                           {"网点", "Site"},
                                           {"岗位", "Role"},
                                           {"状态", "State"},
                                           {"得分", "Score"},
                                           {"系数", "Factor"},
                                           {"奖金基数", "Base"},
                                           {"加项", "Additions"},
                                           {"扣项", "Deductions"},
                                           {"更正", "Corrections"},
                                           {"应发", "Total"}}};

Words word_of(Role role) {
  switch (role) {
    case Role::kAdministrator: return {"管理员", "Administrator"};
    case Role::kManager: return {"经理", "Manager"};
    case Role::kInfoSupervisor: return {"信息主管", "Information supervisor"};
    case Role::kTechSupervisor: return {"技术主管", "Technical supervisor"};
    case Role::kInfoClerk: return {"信息员", "Information clerk"};
    case Role::kTechnician: return {"技术员", "Technician"};
    case Role::kCallbackClerk: return {"回访员", "Callback clerk"};
    case Role::kPartsKeeper: return {"备件员", "Parts keeper"};
    case Role::kDealer: return {"经销商", "Dealer"};
    case Role::kChannelManager: return {"渠道经理", "Channel manager"};
  }
  return {};
}

Words word_of(SheetState state) {
  switch (state) {
    case SheetState::kDraft: return {"草稿", "Draft"};
    case SheetState::kSent: return {"待确认", "Sent"};
    case SheetState::kConfirmed: return {"已确认", "Confirmed"};
    case SheetState::kAppealed: return {"申诉中", "Appealed"};
    case SheetState::kDecided: return {"已裁决", "Decided"};
    case SheetState::kApproved: return {"已批准", "Approved"};
    case SheetState::kPaid: return {"已发放", "Paid"};
  }
  return {};
}

double major(Money money) { return static_cast<double>(money.amount()) / kMinorUnits; }

/// The same cells for both kinds of file.
template <class Sheet> void write_row(Sheet& sheet, const BonusSheetRow& row, bool chinese) {
  sheet.cell(std::string_view(row.month));
  sheet.cell(std::string_view(row.employee_no));
  sheet.cell(std::string_view(row.employee_name));
  sheet.cell(std::string_view(row.site_name));
  sheet.cell(word_of(row.role).in(chinese));
  sheet.cell(word_of(row.state).in(chinese));
  if (row.score)
    sheet.cell(*row.score);
  else
    sheet.cell(std::string_view());
  sheet.cell(row.factor);
  for (const auto amount : {row.base, row.additions, row.deductions, row.corrections, row.total})
    sheet.cell(major(amount));
  sheet.end_row();
}

}  // namespace

Result<http::Document> BonusSheets::export_month(db::ReadTx& tx, const Caller& caller,
                                                 const ExportSheets& in) {
  MANYI_TRY(const Month month, month_in(in.month));
  const bool chinese = caller.locale.starts_with("zh");
  ListSheets query;
  query.month = month.text;
  query.limit = kMostLimit;
  std::vector<BonusSheetRow> rows;
  for (;;) {
    MANYI_TRY(auto page, list(tx, caller, query));
    for (auto& row : page.items) rows.push_back(std::move(row));
    if (!page.next_cursor) break;
    query.cursor = page.next_cursor;
  }
  http::Document document;
  document.file_name = "bonus-" + month.text;
  if (in.format.value_or(SheetFormat::kCsv) == SheetFormat::kCsv) {
    document.file_name += ".csv";
    document.content_type = "text/csv; charset=utf-8";
    document.text = "\xEF\xBB\xBF";  // spreadsheets read Chinese at once
    files::CsvWriter csv(document.text);
    for (const auto& head : kHeads) csv.cell(head.in(chinese));
    csv.end_row();
    for (const auto& row : rows) write_row(csv, row, chinese);
    return document;
  }
  document.file_name += ".xlsx";
  document.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  document.delete_file = true;
  MANYI_TRY(document.file, files::make_passing_file());
  const auto write = [&]() -> Result<void> {
    std::filesystem::remove(document.file);  // the writer makes it itself
    const auto& performance = needs_.scorecards.needs().performance;
    MANYI_TRY(const auto book,
              files::XlsxWriter::create(document.file, performance.ports().default_zone(tx, caller.tenant),
                                        month.text));
    for (const auto& head : kHeads) book->head(head.in(chinese));
    book->end_row();
    for (const auto& row : rows) write_row(*book, row, chinese);
    return book->finish();
  };
  if (auto written = write(); !written) {
    std::error_code ignored;
    std::filesystem::remove(document.file, ignored);
    return std::move(written).error();
  }
  return document;
}

}  // namespace manyi::scorecards
