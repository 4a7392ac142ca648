// The targets in force of the months that are asked for again and again.
// Owns a copy per tenant and month, and how it is known to be the newest.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "modules/targets/store.h"

namespace manyi::targets {

/// Thread-safe. A month is read anew once its stamp has moved, whoever wrote it.
class MonthBook {
 public:
  /// Of all scopes, ordered by metric and scope.
  std::shared_ptr<const std::vector<TargetInForce>> of(db::ReadTx& tx, TenantId tenant,
                                                       const std::string& month);

 private:
  struct Kept {
    store::MonthStamp stamp;
    std::shared_ptr<const std::vector<TargetInForce>> targets;
  };
  std::mutex mutex_;
  std::map<std::pair<TenantId, std::string>, Kept> months_;
};

}  // namespace manyi::targets
