// The text forms in which staged rows and outcomes lie in the database: some hundreds to a row.
// Owns both formats. One row per source row would cost ten times the time and the space.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/imports/profile.h"

namespace manyi::imports {

/// Appends one staged row: line, tab, payload.
void append_staged(std::string& out, std::int64_t line, std::string_view payload);
/// Rows are numbered upwards from `first_row`.
std::vector<StagedRow> read_staged(std::string_view text, std::int64_t first_row);

/// Appends one outcome. Rejected rows are left out: they have rows of their own.
void append_outcome(std::string& out, const AppliedRow& row);
std::vector<AppliedRow> read_outcomes(std::string_view text);

/// Text that every database takes: broken UTF-8 and NUL become U+FFFD; cut to `most` bytes.
std::string storable_text(std::string_view raw, std::size_t most);

}  // namespace manyi::imports
