// JSON text in and out over Boost.JSON's parser.
// Owns escaping, number forms, parse positions and the messages of wrong types.
#include "base/json.h"

#include <boost/json.hpp>

#include <charconv>
#include <cmath>

namespace manyi {
namespace bj = boost::json;
namespace {
constexpr std::size_t kMaxDepth = 32;
const bj::value& of(const void* value) { return *static_cast<const bj::value*>(value); }
}  // namespace

void append_json_text(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  std::size_t clean = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text, clean, i - clean);
    clean = i + 1;
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        out += "\\u00";
        out += kHex[c >> 4];
        out += kHex[c & 15];
    }
  }
  out.append(text, clean, text.size() - clean);
  out += '"';
}

void append_json_number(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  out.append(buffer, end);
}

JsonKind JsonView::kind() const {
  switch (of(value_).kind()) {
    case bj::kind::null: return JsonKind::kNull;
    case bj::kind::bool_: return JsonKind::kBool;
    case bj::kind::int64:
    case bj::kind::uint64: return JsonKind::kInteger;
    case bj::kind::double_: return JsonKind::kNumber;
    case bj::kind::string: return JsonKind::kText;
    case bj::kind::array: return JsonKind::kList;
    case bj::kind::object: return JsonKind::kObject;
  }
  return JsonKind::kNull;
}

bool JsonView::boolean() const { return of(value_).get_bool(); }
std::optional<std::int64_t> JsonView::integer() const {
  if (of(value_).is_int64()) return of(value_).get_int64();
  return std::nullopt;
}
double JsonView::number() const { return of(value_).to_number<double>(); }
std::string_view JsonView::text() const {
  const auto& text = of(value_).get_string();
  return {text.data(), text.size()};
}
std::size_t JsonView::size() const {
  const auto& value = of(value_);
  return value.is_array() ? value.get_array().size() : value.is_object() ? value.get_object().size() : 0;
}
JsonView JsonView::at(std::size_t index) const { return JsonView(&of(value_).get_array()[index]); }
std::string_view JsonView::key(std::size_t index) const {
  const auto key = (of(value_).get_object().begin() + static_cast<std::ptrdiff_t>(index))->key();
  return {key.data(), key.size()};
}
JsonView JsonView::value(std::size_t index) const {
  return JsonView(&(of(value_).get_object().begin() + static_cast<std::ptrdiff_t>(index))->value());
}
std::optional<JsonView> JsonView::find(std::string_view key) const {
  if (!of(value_).is_object()) return std::nullopt;
  const auto* found = of(value_).get_object().if_contains({key.data(), key.size()});
  return found ? std::optional<JsonView>(JsonView(found)) : std::nullopt;
}
std::string JsonView::serialized() const { return bj::serialize(of(value_)); }

struct JsonDocument::Impl {
  bj::value root;
};

JsonDocument::JsonDocument(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;
JsonDocument::~JsonDocument() = default;
JsonView JsonDocument::root() const { return JsonView(&impl_->root); }

namespace {

// Members written in the text: colons outside of strings. Only for text that has parsed.
std::size_t members_written(std::string_view text) {
  std::size_t count = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"')
      in_text = !in_text;
    else if (c == '\\')
      ++i;
    else if (c == ':' && !in_text)
      ++count;
  }
  return count;
}

std::size_t members_kept(const bj::value& value) {
  std::size_t count = 0;
  if (const auto* object = value.if_object()) {
    count += object->size();
    for (const auto& member : *object) count += members_kept(member.value());
  } else if (const auto* list = value.if_array()) {
    for (const auto& item : *list) count += members_kept(item);
  }
  return count;
}

}  // namespace

