// JSON of described types: writing, and reading with every error and its place at once.
// Owns the mapping of our types to JSON; the parser itself is hidden behind JsonView.
#pragma once

#include <memory>

#include "base/describe.h"
#include "base/result.h"

namespace manyi {

// ---- writing -------------------------------------------------------------------------------

void append_json_text(std::string& out, std::string_view text);  // quoted and escaped
void append_json_number(std::string& out, double value);         // NaN and infinity become null

template <class T> void append_json(std::string& out, const T& value);

template <class T> void append_json(std::string& out, const T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (DescribedEnum<T>) {
    append_json_text(out, enum_name(value));
  } else if constexpr (std::is_integral_v<T>) {
    out += std::to_string(value);
  } else if constexpr (std::is_floating_point_v<T>) {
    append_json_number(out, value);
  } else if constexpr (AnyId<T>) {
    if (value)
      append_json_text(out, value.text());
    else
      out += "null";
  } else if constexpr (std::is_same_v<T, Instant> || std::is_same_v<T, Date> || std::is_same_v<T, Currency>) {
    append_json_text(out, value.text());
  } else if constexpr (std::is_same_v<T, DurationMs>) {
    out += std::to_string(value.ms());
  } else if constexpr (std::is_same_v<T, Money>) {
    out += "{\"amount\":" + std::to_string(value.amount()) + ",\"currency\":\"" + value.currency().text() +
           "\"}";
  } else if constexpr (std::is_same_v<T, RawJson>) {
    out += value.text;
  } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    append_json_text(out, value);
  } else if constexpr (AnyOptional<T>) {
    if (value)
      append_json(out, *value);
    else
      out += "null";
  } else if constexpr (AnyVector<T>) {
    out += '[';
    bool first = true;
    for (const auto& item : value) {
      if (!first) out += ',';
      first = false;
      append_json(out, static_cast<const typename T::value_type&>(item));
    }
    out += ']';
  } else if constexpr (AnyTextMap<T>) {
    out += '{';
    bool first = true;
    for (const auto& [key, item] : value) {
      if (!first) out += ',';
      first = false;
      append_json_text(out, key);
      out += ':';
      append_json(out, item);
    }
    out += '}';
  } else {
    static_assert(DescribedStruct<T>, "describe this type with BOOST_DESCRIBE_STRUCT");
    out += '{';
    bool first = true;
    for_each_member<T>([&](std::string_view name, auto pointer) {
      out += first ? "\"" : ",\"";
      first = false;
      out += name;
      out += "\":";
      append_json(out, value.*pointer);
    });
    out += '}';
  }
}

template <class T> std::string to_json(const T& value) {
  std::string out;
  append_json(out, value);
  return out;
}

// ---- reading -------------------------------------------------------------------------------

enum class JsonKind { kNull, kBool, kInteger, kNumber, kText, kList, kObject };

/// A look at one value of a parsed document. Valid while its JsonDocument lives.
class JsonView {
 public:
  explicit JsonView(const void* value = nullptr) : value_(value) {}
  JsonKind kind() const;
  bool boolean() const;
  std::optional<std::int64_t> integer() const;  // nullopt when it does not fit
  double number() const;
  std::string_view text() const;
  std::size_t size() const;                       // of a list or object
  JsonView at(std::size_t index) const;           // of a list
  std::string_view key(std::size_t index) const;  // of an object, in the order given
  JsonView value(std::size_t index) const;
  std::optional<JsonView> find(std::string_view key) const;
  std::string serialized() const;

 private:
  const void* value_;
};

class JsonDocument {
 public:
  /// \errors kMalformed with line, column and what was wrong; also for broken UTF-8 and for
  ///         nesting deeper than 32.
  static Result<JsonDocument> parse(std::string_view text);
  JsonView root() const;
  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;
  ~JsonDocument();

