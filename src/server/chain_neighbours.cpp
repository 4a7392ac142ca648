// The way from a job to its complaint and its warnings, and from a metric to its target, its forecast and its warnings.
// Owns nothing; everything is asked of the rooms' façades as the caller.
#include "server/chain_neighbours.h"

#include "server/application.h"

namespace manyi::server {
namespace {

using improvement::ChainRef;
using improvement::NodeKind;

template <class Tag> std::optional<Id<Tag>> id_of(const std::string& text) {
  const auto number = parse_id(text);
  if (!number) return std::nullopt;
  return Id<Tag>(*number);
}

targets::TargetScope scope_of(const improvement::MeasuredMetric& of) {
  return {*parse_enum<targets::ScopeKind>(enum_name(of.scope)), of.scope_key};
}

std::string node_of(const std::string& metric, const targets::TargetScope& scope) {
  return improvement::node_of(
      {metric, *parse_enum<improvement::ScopeKind>(enum_name(scope.kind)), scope.key});
}

/// The scope's own targets of the metric, of today's month, quarter and year.
std::vector<ChainRef> targets_of(Application& app, db::ReadTx& tx, const Caller& caller,
                                 const improvement::MeasuredMetric& of) {
  std::vector<ChainRef> found;
  if (!caller.may(Permission::kTargetRead)) return found;
  for (const auto& period : targets::periods_of(app.targets().today(tx, caller.tenant)))
    if (const auto target = app.targets().in_force(tx, caller.tenant, period.text, of.metric, scope_of(of)))
      if (target->scope == scope_of(of) && app.targets().may_see(tx, caller, target->scope))
        found.push_back({NodeKind::kTarget, target->id.text()});
  return found;
}

std::vector<ChainRef> alerts_about(Application& app, db::ReadTx& tx, const Caller& caller,
                                   const std::string& kind, const std::string& id) {
  std::vector<ChainRef> found;
  if (!caller.may(Permission::kAlertRead)) return found;
  for (const auto& alert : app.alerts().open_about(tx, caller, kind, id))
    found.push_back({NodeKind::kAlert, alert.id.text()});
  return found;
}

void append(std::vector<ChainRef>& to, std::vector<ChainRef> more) {
  for (auto& one : more) to.push_back(std::move(one));
}

/// What a warning is about.
std::vector<ChainRef> causes_of(Application& app, db::ReadTx& tx, const Caller& caller,
                                const std::string& id) {
  std::vector<ChainRef> found;
  const auto number = id_of<alerts::AlertTag>(id);
  if (!number || !caller.may(Permission::kAlertRead)) return found;
  const auto alert = app.alerts().get(tx, caller, *number);
  if (!alert) return found;
  if (alert->subject_kind == "metric") {
    found.push_back({NodeKind::kMetric, alert->subject_id});
    if (alert->kind == alerts::AlertKind::kEndangeredMetric)
      found.push_back({NodeKind::kForecast, alert->subject_id});
    if (alert->kind == alerts::AlertKind::kControlSignal)
      found.push_back({NodeKind::kSignal, alert->subject_id});
  }
  for (const auto& link : alert->links) {
    if (link.kind == "work_order") found.push_back({NodeKind::kWorkOrder, link.id});
    if (link.kind == "complaint") found.push_back({NodeKind::kComplaint, link.id});
  }
  return found;
}

}  // namespace

std::vector<ChainRef> chain_before(Application& app, db::ReadTx& tx, const Caller& caller,
                                   const ChainRef& of) {
  switch (of.kind) {
    case NodeKind::kAlert: return causes_of(app, tx, caller, of.id);
    case NodeKind::kComplaint:
      if (const auto id = id_of<complaints::ComplaintTag>(of.id);
          id && caller.may(Permission::kComplaintRead))
        if (const auto complaint = app.complaints().get(tx, caller, *id);
            complaint && complaint->work_order_id)
          return {{NodeKind::kWorkOrder, complaint->work_order_id->text()}};
      return {};
    case NodeKind::kTarget:
      if (const auto id = id_of<targets::TargetTag>(of.id); id && caller.may(Permission::kTargetRead))
        if (const auto target = app.targets().get(tx, caller, *id)) {
          std::vector<ChainRef> found = {
              {NodeKind::kMetric, node_of(target->metric, {target->scope, target->scope_key})}};
          if (target->parent_id) found.push_back({NodeKind::kTarget, target->parent_id->text()});
          return found;
        }
      return {};
    case NodeKind::kForecast:
      if (const auto metric = improvement::metric_of_node(of.id)) {
        auto found = targets_of(app, tx, caller, *metric);
        found.push_back({NodeKind::kMetric, of.id});
        return found;
      }
      return {};
    case NodeKind::kSignal:
      if (improvement::metric_of_node(of.id)) return {{NodeKind::kMetric, of.id}};
      return {};
    default: return {};
  }
}

std::vector<ChainRef> chain_after(Application& app, db::ReadTx& tx, const Caller& caller,
                                  const ChainRef& of) {
  switch (of.kind) {
    case NodeKind::kWorkOrder: {
      auto found = alerts_about(app, tx, caller, "work_order", of.id);
      if (const auto id = id_of<workorders::WorkOrderTag>(of.id);
          id && caller.may(Permission::kComplaintRead)) {
        complaints::ListComplaints query;
        query.work_order_id = *id;
        if (const auto page = app.complaints().list(tx, caller, query))
          for (const auto& complaint : page->items)
            found.push_back({NodeKind::kComplaint, complaint.id.text()});
      }
      return found;
    }
    case NodeKind::kComplaint: return alerts_about(app, tx, caller, "complaint", of.id);
    case NodeKind::kMetric:
      if (const auto metric = improvement::metric_of_node(of.id)) {
        auto found = targets_of(app, tx, caller, *metric);
        append(found, alerts_about(app, tx, caller, "metric", of.id));
        return found;
      }
      return {};
    case NodeKind::kTarget:
      if (const auto id = id_of<targets::TargetTag>(of.id); id && caller.may(Permission::kTargetRead))
        if (const auto target = app.targets().get(tx, caller, *id))
          return {{NodeKind::kForecast, node_of(target->metric, {target->scope, target->scope_key})}};
      return {};
    case NodeKind::kForecast: return alerts_about(app, tx, caller, "metric", of.id);
    default: return {};
  }
}

}  // namespace manyi::server
