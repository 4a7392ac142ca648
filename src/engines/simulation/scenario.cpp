// The checks of a scenario.
// Owns which fields each kind of effect needs.
#include "engines/simulation/scenario.h"

#include <algorithm>

#include "engines/simulation/company.h"

namespace manyi::simulation {
namespace {

class Checker {
 public:
  explicit Checker(const Scenario& scenario) : scenario_(scenario) {}

  Result<void> run() {
    need(scenario_.orders >= 1, "/orders", "minimum", "At least one order.");
    need(scenario_.models >= 1 && scenario_.models <= 5000, "/models", "range", "1 to 5000 models.");
    need(!scenario_.sites.empty(), "/sites", "required", "At least one site.");
    need(scenario_.technicians >= 0, "/technicians", "minimum", "Not below zero.");
    need(scenario_.orders_per_technician_month > 0, "/orders_per_technician_month", "minimum", "Above zero.");
    share(scenario_.in_warranty, "/in_warranty");
    share(scenario_.poor_repairs, "/poor_repairs");
    share(scenario_.wrong_diagnoses, "/wrong_diagnoses");
    share(scenario_.attrition_per_year, "/attrition_per_year");
    share(scenario_.callback_sample, "/callback_sample");
    share(scenario_.manufacturer_sample, "/manufacturer_sample");
    for (std::size_t i = 0; i < scenario_.sites.size(); ++i) {
      const auto& site = scenario_.sites[i];
      const std::string at = "/sites/" + std::to_string(i);
      need(!site.code.empty(), at + "/code", "required", "A site has a code.");
      need(!site.name.empty(), at + "/name", "required", "A site has a name.");
      need(site.share > 0, at + "/share", "minimum", "Above zero.");
      for (std::size_t k = 0; k < i; ++k)
        need(scenario_.sites[k].code != site.code, at + "/code", "unique", "Two sites have this code.");
    }
    for (std::size_t i = 0; i < scenario_.effects.size(); ++i)
      effect(scenario_.effects[i], "/effects/" + std::to_string(i));
    if (!errors_.empty()) return invalid(std::move(errors_));
    return {};
  }

 private:
  void need(bool holds, const std::string& at, const char* key, const char* detail) {
    if (!holds) errors_.push_back({at, key, detail});
  }
  void share(double value, const std::string& at) {
    need(value >= 0 && value <= 1, at, "range", "A share lies between 0 and 1.");
  }

  void effect(const Effect& e, const std::string& at) {
    const auto known_site = [&] {
      return std::any_of(scenario_.sites.begin(), scenario_.sites.end(),
                         [&](const SitePlan& site) { return site.code == e.site; });
    };
    if (!e.site.empty()) need(known_site(), at + "/site", "not_found", "No site has this code.");
    if (!e.part.empty())
      need(part_category_of(e.part).has_value(), at + "/part", "not_found",
           "There is no such part category.");
    if (e.from && e.to) need(*e.from < *e.to, at + "/to", "range", "Ends after it begins.");
    need(e.factor > 0, at + "/factor", "minimum", "Above zero.");
    need(e.poor_repairs >= 0, at + "/poor_repairs", "minimum", "Not below zero.");
    need(e.wrong_diagnoses >= 0, at + "/wrong_diagnoses", "minimum", "Not below zero.");
    share(e.share, at + "/share");
    need(e.extra >= 0, at + "/extra", "minimum", "Not below zero.");
    switch (e.kind) {
      case EffectKind::kWeakTechnician:
        need(!e.employee.empty(), at + "/employee", "required", "Name the technician's number.");
        break;
      case EffectKind::kBadPartBatch:
        need(!e.part.empty(), at + "/part", "required", "Name the part category.");
        need(e.share > 0, at + "/share", "required", "The share of units that fail.");
        break;
      case EffectKind::kSlowSite:
        need(!e.site.empty(), at + "/site", "required", "Name the site's code.");
        need(e.stage.has_value(), at + "/stage", "required", "Name the stage that is slow.");
        break;
      case EffectKind::kCoachedSurveys:
        need(!e.site.empty() || !e.employee.empty(), at + "/site", "required", "Name a site or an employee.");
        need(e.share > 0, at + "/share", "required", "The share of customers who are talked round.");
        break;
      case EffectKind::kOvercharging:
        need(!e.employee.empty(), at + "/employee", "required", "Name the technician's number.");
        need(e.share > 0, at + "/share", "required", "The share of paid jobs.");
        need(e.extra > 0, at + "/extra", "required", "What is taken on top, as a share of the list price.");
        break;
      case EffectKind::kProcessChange:
        need(e.from.has_value(), at + "/from", "required", "The day of the change.");
        break;
      case EffectKind::kDiscourtesy:
        need(!e.employee.empty(), at + "/employee", "required", "Name the employee's number.");
        need(e.share > 0, at + "/share", "required", "The share of customers who meet it.");
        break;
    }
  }

  const Scenario& scenario_;
  std::vector<FieldError> errors_;
};

}  // namespace

Result<void> check(const Scenario& scenario) { return Checker(scenario).run(); }

}  // namespace manyi::simulation
