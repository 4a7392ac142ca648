// Questions that went up: raised with a limit that never moves, answered, verified, closed.
// Owns the escalations of work orders and their façade.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "modules/workorders/escalation_rules.h"
#include "modules/workorders/workorders.h"

namespace manyi::workorders {

struct EscalationTag;
using EscalationId = Id<EscalationTag>;

struct EscalationDetails : EscalationStamps, OrderRecord {
  std::optional<EscalationKind> kind;  // default hierarchical
  std::int64_t level = 1;
  std::optional<EmployeeId> resolver_id;
  std::optional<EscalationState> state;  // default: told by the times
  std::optional<std::string> question, answer;
  bool operator==(const EscalationDetails&) const = default;
  Instant occurred() const { return raised_at; }
};
BOOST_DESCRIBE_STRUCT(EscalationDetails, (EscalationStamps, OrderRecord),
                      (kind, level, resolver_id, state, question, answer))

struct EscalationRow : EscalationDetails, imports::RecordKeys<EscalationTag> {
  using Details = EscalationDetails;
};
BOOST_DESCRIBE_STRUCT(EscalationRow, (EscalationDetails, imports::RecordKeys<EscalationTag>), ())

struct ImportedEscalation : EscalationDetails, imports::RecordOrigin {};
BOOST_DESCRIBE_STRUCT(ImportedEscalation, (EscalationDetails, imports::RecordOrigin), ())

struct Escalation : EscalationDetails, ShownRecord {
  EscalationId id;
  std::string resolver_name;
  std::vector<EscalationStep> allowed;
};
BOOST_DESCRIBE_STRUCT(Escalation, (EscalationDetails, ShownRecord), (id, resolver_name, allowed))

struct OneEscalation {
  EscalationId id;
};
BOOST_DESCRIBE_STRUCT(OneEscalation, (), (id))

struct StepEscalation {
  EscalationId id;
  std::optional<std::int64_t> if_match;
  std::optional<EmployeeId> resolver_id;
};
BOOST_DESCRIBE_STRUCT(StepEscalation, (), (id, if_match, resolver_id))
struct AnswerEscalation : StepEscalation {
  std::string answer;
};
BOOST_DESCRIBE_STRUCT(AnswerEscalation, (StepEscalation), (answer))
std::span<const FieldRule> field_rules(const AnswerEscalation*);

struct ListEscalations {
  std::optional<std::string> cursor;
  std::vector<EscalationState> state;
  std::vector<EscalationKind> kind;
  std::optional<SiteId> site_id;
  std::optional<WorkOrderId> work_order_id;
  std::optional<EmployeeId> technician_id, resolver_id;
  std::optional<Instant> from, to;  // raised, half-open
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListEscalations, (),
                      (cursor, state, kind, site_id, work_order_id, technician_id, resolver_id, from, to,
                       limit))

/// Thread-safe. Every call takes part in the caller's transaction. What is out of the caller's scope
/// answers kNotFound. Raised by WorkOrders::escalate.
class Escalations : public imports::RecordBook<EscalationRow> {
 public:
  explicit Escalations(RecordNeeds needs);
  /// Inserts or corrects. \errors kInvalid with all fields; an escalation belongs to an order
  Result<imports::Recorded> record(db::Tx&, const Caller&, const ImportedEscalation&);
  /// accept, start, verify, refuse, close. \errors kNotFound; kStale; kConflict with the allowed steps
  Result<Escalation> step(db::Tx&, const Caller&, EscalationStep, const StepEscalation&);
  /// The first answer counts against the limit; a refused one does not give more time.
  Result<Escalation> answer(db::Tx&, const Caller&, const AnswerEscalation&);
  Result<Escalation> get(db::ReadTx&, const Caller&, EscalationId);
  Result<Page<Escalation>> list(db::ReadTx&, const Caller&, const ListEscalations&);
  std::vector<kpi::FactRow> load_facts(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
  std::map<std::int64_t, std::string> numbers(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
  /// Empties questions and answers on an erased customer's orders.
  Result<void> erase_person(db::Tx&, TenantId, customers::CustomerId);

 private:
  Result<Escalation> take(db::Tx&, const Caller&, EscalationStep, const StepEscalation&,
                          const std::optional<std::string>& answer);
  std::vector<Escalation> present(db::ReadTx&, TenantId, const std::vector<EscalationRow>&);
  RecordNeeds needs_;
};

/// The escalation as a KPI fact; a copy of its schema, for the KPI engine.
kpi::FactSchema escalation_fact_schema();

}  // namespace manyi::workorders
