// Tests of what lies between the steps: pauses, covers of devices, certificates, shelves.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "engines/simulation/simulation.h"

namespace manyi::simulation {
namespace {

struct Run {
  Calendar days =
      Calendar::create(*TimeZone::find("Asia/Shanghai"), *Date::parse("2026-03-21"),
                       *Date::parse("2026-11-21"), [](Date date) { return date.iso_weekday() != 7; });
  Instant until = days.at(days.last(), 16 * 60);
  std::vector<Record> records;

  Run() {
    Scenario scenario;
    scenario.orders = 6000;
    EXPECT_TRUE(simulate(scenario, 4, days, until, [&](const Record& record) { records.push_back(record); }));
  }
  template <class T, class F> void each(F&& look) const {
    for (const auto& record : records)
      if (const auto* one = std::get_if<T>(&record)) look(*one);
  }
};
const Run& run() {
  static const Run played;
  return played;
}

TEST(Pauses, BeginWhileSomebodyIsWaitedForAndEndWhenHeComes) {
  std::map<PauseReason, int> proven, unproven;
  int orders = 0, with = 0, running = 0;
  run().each<Order>([&](const Order& order) {
    ++orders;
    const Step* pause = nullptr;
    bool any = false;
    const Step* before = nullptr;
    for (const auto& step : order.steps) {
      if (step.kind == StepKind::kPause) {
        ASSERT_EQ(pause, nullptr) << order.id << ": a pause within a pause";
        ASSERT_NE(before, nullptr);
        EXPECT_TRUE(before->kind == StepKind::kRequestQuote || before->kind == StepKind::kNotifyCustomer ||
                    before->kind == StepKind::kWaitPart || before->kind == StepKind::kRepromise)
            << order.id << " rests after " << enum_name(before->kind);
        pause = &step;
        any = true;
        ++(step.evidenced ? proven : unproven)[step.reason];
      } else if (pause != nullptr) {
        const bool ends = pause->reason == PauseReason::kWaitingPart ? step.kind == StepKind::kPartArrived
                                                                     : step.kind == StepKind::kResume;
        EXPECT_TRUE(ends || step.kind == StepKind::kRepromise) << order.id << " " << enum_name(step.kind);
        if (ends) pause = nullptr;
      }
      before = &step;
    }
    with += any;
    if (pause != nullptr) {
      EXPECT_TRUE(order.open) << order.id;
      ++running;
    }
  });
  EXPECT_GT(with, orders / 10);
  EXPECT_LT(with, orders * 4 / 10);
  EXPECT_GT(running, 0);
  for (const auto reason : {PauseReason::kWaitingCustomer, PauseReason::kWaitingPart}) {
    EXPECT_GT(unproven[reason], 20) << enum_name(reason);
    EXPECT_GT(proven[reason], 2 * unproven[reason] - 30) << enum_name(reason);
  }
}

TEST(Devices, WereSoldWithACoverThatAgreesWithTheirOrders) {
  int by_dealer = 0, orders = 0;
  std::map<std::int64_t, Date> sold;
  run().each<Order>([&](const Order& order) {
    const Date came = run().days.zone().local_date(order.requested_at);
    EXPECT_LT(order.sold_on, came) << order.id;
    const Date ends = order.sold_on.plus_months(static_cast<int>(order.cover_months));
    EXPECT_EQ(came < ends, order.in_warranty) << order.id;
    EXPECT_EQ(sold.emplace(order.device, order.sold_on).first->second, order.sold_on) << order.id;
    by_dealer += order.dealer != kNobody;
    ++orders;
  });
  EXPECT_NEAR(static_cast<double>(by_dealer) / orders, 0.55, 0.05);
}

TEST(Devices, AnExtendedWarrantyGoesOnWhereTheCoverEnds) {
  std::map<std::int64_t, const Order*> orders;
  run().each<Order>([&](const Order& order) { orders[order.id] = &order; });
  int extended = 0;
  run().each<SalesLine>([&](const SalesLine& line) {
    if (!line.extends_from) return;
    ++extended;
    EXPECT_EQ(line.product, Product::kExtendedWarranty);
    EXPECT_GT(*line.extends_from, run().days.zone().local_date(line.sold_at));
    if (orders.contains(line.order)) { EXPECT_EQ(orders[line.order]->device, line.device); }
  });
  EXPECT_GT(extended, 5);
}

TEST(Certificates, MostTechniciansHaveOneAndOthersGetItOnce) {
  std::set<std::int64_t> certified;
  int technicians = 0;
  run().each<Joined>([&](const Joined& one) {
    technicians += one.person.job == Job::kTechnician;
    if (!one.person.certified) return;
    EXPECT_EQ(one.person.job, Job::kTechnician);
    certified.insert(one.person.index);
  });
  EXPECT_GT(static_cast<int>(certified.size()), technicians * 6 / 10);
  EXPECT_LT(static_cast<int>(certified.size()), technicians);
  std::set<std::int64_t> left;
  int passed = 0;
  for (const auto& record : run().records) {
    if (const auto* gone = std::get_if<Left>(&record)) left.insert(gone->person);
    if (const auto* one = std::get_if<Certified>(&record)) {
      ++passed;
      EXPECT_TRUE(certified.insert(one->person).second) << one->person;
      EXPECT_FALSE(left.contains(one->person));
    }
  }
  EXPECT_GT(passed, 0);
}

TEST(Shelves, HoldWhatCameInAndDidNotGoOut) {
  // A unit is in one place at a time, whatever lines tell of it.
  std::map<std::int64_t, std::map<std::int64_t, PartUnit>> lines;  // by unit and order, as told last
  run().each<PartUnit>([&](const PartUnit& one) {
    if (!one.defective_return) lines[one.id][one.order] = one;
  });
  std::map<std::pair<std::int64_t, std::int64_t>, int> shelves;
  int again = 0;
  for (const auto& [unit, by_order] : lines) {
    int here = 0, elsewhere = 0;
    for (const auto& [order, line] : by_order) {
      EXPECT_TRUE(line.received_at) << unit;
      const bool back = line.unused_returned_at && !line.out_again_at;
      again += line.out_again_at.has_value();
      const bool on_shelf = back || (!line.issued_at && !line.doa_claimed_at);
      here += on_shelf;
      elsewhere += !on_shelf && !line.out_again_at;
      if (on_shelf) ++shelves[{line.site, line.part}];
    }
    EXPECT_EQ(here + elsewhere, 1) << unit;
  }
  EXPECT_GT(again, 10);
  int levels = 0, short_of = 0;
  run().each<SafetyLevel>([&](const SafetyLevel& level) {
    ++levels;
    EXPECT_GE(level.pieces, 1);
    short_of += shelves[{level.site, level.part}] < level.pieces;
  });
  EXPECT_GT(levels, 20);
  EXPECT_GT(short_of, 0);
  EXPECT_LT(short_of, levels * 2 / 3);
}

}  // namespace
}  // namespace manyi::simulation
