// Rows of org.
// Owns the SQL on tables org_*.
#pragma once

#include "modules/org/org.h"
#include "platform/db/db.h"

namespace manyi::org::store {

struct SiteRow : Site {
  TenantId tenant_id;
  std::string name_key;
  Instant created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(SiteRow, (Site), (tenant_id, name_key, created_at, updated_at))

struct UnitRow : OrgUnit {
  TenantId tenant_id;
  Instant created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(UnitRow, (OrgUnit), (tenant_id, created_at, updated_at))

struct PositionRow : Position {
  TenantId tenant_id;
  Instant created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(PositionRow, (Position), (tenant_id, created_at, updated_at))

struct EmployeeRow : EmployeeCore {
  TenantId tenant_id;
  std::string name_key;
  RawJson skills;  // a list of texts
  Instant created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(EmployeeRow, (EmployeeCore), (tenant_id, name_key, skills, created_at, updated_at))

struct CalendarRow {
  TenantId tenant_id;
  CalendarId id;
  std::string code, name;
  RawJson week, exceptions;
  Instant created_at, updated_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(CalendarRow, (),
                      (tenant_id, id, code, name, week, exceptions, created_at, updated_at, version))

struct UnitParent {
  OrgUnitId id;
  std::optional<OrgUnitId> parent_id;
};
BOOST_DESCRIBE_STRUCT(UnitParent, (), (id, parent_id))

struct Member {
  EmployeeId id;
  std::optional<OrgUnitId> org_unit_id;
};
BOOST_DESCRIBE_STRUCT(Member, (), (id, org_unit_id))

struct SiteName {
  SiteId id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(SiteName, (), (id, name))

struct EmployeeName {
  EmployeeId id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(EmployeeName, (), (id, name))

// Lists give the newest first, below the id `before`; an empty text or id stands for "any".

Result<void> insert_site(db::Tx&, const SiteRow&);
Result<void> update_site(db::Tx&, const SiteRow&);
std::optional<SiteRow> site(db::ReadTx&, TenantId, SiteId);
std::optional<SiteRow> site_by_code(db::ReadTx&, TenantId, std::string_view code);
std::optional<SiteRow> site_by_name(db::ReadTx&, TenantId, std::string_view name_key);
std::vector<SiteRow> sites(db::ReadTx&, TenantId, std::string_view q, std::string_view state,
                           std::int64_t before, std::int64_t limit);
/// What the working time of a site depends on.
struct SiteHours {
  std::string time_zone;
  std::optional<CalendarId> calendar_id;
  std::optional<std::int64_t> calendar_version;
};
BOOST_DESCRIBE_STRUCT(SiteHours, (), (time_zone, calendar_id, calendar_version))
std::optional<SiteHours> site_hours(db::ReadTx&, TenantId, SiteId);
std::vector<SiteName> site_names(db::ReadTx&, TenantId);

Result<void> insert_unit(db::Tx&, const UnitRow&);
Result<void> update_unit(db::Tx&, const UnitRow&);
std::optional<UnitRow> unit(db::ReadTx&, TenantId, OrgUnitId);
std::optional<UnitRow> unit_by_code(db::ReadTx&, TenantId, std::string_view code);
std::vector<UnitRow> units(db::ReadTx&, TenantId, std::string_view q, SiteId site, std::int64_t before,
                           std::int64_t limit);
std::vector<UnitParent> unit_parents(db::ReadTx&, TenantId);

Result<void> insert_position(db::Tx&, const PositionRow&);
Result<void> update_position(db::Tx&, const PositionRow&);
std::optional<PositionRow> position(db::ReadTx&, TenantId, PositionId);
std::optional<PositionRow> position_by_code(db::ReadTx&, TenantId, std::string_view code);
std::vector<PositionRow> positions(db::ReadTx&, TenantId, std::string_view q, OrgUnitId unit,
                                   std::int64_t before, std::int64_t limit);

Result<void> insert_employee(db::Tx&, const EmployeeRow&);
Result<void> update_employee(db::Tx&, const EmployeeRow&);
std::optional<EmployeeRow> employee(db::ReadTx&, TenantId, EmployeeId);
std::vector<EmployeeName> employee_names(db::ReadTx&, TenantId, std::span<const std::int64_t> ids);
std::optional<EmployeeRow> employee_by_no(db::ReadTx&, TenantId, std::string_view no);
std::optional<EmployeeRow> employee_by_name(db::ReadTx&, TenantId, SiteId, std::string_view name_key);
std::vector<EmployeeRow> employees(db::ReadTx&, TenantId, std::string_view q, SiteId site, OrgUnitId unit,
                                   std::string_view role, std::string_view state, std::int64_t before,
                                   std::int64_t limit);
/// Everybody who has not left, with his unit.
std::vector<Member> members(db::ReadTx&, TenantId);

Result<void> insert_calendar(db::Tx&, const CalendarRow&);
Result<void> update_calendar(db::Tx&, const CalendarRow&);
std::optional<CalendarRow> calendar(db::ReadTx&, TenantId, CalendarId);
std::optional<CalendarRow> calendar_by_code(db::ReadTx&, TenantId, std::string_view code);
std::optional<CalendarId> first_calendar(db::ReadTx&, TenantId);
std::vector<CalendarRow> calendars(db::ReadTx&, TenantId, std::int64_t before, std::int64_t limit);

}  // namespace manyi::org::store
