// Scopes and metrics as this room asks for them: reach, names, conditions, checks of what was typed.
// Owns the text form of a metric as a node of the chain.
#include <algorithm>
#include <set>

#include "modules/improvement/effect_parts.h"
#include "modules/improvement/improvement.h"

namespace manyi::improvement {
namespace {

std::int64_t id_in(const std::string& key) { return parse_id(key).value_or(0); }

constexpr FieldRule kSourceRules[] = {
    {.name = "id", .doc = "What the source calls it; none for an idea.", .max_length = 200},
    {.name = "metric",
     .doc = "Code of the metric it is about.",
     .example = R"("csat_rate")",
     .max_length = 100},
    {.name = "scope_key", .doc = "Id of the site, unit or person; none for the company.", .max_length = 40},
    {.name = "month", .doc = "YYYY-MM", .example = R"("2026-11")", .max_length = 7}};
constexpr FieldRule kRefRules[] = {{.name = "id",
                                    .doc = "Its id; of a metric code@company or code@site:ID.",
                                    .min_length = 1,
                                    .max_length = 200}};

}  // namespace

std::span<const FieldRule> field_rules(const FindingSource*) { return kSourceRules; }
std::span<const FieldRule> field_rules(const ChainRef*) { return kRefRules; }

std::string node_of(const MeasuredMetric& of) {
  std::string node = of.metric + "@" + enum_name(of.scope);
  if (of.scope != ScopeKind::kCompany) node += ":" + of.scope_key;
  return node;
}

std::optional<MeasuredMetric> metric_of_node(const std::string& node) {
  const auto at = node.find('@');
  if (at == std::string::npos || at == 0) return std::nullopt;
  const auto colon = node.find(':', at);
  MeasuredMetric of;
  of.metric = node.substr(0, at);
  const auto scope =
      parse_enum<ScopeKind>(node.substr(at + 1, colon == std::string::npos ? colon : colon - at - 1));
  if (!scope || (*scope == ScopeKind::kCompany) != (colon == std::string::npos)) return std::nullopt;
  of.scope = *scope;
  if (colon != std::string::npos) of.scope_key = node.substr(colon + 1);
  return of;
}

Date Improvement::today(db::ReadTx& tx, TenantId tenant) {
  return needs_.performance.ports().default_zone(tx, tenant).local_date(tx.now());
}

std::shared_ptr<const kpi::Metric> Improvement::metric(TenantId tenant, const std::string& code) {
  const auto engine = needs_.performance.engine(tenant);
  if (!engine) return nullptr;
  const auto found = (*engine)->metric(code);
  return found ? *found : nullptr;
}

bool Improvement::counts_cases(TenantId tenant, const std::string& metric_code) {
  const auto known = metric(tenant, metric_code);
  return known &&
         improvement::counts_cases(*known, [&](const std::string& code) { return metric(tenant, code); });
}

std::optional<SiteId> Improvement::site_of(db::ReadTx& tx, TenantId tenant, ScopeKind scope,
                                           const std::string& key) {
  const auto of_org = Caller::system(tenant);
  switch (scope) {
    case ScopeKind::kCompany: return std::nullopt;
    case ScopeKind::kSite: return SiteId(id_in(key));
    case ScopeKind::kUnit: {
      const auto unit = needs_.org.get_unit(tx, of_org, org::OrgUnitId(id_in(key)));
      return unit ? unit->site_id : std::nullopt;
    }
    case ScopeKind::kPerson: {
      const auto person = needs_.org.employee(tx, tenant, EmployeeId(id_in(key)));
      return person ? std::optional(person->site_id) : std::nullopt;
    }
  }
  return std::nullopt;
}

bool Improvement::may_see(db::ReadTx& tx, const Caller& caller, ScopeKind scope, const std::string& key) {
  if (caller.scope == Scope::kTenant) return true;
  if (scope == ScopeKind::kPerson) {
    const EmployeeId person(id_in(key));
    if (person && person == caller.employee) return true;
    if (caller.scope == Scope::kTeam &&
        std::find(caller.team.begin(), caller.team.end(), person) != caller.team.end())
      return true;
  }
  if (caller.scope != Scope::kSite) return false;
  const auto site = site_of(tx, caller.tenant, scope, key);
  return site && std::find(caller.site_ids.begin(), caller.site_ids.end(), *site) != caller.site_ids.end();
}

std::string Improvement::label_of(db::ReadTx& tx, const Caller& caller, ScopeKind scope,
                                  const std::string& key) {
  const auto of_org = Caller::system(caller.tenant);
  switch (scope) {
    case ScopeKind::kCompany: return caller.locale == "en" ? "Company" : "全公司";
    case ScopeKind::kSite: {
      const auto site = needs_.org.site(tx, caller.tenant, SiteId(id_in(key)));
      return site ? site->name : key;
    }
    case ScopeKind::kUnit: {
      const auto unit = needs_.org.get_unit(tx, of_org, org::OrgUnitId(id_in(key)));
      return unit ? unit->name : key;
    }
    case ScopeKind::kPerson: {
      const auto person = needs_.org.employee(tx, caller.tenant, EmployeeId(id_in(key)));
      return person ? person->name : key;
    }
  }
  return key;
}

Result<std::string> Improvement::condition_of(db::ReadTx& tx, TenantId tenant, ScopeKind scope,
                                              const std::string& key) {
  switch (scope) {
    case ScopeKind::kCompany: return std::string();
    case ScopeKind::kSite: return "site = '" + id_text(id_in(key)) + "'";
    case ScopeKind::kPerson: return "person = '" + id_text(id_in(key)) + "'";
    case ScopeKind::kUnit: break;
  }
  // The unit and all below it, then everybody in them.
  const auto all = Caller::system(tenant);
  std::vector<org::OrgUnit> units;
  org::ListOrgUnits list;
  list.limit = kMostLimit;
  do {
    MANYI_TRY(auto page, needs_.org.list_units(tx, all, list));
    for (auto& unit : page.items) units.push_back(std::move(unit));
    list.cursor = page.next_cursor;
  } while (list.cursor);
  std::set<org::OrgUnitId> inside = {org::OrgUnitId(id_in(key))};
  for (bool grown = true; grown;) {
    grown = false;
    for (const auto& unit : units)
      if (unit.parent_id && inside.contains(*unit.parent_id)) grown |= inside.insert(unit.id).second;
  }
  std::string people;
  for (const auto unit : inside) {
    org::ListEmployees staff;
    staff.org_unit_id = unit;
    staff.limit = kMostLimit;
    do {
      MANYI_TRY(const auto page, needs_.org.list_employees(tx, all, staff));
      for (const auto& person : page.items) people += (people.empty() ? "'" : ", '") + person.id.text() + "'";
      staff.cursor = page.next_cursor;
    } while (staff.cursor);
  }
  if (people.empty()) return invalid("/scope_key", "empty", "Nobody works in this unit.");
  return "person in (" + people + ")";
}

// ---- checks of what was typed ------------------------------------------------------------------

void Improvement::check_owner(db::ReadTx& tx, TenantId tenant, EmployeeId id, const char* pointer,
                              std::vector<FieldError>& errors) {
  const auto person = needs_.org.employee(tx, tenant, id);
  if (!person)
    errors.push_back({pointer, "not_found", "There is no such employee."});
  else if (person->state != org::EmployeeState::kActive)
    errors.push_back({pointer, "left", "This person has left."});
}

void Improvement::check_scope(db::ReadTx& tx, const Caller& caller, ScopeKind scope, const std::string& key,
                              const std::string& pointer, std::vector<FieldError>& errors) {
  const auto wrong = [&](const char* code, const char* message) {
    errors.push_back({pointer + "/scope_key", code, message});
  };
  if (scope == ScopeKind::kCompany) {
    if (!key.empty())
      wrong("unknown", "The company has no key.");
    else if (caller.scope != Scope::kTenant)
      errors.push_back({pointer + "/scope", "reach", "The whole company is out of your reach."});
    return;
  }
  if (key.empty()) return wrong("required", "Name the site, unit or person.");
  const auto id = parse_id(key);
  const auto exists = [&] {
    if (!id) return false;
    const auto all = Caller::system(caller.tenant);
    if (scope == ScopeKind::kSite) return needs_.org.site(tx, caller.tenant, SiteId(*id)).has_value();
    if (scope == ScopeKind::kUnit) return needs_.org.get_unit(tx, all, org::OrgUnitId(*id)).ok();
    return needs_.org.employee(tx, caller.tenant, EmployeeId(*id)).has_value();
  };
  // What is there but out of reach answers like what is not.
  if (!exists() || !may_see(tx, caller, scope, key))
    wrong("not_found", "There is no such site, unit or person.");
}

void Improvement::check_metric(db::ReadTx& tx, const Caller& caller, const MeasuredMetric& of,
                               const std::string& pointer, std::vector<FieldError>& errors) {
  const auto known = metric(caller.tenant, of.metric);
  if (!known)
    errors.push_back({pointer + "/metric", "unknown", "There is no such metric."});
  else if (known->rolling)
    errors.push_back({pointer + "/metric", "rolling",
                      "A rolling figure remembers the time before; choose the one without a window."});
  check_scope(tx, caller, of.scope, of.scope_key, pointer, errors);
}

}  // namespace manyi::improvement
