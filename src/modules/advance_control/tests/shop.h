// A company of two sites with facts made up in memory, in a room with a database, and the forecasts over it.
// Owns the short ways to orders, answers and targets that the tests begin with.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "advance_control_migrations.h"
#include "modules/advance_control/advance_control.h"
#include "modules/org/org.h"
#include "modules/performance/performance.h"
#include "modules/targets/targets.h"
#include "org_migrations.h"
#include "performance_migrations.h"
#include "platform/module/module.h"
#include "platform/testing/room.h"
#include "targets_migrations.h"

namespace manyi::advance_control {

/// Only the columns that the metrics of these tests name, with their modules' names.
struct ShopFacts {
  kpi::FactSchema answer{"survey_answer"}, order{"work_order"};
  kpi::TimeColumn answered = answer.time("answered"), due = answer.time("due"),
                  order_delivered = answer.time("order_delivered");
  kpi::DimensionColumn answer_site = answer.dimension("site", "网点", "Site");
  kpi::DimensionColumn answer_technician = answer.dimension("technician", "技术员", "Technician");
  kpi::DimensionColumn kind = answer.dimension("kind", "调查对象", "Who was asked");
  kpi::DimensionColumn answer_class = answer.dimension("class", "满意程度", "Satisfaction");
  kpi::DimensionColumn questionnaire = answer.dimension("questionnaire", "问卷", "Questionnaire");
  kpi::WholeColumn answer_order = answer.integer("work_order"), answer_customer = answer.integer("customer");
  kpi::FlagColumn valid = answer.flag("valid");

  kpi::TimeColumn requested = order.time("requested"), accepted = order.time("accepted"),
                  dispatched = order.time("dispatched"), diagnosed = order.time("diagnosed"),
                  delivered = order.time("delivered"), closed = order.time("closed"),
                  cancelled = order.time("cancelled"), followed_at = order.time("followed_at"),
                  promised = order.time("promised"), part_requested = order.time("part_requested"),
                  part_available = order.time("part_available"), part_promised = order.time("part_promised"),
                  quote_sent = order.time("quote_sent"), quote_decided = order.time("quote_decided");
  kpi::DimensionColumn site = order.dimension("site", "网点", "Site"),
                       technician = order.dimension("technician", "技术员", "Technician"),
                       repaired_by = order.dimension("repaired_by", "维修人", "Repaired by"),
                       model = order.dimension("model", "型号", "Model"),
                       customer_kind = order.dimension("customer_kind", "客户类型", "Customer type"),
                       service_type = order.dimension("service_type", "服务方式", "Service type"),
                       outcome = order.dimension("outcome", "结果", "Outcome"),
                       quote_decision = order.dimension("quote_decision", "报价结果", "Quote decision");
  kpi::WholeColumn tat_limit = order.duration("tat_limit_ms"), customer = order.integer("customer"),
                   visits = order.integer("visits"), reopen_count = order.integer("reopen_count"),
                   paused = order.duration("paused_ms");
  kpi::FlagColumn excluded = order.flag("excluded"), date_only = order.flag("date_only"),
                  has_serial = order.flag("has_serial");

