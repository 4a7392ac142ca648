// The records of kpi_engine: what they look like, how they come about from one seed, how they are loaded.
// Owns the shape of a work order in the benches of the engine.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "engines/kpi/engine.h"
#include "engines/kpi/sweep.h"

namespace kpi_bench {

using namespace manyi;

constexpr int kTechnicians = 200, kTeams = 20, kSites = 40, kLines = 8, kManufacturers = 5, kRegions = 12,
              kMonths = 36;
constexpr std::int64_t kDayMs = 86'400'000, kZoneMs = 8 * 3'600'000;

inline std::string definition(const std::string& code, const std::string& unit, const std::string& rest) {
  return "metric " + code + " version 1 { name zh '甲' en 'M' fact work_order better up exclude excluded " +
         "exclude cancelled is not null and dispatched is null and diagnosed is null unit " + unit + " " +
         rest + " }\n";
}

inline const std::string kCatalogue =
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
inline const std::vector<std::string> kScorecard{"closed_count", "ftfr",    "tat",   "tat_p90",
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
inline const Schemas& schemas() {
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

inline std::int64_t begin_ms() {
  return Instant::parse("2023-12-31T16:00:00Z")->ms();
}  // local midnight of 2024-01-01

/// Orders in the order they were accepted, as a company meets them.
inline std::vector<Order> make_orders(std::size_t rows) {
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

inline std::vector<Complaint> make_complaints(const std::vector<Order>& orders) {
  std::mt19937_64 random(4);
  std::vector<Complaint> all;
  for (const auto& o : orders)
    if (o.delivered >= 0 && random() % 20 == 0)
      all.push_back({o.delivered + static_cast<std::int64_t>(random() % (10 * kDayMs)), o.line, o.region});
  return all;
}

inline std::string key(const char* prefix, int i) { return prefix + std::to_string(i); }
inline int team_of(int technician) { return technician % kTeams; }

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

}  // namespace kpi_bench
