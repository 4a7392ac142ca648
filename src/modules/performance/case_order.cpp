// Orders are total: equals are told apart by their ids, so that no record is on two pages or on none.
// Owns the comparison.
#include "modules/performance/case_order.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/id.h"

namespace manyi::performance {
namespace {

bool stands_before(const CasePlace& a, const CasePlace& b, const CaseOrder& order) {
  if (a.key.has_value() != b.key.has_value()) return a.key.has_value();
  if (a.key && *a.key != *b.key) return order.falls ? *a.key > *b.key : *a.key < *b.key;
  return order.falls ? a.id > b.id : a.id < b.id;
}

}  // namespace

std::optional<CaseOrder> parse_case_order(std::string_view words) {
  CaseOrder order;
  order.falls = words.starts_with('-');
  if (order.falls) words.remove_prefix(1);
  if (words != "at" && words != "value") return std::nullopt;
  order.by = words == "at" ? CaseOrder::By::kAt : CaseOrder::By::kValue;
  return order;
}

std::string place_text(const CasePlace& place) {
  std::string text = id_text(place.id);
  if (!place.key) return text;
  char digits[32];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), *place.key).ptr;
  return text + "~" + std::string(digits, end);
}

std::optional<CasePlace> parse_place(std::string_view text) {
  const auto cut = text.find('~');
  const auto id = parse_id(text.substr(0, cut));
  if (!id) return std::nullopt;
  CasePlace place{{}, *id};
  if (cut == std::string_view::npos) return place;
  const auto digits = text.substr(cut + 1);
  double key = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), key);
  if (failure != std::errc() || end != digits.data() + digits.size() || !std::isfinite(key))
    return std::nullopt;
  place.key = key;
  return place;
}

OrderedPage ordered_page(std::vector<PlacedCase> cases, const CaseOrder& order,
                         const std::optional<CasePlace>& after, std::size_t limit) {
  if (after)
    std::erase_if(cases, [&](const PlacedCase& one) { return !stands_before(*after, one.place, order); });
  auto page = std::min(limit, cases.size());
  std::partial_sort(
      cases.begin(), cases.begin() + static_cast<std::ptrdiff_t>(page), cases.end(),
      [&](const PlacedCase& a, const PlacedCase& b) { return stands_before(a.place, b.place, order); });
  if (page > 0) {
    // The next page begins behind this place: a record that is listed twice stays on one.
    const auto same = [last = cases[page - 1].place](const PlacedCase& one) {
      return one.place.id == last.id && one.place.key == last.key;
    };
    const auto rest = cases.begin() + static_cast<std::ptrdiff_t>(page);
    page = static_cast<std::size_t>(std::partition(rest, cases.end(), same) - cases.begin());
  }
  OrderedPage out;
  for (std::size_t i = 0; i < page; ++i) out.items.push_back(cases[i].record);
  if (cases.size() > page && page > 0) out.last = cases[page - 1].place;
  return out;
}

}  // namespace manyi::performance
