// Statements over the tables of advance control.
// Owns their text; each constant stands beside the function that runs it.
#include "modules/advance_control/store.h"

namespace manyi::advance_control::store {
namespace {

/// "insert ... on conflict do update" for all columns; both databases know it.
template <class Row> std::string put_sql(std::string_view table, std::string_view key) {
  std::string names, values, sets;
  for_each_member<Row>([&](std::string_view name, auto) {
    const char* comma = names.empty() ? "" : ", ";
    (names += comma) += name;
    ((values += comma) += ":") += name;
    if (key.find(name) != std::string_view::npos) return;
    if (!sets.empty()) sets += ", ";
    ((sets += name) += " = excluded.") += name;
  });
  return "insert into " + std::string(table) + " (" + names + ") values (" + values + ") on conflict (" +
         std::string(key) + ") do update set " + sets;
}

template <class Row> Result<void> put(db::Tx& tx, const std::string& sql, const Row& row) {
  Result<void> done;
  const auto bind = [&](auto... pointers) {
    if (auto put = tx.exec(sql, (row.*pointers)...); !put) done = std::move(put).error();
  };
  [&]<class... D>(boost::mp11::mp_list<D...>) {
    bind(D::pointer...);
  }(boost::mp11::mp_rename<members_of<Row>, boost::mp11::mp_list>());
  return done;
}

}  // namespace

Result<void> keep_forecast(db::Tx& tx, const ForecastRow& row) {
  static const std::string kSql = put_sql<ForecastRow>("advance_control_forecasts",
                                                       "tenant_id, month, metric, scope, scope_key, made_on");
  return put(tx, kSql, row);
}

std::vector<ForecastRow> forecasts(db::ReadTx& tx, TenantId tenant, const std::string& month,
                                   const std::string& metric, targets::ScopeKind scope,
                                   const std::string& scope_key) {
  static const std::string kSql = "select " + db::columns<ForecastRow>() +
                                  " from advance_control_forecasts where tenant_id = :tenant_id and month = "
                                  ":month and metric = :metric and "
                                  "scope = :scope and scope_key = :scope_key order by made_on";
  return tx.all<ForecastRow>(kSql, tenant, month, metric, scope, scope_key);
}

std::vector<JudgedRow> judged(db::ReadTx& tx, TenantId tenant, const std::string& from, const std::string& to,
                              const std::vector<std::int64_t>& days) {
  static const std::string kSql =
      "select " + db::columns<ForecastRow>("f") +
      ", t.value from advance_control_forecasts f join advance_control_truths t on t.tenant_id = f.tenant_id "
      "and "
      "t.month = f.month and t.metric = f.metric and t.scope = f.scope and t.scope_key = f.scope_key "
      "where f.tenant_id = :tenant_id and f.month >= :from_month and f.month <= :to_month and f.day in "
      "(:days)";
  return tx.all<JudgedRow>(kSql, tenant, from, to, db::In(days));
}

Result<void> keep_truth(db::Tx& tx, const TruthRow& row) {
  static const std::string kSql =
      put_sql<TruthRow>("advance_control_truths", "tenant_id, month, metric, scope, scope_key");
  return put(tx, kSql, row);
}

std::vector<TruthRow> truths(db::ReadTx& tx, TenantId tenant, const std::string& month) {
  static const std::string kSql =
      "select " + db::columns<TruthRow>() +
      " from advance_control_truths where tenant_id = :tenant_id and month = :month";
  return tx.all<TruthRow>(kSql, tenant, month);
}

std::optional<double> truth(db::ReadTx& tx, TenantId tenant, const std::string& month,
                            const std::string& metric, targets::ScopeKind scope,
                            const std::string& scope_key) {
  constexpr std::string_view kSql =
      "select value from advance_control_truths where tenant_id = :tenant_id and month = :month and "
      "metric = :metric and scope = :scope and scope_key = :scope_key";
  return tx.scalar<double>(kSql, tenant, month, metric, scope, scope_key);
}

Result<void> keep_band(db::Tx& tx, const BandRow& row) {
  static const std::string kSql =
      put_sql<BandRow>("advance_control_bands", "tenant_id, month, day, metric, scope, scope_key");
  return put(tx, kSql, row);
}

std::vector<BandDay> band_days(db::ReadTx& tx, TenantId tenant) {
  constexpr std::string_view kSql =
      "select distinct month, day from advance_control_bands where tenant_id = :tenant_id";
  return tx.all<BandDay>(kSql, tenant);
}

std::vector<BandRow> bands(db::ReadTx& tx, TenantId tenant, const std::string& month) {
  static const std::string kSql =
      "select " + db::columns<BandRow>() +
      " from advance_control_bands where tenant_id = :tenant_id and month = :month";
  return tx.all<BandRow>(kSql, tenant, month);
}

std::vector<PastMiss> misses(db::ReadTx& tx, TenantId tenant, const std::string& from, const std::string& to,
                             Instant known_by) {
  static const std::string kSql =
      "select " + db::columns<PastBand>("b") +
      ", t.value from advance_control_bands b join advance_control_truths t on t.tenant_id = b.tenant_id and "
      "t.month = b.month and t.metric = b.metric and t.scope = b.scope and t.scope_key = b.scope_key "
      "where b.tenant_id = :tenant_id and b.month >= :from_month and b.month < :to_month and "
      "t.known_at <= :known_by";
  return tx.all<PastMiss>(kSql, tenant, from, to, known_by);
}

Result<void> insert_run(db::Tx& tx, const RunRow& row) { return tx.insert("advance_control_runs", row); }

bool made_on(db::ReadTx& tx, TenantId tenant, Date day) {
  constexpr std::string_view kSql =
      "select count(*) from advance_control_runs where tenant_id = :tenant_id and made_on = :made_on";
  return tx.scalar<std::int64_t>(kSql, tenant, day).value_or(0) > 0;
}

std::vector<std::string> months(db::ReadTx& tx, TenantId tenant) {
  constexpr std::string_view kSql =
      "select distinct month from advance_control_runs where tenant_id = :tenant_id order by month desc";
  return tx.all<std::string>(kSql, tenant);
}

Result<void> insert_assignment(db::Tx& tx, const AssignmentRow& row) {
  return tx.insert("advance_control_assignments", row);
}

Result<void> update_assignment(db::Tx& tx, const AssignmentRow& row) {
  return tx.update("advance_control_assignments", row);
}

std::optional<AssignmentRow> assignment(db::ReadTx& tx, TenantId tenant, AssignmentId id) {
  static const std::string kSql =
      "select " + db::columns<AssignmentRow>() +
      " from advance_control_assignments where tenant_id = :tenant_id and id = :id";
  return tx.first<AssignmentRow>(kSql, tenant, id);
}

bool is_assigned(db::ReadTx& tx, TenantId tenant, CaseKind kind, std::int64_t case_id,
                 const std::string& metric) {
  constexpr std::string_view kSql =
      "select count(*) from advance_control_assignments where tenant_id = :tenant_id and case_kind = "
      ":case_kind "
      "and case_id = :case_id and metric = :metric and state = 'assigned'";
  return tx.scalar<std::int64_t>(kSql, tenant, kind, case_id, metric).value_or(0) > 0;
}

std::vector<AssignmentRow> assignments_of(db::ReadTx& tx, TenantId tenant, const std::string& month) {
  static const std::string kSql = "select " + db::columns<AssignmentRow>() +
                                  " from advance_control_assignments where tenant_id = :tenant_id and "
                                  "month = :month and state <> 'cancelled' order by id desc";
  return tx.all<AssignmentRow>(kSql, tenant, month);
}

std::vector<AssignmentRow> list_assignments(db::ReadTx& tx, TenantId tenant, const AssignmentFilter& filter) {
  // Integers are bound; texts are compared after reading, since there are few of an id range.
  std::string sql = "select " + db::columns<AssignmentRow>() +
                    " from advance_control_assignments where tenant_id = :v and id < :v";
  std::vector<std::int64_t> binds = {tenant.value(), filter.below};
  if (filter.owner) {
    sql += " and owner_employee_id = :v";
    binds.push_back(filter.owner->value());
  }
  if (filter.only) {
    sql += filter.only->empty() ? " and 1 = 0" : " and owner_employee_id in (";
    for (std::size_t i = 0; i < filter.only->size(); ++i) {
      sql += i == 0 ? ":v" : ", :v";
      binds.push_back((*filter.only)[i].value());
    }
    if (!filter.only->empty()) sql += ")";
  }
  if (!filter.states.empty()) {
    sql += " and state in (";
    for (std::size_t i = 0; i < filter.states.size(); ++i)
      sql += (i == 0 ? "'" : ", '") + enum_name(filter.states[i]) + "'";
    sql += ")";
  }
  sql += " order by id desc";
  std::vector<AssignmentRow> rows;
  tx.each<AssignmentRow>(
      sql,
      [&](const AssignmentRow& row) {
        if ((!filter.metric || row.metric == *filter.metric) && (!filter.month || row.month == *filter.month))
          rows.push_back(row);
        return static_cast<std::int64_t>(rows.size()) < filter.limit;
      },
      binds);
  return rows;
}

std::pair<std::int64_t, std::int64_t> handled_since(db::ReadTx& tx, TenantId tenant, Instant since) {
  constexpr std::string_view kAll =
      "select count(*) from advance_control_assignments where tenant_id = :tenant_id and state = 'done' and "
      "finished_at >= :since";
  constexpr std::string_view kWell =
      "select count(*) from advance_control_assignments where tenant_id = :tenant_id and state = 'done' and "
      "finished_at >= :since and result = 'ended_well'";
  return {tx.scalar<std::int64_t>(kAll, tenant, since).value_or(0),
          tx.scalar<std::int64_t>(kWell, tenant, since).value_or(0)};
}

}  // namespace manyi::advance_control::store
