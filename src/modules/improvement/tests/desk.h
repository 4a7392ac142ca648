// Two sites with their people and answers made up in memory, in a room with a database.
// Owns the short ways to figures, findings and actions that the tests begin with.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "improvement_migrations.h"
#include "modules/improvement/improvement_events.h"
#include "modules/improvement/reviews.h"
#include "org_migrations.h"
#include "performance_migrations.h"
#include "platform/module/module.h"
#include "platform/testing/room.h"

namespace manyi::improvement {

/// Facts without a module behind them: only the columns that csat_rate and its neighbours name.
struct MadeAnswers {
  kpi::FactSchema schema{"survey_answer"};
  kpi::TimeColumn answered = schema.time("answered");
  kpi::DimensionColumn site = schema.dimension("site", "网点", "Site");
  kpi::DimensionColumn technician = schema.dimension("technician", "技术员", "Technician");
  kpi::DimensionColumn kind = schema.dimension("kind", "调查对象", "Who was asked");
  kpi::DimensionColumn answer_class = schema.dimension("class", "满意程度", "Satisfaction");
  kpi::DimensionColumn questionnaire = schema.dimension("questionnaire", "问卷", "Questionnaire");
  kpi::DimensionColumn dimension = schema.dimension("dimension", "体验维度", "Experience dimension");
  kpi::FlagColumn valid = schema.flag("valid");
  std::map<std::int64_t, kpi::FactRow> rows;
};

/// Monday, 2 November 2026, 10:00.
struct Desk : Room {
  explicit Desk(db::Dialect dialect = db::Dialect::kSqlite)
      : Room({org_migrations(), performance_migrations(), improvement_migrations()}, dialect) {
    clock.set(*Instant::parse("2026-11-02T02:00:00Z"));
    must([&](db::Tx& tx) -> Result<void> {
      MANYI_TRY(site, org.resolve_site(tx, boss, "文三路站"));
      MANYI_TRY(other_site, org.resolve_site(tx, boss, "滨江站"));
      MANYI_TRY(chen, org.resolve_employee(tx, boss, site, "陈立群"));
      MANYI_TRY(wang, org.resolve_employee(tx, boss, site, "王建军"));
      MANYI_TRY(lin, org.resolve_employee(tx, boss, site, "林晓"));
      MANYI_TRY(wu, org.resolve_employee(tx, boss, other_site, "吴斌"));
      return {};
    });
    kpis = std::make_unique<performance::Performance>(*database, ports());
    EXPECT_TRUE(kpis->open());
    improvement = std::make_unique<Improvement>(Improvement::Needs{events, org, *kpis, *database});
    reviews = std::make_unique<Reviews>(*improvement);
    manager = as(Role::kManager, chen, {});
    supervisor = as(Role::kInfoSupervisor, lin, {site});
    technician = as(Role::kTechnician, wang, {site});
  }

