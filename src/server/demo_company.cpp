// Founding the demo company: what an administrator would enter on the first day.
// Owns its organisation chart.
#include "server/demo_company.h"

#include <array>
#include <map>
#include <set>

#include "engines/simulation/random.h"
#include "modules/org/employments.h"
#include "server/application.h"
#include "server/demo.h"

namespace manyi::demo {
namespace {

using simulation::Job;

constexpr std::uint64_t kNameStream = 501;

struct JobRule {
  Job job;
  Role role;
  const char *position, *name;
  bool technical;
  org::Grade grade;
};
constexpr std::array<JobRule, 7> kJobs = {{
    {Job::kManager, Role::kManager, "MGR", "经理", false, org::Grade::kManager},
    {Job::kInfoSupervisor, Role::kInfoSupervisor, "INFO-SUP", "信息主管", false, org::Grade::kTeamLeader},
    {Job::kTechSupervisor, Role::kTechSupervisor, "TECH-SUP", "技术主管", true, org::Grade::kTeamLeader},
    {Job::kInfoClerk, Role::kInfoClerk, "CLERK", "信息员", false, org::Grade::kStaff},
    {Job::kTechnician, Role::kTechnician, "TECHNICIAN", "技术员", true, org::Grade::kStaff},
    {Job::kCallbackClerk, Role::kCallbackClerk, "CALLBACK", "回访员", false, org::Grade::kStaff},
    {Job::kPartsKeeper, Role::kPartsKeeper, "PARTS", "备件员", true, org::Grade::kStaff},
}};
const JobRule& rule_of_job(Job job) { return kJobs[static_cast<std::size_t>(job)]; }

std::string name_of(const simulation::Person& person) {
  if (person.founder) return std::string(demo_people()[static_cast<std::size_t>(person.index)].name);
  simulation::Random luck(0, kNameStream, static_cast<std::uint64_t>(person.index));
  return std::string(luck.one_of(demo_surnames())) + std::string(luck.one_of(demo_given_names()));
}

std::string login_of(const simulation::Person& person) {
  if (person.founder) return std::string(demo_people()[static_cast<std::size_t>(person.index)].login);
  std::string login = person.no;
  login[0] = 'e';
  return login;
}

const char* skill_name(simulation::Skill skill) {
  switch (skill) {
    case simulation::Skill::kComputer: return "电脑";
    case simulation::Skill::kPhone: return "手机";
    case simulation::Skill::kPrinter: return "打印机";
  }
  return "";
}

const char* part_name(simulation::PartCategory category) {
  static constexpr std::array<const char*, 10> kNames = {"主板", "屏幕",     "电池", "键盘",   "风扇",
                                                         "电源", "无线网卡", "硬盘", "搓纸轮", "硒鼓"};
  return kNames[static_cast<std::size_t>(category)];
}

class Founder {
 public:
  Founder(server::Application& application, const simulation::Company& plan, std::string password,
          Date first_day)
      : app_(application), plan_(plan), password_(std::move(password)), first_day_(first_day) {}

  Result<Company> found() {
    company_.tenant = app_.database().ids().next_id<TenantTag>();
    const Caller system = Caller::system(company_.tenant);
    MANYI_CHECK(command([&](db::Tx& tx) -> Result<void> {
      MANYI_CHECK(app_.identity().create_tenant(tx, {std::string(kDemoTenant), "恒信服务"}));
      org::CreateCalendar calendar{
          .code = "WORK", .name = "周一至周六", .week = {}, .exceptions = {}, .chinese_holidays = true};
      for (int weekday = 1; weekday <= 6; ++weekday) {
        calendar.week.push_back({weekday, "09:00", "12:00"});
        calendar.week.push_back({weekday, "13:00", "18:00"});
      }
      MANYI_TRY(const auto hours, app_.org().create_calendar(tx, system, calendar));
      MANYI_TRY(const auto head,
                unit(tx, system, std::nullopt, std::nullopt, "HQ", "恒信服务", org::UnitKind::kCompany));
      company_.company_unit = {head};
      int number = 0;
      for (const auto& site : plan_.sites) MANYI_CHECK(make_site(tx, system, site, hours.id, head, ++number));
      return {};
    }));
    MANYI_CHECK(make_catalog(system));
    MANYI_CHECK(make_users(system));
    return std::move(company_);
  }

 private:
  template <class F> Result<void> command(F&& apply) {
    auto done = app_.database().write(company_.tenant, [&](db::Tx& tx) -> Result<void> { return apply(tx); });
    if (!done) return std::move(done).error();
    return {};
  }

  Result<org::OrgUnitId> unit(db::Tx& tx, const Caller& system, std::optional<org::OrgUnitId> parent,
                              std::optional<SiteId> site, const std::string& code, const std::string& name,
                              org::UnitKind kind) {
    MANYI_TRY(
        const auto made,
        app_.org().create_unit(
            tx, system, {.parent_id = parent, .site_id = site, .code = code, .name = name, .kind = kind}));
    return made.id;
  }

