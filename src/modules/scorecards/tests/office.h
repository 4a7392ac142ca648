// A site with its people, their targets and facts made up in memory, in a room with a database.
// Owns the short ways to figures, cases and callers that the tests begin with.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "modules/performance/performance_events.h"
#include "modules/scorecards/bonus.h"
#include "modules/scorecards/scorecards_events.h"
#include "modules/targets/targets.h"
#include "org_migrations.h"
#include "performance_migrations.h"
#include "platform/module/module.h"
#include "platform/testing/room.h"
#include "scorecards_migrations.h"
#include "targets_migrations.h"

namespace manyi::scorecards {

/// Facts without a module behind them: only the columns that the metrics of these tests name.
struct MadeFacts {
  kpi::FactSchema answer{"survey_answer"}, violation{"violation"}, praise{"praise"};
  kpi::TimeColumn answered = answer.time("answered");
  kpi::DimensionColumn answer_site = answer.dimension("site", "网点", "Site");
  kpi::DimensionColumn technician = answer.dimension("technician", "技术员", "Technician");
  kpi::DimensionColumn kind = answer.dimension("kind", "调查对象", "Who was asked");
  kpi::DimensionColumn answer_class = answer.dimension("class", "满意程度", "Satisfaction");
  kpi::DimensionColumn questionnaire = answer.dimension("questionnaire", "问卷", "Questionnaire");
  kpi::FlagColumn valid = answer.flag("valid");

  kpi::TimeColumn final_at = violation.time("final");
  kpi::DimensionColumn violation_site = violation.dimension("site", "网点", "Site");
  kpi::DimensionColumn suspect = violation.dimension("employee", "员工", "Employee");
  kpi::DimensionColumn severity = violation.dimension("severity", "严重程度", "Severity");
  kpi::WholeColumn points = violation.integer("points");
  kpi::FlagColumn confirmed = violation.flag("confirmed");

  kpi::TimeColumn verified = praise.time("verified");
  kpi::DimensionColumn praise_site = praise.dimension("site", "网点", "Site");
  kpi::DimensionColumn praised = praise.dimension("employee", "员工", "Employee");
  kpi::FlagColumn verified_flag = praise.flag("verified_flag");

  std::map<std::string, std::map<std::int64_t, kpi::FactRow>> rows;  // fact, id
};

/// Monday, 2 March 2026, 10:00; the months before it are over.
struct Office : Room {
  explicit Office(db::Dialect dialect = db::Dialect::kSqlite)
      : Room({org_migrations(), performance_migrations(), targets_migrations(), scorecards_migrations()},
             dialect) {
    clock.set(*Instant::parse("2026-03-02T02:00:00Z"));
    must([&](db::Tx& tx) -> Result<void> {
      org::CreateSite in;
      in.code = "wsl";
      in.name = "文三路站";
      MANYI_TRY(const auto made, org.create_site(tx, boss, in));
      site = made.id;
      MANYI_TRY(chen, hire(tx, "E0", "陈立群", Role::kManager, "2020-01-01"));
      MANYI_TRY(wang, hire(tx, "E1", "王建军", Role::kTechnician, "2024-05-01"));
      MANYI_TRY(li, hire(tx, "E2", "李浩", Role::kTechnician, "2024-06-01"));
      MANYI_TRY(zhao, hire(tx, "E3", "赵鹏", Role::kTechnician, "2026-02-10"));
      MANYI_TRY(he, hire(tx, "E4", "何佳", Role::kInfoClerk, "2024-06-01"));
      return {};
    });
    manager = as(Role::kManager, chen);
    kpis = std::make_unique<performance::Performance>(*database, ports());
    EXPECT_TRUE(kpis->open());
    plan = std::make_unique<targets::Targets>(targets::Targets::Needs{events, *kpis, org});
    cards = std::make_unique<Scorecards>(Scorecards::Needs{org, *plan, *kpis});
    bonus = std::make_unique<BonusSheets>(BonusSheets::Needs{events, *cards});
  }

  Result<EmployeeId> hire(db::Tx& tx, const char* no, const char* name, Role role, const char* day) {
    org::CreateEmployee in;
    in.no = no;
    in.name = name;
    in.site_id = site;
    in.role = role;
    in.hired_on = Date::parse(day);
    MANYI_TRY(const auto made, org.create_employee(tx, boss, in));
    return made.id;
  }
  Caller as(Role role, EmployeeId who) const {
    Caller one = caller(role);
    one.employee = who;
    one.user = UserId(5000 + who.value() % 1000);
    one.site_ids = {site};
    return one;
  }
  void must(const std::function<Result<void>(db::Tx&)>& body) {
    const auto done = write(body);
    if (!done) ADD_FAILURE() << told(done.error());
  }
  static std::string told(const Error& error) {
    std::string all = error.key + " " + error.detail;
    for (const auto& field : error.fields) all += " " + field.pointer + " " + field.message;
    return all;
  }
  template <class T> static T got(Result<T> result) {
    if (!result) {
      ADD_FAILURE() << told(result.error());
      return T{};
    }
    return std::move(*result);
  }

