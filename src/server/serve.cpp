// Starting, telling where to look, following the journal for live pages, stopping without loss.
// Owns the order: refuse new work, answer what was taken, sign, close.
#include "server/serve.h"

#include <signal.h>
#include <unistd.h>

#include <condition_variable>
#include <filesystem>
#include <iostream>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "base/json.h"
#include "platform/auth/secrets.h"
#include "platform/http/api.h"
#include "platform/http/broadcaster.h"
#include "platform/http/openapi.h"
#include "platform/http/server.h"
#include "platform/http/service.h"
#include "platform/log/log.h"
#include "server/application.h"
#include "server/demo.h"
#include "server/test_clock.h"

namespace manyi::server {
namespace {

constexpr int kFeedPage = 500;
constexpr auto kLookOutside = std::chrono::seconds(1);

/// Reads new journal entries after each commit, of this process or another, and hands them to the
/// live streams. A thread of its own, so that the writer lane only says "there is more".
class LiveFeed {
 public:
  LiveFeed(Application& application, http::Broadcaster& broadcaster)
      : application_(application), broadcaster_(broadcaster) {
    application.database().read([&](db::ReadTx& tx) {
      for (const auto tenant : journal::tenants(tx)) {
        reached_[tenant] = journal::last_seq(tx, tenant);
        broadcaster_.start_at(tenant, reached_[tenant]);
      }
    });
    application.journal().on_committed([this](TenantId tenant, std::int64_t, std::int64_t) {
      {
        const std::lock_guard lock(mutex_);
        waiting_.insert(tenant);
      }
      wake_.notify_one();
    });
    thread_ = std::thread([this] { run(); });
  }
  ~LiveFeed() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      if (waiting_.empty()) {
        if (wake_.wait_for(lock, kLookOutside, [this] { return stopping_ || !waiting_.empty(); })) continue;
        lock.unlock();
        look_outside();
        lock.lock();
        continue;
      }
      const TenantId tenant = *waiting_.begin();
      waiting_.erase(waiting_.begin());
      lock.unlock();
      try {
        publish(tenant);
      } catch (const std::exception&) {
        log::warn("The live feed could not read the journal; it tries again with the next change.");
      }
      lock.lock();
    }
  }

  /// What `manyi import` or another server beside this one has written is told like our own.
  void look_outside() {
    try {
      application_.database().read([&](db::ReadTx& tx) { application_.journal().announce_outside(tx); });
    } catch (const std::exception&) {
      log::warn("The live feed could not read the journal; it looks again in a second.");
    }
  }

  void publish(TenantId tenant) {
    std::int64_t& reached = reached_[tenant];
    for (;;) {
      const auto entries = application_.database().read(
          [&](db::ReadTx& tx) { return journal::entries_after(tx, tenant, reached, kFeedPage); });
      for (const auto& entry : entries) {
        std::string json = "{\"seq\":" + std::to_string(entry.seq) + ",\"kind\":";
        append_json_text(json, entry.kind);
        json += ",\"at\":";
        append_json(json, entry.occurred_at);
        json += ",\"subjects\":[";
        for (std::size_t i = 0; i < entry.subjects.size(); ++i)
          json += (i > 0 ? ",{\"kind\":\"" : "{\"kind\":\"") + entry.subjects[i].kind + "\",\"id\":\"" +
                  id_text(entry.subjects[i].id) + "\"}";
        json += "]}";
        broadcaster_.publish(tenant, {entry.seq, entry.kind, std::move(json)});
        reached = entry.seq;
      }
      if (entries.size() < static_cast<std::size_t>(kFeedPage)) return;
    }
  }

