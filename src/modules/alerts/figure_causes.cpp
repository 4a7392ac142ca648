// Causes among figures: targets that will be missed, signals of control charts, more work than can leave.
// Owns which metrics are watched by control charts.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "modules/alerts/causes.h"
#include "modules/performance/performance.h"
#include "modules/workorders/workorders.h"

namespace manyi::alerts {
namespace {

// The classes of metrics a manager's board shows; a chart for every metric would cry wolf every week.
constexpr const char* kWatched[] = {"csat_rate",     "dsat_rate",     "complaint_rate", "ftfr",
                                    "rrr",           "tat",           "tat_attain",     "response_attain",
                                    "onsite_ontime", "part_nff_rate", "zero_wait_hit",  "callback_reached"};
constexpr std::int64_t kCompletionDays = 28;

std::string number_text(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value);
  return text;
}

struct Scope {
  std::optional<SiteId> site;
  std::string key() const { return site ? "site:" + site->text() : "company"; }
  std::optional<std::string> where() const {
    if (!site) return std::nullopt;
    return "site = '" + site->text() + "'";
  }
};

Cause metric_cause(const Look& look, const std::string& metric, const std::string& scope) {
  Cause cause;
  cause.kind = look.rule.kind;
  cause.subject_kind = "metric";
  cause.subject_id = metric + "@" + scope;
  cause.limit = look.rule.limit;
  cause.params = {{"metric", metric}};
  cause.links = {{"metric", metric, metric}};
  return cause;
}

/// Monday of the week of that date.
Date week_of(Date date) { return date.plus_days(1 - date.iso_weekday()); }

std::vector<Scope> scopes_of(const Look& look, org::Org& org) {
  std::vector<Scope> scopes{{}};
  std::vector<SiteId> active;
  for (const auto& [id, name] : org.site_names(look.tx, look.tenant))
    if (const auto site = org.site(look.tx, look.tenant, id); site && site->state == org::SiteState::kActive)
      active.push_back(id);
  if (active.size() > 1)
    for (const SiteId id : active) scopes.push_back({id});
  return scopes;
}

/// One warning per chart and week, whatever number of rules its newest point breaks: the gravest.
std::optional<Cause> signal_cause(const Look& look, const Scope& scope, const performance::MetricInfo& metric,
                                  const std::vector<ControlSignal>& signals) {
  if (metric.better == "neither") return std::nullopt;
  const auto better = metric.better == "down" ? ControlSignal::Shift::kDown : ControlSignal::Shift::kUp;
  const ControlSignal* gravest = nullptr;
  for (const ControlSignal& signal : signals)
    if (signal.shift != better && (gravest == nullptr || (signal.beyond_limits && !gravest->beyond_limits)))
      gravest = &signal;
  if (gravest == nullptr) return std::nullopt;
  Cause cause = metric_cause(look, metric.code, scope.key());
  cause.period = gravest->period;
  cause.severity = gravest->beyond_limits ? Severity::kSevere : Severity::kWarning;
  cause.site = scope.site;
  cause.supervisor = supervisor_of(metric.owner_role);
  cause.value = gravest->value;
  cause.params["rule"] = gravest->rule;
  cause.params["period"] = gravest->period;
  cause.params["value"] = number_text(gravest->value);
  if (gravest->centre) cause.params["centre"] = number_text(*gravest->centre);
  return cause;
}

}  // namespace

std::string action_of(AlertKind kind) {
  switch (kind) {
    case AlertKind::kEndangeredMetric: return "open_deciding_cases";
    case AlertKind::kAppointment: return "call_and_reschedule";
    case AlertKind::kPromise: return "finish_or_repromise";
    case AlertKind::kTurnaround: return "finish_or_escalate";
    case AlertKind::kPartUnsigned: return "receive_or_trace";
    case AlertKind::kPartCirculating: return "chase_part";
    case AlertKind::kStockLow: return "order_parts";
    case AlertKind::kComplaintUnsolved: return "close_complaint";
    case AlertKind::kComplaintPlan: return "submit_plan";
    case AlertKind::kLateCallback: return "call_customer";
    case AlertKind::kWorkInProgress: return "add_capacity";
    case AlertKind::kControlSignal: return "find_cause";
    case AlertKind::kSilentRecord: return "take_up";
  }
  return {};
}

Role supervisor_of(const std::string& owner_role) {
  const auto role = parse_role(owner_role);
  if (role == Role::kManager || role == Role::kTechSupervisor) return *role;
  if (role == Role::kTechnician || role == Role::kPartsKeeper) return Role::kTechSupervisor;
  return Role::kInfoSupervisor;
}

Causes find_endangered(const Look& look, const Ports& ports) {
  Causes causes;
  const std::string month = look.zone.local_date(look.now).text().substr(0, 7);
  for (const EndangeredMetric& found : ports.endangered(look.tx, look.tenant, month, look.rule.limit)) {
    const auto severity = severity_of(look.rule, found.chance);
    if (!severity) continue;
    const std::string key = found.scope_key.empty() ? found.scope : found.scope + ":" + found.scope_key;
    Cause cause = metric_cause(look, found.metric, key);
    cause.period = found.month;
    cause.severity = *severity;
    const auto id = parse_id(found.scope_key);
    if (found.scope == "person" && id) cause.holders.push_back(EmployeeId(*id));
    if (found.scope == "site" && id) cause.site = SiteId(*id);
    if (found.scope == "unit" && id) cause.unit = org::OrgUnitId(*id);
    cause.supervisor = found.scope == "company" ? Role::kManager : supervisor_of(found.owner_role);
    cause.value = found.chance;
    cause.params["scope"] = found.scope;
    cause.params["scope_key"] = found.scope_key;
    cause.params["chance"] = number_text(found.chance);
    cause.params["expected"] = number_text(found.expected);
    cause.params["target"] = number_text(found.target);
    cause.params["deciding_cases"] = std::to_string(found.deciding_cases);
    if (found.left) cause.params["left"] = number_text(*found.left);
    if (found.month != month) cause.params["period"] = found.month;
    causes.items.push_back(std::move(cause));
  }
  return causes;
}