  std::map<std::string, std::map<std::int64_t, kpi::FactRow>> rows;  // fact, id
};

/// Thursday, 12 March 2026, 18:00 in Shanghai. Two sites work every day; three technicians.
struct Shop : Room {
  explicit Shop(db::Dialect dialect = db::Dialect::kSqlite)
      : Room({org_migrations(), performance_migrations(), targets_migrations(), advance_control_migrations()},
             dialect) {
    clock.set(*Instant::parse("2026-03-12T10:00:00Z"));
    must([&](db::Tx& tx) -> Result<void> {
      org::CreateCalendar hours;
      hours.code = "all";
      hours.name = "全周";
      for (int weekday = 1; weekday <= 7; ++weekday) hours.week.push_back({weekday, "09:00", "18:00"});
      MANYI_CHECK(org.create_calendar(tx, boss, hours));
      for (auto* made : {&north, &south}) {
        org::CreateSite in;
        in.code = made == &north ? "n" : "s";
        in.name = made == &north ? "城北站" : "城南站";
        MANYI_TRY(const auto created, org.create_site(tx, boss, in));
        *made = created.id;
      }
      org::CreateOrgUnit bench;
      bench.code = "bench";
      bench.name = "维修组";
      bench.site_id = north;
      MANYI_TRY(const auto made, org.create_unit(tx, boss, bench));
      unit = made.id;
      MANYI_TRY(sun, hire(tx, "E1", "孙国强", Role::kTechSupervisor, north, unit));
      MANYI_TRY(wang, hire(tx, "E2", "王建军", Role::kTechnician, north, unit));
      MANYI_TRY(li, hire(tx, "E3", "李浩", Role::kTechnician, north, unit));
      MANYI_TRY(zhao, hire(tx, "E4", "赵鹏", Role::kTechnician, south, std::nullopt));
      return {};
    });
    kpis = std::make_unique<performance::Performance>(*database, ports());
    EXPECT_TRUE(kpis->open());
    plan = std::make_unique<targets::Targets>(targets::Targets::Needs{events, *kpis, org});
    advance = std::make_unique<AdvanceControl>(
        AdvanceControl::Needs{*database, events, *kpis, *plan, org,
                              [](db::ReadTx&, const Caller&, const std::vector<std::int64_t>&) {
                                return std::map<std::int64_t, OrderLine>{};
                              }});
  }

