// Statements over reviews, attendance and decisions.
// Owns their text; each constant stands beside the function that runs it.
#include "modules/improvement/review_store.h"

#include <algorithm>

namespace manyi::improvement::store {
namespace {

template <class Row> std::string select_from(std::string_view table) {
  return "select " + db::columns<Row>() + " from " + std::string(table) + " where tenant_id = :tenant_id";
}

template <class E> std::string names(const std::vector<E>& values) {
  std::string text;
  for (const auto value : values) text += (text.empty() ? "('" : ", '") + enum_name(value) + "'";
  return text + ")";
}

std::string numbers(const std::vector<std::int64_t>& values) {
  if (values.empty()) return "(-1)";  // no record has this id
  std::string text;
  for (const auto value : values) text += (text.empty() ? "(" : ", ") + std::to_string(value);
  return text + ")";
}

/// Days that were not given are bound as the widest ones.
constexpr std::string_view kEarliest = "0000", kLatest = "9999-99";
constexpr std::string_view kDays = " and first_day >= :from and first_day < :to";

std::string condition_of(const ReviewReach& reach, const ListReviews& filter) {
  std::string where;
  if (!reach.everything) where += " and site_id in " + numbers(reach.sites);
  if (filter.kind) where += " and kind = '" + enum_name(*filter.kind) + "'";
  if (!filter.state.empty()) where += " and state in " + names(filter.state);
  if (filter.site_id) where += " and site_id = " + std::to_string(filter.site_id->value());
  return where;
}

std::string condition_of(const ReviewReach& reach, EmployeeId self, const ListDecisions& filter) {
  std::string where;
  if (!reach.everything)
    where += " and (owner_id = " + std::to_string(self.value()) +
             " or review_id in (select id from improvement_reviews where tenant_id = " +
             std::to_string(reach.tenant.value()) + " and site_id in " + numbers(reach.sites) + "))";
  if (!filter.state.empty()) where += " and state in " + names(filter.state);
  if (filter.owner_id) where += " and owner_id = " + std::to_string(filter.owner_id->value());
  if (filter.review_id) where += " and review_id = " + std::to_string(filter.review_id->value());
  return where;
}

}  // namespace

ReviewReach review_reach_of(const Caller& caller) {
  ReviewReach reach;
  reach.tenant = caller.tenant;
  reach.everything = caller.scope == Scope::kTenant;
  if (caller.scope == Scope::kSite)
    for (const auto site : caller.site_ids) reach.sites.push_back(site.value());
  return reach;
}

bool reaches(const ReviewReach& reach, const StoredReview& row) {
  if (row.tenant_id != reach.tenant) return false;
  return reach.everything || (row.site_id && std::find(reach.sites.begin(), reach.sites.end(),
                                                       row.site_id.value()) != reach.sites.end());
}

// ---- reviews -----------------------------------------------------------------------------------

std::optional<StoredReview> review(db::ReadTx& tx, TenantId tenant, ReviewId id) {
  static const std::string kSql = select_from<StoredReview>("improvement_reviews") + " and id = :id";
  return tx.first<StoredReview>(kSql, tenant, id);
}

std::optional<StoredReview> review_on(db::ReadTx& tx, TenantId tenant, ReviewKind kind, Date first_day,
                                      SiteId site) {
  static const std::string kSql = select_from<StoredReview>("improvement_reviews") +
                                  " and kind = :kind and first_day = :first_day and site_id = :site_id";
  return tx.first<StoredReview>(kSql, tenant, kind, first_day, site);
}

std::optional<StoredReview> review_before(db::ReadTx& tx, TenantId tenant, ReviewKind kind, Date first_day,
                                          SiteId site) {
  static const std::string kSql = select_from<StoredReview>("improvement_reviews") +
                                  " and kind = :kind and first_day < :first_day and site_id = :site_id"
                                  " order by first_day desc limit 1";
  return tx.first<StoredReview>(kSql, tenant, kind, first_day, site);
}

Result<void> insert(db::Tx& tx, const StoredReview& row) { return tx.insert("improvement_reviews", row); }
Result<void> update(db::Tx& tx, const StoredReview& row) { return tx.update("improvement_reviews", row); }

std::vector<StoredReview> list(db::ReadTx& tx, const ReviewReach& reach, const ListReviews& filter,
                               const std::optional<ReviewCursor>& after, std::int64_t limit) {
  const std::string sql = select_from<StoredReview>("improvement_reviews") + std::string(kDays) +
                          condition_of(reach, filter) +
                          " and (first_day < :day or (first_day = :day and id < :id))"
                          " order by first_day desc, id desc limit :limit";
  const std::string from = filter.from ? filter.from->text() : std::string(kEarliest);
  const std::string to = filter.to ? filter.to->text() : std::string(kLatest);
  const std::string day = after ? after->first_day.text() : std::string(kLatest);
  const std::int64_t id = after ? after->id : 0;
  return tx.all<StoredReview>(sql, reach.tenant, from, to, day, day, id, limit);
}

std::int64_t count(db::ReadTx& tx, const ReviewReach& reach, const ListReviews& filter) {
  const std::string sql = "select count(*) from improvement_reviews where tenant_id = :tenant_id" +
                          std::string(kDays) + condition_of(reach, filter);
  const std::string from = filter.from ? filter.from->text() : std::string(kEarliest);
  const std::string to = filter.to ? filter.to->text() : std::string(kLatest);
  return tx.scalar<std::int64_t>(sql, reach.tenant, from, to).value_or(0);
}

std::vector<EmployeeId> attendance_of(db::ReadTx& tx, TenantId tenant, ReviewId review) {
  constexpr std::string_view kSql =
      "select employee_id from improvement_attendances where tenant_id = :tenant_id and review_id = "
      ":review_id order by employee_id";
  std::vector<EmployeeId> people;
  for (const auto id : tx.all<std::int64_t>(kSql, tenant, review)) people.emplace_back(id);
  return people;
}

Result<void> replace_attendance(db::Tx& tx, TenantId tenant, ReviewId review,
                                const std::vector<EmployeeId>& people) {
  constexpr std::string_view kSql =
      "delete from improvement_attendances where tenant_id = :tenant_id and review_id = :review_id";
  MANYI_CHECK(tx.exec(kSql, tenant, review));
  for (const auto person : people)
    MANYI_CHECK(tx.insert("improvement_attendances", AttendanceRow{tenant, review, person}));
  return {};
}

// ---- decisions ---------------------------------------------------------------------------------

std::optional<StoredDecision> decision(db::ReadTx& tx, TenantId tenant, DecisionId id) {
  static const std::string kSql = select_from<StoredDecision>("improvement_decisions") + " and id = :id";
  return tx.first<StoredDecision>(kSql, tenant, id);
}

std::vector<StoredDecision> decisions_of(db::ReadTx& tx, TenantId tenant, ReviewId review) {
  static const std::string kSql =
      select_from<StoredDecision>("improvement_decisions") + " and review_id = :review_id order by id";
  return tx.all<StoredDecision>(kSql, tenant, review);
}

std::int64_t count_decisions(db::ReadTx& tx, TenantId tenant, ReviewId review) {
  constexpr std::string_view kSql =
      "select count(*) from improvement_decisions where tenant_id = :tenant_id and review_id = :review_id";
  return tx.scalar<std::int64_t>(kSql, tenant, review).value_or(0);
}

std::vector<StoredDecision> open_decisions(db::ReadTx& tx, TenantId tenant, Date before, SiteId site,
                                           int limit) {
  static const std::string kSql =
      "select " + db::columns<StoredDecision>("d") +
      " from improvement_decisions d join improvement_reviews r on r.tenant_id = d.tenant_id and r.id = "
      "d.review_id where d.tenant_id = :tenant_id and d.state = 'open' and r.first_day < :before and "
      "r.site_id "
      "= :site_id order by d.id limit :limit";
  return tx.all<StoredDecision>(kSql, tenant, before, site, limit);
}

Result<void> insert(db::Tx& tx, const StoredDecision& row) { return tx.insert("improvement_decisions", row); }
Result<void> update(db::Tx& tx, const StoredDecision& row) { return tx.update("improvement_decisions", row); }

Result<void> settle_of_action(db::Tx& tx, TenantId tenant, ActionId action, DecisionState state, Instant at) {
  constexpr std::string_view kSql =
      "update improvement_decisions set state = :state, updated_at = :at, version = version + 1 where "
      "tenant_id "
      "= :tenant_id and action_id = :action_id and state = 'open'";
  MANYI_CHECK(tx.exec(kSql, state, at, tenant, action));
  return {};
}

std::vector<StoredDecision> list(db::ReadTx& tx, const ReviewReach& reach, EmployeeId self,
                                 const ListDecisions& filter, std::int64_t before, std::int64_t limit) {
  const std::string sql = select_from<StoredDecision>("improvement_decisions") +
                          condition_of(reach, self, filter) +
                          " and id < :before order by id desc limit :limit";
  return tx.all<StoredDecision>(sql, reach.tenant, before, limit);
}

std::int64_t count(db::ReadTx& tx, const ReviewReach& reach, EmployeeId self, const ListDecisions& filter) {
  const std::string sql = "select count(*) from improvement_decisions where tenant_id = :tenant_id" +
                          condition_of(reach, self, filter);
  return tx.scalar<std::int64_t>(sql, reach.tenant).value_or(0);
}

}  // namespace manyi::improvement::store
