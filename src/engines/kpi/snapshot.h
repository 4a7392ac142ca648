// All tables of an engine as one run of bytes, for a fast start.
// Owns the format and the refusal of what is damaged or stale; files are the caller's business.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>

#include "engines/kpi/engine.h"

namespace manyi::kpi {

/// What a snapshot stands for. It is believed only where all but `position` are what is expected.
struct SnapshotStamp {
  std::int64_t position = 0;  // of the journal: everything up to it is in the tables
  std::string mark;           // the journal's hash there: another history may have the same length
  std::string version;        // of the program and the definitions
};

/// Writes the tables of an engine. Nobody may change them meanwhile; questions may be asked.
void write_snapshot(const Engine& engine, const SnapshotStamp& stamp, std::ostream& out);

/// The stamp of a snapshot whose checksum is right.
/// \errors kMalformed (snapshot_damaged)
Result<SnapshotStamp> read_stamp(std::span<const std::byte> file);

/// Fills the empty tables of an engine from bytes that read_stamp() has checked.
/// \errors kConflict (snapshot_stale) when version, time zone or schemas are others; the engine is
/// then of no use any more
Result<void> load_snapshot(Engine& engine, std::span<const std::byte> file, const std::string& version);

}  // namespace manyi::kpi
