// A plain recount of the records of kpi_engine, written out by hand: what every answer must equal.
// Owns the reference values.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>

#include "kpi_records.h"

namespace kpi_bench {

inline void require(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "kpi_engine: wrong answer: %s\n", what.c_str());
  std::exit(1);
}

inline int month_of(std::int64_t ms) {
  const auto date = Date::from_days((ms + kZoneMs) / kDayMs);
  return (date.year() - 2024) * 12 + date.month() - 1;
}

struct Plain {
  std::int64_t n = 0, good = 0, unlinked = 0, pending = 0;
  double sum = 0, under = 0;
  std::vector<std::int64_t> values;
};

inline double quantile(std::vector<std::int64_t>& values, double p) {
  std::sort(values.begin(), values.end());
  const double at = static_cast<double>(values.size() - 1) * p;
  const auto low = static_cast<std::size_t>(at), high = std::min(low + 1, values.size() - 1);
  return static_cast<double>(values[low]) +
         (at - static_cast<double>(low)) * static_cast<double>(values[high] - values[low]);
}

/// What one order is to one metric, written out by hand.
inline void count(const std::string& metric, const Order& o, Plain& into) {
  const auto as_of = World::as_of().ms();
  if (metric == "closed_count") ++into.n;
  if (metric == "ftfr") {
    if (!o.serial) {
      ++into.unlinked;
    } else if (o.closed + 30 * kDayMs > as_of) {
      ++into.pending;
    } else {
      ++into.n;
      into.good += o.outcome == 0 && o.visits <= 1 && (o.followed < 0 || o.followed - o.closed > 30 * kDayMs);
    }
  }
  if (metric == "tat" || metric == "tat_p90") {
    ++into.n;
    into.sum += static_cast<double>(o.delivered - o.accepted);
    if (metric == "tat_p90") into.values.push_back(o.delivered - o.accepted);
  }
  if (metric == "csat") into.n += o.answered, into.good += o.satisfied;
  if (metric == "revenue") ++into.n, into.sum += o.revenue;
  if (metric == "margin") ++into.n, into.sum += o.revenue - o.cost, into.under += o.revenue;
  if (metric == "rrr") {
    if (!o.serial)
      ++into.unlinked;
    else
      ++into.n, into.good += o.followed >= 0 && o.followed - o.delivered <= 30 * kDayMs;
  }
}

inline std::optional<double> value_of(const std::string& metric, Plain& plain) {
  if (metric == "closed_count") return static_cast<double>(plain.n);
  if (metric == "revenue") return plain.sum;
  if (metric == "margin") return plain.under == 0 ? std::nullopt : std::optional(plain.sum / plain.under);
  if (plain.n == 0) return std::nullopt;
  if (metric == "tat") return plain.sum / static_cast<double>(plain.n);
  if (metric == "tat_p90") return quantile(plain.values, 0.9);
  return static_cast<double>(plain.good) / static_cast<double>(plain.n);
}

using Group = std::function<int(const Order&)>;  // -1: not asked about

/// Compares a sheet of months x groups with a recount; `window` months per period.
inline void check(const std::vector<Order>& orders, const kpi::Sheet& sheet, const std::string& metric,
                  const char* prefix, const Group& group, int groups, int window = 1) {
  const bool closed = metric != "tat" && metric != "tat_p90" && metric != "rrr";
  std::vector<Plain> plain(static_cast<std::size_t>(kMonths * groups));
  for (const auto& o : orders) {
    if (o.excluded || o.cancelled) continue;
    const auto g = group(o), first = month_of(closed ? o.closed : o.delivered);
    if (g < 0) continue;
    for (int m = first; m < first + window; ++m)
      if (m >= 0 && m < kMonths) count(metric, o, plain[static_cast<std::size_t>(m * groups + g)]);
  }
  std::vector<int> place(static_cast<std::size_t>(groups), -1);
  for (std::size_t g = 0; g < sheet.groups->size(); ++g) {
    const auto& dims = (*sheet.groups)[g];
    const auto number = dims.empty() ? 0 : std::stoi(dims.front().key->substr(std::strlen(prefix)));
    place[static_cast<std::size_t>(number)] = static_cast<int>(g);
  }
  require(sheet.slices.size() == kMonths, metric + " periods");
  for (int m = 0; m < kMonths; ++m)
    for (int g = 0; g < groups; ++g) {
      auto& expected = plain[static_cast<std::size_t>(m * groups + g)];
      const auto at = place[static_cast<std::size_t>(g)];
      if (at < 0) {
        require(expected.n == 0, metric + " has no group");
        continue;
      }
      const auto& slice = *sheet.slices[static_cast<std::size_t>(m)];
      const auto i = static_cast<std::size_t>(at);
      require(slice.n[i] == expected.n && slice.unlinked[i] == expected.unlinked &&
                  slice.pending[i] == expected.pending,
              metric + " counts");
      const auto value = value_of(metric, expected);
      require(value.has_value() == !std::isnan(slice.value[i]), metric + " has a value");
      if (value)
        require(std::abs(slice.value[i] - *value) <= 1e-9 * std::max(1.0, std::abs(*value)),
                metric + " value");
    }
}

}  // namespace kpi_bench
