// Which customer a row of another system is.
// Owns the SQL on customers_sources, and the removal of what an import made.
#pragma once

#include <string_view>

#include "modules/customers/customers.h"
#include "platform/db/db.h"

namespace manyi::customers::store {

std::optional<CustomerId> customer_by_source(db::ReadTx&, TenantId, std::string_view import_source,
                                             std::string_view source_id);
Result<void> put_source(db::Tx&, TenantId, std::string_view import_source, std::string_view source_id,
                        CustomerId);
Result<void> remove_source(db::Tx&, TenantId, std::string_view import_source, std::string_view source_id);
/// With his contacts and sources.
Result<void> remove_customer(db::Tx&, TenantId, CustomerId);

}  // namespace manyi::customers::store
