// Statements over findings, causes, actions, effect checks and links.
// Owns their text; each constant stands beside the function that runs it.
#include "modules/improvement/store.h"

#include <algorithm>

namespace manyi::improvement::store {
namespace {

template <class Row> std::string select_from(std::string_view table) {
  return "select " + db::columns<Row>() + " from " + std::string(table) + " where tenant_id = :tenant_id";
}

std::string numbers(const std::vector<std::int64_t>& values) {
  if (values.empty()) return "(-1)";  // no record has this id
  std::string text;
  for (const auto value : values) text += (text.empty() ? "(" : ", ") + std::to_string(value);
  return text + ")";
}

template <class E> std::string names(const std::vector<E>& values) {
  std::string text;
  for (const auto value : values) text += (text.empty() ? "('" : ", '") + enum_name(value) + "'";
  return text + ")";
}

/// A condition in the making. Numbers and the names of our own enumerators are written out, since what a
/// filter brings along varies in number; what people typed is never here.
struct Condition {
  std::string sql;
  void add(std::string_view condition) { (sql += " and ") += condition; }
  void equals(std::string_view column, std::int64_t value) {
    add(std::string(column) + " = " + std::to_string(value));
  }
};

bool holds(const std::vector<std::int64_t>& values, std::int64_t value) {
  return value != 0 && std::find(values.begin(), values.end(), value) != values.end();
}

void reach_finding(Condition& where, const Reach& reach) {
  if (reach.everything) return;
  const auto people = numbers(reach.people);
  where.add("(site_id in " + numbers(reach.sites) + " or owner_id in " + people + " or raised_by in " +
            people + ")");
}

void reach_action(Condition& where, const Reach& reach) {
  if (reach.everything) return;
  const auto people = numbers(reach.people);
  where.add("(site_id in " + numbers(reach.sites) + " or owner_id in " + people + " or raised_by in " +
            people + " or coached_id in " + people + ")");
}

/// What people typed is bound; a filter that was not given is bound as empty and tells nothing.
constexpr std::string_view kFindingTexts =
    " and (:any_metric = '' or metric = :metric) and (:any_source = '' or source_id = :source)"
    " and (:any_key = '' or scope_key = :key)";

Condition condition_of(const Reach& reach, const ListFindings& filter) {
  Condition where;
  reach_finding(where, reach);
  if (!filter.state.empty()) where.add("state in " + names(filter.state));
  if (filter.open) where.add(*filter.open ? "state <> 'closed'" : "state = 'closed'");
  if (filter.outcome) where.add("outcome = '" + enum_name(*filter.outcome) + "'");
  if (filter.severity) where.add("severity = '" + enum_name(*filter.severity) + "'");
  if (filter.source) where.add("source_kind = '" + enum_name(*filter.source) + "'");
  if (filter.scope) where.add("scope = '" + enum_name(*filter.scope) + "'");
  if (filter.owner_id) where.equals("owner_id", filter.owner_id->value());
  if (filter.site_id) where.equals("site_id", filter.site_id->value());
  return where;
}

constexpr std::string_view kOverdue =
    "due_on < :today and state not in ('done', 'verified_effective', 'not_effective', 'cancelled')";
constexpr std::string_view kNotOverdue =
    "(due_on is null or due_on >= :today or state in ('done', 'verified_effective', 'not_effective', "
    "'cancelled'))";
constexpr std::string_view kActionTexts = " and (:any_metric = '' or metric = :metric)";

Condition condition_of(const Reach& reach, const ListActions& filter) {
  Condition where;
  reach_action(where, reach);
  if (!filter.state.empty()) where.add("state in " + names(filter.state));
  if (filter.kind) where.add("kind = '" + enum_name(*filter.kind) + "'");
  if (filter.finding_id) where.equals("finding_id", filter.finding_id->value());
  if (filter.owner_id) where.equals("owner_id", filter.owner_id->value());
  if (filter.coached_id) where.equals("coached_id", filter.coached_id->value());
  if (filter.site_id) where.equals("site_id", filter.site_id->value());
  if (filter.overdue) where.add(*filter.overdue ? kOverdue : kNotOverdue);
  return where;
}

constexpr std::string_view kDue = "due_on <= :today and state = 'waiting'";
constexpr std::string_view kNotDue = "(due_on > :today or state <> 'waiting')";

std::string condition_of(const Reach& reach, const ListEffectChecks& filter) {
  Condition where;
  if (!filter.state.empty()) where.add("state in " + names(filter.state));
  if (filter.action_id) where.equals("action_id", filter.action_id->value());
  if (filter.due) where.add(*filter.due ? kDue : kNotDue);
  if (!reach.everything || filter.finding_id) {
    Condition of_action;
    reach_action(of_action, reach);
    if (filter.finding_id) of_action.equals("finding_id", filter.finding_id->value());
    where.add("action_id in (select id from improvement_actions where tenant_id = " +
              std::to_string(reach.tenant.value()) + of_action.sql + ")");
  }
  return where.sql;
}

}  // namespace

// ---- reach -------------------------------------------------------------------------------------

Reach reach_of(const Caller& caller) {
  Reach reach;
  reach.tenant = caller.tenant;
  reach.everything = caller.scope == Scope::kTenant;
  if (caller.employee) reach.people.push_back(caller.employee.value());
  if (caller.scope == Scope::kSite)
    for (const auto site : caller.site_ids) reach.sites.push_back(site.value());
  if (caller.scope == Scope::kTeam)
    for (const auto person : caller.team) reach.people.push_back(person.value());
  return reach;
}

bool reaches(const Reach& reach, const StoredFinding& row) {
  if (row.tenant_id != reach.tenant) return false;
  return reach.everything || holds(reach.sites, row.site_id.value_or(SiteId()).value()) ||
         holds(reach.people, row.owner_id.value()) ||
         holds(reach.people, row.raised_by.value_or(EmployeeId()).value());
}

bool reaches(const Reach& reach, const StoredAction& row) {
  if (row.tenant_id != reach.tenant) return false;
  return reach.everything || holds(reach.sites, row.site_id.value_or(SiteId()).value()) ||
         holds(reach.people, row.owner_id.value()) ||
         holds(reach.people, row.raised_by.value_or(EmployeeId()).value()) ||
         holds(reach.people, row.coached_id.value_or(EmployeeId()).value());
}

// ---- findings ----------------------------------------------------------------------------------

std::optional<StoredFinding> finding(db::ReadTx& tx, TenantId tenant, FindingId id) {
  static const std::string kSql = select_from<StoredFinding>("improvement_findings") + " and id = :id";
  return tx.first<StoredFinding>(kSql, tenant, id);
}

std::vector<StoredFinding> findings(db::ReadTx& tx, TenantId tenant, const std::vector<std::int64_t>& ids) {
  static const std::string kSql =
      select_from<StoredFinding>("improvement_findings") + " and id in (:ids) order by id";
  return tx.all<StoredFinding>(kSql, tenant, db::In(ids));
}

Result<void> insert(db::Tx& tx, const StoredFinding& row) { return tx.insert("improvement_findings", row); }
Result<void> update(db::Tx& tx, const StoredFinding& row) { return tx.update("improvement_findings", row); }

std::vector<StoredFinding> list(db::ReadTx& tx, const Reach& reach, const ListFindings& filter,
                                std::int64_t before, std::int64_t limit) {
  const std::string sql = select_from<StoredFinding>("improvement_findings") + std::string(kFindingTexts) +
                          condition_of(reach, filter).sql + " and id < :before order by id desc limit :limit";
  const std::string metric = filter.metric.value_or(""), source = filter.source_id.value_or(""),
                    key = filter.scope_key.value_or("");
  return tx.all<StoredFinding>(sql, reach.tenant, metric, metric, source, source, key, key, before, limit);
}

std::int64_t count(db::ReadTx& tx, const Reach& reach, const ListFindings& filter) {
  const std::string sql = "select count(*) from improvement_findings where tenant_id = :tenant_id" +
                          std::string(kFindingTexts) + condition_of(reach, filter).sql;
  const std::string metric = filter.metric.value_or(""), source = filter.source_id.value_or(""),
                    key = filter.scope_key.value_or("");
  return tx.scalar<std::int64_t>(sql, reach.tenant, metric, metric, source, source, key, key).value_or(0);
}

std::vector<StoredCause> causes_of(db::ReadTx& tx, TenantId tenant, FindingId id) {
  static const std::string kSql = select_from<StoredCause>("improvement_causes") +
                                  " and finding_id = :finding_id order by method, position";
  return tx.all<StoredCause>(kSql, tenant, id);
}

Result<void> replace_causes(db::Tx& tx, TenantId tenant, FindingId id, CauseMethod method,
                            const std::vector<StoredCause>& causes) {
  constexpr std::string_view kSql =
      "delete from improvement_causes where tenant_id = :tenant_id and finding_id = :finding_id and method = "
      ":method";
  MANYI_CHECK(tx.exec(kSql, tenant, id, method));
  for (const auto& cause : causes) MANYI_CHECK(tx.insert("improvement_causes", cause));
  return {};
}

// ---- actions -----------------------------------------------------------------------------------

std::optional<StoredAction> action(db::ReadTx& tx, TenantId tenant, ActionId id) {
  static const std::string kSql = select_from<StoredAction>("improvement_actions") + " and id = :id";
  return tx.first<StoredAction>(kSql, tenant, id);
}

std::vector<StoredAction> actions(db::ReadTx& tx, TenantId tenant, const std::vector<std::int64_t>& ids) {
  static const std::string kSql =
      select_from<StoredAction>("improvement_actions") + " and id in (:ids) order by id";
  return tx.all<StoredAction>(kSql, tenant, db::In(ids));
}

std::vector<StoredAction> actions_of(db::ReadTx& tx, TenantId tenant, FindingId finding) {
  static const std::string kSql =
      select_from<StoredAction>("improvement_actions") + " and finding_id = :finding_id order by id";
  return tx.all<StoredAction>(kSql, tenant, finding);
}

Result<void> insert(db::Tx& tx, const StoredAction& row) { return tx.insert("improvement_actions", row); }
Result<void> update(db::Tx& tx, const StoredAction& row) { return tx.update("improvement_actions", row); }

std::vector<StoredAction> list(db::ReadTx& tx, const Reach& reach, const ListActions& filter, Date today,
                               std::int64_t before, std::int64_t limit) {
  const std::string metric = filter.metric.value_or("");
  const std::string sql = select_from<StoredAction>("improvement_actions") + std::string(kActionTexts) +
                          condition_of(reach, filter).sql + " and id < :before order by id desc limit :limit";
  if (filter.overdue) return tx.all<StoredAction>(sql, reach.tenant, metric, metric, today, before, limit);
  return tx.all<StoredAction>(sql, reach.tenant, metric, metric, before, limit);
}

std::int64_t count(db::ReadTx& tx, const Reach& reach, const ListActions& filter, Date today) {
  const std::string metric = filter.metric.value_or("");
  const std::string sql = "select count(*) from improvement_actions where tenant_id = :tenant_id" +
                          std::string(kActionTexts) + condition_of(reach, filter).sql;
  const auto found = filter.overdue ? tx.scalar<std::int64_t>(sql, reach.tenant, metric, metric, today)
                                    : tx.scalar<std::int64_t>(sql, reach.tenant, metric, metric);
  return found.value_or(0);
}

// ---- effect checks -----------------------------------------------------------------------------

std::optional<StoredCheck> check(db::ReadTx& tx, TenantId tenant, EffectCheckId id) {
  static const std::string kSql = select_from<StoredCheck>("improvement_effect_checks") + " and id = :id";
  return tx.first<StoredCheck>(kSql, tenant, id);
}

std::vector<StoredCheck> checks_of(db::ReadTx& tx, TenantId tenant, ActionId action) {
  static const std::string kSql = select_from<StoredCheck>("improvement_effect_checks") +
                                  " and action_id = :action_id order by after_days";
  return tx.all<StoredCheck>(kSql, tenant, action);
}

Result<void> insert(db::Tx& tx, const StoredCheck& row) {
  return tx.insert("improvement_effect_checks", row);
}
Result<void> update(db::Tx& tx, const StoredCheck& row) {
  return tx.update("improvement_effect_checks", row);
}

std::vector<StoredCheck> list(db::ReadTx& tx, const Reach& reach, const ListEffectChecks& filter, Date today,
                              const std::optional<CheckCursor>& after, std::int64_t limit) {
  std::string sql = select_from<StoredCheck>("improvement_effect_checks") + condition_of(reach, filter) +
                    " and (due_on > :due or (due_on = :due and id > :id)) order by due_on, id limit :limit";
  const std::string from = after ? after->due_on.text() : std::string();
  const std::int64_t id = after ? after->id : 0;
  if (filter.due) return tx.all<StoredCheck>(sql, reach.tenant, today, from, from, id, limit);
  return tx.all<StoredCheck>(sql, reach.tenant, from, from, id, limit);
}

std::int64_t count(db::ReadTx& tx, const Reach& reach, const ListEffectChecks& filter, Date today) {
  const std::string sql = "select count(*) from improvement_effect_checks where tenant_id = :tenant_id" +
                          condition_of(reach, filter);
  const auto found = filter.due ? tx.scalar<std::int64_t>(sql, reach.tenant, today)
                                : tx.scalar<std::int64_t>(sql, reach.tenant);
  return found.value_or(0);
}

std::vector<StoredCheck> to_measure(db::ReadTx& tx, TenantId tenant, Date today, int limit) {
  static const std::string kSql =
      select_from<StoredCheck>("improvement_effect_checks") +
      " and state = 'waiting' and has_metric = 1 and due_on <= :today order by due_on, id limit :limit";
  return tx.all<StoredCheck>(kSql, tenant, today, limit);
}

// ---- links -------------------------------------------------------------------------------------

Result<void> insert_link(db::Tx& tx, const StoredLink& row) {
  constexpr std::string_view kKnown =
      "select count(*) from improvement_links where tenant_id = :tenant_id and from_kind = :from_kind and "
      "from_id = :from_id and to_kind = :to_kind and to_id = :to_id";
  const auto known =
      tx.scalar<std::int64_t>(kKnown, row.tenant_id, row.from_kind, row.from_id, row.to_kind, row.to_id);
  if (known.value_or(0) > 0) return {};
  return tx.insert("improvement_links", row);
}

std::vector<StoredLink> links_from(db::ReadTx& tx, TenantId tenant, const ChainRef& node) {
  static const std::string kSql = select_from<StoredLink>("improvement_links") +
                                  " and from_kind = :from_kind and from_id = :from_id order by id";
  return tx.all<StoredLink>(kSql, tenant, node.kind, node.id);
}

std::vector<StoredLink> links_to(db::ReadTx& tx, TenantId tenant, const ChainRef& node) {
  static const std::string kSql =
      select_from<StoredLink>("improvement_links") + " and to_kind = :to_kind and to_id = :to_id order by id";
  return tx.all<StoredLink>(kSql, tenant, node.kind, node.id);
}

}  // namespace manyi::improvement::store
