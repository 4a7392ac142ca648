// HTTP operations of alerts.
// Owns their paths, permissions and documentation; no logic.
#include "modules/alerts/alerts.h"
#include "platform/http/api.h"

namespace manyi::alerts {
namespace {

const std::vector<ErrorCode> kOnChange = {ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kStale};

struct SweepNow {
  std::optional<SweepScope> scope;
};
BOOST_DESCRIBE_STRUCT(SweepNow, (), (scope))

template <class In, class F>
void declare_step(http::Api& api, const std::string& path, const std::string& summary, F handler) {
  api.post("/alerts/{id}/" + path)
      .summary(summary)
      .tag("alerts")
      .allow(Permission::kAlertWrite)
      .fails(kOnChange)
      .writes<In, Alert>(std::move(handler));
}

void declare_settings(http::Api& api, Alerts& alerts) {
  api.get("/alert-rules")
      .summary("Rules of warnings with their limits, as far as something feeds them")
      .tag("alerts")
      .allow(Permission::kAlertRead)
      .reads<http::Nothing, Items<AlertRule>>(
          [&alerts](db::ReadTx& tx, const Caller& caller, const http::Nothing&) -> Result<Items<AlertRule>> {
            return Items<AlertRule>{alerts.rules(tx, caller.tenant)};
          });
  api.put("/alert-rules")
      .summary("Switch rules of warnings on or off and set their limits")
      .tag("alerts")
      .allow(Permission::kNotificationWrite)
      .writes<ChangeAlertRules, Items<AlertRule>>(
          [&alerts](db::Tx& tx, const Caller& caller,
                    const ChangeAlertRules& in) -> Result<Items<AlertRule>> {
            MANYI_TRY(auto rules, alerts.change_rules(tx, caller, in));
            return Items<AlertRule>{std::move(rules)};
          });
  api.get("/alert-mentions")
      .summary("By which id the group bots know each employee")
      .tag("alerts")
      .allow(Permission::kNotificationWrite)
      .reads<http::Nothing, Items<Mention>>(
          [&alerts](db::ReadTx& tx, const Caller& caller, const http::Nothing&) -> Result<Items<Mention>> {
            return Items<Mention>{alerts.mentions(tx, caller.tenant)};
          });
  api.put("/alert-mentions/{employee_id}")
      .summary("Set the ids by which the group bots mention an employee; never a phone number")
      .tag("alerts")
      .allow(Permission::kNotificationWrite)
      .fails({ErrorCode::kNotFound})
      .writes<SetMention, Mention>([&alerts](db::Tx& tx, const Caller& caller, const SetMention& in) {
        return alerts.set_mention(tx, caller, in);
      });
  api.post("/alerts/sweep")
      .summary("Look for causes of warnings now")
      .tag("alerts")
      .allow(Permission::kNotificationWrite)
      .prepares<SweepNow, SweepReport, SweepReport>(
          [&alerts](http::Context&, const Caller& caller, const SweepNow& in) {
            return alerts.sweep(caller.tenant, in.scope.value_or(SweepScope::kAll));
          },
          [&alerts](db::Tx& tx, const Caller& caller, const SweepReport& report) {
            return alerts.record_sweep(tx, caller, report);
          });
}

}  // namespace

void declare_routes(http::Api& api, Alerts& alerts) {
  api.get("/alerts")
      .summary("List warnings, newest first; owner=me for one's own")
      .tag("alerts")
      .allow(Permission::kAlertRead)
      .reads<ListAlerts, Page<Alert>>([&alerts](db::ReadTx& tx, const Caller& caller, const ListAlerts& in) {
        return alerts.list(tx, caller, in);
      });
  api.get("/alerts/summary")
      .summary("Numbers for the bell: open, severe, overdue, one's own, unread notifications")
      .tag("alerts")
      .allow(Permission::kAlertRead)
      .reads<http::Nothing, AlertSummary>(
          [&alerts](db::ReadTx& tx, const Caller& caller, const http::Nothing&) -> Result<AlertSummary> {
            return alerts.summary(tx, caller);
          });
  api.get("/alerts/{id}")
      .summary("Read a warning with its records and what may be done")
      .tag("alerts")
      .allow(Permission::kAlertRead)
      .fails({ErrorCode::kNotFound})
      .reads<OneAlert, Alert>([&alerts](db::ReadTx& tx, const Caller& caller, const OneAlert& in) {
        return alerts.get(tx, caller, in.id);
      });
  const auto plain = [&](AlertStep step, const std::string& path, const std::string& summary) {
    declare_step<StepAlert>(api, path, summary,
                            [&alerts, step](db::Tx& tx, const Caller& caller, const StepAlert& in) {
                              return alerts.move(tx, caller, step, in);
                            });
  };
  plain(AlertStep::kAcknowledge, "acknowledge", "Say that one has seen it");
  plain(AlertStep::kAct, "act", "Say what one does about it");
  plain(AlertStep::kResolve, "resolve", "Say that the cause is removed");
  declare_step<DismissAlert>(api, "dismiss",
                             "Say why it is no cause for action; not raised again in its period",
                             [&alerts](db::Tx& tx, const Caller& caller, const DismissAlert& in) {
                               return alerts.dismiss(tx, caller, in);
                             });
  declare_step<ReassignAlert>(api, "reassign", "Give it to another owner",
                              [&alerts](db::Tx& tx, const Caller& caller, const ReassignAlert& in) {
                                return alerts.reassign(tx, caller, in);
                              });
  declare_settings(api, alerts);
}

}  // namespace manyi::alerts
