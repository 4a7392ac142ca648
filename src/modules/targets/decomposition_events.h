// What the decomposition tells the others.
// Owns the kind decomposition.set.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "modules/targets/decomposition.h"
#include "platform/journal/events.h"

namespace manyi::targets {

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
