// Processes: what was checked at the work, by whom, and what was found; points.h has the points of metrics.
// Owns the façade of checks and its types.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/result.h"
#include "modules/processes/rules.h"
#include "modules/workorders/workorders.h"
#include "platform/imports/record_book.h"

namespace manyi::processes {

struct CheckTag;
using CheckId = Id<CheckTag>;
using Needs = workorders::RecordNeeds;

struct CheckDetails : workorders::OrderRecord, CheckPoints {
  Instant checked_at;
  CheckKind kind = CheckKind::kConduct;
  CheckResult result = CheckResult::kPass;
  std::optional<std::string> quality_point, process;
  std::optional<EmployeeId> checker_id;
  std::optional<EmployeeId> employee_id;  // whose work it was; default: the technician
  std::optional<bool> required;           // default true: the process asks for it
  std::optional<std::string> note;
  RawJson attributes;
  bool operator==(const CheckDetails&) const = default;
  Instant occurred() const { return checked_at; }
};
BOOST_DESCRIBE_STRUCT(CheckDetails, (workorders::OrderRecord, CheckPoints),
                      (checked_at, kind, result, quality_point, process, checker_id, employee_id, required,
                       note, attributes))

struct CheckRow : CheckDetails, imports::RecordKeys<CheckTag> {
  using Details = CheckDetails;
};
BOOST_DESCRIBE_STRUCT(CheckRow, (CheckDetails, imports::RecordKeys<CheckTag>), ())

struct ImportedCheck : CheckDetails, imports::RecordOrigin {};
BOOST_DESCRIBE_STRUCT(ImportedCheck, (CheckDetails, imports::RecordOrigin), ())
std::span<const FieldRule> field_rules(const ImportedCheck*);

struct Check : CheckDetails, workorders::ShownRecord {
  CheckId id;
  std::string checker_name, employee_name;
};
BOOST_DESCRIBE_STRUCT(Check, (CheckDetails, workorders::ShownRecord), (id, checker_name, employee_name))

struct OneCheck {
  CheckId id;
};
BOOST_DESCRIBE_STRUCT(OneCheck, (), (id))

struct ListChecks {
  std::optional<std::string> cursor;
  std::vector<CheckKind> kind;
  std::vector<CheckResult> result;
  std::optional<SiteId> site_id;
  std::optional<workorders::WorkOrderId> work_order_id;
  std::optional<EmployeeId> technician_id, employee_id;
  std::optional<std::string> quality_point;
  std::optional<Instant> from, to;  // checked, half-open
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListChecks, (),
                      (cursor, kind, result, site_id, work_order_id, technician_id, employee_id,
                       quality_point, from, to, limit))

/// Thread-safe. Every call takes part in the caller's transaction. Who is on his own sees the checks
/// of his own work.
class Checks : public imports::RecordBook<CheckRow> {
 public:
  explicit Checks(Needs needs);
  /// Inserts or corrects. \errors kInvalid with all fields; nobody checks his own work
  Result<imports::Recorded> record(db::Tx&, const Caller&, const ImportedCheck&);
  Result<Check> add(db::Tx&, const Caller&, const ImportedCheck&);
  Result<Check> get(db::ReadTx&, const Caller&, CheckId);
  Result<Page<Check>> list(db::ReadTx&, const Caller&, const ListChecks&);
  std::vector<kpi::FactRow> load_facts(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
  std::map<std::int64_t, std::string> numbers(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
  /// Empties notes and imported columns of the checks on an erased customer's orders.
  Result<void> erase_person(db::Tx&, TenantId, customers::CustomerId);

 private:
  Needs needs_;
};

class ProcessPoints;  // points.h

/// Tables, routes and subscriptions; both must outlive what is made of them. Without points their routes are
/// not there.
Module make_module(Checks& checks, ProcessPoints* points = nullptr);

}  // namespace manyi::processes
