// Tests of whole runs: conservation, Little's law, order of time, determinism, planted effects.
#include "engines/simulation/simulation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "base/json.h"
#include "engines/simulation/truth.h"

namespace manyi::simulation {
namespace {

Date day(const char* text) { return *Date::parse(text); }

/// Monday to Saturday, and a week of holidays in October.
Calendar calendar(int months = 6) {
  const Date last = day("2026-11-21");
  return Calendar::create(*TimeZone::find("Asia/Shanghai"), last.plus_months(-months), last, [](Date date) {
    return date.iso_weekday() != 7 && !(date >= day("2026-10-01") && date <= day("2026-10-07"));
  });
}

struct Played {
  Calendar days;
  Instant until;
  std::vector<Record> records;
  Summary summary;
  std::string digest;
  std::vector<PlantedEffect> effects;

  Played(const Scenario& scenario, std::uint64_t seed, int months = 6) : days(calendar(months)) {
    until = days.at(days.last(), 16 * 60);
    Truth truth(scenario, company_of(scenario, days, seed), days.zone(), until);
    Digest sum;
    auto done = simulate(scenario, seed, days, until, [&](const Record& record) {
      truth.see(record);
      sum.add(record);
      records.push_back(record);
    });
    EXPECT_TRUE(done);
    if (done) summary = *done;
    digest = sum.text();
    effects = truth.effects();
  }
  template <class T, class F> void each(F&& look) const {
    for (const auto& record : records)
      if (const auto* one = std::get_if<T>(&record)) look(*one);
  }
};

Scenario scenario(std::int64_t orders = 5000) {
  Scenario made;
  made.orders = orders;
  return made;
}

// Whoever takes over an order later may have been hired after its first steps.
TEST(Steps, NameTheTechnicianOfTheirTimeOnlyOnceHeIsHired) {
  std::int64_t taken_over = 0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const Played run(scenario(3000), seed, 4);
    std::map<std::int64_t, Instant> hired;
    run.each<Joined>([&](const Joined& one) { hired.emplace(one.person.index, one.told_at); });
    run.each<Order>([&](const Order& order) {
      for (const auto& step : order.steps) {
        if (step.kind != StepKind::kAssign && step.kind != StepKind::kDispatch) continue;
        const auto at = hired.find(step.technician);
        ASSERT_NE(at, hired.end()) << "seed " << seed << ", order " << order.id;
        EXPECT_LE(at->second, step.at) << "seed " << seed << ", order " << order.id;
        const auto last = hired.find(order.technician);
        if (last != hired.end() && last->second > step.at) ++taken_over;
      }
    });
  }
  EXPECT_GT(taken_over, 0) << "the seeds show no such case: the test would prove nothing";
}

/// One run that many tests look at.
const Played& usual() {
  static const Played run(scenario(), 3);
  return run;
}

/// z of two proportions.
double apart(const Measured& a, const Measured& b) {
  const double pooled = (a.numerator + b.numerator) / static_cast<double>(a.n + b.n);
  const double error =
      std::sqrt(pooled * (1 - pooled) * (1.0 / static_cast<double>(a.n) + 1.0 / static_cast<double>(b.n)));
  return (a.value - b.value) / error;
}

TEST(Simulation, TakesInExactlyTheOrdersAskedFor) {
  EXPECT_EQ(usual().summary.orders, 5000);
  std::set<std::int64_t> ids;
  usual().each<Order>([&](const Order& order) { EXPECT_TRUE(ids.insert(order.id).second); });
  // Who stands in the line at closing time of the last day is not written down yet.
  EXPECT_GE(ids.size(), 4990u);
  EXPECT_LE(ids.size(), 5000u);
}

TEST(Simulation, NoQueueLosesOrInventsWork) {
  for (const auto& queue : usual().summary.queues) {
    EXPECT_EQ(queue.entered, queue.begun + queue.moved + queue.waiting) << queue.name;
    EXPECT_EQ(queue.overlaps, 0) << queue.name << ": somebody did two things at once";
  }
}

TEST(Simulation, LittlesLawHoldsInTheRecords) {
  // Mean number of undelivered orders, seen by the clock, against arrival rate x mean stay from the records.
  const auto& run = usual();
  const double length = static_cast<double>((run.until - run.summary.from).ms());
  double stay = 0;
  std::int64_t n = 0;
  run.each<Order>([&](const Order& order) {
    const auto end =
        last(order, StepKind::kDeliver).value_or(last(order, StepKind::kCancel).value_or(run.until));
    stay += static_cast<double>((end - order.requested_at).ms());
    ++n;
  });
  const double mean_level = run.summary.open_ms / length;
  const double law = static_cast<double>(n) / length * (stay / static_cast<double>(n));
  EXPECT_GT(mean_level, 20);
  EXPECT_NEAR(law / mean_level, 1, 0.02);
  // The same at every bench: those who wait = rate x mean wait.
  for (const auto& queue : run.summary.queues) {
    if (queue.begun < 300 || queue.moved > 0 || queue.waiting > 0) continue;
    EXPECT_NEAR(queue.level_ms / queue.waited_ms, 1, 1e-6) << queue.name;
  }
}

TEST(Simulation, RecordsComeInOrderOfTimeAndNoneFromTheFuture) {
  Instant before;
  for (const auto& record : usual().records) {
    EXPECT_LE(before, told_at(record));
    before = told_at(record);
  }
  EXPECT_LE(before, usual().until);
  usual().each<Order>([&](const Order& order) {
    for (std::size_t i = 1; i < order.steps.size(); ++i)
      EXPECT_LE(order.steps[i - 1].at, order.steps[i].at) << order.id;
    if (!order.steps.empty()) { EXPECT_LE(order.steps.back().at, usual().until); }
  });
}

TEST(Simulation, StepsFollowEachOtherEvenWhenFewDoTheWorkOfMany) {
  Scenario squeezed = scenario(6000);
  squeezed.technicians = 6;
  const Played run(squeezed, 5);
  run.each<Order>([&](const Order& order) {
    const auto begun = last(order, StepKind::kStartRepair), ended = last(order, StepKind::kFinishRepair);
    if (begun && ended) { EXPECT_LE(*begun, *ended) << order.id; }
  });
}

TEST(Simulation, WorkIsDoneInWorkingHoursOnly) {
  usual().each<Order>([&](const Order& order) {
    for (const auto& step : order.steps) {
      if (step.kind != StepKind::kStartRepair && step.kind != StepKind::kPassQc &&
          step.kind != StepKind::kAccept)
        continue;
      const auto local = usual().days.zone().local(step.at);
      EXPECT_TRUE(usual().days.is_workday(local.date)) << order.id << " " << enum_name(step.kind);
      EXPECT_GE(local.minute_of_day, 9 * 60);
      EXPECT_LE(local.minute_of_day, 18 * 60);
    }
  });
}

TEST(Simulation, TheSameSeedGivesTheSameBytesAndAnotherSeedOthers) {
  const Played first(scenario(600), 11, 3), again(scenario(600), 11, 3), other(scenario(600), 12, 3);
  EXPECT_EQ(first.digest, again.digest);
  EXPECT_NE(first.digest, other.digest);
}

TEST(Simulation, RepeatsAreOfTheSameDeviceAndComeFromRepairsThatDidNotHold) {
  std::map<std::int64_t, const Order*> orders;
  std::int64_t poor = 0, repeats = 0;
  usual().each<Order>([&](const Order& order) {
    orders[order.id] = &order;
    poor += order.hidden.poor_repair;
  });
  for (const auto& [id, order] : orders) {
    if (order->repeat_of == 0 || !orders.contains(order->repeat_of)) continue;
    ++repeats;
    EXPECT_EQ(order->device, orders[order->repeat_of]->device);
    EXPECT_GE(order->requested_at, *last(*orders[order->repeat_of], StepKind::kDeliver));
  }
  EXPECT_GT(poor, 80);
  EXPECT_GT(repeats, 100);
}

TEST(Simulation, TheCompanyLooksLikeOne) {
  std::int64_t delivered = 0, late = 0, stock = 0, requests = 0, judged = 0, no_fault = 0;
  std::map<Feeling, std::int64_t> feelings;
  usual().each<Order>([&](const Order& order) {
    const auto at = last(order, StepKind::kDeliver);
    if (!at) return;
    ++delivered;
    late += last(order, StepKind::kNotifyCustomer).value_or(*at) > *order.promise_at;
    ++feelings[order.hidden.feeling];
  });
  usual().each<PartRequest>([&](const PartRequest& request) {
    ++requests;
    stock += request.source == PartSource::kStock;
  });
  usual().each<PartUnit>([&](const PartUnit& unit) {
    if (!unit.defective_return || !unit.judged_at) return;
    ++judged;
    no_fault += unit.verdict == Verdict::kNoFault;
  });
  const auto share = [](std::int64_t a, std::int64_t b) {
    return static_cast<double>(a) / static_cast<double>(b);
  };
  EXPECT_NEAR(share(late, delivered), 0.09, 0.06);
  EXPECT_NEAR(share(feelings[Feeling::kVerySatisfied], delivered), 0.71, 0.05);
  EXPECT_NEAR(share(feelings[Feeling::kDissatisfied], delivered), 0.013, 0.01);
  EXPECT_NEAR(share(stock, requests), 0.65, 0.15);
  EXPECT_NEAR(share(no_fault, judged), 0.055, 0.03);
}

TEST(Simulation, WhoWaitedBeyondThePromiseIsLessSatisfied) {
  Measured late, kept;
  usual().each<Order>([&](const Order& order) {
    const auto at = last(order, StepKind::kDeliver);
    if (!at) return;
    auto& side = last(order, StepKind::kNotifyCustomer).value_or(*at) > *order.promise_at ? late : kept;
    side.numerator += order.hidden.feeling == Feeling::kVerySatisfied;
    side.value = side.numerator / static_cast<double>(++side.n);
  });
  EXPECT_LT(apart(late, kept), -5);
}

// ---- planted effects ------------------------------------------------------------------------------------

PlantedEffect planted(Effect effect, std::uint64_t seed = 5) {
  Scenario with = scenario(8000);
  with.effects = {std::move(effect)};
  return Played(with, seed, 6).effects.at(0);
}

Effect weak() {
  Effect effect;
  effect.kind = EffectKind::kWeakTechnician;
  effect.employee = "E007";
  effect.poor_repairs = 6;
  return effect;
}

TEST(PlantedEffects, AWeakTechniciansRepairsComeBackMoreOften) {
  const auto found = planted(weak());
  EXPECT_GT(found.affected.n, 150);
  EXPECT_GT(found.ratio, 2.2);
  EXPECT_GT(apart(found.affected, found.others), 4);
}

TEST(PlantedEffects, ABadLotFailsAsOftenAsPlanted) {
  Effect effect;
  effect.kind = EffectKind::kBadPartBatch;
  effect.part = "battery";
  effect.share = 0.5;
  effect.from = day("2026-06-20");
  effect.to = day("2026-09-20");
  const auto found = planted(effect);
  EXPECT_GT(found.affected.n, 60);
  // Half of the units fail and four of five customers come back; the check finds no worn-out cell.
  EXPECT_NEAR(found.affected.value, 0.5 * 0.8, 0.1);
  EXPECT_LT(found.others.value, 0.08);
}

TEST(PlantedEffects, ASlowStageTakesThatMuchLonger) {
  Effect effect;
  effect.kind = EffectKind::kSlowSite;
  effect.site = "BJ";
  effect.stage = Stage::kDelivery;
  effect.factor = 6;
  const auto found = planted(effect);
  EXPECT_GT(found.ratio, 2.0);
}

TEST(PlantedEffects, CoachedAnswersAreBetterThanTheFeelingsBehindThem) {
  Effect effect;
  effect.kind = EffectKind::kCoachedSurveys;
  effect.site = "SX";
  effect.share = 0.8;
  const auto found = planted(effect);
  // Of the 29 in 100 who are not very satisfied, four of five say they are.
  EXPECT_NEAR(found.affected.value, 0.71 + 0.29 * 0.8, 0.04);
  EXPECT_NEAR(found.others.value, 0.71, 0.05);
}

// Three sites, one of them talks four of five into the best answer: to the manufacturer nobody talks.
TEST(Surveys, OfTheFirstManufacturerAskHisCustomersAndAreCoachedByNobody) {
  Effect effect;
  effect.kind = EffectKind::kCoachedSurveys;
  effect.site = "SX";
  effect.share = 0.8;
  Scenario with = scenario(8000);
  with.effects = {effect};
  const Played run(with, 5);
  const Company company = company_of(with, run.days, 5);
  std::map<std::int64_t, std::int64_t> model_of;
  run.each<Order>([&](const Order& order) { model_of[order.id] = order.model; });
  double asked = 0, best = 0, delivered = 0;
  run.each<Order>([&](const Order& order) {
    const auto& model = company.models[static_cast<std::size_t>(order.model)];
    delivered += model.manufacturer == company.manufacturers.front();
  });
  run.each<Survey>([&](const Survey& one) {
    if (one.questionnaire == Questionnaire::kOwn) return;
    const auto& model = company.models[static_cast<std::size_t>(model_of.at(one.order))];
    EXPECT_EQ(model.manufacturer, company.manufacturers.front());
    EXPECT_EQ(one.clerk, kNobody);
    EXPECT_FALSE(one.truly_coached);
    ++asked;
    best += one.feeling == Feeling::kVerySatisfied;
  });
  EXPECT_NEAR(asked / delivered, 0.12, 0.03);
  // 71 in 100 are very satisfied, three in a hundred of them say a step less to him.
  EXPECT_NEAR(best / asked, 0.71 * 0.97, 0.06);
}

TEST(PlantedEffects, OverchargingIsAsFrequentAsPlanted) {
  Effect effect;
  effect.kind = EffectKind::kOvercharging;
  effect.employee = "E008";
  effect.share = 0.4;
  effect.extra = 0.25;
  const auto found = planted(effect);
  EXPECT_GT(found.affected.n, 40);
  EXPECT_NEAR(found.affected.value, 0.4, 0.17);
  EXPECT_EQ(found.others.numerator, 0);
}

TEST(PlantedEffects, AProcessChangeShowsFromItsDayOn) {
  Effect effect;
  effect.kind = EffectKind::kProcessChange;
  effect.from = day("2026-08-20");
  effect.poor_repairs = 4;
  const auto found = planted(effect);
  EXPECT_GT(found.ratio, 1.6);
  EXPECT_GT(apart(found.affected, found.others), 4);
}

TEST(PlantedEffects, NothingIsThereUnlessPlanted) {
  // The same yardsticks with neutral sizes: nobody stands out.
  Scenario with = scenario(8000);
  with.effects = {weak()};
  with.effects[0].poor_repairs = 1;
  Effect change;
  change.kind = EffectKind::kProcessChange;
  change.from = day("2026-08-20");
  with.effects.push_back(change);
  const Played run(with, 5, 6);
  for (const auto& found : run.effects)
    EXPECT_LT(std::abs(apart(found.affected, found.others)), 3) << to_json(found);
  // And neutral effects leave every record as it was.
  const Played plain(scenario(8000), 5, 6);
  EXPECT_EQ(run.digest, plain.digest);
}

TEST(Scenario, TellsAllMistakesAtOnce) {
  Scenario wrong = scenario(0);
  Effect effect;
  effect.kind = EffectKind::kSlowSite;
  effect.site = "NOWHERE";
  effect.factor = 0;
  wrong.effects = {effect};
  const auto checked = check(wrong);
  ASSERT_FALSE(checked);
  std::set<std::string> pointers;
  for (const auto& error : checked.error().fields) pointers.insert(error.pointer);
  EXPECT_EQ(pointers,
            (std::set<std::string>{"/orders", "/effects/0/site", "/effects/0/factor", "/effects/0/stage"}));
}

TEST(Scenario, AnEffectOnSomebodyWhoIsNotThereIsRefused) {
  Scenario wrong = scenario(100);
  wrong.effects = {weak()};
  wrong.effects[0].employee = "E999";
  const auto days = calendar(2);
  const auto done = simulate(wrong, 1, days, days.at(days.last(), 600), [](const Record&) {});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().fields.at(0).pointer, "/effects/0/employee");
}

}  // namespace
}  // namespace manyi::simulation
