// Founding the demo company: what an administrator would enter on the first day.
// Owns its organisation chart.
#include "server/demo_company.h"

#include <array>

#include "server/application.h"
#include "server/demo.h"

namespace manyi::demo {
namespace {

class Founder {
 public:
  Founder(server::Application& application, std::string password)
      : app_(application), password_(std::move(password)) {}

  Result<Company> found() {
    company_.tenant = app_.database().ids().next_id<TenantTag>();
    const Caller system = Caller::system(company_.tenant);
    MANYI_CHECK(command([&](db::Tx& tx) -> Result<void> {
      MANYI_CHECK(app_.identity().create_tenant(tx, {std::string(kDemoTenant), "恒信服务"}));
      org::CreateCalendar calendar{
          .code = "WORK", .name = "周一至周六", .week = {}, .exceptions = {}, .chinese_holidays = true};
      for (int weekday = 1; weekday <= 6; ++weekday) calendar.week.push_back({weekday, "09:00", "18:00"});
      MANYI_TRY(const auto hours, app_.org().create_calendar(tx, system, calendar));
      org::CreateSite site{.code = "WSL",
                           .name = "文三路站",
                           .region = "杭州",
                           .time_zone = "Asia/Shanghai",
                           .calendar_id = hours.id,
                           .address = "杭州市西湖区文三路 100 号",
                           .phone = "0571-55500100",
                           .dispatch_by = {}};
      MANYI_TRY(const auto made, app_.org().create_site(tx, system, site));
      company_.site = made.id;
      std::map<std::string, org::OrgUnitId> units;
      for (const auto& [code, name, parent] :
           {std::array{"HQ", "恒信服务", ""}, std::array{"INFO", "信息组", "HQ"},
            std::array{"TECH", "技术组", "HQ"}}) {
        org::CreateOrgUnit unit{.parent_id = {},
                                .site_id = company_.site,
                                .code = code,
                                .name = name,
                                .kind = org::UnitKind::kDepartment};
        if (*parent != '\0')
          unit.parent_id = units.at(parent);
        else
          unit.kind = org::UnitKind::kCompany;
        MANYI_TRY(const auto created, app_.org().create_unit(tx, system, unit));
        units[code] = created.id;
      }
      std::map<std::string, org::PositionId> positions;
      for (const auto& person : demo_people()) {
        const std::string code(person.position);
        if (!positions.contains(code)) {
          const bool leads = person.role == Role::kInfoSupervisor || person.role == Role::kTechSupervisor;
          org::CreatePosition position{.org_unit_id = units.at(std::string(person.unit)),
                                       .code = code,
                                       .name = position_name(person.role),
                                       .grade = person.role == Role::kManager ? org::Grade::kManager
                                                : leads                       ? org::Grade::kTeamLeader
                                                                              : org::Grade::kStaff};
          MANYI_TRY(const auto created, app_.org().create_position(tx, system, position));
          positions[code] = created.id;
        }
        org::CreateEmployee employee{.no = std::string(person.no),
                                     .name = std::string(person.name),
                                     .site_id = company_.site,
                                     .org_unit_id = units.at(std::string(person.unit)),
                                     .position_id = positions.at(code),
                                     .role = person.role,
                                     .skills = {},
                                     .hired_on = Date::parse("2024-03-01"),
                                     .manufacturer_engineer_id = {}};
        if (person.role == Role::kTechnician) employee.skills = {"笔记本电脑", "手机", "打印机"};
        MANYI_TRY(const auto created, app_.org().create_employee(tx, system, employee));
        company_.employees[std::string(person.no)] = created.id;
      }
      return {};
    }));
    MANYI_CHECK(make_users(system));
    MANYI_CHECK(make_catalog(system));
    return std::move(company_);
  }

  static std::string position_name(Role role) {
    switch (role) {
      case Role::kManager: return "经理";
      case Role::kInfoSupervisor: return "信息主管";
      case Role::kTechSupervisor: return "技术主管";
      case Role::kInfoClerk: return "信息员";
      case Role::kTechnician: return "技术员";
      case Role::kCallbackClerk: return "回访员";
      case Role::kPartsKeeper: return "备件员";
      default: return "系统管理员";
    }
  }

  Result<void> make_users(const Caller& system) {
    // One hash for all: they share the published password, and each hash costs real time.
    identity::CreateUser admin{.login = "admin",
                               .display_name = "系统管理员",
                               .password = password_,
                               .roles = {Role::kAdministrator},
                               .employee_id = {},
                               .dealer_id = {},
                               .manufacturer_id = {},
                               .site_ids = {},
                               .locale = {}};
    MANYI_TRY(auto hashed, identity::Identity::hash(admin));
    return command([&](db::Tx& tx) -> Result<void> {
      MANYI_CHECK(app_.identity().create_user(tx, system, hashed));
      for (const auto& person : demo_people()) {
        auto one = hashed;
        one.user.login = person.login;
        one.user.display_name = person.name;
        one.user.roles = {person.role};
        one.user.employee_id = company_.employees.at(std::string(person.no));
        one.user.site_ids = {company_.site};
        MANYI_TRY(const auto user, app_.identity().create_user(tx, system, one));
        company_.users[std::string(person.no)] = user.id;
      }
      return {};
    });
  }

  Result<void> make_catalog(const Caller& system) {
    return command([&](db::Tx& tx) -> Result<void> {
      for (const auto& model : demo_models()) {
        MANYI_TRY(const auto manufacturer,
                  app_.catalog().resolve_manufacturer(tx, system, model.manufacturer));
        MANYI_TRY(const auto line, app_.catalog().resolve_product_line(tx, system, manufacturer, model.line));
        MANYI_TRY(const auto id, app_.catalog().resolve_model(tx, system, line, model.name));
        company_.models.push_back(id);
      }
      for (const auto& fault : demo_faults()) {
        catalog::CreateFaultCode code{};
        code.code = fault.code;
        code.name = fault.name;
        code.symptom_family = std::string(fault.family);
        MANYI_TRY(const auto made, app_.catalog().create_fault_code(tx, system, code));
        company_.faults.push_back(made.id);
      }
      company_.calendar = app_.org().work_calendar(tx, company_.tenant, company_.site);
      return {};
    });
  }

 private:
  template <class F> Result<void> command(F&& apply) {
    auto done = app_.database().write(company_.tenant, [&](db::Tx& tx) -> Result<void> { return apply(tx); });
    if (!done) return std::move(done).error();
    return {};
  }

  server::Application& app_;
  const std::string password_;
  Company company_;
};

}  // namespace

Caller Company::caller_of(const DemoPerson& person) const {
  Caller caller;
  caller.tenant = tenant;
  caller.user = users.find(person.no)->second;
  caller.employee = employees.find(person.no)->second;
  const RoleRule& rule = rule_of(person.role);
  caller.permissions = rule.permissions;
  caller.scope = rule.scope;
  caller.site_ids = {site};
  return caller;
}

Result<Company> found_company(server::Application& application, const std::string& password) {
  return Founder(application, password).found();
}

}  // namespace manyi::demo
