// Who was with us from when until when and why he left, and what time people had and used.
// Owns the records behind the facts headcount and work_time.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/result.h"
#include "engines/kpi/facts.h"
#include "modules/org/org.h"
#include "platform/imports/record_book.h"

namespace manyi::org {

struct EmploymentTag;
struct WorkDayTag;
using EmploymentId = Id<EmploymentTag>;
using WorkDayId = Id<WorkDayTag>;

// ---- employments --------------------------------------------------------------------------------

/// One stay of one employee. \see Org::create_employee, which begins it
struct EmploymentDetails {
  EmployeeId employee_id;
  SiteId site_id;
  std::optional<OrgUnitId> org_unit_id;
  std::optional<PositionId> position_id;
  std::optional<Role> role;
  Date joined_on;
  std::optional<Date> left_on;  // the first day he is no longer with us
  std::optional<LeaveReason> leave_reason;
  std::optional<double> fte;      // 1: full time
  std::optional<bool> manages;    // default: told by the grade of his position
  std::optional<bool> certified;  // holds the certificates that his work asks for
  bool operator==(const EmploymentDetails&) const = default;
  Instant occurred() const;
};
BOOST_DESCRIBE_STRUCT(EmploymentDetails, (),
                      (employee_id, site_id, org_unit_id, position_id, role, joined_on, left_on, leave_reason,
                       fte, manages, certified))

struct EmploymentRow : EmploymentDetails, imports::RecordKeys<EmploymentTag> {
  using Details = EmploymentDetails;
};
BOOST_DESCRIBE_STRUCT(EmploymentRow, (EmploymentDetails, imports::RecordKeys<EmploymentTag>), ())

/// A correction of the stay that begins or runs on that day, or a new stay.
struct ImportedEmployment : EmploymentDetails {};
BOOST_DESCRIBE_STRUCT(ImportedEmployment, (EmploymentDetails), ())
std::span<const FieldRule> field_rules(const ImportedEmployment*);

struct Employment : EmploymentDetails {
  EmploymentId id;
  std::string employee_no, employee_name, site_name;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Employment, (EmploymentDetails), (id, employee_no, employee_name, site_name, version))

struct OneEmployment {
  EmploymentId id;
};
BOOST_DESCRIBE_STRUCT(OneEmployment, (), (id))

struct ListEmployments {
  std::optional<std::string> cursor;
  std::optional<SiteId> site_id;
  std::optional<EmployeeId> employee_id;
  std::optional<bool> present;  // true: has not left
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListEmployments, (), (cursor, site_id, employee_id, present, limit))

/// Thread-safe. Every call takes part in the caller's transaction.
class Employments : public imports::RecordBook<EmploymentRow> {
 public:
  Employments(journal::Events& events, Org& org);
  /// Inserts or corrects. An employee's stays do not overlap. \errors kInvalid with all fields
  Result<imports::Recorded> record(db::Tx&, const Caller&, const ImportedEmployment&);
  Result<Employment> add(db::Tx&, const Caller&, const ImportedEmployment&);
  Result<Employment> get(db::ReadTx&, const Caller&, EmploymentId);
  Result<Page<Employment>> list(db::ReadTx&, const Caller&, const ListEmployments&);
  /// Begins, changes or ends the present stay as the employee's own record says.
  Result<void> follow(db::Tx&, const Caller&, const EmployeeCore&, std::optional<LeaveReason>);

  std::vector<kpi::FactRow> load_facts(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
  std::map<std::int64_t, std::string> numbers(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
  /// Stays of these employees: a fact shows an employee's name.
  std::vector<std::int64_t> fact_ids_of_employees(db::ReadTx&, TenantId,
                                                  const std::vector<std::int64_t>& employees);

 private:
  /// All stays of an employee, the latest first.
  std::vector<EmploymentRow> stays(db::ReadTx&, TenantId, EmployeeId);
  Employment present(db::ReadTx&, const EmploymentRow&);
  Org& org_;
};

// ---- work days ----------------------------------------------------------------------------------

struct WorkDayDetails {
  EmployeeId employee_id;
  std::optional<SiteId> site_id;         // default: his own
  std::optional<OrgUnitId> org_unit_id;  // default: his own
  std::optional<Role> role;              // default: his own
  Date day;
  std::optional<Instant> day_at;  // filled in: its first moment at the site
  std::int64_t available_min = 0;
  std::int64_t productive_min = 0;
  bool operator==(const WorkDayDetails&) const = default;
  Instant occurred() const { return day_at.value_or(Instant()); }
};
BOOST_DESCRIBE_STRUCT(WorkDayDetails, (),
                      (employee_id, site_id, org_unit_id, role, day, day_at, available_min, productive_min))

struct WorkDayRow : WorkDayDetails, imports::RecordKeys<WorkDayTag> {
  using Details = WorkDayDetails;
};
BOOST_DESCRIBE_STRUCT(WorkDayRow, (WorkDayDetails, imports::RecordKeys<WorkDayTag>), ())

struct ImportedWorkDay : WorkDayDetails {};
BOOST_DESCRIBE_STRUCT(ImportedWorkDay, (WorkDayDetails), ())
std::span<const FieldRule> field_rules(const ImportedWorkDay*);

struct WorkDay : WorkDayDetails {
  WorkDayId id;
  std::string employee_name;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(WorkDay, (WorkDayDetails), (id, employee_name, version))

struct OneWorkDay {
  WorkDayId id;
};
BOOST_DESCRIBE_STRUCT(OneWorkDay, (), (id))

struct ListWorkDays {
  std::optional<std::string> cursor;
  std::optional<SiteId> site_id;
  std::optional<EmployeeId> employee_id;
  std::optional<Instant> from, to;  // half-open
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListWorkDays, (), (cursor, site_id, employee_id, from, to, limit))

/// As Employments. There is one record per employee and day: a repeat corrects it.
class WorkDays : public imports::RecordBook<WorkDayRow> {
 public:
  WorkDays(journal::Events& events, Org& org);
  /// \errors kInvalid with all fields; more productive than available minutes
  Result<imports::Recorded> record(db::Tx&, const Caller&, const ImportedWorkDay&);
  Result<WorkDay> add(db::Tx&, const Caller&, const ImportedWorkDay&);
  Result<WorkDay> get(db::ReadTx&, const Caller&, WorkDayId);
  Result<Page<WorkDay>> list(db::ReadTx&, const Caller&, const ListWorkDays&);
  std::vector<kpi::FactRow> load_facts(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
  std::map<std::int64_t, std::string> numbers(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);

 private:
  WorkDay present(db::ReadTx&, const WorkDayRow&);
  Org& org_;
};

}  // namespace manyi::org
