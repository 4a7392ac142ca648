// A column of whole numbers, narrowed block by block to the width its values need.
// Owns the encoding, the bounds by which a scan skips blocks, and the loops over raw codes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <memory>
#include <vector>

namespace manyi::kpi {

/// "Has not happened" in a time column and "no value" in a whole-number measure.
constexpr std::int64_t kNull = std::numeric_limits<std::int64_t>::min();
constexpr std::size_t kBlock = 1024;  // two buffers of it fit the first-level cache

/// Truth values: `and` is min, `or` is max, `not` is 2 - x.
constexpr std::uint8_t kFalse = 0, kUnknown = 1, kTrue = 2, kMixed = 3;

/// Some rows of one block, in ascending order: all of first..first+count-1, or those picked,
/// as offsets from `first`. No row lies in another block than `first`.
struct Rows {
  std::size_t first = 0, count = 0;
  const std::uint16_t* picked = nullptr;
  std::size_t row(std::size_t i) const { return first + (picked ? picked[i] : i); }
};

/// Memory for the codes of one column: blocks that were filled one after the other lie one after the
/// other, in pages as large as there are, so that a scan streams through them.
class Slabs {
 public:
  Slabs() = default;
  Slabs(const Slabs&) = delete;
  Slabs& operator=(const Slabs&) = delete;
  std::byte* take(unsigned width);
  void give_back(std::byte* slab, unsigned width);
  void clear();
  std::size_t bytes() const { return bytes_; }

 private:
  struct Free {
    void operator()(std::byte* region) const { std::free(region); }
  };
  std::vector<std::unique_ptr<std::byte, Free>> regions_;
  std::vector<std::byte*> free_[9];  // by width
  std::byte* top_ = nullptr;
  std::size_t left_ = 0, bytes_ = 0;
};

/// Values lie in blocks of kBlock rows. A block keeps `value - base` in 1, 2 or 4 bytes (all ones:
/// absent), the value itself in 8, or nothing when all its rows are equal: an order's time stamps
/// lie within days of its neighbours', codes are small, most stamps of late steps are absent.
/// Rejected: one width per column, which 13 stamps of 8 bytes make twice as large.
class PackedColumn {
 public:
  struct Block {
    std::byte* codes = nullptr;
    std::int64_t base = 0;                                        // width 0: the value of every row
    std::int64_t low = std::numeric_limits<std::int64_t>::max();  // bounds of what is present:
    std::int64_t high = kNull;                                    // never too narrow
    std::uint8_t width = 0;
    bool nulls = false;  // some may be absent
  };

  std::size_t size() const { return size_; }
  std::int64_t at(std::size_t row) const {
    const auto& block = blocks_[row / kBlock];
    const auto i = row % kBlock;
    switch (block.width) {
      case 0: return block.base;
      case 1: return decoded<std::uint8_t>(block, i);
      case 2: return decoded<std::uint16_t>(block, i);
      case 4: return decoded<std::uint32_t>(block, i);
      default: return reinterpret_cast<const std::int64_t*>(block.codes)[i];
    }
  }
  const Block& block_of(std::size_t row) const { return blocks_[row / kBlock]; }
  const std::vector<Block>& blocks() const { return blocks_; }

  void push_back(std::int64_t value) { append(&value, 1); }
  void append(const std::int64_t* values, std::size_t count);
  void append(std::int64_t value, std::size_t count);
  void set(std::size_t row, std::int64_t value);
  void pop_back();
  void clear();
  /// Takes over blocks that were stored, in order. `codes` are copied; every block but the last is full.
  void adopt(Block block, const std::byte* codes, std::size_t rows);
  std::size_t bytes() const;

  void read(const Rows& rows, std::int64_t* out) const;
  void read(const Rows& rows, std::int32_t* out) const;  // codes of a dictionary
  /// truth[i] = of_value[value], for codes of a dictionary. \return the truth all rows share, else kMixed
  std::uint8_t look_up(const Rows& rows, const std::uint8_t* of_value, std::uint8_t* truth) const;
  /// Whether low <= value <= high (`inside`) or not; unknown where absent. Fills `truth` only when mixed.
  std::uint8_t compare(const Rows& rows, std::int64_t low, std::int64_t high, bool inside,
                       std::uint8_t* truth) const;
  /// Whether the value is absent. Fills `truth` only when mixed.
  std::uint8_t absent(const Rows& rows, bool wanted, std::uint8_t* truth) const;

 private:
  template <class T> static std::int64_t decoded(const Block& block, std::size_t i) {
    const T code = reinterpret_cast<const T*>(block.codes)[i];
    return code == std::numeric_limits<T>::max()
               ? kNull
               : static_cast<std::int64_t>(static_cast<std::uint64_t>(block.base) + code);
  }
  void put(Block& block, std::size_t used, std::size_t at, const std::int64_t* values, std::size_t count);

  Slabs slabs_;
  std::vector<Block> blocks_;
  std::size_t size_ = 0;
};

}  // namespace manyi::kpi
