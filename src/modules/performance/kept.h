// What makes questions fast and starts short: cells the engine keeps, and snapshots of the facts.
// Owns the choice of cells and the file of a tenant's snapshot.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/id.h"
#include "engines/kpi/engine.h"
#include "engines/kpi/snapshot.h"

namespace manyi::performance {

/// Where snapshots lie and how much memory cells may take, given at wiring.
struct Keeping {
  std::string folder;   // "": no snapshots
  std::string version;  // of the program: facts are loaded anew after an update
  std::size_t cell_bytes = std::size_t{512} << 20;
};

/// Has the engine keep every metric that can be kept: in all, by site, by person, by manufacturer and by
/// product line, per month.
void keep_cells(kpi::Engine& engine);

/// The version that a snapshot must have: the program's and the built-in definitions'.
std::string snapshot_version(const Keeping& keeping);

/// Fills the empty tables of an engine from the tenant's file. What is damaged, stale, or refused by
/// `believed` is removed. \return the stamp, or nullopt: load the facts; the engine is then of no use
std::optional<kpi::SnapshotStamp> load_kept(kpi::Engine& engine, const Keeping& keeping, TenantId tenant,
                                            const std::function<bool(const kpi::SnapshotStamp&)>& believed);

/// Writes the tenant's file beside the old one and puts it in its place when it is whole.
/// \return false when the disk refuses; the old file then stays
bool save_kept(const kpi::Engine& engine, const Keeping& keeping, TenantId tenant, kpi::SnapshotStamp stamp);

}  // namespace manyi::performance
