// A file on its way to somebody: written, sent, removed.
// Owns how it is named, so that no two meet.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace manyi::files {

/// Makes an empty file with a name that nobody else has, in the system's folder for such files, readable
/// by this user alone. The caller removes it. \errors kUnavailable
Result<std::filesystem::path> make_passing_file();

}  // namespace manyi::files
