// What a spreadsheet's numbers mean: serial days, number formats, digits.
// Owns the two date systems of workbooks.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"

namespace manyi::files {

constexpr std::size_t kMostColumns = 16'384;  // of a sheet

enum class DateSystem { k1900, k1904 };

/// How a number format shows a number.
enum class NumberShape { kNumber, kDate, kTime, kDateTime, kElapsed };

/// Understands built-in formats by their id, others by their code.
NumberShape number_shape(int format_id, std::string_view code);

/// 2024-03-01, 08:05:30 or both, as the shape has it and the value needs it.
/// \errors nullopt when the value is no day of this system, or beyond the year 9999
std::optional<std::string> serial_text(double serial, NumberShape shape, DateSystem system);

/// The number without exponent, at the 15 digits that spreadsheets keep.
std::string plain_number(double value);

/// The serial day of a date and time of the 1900 system; nullopt before 1900-03-01.
std::optional<double> serial_of(Date date, std::int64_t ms_of_day);

/// Column of a cell reference: 0 for A1, 27 for AB7. \errors nullopt when it is none
std::optional<std::size_t> column_of_reference(std::string_view reference);
/// The letters of a column: 0 is A.
std::string column_letters(std::size_t column);

}  // namespace manyi::files
