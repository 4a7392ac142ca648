// A company of two sites with its people and made-up facts, in a room with a database.
// Owns the short ways to targets, figures and callers that the tests begin with.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "modules/performance/performance.h"
#include "modules/targets/cascade.h"
#include "modules/targets/decomposition.h"
#include "modules/targets/targets_events.h"
#include "org_migrations.h"
#include "performance_migrations.h"
#include "platform/module/module.h"
#include "platform/testing/room.h"
#include "targets_migrations.h"

namespace manyi::targets {

/// Facts without a module behind them: only the columns that the metrics of these tests name.
struct MadeFacts {
  kpi::FactSchema answer{"survey_answer"}, sale{"sales_line"}, request{"part_request"};
  kpi::TimeColumn answered = answer.time("answered");
  kpi::DimensionColumn answer_site = answer.dimension("site", "网点", "Site");
  kpi::DimensionColumn technician = answer.dimension("technician", "技术员", "Technician");
  kpi::DimensionColumn service_type = answer.dimension("service_type", "服务方式", "Service type");
  kpi::DimensionColumn kind = answer.dimension("kind", "调查对象", "Who was asked");
  kpi::DimensionColumn answer_class = answer.dimension("class", "满意程度", "Satisfaction");
  kpi::DimensionColumn questionnaire = answer.dimension("questionnaire", "问卷", "Questionnaire");
  kpi::FlagColumn valid = answer.flag("valid");

  kpi::TimeColumn recognised = sale.time("recognised");
  kpi::TimeColumn refunded = sale.time("refunded");
  kpi::DimensionColumn sale_site = sale.dimension("site", "网点", "Site");
  kpi::DimensionColumn seller = sale.dimension("seller", "销售人", "Seller");
  kpi::WholeColumn amount = sale.integer("amount");

  kpi::TimeColumn promised = request.time("promised");
  kpi::TimeColumn available = request.time("available");
  kpi::DimensionColumn request_site = request.dimension("site", "网点", "Site");
  kpi::DimensionColumn keeper = request.dimension("keeper", "备件员", "Keeper");

  std::map<std::string, std::map<std::int64_t, kpi::FactRow>> rows;  // fact, id
};

/// Monday, 2 March 2026, 10:00 at the company; the months before it are over.
struct PlanRoom : Room {
  explicit PlanRoom(db::Dialect dialect = db::Dialect::kSqlite)
      : Room({org_migrations(), performance_migrations(), targets_migrations()}, dialect) {
    clock.set(*Instant::parse("2026-03-02T02:00:00Z"));
    must([&](db::Tx& tx) -> Result<void> {
      MANYI_TRY(west, open(tx, "a-wsl", "文三路站"));
      MANYI_TRY(river, open(tx, "b-bj", "滨江站"));
      org::CreateOrgUnit unit;
      unit.code = "wsl-tech";
      unit.name = "文三路技术组";
      unit.site_id = west;
      unit.kind = org::UnitKind::kTeam;
      MANYI_TRY(const auto made, org.create_unit(tx, boss, unit));
      bench = made.id;
      MANYI_TRY(chen, hire(tx, "E0", "陈立群", Role::kManager, west));
      MANYI_TRY(zhou, hire(tx, "E1", "周敏", Role::kTechSupervisor, west, bench));
      MANYI_TRY(wang, hire(tx, "E2", "王建军", Role::kTechnician, west, bench));
      MANYI_TRY(li, hire(tx, "E3", "李浩", Role::kTechnician, west, bench));
      MANYI_TRY(he, hire(tx, "E4", "何佳", Role::kInfoClerk, west));
      MANYI_TRY(zhao, hire(tx, "E5", "赵鹏", Role::kTechnician, river));
      return {};
    });
    manager = as(Role::kManager, chen);
    supervisor = as(Role::kTechSupervisor, zhou);
    technician = as(Role::kTechnician, wang);
    director = as(Role::kAdministrator, EmployeeId());
    director.user = UserId(77);
    channel = as(Role::kChannelManager, EmployeeId());
    kpis = std::make_unique<performance::Performance>(*database, ports());
    EXPECT_TRUE(kpis->open());
    plan = std::make_unique<Targets>(Targets::Needs{events, *kpis, org});
  }

  Result<SiteId> open(db::Tx& tx, const char* code, const char* name) {
    org::CreateSite in;
    in.code = code;
    in.name = name;
    MANYI_TRY(const auto made, org.create_site(tx, boss, in));
    return made.id;
  }
  Result<EmployeeId> hire(db::Tx& tx, const char* no, const char* name, Role role, SiteId site,
                          std::optional<org::OrgUnitId> unit = std::nullopt) {
    org::CreateEmployee in;
    in.no = no;
    in.name = name;
    in.site_id = site;
    in.org_unit_id = unit;
    in.role = role;
    MANYI_TRY(const auto made, org.create_employee(tx, boss, in));
    return made.id;
  }
  Caller as(Role role, EmployeeId who) const {
    Caller one = caller(role);
    one.employee = who;
    one.user = UserId(5000 + who.value() % 1000);
    one.site_ids = {west};
    return one;
  }
  void must(const std::function<Result<void>(db::Tx&)>& body) {
    const auto done = write(body);
    if (!done) ADD_FAILURE() << told(done.error());
  }
  static std::string told(const Error& error) {
    std::string all = error.key + " " + error.detail;
    for (const auto& field : error.fields) all += " " + field.pointer + " " + field.code;
    return all;
  }
  template <class T> static T got(Result<T> result) {
    if (!result) {
      ADD_FAILURE() << told(result.error());
      return T{};
    }
    return std::move(*result);
  }
  static std::vector<std::string> fields(const Error& error) {
    std::vector<std::string> all;
    for (const auto& field : error.fields) all.push_back(field.pointer + " " + field.code);
    return all;
  }

