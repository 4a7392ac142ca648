// The targets in force of the months that are asked for again and again.
#include "modules/targets/month_book.h"

namespace manyi::targets {
namespace {

constexpr std::size_t kMostMonths = 64;  // of all tenants; beyond, everything is read anew

}  // namespace

std::shared_ptr<const std::vector<TargetInForce>> MonthBook::of(db::ReadTx& tx, TenantId tenant,
                                                                const std::string& month) {
  const auto stamp = store::stamp_of(tx, tenant, month);
  const std::pair key(tenant, month);
  {
    const std::lock_guard lock(mutex_);
    if (const auto at = months_.find(key); at != months_.end() && at->second.stamp == stamp)
      return at->second.targets;
  }
  auto all = std::make_shared<std::vector<TargetInForce>>();
  for (const auto& row : store::targets_of_month(tx, tenant, month))
    all->push_back({row.id, row.metric, row.whose(), row.month, row.levels(), stamp.locked});
  const std::lock_guard lock(mutex_);
  if (months_.size() >= kMostMonths) months_.clear();
  months_[key] = {stamp, all};
  return all;
}

}  // namespace manyi::targets
