// Review meetings of the day, the week and the month: a pack made from the data, minutes, and a signature.
// Owns the façade of reviews, its types, and what it asks of rooms that it does not know.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "modules/improvement/improvement.h"

namespace manyi::http {
struct Document;
}

namespace manyi::improvement {

namespace store {
struct StoredReview;
struct StoredDecision;
}  // namespace store

struct ReviewTag;
struct DecisionTag;
using ReviewId = Id<ReviewTag>;
using DecisionId = Id<DecisionTag>;

// ---- the pack ----------------------------------------------------------------------------------

/// What is talked about, in this order.
struct AgendaItem {
  std::int64_t no = 1;
  std::string code;  // stable, for screens: "figures", "exceptions", "cases", ...
  std::string title_zh, title_en;
  std::int64_t minutes = 5;
};
BOOST_DESCRIBE_STRUCT(AgendaItem, (), (no, code, title_zh, title_en, minutes))

/// Fixed by kind: the rhythm of the house.
std::vector<AgendaItem> agenda_of(ReviewKind kind);

/// One of the twelve metrics over the period, beside the period before.
struct ReviewFigure {
  std::string metric, name_zh, name_en, unit, better;
  std::optional<double> value;
  std::int64_t n = 0;
  std::optional<std::vector<double>> interval;  // 95 %
  bool provisional = false;
  std::optional<double> before;  // of the period before
  std::optional<double> target;
  std::optional<bool> on_target;
};
BOOST_DESCRIBE_STRUCT(ReviewFigure, (),
                      (metric, name_zh, name_en, unit, better, value, n, interval, provisional, before,
                       target, on_target))

/// What needs a word: a signal, an endangered target, a warning, overdue work. `kind` says where it comes
/// from ("signal", "endangered", "alert", "overdue", ...), `id` what it is called there.
struct ReviewLine {
  std::string kind, id, no;
  std::optional<std::string> metric;
  std::optional<ScopeKind> scope;
  std::string scope_key, scope_label;
  std::string title_zh, title_en;
  std::optional<double> value, target, chance;
  std::optional<EmployeeId> owner_id;
  std::string owner_name;
  std::optional<Instant> at;  // since when, or due when
};
BOOST_DESCRIBE_STRUCT(ReviewLine, (),
                      (kind, id, no, metric, scope, scope_key, scope_label, title_zh, title_en, value, target,
                       chance, owner_id, owner_name, at))

/// The cases of four weeks, or of the month, by cause.
struct ReviewPareto {
  std::string metric, name_zh, name_en, dimension;
  Date from, to;  // half-open
  std::vector<ParetoItem> items;
};
BOOST_DESCRIBE_STRUCT(ReviewPareto, (), (metric, name_zh, name_en, dimension, from, to, items))

/// Taken in a meeting; its state is that of its action once it has become one.
struct ReviewDecision {
  DecisionId id;
  ReviewId review_id;
  ReviewKind review_kind = ReviewKind::kDay;
  Date review_day;
  std::string text;
  EmployeeId owner_id;
  std::string owner_name;
  std::optional<Date> due_on;
  DecisionState state = DecisionState::kOpen;
  bool overdue = false;
  std::optional<ActionId> action_id;
  std::string action_no, outcome;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(ReviewDecision, (),
                      (id, review_id, review_kind, review_day, text, owner_id, owner_name, due_on, state,
                       overdue, action_id, action_no, outcome, version))

struct ReviewPack {
  Instant as_of;
  Date from, to;  // half-open
  std::vector<AgendaItem> agenda;
  std::vector<ReviewFigure> figures;
  std::vector<ReviewLine> exceptions;          // signals, endangered targets, warnings
  std::vector<ReviewLine> overdue_work;        // cases, complaints and whatever else is late
  std::vector<ReviewPareto> paretos;           // week and month
  std::vector<ReviewDecision> last_decisions;  // of the review before of the same kind and place
  std::vector<ReviewDecision> open_decisions;  // of all earlier ones
  std::vector<FindingRow> open_findings;
  std::vector<ImprovementActionRow> overdue_actions;
  std::vector<EffectCheck> due_checks;
};
BOOST_DESCRIBE_STRUCT(ReviewPack, (),
                      (as_of, from, to, agenda, figures, exceptions, overdue_work, paretos, last_decisions,
                       open_decisions, open_findings, overdue_actions, due_checks))

// ---- what people see and command ---------------------------------------------------------------

struct Attendant {
  EmployeeId id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Attendant, (), (id, name))

struct ReviewRow {
  ReviewId id;
  ReviewKind kind = ReviewKind::kDay;
  Date from, to;  // half-open
  std::optional<SiteId> site_id;
  std::string site_name;
  ReviewState state = ReviewState::kPrepared;
  Instant as_of;
  std::optional<Date> held_on;
  std::optional<UserId> signed_by;
  std::optional<Instant> signed_at;
  std::int64_t decisions = 0;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(ReviewRow, (),
                      (id, kind, from, to, site_id, site_name, state, as_of, held_on, signed_by, signed_at,
                       decisions, version))

struct Review : ReviewRow {
  ReviewPack pack;
  std::vector<ReviewDecision> taken;  // in this meeting
  std::vector<Attendant> attendance;
  std::string notes;
  std::vector<ReviewStep> allowed;
};
BOOST_DESCRIBE_STRUCT(Review, (ReviewRow), (pack, taken, attendance, notes, allowed))

struct PrepareReview {
  ReviewKind kind = ReviewKind::kDay;
  std::optional<Date> date;          // any day of it; default: today
  std::optional<std::string> month;  // of a monthly one
  std::optional<SiteId> site_id;     // none: the company
};
BOOST_DESCRIBE_STRUCT(PrepareReview, (), (kind, date, month, site_id))
std::span<const FieldRule> field_rules(const PrepareReview*);

struct OneReview {
  ReviewId id;
};
BOOST_DESCRIBE_STRUCT(OneReview, (), (id))

struct StepReview {
  ReviewId id;
  std::optional<std::int64_t> if_match;
};
BOOST_DESCRIBE_STRUCT(StepReview, (), (id, if_match))

struct HoldReview {
  ReviewId id;
  std::optional<std::int64_t> if_match;
  std::vector<EmployeeId> attendance;
  std::optional<Date> held_on;  // default: today
  std::optional<std::string> notes;
};
BOOST_DESCRIBE_STRUCT(HoldReview, (), (id, if_match, attendance, held_on, notes))
std::span<const FieldRule> field_rules(const HoldReview*);

struct DecideInReview {
  ReviewId id;
  std::optional<std::int64_t> if_match;
  std::string text;
  EmployeeId owner_id;
  std::optional<Date> due_on;
  std::optional<bool> make_action;  // it becomes an action of its owner
  std::optional<FindingId> finding_id;
  std::optional<MeasuredMetric> moves;
};
BOOST_DESCRIBE_STRUCT(DecideInReview, (),
                      (id, if_match, text, owner_id, due_on, make_action, finding_id, moves))
std::span<const FieldRule> field_rules(const DecideInReview*);

struct SettleDecision {
  DecisionId id;
  std::optional<std::int64_t> if_match;
  std::optional<std::string> outcome;
};
BOOST_DESCRIBE_STRUCT(SettleDecision, (), (id, if_match, outcome))
std::span<const FieldRule> field_rules(const SettleDecision*);

struct ListDecisions {
  std::optional<std::string> cursor;
  std::vector<DecisionState> state;
  std::optional<EmployeeId> owner_id;
  std::optional<ReviewId> review_id;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListDecisions, (), (cursor, state, owner_id, review_id, limit))

struct ListReviews {
  std::optional<std::string> cursor;
  std::optional<ReviewKind> kind;
  std::vector<ReviewState> state;
  std::optional<SiteId> site_id;
  std::optional<Date> from, to;  // of the first day, half-open
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListReviews, (), (cursor, kind, state, site_id, from, to, limit))

// ---- façade ------------------------------------------------------------------------------------

/// What a review is asked about.
struct ReviewAsk {
  ReviewKind kind = ReviewKind::kDay;
  Date from, to;  // half-open
  std::optional<SiteId> site;
  Instant as_of;
};

/// Rooms that this one does not know; the server answers. What is absent leaves its part of the pack empty.
struct ReviewPorts {
  using Lines = std::function<std::vector<ReviewLine>(db::ReadTx&, const Caller&, const ReviewAsk&)>;
  Lines endangered;    // metrics that will probably miss their target
  Lines alerts;        // warnings that are open
  Lines overdue_work;  // cases, complaints
  /// The target in force, in the metric's unit; without it the catalogue's.
  std::function<std::optional<double>(db::ReadTx&, const Caller&, const ReviewAsk&,
                                      const std::string& metric)>
      target;
};

/// Thread-safe; rules of Improvement hold. Who is limited to sites reaches the reviews of those sites.
class Reviews {
 public:
  explicit Reviews(Improvement& improvement) : of_(improvement) {}
  void answer(ReviewPorts ports) { ports_ = std::move(ports); }

