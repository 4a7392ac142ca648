// Measures the KPI engine as it is meant to be used: kept cells, ad-hoc scans, bulk load, snapshot.
// Owns its records, made from one seed, and a plain recount that every answer must equal first.
// Usage: kpi_engine [--rows N] [--export DIR]; 1,000,000 rows by default, claims are those of 10,000,000.
// --loop QUESTION asks one again and again for a profiler. --export writes the records and the checked answers as CSV for bench/kpi_peers.mjs, and ends.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
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

#include "engines/kpi/engine.h"
#include "engines/kpi/snapshot.h"
#include "engines/kpi/sweep.h"

namespace {

using namespace manyi;

constexpr int kTechnicians = 200, kTeams = 20, kSites = 40, kLines = 8, kManufacturers = 5, kRegions = 12,
              kMonths = 36;
constexpr std::int64_t kDayMs = 86'400'000, kZoneMs = 8 * 3'600'000;

std::string definition(const std::string& code, const std::string& unit, const std::string& rest) {
  return "metric " + code + " version 1 { name zh '甲' en 'M' fact work_order better up exclude excluded " +
         "exclude cancelled is not null and dispatched is null and diagnosed is null unit " + unit + " " +
         rest + " }\n";
}

const std::string kCatalogue =
    definition("closed_count", "count", "basis event anchor closed value count") +
    definition(
        "ftfr", "percent",
        "basis cohort 30d anchor closed unlinked when not has_serial or visits is null or outcome is null "
        "numerator count where outcome = 'repaired' and visits <= 1 and "
        "(followed_at is null or followed_at - closed > 30d) denominator count") +
    definition("tat", "duration_ms",
               "basis event anchor delivered unlinked when date_only or delivered < accepted "
               "value avg of delivered - accepted") +
    definition("tat_p90", "duration_ms",
               "basis event anchor delivered unlinked when date_only or delivered < accepted "
               "value percentile 90 of delivered - accepted") +
    definition("csat", "percent",
               "basis event anchor closed numerator count where satisfied denominator count where answered") +
    definition("revenue", "money", "basis event anchor closed value sum of revenue") +
    definition("margin", "percent",
               "basis event anchor closed numerator sum of revenue - cost denominator sum of revenue") +
    definition("rrr", "percent",
               "basis cohort 30d anchor delivered unlinked when not has_serial "
               "numerator count where followed_at - delivered <= 30d denominator count") +
    "metric complaints version 1 { name zh '诉' en 'C' fact complaint better down unit count basis event "
    "anchor received value count }\n";
const std::vector<std::string> kScorecard{"closed_count", "ftfr",    "tat",   "tat_p90",
                                          "csat",         "revenue", "margin"};
const char* const kOutcomes[] = {"repaired", "repairable", "unrepairable", "unknown"};
const char* const kWarranty[] = {"in_warranty", "out_of_warranty", "unclear"};

/// The columns of a work order as the modules describe them, and the figures of the scorecard.
struct Schemas {
  kpi::FactSchema order{"work_order"}, complaint{"complaint"};
  std::vector<kpi::TimeColumn> early, late;
  kpi::TimeColumn accepted, dispatched, diagnosed, delivered, closed, cancelled, followed_at, received;
  kpi::DimensionColumn site, manufacturer, product_line, region, warranty, technician, team, outcome, model,
      brand, category, customer_kind, service_type, fault_code, channel, complaint_line, complaint_region;
  std::vector<kpi::DimensionColumn> others;
  kpi::WholeColumn visits, paused_ms, tat_limit_ms, revenue, cost;
  kpi::FlagColumn has_serial, date_only, excluded, answered, satisfied;

