// Statements over the tables of complaints.
// Owns their text; each constant stands beside the function that runs it.
#include "modules/complaints/store.h"

#include <algorithm>

namespace manyi::complaints::store {
namespace {

constexpr std::string_view kTable = "complaints_complaints";

const std::string& select_complaint() {
  static const std::string sql =
      "select " + db::columns<StoredComplaint>() + " from complaints_complaints where tenant_id = :tenant_id";
  return sql;
}

struct Condition {
  std::string sql;
  std::vector<std::int64_t> binds;
};

// Binds integers only; the names of our own enumerators are written out.
Condition condition_of(const ListFilter& filter) {
  Condition where{filter.scope.sql, filter.scope.binds};
  const auto bind = [&](std::string_view condition, std::int64_t value) {
    (where.sql += " and ") += condition;
    where.binds.push_back(value);
  };
  if (!filter.states.empty()) {
    where.sql += " and state in (";
    for (std::size_t i = 0; i < filter.states.size(); ++i)
      where.sql += (i == 0 ? "'" : ", '") + enum_name(filter.states[i]) + "'";
    where.sql += ")";
  }
  if (filter.open)
    where.sql +=
        *filter.open ? " and state not in ('closed', 'invalid')" : " and state in ('closed', 'invalid')";
  if (filter.source) where.sql += " and source = '" + enum_name(*filter.source) + "'";
  if (filter.grade) where.sql += " and grade = '" + enum_name(*filter.grade) + "'";
  if (filter.site) bind("site_id = :v", filter.site->value());
  if (filter.tracker) bind("tracker_id = :v", filter.tracker->value());
  if (filter.work_order) bind("work_order_id = :v", filter.work_order->value());
  if (filter.received_from) bind("received_at >= :v", filter.received_from->ms());
  if (filter.received_to) bind("received_at < :v", filter.received_to->ms());
  return where;
}

}  // namespace

std::optional<StoredComplaint> find(db::ReadTx& tx, TenantId tenant, ComplaintId id) {
  static const std::string kSql = select_complaint() + " and id = :id";
  return tx.first<StoredComplaint>(kSql, tenant, id);
}

std::optional<StoredComplaint> find_by_source(db::ReadTx& tx, TenantId tenant, std::string_view import_source,
                                              std::string_view source_id) {
  static const std::string kSql =
      select_complaint() + " and import_source = :import_source and source_id = :source_id";
  return tx.first<StoredComplaint>(kSql, tenant, import_source, source_id);
}

std::vector<StoredComplaint> find_all(db::ReadTx& tx, TenantId tenant, const std::vector<std::int64_t>& ids) {
  static const std::string kSql = select_complaint() + " and id in (:ids) order by id";
  return tx.all<StoredComplaint>(kSql, tenant, db::In(ids));
}

Result<void> insert(db::Tx& tx, const StoredComplaint& row) { return tx.insert(kTable, row); }
Result<void> update(db::Tx& tx, const StoredComplaint& row) { return tx.update(kTable, row); }

Result<void> remove(db::Tx& tx, TenantId tenant, ComplaintId id) {
  static constexpr std::string_view kStatements[] = {
      "delete from complaints_notes where tenant_id = :tenant_id and complaint_id = :id",
      "delete from complaints_complaints where tenant_id = :tenant_id and id = :id"};
  for (const auto sql : kStatements) MANYI_CHECK(tx.exec(sql, tenant, id));
  return {};
}

std::vector<StoredComplaint> list(db::ReadTx& tx, const ListFilter& filter) {
  Condition where = condition_of(filter);
  if (filter.after) {
    where.sql += " and (received_at, id) < (:v, :v)";
    where.binds.push_back(filter.after->first);
    where.binds.push_back(filter.after->second);
  }
  where.binds.push_back(filter.limit);
  return tx.all<StoredComplaint>("select " + db::columns<StoredComplaint>() +
                                     " from complaints_complaints where " + where.sql +
                                     " order by received_at desc, id desc limit :v",
                                 where.binds);
}

std::int64_t count(db::ReadTx& tx, const ListFilter& filter) {
  const Condition where = condition_of(filter);
  return tx.scalar<std::int64_t>("select count(*) from complaints_complaints where " + where.sql, where.binds)
      .value_or(0);
}

std::vector<std::int64_t> ids_after(db::ReadTx& tx, TenantId tenant, std::int64_t after, int limit) {
  constexpr std::string_view kSql =
      "select id from complaints_complaints where tenant_id = :tenant_id and id > :after order by id limit "
      ":limit";
  return tx.all<std::int64_t>(kSql, tenant, after, limit);
}

std::vector<std::int64_t> ids_of_orders(db::ReadTx& tx, TenantId tenant,
                                        const std::vector<std::int64_t>& orders) {
  constexpr std::string_view kSql =
      "select id from complaints_complaints where tenant_id = :tenant_id and work_order_id in (:orders)";
  return tx.all<std::int64_t>(kSql, tenant, db::In(orders));
}

std::vector<std::int64_t> ids_of_customer(db::ReadTx& tx, TenantId tenant, customers::CustomerId customer) {
  constexpr std::string_view kSql =
      "select id from complaints_complaints where tenant_id = :tenant_id and customer_id = :customer_id";
  return tx.all<std::int64_t>(kSql, tenant, customer);
}

Result<void> insert_note(db::Tx& tx, const NoteRow& row) { return tx.insert("complaints_notes", row); }

std::vector<NoteRow> notes_of(db::ReadTx& tx, TenantId tenant, ComplaintId complaint) {
  static const std::string kSql =
      "select " + db::columns<NoteRow>() +
      " from complaints_notes where tenant_id = :tenant_id and complaint_id = :complaint_id order by id";
  return tx.all<NoteRow>(kSql, tenant, complaint);
}

Result<void> erase_texts(db::Tx& tx, TenantId tenant, ComplaintId complaint, Instant at) {
  constexpr std::string_view kNotes =
      "update complaints_notes set text = '' where tenant_id = :tenant_id and complaint_id = :complaint_id";
  constexpr std::string_view kTexts =
      "update complaints_complaints set description = '', remedy_sought = '', plan = '', decision = '', "
      "invalid_reason = '', attributes = '{}', updated_at = :at, version = version + 1 "
      "where tenant_id = :tenant_id and id = :id";
  MANYI_CHECK(tx.exec(kNotes, tenant, complaint));
  MANYI_CHECK(tx.exec(kTexts, at, tenant, complaint));
  return {};
}

}  // namespace manyi::complaints::store
