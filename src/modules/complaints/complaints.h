// Complaints: each with one tracker, two limits that never move, and the customer's own word that it is solved.
// Owns the façade of complaints and its types.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/money.h"
#include "base/result.h"
#include "modules/complaints/rules.h"
#include "modules/workorders/workorders.h"
#include "platform/db/counter.h"
#include "platform/db/money_value.h"
#include "platform/http/page.h"
#include "platform/imports/records.h"

namespace manyi::complaints {

namespace store {
struct StoredComplaint;
}

struct ComplaintTag;
struct ComplaintNoteTag;
using ComplaintId = Id<ComplaintTag>;
using ComplaintNoteId = Id<ComplaintNoteTag>;

// ---- what people see ---------------------------------------------------------------------------

/// What is known of a complaint, whether typed in or imported. Device and customer of a complaint
/// with a work order are that order's; manufacturer to region count only without one.
struct ComplaintDetails : ComplaintStamps {
  SiteId site_id;
  std::optional<workorders::WorkOrderId> work_order_id;
  std::optional<customers::CustomerId> customer_id;
  std::optional<catalog::ManufacturerId> manufacturer_id;
  std::optional<catalog::ProductLineId> product_line_id;
  std::string brand, category, region;
  ComplaintSource source = ComplaintSource::kCustomer;
  ComplaintGrade grade = ComplaintGrade::kMinor;
  std::optional<workorders::ExperienceDimension> cause;
  ComplaintState state = ComplaintState::kReceived;
  std::optional<EmployeeId> tracker_id, deputy_id, accused_id;
  std::optional<Money> cost;
  std::string description, remedy_sought, plan, decision;
  RawJson attributes;
  bool operator==(const ComplaintDetails&) const = default;
};
BOOST_DESCRIBE_STRUCT(ComplaintDetails, (ComplaintStamps),
                      (site_id, work_order_id, customer_id, manufacturer_id, product_line_id, brand, category,
                       region, source, grade, cause, state, tracker_id, deputy_id, accused_id, cost,
                       description, remedy_sought, plan, decision, attributes))

/// Regulators' files hold whole letters. \unit characters
inline constexpr std::size_t kLongestStory = 40'000;
std::span<const FieldRule> field_rules(const ComplaintDetails*);

struct ComplaintNote {
  ComplaintNoteId id;
  ComplaintStep step = ComplaintStep::kAcknowledge;
  std::string text;
  Instant written_at;
};
BOOST_DESCRIBE_STRUCT(ComplaintNote, (), (id, step, text, written_at))

struct Complaint : ComplaintDetails {
  ComplaintId id;
  std::string no;
  std::string site_name, work_order_no, tracker_name, deputy_name, accused_name;
  std::string customer_name;  // masked unless the caller may see it
  bool invalid_proposed = false;
  std::string invalid_reason;
  std::vector<ComplaintStep> allowed;  // what may happen next
  std::vector<ComplaintNote> notes;
  bool imported = false;
  Instant created_at, updated_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Complaint, (ComplaintDetails),
                      (id, no, site_name, work_order_no, tracker_name, deputy_name, accused_name,
                       customer_name, invalid_proposed, invalid_reason, allowed, notes, imported, created_at,
                       updated_at, version))

/// A line of a list.
struct ComplaintRow {
  ComplaintId id;
  std::string no;
  SiteId site_id;
  std::string site_name;
  std::optional<workorders::WorkOrderId> work_order_id;
  std::string work_order_no;
  ComplaintSource source = ComplaintSource::kCustomer;
  ComplaintGrade grade = ComplaintGrade::kMinor;
  std::optional<workorders::ExperienceDimension> cause;
  ComplaintState state = ComplaintState::kReceived;
  std::optional<EmployeeId> tracker_id;
  std::string tracker_name;
  std::string description;
  Instant received_at;
  std::optional<Instant> plan_due_at, plan_submitted_at, solve_due_at, confirmed_at, closed_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(ComplaintRow, (),
                      (id, no, site_id, site_name, work_order_id, work_order_no, source, grade, cause, state,
                       tracker_id, tracker_name, description, received_at, plan_due_at, plan_submitted_at,
                       solve_due_at, confirmed_at, closed_at, version))

// ---- commands ----------------------------------------------------------------------------------

struct ReceiveComplaint {
  std::optional<workorders::WorkOrderId> work_order_id;
  std::optional<SiteId> site_id;  // default: the order's
  std::optional<customers::CustomerId> customer_id;
  ComplaintSource source = ComplaintSource::kCustomer;
  std::optional<ComplaintGrade> grade;
  std::optional<workorders::ExperienceDimension> cause;
  EmployeeId tracker_id;
  std::optional<EmployeeId> deputy_id, accused_id;
  std::optional<Instant> received_at;  // default: now
  std::string description;
  std::optional<std::string> remedy_sought;
};
BOOST_DESCRIBE_STRUCT(ReceiveComplaint, (),
                      (work_order_id, site_id, customer_id, source, grade, cause, tracker_id, deputy_id,
                       accused_id, received_at, description, remedy_sought))
std::span<const FieldRule> field_rules(const ReceiveComplaint*);

struct StepComplaint {
  ComplaintId id;
  std::optional<std::int64_t> if_match;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(StepComplaint, (), (id, if_match, note))
std::span<const FieldRule> field_rules(const StepComplaint*);

/// A complaint that came in without a tracker gets one at the latest here.
struct AcknowledgeComplaint : StepComplaint {
  std::optional<EmployeeId> tracker_id;
};
BOOST_DESCRIBE_STRUCT(AcknowledgeComplaint, (StepComplaint), (tracker_id))
struct AssessComplaint : StepComplaint {
  ComplaintGrade grade = ComplaintGrade::kMinor;
  workorders::ExperienceDimension cause = workorders::ExperienceDimension::kQuality;
  std::optional<EmployeeId> accused_id;
};
BOOST_DESCRIBE_STRUCT(AssessComplaint, (StepComplaint), (grade, cause, accused_id))
struct SubmitPlan : StepComplaint {
  std::string plan;
};
BOOST_DESCRIBE_STRUCT(SubmitPlan, (StepComplaint), (plan))
std::span<const FieldRule> field_rules(const SubmitPlan*);
struct DecideComplaint : StepComplaint {
  std::string decision;
  std::optional<Money> cost;
};
BOOST_DESCRIBE_STRUCT(DecideComplaint, (StepComplaint), (decision, cost))
std::span<const FieldRule> field_rules(const DecideComplaint*);
struct AssignComplaint : StepComplaint {
  EmployeeId tracker_id;
  std::optional<EmployeeId> deputy_id;
};
BOOST_DESCRIBE_STRUCT(AssignComplaint, (StepComplaint), (tracker_id, deputy_id))
struct ProposeInvalid : StepComplaint {
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ProposeInvalid, (StepComplaint), (reason))
std::span<const FieldRule> field_rules(const ProposeInvalid*);

struct OneComplaint {
  ComplaintId id;
};
BOOST_DESCRIBE_STRUCT(OneComplaint, (), (id))

struct ListComplaints {
  std::optional<std::string> cursor;
  std::vector<ComplaintState> state;
  std::optional<bool> open;
  std::optional<ComplaintSource> source;
  std::optional<ComplaintGrade> grade;
  std::optional<SiteId> site_id;
  std::optional<EmployeeId> tracker_id;
  std::optional<workorders::WorkOrderId> work_order_id;
  std::optional<Instant> received_from, received_to;  // half-open
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListComplaints, (),
                      (cursor, state, open, source, grade, site_id, tracker_id, work_order_id, received_from,
                       received_to, limit))

/// A complaint from elsewhere. Guards are off; who is both tracker and accused is refused all the same.
/// Without a state the times tell it; without limits they are reckoned from the reception.
struct ImportedComplaint : ComplaintDetails {
  std::string import_source;  // together with source_id: which one it is
  std::string source_id;
  std::optional<ComplaintState> told_state;
};
BOOST_DESCRIBE_STRUCT(ImportedComplaint, (ComplaintDetails), (import_source, source_id, told_state))

/// Thread-safe. Every call takes part in the caller's transaction. Permissions are checked by the
/// routes; what is out of the caller's scope answers kNotFound. Who is on his own sees what he tracks.
/// Every step checks `if_match` (kStale) and the table of rules.h (kConflict with the allowed steps).
class Complaints {
 public:
  struct Needs {
    journal::Events& events;
    org::Org& org;
    customers::Customers& customers;
    workorders::WorkOrders& orders;
  };
  explicit Complaints(Needs needs) : needs_(needs) {}

