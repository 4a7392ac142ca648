// Lines of a bonus sheet as rows and back, and what a person may write on one.
// Owns that mapping.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "modules/scorecards/store.h"

namespace manyi::scorecards {

store::LineRow line_row(db::Tx& tx, const store::StoredSheet& sheet, const BonusLine& line, UserId by);
BonusLine line_of(const store::LineRow& row);

/// Whether an amount that a person enters is in our currency and leaves the total at or above zero.
void check_change(const std::optional<Money>& change, Money total, const std::string& pointer,
                  std::vector<FieldError>& errors);

}  // namespace manyi::scorecards
