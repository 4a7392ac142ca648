// Event logs in XES, IEEE 1849: case by case from a stream.
// Owns what the standard calls things.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/files/event_log.h"
#include "platform/files/xml_reader.h"

namespace manyi::files {

/// Reads traces one at a time: memory is one trace. Prefixes of the standard's extensions are
/// recognised by their address, whatever a log calls them. Nested attributes are named
/// outer/inner, the values of lists and containers list/key, joined when they repeat. Classifiers name
/// activities when asked to. Global attributes and attributes of the log itself are left aside.
class XesReader final : public CaseReader {
 public:
  XesReader(std::unique_ptr<ByteSource> source, EventColumns columns);
  bool next(LogCase& found) override;
  const std::optional<Error>& failure() const override { return failure_; }
  std::string case_column() const override { return "case:" + case_key_; }

 private:
  struct Pair {
    std::string key, value;
  };

  bool fail(Error error);
  bool fail_xml();
  bool enter();
  bool read_child();
  bool read_trace(LogCase& found);
  bool read_event(LogCase& found);
  bool read_attribute(const std::string& outer, std::vector<Pair>& out, int level);
  std::string standard_key(std::string_view key) const;

  XmlReader xml_;
  std::string case_key_, time_key_, resource_key_, classifier_;
  std::vector<std::string> activity_keys_;
  std::map<std::string, std::string, std::less<>> prefixes_;  // of the log -> of the standard
  std::map<std::string, std::vector<std::string>> classifiers_;
  bool entered_ = false, ended_ = false, classified_ = false;
  std::vector<Pair> pairs_;
  std::optional<Error> failure_;
};

}  // namespace manyi::files
