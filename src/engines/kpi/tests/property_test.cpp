// Random records, random changes, random questions: the engine against a plain reference.
// Owns the reference, which shares nothing with the engine but the calendar of base.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <random>
#include <set>

#include "engines/kpi/engine.h"

namespace manyi::kpi {
namespace {

constexpr std::array kZones{"Asia/Shanghai", "Europe/London", "America/New_York"};
constexpr std::array kSites{"", "S1", "S2", "S3"};
constexpr std::array kTechs{"", "T1", "T2", "T3", "T4", "T5"};
constexpr std::array kOutcomes{"", "repaired", "repairable", "unrepairable", "unknown"};

/// A record as a plain program would keep it; -1 and "" mean absent.
struct Job {
  std::int64_t taken = -1, done = -1, dropped = -1, followed = -1;
  std::string site, tech, outcome, country;
  std::int64_t limit = -1, fee = -1;
  double age = -1;
  bool draft = false, serial = false;
};

struct Schema {
  FactSchema schema{"job"};
  TimeColumn taken = schema.time("taken"), done = schema.time("done"), dropped = schema.time("dropped"),
             followed = schema.time("followed");
  DimensionColumn site = schema.dimension("site", "网点", "Site"),
                  tech = schema.dimension("tech", "技术员", "Technician"),
                  outcome = schema.dimension("outcome", "结果", "Outcome");
  WholeColumn limit = schema.duration("limit_ms"), fee = schema.integer("fee");
  NumberColumn age = schema.number("age");
  FlagColumn draft = schema.flag("draft"), serial = schema.flag("serial");
  Schema() { schema.zone_by(site); }

  FactRow row(std::int64_t id, const Job& job) const {
    const auto at = [](std::int64_t ms) { return ms < 0 ? std::nullopt : std::optional(Instant(ms)); };
    FactRow row(schema, id);
    row.set(taken, at(job.taken))
        .set(done, at(job.done))
        .set(dropped, at(job.dropped))
        .set(followed, at(job.followed));
    row.set(site, job.site).set(tech, job.tech).set(outcome, job.outcome);
    row.set(limit, job.limit < 0 ? std::nullopt : std::optional(job.limit));
    row.set(fee, job.fee < 0 ? std::nullopt : std::optional(job.fee));
    row.set(age, job.age < 0 ? std::nullopt : std::optional(job.age));
    row.set(draft, job.draft).set(serial, job.serial);
    if (!job.country.empty()) row.set_attribute("country", job.country);
    return row;
  }
};

std::string definition(const std::string& code, const std::string& unit, const std::string& rest) {
  return "metric " + code + " version 1 { name zh '甲' en 'M' fact job better up exclude draft unit " + unit +
         " " + rest + " }\n";
}

const std::string kCatalogue =
    definition("taken_count", "count", "basis event anchor taken value count") +
    definition("good", "percent",
               "basis event anchor done numerator count where outcome = 'repaired' "
               "denominator count where outcome in ('repaired', 'repairable', 'unrepairable')") +
    definition("again", "percent",
               "basis cohort 30d anchor done unlinked when not serial "
               "numerator count where followed - done <= 30d denominator count") +
    definition("verdict", "percent",
               "basis event anchor taken pending when done is null unlinked when not serial "
               "numerator count where outcome = 'repaired' denominator count where outcome is not null") +
    definition("open", "count", "basis stock anchor taken until done, dropped value count") +
    definition("wait", "duration_ms",
               "basis event anchor done unlinked when done < taken value avg of done - taken") +
    definition("wait_p90", "duration_ms",
               "basis event anchor done value percentile 90 of done - taken where outcome is not null") +
    definition("wait_median", "duration_ms", "basis event anchor done value median of done - taken") +
    definition("fees", "money", "basis event anchor done value sum of fee") +
    definition("oldest", "number", "basis event anchor done value max of age") +
    definition("age", "number", "basis event anchor done value avg of age") +
    definition("fee_per_hour", "number",
               "basis event anchor done numerator sum of fee where fee > 100 denominator sum of limit_ms "
               "where limit_ms is not null") +
    definition("techs", "count", "basis event anchor done value distinct tech where fee is not null") +
    definition("good_techs", "percent",
               "basis event anchor done numerator distinct tech where outcome = 'repaired' denominator "
               "distinct tech") +
    definition("late_open", "percent",
               "basis stock anchor taken until done, dropped unlinked when limit_ms is null "
               "numerator count where at - taken > limit_ms denominator count") +
    definition("open_age", "duration_ms",
               "basis stock anchor taken until done, dropped value median of at - taken") +
    definition("open_avg", "number", "basis stock average anchor taken until done, dropped value count") +
    definition("fee_avg", "number", "basis stock average anchor taken until done, dropped value sum of fee") +
    definition("rolled", "count", "basis event anchor taken value count rolling 45 days");

bool is_stock(const std::string& code) {
  return code == "open" || code == "late_open" || code == "open_age" || code == "open_avg" ||
         code == "fee_avg";
}

/// What a record adds to a cell.
struct Answer {
  std::int64_t counted = 0, good = 0, unlinked = 0, pending = 0;
  std::vector<double> values;
  double over = 0, under = 0, level = 0;
  std::set<std::string> different, different_good;
};

class World {
 public:
  World(unsigned seed, bool one_zone) : one_zone_(one_zone), random_(seed), engine_(zone(0)) {
    table_ = &engine_.add_fact(schema_.schema);
    prepare(engine_);
  }

