// The proof of effect checks: what was planted in simulated companies is found, by as much as it is, and nothing else.
// Owns the companies and how large the truth is; engines/forecast owns the measure, engines/simulation the world.
#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "engines/forecast/effect.h"
#include "engines/simulation/simulation.h"
#include "modules/improvement/rules.h"

namespace manyi::improvement {
namespace {

using forecast::EffectVerdict;

constexpr int kSeeds = 200;                 // of companies with and without the planted change
constexpr int kAnswerSeeds = 100;           // of companies whose customers are asked too, which takes longer
constexpr std::uint64_t kFirstSeed = 4001;  // used by nothing else
constexpr std::int64_t kOrders = 2600;      // in eight months: six technicians
constexpr double kFactor = 2.5;  // planted: repairs that do not hold become so many times as frequent
constexpr int kAfterDays = 60;   // between the two checks, so that every repeat has had its time
constexpr int kWindow = 30;      // a repeat counts within so many days

const Date kFirst = *Date::parse("2026-01-05"), kLast = *Date::parse("2026-09-06");
const Date kDay0 = *Date::parse("2026-06-01");  // of the planted change, a Monday

struct Played {
  forecast::EffectProblem repeats;      // repairs that came back within the window, by the day of delivery
  forecast::EffectProblem satisfied;    // answers, by the day of the answer
  double came_back = 0, delivered = 0;  // in the time after
  /// How much of the change each delivery of the time after met: the sum of the chances that a repair does not
  /// hold, by fault and technician, of those that were repaired under the change.
  double exposure = 0;
};

/// Days of one figure on both sides of the change.
class Days {
 public:
  explicit Days(const EffectWindows& windows) : windows_(windows) {
    points_.resize(static_cast<std::size_t>(windows.after_to.days() - windows.before_from.days()));
    for (std::size_t i = 0; i < points_.size(); ++i)
      points_[i].season = windows.before_from.plus_days(static_cast<std::int64_t>(i)).iso_weekday() - 1;
  }
  bool holds(Date day) const { return day >= windows_.before_from && day < windows_.after_to; }
  void count(Date day, bool hit) {
    if (!holds(day)) return;
    auto& point = points_[static_cast<std::size_t>(day.days() - windows_.before_from.days())];
    point.numerator += hit;
    point.denominator += 1;
  }
  forecast::EffectProblem problem(bool up_is_better) const {
    forecast::EffectProblem made;
    const auto middle = points_.begin() +
                        static_cast<std::ptrdiff_t>(windows_.before_to.days() - windows_.before_from.days());
    made.before.assign(points_.begin(), middle);
    made.after.assign(middle, points_.end());
    made.up_is_better = up_is_better;
    return made;
  }