  /// Makes the pack from the data, off the lane. \errors kInvalid; as Performance::evaluate
  Result<ReviewPack> make_pack(db::ReadTx&, const Caller&, const PrepareReview&);
  /// The same for one that is there. \errors kConflict unless prepared
  Result<ReviewPack> make_pack(db::ReadTx&, const Caller&, const StepReview&);
  /// \errors kConflict when this period and place has one
  Result<Review> prepare(db::Tx&, const Caller&, const PrepareReview&, const ReviewPack&);
  Result<Review> regenerate(db::Tx&, const Caller&, const StepReview&, const ReviewPack&);
  Result<Review> decide(db::Tx&, const Caller&, const DecideInReview&);
  Result<Review> hold(db::Tx&, const Caller&, const HoldReview&);
  /// The monthly one is signed by who may sign effects, and only with a decision.
  /// \errors kForbidden; kConflict
  Result<Review> sign(db::Tx&, const Caller&, const StepReview&);
  Result<Review> review(db::ReadTx&, const Caller&, ReviewId);
  Result<Page<ReviewRow>> list(db::ReadTx&, const Caller&, const ListReviews&);

  /// \errors kConflict unless open, or when its action says how it stands
  Result<ReviewDecision> settle(db::Tx&, const Caller&, const SettleDecision&, DecisionState to);
  Result<Page<ReviewDecision>> decisions(db::ReadTx&, const Caller&, const ListDecisions&);