  void prepare(Engine& engine) {
    const auto loaded = engine.load(kCatalogue, "property");
    EXPECT_TRUE(loaded) << loaded.error().fields.at(0).message;
    for (std::size_t i = 0; i < kZones.size(); ++i)
      if (!one_zone_) engine.table("job")->set_zone(kSites[i + 1], zone(i));
    for (const auto* code :
         {"taken_count", "good", "again", "wait", "wait_p90", "wait_median", "fees", "fee_per_hour"}) {
      EXPECT_TRUE(engine.maintain(code, Grain::kDay, {"site", "tech"}));
      EXPECT_TRUE(engine.maintain(code, Grain::kMonth, {"tech", "outcome"}));
      EXPECT_TRUE(engine.maintain(code, Grain::kMonth, {}));
      EXPECT_TRUE(engine.maintain(code, Grain::kWeek, {"outcome"}));
    }
    engine.advance(now_);
  }

  static TimeZone zone(std::size_t i) { return *TimeZone::find(kZones[i]); }
  std::int64_t below(std::int64_t n) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(n));
  }
  bool one_in(int n) { return below(n) == 0; }

  Job random_job() {
    Job job;
    const std::int64_t begin = Instant::parse("2025-01-01T00:00:00Z")->ms();
    job.taken = begin + below(600) * kDay.ms() + below(24) * kHour.ms();
    if (!one_in(5)) job.done = job.taken + below(40 * 24) * kHour.ms() - (one_in(20) ? kDay.ms() : 0);
    if (one_in(10)) job.dropped = job.taken + below(10 * 24) * kHour.ms();
    if (one_in(20)) job.taken = -1;
    if (job.done > 0 && one_in(4)) job.followed = job.done + below(60 * 24) * kHour.ms();
    job.site = kSites[static_cast<std::size_t>(below(kSites.size()))];
    job.tech = kTechs[static_cast<std::size_t>(below(kTechs.size()))];
    job.outcome = kOutcomes[static_cast<std::size_t>(below(kOutcomes.size()))];
    if (one_in(2)) job.country = one_in(2) ? "GBR" : "CAN";
    if (!one_in(4)) job.limit = below(5) * kDay.ms();
    if (!one_in(4)) job.fee = below(1000);
    if (!one_in(4)) job.age = static_cast<double>(below(400)) / 8;  // eighths add without rounding
    job.draft = one_in(10);
    job.serial = !one_in(4);
    return job;
  }

