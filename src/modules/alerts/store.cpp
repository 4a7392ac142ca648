// Statements over the tables of alerts.
// Owns their text; each constant stands beside the function that runs it.
#include "modules/alerts/store.h"

#include "platform/auth/scope.h"

namespace manyi::alerts::store {
namespace {

const std::string& select_alert() {
  static const std::string sql = "select " + db::columns<AlertRow>() + " from alerts_alerts where ";
  return sql;
}

struct Condition {
  std::string sql;
  std::vector<std::int64_t> binds;
};

// What is in scope, and whatever is the caller's own: that of a company has no site.
Condition reach_of(const Caller& caller) {
  auto scope = scope_of(caller, {.technician = "owner_id"});
  if (!caller.employee) return {std::move(scope.sql), std::move(scope.binds)};
  Condition where{"((" + scope.sql + ") or (tenant_id = :v and owner_id = :v))", std::move(scope.binds)};
  where.binds.push_back(caller.tenant.value());
  where.binds.push_back(caller.employee.value());
  return where;
}

// The names of our own enumerators are written out.
template <class E> std::string one_of(std::string_view column, const std::vector<E>& values) {
  if (values.empty()) return {};
  std::string sql = " and " + std::string(column) + " in (";
  for (std::size_t i = 0; i < values.size(); ++i) sql += (i == 0 ? "'" : ", '") + enum_name(values[i]) + "'";
  return sql + ")";
}

constexpr std::string_view kOpen = "state in ('raised', 'acknowledged', 'acting')";

}  // namespace

std::optional<AlertRow> find(db::ReadTx& tx, const Caller& caller, AlertId id) {
  Condition where = reach_of(caller);
  where.binds.push_back(id.value());
  return tx.first<AlertRow>(select_alert() + where.sql + " and id = :id", where.binds);
}

std::optional<AlertRow> find_by_cause(db::ReadTx& tx, TenantId tenant, AlertKind kind,
                                      const std::string& subject, const std::string& period) {
  static const std::string kSql =
      select_alert() + "tenant_id = :tenant_id and kind = :kind and subject = :subject and period = :period";
  return tx.first<AlertRow>(kSql, tenant, kind, subject, period);
}

Result<void> insert(db::Tx& tx, const AlertRow& row) { return tx.insert("alerts_alerts", row); }
Result<void> update(db::Tx& tx, const AlertRow& row) { return tx.update("alerts_alerts", row); }

std::vector<AlertRow> list(db::ReadTx& tx, const Caller& caller, const AlertFilter& filter) {
  Condition where = reach_of(caller);
  where.sql +=
      one_of("state", filter.states) + one_of("severity", filter.severities) + one_of("kind", filter.kinds);
  if (filter.open) where.sql += (*filter.open ? " and " : " and not ") + std::string(kOpen);
  const auto bind = [&](std::string_view condition, std::int64_t value) {
    (where.sql += " and ") += condition;
    where.binds.push_back(value);
  };
  if (filter.owner) bind("owner_id = :v", filter.owner->value());
  if (filter.site) bind("site_id = :v", filter.site->value());
  bind("id < :v", filter.before);
  where.binds.push_back(filter.limit);
  return tx.all<AlertRow>(select_alert() + where.sql + " order by id desc limit :v", where.binds);
}

std::vector<AlertRow> open_ones(db::ReadTx& tx, TenantId tenant, std::optional<AlertKind> kind) {
  static const std::string kAll =
      select_alert() + "tenant_id = :tenant_id and " + std::string(kOpen) + " order by id";
  static const std::string kOfKind =
      select_alert() + "tenant_id = :tenant_id and " + std::string(kOpen) + " and kind = :kind order by id";
  return kind ? tx.all<AlertRow>(kOfKind, tenant, *kind) : tx.all<AlertRow>(kAll, tenant);
}

std::vector<AlertRow> open_about(db::ReadTx& tx, const Caller& caller, const std::string& subject) {
  static const std::string kOfSubject = select_alert() +
                                        "tenant_id = :tenant_id and subject = :subject and " +
                                        std::string(kOpen) + " order by id";
  auto rows = tx.all<AlertRow>(kOfSubject, caller.tenant, subject);
  std::erase_if(rows, [&](const AlertRow& row) { return !find(tx, caller, row.id); });
  return rows;
}

std::vector<CountRow> count_open(db::ReadTx& tx, const Caller& caller, Instant now) {
  const std::string late = "case when due_at is not null and due_at < :v then 1 else 0 end";
  const std::string mine = "case when owner_id = :v then 1 else 0 end";
  const Condition reach = reach_of(caller);
  std::vector<std::int64_t> binds = {now.ms(), caller.employee.value(), caller.employee.value(), now.ms()};
  binds.insert(binds.end(), reach.binds.begin(), reach.binds.end());
  return tx.all<CountRow>(
      "select kind, severity, count(*), sum(" + late + "), sum(" + mine +
          "), "
          "sum(case when owner_id = :v and due_at is not null and due_at < :v then 1 else 0 end) "
          "from alerts_alerts where " +
          reach.sql + " and " + std::string(kOpen) + " group by kind, severity",
      binds);
}

std::optional<RuleRow> rule(db::ReadTx& tx, TenantId tenant, AlertKind kind) {
  static const std::string kSql =
      "select " + db::columns<RuleRow>() + " from alerts_rules where tenant_id = :tenant_id and kind = :kind";
  return tx.first<RuleRow>(kSql, tenant, kind);
}

Result<void> put(db::Tx& tx, const RuleRow& row) {
  constexpr std::string_view kOld = "delete from alerts_rules where tenant_id = :tenant_id and kind = :kind";
  MANYI_CHECK(tx.exec(kOld, row.tenant_id, row.kind));
  return tx.insert("alerts_rules", row);
}

std::vector<MentionRow> mentions(db::ReadTx& tx, TenantId tenant) {
  static const std::string kSql = "select " + db::columns<MentionRow>() +
                                  " from alerts_mentions where tenant_id = :tenant_id order by employee_id";
  return tx.all<MentionRow>(kSql, tenant);
}

Result<void> put(db::Tx& tx, const MentionRow& row) {
  constexpr std::string_view kOld =
      "delete from alerts_mentions where tenant_id = :tenant_id and employee_id = :employee_id";
  MANYI_CHECK(tx.exec(kOld, row.tenant_id, row.employee_id));
  return tx.insert("alerts_mentions", row);
}

SweepRow sweeps(db::ReadTx& tx, TenantId tenant) {
  constexpr std::string_view kSql =
      "select quick_at, daily_on from alerts_sweeps where tenant_id = :tenant_id";
  return tx.first<SweepRow>(kSql, tenant).value_or(SweepRow());
}

Result<void> put_sweeps(db::Tx& tx, TenantId tenant, const SweepRow& row) {
  constexpr std::string_view kOld = "delete from alerts_sweeps where tenant_id = :tenant_id";
  constexpr std::string_view kNew =
      "insert into alerts_sweeps (tenant_id, quick_at, daily_on) values (:tenant_id, :quick_at, :daily_on)";
  MANYI_CHECK(tx.exec(kOld, tenant));
  MANYI_CHECK(tx.exec(kNew, tenant, row.quick_at, row.daily_on));
  return {};
}

std::optional<Date> digest_sent(db::ReadTx& tx, TenantId tenant, SiteId site) {
  constexpr std::string_view kSql =
      "select sent_on from alerts_digests where tenant_id = :tenant_id and site_id = :site_id";
  return tx.scalar<Date>(kSql, tenant, site);
}

Result<void> put_digest(db::Tx& tx, TenantId tenant, SiteId site, Date day) {
  constexpr std::string_view kOld =
      "delete from alerts_digests where tenant_id = :tenant_id and site_id = :site_id";
  constexpr std::string_view kNew =
      "insert into alerts_digests (tenant_id, site_id, sent_on) values (:tenant_id, :site_id, :sent_on)";
  MANYI_CHECK(tx.exec(kOld, tenant, site));
  MANYI_CHECK(tx.exec(kNew, tenant, site, day));
  return {};
}

}  // namespace manyi::alerts::store
