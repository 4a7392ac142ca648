// Setting rules, working months out and answering for everybody, through the façade of scorecards.
// Owns the order of those commands.
#include "server/demo_scorecards.h"

#include <algorithm>
#include <map>

namespace manyi::demo {
namespace {

using scorecards::BonusSheetRow;
using scorecards::BonusSheets;
using scorecards::Month;
using scorecards::SheetState;
using scorecards::SheetStep;

constexpr int kMonths = 3;
constexpr int kRulesSince = 12;             // months before the running one
constexpr std::size_t kSilentShare = 7;     // every seventh has not answered for the last month yet
constexpr std::int64_t kGoodwill = 10'000;  // what the decided appeal brings. \unit minor units

scorecards::SetBonusRule first_rules(const Month& valid_from) {
  scorecards::SetBonusRule rule;
  const auto base = [&](Role role, std::int64_t yuan) {
    scorecards::BonusBase one;
    one.role = role;
    one.amount = Money(yuan * 100);
    rule.bases.push_back(one);
  };
  base(Role::kManager, 4000);
  base(Role::kInfoSupervisor, 2500);
  base(Role::kTechSupervisor, 2800);
  base(Role::kInfoClerk, 1200);
  base(Role::kTechnician, 1600);
  base(Role::kCallbackClerk, 1000);
  base(Role::kPartsKeeper, 1000);
  rule.curve = scorecards::FactorCurve::kLinear;
  rule.points = {{0, 0}, {60, 0.6}, {100, 1}, {120, 1.3}};
  rule.unscored_factor = 1;
  rule.cap = Money(600'000);
  rule.additions = {{"praise_count", Money(5'000), 5}};
  rule.deductions = {{"violation_count", Money(20'000), std::nullopt},
                     {"complaint_count", Money(10'000), std::nullopt}};
  rule.silent_days = 5;
  rule.valid_from = valid_from.text;
  rule.reason = "绩效奖金办法（试行）：得分定系数，表扬加、违规和投诉扣";
  return rule;
}

class Paymaster {
 public:
  Paymaster(db::Database& database, BonusSheets& bonus, const Company& company)
      : database_(database),
        bonus_(bonus),
        company_(company),
        system_(Caller::system(company.tenant)),
        manager_(system_) {
    for (std::size_t i = 0; i < company.people.size(); ++i) {
      const auto index = static_cast<std::int64_t>(i);
      person_of_.emplace(company.employees[i], index);
      if (!manager_.employee && company.people[i].job == simulation::Job::kManager)
        manager_ = company.caller_of(index);
    }
  }

  Result<void> set_rules(const Month& valid_from) {
    return command([&](db::Tx& tx) -> Result<void> {
      MANYI_CHECK(bonus_.set_rule(tx, manager_, first_rules(valid_from)));
      return {};
    });
  }

  /// \return the sheets of the month
  Result<std::vector<BonusSheetRow>> send(const Month& month) {
    MANYI_TRY(const auto drafts,
              database_.read([&](db::ReadTx& tx) { return bonus_.work_out(tx, manager_, {month.text}); }));
    std::vector<BonusSheetRow> sheets;
    MANYI_CHECK(command([&](db::Tx& tx) -> Result<void> {
      sheets.clear();
      MANYI_CHECK(bonus_.keep(tx, manager_, drafts));
      scorecards::ListSheets query;
      query.month = month.text;
      query.limit = kMostLimit;
      for (;;) {
        MANYI_TRY(auto page, bonus_.list(tx, manager_, query));
        for (auto& row : page.items) sheets.push_back(std::move(row));
        if (!page.next_cursor) break;
        query.cursor = page.next_cursor;
      }
      for (const auto& row : sheets) MANYI_CHECK(bonus_.step(tx, manager_, SheetStep::kSend, {row.id, {}}));
      return {};
    }));
    return sheets;
  }

  /// A month whose pay is done: one appealed and got something, everybody else agreed.
  Result<void> finish(const Month& month, const std::vector<BonusSheetRow>& sheets) {
    const auto appellant = lowest_technician(sheets);
    return command([&](db::Tx& tx) -> Result<void> {
      for (const auto& row : sheets) {
        if (row.id == appellant) {
          MANYI_CHECK(bonus_.appeal(tx, himself(row), {{row.id, {}}, "10 日那单是等厂家件，不该算我超期"}));
          scorecards::DecideSheet decision;
          decision.id = row.id;
          decision.decision = scorecards::AppealDecision::kChanged;
          decision.reason = "查过到件记录，情况属实";
          decision.change = Money(kGoodwill);
          MANYI_CHECK(bonus_.decide(tx, manager_, decision));
        } else {
          MANYI_CHECK(bonus_.step(tx, himself(row), SheetStep::kConfirm, {row.id, {}}));
        }
        MANYI_CHECK(bonus_.step(tx, approver_of(row), SheetStep::kApprove, {row.id, {}}));
      }
      MANYI_CHECK(bonus_.lock(tx, system_, {month.text}));
      return {};
    });
  }

  /// The last month: most have agreed, some have not answered, one appeal waits for the manager.
  Result<void> answer(const std::vector<BonusSheetRow>& sheets) {
    const auto appellant = lowest_technician(sheets);
    return command([&](db::Tx& tx) -> Result<void> {
      std::size_t count = 0;
      for (const auto& row : sheets) {
        if (row.id == appellant) {
          MANYI_CHECK(bonus_.appeal(tx, himself(row),
                                    {{row.id, {}}, "有两单客户改约，周期不该都算在我头上，请复核"}));
          continue;
        }
        if (++count % kSilentShare == 0) continue;
        MANYI_CHECK(bonus_.step(tx, himself(row), SheetStep::kConfirm, {row.id, {}}));
      }
      return {};
    });
  }

 private:
  template <class F> Result<void> command(F&& apply) {
    auto done = database_.write(company_.tenant, [&](db::Tx& tx) -> Result<void> { return apply(tx); });
    if (!done) return std::move(done).error();
    return {};
  }

  Caller himself(const BonusSheetRow& row) const {
    return company_.caller_of(person_of_.at(row.employee_id));
  }
  /// Nobody approves his own: the manager's is the administrator's.
  Caller approver_of(const BonusSheetRow& row) const {
    return row.employee_id == manager_.employee ? system_ : manager_;
  }

  scorecards::BonusSheetId lowest_technician(const std::vector<BonusSheetRow>& sheets) const {
    const BonusSheetRow* lowest = nullptr;
    for (const auto& row : sheets)
      if (row.role == Role::kTechnician && row.score && (!lowest || *row.score < *lowest->score))
        lowest = &row;
    return lowest ? lowest->id : scorecards::BonusSheetId();
  }

  db::Database& database_;
  BonusSheets& bonus_;
  const Company& company_;
  const Caller system_;
  Caller manager_;
  std::map<EmployeeId, std::int64_t> person_of_;
};

}  // namespace

Result<void> pay_bonuses(db::Database& database, BonusSheets& bonus, const Company& company) {
  const Month running = database.read(
      [&](db::ReadTx& tx) { return bonus.needs().scorecards.running_month(tx, company.tenant); });
  Paymaster paymaster(database, bonus, company);
  MANYI_CHECK(paymaster.set_rules(shifted(running, -kRulesSince)));
  for (int back = kMonths; back >= 1; --back) {
    const Month month = shifted(running, -back);
    MANYI_TRY(const auto sheets, paymaster.send(month));
    if (sheets.empty()) continue;  // the company is younger than that
    if (back == 1)
      MANYI_CHECK(paymaster.answer(sheets));
    else
      MANYI_CHECK(paymaster.finish(month, sheets));
  }
  return {};
}

}  // namespace manyi::demo
