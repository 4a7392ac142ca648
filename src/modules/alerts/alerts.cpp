// The use cases of alerts: load, decide, store, publish.
// Owns what people do with warnings; how they arise is in sweep.cpp, how people hear of them in digest.cpp.
#include "modules/alerts/alerts.h"

#include <algorithm>

#include "base/json.h"
#include "modules/alerts/alerts_events.h"
#include "modules/alerts/causes.h"
#include "modules/alerts/staff.h"
#include "modules/alerts/store.h"
#include "platform/journal/events.h"

namespace manyi::alerts {
namespace {

constexpr FieldRule kStepRules[] = {
    {.name = "note", .doc = "what is done about it", .example = R"("已联系客户改约")", .max_length = 1000},
    {.name = "reason",
     .doc = "why it is no cause for action",
     .example = R"("客户要求月底再修")",
     .min_length = 1,
     .max_length = 1000}};
constexpr FieldRule kMentionRules[] = {
    {.name = "wecom_user", .doc = "user id in WeCom", .example = R"("lin.xiao")", .max_length = 64},
    {.name = "dingtalk_user", .doc = "user id in DingTalk", .max_length = 64},
    {.name = "feishu_user",
     .doc = "open id in Feishu",
     .example = R"("ou_7d8a6e6df7621556ce0d21922b676706")",
     .max_length = 64}};
constexpr FieldRule kRuleRules[] = {{.name = "items", .min_length = 1, .max_length = 20}};

/// An id of a bot's user: what could end a mention, or be a phone number, is refused.
bool is_bot_user(const std::string& text) {
  if (text.empty()) return true;
  const bool plain = std::ranges::all_of(text, [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '_' || letter == '-' || letter == '.' ||
           letter == '@';
  });
  const bool phone =
      text.size() == 11 && text[0] == '1' && text.find_first_not_of("0123456789") == std::string::npos;
  return plain && !phone && text != "@all" && text != "all";
}

}  // namespace

std::span<const FieldRule> field_rules(const StepAlert*) { return kStepRules; }
std::span<const FieldRule> field_rules(const DismissAlert*) { return kStepRules; }
std::span<const FieldRule> field_rules(const ReassignAlert*) { return kStepRules; }
std::span<const FieldRule> field_rules(const SetMention*) { return kMentionRules; }
std::span<const FieldRule> field_rules(const ChangeAlertRules*) { return kRuleRules; }

// ---- showing ------------------------------------------------------------------------------------

Result<store::AlertRow> Alerts::load(db::ReadTx& tx, const Caller& caller, AlertId id,
                                     const std::optional<std::int64_t>& if_match) {
  auto row = store::find(tx, caller, id);
  if (!row) return not_found("alert.unknown", "There is no such warning.");
  if (if_match && *if_match != row->version) return stale("The warning has changed since.");
  return std::move(*row);
}

std::vector<Alert> Alerts::present(db::ReadTx& tx, const Caller& caller,
                                   const std::vector<store::AlertRow>& rows) {
  std::vector<EmployeeId> owners;
  for (const auto& row : rows)
    if (row.owner_id) owners.push_back(*row.owner_id);
  const auto names = needs_.org.employee_names(tx, caller.tenant, owners);
  const auto sites = needs_.org.site_names(tx, caller.tenant);
  std::vector<Alert> shown;
  for (const auto& row : rows) {
    Alert alert;
    alert.id = row.id;
    alert.kind = row.kind;
    alert.severity = row.severity;
    alert.state = row.state;
    alert.subject_kind = row.subject_kind;
    alert.subject_id = row.subject_id;
    alert.period = row.period;
    alert.site_id = row.site_id;
    if (row.site_id)
      if (const auto site = sites.find(*row.site_id); site != sites.end()) alert.site_name = site->second;
    alert.owner_id = row.owner_id;
    if (row.owner_id)
      if (const auto name = names.find(*row.owner_id); name != names.end()) alert.owner_name = name->second;
    alert.due_at = row.due_at;
    alert.overdue = is_open(row.state) && row.due_at && *row.due_at < tx.now();
    alert.value = row.value;
    alert.limit = row.threshold;
    alert.text_key = "alert." + enum_name(row.kind);
    alert.action = action_of(row.kind);
    alert.params = row.params;
    if (auto links = from_json<std::vector<Link>>(row.links)) alert.links = std::move(*links);
    alert.note = row.note;
    alert.raised = row.raised;
    alert.cause_gone = row.cause_gone;
    alert.raised_at = row.raised_at;
    alert.acknowledged_at = row.acknowledged_at;
    alert.acting_at = row.acting_at;
    alert.settled_at = row.settled_at;
    alert.allowed = allowed_steps(row.state);
    // To hand one's own warnings on is for those who lead.
    if (caller.scope == Scope::kOwn) std::erase(alert.allowed, AlertStep::kReassign);
    alert.updated_at = row.updated_at;
    alert.version = row.version;
    shown.push_back(std::move(alert));
  }
  return shown;
}

Result<Alert> Alerts::get(db::ReadTx& tx, const Caller& caller, AlertId id) {
  MANYI_TRY(const store::AlertRow row, load(tx, caller, id));
  return std::move(present(tx, caller, {row}).front());
}

std::vector<Alert> Alerts::open_about(db::ReadTx& tx, const Caller& caller, const std::string& kind,
                                      const std::string& id) {
  return present(tx, caller, store::open_about(tx, caller, subject_key(kind, id)));
}

Result<Page<Alert>> Alerts::list(db::ReadTx& tx, const Caller& caller, const ListAlerts& in) {
  store::AlertFilter filter;
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  MANYI_TRY(filter.before, cursor_id(in.cursor));
  filter.states = in.state;
  filter.open = in.open;
  filter.owner = in.owner_id;
  if (in.owner) filter.owner = caller.employee;
  filter.severities = in.severity;
  filter.kinds = in.kind;
  filter.site = in.site_id;
  filter.limit = limit + 1;
  return page_by_id(present(tx, caller, store::list(tx, caller, filter)), limit);
}

AlertSummary Alerts::summary(db::ReadTx& tx, const Caller& caller) {
  AlertSummary summary;
  for (const auto& row : store::count_open(tx, caller, tx.now())) {
    const bool severe = row.severity == Severity::kSevere;
    summary.open += row.count;
    summary.overdue += row.overdue;
    summary.mine += row.mine;
    summary.mine_overdue += row.mine_overdue;
    if (severe) {
      summary.severe += row.count;
      summary.mine_severe += row.mine;
    }
    auto kind = std::ranges::find(summary.kinds, row.kind, &KindCount::kind);
    if (kind == summary.kinds.end()) kind = summary.kinds.insert(kind, KindCount{row.kind, 0, 0});
    kind->count += row.count;
    if (severe) kind->severe += row.count;
  }
  std::ranges::sort(summary.kinds, {}, &KindCount::kind);
  summary.unread_notifications = needs_.notify.unread(tx, caller);
  return summary;
}

// ---- steps --------------------------------------------------------------------------------------

template <class Change>
Result<Alert> Alerts::step(db::Tx& tx, const Caller& caller, AlertStep which, const StepAlert& in,
                           Change change) {
  MANYI_TRY(store::AlertRow row, load(tx, caller, in.id, in.if_match));
  MANYI_TRY(const AlertState to, decide_step(row.state, which));
  AlertMoved event;
  event.alert = row.id;
  event.step = which;
  event.from = row.state;
  event.state = row.state = to;
  if (in.note) row.note = *in.note;
  MANYI_CHECK(change(row));
  event.owner = row.owner_id;
  row.updated_at = tx.now();
  row.updated_by = caller.user;
  row.version += 1;
  MANYI_CHECK(store::update(tx, row));
  MANYI_CHECK(needs_.events.publish(tx, caller, event));
  if (which == AlertStep::kReassign) MANYI_CHECK(tell_owner(tx, row));
  return std::move(present(tx, caller, {row}).front());
}

Result<Alert> Alerts::move(db::Tx& tx, const Caller& caller, AlertStep which, const StepAlert& in) {
  return step(tx, caller, which, in, [&](store::AlertRow& row) -> Result<void> {
    if (which == AlertStep::kAcknowledge) row.acknowledged_at = tx.now();
    if (which == AlertStep::kAct) {
      row.acting_at = tx.now();
      if (!row.acknowledged_at) row.acknowledged_at = tx.now();
    }
    if (which == AlertStep::kResolve) {
      row.settled_at = tx.now();
      row.cause_gone = false;
    }
    return {};
  });
}

Result<Alert> Alerts::dismiss(db::Tx& tx, const Caller& caller, const DismissAlert& in) {
  return step(tx, caller, AlertStep::kDismiss, in, [&](store::AlertRow& row) -> Result<void> {
    row.note = in.reason;
    row.settled_at = tx.now();
    return {};
  });
}

Result<Alert> Alerts::reassign(db::Tx& tx, const Caller& caller, const ReassignAlert& in) {
  return step(tx, caller, AlertStep::kReassign, in, [&](store::AlertRow& row) -> Result<void> {
    if (caller.scope == Scope::kOwn)
      return forbidden("alert.reassign", "Who leads decides who owns a warning.");
    const auto employee = needs_.org.employee(tx, caller.tenant, in.owner_id);
    if (!employee || employee->state != org::EmployeeState::kActive)
      return invalid("/owner_id", "not_found", "There is no such employee, or he has left.");
    row.owner_id = in.owner_id;
    row.acknowledged_at.reset();
    row.acting_at.reset();
    return {};
  });
}

// ---- rules and mentions -------------------------------------------------------------------------

bool Alerts::has_data(AlertKind kind) const {
  switch (kind) {
    case AlertKind::kEndangeredMetric: return bool(ports_.endangered);
    case AlertKind::kLateCallback: return bool(ports_.late_callbacks);
    case AlertKind::kStockLow: return bool(ports_.low_stock);
    case AlertKind::kControlSignal: return needs_.performance != nullptr && ports_.control_signals;
    case AlertKind::kWorkInProgress: return needs_.performance != nullptr;
    default: return true;
  }
}

Rule Alerts::rule_in_force(db::ReadTx& tx, TenantId tenant, AlertKind kind) {
  Rule rule = default_rule(kind);
  if (const auto own = store::rule(tx, tenant, kind)) {
    rule.enabled = own->enabled;
    rule.limit = own->warns_at;
    rule.severe_limit = own->severe_at;
  }
  return rule;
}

std::vector<AlertRule> Alerts::rules(db::ReadTx& tx, TenantId tenant) {
  std::vector<AlertRule> shown;
  for (const Rule& built_in : default_rules()) {
    if (!has_data(built_in.kind)) continue;
    const Rule rule = rule_in_force(tx, tenant, built_in.kind);
    shown.push_back({rule.kind, rule.enabled, rule.cadence, rule.unit, rule.limit, rule.severe_limit,
                     built_in.limit, built_in.severe_limit});
  }
  return shown;
}

Result<std::vector<AlertRule>> Alerts::change_rules(db::Tx& tx, const Caller& caller,
                                                    const ChangeAlertRules& in) {
  std::vector<FieldError> errors;
  std::vector<store::RuleRow> rows;
  for (std::size_t i = 0; i < in.items.size(); ++i) {
    const ChangeAlertRule& change = in.items[i];
    const std::string pointer = "/items/" + std::to_string(i);
    if (!has_data(change.kind)) {
      errors.push_back({pointer + "/kind", "no_data", "Nothing feeds this kind of warning."});
      continue;
    }
    const Rule now = rule_in_force(tx, caller.tenant, change.kind);
    store::RuleRow row;
    row.tenant_id = caller.tenant;
    row.kind = change.kind;
    row.enabled = change.enabled.value_or(now.enabled);
    row.warns_at = change.limit.value_or(now.limit);
    row.severe_at = change.severe_limit ? change.severe_limit : now.severe_limit;
    row.updated_at = tx.now();
    row.updated_by = caller.user;
    check_limits(row.kind, row.warns_at, row.severe_at, pointer, errors);
    rows.push_back(row);
  }
  if (!errors.empty()) return invalid(std::move(errors));
  for (const auto& row : rows) {
    MANYI_CHECK(store::put(tx, row));
    AlertRuleChanged event;
    event.kind = row.kind;
    event.enabled = row.enabled;
    event.limit = row.warns_at;
    event.severe_limit = row.severe_at;
    MANYI_CHECK(needs_.events.publish(tx, caller, event));
  }
  return rules(tx, caller.tenant);
}

std::vector<Mention> Alerts::mentions(db::ReadTx& tx, TenantId tenant) {
  const auto rows = store::mentions(tx, tenant);
  std::vector<EmployeeId> people;
  for (const auto& row : rows) people.push_back(row.employee_id);
  auto names = needs_.org.employee_names(tx, tenant, people);
  std::vector<Mention> shown;
  for (const auto& row : rows)
    shown.push_back(
        {row.employee_id, names[row.employee_id], row.wecom_user, row.dingtalk_user, row.feishu_user});
  return shown;
}

Result<Mention> Alerts::set_mention(db::Tx& tx, const Caller& caller, const SetMention& in) {
  const auto employee = needs_.org.employee(tx, caller.tenant, in.employee_id);
  if (!employee) return not_found("employee.unknown", "There is no such employee.");
  store::MentionRow row;
  for (const auto& known : store::mentions(tx, caller.tenant))
    if (known.employee_id == in.employee_id) row = known;
  row.tenant_id = caller.tenant;
  row.employee_id = in.employee_id;
  std::vector<FieldError> errors;
  const auto take = [&](const std::optional<std::string>& told, const char* pointer, std::string& place) {
    if (!told) return;
    if (!is_bot_user(*told))
      errors.push_back({pointer, "format", "Expected the user's id in that program, not a phone number."});
    place = *told;
  };
  take(in.wecom_user, "/wecom_user", row.wecom_user);
  take(in.dingtalk_user, "/dingtalk_user", row.dingtalk_user);
  take(in.feishu_user, "/feishu_user", row.feishu_user);
  if (!errors.empty()) return invalid(std::move(errors));
  MANYI_CHECK(store::put(tx, row));
  return Mention{row.employee_id, employee->name, row.wecom_user, row.dingtalk_user, row.feishu_user};
}

}  // namespace manyi::alerts
