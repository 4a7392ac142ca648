// The command line of manyi: one program, one verb per task.
// Owns flags and exit codes; each command has a file of its own.
#include <CLI/CLI.hpp>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "platform/config/config.h"
#include "platform/imports/command.h"
#include "server/admin_commands.h"
#include "server/demo_command.h"
#include "server/export_command.h"
#include "server/forecast_command.h"
#include "server/kpi_command.h"
#include "server/serve.h"
#include "server/spc_command.h"
#include "server/test_clock.h"

namespace manyi::server {
namespace {

int code(Exit exit) { return static_cast<int>(exit); }

/// Settings for a command that opens the database and does one thing.
struct Place {
  std::string data, database, config_file, tenant;
  std::map<std::string, std::string> flags() const {
    std::map<std::string, std::string> all;
    if (!data.empty()) all["data"] = data;
    if (!database.empty()) all["database"] = database;
    return all;
  }
  Result<Config> config(std::map<std::string, std::string> more = {}) const {
    auto all = flags();
    all.merge(more);
    ConfigSources sources{.file = {}, .environment = {}, .flags = std::move(all)};
    if (!config_file.empty())
      sources.file = config_file;
    else if (const auto usual = default_config_file(data.empty() ? "data" : data);
             std::filesystem::exists(usual))
      sources.file = usual;
    return load_config(sources);
  }
};

template <class F> int with_application(const Place& place, F&& run) {
  const auto config = place.config();
  if (!config) {
    print_error(config.error());
    return code(Exit::kUsage);
  }
  const auto clock = clock_of_environment();
  auto opened = Application::open({.data = config->data, .database = config->database}, *clock);
  if (!opened) {
    print_error(opened.error());
    return code(Exit::kFailed);
  }
  return code(run(**opened));
}

template <class F> int with_tenant(const Place& place, F&& run) {
  return with_application(place, [&](Application& application) {
    const auto tenant = application.find_tenant(place.tenant);
    if (!tenant) {
      print_error(tenant.error());
      return Exit::kFailed;
    }
    return run(application, *tenant);
  });
}

int run(int argc, char** argv) {
  CLI::App app("Manyi: after-sales service management");
  app.set_version_flag("--version", MANYI_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  Place place;
  app.add_option("--data", place.data, "Folder of database, key and files (default: data)");
  app.add_option("--database", place.database, "postgresql://... instead of SQLite in the data folder");
  app.add_option("--config", place.config_file, "TOML file (default: manyi.toml in the data folder)");
  app.add_option("--tenant", place.tenant, "Code of the company, when there are several");

  int result = 0;

  auto* serve = app.add_subcommand("serve", "Run the server: API, web app, jobs");
  std::map<std::string, std::string> serve_flags;
  std::string listen, web, log_level, log_format, synchronous = "full";
  bool print_demo_logins = false;
  serve->add_option("--listen", listen, "ADDR:PORT (default: 127.0.0.1:8080)");
  serve->add_option("--web", web, "Folder of the web app");
  serve->add_option("--log-level", log_level, "debug, info, warn, error, off");
  serve->add_option("--log-format", log_format, "text or json");
  serve->add_flag("--print-demo-logins", print_demo_logins, "Print the demo company's log-ins");
  serve->add_option("--sqlite-synchronous", synchronous, "Tests only: off shows what a lost fsync does")
      ->check(CLI::IsMember({"full", "off"}));
  serve->callback([&] {
    if (!listen.empty()) serve_flags["listen"] = listen;
    if (!web.empty()) serve_flags["web"] = web;
    if (!log_level.empty()) serve_flags["log_level"] = log_level;
    if (!log_format.empty()) serve_flags["log_format"] = log_format;
    const auto config = place.config(serve_flags);
    if (!config) {
      print_error(config.error());
      result = code(Exit::kUsage);
      return;
    }
    const char* testing = std::getenv("MANYI_TESTING");
    const bool off = synchronous == "off";
    if (off && (testing == nullptr || std::string(testing) != "1")) {
      std::cerr << "manyi: --sqlite-synchronous off is for tests (MANYI_TESTING=1)\n";
      result = code(Exit::kUsage);
      return;
    }
    result = code(run_serve({*config, off, print_demo_logins}));
  });

  app.add_subcommand("migrate", "Bring the database's schema up to date")->callback([&] {
    result = with_application(place, [](Application&) {
      std::cout << "The schema is up to date.\n";
      return Exit::kOk;
    });
  });

  auto* demo = app.add_subcommand("demo", "Fill an empty database with a simulated service company");
  DemoCommand demo_command;
  demo->add_option("--orders", demo_command.orders, "Work orders (default: 20000)")
      ->check(CLI::Range(1, 20'000'000));
  demo->add_option("--months", demo_command.months, "Months, ending today (default: 12)")
      ->check(CLI::Range(1, 120));
  demo->add_option("--seed", demo_command.seed, "The same seed gives the same data (default: 1)");
  demo->add_option("--scenario", demo_command.scenario, "TOML file: size, sites, planted effects");
  demo->add_option("--truth", demo_command.truth, "File for what was planted and how large it is");
  demo->add_flag("--bulk", demo_command.bulk, "Work orders alone, by the million, for benches");
  demo->add_flag("--json", demo_command.json, "Print a summary for machines");
  demo->callback([&] {
    const auto config = place.config();
    if (!config) {
      print_error(config.error());
      result = code(Exit::kUsage);
      return;
    }
    demo_command.options.data = config->data;
    demo_command.options.database = config->database;
    result = code(run_demo(demo_command));
  });

  auto* importing = app.add_subcommand("import", "Import a file, or take an import back");
  imports::ImportCommand import_command;
  std::string import_file, mapping, undo;
  long long max_rejects = -1;
  importing->add_option("profile", import_command.profile,
                        "open-repair, work-orders, xes, device-repair, ...");
  importing->add_option("file", import_file, "CSV, XLSX or XES; CSV and XES plain or gzip");
  importing->add_option("--mapping", mapping, "TOML file that says what the columns mean");
  importing->add_flag("--dry-run", import_command.dry_run, "Check and report, keep nothing");
  importing->add_option("--undo", undo, "Id of the import to take back");
  importing->add_option("--max-rejects", max_rejects, "Keep nothing when more rows are rejected")
      ->check(CLI::NonNegativeNumber);
  importing->add_flag("--json", import_command.json, "Print a summary for machines");
  importing->callback([&] {
    import_command.file = import_file;
    if (!mapping.empty()) import_command.mapping = mapping;
    if (!undo.empty()) import_command.undo = undo;
    if (max_rejects >= 0) import_command.max_rejects = max_rejects;
    int exit = 0;
    const int opened = with_application(place, [&](Application& application) {
      auto tenant = application.find_tenant(place.tenant);
      // Into an empty data folder an import may come first; the company gets its name later.
      if (!tenant && place.tenant.empty() && application.empty())
        tenant = application.found_tenant("main", "满意");
      if (!tenant) {
        print_error(tenant.error());
        return Exit::kFailed;
      }
      exit =
          imports::run_import(import_command, application.imports(), application.database(),
                              Caller::system(*tenant), {std::cout, std::cerr, ::isatty(STDERR_FILENO) == 1});
      // No server may ever run on this folder: what came in is signed for now.
      if (const auto heads = application.journal().sign_heads(application.database()); !heads) {
        print_error(heads.error());
        return Exit::kFailed;
      }
      return Exit::kOk;
    });
    result = opened != 0 ? opened : exit;
  });

  auto* exporting = app.add_subcommand("export", "Write a list as CSV or XLSX");
  std::string export_what, export_file, export_format, export_language;
  exporting->add_option("what", export_what, "work-orders, customers, assets and every other list")
      ->required()
      ->check(CLI::IsMember(exportable_names()));
  exporting->add_option("file", export_file, "File, .xlsx for a workbook; - for standard output")->required();
  exporting->add_option("--format", export_format, "csv or xlsx, whatever the file is called")
      ->check(CLI::IsMember({"csv", "xlsx"}));
  exporting->add_option("--lang", export_language, "Heads and values in words; code: as the API names them")
      ->check(CLI::IsMember({"zh-CN", "en", "code"}));
  exporting->callback([&] {
    result = with_tenant(place, [&](Application& application, TenantId tenant) {
      return run_export(application, tenant, export_what, export_file,
                        parse_enum<ExportFormat>(export_format), parse_language(export_language));
    });
  });

  auto* kpi = app.add_subcommand("kpi", "Evaluate metrics over [from, to)");
  KpiCommand kpi_command;
  kpi->add_option("metrics", kpi_command.metrics, "Codes; none: all");
  kpi->add_option("--from", kpi_command.from, "First day (default: of this month)");
  kpi->add_option("--to", kpi_command.to, "The day after the last (default: tomorrow)");
  kpi->add_option("--as-of", kpi_command.as_of, "What is later counts as not happened");
  kpi->add_option("--grain", kpi_command.grain, "day, week, month, quarter, year")
      ->check(CLI::IsMember({"day", "week", "month", "quarter", "year"}));
  kpi->add_option("--by", kpi_command.by, "Dimensions")->delimiter(',');
  kpi->add_option("--where", kpi_command.where, "Condition, such as: site = 'Cardiff Cathays'");
  kpi->add_option("--rolling", kpi_command.rolling, "Window that ends with each period, such as: 3 months");
  kpi->add_option("--definition", kpi_command.definition, "A manufacturer's name instead of our definition");
  kpi->add_flag("--cases", kpi_command.cases, "List the records behind the value");
  kpi->add_option("--part", kpi_command.part,
                  "With --cases: numerator, denominator, unlinked, pending; a term of a formula");
  kpi->add_flag("--json", kpi_command.json, "Print for machines");
  kpi->callback([&] {
    result = with_tenant(place, [&](Application& application, TenantId tenant) {
      return run_kpi(application, tenant, kpi_command);
    });
  });

  add_spc_command(app, result);

  ForecastCommand forecast_command;
  add_forecast_command(app, forecast_command)->callback([&] {
    const auto forecaster_of = [](Application& application, TenantId tenant) {
      return Forecaster{application.advance_control(), application.performance(), application.database(),
                        tenant};
    };
    if (forecast_command.backtest.empty()) {
      result = with_tenant(place, [&](Application& application, TenantId tenant) {
        return run_forecast(forecaster_of(application, tenant), forecast_command);
      });
      return;
    }
    result = code(run_backtest(
        [&](const std::string& folder, const std::function<Exit(const Forecaster&)>& use) {
          Place there = place;
          there.data = folder;
          return static_cast<Exit>(with_tenant(there, [&](Application& application, TenantId tenant) {
            return use(forecaster_of(application, tenant));
          }));
        },
        forecast_command));
  });

  auto* verify = app.add_subcommand("verify", "Check the journal's chain and the database");
  std::string head_file;
  bool verify_json = false;
  verify->add_option("--from-head", head_file, "Exported head to start from");
  verify->add_flag("--json", verify_json, "Print for machines");
  verify->callback([&] {
    result = with_application(
        place, [&](Application& application) { return run_verify(application, head_file, verify_json); });
  });

  auto* head = app.add_subcommand("head", "Write the journal's signed head, to be kept elsewhere");
  std::string head_out;
  head->add_option("file", head_out, "File (default: standard output)");
  head->callback([&] {
    result = with_tenant(place, [&](Application& application, TenantId tenant) {
      return run_head(application, tenant, head_out);
    });
  });

  auto* backup = app.add_subcommand("backup", "Write a consistent copy of the SQLite database");
  std::string backup_file;
  backup->add_option("file", backup_file, "File")->required();
  backup->callback([&] {
    result = with_application(place,
                              [&](Application& application) { return run_backup(application, backup_file); });
  });

  auto* restore = app.add_subcommand("restore", "Put a backup into an empty data folder");
  std::string restore_file;
  restore->add_option("file", restore_file, "File")->required();
  restore->callback([&] {
    result =
        code(run_restore(place.data.empty() ? "data" : place.data, restore_file, *clock_of_environment()));
  });

  auto* user = app.add_subcommand("user", "Administer users");
  user->require_subcommand(1);
  UserCommand user_command;
  const auto user_verb = [&](const char* name, const char* text, UserCommand::What what) {
    auto* verb = user->add_subcommand(name, text);
    verb->callback([&, what] {
      user_command.what = what;
      result = with_tenant(place, [&](Application& application, TenantId tenant) {
        return run_user(application, tenant, user_command);
      });
    });
    return verb;
  };
  auto* add = user_verb("add", "Add a user; the password is asked for", UserCommand::What::kAdd);
  add->add_option("login", user_command.login)->required();
  add->add_option("--name", user_command.name, "Name to display");
  add->add_option("--role", user_command.roles, "Roles")->delimiter(',')->required();
  user_verb("list", "List users", UserCommand::What::kList)->add_flag("--json", user_command.json);
  user_verb("disable", "Disable a user and end his sessions", UserCommand::What::kDisable)
      ->add_option("login", user_command.login)
      ->required();
  user_verb("password", "Set a password; it is asked for", UserCommand::What::kPassword)
      ->add_option("login", user_command.login)
      ->required();

  auto* tenant = app.add_subcommand("tenant", "Administer companies on this installation");
  tenant->require_subcommand(1);
  std::string tenant_code, tenant_name;
  auto* found =
      tenant->add_subcommand("add", "Add a company; give it an administrator with `user add --tenant CODE`");
  found->add_option("code", tenant_code, "Lower-case letters, digits and hyphens; part of its log-ins")
      ->required();
  found->add_option("--name", tenant_name, "Name to display");
  found->callback([&] {
    result = with_application(place, [&](Application& application) {
      const auto made =
          application.found_tenant(tenant_code, tenant_name.empty() ? tenant_code : tenant_name);
      if (!made) print_error(made.error());
      return made ? Exit::kOk : Exit::kFailed;
    });
  });

  auto* token = app.add_subcommand("token", "Administer bearer tokens");
  token->require_subcommand(1);
  TokenCommand token_command;
  auto* create = token->add_subcommand("create", "Create a token; its secret is printed this once");
  create->add_option("--user", token_command.user, "Log-in it acts for")->required();
  create->add_option("--name", token_command.name, "What it is for")->required();
  create->add_option("--permission", token_command.permissions, "Permissions")->delimiter(',')->required();
  create->add_option("--days", token_command.days, "Days until it expires");
  create->callback([&] {
    token_command.what = TokenCommand::What::kCreate;
    result = with_tenant(place, [&](Application& application, TenantId tenant) {
      return run_token(application, tenant, token_command);
    });
  });
  auto* revoke = token->add_subcommand("revoke", "Revoke a token");
  revoke->add_option("id", token_command.id)->required();
  revoke->callback([&] {
    token_command.what = TokenCommand::What::kRevoke;
    result = with_tenant(place, [&](Application& application, TenantId tenant) {
      return run_token(application, tenant, token_command);
    });
  });

  app.add_subcommand("openapi", "Print the OpenAPI document")->callback([&] {
    result = code(run_openapi());
  });

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) { return app.exit(error) == 0 ? 0 : code(Exit::kUsage); }
  return result;
}  // namespace

}  // namespace
}  // namespace manyi::server

int main(int argc, char** argv) {
  try {
    return manyi::server::run(argc, argv);
  } catch (const std::exception& broken) {
    std::cerr << "manyi: " << broken.what() << "\n";
    return 1;
  }
}
