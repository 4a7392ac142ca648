// Which column feeds which field, and how its values are to be read.
// Owns the mapping file (TOML) and the guesses made from headers.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.h"
#include "base/result.h"
#include "platform/files/detection.h"

namespace manyi::imports {

struct ImportProfile;

/// Feeds one field from a column, or with a constant.
struct ColumnMapping {
  std::string field;
  std::optional<std::string> column = {};
  std::optional<std::string> constant = {};
  std::map<std::string, std::string> values = {};  // as written -> as meant; "" means not given
  std::optional<std::string> format = {};          // of dates: %Y %m %d %b %y %H %M %S %p %z
  bool operator==(const ColumnMapping&) const = default;
};
BOOST_DESCRIBE_STRUCT(ColumnMapping, (), (field, column, constant, values, format))

/// What the columns of an event log mean, whose cases become the rows; the times of activities are
/// columns then, such as first:Repair, see files/event_log.h. In XES what is empty is the standard's.
struct EventMapping {
  std::optional<std::string> case_id, activity, time, resource;
  std::optional<std::string> classifier;  // of XES, in place of activity
  bool operator==(const EventMapping&) const = default;
};
BOOST_DESCRIBE_STRUCT(EventMapping, (), (case_id, activity, time, resource, classifier))

/// What is left empty is taken from detection, from the profile, or from the tenant.
struct Mapping {
  std::optional<std::string> source;  // default: the profile's code
  std::optional<std::string> encoding, delimiter, date_order, decimal, time_zone;
  std::optional<bool> header;
  std::vector<ColumnMapping> columns;
  std::optional<bool> attributes;    // keep the other columns as attributes; default yes
  std::vector<std::string> ignore;   // columns that are not even kept as attributes
  std::optional<std::string> sheet;  // of a workbook; default: the first
  std::optional<EventMapping> events;
  bool operator==(const Mapping&) const = default;
};
BOOST_DESCRIBE_STRUCT(Mapping, (),
                      (source, encoding, delimiter, date_order, decimal, time_zone, header, columns,
                       attributes, ignore, sheet, events))

/// Reads a mapping file, see examples/mappings.
/// \errors kNotFound; kMalformed with the line; kInvalid for unknown keys, all at once
Result<Mapping> read_mapping_file(const std::filesystem::path& path);
Result<Mapping> read_mapping_text(std::string_view toml);

/// What the mapping decides about reading a file of this kind.
files::DetectionHints reading_hints(const Mapping& mapping);
/// Writes the mapping's columns as the file does, when they differ in case, spaces or punctuation alone.
void adopt_header(Mapping& mapping, std::span<const std::string> header);

/// Columns whose header is a field's code, name or synonym; spaces, case, full width and
/// punctuation do not matter. The first column wins.
std::vector<ColumnMapping> guess_columns(const ImportProfile& profile, std::span<const std::string> header);
/// The same for a file that was looked at. A column of an event log whose values are none of a choice's means
/// something else by that name, and stays an attribute.
std::vector<ColumnMapping> guess_columns(const ImportProfile& profile, const files::Detection& detected);

/// \errors kInvalid, all at once: unknown field or column, a field fed twice or by nothing, a
/// required field without a feed, unknown encoding, delimiter, order, zone
Result<void> check_mapping(const Mapping& mapping, const ImportProfile& profile,
                           std::span<const std::string> header);

}  // namespace manyi::imports
