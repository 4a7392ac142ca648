// What callbacks asks its table beyond what RecordBook asks.
// Owns the SQL on tables callbacks_*.
#pragma once

#include <vector>

#include "modules/callbacks/callbacks.h"
#include "platform/db/db.h"

namespace manyi::callbacks::store {

/// Employees' answers of the month that begins at `month`, by id.
std::vector<PulseAnswer> pulse_answers(db::ReadTx&, TenantId, Instant month);

}  // namespace manyi::callbacks::store