  Caller as(Role role, EmployeeId who, std::vector<SiteId> sites) const {
    Caller one = caller(role);
    one.employee = who;
    one.user = UserId(5000 + who.value() % 1000);
    one.site_ids = std::move(sites);
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
  static std::vector<std::string> pointers(const Error& error) {
    std::vector<std::string> all;
    for (const auto& field : error.fields) all.push_back(field.pointer);
    return all;
  }
  template <class T> static T got(Result<T> result) {
    if (!result) {
      ADD_FAILURE() << told(result.error());
      return T{};
    }
    return std::move(*result);
  }
  static Date day(const char* text) { return *Date::parse(text); }

  // ---- figures -------------------------------------------------------------------------------
  /// On each day of [from, to) so many answers, of which every `one_in`th is dissatisfied (0: none); they are
  /// spread so that no day is like the other.
  void answers(Date from, Date to, SiteId at, EmployeeId who, int each_day, int one_in,
               const char* dimension = "speed") {
    for (Date date = from; date < to; date = date.plus_days(1)) {
      for (int i = 0; i < each_day; ++i) {
        const bool bad = one_in > 0 && (++asked_ * 7) % one_in == 0;
        kpi::FactRow row(facts.schema, ++last_fact_);
        row.set(facts.answered, *Instant::parse(date.text() + "T02:00:00Z"))
            .set(facts.site, at.text(), at == site ? "文三路站" : "滨江站")
            .set(facts.technician, who.text())
            .set(facts.kind, "customer")
            .set(facts.answer_class, bad ? "dissatisfied" : "satisfied")
            .set(facts.questionnaire, "own")
            .set(facts.dimension, bad ? dimension : "")
            .set(facts.valid, true);
        facts.rows.insert_or_assign(last_fact_, std::move(row));
      }
    }
    kpis->rebuild(tenant);
  }

  // ---- findings and actions ------------------------------------------------------------------
  CreateFinding signal_at(SiteId at) const {
    CreateFinding in;
    in.source.kind = SourceKind::kSignal;
    in.source.id = "csat_rate:2026-W43";
    in.source.metric = "csat_rate";
    in.source.scope = ScopeKind::kSite;
    in.source.scope_key = at.text();
    in.title = "满意率连续两周低于下限";
    in.owner_id = lin;
    return in;
  }
  Result<Finding> find(const CreateFinding& in, const Caller& by) {
    return write([&](db::Tx& tx) { return improvement->create_finding(tx, by, in); });
  }
  Finding found() { return got(find(signal_at(site), manager)); }
  Finding finding(FindingId id) {
    return got(read([&](db::ReadTx& tx) { return improvement->finding(tx, manager, id); }));
  }
  ImprovementAction action(ActionId id) {
    return got(read([&](db::ReadTx& tx) { return improvement->action(tx, manager, id); }));
  }
  Result<ImprovementAction> make(const CreateAction& in, const Caller& by) {
    return write([&](db::Tx& tx) { return improvement->create_action(tx, by, in); });
  }
  CreateAction planned(std::optional<FindingId> of) const {
    CreateAction in;
    in.finding_id = of;
    in.title = "预约前一天备齐备件";
    in.plan = "每天 17:30 核对次日预约";
    in.owner_id = wang;
    in.due_on = day("2026-11-20");
    return in;
  }
  Result<ImprovementAction> start(ActionId id, std::optional<Date> on = {}) {
    StartAction in;
    in.id = id;
    in.started_on = on;
    const auto baseline = read([&](db::ReadTx& tx) { return improvement->baseline_for(tx, manager, in); });
    if (!baseline) return baseline.error();
    return write([&](db::Tx& tx) { return improvement->start_action(tx, manager, in, *baseline); });
  }
  Result<ImprovementAction> finish(ActionId id, std::optional<Date> on = {}) {
    FinishAction in;
    in.id = id;
    in.done_on = on;
    in.result = "已执行";
    return write([&](db::Tx& tx) { return improvement->finish_action(tx, manager, in); });
  }
  /// An action of a finding, begun and done on these days.
  ImprovementAction done(const char* started, const char* finished) {
    const auto made = got(make(planned(found().id), manager));
    got(start(made.id, day(started)));
    return got(finish(made.id, day(finished)));
  }
  Result<EffectCheck> sign(EffectCheckId id, EffectDecision decision, const char* reason = "") {
    SignEffect in;
    in.id = id;
    in.decision = decision;
    if (*reason != '\0') in.reason = reason;
    return write([&](db::Tx& tx) { return improvement->sign(tx, manager, in); });
  }

  performance::Ports ports() {
    performance::Ports all;
    performance::FactSource source{"survey_answer", facts.schema, {}, {}, {}};
    source.load = [this](db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids) {
      std::vector<kpi::FactRow> rows;
      for (const auto id : ids)
        if (const auto at = facts.rows.find(id); at != facts.rows.end()) rows.push_back(at->second);
      return rows;
    };
    source.ids_after = [this](db::ReadTx&, TenantId, std::int64_t after, int limit) {
      std::vector<std::int64_t> ids;
      for (auto at = facts.rows.upper_bound(after);
           at != facts.rows.end() && static_cast<int>(ids.size()) < limit; ++at)
        ids.push_back(at->first);
      return ids;
    };
    all.sources.push_back(std::move(source));
    all.tenants = [this](db::ReadTx&) { return std::vector<TenantId>{tenant}; };
    all.default_zone = [](db::ReadTx&, TenantId) { return *TimeZone::find("Asia/Shanghai"); };
    all.site_zones = [](db::ReadTx&, TenantId) { return std::vector<std::pair<std::string, TimeZone>>{}; };
    all.last_seq = [](db::ReadTx& tx, TenantId of) { return journal::last_seq(tx, of); };
    all.touched_after = [](db::ReadTx& tx, TenantId of, std::int64_t) {
      return std::pair(std::vector<performance::Touched>{}, journal::last_seq(tx, of));
    };
    all.record_numbers = [](db::ReadTx&, TenantId, const std::string&, const std::vector<std::int64_t>&) {
      return std::map<std::int64_t, std::string>();
    };
    all.events = &events;
    return all;
  }

  MadeAnswers facts;
  org::Org org{events, search};
  std::unique_ptr<performance::Performance> kpis;
  std::unique_ptr<Improvement> improvement;
  std::unique_ptr<Reviews> reviews;
  SiteId site, other_site;
  EmployeeId chen, wang, lin, wu;
  Caller manager, supervisor, technician;

 private:
  std::int64_t last_fact_ = 0, asked_ = 0;
};

inline std::string dialect_name(const testing::TestParamInfo<db::Dialect>& info) {
  return info.param == db::Dialect::kSqlite ? "Sqlite" : "Postgres";
}

}  // namespace manyi::improvement
