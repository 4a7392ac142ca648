// How fast a CSV file of work orders is read and checked, and how fast it is stored durably on SQLite.
// Owns its data: rows in the shape of Open Repair Data, made from a seed. Prints one line of JSON per claim.
// Usage: import_csv [ROWS] [RUNS]
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "catalog_migrations.h"
#include "customers_migrations.h"
#include "identity_migrations.h"
#include "imports_migrations.h"
#include "jobs_migrations.h"
#include "journal_migrations.h"
#include "modules/catalog/catalog.h"
#include "modules/customers/customers.h"
#include "modules/identity/identity.h"
#include "modules/org/org.h"
#include "modules/workorders/import_profiles.h"
#include "modules/workorders/workorders.h"
#include "org_migrations.h"
#include "platform/db/db.h"
#include "platform/imports/file_walk.h"
#include "platform/imports/imports.h"
#include "platform/jobs/jobs.h"
#include "platform/journal/events.h"
#include "platform/search/search.h"
#include "search_migrations.h"
#include "workorders_migrations.h"

using namespace manyi;
using Clock_ = std::chrono::steady_clock;

namespace {

constexpr TenantId kTenant{1001};

double seconds_since(Clock_::time_point start) {
  return std::chrono::duration<double>(Clock_::now() - start).count();
}

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "import_csv: %s\n", why.c_str());
  std::exit(1);
}

template <class T> T must(Result<T> result) {
  if (!result) give_up(result.error().key + " " + result.error().detail);
  return std::move(*result);
}

void write_rows(const std::filesystem::path& path, int rows) {
  static constexpr const char* kCategories[] = {"Iron",       "Vacuum", "Lamp", "Small home electrical",
                                                "Power tool", "Laptop"};
  static constexpr const char* kBrands[] = {"Unknown", "Dyson",   "Bosch", "Kenwood",
                                            "Sony",    "Roberts", "海尔",  "格力"};
  static constexpr const char* kStates[] = {"Fixed", "Repairable", "End of life", "Unknown"};
  std::mt19937 random(7);
  std::ofstream out(path, std::ios::binary);
  out << "id,data_provider,country,partner_product_category,product_category,product_category_id,brand,year_"
         "of_manufacture,"
         "product_age,repair_status,repair_barrier_if_end_of_life,group_identifier,event_date,problem\n";
  for (int i = 0; i < rows; ++i) {
    const auto state = random() % 4;
    out << "bench_" << i << ",Bench,GBR,Electrical ~ " << kCategories[random() % 6] << ','
        << kCategories[random() % 6] << ',' << random() % 40 << ',' << kBrands[random() % 8] << ",\"\","
        << random() % 20 << ',' << kStates[state] << ','
        << (state == 2 ? "Spare parts not available" : "\"\"") << ",Group " << random() % 190 << ",20"
        << 17 + random() % 8 << "-0" << 1 + random() % 9 << '-' << 10 + random() % 18
        << ",\"Does not start, \"\"clicks\"\" " << random() % 1000 << " times\"\n";
  }
}

struct Company {
  explicit Company(const std::filesystem::path& folder) {
    db::Options options;
    options.url = "sqlite://" + (folder / "bench.db").string();
    database = must(db::Database::open(options, clock, ids));
    journal_ = must(journal::Journal::open(""));
    const auto migrated =
        database->migrate({journal_migrations(), jobs_migrations(), search_migrations(),
                           identity_migrations(), org_migrations(), catalog_migrations(),
                           customers_migrations(), workorders_migrations(), imports_migrations()});
    if (!migrated) give_up(migrated.error().detail);
    jobs_ = std::make_unique<jobs::Jobs>(*database);
    events = std::make_unique<journal::Events>(*journal_, *jobs_);
    org_ = std::make_unique<org::Org>(*events, search_);
    catalog_ = std::make_unique<catalog::Catalog>(*events);
    customers_ = std::make_unique<customers::Customers>(*events, *catalog_, search_);
    identity_ = std::make_unique<identity::Identity>(*events, identity::AuthParts{cache, throttle, csrf});
    orders = std::make_unique<workorders::WorkOrders>(
        workorders::WorkOrders::Needs{*events, *org_, *catalog_, *customers_, *identity_, search_});
    workorders::add_import_profiles(profiles, {*orders, *org_, *catalog_, *customers_});
    imports_ = must(
        imports::Imports::create({*database, *events, *jobs_, profiles, folder / "files",
                                  [](db::ReadTx&, TenantId) { return *TimeZone::find("Asia/Shanghai"); }}));
  }
  SystemClock clock;
  IdSource ids{clock};
  auth::LoginCache cache{clock};
  auth::LoginThrottle throttle{clock};
  auth::Csrf csrf{auth::Csrf::Key{}};
  search::Search search_;
  std::unique_ptr<db::Database> database;
  std::unique_ptr<journal::Journal> journal_;
  std::unique_ptr<jobs::Jobs> jobs_;
  std::unique_ptr<journal::Events> events;
  std::unique_ptr<org::Org> org_;
  std::unique_ptr<catalog::Catalog> catalog_;
  std::unique_ptr<customers::Customers> customers_;
  std::unique_ptr<identity::Identity> identity_;
  std::unique_ptr<workorders::WorkOrders> orders;
  imports::Profiles profiles;
  std::unique_ptr<imports::Imports> imports_;
};

