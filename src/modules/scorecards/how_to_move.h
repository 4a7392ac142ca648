// What to do to move a metric, in one sentence per role.
// Owns the reading of data/how_to_move.tsv.
#pragma once

#include <string>
#include <string_view>

#include "platform/auth/permission.h"

namespace manyi::scorecards {

struct HowToMove {
  std::string_view zh, en;  // "" when nobody wrote one
};

/// The role's own sentence, else the one for everybody.
HowToMove how_to_move(Role role, std::string_view metric);

}  // namespace manyi::scorecards
