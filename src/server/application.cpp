// Construction, wiring and the orderly stop of the whole program.
// Owns the ports that let lower modules ask higher ones.
#include "server/application.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "http_migrations.h"
#include "jobs_migrations.h"
#include "journal_migrations.h"
#include "modules/billing/import_profile.h"
#include "modules/billing/ledger_facts.h"
#include "modules/callbacks/import_profile.h"
#include "modules/callbacks/survey_answer_facts.h"
#include "modules/complaints/complaint_facts.h"
#include "modules/complaints/import_profile.h"
#include "modules/conduct/import_profile.h"
#include "modules/conduct/violation_facts.h"
#include "modules/customers/customers_events.h"
#include "modules/customers/import_profile.h"
#include "modules/experience/import_profile.h"
#include "modules/experience/praise_facts.h"
#include "modules/manufacturers/import_profile.h"
#include "modules/org/employments.h"
#include "modules/org/import_profiles.h"
#include "modules/org/staff_facts.h"
#include "modules/parts/import_profile.h"
#include "modules/parts/part_facts.h"
#include "modules/processes/check_facts.h"
#include "modules/processes/import_profile.h"
#include "modules/sales/import_profiles.h"
#include "modules/sales/sales_facts.h"
#include "modules/workorders/escalations.h"
#include "modules/workorders/import_profiles.h"
#include "modules/workorders/work_order_facts.h"
#include "platform/http/api.h"
#include "platform/log/log.h"
#include "search_migrations.h"
#include "server/control_ports.h"
#include "server/exports.h"

