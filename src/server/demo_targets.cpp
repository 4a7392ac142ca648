// Company targets by hand, everything below by the rules of the cascade.
// Owns which metric goes down by which rule.
#include "server/demo_targets.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "modules/targets/cascade.h"
#include "modules/targets/decomposition.h"
#include "modules/targets/smart_gate.h"
#include "modules/targets/targets.h"
#include "server/application.h"

namespace manyi::demo {
namespace {

using targets::CascadeRule;
using targets::Levels;

constexpr int kMonthsBefore = 5;
constexpr double kMinute = 60'000, kHour = 3'600'000;

struct Aim {
  std::string_view metric;
  Levels levels;
  bool goes_down = true;
};
constexpr std::array<Aim, 24> kAims = {{
    {"csat_rate", {0.95, 0.97, 0.985}},
    {"vsat_rate", {0.66, 0.71, 0.75}},
    {"loyalty_rate", {0.25, 0.35, 0.45}},
    {"complaint_rate", {0.009, 0.006, 0.004}},
    {"complaint_7d", {0.80, 0.90, 0.97}},
    {"callback_coverage", {0.65, 0.70, 0.75}},
    {"ftfr", {0.83, 0.865, 0.89}},
    {"response_time", {30 * kMinute, 25 * kMinute, 20 * kMinute}},
    {"onsite_ontime", {0.80, 0.85, 0.90}},
    {"tat_attain", {0.80, 0.86, 0.90}},
    {"tat", {80 * kHour, 66 * kHour, 56 * kHour}},
    {"escalation_solve", {0.80, 0.90, 0.95}},
    {"process_adherence", {0.93, 0.965, 0.98}},
    {"part_use_rate", {0.94, 0.962, 0.975}},
    {"part_nff_rate", {0.085, 0.065, 0.05}},
    {"rrr", {0.055, 0.045, 0.035}},
    {"zero_wait_hit", {0.58, 0.64, 0.69}},
    {"return_ontime", {0.88, 0.93, 0.96}},
    {"stock_days", {5, 3.6, 3}},
    {"conduct_score", {0.945, 0.962, 0.975}},
    {"violation_rate", {5, 3, 1.5}},
    {"quota_attain", {0.85, 1, 1.15}},
    // A company's own: nobody below holds it.
    {"attrition", {0.08, 0.05, 0.03}, false},
    {"expense_gp_ratio", {0.9, 0.8, 0.7}, false},
}};

class TargetsFiller {
 public:
  TargetsFiller(server::Application& application, const Company& company)
      : app_(application), company_(company) {
    for (std::size_t i = 0; i < company.people.size(); ++i)
      if (company.people[i].job == simulation::Job::kManager) {
        manager_ = company.caller_of(static_cast<std::int64_t>(i));
        break;
      }
    manager_.scope = Scope::kTenant;
  }

  Result<void> run() {
    const auto running = targets::month_of(
        app_.database().read([&](db::ReadTx& tx) { return app_.targets().today(tx, company_.tenant); }));
    const auto first = targets::shifted(running, -kMonthsBefore);
    MANYI_CHECK(write([&](db::Tx& tx) -> Result<void> {
      targets::StartFromTemplate in;
      in.month = first.text;
      in.origin = targets::GridOrigin::kRecommended;
      in.reason = "推荐版";
      MANYI_CHECK(targets::Decomposition(app_.targets()).start(tx, manager_, in));
      return {};
    }));
    MANYI_CHECK(fill_month(first));
    for (int i = 1; i < kMonthsBefore; ++i)
      MANYI_CHECK(write([&](db::Tx& tx) -> Result<void> {
        targets::CopyMonth in;
        in.month = targets::shifted(first, i - 1).text;
        MANYI_CHECK(app_.targets().copy(tx, manager_, in));
        return {};
      }));
    for (int i = 0; i < kMonthsBefore; ++i)
      MANYI_CHECK(write([&](db::Tx& tx) -> Result<void> {
        MANYI_CHECK(answer(tx, targets::shifted(first, i).text, false));
        targets::LockMonth in;
        in.month = targets::shifted(first, i).text;
        MANYI_CHECK(app_.targets().lock(tx, manager_, in));
        return {};
      }));
    MANYI_CHECK(fill_month(running));
    MANYI_CHECK(fill_longer(running));
    MANYI_CHECK(write([&](db::Tx& tx) { return answer(tx, running.text, true); }));
    return wait_for_approval(running.text);
  }

