// HTTP operations of org.
// Owns their paths, permissions and documentation; no logic.
#include "modules/org/org.h"
#include "platform/http/api.h"

namespace manyi::org {
namespace {

const std::vector<ErrorCode> kOnRead = {ErrorCode::kNotFound};
const std::vector<ErrorCode> kOnCreate = {ErrorCode::kConflict};
const std::vector<ErrorCode> kOnChange = {ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kStale};

/// The id in the path, for reads.
struct SiteRef {
  SiteId id;
};
BOOST_DESCRIBE_STRUCT(SiteRef, (), (id))
struct OrgUnitRef {
  OrgUnitId id;
};
BOOST_DESCRIBE_STRUCT(OrgUnitRef, (), (id))
struct PositionRef {
  PositionId id;
};
BOOST_DESCRIBE_STRUCT(PositionRef, (), (id))
struct EmployeeRef {
  EmployeeId id;
};
BOOST_DESCRIBE_STRUCT(EmployeeRef, (), (id))
struct CalendarRef {
  CalendarId id;
};
BOOST_DESCRIBE_STRUCT(CalendarRef, (), (id))

void declare_sites(http::Api& api, Org& org) {
  api.get("/sites")
      .summary("List sites, newest first")
      .tag("org")
      .allow(Permission::kOrgRead)
      .reads<ListSites, Page<Site>>([&org](db::ReadTx& tx, const Caller& caller, const ListSites& in) {
        return org.list_sites(tx, caller, in);
      });
  api.post("/sites")
      .summary("Add a site")
      .tag("org")
      .allow(Permission::kOrgWrite)
      .created()
      .fails(kOnCreate)
      .writes<CreateSite, Site>([&org](db::Tx& tx, const Caller& caller, const CreateSite& in) {
        return org.create_site(tx, caller, in);
      });
  api.get("/sites/{id}")
      .summary("Read a site")
      .tag("org")
      .allow(Permission::kOrgRead)
      .fails(kOnRead)
      .reads<SiteRef, Site>([&org](db::ReadTx& tx, const Caller& caller, const SiteRef& in) {
        return org.get_site(tx, caller, in.id);
      });
  api.patch("/sites/{id}")
      .summary("Change a site")
      .tag("org")
      .allow(Permission::kOrgWrite)
      .fails(kOnChange)
      .writes<ChangeSite, Site>([&org](db::Tx& tx, const Caller& caller, const ChangeSite& in) {
        return org.change_site(tx, caller, in);
      });
}

void declare_units(http::Api& api, Org& org) {
  api.get("/org-units")
      .summary("List org units, newest first")
      .tag("org")
      .allow(Permission::kOrgRead)
      .reads<ListOrgUnits, Page<OrgUnit>>(
          [&org](db::ReadTx& tx, const Caller& caller, const ListOrgUnits& in) {
            return org.list_units(tx, caller, in);
          });
  api.post("/org-units")
      .summary("Add an org unit")
      .tag("org")
      .allow(Permission::kOrgWrite)
      .created()
      .fails(kOnCreate)
      .writes<CreateOrgUnit, OrgUnit>([&org](db::Tx& tx, const Caller& caller, const CreateOrgUnit& in) {
        return org.create_unit(tx, caller, in);
      });
  api.get("/org-units/{id}")
      .summary("Read an org unit")
      .tag("org")
      .allow(Permission::kOrgRead)
      .fails(kOnRead)
      .reads<OrgUnitRef, OrgUnit>([&org](db::ReadTx& tx, const Caller& caller, const OrgUnitRef& in) {
        return org.get_unit(tx, caller, in.id);
      });
  api.patch("/org-units/{id}")
      .summary("Change or move an org unit")
      .tag("org")
      .allow(Permission::kOrgWrite)
      .fails(kOnChange)
      .writes<ChangeOrgUnit, OrgUnit>([&org](db::Tx& tx, const Caller& caller, const ChangeOrgUnit& in) {
        return org.change_unit(tx, caller, in);
      });
  api.get("/positions")
      .summary("List positions, newest first")
      .tag("org")
      .allow(Permission::kOrgRead)
      .reads<ListPositions, Page<Position>>(
          [&org](db::ReadTx& tx, const Caller& caller, const ListPositions& in) {
            return org.list_positions(tx, caller, in);
          });
  api.post("/positions")
      .summary("Add a position")
      .tag("org")
      .allow(Permission::kOrgWrite)
      .created()
      .fails(kOnCreate)
      .writes<CreatePosition, Position>([&org](db::Tx& tx, const Caller& caller, const CreatePosition& in) {
        return org.create_position(tx, caller, in);
      });
  api.get("/positions/{id}")
      .summary("Read a position")
      .tag("org")
      .allow(Permission::kOrgRead)
      .fails(kOnRead)
      .reads<PositionRef, Position>([&org](db::ReadTx& tx, const Caller& caller, const PositionRef& in) {
        return org.get_position(tx, caller, in.id);
      });
  api.patch("/positions/{id}")
      .summary("Change a position")
      .tag("org")
      .allow(Permission::kOrgWrite)
      .fails(kOnChange)
      .writes<ChangePosition, Position>([&org](db::Tx& tx, const Caller& caller, const ChangePosition& in) {
        return org.change_position(tx, caller, in);
      });
}

void declare_employees(http::Api& api, Org& org) {
  api.get("/employees")
      .summary("List employees, newest first")
      .tag("org")
      .allow(Permission::kOrgRead)
      .reads<ListEmployees, Page<Employee>>(
          [&org](db::ReadTx& tx, const Caller& caller, const ListEmployees& in) {
            return org.list_employees(tx, caller, in);
          });
  api.post("/employees")
      .summary("Add an employee")
      .tag("org")
      .allow(Permission::kOrgWrite)
      .created()
      .fails(kOnCreate)
      .writes<CreateEmployee, Employee>([&org](db::Tx& tx, const Caller& caller, const CreateEmployee& in) {
        return org.create_employee(tx, caller, in);
      });
  api.get("/employees/{id}")
      .summary("Read an employee")
      .tag("org")
      .allow(Permission::kOrgRead)
      .fails(kOnRead)
      .reads<EmployeeRef, Employee>([&org](db::ReadTx& tx, const Caller& caller, const EmployeeRef& in) {
        return org.get_employee(tx, caller, in.id);
      });
  api.patch("/employees/{id}")
      .summary("Change an employee, or record that he left")
      .tag("org")
      .allow(Permission::kOrgWrite)
      .fails(kOnChange)
      .writes<ChangeEmployee, Employee>([&org](db::Tx& tx, const Caller& caller, const ChangeEmployee& in) {
        return org.change_employee(tx, caller, in);
      });
}

void declare_calendars(http::Api& api, Org& org) {
  api.get("/calendars")
      .summary("List working calendars, newest first")
      .tag("org")
      .allow(Permission::kOrgRead)
      .reads<ListCalendars, Page<Calendar>>(
          [&org](db::ReadTx& tx, const Caller& caller, const ListCalendars& in) {
            return org.list_calendars(tx, caller, in);
          });
  api.post("/calendars")
      .summary("Add a working calendar")
      .tag("org")
      .allow(Permission::kOrgWrite)
      .created()
      .fails(kOnCreate)
      .writes<CreateCalendar, Calendar>([&org](db::Tx& tx, const Caller& caller, const CreateCalendar& in) {
        return org.create_calendar(tx, caller, in);
      });
  api.get("/calendars/{id}")
      .summary("Read a working calendar")
      .tag("org")
      .allow(Permission::kOrgRead)
      .fails(kOnRead)
      .reads<CalendarRef, Calendar>([&org](db::ReadTx& tx, const Caller& caller, const CalendarRef& in) {
        return org.get_calendar(tx, caller, in.id);
      });
  api.patch("/calendars/{id}")
      .summary("Change a working calendar")
      .tag("org")
      .allow(Permission::kOrgWrite)
      .fails(kOnChange)
      .writes<ChangeCalendar, Calendar>([&org](db::Tx& tx, const Caller& caller, const ChangeCalendar& in) {
        return org.change_calendar(tx, caller, in);
      });
}

}  // namespace

void declare_staff(http::Api& api, Org& org);  // staff_routes.cpp

// Called by module.cpp alone.
void declare_routes(http::Api& api, Org& org) {
  declare_sites(api, org);
  declare_units(api, org);
  declare_employees(api, org);
  declare_calendars(api, org);
  declare_staff(api, org);
}

}  // namespace manyi::org
