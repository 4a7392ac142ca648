// Who works where and when: sites, org units, positions, employees, working calendars.
// Owns the façade of org, its types and the arithmetic of working time.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/describe.h"
#include "base/result.h"
#include "base/time_zone.h"
#include "platform/auth/caller.h"
#include "platform/http/page.h"

namespace manyi {
struct Module;
}
namespace manyi::db {
class ReadTx;
class Tx;
}  // namespace manyi::db
namespace manyi::journal {
class Events;
}
namespace manyi::search {
class Search;
}

namespace manyi::org {

class Employments;  // employments.h
class WorkDays;

struct OrgUnitTag;
struct PositionTag;
struct CalendarTag;
using OrgUnitId = Id<OrgUnitTag>;
using PositionId = Id<PositionTag>;
using CalendarId = Id<CalendarTag>;

enum class SiteState { kActive, kClosed };
BOOST_DESCRIBE_ENUM(SiteState, kActive, kClosed)
/// Who assigns the work of a site: on-site teams are dispatched by the desk, benches by their supervisor.
enum class DispatchBy { kTechSupervisor, kInfoSupervisor, kInfoClerk };
BOOST_DESCRIBE_ENUM(DispatchBy, kTechSupervisor, kInfoSupervisor, kInfoClerk)
enum class UnitKind { kCompany, kDepartment, kTeam };
BOOST_DESCRIBE_ENUM(UnitKind, kCompany, kDepartment, kTeam)
/// A team leader leads the work; appraisal, pay and approval belong to the manager.
enum class Grade { kManager, kTeamLeader, kStaff };
BOOST_DESCRIBE_ENUM(Grade, kManager, kTeamLeader, kStaff)
enum class EmployeeState { kActive, kLeft };
BOOST_DESCRIBE_ENUM(EmployeeState, kActive, kLeft)
enum class LeaveReason { kNone, kVoluntary, kDismissed, kTransfer, kRetired };
BOOST_DESCRIBE_ENUM(LeaveReason, kNone, kVoluntary, kDismissed, kTransfer, kRetired)
enum class ExceptionKind { kHoliday, kWorkday };
BOOST_DESCRIBE_ENUM(ExceptionKind, kHoliday, kWorkday)

// ---- working time ---------------------------------------------------------------------------

/// One stretch of work in the week; several per day are allowed (lunch break).
struct WorkPeriod {
  int weekday = 1;    // 1 = Monday .. 7 = Sunday
  std::string open;   // "09:00"
  std::string close;  // "18:00", up to "24:00"
  bool operator==(const WorkPeriod&) const = default;
};
BOOST_DESCRIBE_STRUCT(WorkPeriod, (), (weekday, open, close))
std::span<const FieldRule> field_rules(const WorkPeriod*);

/// A date that is not like its weekday. A workday without hours works as the first working day of
/// the week does.
struct CalendarException {
  Date date;
  ExceptionKind kind = ExceptionKind::kHoliday;
  std::string name;
  std::optional<std::string> open;
  std::optional<std::string> close;
  bool operator==(const CalendarException&) const = default;
};
BOOST_DESCRIBE_STRUCT(CalendarException, (), (date, kind, name, open, close))
std::span<const FieldRule> field_rules(const CalendarException*);

/// Working time at one site: week, exceptions and zone together. Immutable; thread-safe.
/// Days are summed once, so that a span of years costs two look-ups. There is no working time
/// before 1970 and from 2070 on.
class WorkCalendar {
 public:
  /// \errors kInvalid for hours that overlap, end before they begin or are no times of day
  static Result<std::shared_ptr<const WorkCalendar>> create(const std::vector<WorkPeriod>& week,
                                                            const std::vector<CalendarException>& exceptions,
                                                            const TimeZone& zone);
  /// Around the clock, every day.
  static std::shared_ptr<const WorkCalendar> always(const TimeZone& zone);

  /// Working time in [from, to); 0 when `to` is not later. \unit milliseconds
  DurationMs between(Instant from, Instant to) const;
  /// The instant by which `worked` of working time has passed since `from`; `from` itself for 0.
  /// nullopt when the calendar has not that much time.
  std::optional<Instant> add(Instant from, DurationMs worked) const;
  bool is_open(Instant at) const;
  bool is_workday(Date date) const;
  /// The first working date after `date`; at most a year on.
  std::optional<Date> next_workday(Date date) const;
  const TimeZone& zone() const { return zone_; }

