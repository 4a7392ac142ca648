// Spare parts: what was asked for, and each single piece from its reception to the manufacturer's verdict.
// Owns the façade of parts and its types.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/money.h"
#include "base/result.h"
#include "modules/parts/rules.h"
#include "modules/parts/stock.h"
#include "modules/workorders/workorders.h"
#include "platform/db/money_value.h"
#include "platform/imports/record_book.h"

namespace manyi::parts {

struct PartRequestTag;
struct PartUnitTag;
using PartRequestId = Id<PartRequestTag>;
using PartUnitId = Id<PartUnitTag>;

// ---- requests -----------------------------------------------------------------------------------

/// What is known of a request, typed in or imported. What is not told follows from the rest: site,
/// customer and technician from the order, the state from the times.
struct PartRequestDetails : PartRequestStamps, workorders::OrderRecord {
  std::optional<EmployeeId> keeper_id;  // who gets it for the technician
  std::string part_no;
  std::optional<std::string> part_name, part_category;
  std::optional<std::int64_t> quantity;  // default 1
  std::optional<PartSource> source;      // default stock
  std::optional<bool> from_stock;        // filled at once from the shelf
  std::optional<PartRequestState> state;
  std::optional<std::string> note;
  RawJson attributes;
  bool operator==(const PartRequestDetails&) const = default;
  Instant occurred() const { return requested_at; }
};
BOOST_DESCRIBE_STRUCT(PartRequestDetails, (PartRequestStamps, workorders::OrderRecord),
                      (keeper_id, part_no, part_name, part_category, quantity, source, from_stock, state,
                       note, attributes))

struct PartRequestRow : PartRequestDetails, imports::RecordKeys<PartRequestTag> {
  using Details = PartRequestDetails;
};
BOOST_DESCRIBE_STRUCT(PartRequestRow, (PartRequestDetails, imports::RecordKeys<PartRequestTag>), ())

struct ImportedPartRequest : PartRequestDetails, imports::RecordOrigin {};
BOOST_DESCRIBE_STRUCT(ImportedPartRequest, (PartRequestDetails, imports::RecordOrigin), ())
std::span<const FieldRule> field_rules(const ImportedPartRequest*);

struct PartRequest : PartRequestDetails, workorders::ShownRecord {
  PartRequestId id;
  std::string keeper_name;
  std::vector<PartRequestStep> allowed;
};
BOOST_DESCRIBE_STRUCT(PartRequest, (PartRequestDetails, workorders::ShownRecord), (id, keeper_name, allowed))

struct OnePartRequest {
  PartRequestId id;
};
BOOST_DESCRIBE_STRUCT(OnePartRequest, (), (id))

/// `promised_at` counts with the step that orders or sends it; the first promise stays.
struct StepPartRequest {
  PartRequestId id;
  std::optional<std::int64_t> if_match;
  std::optional<Instant> at;  // default: now
  std::optional<Instant> promised_at;
  std::optional<EmployeeId> keeper_id;
};
BOOST_DESCRIBE_STRUCT(StepPartRequest, (), (id, if_match, at, promised_at, keeper_id))

struct ListPartRequests {
  std::optional<std::string> cursor;
  std::vector<PartRequestState> state;
  std::optional<SiteId> site_id;
  std::optional<workorders::WorkOrderId> work_order_id;
  std::optional<EmployeeId> technician_id;
  std::optional<std::string> part_no;
  std::optional<Instant> from, to;  // requested, half-open
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListPartRequests, (),
                      (cursor, state, site_id, work_order_id, technician_id, part_no, from, to, limit))

// ---- units --------------------------------------------------------------------------------------

struct PartUnitDetails : PartUnitStamps, workorders::OrderRecord {
  std::optional<PartRequestId> request_id;
  std::string part_no;
  std::optional<std::string> part_name, part_category, serial_no, paired_serial_no, batch, location;
  std::optional<PartOwner> owner;          // default manufacturer
  std::optional<PartCondition> condition;  // default: told by the state
  std::optional<PartUnitState> state;
  std::optional<PartReturn> return_kind;
  std::optional<Verdict> verdict;
  std::optional<Money> cost;
  std::optional<std::string> note;
  RawJson attributes;
  bool operator==(const PartUnitDetails&) const = default;
  /// The first thing known of it.
  Instant occurred() const;
};
BOOST_DESCRIBE_STRUCT(PartUnitDetails, (PartUnitStamps, workorders::OrderRecord),
                      (request_id, part_no, part_name, part_category, serial_no, paired_serial_no, batch,
                       location, owner, condition, state, return_kind, verdict, cost, note, attributes))

struct PartUnitRow : PartUnitDetails, imports::RecordKeys<PartUnitTag> {
  using Details = PartUnitDetails;
};
BOOST_DESCRIBE_STRUCT(PartUnitRow, (PartUnitDetails, imports::RecordKeys<PartUnitTag>), ())

struct ImportedPartUnit : PartUnitDetails, imports::RecordOrigin {};
BOOST_DESCRIBE_STRUCT(ImportedPartUnit, (PartUnitDetails, imports::RecordOrigin), ())
std::span<const FieldRule> field_rules(const ImportedPartUnit*);

struct PartUnit : PartUnitDetails, workorders::ShownRecord {
  PartUnitId id;
  std::vector<PartUnitStep> allowed;
};
BOOST_DESCRIBE_STRUCT(PartUnit, (PartUnitDetails, workorders::ShownRecord), (id, allowed))

struct OnePartUnit {
  PartUnitId id;
};
BOOST_DESCRIBE_STRUCT(OnePartUnit, (), (id))

/// Issuing and installing may name the order and the technician; shipping back, the batch.
struct StepPartUnit {
  PartUnitId id;
  std::optional<std::int64_t> if_match;
  std::optional<Instant> at;  // default: now
  std::optional<workorders::WorkOrderId> work_order_id;
  std::optional<EmployeeId> technician_id;
  std::optional<std::string> batch;
  std::optional<Verdict> verdict;  // of the step `judge`, and of no other
};
BOOST_DESCRIBE_STRUCT(StepPartUnit, (), (id, if_match, at, work_order_id, technician_id, batch, verdict))

struct ListPartUnits {
  std::optional<std::string> cursor;
  std::vector<PartUnitState> state;
  std::vector<PartReturn> return_kind;
  std::vector<Verdict> verdict;
  std::optional<SiteId> site_id;
  std::optional<workorders::WorkOrderId> work_order_id;
  std::optional<EmployeeId> technician_id;
  std::optional<std::string> part_no;
  std::optional<Instant> from, to;  // first known of, half-open
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListPartUnits, (),
                      (cursor, state, return_kind, verdict, site_id, work_order_id, technician_id, part_no,
                       from, to, limit))

// ---- façade -------------------------------------------------------------------------------------

using Needs = workorders::RecordNeeds;

/// Thread-safe. Every call takes part in the caller's transaction. Permissions are checked by the
/// routes; what is out of the caller's scope answers kNotFound. Who is on his own sees what is for him.
class PartRequests : public imports::RecordBook<PartRequestRow> {
 public:
  explicit PartRequests(Needs needs);
  /// Inserts or corrects. \errors kInvalid with all fields
  Result<imports::Recorded> record(db::Tx&, const Caller&, const ImportedPartRequest&);
  /// Records by hand. \errors as record
  Result<PartRequest> add(db::Tx&, const Caller&, const ImportedPartRequest&);
  /// \errors kNotFound; kStale; kConflict with the allowed steps
  Result<PartRequest> step(db::Tx&, const Caller&, PartRequestStep, const StepPartRequest&);
  Result<PartRequest> get(db::ReadTx&, const Caller&, PartRequestId);
  Result<Page<PartRequest>> list(db::ReadTx&, const Caller&, const ListPartRequests&);
  std::vector<kpi::FactRow> load_facts(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
  std::map<std::int64_t, std::string> numbers(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);

 private:
  Result<PartRequestDetails> complete(db::Tx&, const Caller&, PartRequestDetails);
  std::vector<PartRequest> present(db::ReadTx&, TenantId, const std::vector<PartRequestRow>&);
  Needs needs_;
};

/// As PartRequests.
class PartUnits : public imports::RecordBook<PartUnitRow> {
 public:
  explicit PartUnits(Needs needs);
  /// Inserts or corrects. \errors kInvalid with all fields; mixed_return: both kinds of return at once
  Result<imports::Recorded> record(db::Tx&, const Caller&, const ImportedPartUnit&);
  Result<PartUnit> add(db::Tx&, const Caller&, const ImportedPartUnit&);
  /// \errors kNotFound; kStale; kConflict with the allowed steps; kInvalid a verdict too few or too many
  Result<PartUnit> step(db::Tx&, const Caller&, PartUnitStep, const StepPartUnit&);
  Result<PartUnit> get(db::ReadTx&, const Caller&, PartUnitId);
  Result<Page<PartUnit>> list(db::ReadTx&, const Caller&, const ListPartUnits&);
  std::vector<kpi::FactRow> load_facts(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
  std::map<std::int64_t, std::string> numbers(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);

 private:
  Result<PartUnitDetails> complete(db::Tx&, const Caller&, PartUnitDetails);
  std::vector<PartUnit> present(db::ReadTx&, TenantId, const std::vector<PartUnitRow>&);
  Needs needs_;
};

/// One line of a parts list: the piece, the request it answers, or both.
struct ImportedPart {
  std::optional<ImportedPartRequest> request;
  std::optional<ImportedPartUnit> unit;
};

class Parts {
 public:
  explicit Parts(Needs needs) : requests(needs), units(needs), stock(needs.events, needs.org) {}

  PartRequests requests;
  PartUnits units;
  Stock stock;

  // For imports: both records of a line as one. Its id is the unit's, or the request's when there is none.
  Result<imports::Recorded> record(db::Tx&, const Caller&, const ImportedPart&);
  Result<void> take_back(db::Tx&, const Caller&, const imports::Recorded&);
  std::optional<std::int64_t> version(db::ReadTx&, TenantId, std::int64_t id);

  /// Empties notes and imported columns of the parts of an erased customer's orders.
  Result<void> erase_person(db::Tx&, TenantId, customers::CustomerId);
};

/// Tables, routes and subscriptions; `parts` must outlive what is made of it.
Module make_module(Parts& parts);

}  // namespace manyi::parts