  /// One sheet with everything, for print and archive. \errors kNotFound; kUnavailable
  Result<http::Document> sheet(db::ReadTx&, const Caller&, ReviewId);

 private:
  using Stored = store::StoredReview;
  struct Span {
    ReviewPeriod period;
    std::optional<SiteId> site;
  };
  Result<Span> span_of(db::ReadTx&, const Caller&, const PrepareReview&);
  Result<ReviewPack> make_pack(db::ReadTx&, const Caller&, ReviewKind, const Span&);
  Result<void> add_figures(db::ReadTx&, const Caller& seen, const ReviewAsk&, ReviewPack&);
  void add_signals(db::ReadTx&, const Caller& seen, const ReviewAsk&, ReviewPack&);
  void add_paretos(const Caller& seen, const ReviewAsk&, ReviewPack&);
  Result<void> add_open_work(db::ReadTx&, const Caller& seen, const ReviewAsk&, ReviewPack&);
  Result<Stored> load(db::ReadTx&, const Caller&, ReviewId, const std::optional<std::int64_t>& if_match = {});
  Result<void> moved(db::Tx&, const Caller&, Stored&, ReviewStep, ReviewState to);
  std::vector<ReviewDecision> present(db::ReadTx&, const Caller&, const std::vector<store::StoredDecision>&);
  ReviewRow row_of(db::ReadTx&, const Stored&);
  Result<Review> present(db::ReadTx&, const Caller&, const Stored&);

  Improvement& of_;
  ReviewPorts ports_;
};

}  // namespace manyi::improvement