 private:
  struct Stretch {
    int begin = 0, end = 0;  // minutes of the day
  };
  using Day = std::vector<Stretch>;
  struct Worked {
    Instant begin, end;
  };
  explicit WorkCalendar(TimeZone zone) : zone_(std::move(zone)) {}
  const Day& day(Date date) const;
  Worked clip(Date date, const Stretch& stretch) const;
  void sum_days();
  std::int64_t ms_before(Instant at) const;

  TimeZone zone_;
  std::array<Day, 8> week_;  // by ISO weekday; [0] unused
  std::map<std::int64_t, Day> exceptions_;
  std::vector<std::int64_t> before_;  // working time before each day
};

// ---- records ----------------------------------------------------------------------------------

struct Site {
  SiteId id;
  std::string code, name, region, time_zone;
  std::optional<CalendarId> calendar_id;
  std::string address, phone;
  SiteState state = SiteState::kActive;
  DispatchBy dispatch_by = DispatchBy::kTechSupervisor;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Site, (),
                      (id, code, name, region, time_zone, calendar_id, address, phone, state, dispatch_by,
                       version))

struct CreateSite {
  std::string code, name;
  std::optional<std::string> region, time_zone;  // default Asia/Shanghai
  std::optional<CalendarId> calendar_id;         // default: the tenant's first calendar
  std::optional<std::string> address, phone;
  std::optional<DispatchBy> dispatch_by;
};
BOOST_DESCRIBE_STRUCT(CreateSite, (),
                      (code, name, region, time_zone, calendar_id, address, phone, dispatch_by))
std::span<const FieldRule> field_rules(const CreateSite*);

struct ChangeSite {
  SiteId id;
  std::optional<std::int64_t> if_match;
  std::optional<std::string> code, name, region, time_zone;
  std::optional<CalendarId> calendar_id;
  std::optional<std::string> address, phone;
  std::optional<SiteState> state;
  std::optional<DispatchBy> dispatch_by;
};
BOOST_DESCRIBE_STRUCT(ChangeSite, (),
                      (id, if_match, code, name, region, time_zone, calendar_id, address, phone, state,
                       dispatch_by))
std::span<const FieldRule> field_rules(const ChangeSite*);

struct ListSites {
  std::optional<std::string> q, cursor;
  std::optional<SiteState> state;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListSites, (), (q, cursor, state, limit))

struct OrgUnit {
  OrgUnitId id;
  std::optional<OrgUnitId> parent_id;
  std::optional<SiteId> site_id;
  std::string code, name;
  UnitKind kind = UnitKind::kDepartment;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(OrgUnit, (), (id, parent_id, site_id, code, name, kind, version))

struct CreateOrgUnit {
  std::optional<OrgUnitId> parent_id;
  std::optional<SiteId> site_id;
  std::string code, name;
  std::optional<UnitKind> kind;
};
BOOST_DESCRIBE_STRUCT(CreateOrgUnit, (), (parent_id, site_id, code, name, kind))
std::span<const FieldRule> field_rules(const CreateOrgUnit*);

struct ChangeOrgUnit {
  OrgUnitId id;
  std::optional<std::int64_t> if_match;
  std::optional<OrgUnitId> parent_id;
  std::optional<SiteId> site_id;
  std::optional<std::string> code, name;
  std::optional<UnitKind> kind;
};
BOOST_DESCRIBE_STRUCT(ChangeOrgUnit, (), (id, if_match, parent_id, site_id, code, name, kind))
std::span<const FieldRule> field_rules(const ChangeOrgUnit*);

struct ListOrgUnits {
  std::optional<std::string> q, cursor;
  std::optional<SiteId> site_id;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListOrgUnits, (), (q, cursor, site_id, limit))

struct Position {
  PositionId id;
  OrgUnitId org_unit_id;
  std::string code, name;
  Grade grade = Grade::kStaff;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Position, (), (id, org_unit_id, code, name, grade, version))

struct CreatePosition {
  OrgUnitId org_unit_id;
  std::string code, name;
  std::optional<Grade> grade;
};
BOOST_DESCRIBE_STRUCT(CreatePosition, (), (org_unit_id, code, name, grade))
std::span<const FieldRule> field_rules(const CreatePosition*);

struct ChangePosition {
  PositionId id;
  std::optional<std::int64_t> if_match;
  std::optional<OrgUnitId> org_unit_id;
  std::optional<std::string> code, name;
  std::optional<Grade> grade;
};
BOOST_DESCRIBE_STRUCT(ChangePosition, (), (id, if_match, org_unit_id, code, name, grade))
std::span<const FieldRule> field_rules(const ChangePosition*);

struct ListPositions {
  std::optional<std::string> q, cursor;
  std::optional<OrgUnitId> org_unit_id;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListPositions, (), (q, cursor, org_unit_id, limit))

struct EmployeeCore {
  EmployeeId id;
  std::string no, name;
  SiteId site_id;
  std::optional<OrgUnitId> org_unit_id;
  std::optional<PositionId> position_id;
  Role role = Role::kTechnician;
  EmployeeState state = EmployeeState::kActive;
  std::optional<Date> hired_on, left_on;
  std::string manufacturer_engineer_id;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(EmployeeCore, (),
                      (id, no, name, site_id, org_unit_id, position_id, role, state, hired_on, left_on,
                       manufacturer_engineer_id, version))

struct Employee : EmployeeCore {
  std::vector<std::string> skills;
};
BOOST_DESCRIBE_STRUCT(Employee, (EmployeeCore), (skills))

struct CreateEmployee {
  std::string no, name;
  SiteId site_id;
  std::optional<OrgUnitId> org_unit_id;
  std::optional<PositionId> position_id;
  std::optional<Role> role;  // default technician
  std::vector<std::string> skills;
  std::optional<Date> hired_on;
  std::optional<std::string> manufacturer_engineer_id;
};
BOOST_DESCRIBE_STRUCT(CreateEmployee, (),
                      (no, name, site_id, org_unit_id, position_id, role, skills, hired_on,
                       manufacturer_engineer_id))
std::span<const FieldRule> field_rules(const CreateEmployee*);

struct ChangeEmployee {
  EmployeeId id;
  std::optional<std::int64_t> if_match;
  std::optional<std::string> no, name;
  std::optional<SiteId> site_id;
  std::optional<OrgUnitId> org_unit_id;
  std::optional<PositionId> position_id;
  std::optional<Role> role;
  std::optional<std::vector<std::string>> skills;
  std::optional<EmployeeState> state;     // active: clears left_on
  std::optional<Date> hired_on, left_on;  // left_on: state becomes left
  std::optional<LeaveReason> leave_reason;
  std::optional<std::string> manufacturer_engineer_id;
};
BOOST_DESCRIBE_STRUCT(ChangeEmployee, (),
                      (id, if_match, no, name, site_id, org_unit_id, position_id, role, skills, state,
                       hired_on, left_on, leave_reason, manufacturer_engineer_id))
std::span<const FieldRule> field_rules(const ChangeEmployee*);

struct ListEmployees {
  std::optional<std::string> q, cursor;
  std::optional<SiteId> site_id;
  std::optional<OrgUnitId> org_unit_id;
  std::optional<Role> role;
  std::optional<EmployeeState> state;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListEmployees, (), (q, cursor, site_id, org_unit_id, role, state, limit))

struct Calendar {
  CalendarId id;
  std::string code, name;
  std::vector<WorkPeriod> week;
  std::vector<CalendarException> exceptions;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Calendar, (), (id, code, name, week, exceptions, version))

struct CreateCalendar {
  std::string code, name;
  std::vector<WorkPeriod> week;  // empty: Monday to Friday 09:00-18:00
  std::vector<CalendarException> exceptions;
  std::optional<bool> chinese_holidays;  // true: adds the State Council's arrangements
};
BOOST_DESCRIBE_STRUCT(CreateCalendar, (), (code, name, week, exceptions, chinese_holidays))
std::span<const FieldRule> field_rules(const CreateCalendar*);

struct ChangeCalendar {
  CalendarId id;
  std::optional<std::int64_t> if_match;
  std::optional<std::string> code, name;
  std::optional<std::vector<WorkPeriod>> week;
  std::optional<std::vector<CalendarException>> exceptions;  // replaces all
};
BOOST_DESCRIBE_STRUCT(ChangeCalendar, (), (id, if_match, code, name, week, exceptions))
std::span<const FieldRule> field_rules(const ChangeCalendar*);

struct ListCalendars {
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListCalendars, (), (cursor, limit))

/// The public holidays and make-up workdays shipped with the program.
std::vector<CalendarException> chinese_holidays();

// ---- façade -----------------------------------------------------------------------------------

/// Thread-safe. Every call takes part in the caller's transaction. Permissions are checked by the
/// routes; what a caller may not reach answers kNotFound here.
class Org {
 public:
  Org(journal::Events& events, search::Search& search);
  ~Org();