  Result<EmployeeId> hire(db::Tx& tx, const char* no, const char* name, Role role, SiteId site,
                          std::optional<org::OrgUnitId> in_unit) {
    org::CreateEmployee in;
    in.no = no;
    in.name = name;
    in.site_id = site;
    in.org_unit_id = in_unit;
    in.role = role;
    in.hired_on = Date::parse("2024-01-01");
    MANYI_TRY(const auto made, org.create_employee(tx, boss, in));
    return made.id;
  }
  Caller as(Role role, EmployeeId who, SiteId site) const {
    Caller one = caller(role);
    one.employee = who;
    one.site_ids = {site};
    one.team = {who};
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

  // ---- facts; told() makes them known ------------------------------------------------------------
  static Instant at(Date day, int hour) { return TimeZone::find("Asia/Shanghai")->instant(day, hour * 60); }

  std::int64_t answer(EmployeeId who, SiteId where, Date day, bool good, std::int64_t of_order = 0) {
    kpi::FactRow row(facts.answer, ++last_fact);
    row.set(facts.answered, at(day, 11))
        .set(facts.answer_site, where.text(), "")
        .set(facts.answer_technician, who.text())
        .set(facts.kind, "customer")
        .set(facts.answer_class, good ? "satisfied" : "dissatisfied")
        .set(facts.questionnaire, "own")
        .set(facts.valid, true);
    if (of_order != 0) row.set(facts.answer_order, of_order);
    facts.rows["survey_answer"].insert_or_assign(last_fact, std::move(row));
    return last_fact;
  }

  struct OrderStory {
    EmployeeId who;
    SiteId where;
    Date accepted;
    std::optional<Date> delivered;
    int limit_days = 3;
    bool part_missing = false;
    std::optional<Date> followed;
    bool key_account = false;
  };
  std::int64_t order(const OrderStory& story) {
    kpi::FactRow row(facts.order, ++last_fact);
    row.set(facts.requested, at(story.accepted, 9))
        .set(facts.accepted, at(story.accepted, 9))
        .set(facts.dispatched, at(story.accepted, 10))
        .set(facts.diagnosed, at(story.accepted, 12))
        .set(facts.site, story.where.text(), "")
        .set(facts.technician, story.who.text())
        .set(facts.model, "M1")
        .set(facts.service_type, "carry_in")
        .set(facts.customer, last_fact)
        .set(facts.visits, 1)
        .set(facts.tat_limit, story.limit_days * kDay.ms())
        .set(facts.has_serial, true);
    row.set(facts.customer_kind, story.key_account ? "key_account" : "person");
    if (story.part_missing) row.set(facts.part_requested, at(story.accepted, 13));
    if (story.delivered) {
      row.set(facts.delivered, at(*story.delivered, 16))
          .set(facts.closed, at(*story.delivered, 17))
          .set(facts.repaired_by, story.who.text())
          .set(facts.outcome, "repaired");
      if (story.part_missing) row.set(facts.part_available, at(*story.delivered, 10));
    }
    if (story.followed) row.set(facts.followed_at, at(*story.followed, 9));
    facts.rows["work_order"].insert_or_assign(last_fact, std::move(row));
    return last_fact;
  }
  void tell() {
    ++told_facts;
    kpis->rebuild(tenant);
  }

  /// Eight answers a day at each site for `months` before March and in March so far, every `nth` not satisfied.
  void answers_since(Date first, int nth) {
    int count = 0;
    for (Date day = first; day < *Date::parse("2026-03-12"); day = day.plus_days(1))
      for (int i = 0; i < 8; ++i) {
        ++count;
        answer(i % 2 ? wang : li, north, day, count % nth != 0);
        answer(zhao, south, day, (count + 3) % nth != 0);
      }
    tell();
  }
  void aim(const char* metric, const targets::TargetScope& scope, double floor, double target, double stretch,
           const char* period = "2026-03") {
    const Instant now = clock.now();
    clock.set(*Instant::parse(std::string(period).size() == 7 && period[5] != 'Q' ? "2026-02-20T00:00:00Z"
                                                                                  : "2025-12-20T00:00:00Z"));
    must([&](db::Tx& tx) -> Result<void> {
      targets::SetTarget in;
      in.metric = metric;
      in.month = period;
      in.scope = scope.kind;
      in.scope_key = scope.key;
      in.floor = floor;
      in.target = target;
      in.stretch = stretch;
      MANYI_CHECK(plan->set(tx, boss, in));
      return {};
    });
    clock.set(now);
  }
  LandingLine line(const char* metric, std::optional<targets::TargetScope> scope = std::nullopt,
                   std::optional<std::string> period = std::nullopt) {
    LandingQuery query;
    query.metric = metric;
    query.month = period;
    if (scope) query.scope = scope->kind, query.scope_key = scope->key;
    return got(read([&](db::ReadTx& tx) { return advance->landing(tx, boss, query); })).line;
  }
  CasesAnswer cases(const char* metric, std::int64_t top = 4) {
    CasesQuery query;
    query.metric = metric;
    query.top = top;
    return got(read([&](db::ReadTx& tx) { return advance->cases(tx, boss, query); }));
  }
  Result<Assignment> assign(const char* metric, const DecidingCase& one, EmployeeId owner) {
    AssignCase in;
    in.metric = metric;
    in.case_kind = one.kind;
    in.case_id = one.id;
    in.owner_employee_id = owner;
    in.action = one.action;
    const auto found = read([&](db::ReadTx& tx) { return advance->check_case(tx, boss, in); });
    if (!found) return found.error();
    return write([&](db::Tx& tx) { return advance->assign(tx, boss, *found); });
  }

  performance::Ports ports() {
    performance::Ports all;
    for (auto* schema : {&facts.answer, &facts.order}) {
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
    all.last_seq = [this](db::ReadTx& tx, TenantId of) { return journal::last_seq(tx, of) + told_facts; };
    all.touched_after = [this](db::ReadTx& tx, TenantId of, std::int64_t) {
      return std::pair(std::vector<performance::Touched>{}, journal::last_seq(tx, of) + told_facts);
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

  ShopFacts facts;
  std::int64_t last_fact = 0, told_facts = 0;
  org::Org org{events, search};
  std::unique_ptr<performance::Performance> kpis;
  std::unique_ptr<targets::Targets> plan;
  std::unique_ptr<AdvanceControl> advance;
  SiteId north, south;
  org::OrgUnitId unit;
  EmployeeId sun, wang, li, zhao;
};

inline std::string dialect_name(const testing::TestParamInfo<db::Dialect>& info) {
  return info.param == db::Dialect::kSqlite ? "Sqlite" : "Postgres";
}

}  // namespace manyi::advance_control
