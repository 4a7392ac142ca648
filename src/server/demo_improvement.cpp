// The story, finding by finding, meeting by meeting.
// Owns its words and its dates, counted back from the last simulated day.
#include "server/demo_improvement.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "server/application.h"
#include "server/demo_effect.h"

namespace manyi::demo {
namespace {

using namespace improvement;  // NOLINT: the whole file speaks of it

/// Places in the staff of the simulation: the ten with a published log-in come first.
enum Person {
  kManager,
  kInfoSupervisor,
  kTechSupervisor,
  kClerk,
  kClerk2,
  kTechnician,
  kTechnician2,
  kTechnician3,
  kCallback,
  kPartsKeeper
};
constexpr std::size_t kEverywhere = 99;  // in place of a site

/// How far an action of the story has come.
enum class Reached { kNothing, kOpen, kPlanned, kDoing, kDone, kMeasured, kSigned };

struct Story {
  int found;  // days ago
  SourceKind source;
  const char* source_id;
  const char* metric;  // "": none
  std::size_t site;    // index, or kEverywhere
  Severity severity;
  Person owner;
  const char *title, *description;
  std::vector<const char*> whys;
  const char *action, *plan;
  Person by;
  int started, done, due;  // days ago; due may lie ahead
  double expected;         // change in the metric's unit; 0: none said
  Reached reached;
  bool closed = false;
  const char* result = "";
};

const std::vector<Story>& stories() {
  using enum SourceKind;
  static const std::vector<Story> all = {
      {112,
       kSignal,
       "csat_rate:W-16",
       "csat_rate",
       1,
       Severity::kMajor,
       kInfoSupervisor,
       "滨江站满意率连续两周低于控制下限",
       "回访中多位客户提到等待太久、没人主动联系。",
       {"客户觉得没人管他的机器", "备件延期后没有主动告知", "承诺时间改了只写在系统里",
        "没有规定谁打这个电话", "承诺变更流程缺少通知步骤"},
       "承诺变更必须当天电话告知客户",
       "信息员每天 17:30 核对当日改期单，逐单致电并记录；信息主管次日抽查三单。",
       kClerk,
       96,
       78,
       80,
       0.03,
       Reached::kSigned,
       true,
       "流程已更新并培训，抽查合格。"},
      {108,
       kAlert,
       "onsite_late",
       "onsite_ontime",
       kEverywhere,
       Severity::kMajor,
       kInfoSupervisor,
       "上门准时率低于承诺",
       "上午两个时段撞单最多，技术员路上时间估少了。",
       {"第二单常迟到", "两单之间只留三十分钟", "排班不看两地距离", "派工页没有路程提示"},
       "相邻两单按片区排，间隔不少于一小时",
       "派工时先按片区筛选，跨区必须间隔一小时；由信息主管每日复核次日排班。",
       kClerk2,
       92,
       74,
       75,
       0.05,
       Reached::kSigned,
       true,
       "次日排班复核已成例行。"},
      {101,
       kForecast,
       "tat_attain:forecast",
       "tat_attain",
       2,
       Severity::kMajor,
       kTechSupervisor,
       "越城站维修周期预计不达标",
       "等备件的单占超时单的一半以上。",
       {"超时单多在等备件", "常用件缺货后才下单", "安全库存两年没有调整"},
       "按近三个月用量重设常用件安全库存",
       "备件员每月初按近三个月用量重算二十种常用件的安全库存，主管确认。",
       kPartsKeeper,
       86,
       68,
       70,
       0.04,
       Reached::kMeasured,
       false,
       "二十种常用件已按新库存补齐。"},
      {97,
       kRecord,
       "nff-batch",
       "part_nff_rate",
       kEverywhere,
       Severity::kMinor,
       kTechSupervisor,
       "返还的主板中无故障件偏多",
       "厂家退回检测报告，多块主板判为无故障。",
       {"换下的主板其实是好的", "替换法当作诊断", "没有返还前复测"},
       "返还前在测试台复测主板",
       "每块换下的主板上测试台复测十五分钟，结果贴标签；不复测不入返还箱。",
       kTechnician,
       82,
       60,
       62,
       -0.03,
       Reached::kSigned,
       false,
       "测试台已启用，标签齐全。"},
      {62,
       kSignal,
       "response_attain:W-9",
       "response_attain",
       0,
       Severity::kMinor,
       kInfoSupervisor,
       "首次联系超过三十分钟的单增多",
       "中午换班时段无人接单。",
       {"十二点到一点响应慢", "午休两人同时离岗", "值班表没有写午间"},
       "午间轮值，一人留岗",
       "信息员午间轮值，值班表每周五公布。",
       kClerk,
       18,
       0,
       -6,
       0.05,
       Reached::kDoing},
      {52,
       kIdea,
       "",
       "",
       kEverywhere,
       Severity::kMinor,
       kTechSupervisor,
       "工位上备常用螺丝盒",
       "找螺丝每天要跑几趟仓库，建议每个工位放一盒。",
       {"找螺丝要跑仓库"},
       "六个工位各配一盒常用螺丝",
       "备件员每周一补齐，缺的种类记在盒盖上。",
       kPartsKeeper,
       44,
       40,
       42,
       0,
       Reached::kSigned,
       true,
       "六个工位已配齐。"},
      {43,
       kAlert,
       "part_eta_missed",
       "part_eta_keep",
       1,
       Severity::kMajor,
       kInfoSupervisor,
       "滨江站备件到货承诺常落空",
       "到货日按厂家口头答复填写，没有跟踪。",
       {"承诺的到货日没到货", "到货日是口头答复", "没人每天核对在途件"},
       "每天核对在途备件并更新到货日",
       "备件员每天 16:00 查厂家系统，更新在途件到货日，变化的当天告知信息员。",
       kPartsKeeper,
       30,
       0,
       7,
       0.08,
       Reached::kDoing},
      {27,
       kComplaint,
       "repeat-complaints",
       "complaint_rate",
       kEverywhere,
       Severity::kSevere,
       kManager,
       "本月投诉率高于上月一倍",
       "其中三起同为维修后数据丢失未提前说明。",
       {"客户不知道数据会丢", "受理时没有问备份", "受理单没有这一栏"},
       "受理单增加数据备份确认栏",
       "",
       kInfoSupervisor,
       0,
       0,
       0,
       0,
       Reached::kOpen},
      {13,
       kForecast,
       "dsat_rate:forecast",
       "dsat_rate",
       kEverywhere,
       Severity::kMajor,
       kInfoSupervisor,
       "不满意率预计超出上限",
       "本月只剩两次容错机会。",
       {},
       "",
       "",
       kInfoSupervisor,
       0,
       0,
       0,
       0,
       Reached::kNothing},
      {6,
       kSignal,
       "conduct_score:W-1",
       "conduct_score",
       2,
       Severity::kMinor,
       kTechSupervisor,
       "越城站规范检查得分出现下降趋势",
       "连续六周下滑，工服和工位整洁扣分多。",
       {},
       "",
       "",
       kTechSupervisor,
       0,
       0,
       0,
       0,
       Reached::kNothing}};
  return all;
}

/// The one whose effect is planted. \param proven long enough ago that both checks are due
Story lasting_repairs(bool proven) {
  Story story = {84,
                 SourceKind::kSignal,
                 "rrr",
                 "rrr",
                 0,
                 Severity::kMajor,
                 kTechSupervisor,
                 "文三路站三十天重复维修上升",
                 "修后不久又报修的居多，换下的件里也有好的。",
                 {"同一机器一个月内又来", "修后没有烤机", "取机时间紧，烤机被省掉"},
                 "修前先复测，修后烤机两小时",
                 "动手前先复测确认故障，修好一律烤机两小时，质检单附烤机起止时间。",
                 kTechnician3,
                 66,
                 45,
                 48,
                 -0.02,
                 Reached::kDone,
                 false,
                 "烤机架已加到六个位。"};
  if (!proven) return story;
  story.found = kChangedAgo + 18;
  story.started = kChangedAgo + 7;
  story.done = kChangedAgo;
  story.due = kChangedAgo + 2;
  story.reached = Reached::kSigned;
  story.closed = true;
  return story;
}

class Teller {
 public:
  Teller(server::Application& application, Improvement& improvement, Reviews& reviews, const Company& company)
      : app_(application), improvement_(improvement), reviews_(reviews), company_(company) {
    const TimeZone zone =
        app_.database().read([&](db::ReadTx& tx) { return app_.default_zone(tx, company_.tenant); });
    today_ = zone.local_date(app_.clock().now());
  }

