// The figures of a tree's nodes, asked once per way of splitting.
// Owns no figures.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "modules/targets/cascade_rules.h"
#include "modules/targets/targets.h"

namespace manyi::targets {

struct NodeFigure {
  std::optional<double> value, low, high;
  std::int64_t n = 0;
  double volume = 0;  // what it weighs in a figure of several: its denominator, or its records
  bool provisional = false;
};

struct Span {
  std::string from, to;  // dates, half-open
};

/// One per node. A node whose people the metric does not credit has none.
/// \errors kUnavailable while facts are loading
Result<std::vector<NodeFigure>> figures_of(Targets& targets, TenantId tenant, const std::string& metric,
                                           const Span& span, const std::vector<TreeNode>& tree);

struct Mixes {
  std::vector<Mix> of_node;
  std::map<std::string, double> values;  // of each segment, everybody together
};
/// \errors kInvalid /options/mix for a dimension that the metric does not have
Result<Mixes> mixes_of(Targets& targets, TenantId tenant, const std::string& metric, const Span& span,
                       const std::vector<TreeNode>& tree, const std::vector<std::string>& dimensions);

}  // namespace manyi::targets
