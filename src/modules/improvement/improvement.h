// From what was found to whether it helped: findings, their causes, actions, effect checks, and the chain.
// Owns the façade of findings, actions and checks; reviews.h has the meetings.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "modules/improvement/findings.h"
#include "modules/org/org.h"
#include "modules/performance/performance.h"
#include "platform/auth/caller.h"
#include "platform/db/counter.h"
#include "platform/db/db.h"
#include "platform/http/page.h"

namespace manyi::improvement {

namespace store {
struct StoredFinding;
struct StoredAction;
struct StoredCheck;
}  // namespace store
class Reviews;  // reviews.h

/// What the chain is told of things that other modules keep; the server answers.
struct ChainPorts {
  /// What people read of it; "" when the caller may not see it or nobody knows.
  std::function<std::string(db::ReadTx&, const Caller&, NodeKind, const std::string& id)> label;
  /// What of other rooms led to it, or came of it, without anybody having linked them: the metric of a warning, the
  /// target of a metric. Of what the caller may see.
  std::function<std::vector<ChainRef>(db::ReadTx&, const Caller&, const ChainRef&)> before, after;
};

/// Thread-safe. Calls with a transaction take part in it. Permissions are checked by the routes; what is out
/// of the caller's reach answers kNotFound: he reaches what he owns, raised or is coached in, his team's, and
/// what belongs to his sites. Changes check `if_match` (kStale) and the tables of rules.h (kConflict).
class Improvement {
 public:
  struct Needs {
    journal::Events& events;
    org::Org& org;
    performance::Performance& performance;
    db::Database& database;
  };
  explicit Improvement(Needs needs) : needs_(needs) {}
  void answer_chain(ChainPorts ports) { chain_ports_ = std::move(ports); }

  // Findings. \errors kInvalid with all fields: owner, metric, scope, month, links
  Result<Finding> create_finding(db::Tx&, const Caller&, const CreateFinding&);
  /// The Pareto's figures were asked for before, see pareto(). \errors kInvalid
  Result<Finding> name_causes(db::Tx&, const Caller&, const NameCauses&, const std::optional<CasePareto>&);
  Result<Finding> assign_finding(db::Tx&, const Caller&, const AssignFinding&);
  Result<Finding> close_finding(db::Tx&, const Caller&, const CloseFinding&);
  Result<Finding> drop_finding(db::Tx&, const Caller&, const DropFinding&);
  Result<Finding> finding(db::ReadTx&, const Caller&, FindingId);
  Result<Page<FindingRow>> list_findings(db::ReadTx&, const Caller&, const ListFindings&);
  /// Cases of the finding's metric and scope by dimension, of what the caller may see.
  /// \errors kConflict when it has no metric that counts cases; as Performance::evaluate
  Result<CasePareto> pareto(db::ReadTx&, const Caller&, const ParetoQuery&);

  // Actions.
  Result<ImprovementAction> create_action(db::Tx&, const Caller&, const CreateAction&);
  Result<ImprovementAction> plan_action(db::Tx&, const Caller&, const PlanAction&);
  /// The baseline was asked for before, see baseline_for().
  Result<ImprovementAction> start_action(db::Tx&, const Caller&, const StartAction&,
                                         const std::optional<ActionBaseline>&);
  /// What the action starts from; none without a metric. \errors as Performance::evaluate
  Result<std::optional<ActionBaseline>> baseline_for(db::ReadTx&, const Caller&, const StartAction&);
  /// Makes the two effect checks.
  Result<ImprovementAction> finish_action(db::Tx&, const Caller&, const FinishAction&);
  Result<ImprovementAction> cancel_action(db::Tx&, const Caller&, const CancelAction&);
  /// \errors kForbidden to everybody but the coached person
  Result<ImprovementAction> acknowledge(db::Tx&, const Caller&, const AcknowledgeCoaching&);
  Result<ImprovementAction> action(db::ReadTx&, const Caller&, ActionId);
  Result<Page<ImprovementActionRow>> list_actions(db::ReadTx&, const Caller&, const ListActions&);

