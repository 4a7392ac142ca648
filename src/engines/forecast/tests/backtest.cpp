// Prints how well landing forecasts did on simulated companies, as Markdown or CSV.
// Owns the command line: backtest tuning|judging FIRST_SEED SEEDS [--csv] [--places] [--sites] [--short] [--only NAME]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "engines/forecast/tests/backtest_score.h"

using namespace manyi::forecast::backtest;

int main(int count, char** arguments) {
  const std::vector<std::string> all(arguments + 1, arguments + count);
  if (all.size() < 3) {
    std::fputs(
        "backtest tuning|judging FIRST_SEED SEEDS [--csv] [--places] [--sites] [--short] [--only NAME]...\n",
        stderr);
    return 2;
  }
  const Kind kind = all[0] == "tuning" ? Kind::kTuning : Kind::kJudging;
  const auto first = std::strtoull(all[1].c_str(), nullptr, 10),
             seeds = std::strtoull(all[2].c_str(), nullptr, 10);
  bool csv = false, places = false;
  std::vector<Metric> metrics;
  std::vector<ScopeBook::Kind> kinds{ScopeBook::Kind::kCompany, ScopeBook::Kind::kSite,
                                     ScopeBook::Kind::kPerson};
  std::vector<std::size_t> months{2, 6, 10};
  for (std::size_t i = 3; i < all.size(); ++i) {
    if (all[i] == "--csv") csv = true;
    if (all[i] == "--places") places = true;
    if (all[i] == "--sites") kinds = {ScopeBook::Kind::kSite};
    if (all[i] == "--short") months = {2, 3};
    if (all[i] == "--only" && i + 1 < all.size())
      for (std::size_t m = 0; m < kMetricNames.size(); ++m)
        if (kMetricNames[m] == all[i + 1]) metrics.push_back(static_cast<Metric>(m));
  }
  if (metrics.empty())
    for (std::size_t m = 0; m < kMetricNames.size(); ++m) metrics.push_back(static_cast<Metric>(m));
  Table table;
  InTurn in_turn;
  for (auto seed = first; seed < first + seeds; ++seed) {
    // One month in four of each scope; which ones, and so the season, differs from company to company.
    std::vector<std::size_t> these;
    for (const auto month : months) these.push_back(month + seed % 4);
    const auto book = play(kind, static_cast<int>(these.back()) + 1, seed);
    in_turn.seed = seed;
    score(book, these, metrics, kinds, table, &in_turn);
    std::fprintf(stderr, "\r%llu", static_cast<unsigned long long>(seed));
  }
  std::fputs("\n", stderr);
  std::fputs(text_of(table, csv).c_str(), stdout);
  if (!csv) std::printf("\nOne figure per site and month, in turn:\n\n%s", text_of(in_turn).c_str());
  if (places)
    for (const auto& [key, line] : table) {
      std::printf("%d %s %d:", static_cast<int>(key.kind),
                  kMetricNames[static_cast<std::size_t>(key.metric)].data(), key.day);
      for (const double one : line.first_places)
        std::printf(" %.3f", one / static_cast<double>(line.scope_months));
      std::printf("\n");
    }
  return 0;
}
