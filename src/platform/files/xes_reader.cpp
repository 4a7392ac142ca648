// Walks through a log element by element.
// Owns the limits on one trace.
#include "platform/files/xes_reader.h"

#include <algorithm>
#include <array>

namespace manyi::files {
namespace {

using Piece = XmlReader::Piece;

constexpr std::size_t kMostEvents = 200'000;  // of one trace
constexpr int kMostNesting = 20;
constexpr std::size_t kMostJoined = 4000;

bool is_attribute(std::string_view name) {
  static constexpr std::array<std::string_view, 8> kTypes = {"string",  "date", "int",  "float",
                                                             "boolean", "id",   "list", "container"};
  return std::find(kTypes.begin(), kTypes.end(), name) != kTypes.end();
}

/// The prefix that the standard gives to one of its extensions.
std::string standard_prefix(std::string_view uri) {
  for (const std::string_view name : {"concept", "time", "org", "lifecycle", "cost", "semantic"})
    if (uri.ends_with("/" + std::string(name) + ".xesext")) return std::string(name);
  return {};
}

/// Keys of a classifier: words, or 'quoted ones'.
std::vector<std::string> keys_of(std::string_view text) {
  std::vector<std::string> keys;
  while (!text.empty()) {
    if (text.front() == ' ') {
      text.remove_prefix(1);
      continue;
    }
    const bool quoted = text.front() == '\'';
    if (quoted) text.remove_prefix(1);
    const auto end = std::min(text.find(quoted ? '\'' : ' '), text.size());
    keys.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return keys;
}

std::string without_case(std::string key) { return key.starts_with("case:") ? key.substr(5) : key; }

}  // namespace

XesReader::XesReader(std::unique_ptr<ByteSource> source, EventColumns columns)
    : xml_(std::move(source)),
      case_key_(columns.case_id.empty() ? "concept:name" : without_case(columns.case_id)),
      time_key_(columns.time.empty() ? "time:timestamp" : columns.time),
      resource_key_(columns.resource.empty() ? "org:resource" : columns.resource),
      classifier_(columns.classifier),
      activity_keys_{columns.activity.empty() ? "concept:name" : columns.activity} {}

bool XesReader::fail(Error error) {
  if (!failure_) failure_ = std::move(error);
  return false;
}

bool XesReader::fail_xml() {
  Error error = xml_.failure().value_or(malformed("xml_broken", "The file ends too early."));
  if (error.key == "xml_broken") error.key = "xes_broken";
  return fail(std::move(error));
}

std::string XesReader::standard_key(std::string_view key) const {
  const auto colon = key.find(':');
  if (colon == std::string_view::npos) return std::string(key);
  const auto known = prefixes_.find(key.substr(0, colon));
  return known == prefixes_.end() ? std::string(key) : known->second + std::string(key.substr(colon));
}

bool XesReader::enter() {
  entered_ = true;
  const Piece piece = xml_.next();
  if (piece != Piece::kOpen && piece != Piece::kText) return fail_xml();
  if (piece == Piece::kOpen && xml_.name() == "log") return true;
  return fail(malformed("not_xes", "This XML file is no event log: its root is not <log>."));
}

// The attribute's element is open.
bool XesReader::read_attribute(const std::string& outer, std::vector<Pair>& out, int level) {
  if (level > kMostNesting) return fail(malformed("xes_broken", "Attributes are nested too deeply."));
  const std::string key = outer + standard_key(xml_.attribute("key"));
  const bool collection = xml_.name() == "list" || xml_.name() == "container";
  const std::string value(xml_.attribute("value"));
  if (!collection && !value.empty()) {
    const auto same = level == 0
                          ? out.end()
                          : std::find_if(out.begin(), out.end(), [&](const Pair& p) { return p.key == key; });
    if (same == out.end())
      out.push_back({key, value});
    else if (same->value.size() + value.size() < kMostJoined)
      same->value += "; " + value;
  }
  const std::size_t outside = xml_.depth() - 1;
  while (xml_.depth() > outside) {
    const Piece piece = xml_.next();
    if (piece == Piece::kBroken || piece == Piece::kEnd) return fail_xml();
    if (piece != Piece::kOpen || xml_.name() == "values") continue;
    const bool good =
        is_attribute(xml_.name()) ? read_attribute(key + "/", out, level + 1) : xml_.leave() || fail_xml();
    if (!good) return false;
  }
  return true;
}

bool XesReader::read_event(LogCase& found) {
  LogEvent event;
  event.line = xml_.line();
  pairs_.clear();
  const std::size_t outside = xml_.depth() - 1;
  while (xml_.depth() > outside) {
    const Piece piece = xml_.next();
    if (piece == Piece::kBroken || piece == Piece::kEnd) return fail_xml();
    if (piece != Piece::kOpen) continue;
    if (!(is_attribute(xml_.name()) ? read_attribute("", pairs_, 0) : xml_.leave() || fail_xml()))
      return false;
  }
  std::string time;
  std::vector<std::string_view> names(activity_keys_.size());
  for (const auto& [key, value] : pairs_) {
    bool used = false;
    for (std::size_t i = 0; i < names.size(); ++i)
      if (key == activity_keys_[i]) names[i] = value, used = true;
    if (key == "lifecycle:transition") event.transition = value, used = true;
    if (key == time_key_) time = value, used = true;
    if (key == resource_key_) event.resource = value, used = true;
    if (used) continue;
    auto& kept = found.values[key];
    if (kept.first.empty()) kept.first = value;
    kept.last = value;
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) event.activity += '+';
    event.activity += names[i];
  }
  if (classified_ && activity_keys_.back() == "lifecycle:transition") event.transition.clear();
  const bool named = std::any_of(names.begin(), names.end(), [](auto name) { return !name.empty(); });
  const auto at = read_written_time(time, DateOrder::kYmd);
  const std::string what = time.empty() ? "has no time stamp"
                           : !at        ? "has the time stamp '" + time.substr(0, 60) + "', which is no time"
                           : !named     ? "has no activity"
                                        : "";
  if (!what.empty()) {
    if (found.problem == RecordProblem::kNone) {
      found.problem = RecordProblem::kEvent;
      found.note = "The event in line " + std::to_string(event.line) +
                   (named ? " (" + event.activity + ") " : " ") + what + ".";
      found.line = event.line;
    }
    return true;
  }
  event.time = *at;
  if (found.events.size() == kMostEvents)
    return fail(malformed("xes_too_large", "A trace has more than 200,000 events."));
  found.events.push_back(std::move(event));
  return true;
}

bool XesReader::read_trace(LogCase& found) {
  found = {};
  found.line = xml_.line();
  std::vector<Pair> own;
  const std::size_t outside = xml_.depth() - 1;
  while (xml_.depth() > outside) {
    const Piece piece = xml_.next();
    if (piece == Piece::kBroken || piece == Piece::kEnd) return fail_xml();
    if (piece != Piece::kOpen) continue;
    const bool good = xml_.name() == "event"      ? read_event(found)
                      : is_attribute(xml_.name()) ? read_attribute("", own, 0)
                                                  : xml_.leave() || fail_xml();
    if (!good) return false;
  }
  for (auto& [key, value] : own) {
    if (key == case_key_)
      found.name = value;
    else
      found.values["case:" + key] = {value, value};
  }
  if (found.name.empty() && found.problem == RecordProblem::kNone) {
    found.problem = RecordProblem::kNoCase;
    found.note = "The trace has no " + case_key_ + ".";
  }
  std::stable_sort(found.events.begin(), found.events.end(), [](const LogEvent& a, const LogEvent& b) {
    return a.time.instant(TimeZone::utc()) < b.time.instant(TimeZone::utc());
  });
  return true;
}

bool XesReader::read_child() {
  if (xml_.name() == "extension") {
    const auto standard = standard_prefix(xml_.attribute("uri"));
    const std::string own(xml_.attribute("prefix"));
    if (!standard.empty() && !own.empty() && own != standard) prefixes_[own] = standard;
  } else if (xml_.name() == "classifier") {
    auto& keys = classifiers_[std::string(xml_.attribute("name"))];
    keys = keys_of(xml_.attribute("keys"));
    for (auto& key : keys) key = standard_key(key);
  }
  return xml_.leave() || fail_xml();
}

bool XesReader::next(LogCase& found) {
  if (failure_ || ended_ || (!entered_ && !enter())) return false;
  for (;;) {
    const Piece piece = xml_.next();
    if (piece == Piece::kBroken) return fail_xml();
    if (piece == Piece::kEnd) {
      ended_ = true;
      return false;
    }
    if (piece != Piece::kOpen) continue;
    if (xml_.name() != "trace") {
      if (!read_child()) return false;
      continue;
    }
    if (!classifier_.empty() && !classified_) {
      const auto known = classifiers_.find(classifier_);
      if (known == classifiers_.end() || known->second.empty())
        return fail(
            invalid("/events/classifier", "missing", "The log has no classifier " + classifier_ + "."));
      activity_keys_ = known->second;
      classified_ = true;
    }
    return read_trace(found);
  }
}

}  // namespace manyi::files