  Result<void> tell() {
    app_.performance().catch_up(company_.tenant);
    MANYI_TRY(const bool proven, has_records_since(kChangedAgo + 90));
    MANYI_CHECK(tell(lasting_repairs(proven)));
    for (const auto& story : stories()) MANYI_CHECK(tell(story));
    MANYI_CHECK(tell_coaching());
    MANYI_CHECK(tell_dropped());
    const Date monday = today_.plus_days(1 - today_.iso_weekday());
    MANYI_CHECK(review(ReviewKind::kWeek, monday.plus_days(-14),
                       "核对了滨江站改期单，备件员反映在途件信息滞后。",
                       {{"每天 16:00 前更新在途备件到货日", kPartsKeeper, 5, true},
                        {"整理三起数据丢失投诉的经过", kInfoSupervisor, 4, false}},
                       true));
    MANYI_CHECK(review(ReviewKind::kWeek, monday.plus_days(-7), "越城站备件补齐后超时单减少；午间响应仍慢。",
                       {{"公布下周午间值班表", kInfoSupervisor, 3, false},
                        {"越城站开展一次着装与工位自查", kTechSupervisor, 6, true}},
                       false));
    const Date month = Date::of(today_.year(), today_.month(), 1)->plus_months(-1);
    return review(ReviewKind::kMonth, month, "逐项看了十二项指标与回访质量，讨论了投诉和备件。",
                  {{"下月重点：备件到货承诺与数据备份确认", kManager, 30, false},
                   {"每月第一周核对常用件安全库存", kPartsKeeper, 10, true},
                   {"回访员做一次打分校准", kCallback, 14, false}},
                  false);
  }

