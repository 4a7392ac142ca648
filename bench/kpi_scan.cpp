// Measures ad-hoc scans of the KPI engine: count, rate, mean and p90 by month and technician, filtered.
// Owns its data, made from one seed, and a plain recount that every answer must equal first.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>

#include "engines/kpi/engine.h"

namespace {

using namespace manyi;

const char* kCatalogue = R"(
metric taken version 1 { name zh '量' en 'Count' fact job unit count better neither basis event anchor done
  exclude draft value count }
metric good version 1 { name zh '率' en 'Rate' fact job unit percent better up basis event anchor done
  exclude draft numerator count where outcome = 'repaired' denominator count where outcome in ('repaired', 'repairable', 'unrepairable') }
metric wait version 1 { name zh '均' en 'Mean' fact job unit duration_ms better down basis event anchor done
  exclude draft value avg of done - taken }
metric wait_p90 version 1 { name zh '九' en 'P90' fact job unit duration_ms better down basis event anchor done
  exclude draft value percentile 90 of done - taken }
metric open version 1 { name zh '存' en 'Stock' fact job unit count better down basis stock anchor taken until done
  exclude draft value count }
)";
constexpr int kTechnicians = 200, kMonths = 36;
const char* const kOutcomes[] = {"repaired", "repairable", "unrepairable", "unknown"};

struct Plain {
  std::int64_t taken, done;
  int technician, outcome;
  bool draft, covered;
};

struct World {
  kpi::Engine engine{*TimeZone::find("Asia/Shanghai")};
  std::vector<Plain> plain;
  double load_seconds = 0;

  explicit World(std::size_t rows) {
    kpi::FactSchema schema("job");
    const auto taken = schema.time("taken"), done = schema.time("done");
    const auto technician = schema.dimension("technician", "技术员", "Technician");
    const auto outcome = schema.dimension("outcome", "结果", "Outcome");
    const auto warranty = schema.dimension("warranty", "保修", "Warranty");
    const auto draft = schema.flag("draft");
    auto& table = engine.add_fact(schema);
    if (!engine.load(kCatalogue, "kpi_scan")) std::abort();
    std::mt19937_64 random(20261123);
    std::lognormal_distribution<double> hours(3, 1);
    const auto begin = Instant::parse("2023-12-31T16:00:00Z")->ms();  // local midnight of 2024-01-01
    std::vector<std::string> names;
    for (int t = 0; t < kTechnicians; ++t) names.push_back("T" + std::to_string(t));
    std::vector<kpi::FactRow> chunk;
    std::clock_t spent = 0;
    for (std::size_t i = 0; i < rows; ++i) {
      Plain p{};
      p.done = begin + static_cast<std::int64_t>(random() % (1096ULL * 86'400'000));
      p.taken = p.done - static_cast<std::int64_t>(hours(random) * 3.6e6);
      p.technician = static_cast<int>(random() % kTechnicians);
      p.outcome = static_cast<int>(random() % 4);
      p.draft = random() % 50 == 0;
      p.covered = random() % 3 != 0;
      plain.push_back(p);
      kpi::FactRow row(table.schema(), static_cast<std::int64_t>(i) + 1);
      row.set(taken, Instant(p.taken))
          .set(done, Instant(p.done))
          .set(technician, names[static_cast<std::size_t>(p.technician)]);
      row.set(outcome, kOutcomes[p.outcome])
          .set(warranty, p.covered ? "in_warranty" : "out_of_warranty")
          .set(draft, p.draft);
      chunk.push_back(std::move(row));
      if (chunk.size() == 10'000 || i + 1 == rows) {
        const auto before = std::clock();
        table.upsert(chunk);
        spent += std::clock() - before;
        chunk.clear();
      }
    }
    load_seconds = static_cast<double>(spent) / CLOCKS_PER_SEC;
  }

  static kpi::Query query() {
    return {*Date::parse("2024-01-01"),
            *Date::parse("2027-01-01"),
            *Instant::parse("2027-01-01T00:00:00Z"),
            kpi::Grain::kMonth,
            {"technician"},
            {},
            {},
            {}};
  }

  std::vector<kpi::Cell> ask(const char* metric, const kpi::Query& query) const {
    auto answers = engine.evaluate({metric}, query);
    if (!answers) std::abort();
    return std::move(answers->front().cells);
  }

  struct Sum {
    std::int64_t n = 0, known = 0, good = 0;
    std::vector<double> waits;
  };