  Schemas() {
    early.push_back(order.time("requested"));
    accepted = order.time("accepted");
    for (const auto* name : {"first_contacted", "arrived"}) early.push_back(order.time(name));
    dispatched = order.time("dispatched");
    diagnosed = order.time("diagnosed");
    for (const auto* name : {"repair_started", "repaired", "qc_passed", "customer_notified"})
      late.push_back(order.time(name));
    delivered = order.time("delivered");
    closed = order.time("closed");
    cancelled = order.time("cancelled");
    followed_at = order.time("followed_at");
    for (const auto* name :
         {"reopened_at", "quote_sent", "quote_decided", "part_requested", "part_available"})
      order.time(name);
    const auto dimension = [&](const char* name) { return order.dimension(name, name, name); };
    site = dimension("site"), manufacturer = dimension("manufacturer"),
    product_line = dimension("product_line");
    model = dimension("model"), brand = dimension("brand"), category = dimension("category");
    customer_kind = dimension("customer_kind"), region = dimension("region"),
    service_type = dimension("service_type");
    warranty = dimension("warranty"), fault_code = dimension("fault_code"),
    technician = dimension("technician");
    team = dimension("team"), channel = dimension("channel"), outcome = dimension("outcome");
    for (const auto* name : {"barrier", "state", "priority", "source", "accepted_by", "diagnosed_by",
                             "repaired_by", "delivered_by"})
      others.push_back(dimension(name));
    visits = order.integer("visits");
    order.integer("reopen_count");
    paused_ms = order.duration("paused_ms");
    order.duration("business_tat_ms");
    order.duration("manufacturer_tat_ms");
    tat_limit_ms = order.duration("tat_limit_ms");
    revenue = order.integer("revenue"), cost = order.integer("cost");
    order.number("age_years");
    has_serial = order.flag("has_serial"), date_only = order.flag("date_only");
    order.flag("imported");
    excluded = order.flag("excluded"), answered = order.flag("answered"), satisfied = order.flag("satisfied");
    received = complaint.time("received");
    complaint_line = complaint.dimension("product_line", "l", "l");
    complaint_region = complaint.dimension("region", "r", "r");
  }
};
const Schemas& schemas() {
  static const Schemas all;
  return all;
}

struct Order {
  std::int64_t accepted, delivered, closed, followed;  // -1: absent
  std::int32_t revenue, cost;
  std::uint16_t technician, model, fault;
  std::uint8_t site, manufacturer, line, region, warranty, outcome, visits;
  bool serial, excluded, cancelled, answered, satisfied;
};
struct Complaint {
  std::int64_t received;
  std::uint8_t line, region;
};

std::int64_t begin_ms() {
  return Instant::parse("2023-12-31T16:00:00Z")->ms();
}  // local midnight of 2024-01-01

/// Orders in the order they were accepted, as a company meets them.
std::vector<Order> make_orders(std::size_t rows) {
  std::mt19937_64 random(20261123);
  std::lognormal_distribution<double> hours(3, 1);
  std::vector<Order> orders(rows);
  const auto span = 1096.0 * kDayMs;
  for (std::size_t i = 0; i < rows; ++i) {
    auto& o = orders[i];
    const auto bits = random();
    o.accepted = begin_ms() +
                 static_cast<std::int64_t>(span * static_cast<double>(i) / static_cast<double>(rows)) +
                 static_cast<std::int64_t>(bits % 60'000);
    o.cancelled = bits >> 20 & 31 ? false : true;
    const bool open = o.cancelled;
    const auto wait = static_cast<std::int64_t>(hours(random) * 3.6e6);
    o.delivered = open ? -1 : o.accepted + wait;
    o.closed = open ? -1 : o.delivered + static_cast<std::int64_t>(random() % (2 * kDayMs));
    o.followed =
        !open && random() % 12 == 0 ? o.delivered + static_cast<std::int64_t>(random() % (60 * kDayMs)) : -1;
    const auto more = random();
    o.technician = static_cast<std::uint16_t>(more % kTechnicians);
    o.site = static_cast<std::uint8_t>(o.technician % kSites);
    o.line = static_cast<std::uint8_t>((more >> 10) % kLines);
    o.manufacturer = static_cast<std::uint8_t>((more >> 14) % kManufacturers);
    o.region = static_cast<std::uint8_t>((more >> 18) % kRegions);
    o.warranty = static_cast<std::uint8_t>((more >> 24) % 3);
    o.outcome = static_cast<std::uint8_t>((more >> 28) % 8 < 5 ? 0 : (more >> 31) % 4);
    o.visits = static_cast<std::uint8_t>(1 + ((more >> 36) % 4 == 0) + ((more >> 40) % 16 == 0));
    o.serial = (more >> 44) % 10 != 0;
    o.excluded = (more >> 48) % 64 == 0;
    o.answered = (more >> 54) % 3 == 0;
    o.satisfied = o.answered && (more >> 56) % 5 != 0;
    const auto money = random();
    o.revenue = static_cast<std::int32_t>(money % 80'000);
    o.cost = static_cast<std::int32_t>((money >> 20) % 60'000);
    o.model = static_cast<std::uint16_t>((money >> 40) % 800);
    o.fault = static_cast<std::uint16_t>((money >> 50) % 300);
  }
  return orders;
}

std::vector<Complaint> make_complaints(const std::vector<Order>& orders) {
  std::mt19937_64 random(4);
  std::vector<Complaint> all;
  for (const auto& o : orders)
    if (o.delivered >= 0 && random() % 20 == 0)
      all.push_back({o.delivered + static_cast<std::int64_t>(random() % (10 * kDayMs)), o.line, o.region});
  return all;
}

std::string key(const char* prefix, int i) { return prefix + std::to_string(i); }
int team_of(int technician) { return technician % kTeams; }

struct World {
  kpi::Engine engine{*TimeZone::find("Asia/Shanghai")};
  kpi::FactTable* orders;
  kpi::FactTable* complaints;

  World() {
    orders = &engine.add_fact(schemas().order);
    complaints = &engine.add_fact(schemas().complaint);
    if (const auto loaded = engine.load(kCatalogue, "kpi_engine"); !loaded) {
      std::fprintf(stderr, "%s\n", loaded.error().fields.at(0).message.c_str());
      std::exit(1);
    }
  }

  void maintain() {
    const auto keep = [&](const std::string& metric, const std::vector<std::string>& by) {
      if (!engine.maintain(metric, kpi::Grain::kMonth, by)) std::abort();
    };
    for (const auto& metric : kScorecard)
      for (const auto* by : {"", "site", "technician", "manufacturer", "product_line"})
        keep(metric, *by ? std::vector<std::string>{by} : std::vector<std::string>{});
    keep("tat_p90", {"team"});
    keep("rrr", {"product_line"});
    keep("complaints", {"product_line", "region"});
  }

  static kpi::Query scorecard() {
    kpi::Query query{};
    query.from = *Date::parse("2024-01-01");
    query.to = *Date::parse("2027-01-01");
    query.as_of = as_of();
    query.grain = kpi::Grain::kMonth;
    query.by = {"technician"};
    return query;
  }
  static Instant as_of() { return *Instant::parse("2027-06-01T00:00:00Z"); }

  std::vector<std::shared_ptr<const kpi::Sheet>> kept(const std::vector<std::string>& metrics,
                                                      const kpi::Query& query) const {
    const auto before = engine.kept_answers();
    auto sheets = engine.sheets(metrics, query);
    if (!sheets || engine.kept_answers() != before + metrics.size()) {
      std::fprintf(stderr, "kpi_engine: not answered from what is kept\n");
      std::exit(1);
    }
    return std::move(*sheets);
  }

  std::vector<std::shared_ptr<const kpi::Sheet>> scanned(const std::vector<std::string>& metrics,
                                                         const kpi::Query& query) const {
    std::vector<std::shared_ptr<const kpi::Metric>> found;
    for (const auto& code : metrics) found.push_back(*engine.metric(code));
    const auto* table = engine.table(found.front()->fact);
    const auto lock = table->read_lock();
    auto sheets = kpi::sweep(*table, found, query);
    if (!sheets || sheets->empty()) std::abort();
    return std::move(*sheets);
  }
};

/// Codes of every value, and batches of columns.
struct Loader {
  std::vector<std::int64_t> site, manufacturer, line, region, warranty, technician, team, outcome, model,
      fault, some;
  explicit Loader(kpi::FactTable& table) {
    const auto& s = schemas();
    const auto fill = [&](std::vector<std::int64_t>& codes, kpi::DimensionColumn column, const char* prefix,
                          int n) {
      for (int i = 0; i < n; ++i) codes.push_back(table.code(column, key(prefix, i)));
    };
    fill(site, s.site, "S", kSites), fill(manufacturer, s.manufacturer, "M", kManufacturers);
    fill(line, s.product_line, "L", kLines), fill(region, s.region, "R", kRegions);
    fill(technician, s.technician, "T", kTechnicians), fill(team, s.team, "G", kTeams);
    fill(model, s.model, "D", 800), fill(fault, s.fault_code, "F", 300);
    for (const auto* value : kWarranty) warranty.push_back(table.code(s.warranty, value));
    for (const auto* value : kOutcomes) outcome.push_back(table.code(s.outcome, value));
    for (const auto column : {s.brand, s.category, s.customer_kind, s.service_type, s.channel})
      for (int i = 0; i < 6; ++i) some.push_back(table.code(column, key("V", i)));
    for (const auto column : s.others)
      for (int i = 0; i < 6; ++i) some.push_back(table.code(column, key("V", i)));
  }

  kpi::FactBatch batch(const std::vector<Order>& orders, std::size_t first, std::size_t count) const {
    const auto& s = schemas();
    kpi::FactBatch batch(s.order, count);
    std::vector<std::int64_t>* early[3];
    for (int i = 0; i < 3; ++i) early[i] = &batch.column(s.early[static_cast<std::size_t>(i)]);
    std::vector<std::int64_t>* late[4];
    for (int i = 0; i < 4; ++i) late[i] = &batch.column(s.late[static_cast<std::size_t>(i)]);
    for (std::size_t i = 0; i < count; ++i) {
      const auto& o = orders[first + i];
      const auto at = [](std::int64_t ms) { return ms < 0 ? kpi::kNull : ms; };
      batch.ids()[i] = static_cast<std::int64_t>(first + i + 1) << 12;
      batch.column(s.accepted)[i] = o.accepted;
      (*early[0])[i] = o.accepted - 60'000;
      (*early[1])[i] = o.accepted + 600'000;
      (*early[2])[i] = o.cancelled ? kpi::kNull : o.accepted + 5'400'000;
      batch.column(s.dispatched)[i] = o.cancelled ? kpi::kNull : o.accepted + 3'600'000;
      batch.column(s.diagnosed)[i] = o.cancelled ? kpi::kNull : o.accepted + 7'200'000;
      for (int l = 0; l < 4; ++l)
        (*late[l])[i] = o.cancelled ? kpi::kNull : o.delivered - (o.delivered - o.accepted) / (l + 2);
      batch.column(s.delivered)[i] = at(o.delivered);
      batch.column(s.closed)[i] = at(o.closed);
      batch.column(s.cancelled)[i] = o.cancelled ? o.accepted + 7'200'000 : kpi::kNull;
      batch.column(s.followed_at)[i] = at(o.followed);
      batch.column(s.site)[i] = site[o.site];
      batch.column(s.manufacturer)[i] = manufacturer[o.manufacturer];
      batch.column(s.product_line)[i] = line[o.line];
      batch.column(s.region)[i] = region[o.region];
      batch.column(s.warranty)[i] = warranty[o.warranty];
      batch.column(s.technician)[i] = technician[o.technician];
      batch.column(s.team)[i] = team[static_cast<std::size_t>(team_of(o.technician))];
      batch.column(s.outcome)[i] = outcome[o.outcome];
      batch.column(s.model)[i] = model[o.model];
      batch.column(s.fault_code)[i] = fault[o.fault];
      const auto any = static_cast<std::int64_t>((first + i) % 6 + 1);
      for (const auto column : {s.brand, s.category, s.customer_kind, s.service_type, s.channel})
        batch.column(column)[i] = any;
      batch.column(s.visits)[i] = o.visits;
      batch.column(s.paused_ms)[i] = (o.revenue % 3) * 3'600'000;
      batch.column(s.tat_limit_ms)[i] = 3 * kDayMs;
      batch.column(s.revenue)[i] = o.revenue;
      batch.column(s.cost)[i] = o.cost;
      batch.column(s.has_serial)[i] = o.serial;
      batch.column(s.excluded)[i] = o.excluded;
      batch.column(s.answered)[i] = o.answered;
      batch.column(s.satisfied)[i] = o.satisfied;
    }
    for (const auto column : s.others) {
      auto& codes = batch.column(column);
      for (std::size_t i = 0; i < count; ++i) codes[i] = static_cast<std::int64_t>((first + i) % 5 + 1);
    }
    return batch;
  }
};

double cpu_ms() {
  timespec at{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
  return static_cast<double>(at.tv_sec) * 1e3 + static_cast<double>(at.tv_nsec) * 1e-6;
}

// ---- the plain recount ----------------------------------------------------------------------

void require(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "kpi_engine: wrong answer: %s\n", what.c_str());
  std::exit(1);
}

int month_of(std::int64_t ms) {
  const auto date = Date::from_days((ms + kZoneMs) / kDayMs);
  return (date.year() - 2024) * 12 + date.month() - 1;
}

struct Plain {
  std::int64_t n = 0, good = 0, unlinked = 0, pending = 0;
  double sum = 0, under = 0;
  std::vector<std::int64_t> values;
};

double quantile(std::vector<std::int64_t>& values, double p) {
  std::sort(values.begin(), values.end());
  const double at = static_cast<double>(values.size() - 1) * p;
  const auto low = static_cast<std::size_t>(at), high = std::min(low + 1, values.size() - 1);
  return static_cast<double>(values[low]) +
         (at - static_cast<double>(low)) * static_cast<double>(values[high] - values[low]);
}

/// What one order is to one metric, written out by hand.
void count(const std::string& metric, const Order& o, Plain& into) {
  const auto as_of = World::as_of().ms();
  if (metric == "closed_count") ++into.n;
  if (metric == "ftfr") {
    if (!o.serial) {
      ++into.unlinked;
    } else if (o.closed + 30 * kDayMs > as_of) {
      ++into.pending;
    } else {
      ++into.n;
      into.good += o.outcome == 0 && o.visits <= 1 && (o.followed < 0 || o.followed - o.closed > 30 * kDayMs);
    }
  }
  if (metric == "tat" || metric == "tat_p90") {
    ++into.n;
    into.sum += static_cast<double>(o.delivered - o.accepted);
    if (metric == "tat_p90") into.values.push_back(o.delivered - o.accepted);
  }
  if (metric == "csat") into.n += o.answered, into.good += o.satisfied;
  if (metric == "revenue") ++into.n, into.sum += o.revenue;
  if (metric == "margin") ++into.n, into.sum += o.revenue - o.cost, into.under += o.revenue;
  if (metric == "rrr") {
    if (!o.serial)
      ++into.unlinked;
    else
      ++into.n, into.good += o.followed >= 0 && o.followed - o.delivered <= 30 * kDayMs;
  }
}

std::optional<double> value_of(const std::string& metric, Plain& plain) {
  if (metric == "closed_count") return static_cast<double>(plain.n);
  if (metric == "revenue") return plain.sum;
  if (metric == "margin") return plain.under == 0 ? std::nullopt : std::optional(plain.sum / plain.under);
  if (plain.n == 0) return std::nullopt;
  if (metric == "tat") return plain.sum / static_cast<double>(plain.n);
  if (metric == "tat_p90") return quantile(plain.values, 0.9);
  return static_cast<double>(plain.good) / static_cast<double>(plain.n);
}

using Group = std::function<int(const Order&)>;  // -1: not asked about

/// Compares a sheet of months x groups with a recount; `window` months per period.
void check(const std::vector<Order>& orders, const kpi::Sheet& sheet, const std::string& metric,
           const char* prefix, const Group& group, int groups, int window = 1) {
  const bool closed = metric != "tat" && metric != "tat_p90" && metric != "rrr";
  std::vector<Plain> plain(static_cast<std::size_t>(kMonths * groups));
  for (const auto& o : orders) {
    if (o.excluded || o.cancelled) continue;
    const auto g = group(o), first = month_of(closed ? o.closed : o.delivered);
    if (g < 0) continue;
    for (int m = first; m < first + window; ++m)
      if (m >= 0 && m < kMonths) count(metric, o, plain[static_cast<std::size_t>(m * groups + g)]);
  }
  std::vector<int> place(static_cast<std::size_t>(groups), -1);
  for (std::size_t g = 0; g < sheet.groups->size(); ++g) {
    const auto& dims = (*sheet.groups)[g];
    const auto number = dims.empty() ? 0 : std::stoi(dims.front().key->substr(std::strlen(prefix)));
    place[static_cast<std::size_t>(number)] = static_cast<int>(g);
  }
  require(sheet.slices.size() == kMonths, metric + " periods");
  for (int m = 0; m < kMonths; ++m)
    for (int g = 0; g < groups; ++g) {
      auto& expected = plain[static_cast<std::size_t>(m * groups + g)];
      const auto at = place[static_cast<std::size_t>(g)];
      if (at < 0) {
        require(expected.n == 0, metric + " has no group");
        continue;
      }
      const auto& slice = *sheet.slices[static_cast<std::size_t>(m)];
      const auto i = static_cast<std::size_t>(at);
      require(slice.n[i] == expected.n && slice.unlinked[i] == expected.unlinked &&
                  slice.pending[i] == expected.pending,
              metric + " counts");
      const auto value = value_of(metric, expected);
      require(value.has_value() == !std::isnan(slice.value[i]), metric + " has a value");
      if (value)
        require(std::abs(slice.value[i] - *value) <= 1e-9 * std::max(1.0, std::abs(*value)),
                metric + " value");
    }
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

double sum_of(const std::vector<std::shared_ptr<const kpi::Sheet>>& sheets) {
  double sum = 0;
  for (const auto& sheet : sheets)
    for (const auto& slice : sheet->slices)
      for (const auto value : slice->value) sum += std::isnan(value) ? 0 : value;
  return sum;
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
  for (int i = 1; i + 1 < argc; ++i) {
    if (std::strcmp(argv[i], "--rows") == 0) g_rows = std::strtoull(argv[i + 1], nullptr, 10);
    if (std::strcmp(argv[i], "--export") == 0) folder = argv[i + 1];
    if (std::strcmp(argv[i], "--loop") == 0) looped = argv[i + 1];
  }
  const auto nothing = [] {};
  auto orders = make_orders(g_rows);
  const auto complaints = make_complaints(orders);
  World world;
  const Loader loader(*world.orders);
  world.maintain();
  world.engine.advance(World::as_of());

  // Bulk load into table and cells, until everything is ready to be asked.
  constexpr std::size_t kBatch = 64 * 1024;
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

  volatile double sink = 0;
  if (!looped.empty()) {  // for a profiler
    for (int i = 0; i < 200; ++i) {
      if (looped == "q1.scan") sink = sum_of(world.scanned(kScorecard, query));
      if (looped == "q3.scan") sink = sum_of(world.scanned({"rrr"}, repeats));
      if (looped == "q6") sink = sum_of(world.scanned(filtered_metrics, filtered));
      if (looped == "q1") one_change(), sink = sum_of(world.kept(kScorecard, query));
    }
    return 0;
  }
  const auto micro = [](std::vector<double> times) {
    for (auto& time : times) time *= 1000;
    return times;
  };
  // Fresh: an order is corrected before each question.
  print("kpi.q1.maintained.ms", timed(51, one_change, [&] { sink = sum_of(world.kept(kScorecard, query)); }),
        "ms");
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
  for (int run = 0; run < (g_rows > 2'000'000 ? 3 : 5); ++run) {
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
  print("kpi.start.10m.s", starts, "s");

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
  return 0;
}
