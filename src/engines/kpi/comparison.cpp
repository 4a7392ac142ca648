// Names of standings.
// Owns their spelling on the wire.
#include "engines/kpi/comparison.h"

namespace manyi::kpi {

std::string_view standing_name(Standing standing) {
  switch (standing) {
    case Standing::kLeftOut: return "left_out";
    case Standing::kDenominator: return "denominator";
    case Standing::kNumerator: return "numerator";
    case Standing::kUnlinked: return "unlinked";
    case Standing::kPending: return "pending";
  }
  return "";
}

}  // namespace manyi::kpi