  // ---- facts; told at once -------------------------------------------------------------------
  /// So many valid answers of a month, the first `good` of them satisfied.
  void answers(EmployeeId who, const std::string& month, int good, int all) {
    for (int i = 0; i < all; ++i) {
      kpi::FactRow row(facts.answer, ++last_fact);
      row.set(facts.answered, *Instant::parse(month + "-15T02:00:00Z"))
          .set(facts.answer_site, site.text(), "文三路站")
          .set(facts.technician, who.text())
          .set(facts.kind, "customer")
          .set(facts.answer_class, i < good ? "satisfied" : "dissatisfied")
          .set(facts.questionnaire, "own")
          .set(facts.valid, true);
      facts.rows["survey_answer"].insert_or_assign(last_fact, std::move(row));
    }
    kpis->rebuild(tenant);
  }
  std::int64_t violated(EmployeeId who, const std::string& month, const char* severity, int points,
                        bool confirmed = true) {
    kpi::FactRow row(facts.violation, ++last_fact);
    row.set(facts.final_at, *Instant::parse(month + "-20T02:00:00Z"))
        .set(facts.violation_site, site.text(), "文三路站")
        .set(facts.suspect, who.text())
        .set(facts.severity, severity)
        .set(facts.points, points)
        .set(facts.confirmed, confirmed);
    facts.rows["violation"].insert_or_assign(last_fact, std::move(row));
    kpis->rebuild(tenant);
    return last_fact;
  }
  std::int64_t praised(EmployeeId who, const std::string& month) {
    kpi::FactRow row(facts.praise, ++last_fact);
    row.set(facts.verified, *Instant::parse(month + "-21T02:00:00Z"))
        .set(facts.praise_site, site.text(), "文三路站")
        .set(facts.praised, who.text())
        .set(facts.verified_flag, true);
    facts.rows["praise"].insert_or_assign(last_fact, std::move(row));
    kpis->rebuild(tenant);
    return last_fact;
  }
  void forget(const char* fact, std::int64_t id) {
    facts.rows[fact].erase(id);
    kpis->rebuild(tenant);
  }
  /// The same target for the first months of 2026.
  void aim(const char* metric, const targets::TargetScope& scope, double floor, double target,
           double stretch) {
    must([&](db::Tx& tx) -> Result<void> {
      for (const char* month : {"2026-01", "2026-02", "2026-03"}) {
        targets::SetTarget in;
        in.metric = metric;
        in.month = month;
        in.scope = scope.kind;
        in.scope_key = scope.key;
        in.floor = floor;
        in.target = target;
        in.stretch = stretch;
        MANYI_CHECK(plan->set(tx, boss, in));
      }
      return {};
    });
  }
  void close(const std::string& month) {
    const auto frozen = got(performance::freeze_month(*kpis, boss, {month}, clock.now()));
    must([&](db::Tx& tx) -> Result<void> {
      MANYI_CHECK(performance::close_period(*kpis, tx, boss, frozen));
      return {};
    });
  }

  /// How many entries of the journal hold that text.
  std::int64_t journal_says(std::string_view text) {
    std::int64_t count = 0;
    for (const auto& entry : published()) count += entry.data.text.find(text) != std::string::npos;
    return count;
  }

  Scorecard card_of(EmployeeId who, const std::string& month) {
    return got(read([&](db::ReadTx& tx) {
      return cards->card_of(tx, tenant, month, {targets::ScopeKind::kPerson, who.text()});
    }));
  }

  performance::Ports ports() {
    performance::Ports all;
    for (auto* schema : {&facts.answer, &facts.violation, &facts.praise}) {
      const std::string fact = schema->fact();
      performance::FactSource source{fact, *schema, {}, {}, {}};
      source.load = [this, fact](db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids) {
        std::vector<kpi::FactRow> rows;
        for (const auto id : ids)
          if (const auto at = facts.rows[fact].find(id); at != facts.rows[fact].end())
            rows.push_back(at->second);
        return rows;
      };
      source.ids_after = [this, fact](db::ReadTx&, TenantId, std::int64_t after, int limit) {
        std::vector<std::int64_t> ids;
        for (auto at = facts.rows[fact].upper_bound(after);
             at != facts.rows[fact].end() && static_cast<int>(ids.size()) < limit; ++at)
          ids.push_back(at->first);
        return ids;
      };
      all.sources.push_back(std::move(source));
    }
    all.tenants = [this](db::ReadTx&) { return std::vector<TenantId>{tenant}; };
    all.default_zone = [](db::ReadTx&, TenantId) { return *TimeZone::find("Asia/Shanghai"); };
    all.site_zones = [](db::ReadTx&, TenantId) { return std::vector<std::pair<std::string, TimeZone>>{}; };
    all.last_seq = [](db::ReadTx& tx, TenantId of) { return journal::last_seq(tx, of); };
    all.touched_after = [](db::ReadTx& tx, TenantId of, std::int64_t) {
      return std::pair(std::vector<performance::Touched>{}, journal::last_seq(tx, of));
    };
    all.record_numbers = [](db::ReadTx&, TenantId, const std::string& fact,
                            const std::vector<std::int64_t>& ids) {
      std::map<std::int64_t, std::string> numbers;
      for (const auto id : ids) numbers.emplace(id, fact + "-" + std::to_string(id));
      return numbers;
    };
    all.events = &events;
    return all;
  }

  MadeFacts facts;
  std::int64_t last_fact = 0;
  org::Org org{events, search};
  std::unique_ptr<performance::Performance> kpis;
  std::unique_ptr<targets::Targets> plan;
  std::unique_ptr<Scorecards> cards;
  std::unique_ptr<BonusSheets> bonus;
  SiteId site;
  EmployeeId chen, wang, li, zhao, he;
  Caller manager;
};

inline std::string dialect_name(const testing::TestParamInfo<db::Dialect>& info) {
  return info.param == db::Dialect::kSqlite ? "Sqlite" : "Postgres";
}

}  // namespace manyi::scorecards
