// In which order the records behind a value stand on a page, and where the next page begins.
// Owns the words for orders and the places between pages.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/kpi/evaluate.h"

namespace manyi::performance {

/// By when a record counts, or by what it adds; records without either stand last. Of equals the newer id is first where
/// the order falls.
struct CaseOrder {
  enum class By { kAt, kValue };
  By by = By::kAt;
  bool falls = false;
};
/// at, -at, value or -value; nothing for other words.
std::optional<CaseOrder> parse_case_order(std::string_view words);

/// What a record is ordered by, and itself.
struct CasePlace {
  std::optional<double> key;
  std::int64_t id = 0;
};
std::string place_text(const CasePlace& place);
std::optional<CasePlace> parse_place(std::string_view text);

struct PlacedCase {
  kpi::Case record;
  CasePlace place;
};

struct OrderedPage {
  std::vector<kpi::Case> items;
  std::optional<CasePlace> last;  // absent: nothing comes after it
};
/// The records behind `after`, at most `limit` of them.
OrderedPage ordered_page(std::vector<PlacedCase> cases, const CaseOrder& order,
                         const std::optional<CasePlace>& after, std::size_t limit);

}  // namespace manyi::performance
