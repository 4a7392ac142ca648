// Which causes are primary: few of them make most of the cases.
// Owns the 80 % line and the ranking; no SQL, no clock.
#pragma once

#include <string>
#include <vector>

#include "base/describe.h"

namespace manyi::improvement {

/// Causes are primary up to the one that crosses this share of all cases.
inline constexpr double kParetoLine = 0.8;

struct ParetoItem {
  std::string key, label;  // of the dimension; both empty: not known
  double cases = 0;
  double share = 0, cumulative = 0;  // of all cases, 0 to 1
  bool within_line = false;          // what the rule calls primary
  bool primary = false;              // what was marked; the rule's word until somebody marks
};
BOOST_DESCRIBE_STRUCT(ParetoItem, (), (key, label, cases, share, cumulative, within_line, primary))

/// Ranks by cases, the most first; equal ones by key. Items without a case are left out.
std::vector<ParetoItem> rank(std::vector<ParetoItem> items);
/// Overrules the rule with what was marked.
void mark(std::vector<ParetoItem>& items, const std::vector<std::string>& primary_keys);

}  // namespace manyi::improvement