  /// \errors kInvalid unknown time zone; kConflict code taken; kNotFound calendar
  Result<Site> create_site(db::Tx&, const Caller&, const CreateSite&);
  Result<Site> change_site(db::Tx&, const Caller&, const ChangeSite&);
  Result<Site> get_site(db::ReadTx&, const Caller&, SiteId);
  Result<Page<Site>> list_sites(db::ReadTx&, const Caller&, const ListSites&);

  /// \errors kConflict code taken, or the parent would be below itself
  Result<OrgUnit> create_unit(db::Tx&, const Caller&, const CreateOrgUnit&);
  Result<OrgUnit> change_unit(db::Tx&, const Caller&, const ChangeOrgUnit&);
  Result<OrgUnit> get_unit(db::ReadTx&, const Caller&, OrgUnitId);
  Result<Page<OrgUnit>> list_units(db::ReadTx&, const Caller&, const ListOrgUnits&);

  Result<Position> create_position(db::Tx&, const Caller&, const CreatePosition&);
  Result<Position> change_position(db::Tx&, const Caller&, const ChangePosition&);
  Result<Position> get_position(db::ReadTx&, const Caller&, PositionId);
  Result<Page<Position>> list_positions(db::ReadTx&, const Caller&, const ListPositions&);

  Result<Employee> create_employee(db::Tx&, const Caller&, const CreateEmployee&);
  Result<Employee> change_employee(db::Tx&, const Caller&, const ChangeEmployee&);
  Result<Employee> get_employee(db::ReadTx&, const Caller&, EmployeeId);
  Result<Page<Employee>> list_employees(db::ReadTx&, const Caller&, const ListEmployees&);

