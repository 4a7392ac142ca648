// Runs every text case of this folder against the built-in catalogue.
// Owns the check that a table rebuilt from its records answers as the one that grew.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "case_file.h"
#include "engines/kpi/engine.h"
#include "engines/kpi/lexer.h"
#include "fact_schemas.h"

namespace manyi::kpi_cases {
namespace {

const std::string kRoot = MANYI_SOURCE_DIR;

const std::vector<Case>& all_cases() {
  static const auto cases = read_cases(kRoot + "/tests/kpi");
  return cases;
}

std::unique_ptr<kpi::Engine> engine_for(const Case& test) {
  auto engine = std::make_unique<kpi::Engine>(*TimeZone::find(test.zone));
  std::vector<kpi::FactTable*> tables;
  for (auto& schema : fact_schemas()) tables.push_back(&engine->add_fact(std::move(schema)));
  for (const auto& entry :
       std::filesystem::directory_iterator(kRoot + "/src/modules/performance/catalogue")) {
    std::ifstream in(entry.path());
    std::stringstream text;
    text << in.rdbuf();
    const auto loaded = engine->load(text.str(), entry.path().filename().string());
    if (!loaded) ADD_FAILURE() << entry.path() << ": " << loaded.error().fields.at(0).message;
  }
  const auto checked = engine->check();
  if (!checked)
    ADD_FAILURE() << checked.error().fields.at(0).pointer << ":" << checked.error().fields.at(0).message;
  for (const auto& [site, zone] : test.site_zones)
    for (auto* table : tables) table->set_zone(site, *TimeZone::find(zone));
  return engine;
}

std::int64_t duration(const std::string& text) {
  const bool negative = text.starts_with("-");
  const auto tokens = kpi::cut(negative ? text.substr(1) : text, "");
  if (!tokens) throw std::runtime_error("not a duration: " + text);
  const auto& token = tokens->front();
  return negative ? -token.whole : token.whole;
}

/// "2026-03-05", "2026-03-05T10:00" in the zone, or RFC 3339.
Instant instant(const std::string& text, const TimeZone& zone) {
  if (const auto exact = Instant::parse(text)) return *exact;
  const auto date = Date::parse(text.substr(0, 10));
  if (!date) throw std::runtime_error("not a time: " + text);
  int minute = 0;
  if (text.size() == 16) minute = std::stoi(text.substr(11, 2)) * 60 + std::stoi(text.substr(14, 2));
  return zone.instant(*date, minute);
}

kpi::FactRow row_of(const Case& test, const kpi::FactSchema& schema, const std::string& id,
                    const Fields& fields) {
  const auto site = fields.find("site");
  const auto zone_name = site != fields.end() && test.site_zones.contains(site->second)
                             ? test.site_zones.at(site->second)
                             : test.zone;
  const auto zone = *TimeZone::find(zone_name);
  kpi::FactRow row(schema, std::stoll(id));
  for (const auto& [name, value] : fields) {
    if (name.starts_with("attr.")) {
      row.set_attribute(name.substr(5), value);
      continue;
    }
    const auto* column = schema.find(name);
    if (!column) throw std::runtime_error("no column " + name);
    const bool absent = value == "null";
    switch (column->kind) {
      case kpi::ColumnKind::kTime:
        row.set(kpi::TimeColumn{column->index}, absent ? std::nullopt : std::optional(instant(value, zone)));
        break;
      case kpi::ColumnKind::kDimension: {
        const auto colon = value.find(':');  // key:label
        row.set(kpi::DimensionColumn{column->index}, absent ? "" : value.substr(0, colon),
                colon == std::string::npos ? "" : value.substr(colon + 1));
        break;
      }
      case kpi::ColumnKind::kInteger:
      case kpi::ColumnKind::kDuration:
        row.set(kpi::WholeColumn{column->index}, absent ? std::nullopt : std::optional(duration(value)));
        break;
      case kpi::ColumnKind::kNumber:
        row.set(kpi::NumberColumn{column->index}, absent ? std::nullopt : std::optional(std::stod(value)));
        break;
      case kpi::ColumnKind::kFlag: row.set(kpi::FlagColumn{column->index}, value == "yes"); break;
    }
  }
  return row;
}

/// "2026", "2026-Q1", "2026-03", "2026-W10" (the week of its Monday), "2026-03-05", "A..B"
struct Span {
  kpi::Bound from, to;
  std::optional<kpi::Grain> grain;
};
Span span_of(const std::string& text) {
  const auto dots = text.find("..");
  if (dots != std::string::npos)
    return {*kpi::parse_bound(text.substr(0, dots)), *kpi::parse_bound(text.substr(dots + 2)), {}};
  const int year = std::stoi(text.substr(0, 4));
  const auto span = [](kpi::Grain grain, Date from) {
    return Span{from, kpi::next_period(grain, from), grain};
  };
  if (text.size() == 4) return span(kpi::Grain::kYear, *Date::of(year, 1, 1));
  if (text[5] == 'Q') return span(kpi::Grain::kQuarter, *Date::of(year, (text[6] - '1') * 3 + 1, 1));
  if (text[5] == 'W') {
    const Date first =
        kpi::period_start(kpi::Grain::kWeek, *Date::of(year, 1, 4));  // ISO week 1 holds 4 January
    return span(kpi::Grain::kWeek, first.plus_days(7 * (std::stoi(text.substr(6)) - 1)));
  }
  if (text.size() == 7) return span(kpi::Grain::kMonth, *Date::of(year, std::stoi(text.substr(5)), 1));
  return span(kpi::Grain::kDay, *Date::parse(text));
}

double number(const std::string& text) {
  if (!text.empty() && std::isalpha(static_cast<unsigned char>(text.back())))
    return static_cast<double>(duration(text));
  if (text.ends_with("%")) return std::stod(text) / 100;
  const auto slash = text.find('/');
  return slash == std::string::npos ? std::stod(text)
                                    : std::stod(text.substr(0, slash)) / std::stod(text.substr(slash + 1));
}

void check_number(const std::string& what, const std::string& expected, std::optional<double> actual) {
  if (expected == "none") {
    EXPECT_FALSE(actual.has_value()) << what << " is " << actual.value_or(0);
  } else if (!actual) {
    ADD_FAILURE() << what << " is absent, expected " << expected;
  } else {
    EXPECT_NEAR(*actual, number(expected), 1e-6 * std::max(1.0, std::abs(number(expected)))) << what;
  }
}

const std::set<std::string> kOptions{"as_of",   "by",         "cell",   "where",
                                     "rolling", "definition", "metric", "provisional"};

void check_cell(const kpi::Cell& cell, const Fields& fields) {
  for (const auto& [name, expected] : fields) {
    if (name == "value")
      check_number("value", expected, cell.value);
    else if (name == "numerator")
      check_number("numerator", expected, cell.numerator);
    else if (name == "denominator")
      check_number("denominator", expected, cell.denominator);
    else if (name == "n")
      EXPECT_EQ(std::to_string(cell.n), expected) << "n";
    else if (name == "unlinked")
      EXPECT_EQ(std::to_string(cell.unlinked), expected) << "unlinked";
    else if (name == "pending")
      EXPECT_EQ(std::to_string(cell.pending), expected) << "pending";
    else if (name == "low")
      check_number("low", expected, cell.interval ? std::optional(cell.interval->low) : std::nullopt);
    else if (name == "high")
      check_number("high", expected, cell.interval ? std::optional(cell.interval->high) : std::nullopt);
    else if (!kOptions.contains(name))
      ADD_FAILURE() << "unknown word " << name;
  }
  EXPECT_EQ(cell.provisional, fields.contains("provisional")) << "provisional";
}

kpi::Query query_of(const Case& test, const Step& step, const Span& span) {
  const auto get = [&](const char* name) {
    return step.fields.contains(name) ? step.fields.at(name) : std::string();
  };
  const auto as_of = get("as_of");
  kpi::Query query{
      span.from, span.to, instant(as_of.empty() ? "2040-01-01" : as_of, *TimeZone::find(test.zone)),
      {},        {},      get("where"),
      {},        {}};
  if (const auto by = get("by"); !by.empty()) query.by = {by};
  if (const auto rolling = get("rolling"); !rolling.empty())
    query.rolling = kpi::parse_rolling(rolling).value();
  query.definition = get("definition");
  return query;
}

const std::string& metric_of(const Case& test, const Step& step) {
  const auto at = step.fields.find("metric");
  return at == step.fields.end() ? test.metric : at->second;
}

void expect(const kpi::Engine& engine, const Case& test, const Step& step) {
  const auto span = span_of(step.period);
  auto query = query_of(test, step, span);
  for (const auto grain : {std::optional<kpi::Grain>(), span.grain}) {
    query.grain = grain;
    const auto answers = engine.evaluate({metric_of(test, step)}, query);
    ASSERT_TRUE(answers) << (answers.error().fields.empty() ? answers.error().detail
                                                            : answers.error().fields[0].message);
    const auto& cells = answers->front().cells;
    if (query.by.empty()) {
      ASSERT_EQ(cells.size(), 1U);
      check_cell(cells.front(), step.fields);
      continue;
    }
    const auto wanted = step.fields.contains("cell") ? step.fields.at("cell") : "";
    const auto found = std::find_if(cells.begin(), cells.end(), [&](const kpi::Cell& c) {
      return c.dims[0].label.value_or("null") == wanted;
    });
    if (step.fields.contains("value") && step.fields.at("value") == "no_cell") {
      EXPECT_EQ(found, cells.end());
      continue;
    }
    ASSERT_NE(found, cells.end()) << "no cell " << wanted;
    check_cell(*found, step.fields);
  }
}

void expect_cases(const kpi::Engine& engine, const Case& test, const Step& step) {
  const auto query = query_of(test, step, span_of(step.period));
  std::vector<std::string> ids;
  std::int64_t after = 0;
  for (;;) {
    // Small pages, to cross their edges.
    const auto page = engine.cases(metric_of(test, step), query, step.part, after, 2);
    ASSERT_TRUE(page) << (page.error().fields.empty() ? page.error().detail : page.error().fields[0].message);
    EXPECT_EQ(page->total, static_cast<std::int64_t>(step.ids.size()));
    for (const auto& item : page->items) ids.push_back(std::to_string(item.id));
    if (!page->next) break;
    after = *page->next;
  }
  EXPECT_EQ(ids, step.ids);
}

void put(kpi::Engine& engine, const Case& test, const std::string& fact, const std::string& id,
         const Fields& fields) {
  auto* table = engine.table(fact);
  if (!table) throw std::runtime_error("no fact " + fact);
  table->upsert(row_of(test, table->schema(), id, fields));
}

class KpiCase : public testing::TestWithParam<std::size_t> {};

TEST_P(KpiCase, ComesOutAsWritten) {
  const auto& test = all_cases()[GetParam()];
  SCOPED_TRACE(test.title);
  const auto grown = engine_for(test);
  std::map<std::pair<std::string, std::string>, Fields> records;  // by fact and id
  for (const auto& step : test.steps) {
    SCOPED_TRACE(test.file + ".case:" + std::to_string(step.line));
    if (step.kind == Step::Kind::kExpect || step.kind == Step::Kind::kCases) {
      const auto rebuilt = engine_for(test);
      for (const auto& [key, fields] : records) put(*rebuilt, test, key.first, key.second, fields);
      for (const auto* engine : {grown.get(), rebuilt.get()})
        step.kind == Step::Kind::kExpect ? expect(*engine, test, step) : expect_cases(*engine, test, step);
      continue;
    }
    std::string fact = step.fact;
    for (const auto& [key, fields] : records) {
      if (!step.fact.empty() || key.second != step.id) continue;
      if (!fact.empty()) throw std::runtime_error("record " + step.id + " of which fact?");
      fact = key.first;
    }
    if (fact.empty()) throw std::runtime_error("no record " + step.id);
    auto& record = records[{fact, step.id}];
    switch (step.kind) {
      case Step::Kind::kRecord: record = step.fields; break;
      case Step::Kind::kChange:
        for (const auto& [name, value] : step.fields) record[name] = value;
        break;
      default:
        records.erase({fact, step.id});
        grown->table(fact)->erase(std::stoll(step.id));
        continue;
    }
    put(*grown, test, fact, step.id, record);
  }
}

TEST(Metric, HasAPageWithAWorkedExampleThatRuns) {
  const auto read = [](const std::string& path) {
    std::ifstream in(path);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
  };
  for (const auto& metric : engine_for(Case{})->metrics()) {
    SCOPED_TRACE(metric->code);
    const auto page = read(kRoot + "/docs/kpi/" + metric->code + ".md");
    EXPECT_NE(page.find(metric->name_zh), std::string::npos);
    EXPECT_NE(page.find("## Worked example"), std::string::npos);
    const bool run = std::any_of(all_cases().begin(), all_cases().end(), [&](const Case& test) {
      return test.metric == metric->code && page.find("`" + test.title + "`") != std::string::npos;
    });
    EXPECT_TRUE(run) << "the page names no case that runs";
  }
}

TEST(Metric, SaysAllThatADefinitionMustSay) {
  const auto read = [](const std::string& path) {
    std::ifstream in(path);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
  };
  for (const auto& metric : engine_for(Case{})->metrics()) {
    SCOPED_TRACE(metric->code);
    EXPECT_FALSE(metric->name_zh.empty() || metric->name_en.empty());
    EXPECT_FALSE(metric->description_zh.empty() || metric->description_en.empty());
    EXPECT_FALSE(metric->owner.empty());
    EXPECT_FALSE(metric->source.empty());
    EXPECT_EQ(metric->source.find(".md"), std::string::npos);
    EXPECT_NE(read(kRoot + "/docs/kpi/" + metric->code + ".md").find("| source | " + metric->source + " |"),
              std::string::npos)
        << "the page names another source";
  }
}

TEST(Metric, IsThereForEveryLineOfTheDictionary) {
  const auto engine = engine_for(Case{});
  for (const char* code : {"csat_rate",
                           "vsat_rate",
                           "vsat_rate_all",
                           "dsat_rate",
                           "seg_csat",
                           "nps",
                           "loyalty_rate",
                           "complaint_rate",
                           "complaint_7d",
                           "plan_n1",
                           "complaint_reopen",
                           "dealer_csat",
                           "callback_coverage",
                           "callback_attempted",
                           "callback_reached",
                           "callback_valid",
                           "ftfr",
                           "response_time",
                           "onsite_ontime",
                           "reschedule_rate",
                           "tat",
                           "tat_attain",
                           "escalation_solve",
                           "backlog_age",
                           "process_adherence",
                           "part_use_rate",
                           "part_use_value",
                           "parts_per_order",
                           "part_nff_rate",
                           "part_nff_value",
                           "effective_use",
                           "rrr",
                           "rrr_symptom",
                           "part_doa_rate",
                           "zero_wait_hit",
                           "return_ontime",
                           "stock_days",
                           "part_eta_keep",
                           "conduct_score",
                           "violation_rate",
                           "praise_rate",
                           "reputation_coef",
                           "quota_attain",
                           "attach_rate",
                           "quote_win_rate",
                           "revenue",
                           "gross_profit",
                           "expense",
                           "profit",
                           "expense_gp_ratio",
                           "profit_per_head",
                           "expense_per_head",
                           "attrition",
                           "esat",
                           "cert_rate",
                           "utilisation",
                           "span"}) {
    SCOPED_TRACE(code);
    const auto metric = engine->metric(code);
    ASSERT_TRUE(metric);
    EXPECT_FALSE((*metric)->gaming_zh.empty()) << "no gaming check";
    EXPECT_EQ((*metric)->gaming_zh.empty(), (*metric)->gaming_en.empty());
  }
}

TEST(Metric, OfTheDictionaryHasALeadOrAReasonWhyNot) {
  const auto engine = engine_for(Case{});
  int with_leads = 0, with_reasons = 0;
  for (const char* code : {"csat_rate",
                           "vsat_rate",
                           "dsat_rate",
                           "seg_csat",
                           "nps",
                           "loyalty_rate",
                           "complaint_rate",
                           "plan_n1",
                           "complaint_7d",
                           "dealer_csat",
                           "ftfr",
                           "callback_coverage",
                           "response_time",
                           "onsite_ontime",
                           "tat",
                           "tat_attain",
                           "escalation_solve",
                           "backlog_age",
                           "process_adherence",
                           "part_use_rate",
                           "part_nff_rate",
                           "rrr",
                           "part_doa_rate",
                           "zero_wait_hit",
                           "return_ontime",
                           "stock_days",
                           "part_eta_keep",
                           "conduct_score",
                           "violation_rate",
                           "praise_rate",
                           "reputation_coef",
                           "quota_attain",
                           "attach_rate",
                           "quote_win_rate"}) {
    SCOPED_TRACE(code);
    const auto metric = *engine->metric(code);
    std::ifstream in(kRoot + "/docs/kpi/" + code + ".md");
    std::string line, row;
    while (std::getline(in, line))
      if (line.starts_with("| leading indicators |")) row = line;
    for (const auto& lead : metric->leads) {
      EXPECT_NE(lead, code) << "it cannot lead itself";
      EXPECT_NE(row.find("[" + lead + "](" + lead + ".md)"), std::string::npos) << "the page lacks " << lead;
    }
    if (!metric->leads.empty()) {
      ++with_leads;
      continue;
    }
    ++with_reasons;
    EXPECT_TRUE(row.starts_with("| leading indicators | none: ") && row.size() > 60)
        << "neither a lead nor a reason: " << row;
  }
  EXPECT_GE(with_leads, 3 * with_reasons);
}

std::string name_of(const testing::TestParamInfo<std::size_t>& info) {
  const auto& test = all_cases()[info.param];
  std::string name = test.file + "_";
  bool upper = true;
  for (const char c : test.title) {
    if (std::isalnum(static_cast<unsigned char>(c))) {
      name += upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
      upper = false;
    } else {
      upper = true;
    }
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(Files, KpiCase, testing::Range<std::size_t>(0, all_cases().size()), name_of);

}  // namespace
}  // namespace manyi::kpi_cases
