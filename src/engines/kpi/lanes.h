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
/// a op b for '+', '-' and '*', wrapping; kNull where either is.
void combine(char op, const std::int64_t* a, const std::int64_t* b, std::size_t count, std::int64_t* out);
void least(std::uint8_t* truth, const std::uint8_t* other, std::size_t count);
void most(std::uint8_t* truth, const std::uint8_t* other, std::size_t count);

/// mask[i] &= truth[i] is true (`wanted`) or is not
void keep(std::uint8_t* mask, const std::uint8_t* truth, std::size_t count, bool wanted);
/// Moves rows whose truth is 1 from `counted` to `aside`.
void set_aside(std::uint8_t* counted, std::uint8_t* aside, const std::uint8_t* truth, std::size_t count);
std::size_t left(const std::uint8_t* mask, std::size_t count);
/// Offsets of the rows whose mask is 1, ascending. \return how many
std::size_t pick(const std::uint8_t* mask, std::size_t count, std::uint16_t* picked);

}  // namespace manyi::kpi::lanes