 private:
  struct Impl;
  explicit JsonDocument(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Collects the errors of one input with their JSON pointers.
class InputErrors {
 public:
  void add(const std::string& pointer, std::string code, std::string message) {
    errors_.push_back({pointer, std::move(code), std::move(message)});
  }
  bool empty() const { return errors_.empty(); }
  std::vector<FieldError>& all() { return errors_; }

 private:
  std::vector<FieldError> errors_;
};

std::string child_pointer(const std::string& parent, std::string_view key);
std::size_t character_count(std::string_view utf8);
bool valid_utf8(std::string_view text);
std::string kind_name(JsonKind kind);

namespace detail {
void wrong_type(InputErrors&, const std::string& pointer, std::string_view expected, JsonKind got);
void check_text(InputErrors&, const std::string& pointer, std::string_view text, const FieldRule* rule);
void check_number(InputErrors&, const std::string& pointer, std::int64_t value, const FieldRule* rule);
void check_size(InputErrors&, const std::string& pointer, std::size_t size, const FieldRule* rule);

template <class T>
bool read_scalar_text(std::string_view text, T& out, const std::string& pointer, InputErrors& errors,
                      const FieldRule* rule);
}  // namespace detail

/// Reads `in` into `out`; errors are added, never thrown. Absent optionals stay empty.
template <class T>
void read_json(JsonView in, T& out, const std::string& pointer, InputErrors& errors,
               const FieldRule* rule = nullptr) {
  const JsonKind kind = in.kind();
  if constexpr (AnyOptional<T>) {
    if (kind == JsonKind::kNull) {
      out.reset();
      return;
    }
    read_json(in, out.emplace(), pointer, errors, rule);
  } else if constexpr (std::is_same_v<T, bool>) {
    if (kind != JsonKind::kBool) return detail::wrong_type(errors, pointer, "boolean", kind);
    out = in.boolean();
  } else if constexpr (std::is_integral_v<T> || std::is_same_v<T, DurationMs>) {
    if (kind != JsonKind::kInteger) return detail::wrong_type(errors, pointer, "integer", kind);
    const auto value = in.integer();
    if constexpr (std::is_same_v<T, DurationMs>) {
      if (!value) return errors.add(pointer, "out_of_range", "The number is too large.");
      out = DurationMs(*value);
    } else {
      if (!value || *value < static_cast<std::int64_t>(std::numeric_limits<T>::min()) ||
          (sizeof(T) < 8 && *value > static_cast<std::int64_t>(std::numeric_limits<T>::max())))
        return errors.add(pointer, "out_of_range", "The number is too large.");
      detail::check_number(errors, pointer, *value, rule);
      out = static_cast<T>(*value);
    }
  } else if constexpr (std::is_floating_point_v<T>) {
    if (kind != JsonKind::kInteger && kind != JsonKind::kNumber)
      return detail::wrong_type(errors, pointer, "number", kind);
    out = in.number();
  } else if constexpr (std::is_same_v<T, RawJson>) {
    if (kind != JsonKind::kObject) return detail::wrong_type(errors, pointer, "object", kind);
    out.text = in.serialized();
    if (out.text.find("\\u0000") != std::string::npos)
      errors.add(pointer, "nul", "Text must not contain the NUL character.");
  } else if constexpr (std::is_same_v<T, Money>) {
    if (kind != JsonKind::kObject)
      return detail::wrong_type(errors, pointer, "object {amount, currency}", kind);
    std::int64_t amount = 0;
    std::string code = "CNY";
    for (std::size_t i = 0; i < in.size(); ++i) {
      if (in.key(i) == "amount")
        read_json(in.value(i), amount, child_pointer(pointer, "amount"), errors, rule);
      else if (in.key(i) == "currency")
        read_json(in.value(i), code, child_pointer(pointer, "currency"), errors);
      else
        errors.add(child_pointer(pointer, in.key(i)), "unknown", "This field is not known.");
    }
    if (!in.find("amount"))
      errors.add(child_pointer(pointer, "amount"), "required", "This field is required.");
    const auto currency = Currency::parse(code);
    if (!currency)
      return errors.add(child_pointer(pointer, "currency"), "format", "Expected an ISO 4217 code.");
    out = Money(amount, *currency);
  } else if constexpr (AnyVector<T>) {
    if (kind != JsonKind::kList) return detail::wrong_type(errors, pointer, "list", kind);
    detail::check_size(errors, pointer, in.size(), rule);
    out.clear();
    out.reserve(in.size());
    for (std::size_t i = 0; i < in.size(); ++i) {
      typename T::value_type item{};
      read_json(in.at(i), item, pointer + "/" + std::to_string(i), errors);
      out.push_back(std::move(item));
    }
  } else if constexpr (AnyTextMap<T>) {
    if (kind != JsonKind::kObject) return detail::wrong_type(errors, pointer, "object", kind);
    out.clear();
    for (std::size_t i = 0; i < in.size(); ++i)
      read_json(in.value(i), out[std::string(in.key(i))], child_pointer(pointer, in.key(i)), errors);
  } else if constexpr (DescribedStruct<T>) {
    if (kind != JsonKind::kObject) return detail::wrong_type(errors, pointer, "object", kind);
    for (std::size_t i = 0; i < in.size(); ++i) {
      bool known = false;
      for_each_member<T>([&](std::string_view name, auto member) {
        if (known || name != in.key(i)) return;
        known = true;
        read_json(in.value(i), out.*member, child_pointer(pointer, name), errors, find_rule<T>(name));
      });
      if (!known) errors.add(child_pointer(pointer, in.key(i)), "unknown", "This field is not known.");
    }
    for_each_member<T>([&](std::string_view name, auto member) {
      using Member = std::remove_cvref_t<decltype(out.*member)>;
      if constexpr (!AnyOptional<Member> && !AnyVector<Member> && !AnyTextMap<Member> &&
                    !std::is_same_v<Member, RawJson>)
        if (!in.find(name)) errors.add(child_pointer(pointer, name), "required", "This field is required.");
    });
  } else {
    if (kind != JsonKind::kText) return detail::wrong_type(errors, pointer, "text", kind);
    detail::read_scalar_text(in.text(), out, pointer, errors, rule);
  }
}

/// Reads one scalar from plain text: path and query parameters, CSV cells, command-line values.
template <class T>
void read_text(std::string_view text, T& out, const std::string& pointer, InputErrors& errors,
               const FieldRule* rule = nullptr);

/// A whole body. \errors kMalformed; kInvalid with all fields
template <class T> Result<T> from_json(std::string_view text) {
  auto document = JsonDocument::parse(text);
  if (!document) return std::move(document).error();
  T value{};
  InputErrors errors;
  read_json(document->root(), value, "", errors);
  if (!errors.empty()) return invalid(std::move(errors.all()));
  return value;
}

namespace detail {
std::optional<std::int64_t> integer_from_text(std::string_view text);
std::optional<double> number_from_text(std::string_view text);

template <class T>
bool read_scalar_text(std::string_view text, T& out, const std::string& pointer, InputErrors& errors,
                      const FieldRule* rule) {
  if constexpr (std::is_same_v<T, std::string>) {
    check_text(errors, pointer, text, rule);
    out = std::string(text);
  } else if constexpr (DescribedEnum<T>) {
    const auto value = parse_enum<T>(text);
    if (!value) {
      errors.add(pointer, "choice", "Expected one of: " + enum_choices<T>() + ".");
      return false;
    }
    out = *value;
  } else if constexpr (AnyId<T>) {
    const auto value = parse_id(text);
    if (!value) {
      errors.add(pointer, "id", "This is not an id.");
      return false;
    }
    out = T(*value);
  } else if constexpr (std::is_same_v<T, Instant>) {
    const auto value = Instant::parse(text);
    if (!value) {
      errors.add(pointer, "instant", "Expected an RFC 3339 time such as 2026-11-23T08:30:00.000Z.");
      return false;
    }
    out = *value;
  } else if constexpr (std::is_same_v<T, Date>) {
    const auto value = Date::parse(text);
    if (!value) {
      errors.add(pointer, "date", "Expected a date such as 2026-11-23.");
      return false;
    }
    out = *value;
  } else {
    static_assert(std::is_same_v<T, Currency>, "no text form for this type");
    const auto value = Currency::parse(text);
    if (!value) {
      errors.add(pointer, "format", "Expected an ISO 4217 code.");
      return false;
    }
    out = *value;
  }
  return true;
}
}  // namespace detail

template <class T>
void read_text(std::string_view text, T& out, const std::string& pointer, InputErrors& errors,
               const FieldRule* rule) {
  if constexpr (AnyOptional<T>) {
    read_text(text, out.emplace(), pointer, errors, rule);
  } else if constexpr (std::is_same_v<T, bool>) {
    if (text == "true" || text == "1")
      out = true;
    else if (text == "false" || text == "0")
      out = false;
    else
      errors.add(pointer, "type", "Expected true or false.");
  } else if constexpr (std::is_integral_v<T> || std::is_same_v<T, DurationMs>) {
    const auto value = detail::integer_from_text(text);
    if (!value) return errors.add(pointer, "type", "Expected an integer.");
    detail::check_number(errors, pointer, *value, rule);
    out = static_cast<T>(*value);
  } else if constexpr (std::is_floating_point_v<T>) {
    const auto value = detail::number_from_text(text);
    if (!value) return errors.add(pointer, "type", "Expected a number.");
    out = *value;
  } else if constexpr (AnyVector<T>) {  // comma-separated
    out.clear();
    while (!text.empty()) {
      const auto comma = text.find(',');
      typename T::value_type item{};
      read_text(text.substr(0, comma), item, pointer, errors);
      out.push_back(std::move(item));
      text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    }
  } else {
    detail::read_scalar_text(text, out, pointer, errors, rule);
  }
}

}  // namespace manyi
