// The demonstration company: every screen and every figure has something true to show.
// Owns the list of figures that it cannot have, with their reasons.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <set>

#include "server/application.h"
#include "server/demo.h"

namespace manyi::demo {
namespace {

/// Of a few months, filled once for all cases.
struct Demo {
  std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("manyi-demo-" + std::to_string(::getpid()));
  FakeClock clock{*Instant::parse("2026-11-23T06:00:00Z")};
  std::unique_ptr<server::Application> app;
  TenantId tenant;
  const std::string from = "2026-10-01", to = "2026-11-01";  // the last full month

  static DemoOptions usual() {
    DemoOptions options;
    options.scenario.orders = 3000;
    options.months = 6;
    options.seed = 5;
    return options;
  }
  explicit Demo(DemoOptions options = usual()) {
    std::filesystem::remove_all(folder);
    auto opened = server::Application::open(
        {.data = (folder / "data").string(), .durability = db::Durability::kOff}, clock);
    EXPECT_TRUE(opened) << opened.error().detail;
    app = std::move(*opened);
    options.until = clock.now();
    const auto filled = fill_demo(*app, clock, options, {});
    EXPECT_TRUE(filled) << filled.error().detail;
    tenant = *app->find_tenant("");
  }
  ~Demo() {
    app->stop();
    app.reset();
    std::filesystem::remove_all(folder);
  }
  Caller boss() const { return Caller::system(tenant); }
  performance::MetricCells cells(const std::string& metric) {
    performance::KpiQuery query;
    query.metrics = {metric};
    query.from = from;
    query.to = to;
    auto answer = app->performance().evaluate(boss(), query);
    EXPECT_TRUE(answer) << metric << ": " << answer.error().detail;
    return answer->metrics.at(0);
  }
  double value(const std::string& metric) { return cells(metric).cells.at(0).value.value_or(-1); }
  template <class F> auto read(F&& look) {
    return app->database().read([&](db::ReadTx& tx) { return look(tx); });
  }
};

class DemoCompany : public testing::Test {
 protected:
  static void SetUpTestSuite() { demo_ = std::make_unique<Demo>(); }
  static void TearDownTestSuite() { demo_.reset(); }
  static Demo& demo() { return *demo_; }

