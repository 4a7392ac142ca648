// XML from a stream, piece by piece: what the readers of XES and XLSX are made of.
// Owns well-formedness and the limits that keep a hostile document small.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/files/byte_source.h"

namespace manyi::files {

/// Pulls elements and texts out of a document that may be larger than memory. A DOCTYPE is refused,
/// since it is the door to entities that blow up or read files; the five named entities and numbers
/// are understood. Encodings: UTF-8, UTF-16 by its mark, and what `parse_encoding` knows.
/// Not thread-safe.
class XmlReader {
 public:
  enum class Piece { kOpen, kClose, kText, kEnd, kBroken };

  explicit XmlReader(std::unique_ptr<ByteSource> source);

  /// The next piece. An empty element gives kOpen and kClose. After kBroken see `failure`.
  Piece next();
  /// Of kOpen and kClose: the name without its prefix.
  std::string_view name() const { return name_; }
  /// Of kOpen: the attribute's value by its name without prefix; empty when there is none.
  std::string_view attribute(std::string_view name) const;
  /// Of kText.
  const std::string& text() const { return text_; }
  /// The line in which the piece began, from 1.
  std::int64_t line() const { return line_; }
  /// Open elements around the next piece.
  std::size_t depth() const { return open_.size(); }
  const std::optional<Error>& failure() const { return failure_; }
  /// Goes behind the end of the element that was just opened. \returns false when broken
  bool leave();
  /// All text inside the element that was just opened, up to its end. \returns false when broken
  bool text_inside(std::string& out);

 private:
  struct Attribute {
    std::string name, value;
  };

  Piece broken(std::string what);
  bool start();
  bool fill();
  bool find(std::string_view mark, std::size_t from, std::size_t& at);
  bool append_unescaped(std::string_view raw, std::string& out);
  Piece read_open(std::string_view inside);
  void pass(std::size_t to);

  std::unique_ptr<ByteSource> source_;
  std::string buffer_;
  std::size_t at_ = 0;
  bool started_ = false, ended_ = false, close_pending_ = false, root_seen_ = false;
  std::int64_t line_ = 1, next_line_ = 1;
  std::string name_, text_;
  std::vector<Attribute> attributes_;
  std::size_t attribute_count_ = 0;
  std::vector<std::string> open_;
  std::optional<Error> failure_;
};

}  // namespace manyi::files