  /// The same records by columns; some of them are there already, some come twice.
  void change_in_bulk() {
    std::vector<std::int64_t> ids;
    for (auto i = below(60); i >= 0; --i) ids.push_back(below(400) + 1);
    FactBatch batch(table_->schema(), ids.size());
    const auto stamp = [](std::int64_t ms) { return ms < 0 ? kNull : ms; };
    for (std::size_t i = 0; i < ids.size(); ++i) {
      auto job = random_job();
      job.country.clear();
      batch.ids()[i] = ids[i];
      batch.column(schema_.taken)[i] = stamp(job.taken);
      batch.column(schema_.done)[i] = stamp(job.done);
      batch.column(schema_.dropped)[i] = stamp(job.dropped);
      batch.column(schema_.followed)[i] = stamp(job.followed);
      batch.column(schema_.site)[i] = table_->code(schema_.site, job.site);
      batch.column(schema_.tech)[i] = table_->code(schema_.tech, job.tech);
      batch.column(schema_.outcome)[i] = table_->code(schema_.outcome, job.outcome);
      batch.column(schema_.limit)[i] = stamp(job.limit);
      batch.column(schema_.fee)[i] = stamp(job.fee);
      batch.column(schema_.age)[i] = number_bits(job.age < 0 ? std::nan("") : job.age);
      batch.column(schema_.draft)[i] = job.draft;
      batch.column(schema_.serial)[i] = job.serial;
      jobs_[ids[i]] = job;
    }
    table_->upsert(batch);
  }

  void change() {
    if (one_in(50)) return change_in_bulk();
    const auto id = below(400) + 1;
    if (one_in(4)) {
      jobs_.erase(id);
      table_->erase(id);
    } else {
      jobs_[id] = random_job();
      table_->upsert(schema_.row(id, jobs_[id]));
    }
  }

  struct Filter {
    std::string text;
    std::function<bool(const Job&, std::int64_t as_of)> holds;
  };
  static const std::vector<Filter>& filters() {
    static const auto happened = [](std::int64_t at, std::int64_t as_of) { return at >= 0 && at <= as_of; };
    static const std::vector<Filter> all{
        {"", [](const Job&, std::int64_t) { return true; }},
        {"site = 'S1'", [](const Job& j, std::int64_t) { return j.site == "S1"; }},
        {"not tech in ('T1', 'T2') and serial",
         [](const Job& j, std::int64_t) {
           return !j.tech.empty() && j.tech != "T1" && j.tech != "T2" && j.serial;
         }},
        {"fee > 500 or attr.country = 'GBR'",
         [](const Job& j, std::int64_t) { return j.fee > 500 || j.country == "GBR"; }},
        {"done - taken > limit_ms",
         [](const Job& j, std::int64_t t) {
           return happened(j.done, t) && happened(j.taken, t) && j.limit >= 0 && j.done - j.taken > j.limit;
         }},
        {"age * 2 >= 20 and outcome is not null",
         [](const Job& j, std::int64_t) { return j.age >= 10 && !j.outcome.empty(); }},
        {"dropped is null", [](const Job& j, std::int64_t t) { return !happened(j.dropped, t); }},
    };
    return all;
  }

  TimeZone zone_of(const Job& job) const {
    std::size_t z = 0;
    for (std::size_t i = 1; i < kSites.size(); ++i)
      if (!one_zone_ && job.site == kSites[i]) z = i - 1;
    return zone(z);
  }
  Date local(const Job& job, std::int64_t at) const { return zone_of(job).local_date(Instant(at)); }

