// What targets must know of metrics: direction, unit, names, what leads them.
// Owns a copy per tenant, so that a write need not wait for figures.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"

namespace manyi::performance {
class Performance;
}

namespace manyi::targets {

struct MetricBrief {
  std::string code, name_zh, name_en, unit, better;
  std::vector<std::string> leads;  // metrics that move first
};
using MetricBriefs = std::map<std::string, MetricBrief>;

/// Thread-safe.
class MetricBook {
 public:
  explicit MetricBook(performance::Performance& performance) : performance_(performance) {}
  /// Reads the catalogue again. \errors kUnavailable while facts are loading
  Result<std::shared_ptr<const MetricBriefs>> fresh(TenantId tenant);
  /// As read last; again when the code is not among them. \errors kUnavailable; nullopt: no such metric
  Result<std::optional<MetricBrief>> find(TenantId tenant, const std::string& code);
  /// As read last, or nothing when the catalogue cannot be read: for names beside figures.
  std::shared_ptr<const MetricBriefs> known(TenantId tenant);

 private:
  performance::Performance& performance_;
  std::mutex mutex_;
  std::map<TenantId, std::shared_ptr<const MetricBriefs>> briefs_;
};

}  // namespace manyi::targets
