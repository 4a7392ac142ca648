// Mapping files and header guesses.
// Owns the normal form in which headers are compared.
#include "platform/imports/mapping.h"

#include <toml++/toml.h>

#include <fstream>
#include <set>
#include <sstream>

#include "base/time_zone.h"
#include "platform/files/byte_source.h"
#include "platform/files/date_text.h"
#include "platform/imports/profile.h"

namespace manyi::imports {
namespace {

/// Lower case without spaces and punctuation; full-width letters and brackets become plain ones.
std::string normal(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      if (std::isalnum(c)) out += static_cast<char>(std::tolower(c));
      continue;
    }
    if (c == 0xEF && i + 2 < text.size()) {  // U+FF01..U+FF5E
      const auto second = static_cast<unsigned char>(text[i + 1]),
                 third = static_cast<unsigned char>(text[i + 2]);
      const unsigned code = ((c & 0x0Fu) << 12) | ((second & 0x3Fu) << 6) | (third & 0x3Fu);
      if (code >= 0xFF01 && code <= 0xFF5E) {
        const auto plain = static_cast<unsigned char>(code - 0xFEE0);
        if (std::isalnum(plain)) out += static_cast<char>(std::tolower(plain));
        i += 2;
        continue;
      }
    }
    if (text.substr(i).starts_with("\xE3\x80\x80")) {  // ideographic space
      i += 2;
      continue;
    }
    out += static_cast<char>(c);
  }
  return out;
}

class TomlReader {
 public:
  Mapping read(const toml::table& root) {
    Mapping mapping;
    for (const auto& [key, node] : root) {
      const std::string_view name = key.str();
      if (name == "profile" || name == "description")
        continue;
      else if (name == "source")
        text(node, "/source", mapping.source);
      else if (name == "encoding")
        text(node, "/encoding", mapping.encoding);
      else if (name == "delimiter")
        text(node, "/delimiter", mapping.delimiter);
      else if (name == "date_order")
        text(node, "/date_order", mapping.date_order);
      else if (name == "decimal")
        text(node, "/decimal", mapping.decimal);
      else if (name == "time_zone")
        text(node, "/time_zone", mapping.time_zone);
      else if (name == "header")
        flag(node, "/header", mapping.header);
      else if (name == "attributes")
        flag(node, "/attributes", mapping.attributes);
      else if (name == "ignore")
        list(node, "/ignore", mapping.ignore);
      else if (name == "fields")
        fields(node, mapping.columns);
      else if (name == "sheet")
        text(node, "/sheet", mapping.sheet);
      else if (name == "events")
        events(node, mapping.events);
      else
        refuse("/" + std::string(name), "unknown", "This key is not known.");
    }
    for (auto* place : {&mapping.encoding, &mapping.delimiter, &mapping.date_order, &mapping.decimal})
      if (*place == "auto") place->reset();
    return mapping;
  }
  std::vector<FieldError> errors;