  /// Stocks by going through all records: at the end of the period, or its average.
  void add_stock(const std::string& code, const Job& j, Date from, Date to, std::int64_t as_of,
                 Answer& answer) const {
    const auto begin = zone_of(j).instant(from).ms(), end = std::min(zone_of(j).instant(to).ms(), as_of);
    auto out = std::numeric_limits<std::int64_t>::max();
    for (const auto at : {j.done, j.dropped})
      if (at >= 0) out = std::min(out, at);
    if (j.taken < 0) return;
    if (code == "open_avg" || code == "fee_avg") {
      const auto ms = std::min(out, end) - std::max(j.taken, begin);
      if (ms <= 0 || out <= j.taken) return;
      if (code == "fee_avg" && j.fee < 0) {
        ++answer.unlinked;
        return;
      }
      ++answer.counted;
      answer.level += static_cast<double>(ms) * (code == "fee_avg" ? static_cast<double>(j.fee) : 1.0) /
                      static_cast<double>(end - begin);
      return;
    }
    const auto open = [&](std::int64_t at) { return at < 0 || local(j, at) >= to; };
    // Out before it came in: never in stock.
    if (local(j, j.taken) >= to || !open(j.done) || !open(j.dropped) || out <= j.taken) return;
    if (code == "late_open" && j.limit < 0) {
      ++answer.unlinked;
      return;
    }
    ++answer.counted;
    answer.good += end - j.taken > j.limit;
    answer.values.push_back(static_cast<double>(end - j.taken));
  }

  static std::string dimension(const Job& job, const std::string& name) {
    return name == "site"      ? job.site
           : name == "tech"    ? job.tech
           : name == "outcome" ? job.outcome
                               : job.country;
  }

  /// One cell by going through all records.
  Answer reference(const std::string& code, Date from, Date to,
                   const std::vector<std::pair<std::string, std::string>>& dims, const Filter& filter,
                   std::int64_t as_of) const {
    Answer answer;
    for (const auto& [id, stored] : jobs_) {
      Job j = stored;
      if (!filter.holds(j, as_of) || j.draft) continue;
      for (auto* at : {&j.taken, &j.done, &j.dropped, &j.followed})
        if (*at > as_of) *at = -1;
      if (!std::all_of(dims.begin(), dims.end(),
                       [&](const auto& d) { return dimension(j, d.first) == d.second; }))
        continue;
      if (is_stock(code)) {
        add_stock(code, j, from, to, as_of, answer);
        continue;
      }
      const auto anchor = code == "taken_count" || code == "rolled" || code == "verdict" ? j.taken : j.done;
      if (anchor < 0 || local(j, anchor) < from || local(j, anchor) >= to) continue;
      if (code == "taken_count" || code == "rolled") {
        ++answer.counted;
      } else if (code == "techs" || code == "good_techs") {
        if (code == "techs" && j.fee < 0) continue;
        if (j.tech.empty()) {
          ++answer.unlinked;
          continue;
        }
        ++answer.counted;
        answer.different.insert(j.tech);
        if (j.outcome == "repaired") answer.different_good.insert(j.tech), ++answer.good;
      } else if (code == "good") {
        if (j.outcome.empty() || j.outcome == "unknown") continue;
        ++answer.counted;
        answer.good += j.outcome == "repaired";
      } else if (code == "again") {
        if (!j.serial) {
          ++answer.unlinked;
        } else if (j.done + 30 * kDay.ms() > as_of) {
          ++answer.pending;
        } else {
          ++answer.counted;
          answer.good += j.followed >= 0 && j.followed - j.done <= 30 * kDay.ms();
        }
      } else if (code == "verdict") {
        if (!j.serial) {
          ++answer.unlinked;
        } else if (j.outcome.empty()) {
          continue;
        } else if (j.done < 0) {
          ++answer.pending;
        } else {
          ++answer.counted;
          answer.good += j.outcome == "repaired";
        }
      } else if (code == "fee_per_hour") {
        if (j.limit < 0) continue;
        ++answer.counted;
        answer.under += static_cast<double>(j.limit);
        if (j.fee > 100) answer.over += static_cast<double>(j.fee), ++answer.good;
      } else {
        if (code == "wait_p90" && j.outcome.empty()) continue;
        std::optional<double> value;
        if (code.starts_with("wait") && j.taken >= 0) value = static_cast<double>(j.done - j.taken);
        if (code == "fees" && j.fee >= 0) value = static_cast<double>(j.fee);
        if ((code == "oldest" || code == "age") && j.age >= 0) value = j.age;
        if (!value || (code == "wait" && *value < 0)) {
          ++answer.unlinked;
        } else {
          ++answer.counted;
          answer.values.push_back(*value);
        }
      }
    }
    return answer;
  }