Result<JsonDocument> JsonDocument::parse(std::string_view text) {
  bj::parse_options options;
  options.max_depth = kMaxDepth;
  bj::parser parser({}, options);
  bj::error_code failure;
  const std::size_t consumed = parser.write_some(text.data(), text.size(), failure);
  if (!failure && consumed < text.size()) {
    const auto rest = text.find_first_not_of(" \t\r\n", consumed);
    if (rest != std::string_view::npos) failure = bj::error::extra_data;
  }
  if (failure) {
    std::size_t line = 1, column = 1;
    for (std::size_t i = 0; i < consumed && i < text.size(); ++i) {
      column = text[i] == '\n' ? 1 : column + 1;
      line += text[i] == '\n';
    }
    return malformed("json", "The JSON is broken at line " + std::to_string(line) + ", column " +
                                 std::to_string(column) + ": " + failure.message() + ".");
  }
  auto impl = std::make_unique<Impl>();
  impl->root = parser.release();
  // The parser keeps the last of two members with one name, so that readers could disagree on which counts.
  if (members_written(text) != members_kept(impl->root))
    return malformed("json", "The JSON names a field twice in one object.");
  return JsonDocument(std::move(impl));
}

std::string child_pointer(const std::string& parent, std::string_view key) {
  std::string pointer = parent + "/";
  for (const char c : key) {
    if (c == '~')
      pointer += "~0";
    else if (c == '/')
      pointer += "~1";
    else
      pointer += c;
  }
  return pointer;
}

std::size_t character_count(std::string_view utf8) {
  std::size_t count = 0;
  for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

bool valid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) {
      ++i;
      continue;
    }
    const int length = lead >= 0xC2 && lead < 0xE0   ? 2
                       : lead >= 0xE0 && lead < 0xF0 ? 3
                       : lead >= 0xF0 && lead < 0xF5 ? 4
                                                     : 0;
    if (length == 0 || i + length > text.size()) return false;
    std::uint32_t point = lead & (0xFF >> (length + 1));
    for (int k = 1; k < length; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if ((next & 0xC0) != 0x80) return false;
      point = (point << 6) | (next & 0x3F);
    }
    if ((length == 3 && (point < 0x800 || (point >= 0xD800 && point < 0xE000))) ||
        (length == 4 && (point < 0x10000 || point > 0x10FFFF)))
      return false;
    i += length;
  }
  return true;
}

std::string kind_name(JsonKind kind) {
  static constexpr std::string_view kNames[] = {"null", "boolean", "integer", "number",
                                                "text", "list",    "object"};
  return std::string(kNames[static_cast<int>(kind)]);
}

namespace detail {

void wrong_type(InputErrors& errors, const std::string& pointer, std::string_view expected, JsonKind got) {
  errors.add(pointer, "type", "Expected " + std::string(expected) + ", got " + kind_name(got) + ".");
}

void check_text(InputErrors& errors, const std::string& pointer, std::string_view text,
                const FieldRule* rule) {
  static const FieldRule kDefault{};
  if (!rule) rule = &kDefault;
  if (text.find('\0') != std::string_view::npos)
    return errors.add(pointer, "nul", "Text must not contain the NUL character.");
  if (!valid_utf8(text)) return errors.add(pointer, "utf8", "The text is not valid UTF-8.");
  const std::size_t length = character_count(text);
  if (length < rule->min_length)
    errors.add(pointer, length == 0 ? "required" : "too_short",
               length == 0 ? "This field must not be empty."
                           : "At least " + std::to_string(rule->min_length) + " characters.");
  if (length > rule->max_length)
    errors.add(pointer, "too_long", "At most " + std::to_string(rule->max_length) + " characters.");
}

void check_number(InputErrors& errors, const std::string& pointer, std::int64_t value,
                  const FieldRule* rule) {
  if (rule && (value < rule->minimum || value > rule->maximum))
    errors.add(pointer, "out_of_range", "The number is outside the permitted range.");
}

void check_size(InputErrors& errors, const std::string& pointer, std::size_t size, const FieldRule* rule) {
  if (rule && size < rule->min_length)
    errors.add(pointer, "too_short", "At least " + std::to_string(rule->min_length) + " items.");
  if (size > (rule ? rule->max_length : 4000)) errors.add(pointer, "too_long", "Too many items.");
}

std::optional<std::int64_t> integer_from_text(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

std::optional<double> number_from_text(std::string_view text) {
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size() || text.empty() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

}  // namespace detail
}  // namespace manyi
