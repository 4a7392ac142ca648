// From steps of the simulation to stamps, credits and use cases of the work-order module.
// Owns the believable details around them: names, serial numbers, accessories, notes.
#include "server/demo_orders.h"

#include <algorithm>
#include <array>

#include "engines/simulation/random.h"
#include "server/application.h"

namespace manyi::demo {
namespace {

using simulation::StepKind;
using workorders::Transition;
using workorders::WorkOrderState;

constexpr std::uint64_t kCustomerStream = 601, kDeviceStream = 602, kDetailStream = 603;

workorders::ServiceType type_of(simulation::Service service) {
  return *parse_enum<workorders::ServiceType>(enum_name(service));
}
workorders::Channel channel_of(simulation::Channel channel) {
  return *parse_enum<workorders::Channel>(enum_name(channel));
}
workorders::Warranty warranty_of(const simulation::Order& order) {
  return order.in_warranty ? workorders::Warranty::kInWarranty : workorders::Warranty::kOutOfWarranty;
}
/// Both sides name the steps alike; looked up once, since millions of orders ask.
Transition transition_of(StepKind kind) {
  static const auto all = [] {
    std::array<Transition, std::tuple_size_v<std::decay_t<decltype(enum_entries<StepKind>())>>> table{};
    for (const auto& [step, name] : enum_entries<StepKind>())
      table[static_cast<std::size_t>(step)] = *parse_enum<Transition>(name);
    return table;
  }();
  return all[static_cast<std::size_t>(kind)];
}

workorders::PauseReason reason_of(const simulation::Step& step) {
  return *parse_enum<workorders::PauseReason>(enum_name(step.reason));
}
/// What somebody wrote down when he stopped the clock; empty when he kept nothing.
std::string evidence_of(const simulation::Order& order, const simulation::Step& step) {
  if (!step.evidenced) return "";
  const std::string number = std::to_string(100000 + order.id * 37 % 900000);
  if (step.reason == simulation::PauseReason::kWaitingPart) return "厂家缺件通知 BO-" + number;
  return (order.id % 2 == 0 ? "电话录音 " : "微信记录 ") + number;
}

/// Walks the order's steps by the module's own rules, so that history obeys what the use cases do.
struct Walk {
  WorkOrderState state = WorkOrderState::kDraft;
  workorders::Stamps stamps;
  workorders::Credits credits;
  std::int64_t visits = 0, qc_failures = 0, promise_changes = 0, appointments = 0;
  std::optional<Instant> promise;
  std::optional<workorders::ImportedPause> pause;  // the running one
  std::vector<workorders::ImportedPause> pauses;
  workorders::QuoteDecision quote = workorders::QuoteDecision::kNone;

  Result<void> along(const simulation::Order& order, const Company& company) {
    stamps.requested_at = order.requested_at;
    promise = order.promise_at;
    visits = order.service == simulation::Service::kOnsite ? 0 : 1;
    for (const auto& step : order.steps) MANYI_CHECK(take(order, step, company));
    return {};
  }

