// Writing a target: its row, the version in its history, the event; whoever decided that it may be.
// Owns the order of those three.
#pragma once

#include <optional>
#include <string>

#include "modules/targets/store.h"

namespace manyi::targets {

/// A target that does not exist yet.
struct Draft {
  std::string metric, month;
  TargetScope scope;
  Levels levels;
  SetBy set_by = SetBy::kTyped;
  std::optional<TargetId> parent_id;
  std::optional<SetBy> rule;
  std::optional<double> volume;
  std::string relation;
};

/// 0 for the company; nullopt for a key that is no id, or a company with one.
std::optional<std::int64_t> scope_id_of(const TargetScope& scope);

Result<store::TargetRow> keep_new(const Targets::Needs& needs, db::Tx& tx, const Caller& caller,
                                  const Draft& draft, const std::string& reason);

/// A further version of `row`, already as it is to be but for stamps and version.
struct Approval {
  TargetChangeId change;
  UserId proposed_by, approved_by;
};
Result<void> keep_version(const Targets::Needs& needs, db::Tx& tx, const Caller& caller,
                          store::TargetRow& row, const std::string& reason,
                          const std::optional<Approval>& approval = std::nullopt);

/// A proposal that waits. \errors kConflict when one waits already
Result<store::ChangeRow> keep_proposal(const Targets::Needs& needs, db::Tx& tx, const Caller& caller,
                                       const store::TargetRow& row, const Levels& levels,
                                       const std::string& reason);

Error month_is_locked(const std::string& month);
Error no_such_target();

}  // namespace manyi::targets
