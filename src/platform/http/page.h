// One page of a list, and the opaque cursor that leads to the next one.
// Owns the text form of cursors.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.h"
#include "base/id.h"
#include "base/result.h"

namespace manyi {

template <class T> struct Page {
  std::vector<T> items;
  std::optional<std::string> next_cursor;
  std::optional<std::int64_t> total_estimate;
  BOOST_DESCRIBE_CLASS(Page, (), (items, next_cursor, total_estimate), (), ())
};

/// A list that is always whole.
template <class T> struct Items {
  std::vector<T> items;
  BOOST_DESCRIBE_CLASS(Items, (), (items), (), ())
};

inline constexpr std::int64_t kDefaultLimit = 50;
inline constexpr std::int64_t kMostLimit = 200;

/// The number of rows to give: the default, or what was asked for.
/// \errors kInvalid at /limit unless 1..200
Result<std::int64_t> page_limit(const std::optional<std::int64_t>& asked);

/// Packs the sort keys of the last row; they come back in the same order.
std::string make_cursor(const std::vector<std::string>& keys);
/// \errors kInvalid at /cursor unless made by make_cursor with that number of keys
Result<std::vector<std::string>> read_cursor(std::string_view cursor, std::size_t keys);

/// Cuts a list that was read with one row more than `limit`, and names the cursor when there was one.
template <class T, class Keys> Page<T> page_of(std::vector<T> rows, std::int64_t limit, Keys&& keys_of_last) {
  Page<T> page;
  const bool more = rows.size() > static_cast<std::size_t>(limit);
  if (more) rows.resize(static_cast<std::size_t>(limit));
  if (more) page.next_cursor = make_cursor(keys_of_last(static_cast<const T&>(rows.back())));
  page.items = std::move(rows);
  return page;
}

/// Where a list by falling id goes on: below this id. The highest number for the first page.
/// \errors kInvalid at /cursor
Result<std::int64_t> cursor_id(const std::optional<std::string>& cursor);

/// page_of for rows with an `id`, newest first.
template <class T> Page<T> page_by_id(std::vector<T> rows, std::int64_t limit) {
  return page_of(std::move(rows), limit,
                 [](const T& last) { return std::vector<std::string>{last.id.text()}; });
}

}  // namespace manyi
