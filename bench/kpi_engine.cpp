// Measures the KPI engine as it is meant to be used: kept cells, ad-hoc scans, bulk load, snapshot.
// Owns the order of things: every answer equals a plain recount before any time is told.
// Usage: kpi_engine [--rows N] [--export DIR]; 1,000,000 rows by default, claims are those of 10,000,000.
// --loop QUESTION asks one again and again, --times N (200), and tells no more than that. --export writes the records and the checked answers as CSV for bench/kpi_peers.mjs, and ends.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <random>
#include <thread>

#include "engines/kpi/snapshot.h"
#include "kpi_recount.h"

namespace {

using namespace kpi_bench;

double cpu_ms() {
  timespec at{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
  return static_cast<double>(at.tv_sec) * 1e3 + static_cast<double>(at.tv_nsec) * 1e-6;
}

// ---- figures --------------------------------------------------------------------------------

std::size_t g_rows = 1'000'000;

void print(const std::string& claim, std::vector<double> values, const char* unit) {
  std::sort(values.begin(), values.end());
  // The claims are about ten million orders; other runs are told under another name.
  std::string name = claim;
  if (g_rows < 10'000'000) name = "kpi." + std::to_string(g_rows) + claim.substr(3);
  std::printf(
      "{\"claim\": \"%s\", \"value\": %.4g, \"unit\": \"%s\", \"n\": %zu, \"min\": %.4g, \"max\": %.4g, "
      "\"command\": \"bench/kpi_engine --rows %zu\"}\n",
      name.c_str(), values[values.size() / 2], unit, values.size(), values.front(), values.back(), g_rows);
  std::fflush(stdout);
}

std::vector<double> timed(int runs, const std::function<void()>& before, const std::function<void()>& work) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    before();
    const auto start = cpu_ms();
    work();
    times.push_back(cpu_ms() - start);
  }
  return times;
}

/// Reads every value, as whoever draws the scorecard would.
double sum_of(const std::vector<std::shared_ptr<const kpi::Sheet>>& sheets) {
  std::uint64_t sum = 0;
  for (const auto& sheet : sheets)
    for (const auto& slice : sheet->slices)
      for (const auto value : slice->value) sum += std::bit_cast<std::uint64_t>(value);
  return static_cast<double>(sum >> 11);
}

// ---- both at once ---------------------------------------------------------------------------

/// The second half of the orders comes in while another thread asks without a pause: the scorecard from
/// kept cells, and the ad-hoc question by a scan. By the clock on the wall: waiting for each other counts.
void ingest_while_answering(const std::vector<Order>& orders, const std::vector<std::string>& scanned_metrics,
                            const kpi::Query& scanned, double expected) {
  using Clock = std::chrono::steady_clock;
  const auto ms_since = [](Clock::time_point from) {
    return std::chrono::duration<double, std::milli>(Clock::now() - from).count();
  };
  constexpr std::size_t kBatch = 4096;
  std::vector<double> ingested, asked, kept_ms, scan_ms;
  for (int run = 0; run < 3; ++run) {
    World world;
    const Loader loader(*world.orders);
    world.maintain();
    world.engine.advance(World::as_of());
    world.orders->reserve(orders.size());
    const auto half = orders.size() / 2 / kBatch * kBatch;
    for (std::size_t first = 0; first < half; first += kBatch)
      world.orders->upsert(loader.batch(orders, first, kBatch));
    std::atomic<bool> done{false};
    double spent = 0;
    std::thread writer([&] {
      for (std::size_t first = half; first < orders.size(); first += kBatch) {
        const auto batch = loader.batch(orders, first, std::min(kBatch, orders.size() - first));
        const auto start = Clock::now();
        world.orders->upsert(batch);
        spent += ms_since(start);
      }
      done = true;
    });
    std::size_t answers = 0;
    volatile double sink = 0;
    const auto start = Clock::now();
    while (!done) {
      auto from = Clock::now();
      sink = sum_of(world.kept(kScorecard, World::scorecard()));
      kept_ms.push_back(ms_since(from));
      from = Clock::now();
      sink = sum_of(world.scanned(scanned_metrics, scanned));
      scan_ms.push_back(ms_since(from));
      answers += 2;
    }
    const auto whole = ms_since(start);
    writer.join();
    ingested.push_back(static_cast<double>(orders.size() - half) / spent * 1e3);
    asked.push_back(static_cast<double>(answers) / whole * 1e3);
    require(sum_of(world.kept(kScorecard, World::scorecard())) == expected, "after loading while answering");
  }
  print("kpi.ingest_while_answering.per_s", ingested, "orders/s");
  print("kpi.ingest_while_answering.answers_per_s", asked, "answers/s");
  print("kpi.ingest_while_answering.kept.ms", kept_ms, "ms");
  print("kpi.ingest_while_answering.scan.ms", scan_ms, "ms");
}

