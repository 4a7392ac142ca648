// Streams of bytes: a file (plain or gzip), memory, and either of them turned into UTF-8.
// Owns the list of text encodings that imports understand.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/describe/enum.hpp>

#include "base/result.h"

namespace manyi::files {

enum class Encoding { kUtf8, kGb18030, kWindows1252, kUtf16le, kUtf16be };
BOOST_DESCRIBE_ENUM(Encoding, kUtf8, kGb18030, kWindows1252, kUtf16le, kUtf16be)

/// Names an encoding the way people write it: "utf-8", "gb18030", "windows-1252".
std::string encoding_name(Encoding encoding);
/// Understands the usual aliases in any case (gbk, gb2312, cp936, latin1, ...).
/// \errors nullopt when the name is not known
std::optional<Encoding> parse_encoding(std::string_view name);

/// Bytes in order, once. Not thread-safe.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Fills at most `room` bytes; 0 is the end.
  /// \errors kMalformed for a damaged or cut gzip stream; kUnavailable when reading fails
  virtual Result<std::size_t> read(char* into, std::size_t room) = 0;
};

/// Opens a file; gzip is recognised by its first bytes.
/// \errors kNotFound when there is no such file; kUnavailable when it cannot be read
Result<std::unique_ptr<ByteSource>> open_file(const std::filesystem::path& path);

/// Reads from memory, which must outlive the source; gzip is not unpacked.
std::unique_ptr<ByteSource> memory_source(std::string_view bytes);

/// Turns `source` into UTF-8. A byte that the encoding does not know becomes 0xFF, which no
/// UTF-8 text contains, so that the reader of rows can refuse just the row that holds it.
std::unique_ptr<ByteSource> utf8_source(std::unique_ptr<ByteSource> source, Encoding encoding);

/// Reads at most `limit` bytes. `complete` says whether that was all.
struct Head {
  std::string bytes;
  bool complete = false;
};
Result<Head> read_head(ByteSource& source, std::size_t limit);

}  // namespace manyi::files
