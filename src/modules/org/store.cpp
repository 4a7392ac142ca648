// SQL of org: one constant per query, beside the function that runs it.
// Owns nothing else.
#include "modules/org/store.h"

namespace manyi::org::store {
namespace {

template <class Row> std::string select(std::string_view from_where) {
  return "select " + db::columns<Row>() + " " + std::string(from_where);
}

// "%text%" for like ... escape '!'
std::string like(std::string_view text) {
  std::string out = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '!') out += '!';
    out += c;
  }
  return out + "%";
}

}  // namespace

// ---- sites ----------------------------------------------------------------------------------------

Result<void> insert_site(db::Tx& tx, const SiteRow& row) { return tx.insert("org_sites", row); }
Result<void> update_site(db::Tx& tx, const SiteRow& row) { return tx.update("org_sites", row); }

const std::string kSite = select<SiteRow>("from org_sites where tenant_id = :tenant_id and id = :id");
std::optional<SiteRow> site(db::ReadTx& tx, TenantId tenant, SiteId id) {
  return tx.first<SiteRow>(kSite, tenant, id);
}

const std::string kSiteByCode =
    select<SiteRow>("from org_sites where tenant_id = :tenant_id and code = :code");
std::optional<SiteRow> site_by_code(db::ReadTx& tx, TenantId tenant, std::string_view code) {
  return tx.first<SiteRow>(kSiteByCode, tenant, code);
}

const std::string kSiteByName = select<SiteRow>(
    "from org_sites where tenant_id = :tenant_id and name_key = :name_key order by id limit 1");
std::optional<SiteRow> site_by_name(db::ReadTx& tx, TenantId tenant, std::string_view name_key) {
  return tx.first<SiteRow>(kSiteByName, tenant, name_key);
}

const std::string kSites = select<SiteRow>(
    "from org_sites where tenant_id = :tenant_id and id < :before "
    "and (:any_q = '' or name like :name escape '!' or code like :code escape '!' or region like :region "
    "escape '!') "
    "and (:any_state = '' or state = :state) order by id desc limit :limit");
std::vector<SiteRow> sites(db::ReadTx& tx, TenantId tenant, std::string_view q, std::string_view state,
                           std::int64_t before, std::int64_t limit) {
  const std::string pattern = like(q);
  return tx.all<SiteRow>(kSites, tenant, before, q, pattern, pattern, pattern, state, state, limit);
}

constexpr auto kSiteNames = "select id, name from org_sites where tenant_id = :tenant_id";
std::vector<SiteName> site_names(db::ReadTx& tx, TenantId tenant) {
  return tx.all<SiteName>(kSiteNames, tenant);
}

constexpr auto kSiteHours =
    "select s.time_zone, c.id, c.version from org_sites s left join org_calendars c "
    "on c.tenant_id = s.tenant_id and c.id = s.calendar_id where s.tenant_id = :tenant_id and s.id = :id";
std::optional<SiteHours> site_hours(db::ReadTx& tx, TenantId tenant, SiteId id) {
  return tx.first<SiteHours>(kSiteHours, tenant, id);
}

// ---- units ----------------------------------------------------------------------------------------

Result<void> insert_unit(db::Tx& tx, const UnitRow& row) { return tx.insert("org_units", row); }
Result<void> update_unit(db::Tx& tx, const UnitRow& row) { return tx.update("org_units", row); }

const std::string kUnit = select<UnitRow>("from org_units where tenant_id = :tenant_id and id = :id");
std::optional<UnitRow> unit(db::ReadTx& tx, TenantId tenant, OrgUnitId id) {
  return tx.first<UnitRow>(kUnit, tenant, id);
}

const std::string kUnitByCode =
    select<UnitRow>("from org_units where tenant_id = :tenant_id and code = :code");
std::optional<UnitRow> unit_by_code(db::ReadTx& tx, TenantId tenant, std::string_view code) {
  return tx.first<UnitRow>(kUnitByCode, tenant, code);
}

const std::string kUnits = select<UnitRow>(
    "from org_units where tenant_id = :tenant_id and id < :before "
    "and (:any_q = '' or name like :name escape '!' or code like :code escape '!') "
    "and (:any_site = 0 or site_id = :site) order by id desc limit :limit");
std::vector<UnitRow> units(db::ReadTx& tx, TenantId tenant, std::string_view q, SiteId site,
                           std::int64_t before, std::int64_t limit) {
  const std::string pattern = like(q);
  return tx.all<UnitRow>(kUnits, tenant, before, q, pattern, pattern, site, site, limit);
}

constexpr auto kUnitParents = "select id, parent_id from org_units where tenant_id = :tenant_id";
std::vector<UnitParent> unit_parents(db::ReadTx& tx, TenantId tenant) {
  return tx.all<UnitParent>(kUnitParents, tenant);
}

// ---- positions ------------------------------------------------------------------------------------

Result<void> insert_position(db::Tx& tx, const PositionRow& row) { return tx.insert("org_positions", row); }
Result<void> update_position(db::Tx& tx, const PositionRow& row) { return tx.update("org_positions", row); }

const std::string kPosition =
    select<PositionRow>("from org_positions where tenant_id = :tenant_id and id = :id");
std::optional<PositionRow> position(db::ReadTx& tx, TenantId tenant, PositionId id) {
  return tx.first<PositionRow>(kPosition, tenant, id);
}

