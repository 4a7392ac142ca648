// What targets tells the others: ids, metrics, months and levels; reasons stay in its rows.
// Owns the kinds target.* and decomposition.*.
#pragma once

#include <string>
#include <string_view>
#include <vector>

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
  std::vector<journal::Subject> subjects() const { return {{"target", target.value()}}; }
};
BOOST_DESCRIBE_STRUCT(TargetFact, (), (target, metric, month, scope, scope_key, floor, level, stretch))

struct TargetSet : TargetFact {
  static constexpr std::string_view kKind = "target.set";
};
BOOST_DESCRIBE_STRUCT(TargetSet, (TargetFact), ())

/// In force from now on.
struct TargetChanged : TargetFact {
  static constexpr std::string_view kKind = "target.changed";
};
BOOST_DESCRIBE_STRUCT(TargetChanged, (TargetFact), ())

struct TargetChangeFact {
  static constexpr int kSchema = 1;
  TargetChangeId change;
  TargetId target;
  ChangeState state = ChangeState::kPending;  // after it
  std::vector<journal::Subject> subjects() const {
    return {{"target_change", change.value()}, {"target", target.value()}};
  }
};
BOOST_DESCRIBE_STRUCT(TargetChangeFact, (), (change, target, state))

struct TargetChangeAsked : TargetChangeFact {
  static constexpr std::string_view kKind = "target.change_asked";
};
BOOST_DESCRIBE_STRUCT(TargetChangeAsked, (TargetChangeFact), ())

struct TargetChangeDecided : TargetChangeFact {
  static constexpr std::string_view kKind = "target.change_decided";
};
BOOST_DESCRIBE_STRUCT(TargetChangeDecided, (TargetChangeFact), ())

struct TargetMonthLocked {
  static constexpr std::string_view kKind = "target.month_locked";
  static constexpr int kSchema = 1;
  std::string month;
  std::int64_t targets = 0;
  std::vector<journal::Subject> subjects() const { return {}; }
};
BOOST_DESCRIBE_STRUCT(TargetMonthLocked, (), (month, targets))

}  // namespace manyi::targets