  static double quantile(std::vector<double> values, double p) {
    std::sort(values.begin(), values.end());
    const double at = static_cast<double>(values.size() - 1) * p;
    const auto low = static_cast<std::size_t>(at);
    const auto high = std::min(low + 1, values.size() - 1);
    return values[low] + (at - static_cast<double>(low)) * (values[high] - values[low]);
  }

  static void compare(const std::string& code, const Cell& cell, Answer answer) {
    EXPECT_EQ(cell.n, answer.counted);
    EXPECT_EQ(cell.unlinked, answer.unlinked);
    EXPECT_EQ(cell.pending, answer.pending);
    double sum = 0;
    for (const double v : answer.values) sum += v;
    std::optional<double> value;
    if (code == "open_avg" || code == "fee_avg")
      value = answer.level;
    else if (code == "techs")
      value = static_cast<double>(answer.different.size());
    else if (code == "taken_count" || code == "rolled" || code == "open")
      value = static_cast<double>(answer.counted);
    else if (code == "fees")
      value = sum;
    else if (code == "fee_per_hour")
      value = answer.under == 0 ? std::nullopt : std::optional(answer.over / answer.under);
    else if (answer.counted == 0)
      value = std::nullopt;
    else if (code == "good_techs")
      value =
          static_cast<double>(answer.different_good.size()) / static_cast<double>(answer.different.size());
    else if (code == "good" || code == "again" || code == "verdict" || code == "late_open")
      value = static_cast<double>(answer.good) / static_cast<double>(answer.counted);
    else if (code == "wait" || code == "age")
      value = sum / static_cast<double>(answer.counted);
    else if (code == "oldest")
      value = *std::max_element(answer.values.begin(), answer.values.end());
    else
      value = quantile(answer.values, code == "wait_p90" ? 0.9 : 0.5);
    ASSERT_EQ(cell.value.has_value(), value.has_value());
    if (value) { EXPECT_NEAR(*cell.value, *value, 1e-9 * std::max(1.0, std::abs(*value))); }
  }

  /// A table filled from the records in one go answers like the one that lived through it all.
  void compare_rebuild(const std::string& code, const Query& query, const std::vector<Cell>& cells) {
    Engine rebuilt(zone(0));
    auto& fresh = rebuilt.add_fact(schema_.schema);
    for (const auto& [id, job] : jobs_) fresh.upsert(schema_.row(id, job));
    prepare(rebuilt);
    const auto anew = rebuilt.evaluate({code}, query);
    ASSERT_TRUE(anew);
    ASSERT_EQ(anew->front().cells, cells) << "after rebuild";
  }

