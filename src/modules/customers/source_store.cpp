// Statements over customers_sources.
// Owns their text.
#include "modules/customers/source_store.h"

namespace manyi::customers::store {

std::optional<CustomerId> customer_by_source(db::ReadTx& tx, TenantId tenant, std::string_view import_source,
                                             std::string_view source_id) {
  constexpr std::string_view kSql =
      "select customer_id from customers_sources where tenant_id = :tenant_id "
      "and import_source = :import_source and source_id = :source_id";
  return tx.scalar<CustomerId>(kSql, tenant, import_source, source_id);
}

Result<void> put_source(db::Tx& tx, TenantId tenant, std::string_view import_source,
                        std::string_view source_id, CustomerId customer) {
  constexpr std::string_view kSql =
      "insert into customers_sources (tenant_id, import_source, source_id, customer_id) "
      "values (:tenant_id, :import_source, :source_id, :customer_id)";
  MANYI_CHECK(tx.exec(kSql, tenant, import_source, source_id, customer));
  return {};
}

Result<void> remove_source(db::Tx& tx, TenantId tenant, std::string_view import_source,
                           std::string_view source_id) {
  constexpr std::string_view kSql =
      "delete from customers_sources where tenant_id = :tenant_id and import_source = :import_source "
      "and source_id = :source_id";
  MANYI_CHECK(tx.exec(kSql, tenant, import_source, source_id));
  return {};
}

Result<void> remove_customer(db::Tx& tx, TenantId tenant, CustomerId customer) {
  static constexpr std::string_view kStatements[] = {
      "delete from customers_sources where tenant_id = :tenant_id and customer_id = :id",
      "delete from customers_contacts where tenant_id = :tenant_id and customer_id = :id",
      "delete from customers_customers where tenant_id = :tenant_id and id = :id"};
  for (const auto sql : kStatements) MANYI_CHECK(tx.exec(sql, tenant, customer));
  return {};
}

}  // namespace manyi::customers::store
