// Every metric of work orders, engine against reference SQL, over random orders with corrections,
// reopenings and deletions; equal again after a rebuild.
// Owns the reference: it reads the tables afresh and shares no code with the engine.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "modules/workorders/workorders.h"
#include "server/application.h"

namespace manyi::server {
namespace {

using workorders::ImportedWorkOrder;
using workorders::WorkOrderId;

struct RateRow {
  std::optional<std::string> g;
  std::int64_t good = 0, all_ = 0;
};
BOOST_DESCRIBE_STRUCT(RateRow, (), (g, good, all_))
struct RankRow {
  std::optional<std::string> g;
  std::int64_t n = 0;
  std::optional<std::int64_t> lo, hi;
};
BOOST_DESCRIBE_STRUCT(RankRow, (), (g, n, lo, hi))
struct SumRow {
  std::optional<std::string> g;
  std::int64_t n = 0, total = 0;
};
BOOST_DESCRIBE_STRUCT(SumRow, (), (g, n, total))

/// What the reference says of one cell.
struct Expected {
  std::optional<double> value;
  std::int64_t n = 0;
};
using Groups = std::map<std::optional<std::string>, Expected>;

constexpr std::int64_t kWindow = 30LL * 24 * 3600 * 1000;

// Left out everywhere: drafts, duplicates, tests; from all but the backlog also what was cancelled
// before anybody set to work.
const std::string kCounted =
    "w.tenant_id = :tenant and not (w.state = 'draft' or (w.state = 'cancelled' and "
    "coalesce(w.cancel_reason, '') in ('duplicate', 'test')))";
const std::string kUnlessWithdrawn =
    kCounted + " and not (w.cancelled_at is not null and w.dispatched_at is null and w.diagnosed_at is null)";
// The next order of the same asset after the delivery, found anew.
const std::string kFollowed =
    "(select min(coalesce(x.requested_at, x.accepted_at, x.created_at)) from workorders_work_orders x where "
    "x.tenant_id = w.tenant_id "
    "and x.asset_id = w.asset_id and x.id <> w.id and x.state <> 'cancelled' and w.state <> 'cancelled' "
    "and coalesce(x.requested_at, x.accepted_at, x.created_at) >= w.delivered_at)";

class Differential : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("manyi-differential-" + std::to_string(::getpid()) + GetParam());
    ApplicationOptions options;
    options.data = folder_.string();
    if (GetParam() == "sqlite") {
      options.durability = db::Durability::kOff;
    } else {
      options.database = fresh_postgres();
    }
    auto opened = Application::open(options, clock_);
    ASSERT_TRUE(opened) << opened.error().detail;
    app_ = std::move(*opened);
    tenant_ = *app_->found_tenant("diff", "对照");
    boss_ = Caller::system(tenant_);
    const auto set_up = app_->database().write(tenant_, [&](db::Tx& tx) -> Result<void> {
      for (const char* code : {"A", "B"}) {
        MANYI_TRY(const auto site, app_->org().create_site(tx, boss_,
                                                           {.code = code,
                                                            .name = code,
                                                            .region = {},
                                                            .time_zone = "Asia/Shanghai",
                                                            .calendar_id = {},
                                                            .address = {},
                                                            .phone = {},
                                                            .dispatch_by = {}}));
        sites_.push_back(site.id);
        for (int i = 0; i < 3; ++i) {
          MANYI_TRY(const auto employee,
                    app_->org().resolve_employee(tx, boss_, site.id, std::string(code) + std::to_string(i)));
          technicians_.push_back(employee);
        }
      }
      for (int i = 0; i < 40; ++i) {
        MANYI_TRY(const auto asset,
                  app_->customers().ensure_asset(tx, boss_,
                                                 {.serial_no = "SN" + std::to_string(10000 + i),
                                                  .model_id = {},
                                                  .customer_id = {},
                                                  .sold_on = {}}));
        assets_.push_back(asset);
      }
      return {};
    });
    ASSERT_TRUE(set_up) << set_up.error().detail;
  }
  void TearDown() override {
    app_.reset();
    std::filesystem::remove_all(folder_);
    if (!postgres_name_.empty()) psql("drop database " + postgres_name_ + " with (force)");
  }

  void damage_snapshot() {
    const auto path = folder_ / "snapshots" / (tenant_.text() + ".facts");
    const auto middle = static_cast<std::streamoff>(std::filesystem::file_size(path) / 2);
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(middle);
    const char byte = static_cast<char>(file.get() ^ 1);
    file.seekp(middle);
    file.put(byte);
  }