  void ask() {
    static const std::vector<std::string> codes{
        "taken_count", "good",     "again",   "open",         "wait",   "wait_p90",   "wait_median",
        "fees",        "oldest",   "age",     "fee_per_hour", "techs",  "good_techs", "late_open",
        "open_age",    "open_avg", "fee_avg", "rolled",       "verdict"};
    static const std::vector<std::vector<std::string>> groupings{
        {}, {"site"}, {"tech"}, {"tech", "outcome"}, {"site", "tech"}, {"attr.country", "outcome", "site"}};
    const auto& code = codes[static_cast<std::size_t>(below(static_cast<std::int64_t>(codes.size())))];
    const auto& filter =
        filters()[one_in(2) ? 0
                            : static_cast<std::size_t>(below(static_cast<std::int64_t>(filters().size())))];
    const auto& by = groupings[static_cast<std::size_t>(below(static_cast<std::int64_t>(groupings.size())))];
    Date from = Date::of(2024, 12, 1)->plus_days(below(500));
    Date to = from.plus_days(1 + below(200));
    if (one_in(2))
      from = period_start(Grain::kMonth, from),
      to = next_period(Grain::kMonth, period_start(Grain::kMonth, to));
    std::optional<Grain> grain;
    if (!one_in(3)) grain = static_cast<Grain>(below(5));
    Instant as_of = one_in(4) ? Instant(4102444800000) : zone(0).instant(from.plus_days(below(300)), 600);
    if (one_in(2)) as_of = now_;
    if (table_->size() == 0) return;
    Query query{from, to, as_of, grain, by, filter.text, {}, {}};
    if (one_in(5)) query.scope.all_of.push_back({"tech", {"T1", "T3", "T9"}});
    if (one_in(5) && !is_stock(code))
      query.rolling = Rolling{1 + static_cast<int>(below(12)), Rolling::Unit::kMonths};
    SCOPED_TRACE(code + " " + from.text() + ".." + to.text() + " by " + std::to_string(by.size()) +
                 " where " + filter.text + " as of " + as_of.text());
    const auto answers = engine_.evaluate({code}, query);
    if (!answers && !table_->dimension_index("attr.country")) return;
    ASSERT_TRUE(answers) << answers.error().fields.at(0).message;
    const auto metric = *engine_.metric(code);
    const auto scanned = evaluate(*table_, metric, query);
    ASSERT_EQ(answers->front().cells, scanned->cells) << "cube and scan differ";

    if (one_in(6)) compare_rebuild(code, query, scanned->cells);
    if (query.rolling || !query.scope.all_of.empty()) return;  // the reference knows neither

    std::int64_t in_cells = 0, in_all = 0;
    for (std::size_t i = 0; i < scanned->cells.size(); ++i) {
      const auto& cell = scanned->cells[i];
      std::vector<std::pair<std::string, std::string>> dims;
      for (const auto& d : cell.dims) dims.emplace_back(d.dimension, d.key.value_or(""));
      const auto begins = std::get<Date>(cell.period.from);
      bool begun = false;
      for (std::size_t z = 0; z < (one_zone_ ? 1 : kZones.size()); ++z)
        begun = begun || zone(z).instant(begins) <= as_of;
      if (!begun) {
        EXPECT_FALSE(cell.value);
        continue;
      }
      const auto ends = std::get<Date>(cell.period.to);
      const auto answer =
          reference(code, code == "rolled" ? ends.plus_days(-45) : begins, ends, dims, filter, as_of.ms());
      if (code.ends_with("_avg") && !cell.value) {  // begun this very instant: no time has passed
        EXPECT_EQ(answer.counted, 0);
        continue;
      }
      compare(code, cell, answer);
      in_cells += cell.n + cell.unlinked + cell.pending;
      if (one_in(10)) {
        Query one = query;
        one.from = cell.period.from, one.to = cell.period.to, one.only = cell.dims;
        EXPECT_EQ(cases(*table_, metric, one, Part::kDenominator, 0, 5)->total, cell.n);
        EXPECT_EQ(cases(*table_, metric, one, Part::kUnlinked, 0, 5)->total, cell.unlinked);
        EXPECT_EQ(cases(*table_, metric, one, Part::kPending, 0, 5)->total, cell.pending);
        if (scanned->metric->is_rate()) {
          EXPECT_EQ(cases(*table_, metric, one, Part::kNumerator, 0, 5)->total, answer.good);
        }
      }
    }
    if (is_stock(code) || code == "rolled") return;
    const auto all = reference(code, from, to, {}, filter, as_of.ms());
    in_all = all.counted + all.unlinked + all.pending;
    EXPECT_EQ(in_cells, in_all) << "cells together";
  }

  void live(int rounds) {
    for (int i = 0; i < 200; ++i) change();
    for (int round = 0; round < rounds && !testing::Test::HasFailure(); ++round) {
      for (int i = 0; i < 20; ++i) change();
      if (!one_in(3)) {
        now_ = Instant(now_.ms() + below(20) * kDay.ms() + below(1000));
        engine_.advance(now_);
      }
      for (int i = 0; i < 3 && !testing::Test::HasFailure(); ++i) ask();
    }
    EXPECT_GT(engine_.kept_answers(), static_cast<std::uint64_t>(rounds) / 8)
        << "hardly anything came from cells";
  }

 private:
  const bool one_zone_;
  std::mt19937_64 random_;
  Schema schema_;
  Engine engine_;
  FactTable* table_;
  std::map<std::int64_t, Job> jobs_;
  Instant now_ = *Instant::parse("2024-12-20T00:00:00Z");
};