 private:
  template <class F> Result<void> write(F&& body) {
    const auto done = app_.database().write(company_.tenant, std::forward<F>(body));
    if (!done) return done.error();
    return {};
  }

  Result<void> set(std::string_view metric, const std::string& month, const Levels& levels) {
    return write([&](db::Tx& tx) -> Result<void> {
      targets::SetTarget in;
      in.metric = std::string(metric);
      in.month = month;
      in.floor = levels.floor;
      in.target = levels.target;
      in.stretch = levels.stretch;
      MANYI_CHECK(app_.targets().set(tx, manager_, in));
      return {};
    });
  }

  Result<void> go_down(std::string_view metric, const std::string& month, CascadeRule rule,
                       targets::CascadeOptions options = {}) {
    targets::ApplyCascade in;
    in.metric = std::string(metric);
    in.month = month;
    in.rule = rule;
    in.options = std::move(options);
    targets::Cascade cascade(app_.targets());
    auto proposal = app_.database().read([&](db::ReadTx& tx) { return cascade.propose(tx, manager_, in); });
    if (!proposal) return std::move(proposal).error();
    return write([&](db::Tx& tx) -> Result<void> {
      MANYI_CHECK(cascade.apply(tx, manager_, in, *proposal));
      return {};
    });
  }

  /// What a sum came to per month lately, in full hundreds of the currency; nullopt without any.
  Result<std::optional<double>> lately(std::string_view metric, const targets::Period& month) {
    constexpr int kMonths = 3;
    constexpr double kRound = 10'000;
    performance::KpiQuery query;
    query.metrics = {std::string(metric)};
    query.from = targets::shifted(month, -kMonths).from.text();
    query.to = month.from.text();
    MANYI_TRY(const auto answer, app_.performance().evaluate(Caller::system(company_.tenant), query));
    const auto& cells = answer.metrics.front().cells;
    const double value = cells.empty() ? 0 : cells.front().value.value_or(0) / kMonths;
    if (value < kRound) return std::optional<double>();
    return std::optional(std::round(value / kRound) * kRound);
  }

  Result<void> fill_month(const targets::Period& month) {
    for (const auto& aim : kAims) {
      MANYI_CHECK(set(aim.metric, month.text, aim.levels));
      if (aim.goes_down) MANYI_CHECK(go_down(aim.metric, month.text, CascadeRule::kCopy));
    }
    MANYI_CHECK(go_down("tat", month.text, CascadeRule::kBudget));
    // Parts that come when promised lead turnaround; a company without history has nothing to derive from.
    targets::CascadeOptions lead;
    lead.lead = "part_eta_keep";
    lead.gain = 4;
    if (auto derived = go_down("tat_attain", month.text, CascadeRule::kDerived, lead); !derived) {
      if (derived.error().key != "target.no_history" && derived.error().code != ErrorCode::kInvalid)
        return derived;
      MANYI_CHECK(set("part_eta_keep", month.text, {0.96, 0.975, 0.985}));
    }
    MANYI_CHECK(go_down("part_eta_keep", month.text, CascadeRule::kCopy));
    MANYI_TRY(const auto sales, lately("sales_amount", month));
    if (sales) {
      MANYI_CHECK(set("sales_amount", month.text, {*sales * 0.8, *sales, *sales * 1.2}));
      MANYI_CHECK(go_down("sales_amount", month.text, CascadeRule::kShare));
    }
    MANYI_TRY(const auto profit, lately("profit", month));
    if (profit) MANYI_CHECK(set("profit", month.text, {*profit * 0.5, *profit, *profit * 1.5}));
    return {};
  }

