// From rows to the numbers of their groups, for scans.
// Owns the choice between a mixed radix of codes and numbering as met.
#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "engines/kpi/evaluate.h"
#include "engines/kpi/scan.h"

namespace manyi::kpi {

/// From rows to group numbers: a mixed radix of codes while that is small, else numbered as met.
class Groups {
  static constexpr std::size_t kMostDense = std::size_t{1} << 18;
  static constexpr std::size_t kMostDimensions = 8;

 public:
  static Result<Groups> create(const FactTable& table, const std::vector<std::string>& by) {
    Groups groups;
    if (by.size() > kMostDimensions) return invalid("/by", "too_many", "at most 8 dimensions at once");
    std::set<std::string_view> seen;
    std::size_t radix = 1;
    for (const auto& name : by) {
      if (!seen.insert(name).second)
        return invalid("/by", "repeated", "dimension '" + name + "' is given twice");
      const auto index = table.dimension_index(name);
      if (!index && !(name.starts_with("attr.") && table.size() == 0)) return unknown(table, name);
      groups.columns_.push_back(
          {index ? &table.codes(*index).packed() : nullptr, index ? &table.dictionary(*index) : nullptr});
      const std::size_t size = index ? table.dictionary(*index).size() : 1;
      groups.sizes_.push_back(size);
      if (radix > (std::size_t{1} << 62) / size)
        return invalid("/by", "too_many", "too many combinations of values");
      radix *= size;
    }
    groups.dense_ = radix <= kMostDense;
    groups.count_ = groups.dense_ ? radix : 0;
    return groups;
  }

  void number(const ScanBlock& block, std::uint32_t* group) {
    if (columns_.empty()) {
      std::fill_n(group, block.count, 0U);
      return;
    }
    std::array<std::int32_t, kBlock> codes;
    const auto read = [&](const Column& column) {
      if (column.codes)
        column.codes->read({block.first, block.count, nullptr}, codes.data());
      else
        codes.fill(kNullCode);
    };
    if (dense_) {
      std::fill_n(group, block.count, 0U);
      for (std::size_t d = 0; d < columns_.size(); ++d) {
        read(columns_[d]);
        const auto size = static_cast<std::uint32_t>(sizes_[d]);
        for (std::size_t i = 0; i < block.count; ++i)
          group[i] = group[i] * size + static_cast<std::uint32_t>(codes[i]);
      }
      return;
    }
    std::array<std::uint64_t, kBlock> keys{};
    for (std::size_t d = 0; d < columns_.size(); ++d) {
      read(columns_[d]);
      for (std::size_t i = 0; i < block.count; ++i)
        keys[i] = keys[i] * sizes_[d] + static_cast<std::uint64_t>(codes[i]);
    }
    for (std::size_t i = 0; i < block.count; ++i) {
      const auto key = keys[i];
      const auto [at, added] = numbers_.try_emplace(key, static_cast<std::uint32_t>(count_));
      if (added) {
        ++count_;
        keys_.push_back(key);
      }
      group[i] = at->second;
    }
  }

  std::size_t count() const { return count_; }
  bool dense() const { return dense_; }

  std::vector<DimensionValue> values(std::size_t group, const std::vector<std::string>& by) const {
    std::uint64_t key = dense_ ? group : keys_[group];
    std::vector<DimensionValue> values(by.size());
    for (std::size_t d = by.size(); d-- > 0;) {
      const auto code = static_cast<std::int32_t>(key % sizes_[d]);
      key /= sizes_[d];
      values[d].dimension = by[d];
      if (code == kNullCode) continue;
      values[d].key = columns_[d].dictionary->key(code);
      values[d].label = columns_[d].dictionary->label(code);
    }
    return values;
  }

 private:
  static Error unknown(const FactTable& table, const std::string& name) {
    auto names = table.attribute_dimensions();
    for (const auto& column : table.schema().columns())
      if (column.kind == ColumnKind::kDimension) names.push_back(column.name);
    const auto near = nearest_name(name, names);
    return invalid(
        "/by", "unknown_dimension",
        "no dimension '" + name.substr(0, 80) + "'" + (near.empty() ? "" : "; did you mean '" + near + "'?"));
  }

  struct Column {
    const PackedColumn* codes;
    const Dictionary* dictionary;
  };
  std::vector<Column> columns_;
  std::vector<std::size_t> sizes_;
  bool dense_ = true;
  std::size_t count_ = 1;
  std::unordered_map<std::uint64_t, std::uint32_t> numbers_;
  std::vector<std::uint64_t> keys_;
};

}  // namespace manyi::kpi