TEST(Engine, AgreesWithAPlainReferenceAndWithItsRebuild) {
  for (unsigned seed = 1; seed <= 6 && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    World(seed, seed % 2 == 0).live(60);
  }
}

TEST(Cube, EndsEmptyWhenEverythingIsErased) {
  Schema schema;
  Engine engine(TimeZone::utc());
  auto& table = engine.add_fact(schema.schema);
  ASSERT_TRUE(engine.load(kCatalogue, "property"));
  ASSERT_TRUE(engine.maintain("wait", Grain::kMonth, {"tech"}));
  engine.advance(Instant(1LL << 40));
  Job job;
  job.taken = 0, job.done = kDay.ms(), job.tech = "T1";
  table.upsert(schema.row(1, job));
  const Query query{*Date::of(1970, 1, 1), *Date::of(1971, 1, 1), Instant(1LL << 41), {}, {}, {}, {}, {}};
  EXPECT_EQ(engine.evaluate({"wait"}, query)->front().cells.front().value, kDay.ms());
  table.erase(1);
  const auto cell = engine.evaluate({"wait"}, query)->front().cells.front();
  EXPECT_FALSE(cell.value);
  EXPECT_EQ(cell.numerator, 0);
  EXPECT_EQ(engine.kept_answers(), 2U);
}

TEST(Cube, DropsTheLargestUntilTheRestFitsAndScansAnswer) {
  Schema schema;
  Engine engine(TimeZone::utc());
  auto& table = engine.add_fact(schema.schema);
  ASSERT_TRUE(engine.load(kCatalogue, "property"));
  ASSERT_TRUE(engine.maintain("wait", Grain::kMonth, {}));
  ASSERT_TRUE(engine.maintain("wait", Grain::kDay, {"tech"}));
  engine.advance(Instant(1LL << 40));
  for (std::int64_t id = 1; id <= 2000; ++id) {
    Job job;
    job.taken = id * kHour.ms(), job.done = job.taken + id % 7 * kHour.ms(), job.tech = kTechs[id % 5 + 1];
    table.upsert(schema.row(id, job));
  }
  const Query whole{*Date::of(1970, 1, 1), *Date::of(1971, 1, 1), Instant(1LL << 40), {}, {}, {}, {}, {}};
  Query days = whole;
  days.grain = Grain::kDay;
  days.by = {"tech"};
  const auto before = engine.evaluate({"wait"}, days)->front().cells;
  EXPECT_EQ(engine.kept_answers(), 1U);
  EXPECT_TRUE(engine.fit_cubes(engine.cube_bytes()).empty());
  const auto dropped = engine.fit_cubes(engine.cube_bytes() / 4);
  EXPECT_EQ(dropped, std::vector<std::string>{"wait by tech"});
  EXPECT_EQ(engine.evaluate({"wait"}, days)->front().cells, before);
  EXPECT_EQ(engine.kept_answers(), 1U) << "the dropped cells answered";
  EXPECT_EQ(engine.evaluate({"wait"}, whole)->front().cells.front().n, 2000);
  EXPECT_EQ(engine.kept_answers(), 2U) << "those that fit did not answer";
  EXPECT_EQ(engine.fit_cubes(0).size(), 1U);
  EXPECT_EQ(engine.evaluate({"wait"}, whole)->front().cells.front().n, 2000);
  EXPECT_EQ(engine.kept_answers(), 2U);
}

TEST(Cube, RefusesWhatIsNotAdditive) {
  Schema schema;
  Engine engine(TimeZone::utc());
  engine.add_fact(schema.schema);
  ASSERT_TRUE(engine.load(kCatalogue, "property"));
  for (const auto* code : {"open", "oldest", "age"})
    EXPECT_EQ(engine.maintain(code, Grain::kDay, {}).error().fields.at(0).code, "not_additive") << code;
  EXPECT_EQ(engine.maintain("wait", Grain::kDay, {"nobody"}).error().fields.at(0).code, "unknown_dimension");
}

}  // namespace
}  // namespace manyi::kpi