  Result<void> take(const simulation::Order& order, const simulation::Step& step, const Company& company) {
    const Transition transition = transition_of(step.kind);
    workorders::Situation situation;
    situation.service_type = type_of(order.service);
    situation.state = state;
    situation.warranty = warranty_of(order);
    situation.has_technician = true;
    situation.diagnosed = stamps.diagnosed_at.has_value() || state == WorkOrderState::kDiagnosing;
    situation.part_outstanding = stamps.part_requested_at && !stamps.part_available_at;
    situation.repaired = stamps.repaired_at.has_value();
    situation.qc_passed = stamps.qc_passed_at.has_value();
    if (pause) situation.paused = pause->reason;
    const auto decision = workorders::decide(transition, situation);
    if (!decision.allowed())
      return conflict("demo.step", "Order " + std::to_string(order.id) + ": " + enum_name(step.kind) +
                                       " from " + enum_name(state) + " (" + enum_name(order.service) +
                                       ") is refused: " + enum_name(decision.refusal));
    workorders::stamp(transition, state, decision.to, channel_of(order.channel), step.at, stamps);
    workorders::credit(transition, state, decision.to, channel_of(order.channel),
                       company.employee_or_none(step.person), company.employee_or_none(order.technician),
                       credits);
    state = decision.to;
    if (pause && (step.kind == StepKind::kResume || step.kind == StepKind::kPartArrived)) {
      pause->to = step.at;
      pauses.push_back(std::move(*pause));
      pause.reset();
    }
    if (step.kind == StepKind::kPause) pause = {reason_of(step), evidence_of(order, step), step.at, step.at};
    if (step.kind == StepKind::kArrive) ++visits;
    if (step.kind == StepKind::kFailQc) ++qc_failures;
    if (step.kind == StepKind::kRequestQuote) quote = workorders::QuoteDecision::kAsked;
    if (step.kind == StepKind::kApproveQuote) quote = workorders::QuoteDecision::kApproved;
    if (step.kind == StepKind::kDeclineQuote) quote = workorders::QuoteDecision::kDeclined;
    if (step.kind == StepKind::kWaitPart && !stamps.part_promised_at) stamps.part_promised_at = step.promised;
    if (step.kind == StepKind::kRepromise) {
      promise = step.promised;
      ++promise_changes;
    }
    if (step.kind == StepKind::kSchedule) {
      ++appointments;
      stamps.appt_from = step.promised;
      stamps.appt_to = *step.promised + kHour * 2;
      if (!stamps.first_appt_from) {
        stamps.first_appt_from = stamps.appt_from;
        stamps.first_appt_to = stamps.appt_to;
      }
    }
    return {};
  }
};

workorders::Outcome outcome_of(const simulation::Order& order) {
  switch (order.outcome) {
    case simulation::Outcome::kRepaired: return workorders::Outcome::kRepaired;
    case simulation::Outcome::kDeclined: return workorders::Outcome::kRepairable;
    case simulation::Outcome::kUnrepairable: return workorders::Outcome::kUnrepairable;
    default: return workorders::Outcome::kUnknown;
  }
}

}  // namespace

template <class F> Result<void> OrderWriter::command(F&& apply) {
  auto done = app_.database().write(company_.tenant, [&](db::Tx& tx) -> Result<void> { return apply(tx); });
  if (!done) return std::move(done).error();
  return {};
}

OrderWriter::Identity OrderWriter::identity(const simulation::Order& order) const {
  Identity one;
  simulation::Random customer(seed_, kCustomerStream, static_cast<std::uint64_t>(order.customer));
  one.kind = order.customer_kind == simulation::CustomerKind::kKeyAccount
                 ? customers::CustomerKind::kKeyAccount
                 : customers::CustomerKind::kIndividual;
  one.customer_name =
      one.kind == customers::CustomerKind::kKeyAccount
          ? std::string(customer.one_of(demo_companies()))
          : std::string(customer.one_of(demo_surnames())) + std::string(customer.one_of(demo_given_names()));
  static constexpr std::array<std::string_view, 6> kPrefixes = {"138", "139", "135", "186", "177", "150"};
  one.phone = std::string(customer.one_of(kPrefixes));
  for (int i = 0; i < 8; ++i) one.phone += static_cast<char>('0' + customer.below(10));
  one.region = company_.regions[static_cast<std::size_t>(order.site)];

  simulation::Random device(seed_, kDeviceStream, static_cast<std::uint64_t>(order.device));
  static constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
  one.serial_no =
      company_.manufacturers[static_cast<std::size_t>(order.model)] == company_.manufacturers.front() ? "PF"
                                                                                                      : "HY";
  // The number itself keeps two devices apart; the letters before it look like a maker's.
  for (int i = 0; i < 3; ++i) one.serial_no += kLetters[device.below(kLetters.size())];
  std::string number = std::to_string(order.device * 7 % 10'000'000);
  one.serial_no += std::string(7 - std::min<std::size_t>(7, number.size()), '0') + number;
  return one;
}

customers::EnsureAsset OrderWriter::device_of(const simulation::Order& order, const Identity& who,
                                              customers::CustomerId owner) const {
  customers::EnsureAsset device{who.serial_no, company_.models[static_cast<std::size_t>(order.model)], owner,
                                order.sold_on};
  if (order.dealer != simulation::kNobody)
    device.dealer_id = company_.dealers[static_cast<std::size_t>(order.dealer)];
  const Date ends = order.sold_on.plus_months(static_cast<int>(order.cover_months)).plus_days(-1);
  const bool computer =
      company_.model_plans[static_cast<std::size_t>(order.model)].skill == simulation::Skill::kComputer;
  device.cover = {customers::EntitlementSource::kManufacturer, order.sold_on, ends, computer};
  return device;
}

std::optional<customers::AssetId> OrderWriter::asset(std::int64_t device) const {
  const auto found = assets_.find(device);
  return found == assets_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<workorders::WorkOrderId> OrderWriter::written(std::int64_t order) const {
  const auto found = orders_.find(order);
  return found == orders_.end() ? std::nullopt : std::optional(found->second);
}

// ---- history --------------------------------------------------------------------------------------------

Result<void> OrderWriter::import(const std::vector<const simulation::Order*>& orders) {
  if (orders.empty()) return {};
  std::map<std::int64_t, customers::CustomerId> customers;
  std::map<std::int64_t, customers::AssetId> assets;
  std::vector<workorders::ImportOutcome> outcomes;
  MANYI_CHECK(command([&](db::Tx& tx) -> Result<void> {
    customers.clear();
    assets.clear();
    std::vector<workorders::ImportedWorkOrder> all;
    all.reserve(orders.size());
    for (const auto* order : orders) {
      MANYI_TRY(auto one, history(tx, *order, customers, assets));
      all.push_back(std::move(one));
    }
    MANYI_TRY(outcomes, app_.workorders().import_history(tx, Caller::system(company_.tenant), all));
    return {};
  }));
  customers_.insert(customers.begin(), customers.end());
  assets_.insert(assets.begin(), assets.end());
  for (std::size_t i = 0; i < orders.size(); ++i) orders_[orders[i]->id] = outcomes[i].id;
  return {};
}

// Customers are shared by many, so that their number does not grow with the orders'.
Result<void> OrderWriter::load(const std::vector<simulation::Order>& orders) {
  constexpr std::int64_t kCustomers = 20'000;
  auto& ids = app_.database().ids();
  std::vector<customers::LoadedAsset> assets;
  std::vector<workorders::LoadedWorkOrder> loaded(orders.size());
  std::map<std::int64_t, customers::EnsureCustomer> customers;
  const auto slot = [](auto& list, std::int64_t at) -> auto& {
    if (list.size() <= static_cast<std::size_t>(at)) list.resize(static_cast<std::size_t>(at) * 5 / 4 + 1024);
    return list[static_cast<std::size_t>(at)];
  };
  for (std::size_t i = 0; i < orders.size(); ++i) {
    simulation::Order order = orders[i];
    order.customer = order.customer % kCustomers;
    const Identity who = identity(order);
    auto& in = loaded[i];
    MANYI_CHECK(describe(order, in));
    in.id = ids.next_id<workorders::WorkOrderTag>();
    slot(loaded_orders_, order.id) = in.id;
    in.serial_no = who.serial_no;
    in.customer_kind = who.kind;
    in.region = who.region;
    if (order.repeat_of != 0 && slot(loaded_orders_, order.repeat_of))
      in.repeat_of = slot(loaded_orders_, order.repeat_of);
    auto& asset = slot(loaded_assets_, order.device);
    if (!asset) {
      asset = ids.next_id<customers::AssetTag>();
      assets.push_back({asset, who.serial_no, in.model_id, {}});
    }
    in.asset_id = asset;
    if (!customers_.contains(order.customer))
      customers[order.customer] = {who.kind, who.customer_name, who.phone, who.region};
  }
  std::map<std::int64_t, customers::CustomerId> made;
  MANYI_CHECK(command([&](db::Tx& tx) -> Result<void> {
    const Caller system = Caller::system(company_.tenant);
    for (const auto& [number, customer] : customers) {
      MANYI_TRY(made[number], app_.customers().ensure_customer(tx, system, customer));
    }
    for (std::size_t i = 0; i < orders.size(); ++i) {
      const auto number = orders[i].customer % kCustomers;
      const auto known = customers_.find(number);
      loaded[i].customer_id = known != customers_.end() ? known->second : made.at(number);
    }
    MANYI_CHECK(app_.customers().load_assets(tx, system, assets));
    return app_.workorders().load_history(tx, system, loaded);
  }));
  customers_.insert(made.begin(), made.end());
  return {};
}

Result<workorders::ImportedWorkOrder> OrderWriter::history(
    db::Tx& tx, const simulation::Order& order, std::map<std::int64_t, customers::CustomerId>& customers,
    std::map<std::int64_t, customers::AssetId>& assets) {
  const Caller system = Caller::system(company_.tenant);
  const auto known = [](const auto& before, const auto& now, std::int64_t key) {
    const auto found = now.find(key);
    if (found != now.end()) return std::optional(found->second);
    const auto earlier = before.find(key);
    return earlier == before.end() ? std::nullopt : std::optional(earlier->second);
  };
  workorders::ImportedWorkOrder in;
  in.model_id = company_.models[static_cast<std::size_t>(order.model)];
  auto customer = known(customers_, customers, order.customer);
  auto asset = known(assets_, assets, order.device);
  if (!customer || !asset) {
    const Identity who = identity(order);
    if (!customer) {
      MANYI_TRY(customer, app_.customers().ensure_customer(
                              tx, system, {who.kind, who.customer_name, who.phone, who.region}));
      customers[order.customer] = *customer;
    }
    if (!asset) {
      MANYI_TRY(asset, app_.customers().ensure_asset(tx, system, device_of(order, who, *customer)));
      assets[order.device] = *asset;
    }
  }
  in.customer_id = customer;
  in.asset_id = asset;
  MANYI_CHECK(describe(order, in));
  return in;
}

Result<void> OrderWriter::describe(const simulation::Order& order, workorders::ImportedWorkOrder& in) const {
  Walk walk;
  MANYI_CHECK(walk.along(order, company_));
  in.model_id = company_.models[static_cast<std::size_t>(order.model)];
  in.source = kDemoSource;
  in.source_id = std::to_string(order.id);
  in.site_id = company_.site(order.site);
  in.service_type = type_of(order.service);
  in.state = walk.state;
  in.channel = channel_of(order.channel);
  in.stamps = walk.stamps;
  in.promise_at = walk.promise;
  in.promise_original_at = order.promise_at;
  in.symptom_text = fault_of(order).words;
  in.fault_code_id = fault_of(order).id;
  in.warranty = warranty_of(order);
  in.technician_id = company_.employee_or_none(order.technician);
  in.credits = walk.credits;
  in.outcome = outcome_of(order);
  if (order.outcome == simulation::Outcome::kUnrepairable) in.outcome_barrier = "主板停产，无备件";
  in.quote_decision = walk.quote;
  if (order.quoted > 0) in.quote_amount = Money(order.quoted);
  if (order.outcome == simulation::Outcome::kCancelled)
    in.cancel_reason = workorders::CancelReason::kCustomerWithdrew;
  in.visits = walk.visits;
  in.qc_failures = walk.qc_failures;
  in.promise_changes = walk.promise_changes;
  in.appointments = walk.appointments;
  in.pauses = std::move(walk.pauses);
  const auto& model = company_.model_plans[static_cast<std::size_t>(order.model)];
  in.brand = model.manufacturer;
  in.category = model.line;
  return {};
}

// ---- step by step ------------------------------------------------------------------------------------------

Result<void> OrderWriter::play(const simulation::Order& order, std::size_t index) {
  const auto& one = order.steps[index];
  clock_.set(std::max(one.at, clock_.now()));
  auto done = command([&](db::Tx& tx) -> Result<void> {
    return one.kind == StepKind::kAccept ? create(tx, order) : step(tx, order, one);
  });
  if (!done)
    done.error().detail += " (demo: order " + std::to_string(order.id) + ", " + enum_name(one.kind) +
                           " of a " + enum_name(order.service) + " order)";
  return done;
}

Result<void> OrderWriter::create(db::Tx& tx, const simulation::Order& order) {
  simulation::Random luck(seed_, kDetailStream, static_cast<std::uint64_t>(order.id));
  const Identity who = identity(order);
  // Whose device it is and what covers it is known before the order is.
  const Caller system = Caller::system(company_.tenant);
  MANYI_TRY(const auto owner, app_.customers().ensure_customer(
                                  tx, system, {who.kind, who.customer_name, who.phone, who.region}));
  MANYI_TRY(assets_[order.device], app_.customers().ensure_asset(tx, system, device_of(order, who, owner)));
  const bool at_counter = order.service == simulation::Service::kCarryIn;
  workorders::CreateWorkOrder in;
  in.service_type = type_of(order.service);
  in.site_id = company_.site(order.site);
  in.channel = channel_of(order.channel);
  in.serial_no = who.serial_no;
  in.model_id = company_.models[static_cast<std::size_t>(order.model)];
  in.brand = company_.model_plans[static_cast<std::size_t>(order.model)].manufacturer;
  in.category = company_.model_plans[static_cast<std::size_t>(order.model)].line;
  in.customer = workorders::IntakeCustomer{who.customer_name, who.phone, who.region, who.kind};
  in.symptom_text = fault_of(order).words;
  in.fault_code_id = fault_of(order).id;
  in.warranty = warranty_of(order);
  in.warranty_evidence = order.in_warranty ? "发票 " + order.sold_on.text() : "";
  if (at_counter && luck.chance(0.6)) in.accessories = {std::string(luck.one_of(demo_accessories()))};
  in.data_handling = luck.chance(0.7) ? workorders::DataHandling::kKeep : workorders::DataHandling::kMayErase;
  in.expectations.push_back({workorders::ExpectationKind::kNeed, "修好，不再犯"});
  if (luck.chance(0.5))
    in.expectations.push_back(
        {workorders::ExpectationKind::kExpectation, std::string(luck.one_of(demo_expectations()))});
  in.requested_at = order.requested_at;
  in.promise_at = order.promise_at;
  MANYI_TRY(const auto made,
            app_.workorders().create(tx, company_.caller_of(order.steps.front().person), in));
  orders_[order.id] = made.id;
  auto& expectations = expectations_[order.id];
  expectations.clear();
  for (const auto& expectation : made.expectations) expectations.push_back(expectation.id);
  return {};
}

Result<void> OrderWriter::step(db::Tx& tx, const simulation::Order& order, const simulation::Step& one) {
  auto& module = app_.workorders();
  const auto id = orders_.at(order.id);
  const Caller caller = company_.caller_of(one.person);
  switch (one.kind) {
    case StepKind::kAssign: {
      workorders::AssignWorkOrder in{};
      in.id = id;
      in.technician_id = company_.employee(one.technician);
      MANYI_CHECK(module.assign(tx, caller, in));
      return {};
    }
    case StepKind::kDispatch: {
      workorders::DispatchWorkOrder in{};
      in.id = id;
      in.technician_id = company_.employee(one.technician);
      MANYI_CHECK(module.dispatch(tx, caller, in));
      return {};
    }
    case StepKind::kSchedule: {
      workorders::ScheduleWorkOrder in{};
      in.id = id;
      in.from = *one.promised;
      in.to = in.from + kHour * 2;
      MANYI_CHECK(module.schedule(tx, caller, in));
      return {};
    }
    case StepKind::kDiagnose: {
      workorders::DiagnoseWorkOrder in{};
      in.id = id;
      in.fault_code_id = fault_of(order).id;
      if (order.id % 3 == 0) in.note = "已复现：" + fault_of(order).words;
      MANYI_CHECK(module.diagnose(tx, caller, in));
      return {};
    }
    case StepKind::kRequestQuote: {
      workorders::RequestQuote in{};
      in.id = id;
      in.amount = Money(order.quoted);
      MANYI_CHECK(module.request_quote(tx, caller, in));
      return {};
    }
    case StepKind::kWaitPart: {
      workorders::WaitPart in{};
      in.id = id;
      in.part_promised_at = one.promised;
      MANYI_CHECK(module.wait_part(tx, caller, in));
      return {};
    }
    case StepKind::kMarkUnrepairable: {
      workorders::MarkUnrepairable in{};
      in.id = id;
      in.barrier = "主板停产，无备件";
      MANYI_CHECK(module.mark_unrepairable(tx, caller, in));
      return {};
    }
    case StepKind::kCancel: {
      workorders::CancelWorkOrder in{};
      in.id = id;
      in.reason = workorders::CancelReason::kCustomerWithdrew;
      MANYI_CHECK(module.cancel(tx, caller, in));
      return {};
    }
    case StepKind::kRepromise: {
      workorders::RepromiseWorkOrder in{};
      in.id = id;
      in.promise_at = *one.promised;
      in.reason = "备件晚到";
      in.told_customer = one.told_customer;
      MANYI_CHECK(module.repromise(tx, caller, in));
      return {};
    }
    case StepKind::kPause: {
      workorders::PauseWorkOrder in{};
      in.id = id;
      in.reason = reason_of(one);
      if (one.evidenced) in.evidence = evidence_of(order, one);
      MANYI_CHECK(module.pause(tx, caller, in));
      return {};
    }
    case StepKind::kClose: {
      workorders::CloseWorkOrder in{};
      in.id = id;
      const auto& expectations = expectations_[order.id];
      for (std::size_t i = 0; i < expectations.size(); ++i) {
        const bool last = i + 1 == expectations.size();
        in.verdicts.push_back({expectations[i], last && order.needs_not_met > 0 ? workorders::Verdict::kNotMet
                                                : last && order.needs_exceeded > 0
                                                    ? workorders::Verdict::kExceeded
                                                    : workorders::Verdict::kMet});
      }
      MANYI_CHECK(module.close(tx, caller, in));
      return {};
    }
    default: {
      MANYI_CHECK(module.move(tx, caller, transition_of(one.kind), {.id = id, .if_match = {}, .note = {}}));
      return {};
    }
  }
}

}  // namespace manyi::demo
