// The demo company in the database: sites, people, log-ins, catalogue, as the simulation has planned them.
// Owns which record stands for which index of the simulation.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engines/simulation/company.h"
#include "modules/catalog/catalog.h"
#include "modules/customers/customers.h"
#include "modules/identity/identity.h"
#include "modules/org/org.h"
#include "server/demo_data.h"

namespace manyi::server {
class Application;
}

namespace manyi::demo {

/// What every record of a person needs, so that one who joins later is entered as the first ones were.
struct Company {
  TenantId tenant;
  std::vector<SiteId> sites;  // by index of the simulation, as all below
  std::vector<EmployeeId> employees;
  std::vector<UserId> users;
  std::vector<simulation::Person> people;
  std::vector<catalog::ManufacturerId> manufacturers;  // of each model
  std::vector<catalog::ModelId> models;
  std::vector<simulation::ModelPlan> model_plans;
  struct Fault {
    catalog::FaultCodeId id;
    std::string words;  // of the customer
  };
  std::vector<Fault> faults;  // of all product lines
  /// Product lines that have the fault in words of their own, by part line and fault.
  std::map<std::pair<std::int64_t, std::int64_t>, Fault> faults_of_line;
  std::vector<simulation::PartPlan> parts;
  std::vector<std::string> part_names;
  std::vector<std::string> regions, site_names;
  std::vector<customers::CustomerId> dealers;
  std::shared_ptr<const org::WorkCalendar> calendar;

  std::vector<std::vector<org::OrgUnitId>> units;  // by site: information, technology
  std::vector<org::OrgUnitId> company_unit;        // one
  identity::HashedUser password;                   // one hash for all, since each costs real time

  const Fault& fault(std::int64_t model, std::int64_t fault) const {
    const auto own = faults_of_line.find({model_plans[static_cast<std::size_t>(model)].part_line, fault});
    return own != faults_of_line.end() ? own->second : faults[static_cast<std::size_t>(fault)];
  }
  SiteId site(std::int64_t index) const { return sites[static_cast<std::size_t>(index)]; }
  EmployeeId employee(std::int64_t index) const { return employees.at(static_cast<std::size_t>(index)); }
  /// Absent for nobody.
  std::optional<EmployeeId> employee_or_none(std::int64_t index) const {
    return index == simulation::kNobody ? std::nullopt : std::optional(employee(index));
  }
  /// The caller that this person is when he is logged in, but for his reach: whose job it was at the
  /// time is the simulation's business.
  Caller caller_of(std::int64_t person) const;
};

/// Founds it through the modules' façades. \errors whatever a command refuses
Result<Company> found_company(server::Application& application, const simulation::Company& plan,
                              const std::string& password, Date first_day);

/// Enters somebody with his log-in. \errors whatever a command refuses
Result<void> enter_person(server::Application& application, Company& company,
                          const simulation::Person& person, Date hired_on);

/// Notes that he holds the certificates that his work asks for. \errors whatever a command refuses
Result<void> certify(server::Application& application, db::Tx& tx, const Company& company,
                     std::int64_t person);

}  // namespace manyi::demo
