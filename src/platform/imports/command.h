// `manyi import`: an import from the command line, watched on a terminal or read by a machine.
// Owns what is printed and the exit code.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>

#include "platform/imports/imports.h"

namespace manyi::imports {

struct ImportCommand {
  std::string profile = {};
  std::filesystem::path file = {};
  std::optional<std::filesystem::path> mapping = {};  // a TOML file
  std::optional<std::string> undo = {};               // id of an import, in place of profile and file
  std::optional<std::int64_t> max_rejects = {};       // absent: no limit
  bool dry_run = false;
  bool json = false;
};

/// Where the output goes. `terminal`: `err` is one, and gets a progress bar.
struct Terminal {
  std::ostream& out;
  std::ostream& err;
  bool terminal = false;
};

/// Runs the import to its end; an import of the same file that stopped half-way is resumed.
/// Returns the exit code: 0 done, 1 failed (nothing was kept), 2 wrong use.
int run_import(const ImportCommand& command, Imports& imports, db::Database& database, const Caller& caller,
               Terminal terminal);

}  // namespace manyi::imports
