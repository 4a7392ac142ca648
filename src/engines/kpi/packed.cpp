// Encoding and the loops over raw codes.
// Owns the choice of width and base; the loops are in lanes.cpp.
#include "engines/kpi/packed.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <new>

#include <sys/mman.h>

#include "engines/kpi/lanes.h"

namespace manyi::kpi {
namespace {

constexpr std::uint64_t ones(unsigned width) {
  return width == 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * width)) - 1;
}

/// `value - base` as a code, which may be too large for the width.
std::uint64_t offset(std::int64_t value, std::int64_t base) {
  return static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(base);
}

struct Range {
  std::int64_t low = std::numeric_limits<std::int64_t>::max(), high = kNull;
  bool nulls = false;
};

Range range_of(const std::int64_t* values, std::size_t count) {
  Range range;
  lanes::bounds(values, count, range.low, range.high, range.nulls);
  return range;
}

bool fits(const PackedColumn::Block& block, const Range& range) {
  if (block.width == 8) return true;
  if (block.width == 0)
    return range.nulls ? block.base == kNull && range.high == kNull
                       : range.low == block.base && range.high == block.base;
  if (range.high == kNull) return true;  // nothing but absent values
  return range.low >= block.base && offset(range.high, block.base) < ones(block.width);
}

void write(PackedColumn::Block& block, std::size_t at, const std::int64_t* values, std::size_t n) {
  auto* codes = block.codes + at * block.width;
  if (block.width == 8)
    std::memcpy(codes, values, n * 8);
  else if (block.width > 0)
    lanes::encode(block.width, values, n, block.base, codes);
}

/// Chooses width and base so that values a little outside of the range still fit later.
void choose(PackedColumn::Block& block, const Range& range) {
  block.low = range.low;
  block.high = range.high;
  block.nulls = range.nulls;
  if (range.high == kNull || (!range.nulls && range.low == range.high)) {
    block.width = 0;
    block.base = range.high;
    return;
  }
  block.width = 8;
  block.base = 0;
  for (const unsigned width : {1U, 2U, 4U}) {
    if (offset(range.high, range.low) >= ones(width)) continue;
    block.width = static_cast<std::uint8_t>(width);
    if (range.low >= 0 && static_cast<std::uint64_t>(range.high) < ones(width)) return;
    const auto slack = (ones(width) - 1 - offset(range.high, range.low)) / 2;
    const auto room = offset(range.low, kNull + 1);
    block.base = static_cast<std::int64_t>(static_cast<std::uint64_t>(range.low) - std::min(slack, room));
    return;
  }
}

}  // namespace

/// Writes into a block of which `used` rows count already.
void PackedColumn::put(Block& block, std::size_t used, std::size_t at, const std::int64_t* values,
                       std::size_t count) {
  const auto range = range_of(values, count);
  const auto reshape = [&](const std::int64_t* all, std::size_t n, const Range& shape) {
    const auto before = block.width;
    choose(block, shape);
    if (block.width != before) {
      if (block.codes) slabs_.give_back(block.codes, before);
      block.codes = block.width > 0 ? slabs_.take(block.width) : nullptr;
    }
    // Rows to come have defined bytes, too: snapshots store whole blocks.
    if (n < kBlock && block.codes) std::memset(block.codes + n * block.width, 0, (kBlock - n) * block.width);
    write(block, 0, all, n);
  };
  if (used == 0) return reshape(values, count, range);
  if (!fits(block, range)) {
    std::array<std::int64_t, kBlock> all;
    lanes::read_block(block, Rows{0, used, nullptr}, all.data());
    std::copy_n(values, count, all.data() + at);
    const auto n = std::max(used, at + count);
    return reshape(all.data(), n, range_of(all.data(), n));
  }
  block.low = std::min(block.low, range.low);
  block.high = std::max(block.high, range.high);
  block.nulls = block.nulls || range.nulls;
  write(block, at, values, count);
}

void PackedColumn::append(const std::int64_t* values, std::size_t count) {
  while (count > 0) {
    const auto used = size_ % kBlock;
    if (used == 0) blocks_.emplace_back();
    const auto part = std::min(count, kBlock - used);
    put(blocks_.back(), used, used, values, part);
    size_ += part;
    values += part;
    count -= part;
  }
}

void PackedColumn::append(std::int64_t value, std::size_t count) {
  std::array<std::int64_t, kBlock> same;
  same.fill(value);
  for (; count > 0; count -= std::min(count, kBlock)) append(same.data(), std::min(count, kBlock));
}