 private:
  Date ago(int days) const { return today_.plus_days(-days); }
  EmployeeId who(Person person) const { return company_.employee(person); }
  Caller as(Person person) const {
    Caller caller = company_.caller_of(person);
    return caller;
  }

  /// One command, as the server runs it. \return what it answered
  template <class F> auto run(F&& body) {
    using Answer = std::invoke_result_t<F&, db::Tx&>;
    std::optional<Answer> answer;
    const auto done = app_.database().write(company_.tenant, [&](db::Tx& tx) -> Result<void> {
      answer.emplace(body(tx));
      if (!*answer) return answer->error();
      return {};
    });
    if (!done) return Answer(done.error());
    return std::move(*answer);
  }
  template <class F> auto look(F&& body) { return app_.database().read(std::forward<F>(body)); }

  Result<bool> has_records_since(int days_ago) {
    performance::KpiQuery query;
    query.metrics = {"delivered_count"};
    query.from = ago(days_ago).text();
    query.to = ago(days_ago - 30).text();
    MANYI_TRY(const auto answer, app_.performance().evaluate(Caller::system(company_.tenant), query));
    const auto& cells = answer.metrics.front().cells;
    return !cells.empty() && cells.front().value.value_or(0) > 0;
  }

  Result<Finding> found(const Story& story) {
    CreateFinding in;
    in.source.kind = story.source;
    if (*story.source_id != '\0') in.source.id = story.source_id;
    if (*story.metric != '\0') {
      in.source.metric = story.metric;
      in.source.scope = ScopeKind::kCompany;
      if (story.site < company_.sites.size()) {
        in.source.scope = ScopeKind::kSite;
        in.source.scope_key = company_.sites[story.site].text();
      }
    }
    // A signal and a forecast are named as nodes of the chain are.
    if (story.source == SourceKind::kSignal || story.source == SourceKind::kForecast)
      in.source.id = node_of({story.metric, *in.source.scope, in.source.scope_key.value_or("")});
    in.title = story.title;
    in.description = story.description;
    in.owner_id = who(story.owner);
    in.severity = story.severity;
    in.found_on = ago(story.found);
    const Caller by = as(story.source == SourceKind::kIdea ? kTechnician : story.owner);
    return run([&](db::Tx& tx) { return improvement_.create_finding(tx, by, in); });
  }

  Result<void> analyse(const Story& story, const Finding& finding) {
    const Caller by = as(story.owner);
    NameCauses in;
    in.id = finding.id;
    for (const char* why : story.whys) in.whys.emplace_back(why);
    if (!in.whys.empty()) {
      MANYI_CHECK(run([&](db::Tx& tx) { return improvement_.name_causes(tx, by, in, std::nullopt); }));
      return {};
    }
    if (story.source != SourceKind::kForecast) return {};
    ParetoQuery query;
    query.id = finding.id;
    query.by = "dimension";
    const auto pareto = look([&](db::ReadTx& tx) { return improvement_.pareto(tx, by, query); });
    if (!pareto || pareto->items.empty()) return {};  // a short demonstration may have no case yet
    in.method = CauseMethod::kPareto;
    in.dimension = query.by;
    in.root_cause = "主要集中在少数几个体验维度，逐项跟进。";
    MANYI_CHECK(run([&](db::Tx& tx) { return improvement_.name_causes(tx, by, in, *pareto); }));
    return {};
  }

