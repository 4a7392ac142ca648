// Keeping the truth of conditions.
// Owns the choice of what is made anew and of what is forgotten.
#include "engines/kpi/truths.h"

#include <algorithm>

#include "engines/kpi/expression.h"
#include "engines/kpi/facts.h"
#include "engines/kpi/lanes.h"

namespace manyi::kpi {
namespace {

template <class T> void append_bytes(std::string& name, const T& value) {
  name.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

void append(std::string& name, const Expr& expr) {
  for (const int part : {static_cast<int>(expr.op), static_cast<int>(expr.type), static_cast<int>(expr.kind),
                         static_cast<int>(expr.column)})
    append_bytes(name, part);
  append_bytes(name, expr.whole);
  append_bytes(name, expr.real);
  append_bytes(name, expr.text.size());
  name += expr.text;
  append_bytes(name, expr.args.size());
  for (const auto& arg : expr.args) append(name, *arg);
}

}  // namespace

RowBits RowBits::of(const Rows& rows) const {
  if (!rows.picked) return *this;
  RowBits bits;
  lanes::choose(words.data(), rows.picked, rows.count, bits.words.data());
  return bits;
}

std::shared_ptr<const KeptTruth> Truths::ask(const FactTable& table, const std::string& name,
                                             std::span<const std::uint32_t> blocks, const Test& test) {
  const std::lock_guard lock(mutex_);
  auto& kept = kept_[name];
  if (!kept) kept = std::make_shared<KeptTruth>();
  auto& truth = *kept;
  truth.used_ = ++tick_;
  // Nobody who reads it now asked under another number of rows: that takes a write.
  const auto count = (table.size() + kBlock - 1) / kBlock;
  if (truth.versions_.size() != count) {
    truth.versions_.resize(count);
    truth.all_.resize(count);
    truth.bits_.resize(count);
  }
  std::array<std::uint8_t, kBlock> rows_truth;
  for (const auto block : blocks) {
    if (truth.versions_[block] == table.block_version(block)) continue;
    const std::size_t first = std::size_t{block} * kBlock;
    const Rows rows{first, std::min(kBlock, table.size() - first), nullptr};
    truth.all_[block] = test(rows, rows_truth.data());
    if (truth.all_[block] == kMixed)
      lanes::pack(rows_truth.data(), rows.count, truth.bits_[block].words.data());
    truth.versions_[block] = table.block_version(block);
  }
  auto result = kept;
  if (kept_.size() > kMost)
    kept_.erase(std::min_element(kept_.begin(), kept_.end(), [](const auto& a, const auto& b) {
      return a.second->used_ < b.second->used_;
    }));
  return result;
}

std::size_t Truths::bytes() const {
  const std::lock_guard lock(mutex_);
  std::size_t bytes = 0;
  for (const auto& [name, truth] : kept_) bytes += truth->bits_.capacity() * (sizeof(RowBits) + 5);
  return bytes;
}

std::string truth_name(const Expr& condition) {
  std::string name = "condition ";
  append(name, condition);
  return name;
}

std::string truth_name(std::size_t dimension, std::int32_t code) {
  return "value " + std::to_string(dimension) + " " + std::to_string(code);
}

std::string truth_name(std::uint16_t time_column) { return "time " + std::to_string(time_column); }

}  // namespace manyi::kpi
