// Use cases of org: sites, units, positions, calendars.
// Owns the order of steps: load, decide, store, publish. Employees are in employees.cpp.
#include "modules/org/org.h"

#include <cassert>

#include "base/text.h"
#include "modules/org/org_events.h"
#include "modules/org/rules.h"
#include "modules/org/store.h"
#include "org_holidays.h"

namespace manyi::org {
namespace {

constexpr std::string_view kDefaultZone = "Asia/Shanghai";

Error absent(std::string_view what) {
  return not_found(std::string(what) + ".not_found", "There is no such " + std::string(what) + ".");
}
Error taken(std::string_view what) {
  return conflict(std::string(what) + ".code_taken",
                  "There is already a " + std::string(what) + " with this code.");
}

// A field that names another record of the tenant.
template <class Row> Result<void> refers(const std::optional<Row>& row, std::string_view pointer) {
  if (!row) return invalid(std::string(pointer), "not_found", "There is no such record.");
  return {};
}

template <class Row>
Result<Row> loaded(std::optional<Row> row, std::string_view what,
                   const std::optional<std::int64_t>& if_match = {}) {
  if (!row) return absent(what);
  if (if_match && *if_match != row->version)
    return stale("The " + std::string(what) + " was changed in the meantime.");
  return std::move(*row);
}

template <class Row> void touch(Row& row, Instant now) {
  row.updated_at = now;
  ++row.version;
}

std::map<OrgUnitId, OrgUnitId> parents_of(db::ReadTx& tx, TenantId tenant) {
  std::map<OrgUnitId, OrgUnitId> parents;
  for (const auto& unit : store::unit_parents(tx, tenant))
    parents.emplace(unit.id, unit.parent_id.value_or(OrgUnitId()));
  return parents;
}

Calendar calendar_from(const store::CalendarRow& row) {
  Calendar calendar{row.id, row.code, row.name, {}, {}, row.version};
  if (auto week = from_json<std::vector<WorkPeriod>>(row.week.text)) calendar.week = std::move(*week);
  if (auto exceptions = from_json<std::vector<CalendarException>>(row.exceptions.text))
    calendar.exceptions = std::move(*exceptions);
  return calendar;
}

template <class Item, class Row> std::vector<Item> items_of(const std::vector<Row>& rows) {
  return {rows.begin(), rows.end()};
}

}  // namespace

std::vector<CalendarException> chinese_holidays() {
  static const auto all = [] {
    std::vector<CalendarException> dates;
    for (const auto& [file, text] : org_holidays()) {
      auto year = parse_holidays(text);
      assert(year.ok());
      if (year) dates = merge_exceptions(std::move(dates), *year);
    }
    return dates;
  }();
  return all;
}

// ---- sites ----------------------------------------------------------------------------------------

std::span<const FieldRule> field_rules(const CreateSite*) {
  static constexpr FieldRule kRules[] = {
      {"code", "unique", R"("SZ01")", 1, 32},
      {"name", {}, R"("苏州观前店")", 1, 100},
      {"region", {}, R"("华东")", 0, 100},
      {"time_zone", "IANA name; default Asia/Shanghai", R"("Asia/Shanghai")", 1, 64},
      {"address", {}, {}, 0, 300},
      {"phone", {}, {}, 0, 40}};
  return kRules;
}
std::span<const FieldRule> field_rules(const ChangeSite*) {
  return field_rules(static_cast<const CreateSite*>(nullptr));
}

Result<Site> Org::create_site(db::Tx& tx, const Caller& caller, const CreateSite& in) {
  store::SiteRow row;
  row.tenant_id = caller.tenant;
  row.id = tx.new_id<SiteTag>();
  row.code = in.code;
  row.name = in.name;
  row.name_key = fold_text(in.name);
  row.region = in.region.value_or("");
  row.time_zone = in.time_zone.value_or(std::string(kDefaultZone));
  if (!TimeZone::find(row.time_zone))
    return invalid("/time_zone", "time_zone", "Expected an IANA name such as Asia/Shanghai.");
  if (in.calendar_id) {
    MANYI_CHECK(refers(store::calendar(tx, caller.tenant, *in.calendar_id), "/calendar_id"));
    row.calendar_id = in.calendar_id;
  } else {
    row.calendar_id = store::first_calendar(tx, caller.tenant);
  }
  row.address = in.address.value_or("");
  row.phone = in.phone.value_or("");
  row.dispatch_by = in.dispatch_by.value_or(DispatchBy::kTechSupervisor);
  row.created_at = row.updated_at = tx.now();
  if (store::site_by_code(tx, caller.tenant, row.code)) return taken("site");
  MANYI_CHECK(store::insert_site(tx, row));
  MANYI_CHECK(events_.publish(tx, caller, SiteCreated{{row.id}}));
  return Site(row);
}

Result<Site> Org::change_site(db::Tx& tx, const Caller& caller, const ChangeSite& in) {
  MANYI_TRY(store::SiteRow row, loaded(store::site(tx, caller.tenant, in.id), "site", in.if_match));
  if (in.code && *in.code != row.code) {
    if (store::site_by_code(tx, caller.tenant, *in.code)) return taken("site");
    row.code = *in.code;
  }
  if (in.name) {
    row.name = *in.name;
    row.name_key = fold_text(*in.name);
  }
  if (in.region) row.region = *in.region;
  if (in.time_zone) {
    if (!TimeZone::find(*in.time_zone))
      return invalid("/time_zone", "time_zone", "Expected an IANA name such as Asia/Shanghai.");
    row.time_zone = *in.time_zone;
  }
  if (in.calendar_id) {
    MANYI_CHECK(refers(store::calendar(tx, caller.tenant, *in.calendar_id), "/calendar_id"));
    row.calendar_id = in.calendar_id;
  }
  if (in.address) row.address = *in.address;
  if (in.phone) row.phone = *in.phone;
  if (in.state) row.state = *in.state;
  if (in.dispatch_by) row.dispatch_by = *in.dispatch_by;
  touch(row, tx.now());
  MANYI_CHECK(store::update_site(tx, row));
  MANYI_CHECK(events_.publish(tx, caller, SiteChanged{{row.id}}));
  return Site(row);
}

Result<Site> Org::get_site(db::ReadTx& tx, const Caller& caller, SiteId id) {
  auto row = site(tx, caller.tenant, id);
  if (!row) return absent("site");
  return std::move(*row);
}

Result<Page<Site>> Org::list_sites(db::ReadTx& tx, const Caller& caller, const ListSites& in) {
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  MANYI_TRY(const std::int64_t before, cursor_id(in.cursor));
  return page_by_id(items_of<Site>(store::sites(tx, caller.tenant, in.q.value_or(""),
                                                in.state ? enum_name(*in.state) : "", before, limit + 1)),
                    limit);
}

std::optional<Site> Org::site(db::ReadTx& tx, TenantId tenant, SiteId id) {
  return store::site(tx, tenant, id);
}
std::optional<Site> Org::site_by_code(db::ReadTx& tx, TenantId tenant, std::string_view code) {
  return store::site_by_code(tx, tenant, code);
}

std::map<SiteId, std::string> Org::site_names(db::ReadTx& tx, TenantId tenant) {
  std::map<SiteId, std::string> names;
  for (auto& site : store::site_names(tx, tenant)) names.emplace(site.id, std::move(site.name));
  return names;
}

Result<SiteId> Org::resolve_site(db::Tx& tx, const Caller& caller, std::string_view name,
                                 std::string_view time_zone) {
  const std::string key = fold_text(name);
  if (key.empty()) return invalid("/site", "required", "The site has no name.");
  if (const auto row = store::site_by_name(tx, caller.tenant, key)) return row->id;
  if (const auto row = store::site_by_code(tx, caller.tenant, name)) return row->id;
  std::size_t number = store::site_names(tx, caller.tenant).size();
  std::string code;
  do {
    code = "S" + std::to_string(1000 + ++number).substr(1);
  } while (store::site_by_code(tx, caller.tenant, code));
  MANYI_TRY(const Site site, create_site(tx, caller,
                                         {.code = code,
                                          .name = std::string(name),
                                          .region = {},
                                          .time_zone = std::string(time_zone),
                                          .calendar_id = {},
                                          .address = {},
                                          .phone = {},
                                          .dispatch_by = {}}));
  return site.id;
}

// ---- units ----------------------------------------------------------------------------------------

std::span<const FieldRule> field_rules(const CreateOrgUnit*) {
  static constexpr FieldRule kRules[] = {{"code", "unique", R"("TECH")", 1, 32},
                                         {"name", {}, R"("技术部")", 1, 100}};
  return kRules;
}
std::span<const FieldRule> field_rules(const ChangeOrgUnit*) {
  return field_rules(static_cast<const CreateOrgUnit*>(nullptr));
}

Result<OrgUnit> Org::create_unit(db::Tx& tx, const Caller& caller, const CreateOrgUnit& in) {
  store::UnitRow row;
  row.tenant_id = caller.tenant;
  row.id = tx.new_id<OrgUnitTag>();
  if (in.parent_id) MANYI_CHECK(refers(store::unit(tx, caller.tenant, *in.parent_id), "/parent_id"));
  if (in.site_id) MANYI_CHECK(refers(store::site(tx, caller.tenant, *in.site_id), "/site_id"));
  row.parent_id = in.parent_id;
  row.site_id = in.site_id;
  row.code = in.code;
  row.name = in.name;
  row.kind = in.kind.value_or(UnitKind::kDepartment);
  row.created_at = row.updated_at = tx.now();
  if (store::unit_by_code(tx, caller.tenant, row.code)) return taken("org_unit");
  MANYI_CHECK(store::insert_unit(tx, row));
  MANYI_CHECK(events_.publish(tx, caller, OrgUnitCreated{{row.id}}));
  return OrgUnit(row);
}

Result<OrgUnit> Org::change_unit(db::Tx& tx, const Caller& caller, const ChangeOrgUnit& in) {
  MANYI_TRY(store::UnitRow row, loaded(store::unit(tx, caller.tenant, in.id), "org_unit", in.if_match));
  if (in.parent_id) {
    MANYI_CHECK(refers(store::unit(tx, caller.tenant, *in.parent_id), "/parent_id"));
    if (would_cycle(parents_of(tx, caller.tenant), row.id, *in.parent_id))
      return conflict("org_unit.cycle", "A unit cannot be below itself.");
    row.parent_id = in.parent_id;
  }
  if (in.site_id) {
    MANYI_CHECK(refers(store::site(tx, caller.tenant, *in.site_id), "/site_id"));
    row.site_id = in.site_id;
  }
  if (in.code && *in.code != row.code) {
    if (store::unit_by_code(tx, caller.tenant, *in.code)) return taken("org_unit");
    row.code = *in.code;
  }
  if (in.name) row.name = *in.name;
  if (in.kind) row.kind = *in.kind;
  touch(row, tx.now());
  MANYI_CHECK(store::update_unit(tx, row));
  MANYI_CHECK(events_.publish(tx, caller, OrgUnitChanged{{row.id}}));
  return OrgUnit(row);
}

Result<OrgUnit> Org::get_unit(db::ReadTx& tx, const Caller& caller, OrgUnitId id) {
  auto row = store::unit(tx, caller.tenant, id);
  if (!row) return absent("org_unit");
  return OrgUnit(*row);
}

Result<Page<OrgUnit>> Org::list_units(db::ReadTx& tx, const Caller& caller, const ListOrgUnits& in) {
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  MANYI_TRY(const std::int64_t before, cursor_id(in.cursor));
  return page_by_id(items_of<OrgUnit>(store::units(tx, caller.tenant, in.q.value_or(""),
                                                   in.site_id.value_or(SiteId()), before, limit + 1)),
                    limit);
}

// ---- positions ------------------------------------------------------------------------------------

std::span<const FieldRule> field_rules(const CreatePosition*) {
  static constexpr FieldRule kRules[] = {{"code", "unique", R"("TECH-LEAD")", 1, 32},
                                         {"name", {}, R"("技术组长")", 1, 100}};
  return kRules;
}
std::span<const FieldRule> field_rules(const ChangePosition*) {
  return field_rules(static_cast<const CreatePosition*>(nullptr));
}

Result<Position> Org::create_position(db::Tx& tx, const Caller& caller, const CreatePosition& in) {
  store::PositionRow row;
  row.tenant_id = caller.tenant;
  row.id = tx.new_id<PositionTag>();
  MANYI_CHECK(refers(store::unit(tx, caller.tenant, in.org_unit_id), "/org_unit_id"));
  row.org_unit_id = in.org_unit_id;
  row.code = in.code;
  row.name = in.name;
  row.grade = in.grade.value_or(Grade::kStaff);
  row.created_at = row.updated_at = tx.now();
  if (store::position_by_code(tx, caller.tenant, row.code)) return taken("position");
  MANYI_CHECK(store::insert_position(tx, row));
  MANYI_CHECK(events_.publish(tx, caller, PositionCreated{{row.id}}));
  return Position(row);
}

Result<Position> Org::change_position(db::Tx& tx, const Caller& caller, const ChangePosition& in) {
  MANYI_TRY(store::PositionRow row,
            loaded(store::position(tx, caller.tenant, in.id), "position", in.if_match));
  if (in.org_unit_id) {
    MANYI_CHECK(refers(store::unit(tx, caller.tenant, *in.org_unit_id), "/org_unit_id"));
    row.org_unit_id = *in.org_unit_id;
  }
  if (in.code && *in.code != row.code) {
    if (store::position_by_code(tx, caller.tenant, *in.code)) return taken("position");
    row.code = *in.code;
  }
  if (in.name) row.name = *in.name;
  if (in.grade) row.grade = *in.grade;
  touch(row, tx.now());
  MANYI_CHECK(store::update_position(tx, row));
  MANYI_CHECK(events_.publish(tx, caller, PositionChanged{{row.id}}));
  return Position(row);
}

Result<Position> Org::get_position(db::ReadTx& tx, const Caller& caller, PositionId id) {
  auto row = store::position(tx, caller.tenant, id);
  if (!row) return absent("position");
  return Position(*row);
}

Result<Page<Position>> Org::list_positions(db::ReadTx& tx, const Caller& caller, const ListPositions& in) {
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  MANYI_TRY(const std::int64_t before, cursor_id(in.cursor));
  return page_by_id(
      items_of<Position>(store::positions(tx, caller.tenant, in.q.value_or(""),
                                          in.org_unit_id.value_or(OrgUnitId()), before, limit + 1)),
      limit);
}

// ---- calendars ------------------------------------------------------------------------------------

std::span<const FieldRule> field_rules(const WorkPeriod*) {
  static constexpr FieldRule kRules[] = {{"weekday", "1 = Monday .. 7 = Sunday", "1", 0, 4000, 1, 7},
                                         {"open", {}, R"("09:00")", 5, 5},
                                         {"close", "up to 24:00", R"("18:00")", 5, 5}};
  return kRules;
}
std::span<const FieldRule> field_rules(const CalendarException*) {
  static constexpr FieldRule kRules[] = {{"name", {}, R"("国庆节")", 0, 100},
                                         {"open", {}, R"("09:00")", 5, 5},
                                         {"close", {}, R"("12:00")", 5, 5}};
  return kRules;
}
std::span<const FieldRule> field_rules(const CreateCalendar*) {
  static constexpr FieldRule kRules[] = {{"code", "unique", R"("CN-STD")", 1, 32},
                                         {"name", {}, R"("标准工时")", 1, 100},
                                         {"week", "empty: Monday to Friday 09:00-18:00", {}, 0, 50},
                                         {"exceptions", {}, {}, 0, 2000}};
  return kRules;
}
std::span<const FieldRule> field_rules(const ChangeCalendar*) {
  return field_rules(static_cast<const CreateCalendar*>(nullptr));
}

Result<Calendar> Org::create_calendar(db::Tx& tx, const Caller& caller, const CreateCalendar& in) {
  const auto week = in.week.empty() ? standard_week() : in.week;
  const auto exceptions = in.chinese_holidays.value_or(false)
                              ? merge_exceptions(in.exceptions, chinese_holidays())
                              : in.exceptions;
  MANYI_CHECK(WorkCalendar::create(week, exceptions, TimeZone::utc()));
  store::CalendarRow row{caller.tenant,
                         tx.new_id<CalendarTag>(),
                         in.code,
                         in.name,
                         RawJson{to_json(week)},
                         RawJson{to_json(exceptions)},
                         tx.now(),
                         tx.now(),
                         1};
  if (store::calendar_by_code(tx, caller.tenant, row.code)) return taken("calendar");
  MANYI_CHECK(store::insert_calendar(tx, row));
  MANYI_CHECK(events_.publish(tx, caller, CalendarCreated{{row.id}}));
  return calendar_from(row);
}

Result<Calendar> Org::change_calendar(db::Tx& tx, const Caller& caller, const ChangeCalendar& in) {
  MANYI_TRY(store::CalendarRow row,
            loaded(store::calendar(tx, caller.tenant, in.id), "calendar", in.if_match));
  Calendar next = calendar_from(row);
  if (in.week) next.week = *in.week;
  if (in.exceptions) next.exceptions = *in.exceptions;
  MANYI_CHECK(WorkCalendar::create(next.week, next.exceptions, TimeZone::utc()));
  if (in.code && *in.code != row.code) {
    if (store::calendar_by_code(tx, caller.tenant, *in.code)) return taken("calendar");
    row.code = *in.code;
  }
  if (in.name) row.name = *in.name;
  row.week.text = to_json(next.week);
  row.exceptions.text = to_json(next.exceptions);
  touch(row, tx.now());
  MANYI_CHECK(store::update_calendar(tx, row));
  // Rolled back, the same version number may come again with other hours.
  tx.on_rollback([this, tenant = caller.tenant, id = row.id] {
    const std::lock_guard lock(mutex_);
    std::erase_if(hours_, [&](const auto& item) {
      return std::get<0>(item.first) == tenant && std::get<1>(item.first) == id;
    });
  });
  MANYI_CHECK(events_.publish(tx, caller, CalendarChanged{{row.id}}));
  return calendar_from(row);
}

Result<Calendar> Org::get_calendar(db::ReadTx& tx, const Caller& caller, CalendarId id) {
  const auto row = store::calendar(tx, caller.tenant, id);
  if (!row) return absent("calendar");
  return calendar_from(*row);
}

Result<Page<Calendar>> Org::list_calendars(db::ReadTx& tx, const Caller& caller, const ListCalendars& in) {
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  MANYI_TRY(const std::int64_t before, cursor_id(in.cursor));
  std::vector<Calendar> calendars;
  for (const auto& row : store::calendars(tx, caller.tenant, before, limit + 1))
    calendars.push_back(calendar_from(row));
  return page_by_id(std::move(calendars), limit);
}

std::shared_ptr<const WorkCalendar> Org::work_calendar(db::ReadTx& tx, TenantId tenant, SiteId id) {
  auto hours = hours_of_site(tx, tenant, id);
  return hours ? hours : WorkCalendar::always(TimeZone::utc());
}

std::shared_ptr<const WorkCalendar> Org::hours_of_site(db::ReadTx& tx, TenantId tenant, SiteId id) {
  const auto site = store::site_hours(tx, tenant, id);
  if (!site) return nullptr;
  const CalendarId calendar = site->calendar_id.value_or(CalendarId());
  HoursKey key{tenant, calendar, site->calendar_version.value_or(0), site->time_zone};
  {
    const std::lock_guard lock(mutex_);
    const auto at = hours_.find(key);
    if (at != hours_.end()) return at->second;
  }
  const TimeZone zone = TimeZone::find(std::get<3>(key)).value_or(TimeZone::utc());
  std::shared_ptr<const WorkCalendar> hours;
  if (site->calendar_version) {
    if (const auto row = store::calendar(tx, tenant, calendar)) {
      const Calendar stored = calendar_from(*row);
      if (auto made = WorkCalendar::create(stored.week, stored.exceptions, zone)) hours = *made;
    }
  }
  if (!hours) hours = WorkCalendar::always(zone);
  const std::lock_guard lock(mutex_);
  if (hours_.size() >= 256) hours_.clear();
  hours_.emplace(std::move(key), hours);
  return hours;
}

}  // namespace manyi::org
