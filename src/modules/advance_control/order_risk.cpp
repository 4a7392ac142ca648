// Fitting the risks of work orders from the columns of the KPI engine.
// Owns how an ended order is looked at as it was while it was open.
#include "modules/advance_control/order_risk.h"

#include <algorithm>
#include <cmath>

#include "modules/advance_control/columns.h"

namespace manyi::advance_control {
namespace {

using forecast::Example;
using forecast::Logistic;

constexpr std::int64_t kDayMs = 24LL * 3600 * 1000;
constexpr std::int64_t kLearnFrom = 180 * kDayMs;  // how long ago orders were delivered that are learnt from
constexpr std::int64_t kAskWithin = 21 * kDayMs;   // no answer comes later
constexpr std::int64_t kRepeatWindow = 30 * kDayMs;
constexpr std::int64_t kSoon = kDayMs;
constexpr std::int64_t kRemembered = 365 * kDayMs;  // complaints make a customer sensitive so long
constexpr std::size_t kMostExamples = 8000;
constexpr int kKnowsModel = 3;  // orders of a model after which a technician is not new to it
constexpr double kOldest = 1.5;
constexpr double kLooks[] = {0.1, 0.4, 0.7, 0.9};  // shares of the limit at which ended orders are looked at

std::vector<double> late_signs(const OrderSigns& signs) {
  return {signs.age,
          signs.age * signs.age,
          double(signs.part_missing),
          double(signs.quote_waits),
          double(signs.undiagnosed),
          double(signs.undiagnosed) * signs.age,
          double(signs.part_missing) * signs.age,
          double(signs.repeat),
          double(signs.new_technician),
          double(signs.onsite)};
}
constexpr std::size_t kLateSigns = 10;

std::vector<double> unhappy_signs(const OrderSigns& signs) {
  return {signs.late,
          double(signs.promise_broken),
          double(signs.repeat),
          double(signs.dissatisfied_before),
          double(signs.rescheduled),
          double(signs.repromised),
          double(signs.qc_failed),
          double(signs.part_waited),
          double(signs.new_technician)};
}
constexpr std::size_t kUnhappySigns = 9;

std::vector<double> return_signs(const OrderSigns& signs) {
  return {double(signs.repeat), double(signs.new_technician), double(signs.qc_failed),
          double(signs.part_waited), signs.late};
}
constexpr std::size_t kReturnSigns = 5;

}  // namespace

double OrderRisk::Wait::within(std::int64_t age, std::int64_t more) const {
  if (times.empty()) return 0;
  const auto after = [&](std::int64_t time) {
    return static_cast<double>(times.end() - std::upper_bound(times.begin(), times.end(), time));
  };
  // Those that never come stay in what is left; half a record keeps the oldest from certainty.
  const auto all = static_cast<double>(times.size());
  const double never = share > 0 ? all * (1 - share) / share : 0;
  const double left = after(age) + never + 0.5;
  return std::clamp((after(age) - after(age + more) + 0.25) / left, 0.0, 1.0);
}

OrderRisk OrderRisk::learn(const kpi::Engine& engine, Instant as_of) {
  OrderRisk risk;
  const auto* orders = engine.table("work_order");
  if (!orders) return risk;
  const std::int64_t now = as_of.ms();
  risk.learn_people(engine, now);
  risk.learn_complaints(engine, now);
  {
    const auto lock = orders->read_lock();
    risk.learn_orders(*orders, now);
  }
  risk.learn_answers(engine, now);
  risk.learn_sales(engine, now);
  return risk;
}

/// Who was dissatisfied when, and which orders have been answered for.
void OrderRisk::learn_people(const kpi::Engine& engine, std::int64_t now) {
  const auto* answers = engine.table("survey_answer");
  if (!answers) return;
  const auto lock = answers->read_lock();
  const TimeOf answered(*answers, "answered");
  const CodeOf answer_class(*answers, "class");
  const WholeOf customer(*answers, "customer"), order(*answers, "work_order");
  for (std::size_t row = 0; row < answers->size(); ++row) {
    if (!answered.passed(row, now)) continue;
    if (order[row] != kpi::kNull) answered_.insert(order[row]);
    if (customer[row] != kpi::kNull && answer_class.is(row, "dissatisfied"))
      unhappy_at_[customer[row]].push_back(answered[row]);
  }
  for (auto& [who, times] : unhappy_at_) std::sort(times.begin(), times.end());
}

/// Who complained in the last year.
void OrderRisk::learn_complaints(const kpi::Engine& engine, std::int64_t now) {
  const auto* complaints = engine.table("complaint");
  if (!complaints) return;
  const auto lock = complaints->read_lock();
  const TimeOf received(*complaints, "received");
  const WholeOf customer(*complaints, "customer");
  const FlagOf valid(*complaints, "valid");
  for (std::size_t row = 0; row < complaints->size(); ++row) {
    if (!valid[row] || customer[row] == kpi::kNull || !received.passed(row, now) ||
        received[row] < now - kRemembered)
      continue;
    auto& first = complained_at_.try_emplace(customer[row], received[row]).first->second;
    first = std::min(first, received[row]);
  }
}

struct OrderRisk::Reader {
  explicit Reader(const kpi::FactTable& orders)
      : accepted(orders, "accepted"),
        delivered(orders, "delivered"),
        cancelled(orders, "cancelled"),
        closed(orders, "closed"),
        diagnosed(orders, "diagnosed"),
        part_requested(orders, "part_requested"),
        part_available(orders, "part_available"),
        part_promised(orders, "part_promised"),
        quote_sent(orders, "quote_sent"),
        quote_decided(orders, "quote_decided"),
        promised(orders, "promised"),
        followed(orders, "followed_at"),
        limit(orders, "tat_limit_ms"),
        customer(orders, "customer"),
        reschedules(orders, "reschedules"),
        promise_changes(orders, "promise_changes"),
        qc_failures(orders, "qc_failures"),
        service(orders, "service_type"),
        customer_kind(orders, "customer_kind"),
        technician(orders, "technician"),
        model(orders, "model"),
        decision(orders, "quote_decision"),
        excluded(orders, "excluded"),
        date_only(orders, "date_only"),
        has_serial(orders, "has_serial"),
        ids(orders.ids()),
        rows(orders.size()) {}
  bool left_out(std::size_t row) const { return excluded[row] || date_only[row]; }

