// Statements over the tables of callbacks.
// Owns their text; each constant stands beside the function that runs it.
#include "modules/callbacks/store.h"

namespace manyi::callbacks::store {
namespace {

struct PulseRow {
  std::int64_t id = 0, site = 0;
  std::optional<std::string> team;
};
BOOST_DESCRIBE_STRUCT(PulseRow, (), (id, site, team))

}  // namespace

std::vector<PulseAnswer> pulse_answers(db::ReadTx& tx, TenantId tenant, Instant month) {
  constexpr std::string_view kSql =
      "select id, site_id, team from callbacks_answers where tenant_id = :tenant_id and occurred_at = :month "
      "and kind = 'employee' order by id";
  std::vector<PulseAnswer> answers;
  for (auto& row : tx.all<PulseRow>(kSql, tenant, month))
    answers.push_back({row.id, row.site, std::move(row.team).value_or("")});
  return answers;
}

}  // namespace manyi::callbacks::store