  Application& application_;
  http::Broadcaster& broadcaster_;
  std::map<TenantId, std::int64_t> reached_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::set<TenantId> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

/// The folder of the web app: as configured, beside the program, or in the installed place.
std::filesystem::path web_folder(const std::string& configured) {
  if (!configured.empty()) return configured;
  std::error_code ignored;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
  for (const auto& candidate : {program / "web", program / ".." / "web", program / ".." / ".." / "web",
                                program / ".." / "share" / "manyi" / "web"})
    if (std::filesystem::exists(candidate / "index.html", ignored) &&
        std::filesystem::exists(candidate / "assets", ignored))  // built, not its sources
      return candidate;
  return {};
}

/// On the first start there is nobody to log in as: makes the company when there is none, and its
/// administrator.
Result<void> welcome_first_start(Application& application) {
  const auto tenants =
      application.database().read([&](db::ReadTx& tx) { return application.identity().tenants(tx); });
  if (tenants.size() > 1) return {};
  TenantId tenant;
  if (tenants.empty()) {
    MANYI_TRY(tenant, application.found_tenant("main", "满意"));
  } else {
    tenant = tenants[0].id;
    const auto users = application.database().read([&](db::ReadTx& tx) {
      return application.identity().list_users(tx, Caller::system(tenant),
                                               {.q = {}, .cursor = {}, .state = {}, .role = {}, .limit = 1});
    });
    if (!users) return users.error();
    if (!users->items.empty()) return {};
  }
  const std::string password = auth::random_token().substr(0, 16);
  identity::CreateUser admin{.login = "admin",
                             .display_name = "系统管理员",
                             .password = password,
                             .roles = {Role::kAdministrator},
                             .employee_id = {},
                             .dealer_id = {},
                             .manufacturer_id = {},
                             .site_ids = {},
                             .locale = {}};
  MANYI_TRY(const auto hashed, identity::Identity::hash(admin));
  const auto made = application.database().write(tenant, [&](db::Tx& tx) -> Result<void> {
    MANYI_CHECK(application.identity().create_user(tx, Caller::system(tenant), hashed));
    return {};
  });
  if (!made) return made.error();
  std::cout << "First start: an administrator was made.\n  log-in: admin   password: " << password
            << "   (shown this once; change it after logging in)\n";
  return {};
}

log::Level log_level_of(const std::string& name) {
  if (name == "debug") return log::Level::kDebug;
  if (name == "warn") return log::Level::kWarn;
  if (name == "error") return log::Level::kError;
  return name == "off" ? log::Level::kOff : log::Level::kInfo;
}

void print_logins() {
  std::cout << "\n  Log-ins (password for all: " << demo::kDemoPassword << ")\n";
  for (const auto& login : demo::demo_logins())
    std::cout << "    " << login.login << std::string(14 - login.login.size(), ' ') << login.role << "\n";
  std::cout << "\n";
}

}  // namespace

