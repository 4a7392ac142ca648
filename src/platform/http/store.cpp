// SQL of first answers.
// Owns the text form of their headers.
#include "platform/http/store.h"

#include "platform/db/db.h"

namespace manyi::http {
namespace {

struct AnswerRow {
  std::string fingerprint;
  std::int64_t status = 0;
  std::string content_type;
  std::string headers;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(AnswerRow, (), (fingerprint, status, content_type, headers, body))

constexpr std::string_view kFind =
    "select fingerprint, status, content_type, headers, body from http_idempotency "
    "where tenant_id = :tenant and user_id = :user and key = :key";
constexpr std::string_view kKeep =
    "insert into http_idempotency (tenant_id, user_id, key, fingerprint, status, content_type, headers, "
    "body, created_at) "
    "values (:tenant, :user, :key, :fingerprint, :status, :content_type, :headers, :body, :now)";
constexpr std::string_view kPurge =
    "delete from http_idempotency where tenant_id = :tenant and created_at < :before";

}  // namespace

std::optional<FirstAnswer> find_first_answer(db::ReadTx& tx, TenantId tenant, UserId user,
                                             std::string_view key) {
  auto row = tx.first<AnswerRow>(kFind, tenant, user, key);
  if (!row) return std::nullopt;
  FirstAnswer answer;
  answer.fingerprint = std::move(row->fingerprint);
  answer.response.status = static_cast<int>(row->status);
  answer.response.content_type = std::move(row->content_type);
  answer.response.body = std::move(row->body);
  std::string_view rest(row->headers);
  while (!rest.empty()) {
    const auto line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    answer.response.headers.push_back(
        {std::string(line.substr(0, colon)), std::string(line.substr(colon + 1))});
  }
  return answer;
}

Result<void> keep_first_answer(db::Tx& tx, TenantId tenant, UserId user, std::string_view key,
                               std::string_view fingerprint, const Response& response) {
  std::string headers;
  for (const auto& header : response.headers) headers += header.name + ":" + header.value + "\n";
  MANYI_CHECK(tx.exec(kKeep, tenant, user, key, fingerprint, response.status, response.content_type, headers,
                      response.body, tx.now()));
  return {};
}

Result<std::int64_t> purge_first_answers(db::Tx& tx, TenantId tenant, Instant before) {
  return tx.exec(kPurge, tenant, before);
}

}  // namespace manyi::http
