// What follows a delivery: how the customer feels, what he answers, whether he complains, praises, buys or comes back.
// Owns the weights of what he lived through.
#include <algorithm>
#include <array>
#include <cmath>

#include "engines/simulation/world.h"

namespace manyi::simulation {
namespace {

constexpr double kComesBack = 0.80;      // of repairs that did not hold
constexpr double kAnotherFault = 0.009;  // a different fault within weeks
constexpr double kRude = 0.012, kCareless = 0.015;
constexpr double kKindness = 0.16;  // a small thing beyond the job
constexpr double kChecked = 0.10;
constexpr double kAttach = 0.07;
constexpr int kRefundDays = 60;

// The ladder: above each line the next better feeling. Measured so that a customer to whom nothing
// went wrong is very satisfied in three cases of four.
constexpr double kMostSatisfied = 1.0, kSatisfied = -0.5, kNeutral = -1.0;
constexpr double kGoodService = 1.7;

constexpr std::array<std::int64_t, 5> kProductPrices = {39900, 9900, 12800, 6900, 22900};

Feeling feeling_of(double score) {
  return score > kMostSatisfied ? Feeling::kVerySatisfied
         : score > kSatisfied   ? Feeling::kSatisfied
         : score > kNeutral     ? Feeling::kNeutral
                                : Feeling::kDissatisfied;
}

}  // namespace

void World::aftermath(Live& job, Instant at) {
  feel(job, at);
  plan_return(job, at);
  if (scenario_.detail == Detail::kOrdersOnly) return;
  charge(job, at);
  sell(job, at);
  plan_callback(job, at);
  ask_for_manufacturer(job, at);
  complain(job, at);
  praise(job, at);
  violations(job, at);
  check_quality(job, at);
}

// What he lived through, each thing with the dimension it belongs to; the worst one names the answer.
void World::feel(Live& job, Instant at) {
  Order& order = job.order;
  Hidden& hidden = order.hidden;
  Random& luck = job.luck;
  std::array<double, 6> pain{};
  const auto hurts = [&pain](Dimension dimension, double by) {
    pain[static_cast<std::size_t>(dimension)] += by;
  };

  // In the shop he knows that it is ready when he is told; outside, when the visit is over.
  const Instant ready = last(order, StepKind::kNotifyCustomer).value_or(at);
  if (order.promise_at && ready > *order.promise_at) {
    const double days = static_cast<double>((ready - *order.promise_at).ms()) / 86400000.0;
    const double felt = std::min(1.7, 0.45 + 0.28 * days);
    const bool told = std::any_of(order.steps.begin(), order.steps.end(), [](const Step& one) {
      return one.kind == StepKind::kRepromise && one.told_customer;
    });
    hurts(Dimension::kSpeed, told ? felt * 0.55 : felt);
  }
  if (const auto contact = first(order, StepKind::kContact); contact && *contact - order.requested_at > kHour)
    hurts(Dimension::kSpeed, 0.2);
  if (order.repeat_of != 0) hurts(Dimension::kQuality, 1.1);
  if (order.visits > 1) hurts(Dimension::kQuality, 0.35);
  if (order.outcome == Outcome::kUnrepairable) hurts(Dimension::kQuality, 0.6);
  if (order.outcome == Outcome::kDeclined) hurts(Dimension::kPrice, 0.35);
  if (order.paid > order.quoted) hurts(Dimension::kPrice, hidden.overcharged ? 1.0 : 0.6);
  const std::int64_t clerk = who(order, StepKind::kAccept);
  for (const std::int64_t met : {clerk, order.technician}) {
    if (met == kNobody) continue;
    const double rude = std::max(kRude * person(met).courtesy, effects_.rude(met, at));
    if (!luck.chance(rude)) continue;
    hidden.rude = true;
    hurts(Dimension::kAttitude, 1.4);
  }
  if (luck.chance(kCareless)) hurts(Dimension::kConduct, 0.9);
  hidden.delighted = luck.chance(kKindness);

  double total = 0;
  for (const double one : pain) total += one;
  hidden.score = kGoodService - total + (hidden.delighted ? 0.6 : 0) + luck.normal();
  hidden.feeling = feeling_of(hidden.score);
  const auto most = std::max_element(pain.begin(), pain.end());
  hidden.worst =
      *most > 0 ? static_cast<Dimension>(most - pain.begin()) : static_cast<Dimension>(luck.below(6));
  order.needs_not_met = total > 0.9 ? 1 : 0;
  order.needs_exceeded = hidden.delighted && total < 0.3 ? 1 : 0;
}

void World::plan_return(Live& job, Instant at) {
  const Order& order = job.order;
  Random& luck = job.luck;
  if (order.outcome != Outcome::kRepaired) return;
  Return back;
  double days = 0;
  if (order.hidden.poor_repair && luck.chance(kComesBack)) {
    days = 0.4 + luck.around(6, 0.8);
    back.fault = order.fault;
  } else if (luck.chance(kAnotherFault)) {
    days = luck.between(3, 45);
  } else {
    return;
  }
  back.device = {order.device,      order.customer, order.model,        order.customer_kind,
                 order.in_warranty, order.sold_on,  order.cover_months, order.dealer};
  back.order = order.id;
  back.site = order.site;
  back.technician = order.technician;
  Instant when = at + hours_of(days * 24);
  if (!calendar_.site().is_open(when))
    when = calendar_.site().add(calendar_.site().next_open(when), hours_of(luck.between(0, 6)));
  if (when > until_) return;
  const std::int64_t number = ++sequence_;
  returns_.emplace(number, back);
  schedule(when, EventKind::kReturn, number);
}

// ---- money ------------------------------------------------------------------------------------------------

void World::charge(Live& job, Instant at) {
  const Order& order = job.order;
  if (order.outcome != Outcome::kRepaired) {
    if (order.outcome == Outcome::kDeclined || order.outcome == Outcome::kUnrepairable) return;
  }
  const auto tell_charge = [&](ChargeKind kind, bool claim, std::int64_t list, std::int64_t amount,
                               std::int64_t cost, std::int64_t part = kNobody) {
    Charge line;
    line.told_at = now_;
    line.id = ++ids_;
    line.order = order.id;
    line.site = order.site;
    line.part = part;
    line.kind = kind;
    line.to_manufacturer = claim;
    line.list_price = list;
    line.amount = amount;
    line.cost = cost;
    tell(line);
    const bool part_line = kind == ChargeKind::kPart;
    if (amount != 0)
      book(order.site,
           claim       ? Account::kRevenueWarranty
           : part_line ? Account::kRevenueParts
                       : Account::kRevenuePaid,
           "", amount);
    if (cost != 0) book(order.site, Account::kDirectCost, part_line ? "parts" : "labour", cost);
  };
  const auto labour_cost = static_cast<std::int64_t>(job.repair_hours * 3000);
  std::int64_t parts = 0, part = kNobody;
  for (const auto& fitting : job.fittings) {
    if (!fitting.request.installed_at) continue;
    part = fitting.request.part;
    parts += company_.parts[static_cast<std::size_t>(part)].cost;
  }
  const bool travelled = order.service == Service::kOnsite;
  if (order.in_warranty) {
    const std::int64_t rate = 12000 + static_cast<std::int64_t>(4000 * fault(job).repair_hours);
    tell_charge(ChargeKind::kLabour, true, rate, rate, labour_cost);
    if (travelled) tell_charge(ChargeKind::kTravel, true, 4000, 4000, 2600 * order.visits);
    if (parts > 0) tell_charge(ChargeKind::kPart, true, parts, parts * 105 / 100, parts, part);
    return;
  }
  const std::int64_t part_price = std::min(order.list_price, parts * 14 / 10);
  const std::int64_t extra = order.paid - order.list_price;
  if (parts > 0) tell_charge(ChargeKind::kPart, false, part_price, part_price, parts, part);
  if (travelled) tell_charge(ChargeKind::kTravel, false, 5000, 5000, 2600 * order.visits);
  const std::int64_t labour =
      std::max<std::int64_t>(0, order.list_price - part_price - (travelled ? 5000 : 0));
  tell_charge(ChargeKind::kLabour, false, labour, labour + extra, labour_cost);
  (void)at;
}

void World::sell(Live& job, Instant at) {
  Random& luck = job.luck;
  if (!luck.chance(job.order.hidden.feeling == Feeling::kVerySatisfied ? kAttach * 1.3 : kAttach * 0.6))
    return;
  SalesLine line;
  line.id = ++ids_;
  line.order = job.order.id;
  line.site = job.order.site;
  const std::int64_t clerk = who(job.order, StepKind::kDeliver);
  line.seller = clerk != kNobody && luck.chance(0.7) ? clerk : job.order.technician;
  line.product = static_cast<Product>(luck.below(kProductPrices.size()));
  line.amount = kProductPrices[static_cast<std::size_t>(line.product)];
  line.cost = line.amount * (line.product == Product::kExtendedWarranty ? 45 : 55) / 100;
  line.sold_at = at;
  line.recognised_at = at;
  line.told_at = now_;
  line.device = job.order.device;
  book(line.site, Account::kRevenueProducts, "", line.amount);
  book(line.site, Account::kDirectCost, "products", line.cost);
  if (luck.chance(0.03)) {
    line.refunded_at = calendar_.site().next_open(at + hours_of(24 * luck.between(2, kRefundDays)));
    // Told at once as sold, and again when it is taken back.
    SalesLine sold = line;
    sold.refunded_at.reset();
    tell(sold);
    line.told_at = *line.refunded_at;
  } else if (line.product == Product::kExtendedWarranty && job.order.in_warranty) {
    line.extends_from = job.order.sold_on.plus_months(static_cast<int>(job.order.cover_months));
  }
  tell(line);
}

// ---- voices --------------------------------------------------------------------------------------------------

void World::plan_callback(Live& job, Instant at) {
  if (!job.luck.chance(scenario_.callback_sample)) return;
  const std::int64_t number = ++ids_;
  Call& call = calls_[number];
  call.luck = job.luck;
  call.luck.next();
  call.hidden = job.order.hidden;
  Survey& survey = call.survey;
  survey.id = number;
  survey.order = job.order.id;
  survey.site = job.order.site;
  survey.technician = job.order.technician;
  survey.due_at = calendar_.site().next_open(at + hours_of(24 * call.luck.between(1, 2)));
  schedule(survey.due_at, EventKind::kCallDue, number);
}

double World::begin_call(std::int64_t number, std::int64_t clerk) {
  Call& call = calls_.at(number);
  call.survey.clerk = clerk;
  ++call.survey.attempts;
  if (!call.survey.attempted_at) call.survey.attempted_at = now_;
  return call.luck.around(0.15, 0.35) * person(clerk).pace;
}

void World::end_call(std::int64_t number, std::int64_t clerk) {
  Call& call = calls_.at(number);
  Survey& survey = call.survey;
  Random& luck = call.luck;
  const double luck_of_call = luck.uniform();
  survey.result = CallResult::kOpen;
  if (survey.attempts == 1 && luck_of_call < 0.015) {
    survey.result = CallResult::kInvalidNumber;
  } else if (luck_of_call < 0.42) {
    survey.reached_at = now_;
    if (luck.chance(0.07)) {
      survey.result = CallResult::kRefused;
    } else {
      survey.result = CallResult::kCompleted;
      survey.answered_at = now_;
      answer(survey, call.hidden, luck, effects_.coached(clerk, survey.site, now_));
    }
  } else if (survey.attempts >= 3) {
    survey.result = now_ - survey.due_at > kDay * 6 ? CallResult::kExpired : CallResult::kUnreachable;
  } else {
    // Again at another time of day.
    schedule(later(luck.around(3, 0.3)), EventKind::kCallDue, number);
    return;
  }
  survey.told_at = now_;
  tell(survey);
  calls_.erase(number);
}

void World::answer(Survey& survey, const Hidden& hidden, Random& luck, double coached) {
  survey.feeling = hidden.feeling;
  survey.dimension = hidden.worst;
  survey.nps = std::clamp<std::int64_t>(std::lround(7.4 + 1.5 * hidden.score + 0.8 * luck.normal()), 0, 10);
  survey.call_ms = static_cast<std::int64_t>(luck.around(150, 0.35) * 1000);
  survey.valid = !luck.chance(0.05);
  if (coached > 0 && survey.feeling != Feeling::kVerySatisfied && luck.chance(coached)) {
    survey.feeling = Feeling::kVerySatisfied;
    survey.nps = std::max<std::int64_t>(survey.nps, 9);
    survey.truly_coached = true;
  }
  // A question asks whether he was told what to say; few say so.
  survey.suspected_coaching = luck.chance(survey.truly_coached ? 0.22 : 0.004);
}

// He asks by himself, a few days later; to him some say what they did not say to us.
void World::ask_for_manufacturer(const Live& job, Instant at) {
  constexpr double kFranker = 0.03;
  const Order& order = job.order;
  const auto& model = company_.models[static_cast<std::size_t>(order.model)];
  Random luck(seed_, 47, static_cast<std::uint64_t>(order.id));
  if (model.manufacturer != company_.manufacturers.front() || !luck.chance(scenario_.manufacturer_sample))
    return;
  Survey survey;
  survey.id = order.id;
  survey.order = order.id;
  survey.site = order.site;
  survey.technician = order.technician;
  survey.questionnaire = Questionnaire::kManufacturer;
  survey.due_at = at + hours_of(24 * luck.between(2, 4));
  survey.attempted_at = survey.reached_at = survey.answered_at =
      survey.due_at + hours_of(luck.between(1, 48));
  survey.attempts = 1;
  survey.result = CallResult::kCompleted;
  answer(survey, order.hidden, luck, 0);
  survey.suspected_coaching = false;
  survey.call_ms = 0;
  if (survey.feeling != Feeling::kDissatisfied && luck.chance(kFranker))
    survey.feeling = static_cast<Feeling>(static_cast<int>(survey.feeling) + 1);
  survey.told_at = *survey.answered_at;
  tell(survey);
}

void World::complain(Live& job, Instant at) {
  const Order& order = job.order;
  const Hidden& hidden = order.hidden;
  Random luck(seed_, 31, static_cast<std::uint64_t>(order.id));
  static constexpr std::array<double, 4> kComplains = {0.0003, 0.002, 0.05, 0.28};
  if (!luck.chance(kComplains[static_cast<std::size_t>(hidden.feeling)])) return;
  Complaint one;
  one.id = ++ids_;
  one.order = order.id;
  one.site = order.site;
  one.cause = hidden.worst;
  const double from = luck.uniform();
  one.source = from < 0.78   ? ComplaintSource::kCustomer
               : from < 0.93 ? ComplaintSource::kManufacturer
               : from < 0.96 ? ComplaintSource::kDealer
               : from < 0.99 ? ComplaintSource::kRegulator
                             : ComplaintSource::kMedia;
  const double how = luck.uniform() - (hidden.overcharged ? 0.15 : 0);
  const bool outside = one.source == ComplaintSource::kRegulator || one.source == ComplaintSource::kMedia;
  one.grade = outside || how < 0.05 ? Grade::kSevere : how < 0.32 ? Grade::kMajor : Grade::kMinor;
  const WorkingTime& hours = calendar_.site();
  one.received_at =
      hours.add(hours.next_open(at + hours_of(24 * luck.exponential(1.4))), hours_of(luck.between(0, 3)));
  one.tracker = somebody(order.site, Job::kInfoSupervisor, luck);
  if (one.cause == Dimension::kAttitude || hidden.overcharged)
    one.accused = order.technician;
  else if (luck.chance(0.15))
    one.accused = order.technician;
  const auto after = [&](Instant from_then, double median, double spread) {
    return std::optional(hours.add(from_then, hours_of(luck.around(median, spread))));
  };
  one.acknowledged_at = after(one.received_at, 0.6, 0.8);
  one.plan_submitted_at = after(*one.acknowledged_at, 5, 0.6);
  const double slow = one.grade == Grade::kSevere ? 1.8 : one.grade == Grade::kMajor ? 1.25 : 1;
  one.decided_at = after(*one.plan_submitted_at, 12 * slow, 0.5);
  one.confirmed_at = after(*one.decided_at, 5, 0.7);
  one.closed_at = after(*one.confirmed_at, 3, 0.6);
  if (luck.chance(0.03)) one.reopened_at = hours.add(*one.closed_at, hours_of(luck.around(20, 0.5)));
  if (luck.chance(one.grade == Grade::kMinor ? 0.15 : 0.5))
    one.cost =
        static_cast<std::int64_t>(luck.around(one.grade == Grade::kSevere ? 60000 : 12000, 0.5)) / 100 * 100;
  one.told_at = one.reopened_at.value_or(*one.closed_at);
  tell(one);
}

void World::praise(Live& job, Instant at) {
  const Order& order = job.order;
  Random luck(seed_, 32, static_cast<std::uint64_t>(order.id));
  const bool moved = order.hidden.feeling == Feeling::kVerySatisfied && order.hidden.delighted;
  if (!luck.chance(moved ? 0.10 : order.hidden.feeling == Feeling::kVerySatisfied ? 0.004 : 0)) return;
  Praise one;
  one.id = ++ids_;
  one.order = order.id;
  one.site = order.site;
  one.person = luck.chance(0.65) ? order.technician : who(order, StepKind::kAccept);
  one.cause = moved ? Dimension::kDelight : luck.chance(0.5) ? Dimension::kAttitude : Dimension::kSpeed;
  const WorkingTime& hours = calendar_.site();
  one.received_at = hours.next_open(at + hours_of(24 * luck.exponential(2)));
  if (luck.chance(0.85)) {
    one.verified_at = hours.add(one.received_at, hours_of(luck.around(6)));
    if (luck.chance(0.5)) one.forwarded_at = hours.add(*one.verified_at, hours_of(luck.around(10)));
  }
  one.told_at = one.forwarded_at.value_or(one.verified_at.value_or(one.received_at));
  tell(one);
}

void World::violations(Live& job, Instant at) {
  const Order& order = job.order;
  Random luck(seed_, 33, static_cast<std::uint64_t>(order.id));
  Violation one;
  if (order.hidden.overcharged && luck.chance(0.35)) {
    one.type = ViolationType::kOvercharge;
    one.money = order.paid - order.list_price;
    one.severity = one.money > 15000 ? Grade::kMajor : Grade::kMinor;
  } else if (order.hidden.rude && luck.chance(0.12)) {
    one.type = ViolationType::kRudeness;
  } else if (luck.chance(0.0012)) {
    one.type = static_cast<ViolationType>(1 + luck.below(6));
    if (one.type == ViolationType::kChargedInWarranty && !order.in_warranty)
      one.type = ViolationType::kNoReceipt;
    one.severity = luck.chance(0.1) ? Grade::kSevere : luck.chance(0.4) ? Grade::kMajor : Grade::kMinor;
    if (one.type == ViolationType::kChargedInWarranty)
      one.money = static_cast<std::int64_t>(luck.around(12000, 0.4));
  } else {
    return;
  }
  one.id = ++ids_;
  one.order = order.id;
  one.site = order.site;
  one.person = order.technician;
  one.source = static_cast<ViolationSource>(luck.weighted(std::array{0.45, 0.15, 0.3, 0.1}));
  one.points = one.severity == Grade::kSevere ? 12 : one.severity == Grade::kMajor ? 6 : 2;
  one.occurred_at = at;
  const WorkingTime& hours = calendar_.site();
  one.found_at = hours.next_open(at + hours_of(24 * luck.exponential(5)));
  one.final_at = hours.add(*one.found_at, hours_of(luck.around(36, 0.5)));
  one.confirmed = luck.chance(one.type == ViolationType::kOvercharge ? 0.92 : 0.7);
  one.told_at = *one.final_at;
  tell(one);
}

void World::check_quality(Live& job, Instant at) {
  const Order& order = job.order;
  Random luck(seed_, 34, static_cast<std::uint64_t>(order.id));
  if (!luck.chance(kChecked)) return;
  Check one;
  one.id = ++ids_;
  one.order = order.id;
  one.site = order.site;
  one.person = order.technician;
  one.kind = static_cast<CheckKind>(luck.below(3));
  one.checker = somebody(order.site,
                         one.kind == CheckKind::kProcess ? Job::kTechSupervisor : Job::kInfoSupervisor, luck);
  one.points_max = 20;
  const bool conduct = one.kind == CheckKind::kConduct;
  const double misses =
      conduct ? (order.hidden.rude ? 0.35 : 0.035)
              : 0.03 * (order.hidden.poor_repair ? 4 : 1) + (order.hidden.overcharged ? 0.1 : 0);
  for (int i = 0; i < 20; ++i) one.points_got += luck.chance(misses) ? 0 : 1;
  one.conforming = one.points_got >= 18;
  one.told_at = now_;
  tell(one);
  (void)at;
}

}  // namespace manyi::simulation