double checked_per_second(const std::filesystem::path& file, const imports::ImportProfile& profile,
                          int rows) {
  const auto start = Clock_::now();
  const auto detected = must(files::detect(file));
  auto walk = must(imports::FileWalk::open(file, detected, *profile.fixed_mapping, profile,
                                           *TimeZone::find("Asia/Shanghai")));
  int good = 0;
  for (auto found = walk->next(); found != imports::FileWalk::Found::kEnd; found = walk->next())
    good += found == imports::FileWalk::Found::kRow;
  const double taken = seconds_since(start);
  if (good != rows) give_up("checked " + std::to_string(good) + " rows of " + std::to_string(rows));
  return rows / taken;
}

struct Stored {
  double rows_per_second = 0;
  double other_p99_ms = 0;  // what another writer waited meanwhile
};

Stored stored_per_second(const std::filesystem::path& folder, const std::filesystem::path& file, int rows) {
  std::filesystem::create_directories(folder);
  Company company(folder);
  const Caller caller = Caller::system(kTenant);
  std::atomic<bool> running{true};
  std::vector<double> waits;
  std::thread other([&] {  // somebody else, once in a while
    while (running.load()) {
      const auto asked = Clock_::now();
      (void)company.database->write(kTenant, [](db::Tx&) -> Result<void> { return {}; });
      waits.push_back(seconds_since(asked) * 1000);
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  });
  const auto start = Clock_::now();
  const auto received = must(company.imports_->receive("open-repair", file, "bench.csv", {}, {}));
  imports::ImportId id;
  if (!company.database->write(kTenant, [&](db::Tx& tx) -> Result<void> {
        MANYI_TRY(const auto import, company.imports_->enter(tx, caller, received));
        id = import.id;
        return {};
      }))
    give_up("the import is not entered");
  must(company.imports_->validate(caller, id));
  const auto import = must(company.imports_->apply(caller, id));
  const double taken = seconds_since(start);
  running = false;
  other.join();
  if (import.progress.imported != rows)
    give_up("stored " + std::to_string(import.progress.imported) + " rows");
  const auto count = company.database->read(
      [](db::ReadTx& tx) { return static_cast<std::int64_t>(journal::last_seq(tx, kTenant)); });
  if (count < rows) give_up("the journal has only " + std::to_string(count) + " entries");
  std::sort(waits.begin(), waits.end());
  return {rows / taken, waits[waits.size() * 99 / 100]};
}

void print(const char* claim, std::vector<double> values, const char* unit) {
  std::sort(values.begin(), values.end());
  std::printf("{\"claim\":\"%s\",\"value\":%.1f,\"unit\":\"%s\",\"n\":%zu,\"min\":%.1f,\"max\":%.1f}\n",
              claim, values[values.size() / 2], unit, values.size(), values.front(), values.back());
}

}  // namespace

int main(int argc, char** argv) {
  const int rows = argc > 1 ? std::atoi(argv[1]) : 50'000;
  const int runs = argc > 2 ? std::atoi(argv[2]) : 5;
  std::string name = (std::filesystem::temp_directory_path() / "manyi-bench-import-XXXXXX").string();
  const std::filesystem::path folder = mkdtemp(name.data());
  const auto file = folder / "rows.csv";
  write_rows(file, rows);
  std::vector<double> checked, stored, waits;
  {
    std::filesystem::create_directories(folder / "profiles");
    Company company(folder / "profiles");
    const auto* profile = company.profiles.find("open-repair");
    for (int run = 0; run < runs; ++run) checked.push_back(checked_per_second(file, *profile, rows));
  }
  for (int run = 0; run < runs; ++run) {
    const Stored result = stored_per_second(folder / std::to_string(run), file, rows);
    stored.push_back(result.rows_per_second);
    waits.push_back(result.other_p99_ms);
    std::filesystem::remove_all(folder / std::to_string(run));
  }
  print("import.csv.checked.rows_per_s", checked, "rows/s");
  print("import.csv.rows_per_s", stored, "rows/s");
  print("import.csv.other_writer_p99.ms", waits, "ms");
  std::filesystem::remove_all(folder);
  return 0;
}
