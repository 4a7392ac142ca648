// The facts that imports publish.
// Owns their stable names.
#pragma once

#include "platform/imports/profile.h"
#include "platform/journal/events.h"

namespace manyi::imports {

/// All rows of an import have been applied.
struct ImportFinished {
  static constexpr std::string_view kKind = "import.finished";
  static constexpr int kSchema = 1;
  ImportId import;
  std::int64_t read = 0, imported = 0, updated = 0, unchanged = 0, rejected = 0;
  std::vector<journal::Subject> subjects() const { return {{"import", import.value()}}; }
};
BOOST_DESCRIBE_STRUCT(ImportFinished, (), (import, read, imported, updated, unchanged, rejected))

/// An import has been taken back. `kept` counts records that had been changed meanwhile.
struct ImportUndone {
  static constexpr std::string_view kKind = "import.undone";
  static constexpr int kSchema = 1;
  ImportId import;
  std::int64_t undone = 0, kept = 0;
  std::vector<journal::Subject> subjects() const { return {{"import", import.value()}}; }
};
BOOST_DESCRIBE_STRUCT(ImportUndone, (), (import, undone, kept))

}  // namespace manyi::imports