 private:
  EffectWindows windows_;
  std::vector<forecast::EffectPoint> points_;
};

const simulation::Calendar& calendar() {
  static const auto made = simulation::Calendar::create(*TimeZone::find("Asia/Shanghai"), kFirst, kLast,
                                                        [](Date date) { return date.iso_weekday() != 7; });
  return made;
}

Played play(std::uint64_t seed, bool planted, simulation::Detail detail) {
  simulation::Scenario scenario;
  scenario.orders = kOrders;
  scenario.detail = detail;
  if (planted) {
    simulation::Effect effect;
    effect.kind = simulation::EffectKind::kProcessChange;
    effect.from = kDay0;
    effect.poor_repairs = kFactor;
    scenario.effects.push_back(effect);
  }
  const auto& days = calendar();
  const TimeZone& zone = days.zone();
  // Through the windows of the real thing; the change takes no day of its own.
  const auto windows = windows_of(kDay0, kDay0.plus_days(-1), kAfterDays);
  auto company = simulation::company_of(scenario, days, seed);
  std::vector<simulation::Order> orders;
  std::map<std::int64_t, Instant> back;  // the order that did not hold: when it came back
  Days repeats(windows), satisfied(windows);
  const auto see = [&](const simulation::Record& record) {
    if (const auto* joined = std::get_if<simulation::Joined>(&record)) {
      const auto at = static_cast<std::size_t>(joined->person.index);
      if (at >= company.people.size()) company.people.resize(at + 1);
      company.people[at] = joined->person;
    } else if (const auto* order = std::get_if<simulation::Order>(&record)) {
      orders.push_back(*order);
      if (order->repeat_of != 0) back[order->repeat_of] = order->requested_at;
    } else if (const auto* survey = std::get_if<simulation::Survey>(&record)) {
      if (survey->kind == simulation::SurveyKind::kCustomer && survey->valid && survey->answered_at)
        satisfied.count(zone.local_date(*survey->answered_at),
                        survey->feeling <= simulation::Feeling::kSatisfied);
    }
  };
  EXPECT_TRUE(simulation::simulate(scenario, seed, days, days.at(kLast, 16 * 60), see));
  Played out;
  for (const auto& order : orders) {
    const auto delivered = simulation::last(order, simulation::StepKind::kDeliver);
    if (!delivered || order.outcome != simulation::Outcome::kRepaired) continue;
    const Date day = zone.local_date(*delivered);
    if (!repeats.holds(day)) continue;
    const auto again = back.find(order.id);
    const bool repeat = again != back.end() && again->second - *delivered <= kDay * kWindow;
    repeats.count(day, repeat);
    if (day < windows.after_from) continue;
    out.came_back += repeat;
    out.delivered += 1;
    const auto repaired = simulation::last(order, simulation::StepKind::kFinishRepair);
    if (!repaired || zone.local_date(*repaired) < kDay0) continue;
    out.exposure += scenario.poor_repairs * company.faults[static_cast<std::size_t>(order.fault)].difficulty *
                    company.people[static_cast<std::size_t>(order.technician)].poor_repairs;
  }
  out.repeats = repeats.problem(false);
  out.satisfied = satisfied.problem(true);
  return out;
}

struct Runs {
  std::vector<Played> with, without;
};
const Runs& runs() {
  static const Runs all = [] {
    Runs made;
    for (std::uint64_t seed = kFirstSeed; seed < kFirstSeed + kSeeds; ++seed) {
      made.with.push_back(play(seed, true, simulation::Detail::kOrdersOnly));
      made.without.push_back(play(seed, false, simulation::Detail::kOrdersOnly));
    }
    return made;
  }();
  return all;
}

bool seen(const forecast::Effect& effect) {
  return effect.verdict == EffectVerdict::kBetter || effect.verdict == EffectVerdict::kWorse;
}

// How large the planted change is in one company: the repeats that one unit of exposure makes, told by all companies
// together (140,000 deliveries, so that it is known to a few hundredths), times the exposure of that company.
TEST(EffectProof, IntervalsCoverThePlantedChangeAndFindIt) {
  double returned_with = 0, n_with = 0, returned_without = 0, n_without = 0, exposure = 0;
  for (std::size_t i = 0; i < runs().with.size(); ++i) {
    returned_with += runs().with[i].came_back;
    n_with += runs().with[i].delivered;
    exposure += runs().with[i].exposure;
    returned_without += runs().without[i].came_back;
    n_without += runs().without[i].delivered;
  }
  const double change = returned_with / n_with - returned_without / n_without;
  ASSERT_GT(change, 0.03) << "the change is in the records";
  const double each = change / (exposure / n_with);
  int covered = 0, found = 0;
  double bias = 0;
  for (const auto& run : runs().with) {
    const double truth = each * run.exposure / run.delivered;
    const auto effect = forecast::measure_effect(run.repeats);
    ASSERT_TRUE(effect && effect->change) << "every company has enough records";
    covered += *effect->low <= truth && truth <= *effect->high;
    found += effect->verdict == EffectVerdict::kWorse;
    bias += (*effect->change - truth) / kSeeds;
  }
  RecordProperty("covered", covered);
  RecordProperty("found", found);
  // 95 % of 200 lie between 184 and 196 with a chance of 95 %; asked for are 90 to 98 %.
  EXPECT_GE(covered, kSeeds * 90 / 100);
  EXPECT_LE(covered, kSeeds * 98 / 100);
  EXPECT_GE(found, kSeeds * 80 / 100);
  EXPECT_NEAR(bias, 0, 0.1 * change);
}

TEST(EffectProof, WhereNothingWasPlantedLittleIsSeen) {
  int false_ones = 0;
  for (const auto& run : runs().without) false_ones += seen(*forecast::measure_effect(run.repeats));
  RecordProperty("false", false_ones);
  // 5 % of 200 lie between 4 and 16 with a chance of 95 %; asked for are 3 to 8 %.
  EXPECT_GE(false_ones, kSeeds * 3 / 100);
  EXPECT_LE(false_ones, kSeeds * 8 / 100);
}

TEST(EffectProof, NorAmongWhatCustomersSay) {
  int false_ones = 0;
  for (std::uint64_t seed = kFirstSeed; seed < kFirstSeed + kAnswerSeeds; ++seed)
    false_ones +=
        seen(*forecast::measure_effect(play(seed, false, simulation::Detail::kEverything).satisfied));
  RecordProperty("false", false_ones);
  // 5 % of 100 lie between 1 and 10 with a chance of 95 %.
  EXPECT_GE(false_ones, 1);
  EXPECT_LE(false_ones, 10);
}

}  // namespace
}  // namespace manyi::improvement
