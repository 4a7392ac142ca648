// The rows of reviews, their attendance and their decisions.
// Owns the SQL on those tables.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "modules/improvement/reviews.h"
#include "platform/db/db.h"

namespace manyi::improvement::store {

struct StoredReview {
  TenantId tenant_id;
  ReviewId id;
  ReviewKind kind = ReviewKind::kDay;
  Date first_day;
  SiteId site_id;  // none: the company, so that one of each period is unique
  ReviewState state = ReviewState::kPrepared;
  Instant as_of;
  RawJson pack;
  std::string notes;
  std::optional<Date> held_on;
  std::optional<UserId> signed_by;
  std::optional<Instant> signed_at;
  Instant created_at;
  UserId created_by;
  Instant updated_at;
  UserId updated_by;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(StoredReview, (),
                      (tenant_id, id, kind, first_day, site_id, state, as_of, pack, notes, held_on, signed_by,
                       signed_at, created_at, created_by, updated_at, updated_by, version))

struct StoredDecision {
  TenantId tenant_id;
  DecisionId id;
  ReviewId review_id;
  std::string text;
  EmployeeId owner_id;
  std::optional<Date> due_on;
  DecisionState state = DecisionState::kOpen;
  std::optional<ActionId> action_id;
  std::string outcome;
  Instant created_at;
  UserId created_by;
  Instant updated_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(StoredDecision, (),
                      (tenant_id, id, review_id, text, owner_id, due_on, state, action_id, outcome,
                       created_at, created_by, updated_at, version))

struct AttendanceRow {
  TenantId tenant_id;
  ReviewId review_id;
  EmployeeId employee_id;
};
BOOST_DESCRIBE_STRUCT(AttendanceRow, (), (tenant_id, review_id, employee_id))

/// Reviews that a caller reaches: all, or those of his sites.
struct ReviewReach {
  TenantId tenant;
  bool everything = false;
  std::vector<std::int64_t> sites;
};
ReviewReach review_reach_of(const Caller& caller);
bool reaches(const ReviewReach& reach, const StoredReview& row);

std::optional<StoredReview> review(db::ReadTx&, TenantId, ReviewId);
/// Of one kind and place that begins on that day.
std::optional<StoredReview> review_on(db::ReadTx&, TenantId, ReviewKind, Date first_day, SiteId);
/// Of one kind and place, the last one that begins before that day.
std::optional<StoredReview> review_before(db::ReadTx&, TenantId, ReviewKind, Date first_day, SiteId);
Result<void> insert(db::Tx&, const StoredReview&);
Result<void> update(db::Tx&, const StoredReview&);
/// The latest period first.
struct ReviewCursor {
  Date first_day;
  std::int64_t id = 0;
};
std::vector<StoredReview> list(db::ReadTx&, const ReviewReach&, const ListReviews&,
                               const std::optional<ReviewCursor>& after, std::int64_t limit);
std::int64_t count(db::ReadTx&, const ReviewReach&, const ListReviews&);

std::vector<EmployeeId> attendance_of(db::ReadTx&, TenantId, ReviewId);
Result<void> replace_attendance(db::Tx&, TenantId, ReviewId, const std::vector<EmployeeId>&);

std::optional<StoredDecision> decision(db::ReadTx&, TenantId, DecisionId);
std::vector<StoredDecision> decisions_of(db::ReadTx&, TenantId, ReviewId);
std::int64_t count_decisions(db::ReadTx&, TenantId, ReviewId);
/// Open ones of reviews of this place that began before that day, the oldest first.
std::vector<StoredDecision> open_decisions(db::ReadTx&, TenantId, Date before, SiteId, int limit);
Result<void> insert(db::Tx&, const StoredDecision&);
Result<void> update(db::Tx&, const StoredDecision&);
/// What became an action is done or dropped with it.
Result<void> settle_of_action(db::Tx&, TenantId, ActionId, DecisionState, Instant at);
/// Newest first; whoever is limited to himself sees his own. \param before ids below it
std::vector<StoredDecision> list(db::ReadTx&, const ReviewReach&, EmployeeId self, const ListDecisions&,
                                 std::int64_t before, std::int64_t limit);
std::int64_t count(db::ReadTx&, const ReviewReach&, EmployeeId self, const ListDecisions&);

}  // namespace manyi::improvement::store
