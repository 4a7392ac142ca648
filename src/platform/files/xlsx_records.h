// XLSX of described types: the columns are the described fields, in order.
// Owns which fields become numbers, dates and truth; what is nested becomes JSON.
#pragma once

#include <string>
#include <type_traits>

#include "base/json.h"
#include "platform/files/xlsx_writer.h"

namespace manyi::files {

/// The header row of T.
template <DescribedStruct T> void write_xlsx_header(XlsxWriter& sheet) {
  for_each_member<T>([&](std::string_view name, auto) { sheet.head(name); });
  sheet.end_row();
}

template <class V> void write_xlsx_cell(XlsxWriter& sheet, const V& value) {
  if constexpr (AnyOptional<V>) {
    if (value)
      write_xlsx_cell(sheet, *value);
    else
      sheet.empty();
  } else if constexpr (std::is_same_v<V, bool> || std::is_same_v<V, Instant> || std::is_same_v<V, Date> ||
                       std::is_same_v<V, std::string>) {
    sheet.cell(value);
  } else if constexpr (DescribedEnum<V>) {
    sheet.cell(enum_name(value));
  } else if constexpr (std::is_integral_v<V>) {
    sheet.cell(static_cast<std::int64_t>(value));
  } else if constexpr (std::is_floating_point_v<V>) {
    sheet.cell(static_cast<double>(value));
  } else if constexpr (std::is_same_v<V, DurationMs>) {
    sheet.cell(static_cast<std::int64_t>(value.ms()));
  } else if constexpr (AnyId<V>) {
    sheet.cell(value ? value.text() : std::string());
  } else if constexpr (std::is_same_v<V, Currency>) {
    sheet.cell(value.text());
  } else {
    sheet.cell(to_json(value));
  }
}

/// One row of T.
template <DescribedStruct T> void write_xlsx_row(XlsxWriter& sheet, const T& record) {
  for_each_member<T>([&](std::string_view, auto pointer) { write_xlsx_cell(sheet, record.*pointer); });
  sheet.end_row();
}

}  // namespace manyi::files