 private:
  void refuse(std::string pointer, std::string code, std::string message) {
    errors.push_back({std::move(pointer), std::move(code), std::move(message)});
  }
  void text(const toml::node& node, const std::string& pointer, std::optional<std::string>& out) {
    if (const auto* value = node.as_string())
      out = value->get();
    else if (const auto* whole = node.as_integer())
      out = std::to_string(whole->get());
    else if (const auto* truth = node.as_boolean())
      out = truth->get() ? "true" : "false";
    else
      refuse(pointer, "type", "Expected text.");
  }
  void flag(const toml::node& node, const std::string& pointer, std::optional<bool>& out) {
    if (const auto* value = node.as_boolean())
      out = value->get();
    else
      refuse(pointer, "type", "Expected true or false.");
  }
  void list(const toml::node& node, const std::string& pointer, std::vector<std::string>& out) {
    const auto* items = node.as_array();
    if (items == nullptr) return refuse(pointer, "type", "Expected a list of texts.");
    for (const auto& item : *items) {
      std::optional<std::string> value;
      text(item, pointer, value);
      if (value) out.push_back(std::move(*value));
    }
  }
  void fields(const toml::node& node, std::vector<ColumnMapping>& out) {
    const auto* table = node.as_table();
    if (table == nullptr) return refuse("/fields", "type", "Expected a table.");
    for (const auto& [key, value] : *table) {
      ColumnMapping column;
      column.field = std::string(key.str());
      const std::string pointer = "/fields/" + column.field;
      const auto* details = value.as_table();
      if (details == nullptr) {
        text(value, pointer, column.column);
      } else {
        for (const auto& [name, detail] : *details) {
          if (name.str() == "column")
            text(detail, pointer + "/column", column.column);
          else if (name.str() == "constant")
            text(detail, pointer + "/constant", column.constant);
          else if (name.str() == "format")
            text(detail, pointer + "/format", column.format);
          else if (name.str() == "values")
            values(detail, pointer + "/values", column.values);
          else
            refuse(pointer + "/" + std::string(name.str()), "unknown", "This key is not known.");
        }
      }
      out.push_back(std::move(column));
    }
  }
  void events(const toml::node& node, std::optional<EventMapping>& out) {
    const auto* table = node.as_table();
    if (table == nullptr) return refuse("/events", "type", "Expected a table.");
    EventMapping& mapping = out.emplace();
    for (const auto& [key, value] : *table) {
      const std::string pointer = "/events/" + std::string(key.str());
      if (key.str() == "case_id")
        text(value, pointer, mapping.case_id);
      else if (key.str() == "activity")
        text(value, pointer, mapping.activity);
      else if (key.str() == "time")
        text(value, pointer, mapping.time);
      else if (key.str() == "resource")
        text(value, pointer, mapping.resource);
      else if (key.str() == "classifier")
        text(value, pointer, mapping.classifier);
      else
        refuse(pointer, "unknown", "This key is not known.");
    }
  }
  void values(const toml::node& node, const std::string& pointer, std::map<std::string, std::string>& out) {
    const auto* table = node.as_table();
    if (table == nullptr) return refuse(pointer, "type", "Expected a table of texts.");
    for (const auto& [from, to] : *table) {
      std::optional<std::string> value;
      text(to, pointer + "/" + std::string(from.str()), value);
      if (value) out.emplace(std::string(from.str()), std::move(*value));
    }
  }
};

}  // namespace

Result<Mapping> read_mapping_text(std::string_view text) {
  toml::table root;
  try {
    root = toml::parse(text);
  } catch (const toml::parse_error& broken) {
    return malformed("mapping_malformed",
                     "The mapping file is not TOML: " + std::string(broken.description()) + " in line " +
                         std::to_string(broken.source().begin.line) + ".");
  }
  TomlReader reader;
  Mapping mapping = reader.read(root);
  if (!reader.errors.empty()) return invalid(std::move(reader.errors));
  return mapping;
}

Result<Mapping> read_mapping_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return not_found("mapping_missing", "There is no such mapping file.");
  std::stringstream text;
  text << file.rdbuf();
  return read_mapping_text(text.str());
}

files::DetectionHints reading_hints(const Mapping& mapping) {
  files::DetectionHints hints;
  if (mapping.encoding) hints.encoding = files::parse_encoding(*mapping.encoding);
  if (mapping.delimiter && mapping.delimiter->size() == 1) hints.delimiter = mapping.delimiter->front();
  hints.has_header = mapping.header;
  if (mapping.date_order) hints.date_order = parse_enum<files::DateOrder>(*mapping.date_order);
  hints.sheet = mapping.sheet.value_or("");
  if (mapping.events)
    hints.events =
        files::EventColumns{mapping.events->case_id.value_or(""), mapping.events->activity.value_or(""),
                            mapping.events->time.value_or(""), mapping.events->resource.value_or(""),
                            mapping.events->classifier.value_or("")};
  for (const auto& column : mapping.columns)
    if (column.column) hints.asked.push_back(*column.column);
  return hints;
}

void adopt_header(Mapping& mapping, std::span<const std::string> header) {
  const auto adopt = [&](std::optional<std::string>& name) {
    if (!name || std::find(header.begin(), header.end(), *name) != header.end()) return;
    for (const auto& column : header)
      if (normal(column) == normal(*name)) {
        name = column;
        return;
      }
  };
  for (auto& column : mapping.columns) adopt(column.column);
  if (!mapping.events) return;
  for (auto* name : {&mapping.events->case_id, &mapping.events->activity, &mapping.events->time,
                     &mapping.events->resource})
    adopt(*name);
}

