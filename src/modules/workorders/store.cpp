// Statements over the tables of workorders.
// Owns their text; each constant stands beside the function that runs it.
#include "modules/workorders/store.h"

#include <algorithm>

namespace manyi::workorders::store {
namespace {

constexpr std::string_view kTable = "workorders_work_orders";

const std::string& select_order() {
  static const std::string sql = "select " + db::columns<StoredWorkOrder>() +
                                 " from workorders_work_orders where tenant_id = :tenant_id";
  return sql;
}

/// Updates the described columns of one part of the row.
template <class Part>
Result<void> update_part(db::Tx& tx, const Part& part, TenantId tenant, WorkOrderId id) {
  static const std::string sql = [] {
    std::string sets;
    for_each_member<Part>([&](std::string_view name, auto) {
      if (!sets.empty()) sets += ", ";
      ((sets += name) += " = :") += name;
    });
    return "update workorders_work_orders set " + sets + " where tenant_id = :tenant_id and id = :id";
  }();
  const auto run = [&]<template <class...> class List, class... D>(List<D...>) {
    return tx.exec(sql, part.*D::pointer..., tenant, id);
  };
  MANYI_TRY(const std::int64_t touched, run(members_of<Part>{}));
  if (touched == 0) return not_found("work_order.not_found", "There is no such work order.");
  return {};
}

std::string_view sort_column(SortKey key) {
  switch (key) {
    case SortKey::kCreated: return "created_at";
    case SortKey::kDue: return "due_at";
    case SortKey::kUpdated: return "updated_at";
  }
  return "created_at";
}

}  // namespace

std::optional<StoredWorkOrder> find(db::ReadTx& tx, TenantId tenant, WorkOrderId id) {
  static const std::string kSql = select_order() + " and id = :id";
  return tx.first<StoredWorkOrder>(kSql, tenant, id);
}

std::optional<StoredWorkOrder> find_by_source(db::ReadTx& tx, TenantId tenant, std::string_view source,
                                              std::string_view source_id) {
  static const std::string kSql = select_order() + " and source = :source and source_id = :source_id";
  return tx.first<StoredWorkOrder>(kSql, tenant, source, source_id);
}

std::optional<WorkOrderId> find_by_number(db::ReadTx& tx, TenantId tenant, std::string_view no) {
  constexpr std::string_view kSql =
      "select id from workorders_work_orders where tenant_id = :tenant_id and no = :no";
  return tx.scalar<WorkOrderId>(kSql, tenant, no);
}

std::vector<StoredWorkOrder> find_all(db::ReadTx& tx, TenantId tenant, const std::vector<std::int64_t>& ids) {
  static const std::string kSql = select_order() + " and id in (:ids) order by id";
  return tx.all<StoredWorkOrder>(kSql, tenant, db::In(ids));
}

std::vector<DimensionRow> dimension_rows(db::ReadTx& tx, TenantId tenant,
                                         const std::vector<std::int64_t>& ids) {
  static const std::string kSql =
      "select " + db::columns<DimensionRow>() +
      " from workorders_work_orders where tenant_id = :tenant_id and id in (:ids) order by id";
  return tx.all<DimensionRow>(kSql, tenant, db::In(ids));
}

// Nothing a user says can violate a constraint here: ids and numbers are ours, and the id elsewhere was
// looked up before by the tenant's only writer.
Result<void> insert(db::Tx& tx, const StoredWorkOrder& order) { return tx.insert_later(kTable, order); }

Result<void> update_intake(db::Tx& tx, const StoredWorkOrder& order) {
  return update_part(tx, static_cast<const Intake&>(order), order.tenant_id, order.id);
}

Result<void> update_progress(db::Tx& tx, const StoredWorkOrder& order) {
  return update_part(tx, static_cast<const Progress&>(order), order.tenant_id, order.id);
}

Result<void> update_links(db::Tx& tx, TenantId tenant, WorkOrderId id, const Links& links) {
  return update_part(tx, links, tenant, id);
}

Result<void> remove(db::Tx& tx, TenantId tenant, WorkOrderId id) {
  static constexpr std::string_view kStatements[] = {
      "delete from workorders_promises where tenant_id = :tenant_id and work_order_id = :id",
      "delete from workorders_pauses where tenant_id = :tenant_id and work_order_id = :id",
      "delete from workorders_expectations where tenant_id = :tenant_id and work_order_id = :id",
      "delete from workorders_comments where tenant_id = :tenant_id and work_order_id = :id",
      "delete from workorders_work_orders where tenant_id = :tenant_id and id = :id"};
  for (const auto sql : kStatements) MANYI_CHECK(tx.exec(sql, tenant, id));
  return {};
}

namespace {

struct Condition {
  std::string sql;
  std::vector<std::int64_t> binds;
};

// Conditions bind integers only; the names of our own enumerators are written out, so that the
// planner can use them and one argument list fits every combination.
Condition condition_of(const ListFilter& filter) {
  Condition where{filter.scope.sql, filter.scope.binds};
  const auto equal = [&](std::string_view column, const auto& id) {
    if (!id) return;
    ((where.sql += " and ") += column) += " = :v";
    where.binds.push_back(id->value());
  };
  if (filter.states.size() == 1) {
    where.sql += " and state = '" + enum_name(filter.states.front()) + "'";
  } else if (!filter.states.empty()) {
    where.sql += " and state in (";
    for (std::size_t i = 0; i < filter.states.size(); ++i)
      where.sql += (i == 0 ? "'" : ", '") + enum_name(filter.states[i]) + "'";
    where.sql += ")";
  }
  // Said once more, so that the index of open orders serves.
  if (!filter.states.empty() && std::all_of(filter.states.begin(), filter.states.end(), is_open))
    where.sql += " and is_open = 1";
  if (filter.open) where.sql += *filter.open ? " and is_open = 1" : " and is_open = 0";
  if (filter.paused)
    where.sql += *filter.paused ? " and pause_reason is not null" : " and pause_reason is null";
  if (filter.overdue_at) {
    where.sql += " and is_open = 1 and delivered_at is null and due_at < :v";
    where.binds.push_back(filter.overdue_at->ms());
  }
  equal("site_id", filter.site);
  equal("technician_id", filter.technician);
  equal("customer_id", filter.customer);
  equal("asset_id", filter.asset);
  equal("manufacturer_id", filter.manufacturer);
  if (filter.service_type) where.sql += " and service_type = '" + enum_name(*filter.service_type) + "'";
  if (filter.warranty) where.sql += " and warranty = '" + enum_name(*filter.warranty) + "'";
  if (filter.created_from) {
    where.sql += " and created_at >= :v";
    where.binds.push_back(filter.created_from->ms());
  }
  if (filter.created_to) {
    where.sql += " and created_at < :v";
    where.binds.push_back(filter.created_to->ms());
  }
  return where;
}

}  // namespace

std::vector<ListedWorkOrder> list(db::ReadTx& tx, const ListFilter& filter) {
  Condition where = condition_of(filter);
  // With ids at hand the plus keeps SQLite from walking all orders in the sort's index instead.
  const std::string key = (filter.ids ? "+" : "") + std::string(sort_column(filter.sort));
  if (filter.after) {
    where.sql += " and (" + key + ", id) " + (filter.descending ? "<" : ">") + " (:v, :v)";
    where.binds.push_back(filter.after->first);
    where.binds.push_back(filter.after->second);
  }
  const std::string way = filter.descending ? " desc" : "";
  where.binds.push_back(filter.limit);
  static const std::string kSelect =
      "select " + db::columns<ListedWorkOrder>() + " from workorders_work_orders where ";
  const std::string sorted = " order by " + key + way + ", id" + way + " limit :v";
  if (filter.ids)
    return tx.all<ListedWorkOrder>(kSelect + "id in (:ids) and " + where.sql + sorted, db::In(*filter.ids),
                                   where.binds);
  return tx.all<ListedWorkOrder>(kSelect + where.sql + sorted, where.binds);
}

std::int64_t count_up_to(db::ReadTx& tx, const ListFilter& filter, std::int64_t most) {
  const Condition where = condition_of(filter);
  const std::string from =
      " from workorders_work_orders where " + std::string(filter.ids ? "id in (:ids) and " : "");
  const auto ask = [&](const std::string& sql, const std::vector<std::int64_t>& binds) {
    return filter.ids ? tx.scalar<std::int64_t>(sql, db::In(*filter.ids), binds)
                      : tx.scalar<std::int64_t>(sql, binds);
  };
  // Stepping over rows is several times cheaper than counting them; only a short list needs a count.
  std::vector<std::int64_t> last = where.binds;
  last.push_back(most - 1);
  if (ask("select 1" + from + where.sql + " limit 1 offset :v", last)) return most;
  return ask("select count(*)" + from + where.sql, where.binds).value_or(0);
}

std::string number_of(db::ReadTx& tx, TenantId tenant, WorkOrderId id) {
  constexpr std::string_view kSql =
      "select no from workorders_work_orders where tenant_id = :tenant_id and id = :id";
  return tx.scalar<std::string>(kSql, tenant, id).value_or("");
}

struct NumberOf {
  std::int64_t id = 0;
  std::string no;
};
BOOST_DESCRIBE_STRUCT(NumberOf, (), (id, no))

std::map<std::int64_t, std::string> numbers_of(db::ReadTx& tx, TenantId tenant,
                                               const std::vector<std::int64_t>& ids) {
  constexpr std::string_view kSql =
      "select id, no from workorders_work_orders where tenant_id = :tenant_id and id in (:ids)";
  std::map<std::int64_t, std::string> numbers;
  for (auto& row : tx.all<NumberOf>(kSql, tenant, db::In(ids))) numbers.emplace(row.id, std::move(row.no));
  return numbers;
}

struct CodeOf {
  WorkOrderId id;
  catalog::FaultCodeId fault_code_id;
};
BOOST_DESCRIBE_STRUCT(CodeOf, (), (id, fault_code_id))

std::map<WorkOrderId, catalog::FaultCodeId> fault_codes_of(db::ReadTx& tx, TenantId tenant,
                                                           const std::vector<std::int64_t>& ids) {
  constexpr std::string_view kSql =
      "select id, fault_code_id from workorders_work_orders where tenant_id = :tenant_id and "
      "fault_code_id is not null and id in (:ids)";
  std::map<WorkOrderId, catalog::FaultCodeId> codes;
  for (const auto& row : tx.all<CodeOf>(kSql, tenant, db::In(ids))) codes.emplace(row.id, row.fault_code_id);
  return codes;
}

std::vector<std::int64_t> ids_followed_by(db::ReadTx& tx, TenantId tenant,
                                          const std::vector<std::int64_t>& ids) {
  // Two statements: joined, SQLite walks all orders that have an asset.
  constexpr std::string_view kAssets =
      "select asset_id from workorders_work_orders where tenant_id = :tenant_id and asset_id is not null "
      "and id in (:ids)";
  constexpr std::string_view kEarlier =
      "select id from workorders_work_orders where tenant_id = :tenant_id and asset_id in (:assets) and "
      "followed_by in (:ids)";
  const auto assets = tx.all<std::int64_t>(kAssets, tenant, db::In(ids));
  if (assets.empty()) return {};
  return tx.all<std::int64_t>(kEarlier, tenant, db::In(assets), db::In(ids));
}

std::vector<std::int64_t> ids_after(db::ReadTx& tx, TenantId tenant, std::int64_t after, int limit) {
  constexpr std::string_view kSql =
      "select id from workorders_work_orders where tenant_id = :tenant_id and id > :after order by id limit "
      ":limit";
  return tx.all<std::int64_t>(kSql, tenant, after, limit);
}

std::vector<AssetOrder> orders_of_asset(db::ReadTx& tx, TenantId tenant, customers::AssetId asset) {
  constexpr std::string_view kSql =
      "select id, no, site_id, technician_id, state, coalesce(requested_at, accepted_at, created_at) as "
      "began, "
      "delivered_at, repeat_of, followed_by, followed_at from workorders_work_orders "
      "where tenant_id = :tenant_id and asset_id = :asset_id and state <> 'cancelled' order by created_at, "
      "id";
  return tx.all<AssetOrder>(kSql, tenant, asset);
}

std::vector<std::int64_t> orders_of_customer(db::ReadTx& tx, TenantId tenant,
                                             customers::CustomerId customer) {
  constexpr std::string_view kSql =
      "select id from workorders_work_orders where tenant_id = :tenant_id and customer_id = :customer_id "
      "order by id";
  return tx.all<std::int64_t>(kSql, tenant, customer);
}

bool serves(db::ReadTx& tx, TenantId tenant, EmployeeId technician, customers::CustomerId customer) {
  constexpr std::string_view kSql =
      "select 1 from workorders_work_orders where tenant_id = :tenant_id and customer_id = :customer_id "
      "and technician_id = :technician_id limit 1";
  return tx.scalar<std::int64_t>(kSql, tenant, customer, technician).has_value();
}

std::vector<std::int64_t> recent_turnarounds(db::ReadTx& tx, TenantId tenant, SiteId site, ServiceType type,
                                             std::optional<catalog::ModelId> model, int limit) {
  constexpr std::string_view kAny =
      "select delivered_at - accepted_at from workorders_work_orders where tenant_id = :tenant_id and "
      "site_id = :site_id "
      "and service_type = :service_type and delivered_at is not null and accepted_at is not null "
      "and date_precision = 'instant' order by delivered_at desc limit :limit";
  // One model is sought among the last few thousand deliveries, so that a rare one costs no scan of years.
  constexpr std::string_view kModel =
      "select tat from (select delivered_at - accepted_at as tat, model_id, accepted_at, date_precision from "
      "workorders_work_orders "
      "where tenant_id = :tenant_id and site_id = :site_id and service_type = :service_type "
      "and delivered_at is not null order by delivered_at desc limit 2000) as recent "
      "where model_id = :model_id and accepted_at is not null and date_precision = 'instant' limit :limit";
  if (model) return tx.all<std::int64_t>(kModel, tenant, site, type, *model, limit);
  return tx.all<std::int64_t>(kAny, tenant, site, type, limit);
}

std::vector<CountOf> open_by_state(db::ReadTx& tx, const ScopeFilter& scope) {
  const std::string sql = "select state, count(*) from workorders_work_orders where " + scope.sql +
                          " and is_open = 1 group by state";
  return tx.all<CountOf>(sql, scope.binds);
}

OpenCounts open_counts(db::ReadTx& tx, const ScopeFilter& scope, EmployeeId me, Instant now,
                       Instant day_begin, Instant day_end) {
  const std::string sql =
      "select coalesce(sum(case when delivered_at is null and due_at < :now then 1 else 0 end), 0), "
      "coalesce(sum(case when delivered_at is null and due_at >= :day_begin and due_at < :day_end then 1 "
      "else 0 end), 0), "
      "coalesce(sum(case when pause_reason is not null then 1 else 0 end), 0), "
      "coalesce(sum(case when escalation_level > 0 then 1 else 0 end), 0), "
      "coalesce(sum(case when state in ('ready', 'declined', 'unrepairable', 'exchange') and "
      "customer_notified_at is null "
      "then 1 else 0 end), 0), "
      "coalesce(sum(case when state = 'ready' and coalesce(qc_passed_at, updated_at) < :week_ago then 1 else "
      "0 end), 0), "
      "coalesce(sum(case when technician_id is null and delivered_at is null then 1 else 0 end), 0), "
      "coalesce(sum(case when technician_id = :me and delivered_at is null then 1 else 0 end), 0) "
      "from workorders_work_orders where " +
      scope.sql + " and is_open = 1";
  std::vector<std::int64_t> binds = {now.ms(), day_begin.ms(), day_end.ms(), (now - kDay * 7).ms(),
                                     me.value()};
  binds.insert(binds.end(), scope.binds.begin(), scope.binds.end());
  return tx.first<OpenCounts>(sql, binds).value_or(OpenCounts{});
}

Result<void> insert_promise(db::Tx& tx, const PromiseRow& row) {
  return tx.insert_later("workorders_promises", row);
}

std::vector<PromiseRow> promises_of(db::ReadTx& tx, TenantId tenant, WorkOrderId order) {
  static const std::string kSql =
      "select " + db::columns<PromiseRow>() +
      " from workorders_promises where tenant_id = :tenant_id and work_order_id = :order order by id";
  return tx.all<PromiseRow>(kSql, tenant, order);
}

Result<void> insert_pause(db::Tx& tx, const PauseRow& row) { return tx.insert("workorders_pauses", row); }

Result<void> end_pauses(db::Tx& tx, TenantId tenant, WorkOrderId order, Instant at) {
  constexpr std::string_view kSql =
      "update workorders_pauses set paused_to = :at where tenant_id = :tenant_id and work_order_id = :order "
      "and paused_to is null";
  MANYI_CHECK(tx.exec(kSql, at, tenant, order));
  return {};
}

Result<void> remove_pauses(db::Tx& tx, TenantId tenant, WorkOrderId order) {
  constexpr std::string_view kSql =
      "delete from workorders_pauses where tenant_id = :tenant_id and work_order_id = :order";
  MANYI_CHECK(tx.exec(kSql, tenant, order));
  return {};
}

std::vector<PauseRow> pauses_of(db::ReadTx& tx, TenantId tenant, WorkOrderId order) {
  static const std::string kSql =
      "select " + db::columns<PauseRow>() +
      " from workorders_pauses where tenant_id = :tenant_id and work_order_id = :order order by id";
  return tx.all<PauseRow>(kSql, tenant, order);
}

Result<void> insert_expectation(db::Tx& tx, const ExpectationRow& row) {
  return tx.insert_later("workorders_expectations", row);
}
Result<void> update_expectation(db::Tx& tx, const ExpectationRow& row) {
  return tx.update("workorders_expectations", row);
}

Result<void> reopen_expectations(db::Tx& tx, TenantId tenant, WorkOrderId order) {
  constexpr std::string_view kSql =
      "update workorders_expectations set verdict = 'open' where tenant_id = :tenant_id and work_order_id = "
      ":order";
  MANYI_CHECK(tx.exec(kSql, tenant, order));
  return {};
}

Result<void> remove_expectation(db::Tx& tx, TenantId tenant, ExpectationId id) {
  constexpr std::string_view kSql =
      "delete from workorders_expectations where tenant_id = :tenant_id and id = :id";
  MANYI_CHECK(tx.exec(kSql, tenant, id));
  return {};
}

std::vector<ExpectationRow> expectations_of(db::ReadTx& tx, TenantId tenant, WorkOrderId order) {
  static const std::string kSql = "select " + db::columns<ExpectationRow>() +
                                  " from workorders_expectations where tenant_id = :tenant_id and "
                                  "work_order_id = :order order by position";
  return tx.all<ExpectationRow>(kSql, tenant, order);
}

Result<void> insert_comment(db::Tx& tx, const CommentRow& row) {
  return tx.insert("workorders_comments", row);
}

std::vector<CommentRow> comments_of(db::ReadTx& tx, TenantId tenant, WorkOrderId order) {
  static const std::string kSql =
      "select " + db::columns<CommentRow>() +
      " from workorders_comments where tenant_id = :tenant_id and work_order_id = :order order by id";
  return tx.all<CommentRow>(kSql, tenant, order);
}

Result<void> erase_texts(db::Tx& tx, TenantId tenant, WorkOrderId order, Instant at) {
  static constexpr std::string_view kStatements[] = {
      "update workorders_comments set text = '', erased = 1 where tenant_id = :tenant_id and work_order_id = "
      ":order",
      "update workorders_expectations set text = '' where tenant_id = :tenant_id and work_order_id = :order",
      "update workorders_promises set reason = '' where tenant_id = :tenant_id and work_order_id = :order",
      "update workorders_pauses set evidence = case when evidence = '' then '' else '-' end "
      "where tenant_id = :tenant_id and work_order_id = :order"};
  for (const auto sql : kStatements) MANYI_CHECK(tx.exec(sql, tenant, order));
  constexpr std::string_view kOrder =
      "update workorders_work_orders set symptom_text = '', appearance = '', warranty_evidence = '', "
      "outcome_barrier = '', "
      "pause_evidence = case when pause_evidence = '' then '' else '-' end, "
      "contact_id = null, updated_at = :at, version = version + 1 where tenant_id = :tenant_id and id = "
      ":order";
  MANYI_CHECK(tx.exec(kOrder, at, tenant, order));
  return {};
}

std::optional<RuleRow> rule(db::ReadTx& tx, TenantId tenant, catalog::ManufacturerId manufacturer) {
  // The manufacturer's own rule, else the rule of the house, which has no manufacturer.
  static const std::string kSql =
      "select " + db::columns<RuleRow>() +
      " from workorders_rules where tenant_id = :tenant_id and manufacturer_id in (0, :id) "
      "order by manufacturer_id desc limit 1";
  return tx.first<RuleRow>(kSql, tenant, manufacturer);
}

std::vector<RuleRow> rules(db::ReadTx& tx, TenantId tenant) {
  static const std::string kSql =
      "select " + db::columns<RuleRow>() +
      " from workorders_rules where tenant_id = :tenant_id order by manufacturer_id";
  return tx.all<RuleRow>(kSql, tenant);
}

Result<void> put_rule(db::Tx& tx, const RuleRow& row) {
  constexpr std::string_view kDelete =
      "delete from workorders_rules where tenant_id = :tenant_id and manufacturer_id = :manufacturer_id";
  MANYI_CHECK(tx.exec(kDelete, row.tenant_id, row.manufacturer_id));
  return tx.insert("workorders_rules", row);
}

}  // namespace manyi::workorders::store
