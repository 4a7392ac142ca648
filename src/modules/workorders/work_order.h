// A work order as people see it, and the commands that change it.
// Owns the ids and types that other modules meet in the façade workorders.h, which includes this.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/money.h"
#include "modules/catalog/catalog.h"
#include "modules/customers/customers.h"
#include "modules/workorders/escalation_rules.h"
#include "modules/workorders/rules.h"

namespace manyi::workorders {

struct WorkOrderTag;
struct CommentTag;
struct ExpectationTag;
struct PromiseTag;
struct PauseTag;
using WorkOrderId = Id<WorkOrderTag>;
using CommentId = Id<CommentTag>;
using ExpectationId = Id<ExpectationTag>;
using PromiseId = Id<PromiseTag>;
using PauseId = Id<PauseTag>;

enum class ExpectationKind { kNeed, kExpectation };
BOOST_DESCRIBE_ENUM(ExpectationKind, kNeed, kExpectation)
enum class Verdict { kOpen, kMet, kNotMet, kExceeded };
BOOST_DESCRIBE_ENUM(Verdict, kOpen, kMet, kNotMet, kExceeded)
/// How exact the time stamps of an order are: imported history may know days only.
enum class DatePrecision { kInstant, kDay };
BOOST_DESCRIBE_ENUM(DatePrecision, kInstant, kDay)

// ---- what people see ---------------------------------------------------------------------------

struct Promise {
  std::optional<Instant> at;
  std::optional<Instant> original_at;  // the first one given; never overwritten
  std::int64_t changes = 0;
};
BOOST_DESCRIBE_STRUCT(Promise, (), (at, original_at, changes))

/// One version of the promise. The first has no reason.
struct PromiseVersion {
  Instant at;
  std::string reason;
  bool told_customer = false;
  Instant made_at;
  std::string made_by;
};
BOOST_DESCRIBE_STRUCT(PromiseVersion, (), (at, reason, told_customer, made_at, made_by))

struct Expectation {
  ExpectationId id;
  ExpectationKind kind = ExpectationKind::kNeed;
  std::string text;
  Verdict verdict = Verdict::kOpen;
};
BOOST_DESCRIBE_STRUCT(Expectation, (), (id, kind, text, verdict))

struct PauseInForce {
  PauseReason reason = PauseReason::kOther;
  Instant since;
  std::string evidence;
};
BOOST_DESCRIBE_STRUCT(PauseInForce, (), (reason, since, evidence))

/// Whose and what: customer, device, fault.
struct WorkOrderSubject {
  std::optional<customers::CustomerId> customer_id;
  std::string customer_name;  // masked unless the caller may see it, as are contact and phone
  std::optional<customers::ContactId> contact_id;
  std::string contact_name, contact_phone;
  std::optional<customers::AssetId> asset_id;
  std::string serial_no;
  std::optional<catalog::ModelId> model_id;
  std::string model_name, product_line_name, manufacturer_name;
  std::string brand, category;
  std::optional<double> age_years;
  std::string symptom_text;
  std::optional<catalog::FaultCodeId> fault_code_id;
  std::string fault_code_name;
  std::vector<std::string> accessories;
  std::string appearance;
  DataHandling data_handling = DataHandling::kKeep;
};
BOOST_DESCRIBE_STRUCT(WorkOrderSubject, (),
                      (customer_id, customer_name, contact_id, contact_name, contact_phone, asset_id,
                       serial_no, model_id, model_name, product_line_name, manufacturer_name, brand, category,
                       age_years, symptom_text, fault_code_id, fault_code_name, accessories, appearance,
                       data_handling))

struct WorkOrder : WorkOrderSubject, Stamps {
  WorkOrderId id;
  std::string no;
  std::string manufacturer_no;
  ServiceType service_type = ServiceType::kCarryIn;
  WorkOrderState state = WorkOrderState::kDraft;
  bool paused = false;
  std::optional<PauseInForce> pause;
  std::int64_t escalation_level = 0;
  Channel channel = Channel::kCounter;
  Priority priority = Priority::kNormal;
  SiteId site_id;
  std::string site_name;
  Warranty warranty = Warranty::kUnknown;
  std::string warranty_evidence;
  QuoteDecision quote_decision = QuoteDecision::kNone;
  std::optional<Money> quote_amount, price_limit;
  std::optional<EmployeeId> technician_id;
  std::string technician_name;
  Outcome outcome = Outcome::kUnknown;
  std::string outcome_barrier;
  std::optional<CancelReason> cancel_reason;
  std::optional<WorkOrderId> repeat_of, followed_by;
  std::string repeat_of_no, followed_by_no;
  Promise promise;
  std::vector<PromiseVersion> promises;
  std::vector<Expectation> expectations;
  std::int64_t visits = 0, reopen_count = 0, qc_failures = 0, appointment_version = 0;
  std::vector<WorkOrderState> main_way;  // of this service type, for the progress line
  bool imported = false;
  DatePrecision date_precision = DatePrecision::kInstant;
  std::string source, source_id;
  RawJson attributes;
  Instant created_at, updated_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(WorkOrder, (WorkOrderSubject, Stamps),
                      (id, no, manufacturer_no, service_type, state, paused, pause, escalation_level, channel,
                       priority, site_id, site_name, warranty, warranty_evidence, quote_decision,
                       quote_amount, price_limit, technician_id, technician_name, outcome, outcome_barrier,
                       cancel_reason, repeat_of, followed_by, repeat_of_no, followed_by_no, promise, promises,
                       expectations, visits, reopen_count, qc_failures, appointment_version, main_way,
                       imported, date_precision, source, source_id, attributes, created_at, updated_at,
                       version))

/// A line of a list.
struct WorkOrderRow {
  WorkOrderId id;
  std::string no;
  ServiceType service_type = ServiceType::kCarryIn;
  WorkOrderState state = WorkOrderState::kDraft;
  bool paused = false;
  std::int64_t escalation_level = 0;
  Priority priority = Priority::kNormal;
  SiteId site_id;
  std::string site_name;
  std::optional<customers::CustomerId> customer_id;
  std::string customer_name;
  std::optional<customers::AssetId> asset_id;
  std::string serial_no, model_name, manufacturer_name, brand, category;
  std::string symptom_text;
  Warranty warranty = Warranty::kUnknown;
  std::optional<EmployeeId> technician_id;
  std::string technician_name;
  Outcome outcome = Outcome::kUnknown;
  std::optional<WorkOrderId> repeat_of;
  Promise promise;
  std::optional<Instant> accepted_at, customer_notified_at, delivered_at, closed_at;
  bool imported = false;
  Instant created_at, updated_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(WorkOrderRow, (),
                      (id, no, service_type, state, paused, escalation_level, priority, site_id, site_name,
                       customer_id, customer_name, asset_id, serial_no, model_name, manufacturer_name, brand,
                       category, symptom_text, warranty, technician_id, technician_name, outcome, repeat_of,
                       promise, accepted_at, customer_notified_at, delivered_at, closed_at, imported,
                       created_at, updated_at, version))

// ---- commands ----------------------------------------------------------------------------------

struct NewExpectation {
  ExpectationKind kind = ExpectationKind::kNeed;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(NewExpectation, (), (kind, text))
std::span<const FieldRule> field_rules(const NewExpectation*);

struct IntakeCustomer {
  std::string name;
  std::optional<std::string> phone, region;
  std::optional<customers::CustomerKind> kind;
};
BOOST_DESCRIBE_STRUCT(IntakeCustomer, (), (name, phone, region, kind))
std::span<const FieldRule> field_rules(const IntakeCustomer*);

struct IntakeContact {
  std::string name;
  std::optional<std::string> phone;
};
BOOST_DESCRIBE_STRUCT(IntakeContact, (), (name, phone))
std::span<const FieldRule> field_rules(const IntakeContact*);

/// The quick intake: serial first. Customer, contact and asset are named by id, or given inline and
/// found or made.
struct CreateWorkOrder {
  ServiceType service_type = ServiceType::kCarryIn;
  std::optional<SiteId> site_id;   // default: the caller's home site
  std::optional<Channel> channel;  // default: counter for carry-in, else phone
  std::optional<Priority> priority;
  std::optional<std::string> manufacturer_no;
  std::optional<std::string> serial_no;
  std::optional<customers::AssetId> asset_id;
  std::optional<catalog::ModelId> model_id;
  std::optional<Date> sold_on;
  std::optional<customers::CustomerId> customer_id;
  std::optional<IntakeCustomer> customer;
  std::optional<customers::ContactId> contact_id;
  std::optional<IntakeContact> contact;
  std::optional<std::string> brand, category;
  std::optional<std::string> symptom_text;
  std::optional<catalog::FaultCodeId> fault_code_id;
  std::optional<Warranty> warranty;  // default: decided by the asset's entitlements
  std::optional<std::string> warranty_evidence;
  std::optional<EmployeeId> technician_id;
  std::optional<Instant> requested_at;  // default: now
  std::optional<Instant> promise_at;    // default: the house limit in working time
  std::vector<std::string> accessories;
  std::optional<std::string> appearance;
  std::optional<DataHandling> data_handling;
  std::optional<Money> price_limit;
  std::vector<NewExpectation> expectations;
  std::optional<bool> accept;  // default true; false leaves a draft
  std::map<std::string, std::string> attributes;
};
BOOST_DESCRIBE_STRUCT(CreateWorkOrder, (),
                      (service_type, site_id, channel, priority, manufacturer_no, serial_no, asset_id,
                       model_id, sold_on, customer_id, customer, contact_id, contact, brand, category,
                       symptom_text, fault_code_id, warranty, warranty_evidence, technician_id, requested_at,
                       promise_at, accessories, appearance, data_handling, price_limit, expectations, accept,
                       attributes))
std::span<const FieldRule> field_rules(const CreateWorkOrder*);

/// What is absent stays as it is.
struct EditWorkOrder {
  WorkOrderId id;
  std::optional<std::int64_t> if_match;
  std::optional<Priority> priority;
  std::optional<std::string> manufacturer_no, serial_no;
  std::optional<catalog::ModelId> model_id;
  std::optional<customers::CustomerId> customer_id;
  std::optional<customers::ContactId> contact_id;
  std::optional<std::string> brand, category, symptom_text;
  std::optional<catalog::FaultCodeId> fault_code_id;
  std::optional<Warranty> warranty;
  std::optional<std::string> warranty_evidence;
  std::optional<Outcome> outcome;
  std::optional<std::string> outcome_barrier;
  std::optional<std::vector<std::string>> accessories;
  std::optional<std::string> appearance;
  std::optional<DataHandling> data_handling;
  std::optional<Money> price_limit;
  std::optional<std::map<std::string, std::string>> attributes;  // replaces all
};
BOOST_DESCRIBE_STRUCT(EditWorkOrder, (),
                      (id, if_match, priority, manufacturer_no, serial_no, model_id, customer_id, contact_id,
                       brand, category, symptom_text, fault_code_id, warranty, warranty_evidence, outcome,
                       outcome_barrier, accessories, appearance, data_handling, price_limit, attributes))
std::span<const FieldRule> field_rules(const EditWorkOrder*);

/// A transition that needs no more than a note.
struct MoveWorkOrder {
  WorkOrderId id;
  std::optional<std::int64_t> if_match;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(MoveWorkOrder, (), (id, if_match, note))

struct DispatchWorkOrder : MoveWorkOrder {
  std::optional<EmployeeId> technician_id;  // may be left out when one is assigned
};
BOOST_DESCRIBE_STRUCT(DispatchWorkOrder, (MoveWorkOrder), (technician_id))

struct ScheduleWorkOrder : MoveWorkOrder {
  Instant from, to;
};
BOOST_DESCRIBE_STRUCT(ScheduleWorkOrder, (MoveWorkOrder), (from, to))

struct DiagnoseWorkOrder : MoveWorkOrder {
  std::optional<catalog::FaultCodeId> fault_code_id;
};
BOOST_DESCRIBE_STRUCT(DiagnoseWorkOrder, (MoveWorkOrder), (fault_code_id))

struct RequestQuote : MoveWorkOrder {
  std::optional<Money> amount;  // what the customer is asked to pay
};
BOOST_DESCRIBE_STRUCT(RequestQuote, (MoveWorkOrder), (amount))

struct WaitPart : MoveWorkOrder {
  std::optional<Instant> part_promised_at;
};
BOOST_DESCRIBE_STRUCT(WaitPart, (MoveWorkOrder), (part_promised_at))

struct MarkUnrepairable : MoveWorkOrder {
  std::optional<std::string> barrier;  // why, in a few words
  std::optional<bool> exchange;        // true: the customer gets another one
};
BOOST_DESCRIBE_STRUCT(MarkUnrepairable, (MoveWorkOrder), (barrier, exchange))

struct ExpectationVerdict {
  ExpectationId id;
  Verdict verdict = Verdict::kOpen;
};
BOOST_DESCRIBE_STRUCT(ExpectationVerdict, (), (id, verdict))

/// Every need and expectation must be judged, here or before.
struct CloseWorkOrder : MoveWorkOrder {
  std::vector<ExpectationVerdict> verdicts;
};
BOOST_DESCRIBE_STRUCT(CloseWorkOrder, (MoveWorkOrder), (verdicts))

struct ReopenWorkOrder : MoveWorkOrder {
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ReopenWorkOrder, (MoveWorkOrder), (reason))
std::span<const FieldRule> field_rules(const ReopenWorkOrder*);

struct AssignWorkOrder : MoveWorkOrder {
  EmployeeId technician_id;
};
BOOST_DESCRIBE_STRUCT(AssignWorkOrder, (MoveWorkOrder), (technician_id))

/// Hands the order to another site; its technician is taken off.
struct TransferWorkOrder : MoveWorkOrder {
  SiteId site_id;
};
BOOST_DESCRIBE_STRUCT(TransferWorkOrder, (MoveWorkOrder), (site_id))

struct RepromiseWorkOrder : MoveWorkOrder {
  Instant promise_at;
  std::string reason;
  bool told_customer = false;
};
BOOST_DESCRIBE_STRUCT(RepromiseWorkOrder, (MoveWorkOrder), (promise_at, reason, told_customer))
std::span<const FieldRule> field_rules(const RepromiseWorkOrder*);

/// Above level 0 it raises an escalation with the note as its question.
struct EscalateWorkOrder : MoveWorkOrder {
  std::optional<std::int64_t> level;   // default: one more
  std::optional<EscalationKind> kind;  // default hierarchical
  std::optional<EmployeeId> resolver_id;
};
BOOST_DESCRIBE_STRUCT(EscalateWorkOrder, (MoveWorkOrder), (level, kind, resolver_id))
std::span<const FieldRule> field_rules(const EscalateWorkOrder*);

/// Without evidence the pause is shown, but stops no clock.
struct PauseWorkOrder : MoveWorkOrder {
  PauseReason reason = PauseReason::kOther;
  std::optional<std::string> evidence;  // number or text that the manufacturer accepts
};
BOOST_DESCRIBE_STRUCT(PauseWorkOrder, (MoveWorkOrder), (reason, evidence))
std::span<const FieldRule> field_rules(const PauseWorkOrder*);

struct CancelWorkOrder : MoveWorkOrder {
  CancelReason reason = CancelReason::kOther;
};
BOOST_DESCRIBE_STRUCT(CancelWorkOrder, (MoveWorkOrder), (reason))

struct SetExpectation {
  std::optional<ExpectationId> id;  // absent: a new one
  ExpectationKind kind = ExpectationKind::kNeed;
  std::string text;
  std::optional<Verdict> verdict;
};
BOOST_DESCRIBE_STRUCT(SetExpectation, (), (id, kind, text, verdict))
std::span<const FieldRule> field_rules(const SetExpectation*);

/// The whole list: what is not in it goes.
struct SetExpectations {
  WorkOrderId id;
  std::optional<std::int64_t> if_match;
  std::vector<SetExpectation> expectations;
};
BOOST_DESCRIBE_STRUCT(SetExpectations, (), (id, if_match, expectations))
std::span<const FieldRule> field_rules(const SetExpectations*);

struct AddComment {
  WorkOrderId id;
  std::string text;
  std::vector<EmployeeId> mentions;
};
BOOST_DESCRIBE_STRUCT(AddComment, (), (id, text, mentions))
std::span<const FieldRule> field_rules(const AddComment*);

struct Mention {
  EmployeeId id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Mention, (), (id, name))

/// What somebody wrote; `transition` names the step it was written at.
struct Comment {
  CommentId id;
  std::string text;
  std::vector<Mention> mentions;
  std::optional<Transition> transition;
  bool erased = false;
  std::string author_name;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(Comment, (), (id, text, mentions, transition, erased, author_name, at))

}  // namespace manyi::workorders