void PackedColumn::set(std::size_t row, std::int64_t value) {
  const auto block = row / kBlock;
  const auto used = std::min(kBlock, size_ - block * kBlock);
  put(blocks_[block], used == 1 ? 0 : used, row % kBlock, &value, 1);
}

void PackedColumn::pop_back() {
  --size_;
  if (size_ % kBlock != 0) return;
  if (blocks_.back().codes) slabs_.give_back(blocks_.back().codes, blocks_.back().width);
  blocks_.pop_back();
}

void PackedColumn::clear() {
  blocks_.clear();
  slabs_.clear();
  size_ = 0;
}

void PackedColumn::adopt(Block block, const std::byte* codes, std::size_t rows) {
  block.codes = block.width > 0 ? slabs_.take(block.width) : nullptr;
  if (block.codes) std::memcpy(block.codes, codes, kBlock * block.width);
  blocks_.push_back(block);
  size_ += rows;
}

std::size_t PackedColumn::bytes() const { return blocks_.capacity() * sizeof(Block) + slabs_.bytes(); }

std::byte* Slabs::take(unsigned width) {
  auto& free = free_[width];
  if (!free.empty()) {
    auto* slab = free.back();
    free.pop_back();
    return slab;
  }
  const auto size = kBlock * width;
  if (left_ < size) {
    // Small tables must stay small; large ones get pages of two megabytes.
    constexpr std::size_t kLarge = std::size_t{2} << 20, kPage = 4096;
    // A scan that jumps between dozens of columns would look up most small pages anew.
    const auto wanted = std::max(size, bytes_ >= kLarge ? kLarge : bytes_ / 8) / kPage * kPage;
    const auto region = std::max(wanted, (size + kPage - 1) / kPage * kPage);
    auto* memory = static_cast<std::byte*>(std::aligned_alloc(region == kLarge ? kLarge : kPage, region));
    if (!memory) throw std::bad_alloc();
    regions_.emplace_back(memory);
#ifdef MADV_HUGEPAGE
    if (region == kLarge) madvise(memory, region, MADV_HUGEPAGE);
#endif
    top_ = memory;
    left_ = region;
    bytes_ += region;
  }
  auto* slab = top_;
  top_ += size;
  left_ -= size;
  return slab;
}

void Slabs::give_back(std::byte* slab, unsigned width) { free_[width].push_back(slab); }

void Slabs::clear() {
  regions_.clear();
  for (auto& free : free_) free.clear();
  top_ = nullptr;
  left_ = bytes_ = 0;
}

void PackedColumn::read(const Rows& rows, std::int64_t* out) const {
  lanes::read_block(blocks_[rows.first / kBlock], rows, out);
}

void PackedColumn::read(const Rows& rows, std::int32_t* out) const {
  lanes::read_codes(blocks_[rows.first / kBlock], rows, out);
}

std::uint8_t PackedColumn::look_up(const Rows& rows, const std::uint8_t* of_value,
                                   std::uint8_t* truth) const {
  const auto& block = blocks_[rows.first / kBlock];
  if (block.width == 0) return of_value[block.base];
  if (block.high - block.low < 4) {  // few values in the block: perhaps all mean the same
    const auto first = of_value[block.low];
    bool same = true;
    for (auto code = block.low + 1; code <= block.high; ++code) same = same && of_value[code] == first;
    if (same) return first;
  }
  lanes::look_up(block, rows, of_value, truth);
  return kMixed;
}

std::uint8_t PackedColumn::compare(const Rows& rows, std::int64_t low, std::int64_t high, bool inside,
                                   std::uint8_t* truth) const {
  const auto& block = blocks_[rows.first / kBlock];
  const std::uint8_t yes = inside ? kTrue : kFalse, no = kTrue - yes;
  if (block.high == kNull) return kUnknown;
  if (block.width == 0) return block.base >= low && block.base <= high ? yes : no;
  if (!block.nulls) {
    if (low <= block.low && block.high <= high) return yes;
    if (high < block.low || block.high < low || high < low) return no;
  }
  lanes::compare(block, rows, low, high, inside, truth);
  return kMixed;
}

std::uint8_t PackedColumn::absent(const Rows& rows, bool wanted, std::uint8_t* truth) const {
  const auto& block = blocks_[rows.first / kBlock];
  if (!block.nulls || block.high == kNull) return (block.high == kNull) == wanted ? kTrue : kFalse;
  lanes::absent(block, rows, wanted, truth);
  return kMixed;
}

}  // namespace manyi::kpi
