// How values cross the seam to SQL: the bindable types and the slots they travel in.
// Owns the mapping of C++ types to the three column types (integer, real, text).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/describe.h"
#include "base/id.h"
#include "base/instant.h"

namespace manyi::db {

/// A list of integers behind one placeholder, `id in (:ids)`; it may be empty. A view that lives as
/// long as the call.
struct In {
  std::span<const std::int64_t> values;
  explicit In(std::span<const std::int64_t> list) : values(list) {}
};

/// Broken infrastructure or a bug in SQL. what() never holds bound values.
class DbError : public std::runtime_error {
 public:
  enum class Kind {
    kMisuse,         // wrong SQL, wrong number of arguments, NULL where none is expected
    kConstraint,     // unique, foreign key, check, not null
    kBusy,           // another process holds the lock
    kFull,           // disk full
    kIo,             // disk or corrupt file
    kConnection,     // server unreachable or connection broken
    kSerialization,  // deadlock or serialization failure: run it again
    kLater,          // a statement sent without waiting failed; whose it was is not known
  };
  DbError(Kind kind, const std::string& what) : std::runtime_error(what), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

namespace detail {

enum class SlotType : std::uint8_t { kInteger, kReal, kText, kList };  // lists are only bound

/// One argument; a view that lives as long as the call.
struct Bind {
  SlotType type = SlotType::kInteger;
  bool null = false;
  bool date = false;  // text made from `integer`, days since 1970
  std::int64_t integer = 0;
  double real = 0;
  std::string_view text;
  std::span<const std::int64_t> list = {};
};

/// One column of the current row. Its text is the driver's, good until the next row.
struct Slot {
  SlotType type = SlotType::kInteger;
  bool null = false;
  std::int64_t integer = 0;
  double real = 0;
  std::string_view text;
};

[[noreturn]] void throw_unexpected_null();
[[noreturn]] void throw_unknown_name(std::string_view type);

template <class T> struct Codec;

template <class T>
requires std::is_integral_v<T>
struct Codec<T> {
  static constexpr SlotType kType = SlotType::kInteger;
  static Bind bind(T v) { return {.type = kType, .integer = static_cast<std::int64_t>(v), .text = {}}; }
  static T read(const Slot& s) {
    if constexpr (std::is_same_v<T, bool>)
      return s.integer != 0;
    else
      return static_cast<T>(s.integer);
  }
};
template <> struct Codec<double> {
  static constexpr SlotType kType = SlotType::kReal;
  static Bind bind(double v) { return {.type = kType, .real = v, .text = {}}; }
  static double read(const Slot& s) { return s.real; }
};
template <> struct Codec<std::string> {
  static constexpr SlotType kType = SlotType::kText;
  static Bind bind(std::string_view v) { return {.type = kType, .text = v}; }
  static std::string read(const Slot& s) { return std::string(s.text); }
};
template <> struct Codec<std::string_view> : Codec<std::string> {};
template <> struct Codec<const char*> : Codec<std::string> {};
template <std::size_t N> struct Codec<char[N]> : Codec<std::string> {};
template <class Tag> struct Codec<Id<Tag>> {
  static constexpr SlotType kType = SlotType::kInteger;
  static Bind bind(Id<Tag> v) { return {.type = kType, .integer = v.value(), .text = {}}; }
  static Id<Tag> read(const Slot& s) { return Id<Tag>(s.integer); }
};
template <> struct Codec<Instant> {
  static constexpr SlotType kType = SlotType::kInteger;
  static Bind bind(Instant v) { return {.type = kType, .integer = v.ms(), .text = {}}; }
  static Instant read(const Slot& s) { return Instant(s.integer); }
};
template <> struct Codec<DurationMs> {
  static constexpr SlotType kType = SlotType::kInteger;
  static Bind bind(DurationMs v) { return {.type = kType, .integer = v.ms(), .text = {}}; }
  static DurationMs read(const Slot& s) { return DurationMs(s.integer); }
};
template <> struct Codec<Date> {
  static constexpr SlotType kType = SlotType::kText;
  static Bind bind(Date v) { return {.type = kType, .date = true, .integer = v.days(), .text = {}}; }
  static Date read(const Slot& s) {
    const auto date = Date::parse(s.text);
    if (!date) throw_unknown_name("Date");
    return *date;
  }
};
template <> struct Codec<RawJson> {
  static constexpr SlotType kType = SlotType::kText;
  static Bind bind(const RawJson& v) { return {.type = kType, .text = v.text}; }
  static RawJson read(const Slot& s) { return RawJson{std::string(s.text)}; }
};
template <> struct Codec<In> {
  static constexpr SlotType kType = SlotType::kList;
  static Bind bind(In v) { return {.type = kType, .text = {}, .list = v.values}; }
};
template <DescribedEnum E> struct Codec<E> {
  static constexpr SlotType kType = SlotType::kText;
  static Bind bind(E v) { return {.type = kType, .text = enum_name(v)}; }
  static E read(const Slot& s) {
    const auto value = parse_enum<E>(s.text);
    if (!value) throw_unknown_name(type_name<E>());
    return *value;
  }
};
template <class T> struct Codec<std::optional<T>> {
  static constexpr SlotType kType = Codec<T>::kType;
  static Bind bind(const std::optional<T>& v) {
    return v ? Codec<T>::bind(*v) : Bind{.type = kType, .null = true, .text = {}};
  }
};

template <class T> Bind to_bind(const T& v) { return Codec<T>::bind(v); }

/// The arguments of one statement in order; a list of integers is spread over as many places.
template <class... A> auto binds_of(const A&... args) {
  if constexpr ((std::is_same_v<A, std::vector<std::int64_t>> || ...)) {
    std::vector<Bind> all;
    const auto add = [&all](const auto& arg) {
      if constexpr (AnyVector<std::remove_cvref_t<decltype(arg)>>) {
        for (const auto value : arg) all.push_back(to_bind(value));
      } else {
        all.push_back(to_bind(arg));
      }
    };
    (add(args), ...);
    return all;
  } else {
    return std::array<Bind, sizeof...(A)>{to_bind(args)...};
  }
}

template <class T> T from_slot(const Slot& s) {
  if constexpr (AnyOptional<T>) {
    if (s.null) return std::nullopt;
    return Codec<typename T::value_type>::read(s);
  } else {
    if (s.null) throw_unexpected_null();
    return Codec<T>::read(s);
  }
}

template <class Row, class Pointer>
using FieldType = std::remove_cvref_t<decltype(std::declval<Row&>().*std::declval<Pointer>())>;

template <DescribedStruct Row> constexpr std::array<SlotType, member_count<Row>> slot_types_of() {
  std::array<SlotType, member_count<Row>> types{};
  std::size_t at = 0;
  for_each_member<Row>(
      [&](std::string_view, auto pointer) { types[at++] = Codec<FieldType<Row, decltype(pointer)>>::kType; });
  return types;
}

template <DescribedStruct Row> Row row_from(const Slot* slots) {
  Row row;
  for_each_member<Row>([&](std::string_view, auto pointer) {
    row.*pointer = from_slot<FieldType<Row, decltype(pointer)>>(*slots++);
  });
  return row;
}

/// A prepared statement at work, kept by its connection. See connection.h.
class Statement;

/// Rows of one running statement; gives the statement back when it goes.
class Cursor {
 public:
  explicit Cursor(Statement* statement) : statement_(statement) {}
  Cursor(Cursor&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
  Cursor& operator=(Cursor&&) = delete;
  ~Cursor();
  /// Moves to the next row; nullptr after the last.
  const Slot* next();

 private:
  Statement* statement_;
};

enum class Fetch : std::uint8_t { kWhole, kStream };

}  // namespace detail
}  // namespace manyi::db
