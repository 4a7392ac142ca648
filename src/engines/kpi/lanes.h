// The inner loops over one packed block, chosen for the processor at run time.
// Owns nothing but their declarations; see lanes.cpp for how they are compiled twice.
#pragma once

#include "engines/kpi/packed.h"

namespace manyi::kpi::lanes {

void read_block(const PackedColumn::Block& block, const Rows& rows, std::int64_t* out);
void read_codes(const PackedColumn::Block& block, const Rows& rows, std::int32_t* out);
void look_up(const PackedColumn::Block& block, const Rows& rows, const std::uint8_t* of_value,
             std::uint8_t* truth);
void compare(const PackedColumn::Block& block, const Rows& rows, std::int64_t low, std::int64_t high,
             bool inside, std::uint8_t* truth);
void absent(const PackedColumn::Block& block, const Rows& rows, bool wanted, std::uint8_t* truth);

/// The same over values at hand.
void compare(const std::int64_t* values, std::size_t count, std::int64_t low, std::int64_t high, bool inside,
             std::uint8_t* truth);
enum class Compared { kEqual, kNotEqual, kLess, kLessOrEqual, kGreater, kGreaterOrEqual };
/// Row by row; unknown where either is absent.
void compare(Compared how, const std::int64_t* a, const std::int64_t* b, std::size_t count,
             std::uint8_t* truth);
/// The least and the greatest value that is there (low > high: none), and whether one is absent.
void bounds(const std::int64_t* values, std::size_t count, std::int64_t& low, std::int64_t& high,
            bool& nulls);
/// Writes values as codes of 1, 2 or 4 bytes.
void encode(unsigned width, const std::int64_t* values, std::size_t count, std::int64_t base,
            std::byte* codes);
/// slot[i] += step for every one of the edges that the value has reached. The edges lie above block.low
/// and not above block.high; absent values may count anything.
void edges(const PackedColumn::Block& block, const Rows& rows, const std::int64_t* at, std::size_t n,
           std::uint32_t step, std::uint32_t* slot);
/// The least and the greatest of some values.
void span(const std::uint32_t* values, std::size_t count, std::uint32_t& low, std::uint32_t& high);
/// a op b for '+', '-' and '*', wrapping; kNull where either is.
void combine(char op, const std::int64_t* a, const std::int64_t* b, std::size_t count, std::int64_t* out);
void least(std::uint8_t* truth, const std::uint8_t* other, std::size_t count);
void most(std::uint8_t* truth, const std::uint8_t* other, std::size_t count);

/// Where the truth is true, one bit a row; all 16 words are written.
void pack(const std::uint8_t* truth, std::size_t count, std::uint64_t* bits);
/// Where a value is absent, likewise.
void pack_absent(const std::int64_t* values, std::size_t count, std::uint64_t* bits);
/// mask[i] = bit i, written up to the next multiple of 64.
void spread(const std::uint64_t* bits, std::size_t count, std::uint8_t* mask);
/// joined[i] = mask m of row i in bit m, for up to 8 masks readable up to the next multiple of 64.
void join(const std::uint8_t* const* masks, std::size_t n, std::size_t count, std::uint8_t* joined);
/// counts[8 slot + m] += bit m of each row.
void tally(const std::uint8_t* joined, const std::uint32_t* slot, std::size_t count, std::uint16_t* counts);
/// The same for up to four masks: counts[slot] += mask m << 16 m.
void tally_few(const std::uint8_t* joined, const std::uint32_t* slot, std::size_t count,
               std::uint64_t* counts);
/// The sums of a ratio's records in one cell, in 64 bits: whoever adds knows that they hold.
struct alignas(64) Products {
  std::uint64_t x = 0, y = 0, xx = 0, xy = 0, yy = 0, outside = 0, unused[2] = {0, 0};
};
/// Adds each row whose `counted` is 1 to its slot, or takes it out: y, and x where `used`. `xs`, `ys` null: ones.
void products(const std::int64_t* xs, const std::uint8_t* used, const std::int64_t* ys,
              const std::uint8_t* counted, const std::uint32_t* slot, std::size_t count, bool add,
              Products* to);
/// Copies the values of least..most, in their order, and counts those below. \return how many were copied;
/// `out` has room for 16 more
std::size_t between(const std::uint32_t* values, std::size_t count, std::uint32_t least, std::uint32_t most,
                    std::uint32_t* out, std::size_t& below);
/// Sorts up to kFew values: counts for each how many come before it, so that nothing is guessed.
constexpr std::size_t kFew = 128;
void sort_few(std::uint32_t* values, std::size_t count);
/// Adds up values, and their squares in two halves of 32 bits each.
void squares(const std::uint32_t* values, std::size_t count, std::uint64_t& sum, std::uint64_t& low,
             std::uint64_t& high);
std::size_t left(const std::uint8_t* mask, std::size_t count);
/// Offsets of the rows whose mask is 1, ascending. \return how many
std::size_t pick(const std::uint8_t* mask, std::size_t count, std::uint16_t* picked);
/// Offsets of the rows of a block whose bit is 1, ascending. \return how many
/// `picked` has room for a whole block, and what lies behind the last row is undefined.
std::size_t pick(const std::uint64_t* bits, std::uint16_t* picked);
/// The bits of some rows of a block, next to each other; all 16 words are written.
void choose(const std::uint64_t* bits, const std::uint16_t* picked, std::size_t count, std::uint64_t* chosen);

}  // namespace manyi::kpi::lanes
