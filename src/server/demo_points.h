// At which points of the process the demo company's inspectors look, and how often each is missed.
// Owns the luck of that: streams of their own, so that nothing else of the simulation moves.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engines/simulation/records.h"
#include "platform/auth/permission.h"

namespace manyi::demo {

/// What a check that the simulation tells of was about; none for an audit of a whole site.
std::optional<std::string> quality_point_of(const simulation::Check& check);

/// One point that an inspector looked at beside that check.
struct InspectedPoint {
  std::string quality_point;
  Role role = Role::kTechnician;  // whose work it is
  double misses = 0;              // by whoever is usual
};
/// Six points along the way of the checked order; none of a check without an order.
std::vector<InspectedPoint> inspected_points(const simulation::Check& check);
/// Whether this person of this site missed it that time. Some people and sites have weak points of their own.
bool missed(const InspectedPoint& point, const simulation::Check& check, std::int64_t person);

}  // namespace manyi::demo
