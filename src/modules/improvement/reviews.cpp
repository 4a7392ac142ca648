// Reviews: prepared from a pack, held with minutes, signed.
// Owns the use cases of meetings and of what was decided there.
#include "modules/improvement/reviews.h"

#include <algorithm>

#include "modules/improvement/improvement_events.h"
#include "modules/improvement/review_store.h"
#include "modules/improvement/store.h"
#include "platform/journal/events.h"

namespace manyi::improvement {
namespace {

using store::StoredDecision;
using store::StoredReview;

constexpr FieldRule kPrepareTexts[] = {
    {.name = "kind", .doc = "day, week or month."},
    {.name = "date", .doc = "Any day of it; today by default."},
    {.name = "month", .doc = "YYYY-MM, of a monthly one.", .example = R"("2026-11")", .max_length = 7},
    {.name = "site_id", .doc = "None: the company."}};
constexpr FieldRule kHoldTexts[] = {
    {.name = "attendance", .doc = "Who was there.", .min_length = 1, .max_length = 100},
    {.name = "notes", .doc = "What was said.", .max_length = 8000}};
constexpr FieldRule kDecideTexts[] = {{.name = "text",
                                       .doc = "What was decided.",
                                       .example = R"("滨江站增设一名备件员")",
                                       .min_length = 1,
                                       .max_length = 200}};
constexpr FieldRule kSettleTexts[] = {{.name = "outcome", .doc = "What came of it.", .max_length = 1000}};

template <class Event> Event event_of(const StoredReview& row) {
  Event event;
  event.review = row.id;
  event.review_kind = row.kind;
  event.first_day = row.first_day;
  if (row.site_id) event.site = row.site_id;
  event.state = row.state;
  return event;
}

DecisionRecorded event_of(const StoredReview& review, const StoredDecision& row) {
  auto event = event_of<DecisionRecorded>(review);
  event.decision = row.id;
  event.owner = row.owner_id;
  event.due_on = row.due_on;
  event.decision_state = row.state;
  event.action = row.action_id;
  return event;
}

}  // namespace

std::span<const FieldRule> field_rules(const PrepareReview*) { return kPrepareTexts; }
std::span<const FieldRule> field_rules(const HoldReview*) { return kHoldTexts; }
std::span<const FieldRule> field_rules(const DecideInReview*) { return kDecideTexts; }
std::span<const FieldRule> field_rules(const SettleDecision*) { return kSettleTexts; }

Result<StoredReview> Reviews::load(db::ReadTx& tx, const Caller& caller, ReviewId id,
                                   const std::optional<std::int64_t>& if_match) {
  auto row = store::review(tx, caller.tenant, id);
  if (!row || !store::reaches(store::review_reach_of(caller), *row))
    return not_found("review.not_found", "There is no such review.");
  if (if_match && *if_match != row->version) return stale("The review was changed in the meantime.");
  return std::move(*row);
}

Result<void> Reviews::moved(db::Tx& tx, const Caller& caller, StoredReview& row, ReviewStep step,
                            ReviewState to) {
  row.state = to;
  row.updated_at = tx.now();
  row.updated_by = caller.user;
  row.version += 1;
  MANYI_CHECK(store::update(tx, row));
  auto event = event_of<ReviewMoved>(row);
  event.step = step;
  return of_.needs_.events.publish(tx, caller, event);
}

// ---- preparing ---------------------------------------------------------------------------------

Result<Review> Reviews::prepare(db::Tx& tx, const Caller& caller, const PrepareReview& in,
                                const ReviewPack& pack) {
  MANYI_TRY(const Span span, span_of(tx, caller, in));
  const SiteId place = span.site.value_or(SiteId());
  if (store::review_on(tx, caller.tenant, in.kind, span.period.from, place))
    return conflict("review.exists", "This period has its review; regenerate that one.", {"regenerate"});
  StoredReview row;
  row.tenant_id = caller.tenant;
  row.id = tx.new_id<ReviewTag>();
  row.kind = in.kind;
  row.first_day = span.period.from;
  row.site_id = place;
  row.as_of = pack.as_of;
  row.pack.text = to_json(pack);
  row.created_at = row.updated_at = tx.now();
  row.created_by = row.updated_by = caller.user;
  MANYI_CHECK(store::insert(tx, row));
  MANYI_CHECK(of_.needs_.events.publish(tx, caller, event_of<ReviewPrepared>(row)));
  return present(tx, caller, row);
}

Result<Review> Reviews::regenerate(db::Tx& tx, const Caller& caller, const StepReview& in,
                                   const ReviewPack& pack) {
  MANYI_TRY(StoredReview row, load(tx, caller, in.id, in.if_match));
  MANYI_TRY(row.state, decide_step(row.state, ReviewStep::kRegenerate));
  row.as_of = pack.as_of;
  row.pack.text = to_json(pack);
  row.updated_at = tx.now();
  row.updated_by = caller.user;
  row.version += 1;
  MANYI_CHECK(store::update(tx, row));
  auto event = event_of<ReviewPrepared>(row);
  event.again = true;
  MANYI_CHECK(of_.needs_.events.publish(tx, caller, event));
  return present(tx, caller, row);
}

// ---- the meeting -------------------------------------------------------------------------------

Result<Review> Reviews::decide(db::Tx& tx, const Caller& caller, const DecideInReview& in) {
  MANYI_TRY(StoredReview row, load(tx, caller, in.id, in.if_match));
  MANYI_TRY(const ReviewState to, decide_step(row.state, ReviewStep::kDecide));
  std::vector<FieldError> errors;
  of_.check_owner(tx, caller.tenant, in.owner_id, "/owner_id", errors);
  const bool make_action = in.make_action.value_or(false);
  if (!make_action && in.finding_id)
    errors.push_back({"/finding_id", "no_action", "Only an action belongs to a finding."});
  if (!make_action && in.moves) errors.push_back({"/moves", "no_action", "Only an action moves a metric."});
  if (make_action && !in.due_on) errors.push_back({"/due_on", "required", "An action is due on a day."});
  if (!errors.empty()) return invalid(std::move(errors));
  StoredDecision decision;
  decision.tenant_id = caller.tenant;
  decision.id = tx.new_id<DecisionTag>();
  decision.review_id = row.id;
  decision.text = in.text;
  decision.owner_id = in.owner_id;
  decision.due_on = in.due_on;
  decision.created_at = decision.updated_at = tx.now();
  decision.created_by = caller.user;
  const ChainRef itself{NodeKind::kDecision, decision.id.text()};
  if (make_action) {
    CreateAction action;
    action.finding_id = in.finding_id;
    action.title = in.text;
    action.plan = in.text;
    action.owner_id = in.owner_id;
    action.due_on = in.due_on;
    action.moves = in.moves;
    MANYI_TRY(const auto made, of_.create_action(tx, caller, action));
    decision.action_id = made.id;
    MANYI_CHECK(of_.link(tx, caller.tenant, itself, {NodeKind::kAction, made.id.text()}));
  }
  MANYI_CHECK(store::insert(tx, decision));
  MANYI_CHECK(of_.link(tx, caller.tenant, {NodeKind::kReview, row.id.text()}, itself));
  MANYI_CHECK(of_.needs_.events.publish(tx, caller, event_of(row, decision)));
  MANYI_CHECK(moved(tx, caller, row, ReviewStep::kDecide, to));
  return present(tx, caller, row);
}

Result<Review> Reviews::hold(db::Tx& tx, const Caller& caller, const HoldReview& in) {
  MANYI_TRY(StoredReview row, load(tx, caller, in.id, in.if_match));
  MANYI_TRY(const ReviewState to, decide_step(row.state, ReviewStep::kHold));
  std::vector<FieldError> errors;
  auto people = in.attendance;
  for (std::size_t i = 0; i < people.size(); ++i)
    of_.check_owner(tx, caller.tenant, people[i], ("/attendance/" + std::to_string(i)).c_str(), errors);
  if (people.empty()) errors.push_back({"/attendance", "required", "Somebody was there."});
  const Date today = of_.today(tx, caller.tenant);
  row.held_on = in.held_on.value_or(today);
  if (*row.held_on > today) errors.push_back({"/held_on", "future", "It has not been held yet."});
  if (*row.held_on < row.first_day)
    errors.push_back({"/held_on", "before_period", "It is not held before what it looks at begins."});
  if (!errors.empty()) return invalid(std::move(errors));
  std::sort(people.begin(), people.end());
  people.erase(std::unique(people.begin(), people.end()), people.end());
  MANYI_CHECK(store::replace_attendance(tx, caller.tenant, row.id, people));
  row.notes = in.notes.value_or("");
  MANYI_CHECK(moved(tx, caller, row, ReviewStep::kHold, to));
  return present(tx, caller, row);
}

Result<Review> Reviews::sign(db::Tx& tx, const Caller& caller, const StepReview& in) {
  MANYI_TRY(StoredReview row, load(tx, caller, in.id, in.if_match));
  MANYI_TRY(const ReviewState to, decide_step(row.state, ReviewStep::kSign));
  if (row.kind == ReviewKind::kMonth) {
    if (!caller.may(Permission::kEffectSign))
      return forbidden("review.manager_signs", "The monthly review is signed by the manager.");
    if (store::count_decisions(tx, caller.tenant, row.id) == 0)
      return conflict("review.no_decision", "A monthly review without a decision is none.", {"decide"});
  }
  row.signed_by = caller.user;
  row.signed_at = tx.now();
  MANYI_CHECK(moved(tx, caller, row, ReviewStep::kSign, to));
  return present(tx, caller, row);
}

Result<ReviewDecision> Reviews::settle(db::Tx& tx, const Caller& caller, const SettleDecision& in,
                                       DecisionState to) {
  auto row = store::decision(tx, caller.tenant, in.id);
  const auto review = row ? store::review(tx, caller.tenant, row->review_id) : std::nullopt;
  const bool own = row && caller.employee && row->owner_id == caller.employee;
  if (!review || (!own && !store::reaches(store::review_reach_of(caller), *review)))
    return not_found("decision.not_found", "There is no such decision.");
  if (in.if_match && *in.if_match != row->version) return stale("The decision was changed in the meantime.");
  if (row->action_id)
    return conflict("decision.has_action", "It became an action, which says how it stands.");
  if (row->state != DecisionState::kOpen)
    return conflict("decision.state", "The decision is settled already.");
  row->state = to;
  row->outcome = in.outcome.value_or("");
  row->updated_at = tx.now();
  row->version += 1;
  MANYI_CHECK(store::update(tx, *row));
  MANYI_CHECK(of_.needs_.events.publish(tx, caller, event_of(*review, *row)));
  return std::move(present(tx, caller, {*row}).front());
}

// ---- reading -----------------------------------------------------------------------------------

std::vector<ReviewDecision> Reviews::present(db::ReadTx& tx, const Caller& caller,
                                             const std::vector<StoredDecision>& rows) {
  std::vector<ReviewDecision> shown;
  const Date today = of_.today(tx, caller.tenant);
  for (const auto& row : rows) {
    ReviewDecision one;
    one.id = row.id;
    one.review_id = row.review_id;
    if (const auto review = store::review(tx, row.tenant_id, row.review_id)) {
      one.review_kind = review->kind;
      one.review_day = review->first_day;
    }
    one.text = row.text;
    one.owner_id = row.owner_id;
    if (const auto owner = of_.needs_.org.employee(tx, row.tenant_id, row.owner_id))
      one.owner_name = owner->name;
    one.due_on = row.due_on;
    one.state = row.state;
    one.overdue = row.state == DecisionState::kOpen && row.due_on && *row.due_on < today;
    one.action_id = row.action_id;
    if (row.action_id)
      if (const auto action = store::action(tx, row.tenant_id, *row.action_id)) one.action_no = action->no;
    one.outcome = row.outcome;
    one.version = row.version;
    shown.push_back(std::move(one));
  }
  return shown;
}

ReviewRow Reviews::row_of(db::ReadTx& tx, const StoredReview& row) {
  ReviewRow shown;
  shown.id = row.id;
  shown.kind = row.kind;
  const auto period = period_of(row.kind, row.first_day);
  shown.from = period.from;
  shown.to = period.to;
  if (row.site_id) {
    shown.site_id = row.site_id;
    if (const auto site = of_.needs_.org.site(tx, row.tenant_id, row.site_id)) shown.site_name = site->name;
  }
  shown.state = row.state;
  shown.as_of = row.as_of;
  shown.held_on = row.held_on;
  shown.signed_by = row.signed_by;
  shown.signed_at = row.signed_at;
  shown.decisions = store::count_decisions(tx, row.tenant_id, row.id);
  shown.version = row.version;
  return shown;
}

Result<Review> Reviews::present(db::ReadTx& tx, const Caller& caller, const StoredReview& row) {
  Review shown;
  static_cast<ReviewRow&>(shown) = row_of(tx, row);
  MANYI_TRY(shown.pack, from_json<ReviewPack>(row.pack.text));
  shown.taken = present(tx, caller, store::decisions_of(tx, row.tenant_id, row.id));
  for (const auto id : store::attendance_of(tx, row.tenant_id, row.id)) {
    const auto person = of_.needs_.org.employee(tx, row.tenant_id, id);
    shown.attendance.push_back({id, person ? person->name : std::string()});
  }
  shown.notes = row.notes;
  shown.allowed = allowed_steps(row.state);
  return shown;
}

Result<Review> Reviews::review(db::ReadTx& tx, const Caller& caller, ReviewId id) {
  MANYI_TRY(const StoredReview row, load(tx, caller, id));
  return present(tx, caller, row);
}

Result<Page<ReviewRow>> Reviews::list(db::ReadTx& tx, const Caller& caller, const ListReviews& in) {
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  std::optional<store::ReviewCursor> after;
  if (in.cursor) {
    MANYI_TRY(const auto keys, read_cursor(*in.cursor, 2));
    const auto day = Date::parse(keys[0]);
    const auto id = parse_id(keys[1]);
    if (!day || !id) return invalid("/cursor", "cursor", "This is not a cursor of this list.");
    after = store::ReviewCursor{*day, *id};
  }
  const auto reach = store::review_reach_of(caller);
  std::vector<ReviewRow> rows;
  for (const auto& row : store::list(tx, reach, in, after, limit + 1)) rows.push_back(row_of(tx, row));
  auto page = page_of(std::move(rows), limit, [](const ReviewRow& last) {
    return std::vector<std::string>{last.from.text(), last.id.text()};
  });
  page.total_estimate = store::count(tx, reach, in);
  return page;
}

Result<Page<ReviewDecision>> Reviews::decisions(db::ReadTx& tx, const Caller& caller,
                                                const ListDecisions& in) {
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  MANYI_TRY(const std::int64_t before, cursor_id(in.cursor));
  const auto reach = store::review_reach_of(caller);
  auto page =
      page_by_id(present(tx, caller, store::list(tx, reach, caller.employee, in, before, limit + 1)), limit);
  page.total_estimate = store::count(tx, reach, caller.employee, in);
  return page;
}

}  // namespace manyi::improvement