// ---- for the peers --------------------------------------------------------------------------

void export_orders(const std::filesystem::path& path, const std::vector<Order>& orders) {
  auto* out = std::fopen(path.c_str(), "w");
  const auto time = [](std::int64_t ms) { return ms < 0 ? std::string() : std::to_string(ms); };
  std::size_t id = 0;
  for (const auto& o : orders)
    std::fprintf(out, "%zu,%lld,%s,%s,%s,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d\n", ++id,
                 static_cast<long long>(o.accepted), time(o.delivered).c_str(), time(o.closed).c_str(),
                 time(o.followed).c_str(), o.technician, team_of(o.technician), o.line, o.region, o.warranty,
                 o.outcome, o.visits, o.serial, o.excluded, o.cancelled, o.answered, o.satisfied, o.revenue,
                 o.cost);
  std::fclose(out);
}

/// Lines of period, numbers of the dimensions' keys and one value per metric; empty: no value.
void export_answer(const std::filesystem::path& path,
                   const std::vector<std::shared_ptr<const kpi::Sheet>>& sheets) {
  std::map<std::string, std::vector<double>> lines;
  for (std::size_t m = 0; m < sheets.size(); ++m) {
    const auto& sheet = *sheets[m];
    for (std::size_t p = 0; p < sheet.periods.size(); ++p)
      for (std::size_t g = 0; g < sheet.groups->size(); ++g) {
        if (sheet.slices[p]->n[g] == 0) continue;
        auto line = kpi::bound_text(sheet.periods[p].from).substr(0, 7);
        for (const auto& dim : (*sheet.groups)[g]) line += "," + dim.key->substr(1);
        auto& values = lines[line];
        values.resize(sheets.size(), std::nan(""));
        values[m] = sheet.slices[p]->value[g];
      }
  }
  auto* out = std::fopen(path.c_str(), "w");
  for (const auto& [line, values] : lines) {
    std::fputs(line.c_str(), out);
    for (const auto value : values)
      std::isnan(value) ? std::fputs(",", out) : std::fprintf(out, ",%.17g", value);
    std::fputs("\n", out);
  }
  std::fclose(out);
}

}  // namespace