namespace manyi::server {
namespace {
constexpr int kTouchedPage = 5000;

TimeZone zone_or_utc(const std::string& name) {
  const auto zone = TimeZone::find(name);
  return zone ? *zone : TimeZone::utc();
}

using NumbersOf = std::function<std::map<std::int64_t, std::string>(db::ReadTx&, TenantId,
                                                                    const std::vector<std::int64_t>& ids)>;

/// Facts of one kind of record.
template <class Facade>
performance::FactSource& add_facts(performance::Ports& ports, std::map<std::string, NumbersOf>& numbers,
                                   Facade& facade, const std::string& subject, kpi::FactSchema schema) {
  numbers[schema.fact()] = [&facade](db::ReadTx& tx, TenantId tenant, const std::vector<std::int64_t>& ids) {
    return facade.numbers(tx, tenant, ids);
  };
  ports.sources.push_back(
      {.subject = subject,
       .schema = std::move(schema),
       .load = [&facade](db::ReadTx& tx, TenantId tenant,
                         const std::vector<std::int64_t>& ids) { return facade.load_facts(tx, tenant, ids); },
       .ids_after = [&facade](db::ReadTx& tx, TenantId tenant, std::int64_t after,
                              int limit) { return facade.fact_ids_after(tx, tenant, after, limit); }});
  return ports.sources.back();
}
/// Those that belong to work orders: they are loaded anew with their order.
template <class Facade>
void add_order_facts(performance::Ports& ports, std::map<std::string, NumbersOf>& numbers, Facade& facade,
                     const std::string& subject, kpi::FactSchema schema) {
  add_facts(ports, numbers, facade, subject, std::move(schema)).follows["work_order"] =
      [&facade](db::ReadTx& tx, TenantId tenant, const std::vector<std::int64_t>& orders) {
        return facade.fact_ids_of_orders(tx, tenant, orders);
      };
}
}  // namespace

Result<std::unique_ptr<Application>> Application::open(const ApplicationOptions& options,
                                                       const Clock& clock) {
  std::error_code failure;
  std::filesystem::create_directories(options.data, failure);
  if (failure)
    return unavailable("data.folder", "The data folder cannot be made: " + failure.message() + ".");
  std::unique_ptr<Application> application(new Application(options, clock));
  MANYI_CHECK(application->wire());
  return application;
}

Application::~Application() { stop(); }

Result<void> Application::wire() {
  db::Options database;
  const std::filesystem::path folder = std::filesystem::absolute(options_.data);
  database.url = options_.database.empty() ? "sqlite://" + (folder / "manyi.db").string() : options_.database;
  database.durability = options_.durability;
  database.read_connections = options_.read_connections;
  database.lanes = options_.lanes;
  database.on_trouble = [](std::string_view what) { log::warn(what); };
  MANYI_TRY(database_, db::Database::open(database, clock_, ids_));
  MANYI_TRY(journal_, journal::Journal::open((folder / "journal.key").string()));
  jobs_ = std::make_unique<jobs::Jobs>(*database_);
  events_ = std::make_unique<journal::Events>(*journal_, *jobs_);

  login_cache_ = std::make_unique<auth::LoginCache>(clock_);
  throttle_ = std::make_unique<auth::LoginThrottle>(clock_);
  std::ifstream key_file(folder / "journal.key", std::ios::binary);
  const std::string secret((std::istreambuf_iterator<char>(key_file)), std::istreambuf_iterator<char>());
  csrf_ = std::make_unique<auth::Csrf>(auth::Csrf::key_from(secret));

  identity_ = std::make_unique<identity::Identity>(
      *events_, identity::AuthParts{.cache = *login_cache_, .throttle = *throttle_, .csrf = *csrf_});
  search_ = std::make_unique<search::Search>();
  org_ = std::make_unique<org::Org>(*events_, *search_);
  catalog_ = std::make_unique<catalog::Catalog>(*events_);
  customers_ = std::make_unique<customers::Customers>(*events_, *catalog_, *search_);
  workorders_ = std::make_unique<workorders::WorkOrders>(
      workorders::WorkOrders::Needs{*events_, *org_, *catalog_, *customers_, *identity_, *search_});

  const workorders::RecordNeeds record_needs{*events_, *org_, *catalog_, *workorders_};
  parts_ = std::make_unique<parts::Parts>(record_needs);
  billing_ = std::make_unique<billing::Billing>(record_needs);
  sales_ = std::make_unique<sales::Sales>(record_needs);
  checks_ = std::make_unique<processes::Checks>(record_needs);
  const manufacturers::ManufacturerValues::Needs value_needs{*events_, *org_, *catalog_};
  manufacturer_values_ = std::make_unique<manufacturers::ManufacturerValues>(value_needs);
  complaints_ = std::make_unique<complaints::Complaints>(
      complaints::Complaints::Needs{*events_, *org_, *customers_, *workorders_});
  survey_answers_ = std::make_unique<callbacks::SurveyAnswers>(
      callbacks::Needs{*events_, *org_, *customers_, *workorders_});
  violations_ =
      std::make_unique<conduct::Violations>(conduct::Needs{*events_, *org_, *customers_, *workorders_});
  praises_ =
      std::make_unique<experience::Praises>(experience::Needs{*events_, *org_, *customers_, *workorders_});

  identity_->answer_staff(
      {.employee_exists = [this](db::ReadTx& tx, TenantId tenant,
                                 EmployeeId id) { return org_->employee(tx, tenant, id).has_value(); },
       .site_exists = [this](db::ReadTx& tx, TenantId tenant,
                             SiteId id) { return org_->site(tx, tenant, id).has_value(); },
       .team_of = [this](db::ReadTx& tx, TenantId tenant,
                         EmployeeId id) { return org_->team_of(tx, tenant, id); }});
  customers_->answer_serves([this](db::ReadTx& tx, const Caller& caller, customers::CustomerId id) {
    return workorders_->serves(tx, caller, id);
  });

  workorders::add_import_profiles(profiles_, {*workorders_, *org_, *catalog_, *customers_});
  org::add_import_profiles(profiles_, *org_);
  customers::add_import_profile(profiles_, *customers_,
                                [this](db::ReadTx& tx, TenantId tenant, customers::CustomerId customer) {
                                  workorders::ListWorkOrders orders;
                                  orders.customer_id = customer;
                                  orders.limit = 1;
                                  const auto found = workorders_->list(tx, Caller::system(tenant), orders);
                                  return !found || !found->items.empty();
                                });
  parts::add_import_profile(profiles_, *parts_, record_needs);
  billing::add_import_profile(profiles_, *billing_, record_needs);
  sales::add_import_profiles(profiles_, *sales_, record_needs);
  processes::add_import_profile(profiles_, *checks_, record_needs);
  manufacturers::add_import_profile(profiles_, *manufacturer_values_, value_needs);
  complaints::add_import_profile(profiles_, {*complaints_, *workorders_, *org_, *catalog_, *customers_});
  callbacks::add_import_profile(profiles_, *survey_answers_, {*events_, *org_, *customers_, *workorders_});
  conduct::add_import_profile(profiles_, *violations_, {*events_, *org_, *customers_, *workorders_});
  experience::add_import_profile(profiles_, *praises_, {*events_, *org_, *customers_, *workorders_});
  MANYI_TRY(imports_, imports::Imports::create({.database = *database_,
                                                .events = *events_,
                                                .jobs = *jobs_,
                                                .profiles = profiles_,
                                                .folder = folder / "files",
                                                .default_zone = [this](db::ReadTx& tx, TenantId tenant) {
                                                  return default_zone(tx, tenant);
                                                }}));
  performance_ = std::make_unique<performance::Performance>(*database_, performance_ports());
  MANYI_CHECK(performance_->open());
  wire_control(secret);

  modules_ = {identity::make_module(*identity_),     org::make_module(*org_),
              catalog::make_module(*catalog_),       customers::make_module(*customers_),
              workorders::make_module(*workorders_), performance::make_module(*performance_),
              imports::make_module(*imports_)};
  modules_.push_back(complaints::make_module(*complaints_));
  modules_.push_back(callbacks::make_module(*survey_answers_));
  modules_.push_back(conduct::make_module(*violations_));
  modules_.push_back(experience::make_module(*praises_));
  modules_.push_back(parts::make_module(*parts_));
  modules_.push_back(billing::make_module(*billing_));
  modules_.push_back(sales::make_module(*sales_));
  modules_.push_back(processes::make_module(*checks_, process_points_.get()));
  modules_.push_back(manufacturers::make_module(*manufacturer_values_));
  modules_.push_back(targets::make_module(*targets_));
  modules_.push_back(scorecards::make_module(*scorecards_, *bonus_sheets_));
  modules_.push_back(advance_control::make_module(*advance_control_));
  modules_.push_back(notify::make_module(*notify_));
  modules_.push_back(alerts::make_module(*alerts_));
  modules_.push_back(improvement::make_module(*improvement_, *reviews_));
  std::vector<db::MigrationSet> migrations = {journal_migrations(), jobs_migrations(), search_migrations(),
                                              http_migrations()};
  for (const auto& module : modules_) migrations.push_back(module.migrations);
  MANYI_CHECK(database_->migrate(migrations));

  for (const auto& module : modules_) {
    if (module.subscriptions) module.subscriptions(*events_);
    if (module.jobs) module.jobs(*jobs_);
  }
  // Files that came in as imports may name the person; platform/imports knows nothing of customers.
  events_->on<customers::PersonErased>(
      journal::ReactionKind::kFollowUp, "imports.forget_people",
      [this](db::Tx& tx, const journal::Actor& actor, const customers::PersonErased&) {
        return imports_->forget_people(tx, actor.tenant);
      });
  jobs_->every("journal.sign_heads", kHour, [this]() -> Result<void> {
    MANYI_CHECK(journal_->sign_heads(*database_));
    return {};
  });
  journal_->on_committed(
      [this](TenantId tenant, std::int64_t, std::int64_t last) { performance_->committed(tenant, last); });
  return {};
}

void Application::wire_control(const std::string& installation_secret) {
  targets_ = std::make_unique<targets::Targets>(targets::Targets::Needs{*events_, *performance_, *org_});
  decomposition_ = std::make_unique<targets::Decomposition>(*targets_);
  process_points_ = std::make_unique<processes::ProcessPoints>(
      processes::ProcessPoints::Needs{*events_, *performance_}, point_ports(*this));
  scorecards_ = std::make_unique<scorecards::Scorecards>(
      scorecards::Scorecards::Needs{*org_, *targets_, *performance_});
  bonus_sheets_ =
      std::make_unique<scorecards::BonusSheets>(scorecards::BonusSheets::Needs{*events_, *scorecards_});
  advance_control_ = std::make_unique<advance_control::AdvanceControl>(advance_control::AdvanceControl::Needs{
      *database_, *events_, *performance_, *targets_, *org_, advance_control::order_lines_of(*workorders_)});
  scorecards_->expect_with([this](db::ReadTx& tx, TenantId tenant, const std::string& month,
                                  const std::string& metric, const targets::TargetScope& scope) {
    return advance_control_->expected(tx, tenant, month, metric, scope);
  });
  notify::Notify::Options options;
  options.targets =
      options_.notify_private_targets ? notify::Targets::kAnywhere : notify::Targets::kPublicOnly;
  options.installation_secret = installation_secret;
  options.ports = notify_ports(*this);
  notify_ = std::make_unique<notify::Notify>(notify::Notify::Needs{*database_, *events_, *jobs_},
                                             std::move(options));
  alerts_ = std::make_unique<alerts::Alerts>(
      alerts::Alerts::Needs{*database_, *events_, *org_, *workorders_, *complaints_, *parts_, *notify_,
                            performance_.get()},
      alert_ports(*this));
  improvement_ = std::make_unique<improvement::Improvement>(
      improvement::Improvement::Needs{*events_, *org_, *performance_, *database_});
  improvement_->answer_chain(chain_ports(*this));
  reviews_ = std::make_unique<improvement::Reviews>(*improvement_);
  reviews_->answer(review_ports(*this));
}

TimeZone Application::default_zone(db::ReadTx& tx, TenantId tenant) {
  const auto names = org_->site_names(tx, tenant);
  if (!names.empty())
    if (const auto site = org_->site(tx, tenant, names.begin()->first)) return zone_or_utc(site->time_zone);
  return zone_or_utc("Asia/Shanghai");
}

performance::Ports Application::performance_ports() {
  performance::Ports ports;
  ports.sources.push_back(
      {.subject = "work_order",
       .schema = workorders::work_order_fact_schema(),
       .load = [this](
                   db::ReadTx& tx, TenantId tenant,
                   const std::vector<std::int64_t>& ids) { return workorders_->load_facts(tx, tenant, ids); },
       .ids_after = [this](db::ReadTx& tx, TenantId tenant, std::int64_t after,
                           int limit) { return workorders_->ids_after(tx, tenant, after, limit); },
       .follows = {{"work_order",
                    [this](db::ReadTx& tx, TenantId tenant, const std::vector<std::int64_t>& orders) {
                      return workorders_->ids_followed_by(tx, tenant, orders);
                    }}}});
  std::map<std::string, NumbersOf> numbers;
  add_order_facts(ports, numbers, *complaints_, "complaint", complaints::complaint_fact_schema());
  add_order_facts(ports, numbers, *violations_, "violation", conduct::violation_fact_schema());
  add_order_facts(ports, numbers, *praises_, "praise", experience::praise_fact_schema());
  add_order_facts(ports, numbers, *survey_answers_, "survey_answer", callbacks::survey_answer_fact_schema());
  ports.sources.back().follows["pulse"] = [this](db::ReadTx& tx, TenantId tenant,
                                                 const std::vector<std::int64_t>& months) {
    return survey_answers_->fact_ids_of_pulses(tx, tenant, months);
  };
  add_order_facts(ports, numbers, parts_->requests, "part_request", parts::part_request_fact_schema());
  add_order_facts(ports, numbers, parts_->units, "part_unit", parts::part_unit_fact_schema());
  add_order_facts(ports, numbers, workorders_->escalations(), "escalation",
                  workorders::escalation_fact_schema());
  add_order_facts(ports, numbers, *billing_, "ledger_line", billing::ledger_fact_schema());
  add_order_facts(ports, numbers, sales_->lines, "sales_line", sales::sales_line_fact_schema());
  add_facts(ports, numbers, sales_->quotas, "sales_quota", sales::sales_quota_fact_schema());
  add_order_facts(ports, numbers, *checks_, "check", processes::check_fact_schema());
  add_facts(ports, numbers, org_->employments(), "employment", org::headcount_fact_schema())
      .follows["employee"] = [this](db::ReadTx& tx, TenantId tenant,
                                    const std::vector<std::int64_t>& people) {
    return org_->employments().fact_ids_of_employees(tx, tenant, people);
  };
  add_facts(ports, numbers, org_->work_days(), "work_day", org::work_time_fact_schema());
  ports.tenants = [this](db::ReadTx& tx) {
    std::vector<TenantId> ids;
    for (const auto& tenant : identity_->tenants(tx)) ids.push_back(tenant.id);
    return ids;
  };
  ports.default_zone = [this](db::ReadTx& tx, TenantId tenant) { return default_zone(tx, tenant); };
  ports.site_zones = [this](db::ReadTx& tx, TenantId tenant) {
    std::vector<std::pair<std::string, TimeZone>> zones;
    for (const auto& [id, name] : org_->site_names(tx, tenant))
      if (const auto site = org_->site(tx, tenant, id))
        zones.emplace_back(id.text(), zone_or_utc(site->time_zone));
    return zones;
  };
  ports.last_seq = [](db::ReadTx& tx, TenantId tenant) { return journal::last_seq(tx, tenant); };
  ports.touched_after = [](db::ReadTx& tx, TenantId tenant, std::int64_t after) {
    auto found = journal::subjects_after(tx, tenant, after, kTouchedPage);
    std::vector<performance::Touched> touched;
    for (auto& subject : found.subjects) touched.push_back({std::move(subject.kind), subject.id});
    return std::pair(std::move(touched), found.reached);
  };
  ports.journal_mark = [](db::ReadTx& tx, TenantId tenant, std::int64_t seq) {
    const auto entries = journal::entries_after(tx, tenant, seq - 1, 1);
    return entries.empty() || entries.front().seq != seq ? std::string() : entries.front().hash;
  };
  if (!options_.data.empty())
    ports.keeping = {.folder = options_.data + "/snapshots", .version = MANYI_VERSION};
  ports.events = events_.get();
  ports.record_numbers = [this, numbers](db::ReadTx& tx, TenantId tenant, const std::string& fact,
                                         const std::vector<std::int64_t>& ids) {
    if (fact == "work_order") return workorders_->numbers(tx, tenant, ids);
    const auto known = numbers.find(fact);
    return known == numbers.end() ? std::map<std::int64_t, std::string>() : known->second(tx, tenant, ids);
  };
  ports.customer_names = [this](db::ReadTx& tx, const Caller& caller, const std::vector<std::int64_t>& ids) {
    std::vector<customers::CustomerId> wanted;
    for (const auto id : ids) wanted.emplace_back(id);
    std::map<std::int64_t, std::string> names;
    for (auto& [id, name] : customers_->customer_names(tx, caller, wanted))
      names.emplace(id.value(), std::move(name));
    return names;
  };
  return ports;
}

void Application::start_background() {
  started_ = true;
  jobs_->start();
  performance_->start();
}

void Application::stop() {
  if (jobs_) jobs_->stop();
  if (performance_) performance_->stop();
  if (started_ && journal_ && database_) {
    const auto signed_heads = journal_->sign_heads(*database_);
    if (!signed_heads) log::warn("The journal's heads could not be signed at the end.");
  }
  started_ = false;
  if (database_) database_->shutdown();
}

void Application::declare_routes(http::Api& api) {
  for (const auto& module : modules_)
    if (module.routes) module.routes(api);
  declare_exports(*this, api);
  api.get("/events/stream")
      .summary("Changes of records as they happen, as server-sent events")
      .tag("events")
      .signed_in()
      .streams();
}

bool Application::empty() {
  return database_->read([&](db::ReadTx& tx) { return identity_->tenants(tx).empty(); });
}

Result<TenantId> Application::find_tenant(const std::string& code) {
  const auto tenants = database_->read([&](db::ReadTx& tx) { return identity_->tenants(tx); });
  if (code.empty() && tenants.size() == 1) return tenants[0].id;
  for (const auto& tenant : tenants)
    if (tenant.code == code) return tenant.id;
  return not_found("tenant.unknown",
                   code.empty() ? tenants.empty() ? "The database has no company yet."
                                                  : "There are several companies; name one with --tenant."
                                : "There is no company with that code.");
}

Result<TenantId> Application::found_tenant(const std::string& code, const std::string& name) {
  const TenantId tenant = ids_.next_id<TenantTag>();
  const auto made = database_->write(tenant, [&](db::Tx& tx) -> Result<void> {
    MANYI_CHECK(identity_->create_tenant(tx, {code, name}));
    return {};
  });
  if (!made) return made.error();
  return tenant;
}

}  // namespace manyi::server
