// What alerts tells the others: ids, enums, numbers and times, never what somebody wrote.
// Owns the kinds alert.*.
#pragma once

#include <string_view>
#include <vector>

#include "modules/alerts/alerts.h"
#include "platform/journal/events.h"

namespace manyi::alerts {

/// For the first time, or again after it was resolved.
struct AlertRaised {
  static constexpr std::string_view kKind = "alert.raised";
  static constexpr int kSchema = 1;
  AlertId alert;
  AlertKind kind = AlertKind::kPromise;
  Severity severity = Severity::kWarning;
  std::optional<SiteId> site;
  std::optional<EmployeeId> owner;
  std::optional<Instant> due_at;
  std::int64_t raised = 1;
  std::vector<journal::Subject> subjects() const { return {{"alert", alert.value()}}; }
};
BOOST_DESCRIBE_STRUCT(AlertRaised, (), (alert, kind, severity, site, owner, due_at, raised))

/// One step of the table of rules.h.
struct AlertMoved {
  static constexpr std::string_view kKind = "alert.moved";
  static constexpr int kSchema = 1;
  AlertId alert;
  AlertStep step = AlertStep::kAcknowledge;
  AlertState from = AlertState::kRaised, state = AlertState::kRaised;
  std::optional<EmployeeId> owner;
  bool cause_gone = false;  // nobody did it: the cause was not there any more
  std::vector<journal::Subject> subjects() const { return {{"alert", alert.value()}}; }
};
BOOST_DESCRIBE_STRUCT(AlertMoved, (), (alert, step, from, state, owner, cause_gone))

/// It became graver, or less so.
struct AlertWeighed {
  static constexpr std::string_view kKind = "alert.weighed";
  static constexpr int kSchema = 1;
  AlertId alert;
  Severity from = Severity::kWarning, severity = Severity::kWarning;
  std::vector<journal::Subject> subjects() const { return {{"alert", alert.value()}}; }
};
BOOST_DESCRIBE_STRUCT(AlertWeighed, (), (alert, from, severity))

struct AlertRuleChanged {
  static constexpr std::string_view kKind = "alert_rule.changed";
  static constexpr int kSchema = 1;
  AlertKind kind = AlertKind::kPromise;
  bool enabled = true;
  double limit = 0;
  std::optional<double> severe_limit;
  std::vector<journal::Subject> subjects() const { return {}; }
};
BOOST_DESCRIBE_STRUCT(AlertRuleChanged, (), (kind, enabled, limit, severe_limit))

/// Somebody asked for a sweep; those by the clock leave only what they found.
struct AlertsSwept {
  static constexpr std::string_view kKind = "alert.swept";
  static constexpr int kSchema = 1;
  SweepScope scope = SweepScope::kAll;
  std::int64_t raised = 0, kept = 0, resolved = 0;
  std::vector<journal::Subject> subjects() const { return {}; }
};
BOOST_DESCRIBE_STRUCT(AlertsSwept, (), (scope, raised, kept, resolved))

}  // namespace manyi::alerts
