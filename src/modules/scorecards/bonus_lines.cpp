// Lines as rows and back.
// Owns nothing else.
#include "modules/scorecards/bonus_lines.h"

namespace manyi::scorecards {

store::LineRow line_row(db::Tx& tx, const store::StoredSheet& sheet, const BonusLine& line, UserId by) {
  store::LineRow row;
  row.tenant_id = sheet.tenant_id;
  row.id = tx.new_id<BonusLineTag>();
  row.sheet_id = sheet.id;
  row.kind = line.kind;
  row.metric = line.metric;
  if (line.record) {
    row.case_kind = line.record->kind;
    row.case_id = line.record->id;
    row.case_no = line.record->no;
  }
  row.amount = line.amount;
  row.reason = line.reason;
  row.of_month = line.of_month;
  row.written_by = by;
  row.written_at = tx.now();
  return row;
}

BonusLine line_of(const store::LineRow& row) {
  BonusLine line;
  line.kind = row.kind;
  line.metric = row.metric;
  if (!row.case_kind.empty()) line.record = CaseRef{row.case_kind, row.case_id, row.case_no};
  line.amount = row.amount;
  line.reason = row.reason;
  line.of_month = row.of_month;
  return line;
}

void check_change(const std::optional<Money>& change, Money total, const std::string& pointer,
                  std::vector<FieldError>& errors) {
  if (!change) return;
  if (change->currency() != Currency())
    errors.push_back({pointer + "/currency", "currency", "Amounts are kept in " + Currency().text() + "."});
  const auto left = total.plus(Money(change->amount()));
  if (!left || left->amount() < 0)
    errors.push_back({pointer + "/amount", "below_zero", "The sheet would fall below zero."});
}

}  // namespace manyi::scorecards
