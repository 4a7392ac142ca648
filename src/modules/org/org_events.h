// What org tells the others: that a site, unit, position, employee or calendar is new or changed.
// Owns the kinds site.*, org_unit.*, position.*, employee.*, calendar.*, employment.* and work_day.*; ids
// and dates only.
#pragma once

#include <vector>

#include "modules/org/employments.h"
#include "modules/org/org.h"
#include "platform/journal/events.h"

namespace manyi::org {

struct SiteFact {
  static constexpr int kSchema = 1;
  SiteId site;
  std::vector<journal::Subject> subjects() const { return {{"site", site.value()}}; }
};
BOOST_DESCRIBE_STRUCT(SiteFact, (), (site))
struct SiteCreated : SiteFact {
  static constexpr std::string_view kKind = "site.created";
};
BOOST_DESCRIBE_STRUCT(SiteCreated, (SiteFact), ())
struct SiteChanged : SiteFact {
  static constexpr std::string_view kKind = "site.changed";
};
BOOST_DESCRIBE_STRUCT(SiteChanged, (SiteFact), ())

struct OrgUnitFact {
  static constexpr int kSchema = 1;
  OrgUnitId org_unit;
  std::vector<journal::Subject> subjects() const { return {{"org_unit", org_unit.value()}}; }
};
BOOST_DESCRIBE_STRUCT(OrgUnitFact, (), (org_unit))
struct OrgUnitCreated : OrgUnitFact {
  static constexpr std::string_view kKind = "org_unit.created";
};
BOOST_DESCRIBE_STRUCT(OrgUnitCreated, (OrgUnitFact), ())
struct OrgUnitChanged : OrgUnitFact {
  static constexpr std::string_view kKind = "org_unit.changed";
};
BOOST_DESCRIBE_STRUCT(OrgUnitChanged, (OrgUnitFact), ())

struct PositionFact {
  static constexpr int kSchema = 1;
  PositionId position;
  std::vector<journal::Subject> subjects() const { return {{"position", position.value()}}; }
};
BOOST_DESCRIBE_STRUCT(PositionFact, (), (position))
struct PositionCreated : PositionFact {
  static constexpr std::string_view kKind = "position.created";
};
BOOST_DESCRIBE_STRUCT(PositionCreated, (PositionFact), ())
struct PositionChanged : PositionFact {
  static constexpr std::string_view kKind = "position.changed";
};
BOOST_DESCRIBE_STRUCT(PositionChanged, (PositionFact), ())

struct EmployeeFact {
  static constexpr int kSchema = 1;
  EmployeeId employee;
  SiteId site;
  EmployeeState state = EmployeeState::kActive;
  std::vector<journal::Subject> subjects() const { return {{"employee", employee.value()}}; }
};
BOOST_DESCRIBE_STRUCT(EmployeeFact, (), (employee, site, state))
struct EmployeeCreated : EmployeeFact {
  static constexpr std::string_view kKind = "employee.created";
};
BOOST_DESCRIBE_STRUCT(EmployeeCreated, (EmployeeFact), ())
struct EmployeeChanged : EmployeeFact {
  static constexpr std::string_view kKind = "employee.changed";
};
BOOST_DESCRIBE_STRUCT(EmployeeChanged, (EmployeeFact), ())

struct CalendarFact {
  static constexpr int kSchema = 1;
  CalendarId calendar;
  std::vector<journal::Subject> subjects() const { return {{"calendar", calendar.value()}}; }
};
BOOST_DESCRIBE_STRUCT(CalendarFact, (), (calendar))
struct CalendarCreated : CalendarFact {
  static constexpr std::string_view kKind = "calendar.created";
};
BOOST_DESCRIBE_STRUCT(CalendarCreated, (CalendarFact), ())
struct CalendarChanged : CalendarFact {
  static constexpr std::string_view kKind = "calendar.changed";
};
BOOST_DESCRIBE_STRUCT(CalendarChanged, (CalendarFact), ())

struct EmploymentFact {
  static constexpr int kSchema = 1;
  EmploymentId employment;
  EmployeeId employee;
  SiteId site;
  std::vector<journal::Subject> subjects() const { return {{"employment", employment.value()}}; }
};
BOOST_DESCRIBE_STRUCT(EmploymentFact, (), (employment, employee, site))
struct EmploymentRecorded : EmploymentFact {
  static constexpr std::string_view kKind = "employment.recorded";
  imports::RecordChange change = imports::RecordChange::kRecorded;
};
BOOST_DESCRIBE_STRUCT(EmploymentRecorded, (EmploymentFact), (change))
struct EmploymentRemoved : EmploymentFact {
  static constexpr std::string_view kKind = "employment.removed";
};
BOOST_DESCRIBE_STRUCT(EmploymentRemoved, (EmploymentFact), ())

struct WorkDayFact {
  static constexpr int kSchema = 1;
  WorkDayId work_day;
  EmployeeId employee;
  Date day;
  std::vector<journal::Subject> subjects() const { return {{"work_day", work_day.value()}}; }
};
BOOST_DESCRIBE_STRUCT(WorkDayFact, (), (work_day, employee, day))
struct WorkDayRecorded : WorkDayFact {
  static constexpr std::string_view kKind = "work_day.recorded";
  imports::RecordChange change = imports::RecordChange::kRecorded;
};
BOOST_DESCRIBE_STRUCT(WorkDayRecorded, (WorkDayFact), (change))
struct WorkDayRemoved : WorkDayFact {
  static constexpr std::string_view kKind = "work_day.removed";
};
BOOST_DESCRIBE_STRUCT(WorkDayRemoved, (WorkDayFact), ())

}  // namespace manyi::org
