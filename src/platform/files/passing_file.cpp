// Passing files.
// Owns nothing else.
#include "platform/files/passing_file.h"

#include <unistd.h>

#include <cstdlib>
#include <string>

namespace manyi::files {

Result<std::filesystem::path> make_passing_file() {
  std::string name = (std::filesystem::temp_directory_path() / "manyi-XXXXXX").string();
  const int made = ::mkstemp(name.data());
  if (made < 0) return unavailable("export.file", "The file cannot be written.");
  ::close(made);
  return std::filesystem::path(name);
}

}  // namespace manyi::files
