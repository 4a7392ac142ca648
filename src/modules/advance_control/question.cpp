// Holding the figures of a month between questions, and the answers that several parts share.
// Owns how long what is kept may serve.
#include "modules/advance_control/question.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <thread>

#include "modules/org/org.h"

namespace manyi::advance_control {
namespace {

constexpr DurationMs kPastServes = kHour;
constexpr DurationMs kPresentServes{10 * 60 * 1000};
// A landing moves by the hour where nothing is counted anew: the day passes, open orders grow older.
constexpr DurationMs kLandingServes{30 * 60 * 1000};
constexpr std::size_t kMostKept = 8;
constexpr DurationMs kHandledSince = kDay * 365;

double with_shift(double good, double shift) {
  if (good <= 0 || good >= 1) return good;  // what is certain stays so
  const double odds = good / (1 - good) * std::exp(shift);
  return odds / (1 + odds);
}

/// Open orders are older than those that end on the days to come: by their ages alone they are late more often than
/// those that end, while the new ones, which are not open yet, are late less often. Shifted so that all of them together
/// are as good as what ended in the last three months, they still tell the scopes and the cases apart.
double level_of(const Figures& figures, const MetricFigures& metric, const std::vector<OpenRecord>& records) {
  constexpr std::size_t kMonths = 3;
  constexpr double kMost = 4, kAftermath = 7;  // days after a long closure in which what it held up ends
  const auto& timeline = figures.timeline();
  double good = 0, all = 0;
  for (std::size_t day = timeline.starts[timeline.months() - kMonths]; day < timeline.begun; ++day) {
    const auto at = static_cast<double>(day);
    if (figures.book().closed_between(0, at - kAftermath, at + 1) > 0) continue;
    good += metric.series.numerator[day];
    all += metric.series.denominator[day];
  }
  const auto tells = [](const OpenRecord& record) { return !record.held_up; };
  if (all <= 0 || std::none_of(records.begin(), records.end(), tells)) return 0;
  const auto excess = [&](double shift) {
    double sum = 0;
    for (const auto& record : records) {
      if (!tells(record)) continue;
      const auto open = entered(record, record.usual_chance, metric, 0);
      sum += open.counts * (with_shift(open.good, shift) - good / all);
    }
    return sum;
  };
  double low = -kMost, high = kMost;
  for (int step = 0; step < 30; ++step) {
    const double middle = (low + high) / 2;
    (excess(middle) < 0 ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace

const OrderRisk& Kept::order_risk() {
  if (!risk) risk = std::make_unique<OrderRisk>(OrderRisk::learn(figures->engine(), as_of));
  return *risk;
}

const OpenBook& Kept::records_of(const std::string& metric) {
  if (const auto at = records.find(metric); at != records.end()) return at->second;
  const auto& one = figures->of(metric);
  auto& found = records[metric];
  found.of_scope.resize(figures->book().size());
  if (one.plan.family == CaseFamily::kNone) return found;
  const auto& model = order_risk();
  if (!open_orders) open_orders = model.open_orders(figures->engine(), as_of);
  found.all = open_records(*figures, one, model, *open_orders);
  if (one.plan.family == CaseFamily::kTurnaround && enters_forecast(one)) {
    found.shift = level_of(*figures, one, found.all);
    found.not_begun = closures_to_come(*figures, model) * (one.plan.good_is_up ? 1 : -1);
  }
  for (std::uint32_t i = 0; i < found.all.size(); ++i) {
    const auto& record = found.all[i];
    found.usual += record.chance / static_cast<double>(found.all.size());
    found.of_scope[0].push_back(i);
    for (const int scope : {record.site, record.person})
      if (scope != ScopeBook::kNone) found.of_scope[static_cast<std::size_t>(scope)].push_back(i);
  }
  for (std::size_t scope = 0; scope < figures->book().size(); ++scope)
    for (const int member : figures->book().all[scope].members) {
      const auto& theirs = found.of_scope[static_cast<std::size_t>(member)];
      found.of_scope[scope].insert(found.of_scope[scope].end(), theirs.begin(), theirs.end());
    }
  return found;
}

std::optional<Handling> Kept::handling_of(const MetricFigures& metric, const OpenRecord& record) const {
  const auto at = handlings.find({metric.plan.family, record.kind, record.id});
  return at == handlings.end() ? std::nullopt : std::optional(at->second);
}

double Kept::chance_of(const MetricFigures& metric, const OpenRecord& record) const {
  return record.lost ? record.chance : chance_with(record.chance, handling_of(metric, record), success);
}

std::uint64_t Kept::made_of(const std::string& metric, int scope) {
  auto& known = counted[metric];
  const auto place = static_cast<std::size_t>(scope);
  if (known.empty()) {
    const auto& one = figures->of(metric);
    known = fingerprints(*figures, one);
    if (enters_forecast(one)) {
      const auto& book = records_of(metric);
      for (std::size_t i = 0; i < known.size(); ++i)
        for (const auto at : book.of_scope[i]) {
          const auto handling = handling_of(one, book.all[at]);
          known[i] = mixed(known[i], static_cast<std::uint64_t>(book.all[at].id));
          known[i] = mixed(known[i], handling ? 1 + static_cast<std::uint64_t>(handling->state) : 0);
          if (handling) known[i] = mixed(known[i], std::bit_cast<std::uint64_t>(success));
        }
    }
    for (const auto& leaf : one.plan.leaves)
      if (leaf != metric)
        for (std::size_t i = 0; i < known.size(); ++i)
          known[i] = mixed(known[i], made_of(leaf, static_cast<int>(i)));
  }
  return known[place];
}

const std::optional<Landed>& Kept::landing_of(const std::string& metric, int scope) {
  auto& places = landed[metric];
  places.resize(figures->book().size());
  auto& one = places[static_cast<std::size_t>(scope)];
  const auto now = made_of(metric, scope);
  if (one.made_of == now && one.made_at + kLandingServes >= as_of) return one.landed;
  one.landed = landing_if(metric, scope, {});
  one.made_of = now;
  one.made_at = as_of;
  return one.landed;
}

std::vector<forecast::OpenCase> Kept::open_of(const std::string& metric, int scope,
                                              const std::set<std::int64_t>& done_well) {
  std::vector<forecast::OpenCase> open;
  const auto& one = figures->of(metric);
  if (!enters_forecast(one)) return open;
  const auto& book = records_of(metric);
  for (const auto at : book.of_scope[static_cast<std::size_t>(scope)]) {
    const auto& record = book.all[at];
    const double chance = done_well.contains(record.id) && !record.lost ? 0 : chance_of(one, record);
    open.push_back(entered(record, chance, one, scope));
    open.back().good = with_shift(open.back().good, book.shift);
  }
  return open;
}

double Kept::not_begun_of(const std::string& metric) {
  return enters_forecast(figures->of(metric)) ? records_of(metric).not_begun : 0;
}

std::optional<Landed> Kept::landing_if(const std::string& metric, int scope,
                                       const std::set<std::int64_t>& done_well) {
  const auto& one = figures->of(metric);
  auto found = land(*figures, one, scope, open_of(metric, scope, done_well), not_begun_of(metric));
  if (found && spreads) apply(*spreads, *figures, one, scope, *found);
  return found;
}

void Kept::land_all(const std::vector<std::string>& metrics) {
  struct Task {
    const MetricFigures* metric;
    int scope;
    std::vector<forecast::OpenCase> open;
    double not_begun;
    MadeLanding* into;
  };
  std::vector<Task> tasks;
  for (const auto& code : metrics) {
    auto& places = landed[code];
    places.resize(figures->book().size());
    for (std::size_t scope = 0; scope < places.size(); ++scope) {
      const int at = static_cast<int>(scope);
      const auto now = made_of(code, at);
      if (places[scope].made_of == now && places[scope].made_at + kLandingServes >= as_of) continue;
      places[scope].made_of = now;
      places[scope].made_at = as_of;
      tasks.push_back({&figures->of(code), at, open_of(code, at, {}), not_begun_of(code), &places[scope]});
    }
  }
  // Landings are pure: each thread takes the next one that nobody has taken.
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < tasks.size(); i = next++) {
      const auto& task = tasks[i];
      auto& landed = task.into->landed;
      landed = land(*figures, *task.metric, task.scope, task.open, task.not_begun);
      if (landed && spreads) apply(*spreads, *figures, *task.metric, task.scope, *landed);
    }
  };
  const unsigned threads = std::clamp(std::thread::hardware_concurrency(), 1U, 4U);
  std::vector<std::thread> others;
  for (unsigned t = 1; t < threads; ++t) others.emplace_back(work);
  work();
  for (auto& one : others) one.join();
}

LevelBook::LevelBook(db::ReadTx& tx, targets::Targets& targets, TenantId tenant, const std::string& month,
                     const ScopeBook& book)
    : book_(book), all_(targets.in_force(tx, tenant, month)) {
  for (std::size_t scope = 0; scope < book.size(); ++scope)
    for (const int member : book.all[scope].members) units_of_[member].push_back(static_cast<int>(scope));
}

std::optional<LevelsInForce> LevelBook::of(const MetricFigures& metric, int scope) const {
  std::vector<int> chain = {scope};
  const bool total = metric.plan.way == Way::kFlow ||
                     (metric.plan.way == Way::kCounted && metric.plan.shape == forecast::Shape::kSum) ||
                     (metric.plan.way == Way::kLevel && metric.metric->is_total()) ||
                     (metric.plan.way == Way::kLikeBefore && metric.metric->is_total());
  if (!total && scope != 0) {
    if (const auto units = units_of_.find(scope); units != units_of_.end())
      chain.insert(chain.end(), units->second.begin(), units->second.end());
    const int parent = book_.all[static_cast<std::size_t>(scope)].parent;
    if (parent > 0) chain.push_back(parent);
    chain.push_back(0);
  }
  const auto& code = metric.metric->code;
  const auto first =
      std::lower_bound(all_->begin(), all_->end(), code,
                       [](const auto& target, const auto& sought) { return target.metric < sought; });
  const auto last =
      std::find_if(first, all_->end(), [&](const auto& target) { return target.metric != code; });
  for (const int one : chain) {
    const auto& whose = book_.all[static_cast<std::size_t>(one)].scope;
    const auto at = std::find_if(first, last, [&](const auto& target) { return target.scope == whose; });
    if (at == last) continue;
    const auto& found = *at;
    return LevelsInForce{found.levels.floor, found.levels.target, found.levels.stretch,
                         found.scope.kind,   found.scope.key,     found.locked};
  }
  return std::nullopt;
}

double chance_of_level(const Landed& landed, double level, bool up) {
  // A level that is met exactly is met, whatever the last digit says.
  const double slack = 1e-9 * std::max(1.0, std::abs(level));
  return up ? landed.distribution.chance_at_least(level - slack)
            : landed.distribution.chance_at_most(level + slack);
}

std::vector<std::string> forecast_metrics(const kpi::Engine& engine) {
  std::vector<std::string> codes;
  for (const auto& metric : engine.metrics()) codes.push_back(metric->code);
  return codes;
}

namespace {

/// The period in question, the running month unless one is named.
std::optional<targets::Period> period_asked(performance::Performance& performance, db::ReadTx& tx,
                                            TenantId tenant, const std::optional<std::string>& month,
                                            const std::optional<Instant>& as_of, InputErrors& errors) {
  const Instant moment = std::min(as_of.value_or(performance.now()), performance.now());
  const Date today = performance.ports().default_zone(tx, tenant).local_date(moment - DurationMs(1));
  const auto period = month ? targets::parse_period(*month) : std::optional(targets::month_of(today));
  if (!period)
    errors.add("/month", "month", "Expected a month, quarter or year such as 2026-11, 2026-Q4 or 2026.");
  else if (period->from <= today)
    return period;
  else
    errors.add("/month", "not_begun", "This period has not begun yet.");
  return std::nullopt;
}

}  // namespace

Result<AdvanceControl::Impl::Held> AdvanceControl::Impl::hold(db::ReadTx& tx, TenantId tenant,
                                                              const std::optional<std::string>& month,
                                                              const std::optional<Instant>& as_of) {
  auto& performance = needs.performance;
  const Instant now = performance.now();
  const TimeZone zone = performance.ports().default_zone(tx, tenant);
  const Instant moment = std::min(as_of.value_or(now), now);
  const Date today = zone.local_date(moment - DurationMs(1));
  InputErrors errors;
  const auto period = period_asked(performance, tx, tenant, month, as_of, errors);
  if (!period) return invalid(std::move(errors.all()));

  MANYI_TRY(auto engine, performance.engine(tenant));
  // Lets what the engine keeps move on to now, so that questions need no scan.
  if (!as_of) {
    performance::KpiQuery touch;
    touch.metrics = {engine->metrics().front()->code};
    touch.from = today.text();
    touch.to = today.plus_days(1).text();
    MANYI_CHECK(performance.evaluate(Caller::system(tenant), touch));
  }
  const std::int64_t seq = performance.ports().last_seq(tx, tenant);
  std::shared_ptr<Kept> one;
  if (as_of) {
    one = std::make_shared<Kept>();  // asked for once
  } else {
    const std::lock_guard lock(mutex);
    const std::pair key(tenant, period->text);
    const auto at =
        std::find_if(kept.begin(), kept.end(), [&](const auto& entry) { return entry.first == key; });
    if (at != kept.end()) {
      kept.splice(kept.begin(), kept, at);
    } else {
      kept.emplace_front(key, std::make_shared<Kept>());
      if (kept.size() > kMostKept) kept.pop_back();
    }
    one = kept.front().second;
  }
  Held held{one, std::unique_lock(one->mutex)};
  const Timeline timeline = Timeline::of(*period, moment, zone);
  const bool stale = !one->figures || one->past_as_of + kPastServes < moment ||
                     one->figures->timeline().today != timeline.today;
  if (stale) {
    one->landed.clear();
    one->figures = std::make_unique<Figures>(performance, engine, tenant, timeline,
                                             read_scopes(tx, needs.org, tenant, timeline));
    one->risk.reset();
    one->past_as_of = one->as_of = moment;
    read_spreads(tx, tenant, *one);
  } else if (one->seq != seq || one->as_of + kPresentServes < moment) {
    const auto book = read_scopes(tx, needs.org, tenant, timeline);
    if (book.size() != one->figures->book().size()) {
      one->landed.clear();
      one->figures = std::make_unique<Figures>(performance, engine, tenant, timeline, book);
    } else {
      one->figures->move_to(engine, moment, book.done_today);
    }
    one->as_of = moment;
  } else {
    return held;
  }
  one->seq = seq;
  one->forget_counts();
  read_handlings(tx, tenant, *one);
  return held;
}

void AdvanceControl::Impl::read_spreads(db::ReadTx& tx, TenantId tenant, Kept& one) {
  constexpr int kMonths = 12;
  const auto& timeline = one.figures->timeline();
  constexpr double kMonth = 30;
  const std::size_t passed = std::min(timeline.today, timeline.days - 1) - timeline.begun;
  // Widths are learnt from months: the day of a longer period that has come as far.
  const double share = static_cast<double>(passed) / static_cast<double>(timeline.days - timeline.begun);
  const auto day = timeline.is_month() ? static_cast<std::int64_t>(passed) + 1
                                       : static_cast<std::int64_t>(std::lround(share * kMonth)) + 1;
  const Date running = *month_start(timeline.months_begun().front());
  one.spreads = Spreads::learn(store::misses(tx, tenant, month_text(running.plus_months(-kMonths)),
                                             month_text(running), timeline.as_of),
                               day);
}

void AdvanceControl::Impl::read_handlings(db::ReadTx& tx, TenantId tenant, Kept& one) {
  one.handlings.clear();
  const auto& figures = *one.figures;
  for (const auto& month : figures.timeline().months_begun())
    for (const auto& row : store::assignments_of(tx, tenant, month)) {
      if (row.assigned_at > figures.timeline().as_of) continue;
      const auto metric = figures.engine().metric(row.metric);
      if (!metric) continue;
      Handling handling;
      if (row.state == AssignmentState::kDone)
        handling.state = row.result == CaseResult::kEndedBadly ? Handling::State::kEndedBadly
                                                               : Handling::State::kEndedWell;
      // The newest says how it stands.
      one.handlings.emplace(
          std::tuple(plan_of(figures.engine(), **metric).family, row.case_kind, row.case_id), handling);
    }
  const auto [handled, well] = store::handled_since(tx, tenant, one.as_of - kHandledSince);
  one.handled = handled;
  one.handled_well = well;
  one.success = (1.0 + static_cast<double>(well)) / (2.0 + static_cast<double>(handled));
}

void AdvanceControl::Impl::check(db::ReadTx& tx, TenantId tenant, const Asked& asked,
                                 InputErrors& errors) const {
  period_asked(needs.performance, tx, tenant, asked.month, asked.as_of, errors);
  const auto kind = asked.scope.value_or(targets::ScopeKind::kCompany);
  if (kind != targets::ScopeKind::kCompany && asked.scope_key.value_or("").empty())
    errors.add("/scope_key", "required", "Name the " + enum_name(kind) + ".");
  const auto engine = needs.performance.engine(tenant);
  if (!engine) return;  // loading: that is said where the figures are held
  for (std::size_t i = 0; i < asked.metrics.size(); ++i)
    if (!(*engine)->metric(asked.metrics[i]))
      errors.add(asked.several ? "/metrics/" + std::to_string(i) : "/metric", "unknown",
                 "There is no metric '" + asked.metrics[i].substr(0, 80) + "'.");
}

Result<AdvanceControl::Impl::Held> AdvanceControl::Impl::hold(db::ReadTx& tx, const Caller& caller,
                                                              const Asked& asked) {
  // Outsiders have their own figures; these are the company's.
  if (caller.scope == Scope::kDealer || caller.scope == Scope::kManufacturer)
    return forbidden("forecast.outsider", "Forecasts are for the company's own people.");
  InputErrors errors;
  check(tx, caller.tenant, asked, errors);
  if (!errors.empty()) return invalid(std::move(errors.all()));
  return hold(tx, caller.tenant, asked.month, asked.as_of);
}

Result<AdvanceControl::Impl::Found> AdvanceControl::Impl::look_up(db::ReadTx& tx, const Caller& caller,
                                                                  const Asked& asked) {
  MANYI_TRY(auto held, hold(tx, caller, asked));
  const targets::TargetScope wanted{asked.scope.value_or(targets::ScopeKind::kCompany),
                                    asked.scope_key.value_or("")};
  const auto found = held.kept->figures->book().find(wanted);
  if (!found) return not_found("scope.unknown", "There is no such " + enum_name(wanted.kind) + ".");
  if (!needs.targets.may_see(tx, caller, wanted))
    return forbidden("scope.out_of_reach", "These figures are beyond what you may see.");
  return Found{std::move(held), *found};
}

std::vector<std::string> AdvanceControl::Impl::manager_metrics(db::ReadTx& tx, TenantId tenant,
                                                               const Kept& one) {
  std::vector<std::string> codes;
  const auto& engine = one.figures->engine();
  // Of a longer period the grid of its newest month counts.
  const std::string month = one.figures->timeline().months_begun().front();
  for (const auto& weighted : needs.targets.weights_of(tx, tenant, Role::kManager, month))
    if (engine.metric(weighted.metric)) codes.push_back(weighted.metric);
  // The twelve of the deck, as far as they are not there already.
  constexpr const char* kDeck[] = {"csat_rate",     "loyalty_rate",  "complaint_rate", "ftfr",
                                   "response_time", "tat_attain",    "part_use_rate",  "part_nff_rate",
                                   "rrr",           "conduct_score", "violation_rate", "quota_attain"};
  constexpr std::size_t kBoard = 12;
  for (const auto* code : kDeck)
    if (codes.size() < kBoard && std::find(codes.begin(), codes.end(), code) == codes.end() &&
        engine.metric(code))
      codes.emplace_back(code);
  return codes;
}

LandingBoard AdvanceControl::Impl::board_of(const Kept& one) const {
  const auto& timeline = one.figures->timeline();
  LandingBoard board;
  board.as_of = timeline.as_of;
  board.fresh_to = one.seq;
  board.month = timeline.period.text;
  const auto& weights = one.figures->book().weights[0];
  for (std::size_t day = timeline.begun; day < timeline.days; ++day) {
    const bool workday = weights[day] >= 0.5;
    board.workdays += workday ? 1 : 0;
    board.workday += workday && day <= timeline.today ? 1 : 0;
  }
  return board;
}

}  // namespace manyi::advance_control