  Result<void> make_site(db::Tx& tx, const Caller& system, const simulation::SitePlan& plan,
                         org::CalendarId hours, org::OrgUnitId head, int number) {
    org::CreateSite site{
        .code = plan.code,
        .name = plan.name,
        .region = plan.region,
        .time_zone = "Asia/Shanghai",
        .calendar_id = hours,
        .address = plan.region + "市" + plan.name.substr(0, plan.name.size() - 3) + " 100 号",
        .phone = "0571-5550010" + std::to_string(number - 1),
        .dispatch_by = {}};
    MANYI_TRY(const auto made, app_.org().create_site(tx, system, site));
    company_.sites.push_back(made.id);
    company_.regions.push_back(plan.region);
    company_.site_names.push_back(plan.name);
    // The first site keeps the short codes and names that demonstrations have always shown.
    const std::string code = number == 1 ? "" : plan.code + "-", name = number == 1 ? "" : plan.name + " ";
    MANYI_TRY(const auto info,
              unit(tx, system, head, made.id, code + "INFO", name + "信息组", org::UnitKind::kDepartment));
    MANYI_TRY(const auto tech,
              unit(tx, system, head, made.id, code + "TECH", name + "技术组", org::UnitKind::kDepartment));
    company_.units.push_back({info, tech});
    return {};
  }

  Result<void> make_users(const Caller& system) {
    identity::CreateUser admin{.login = "admin",
                               .display_name = "系统管理员",
                               .password = password_,
                               .roles = {Role::kAdministrator},
                               .employee_id = {},
                               .dealer_id = {},
                               .manufacturer_id = {},
                               .site_ids = {},
                               .locale = {}};
    MANYI_TRY(company_.password, identity::Identity::hash(admin));
    MANYI_CHECK(command([&](db::Tx& tx) -> Result<void> {
      MANYI_CHECK(app_.identity().create_user(tx, system, company_.password));
      return {};
    }));
    for (const auto& person : plan_.people) {
      // Long enough ago that the first day is nobody's first.
      const Date hired = first_day_.plus_days(-120 - static_cast<int>(person.index * 37 % 900));
      MANYI_CHECK(enter_person(app_, company_, person, hired));
    }
    return {};
  }

  Result<Company::Fault> fault(db::Tx& tx, const Caller& system, const std::string& code,
                               const DemoFault& words, std::optional<catalog::ProductLineId> line) {
    catalog::CreateFaultCode in{};
    in.product_line_id = line;
    in.code = code;
    in.name = words.name;
    in.symptom_family = std::string(words.family);
    MANYI_TRY(const auto made, app_.catalog().create_fault_code(tx, system, in));
    return Company::Fault{made.id, std::string(words.words)};
  }

  /// From when each of the two counts. The limits are those of the house.
  Result<void> set_clock(db::Tx& tx, const Caller& system, catalog::ManufacturerId manufacturer,
                         const std::string& name) {
    const workorders::ClockRule house = app_.workorders().rule_for(tx, company_.tenant, std::nullopt);
    workorders::WorkOrderRule rule;
    rule.manufacturer_id = manufacturer;
    rule.starts_at = name == plan_.manufacturers.front() ? workorders::ClockStart::kPartAvailable
                                                         : workorders::ClockStart::kReceived;
    rule.basis = house.basis;
    rule.stops_in_evidenced_pauses = house.stops_in_evidenced_pauses;
    rule.customer_limit_ms = house.customer_limit;
    rule.business_limit_ms = house.business_limit;
    rule.manufacturer_limit_ms = house.manufacturer_limit;
    rule.repeat_window_days = house.repeat_window_days;
    MANYI_CHECK(app_.workorders().set_rule(tx, system, rule));
    return {};
  }

  Result<void> make_catalog(const Caller& system) {
    std::map<std::int64_t, catalog::ProductLineId> lines;  // by part line
    std::set<catalog::ManufacturerId> clocks;
    MANYI_CHECK(command([&](db::Tx& tx) -> Result<void> {
      for (const auto& model : plan_.models) {
        MANYI_TRY(const auto manufacturer,
                  app_.catalog().resolve_manufacturer(tx, system, model.manufacturer));
        MANYI_TRY(const auto line, app_.catalog().resolve_product_line(tx, system, manufacturer, model.line));
        MANYI_TRY(const auto id, app_.catalog().resolve_model(tx, system, line, model.name));
        company_.manufacturers.push_back(manufacturer);
        company_.models.push_back(id);
        lines.emplace(model.part_line, line);
        if (clocks.insert(manufacturer).second)
          MANYI_CHECK(set_clock(tx, system, manufacturer, model.manufacturer));
      }
      company_.model_plans = plan_.models;
      for (std::size_t i = 0; i < plan_.faults.size(); ++i) {
        MANYI_TRY(auto made, fault(tx, system, plan_.faults[i].code, demo_fault(plan_.faults[i].code), {}));
        company_.faults.push_back(std::move(made));
      }
      for (const auto& model : plan_.models)
        for (std::size_t i = 0; i < plan_.faults.size(); ++i) {
          const auto* own = demo_fault_of(model.line, plan_.faults[i].code);
          const std::pair key(model.part_line, static_cast<std::int64_t>(i));
          if (own == nullptr || company_.faults_of_line.contains(key)) continue;
          MANYI_TRY(company_.faults_of_line[key],
                    fault(tx, system, plan_.faults[i].code, *own, lines.at(model.part_line)));
        }
      company_.calendar = app_.org().work_calendar(tx, company_.tenant, company_.sites.front());
      return {};
    }));
    MANYI_CHECK(command([&](db::Tx& tx) -> Result<void> {
      company_.dealers.clear();
      for (const auto name : demo_dealers()) {
        MANYI_TRY(const auto dealer,
                  app_.customers().ensure_customer(
                      tx, system,
                      {customers::CustomerKind::kDealer, std::string(name), "", company_.regions.front()}));
        company_.dealers.push_back(dealer);
      }
      return {};
    }));
    company_.parts = plan_.parts;
    for (const auto& part : plan_.parts) company_.part_names.emplace_back(part_name(part.category));
    return {};
  }