void keep_widest(std::vector<Cause>& causes, const std::vector<std::optional<EmployeeId>>& owners) {
  const auto width = [](const Cause& cause) {
    const auto& scope = cause.params.at("scope");
    return scope == "company" ? 2 : scope == "site" ? 1 : 0;
  };
  std::vector<Cause> kept;
  for (std::size_t i = 0; i < causes.size(); ++i) {
    std::int64_t within = 0;
    bool wider = false;
    for (std::size_t other = 0; other < causes.size(); ++other) {
      if (other == i || !owners[i] || owners[other] != owners[i] ||
          causes[other].params.at("metric") != causes[i].params.at("metric") ||
          causes[other].period != causes[i].period)
        continue;
      wider = wider || width(causes[other]) > width(causes[i]);
      within += width(causes[other]) < width(causes[i]) ? 1 : 0;
    }
    if (wider) continue;
    kept.push_back(causes[i]);
    if (within > 0) kept.back().params["within"] = std::to_string(within);
  }
  causes = std::move(kept);
}

Causes find_control_signals(const Look& look, const Ports& ports, performance::Performance& performance,
                            org::Org& org) {
  Causes causes;
  const auto metrics = performance.metrics(Caller::system(look.tenant));
  if (!metrics) return {{}, false};
  const Date monday = week_of(look.zone.local_date(look.now));
  const auto weeks = static_cast<std::int64_t>(look.rule.limit);
  const auto scopes = scopes_of(look, org);
  for (const char* code : kWatched) {
    const auto metric = std::ranges::find(metrics->items, code, &performance::MetricInfo::code);
    if (metric == metrics->items.end()) continue;
    for (const Scope& scope : scopes) {
      const auto signals = ports.control_signals(
          look.tx, look.tenant, {code, monday.plus_days(-7 * weeks).text(), monday.text(), scope.where()});
      if (signals) {
        if (auto cause = signal_cause(look, scope, *metric, *signals))
          causes.items.push_back(std::move(*cause));
      } else if (signals.error().code == ErrorCode::kUnavailable) {
        causes.answered = false;
        return causes;
      }
    }
  }
  return causes;
}

Causes find_work_in_progress(const Look& look, performance::Performance& performance,
                             workorders::WorkOrders& orders, org::Org& org) {
  Causes causes;
  const Caller caller = Caller::system(look.tenant);
  const Date today = look.zone.local_date(look.now);
  enum class Part { kValue, kDenominator };
  const auto by_site = [&](const char* metric, Date from, Date to,
                           Part part) -> std::optional<std::map<std::string, double>> {
    performance::KpiQuery query;
    query.metrics = {metric};
    query.from = from.text();
    query.to = to.text();
    query.by = {"site"};
    const auto answer = performance.evaluate(caller, query);
    if (!answer || answer->metrics.empty()) return std::nullopt;
    std::map<std::string, double> values;
    for (const auto& cell : answer->metrics[0].cells) {
      const auto key = cell.keys.find("site");
      const auto& value = part == Part::kDenominator ? cell.denominator : cell.value;
      if (key != cell.keys.end() && key->second && value) values[*key->second] += *value;
    }
    return values;
  };
  // Open and undelivered at this moment; left in the four weeks before today.
  const auto in_progress = by_site("backlog_age", today, today.plus_days(1), Part::kDenominator);
  const auto completed = by_site("delivered_count", today.plus_days(-kCompletionDays), today, Part::kValue);
  if (!in_progress || !completed) return {{}, false};
  const double target_days =
      static_cast<double>(orders.rule_for(look.tx, look.tenant, std::nullopt).customer_limit.ms()) /
      86'400'000;
  for (const auto& [key, open] : *in_progress) {
    const auto id = parse_id(key);
    const auto left = completed->find(key);
    if (!id || left == completed->end()) continue;
    const auto factor = load_factor(open, left->second, kCompletionDays, target_days);
    const auto severity = factor ? severity_of(look.rule, *factor) : std::nullopt;
    if (!severity || !org.site(look.tx, look.tenant, SiteId(*id))) continue;
    Cause cause = metric_cause(look, "backlog", "site:" + key);
    cause.period = today.text().substr(0, 7);
    cause.severity = *severity;
    cause.site = SiteId(*id);
    cause.value = *factor;
    const double a_day = left->second / kCompletionDays;
    cause.params["in_progress"] = number_text(open);
    cause.params["completed_per_day"] = number_text(a_day);
    cause.params["expected_days"] = number_text(open / a_day);
    cause.params["target_days"] = number_text(target_days);
    causes.items.push_back(std::move(cause));
  }
  return causes;
}

}  // namespace manyi::alerts
