// First answers to requests with an Idempotency-Key, kept in the same transaction as the change.
// Owns the table http_idempotency.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "platform/http/message.h"

namespace manyi::db {
class ReadTx;
class Tx;
}  // namespace manyi::db

namespace manyi::http {

struct FirstAnswer {
  std::string fingerprint;  // of method, path, query and body
  Response response;
};
std::optional<FirstAnswer> find_first_answer(db::ReadTx& tx, TenantId tenant, UserId user,
                                             std::string_view key);
Result<void> keep_first_answer(db::Tx& tx, TenantId tenant, UserId user, std::string_view key,
                               std::string_view fingerprint, const Response& response);
/// Forgets answers older than `before`; they may hold personal data, so call it at least daily.
/// Returns how many went.
Result<std::int64_t> purge_first_answers(db::Tx& tx, TenantId tenant, Instant before);

}  // namespace manyi::http
