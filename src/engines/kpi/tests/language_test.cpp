// Tests of the expression and metric languages: what is refused, where, and with which hint.
#include <gtest/gtest.h>

#include "engines/kpi/engine.h"

namespace manyi::kpi {
namespace {

struct Jobs {
  FactSchema schema{"job"};
  TimeColumn taken = schema.time("taken");
  TimeColumn done = schema.time("done");
  DimensionColumn site = schema.dimension("site", "网点", "Site");
  DimensionColumn source = schema.dimension("source", "来源", "Source");
  WholeColumn visits = schema.integer("visits");
  WholeColumn limit = schema.duration("limit_ms");
  NumberColumn age = schema.number("age");
  FlagColumn draft = schema.flag("draft");
};

std::string refusal(const std::string& condition) {
  Jobs jobs;
  const auto parsed = parse_condition(condition, jobs.schema, TimeZone::utc());
  return parsed ? "" : parsed.error().fields.at(0).message;
}

std::vector<std::int64_t> matching(const std::string& condition, const std::vector<FactRow>& rows,
                                   Instant as_of = Instant(1LL << 50)) {
  Jobs jobs;
  Engine engine(TimeZone::utc());
  auto& table = engine.add_fact(jobs.schema);
  EXPECT_TRUE(
      engine.load("metric all version 1 { name zh '全部' en 'All' fact job unit count better neither basis "
                  "event anchor taken value count }",
                  "test"));
  table.upsert(rows);
  Query query{Instant(0), Instant(1LL << 50), as_of, {}, {}, condition, {}, {}};
  const auto found = engine.cases("all", query, Part::kDenominator, 0, 100);
  EXPECT_TRUE(found) << found.error().fields.at(0).message;
  std::vector<std::int64_t> ids;
  if (found)
    for (const auto& item : found->items) ids.push_back(item.id);
  return ids;
}

using Ids = std::vector<std::int64_t>;

TEST(Condition, ComparisonWithNothingIsNeitherTrueNorFalse) {
  Jobs j;
  const std::vector<FactRow> rows{
      FactRow(j.schema, 1).set(j.taken, Instant(1)).set(j.site, "A").set(j.visits, 1).set(j.age, 2.5),
      FactRow(j.schema, 2).set(j.taken, Instant(1)).set(j.site, "B").set(j.visits, 2).set(j.draft, true),
      FactRow(j.schema, 3).set(j.taken, Instant(1)),
  };
  EXPECT_EQ(matching("site = 'A'", rows), (Ids{1}));
  EXPECT_EQ(matching("'A' = site", rows), (Ids{1}));
  EXPECT_EQ(matching("site != 'A'", rows), (Ids{2}));
  EXPECT_EQ(matching("not site = 'A'", rows), (Ids{2}));
  EXPECT_EQ(matching("site = 'nowhere'", rows), (Ids{}));
  EXPECT_EQ(matching("site != 'nowhere'", rows), (Ids{1, 2}));
  EXPECT_EQ(matching("site not in ('A', 'C')", rows), (Ids{2}));
  EXPECT_EQ(matching("site is null", rows), (Ids{3}));
  EXPECT_EQ(matching("site is not null", rows), (Ids{1, 2}));
  EXPECT_EQ(matching("visits >= 1 and age is null", rows), (Ids{2}));
  EXPECT_EQ(matching("visits < 2 or site is null", rows), (Ids{1, 3}));
  EXPECT_EQ(matching("visits in (1, 2.0)", rows), (Ids{1, 2}));
  EXPECT_EQ(matching("age > 2", rows), (Ids{1}));
  EXPECT_EQ(matching("not draft", rows), (Ids{1, 3}));
  EXPECT_EQ(matching("not (draft or site = 'A')", rows), (Ids{}));  // unknown for 3
  EXPECT_EQ(matching("visits * 2 - 1 = 3", rows), (Ids{2}));
  EXPECT_EQ(matching("visits / 0 = 1 or visits / 0 is null", rows), (Ids{1, 2, 3}));
  EXPECT_EQ(matching("-visits < -1", rows), (Ids{2}));
}

TEST(Condition, TimesAndDurationsCalculate) {
  Jobs j;
  const auto at = [](const char* text) { return Instant::parse(text); };
  const std::vector<FactRow> rows{
      FactRow(j.schema, 1)
          .set(j.taken, at("2026-03-01T00:00:00Z"))
          .set(j.done, at("2026-03-01T04:00:00Z"))
          .set(j.limit, 4 * kHour.ms()),
      FactRow(j.schema, 2)
          .set(j.taken, at("2026-03-02T00:00:00Z"))
          .set(j.done, at("2026-03-04T00:00:00Z"))
          .set(j.limit, kDay.ms()),
      FactRow(j.schema, 3).set(j.taken, at("2026-03-02T00:00:00Z")),
  };
  EXPECT_EQ(matching("done - taken <= 4h", rows), (Ids{1}));
  EXPECT_EQ(matching("done - taken > limit_ms", rows), (Ids{2}));
  EXPECT_EQ(matching("done > taken + 1d", rows), (Ids{2}));
  EXPECT_EQ(matching("(done - taken) / limit_ms = 2", rows), (Ids{2}));
  EXPECT_EQ(matching("limit_ms * 2 = 8h", rows), (Ids{1}));
  EXPECT_EQ(matching("taken >= '2026-03-02'", rows), (Ids{2, 3}));
  EXPECT_EQ(matching("taken < '2026-03-01T00:00:00.001Z'", rows), (Ids{1}));
  EXPECT_EQ(matching("done is null", rows, *at("2026-03-03T00:00:00Z")), (Ids{2, 3}));
  EXPECT_EQ(matching("as_of - taken > 1.5d", rows, *at("2026-03-03T00:00:00Z")), (Ids{1}));
}

TEST(Condition, ARefusalNamesThePlaceAndTheNearestName) {
  EXPECT_EQ(refusal("sitee = 'A'"), "1:1: 'sitee' is no column of job; did you mean 'site'?");
  EXPECT_EQ(refusal("draft and\n  visit > 1"), "2:3: 'visit' is no column of job; did you mean 'visits'?");
  EXPECT_EQ(refusal("site = 'A"), "1:8: this text has no closing '");
  EXPECT_EQ(refusal("site = "), "1:8: expected a column or a value, found the end");
  EXPECT_EQ(refusal("site = 'A' draft"), "1:12: expected 'and', 'or' or the end, found 'draft'");
  EXPECT_EQ(refusal("网 = 1"), "1:1: '网' is no column of job");
  EXPECT_EQ(refusal("draft and 站点 = 1 ; x"), "1:18: ';' has no meaning here");
  EXPECT_EQ(refusal("site < 'A'"), "1:6: texts compare with =, != and in only");
  EXPECT_EQ(refusal("site = 1"), "1:6: cannot compare a text and a whole number");
  EXPECT_EQ(refusal("done - taken > 3"), "1:14: cannot compare a duration and a whole number");
  EXPECT_EQ(refusal("done + taken > 3"), "1:6: cannot add a time and a time");
  EXPECT_EQ(refusal("limit_ms > 3y"), "1:12: 'y' is no duration: use ms, s, min, h, d or w");
  EXPECT_EQ(refusal("taken > 'soon'"), "1:9: 'soon' is neither a date (2026-11-01) nor an RFC 3339 time");
  EXPECT_EQ(refusal("visits"), "1:1: expected a condition, found a whole number");
  EXPECT_EQ(refusal("visits and draft"), "1:1: expected a condition before 'and', found a whole number");
  EXPECT_EQ(refusal("draft = draft"), "1:7: cannot compare a condition and a condition");
  EXPECT_EQ(refusal("site in ('A', visits)"), "1:15: a list holds plain values only");
  EXPECT_EQ(refusal("site = source"), "1:6: a text comparison needs a column and a value in '...'");
  EXPECT_EQ(refusal(""), "1:1: expected a column or a value, found the end");
  EXPECT_EQ(refusal("attr. = 'x'"), "1:7: expected the name of an attribute, found '='");
}

TEST(Condition, NestingAndLengthHaveAnEnd) {
  EXPECT_NE(refusal(std::string(5000, '(') + "draft" + std::string(5000, ')')).find("more than 100"),
            std::string::npos);
  std::string nots;
  for (int i = 0; i < 4000; ++i) nots += "not ";
  EXPECT_NE(refusal(nots + "draft").find("more than 100"), std::string::npos);
  EXPECT_NE(refusal("visits > " + std::string(9000, '-') + "1").find("too many"), std::string::npos);
  EXPECT_EQ(refusal(std::string(30'000, ' ')), "a condition has at most 20,000 characters");
  std::string sum = "visits > 1";
  for (int i = 0; i < 1000; ++i) sum += "+1";
  EXPECT_NE(refusal(sum).find("more than 100"), std::string::npos);
  EXPECT_EQ(refusal("visits = 9999999999999999"), "1:10: '9999999999999999' has more than 15 digits");
}

std::string metric_refusal(const std::string& text) {
  Jobs jobs;
  const auto parsed = parse_metrics(text, "test.metric", {&jobs.schema}, TimeZone::utc());
  return parsed ? "" : parsed.error().fields.at(0).message;
}

std::string with(const std::string& clauses) {
  return "metric m version 2 {\n name zh '甲' en 'M' fact job unit percent better up basis event anchor "
         "done\n " +
         clauses + "\n}";
}

TEST(MetricFile, KeepsWhatWasWritten) {
  Jobs jobs;
  const auto text = "# comment\n" + with("source 'x' numerator count where source = 'a' denominator count") +
                    "\n" + with("value percentile 90 of done - taken where not draft");
  const auto parsed = parse_metrics(text, "test.metric", {&jobs.schema}, TimeZone::utc());
  ASSERT_TRUE(parsed) << parsed.error().fields.at(0).message;
  ASSERT_EQ(parsed->size(), 2U);
  const auto& rate = *parsed->at(0);
  EXPECT_EQ(rate.code, "m");
  EXPECT_EQ(rate.version, 2);
  EXPECT_EQ(rate.name_zh, "甲");
  EXPECT_TRUE(rate.is_rate());
  EXPECT_TRUE(rate.text.starts_with("metric m") && rate.text.ends_with("}"));
  EXPECT_EQ(parsed->at(1)->value->fraction, 0.9);
}

TEST(MetricFile, ARefusalNamesThePlace) {
  EXPECT_EQ(metric_refusal(with("value count numeratr count")),
            "3:14: 'numeratr' is no clause; did you mean 'numerator'?");
  EXPECT_EQ(metric_refusal(with("numerator count")),
            "1:1: metric m: give either 'value', or 'numerator' and 'denominator'");
  EXPECT_EQ(metric_refusal(with("value count value count")), "3:14: 'value' is given twice");
  EXPECT_EQ(metric_refusal(with("value avg of site")), "3:15: expected a number or a duration, found a text");
  EXPECT_EQ(metric_refusal(with("value percentile 100 of visits")),
            "3:19: a percentile lies between 0 and 100");
  EXPECT_EQ(metric_refusal(with("value count until done")),
            "1:1: metric m: 'until' belongs to basis stock, and stock needs it");
  EXPECT_EQ(metric_refusal("metric m version 1 { anchor done"), "1:22: 'fact' must come before 'anchor'");
  EXPECT_EQ(metric_refusal("metric m version 1 { fact jobs }"),
            "1:27: 'jobs' is no fact; did you mean 'job'?");
  EXPECT_EQ(metric_refusal("metric m version 1 { fact job anchor don"),
            "1:38: 'don' is no time stamp of job; did you mean 'done'?");
  EXPECT_EQ(metric_refusal("metric m version 1 { fact job }"), "1:1: metric m: 'name' is missing");
  EXPECT_EQ(metric_refusal("metric m version 1 { name zh '' en 'M' fact job }"),
            "1:30: the Chinese name is empty");
  EXPECT_EQ(metric_refusal("metric m version 1 { name zh '甲' en ' ' fact job }"),
            "1:37: the English name is empty");
  EXPECT_EQ(metric_refusal("metric m version 1 { unit"),
            "1:26: expected one of percent duration_ms count number money, found the end");
  EXPECT_EQ(metric_refusal("metric m version 1 {"),
            "1:21: expected a clause such as name, fact, unit or '}', found the end");
  EXPECT_EQ(metric_refusal(with("basis cohort 30d")), "3:2: 'basis' is given twice");
}

TEST(Catalogue, KnowsOnlyTheHighestVersionAndSuggests) {
  Jobs jobs;
  Catalogue catalogue({&jobs.schema}, TimeZone::utc());
  ASSERT_TRUE(catalogue.add(with("value count"), "a"));
  EXPECT_EQ(catalogue.add(with("value count"), "b").error().code, ErrorCode::kConflict);
  EXPECT_EQ(catalogue.find("n").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(catalogue.find("n").error().detail, "no metric 'n'; did you mean 'm'?");
}

TEST(Query, UnknownDimensionsAndEmptyPeriodsAreRefused) {
  Jobs jobs;
  Engine engine(TimeZone::utc());
  auto& table = engine.add_fact(jobs.schema);
  ASSERT_TRUE(engine.load(with("value count"), "a"));
  table.upsert(FactRow(jobs.schema, 1).set(jobs.done, Instant(1)).set_attribute("country", "GBR"));
  Query query{Instant(0), Instant(9), Instant(9), {}, {"sit"}, {}, {}, {}};
  EXPECT_EQ(engine.evaluate({"m"}, query).error().fields.at(0).message,
            "no dimension 'sit'; did you mean 'site'?");
  query.by = {"attr.contry"};
  EXPECT_EQ(engine.evaluate({"m"}, query).error().fields.at(0).message,
            "no dimension 'attr.contry'; did you mean 'attr.country'?");
  query.by = {"site", "site"};
  EXPECT_EQ(engine.evaluate({"m"}, query).error().fields.at(0).code, "repeated");
  query.by = {};
  query.where = "attr.contry = 'GBR'";
  EXPECT_EQ(engine.evaluate({"m"}, query).error().fields.at(0).message,
            "1:1: no record has 'attr.contry'; did you mean 'attr.country'?");
  query.where = "";
  query.to = Instant(0);
  EXPECT_EQ(engine.evaluate({"m"}, query).error().fields.at(0).pointer, "/to");
  EXPECT_EQ(engine.evaluate({"x"}, query).error().code, ErrorCode::kNotFound);
}

TEST(Scope, LimitsEveryAnswerToItsKeys) {
  Jobs jobs;
  Engine engine(TimeZone::utc());
  auto& table = engine.add_fact(jobs.schema);
  ASSERT_TRUE(engine.load(with("value count"), "a"));
  table.upsert(FactRow(jobs.schema, 1).set(jobs.done, Instant(1)).set(jobs.site, "s1", "North"));
  table.upsert(
      FactRow(jobs.schema, 2).set(jobs.done, Instant(1)).set(jobs.site, "s2", "s1"));  // a label is no key
  table.upsert(FactRow(jobs.schema, 3).set(jobs.done, Instant(1)));
  Query query{Instant(0), Instant(9), Instant(9), {}, {}, {}, {}, {}};
  const auto count = [&] { return engine.evaluate({"m"}, query)->at(0).cells.at(0).n; };
  EXPECT_EQ(count(), 3);
  query.scope.all_of = {{"site", {"s1"}}};
  EXPECT_EQ(count(), 1);
  EXPECT_EQ(engine.cases("m", query, Part::kDenominator, 0, 9)->items.at(0).id, 1);
  query.scope.all_of = {{"site", {}}};
  EXPECT_EQ(count(), 0);
  query.scope.all_of = {{"dealer", {"d1"}}};  // the fact has no such dimension: nothing to see
  EXPECT_EQ(count(), 0);
}

}  // namespace
}  // namespace manyi::kpi