const std::string kPositionByCode =
    select<PositionRow>("from org_positions where tenant_id = :tenant_id and code = :code");
std::optional<PositionRow> position_by_code(db::ReadTx& tx, TenantId tenant, std::string_view code) {
  return tx.first<PositionRow>(kPositionByCode, tenant, code);
}

const std::string kPositions = select<PositionRow>(
    "from org_positions where tenant_id = :tenant_id and id < :before "
    "and (:any_q = '' or name like :name escape '!' or code like :code escape '!') "
    "and (:any_unit = 0 or org_unit_id = :unit) order by id desc limit :limit");
std::vector<PositionRow> positions(db::ReadTx& tx, TenantId tenant, std::string_view q, OrgUnitId unit,
                                   std::int64_t before, std::int64_t limit) {
  const std::string pattern = like(q);
  return tx.all<PositionRow>(kPositions, tenant, before, q, pattern, pattern, unit, unit, limit);
}

// ---- employees ------------------------------------------------------------------------------------

Result<void> insert_employee(db::Tx& tx, const EmployeeRow& row) { return tx.insert("org_employees", row); }
Result<void> update_employee(db::Tx& tx, const EmployeeRow& row) { return tx.update("org_employees", row); }

const std::string kEmployee =
    select<EmployeeRow>("from org_employees where tenant_id = :tenant_id and id = :id");
std::optional<EmployeeRow> employee(db::ReadTx& tx, TenantId tenant, EmployeeId id) {
  return tx.first<EmployeeRow>(kEmployee, tenant, id);
}

constexpr auto kEmployeeNames =
    "select id, name from org_employees where tenant_id = :tenant_id and id in (:ids)";
std::vector<EmployeeName> employee_names(db::ReadTx& tx, TenantId tenant, std::span<const std::int64_t> ids) {
  return tx.all<EmployeeName>(kEmployeeNames, tenant, db::In(ids));
}

const std::string kEmployeeByNo =
    select<EmployeeRow>("from org_employees where tenant_id = :tenant_id and no = :no");
std::optional<EmployeeRow> employee_by_no(db::ReadTx& tx, TenantId tenant, std::string_view no) {
  return tx.first<EmployeeRow>(kEmployeeByNo, tenant, no);
}

const std::string kEmployeeByName = select<EmployeeRow>(
    "from org_employees where tenant_id = :tenant_id and site_id = :site_id and name_key = :name_key order "
    "by id limit 1");
std::optional<EmployeeRow> employee_by_name(db::ReadTx& tx, TenantId tenant, SiteId site,
                                            std::string_view name_key) {
  return tx.first<EmployeeRow>(kEmployeeByName, tenant, site, name_key);
}

const std::string kEmployees = select<EmployeeRow>(
    "from org_employees where tenant_id = :tenant_id and id < :before "
    "and (:any_q = '' or name like :name escape '!' or no like :no escape '!') "
    "and (:any_site = 0 or site_id = :site) and (:any_unit = 0 or org_unit_id = :unit) "
    "and (:any_role = '' or role = :role) and (:any_state = '' or state = :state) order by id desc limit "
    ":limit");
std::vector<EmployeeRow> employees(db::ReadTx& tx, TenantId tenant, std::string_view q, SiteId site,
                                   OrgUnitId unit, std::string_view role, std::string_view state,
                                   std::int64_t before, std::int64_t limit) {
  const std::string pattern = like(q);
  return tx.all<EmployeeRow>(kEmployees, tenant, before, q, pattern, pattern, site, site, unit, unit, role,
                             role, state, state, limit);
}

constexpr auto kMembers =
    "select id, org_unit_id from org_employees where tenant_id = :tenant_id and state = :state";
std::vector<Member> members(db::ReadTx& tx, TenantId tenant) {
  return tx.all<Member>(kMembers, tenant, EmployeeState::kActive);
}

// ---- calendars ------------------------------------------------------------------------------------

Result<void> insert_calendar(db::Tx& tx, const CalendarRow& row) { return tx.insert("org_calendars", row); }
Result<void> update_calendar(db::Tx& tx, const CalendarRow& row) { return tx.update("org_calendars", row); }

const std::string kCalendar =
    select<CalendarRow>("from org_calendars where tenant_id = :tenant_id and id = :id");
std::optional<CalendarRow> calendar(db::ReadTx& tx, TenantId tenant, CalendarId id) {
  return tx.first<CalendarRow>(kCalendar, tenant, id);
}

const std::string kCalendarByCode =
    select<CalendarRow>("from org_calendars where tenant_id = :tenant_id and code = :code");
std::optional<CalendarRow> calendar_by_code(db::ReadTx& tx, TenantId tenant, std::string_view code) {
  return tx.first<CalendarRow>(kCalendarByCode, tenant, code);
}

constexpr auto kFirstCalendar =
    "select id from org_calendars where tenant_id = :tenant_id order by id limit 1";
std::optional<CalendarId> first_calendar(db::ReadTx& tx, TenantId tenant) {
  return tx.scalar<CalendarId>(kFirstCalendar, tenant);
}

const std::string kCalendars = select<CalendarRow>(
    "from org_calendars where tenant_id = :tenant_id and id < :before order by id desc limit :limit");
std::vector<CalendarRow> calendars(db::ReadTx& tx, TenantId tenant, std::int64_t before, std::int64_t limit) {
  return tx.all<CalendarRow>(kCalendars, tenant, before, limit);
}

}  // namespace manyi::org::store
