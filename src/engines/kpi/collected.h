// The values behind percentiles of an ad-hoc question, by slot, as its scan meets them.
// Owns the pieces of memory they lie in.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#include <sys/mman.h>

#include "engines/kpi/lanes.h"
#include "engines/kpi/parts.h"

namespace manyi::kpi {

/// Values by slot as they come, in pieces, so that nothing is moved before it is ranked.
class Collected {
 public:
  explicit Collected(std::size_t slots) : slots_(slots) {}

  void add(std::size_t slot, std::int64_t value) {
    if (static_cast<std::uint64_t>(value) > 0xFFFFFFFFULL) {
      outer_.emplace_back(static_cast<std::uint32_t>(slot), value);
      ordered_ = false;
      return;
    }
    auto& at = slots_[slot];
    if (at.next == at.end) grow(at);
    *at.next++ = static_cast<std::uint32_t>(value);
  }

  /// Rows whose `used` is 1, of values that all fit into 32 bits where they are used: written whether used
  /// or not, and kept if so, because a branch would be guessed wrong for every row left out.
  void add(const std::uint32_t* slot, const std::int64_t* values, const std::uint8_t* used,
           std::size_t count) {
    auto* slots = slots_.data();
    for (std::size_t i = 0; i < count; ++i) {
      auto& at = slots[slot[i]];
      if (at.next == at.end) grow(at);
      *at.next = static_cast<std::uint32_t>(values[i]);
      at.next += used[i];
    }
  }

  /// Before slots are read: puts the values that need more than 32 bits, few as a rule, into the order of
  /// their slots.
  void order() {
    if (!ordered_) std::sort(outer_.begin(), outer_.end());
    ordered_ = true;
  }

  /// Forgets the values of these slots, after order(): their memory is used again while it is at hand.
  void release(std::size_t first, std::size_t end) {
    for (auto slot = first; slot < end; ++slot) release_pieces(slots_[slot]);
    const auto at = [&](std::size_t slot) {
      return std::lower_bound(outer_.begin(), outer_.end(), static_cast<std::uint32_t>(slot),
                              [](const Outer& one, std::uint32_t wanted) { return one.first < wanted; });
    };
    if (!outer_.empty()) outer_.erase(at(first), at(end));
  }

  template <class F> void each(std::size_t slot, F f) const {
    pieces(slot, [&](const std::uint32_t* first, const std::uint32_t* last) {
      for (; first != last; ++first) f(static_cast<std::int64_t>(*first));
    });
    const auto [low, high] = outer(slot);
    for (auto at = low; at != high; ++at) f(at->second);
  }

  /// The sum of all values of a slot and of their squares.
  void add_up(std::size_t slot, Wide& sum, Wide& squares, bool squared) const {
    std::uint64_t all = 0, low = 0, high = 0;
    pieces(slot, [&](const std::uint32_t* first, const std::uint32_t* last) {
      lanes::squares(first, static_cast<std::size_t>(last - first), all, low, high);
    });
    sum += all;
    if (squared) squares += (static_cast<Wide>(high) << 32) + low;
    const auto [from, to] = outer(slot);
    for (auto at = from; at != to; ++at) {
      sum += at->second;
      if (squared) squares += static_cast<Wide>(at->second) * at->second;
    }
  }

  /// All values of a slot. `wide` is filled when one of them does not fit into 32 bits.
  std::size_t gather(std::size_t slot, std::vector<std::uint32_t>& narrow,
                     std::vector<std::int64_t>& wide) const {
    narrow.clear();
    wide.clear();
    const auto [low, high] = outer(slot);
    if (low != high) {
      each(slot, [&](std::int64_t value) { wide.push_back(value); });
      return wide.size();
    }
    pieces(slot, [&](const std::uint32_t* first, const std::uint32_t* last) {
      narrow.insert(narrow.end(), first, last);
    });
    return narrow.size();
  }

 private:
  using Outer = std::pair<std::uint32_t, std::int64_t>;
  static bool by_slot(const Outer& a, const Outer& b) { return a.first < b.first; }
  using OuterAt = std::vector<Outer>::const_iterator;
  std::pair<OuterAt, OuterAt> outer(std::size_t slot) const {
    return std::equal_range(outer_.begin(), outer_.end(), Outer{static_cast<std::uint32_t>(slot), 0},
                            by_slot);
  }
  template <class F> void pieces(std::size_t slot, F f) const {
    const auto& at = slots_[slot];
    const auto* end = at.next;
    for (const auto* piece = at.piece; piece; piece = piece->before) {
      f(reinterpret_cast<const std::uint32_t*>(piece + 1), end);
      if (piece->before)
        end = reinterpret_cast<const std::uint32_t*>(piece->before + 1) + piece->before->room;
    }
  }
  struct Piece {
    Piece* before;
    std::size_t room;
  };
  struct Slot {
    std::uint32_t* next = nullptr;
    std::uint32_t* end = nullptr;
    Piece* piece = nullptr;
  };
  void release_pieces(Slot& slot) {
    for (auto* piece = slot.piece; piece;) {
      auto* before = piece->before;
      auto& free = free_[size_of(piece->room)];
      piece->before = free;
      free = piece;
      piece = before;
    }
    slot = {};
  }
  void grow(Slot& slot) {
    const auto size = !slot.piece ? 0 : std::min(size_of(slot.piece->room) + 1, kRooms.size() - 1);
    const auto room = kRooms[size];
    const auto bytes = sizeof(Piece) + room * 4;
    auto* piece = free_[size];
    if (piece) {
      free_[size] = piece->before;
      piece->before = slot.piece;
    } else {
      if (left_ < bytes) { take_region(); }
      piece = new (top_) Piece{slot.piece, room};
      top_ += bytes;
      left_ -= bytes;
    }
    slot.piece = piece;
    slot.next = reinterpret_cast<std::uint32_t*>(piece + 1);
    slot.end = slot.next + room;
  }
  /// Hundreds of slots are written to in turn: in small pages each would be looked up anew. Few values get
  /// by with a little.
  void take_region() {
    constexpr std::size_t kSmall = std::size_t{1} << 17, kLarge = std::size_t{2} << 20;
    const auto bytes = regions_.empty() ? kSmall : kLarge;
    auto* memory = static_cast<std::byte*>(std::aligned_alloc(bytes == kLarge ? kLarge : 64, bytes));
    if (!memory) throw std::bad_alloc();
    regions_.emplace_back(memory);
#ifdef MADV_HUGEPAGE
    if (bytes == kLarge) madvise(memory, bytes, MADV_HUGEPAGE);
#endif
    top_ = memory;
    left_ = bytes;
  }
  // Values of a piece. A piece is no power of two long: all slots fill theirs at about the same rate, and the
  // ends of pieces that lie 4,096 bytes apart would push each other out of the cache.
  static constexpr std::array<std::size_t, 4> kRooms{28, 140, 524, 1036};
  static std::size_t size_of(std::size_t room) {
    return static_cast<std::size_t>(std::find(kRooms.begin(), kRooms.end(), room) - kRooms.begin());
  }
  std::vector<Slot> slots_;
  std::vector<Outer> outer_;
  bool ordered_ = true;
  struct Free {
    void operator()(std::byte* region) const { std::free(region); }
  };
  std::vector<std::unique_ptr<std::byte, Free>> regions_;
  std::array<Piece*, kRooms.size()> free_{};
  std::byte* top_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace manyi::kpi