int main(int argc, char** argv) {
  std::filesystem::path folder;
  std::string looped;
  int times = 200;
  for (int i = 1; i + 1 < argc; ++i) {
    if (std::strcmp(argv[i], "--rows") == 0) g_rows = std::strtoull(argv[i + 1], nullptr, 10);
    if (std::strcmp(argv[i], "--export") == 0) folder = argv[i + 1];
    if (std::strcmp(argv[i], "--loop") == 0) looped = argv[i + 1];
    if (std::strcmp(argv[i], "--times") == 0) times = std::atoi(argv[i + 1]);
  }
  const auto nothing = [] {};
  auto orders = make_orders(g_rows);
  const auto complaints = make_complaints(orders);
  World world;
  const Loader loader(*world.orders);
  world.maintain();
  world.engine.advance(World::as_of());

  // Bulk load into table and cells, until everything is ready to be asked.
  constexpr std::size_t kBatch = 4096;  // as much as stays in the second-level cache
  world.orders->reserve(orders.size());
  std::vector<double> rates;
  double spent = 0;
  std::size_t since = 0;
  for (std::size_t first = 0; first < orders.size(); first += kBatch) {
    const auto count = std::min(kBatch, orders.size() - first);
    const auto batch = loader.batch(orders, first, count);
    const auto start = cpu_ms();
    world.orders->upsert(batch);
    spent += cpu_ms() - start;
    since += count;
  }
  auto query = World::scorecard();
  const auto start = cpu_ms();
  for (const auto* by : {"", "site", "technician", "manufacturer", "product_line"}) {
    auto asked = query;
    asked.by = *by ? std::vector<std::string>{by} : std::vector<std::string>{};
    world.kept(kScorecard, asked);
  }
  const auto settle = cpu_ms() - start;
  std::fprintf(stderr, "load %.0f ms, first answers %.0f ms\n", spent, settle);
  rates.push_back(static_cast<double>(since) / (spent + settle) * 1e3);
  {
    kpi::FactBatch batch(schemas().complaint, complaints.size());
    std::vector<std::int64_t> lines, regions;
    for (int i = 0; i < kLines; ++i)
      lines.push_back(world.complaints->code(schemas().complaint_line, key("L", i)));
    for (int i = 0; i < kRegions; ++i)
      regions.push_back(world.complaints->code(schemas().complaint_region, key("R", i)));
    for (std::size_t i = 0; i < complaints.size(); ++i) {
      batch.ids()[i] = static_cast<std::int64_t>(i + 1);
      batch.column(schemas().received)[i] = complaints[i].received;
      batch.column(schemas().complaint_line)[i] = lines[complaints[i].line];
      batch.column(schemas().complaint_region)[i] = regions[complaints[i].region];
    }
    world.complaints->upsert(batch);
  }

  // Every answer is compared before any time is told.
  const Group by_technician = [](const Order& o) { return static_cast<int>(o.technician); };
  const Group by_team = [](const Order& o) { return team_of(o.technician); };
  const Group by_line = [](const Order& o) { return static_cast<int>(o.line); };
  auto repeats = query;
  repeats.by = {"product_line"};
  auto rolling = query;
  rolling.by = {"team"};
  rolling.rolling = kpi::Rolling{12, kpi::Rolling::Unit::kMonths};
  auto filtered = query;
  filtered.grain.reset();
  filtered.by = {"team"};
  filtered.where =
      "region in ('R1', 'R2', 'R5') and warranty = 'in_warranty' and product_line in ('L2', 'L3')";
  const std::vector<std::string> filtered_metrics{"tat", "tat_p90"};
  auto pareto = query;
  pareto.grain.reset();
  pareto.by = {"product_line", "region"};
  const auto correct = [&](std::size_t i) {  // one order is corrected
    auto& o = orders[i];
    o.revenue = (o.revenue + 777) % 80'000;
    o.delivered += 1000;
    o.technician = static_cast<std::uint16_t>((o.technician + 1) % kTechnicians);
    world.orders->upsert(loader.batch(orders, i, 1));
  };
  std::mt19937_64 random(99);
  const auto one_change = [&] {
    std::size_t i = random() % orders.size();
    while (orders[i].cancelled) i = random() % orders.size();
    correct(i);
  };
  for (int i = 0; i < 500; ++i) one_change();
  volatile double sink = 0;
  if (!looped.empty()) {  // for a profiler, and to compare two programs: nothing is checked
    const std::map<std::string, std::function<void()>> questions{
        {"q1.scan", [&] { sink = sum_of(world.scanned(kScorecard, query)); }},
        {"q3.scan", [&] { sink = sum_of(world.scanned({"rrr"}, repeats)); }},
        {"q6", [&] { sink = sum_of(world.scanned(filtered_metrics, filtered)); }},
        {"q1", [&] {
           one_change();
           sink = sum_of(world.kept(kScorecard, query));
         }}};
    print("kpi.loop." + looped + ".ms", timed(times, nothing, questions.at(looped)), "ms");
    return 0;
  }
  // While nothing is kept of what the conditions say.
  const auto first_scan = timed(1, nothing, [&] { world.scanned(kScorecard, query); });
  const auto first_filtered = timed(1, nothing, [&] { world.scanned(filtered_metrics, filtered); });
  for (const bool from_cells : {true, false}) {
    const auto sheets = from_cells ? world.kept(kScorecard, query) : world.scanned(kScorecard, query);
    for (std::size_t m = 0; m < kScorecard.size(); ++m) {
      check(orders, *sheets[m], kScorecard[m], "T", by_technician, kTechnicians);
    }
    check(orders, *(from_cells ? world.kept({"rrr"}, repeats) : world.scanned({"rrr"}, repeats)).front(),
          "rrr", "L", by_line, kLines);
  }
  check(orders, *world.kept({"tat_p90"}, rolling).front(), "tat_p90", "G", by_team, kTeams, 12);
  {
    std::vector<Plain> plain(kTeams);
    for (const auto& o : orders)
      if (!o.excluded && !o.cancelled && (o.region == 1 || o.region == 2 || o.region == 5) &&
          o.warranty == 0 && (o.line == 2 || o.line == 3) && month_of(o.delivered) < kMonths)
        count("tat_p90", o, plain[static_cast<std::size_t>(team_of(o.technician))]);
    const auto sheet = world.scanned(filtered_metrics, filtered)[1];
    for (std::size_t g = 0; g < sheet->groups->size(); ++g) {
      auto& expected = plain[static_cast<std::size_t>(std::stoi((*sheet->groups)[g].front().key->substr(1)))];
      require(sheet->slices[0]->n[g] == expected.n &&
                  std::abs(sheet->slices[0]->value[g] - quantile(expected.values, 0.9)) < 1e-3,
              "filtered p90");
    }
    require(sheet->groups->size() == kTeams, "filtered teams");
    std::vector<std::int64_t> pareto_counts(kLines * kRegions);
    for (const auto& c : complaints)
      if (month_of(c.received) < kMonths)
        ++pareto_counts[static_cast<std::size_t>(c.line * kRegions + c.region)];
    for (const auto& one :
         {world.kept({"complaints"}, pareto).front(), world.scanned({"complaints"}, pareto).front()}) {
      require(one->groups->size() == pareto_counts.size(), "pareto groups");
      for (std::size_t g = 0; g < one->groups->size(); ++g) {
        const auto l = std::stoi((*one->groups)[g][0].key->substr(1)),
                   r = std::stoi((*one->groups)[g][1].key->substr(1));
        require(one->slices[0]->n[g] == pareto_counts[static_cast<std::size_t>(l * kRegions + r)], "pareto");
      }
    }
  }
  // 31 nodes: the whole, ten areas of two teams each, twenty teams.
  std::vector<kpi::Query> nodes;
  const auto node = [&](int first, int last) {
    auto one = query;
    one.by.clear();
    one.scope.all_of = {{"team", {}}};
    for (int t = first; t < last; ++t) one.scope.all_of[0].keys.push_back(key("G", t));
    nodes.push_back(one);
  };
  node(0, kTeams);
  for (int t = 0; t < kTeams; t += 2) node(t, t + 2);
  for (int t = 0; t < kTeams; ++t) node(t, t + 1);
  for (const int which : {0, 3, 17}) {
    const auto& keys = nodes[static_cast<std::size_t>(which)].scope.all_of[0].keys;
    check(
        orders, *world.kept({"tat_p90"}, nodes[static_cast<std::size_t>(which)]).front(), "tat_p90", "",
        [&](const Order& o) {
          return std::find(keys.begin(), keys.end(), key("G", team_of(o.technician))) == keys.end() ? -1 : 0;
        },
        1);
  }
  std::fprintf(stderr, "answers checked\n");
  if (!folder.empty()) {
    std::filesystem::create_directories(folder);
    export_orders(folder / "orders.csv", orders);
    {
      std::ofstream out(folder / "complaints.csv");
      for (const auto& c : complaints)
        out << c.received << ',' << static_cast<int>(c.line) << ',' << static_cast<int>(c.region) << '\n';
    }
    export_answer(folder / "q1.csv", world.kept(kScorecard, query));
    export_answer(folder / "q3.csv", world.kept({"rrr"}, repeats));
    export_answer(folder / "q4.csv", world.kept({"complaints"}, pareto));
    export_answer(folder / "q5.csv", world.kept({"tat_p90"}, rolling));
    export_answer(folder / "q6.csv", world.scanned(filtered_metrics, filtered));
    return 0;
  }

  const auto micro = [](std::vector<double> times) {
    for (auto& time : times) time *= 1000;
    return times;
  };
  // Fresh: an order is corrected before each question.
  print("kpi.q1.maintained.ms", timed(51, one_change, [&] { sink = sum_of(world.kept(kScorecard, query)); }),
        "ms");
  print("kpi.q1.scan_first.ms", first_scan, "ms");
  print("kpi.q1.scan.ms", timed(7, nothing, [&] { sink = sum_of(world.scanned(kScorecard, query)); }), "ms");
  {
    std::vector<double> times;
    for (int run = 0; run < 7; ++run) {
      world.engine.forget_answers();
      one_change();
      const auto begin = cpu_ms();
      int asked = 0;
      for (int t = run; t < kTechnicians; t += 7, ++asked) {
        auto one = query;
        one.grain.reset();
        one.by.clear();
        one.from = Date::parse("2025-05-01").value();
        one.to = Date::parse("2025-06-01").value();
        one.only = {{"technician", key("T", t), {}}};
        sink = sum_of(world.kept(kScorecard, one));
      }
      times.push_back((cpu_ms() - begin) * 1000 / asked);
    }
    print("kpi.q2.us", times, "us");
  }
  print("kpi.q3.maintained.us",
        micro(timed(51, one_change, [&] { sink = sum_of(world.kept({"rrr"}, repeats)); })), "us");
  print("kpi.q3.scan.ms", timed(7, nothing, [&] { sink = sum_of(world.scanned({"rrr"}, repeats)); }), "ms");
  print("kpi.q4.maintained.us",
        micro(timed(51, nothing, [&] { sink = sum_of(world.kept({"complaints"}, pareto)); })), "us");
  print("kpi.q4.scan.ms", timed(7, nothing, [&] { sink = sum_of(world.scanned({"complaints"}, pareto)); }),
        "ms");
  const auto forget = [&] { world.engine.forget_answers(); };
  print("kpi.q5.ms", timed(11, forget, [&] { sink = sum_of(world.kept({"tat_p90"}, rolling)); }), "ms");
  print("kpi.q6.ms", timed(11, nothing, [&] { sink = sum_of(world.scanned(filtered_metrics, filtered)); }),
        "ms");
  print("kpi.q6.first.ms", first_filtered, "ms");
  print("kpi.rollup.ms",
        timed(11, forget,
              [&] {
                double sum = 0;
                for (const auto& one : nodes) sum += sum_of(world.kept({"tat_p90"}, one));
                sink = sum;
              }),
        "ms");
  const auto bytes = static_cast<double>(world.orders->bytes()) / static_cast<double>(orders.size());
  print("kpi.bytes_per_order", {bytes}, "bytes");
  print("kpi.cells.bytes_per_order",
        {static_cast<double>(world.engine.cube_bytes()) / static_cast<double>(orders.size())}, "bytes");

  // Stop and start.
  const auto path =
      std::filesystem::temp_directory_path() / ("kpi_engine." + std::to_string(getpid()) + ".snapshot");
  {
    std::ofstream out(path, std::ios::binary);
    kpi::write_snapshot(world.engine, {1, "mark", "bench"}, out);
  }
  std::vector<double> starts;
  for (int run = 0; run < 5; ++run) {
    const auto from = std::chrono::steady_clock::now();
    World again;
    const int file = open(path.c_str(), O_RDONLY);
    const auto size = std::filesystem::file_size(path);
    auto* mapped = mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    const std::span<const std::byte> content(static_cast<const std::byte*>(mapped), size);
    if (!kpi::read_stamp(content) || !kpi::load_snapshot(again.engine, content, "bench")) std::abort();
    munmap(mapped, size);
    close(file);
    again.maintain();
    again.engine.advance(World::as_of());
    sink = sum_of(again.kept(kScorecard, query));
    starts.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count());
    require(sink == sum_of(world.kept(kScorecard, query)), "after the start");
  }
  std::filesystem::remove(path);
  // The name says how many orders: a smaller run has another one.
  print(g_rows < 10'000'000 ? "kpi.start.s" : "kpi.start.10m.s", starts, "s");

  // Again from nothing, to see the spread of the load.
  for (int run = 0; run < 4; ++run) {
    World fresh;
    const Loader codes(*fresh.orders);
    fresh.maintain();
    fresh.engine.advance(World::as_of());
    fresh.orders->reserve(orders.size());
    double cost = 0;
    for (std::size_t first = 0; first < orders.size(); first += kBatch) {
      const auto batch = codes.batch(orders, first, std::min(kBatch, orders.size() - first));
      const auto begin = cpu_ms();
      fresh.orders->upsert(batch);
      cost += cpu_ms() - begin;
    }
    const auto begin = cpu_ms();
    for (const auto* by : {"", "site", "technician", "manufacturer", "product_line"}) {
      auto asked = query;
      asked.by = *by ? std::vector<std::string>{by} : std::vector<std::string>{};
      fresh.kept(kScorecard, asked);
    }
    cost += cpu_ms() - begin;
    rates.push_back(static_cast<double>(orders.size()) / cost * 1e3);
  }
  print("kpi.ingest.per_s", rates, "orders/s");
  ingest_while_answering(orders, filtered_metrics, filtered, sum_of(world.kept(kScorecard, query)));
  return 0;
}