  /// Ends the program unless every cell equals a plain recount.
  void check() const {
    std::map<std::pair<std::string, std::string>, Sum> sums;
    std::size_t covered = 0, open = 0;
    const auto end = Instant::parse("2024-12-31T16:00:00Z")->ms();
    for (const auto& p : plain) {
      if (p.draft) continue;
      const auto month = Date::from_days((p.done + 8 * kHour.ms()) / kDay.ms()).text().substr(0, 7);
      auto& sum = sums[{month, "T" + std::to_string(p.technician)}];
      ++sum.n;
      sum.known += p.outcome < 3;
      sum.good += p.outcome == 0;
      sum.waits.push_back(static_cast<double>(p.done - p.taken));
      covered += p.covered && p.technician == 7;
      open += p.taken < end && p.done >= end;
    }
    const auto require = [](bool holds, const char* what) {
      if (holds) return;
      std::fprintf(stderr, "kpi_scan: wrong answer: %s\n", what);
      std::exit(1);
    };
    const auto sum_of = [&](const kpi::Cell& cell) {
      return sums.at({kpi::bound_text(cell.period.from).substr(0, 7), *cell.dims[0].key});
    };
    for (const auto* metric : {"taken", "good", "wait", "wait_p90"}) {
      const auto cells = ask(metric, query());
      require(cells.size() == sums.size(), metric);
      for (const auto& cell : cells) {
        auto sum = sum_of(cell);
        const auto near = [&](double value) {
          return std::abs(*cell.value - value) <= 1e-9 * std::abs(value);
        };
        const std::string name = metric;
        if (name == "taken") require(cell.n == sum.n, metric);
        if (name == "good")
          require(cell.n == sum.known && *cell.numerator == static_cast<double>(sum.good), metric);
        double total = 0;
        for (const double w : sum.waits) total += w;
        if (name == "wait") require(near(total / static_cast<double>(sum.n)), metric);
        if (name == "wait_p90") {
          std::sort(sum.waits.begin(), sum.waits.end());
          const double at = static_cast<double>(sum.waits.size() - 1) * 0.9;
          const auto low = static_cast<std::size_t>(at), high = std::min(low + 1, sum.waits.size() - 1);
          require(near(sum.waits[low] + (at - static_cast<double>(low)) * (sum.waits[high] - sum.waits[low])),
                  metric);
        }
      }
    }
    auto filtered = query();
    filtered.grain.reset();
    filtered.by.clear();
    filtered.where = "warranty = 'in_warranty' and technician in ('T7')";
    require(ask("taken", filtered).front().n == static_cast<std::int64_t>(covered), "filtered");
    auto stock = query();
    stock.by.clear();
    require(ask("open", stock)[11].n == static_cast<std::int64_t>(open), "open");
  }
};

/// Prints one JSON line per claim: the median of the repetitions.
class Lines final : public benchmark::BenchmarkReporter {
 public:
  explicit Lines(std::size_t rows) : rows_(rows) {}
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const auto& run : runs)
      if (run.run_type == Run::RT_Iteration)
        figures_[run.run_name.function_name].push_back(run.cpu_accumulated_time /
                                                       static_cast<double>(run.iterations) * 1e9 /
                                                       static_cast<double>(rows_));
  }
  void Finalize() override {
    for (auto& [name, values] : figures_) {
      std::sort(values.begin(), values.end());
      std::printf(
          "{\"claim\": \"kpi.scan.%s\", \"value\": %.4g, \"unit\": \"ns/row\", \"n\": %zu, \"min\": %.4g, "
          "\"max\": %.4g}\n",
          name.c_str(), values[values.size() / 2], values.size(), values.front(), values.back());
    }
  }

 private:
  std::size_t rows_;
  std::map<std::string, std::vector<double>> figures_;
};

}  // namespace

/// kpi_scan [ROWS]: 1,000,000 by default.
int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  const std::size_t rows = argc > 1 && argv[1][0] != '-' ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  const World world(rows);
  world.check();
  const auto bench = [&](const char* name, const char* metric, kpi::Query query) {
    benchmark::RegisterBenchmark(name,
                                 [&world, metric, query](benchmark::State& state) {
                                   for (auto _ : state) benchmark::DoNotOptimize(world.ask(metric, query));
                                 })
        ->Repetitions(7)
        ->MinTime(0.2);
  };
  const auto by_month = World::query();
  auto filtered = by_month;
  filtered.where = "warranty = 'in_warranty' and technician in ('T1', 'T7', 'T9', 'T20', 'T21')";
  auto total = by_month;
  total.grain.reset();
  total.by.clear();
  auto quarter = by_month;  // one month of 36: most blocks hold no row of it only when rows are sorted
  quarter.from = *Date::parse("2026-10-01");
  bench("count", "taken", by_month);
  bench("rate", "good", by_month);
  bench("mean", "wait", by_month);
  bench("p90", "wait_p90", by_month);
  bench("rate_filtered", "good", filtered);
  bench("p90_filtered", "wait_p90", filtered);
  bench("rate_total", "good", total);
  bench("rate_quarter", "good", quarter);
  bench("stock", "open", by_month);
  Lines lines(rows);
  benchmark::RunSpecifiedBenchmarks(&lines);
  const double per_second = static_cast<double>(rows) / world.load_seconds;
  std::printf(
      "{\"claim\": \"kpi.scan.load\", \"value\": %.4g, \"unit\": \"rows/s\", \"n\": 1, \"min\": %.4g, "
      "\"max\": %.4g}\n",
      per_second, per_second, per_second);
  const double bytes = static_cast<double>(world.engine.table("job")->bytes()) / static_cast<double>(rows);
  std::printf(
      "{\"claim\": \"kpi.scan.bytes_per_row\", \"value\": %.4g, \"unit\": \"bytes\", \"n\": 1, \"min\": "
      "%.4g, \"max\": %.4g}\n",
      bytes, bytes, bytes);
  return 0;
}