  Result<Calendar> create_calendar(db::Tx&, const Caller&, const CreateCalendar&);
  Result<Calendar> change_calendar(db::Tx&, const Caller&, const ChangeCalendar&);
  Result<Calendar> get_calendar(db::ReadTx&, const Caller&, CalendarId);
  Result<Page<Calendar>> list_calendars(db::ReadTx&, const Caller&, const ListCalendars&);

  // For other modules.
  /// One record of the tenant, whatever the scope; nullopt when absent.
  std::optional<Site> site(db::ReadTx&, TenantId, SiteId);
  std::optional<Site> site_by_code(db::ReadTx&, TenantId, std::string_view code);
  std::optional<Employee> employee(db::ReadTx&, TenantId, EmployeeId);
  std::optional<Employee> employee_by_no(db::ReadTx&, TenantId, std::string_view no);
  /// Names for a page of records; absent ids are left out.
  std::map<SiteId, std::string> site_names(db::ReadTx&, TenantId);
  std::map<EmployeeId, std::string> employee_names(db::ReadTx&, TenantId, std::span<const EmployeeId>);
  /// The site of that name or code, made when there is none; for imports.
  Result<SiteId> resolve_site(db::Tx&, const Caller&, std::string_view name,
                              std::string_view time_zone = "Asia/Shanghai");
  /// The employee of that number or name at the site, made when there is none; for imports.
  Result<EmployeeId> resolve_employee(db::Tx&, const Caller&, SiteId, std::string_view name);
  /// The unit of that code or name, made when there is none; for imports.
  Result<OrgUnitId> resolve_unit(db::Tx&, const Caller&, std::string_view name);
  /// He himself and everybody in the units below his, when he leads one.
  std::vector<EmployeeId> team_of(db::ReadTx&, TenantId, EmployeeId);
  /// Working time of a site; around the clock when it has no calendar. Kept in memory per version of
  /// the calendar, so that a change shows in the same transaction.
  std::shared_ptr<const WorkCalendar> work_calendar(db::ReadTx&, TenantId, SiteId);
  /// The same; null when there is no such site.
  std::shared_ptr<const WorkCalendar> hours_of_site(db::ReadTx&, TenantId, SiteId);

  /// From when until when people were with us; follows create_employee and change_employee.
  Employments& employments() { return *employments_; }
  /// What time people had and used.
  WorkDays& work_days() { return *work_days_; }
  /// An employee without a stay: the headcount says itself when he came. For imports.
  Result<Employee> add_employee(db::Tx&, const Caller&, const CreateEmployee&);

 private:
  // Sites that keep the same hours in the same zone share one calendar.
  using HoursKey = std::tuple<TenantId, CalendarId, std::int64_t, std::string>;
  journal::Events& events_;
  search::Search& search_;
  std::mutex mutex_;
  std::map<HoursKey, std::shared_ptr<const WorkCalendar>> hours_;
  std::unique_ptr<Employments> employments_;
  std::unique_ptr<WorkDays> work_days_;
};

/// Tables, routes and subscriptions; `org` must outlive what is made of it.
Module make_module(Org& org);

}  // namespace manyi::org