  static void psql(const std::string& sql) {
    const std::string command =
        "psql -q '" + std::string(std::getenv("MANYI_TEST_POSTGRES")) + "' -c '" + sql + "' >/dev/null";
    ASSERT_EQ(std::system(command.c_str()), 0);
  }
  std::string fresh_postgres() {
    postgres_name_ = "manyi_diff_" + std::to_string(::getpid());
    psql("create database " + postgres_name_);
    std::string url = std::getenv("MANYI_TEST_POSTGRES");
    const auto query = url.find('?');
    const auto slash = url.rfind('/', query == std::string::npos ? std::string::npos : query - 1);
    return url.substr(0, slash + 1) + postgres_name_ + (query == std::string::npos ? "" : url.substr(query));
  }

  std::int64_t roll(std::int64_t n) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(n));
  }
  bool chance(int percent) { return roll(100) < percent; }

  ImportedWorkOrder random_order(int number) {
    ImportedWorkOrder order;
    order.source = "random";
    order.source_id = std::to_string(number);
    order.site_id = sites_[static_cast<std::size_t>(roll(2))];
    order.service_type = static_cast<workorders::ServiceType>(roll(4));
    order.warranty = static_cast<workorders::Warranty>(roll(3));
    order.outcome = static_cast<workorders::Outcome>(roll(4));
    if (chance(70)) order.asset_id = assets_[static_cast<std::size_t>(roll(40))];
    if (chance(85)) order.technician_id = technicians_[static_cast<std::size_t>(roll(6))];
    if (chance(15)) order.date_precision = workorders::DatePrecision::kDay;
    std::int64_t at = clock_.now().ms() - roll(150LL * 24 * 3600 * 1000);
    const auto next = [&](std::int64_t within) {
      return Instant(at = std::min(clock_.now().ms(), at + roll(within)));
    };
    auto& stamps = order.stamps;
    stamps.requested_at = Instant(at);
    stamps.accepted_at = next(6 * 3600 * 1000);
    if (chance(80)) stamps.first_contacted_at = next(2 * 3600 * 1000);
    if (chance(60)) stamps.dispatched_at = next(4 * 3600 * 1000);
    if (chance(80)) stamps.diagnosed_at = next(24 * 3600 * 1000);
    if (chance(75)) {
      stamps.repaired_at = next(4LL * 24 * 3600 * 1000);
      stamps.delivered_at = next(3LL * 24 * 3600 * 1000);
      if (chance(85)) stamps.closed_at = next(24 * 3600 * 1000);
    } else if (chance(30)) {
      stamps.cancelled_at = next(24 * 3600 * 1000);
    }
    return order;
  }

  void play(int operations) {
    for (int i = 0; i < operations; ++i) {
      const int number = static_cast<int>(roll(700));
      const auto done = app_->database().write(tenant_, [&](db::Tx& tx) -> Result<void> {
        const auto known = outcomes_.find(number);
        if (known != outcomes_.end() && chance(12)) {  // deletion
          auto undone = app_->workorders().undo_import(tx, boss_, known->second);
          if (undone) outcomes_.erase(known);
          return {};
        }
        if (known != outcomes_.end() && chance(15)) {  // reopening of a finished order
          const auto order = app_->workorders().get(tx, boss_, known->second.id);
          if (order && order->state == workorders::WorkOrderState::kClosed) {
            workorders::ReopenWorkOrder again{};
            again.id = known->second.id;
            again.reason = "又坏了";
            MANYI_CHECK(app_->workorders().reopen(tx, boss_, again));
          }
          return {};
        }
        MANYI_TRY(auto outcome,
                  app_->workorders().import_history(tx, boss_, random_order(number)));  // new or corrected
        outcome.before.reset();
        outcome.kind = workorders::ImportKind::kImported;
        outcomes_[number] = outcome;
        return {};
      });
      ASSERT_TRUE(done) << done.error().detail;
      if (i % 50 == 0) clock_.advance(kMinute * 37);
    }
  }

  // ---- the reference -----------------------------------------------------------------------

  Groups rate(const std::string& group, const std::string& from_where, const std::string& good, Instant from,
              Instant to) {
    const std::string sql = "select " + group + " as g, cast(sum(case when " + good +
                            " then 1 else 0 end) as bigint) as good, count(*) as all_ "
                            "from workorders_work_orders w where " +
                            from_where + " group by " + group;
    Groups groups;
    app_->database().read([&](db::ReadTx& tx) {
      for (const auto& row : tx.all<RateRow>(sql, tenant_, from, to))
        groups[row.g] = {static_cast<double>(row.good) / static_cast<double>(row.all_), row.all_};
    });
    return groups;
  }
  Groups mean(const std::string& group, const std::string& from_where, const std::string& of, Instant from,
              Instant to) {
    const std::string sql = "select " + group + " as g, count(*) as n, cast(sum(" + of +
                            ") as bigint) as total from workorders_work_orders w where " + from_where +
                            " group by " + group;
    Groups groups;
    app_->database().read([&](db::ReadTx& tx) {
      for (const auto& row : tx.all<SumRow>(sql, tenant_, from, to))
        groups[row.g] = {static_cast<double>(row.total) / static_cast<double>(row.n), row.n};
    });
    return groups;
  }
  Groups percentile(const std::string& group, const std::string& from_where, const std::string& of, int p,
                    Instant from, Instant to) {
    const std::string rank = std::to_string(p) + " * (c - 1)";
    const std::string sql = "with v as (select " + group + " as g, " + of +
                            " as x from workorders_work_orders w where " + from_where +
                            "), "
                            "r as (select g, x, row_number() over (partition by g order by x) as k, count(*) "
                            "over (partition by g) as c from v) "
                            "select g, max(c) as n, max(case when k = 1 + (" +
                            rank +
                            ") / 100 then x end) as lo, "
                            "max(case when k = 1 + (" +
                            rank + " + 99) / 100 then x end) as hi from r group by g";
    Groups groups;
    app_->database().read([&](db::ReadTx& tx) {
      for (const auto& row : tx.all<RankRow>(sql, tenant_, from, to)) {
        const double fraction = static_cast<double>(p * (row.n - 1) % 100) / 100.0;
        groups[row.g] = {static_cast<double>(*row.lo) + fraction * static_cast<double>(*row.hi - *row.lo),
                         row.n};
      }
    });
    return groups;
  }
  Groups count(const std::string& group, const std::string& from_where, Instant from, Instant to) {
    Groups groups = rate(group, from_where, "1 = 1", from, to);
    for (auto& [key, cell] : groups) cell.value = static_cast<double>(cell.n);
    return groups;
  }

  static std::string in_period(const std::string& column) {
    return " and " + column + " >= :from and " + column + " < :to";
  }

  Groups reference(const std::string& metric, const std::string& g, Instant from, Instant to) {
    const std::string now = std::to_string(clock_.now().ms());
    const std::string window = std::to_string(kWindow);
    const std::string exact = " and w.date_precision <> 'day'";
    const std::string delivered = kUnlessWithdrawn + in_period("w.delivered_at") + exact +
                                  " and w.accepted_at is not null and w.delivered_at >= w.accepted_at";
    const std::string contacted =
        kUnlessWithdrawn + in_period("w.first_contacted_at") + exact +
        " and w.requested_at is not null and w.first_contacted_at >= w.requested_at";
    if (metric == "intake_count") return count(g, kUnlessWithdrawn + in_period("w.accepted_at"), from, to);
    if (metric == "fix_rate")
      return rate(g,
                  kUnlessWithdrawn + in_period("w.closed_at") +
                      " and w.outcome in ('repaired', 'repairable', 'unrepairable')",
                  "w.outcome = 'repaired'", from, to);
    if (metric == "ftfr")
      return rate(g,
                  kUnlessWithdrawn + in_period("w.closed_at") +
                      " and w.asset_id is not null and w.outcome <> 'unknown' and w.closed_at + " + window +
                      " <= " + now,
                  "w.outcome = 'repaired' and w.visits <= 1 and w.reopen_count = 0 and (" + kFollowed +
                      " is null or " + kFollowed + " - w.closed_at > " + window + ")",
                  from, to);
    if (metric == "rrr")
      return rate(g,
                  kUnlessWithdrawn + in_period("w.delivered_at") +
                      " and w.asset_id is not null and w.delivered_at + " + window + " <= " + now,
                  "coalesce(" + kFollowed + " - w.delivered_at <= " + window + ", 1 = 0)", from, to);
    if (metric == "response_time")
      return percentile(g, contacted, "w.first_contacted_at - w.requested_at", 50, from, to);
    if (metric == "response_time_p90")
      return percentile(g, contacted, "w.first_contacted_at - w.requested_at", 90, from, to);
    if (metric == "tat") return mean(g, delivered, "w.delivered_at - w.accepted_at", from, to);
    if (metric == "tat_p90") return percentile(g, delivered, "w.delivered_at - w.accepted_at", 90, from, to);
    if (metric == "tat_attain")
      return rate(g, delivered + " and w.tat_limit_ms is not null",
                  "w.delivered_at - w.accepted_at <= w.tat_limit_ms", from, to);
    // Stock: at the last moment of the period, or now when that is earlier.
    const std::string at = std::to_string(std::min(to.ms() - 1, clock_.now().ms()));
    const std::string stock = kCounted + " and :from < :to and w.accepted_at <= " + at +
                              " and (w.closed_at is null or w.closed_at > " + at +
                              ") and (w.cancelled_at is null or w.cancelled_at > " + at + ")";
    return count(g, stock, from, to);
  }

  void compare_all(const std::string& when) {
    app_->performance().catch_up(tenant_);
    const TimeZone zone = *TimeZone::find("Asia/Shanghai");
    const Date first = zone.local_date(clock_.now() - kDay * 150),
               last = zone.local_date(clock_.now()).plus_days(1);
    struct Dimension {
      const char* name;
      const char* sql;
      bool id;
    };
    const Dimension dimensions[] = {{"", "cast(null as text)", false},
                                    {"service_type", "w.service_type", false},
                                    {"warranty", "w.warranty", false},
                                    {"site", "cast(w.site_id as text)", true},
                                    {"technician", "cast(w.technician_id as text)", true}};
    const char* metrics[] = {"intake_count",      "fix_rate", "ftfr",    "rrr",        "response_time",
                             "response_time_p90", "tat",      "tat_p90", "tat_attain", "backlog"};
    int compared = 0, with_data = 0;
    for (const char* metric : metrics) {
      for (const auto& dimension : dimensions) {
        for (const char* grain : {"", "month", "week"}) {
          performance::KpiQuery query;
          query.metrics = {metric};
          query.from = first.text();
          query.to = last.text();
          if (*grain != '\0') query.grain = grain;
          if (*dimension.name != '\0') query.by = {dimension.name};
          const auto answer = app_->performance().evaluate(boss_, query);
          ASSERT_TRUE(answer) << answer.error().detail;
          std::map<std::pair<std::string, std::string>, std::map<std::optional<std::string>, Expected>> cells;
          for (const auto& cell : answer->metrics[0].cells) {
            std::optional<std::string> key;
            if (*dimension.name != '\0') {
              key = cell.keys.at(dimension.name);
              if (key && dimension.id) key = std::to_string(*parse_id(*key));
            }
            cells[{cell.period.from, cell.period.to}][key] = {cell.value, cell.n};
          }
          for (const auto& [period, got] : cells) {
            const Instant from = zone.instant(*Date::parse(period.first)),
                          to = zone.instant(*Date::parse(period.second));
            const Groups wanted = reference(metric, dimension.sql, from, to);
            for (const auto& [key, cell] : got) {
              const auto found = wanted.find(key);
              const std::string where = when + ": " + metric + " by " + dimension.name + " " + period.first +
                                        " " + key.value_or("-");
              const std::int64_t n = found == wanted.end() ? 0 : found->second.n;
              ASSERT_EQ(cell.n, n) << where;
              if (n > 0)
                ASSERT_NEAR(*cell.value, *found->second.value,
                            1e-6 * std::max(1.0, std::fabs(*found->second.value)))
                    << where;
              ++compared;
              with_data += n > 0;
            }
            for (const auto& [key, cell] : wanted)
              ASSERT_TRUE(got.contains(key) || cell.n == 0)
                  << when << ": " << metric << " lacks " << key.value_or("-");
          }
        }
      }
    }
    EXPECT_GT(compared, 1000);
    EXPECT_GT(with_data, 800);
  }

  FakeClock clock_{*Instant::parse("2026-11-23T06:00:00Z")};
  std::filesystem::path folder_;
  std::string postgres_name_;
  std::unique_ptr<Application> app_;
  TenantId tenant_;
  Caller boss_;
  std::vector<SiteId> sites_;
  std::vector<EmployeeId> technicians_;
  std::vector<customers::AssetId> assets_;
  std::map<int, workorders::ImportOutcome> outcomes_;
  std::mt19937_64 random_{20261123};
};

