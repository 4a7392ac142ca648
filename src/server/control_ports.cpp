// Endangered metrics, late callbacks and control signals for warnings; names for chains; lines for reviews.
// Owns how one room's answer reads in another's words.
#include "server/control_ports.h"

#include <algorithm>

#include "modules/advance_control/advance_control.h"
#include "modules/alerts/digest_text.h"
#include "modules/performance/control_chart.h"
#include "modules/targets/targets.h"
#include "server/application.h"
#include "server/chain_neighbours.h"

namespace manyi::server {
namespace {

constexpr std::int64_t kMostLines = 20;

std::string month_of(Date day) { return day.text().substr(0, 7); }

template <class Tag> std::optional<Id<Tag>> id_of(const std::string& text) {
  const auto number = parse_id(text);
  if (!number) return std::nullopt;
  return Id<Tag>(*number);
}

alerts::ControlSignal::Shift shift_of(spc::Direction direction) {
  switch (direction) {
    case spc::Direction::kUp: return alerts::ControlSignal::Shift::kUp;
    case spc::Direction::kDown: return alerts::ControlSignal::Shift::kDown;
    case spc::Direction::kEither: break;
  }
  return alerts::ControlSignal::Shift::kEither;
}

bool one_point_says_all(spc::Rule rule) {
  return rule == spc::Rule::kBeyondLimits || rule == spc::Rule::kNelson1 ||
         rule == spc::Rule::kWesternElectric1;
}

/// What the newest complete week of a chart breaks.
Result<std::vector<alerts::ControlSignal>> signals_of(performance::Performance& performance, db::ReadTx& tx,
                                                      TenantId tenant, const alerts::ControlQuestion& in) {
  performance::ControlChartQuery query;
  query.metric = in.metric;
  query.from = in.from;
  query.to = in.to;
  query.grain = "week";
  query.where = in.where;
  MANYI_TRY(const auto answer, performance::control_chart(performance, tx, Caller::system(tenant), query));
  std::vector<alerts::ControlSignal> found;
  if (answer.chart.provisional || answer.chart.panels.empty() || answer.chart.main().points.empty())
    return found;
  const auto& panel = answer.chart.main();
  const auto newest = panel.points.back().index;
  for (const auto& signal : panel.signals) {
    if (std::find(signal.points.begin(), signal.points.end(), newest) == signal.points.end()) continue;
    const auto& point = panel.points.back();
    alerts::ControlSignal one;
    one.rule = enum_name(signal.rule);
    one.period = point.label;
    one.shift = shift_of(signal.direction);
    one.value = point.value.value_or(0);
    one.centre = point.centre;
    one.beyond_limits = one_point_says_all(signal.rule);
    found.push_back(std::move(one));
  }
  return found;
}

std::vector<alerts::LateCallback> late_callbacks(callbacks::SurveyAnswers& answers, db::ReadTx& tx,
                                                 TenantId tenant, Instant from, Instant to) {
  std::vector<alerts::LateCallback> found;
  callbacks::ListSurveyAnswers query;
  query.kind = callbacks::SurveyKind::kCustomer;
  query.result = {callbacks::CallbackResult::kOpen};
  query.from = from;
  query.to = to;
  query.limit = kMostLimit;
  for (;;) {
    const auto page = answers.list(tx, Caller::system(tenant), query);
    if (!page) return found;
    for (const auto& one : page->items) {
      if (!one.due_at || !one.site_id) continue;
      alerts::LateCallback late;
      late.id = one.id.value();
      late.no = one.work_order_no;
      late.site = *one.site_id;
      late.clerk = one.clerk_id;
      if (one.work_order_id) late.work_order = one.work_order_id->value();
      late.due_at = *one.due_at;
      found.push_back(std::move(late));
    }
    if (!page->next_cursor) return found;
    query.cursor = page->next_cursor;
  }
}

std::string metric_name(Application& application, const Caller& caller, const std::string& code) {
  const auto engine = application.performance().engine(caller.tenant);
  const auto metric =
      engine ? (*engine)->metric(code) : Result<std::shared_ptr<const kpi::Metric>>(engine.error());
  if (!metric) return code;
  return caller.locale == "en" ? (*metric)->name_en : (*metric)->name_zh;
}

/// What a warning is about: the number of its record, or its metric and site.
std::string subject_of(Application& app, const Caller& caller, const alerts::Alert& alert) {
  if (alert.links.empty()) return alert.site_name;
  const auto& link = alert.links.front();
  if (link.kind != "metric") return link.no.empty() ? alert.site_name : link.no;
  const std::string name = metric_name(app, caller, link.id);
  return alert.site_name.empty() ? name : name + " · " + alert.site_name;
}

/// What people read of a node; "" where the caller may not see it.
std::string label_of(Application& app, db::ReadTx& tx, const Caller& caller, improvement::NodeKind kind,
                     const std::string& id) {
  using improvement::NodeKind;
  switch (kind) {
    case NodeKind::kWorkOrder:
      if (const auto order = id_of<workorders::WorkOrderTag>(id))
        if (const auto found = app.workorders().get(tx, caller, *order)) return found->no;
      return {};
    case NodeKind::kComplaint:
      if (const auto complaint = id_of<complaints::ComplaintTag>(id))
        if (const auto found = app.complaints().get(tx, caller, *complaint)) return found->no;
      return {};
    case NodeKind::kMetric:
    case NodeKind::kForecast:
    case NodeKind::kSignal: {
      const auto of = improvement::metric_of_node(id);
      // People name a signal or a forecast as they like, its metric first: "tat_attain:2026-10".
      if (!of)
        return kind == NodeKind::kMetric ? ""
                                         : metric_name(app, caller, id.substr(0, id.find_first_of("@:")));
      const std::string scope = app.targets().label_of(
          tx, caller.tenant, {*parse_enum<targets::ScopeKind>(enum_name(of->scope)), of->scope_key});
      const std::string name = metric_name(app, caller, of->metric);
      return scope.empty() ? name : name + " · " + scope;
    }
    case NodeKind::kTarget:
      if (const auto target = id_of<targets::TargetTag>(id))
        if (const auto found = app.targets().get(tx, caller, *target))
          return metric_name(app, caller, found->metric) + " · " + found->month;
      return {};
    case NodeKind::kAlert:
      if (const auto alert = id_of<alerts::AlertTag>(id))
        if (const auto found = app.alerts().get(tx, caller, *alert)) {
          const auto locale = caller.locale == "en" ? notify::ChannelLocale::kEn : notify::ChannelLocale::kZh;
          return alerts::label_of(found->kind, locale) + " · " + subject_of(app, caller, *found);
        }
      return {};
    case NodeKind::kRecord:
    case NodeKind::kIdea:
    case NodeKind::kReview:
    case NodeKind::kDecision:
    case NodeKind::kFinding:
    case NodeKind::kAction:
    case NodeKind::kEffectCheck: return {};
  }
  return {};
}

using improvement::ReviewAsk;
using improvement::ReviewLine;

std::vector<ReviewLine> endangered_lines(Application& app, db::ReadTx& tx, const Caller& caller,
                                         const ReviewAsk& ask) {
  std::vector<ReviewLine> lines;
  const Date last = ask.to.plus_days(-1);
  for (const auto& one : app.advance_control().endangered(tx, caller.tenant, month_of(last))) {
    if (!app.targets().may_see(tx, caller, one.scope) || one.scope.kind == targets::ScopeKind::kPerson)
      continue;
    if (ask.site && !(one.scope == targets::TargetScope{targets::ScopeKind::kSite, ask.site->text()}))
      continue;
    ReviewLine line;
    line.kind = "forecast";
    line.id = improvement::node_of(
        {one.metric, *parse_enum<improvement::ScopeKind>(enum_name(one.scope.kind)), one.scope.key});
    line.metric = one.metric;
    line.scope = *parse_enum<improvement::ScopeKind>(enum_name(one.scope.kind));
    line.scope_key = one.scope.key;
    line.scope_label = app.targets().label_of(tx, caller.tenant, one.scope);
    const auto engine = app.performance().engine(caller.tenant);
    if (engine) {
      if (const auto metric = (*engine)->metric(one.metric)) {
        line.title_zh = (*metric)->name_zh;
        line.title_en = (*metric)->name_en;
      }
    }
    line.value = one.expected;
    line.target = one.target;
    line.chance = one.chance;
    lines.push_back(std::move(line));
    if (static_cast<std::int64_t>(lines.size()) == kMostLines) break;
  }
  return lines;
}

std::vector<ReviewLine> alert_lines(Application& app, db::ReadTx& tx, const Caller& caller,
                                    const ReviewAsk& ask) {
  alerts::ListAlerts query;
  query.open = true;
  query.site_id = ask.site;
  query.limit = kMostLines;
  std::vector<ReviewLine> lines;
  const auto page = app.alerts().list(tx, caller, query);
  if (!page) return lines;
  for (const auto& alert : page->items) {
    ReviewLine line;
    line.kind = "alert";
    line.id = alert.id.text();
    line.title_zh = alerts::label_of(alert.kind, notify::ChannelLocale::kZh);
    line.title_en = alerts::label_of(alert.kind, notify::ChannelLocale::kEn);
    line.no = subject_of(app, caller, alert);
    line.scope_label = alert.site_name;
    line.value = alert.value;
    line.target = alert.limit;
    line.owner_id = alert.owner_id;
    line.owner_name = alert.owner_name;
    line.at = alert.due_at ? alert.due_at : alert.raised_at;
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<ReviewLine> overdue_lines(Application& app, db::ReadTx& tx, const Caller& caller,
                                      const ReviewAsk& ask) {
  workorders::ListWorkOrders query;
  query.open = true;
  query.overdue = true;
  query.site_id = ask.site;
  query.limit = kMostLines;
  std::vector<ReviewLine> lines;
  const auto page = app.workorders().list(tx, caller, query);
  if (!page) return lines;
  for (const auto& order : page->items) {
    ReviewLine line;
    line.kind = "work_order";
    line.id = order.id.text();
    line.no = order.no;
    line.title_zh = line.title_en = order.no;
    line.owner_id = order.technician_id;
    line.owner_name = order.technician_name;
    line.at = order.promise.at;
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace

notify::Ports notify_ports(Application& app) {
  notify::Ports ports;
  ports.zone_of = [&app](db::ReadTx& tx, TenantId tenant, notify::ChannelScope scope,
                         const std::string& key) {
    std::string site_key = scope == notify::ChannelScope::kSite ? key : "";
    if (scope == notify::ChannelScope::kUnit)
      for (const auto& above : app.targets().above(tx, tenant, {targets::ScopeKind::kUnit, key}))
        if (above.kind == targets::ScopeKind::kSite) site_key = above.key;
    if (const auto id = id_of<SiteTag>(site_key))
      if (const auto site = app.org().site(tx, tenant, *id))
        if (const auto zone = TimeZone::find(site->time_zone)) return *zone;
    return app.default_zone(tx, tenant);
  };
  ports.label_of = [&app](db::ReadTx& tx, TenantId tenant, notify::ChannelScope scope,
                          const std::string& key) -> std::optional<std::string> {
    if (scope == notify::ChannelScope::kCompany) return std::string();
    const auto kind =
        scope == notify::ChannelScope::kSite ? targets::ScopeKind::kSite : targets::ScopeKind::kUnit;
    if (auto label = app.targets().label_of(tx, tenant, {kind, key}); !label.empty()) return label;
    return std::nullopt;
  };
  return ports;
}

alerts::Ports alert_ports(Application& app) {
  alerts::Ports ports;
  ports.tenants = [&app](db::ReadTx& tx) {
    std::vector<TenantId> ids;
    for (const auto& tenant : app.identity().tenants(tx)) ids.push_back(tenant.id);
    return ids;
  };
  ports.default_zone = [&app](db::ReadTx& tx, TenantId tenant) { return app.default_zone(tx, tenant); };
  ports.user_of = [&app](db::ReadTx& tx, TenantId tenant, EmployeeId employee) -> std::optional<UserId> {
    const auto user = app.identity().user_of_employee(tx, tenant, employee);
    if (!user) return std::nullopt;
    return user->id;
  };
  ports.endangered = [&app](db::ReadTx& tx, TenantId tenant, const std::string& month, double below) {
    std::vector<alerts::EndangeredMetric> found;
    const auto running = targets::parse_period(month);
    if (!running) return found;
    // A person's own figures are small and stand on his own page: here they would be a flood.
    for (const auto& period : targets::periods_of(running->from))
      for (auto& one : app.advance_control().endangered(tx, tenant, period.text, below))
        if (one.scope.kind != targets::ScopeKind::kPerson)
          found.push_back({one.metric, enum_name(one.scope.kind), one.scope.key, one.month, one.chance,
                           one.expected, one.target, one.left, one.owner_role, one.deciding_cases});
    return found;
  };
  ports.low_stock = [&app](db::ReadTx& tx, TenantId tenant) {
    std::vector<alerts::LowStock> low;
    for (const auto& line : app.parts().stock.below_level(tx, tenant))
      low.push_back({line.part_no, line.site_id, line.on_hand, line.safety.value_or(0), line.next_arrival});
    return low;
  };
  ports.late_callbacks = [&app](db::ReadTx& tx, TenantId tenant, Instant from, Instant to) {
    return late_callbacks(app.survey_answers(), tx, tenant, from, to);
  };
  ports.control_signals = [&app](db::ReadTx& tx, TenantId tenant, const alerts::ControlQuestion& in) {
    return signals_of(app.performance(), tx, tenant, in);
  };
  return ports;
}

improvement::ChainPorts chain_ports(Application& app) {
  return {.label = [&app](db::ReadTx& tx, const Caller& caller, improvement::NodeKind kind,
                          const std::string& id) { return label_of(app, tx, caller, kind, id); },
          .before = [&app](db::ReadTx& tx, const Caller& caller,
                           const improvement::ChainRef& of) { return chain_before(app, tx, caller, of); },
          .after = [&app](db::ReadTx& tx, const Caller& caller,
                          const improvement::ChainRef& of) { return chain_after(app, tx, caller, of); }};
}

improvement::ReviewPorts review_ports(Application& app) {
  improvement::ReviewPorts ports;
  ports.endangered = [&app](db::ReadTx& tx, const Caller& caller, const ReviewAsk& ask) {
    return endangered_lines(app, tx, caller, ask);
  };
  ports.alerts = [&app](db::ReadTx& tx, const Caller& caller, const ReviewAsk& ask) {
    return alert_lines(app, tx, caller, ask);
  };
  ports.overdue_work = [&app](db::ReadTx& tx, const Caller& caller, const ReviewAsk& ask) {
    return overdue_lines(app, tx, caller, ask);
  };
  ports.target = [&app](db::ReadTx& tx, const Caller& caller, const ReviewAsk& ask,
                        const std::string& metric) -> std::optional<double> {
    const targets::TargetScope scope =
        ask.site ? targets::TargetScope{targets::ScopeKind::kSite, ask.site->text()} : targets::TargetScope{};
    const auto target =
        app.targets().in_force(tx, caller.tenant, month_of(ask.to.plus_days(-1)), metric, scope);
    if (!target) return std::nullopt;
    return target->levels.target;
  };
  return ports;
}

processes::PointPorts point_ports(Application& app) {
  processes::PointPorts ports;
  ports.condition_of = [&app](db::ReadTx& tx, const Caller& caller, const std::string& scope,
                              const std::string& key) -> Result<std::string> {
    const auto kind = parse_enum<targets::ScopeKind>(scope);
    if (!kind) return invalid("/scope", "choice", "Expected one of: company, site, unit, person.");
    if (*kind == targets::ScopeKind::kCompany) {
      if (!key.empty()) return invalid("/scope_key", "company", "The company has no key.");
      return std::string();  // all that is in the caller's reach
    }
    const targets::TargetScope asked{*kind, key};
    MANYI_TRY(auto condition, app.targets().condition_of(tx, caller.tenant, asked));
    if (!app.targets().may_see(tx, caller, asked))
      return invalid("/scope_key", "not_found", "There is no such site, unit or employee.");
    return condition;
  };
  return ports;
}

}  // namespace manyi::server