  /// \errors kInvalid with all fields: order, site, people unknown; tracker is the accused
  Result<Complaint> receive(db::Tx&, const Caller&, const ReceiveComplaint&);
  /// investigate, respond, confirm, reject, escalate, close, reopen, refuse_invalid, approve_invalid
  Result<Complaint> move(db::Tx&, const Caller&, ComplaintStep, const StepComplaint&);
  Result<Complaint> acknowledge(db::Tx&, const Caller&, const AcknowledgeComplaint&);
  Result<Complaint> assess(db::Tx&, const Caller&, const AssessComplaint&);
  Result<Complaint> submit_plan(db::Tx&, const Caller&, const SubmitPlan&);
  Result<Complaint> decide(db::Tx&, const Caller&, const DecideComplaint&);
  Result<Complaint> assign(db::Tx&, const Caller&, const AssignComplaint&);
  /// The first of two: approve_invalid is another person's.
  Result<Complaint> propose_invalid(db::Tx&, const Caller&, const ProposeInvalid&);

  Result<Complaint> get(db::ReadTx&, const Caller&, ComplaintId);
  Result<Page<ComplaintRow>> list(db::ReadTx&, const Caller&, const ListComplaints&);

  // For imports.
  /// Inserts or corrects the complaint of (import_source, source_id). \errors kInvalid with all fields
  Result<imports::Recorded> record(db::Tx&, const Caller&, const ImportedComplaint&);
  /// \errors kNotFound; kConflict when anything touched it since
  Result<void> take_back(db::Tx&, const Caller&, const imports::Recorded&);
  std::optional<std::int64_t> version(db::ReadTx&, TenantId, std::int64_t id);

