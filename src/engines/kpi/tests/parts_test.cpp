// Tests of cells made from collected values.
#include "engines/kpi/parts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "engines/kpi/intervals.h"

namespace manyi::kpi {
namespace {

std::shared_ptr<const Metric> metric(const std::string& value) {
  static FactSchema schema = [] {
    FactSchema s("job");
    s.time("done");
    s.number("age");
    return s;
  }();
  auto parsed = parse_metrics(
      "metric m version 1 { name zh '甲' en 'M' fact job unit number better up basis event anchor done "
      "value " +
          value + " }",
      "test", {&schema}, TimeZone::utc());
  EXPECT_TRUE(parsed);
  return parsed->front();
}

TEST(Percentile, AgreesWithASortWhateverTheValues) {
  std::mt19937_64 random(5);
  for (const auto* text :
       {"median of age", "percentile 90 of age", "percentile 2 of age", "percentile 99.5 of age"}) {
    const auto m = metric(text);
    const double p = m->value->fraction;
    for (int round = 0; round < 300; ++round) {
      const auto n = static_cast<std::size_t>(1 + random() % (round % 10 == 0 ? 20'000 : 400));
      const std::uint64_t kinds = round % 3 == 0   ? 2
                                  : round % 3 == 1 ? 20
                                                   : 1ULL << 40;  // many equal ones, or none
      std::vector<std::int64_t> values(n);
      for (auto& v : values)
        v = static_cast<std::int64_t>(random() % kinds) - static_cast<std::int64_t>(kinds / 2);
      if (round % 7 == 0) std::sort(values.begin(), values.end());
      auto sorted = values;
      std::sort(sorted.begin(), sorted.end());
      Cell cell{};
      fill_ordered(cell, *m, values.data(), values.data() + n, false);
      const double at = static_cast<double>(n - 1) * p;
      const auto low = static_cast<std::size_t>(at), high = std::min(low + 1, n - 1);
      const auto a = static_cast<double>(sorted[low]), b = static_cast<double>(sorted[high]);
      ASSERT_EQ(*cell.value, a + (at - static_cast<double>(low)) * (b - a)) << text << " n " << n;
      const auto ranks = quantile_ranks(static_cast<std::int64_t>(n), p);
      ASSERT_EQ(cell.interval.has_value(), ranks.has_value());
      if (ranks) {
        ASSERT_EQ(cell.interval->low, static_cast<double>(sorted[static_cast<std::size_t>(ranks->low - 1)]));
        ASSERT_EQ(cell.interval->high,
                  static_cast<double>(sorted[static_cast<std::size_t>(ranks->high - 1)]));
      }
      std::sort(values.begin(), values.end());
      ASSERT_EQ(values, sorted) << "a value was lost";
    }
  }
}

TEST(OrderKey, KeepsTheOrderOfRealNumbers) {
  const std::vector<double> numbers{-1e300, -2.5, -1, -1e-300, 0, 1e-300, 0.5, 3, 1e300};
  for (std::size_t i = 0; i + 1 < numbers.size(); ++i) {
    EXPECT_LT(order_key(numbers[i]), order_key(numbers[i + 1]));
    EXPECT_EQ(from_order_key(order_key(numbers[i])), numbers[i]);
  }
}

}  // namespace
}  // namespace manyi::kpi