std::vector<ColumnMapping> guess_columns(const ImportProfile& profile, std::span<const std::string> header) {
  std::vector<ColumnMapping> guessed;
  std::set<std::string_view> used_columns;
  for (const auto& field : profile.fields) {
    std::set<std::string> names = {normal(field.code), normal(field.name_zh), normal(field.name_en)};
    for (const auto& synonym : field.synonyms) names.insert(normal(synonym));
    names.erase("");
    for (const auto& column : header) {
      if (!names.contains(normal(column)) || !used_columns.insert(column).second) continue;
      guessed.push_back({.field = field.code, .column = column});
      break;
    }
  }
  for (const auto& usual : profile.usual_columns) {
    const bool fed = std::any_of(guessed.begin(), guessed.end(),
                                 [&](const auto& column) { return column.field == usual.field; });
    const bool there =
        !usual.column || std::find(header.begin(), header.end(), *usual.column) != header.end();
    if (!fed && there) guessed.push_back(usual);
  }
  return guessed;
}

std::vector<ColumnMapping> guess_columns(const ImportProfile& profile, const files::Detection& detected) {
  auto guessed = guess_columns(profile, detected.header);
  if (!detected.cases) return guessed;
  const auto foreign = [&](const ColumnMapping& mapping) {
    const auto* field = profile.find_field(mapping.field);
    const auto column = std::find_if(detected.columns.begin(), detected.columns.end(),
                                     [&](const auto& one) { return one.name == mapping.column; });
    if (!field || field->choices.empty() || column == detected.columns.end()) return false;
    const auto is_choice = [&](const std::string& value) {
      return std::any_of(field->choices.begin(), field->choices.end(), [&](const FieldChoice& choice) {
        return normal(choice.code) == normal(value) ||
               std::any_of(choice.synonyms.begin(), choice.synonyms.end(),
                           [&](const auto& synonym) { return normal(synonym) == normal(value); });
      });
    };
    return !column->examples.empty() &&
           std::none_of(column->examples.begin(), column->examples.end(), is_choice);
  };
  std::erase_if(guessed, foreign);
  return guessed;
}

Result<void> check_mapping(const Mapping& mapping, const ImportProfile& profile,
                           std::span<const std::string> header) {
  std::vector<FieldError> errors;
  const auto refuse = [&](std::string pointer, std::string code, std::string message) {
    errors.push_back({std::move(pointer), std::move(code), std::move(message)});
  };
  if (mapping.encoding && !files::parse_encoding(*mapping.encoding))
    refuse("/encoding", "choice",
           "This encoding is not known. Known are utf-8, gb18030, windows-1252, utf-16le and utf-16be.");
  if (mapping.delimiter &&
      (mapping.delimiter->size() != 1 || mapping.delimiter->find_first_of("\"\r\n") != std::string::npos))
    refuse("/delimiter", "format", "The delimiter is one character, usually a comma, semicolon, tab or bar.");
  if (mapping.date_order && !parse_enum<files::DateOrder>(*mapping.date_order))
    refuse("/date_order", "choice", "Expected one of: ymd, dmy, mdy.");
  if (mapping.decimal && *mapping.decimal != "." && *mapping.decimal != ",")
    refuse("/decimal", "choice", "The decimal sign is a point or a comma.");
  if (mapping.time_zone && !TimeZone::find(*mapping.time_zone))
    refuse("/time_zone", "choice", "This time zone is not known. Example: Asia/Shanghai.");
  std::set<std::string_view> fed;
  for (std::size_t i = 0; i < mapping.columns.size(); ++i) {
    const auto& column = mapping.columns[i];
    const std::string pointer = "/columns/" + std::to_string(i);
    if (profile.find_field(column.field) == nullptr)
      refuse(pointer + "/field", "choice", "The profile has no field " + column.field + ".");
    else if (!fed.insert(column.field).second)
      refuse(pointer + "/field", "duplicate", "The field " + column.field + " is fed twice.");
    if (column.column.has_value() == column.constant.has_value())
      refuse(pointer, "required", "Give either a column or a constant for " + column.field + ".");
    if (column.column && std::find(header.begin(), header.end(), *column.column) == header.end())
      refuse(pointer + "/column", "missing", "The file has no column " + *column.column + ".");
  }
  for (const auto& field : profile.fields)
    if ((field.required || field.code == profile.key_field) && !fed.contains(field.code))
      refuse("/columns/" + field.code, "required", "No column feeds the required field " + field.code + ".");
  if (!errors.empty()) return invalid(std::move(errors));
  return {};
}

}  // namespace manyi::imports
