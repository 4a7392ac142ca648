// The loops of lanes.inc for any x86-64, for AVX2 and for AVX-512, and the choice between them at start.
// Owns the dispatch: one indirect call per block of 1024 rows.
#include "engines/kpi/lanes.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#endif

namespace manyi::kpi::lanes {
namespace any {
namespace {
#include "engines/kpi/lanes.inc"
}
}  // namespace any

#if defined(__x86_64__) && defined(__GNUC__)
#pragma GCC push_options
#pragma GCC target("avx2,bmi,bmi2,popcnt")
#define MANYI_LANES_AVX2
namespace avx2 {
namespace {
#include "engines/kpi/lanes.inc"
}
}  // namespace avx2
#pragma GCC pop_options

#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512dq,avx512vl,bmi,bmi2,popcnt,prefer-vector-width=512")
#define MANYI_LANES_AVX512
// g++ 12 takes the undefined registers of its own intrinsics for ours (bug 105593).
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
namespace avx512 {
namespace {
#include "engines/kpi/lanes.inc"
}
}  // namespace avx512
#pragma GCC diagnostic pop
#undef MANYI_LANES_AVX512
#undef MANYI_LANES_AVX2
#pragma GCC pop_options

namespace {
const bool kAvx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2");
const bool kAvx512 = kAvx2 && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
                     __builtin_cpu_supports("avx512vl");
}  // namespace
#define MANYI_LANES(call) return kAvx512 ? avx512::call : kAvx2 ? avx2::call : any::call
#else
#define MANYI_LANES(call) return any::call
#endif

void read_block(const PackedColumn::Block& block, const Rows& rows, std::int64_t* out) {
  MANYI_LANES(read_block(block, rows, out));
}
void read_codes(const PackedColumn::Block& block, const Rows& rows, std::int32_t* out) {
  MANYI_LANES(read_codes(block, rows, out));
}
void look_up(const PackedColumn::Block& block, const Rows& rows, const std::uint8_t* of_value,
             std::uint8_t* truth) {
  MANYI_LANES(look_up(block, rows, of_value, truth));
}
void compare(const PackedColumn::Block& block, const Rows& rows, std::int64_t low, std::int64_t high,
             bool inside, std::uint8_t* truth) {
  MANYI_LANES(compare(block, rows, low, high, inside, truth));
}
void absent(const PackedColumn::Block& block, const Rows& rows, bool wanted, std::uint8_t* truth) {
  MANYI_LANES(absent(block, rows, wanted, truth));
}
void pack(const std::uint8_t* truth, std::size_t count, std::uint64_t* bits) {
  MANYI_LANES(pack(truth, count, bits));
}
void pack_absent(const std::int64_t* values, std::size_t count, std::uint64_t* bits) {
  MANYI_LANES(pack_absent(values, count, bits));
}
void spread(const std::uint64_t* bits, std::size_t count, std::uint8_t* mask) {
  MANYI_LANES(spread(bits, count, mask));
}
void products(const std::int64_t* xs, const std::uint8_t* used, const std::int64_t* ys,
              const std::uint8_t* counted, const std::uint32_t* slot, std::size_t count, bool add,
              Products* to) {
  MANYI_LANES(products(xs, used, ys, counted, slot, count, add, to));
}
std::size_t between(const std::uint32_t* values, std::size_t count, std::uint32_t least, std::uint32_t most,
                    std::uint32_t* out, std::size_t& below) {
  MANYI_LANES(between(values, count, least, most, out, below));
}
void sort_few(std::uint32_t* values, std::size_t count) { MANYI_LANES(sort_few(values, count)); }
void squares(const std::uint32_t* values, std::size_t count, std::uint64_t& sum, std::uint64_t& low,
             std::uint64_t& high) {
  MANYI_LANES(squares(values, count, sum, low, high));
}
std::size_t left(const std::uint8_t* mask, std::size_t count) { MANYI_LANES(left(mask, count)); }
std::size_t pick(const std::uint8_t* mask, std::size_t count, std::uint16_t* picked) {
  MANYI_LANES(pick(mask, count, picked));
}
std::size_t pick(const std::uint64_t* bits, std::uint16_t* picked) { MANYI_LANES(pick(bits, picked)); }
void choose(const std::uint64_t* bits, const std::uint16_t* picked, std::size_t count,
            std::uint64_t* chosen) {
  MANYI_LANES(choose(bits, picked, count, chosen));
}
void compare(const std::int64_t* values, std::size_t count, std::int64_t low, std::int64_t high, bool inside,
             std::uint8_t* truth) {
  MANYI_LANES(compare(values, count, low, high, inside, truth));
}
void combine(char op, const std::int64_t* a, const std::int64_t* b, std::size_t count, std::int64_t* out) {
  MANYI_LANES(combine(op, a, b, count, out));
}
void least(std::uint8_t* truth, const std::uint8_t* other, std::size_t count) {
  MANYI_LANES(least(truth, other, count));
}
void most(std::uint8_t* truth, const std::uint8_t* other, std::size_t count) {
  MANYI_LANES(most(truth, other, count));
}
void compare(Compared how, const std::int64_t* a, const std::int64_t* b, std::size_t count,
             std::uint8_t* truth) {
  MANYI_LANES(compare(how, a, b, count, truth));
}
void bounds(const std::int64_t* values, std::size_t count, std::int64_t& low, std::int64_t& high,
            bool& nulls) {
  MANYI_LANES(bounds(values, count, low, high, nulls));
}
void encode(unsigned width, const std::int64_t* values, std::size_t count, std::int64_t base,
            std::byte* codes) {
  MANYI_LANES(encode(width, values, count, base, codes));
}
void join(const std::uint8_t* const* masks, std::size_t n, std::size_t count, std::uint8_t* joined) {
  MANYI_LANES(join(masks, n, count, joined));
}
void tally(const std::uint8_t* joined, const std::uint32_t* slot, std::size_t count, std::uint16_t* counts) {
  MANYI_LANES(tally(joined, slot, count, counts));
}
void edges(const PackedColumn::Block& block, const Rows& rows, const std::int64_t* at, std::size_t n,
           std::uint32_t step, std::uint32_t* slot) {
  MANYI_LANES(edges(block, rows, at, n, step, slot));
}
void span(const std::uint32_t* values, std::size_t count, std::uint32_t& low, std::uint32_t& high) {
  MANYI_LANES(span(values, count, low, high));
}
void tally_few(const std::uint8_t* joined, const std::uint32_t* slot, std::size_t count,
               std::uint64_t* counts) {
  MANYI_LANES(tally_few(joined, slot, count, counts));
}
#undef MANYI_LANES

}  // namespace manyi::kpi::lanes
