// How fast the writer lane stores creates of about eight statements: rows, journal, search.
// Owns its own table; prints one line of JSON. Usage: db_lane [URL] [WRITERS] [SECONDS] [search]
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <vector>

#include "jobs_migrations.h"
#include "journal_migrations.h"
#include "platform/db/db.h"
#include "platform/jobs/jobs.h"
#include "platform/journal/events.h"
#include "platform/search/search.h"
#include "search_migrations.h"

using namespace manyi;

namespace {

struct OrderTag;
using OrderId = Id<OrderTag>;
struct Order {
  OrderId id;
  TenantId tenant_id;
  std::int64_t no = 0;
  std::string state = "accepted";
  std::string channel = "counter";
  std::int64_t site_id = 1, customer_id = 2, asset_id = 3, model_id = 4;
  std::optional<std::int64_t> technician_id;
  std::string symptom = "空调不制冷，开机十分钟后停机";
  std::string attributes = "{}";
  std::optional<Instant> requested_at, accepted_at, diagnosed_at, repaired_at, delivered_at, closed_at,
      promise_at;
  std::optional<std::string> outcome, note;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Order, (),
                      (id, tenant_id, no, state, channel, site_id, customer_id, asset_id, model_id,
                       technician_id, symptom, attributes, requested_at, accepted_at, diagnosed_at,
                       repaired_at, delivered_at, closed_at, promise_at, outcome, note, version))

struct OrderCreated {
  static constexpr std::string_view kKind = "order.created";
  static constexpr int kSchema = 1;
  OrderId order;
  std::int64_t site = 1;
  Instant at;
  std::vector<journal::Subject> subjects() const { return {{"order", order.value()}, {"asset", 3}}; }
};
BOOST_DESCRIBE_STRUCT(OrderCreated, (), (order, site, at))

const char* const kTables =
    "create table bench_orders (id bigint not null, tenant_id bigint not null, no bigint not null, state "
    "text not null,"
    " channel text not null, site_id bigint not null, customer_id bigint not null, asset_id bigint not null, "
    "model_id bigint not null,"
    " technician_id bigint, symptom text not null, attributes text not null, requested_at bigint, "
    "accepted_at bigint,"
    " diagnosed_at bigint, repaired_at bigint, delivered_at bigint, closed_at bigint, promise_at bigint, "
    "outcome text, note text,"
    " version bigint not null, primary key (tenant_id, id));"
    "create unique index bench_orders_by_no on bench_orders (tenant_id, no);"
    "create index bench_orders_by_asset on bench_orders (tenant_id, asset_id, id);"
    "create index bench_orders_by_state on bench_orders (tenant_id, state, id);"
    "create table bench_numbers (tenant_id bigint not null, last bigint not null, primary key (tenant_id));"
    "create table bench_promises (tenant_id bigint not null, id bigint not null, order_id bigint not null, "
    "at bigint not null, primary key (tenant_id, id));";

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string url = argc > 1 ? argv[1] : "sqlite:///tmp/manyi-bench-lane.db";
  const int writers = argc > 2 ? std::atoi(argv[2]) : 64;
  const int seconds = argc > 3 ? std::atoi(argv[3]) : 3;
  const bool with_search = argc > 4 && std::strcmp(argv[4], "search") == 0;
  if (url.starts_with("sqlite:///"))
    for (const char* tail : {"", "-wal", "-shm"}) std::remove((url.substr(9) + tail).c_str());

  SystemClock clock;
  IdSource ids(clock);
  db::Options options;
  options.url = url;
  options.on_trouble = [](std::string_view line) {
    std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size()), line.data());
  };
  auto opened = db::Database::open(options, clock, ids);
  if (!opened) return std::fprintf(stderr, "%s\n", opened.error().detail.c_str()), 1;
  db::Database& database = **opened;
  if (const auto done = database.migrate({jobs_migrations(),
                                          journal_migrations(),
                                          search_migrations(),
                                          {"bench", {{1, "create", kTables, kTables}}}});
      !done)
    return std::fprintf(stderr, "%s\n", done.error().detail.c_str()), 1;
  auto journal = std::move(*journal::Journal::open(""));
  jobs::Jobs jobs(database);
  journal::Events events(*journal, jobs);
  search::Search search;
  const TenantId tenant(ids.next());
  if (!database
           .write(tenant,
                  [&](db::Tx& tx) -> Result<void> {
                    MANYI_CHECK(
                        tx.exec("insert into bench_numbers (tenant_id, last) values (:t, 0)", tenant));
                    return {};
                  })
           .ok())
    return 1;

  const auto create = [&](db::Tx& tx) -> Result<void> {
    Order order;
    order.id = tx.new_id<OrderTag>();
    order.tenant_id = tenant;
    (void)tx.scalar<std::int64_t>(
        "select id from bench_orders where tenant_id = :t and asset_id = :a order by id desc limit 1", tenant,
        3);
    MANYI_CHECK(tx.exec("update bench_numbers set last = last + 1 where tenant_id = :t", tenant));
    order.no = *tx.scalar<std::int64_t>("select last from bench_numbers where tenant_id = :t", tenant);
    order.requested_at = order.accepted_at = tx.now();
    MANYI_CHECK(tx.insert("bench_orders", order));
    MANYI_CHECK(tx.exec("insert into bench_promises (tenant_id, id, order_id, at) values (:t, :i, :o, :a)",
                        tenant, tx.new_id<OrderTag>(), order.id, tx.now()));
    MANYI_CHECK(events.publish(tx, journal::Actor{tenant, UserId(1)}, OrderCreated{order.id, 1, tx.now()}));
    if (with_search)
      MANYI_CHECK(search.put(tx, tenant, "order", order.id.value(),
                             {"WO" + std::to_string(order.no) + " SN" + std::to_string(order.no * 7919) +
                              " 格力空调 " + order.symptom}));
    return {};
  };

  std::atomic<bool> stop{false};
  std::atomic<std::int64_t> done{0}, failed{0};
  const double cpu = cpu_seconds();
  const auto start = std::chrono::steady_clock::now();
  std::vector<std::thread> threads;
  for (int i = 0; i < writers; ++i)
    threads.emplace_back([&] {
      while (!stop) (database.write(tenant, create).ok() ? done : failed)++;
    });
  std::this_thread::sleep_for(std::chrono::seconds(seconds));
  stop = true;
  for (auto& thread : threads) thread.join();
  const double elapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const double used = cpu_seconds() - cpu;
  const auto stored = *database.read([&](db::ReadTx& tx) {
    return tx.scalar<std::int64_t>("select count(*) from bench_orders where tenant_id = :t", tenant);
  });
  const auto report = database.read([&](db::ReadTx& tx) { return journal->verify(tx, tenant); });
  if (stored != done || failed != 0 || !report.ok() || report.entries != stored)
    return std::fprintf(stderr, "wrong: %ld stored, %ld told, %ld failed\n", static_cast<long>(stored),
                        static_cast<long>(done.load()), static_cast<long>(failed.load())),
           1;
  const auto stats = database.stats();
  std::printf(
      "{\"writers\":%d,\"creates\":%ld,\"per_s\":%.0f,\"cpu_ms\":%.4f,\"batches\":%ld,\"per_batch\":%.1f}\n",
      writers, static_cast<long>(stored), static_cast<double>(stored) / elapsed,
      used * 1000 / static_cast<double>(stored), static_cast<long>(stats.batches),
      static_cast<double>(stats.commands) / static_cast<double>(stats.batches));
  return 0;
}
