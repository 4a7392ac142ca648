// The ranking by cases.
// Owns nothing else.
#include "modules/improvement/pareto.h"

#include <algorithm>

namespace manyi::improvement {

std::vector<ParetoItem> rank(std::vector<ParetoItem> items) {
  std::erase_if(items, [](const ParetoItem& item) { return !(item.cases > 0); });
  std::sort(items.begin(), items.end(), [](const ParetoItem& a, const ParetoItem& b) {
    return a.cases != b.cases ? a.cases > b.cases : a.key < b.key;
  });
  double total = 0;
  for (const auto& item : items) total += item.cases;
  double before = 0;
  for (auto& item : items) {
    item.share = item.cases / total;
    item.cumulative = (before + item.cases) / total;
    // The one that crosses the line belongs to those that make it.
    item.primary = item.within_line = before / total < kParetoLine;
    before += item.cases;
  }
  return items;
}

void mark(std::vector<ParetoItem>& items, const std::vector<std::string>& primary_keys) {
  for (auto& item : items)
    item.primary = std::find(primary_keys.begin(), primary_keys.end(), item.key) != primary_keys.end();
}

}  // namespace manyi::improvement
