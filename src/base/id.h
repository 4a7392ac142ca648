// Distinct id types per entity: time-ordered int64, shown as base32 text.
// Owns their text form and the source that hands them out.
#pragma once

#include <atomic>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace manyi {

class Clock;

/// Crockford base32, 13 characters, lower case; keeps the order of the numbers.
std::string id_text(std::int64_t value);
/// \errors nullopt unless 13 characters of the alphabet naming a positive int64.
std::optional<std::int64_t> parse_id(std::string_view text);

/// An id of one kind of record. 0 means "none".
template <class Tag> class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(std::int64_t value) : value_(value) {}
  constexpr std::int64_t value() const { return value_; }
  constexpr explicit operator bool() const { return value_ != 0; }
  std::string text() const { return id_text(value_); }
  auto operator<=>(const Id&) const = default;

 private:
  std::int64_t value_ = 0;
};

struct TenantTag;
struct UserTag;
struct EmployeeTag;
struct SiteTag;
using TenantId = Id<TenantTag>;
using UserId = Id<UserTag>;
using EmployeeId = Id<EmployeeTag>;
using SiteId = Id<SiteTag>;

/// Hands out ids: 41 bits of milliseconds since 2024, 8 bits of node, 14 bits of sequence.
/// Thread-safe; never goes back, even when the clock does. Processes that write to one database take
/// a node and a first number of the sequence by chance, so that they do not meet in one millisecond.
class IdSource {
 public:
  static constexpr int kFirsts = 8192;
  /// \param first where the sequence begins in each millisecond, below kFirsts
  explicit IdSource(const Clock& clock, std::uint8_t node = 0, std::uint16_t first = 0)
      : clock_(clock), node_(node), first_(first % kFirsts) {}
  /// A node and a first number that no other process is likely to have.
  static IdSource by_chance(const Clock& clock);
  std::int64_t next();
  template <class Tag> Id<Tag> next_id() { return Id<Tag>(next()); }

 private:
  const Clock& clock_;
  std::uint8_t node_;
  std::uint16_t first_;
  std::atomic<std::int64_t> last_{0};  // (milliseconds << 14) | sequence
};

}  // namespace manyi

template <class Tag> struct std::hash<manyi::Id<Tag>> {
  std::size_t operator()(const manyi::Id<Tag>& id) const noexcept {
    return std::hash<std::int64_t>{}(id.value());
  }
};
