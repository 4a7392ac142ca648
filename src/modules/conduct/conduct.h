// Violations of the rules of the trade: suspected, reviewed by a person, appealed, decided.
// Owns the façade of conduct and its types.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/money.h"
#include "base/result.h"
#include "modules/conduct/rules.h"
#include "modules/workorders/workorders.h"
#include "platform/db/money_value.h"
#include "platform/imports/record_book.h"

namespace manyi::conduct {

struct ViolationTag;
using ViolationId = Id<ViolationTag>;

/// What is known of a violation. Not told: found when it happened, suspected, one of the lightest,
/// with the points of its severity.
struct ViolationDetails : workorders::OrderReferences {
  Instant happened_at;
  std::optional<Instant> found_at, final_at;
  ViolationType type = ViolationType::kOther;
  std::optional<ViolationSource> source;  // default audit
  std::optional<ViolationState> state;
  std::optional<ViolationSeverity> severity;
  std::optional<EmployeeId> employee_id;
  std::optional<std::int64_t> points;
  std::optional<Money> money;     // what it brought in or cost
  std::optional<bool> confirmed;  // none: nobody has decided
  std::optional<std::string> evidence, appeal;
  RawJson attributes;
  bool operator==(const ViolationDetails&) const = default;
  Instant occurred() const { return happened_at; }
};
BOOST_DESCRIBE_STRUCT(ViolationDetails, (workorders::OrderReferences),
                      (happened_at, found_at, final_at, type, source, state, severity, employee_id, points,
                       money, confirmed, evidence, appeal, attributes))

struct ViolationRow : ViolationDetails, imports::RecordKeys<ViolationTag> {
  using Details = ViolationDetails;
};
BOOST_DESCRIBE_STRUCT(ViolationRow, (ViolationDetails, imports::RecordKeys<ViolationTag>), ())

struct ImportedViolation : ViolationDetails, imports::RecordOrigin {};
BOOST_DESCRIBE_STRUCT(ImportedViolation, (ViolationDetails, imports::RecordOrigin), ())
std::span<const FieldRule> field_rules(const ImportedViolation*);

/// By hand: a suspicion, whoever brings it.
struct SuspectViolation : workorders::OrderReferences {
  std::optional<Instant> happened_at;  // default: now
  ViolationType type = ViolationType::kOther;
  std::optional<ViolationSource> source;
  std::optional<ViolationSeverity> severity;
  std::optional<EmployeeId> employee_id;
  std::optional<std::int64_t> points;
  std::optional<Money> money;
  std::optional<std::string> evidence;
};
BOOST_DESCRIBE_STRUCT(SuspectViolation, (workorders::OrderReferences),
                      (happened_at, type, source, severity, employee_id, points, money, evidence))
std::span<const FieldRule> field_rules(const SuspectViolation*);

struct Violation : ViolationDetails {
  ViolationId id;
  std::string site_name, work_order_no, employee_name;
  std::vector<ViolationStep> allowed;
  bool imported = false;
  Instant created_at, updated_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Violation, (ViolationDetails),
                      (id, site_name, work_order_no, employee_name, allowed, imported, created_at, updated_at,
                       version))

struct OneViolation {
  ViolationId id;
};
BOOST_DESCRIBE_STRUCT(OneViolation, (), (id))

/// `text` belongs to confirm, dismiss (evidence) and appeal (its reason).
struct StepViolation {
  ViolationId id;
  std::optional<std::int64_t> if_match;
  std::optional<ViolationSeverity> severity;  // of confirm
  std::optional<std::int64_t> points;         // of confirm; default: those of the severity
  std::optional<std::string> text;
};
BOOST_DESCRIBE_STRUCT(StepViolation, (), (id, if_match, severity, points, text))
std::span<const FieldRule> field_rules(const StepViolation*);

struct ListViolations {
  std::optional<std::string> cursor;
  std::vector<ViolationState> state;
  std::vector<ViolationType> type;
  std::vector<ViolationSource> source;
  std::vector<ViolationSeverity> severity;
  std::optional<SiteId> site_id;
  std::optional<workorders::WorkOrderId> work_order_id;
  std::optional<EmployeeId> employee_id;
  std::optional<Instant> from, to;  // happened, half-open
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListViolations, (),
                      (cursor, state, type, source, severity, site_id, work_order_id, employee_id, from, to,
                       limit))

struct Needs {
  journal::Events& events;
  org::Org& org;
  customers::Customers& customers;
  workorders::WorkOrders& orders;
};

/// Thread-safe. Every call takes part in the caller's transaction. Permissions are checked by the
/// routes; what is out of the caller's scope answers kNotFound.
class Violations : public imports::RecordBook<ViolationRow> {
 public:
  explicit Violations(Needs needs);

  /// Inserts or corrects; history may come in with its verdict. \errors kInvalid with all fields
  Result<imports::Recorded> record(db::Tx&, const Caller&, const ImportedViolation&);
  /// By hand: always as a suspicion. \errors kInvalid with all fields
  Result<Violation> suspect(db::Tx&, const Caller&, const SuspectViolation&);
  /// \errors kNotFound; kStale; kForbidden on one's own; kConflict with the allowed steps
  Result<Violation> step(db::Tx&, const Caller&, ViolationStep, const StepViolation&);
  Result<Violation> get(db::ReadTx&, const Caller&, ViolationId);
  Result<Page<Violation>> list(db::ReadTx&, const Caller&, const ListViolations&);

  // For the KPI engine.
  std::vector<kpi::FactRow> load_facts(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
  /// The orders' numbers.
  std::map<std::int64_t, std::string> numbers(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);

  Result<void> erase_person(db::Tx&, TenantId, customers::CustomerId);

 private:
  Result<ViolationDetails> complete(db::Tx&, const Caller&, ViolationDetails);
  std::vector<Violation> present(db::ReadTx&, const Caller&, const std::vector<ViolationRow>&);
  Needs needs_;
};

/// Tables, routes and subscriptions; `violations` must outlive what is made of it.
Module make_module(Violations& violations);

}  // namespace manyi::conduct