  Result<void> tell(const Story& story) {
    MANYI_TRY(const Finding finding, found(story));
    MANYI_CHECK(analyse(story, finding));
    if (story.reached == Reached::kNothing) return {};
    CreateAction in;
    in.finding_id = finding.id;
    in.title = story.action;
    if (*story.plan != '\0') {
      in.plan = story.plan;
      in.due_on = ago(story.due);
    }
    in.owner_id = who(story.by);
    if (story.expected != 0) in.expected_change = story.expected;
    const Caller by = as(story.owner);
    MANYI_TRY(const auto made, run([&](db::Tx& tx) { return improvement_.create_action(tx, by, in); }));
    MANYI_CHECK(carry_out(made.id, story.by, story.started, story.done, story.reached, story.result));
    if (!story.closed) {
      // What did not help is followed by a second try.
      const auto now = look([&](db::ReadTx& tx) { return improvement_.action(tx, by, made.id); });
      if (!now || now->state != ActionState::kNotEffective) return {};
      CreateAction again;
      again.finding_id = finding.id;
      again.title = "换一种做法：由两人共同复核";
      again.plan = "每周抽查五件，两人独立判断，不一致的上报技术主管。";
      again.owner_id = who(story.owner);
      again.due_on = ago(-12);
      MANYI_CHECK(run([&](db::Tx& tx) { return improvement_.create_action(tx, by, again); }));
      return {};
    }
    const auto told = look([&](db::ReadTx& tx) { return improvement_.finding(tx, by, finding.id); });
    if (!told) return told.error();
    CloseFinding close;
    close.id = finding.id;
    close.outcome = told->actions.front().state == ActionState::kVerifiedEffective
                        ? EffectDecision::kEffective
                        : EffectDecision::kNotEffective;
    MANYI_CHECK(run([&](db::Tx& tx) { return improvement_.close_finding(tx, by, close); }));
    return {};
  }

  Result<void> carry_out(ActionId action, Person by, int started, int done, Reached reached,
                         const char* result) {
    const Caller caller = as(by);
    if (reached < Reached::kDoing) return {};
    StartAction start;
    start.id = action;
    start.started_on = ago(started);
    const auto baseline = look([&](db::ReadTx& tx) { return improvement_.baseline_for(tx, caller, start); });
    if (!baseline) return baseline.error();
    MANYI_CHECK(run([&](db::Tx& tx) { return improvement_.start_action(tx, caller, start, *baseline); }));
    if (reached < Reached::kDone) return {};
    FinishAction finish;
    finish.id = action;
    finish.done_on = ago(done);
    finish.result = result;
    MANYI_TRY(const auto finished,
              run([&](db::Tx& tx) { return improvement_.finish_action(tx, caller, finish); }));
    if (reached < Reached::kMeasured) return {};
    return check(finished, reached);
  }

  /// Every check whose day has come, the earlier first; a cohort that is still ripening has to wait.
  Result<void> check(const ImprovementAction& action, Reached reached) {
    for (const EffectCheck& one : action.checks)
      if (one.due) MANYI_CHECK(check(one, reached));
    return {};
  }

  Result<void> check(const EffectCheck& one, Reached reached) {
    const Caller manager = as(kManager);
    std::optional<EffectDecision> proposal;
    if (one.measures) {
      PreviewEffect ask;
      ask.effect_check_id = one.id;
      const auto seen = look([&](db::ReadTx& tx) { return improvement_.preview(tx, manager, ask); });
      if (!seen) return seen.error();
      MANYI_TRY(const auto measured, run([&](db::Tx& tx) {
                  return improvement_.keep_measured(tx, Caller::system(company_.tenant), {one.id, {}}, *seen);
                }));
      proposal = measured.proposed;
    }
    if (reached < Reached::kSigned) return {};
    SignEffect sign;
    sign.id = one.id;
    sign.decision =
        proposal.value_or(one.measures ? EffectDecision::kNotEffective : EffectDecision::kEffective);
    if (!one.measures)
      sign.reason = "现场看过，每人每天少跑三趟仓库。";
    else if (!proposal)
      sign.reason = "样本太少，暂按未见效果处理，九十天后再看。";
    MANYI_CHECK(run([&](db::Tx& tx) { return improvement_.sign(tx, manager, sign); }));
    return {};
  }

