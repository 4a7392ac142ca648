// Tests of formulas, stocks, rolling windows, credit, definitions and their comparison.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>

#include "engines/kpi/engine.h"

namespace manyi::kpi {
namespace {

struct Jobs {
  FactSchema schema{"job"};
  TimeColumn taken = schema.time("taken"), done = schema.time("done");
  DimensionColumn site = schema.dimension("site", "网点", "Site");
  DimensionColumn manufacturer = schema.dimension("manufacturer", "厂家", "Manufacturer");
  DimensionColumn technician = schema.dimension("technician", "技术员", "Technician");
  DimensionColumn clerk = schema.dimension("clerk", "文员", "Clerk");
  WholeColumn customer = schema.integer("customer"), score = schema.integer("score");
  FlagColumn good = schema.flag("good"), draft = schema.flag("draft");
};

struct Faults {
  FactSchema schema{"fault"};
  TimeColumn met = schema.time("met");
  DimensionColumn site = schema.dimension("site", "网点", "Site");
  DimensionColumn technician = schema.dimension("technician", "技术员", "Technician");
  DimensionColumn cause = schema.dimension("cause", "原因", "Cause");
  WholeColumn cost = schema.integer("cost");
};

std::string head(const std::string& code, const std::string& unit = "count") {
  return "metric " + code + " version 1 { name zh '甲' en 'M' unit " + unit + " better up ";
}
std::string over(const std::string& code, const std::string& rest, const std::string& unit = "count") {
  return head(code, unit) + "fact job " + rest + " }\n";
}
std::string formula(const std::string& code, const std::string& rest) {
  return head(code, "number") + "formula " + rest + " }\n";
}

const std::string kBase =
    over("done_count", "basis event anchor done value count") +
    over("good_rate", "basis event anchor done numerator count where good denominator count", "percent") +
    head("faults") + "fact fault basis event anchor met value count }\n" + head("costs") +
    "fact fault basis event anchor met value sum of cost }\n";

struct Room {
  Jobs jobs;
  Faults faults;
  Engine engine{TimeZone::utc()};
  FactTable* job_table = &engine.add_fact(jobs.schema);
  FactTable* fault_table = &engine.add_fact(faults.schema);