std::vector<std::string> databases() {
  std::vector<std::string> all = {"sqlite"};
  if (std::getenv("MANYI_TEST_POSTGRES") != nullptr) all.emplace_back("postgres");
  return all;
}

}  // namespace

TEST_P(Differential, EveryMetricEqualsItsReferenceBeforeAndAfterCorrectionsAndARebuild) {
  play(900);
  ASSERT_NO_FATAL_FAILURE(compare_all("loaded"));
  play(900);  // corrections, reopenings and deletions reach the loaded engine through the journal
  ASSERT_NO_FATAL_FAILURE(compare_all("followed"));
  app_->performance().rebuild(tenant_);
  ASSERT_NO_FATAL_FAILURE(compare_all("rebuilt"));
  ASSERT_TRUE(app_->performance().restart(tenant_)) << "a snapshot was to be believed";
  ASSERT_NO_FATAL_FAILURE(compare_all("from the snapshot"));
  play(300);  // on top of what the snapshot held
  ASSERT_NO_FATAL_FAILURE(compare_all("followed from the snapshot"));
  ASSERT_TRUE(app_->performance().restart(tenant_));
  damage_snapshot();
  ASSERT_FALSE(app_->performance().restart(tenant_)) << "a damaged snapshot was believed";
  ASSERT_NO_FATAL_FAILURE(compare_all("loaded in place of a damaged snapshot"));
}

INSTANTIATE_TEST_SUITE_P(Databases, Differential, testing::ValuesIn(databases()),
                         [](const auto& info) { return info.param; });

}  // namespace manyi::server
