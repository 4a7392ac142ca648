// What lies between the steps: rests of the clock and what proves them, where devices come from, examinations.
// Owns how often somebody thinks of it. Its luck comes from streams of its own.
#include <algorithm>
#include <array>

#include "engines/simulation/world.h"

namespace manyi::simulation {
namespace {

constexpr std::uint64_t kPauseStream = 41, kSaleStream = 42, kExamStream = 43;

constexpr DurationMs kWorthIt = kHour * 4;                         // nobody stops the clock for less
constexpr std::array<double, 4> kThinksOfIt = {0.40, 0.30, 0, 0};  // by reason
constexpr double kKeepsProof = 0.72;

constexpr std::array<std::int64_t, 3> kCoverMonths = {36, 24, 24};  // by skill
constexpr double kSoldByDealer = 0.55;
// Who of the dealers sells what, by skill.
constexpr std::array<std::array<std::int64_t, 4>, 3> kDealersOf = {
    {{0, 1, 3, 5}, {2, 6, 7, 0}, {4, 3, 4, 3}}};

constexpr double kPasses = 0.9;

}  // namespace

void World::rest(Live& job, PauseReason reason, std::optional<Instant> until) {
  if (scenario_.detail == Detail::kOrdersOnly) return;
  const Order& order = job.order;
  const auto before = std::count_if(order.steps.begin(), order.steps.end(),
                                    [](const Step& step) { return step.kind == StepKind::kPause; });
  Random luck(seed_, kPauseStream, static_cast<std::uint64_t>(order.id * 16 + before));
  const Instant from = later(luck.between(0.3, 1.5));
  if (!luck.chance(kThinksOfIt[static_cast<std::size_t>(reason)])) return;
  const bool evidenced = luck.chance(kKeepsProof);
  if (until && *until - from < kWorthIt) return;
  const std::int64_t clerk = who(order, StepKind::kAccept);
  Step& begun = step(job, StepKind::kPause, from, clerk);
  begun.reason = reason;
  begun.evidenced = evidenced;
  if (until) step(job, StepKind::kResume, *until, clerk);
}

// Whether it is in warranty was decided before; when it was sold agrees with that to the last day of the run.
void World::bought(Device& device) const {
  if (scenario_.detail == Detail::kOrdersOnly) return;
  Random luck(seed_, kSaleStream, static_cast<std::uint64_t>(device.id));
  const auto skill = static_cast<std::size_t>(company_.models[static_cast<std::size_t>(device.model)].skill);
  const Date today = calendar_.zone().local_date(now_);
  device.cover_months = kCoverMonths[skill];
  const auto cover = static_cast<int>(device.cover_months);
  if (device.in_warranty) {
    const Date newest = today.plus_days(-3);
    const Date oldest = std::max(calendar_.last().plus_days(1), today).plus_months(-cover).plus_days(1);
    const auto room = static_cast<double>(std::max<std::int64_t>(0, newest.days() - oldest.days()));
    device.sold_on = newest.plus_days(-static_cast<int>(luck.uniform() * room));
    // Whoever is covered longer than others has bought some years more.
    while (device.sold_on.plus_months(static_cast<int>(device.cover_months)) <= calendar_.last())
      device.cover_months += 12;
  } else {
    device.sold_on = today.plus_months(-cover).plus_days(-static_cast<int>(luck.between(10, 900)));
  }
  if (luck.chance(kSoldByDealer)) device.dealer = luck.one_of(kDealersOf[skill]);
}

// Who comes without the certificate takes the examination within months, and mostly passes.
void World::plan_exam(const Person& person) {
  if (person.job != Job::kTechnician || person.certified || scenario_.detail == Detail::kOrdersOnly) return;
  Random luck(seed_, kExamStream, static_cast<std::uint64_t>(person.index));
  const double days = luck.between(30, 240);
  if (luck.chance(kPasses)) schedule(later(days * 8 * 6 / 7), EventKind::kExam, person.index);
}

}  // namespace manyi::simulation