Exit run_serve(const ServeCommand& command) {
  const Config& config = command.config;
  if (const auto started =
          log::start({.level = log_level_of(config.log_level),
                      .format = config.log_format == "json" ? log::Format::kJson : log::Format::kText,
                      .file = config.log_file});
      !started) {
    print_error(started.error());
    return Exit::kFailed;
  }
  // Signals come to this thread alone; every thread started below inherits the mask.
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  ::signal(SIGPIPE, SIG_IGN);

  const auto clock = clock_of_environment();
  ApplicationOptions options;
  options.data = config.data;
  options.database = config.database;
  options.read_connections = static_cast<int>(config.read_connections);
  options.lanes = static_cast<int>(config.lanes);
  options.notify_private_targets = config.notify_private_targets;
  if (command.sqlite_synchronous_off) options.durability = db::Durability::kOff;
  auto opened = Application::open(options, *clock);
  if (!opened) {
    print_error(opened.error());
    return Exit::kFailed;
  }
  Application& application = **opened;
  if (const auto welcome = welcome_first_start(application); !welcome) {
    print_error(welcome.error());
    return Exit::kFailed;
  }

  http::Api api;
  application.declare_routes(api);
  http::Broadcaster broadcaster;
  http::ServiceOptions service_options;
  service_options.version = MANYI_VERSION;
  service_options.public_origin = config.public_origin;
  service_options.allowed_hosts = config.allowed_hosts;
  service_options.web = web_folder(config.web);
  service_options.max_body_bytes = static_cast<std::uint64_t>(config.max_body_bytes);
  service_options.max_upload_bytes = static_cast<std::uint64_t>(config.max_upload_bytes);
  service_options.access_log = config.access_log;
  service_options.applied_seq = [&](TenantId tenant) {
    return application.performance().wait_for(tenant, 0, DurationMs(0));
  };
  http::Service service(api, application.database(), application.identity(), application.login_cache(),
                        application.csrf(), broadcaster, service_options);
  service.metrics().gauge("manyi_kpi_facts", "Facts held in memory",
                          [&] { return static_cast<double>(application.performance().memory().facts); });
  service.metrics().gauge("manyi_kpi_fact_bytes", "Bytes they take",
                          [&] { return static_cast<double>(application.performance().memory().fact_bytes); });
  service.metrics().gauge("manyi_kpi_cell_bytes", "Bytes of kept cells and finished answers of metrics",
                          [&] { return static_cast<double>(application.performance().memory().cell_bytes); });
  service.metrics().gauge("manyi_kpi_cell_budget_bytes", "Bytes that kept cells may take", [&] {
    return static_cast<double>(application.performance().memory().cell_budget);
  });
  service.metrics().gauge("manyi_kpi_cells_dropped", "Metrics by dimensions not kept for want of room",
                          [&] { return static_cast<double>(application.performance().memory().dropped); });
  service.metrics().gauge("manyi_lane_commands", "Commands committed",
                          [&] { return static_cast<double>(application.database().stats().commands); });
  service.metrics().gauge("manyi_lane_batches", "Commits",
                          [&] { return static_cast<double>(application.database().stats().batches); });

  LiveFeed feed(application, broadcaster);
  http::ServerOptions server_options;
  server_options.listen = config.listen;
  server_options.io_threads = static_cast<int>(config.io_threads);
  server_options.workers = static_cast<int>(config.workers);
  server_options.max_connections = static_cast<int>(config.max_connections);
  server_options.upload_folder = std::filesystem::path(config.data) / "uploads";
  server_options.trust_forwarded = config.trust_forwarded;
  std::error_code ignored;
  std::filesystem::create_directories(server_options.upload_folder, ignored);
  auto server = http::Server::start(service, server_options);
  if (!server) {
    print_error(server.error());
    return Exit::kFailed;
  }
  application.start_background();

  const std::string host = config.listen.substr(0, config.listen.rfind(':'));
  std::cout << "Manyi " << MANYI_VERSION << " serves http://" << host << ":" << (*server)->port() << "\n";
  if (command.print_demo_logins) print_logins();
  if (service_options.web.empty()) std::cout << "No web app was found; the API alone is served.\n";
  std::cout << std::flush;
  log::info("started", {{"port", (*server)->port()}});

  int signal = 0;
  sigwait(&signals, &signal);
  log::info("stopping", {{"signal", signal}});
  service.drain();
  (*server)->stop();
  application.stop();
  log::info("stopped");
  log::stop();
  return Exit::kOk;
}

Exit run_openapi() {
  SystemClock clock;
  const auto folder =
      std::filesystem::temp_directory_path() / ("manyi-openapi-" + std::to_string(::getpid()));
  Exit exit = Exit::kFailed;
  {
    auto opened = Application::open({.data = folder.string(), .database = "sqlite::memory:"}, clock);
    if (!opened) {
      print_error(opened.error());
    } else {
      http::Api api;
      (*opened)->declare_routes(api);
      std::cout << http::openapi_document(api, MANYI_VERSION) << "\n";
      exit = Exit::kOk;
    }
  }
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  return exit;
}

}  // namespace manyi::server