  // ---- targets ------------------------------------------------------------------------------------
  static TargetScope of(SiteId id) { return {ScopeKind::kSite, id.text()}; }
  static TargetScope of(EmployeeId id) { return {ScopeKind::kPerson, id.text()}; }
  static TargetScope of(org::OrgUnitId id) { return {ScopeKind::kUnit, id.text()}; }

  static SetTarget wish(const char* metric, const char* month, const Levels& levels,
                        const TargetScope& scope = {}) {
    SetTarget in;
    in.metric = metric;
    in.month = month;
    in.scope = scope.kind;
    in.scope_key = scope.key;
    in.floor = levels.floor;
    in.target = levels.target;
    in.stretch = levels.stretch;
    return in;
  }
  Result<Target> set(const SetTarget& in, const Caller& caller) {
    return write([&](db::Tx& tx) { return plan->set(tx, caller, in); });
  }
  Target set(const char* metric, const char* month, const Levels& levels, const TargetScope& scope = {}) {
    return got(set(wish(metric, month, levels, scope), manager));
  }
  Result<ChangeAnswer> change(TargetId id, const Levels& levels, const char* reason, const Caller& caller) {
    ChangeTarget in;
    in.id = id;
    in.floor = levels.floor;
    in.target = levels.target;
    in.stretch = levels.stretch;
    if (reason) in.reason = reason;
    return write([&](db::Tx& tx) { return plan->change(tx, caller, in); });
  }
  Result<TargetChange> approve(TargetChangeId id, const Caller& caller) {
    DecideChange in;
    in.id = id;
    return write([&](db::Tx& tx) { return plan->approve(tx, caller, in); });
  }
  Result<TargetMonth> lock(const char* month) {
    LockMonth in;
    in.month = month;
    return write([&](db::Tx& tx) { return plan->lock(tx, manager, in); });
  }
  TargetWithHistory target(TargetId id) {
    return got(read([&](db::ReadTx& tx) { return plan->get(tx, manager, id); }));
  }
  std::optional<TargetInForce> in_force(const char* metric, const TargetScope& scope, const char* month) {
    return read([&](db::ReadTx& tx) { return plan->in_force(tx, tenant, month, metric, scope); });
  }
  Grid grid(const char* month) {
    GridQuery in;
    in.month = month;
    return got(read([&](db::ReadTx& tx) { return Decomposition(*plan).grid(tx, manager, in); }));
  }
  static const GridCheck& check(const Grid& grid, CheckCode code) {
    return grid.checks.at(static_cast<std::size_t>(code));
  }

  // ---- facts; told at once --------------------------------------------------------------------------
  void answers(EmployeeId who, SiteId site, const std::string& month, const char* service_type, int good,
               int all) {
    for (int i = 0; i < all; ++i) {
      kpi::FactRow row(facts.answer, ++last_fact);
      row.set(facts.answered, *Instant::parse(month + "-15T02:00:00Z"))
          .set(facts.answer_site, site.text(), "站")
          .set(facts.technician, who.text())
          .set(facts.service_type, service_type)
          .set(facts.kind, "customer")
          .set(facts.answer_class, i < good ? "satisfied" : "dissatisfied")
          .set(facts.questionnaire, "own")
          .set(facts.valid, true);
      facts.rows["survey_answer"].insert_or_assign(last_fact, std::move(row));
    }
    kpis->rebuild(tenant);
  }
  void sold(EmployeeId who, SiteId site, const std::string& month, std::int64_t amount) {
    kpi::FactRow row(facts.sale, ++last_fact);
    row.set(facts.recognised, *Instant::parse(month + "-15T02:00:00Z"))
        .set(facts.sale_site, site.text(), "站")
        .set(facts.seller, who.text())
        .set(facts.amount, amount);
    facts.rows["sales_line"].insert_or_assign(last_fact, std::move(row));
    kpis->rebuild(tenant);
  }
  void promised(const std::string& month, int kept, int all) {
    for (int i = 0; i < all; ++i) {
      kpi::FactRow row(facts.request, ++last_fact);
      const auto due = *Instant::parse(month + "-15T02:00:00Z");
      row.set(facts.promised, due)
          .set(facts.available, i < kept ? due : due + kDay)
          .set(facts.request_site, west.text(), "文三路站");
      facts.rows["part_request"].insert_or_assign(last_fact, std::move(row));
    }
    kpis->rebuild(tenant);
  }

  performance::Ports ports() {
    performance::Ports all;
    for (auto* schema : {&facts.answer, &facts.sale, &facts.request}) {
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
    all.last_seq = [](db::ReadTx& tx, TenantId tenant) { return journal::last_seq(tx, tenant); };
    all.touched_after = [](db::ReadTx& tx, TenantId tenant, std::int64_t) {
      return std::pair(std::vector<performance::Touched>{}, journal::last_seq(tx, tenant));
    };
    all.record_numbers = [](db::ReadTx&, TenantId, const std::string&, const std::vector<std::int64_t>&) {
      return std::map<std::int64_t, std::string>{};
    };
    all.events = &events;
    return all;
  }

  MadeFacts facts;
  std::int64_t last_fact = 0;
  org::Org org{events, search};
  std::unique_ptr<performance::Performance> kpis;
  std::unique_ptr<Targets> plan;
  SiteId west, river;
  org::OrgUnitId bench;
  EmployeeId chen, zhou, wang, li, he, zhao;
  Caller manager, director, supervisor, technician, channel;
};

inline std::string dialect_name(const testing::TestParamInfo<db::Dialect>& info) {
  return info.param == db::Dialect::kSqlite ? "Sqlite" : "Postgres";
}

}  // namespace manyi::targets
