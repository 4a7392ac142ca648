// CSV of described types: the columns are the described fields, in order.
// Owns how a field becomes a cell; lists are joined, what is nested becomes JSON.
#pragma once

#include <string>
#include <type_traits>

#include "base/json.h"
#include "platform/files/csv_writer.h"

namespace manyi::files {

/// The header row of T.
template <DescribedStruct T> void write_csv_header(CsvWriter& csv) {
  for_each_member<T>([&](std::string_view name, auto) { csv.cell(name); });
  csv.end_row();
}

template <class V> void write_csv_cell(CsvWriter& csv, const V& value) {
  if constexpr (AnyOptional<V>) {
    if (value)
      write_csv_cell(csv, *value);
    else
      csv.cell(std::string_view());
  } else if constexpr (std::is_same_v<V, bool>) {
    csv.cell(std::string_view(value ? "true" : "false"));
  } else if constexpr (DescribedEnum<V>) {
    csv.cell(enum_name(value));
  } else if constexpr (std::is_integral_v<V>) {
    csv.cell(static_cast<std::int64_t>(value));
  } else if constexpr (std::is_floating_point_v<V>) {
    csv.cell(static_cast<double>(value));
  } else if constexpr (std::is_same_v<V, DurationMs>) {
    csv.cell(value.ms());
  } else if constexpr (AnyId<V>) {
    csv.cell(value ? value.text() : std::string());
  } else if constexpr (std::is_same_v<V, Instant> || std::is_same_v<V, Date> || std::is_same_v<V, Currency>) {
    csv.cell(value.text());
  } else if constexpr (std::is_same_v<V, std::string>) {
    csv.cell(value);
  } else {
    csv.cell(to_json(value));
  }
}

/// One row of T.
template <DescribedStruct T> void write_csv_row(CsvWriter& csv, const T& record) {
  for_each_member<T>([&](std::string_view, auto pointer) { write_csv_cell(csv, record.*pointer); });
  csv.end_row();
}

}  // namespace manyi::files