  TimeOf accepted, delivered, cancelled, closed, diagnosed, part_requested, part_available, part_promised,
      quote_sent, quote_decided, promised, followed;
  WholeOf limit, customer, reschedules, promise_changes, qc_failures;
  CodeOf service, customer_kind, technician, model, decision;
  FlagOf excluded, date_only, has_serial;
  kpi::ColumnView<std::int64_t> ids;
  std::size_t rows;
};

OrderSigns OrderRisk::signs_of(const Reader& of, std::size_t row, std::int64_t now, int done_before) const {
  OrderSigns signs;
  const std::int64_t begun = of.accepted[row];
  const bool done = of.delivered.passed(row, now);
  const std::int64_t until = done ? of.delivered[row] : now;
  if (of.limit[row] != kpi::kNull && of.limit[row] > 0)
    signs.age =
        std::clamp(static_cast<double>(until - begun) / static_cast<double>(of.limit[row]), 0.0, kOldest);
  signs.part_waited = of.part_requested.passed(row, now);
  signs.part_missing = signs.part_waited && !of.part_available.passed(row, now) && !done;
  signs.part_late = signs.part_missing && of.part_promised[row] != kpi::kNull && of.part_promised[row] < now;
  signs.quote_waits = of.quote_sent.passed(row, now) && !of.quote_decided.passed(row, now) && !done;
  signs.undiagnosed = !of.diagnosed.passed(row, now) && !done;
  signs.repeat = follow_ups_.contains({of.customer[row], begun});
  signs.new_technician = done_before >= 0 && done_before < kKnowsModel;
  if (const auto at = unhappy_at_.find(of.customer[row]); at != unhappy_at_.end())
    signs.dissatisfied_before = at->second.front() < begun;
  signs.rescheduled = of.reschedules.or_zero(row) > 0;
  signs.repromised = of.promise_changes.or_zero(row) > 0;
  signs.qc_failed = of.qc_failures.or_zero(row) > 0;
  signs.promise_broken = of.promised[row] != kpi::kNull && of.promised[row] < until;
  signs.promise_near =
      !done && !signs.promise_broken && of.promised[row] != kpi::kNull && of.promised[row] < now + kSoon;
  signs.onsite = of.service.is(row, "onsite");
  const auto complained = complained_at_.find(of.customer[row]);
  signs.sensitive = of.customer_kind.is(row, "key_account") ||
                    (complained != complained_at_.end() && complained->second < now);
  signs.late = signs.age > 1 ? 1 : 0;
  return signs;
}

void OrderRisk::learn_orders(const kpi::FactTable& orders, std::int64_t now) {
  const Reader of(orders);
  std::vector<std::pair<std::int64_t, std::size_t>> in_order;  // (accepted, row)
  for (std::size_t row = 0; row < orders.size(); ++row) {
    if (of.followed.passed(row, now)) follow_ups_.insert({of.customer[row], of.followed[row]});
    if (of.accepted.passed(row, now) && !of.left_out(row)) in_order.emplace_back(of.accepted[row], row);
  }
  std::sort(in_order.begin(), in_order.end());
  std::vector<Example> late, returns;
  std::vector<std::int64_t> limits;
  double quotes = 0, approved = 0;
  for (const auto& [begun, row] : in_order) {
    int before = -1;
    if (of.technician[row] != kpi::kNullCode && of.model[row] != kpi::kNullCode)
      before = done_[{of.technician[row], of.model[row]}]++;
    const bool done = of.delivered.passed(row, now);
    done_before_[row] = before;
    if (of.quote_sent.passed(row, now) && of.quote_sent[row] > now - kLearnFrom) {
      quotes += 1;
      if (of.quote_decided.passed(row, now) && of.decision.is(row, "approved")) {
        approved += 1;
        approval_.times.push_back(of.quote_decided[row] - of.quote_sent[row]);
      }
    }
    if (!done || of.delivered[row] < now - kLearnFrom || of.delivered[row] < begun) continue;
    const std::int64_t length = of.delivered[row] - begun;
    delivery_.times.push_back(length);
    if (of.limit[row] != kpi::kNull && of.limit[row] > 0) limits.push_back(of.limit[row]);
    if (of.limit[row] != kpi::kNull && of.limit[row] > 0)
      for (const double look : kLooks) {
        const auto age = static_cast<std::int64_t>(look * static_cast<double>(of.limit[row]));
        if (length <= age) break;
        late.push_back({late_signs(signs_of(of, row, begun + age, before)), length > of.limit[row]});
      }
    if (of.has_serial[row] && of.delivered[row] + kRepeatWindow <= now) {
      const bool back =
          of.followed[row] != kpi::kNull && of.followed[row] - of.delivered[row] <= kRepeatWindow;
      returns.push_back({return_signs(signs_of(of, row, of.delivered[row], before)), back});
    }
  }
  const auto newest = [](std::vector<Example>& examples) {
    if (examples.size() > kMostExamples)
      examples.erase(examples.begin(), examples.end() - static_cast<std::ptrdiff_t>(kMostExamples));
  };
  newest(late);
  newest(returns);
  late_ = Logistic::fit(late, kLateSigns);
  returns_ = Logistic::fit(returns, kReturnSigns);
  std::sort(delivery_.times.begin(), delivery_.times.end());
  std::sort(approval_.times.begin(), approval_.times.end());
  delivery_.share = 0.97;  // the rest is cancelled
  if (!limits.empty()) {
    const auto middle = limits.begin() + static_cast<std::ptrdiff_t>(limits.size() / 2);
    std::nth_element(limits.begin(), middle, limits.end());
    usual_limit_ = *middle;
  }
  approval_.share = (approved + 1) / (quotes + 2);
}

void OrderRisk::learn_answers(const kpi::Engine& engine, std::int64_t now) {
  const auto* answers = engine.table("survey_answer");
  const auto* orders = engine.table("work_order");
  if (!answers) return;
  constexpr auto kNone = static_cast<Mood>(-1);
  struct Answer {
    std::int64_t order, answered, delivered;
    Mood mood;  // the best that it is
  };
  std::vector<Answer> found;
  {
    const auto lock = answers->read_lock();
    const TimeOf answered(*answers, "answered"), delivered(*answers, "order_delivered");
    const CodeOf answer_class(*answers, "class"), kind(*answers, "kind");
    const FlagOf valid(*answers, "valid");
    const WholeOf order(*answers, "work_order");
    for (std::size_t row = 0; row < answers->size(); ++row)
      if (valid[row] && answered.passed(row, now) && answered[row] > now - kLearnFrom &&
          order[row] != kpi::kNull)
        found.push_back({order[row], answered[row], delivered[row],
                         answer_class.is(row, "very_satisfied") ? Mood::kVerySatisfied
                         : answer_class.is(row, "satisfied")    ? Mood::kSatisfied
                         : answer_class.is(row, "dissatisfied") ? kNone
                                                                : Mood::kNotDissatisfied});
  }
  const auto lock = orders->read_lock();
  const Reader of(*orders);
  constexpr Mood kMoods[] = {Mood::kNotDissatisfied, Mood::kSatisfied, Mood::kVerySatisfied};
  std::map<Mood, std::vector<Example>> examples;
  for (const auto& answer : found) {
    if (answer.delivered != kpi::kNull && answer.answered > answer.delivered)
      answer_.times.push_back(answer.answered - answer.delivered);
    const auto row = orders->row_of(answer.order);
    if (!row) continue;
    const auto before = done_before_.find(*row);
    const auto signs = unhappy_signs(
        signs_of(of, *row, answer.answered, before == done_before_.end() ? kKnowsModel : before->second));
    for (const auto mood : kMoods) examples[mood].push_back({signs, answer.mood < mood});
  }
  for (const auto mood : kMoods) {
    auto& of = examples[mood];
    if (of.size() > kMostExamples)
      of.erase(of.begin(), of.end() - static_cast<std::ptrdiff_t>(kMostExamples));
    unhappy_[mood] = Logistic::fit(of, kUnhappySigns);
  }
  std::sort(answer_.times.begin(), answer_.times.end());
  double asked = 0, answered = 0;
  for (std::size_t row = 0; row < orders->size(); ++row) {
    if (!of.delivered.passed(row, now - kAskWithin) || of.delivered[row] < now - kLearnFrom) continue;
    asked += 1;
    answered += answered_.contains(orders->ids()[row]) ? 1 : 0;
  }
  answer_.share = asked > 0 ? std::min(answered / asked, 1.0) : 0;
}

void OrderRisk::learn_sales(const kpi::Engine& engine, std::int64_t now) {
  const auto* sales = engine.table("sales_line");
  if (!sales) return;
  std::map<std::int64_t, double> by_order;
  {
    const auto lock = sales->read_lock();
    const TimeOf recognised(*sales, "recognised");
    const WholeOf amount(*sales, "amount"), order(*sales, "work_order");
    for (std::size_t row = 0; row < sales->size(); ++row)
      if (recognised.passed(row, now) && recognised[row] > now - kLearnFrom && order[row] != kpi::kNull)
        by_order[order[row]] += static_cast<double>(amount.or_zero(row));
  }
  const auto* orders = engine.table("work_order");
  const auto lock = orders->read_lock();
  const TimeOf decided(*orders, "quote_decided");
  const CodeOf decision(*orders, "quote_decision");
  double sum = 0, count = 0;
  for (std::size_t row = 0; row < orders->size(); ++row) {
    if (!decided.passed(row, now) || decided[row] < now - kLearnFrom || !decision.is(row, "approved"))
      continue;
    const auto at = by_order.find(orders->ids()[row]);
    sum += at == by_order.end() ? 0 : at->second;
    count += 1;
  }
  usual_sale_ = count > 0 ? sum / count : 0;
}

std::vector<OpenOrder> OrderRisk::open_orders(const kpi::Engine& engine, Instant as_of) const {
  std::vector<OpenOrder> open;
  const auto* orders = engine.table("work_order");
  if (!orders) return open;
  const auto lock = orders->read_lock();
  const std::int64_t now = as_of.ms();
  const Reader of(*orders);
  for (std::size_t row = 0; row < orders->size(); ++row) {
    if (!of.accepted.passed(row, now) || of.cancelled.passed(row, now) || of.left_out(row)) continue;
    const bool done = of.delivered.passed(row, now);
    if (done ? of.delivered[row] < now - kAskWithin || answered_.contains(orders->ids()[row])
             : of.closed.passed(row, now))
      continue;
    OpenOrder order;
    order.id = orders->ids()[row];
    order.row = row;
    order.accepted = of.accepted[row];
    order.limit = of.limit[row];
    order.promised = of.promised[row];
    order.delivered = done ? of.delivered[row] : kpi::kNull;
    int before = -1;
    if (of.technician[row] != kpi::kNullCode && of.model[row] != kpi::kNullCode) {
      const auto known = done_.find({of.technician[row], of.model[row]});
      before = known == done_.end() ? 0 : known->second - 1;
      if (const auto at = done_before_.find(row); at != done_before_.end()) before = at->second;
    }
    order.signs = signs_of(of, row, now, before);
    if (!done) order.signs.late = late(order);
    open.push_back(std::move(order));
  }
  return open;
}

double OrderRisk::late(const OpenOrder& order, std::int64_t closed) const {
  if (order.limit == kpi::kNull) return 0;
  if (order.signs.age > 1) return 1;
  OrderSigns signs = order.signs;
  // Time in which nothing moves is as good as passed.
  if (closed > 0)
    signs.age = std::min(1.0, signs.age + static_cast<double>(closed) / static_cast<double>(order.limit));
  return late_.chance(late_signs(signs));
}

double OrderRisk::ends_within(double days) const {
  return delivery_.within(0, static_cast<std::int64_t>(days * static_cast<double>(kDayMs)));
}

double OrderRisk::unhappy(const OpenOrder& order, Mood mood) const {
  const auto at = unhappy_.find(mood);
  return at == unhappy_.end() ? 0 : at->second.chance(unhappy_signs(order.signs));
}

double OrderRisk::returns(const OpenOrder& order) const { return returns_.chance(return_signs(order.signs)); }

double OrderRisk::delivered_within(const OpenOrder& order, Instant now, DurationMs time) const {
  if (order.delivered != kpi::kNull) return 1;
  return delivery_.within(now.ms() - order.accepted, time.ms());
}

double OrderRisk::answered_within(std::int64_t since, Instant now, DurationMs time) const {
  return answer_.within(std::max<std::int64_t>(now.ms() - since, 0), time.ms());
}

double OrderRisk::approved_within(std::int64_t sent, Instant now, DurationMs time) const {
  return approval_.within(now.ms() - sent, time.ms());
}

std::vector<CaseReason> reasons_of(const OpenOrder& order, CaseKind kind) {
  const auto& signs = order.signs;
  std::vector<CaseReason> reasons;
  const auto add = [&](bool holds, CaseReason reason) {
    if (holds) reasons.push_back(reason);
  };
  constexpr double kNear = 0.7;
  add(signs.promise_broken, CaseReason::kPromiseBroken);
  add(order.limit != kpi::kNull && signs.age > 1, CaseReason::kOverLimit);
  add(signs.repeat, CaseReason::kRepeatRepair);
  add(signs.part_late, CaseReason::kPartLate);
  add(signs.part_missing && !signs.part_late, CaseReason::kPartMissing);
  add(signs.dissatisfied_before, CaseReason::kDissatisfiedBefore);
  add(signs.promise_near, CaseReason::kPromiseNear);
  add(kind == CaseKind::kWorkOrder && order.limit != kpi::kNull && signs.age > kNear && signs.age <= 1,
      CaseReason::kNearLimit);
  add(signs.sensitive, CaseReason::kSensitiveCustomer);
  add(signs.quote_waits, CaseReason::kQuoteUnanswered);
  add(signs.new_technician, CaseReason::kNewTechnician);
  add(signs.repromised, CaseReason::kRepromised);
  add(signs.rescheduled, CaseReason::kRescheduled);
  add(signs.qc_failed, CaseReason::kQcFailed);
  return reasons;
}

CaseAction action_of(const std::vector<CaseReason>& reasons, CaseKind kind) {
  if (kind == CaseKind::kQuote) return CaseAction::kQuoteFollowUp;
  if (kind == CaseKind::kComplaint) return CaseAction::kSolveComplaint;
  if (kind == CaseKind::kPartUnit) return CaseAction::kReturnPart;
  if (kind == CaseKind::kPartRequest) return CaseAction::kExpeditePart;
  if (kind == CaseKind::kCallback) return CaseAction::kCallFirst;
  for (const auto reason : reasons) switch (reason) {
      case CaseReason::kPromiseBroken: return CaseAction::kRepromiseAndCall;
      case CaseReason::kRepeatRepair: return CaseAction::kRecheck;
      case CaseReason::kQcFailed: return CaseAction::kRecheck;
      case CaseReason::kPartLate:
      case CaseReason::kPartMissing: return CaseAction::kExpeditePart;
      case CaseReason::kQuoteUnanswered: return CaseAction::kQuoteFollowUp;
      case CaseReason::kNewTechnician: return CaseAction::kAssignExpert;
      case CaseReason::kOverLimit:
      case CaseReason::kNearLimit: return CaseAction::kFinishFirst;
      case CaseReason::kDissatisfiedBefore:
      case CaseReason::kRepromised:
      case CaseReason::kPromiseNear: return CaseAction::kCallFirst;
      default: break;
    }
  return CaseAction::kCallFirst;
}

}  // namespace manyi::advance_control
