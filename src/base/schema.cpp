// The fixed parts of JSON Schema texts.
// Owns nullable types, lengths, bounds and documentation.
#include "base/schema.h"

namespace manyi {

std::string SchemaSet::nullable(std::string schema) {
  constexpr std::string_view kPlain = R"({"type":")";
  if (schema.starts_with(kPlain)) {
    const auto end = schema.find('"', kPlain.size());
    const std::string type = schema.substr(kPlain.size(), end - kPlain.size());
    if (schema.find("\"enum\":[") != std::string::npos)
      schema.insert(schema.find(']', schema.find("\"enum\":[")), ",null");
    return R"({"type":[")" + type + R"(","null"])" + schema.substr(schema.find('"', kPlain.size()) + 1);
  }
  return R"({"anyOf":[)" + schema + R"(,{"type":"null"}]})";
}

std::string SchemaSet::documentation(const FieldRule* rule) {
  std::string out;
  if (rule && !rule->doc.empty()) {
    out += ",\"description\":";
    append_json_text(out, rule->doc);
  }
  if (rule && !rule->example.empty()) out += ",\"examples\":[" + std::string(rule->example) + "]";
  return out;
}

std::string SchemaSet::lengths(const FieldRule* rule) {
  static const FieldRule kDefault{};
  if (!rule) rule = &kDefault;
  std::string out;
  if (rule->min_length > 0) out += ",\"minLength\":" + std::to_string(rule->min_length);
  return out + ",\"maxLength\":" + std::to_string(rule->max_length);
}

std::string SchemaSet::bounds(const FieldRule* rule) {
  std::string out;
  if (rule && rule->minimum != std::numeric_limits<std::int64_t>::min())
    out += ",\"minimum\":" + std::to_string(rule->minimum);
  if (rule && rule->maximum != std::numeric_limits<std::int64_t>::max())
    out += ",\"maximum\":" + std::to_string(rule->maximum);
  return out;
}

}  // namespace manyi
