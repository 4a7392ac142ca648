// Columns of a fact table by name, for what looks at records one by one.
// Owns nothing; valid under the table's read lock.
#pragma once

#include <optional>
#include <string_view>

#include "engines/kpi/facts.h"

namespace manyi::advance_control {

/// A column that may not be there reads as absent throughout.
class TimeOf {
 public:
  TimeOf(const kpi::FactTable& table, std::string_view name) {
    const auto* column = table.schema().find(name);
    if (column && column->kind == kpi::ColumnKind::kTime) view_.emplace(table.times(column->index));
  }
  /// kpi::kNull when it has not happened by `now`.
  std::int64_t at(std::size_t row, std::int64_t now) const {
    const std::int64_t at = (*this)[row];
    return at > now ? kpi::kNull : at;
  }
  std::int64_t operator[](std::size_t row) const { return view_ ? (*view_)[row] : kpi::kNull; }
  bool passed(std::size_t row, std::int64_t now) const { return at(row, now) != kpi::kNull; }
  explicit operator bool() const { return view_.has_value(); }

 private:
  std::optional<kpi::ColumnView<std::int64_t>> view_;
};

class WholeOf {
 public:
  WholeOf(const kpi::FactTable& table, std::string_view name) {
    const auto* column = table.schema().find(name);
    if (column && (column->kind == kpi::ColumnKind::kInteger || column->kind == kpi::ColumnKind::kDuration))
      view_.emplace(table.wholes(column->index));
  }
  std::int64_t operator[](std::size_t row) const { return view_ ? (*view_)[row] : kpi::kNull; }
  std::int64_t or_zero(std::size_t row) const {
    const std::int64_t value = (*this)[row];
    return value == kpi::kNull ? 0 : value;
  }

 private:
  std::optional<kpi::ColumnView<std::int64_t>> view_;
};

class FlagOf {
 public:
  FlagOf(const kpi::FactTable& table, std::string_view name) {
    const auto* column = table.schema().find(name);
    if (column && column->kind == kpi::ColumnKind::kFlag) view_.emplace(table.flags(column->index));
  }
  bool operator[](std::size_t row) const { return view_ && (*view_)[row] != 0; }

 private:
  std::optional<kpi::ColumnView<std::uint8_t>> view_;
};

class CodeOf {
 public:
  CodeOf(const kpi::FactTable& table, std::string_view name) {
    if (const auto index = table.dimension_index(name)) {
      view_.emplace(table.codes(*index));
      dictionary_ = &table.dictionary(*index);
    }
  }
  std::int32_t operator[](std::size_t row) const { return view_ ? (*view_)[row] : kpi::kNullCode; }
  const std::string& key(std::size_t row) const { return dictionary_->key((*this)[row]); }
  bool is(std::size_t row, std::string_view key) const {
    return dictionary_ && (*this)[row] != kpi::kNullCode && this->key(row) == key;
  }
  explicit operator bool() const { return view_.has_value(); }

 private:
  std::optional<kpi::ColumnView<std::int32_t>> view_;
  const kpi::Dictionary* dictionary_ = nullptr;
};

}  // namespace manyi::advance_control
