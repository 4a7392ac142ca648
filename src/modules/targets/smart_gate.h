// The SMART gate of a target: one KPI and scope, a live figure, its owner's yes, within reach, with days to look.
// Owns its answer and the owner's answers.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "modules/targets/smart_rules.h"
#include "modules/targets/targets.h"

namespace manyi::targets {

/// S: whose figure it is. Company, site, unit or person always are one.
struct GateSpecific {
  GateState state = GateState::kPass;
};
BOOST_DESCRIBE_STRUCT(GateSpecific, (), (state))

/// M: kFail where three months brought no record.
struct GateMeasurable {
  GateState state = GateState::kPass;
  std::int64_t n_before = 0, n_now = 0;  // records of the three months before, and of the period so far
};
BOOST_DESCRIBE_STRUCT(GateMeasurable, (), (state, n_before, n_now))

struct TargetAnswer {
  std::int64_t target_version = 1;
  Acceptance acceptance = Acceptance::kAccepted;
  std::optional<double> floor, target, stretch;  // asked for instead
  std::string note;
  UserId answered_by;
  Instant answered_at;
};
BOOST_DESCRIBE_STRUCT(TargetAnswer, (),
                      (target_version, acceptance, floor, target, stretch, note, answered_by, answered_at))

/// A: kWaiting until the owner has answered the version in force; kFail while he asks for another.
struct GateAcceptable {
  GateState state = GateState::kWaiting;
  bool may_answer = false;            // the reader
  std::vector<TargetAnswer> answers;  // the newest first
};
BOOST_DESCRIBE_STRUCT(GateAcceptable, (), (state, may_answer, answers))

struct GateMonth {
  std::string month;
  std::optional<double> value;
  std::int64_t n = 0;
};
BOOST_DESCRIBE_STRUCT(GateMonth, (), (month, value, n))

/// R: against a year of months before.
struct GateRealistic {
  GateState state = GateState::kPass;
  std::vector<GateDoubt> doubts;
  std::vector<GateMonth> months;  // the oldest first
  std::optional<double> mean, best, trend, expected, spread;
  std::optional<double> jump;                              // \unit standard deviations
  std::optional<double> pace_asked, pace_best, pace_last;  // of totals, per working day
};
BOOST_DESCRIBE_STRUCT(GateRealistic, (),
                      (state, doubts, months, mean, best, trend, expected, spread, jump, pace_asked,
                       pace_best, pace_last))

struct GateCheckpoint {
  std::string on;
  std::optional<double> value;  // from the period's first day up to and with this one; none ahead
  std::int64_t n = 0;
  std::optional<bool> reached;  // the target, by then
};
BOOST_DESCRIBE_STRUCT(GateCheckpoint, (), (on, value, n, reached))

/// T
struct GateTimed {
  GateState state = GateState::kPass;
  std::string from, to;  // first and last day
  std::vector<GateCheckpoint> checkpoints;
};
BOOST_DESCRIBE_STRUCT(GateTimed, (), (state, from, to, checkpoints))

struct SmartGateAnswer {
  Target target;
  GateSpecific specific;
  GateMeasurable measurable;
  GateAcceptable acceptable;
  GateRealistic realistic;
  GateTimed timed;
};
BOOST_DESCRIBE_STRUCT(SmartGateAnswer, (), (target, specific, measurable, acceptable, realistic, timed))

struct AcceptTarget {
  TargetId id;
  std::optional<std::int64_t> if_match;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(AcceptTarget, (), (id, if_match, note))
std::span<const FieldRule> field_rules(const AcceptTarget*);

struct NegotiateTarget {
  TargetId id;
  std::optional<std::int64_t> if_match;
  std::optional<double> floor, target, stretch;  // all or none
  std::string note;
};
BOOST_DESCRIBE_STRUCT(NegotiateTarget, (), (id, if_match, floor, target, stretch, note))
std::span<const FieldRule> field_rules(const NegotiateTarget*);

/// Use cases of the gate, over the façade that owns the targets.
class SmartGate {
 public:
  explicit SmartGate(Targets& targets) : targets_(targets) {}
  /// \errors kNotFound; kUnavailable while facts are loading
  Result<SmartGateAnswer> look(db::ReadTx&, const Caller&, TargetId);
  /// \errors kNotFound; kStale; kForbidden for whom it does not bind; kConflict when locked or answered so
  Result<Target> accept(db::Tx&, const Caller&, const AcceptTarget&);
  /// \errors the same; kInvalid with all fields
  Result<Target> negotiate(db::Tx&, const Caller&, const NegotiateTarget&);

 private:
  struct Wish {
    std::optional<Levels> levels;
    std::string note;
  };
  Result<store::TargetRow> answerable(db::ReadTx&, const Caller&, TargetId,
                                      const std::optional<std::int64_t>& if_match);
  Result<Target> keep(db::Tx&, const Caller&, store::TargetRow, Acceptance, const Wish&);
  Targets& targets_;
};

/// Whether a target binds the caller: a person his own, who leads a unit, a site or the company those.
bool answers_for(Targets& targets, db::ReadTx& tx, const Caller& caller, const TargetScope& scope);

}  // namespace manyi::targets
