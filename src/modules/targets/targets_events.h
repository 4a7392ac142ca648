// What targets tells the others: ids, metrics, periods and levels, never why.
// Owns the kinds target.*, target_month.* and decomposition.*.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/targets/decomposition.h"
#include "modules/targets/targets.h"
#include "platform/journal/events.h"

namespace manyi::targets {

struct TargetFact {
  static constexpr int kSchema = 1;
  TargetId target;
  std::string metric, month;
  ScopeKind scope = ScopeKind::kCompany;
  std::string scope_key;
  double floor = 0, level = 0, stretch = 0;  // after it; level: the target itself
  SetBy set_by = SetBy::kTyped;
  std::int64_t version = 1;
  std::vector<journal::Subject> subjects() const { return {{"target", target.value()}}; }
};
BOOST_DESCRIBE_STRUCT(TargetFact, (),
                      (target, metric, month, scope, scope_key, floor, level, stretch, set_by, version))

/// A scope's first target for a metric and period.
struct TargetSet : TargetFact {
  static constexpr std::string_view kKind = "target.set";
};
BOOST_DESCRIBE_STRUCT(TargetSet, (TargetFact), ())

/// In force from now on.
struct TargetChanged : TargetFact {
  static constexpr std::string_view kKind = "target.changed";
  std::optional<TargetChangeId> change;  // the proposal that was approved
};
BOOST_DESCRIBE_STRUCT(TargetChanged, (TargetFact), (change))

struct TargetChangeFact {
  static constexpr int kSchema = 1;
  TargetChangeId change;
  TargetId target;
  double floor = 0, level = 0, stretch = 0;  // proposed
  ChangeState state = ChangeState::kPending;
  std::vector<journal::Subject> subjects() const {
    return {{"target_change", change.value()}, {"target", target.value()}};
  }
};
BOOST_DESCRIBE_STRUCT(TargetChangeFact, (), (change, target, floor, level, stretch, state))

struct TargetChangeProposed : TargetChangeFact {
  static constexpr std::string_view kKind = "target.change_proposed";
};
BOOST_DESCRIBE_STRUCT(TargetChangeProposed, (TargetChangeFact), ())

struct TargetChangeDecided : TargetChangeFact {
  static constexpr std::string_view kKind = "target.change_decided";
};
BOOST_DESCRIBE_STRUCT(TargetChangeDecided, (TargetChangeFact), ())

/// Whoever answers for it accepts a version, or asks for another.
struct TargetAnswered {
  static constexpr std::string_view kKind = "target.answered";
  static constexpr int kSchema = 1;
  TargetId target;
  std::int64_t version = 1;
  Acceptance acceptance = Acceptance::kAccepted;
  std::vector<journal::Subject> subjects() const { return {{"target", target.value()}}; }
};
BOOST_DESCRIBE_STRUCT(TargetAnswered, (), (target, version, acceptance))

struct TargetMonthLocked {
  static constexpr std::string_view kKind = "target_month.locked";
  static constexpr int kSchema = 1;
  std::string month;
  std::int64_t targets = 0;
  std::vector<journal::Subject> subjects() const { return {}; }
};
BOOST_DESCRIBE_STRUCT(TargetMonthLocked, (), (month, targets))

struct TargetMonthCopied {
  static constexpr std::string_view kKind = "target_month.copied";
  static constexpr int kSchema = 1;
  std::string month, to;
  std::int64_t copied = 0;
  std::vector<journal::Subject> subjects() const { return {}; }
};
BOOST_DESCRIBE_STRUCT(TargetMonthCopied, (), (month, to, copied))

/// A new version of the grid.
struct DecompositionSet {
  static constexpr std::string_view kKind = "decomposition.set";
  static constexpr int kSchema = 1;
  GridId grid;
  std::string valid_from;
  GridOrigin origin = GridOrigin::kOwn;
  std::int64_t kpis = 0;
  std::vector<journal::Subject> subjects() const { return {{"decomposition", grid.value()}}; }
};
BOOST_DESCRIBE_STRUCT(DecompositionSet, (), (grid, valid_from, origin, kpis))

}  // namespace manyi::targets
