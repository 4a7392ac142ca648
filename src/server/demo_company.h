// The demo company before its first customer: site, people, log-ins, catalogue.
// Owns what the simulation needs to know of it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "modules/catalog/catalog.h"
#include "modules/org/org.h"
#include "server/demo_data.h"

namespace manyi::server {
class Application;
}

namespace manyi::demo {

struct Company {
  TenantId tenant;
  SiteId site;
  std::map<std::string, EmployeeId, std::less<>> employees;  // by number
  std::map<std::string, UserId, std::less<>> users;
  std::vector<catalog::ModelId> models;      // as demo_models()
  std::vector<catalog::FaultCodeId> faults;  // as demo_faults()
  std::shared_ptr<const org::WorkCalendar> calendar;

  /// The caller that this person is when he is logged in.
  Caller caller_of(const DemoPerson& person) const;
};

/// Founds it through the modules' façades. \errors whatever a command refuses
Result<Company> found_company(server::Application& application, const std::string& password);

}  // namespace manyi::demo