 private:
  static std::unique_ptr<Demo> demo_;
};
std::unique_ptr<Demo> DemoCompany::demo_;

}  // namespace

TEST(DemoPeople, WhoReplacesSomebodyOnTheFirstDayIsHired) {
  // With this seed somebody leaves on the day on which the company begins.
  DemoOptions options;
  options.scenario.orders = 1200;
  options.scenario.attrition_per_year = 1;
  options.months = 1;
  options.seed = 7;
  const Demo demo(options);
}

TEST_F(DemoCompany, HasEveryFigureOfTheLastFullMonth) {
  const std::map<std::string, std::string> without = {
      {"loyalty_rate", "who comes back within a year is known after a year"},
  };
  // What is true and none in a small company: nobody left or dissatisfied, nothing severe, no fee waiting.
  const std::set<std::string> may_be_zero = {"attrition",         "complaint_reopen", "dsat_rate",
                                             "leavers",           "reputation_coef",  "revenue_unsettled",
                                             "severe_violations", "violation_points", "violation_count",
                                             "violation_rate",    "part_doa_rate"};
  const auto listed = demo().app->performance().metrics(demo().boss());
  ASSERT_TRUE(listed);
  EXPECT_GT(listed->items.size(), 80u);
  for (const auto& metric : listed->items) {
    const auto cell = demo().cells(metric.code).cells.at(0);
    EXPECT_EQ(cell.value.has_value(), !without.contains(metric.code)) << metric.code;
    if (cell.value && !may_be_zero.contains(metric.code)) { EXPECT_NE(*cell.value, 0) << metric.code; }
  }
}

TEST_F(DemoCompany, RestsMakeTheTurnaroundsDiffer) {
  EXPECT_LT(demo().value("tat_unpaused"), demo().value("tat"));
  EXPECT_GT(demo().value("tat_attain_manufacturer"), demo().value("tat_attain"));
}

TEST_F(DemoCompany, BothManufacturersCountOtherwiseThanWeDo) {
  std::set<std::string> partners;
  demo().read([&](db::ReadTx& tx) {
    const auto page = demo().app->catalog().list_manufacturers(tx, demo().boss(), {});
    for (const auto& one : page->items) partners.insert(one.name);
  });
  EXPECT_EQ(partners.size(), 2u);
  for (const auto& manufacturer : partners)
    for (const char* metric : {"tat_attain", "rrr", "ftfr", "part_nff_rate"}) {
      performance::KpiComparisonQuery query;
      query.metric = metric;
      query.from = demo().from;
      query.to = demo().to;
      query.definition = manufacturer;
      const auto compared = demo().app->performance().compare(demo().boss(), query);
      ASSERT_TRUE(compared) << metric << " of " << manufacturer << ": " << compared.error().detail;
      EXPECT_GT(compared->total_estimate, 0) << metric << " of " << manufacturer;
      EXPECT_FALSE(compared->items.empty()) << metric << " of " << manufacturer;
      ASSERT_FALSE(compared->definition.definitions.empty());
      EXPECT_EQ(compared->definition.definitions[0].manufacturer, manufacturer) << metric;
      EXPECT_TRUE(compared->definition.cells.at(0).value) << metric << " of " << manufacturer;
    }
}

TEST_F(DemoCompany, ManufacturersStateTheirOwnValuesOfPastMonths) {
  demo().read([&](db::ReadTx& tx) {
    manufacturers::ListManufacturerValues in{};
    in.from = Date::parse("2026-08-01");
    in.to = Date::parse("2026-09-01");
    in.limit = 100;
    const auto page = demo().app->manufacturer_values().list(tx, demo().boss(), in);
    ASSERT_TRUE(page);
    EXPECT_EQ(page->items.size(), 10u);
    for (const auto& one : page->items) {
      ASSERT_TRUE(one.value) << one.metric;
      EXPECT_GE(*one.value, 0);
      EXPECT_LE(*one.value, 1);
    }
  });
}

TEST_F(DemoCompany, PausesOfOpenAndFinishedOrdersAreProvenOrNot) {
  int paused = 0, proven = 0, finished = 0, stopped = 0, unproven = 0;
  demo().read([&](db::ReadTx& tx) {
    auto& orders = demo().app->workorders();
    workorders::ListWorkOrders in{};
    in.limit = 200;
    for (int page = 0; page < 6; ++page) {
      const auto listed = orders.list(tx, demo().boss(), in);
      ASSERT_TRUE(listed);
      for (const auto& row : listed->items) {
        if (row.paused) {
          const auto order = orders.get(tx, demo().boss(), row.id);
          ASSERT_TRUE(order->pause);
          ++paused;
          proven += !order->pause->evidence.empty();
        }
        const auto clocks = orders.clocks(tx, demo().boss(), row.id);
        if (row.paused || clocks->items.empty() || clocks->items[0].paused_ms.ms() == 0) continue;
        ++finished;
        // The manufacturer's clock is shorter than the wall's by what is proven.
        const auto& customer = clocks->items[0];
        const auto& makers = clocks->items[2];
        if (customer.started_at == makers.started_at)
          ++(makers.used_ms < customer.used_ms ? stopped : unproven);
      }
      in.cursor = listed->next_cursor;
      if (!in.cursor) break;
    }
  });
  EXPECT_GT(paused, 0);
  EXPECT_GT(finished, 50);
  EXPECT_GT(stopped, 20);
  EXPECT_GT(unproven, 5);
}

TEST_F(DemoCompany, DevicesHaveAnOwnerASaleAndACover) {
  demo().read([&](db::ReadTx& tx) {
    customers::ListAssets in{};
    in.limit = 200;
    const auto page = demo().app->customers().list_assets(tx, demo().boss(), in);
    ASSERT_TRUE(page);
    ASSERT_EQ(page->items.size(), 200u);
    int by_dealer = 0, covered = 0;
    const Date today = *Date::parse("2026-11-23");
    for (const auto& asset : page->items) {
      ASSERT_TRUE(asset.sold_on) << asset.serial_no;
      ASSERT_FALSE(asset.entitlements.empty()) << asset.serial_no;
      EXPECT_EQ(asset.entitlements.front().starts_on, *asset.sold_on);
      by_dealer += asset.dealer_id.has_value();
      covered += demo().app->customers().warranty_on(tx, demo().tenant, asset.id, today).warranty ==
                 customers::Warranty::kInWarranty;
    }
    EXPECT_GT(by_dealer, 60);
    EXPECT_GT(covered, 80);
    EXPECT_LT(covered, 160);
  });
}

TEST_F(DemoCompany, OrdersSayTheirBrandCategoryAndDealer) {
  performance::KpiQuery query;
  query.metrics = {"intake_count"};
  query.from = demo().from;
  query.to = demo().to;
  for (const auto& [dimension, least] :
       std::map<std::string, std::size_t>{{"brand", 2}, {"category", 6}, {"dealer", 8}, {"fault_code", 14}}) {
    query.by = {dimension};
    const auto answer = demo().app->performance().evaluate(demo().boss(), query);
    ASSERT_TRUE(answer) << answer.error().detail;
    EXPECT_GE(answer->metrics.at(0).cells.size(), least) << dimension;
  }
}

TEST_F(DemoCompany, ShelvesHoldPiecesAndSomeAreShort) {
  demo().read([&](db::ReadTx& tx) {
    parts::ListStock in{};
    in.limit = 200;
    const auto page = demo().app->parts().stock.list(tx, demo().boss(), in);
    ASSERT_TRUE(page);
    std::int64_t pieces = 0, with_level = 0, below = 0;
    for (const auto& line : page->items) {
      pieces += line.on_hand;
      with_level += line.safety.has_value();
      below += line.below;
    }
    EXPECT_GT(pieces, 60);
    EXPECT_GT(with_level, 20);
    EXPECT_GT(below, 0);
    EXPECT_LT(below, with_level * 2 / 3);
  });
}

TEST_F(DemoCompany, PiecesHaveSerialNumbersAndThoseOfAPairKnowEachOther) {
  demo().read([&](db::ReadTx& tx) {
    parts::ListPartUnits in{};
    in.limit = 200;
    const auto page = demo().app->parts().units.list(tx, demo().boss(), in);
    ASSERT_TRUE(page);
    std::map<std::string, std::string> pair_of;
    for (const auto& unit : page->items) {
      ASSERT_TRUE(unit.serial_no);
      if (unit.paired_serial_no) pair_of[*unit.serial_no] = *unit.paired_serial_no;
    }
    int pairs = 0;
    for (const auto& [serial, other] : pair_of)
      if (pair_of.contains(other)) {
        EXPECT_EQ(pair_of.at(other), serial);
        ++pairs;
      }
    EXPECT_GT(pairs, 20);
  });
}

}  // namespace manyi::demo