  server::Application& app_;
  const simulation::Company& plan_;
  const std::string password_;
  const Date first_day_;
  Company company_;
};

}  // namespace

Caller Company::caller_of(std::int64_t person) const {
  if (person == simulation::kNobody) return Caller::system(tenant);
  const auto index = static_cast<std::size_t>(person);
  Caller caller;
  caller.tenant = tenant;
  caller.user = users[index];
  caller.employee = employees[index];
  caller.permissions = rule_of(rule_of_job(people[index].job).role).permissions;
  caller.scope = Scope::kTenant;
  caller.site_ids = {site(people[index].site)};
  return caller;
}

Result<void> enter_person(server::Application& application, Company& company,
                          const simulation::Person& person, Date hired_on) {
  const Caller system = Caller::system(company.tenant);
  const JobRule& job = rule_of_job(person.job);
  EmployeeId employee_id;
  UserId user_id;
  auto done = application.database().write(company.tenant, [&](db::Tx& tx) -> Result<void> {
    const bool manager = person.job == Job::kManager;
    const org::OrgUnitId unit =
        manager ? company.company_unit.front()
                : company.units[static_cast<std::size_t>(person.site)][job.technical ? 1 : 0];
    // Positions are made when the first holder comes.
    const std::string code =
        (person.site == 0 || manager ? "" : "S" + std::to_string(person.site + 1) + "-") +
        std::string(job.position);
    std::optional<org::PositionId> position;
    org::ListPositions query{};
    query.org_unit_id = unit;
    query.limit = 200;
    MANYI_TRY(const auto known, application.org().list_positions(tx, system, query));
    for (const auto& one : known.items)
      if (one.code == code) position = one.id;
    if (!position) {
      MANYI_TRY(const auto made,
                application.org().create_position(
                    tx, system, {.org_unit_id = unit, .code = code, .name = job.name, .grade = job.grade}));
      position = made.id;
    }
    org::CreateEmployee employee{.no = person.no,
                                 .name = name_of(person),
                                 .site_id = company.site(person.site),
                                 .org_unit_id = unit,
                                 .position_id = position,
                                 .role = job.role,
                                 .skills = {},
                                 .hired_on = hired_on,
                                 .manufacturer_engineer_id = {}};
    if (person.certified) employee.manufacturer_engineer_id = "ASP-" + person.no;
    for (const auto skill : person.skills) employee.skills.emplace_back(skill_name(skill));
    MANYI_TRY(const auto created, application.org().create_employee(tx, system, employee));
    employee_id = created.id;
    auto one = company.password;
    one.user.login = login_of(person);
    one.user.display_name = employee.name;
    one.user.roles = {job.role};
    one.user.employee_id = created.id;
    one.user.site_ids = {company.site(person.site)};
    if (manager) one.user.site_ids = company.sites;
    MANYI_TRY(const auto user, application.identity().create_user(tx, system, one));
    user_id = user.id;
    return {};
  });
  if (!done) return std::move(done).error();
  company.employees.push_back(employee_id);
  company.users.push_back(user_id);
  company.people.push_back(person);
  if (!person.certified) return {};
  done = application.database().write(
      company.tenant, [&](db::Tx& tx) { return certify(application, tx, company, person.index); });
  return done ? Result<void>() : std::move(done).error();
}

Result<void> certify(server::Application& application, db::Tx& tx, const Company& company,
                     std::int64_t person) {
  const auto employee = application.org().employee(tx, company.tenant, company.employee(person));
  org::ImportedEmployment in;
  in.employee_id = employee->id;
  in.site_id = employee->site_id;
  in.org_unit_id = employee->org_unit_id;
  in.position_id = employee->position_id;
  in.role = employee->role;
  in.joined_on = *employee->hired_on;
  in.certified = true;
  MANYI_CHECK(application.org().employments().record(tx, Caller::system(company.tenant), in));
  return {};
}

Result<Company> found_company(server::Application& application, const simulation::Company& plan,
                              const std::string& password, Date first_day) {
  return Founder(application, plan, password, first_day).found();
}

}  // namespace manyi::demo