  // For the KPI engine.
  std::vector<kpi::FactRow> load_facts(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
  std::vector<std::int64_t> fact_ids_after(db::ReadTx&, TenantId, std::int64_t after, int limit);
  /// Complaints of these work orders: their facts carry the orders' dimensions.
  std::vector<std::int64_t> fact_ids_of_orders(db::ReadTx&, TenantId,
                                               const std::vector<std::int64_t>& orders);
  std::map<std::int64_t, std::string> numbers(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);

  /// Empties whatever was written on the complaints of an erased person.
  Result<void> erase_person(db::Tx&, TenantId, customers::CustomerId);

 private:
  using Stored = store::StoredComplaint;
  Result<Stored> load(db::ReadTx&, const Caller&, ComplaintId,
                      const std::optional<std::int64_t>& if_match = {});
  Complaint present(db::ReadTx&, const Caller&, const Stored&);
  Result<void> number(db::Tx&, Stored&);
  void check_people(db::ReadTx&, TenantId, const ComplaintDetails&, std::vector<FieldError>&);
  /// One step: load, decide, change, stamp, store, publish.
  template <class Change>
  Result<Complaint> step(db::Tx&, const Caller&, ComplaintStep, const StepComplaint&, Change change);

  Needs needs_;
  db::Counter numbers_{"complaints_numbers"};
};

/// Tables, routes and subscriptions; `complaints` must outlive what is made of it.
Module make_module(Complaints& complaints);

}  // namespace manyi::complaints