  explicit Room(const std::string& more = {}) {
    const auto loaded = engine.load(kBase + more, "test");
    EXPECT_TRUE(loaded) << loaded.error().fields.at(0).message;
    const auto checked = engine.check();
    EXPECT_TRUE(checked) << checked.error().fields.at(0).message;
  }
  FactRow job(std::int64_t id, const char* done) const {
    return FactRow(jobs.schema, id).set(jobs.done, day(done));
  }
  FactRow fault(std::int64_t id, const char* met) const {
    return FactRow(faults.schema, id).set(faults.met, day(met));
  }
  static Instant day(const char* text) { return TimeZone::utc().instant(*Date::parse(text)); }
  static Query query(const char* from, const char* to) {
    Query query{};
    query.from = *Date::parse(from);
    query.to = *Date::parse(to);
    query.as_of = day("2030-01-01");
    return query;
  }
  Cell one(const char* metric, const Query& query) const {
    const auto answers = engine.evaluate({metric}, query);
    EXPECT_TRUE(answers) << answers.error().detail;
    EXPECT_EQ(answers->front().cells.size(), 1U);
    return answers->front().cells.at(0);
  }
  std::string refusal(const std::string& more) {
    if (const auto loaded = engine.load(more, "more"); !loaded) return loaded.error().fields.at(0).message;
    const auto checked = engine.check();
    return checked ? "" : checked.error().fields.at(0).message;
  }
};

std::string refusal(const std::string& text) { return Room().refusal(text); }

TEST(Formula, KeepsTheRulesOfArithmetic) {
  Room room(formula("f", "done_count + 2 * faults - -1") + formula("g", "(done_count + 2) * faults / 4 / 2") +
            formula("least", "min(done_count, faults)") + formula("most", "max(done_count, faults)") +
            formula("chosen", "when(done_count > faults and not faults = 0, 1, 2)") +
            formula("per_day", "done_count / days") + formula("per_month", "done_count / months"));
  room.job_table->upsert(
      std::vector{room.job(1, "2026-03-02"), room.job(2, "2026-03-03"), room.job(3, "2026-03-04")});
  room.fault_table->upsert(std::vector{room.fault(1, "2026-03-02"), room.fault(2, "2026-03-05")});
  const auto march = Room::query("2026-03-01", "2026-04-01");
  EXPECT_EQ(room.one("f", march).value, 8);
  EXPECT_EQ(room.one("g", march).value, 1.25);
  EXPECT_EQ(room.one("least", march).value, 2);
  EXPECT_EQ(room.one("most", march).value, 3);
  EXPECT_EQ(room.one("chosen", march).value, 1);
  EXPECT_EQ(room.one("per_day", march).value, 3.0 / 31);
  EXPECT_EQ(room.one("per_month", march).value, 3);
  EXPECT_EQ(room.one("per_month", Room::query("2026-01-01", "2026-04-01")).value, 1);
  // Half of June's 30 days have passed.
  auto june = Room::query("2026-06-01", "2026-07-01");
  june.as_of = Room::day("2026-06-16");
  EXPECT_EQ(room.one("per_day", june).value, 0);
}

TEST(Formula, NothingBelowTheLineAndTermsWithoutDataGiveNoData) {
  Room room(formula("ratio", "faults / done_count") + formula("doubled", "2 * good_rate") +
            formula("patient", "or_zero(good_rate) + 1") + formula("guarded", "when(good_rate > 0, 1, 2)"));
  const auto march = Room::query("2026-03-01", "2026-04-01");
  EXPECT_FALSE(room.one("ratio", march).value);
  EXPECT_FALSE(room.one("doubled", march).value);
  EXPECT_FALSE(room.one("guarded", march).value);
  EXPECT_EQ(room.one("patient", march).value, 1);
  auto future = march;
  future.as_of = Room::day("2026-02-01");
  EXPECT_FALSE(room.one("patient", future).value) << "a period that has not begun";
}

TEST(Formula, AQuotientKeepsItsPartsAndACountHasAPoissonInterval) {
  Room room(formula("rate", "1000 * faults / done_count") + formula("cost_rate", "costs / done_count"));
  for (int i = 1; i <= 20; ++i)
    room.job_table->upsert(room.job(i, "2026-03-02").set(room.jobs.site, "s1", "North"));
  for (int i = 1; i <= 3; ++i)
    room.fault_table->upsert(room.fault(i, "2026-03-09").set(room.faults.site, "s1"));
  const auto cell = room.one("rate", Room::query("2026-03-01", "2026-04-01"));
  EXPECT_EQ(cell.numerator, 3);
  EXPECT_EQ(cell.denominator, 20);
  EXPECT_EQ(cell.value, 150);
  EXPECT_EQ(cell.n, 20);
  // Garwood (1936): 3 events, 0.6187 .. 8.7673.
  EXPECT_NEAR(cell.interval->low, 0.61867 * 50, 1e-3);
  EXPECT_NEAR(cell.interval->high, 8.76727 * 50, 1e-3);
  EXPECT_FALSE(room.one("cost_rate", Room::query("2026-03-01", "2026-04-01")).interval);
}

TEST(Formula, IsSplitByWhatAllItsFactsHave) {
  Room room(formula("rate", "faults / done_count"));
  room.job_table->upsert(room.job(1, "2026-03-02").set(room.jobs.site, "s1", "North"));
  room.job_table->upsert(room.job(2, "2026-03-02").set(room.jobs.site, "s2", "South"));
  room.fault_table->upsert(room.fault(1, "2026-03-09").set(room.faults.site, "s1"));
  room.fault_table->upsert(room.fault(2, "2026-03-09").set(room.faults.site, "s3"));
  auto query = Room::query("2026-03-01", "2026-04-01");
  query.by = {"site"};
  const auto cells = room.engine.evaluate({"rate"}, query)->at(0).cells;
  ASSERT_EQ(cells.size(), 3U);
  EXPECT_EQ(cells[0].dims[0].label, "North");  // the fault knows the key only
  EXPECT_EQ(cells[0].value, 1);
  EXPECT_EQ(cells[1].dims[0].label, "South");
  EXPECT_EQ(cells[1].value, 0);  // no fault is none, not "no data"
  EXPECT_EQ(cells[2].dims[0].key, "s3");
  EXPECT_FALSE(cells[2].value);  // nothing done there
  query.by = {"cause"};
  EXPECT_EQ(room.engine.evaluate({"rate"}, query).error().fields.at(0).message,
            "metric rate cannot be split by 'cause': its part done_count (job) has no such dimension");
}

TEST(Formula, CasesAreThoseOfItsTerms) {
  Room room(formula("rate", "1000 * faults / done_count") + formula("sums", "rate + costs"));
  room.job_table->upsert(std::vector{room.job(7, "2026-03-02"), room.job(8, "2026-03-03")});
  room.fault_table->upsert(room.fault(5, "2026-03-02"));
  const auto march = Room::query("2026-03-01", "2026-04-01");
  const auto faults = room.engine.cases("rate", march, "numerator", 0, 9);
  EXPECT_EQ(faults->fact, "fault");
  EXPECT_EQ(faults->items.at(0).id, 5);
  EXPECT_EQ(room.engine.cases("rate", march, "denominator", 0, 9)->total, 2);
  EXPECT_EQ(room.engine.cases("sums", march, "done_count", 0, 9)->fact, "job");
  EXPECT_EQ(room.engine.cases("sums", march, "rate.numerator", 0, 9)->fact, "fault");
  EXPECT_EQ(room.engine.cases("sums", march, "costs.unlinked", 0, 9)->total, 1);  // no cost known
  EXPECT_EQ(room.engine.cases("sums", march, "numerator", 0, 9).error().fields.at(0).message,
            "Metric sums is made of others: name one of faults, done_count, costs, rate.");
}

TEST(Formula, ARefusalNamesThePlace) {
  EXPECT_EQ(refusal(formula("x", "faults / done_cont")),
            "1:80: metric x: no metric 'done_cont'; did you mean 'done_count'?");
  EXPECT_EQ(refusal(formula("x", "x + faults")), "1:1: metric x is made of itself by its formula");
  EXPECT_EQ(refusal(formula("x", "y + faults") + formula("y", "2 * x")),
            "1:1: metric x is made of itself by its formula");
  EXPECT_EQ(refusal(formula("x", "mix(faults, 1)")), "1:71: 'mix' is no function; did you mean 'min'?");
  EXPECT_EQ(refusal(formula("x", "faults > 1")),
            "1:78: expected a clause such as name, fact, unit or '}', found '>'");
  EXPECT_EQ(refusal(formula("x", "when(faults, 1, 2)")), "1:76: expected a condition");
  EXPECT_EQ(refusal(formula("x", "max(faults > 1, 2)")), "1:75: expected a number");
  EXPECT_EQ(refusal(formula("x", "faults +")), "1:80: expected a metric, a number or '(', found '}'");
  EXPECT_EQ(refusal(formula("x", "2 * 3")), "1:71: a formula names at least one metric");
  EXPECT_EQ(refusal(formula("x", "faults fact job")), "1:1: metric x: 'fact' does not go with 'formula'");
  EXPECT_EQ(refusal(formula("x", "faults leads good_rat")),
            "1:84: metric x: no metric 'good_rat'; did you mean 'good_rate'?");
  EXPECT_NE(refusal(formula("x", std::string(500, '(') + "faults" + std::string(500, ')'))).find("too deep"),
            std::string::npos);
}

/// 1000 * faults / done_count and the greater of two, by site and month, against counting by hand.
TEST(Formula, AgreesWithAPlainReference) {
  for (unsigned seed = 1; seed <= 5; ++seed) {
    std::mt19937_64 random(seed);
    Room room(formula("rate", "1000 * faults / done_count") +
              formula("more", "max(or_zero(good_rate), costs / 100)"));
    const Date first = *Date::parse("2026-01-01");
    const std::array sites{"", "A", "B", "C"};
    struct Count {
      std::int64_t done = 0, good = 0, faults = 0, cost = 0;
    };
    std::map<std::pair<std::int64_t, std::string>, Count> counts;  // month, site
    for (int id = 1; id <= 60; ++id) {
      const auto day = first.plus_days(static_cast<std::int64_t>(random() % 90));
      const std::string site = sites[random() % sites.size()];
      auto& count = counts[{day.month(), site}];
      if (random() % 3 != 0) {
        const bool good = random() % 2 == 0;
        room.job_table->upsert(
            room.job(id, day.text().c_str()).set(room.jobs.site, site).set(room.jobs.good, good));
        ++count.done;
        count.good += good;
      } else {
        const auto cost = static_cast<std::int64_t>(random() % 200);
        room.fault_table->upsert(
            room.fault(id, day.text().c_str()).set(room.faults.site, site).set(room.faults.cost, cost));
        ++count.faults;
        count.cost += cost;
      }
    }
    auto query = Room::query("2026-01-01", "2026-04-01");
    query.grain = Grain::kMonth;
    query.by = {"site"};
    const auto answers = room.engine.evaluate({"rate", "more"}, query);
    ASSERT_TRUE(answers);
    std::size_t met = 0;
    for (const auto& answer : *answers)
      for (const auto& cell : answer.cells) {
        const auto& count =
            counts.at({std::get<Date>(cell.period.from).month(), cell.dims[0].key.value_or("")});
        const auto faults = static_cast<double>(count.faults), done = static_cast<double>(count.done);
        ++met;
        if (answer.metric->code == "rate") {
          ASSERT_EQ(cell.value.has_value(), count.done > 0);
          if (cell.value) { EXPECT_DOUBLE_EQ(*cell.value, 1000 * faults / done); }
          EXPECT_EQ(cell.n, count.done);
        } else {
          const double rate = count.done == 0 ? 0 : static_cast<double>(count.good) / done;
          EXPECT_DOUBLE_EQ(cell.value.value(), std::max(rate, static_cast<double>(count.cost) / 100));
        }
      }
    EXPECT_EQ(met, 2 * counts.size());
  }
}

TEST(Distinct, CountsValuesAndARateOfThemHasAnInterval) {
  Room room(over("customers", "basis event anchor done value distinct customer") +
            over("pleased",
                 "basis event anchor done numerator distinct customer where good denominator distinct "
                 "customer",
                 "percent") +
            over("sites", "basis event anchor done value distinct site where not draft"));
  const auto add = [&](int id, std::optional<int> customer, bool good, const char* site) {
    room.job_table->upsert(room.job(id, "2026-03-02")
                               .set(room.jobs.customer, customer)
                               .set(room.jobs.good, good)
                               .set(room.jobs.site, site));
  };
  add(1, 10, true, "A"), add(2, 10, false, "A"), add(3, 11, false, "B"), add(4, {}, true, "");
  const auto march = Room::query("2026-03-01", "2026-04-01");
  const auto customers = room.one("customers", march);
  EXPECT_EQ(customers.value, 2);
  EXPECT_EQ(customers.n, 3);
  EXPECT_EQ(customers.unlinked, 1);
  const auto pleased = room.one("pleased", march);
  EXPECT_EQ(pleased.value, 0.5);
  EXPECT_NEAR(pleased.interval->low, 0.0945, 1e-4);
  EXPECT_EQ(room.one("sites", march).value, 2);
  EXPECT_EQ(refusal(over("x", "basis event anchor done value distinct god")),
            "1:110: 'god' is no column of job; did you mean 'good'?");
  EXPECT_EQ(refusal(over("x", "basis event anchor done value distinct good")),
            "1:110: 'distinct' needs a dimension or a column of whole numbers");
}

TEST(Stock, LooksAtTheEndOfThePeriodOrAtAsOf) {
  Room room(over("old_rate",
                 "basis stock anchor taken until done numerator count where at - taken > 10d "
                 "denominator count",
                 "percent") +
            over("age", "basis stock anchor taken until done value avg of at - taken", "duration_ms"));
  const auto add = [&](int id, const char* taken, const char* done) {
    auto row = FactRow(room.jobs.schema, id).set(room.jobs.taken, Room::day(taken));
    if (done) row.set(room.jobs.done, Room::day(done));
    room.job_table->upsert(row);
  };
  add(1, "2026-03-02", nullptr), add(2, "2026-03-30", nullptr), add(3, "2026-03-01", "2026-03-20");
  add(4, "2026-04-02", nullptr);
  auto query = Room::query("2026-03-01", "2026-05-01");
  query.grain = Grain::kMonth;
  const auto cells = room.engine.evaluate({"old_rate"}, query)->at(0).cells;
  EXPECT_EQ(cells.at(0).numerator, 1);
  EXPECT_EQ(cells.at(0).denominator, 2);
  EXPECT_EQ(cells.at(1).value, 1);
  EXPECT_TRUE(cells.at(0).interval);
  query.to = *Date::parse("2026-04-01");
  query.grain = {};
  query.as_of = Room::day("2026-03-15");
  EXPECT_EQ(room.one("age", query).value, static_cast<double>((13 + 14) * kDay.ms()) / 2);
  EXPECT_EQ(room.one("old_rate", query).value, 1);
  EXPECT_EQ(room.engine.cases("old_rate", query, Part::kNumerator, 0, 9)->total, 2);
  EXPECT_EQ(refusal(over("x", "basis event anchor done value count where at > done")),
            "1:113: 'at' belongs to metrics of basis stock, after their 'basis'");
}

TEST(AverageStock, IsTheIntegralOfTheLevelOverThePeriod) {
  Room room(over("open_avg", "basis stock average anchor taken until done value count", "number") +
            over("score_avg", "basis stock average anchor taken until done value sum of score", "number"));
  const auto add = [&](int id, const char* taken, const char* done, std::optional<int> score) {
    auto row =
        FactRow(room.jobs.schema, id).set(room.jobs.taken, Room::day(taken)).set(room.jobs.score, score);
    if (done) row.set(room.jobs.done, Room::day(done));
    room.job_table->upsert(row);
  };
  add(1, "2026-01-01", nullptr, 10);        // all 30 days of June
  add(2, "2026-06-16", nullptr, 4);         // 15 of them
  add(3, "2026-06-04", "2026-06-10", {});   // 6
  add(4, "2026-05-01", "2026-06-01", 100);  // none
  const auto june = Room::query("2026-06-01", "2026-07-01");
  const auto open = room.one("open_avg", june);
  EXPECT_DOUBLE_EQ(*open.value, (30.0 + 15 + 6) / 30);
  EXPECT_EQ(open.n, 3);
  EXPECT_DOUBLE_EQ(*open.numerator, 51);
  EXPECT_EQ(open.denominator, 30);
  const auto scores = room.one("score_avg", june);
  EXPECT_DOUBLE_EQ(*scores.value, (30.0 * 10 + 15 * 4) / 30);
  EXPECT_EQ(scores.unlinked, 1);
  auto running = june;
  running.as_of = Room::day("2026-06-11");  // ten days have passed
  EXPECT_DOUBLE_EQ(*room.one("open_avg", running).value, (10.0 + 6) / 10);
  EXPECT_DOUBLE_EQ(*room.engine.cases("open_avg", june, Part::kNumerator, 0, 9)->items.at(1).value, 0.5);
  EXPECT_FALSE(room.one("open_avg", Room::query("2031-06-01", "2031-07-01")).value);
}

TEST(Rolling, EachCellLooksAtTheWindowThatEndsWithItsPeriod) {
  Room room(over("rolled", "basis event anchor done value count rolling 3 months") +
            formula("rolled_rate", "faults / done_count rolling 3 months"));
  int id = 0;
  for (const auto* day : {"2025-12-31", "2026-01-01", "2026-02-10", "2026-03-31", "2026-04-01"})
    room.job_table->upsert(room.job(++id, day));
  room.fault_table->upsert(room.fault(1, "2026-01-05"));
  auto query = Room::query("2026-03-01", "2026-05-01");
  query.grain = Grain::kMonth;
  auto cells = room.engine.evaluate({"rolled"}, query)->at(0).cells;
  EXPECT_EQ(cells.at(0).value, 3);  // January to March
  EXPECT_EQ(cells.at(0).period.from, Bound(*Date::parse("2026-03-01")));
  EXPECT_EQ(cells.at(1).value, 3);  // February to April
  EXPECT_EQ(
      room.engine.cases("rolled", Room::query("2026-03-01", "2026-04-01"), Part::kDenominator, 0, 9)->total,
      3);
  query.rolling = parse_rolling("30 days");
  cells = room.engine.evaluate({"rolled"}, query)->at(0).cells;  // the question's window wins
  EXPECT_EQ(cells.at(0).value, 1);
  query.rolling = {};
  cells = room.engine.evaluate({"rolled_rate"}, query)->at(0).cells;
  EXPECT_EQ(cells.at(0).value, 1.0 / 3);
  EXPECT_EQ(cells.at(1).value, 0);
  EXPECT_EQ(
      room.engine.cases("rolled_rate", Room::query("2026-03-01", "2026-04-01"), "numerator", 0, 9)->total, 1);
  EXPECT_EQ(refusal(over("x", "basis event anchor done value count rolling 3 weeks")),
            "1:115: expected a window such as 12 months or 90 days");
  EXPECT_EQ(parse_rolling("12 months"), (Rolling{12, Rolling::Unit::kMonths}));
  EXPECT_EQ(parse_rolling("90d"), (Rolling{90, Rolling::Unit::kDays}));
  for (const auto* wrong : {"", "months", "0 months", "3", "99999 months", "-3 days", "3 months "})
    EXPECT_FALSE(parse_rolling(wrong)) << wrong;
}

TEST(Credit, PersonIsWhoDidTheWork) {
  Room room(over("calls", "credit clerk basis event anchor done value count") +
            formula("rate", "faults / calls"));
  room.job_table->upsert(
      room.job(1, "2026-03-02").set(room.jobs.technician, "t1", "Tang").set(room.jobs.clerk, "c1", "Chen"));
  room.job_table->upsert(
      room.job(2, "2026-03-02").set(room.jobs.technician, "c1").set(room.jobs.clerk, "c2"));
  room.fault_table->upsert(room.fault(1, "2026-03-02").set(room.faults.technician, "c1"));
  auto query = Room::query("2026-03-01", "2026-04-01");
  query.by = {"person"};
  auto cells = room.engine.evaluate({"calls"}, query)->at(0).cells;
  ASSERT_EQ(cells.size(), 2U);
  EXPECT_EQ(cells[0].dims[0], (DimensionValue{"person", "c1", "Chen"}));
  EXPECT_EQ(room.engine.evaluate({"done_count"}, query)->at(0).cells.at(0).dims[0].label, "Tang");
  cells = room.engine.evaluate({"rate"}, query)->at(0).cells;
  EXPECT_EQ(cells.at(0).dims[0].label, "Chen");
  EXPECT_EQ(cells.at(0).value, 1);
  query.by = {};
  query.where = "person = 'Chen'";
  EXPECT_EQ(room.one("calls", query).value, 1);
  EXPECT_EQ(room.engine.cases("calls", query, Part::kDenominator, 0, 9)->items.at(0).id, 1);
  query.where = "";
  query.scope.all_of = {{"person", {"c1"}}};
  EXPECT_EQ(room.engine.cases("calls", query, Part::kDenominator, 0, 9)->items.at(0).id, 1);
  EXPECT_EQ(room.engine.cases("done_count", query, Part::kDenominator, 0, 9)->items.at(0).id, 2);
  EXPECT_EQ(refusal(over("x", "credit clark basis event anchor done value count")),
            "1:78: 'clark' is no dimension of job; did you mean 'clerk'?");
}

const std::string kLenovo =
    "metric good_rate version 2 for 'Lenovo' valid 2026-01-01 to 2027-01-01 { name zh '乙' en 'L' fact job "
    "unit "
    "percent better up basis event anchor done exclude draft numerator count where good or score >= 4 "
    "denominator count }\n";

TEST(Definition, OfAManufacturerHoldsForItsTime) {
  Room room(kLenovo + formula("twice", "2 * good_rate"));
  const auto add = [&](int id, const char* day, bool good, int score) {
    room.job_table->upsert(room.job(id, day)
                               .set(room.jobs.good, good)
                               .set(room.jobs.score, score)
                               .set(room.jobs.manufacturer, "m1", "Lenovo"));
  };
  add(1, "2025-12-02", false, 4), add(2, "2026-01-02", false, 4), add(3, "2026-01-03", false, 3);
  auto query = Room::query("2025-12-01", "2026-02-01");
  query.grain = Grain::kMonth;
  auto own = room.engine.evaluate({"good_rate"}, query)->at(0);
  EXPECT_EQ(own.metric->version, 1);
  EXPECT_EQ(own.cells.at(1).value, 0);
  for (const auto* name : {"Lenovo", "m1"}) {
    query.definition = name;
    const auto theirs = room.engine.evaluate({"good_rate"}, query)->at(0);
    EXPECT_EQ(theirs.metric->version, 2);
    ASSERT_EQ(theirs.definitions.size(), 2U);
    EXPECT_EQ(theirs.definitions[0].metric->version, 1);
    EXPECT_EQ(theirs.cells.at(0).value, 0);
    EXPECT_EQ(theirs.cells.at(1).value, 0.5);
    EXPECT_EQ(room.engine.evaluate({"twice"}, query)->at(0).cells.at(1).value, 1) << "terms follow";
  }
  query.grain = {};
  query.from = *Date::parse("2026-01-01");
  EXPECT_EQ(room.engine.cases("good_rate", query, Part::kNumerator, 0, 9)->items.at(0).id, 2);
  query.definition = "Lenova";
  EXPECT_EQ(room.engine.evaluate({"good_rate"}, query).error().fields.at(0).message,
            "nobody but us defines metrics by the name of 'Lenova'; did you mean 'Lenovo'?");
  EXPECT_EQ(refusal(kLenovo + kLenovo),
            "2:1: metric good_rate: another definition for 'Lenovo' is valid at the same time");
  EXPECT_EQ(refusal("metric good_rate version 2 for 'HP' valid 2026-13-01 {"),
            "1:43: expected a date such as 2026-01-01");
}

TEST(Definition, APeriodAcrossItsFirstDayIsJudgedByBothAndAddedUp) {
  Room room(
      kLenovo + over("spread", "basis event anchor done value median of score", "number") +
      "metric spread version 2 for 'Lenovo' valid 2026-01-01 { name zh '乙' en 'L' fact job unit number "
      "better up basis event anchor done value median of score where good }\n" +
      formula("twice", "2 * good_rate"));
  const auto add = [&](int id, const char* day, bool good, int score, bool draft = false) {
    room.job_table->upsert(room.job(id, day)
                               .set(room.jobs.good, good)
                               .set(room.jobs.score, score)
                               .set(room.jobs.draft, draft)
                               .set(room.jobs.manufacturer, "m1", "Lenovo"));
  };
  add(1, "2025-12-30", false, 4), add(2, "2026-01-02", false, 4), add(3, "2026-01-03", true, 3);
  add(4, "2025-12-31", true, 9, true), add(5, "2026-01-04", false, 1, true);
  auto query = Room::query("2025-12-29", "2026-01-12");
  query.definition = "Lenovo";
  // Ours until 31 December: job 1 misses, draft 4 counts and is good. Theirs from 1 January: 2 and 3 are good,
  // draft 5 is left out. 3 of 4.
  const auto answer = room.engine.evaluate({"good_rate"}, query)->at(0);
  ASSERT_EQ(answer.cells.size(), 1U);
  EXPECT_EQ(answer.cells[0].numerator, 3);
  EXPECT_EQ(answer.cells[0].denominator, 4);
  EXPECT_TRUE(answer.cells[0].interval);
  ASSERT_EQ(answer.definitions.size(), 2U);
  EXPECT_EQ(bound_text(answer.definitions[0].period.to), "2026-01-01");
  EXPECT_EQ(answer.definitions[1].metric->manufacturer, "Lenovo");
  query.grain = Grain::kWeek;
  const auto weeks = room.engine.evaluate({"good_rate"}, query)->at(0);
  ASSERT_EQ(weeks.cells.size(), 2U);
  EXPECT_EQ(weeks.cells[0].value, 0.75);
  EXPECT_FALSE(weeks.cells[1].value) << "no data is no data";
  EXPECT_EQ(room.engine.evaluate({"twice"}, query)->at(0).cells.at(0).value, 1.5) << "terms are cut as well";
  query.grain = {};
  query.by = {"manufacturer"};
  EXPECT_EQ(room.engine.evaluate({"good_rate"}, query)->at(0).cells.at(0).dims[0].label, "Lenovo");
  query.by = {};
  const auto ids = [&](Part part, std::int64_t after = 0, std::size_t limit = 9) {
    std::vector<std::int64_t> all;
    const auto found = room.engine.cases("good_rate", query, part, after, limit);
    for (const auto& one : found->items) all.push_back(one.id);
    return all;
  };
  EXPECT_EQ(ids(Part::kNumerator), (std::vector<std::int64_t>{2, 3, 4}));
  EXPECT_EQ(ids(Part::kDenominator, 2, 1), (std::vector<std::int64_t>{3}));
  // Percentiles keep the values of both stretches: 4 and 9, then 3 of the good ones.
  EXPECT_EQ(room.engine.evaluate({"spread"}, query)->at(0).cells.at(0).value, 4);
  // The window of three months ends in January and begins under ours.
  query.rolling = Rolling{3, Rolling::Unit::kMonths};
  EXPECT_EQ(room.engine.evaluate({"good_rate"}, query)->at(0).cells.at(0).value, 0.75);
  query.rolling = {};
  const auto compared = room.engine.compare("good_rate", query, "own", "Lenovo", 0, 9);
  ASSERT_TRUE(compared);
  EXPECT_EQ(compared->first.cells.at(0).value, 0.4);
  EXPECT_EQ(compared->second.cells.at(0).value, 0.75);
  ASSERT_EQ(compared->records.total, 2) << "before the first day both are ours";
  EXPECT_EQ(compared->records.items[0].id, 2);
  EXPECT_EQ(compared->records.items[1].id, 5);
  query.to = *Date::parse("2026-01-01");
  EXPECT_EQ(room.engine.compare("good_rate", query, "own", "Lenovo", 0, 9).error().fields.at(0).message,
            "'Lenovo' has no definition of good_rate valid in this period");
}

TEST(Definition, WhatIsPendingInEitherStretchMakesThePeriodProvisional) {
  const auto pending = [](const char* code, const char* rest, const char* of) {
    return std::string("metric ") + code +
           " version 2 for 'Lenovo' valid 2026-01-01 { name zh '乙' en 'L' fact job " +
           "unit percent better up basis event anchor taken " + rest + " numerator count where " + of +
           " denominator count }\n";
  };
  const std::string ours =
      "basis event anchor taken pending when done is null numerator count where good denominator count";
  Room room(over("tried", ours, "percent") + pending("tried", "pending when done is null", "score >= 4") +
            over("judged", ours, "percent") + pending("judged", "", "score >= 4"));
  const auto add = [&](int id, const char* taken, bool finished) {
    FactRow row(room.jobs.schema, id);
    row.set(room.jobs.taken, Room::day(taken)).set(room.jobs.good, true).set(room.jobs.score, 5);
    if (finished) row.set(room.jobs.done, Room::day("2026-01-20"));
    room.job_table->upsert(row.set(room.jobs.manufacturer, "m1", "Lenovo"));
  };
  add(1, "2025-12-30", false), add(2, "2025-12-30", true), add(3, "2026-01-02", true);
  auto query = Room::query("2025-12-01", "2026-02-01");
  query.definition = "Lenovo";
  const auto both = room.engine.evaluate({"tried"}, query)->at(0);
  EXPECT_EQ(both.definitions.size(), 2U);
  EXPECT_EQ(both.cells.at(0).pending, 1);
  EXPECT_EQ(both.cells.at(0).denominator, 2);
  EXPECT_TRUE(both.cells.at(0).provisional);
  const auto last = room.engine.evaluate({"judged"}, query)->at(0);
  EXPECT_EQ(last.definitions.size(), 1U) << "one that waits for nothing does not add up with one that does";
  EXPECT_EQ(last.cells.at(0).denominator, 3);
  EXPECT_EQ(last.cells.at(0).pending, 0);
}

TEST(Comparison, NamesTheRecordsThatDifferAndWhy) {
  Room room(kLenovo);
  const auto add = [&](int id, bool good, int score, bool draft) {
    room.job_table->upsert(room.job(id, "2026-01-02")
                               .set(room.jobs.good, good)
                               .set(room.jobs.score, score)
                               .set(room.jobs.draft, draft));
  };
  add(1, true, 5, false), add(2, false, 4, false), add(3, true, 1, true), add(4, false, 1, false);
  const auto january = Room::query("2026-01-01", "2026-02-01");
  const auto compared = room.engine.compare("good_rate", january, "own", "Lenovo", 0, 9);
  ASSERT_TRUE(compared);
  EXPECT_EQ(compared->first.cells.at(0).value, 0.5);
  EXPECT_EQ(compared->second.cells.at(0).value, 2.0 / 3);
  ASSERT_EQ(compared->records.total, 2);
  EXPECT_EQ(compared->records.items[0].id, 2);
  EXPECT_EQ(compared->records.items[0].first.standing, Standing::kDenominator);
  EXPECT_EQ(compared->records.items[0].second.standing, Standing::kNumerator);
  EXPECT_EQ(compared->records.items[1].id, 3);
  EXPECT_EQ(compared->records.items[1].first.standing, Standing::kNumerator);
  EXPECT_EQ(compared->records.items[1].second.standing, Standing::kLeftOut);
  const auto page = room.engine.compare("good_rate", january, "own", "Lenovo", 0, 1);
  EXPECT_EQ(page->records.next, 2);
  EXPECT_EQ(room.engine.compare("good_rate", january, "own", "Lenovo", 2, 1)->records.items.at(0).id, 3);
  EXPECT_EQ(room.engine.compare("done_count", january, "own", "Lenovo", 0, 9).error().fields.at(0).message,
            "'Lenovo' has no definition of done_count valid in this period");
}

TEST(Choice, PicksAValuePerRecord) {
  Room room(over("nps",
                 "basis event anchor done value avg of when(score >= 9, 100, when(score <= 6, -100, 0))",
                 "number"));
  for (const int score : {10, 9, 8, 3})
    room.job_table->upsert(room.job(score, "2026-03-02").set(room.jobs.score, score));
  room.job_table->upsert(room.job(99, "2026-03-02"));  // no score: unknown, not a passive
  const auto cell = room.one("nps", Room::query("2026-03-01", "2026-04-01"));
  EXPECT_EQ(cell.value, 25);
  EXPECT_EQ(cell.unlinked, 1);
  EXPECT_EQ(refusal(over("x", "basis event anchor done value avg of when(good, 1, done - taken)")),
            "1:120: cannot choose between a whole number and a duration");
}

TEST(Description, OfAMetricIsKept) {
  Room room(over("told",
                 "basis event anchor done value count leads faults, good_rate gaming zh '作弊' en 'cheating' "
                 "target 0.95 'S14'"));
  const auto told = *room.engine.metric("told");
  EXPECT_EQ(told->leads, (std::vector<std::string>{"faults", "good_rate"}));
  EXPECT_EQ(told->gaming_en, "cheating");
  EXPECT_EQ(told->target, 0.95);
  EXPECT_EQ(told->target_note, "S14");
}

TEST(FittingCatalogue, LeavesOutWhatHasNoFactAndWhatIsBuiltOnIt) {
  Jobs jobs;
  Engine engine(TimeZone::utc());
  engine.add_fact(jobs.schema);
  const auto complaints = engine.load_fitting(kBase + formula("rate", "faults / done_count"), "test");
  ASSERT_EQ(complaints.size(), 2U);
  EXPECT_EQ(complaints[0].fields.at(0).message, "3:72: 'fault' is no fact");
  EXPECT_EQ(engine.drop_unfit().size(), 1U);
  EXPECT_TRUE(engine.check());
  EXPECT_EQ(engine.metrics().size(), 2U);
}

}  // namespace
}  // namespace manyi::kpi
