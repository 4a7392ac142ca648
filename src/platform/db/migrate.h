// Applies migrations on one connection. Internal to platform/db.
// Owns the table db_migrations and the SQLite form of table definitions.
#pragma once

#include "platform/db/connection.h"

namespace manyi::db::detail {

/// Makes tables STRICT and maps bigint and double precision to SQLite's types.
std::string sqlite_form(std::string_view sql);

Result<void> migrate(Connection& connection, const std::vector<MigrationSet>& sets, Instant now);

}  // namespace manyi::db::detail
