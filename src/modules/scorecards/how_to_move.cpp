// Sentences by role and metric, from the embedded table.
// Owns its parsing.
#include "modules/scorecards/how_to_move.h"

#include <array>
#include <map>
#include <utility>

#include "scorecards_data.h"

namespace manyi::scorecards {
namespace {

using Table = std::map<std::pair<std::string_view, std::string_view>, HowToMove>;

Table read_table() {
  Table table;
  for (const auto& [name, text] : scorecards_data()) {
    std::string_view rest = text;
    while (!rest.empty()) {
      const auto end = rest.find('\n');
      std::string_view line = rest.substr(0, end);
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
      if (line.empty() || line.front() == '#') continue;
      std::array<std::string_view, 4> cells;
      for (auto& cell : cells) {
        const auto tab = line.find('\t');
        cell = line.substr(0, tab);
        line = tab == std::string_view::npos ? std::string_view() : line.substr(tab + 1);
      }
      table[{cells[0], cells[1]}] = {cells[2], cells[3]};
    }
  }
  return table;
}

}  // namespace

HowToMove how_to_move(Role role, std::string_view metric) {
  static const Table kTable = read_table();
  if (const auto own = kTable.find({rule_of(role).code, metric}); own != kTable.end()) return own->second;
  if (const auto all = kTable.find({"*", metric}); all != kTable.end()) return all->second;
  return {};
}

}  // namespace manyi::scorecards
