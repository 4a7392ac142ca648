// Statements over the tables of scorecards.
// Owns their text; each constant stands beside the function that runs it.
#include "modules/scorecards/store.h"

namespace manyi::scorecards::store {
namespace {

constexpr std::string_view kSheets = "scorecards_bonus_sheets";
constexpr const char* kBeyondAllMonths = "~";  // sorts after every month

const std::string& select_rule() {
  static const std::string sql =
      "select " + db::columns<RuleRow>() + " from scorecards_bonus_rules where tenant_id = :tenant_id";
  return sql;
}

const std::string& select_sheet() {
  static const std::string sql =
      "select " + db::columns<StoredSheet>() + " from scorecards_bonus_sheets where tenant_id = :tenant_id";
  return sql;
}

/// Takes, in order: the scope's values, first and last month, those of `ints`.
struct Condition {
  std::string sql;
  std::vector<std::int64_t> ints;
};

// The names of our own enumerators are written out.
Condition condition_of(const ListFilter& filter) {
  Condition where{filter.scope.sql + " and month >= :first and month <= :last", {}};
  if (filter.site) {
    where.sql += " and site_id = :site";
    where.ints.push_back(filter.site->value());
  }
  if (filter.employee) {
    where.sql += " and employee_id = :employee";
    where.ints.push_back(filter.employee->value());
  }
  if (!filter.states.empty()) {
    where.sql += " and state in (";
    for (std::size_t i = 0; i < filter.states.size(); ++i)
      where.sql += (i == 0 ? "'" : ", '") + enum_name(filter.states[i]) + "'";
    where.sql += ")";
  }
  return where;
}

std::string first_month(const ListFilter& filter) { return filter.month.value_or(""); }
std::string last_month(const ListFilter& filter) { return filter.month.value_or(kBeyondAllMonths); }

}  // namespace

// ---- rules -------------------------------------------------------------------------------------

Result<void> insert_rule(db::Tx& tx, const RuleRow& row) { return tx.insert("scorecards_bonus_rules", row); }

std::vector<RuleRow> rules(db::ReadTx& tx, TenantId tenant) {
  static const std::string kSql = select_rule() + " order by valid_from desc, id desc";
  return tx.all<RuleRow>(kSql, tenant);
}

std::optional<RuleRow> rule(db::ReadTx& tx, TenantId tenant, BonusRuleId id) {
  static const std::string kSql = select_rule() + " and id = :id";
  return tx.first<RuleRow>(kSql, tenant, id);
}

std::optional<RuleRow> rule_in_force(db::ReadTx& tx, TenantId tenant, std::string_view month) {
  static const std::string kSql =
      select_rule() + " and valid_from <= :month order by valid_from desc, id desc limit 1";
  return tx.first<RuleRow>(kSql, tenant, month);
}

// ---- sheets ------------------------------------------------------------------------------------

std::optional<StoredSheet> sheet(db::ReadTx& tx, TenantId tenant, BonusSheetId id) {
  static const std::string kSql = select_sheet() + " and id = :id";
  return tx.first<StoredSheet>(kSql, tenant, id);
}

std::vector<StoredSheet> sheets_of_month(db::ReadTx& tx, TenantId tenant, std::string_view month) {
  static const std::string kSql = select_sheet() + " and month = :month order by id";
  return tx.all<StoredSheet>(kSql, tenant, month);
}

std::vector<StoredSheet> list(db::ReadTx& tx, const ListFilter& filter) {
  const Condition where = condition_of(filter);
  const auto [month, id] = filter.after.value_or(std::pair<std::string, std::int64_t>(kBeyondAllMonths, 0));
  return tx.all<StoredSheet>(
      "select " + db::columns<StoredSheet>() + " from scorecards_bonus_sheets where " + where.sql +
          " and (month < :before or (month = :same and id > :id)) order by month desc, id limit :limit",
      filter.scope.binds, first_month(filter), last_month(filter), where.ints, month, month, id,
      filter.limit);
}

std::int64_t count(db::ReadTx& tx, const ListFilter& filter) {
  const Condition where = condition_of(filter);
  return tx
      .scalar<std::int64_t>("select count(*) from scorecards_bonus_sheets where " + where.sql,
                            filter.scope.binds, first_month(filter), last_month(filter), where.ints)
      .value_or(0);
}

std::vector<StateCount> counts(db::ReadTx& tx, const ListFilter& filter) {
  const Condition where = condition_of(filter);
  return tx.all<StateCount>(
      "select month, state, count(*), cast(sum(total) as bigint) from scorecards_bonus_sheets where " +
          where.sql + " group by month, state order by month desc, state",
      filter.scope.binds, first_month(filter), last_month(filter), where.ints);
}

Result<void> insert_sheet(db::Tx& tx, const StoredSheet& row) { return tx.insert(kSheets, row); }
Result<void> update_sheet(db::Tx& tx, const StoredSheet& row) { return tx.update(kSheets, row); }

// ---- figures and lines -------------------------------------------------------------------------

std::vector<FigureRow> figures(db::ReadTx& tx, TenantId tenant, BonusSheetId id) {
  static const std::string kSql =
      "select " + db::columns<FigureRow>() +
      " from scorecards_bonus_figures where tenant_id = :tenant_id and sheet_id = :id order by place";
  return tx.all<FigureRow>(kSql, tenant, id);
}

std::vector<LineRow> lines(db::ReadTx& tx, TenantId tenant, BonusSheetId id) {
  static const std::string kSql =
      "select " + db::columns<LineRow>() +
      " from scorecards_bonus_lines where tenant_id = :tenant_id and sheet_id = :id order by id";
  return tx.all<LineRow>(kSql, tenant, id);
}

Result<void> insert_figure(db::Tx& tx, const FigureRow& row) {
  return tx.insert_later("scorecards_bonus_figures", row);
}
Result<void> insert_line(db::Tx& tx, const LineRow& row) {
  return tx.insert_later("scorecards_bonus_lines", row);
}

Result<void> remove_worked_out(db::Tx& tx, TenantId tenant, BonusSheetId id) {
  constexpr std::string_view kFigures =
      "delete from scorecards_bonus_figures where tenant_id = :tenant_id and sheet_id = :id";
  constexpr std::string_view kLines =
      "delete from scorecards_bonus_lines where tenant_id = :tenant_id and sheet_id = :id and "
      "kind not in ('correction', 'decision')";
  MANYI_CHECK(tx.exec(kFigures, tenant, id));
  MANYI_CHECK(tx.exec(kLines, tenant, id));
  return {};
}

// ---- months ------------------------------------------------------------------------------------

Result<void> insert_month(db::Tx& tx, const MonthRow& row) {
  return tx.insert("scorecards_bonus_months", row);
}

std::vector<MonthRow> locked_months(db::ReadTx& tx, TenantId tenant) {
  static const std::string kSql =
      "select " + db::columns<MonthRow>() +
      " from scorecards_bonus_months where tenant_id = :tenant_id order by month desc";
  return tx.all<MonthRow>(kSql, tenant);
}

std::optional<MonthRow> locked_month(db::ReadTx& tx, TenantId tenant, std::string_view month) {
  static const std::string kSql =
      "select " + db::columns<MonthRow>() +
      " from scorecards_bonus_months where tenant_id = :tenant_id and month = :month";
  return tx.first<MonthRow>(kSql, tenant, month);
}

}  // namespace manyi::scorecards::store
