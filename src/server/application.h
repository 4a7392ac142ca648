// The whole program without its network: database, platform services and every module, wired.
// Owns the only place that names every module, and the order in which they start and stop.
#pragma once

#include <memory>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "modules/advance_control/advance_control.h"
#include "modules/alerts/alerts.h"
#include "modules/billing/billing.h"
#include "modules/callbacks/callbacks.h"
#include "modules/catalog/catalog.h"
#include "modules/complaints/complaints.h"
#include "modules/conduct/conduct.h"
#include "modules/customers/customers.h"
#include "modules/experience/experience.h"
#include "modules/identity/identity.h"
#include "modules/improvement/improvement.h"
#include "modules/improvement/reviews.h"
#include "modules/manufacturers/manufacturers.h"
#include "modules/org/org.h"
#include "modules/parts/parts.h"
#include "modules/performance/performance.h"
#include "modules/processes/points.h"
#include "modules/processes/processes.h"
#include "modules/sales/sales.h"
#include "modules/scorecards/bonus.h"
#include "modules/scorecards/scorecards.h"
#include "modules/targets/decomposition.h"
#include "modules/targets/targets.h"
#include "modules/workorders/workorders.h"
#include "platform/db/db.h"
#include "platform/imports/imports.h"
#include "platform/jobs/jobs.h"
#include "platform/journal/events.h"
#include "platform/journal/journal.h"
#include "platform/module/module.h"
#include "platform/notify/notify.h"
#include "platform/search/search.h"

namespace manyi::server {

struct ApplicationOptions {
  std::string data = "data";  // folder of database, key, files
  std::string database;       // empty: SQLite in the data folder
  db::Durability durability = db::Durability::kFull;
  int read_connections = 4;
  int lanes = 4;
  bool notify_private_targets = false;  // group bots may be in private ranges
};

/// Wires everything; threads start with start_background().
class Application {
 public:
  /// \errors kConflict database.newer, migration.changed; kUnavailable
  static Result<std::unique_ptr<Application>> open(const ApplicationOptions& options, const Clock& clock);
  ~Application();
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;

  /// Starts jobs and the KPI projection.
  void start_background();
  /// Stops them, drains the writer lanes, signs the journal's heads.
  void stop();

  const std::string& data() const { return options_.data; }
  const Clock& clock() const { return clock_; }
  db::Database& database() { return *database_; }
  journal::Journal& journal() { return *journal_; }
  journal::Events& events() { return *events_; }
  jobs::Jobs& jobs() { return *jobs_; }
  imports::Imports& imports() { return *imports_; }
  identity::Identity& identity() { return *identity_; }
  org::Org& org() { return *org_; }
  catalog::Catalog& catalog() { return *catalog_; }
  customers::Customers& customers() { return *customers_; }
  workorders::WorkOrders& workorders() { return *workorders_; }
  complaints::Complaints& complaints() { return *complaints_; }
  callbacks::SurveyAnswers& survey_answers() { return *survey_answers_; }
  conduct::Violations& violations() { return *violations_; }
  experience::Praises& praises() { return *praises_; }
  parts::Parts& parts() { return *parts_; }
  billing::Billing& billing() { return *billing_; }
  sales::Sales& sales() { return *sales_; }
  processes::Checks& checks() { return *checks_; }
  processes::ProcessPoints& process_points() { return *process_points_; }
  manufacturers::ManufacturerValues& manufacturer_values() { return *manufacturer_values_; }
  performance::Performance& performance() { return *performance_; }
  targets::Targets& targets() { return *targets_; }
  targets::Decomposition& decomposition() { return *decomposition_; }
  scorecards::Scorecards& scorecards() { return *scorecards_; }
  scorecards::BonusSheets& bonus_sheets() { return *bonus_sheets_; }
  advance_control::AdvanceControl& advance_control() { return *advance_control_; }
  notify::Notify& notify() { return *notify_; }
  alerts::Alerts& alerts() { return *alerts_; }
  improvement::Improvement& improvement() { return *improvement_; }
  improvement::Reviews& reviews() { return *reviews_; }
  auth::LoginCache& login_cache() { return *login_cache_; }
  auth::LoginThrottle& login_throttle() { return *throttle_; }
  const auth::Csrf& csrf() { return *csrf_; }

  /// What feeds the KPI engine: every module's facts, and what they hang on.
  performance::Ports performance_ports();

  /// That of the company's first site.
  TimeZone default_zone(db::ReadTx& tx, TenantId tenant);
  /// Routes of every module, and what is made of them.
  void declare_routes(http::Api& api);
  /// No company yet.
  bool empty();
  /// The tenant of that code, or the only one there is. \errors kNotFound
  Result<TenantId> find_tenant(const std::string& code);
  /// Makes a company without users. \errors kConflict code taken
  Result<TenantId> found_tenant(const std::string& code, const std::string& name);

 private:
  Application(ApplicationOptions options, const Clock& clock)
      : options_(std::move(options)), clock_(clock), ids_(IdSource::by_chance(clock)) {}
  Result<void> wire();
  /// Targets, forecasts, warnings, findings: what stands above the figures.
  void wire_control(const std::string& installation_secret);

  const ApplicationOptions options_;
  const Clock& clock_;
  IdSource ids_;
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<journal::Journal> journal_;
  std::unique_ptr<jobs::Jobs> jobs_;
  std::unique_ptr<journal::Events> events_;
  std::unique_ptr<auth::LoginCache> login_cache_;
  std::unique_ptr<auth::LoginThrottle> throttle_;
  std::unique_ptr<auth::Csrf> csrf_;
  std::unique_ptr<identity::Identity> identity_;
  std::unique_ptr<org::Org> org_;
  std::unique_ptr<catalog::Catalog> catalog_;
  std::unique_ptr<search::Search> search_;
  std::unique_ptr<customers::Customers> customers_;
  std::unique_ptr<workorders::WorkOrders> workorders_;
  std::unique_ptr<complaints::Complaints> complaints_;
  std::unique_ptr<callbacks::SurveyAnswers> survey_answers_;
  std::unique_ptr<conduct::Violations> violations_;
  std::unique_ptr<experience::Praises> praises_;
  std::unique_ptr<parts::Parts> parts_;
  std::unique_ptr<billing::Billing> billing_;
  std::unique_ptr<sales::Sales> sales_;
  std::unique_ptr<processes::Checks> checks_;
  std::unique_ptr<manufacturers::ManufacturerValues> manufacturer_values_;
  imports::Profiles profiles_;
  std::unique_ptr<imports::Imports> imports_;
  std::unique_ptr<performance::Performance> performance_;
  std::unique_ptr<targets::Targets> targets_;
  std::unique_ptr<targets::Decomposition> decomposition_;
  std::unique_ptr<processes::ProcessPoints> process_points_;
  std::unique_ptr<scorecards::Scorecards> scorecards_;
  std::unique_ptr<scorecards::BonusSheets> bonus_sheets_;
  std::unique_ptr<advance_control::AdvanceControl> advance_control_;
  std::unique_ptr<notify::Notify> notify_;
  std::unique_ptr<alerts::Alerts> alerts_;
  std::unique_ptr<improvement::Improvement> improvement_;
  std::unique_ptr<improvement::Reviews> reviews_;
  std::vector<Module> modules_;
  bool started_ = false;
};

}  // namespace manyi::server
