// The catalogue as targets see it.
// Owns the copies.
#include "modules/targets/metric_book.h"

#include "modules/performance/performance.h"

namespace manyi::targets {

Result<std::shared_ptr<const MetricBriefs>> MetricBook::fresh(TenantId tenant) {
  MANYI_TRY(const auto list, performance_.metrics(Caller::system(tenant)));
  auto briefs = std::make_shared<MetricBriefs>();
  for (const auto& info : list.items) {
    MetricBrief brief;
    brief.code = info.code;
    brief.name_zh = info.name_zh;
    brief.name_en = info.name_en;
    brief.unit = info.unit;
    brief.better = info.better;
    brief.leads = info.leads;
    briefs->emplace(info.code, std::move(brief));
  }
  const std::lock_guard lock(mutex_);
  briefs_[tenant] = briefs;
  return std::shared_ptr<const MetricBriefs>(briefs);
}

Result<std::optional<MetricBrief>> MetricBook::find(TenantId tenant, const std::string& code) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto at = briefs_.find(tenant); at != briefs_.end())
      if (const auto brief = at->second->find(code); brief != at->second->end())
        return std::optional(brief->second);
  }
  MANYI_TRY(const auto briefs, fresh(tenant));
  const auto brief = briefs->find(code);
  return brief == briefs->end() ? std::optional<MetricBrief>() : std::optional(brief->second);
}

std::shared_ptr<const MetricBriefs> MetricBook::known(TenantId tenant) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto at = briefs_.find(tenant); at != briefs_.end()) return at->second;
  }
  auto briefs = fresh(tenant);
  return briefs ? *briefs : std::make_shared<const MetricBriefs>();
}

}  // namespace manyi::targets