  Result<void> tell_coaching() {
    CreateAction in;
    in.kind = ActionKind::kCoaching;
    in.title = "辅导吴斌：上门前先打电话确认";
    in.plan = "孙国强陪同两次上门，示范电话确认和交付讲解；每周回看两条回访录音。";
    in.owner_id = who(kTechSupervisor);
    in.coached_id = who(kTechnician2);
    in.due_on = ago(38);
    in.moves = MeasuredMetric{"csat_rate", ScopeKind::kPerson, who(kTechnician2).text()};
    in.expected_change = 0.04;
    MANYI_TRY(const auto made,
              run([&](db::Tx& tx) { return improvement_.create_action(tx, as(kTechSupervisor), in); }));
    AcknowledgeCoaching note;
    note.id = made.id;
    note.note = "明白了，以后出门前先打电话，到门口再报一次姓名。";
    MANYI_CHECK(run([&](db::Tx& tx) { return improvement_.acknowledge(tx, as(kTechnician2), note); }));
    // Done more than thirty days ago and not measured yet: the job finds it.
    return carry_out(made.id, kTechSupervisor, 55, 40, Reached::kDone, "两次陪同已完成，录音回看四条。");
  }

  Result<void> tell_dropped() {
    Story story = {49,
                   SourceKind::kSignal,
                   "tat:W-7",
                   "tat",
                   kEverywhere,
                   Severity::kMinor,
                   kInfoSupervisor,
                   "平均维修周期一天内突升",
                   "某日均值是平时的三倍。",
                   {},
                   "",
                   "",
                   kInfoSupervisor,
                   0,
                   0,
                   0,
                   0,
                   Reached::kNothing};
    MANYI_TRY(const Finding finding, found(story));
    DropFinding drop;
    drop.id = finding.id;
    drop.reason = "当日补录了三张年初旧单，属录入问题，不是流程问题。";
    MANYI_CHECK(run([&](db::Tx& tx) { return improvement_.drop_finding(tx, as(kInfoSupervisor), drop); }));
    return {};
  }

  struct Decided {
    const char* text;
    Person owner;
    int due_in;  // days after the meeting
    bool action;
  };

  Result<void> review(ReviewKind kind, Date day, const char* notes, const std::vector<Decided>& decisions,
                      bool settled) {
    const Caller manager = as(kManager);
    PrepareReview in;
    in.kind = kind;
    in.date = day;
    const auto pack = look([&](db::ReadTx& tx) { return reviews_.make_pack(tx, manager, in); });
    if (!pack) return pack.error();
    MANYI_TRY(const Review prepared,
              run([&](db::Tx& tx) { return reviews_.prepare(tx, manager, in, *pack); }));
    const Date held = std::min(prepared.to, today_);
    std::optional<DecisionId> first;
    for (const auto& decided : decisions) {
      DecideInReview decide;
      decide.id = prepared.id;
      decide.text = decided.text;
      decide.owner_id = who(decided.owner);
      decide.due_on = held.plus_days(decided.due_in);
      decide.make_action = decided.action;
      MANYI_TRY(const Review now, run([&](db::Tx& tx) { return reviews_.decide(tx, manager, decide); }));
      if (!decided.action && !first) first = now.taken.back().id;
    }
    HoldReview hold;
    hold.id = prepared.id;
    hold.attendance = {who(kManager), who(kInfoSupervisor), who(kTechSupervisor), who(kPartsKeeper)};
    hold.held_on = held;
    hold.notes = notes;
    MANYI_CHECK(run([&](db::Tx& tx) { return reviews_.hold(tx, manager, hold); }));
    MANYI_CHECK(run([&](db::Tx& tx) { return reviews_.sign(tx, manager, {prepared.id, {}}); }));
    if (settled && first) {
      SettleDecision settle;
      settle.id = *first;
      settle.outcome = "已整理成案例，周会讲过。";
      MANYI_CHECK(
          run([&](db::Tx& tx) { return reviews_.settle(tx, manager, settle, DecisionState::kDone); }));
    }
    return {};
  }

  server::Application& app_;
  Improvement& improvement_;
  Reviews& reviews_;
  const Company& company_;
  Date today_;
};

}  // namespace

Result<void> fill_improvement(server::Application& application, Improvement& improvement, Reviews& reviews,
                              const Company& company) {
  return Teller(application, improvement, reviews, company).tell();
}

}  // namespace manyi::demo