  // Effect checks.
  Result<EffectCheck> effect_check(db::ReadTx&, const Caller&, EffectCheckId);
  Result<Page<EffectCheck>> list_checks(db::ReadTx&, const Caller&, const ListEffectChecks&);
  /// How it looks now. \errors kInvalid; as Performance::evaluate
  Result<EffectPreview> preview(db::ReadTx&, const Caller&, const PreviewEffect&);
  /// Keeps what preview() of this check said. \errors kConflict before its day
  Result<EffectCheck> keep_measured(db::Tx&, const Caller&, const MeasureEffect&, const EffectPreview&);
  Result<EffectCheck> sign(db::Tx&, const Caller&, const SignEffect&);
  /// Measures everything that is due, of every tenant; the job of every hour. \return how many
  Result<int> measure_due();
  /// The same for one tenant, at this moment.
  Result<int> measure_due(TenantId tenant);

  Result<ImprovementChain> chain(db::ReadTx&, const Caller&, const ChainQuery&);

 private:
  friend class Reviews;
  using StoredFinding = store::StoredFinding;
  using StoredAction = store::StoredAction;
  using StoredCheck = store::StoredCheck;

  /// Today at the company's first site, by whose day records are dated.
  Date today(db::ReadTx&, TenantId);
  Result<StoredFinding> load(db::ReadTx&, const Caller&, FindingId,
                             const std::optional<std::int64_t>& if_match = {});
  Result<StoredAction> load(db::ReadTx&, const Caller&, ActionId,
                            const std::optional<std::int64_t>& if_match = {});
  Result<StoredCheck> load(db::ReadTx&, const Caller&, EffectCheckId,
                           const std::optional<std::int64_t>& if_match = {});
  /// Stores the finding as it is after the step and tells of it.
  Result<void> moved(db::Tx&, const Caller&, StoredFinding&, FindingStep, FindingState to);
  Result<void> moved(db::Tx&, const Caller&, StoredAction&, ActionStep, ActionState to);
  /// The finding's state follows its actions.
  Result<void> follow_actions(db::Tx&, const Caller&, const StoredAction&);
  Result<void> link(db::Tx&, TenantId, const ChainRef& from, const ChainRef& to);
  Result<EffectPreview> measure(TenantId, const MeasuredMetric&, const EffectWindows&, Date today,
                                const std::string& where);

  std::shared_ptr<const kpi::Metric> metric(TenantId, const std::string& code);
  bool counts_cases(TenantId, const std::string& metric_code);
  void check_owner(db::ReadTx&, TenantId, EmployeeId, const char* pointer, std::vector<FieldError>&);
  void check_metric(db::ReadTx&, const Caller&, const MeasuredMetric&, const std::string& pointer,
                    std::vector<FieldError>&);
  bool may_see(db::ReadTx&, const Caller&, ScopeKind, const std::string& key);
  void check_scope(db::ReadTx&, const Caller&, ScopeKind, const std::string& key, const std::string& pointer,
                   std::vector<FieldError>&);
  std::optional<SiteId> site_of(db::ReadTx&, TenantId, ScopeKind, const std::string& key);
  std::string label_of(db::ReadTx&, const Caller&, ScopeKind, const std::string& key);
  /// For KpiQuery::where. \errors kInvalid for a unit without people
  Result<std::string> condition_of(db::ReadTx&, TenantId, ScopeKind, const std::string& key);

  Finding present(db::ReadTx&, const Caller&, const StoredFinding&);
  FindingRow row_of(db::ReadTx&, const Caller&, const StoredFinding&);
  ImprovementAction present(db::ReadTx&, const Caller&, const StoredAction&);
  ImprovementActionRow row_of(db::ReadTx&, const Caller&, const StoredAction&);
  EffectCheck present(db::ReadTx&, const Caller&, const StoredCheck&, const StoredAction&);
  /// Labels it. \return false when it is out of the caller's reach
  bool tell_node(db::ReadTx&, const Caller&, ChainNode&);

  Needs needs_;
  ChainPorts chain_ports_;
  db::Counter numbers_{"improvement_numbers"};
};

/// Tables, routes and the hourly job; both must outlive what is made of them.
Module make_module(Improvement& improvement, Reviews& reviews);

}  // namespace manyi::improvement