  /// Of the period: those with revenue so far, the running one and those to come.
  Result<double> months_in_business(const targets::Period& period, const targets::Period& running) {
    double months = 0;
    for (auto month = targets::month_of(period.from); month.from < period.to;
         month = targets::shifted(month, 1)) {
      performance::KpiQuery query;
      query.metrics = {"revenue"};
      query.from = month.from.text();
      query.to = month.to.text();
      if (month.from < running.from) {
        MANYI_TRY(const auto answer, app_.performance().evaluate(Caller::system(company_.tenant), query));
        const auto& cells = answer.metrics.front().cells;
        if (cells.empty() || cells.front().value.value_or(0) <= 0) continue;
      }
      months += 1;
    }
    return months;
  }

  /// What the company aims at over the quarter and the year.
  Result<void> fill_longer(const targets::Period& month) {
    for (const auto& period : targets::periods_of(month.from)) {
      if (period.kind == targets::PeriodKind::kMonth) continue;
      MANYI_CHECK(set("csat_rate", period.text, {0.955, 0.97, 0.98}));
      MANYI_CHECK(set("complaint_rate", period.text, {0.008, 0.006, 0.004}));
      MANYI_TRY(const auto revenue, lately("revenue", month));
      MANYI_TRY(const double months, months_in_business(period, month));
      if (revenue)
        MANYI_CHECK(set("revenue", period.text,
                        {*revenue * months * 0.9, *revenue * months, *revenue * months * 1.1}));
    }
    return {};
  }

  /// Everybody takes his targets on; while the month runs some have not looked yet, and some ask for less.
  Result<void> answer(db::Tx& tx, const std::string& month, bool running) {
    targets::SmartGate gate(app_.targets());
    const auto targets = app_.targets().in_force(tx, company_.tenant, month);
    for (const auto& one : *targets) {
      if (one.scope.kind != targets::ScopeKind::kPerson) {
        MANYI_CHECK(gate.accept(tx, manager_, {one.id, std::nullopt, std::nullopt}));
        continue;
      }
      const auto at = std::find_if(company_.employees.begin(), company_.employees.end(),
                                   [&](EmployeeId id) { return id.text() == one.scope.key; });
      if (at == company_.employees.end()) continue;
      const auto person = at - company_.employees.begin();
      const Caller caller = company_.caller_of(person);
      if (running && person % 5 == 0) continue;
      if (running && person % 9 == 4 && one.metric == "csat_rate") {
        targets::NegotiateTarget in;
        in.id = one.id;
        in.floor = one.levels.floor - 0.02;
        in.target = one.levels.target - 0.02;
        in.stretch = one.levels.stretch - 0.01;
        in.note = "这个月接了两位带教的新人，先降两个点，下月恢复";
        MANYI_CHECK(gate.negotiate(tx, caller, in));
        continue;
      }
      MANYI_CHECK(gate.accept(tx, caller, {one.id, std::nullopt, std::nullopt}));
    }
    return {};
  }

  Result<void> wait_for_approval(const std::string& month) {
    return write([&](db::Tx& tx) -> Result<void> {
      const auto now = app_.targets().in_force(tx, company_.tenant, month, "vsat_rate", {});
      targets::ChangeTarget in;
      in.id = now->id;
      in.floor = 0.68;
      in.target = 0.73;
      in.stretch = 0.77;
      in.reason = "厂家把非常满意率的要求提高了两个点";
      MANYI_CHECK(app_.targets().change(tx, manager_, in));
      return {};
    });
  }

  server::Application& app_;
  const Company& company_;
  Caller manager_;
};

}  // namespace

Result<void> fill_targets(server::Application& application, const Company& company) {
  return TargetsFiller(application, company).run();
}

}  // namespace manyi::demo
