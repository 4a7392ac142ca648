// Tests of the intervals of ratios of sums: known values, a brute-force bootstrap, and how often they cover.
// Owns the simulated records.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

#include "engines/kpi/engine.h"
#include "engines/kpi/intervals.h"

namespace manyi::kpi {
namespace {

struct Pair {
  double x = 0, y = 0;
};

RatioSums sums_of(const std::vector<Pair>& records, bool share) {
  RatioSums sums;
  sums.share = share;
  sums.within = true;
  for (const auto& [x, y] : records) {
    ++sums.n;
    sums.x += x, sums.y += y;
    sums.xx += static_cast<long double>(x) * x, sums.xy += static_cast<long double>(x) * y;
    sums.yy += static_cast<long double>(y) * y;
    sums.within = sums.within && x >= 0 && x <= y;
  }
  return sums;
}

/// Records of one kind, without end.
struct Kind {
  std::string name;
  bool share;
  double truth;
  std::function<Pair(std::mt19937_64&)> draw;
};

double normal(std::mt19937_64& random) { return std::normal_distribution<>()(random); }
double uniform(std::mt19937_64& random) { return std::uniform_real_distribution<>()(random); }

std::vector<Kind> kinds() {
  const auto value = [](double part, double spread) {
    return [part, spread](std::mt19937_64& random) {
      const double y = std::exp(spread * normal(random));
      return Pair{uniform(random) < part ? y : 0, y};
    };
  };
  return {{"value of parts, half used", true, 0.5, value(0.5, 1)},
          {"value of parts, few unused", true, 0.9, value(0.9, 0.5)},
          {"value of parts, hardly one", true, 0.1, value(0.1, 1)},
          {"points of checks", false, 0.93,
           [](std::mt19937_64& random) {
             const int most = 8 + static_cast<int>(random() % 5);
             return Pair{static_cast<double>(std::binomial_distribution<>(most, 0.93)(random)),
                         static_cast<double>(most)};
           }},
          {"minutes", false, 0.7,
           [](std::mt19937_64& random) {
             const double y = 480 + 30 * normal(random);
             return Pair{y * (0.5 + 0.4 * uniform(random)), y};
           }},
          {"margin, which may be a loss", false, 0.25, [](std::mt19937_64& random) {
             const double y = 80'000 * uniform(random);
             return Pair{y - 60'000 * uniform(random), y};
           }}};
}

TEST(RatioInterval, OfEqualWeightsIsWilsons) {
  for (const int good : {0, 3, 7, 10}) {
    std::vector<Pair> records;
    for (int i = 0; i < 10; ++i) records.push_back({i < good ? 250.0 : 0.0, 250.0});
    const auto interval = ratio_interval(sums_of(records, true)), exact = wilson(good, 10);
    ASSERT_TRUE(interval);
    EXPECT_NEAR(interval->low, exact->low, 1e-12);
    EXPECT_NEAR(interval->high, exact->high, 1e-12);
  }
}

TEST(RatioInterval, OfASumOverACountIsStudents) {
  std::vector<Pair> records;
  for (int i = 1; i <= 10; ++i) records.push_back({static_cast<double>(i), 1});
  const auto interval = ratio_interval(sums_of(records, false)), exact = mean_interval(10, 55, 385);
  EXPECT_NEAR(interval->low, exact->low, 1e-12);
  EXPECT_NEAR(interval->high, exact->high, 1e-12);
}

TEST(RatioInterval, IsTheOneCalculatedByHand) {
  // x 1, 4, -2 over y 2, 4, 3: ratio 1/3, deviations 1/3, 8/3, -3, their squares 146/9, over 9²; times 3/2;
  // t(2) = 4.302653.
  const auto interval = ratio_interval(sums_of({{1, 2}, {4, 4}, {-2, 3}}, false));
  const double half = 4.3026527 * std::sqrt(146.0 / 9 / 81 * 1.5);
  EXPECT_NEAR(interval->low, 1.0 / 3 - half, 1e-6);
  EXPECT_NEAR(interval->high, 1.0 / 3 + half, 1e-6);
  // Ten yuan used of sixty: Kish's number is 60² / (10² + 50²) = 1.3846, Wilson of 1/6 of it; the ratio's own
  // variance (2 * (5/6 * 10)²) / 60² would say 3.6.
  const auto parts = ratio_interval(sums_of({{10, 10}, {0, 50}}, true));
  EXPECT_NEAR(parts->low, 0.009038, 1e-6);
  EXPECT_NEAR(parts->high, 0.814333, 1e-6);
}

TEST(RatioInterval, NeedsADenominatorAndTwoRecords) {
  EXPECT_FALSE(ratio_interval(sums_of({}, false)));
  EXPECT_FALSE(ratio_interval(sums_of({{0, 0}, {0, 0}}, true)));
  EXPECT_FALSE(ratio_interval(sums_of({{1, 2}}, false)));
  EXPECT_TRUE(ratio_interval(sums_of({{1, 2}, {1, 2}}, false)));
  EXPECT_NEAR(ratio_interval(sums_of({{5, 5}}, true))->low, wilson(1, 1)->low, 1e-12);
}

TEST(RatioInterval, OfPartsStaysWithinTheirWholes) {
  const auto full = ratio_interval(sums_of({{9, 9}, {8, 8}, {10, 10}}, false));
  EXPECT_EQ(full->high, 1);
  EXPECT_GT(full->low, 0.1);
  EXPECT_LT(full->low, 0.5) << "three checks do not show that nobody ever loses a point";
  const auto near = ratio_interval(sums_of({{9, 9}, {7, 8}, {10, 10}, {12, 12}}, false));
  EXPECT_LT(near->high, 1);
}

/// 2.5 % and 97.5 % of the ratios of records drawn with replacement.
TEST(RatioInterval, AgreesWithABruteForceBootstrap) {
  std::mt19937_64 random(7);
  for (const auto& kind : kinds()) {
    SCOPED_TRACE(kind.name);
    std::vector<Pair> records(400);
    for (auto& record : records) record = kind.draw(random);
    const auto interval = ratio_interval(sums_of(records, kind.share));
    std::vector<double> ratios(4000);
    for (auto& ratio : ratios) {
      double x = 0, y = 0;
      for (std::size_t i = 0; i < records.size(); ++i) {
        const auto& one = records[random() % records.size()];
        x += one.x, y += one.y;
      }
      ratio = x / y;
    }
    std::sort(ratios.begin(), ratios.end());
    const double low = ratios[100], high = ratios[3899], width = high - low;
    // Shares are never told narrower than their weights allow, which a bootstrap may do.
    const double room = kind.share ? 0.3 : 0.1;
    EXPECT_NEAR(interval->low, low, room * width);
    EXPECT_NEAR(interval->high, high, room * width);
  }
}

TEST(RatioInterval, CoversTheTruthAsOftenAsItSays) {
  std::mt19937_64 random(11);
  constexpr int kRounds = 4000;
  for (const auto& kind : kinds())
    for (const int n : {2, 5, 10, 30, 100}) {
      SCOPED_TRACE(kind.name + ", n " + std::to_string(n));
      int covered = 0, told = 0;
      std::vector<Pair> records(static_cast<std::size_t>(n));
      for (int round = 0; round < kRounds; ++round) {
        for (auto& record : records) record = kind.draw(random);
        const auto interval = ratio_interval(sums_of(records, kind.share));
        if (!interval) continue;
        ++told;
        covered += interval->low <= kind.truth && kind.truth <= interval->high;
      }
      EXPECT_EQ(told, kRounds);
      const double share = static_cast<double>(covered) / told;
      RecordProperty(kind.name + " " + std::to_string(n), std::to_string(share));
      EXPECT_GT(share, n < 10 ? 0.88 : 0.925);
      if (!kind.share && n >= 30) { EXPECT_LT(share, 0.97); }
    }
}

TEST(RatioInterval, IsTheSameFromCellsAndFromScansAfterCorrections) {
  FactSchema schema("part");
  const auto issued = schema.time("issued"), installed = schema.time("installed");
  const auto person = schema.dimension("technician", "人", "Person");
  const auto cost = schema.integer("cost"), got = schema.integer("got"), most = schema.integer("most");
  const auto weight = schema.number("weight");
  Engine engine(TimeZone::utc());
  auto& table = engine.add_fact(schema);
  const auto define = [&](const std::string& code, const std::string& ratio) {
    ASSERT_TRUE(engine.load("metric " + code + " version 1 { name zh '甲' en 'M' fact part unit percent " +
                                "better up basis event anchor issued " + ratio + " }",
                            "test"));
  };
  define("used", "numerator sum of cost where installed is not null denominator sum of cost");
  define("score", "numerator sum of got denominator sum of most");
  define("mean", "numerator sum of got denominator count");
  define("per_yuan", "numerator count where installed is not null denominator sum of cost");
  define("real", "numerator sum of weight where installed is not null denominator sum of weight");
  for (const auto* code : {"used", "score", "mean", "per_yuan"})
    for (const auto& by : {std::vector<std::string>{}, std::vector<std::string>{"technician"}})
      ASSERT_TRUE(engine.maintain(code, Grain::kMonth, by));
  engine.advance(Instant(1LL << 41));
  std::mt19937_64 random(3);
  const auto row = [&](std::int64_t id) {
    FactRow one(schema, id);
    const auto value = static_cast<std::int64_t>(random() % 900) + 1;
    one.set(issued, Instant(id * kHour.ms())).set(person, "t" + std::to_string(random() % 3));
    if (random() % 3) one.set(installed, Instant(id * kHour.ms() + 1));
    one.set(cost, value).set(most, value).set(got, static_cast<std::int64_t>(random() % 1000) - 50);
    one.set(weight, static_cast<double>(value) / 8);
    return one;
  };
  for (std::int64_t id = 1; id <= 3000; ++id) table.upsert(row(id));
  for (int i = 0; i < 900; ++i) table.upsert(row(1 + static_cast<std::int64_t>(random() % 3000)));
  for (std::int64_t id = 7; id < 3000; id += 11) table.erase(id);
  Query query{*Date::of(1970, 1, 1),
              *Date::of(1970, 5, 1),
              Instant(1LL << 41),
              Grain::kMonth,
              {"technician"},
              {},
              {},
              {}};
  for (const auto* code : {"used", "score", "mean", "per_yuan", "real"}) {
    SCOPED_TRACE(code);
    const auto kept = engine.kept_answers();
    const auto cells = engine.evaluate({code}, query)->front().cells;
    EXPECT_EQ(engine.kept_answers(), kept + (std::string(code) == "real" ? 0 : 1));
    const auto scanned = evaluate(table, *engine.metric(code), query)->cells;
    ASSERT_EQ(cells.size(), 12U);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      ASSERT_TRUE(cells[i].interval);
      EXPECT_LT(cells[i].interval->low, *cells[i].value);
      EXPECT_GT(cells[i].interval->high, *cells[i].value);
      EXPECT_NEAR(cells[i].interval->low, scanned[i].interval->low, 1e-12);
      EXPECT_NEAR(cells[i].interval->high, scanned[i].interval->high, 1e-12);
    }
  }
  // Weights that are eighths of the costs make the same share.
  const auto whole = engine.evaluate({"used"}, query)->front().cells;
  const auto real = engine.evaluate({"real"}, query)->front().cells;
  for (std::size_t i = 0; i < whole.size(); ++i)
    EXPECT_NEAR(whole[i].interval->low, real[i].interval->low, 1e-9);
}

}  // namespace
}  // namespace manyi::kpi
