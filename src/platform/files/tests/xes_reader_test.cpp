// Traces of logs as different programs write them.
// Owns nothing.
#include "platform/files/xes_reader.h"

#include "platform/files/tests/scratch.h"

namespace manyi::files {
namespace {

std::string event(std::string_view name, std::string_view time, std::string_view more = {}) {
  std::string text = "<event>";
  if (!name.empty()) text += "<string key=\"concept:name\" value=\"" + std::string(name) + "\"/>";
  if (!time.empty()) text += "<date key=\"time:timestamp\" value=\"" + std::string(time) + "\"/>";
  return text + std::string(more) + "</event>";
}

std::string log_of(std::string_view inside) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<log xes.version=\"1.0\">\n" + std::string(inside) +
         "</log>";
}

std::string trace(std::string_view name, std::string_view events) {
  return "<trace><string key=\"concept:name\" value=\"" + std::string(name) + "\"/>" + std::string(events) +
         "</trace>\n";
}

struct Log {
  std::vector<LogCase> cases;
  std::optional<Error> failure;
};

Log read(std::unique_ptr<ByteSource> source, EventColumns columns = {}) {
  XesReader reader(std::move(source), std::move(columns));
  Log log;
  for (LogCase found; reader.next(found);) log.cases.push_back(found);
  log.failure = reader.failure();
  return log;
}

Log read_text(std::string_view text, EventColumns columns = {}) {
  return read(memory_source(text), std::move(columns));
}

std::string failure_of(std::string_view text, EventColumns columns = {}) {
  const auto log = read_text(text, std::move(columns));
  return log.failure ? log.failure->key : "none";
}

class XesReaderTest : public ScratchTest {};

TEST_F(XesReaderTest, PlainAndPackedLogsAreTheSame) {
  const std::string text = log_of(
      "<string key=\"origin\" value=\"x\"/><global scope=\"event\"><string key=\"concept:name\" "
      "value=\"none\"/>"
      "</global>" +
      trace("A", event("Open", "2024-03-01T08:00:00+01:00", "<string key=\"org:resource\" value=\"Li\"/>") +
                     event("Close", "2024-03-02T08:00:00.500Z",
                           "<string key=\"lifecycle:transition\" value=\"complete\"/><int key=\"cost\" "
                           "value=\"5\"/>")) +
      trace("B", ""));
  for (const auto& path : {file(text), gzipped(text)}) {
    auto source = open_file(path);
    ASSERT_TRUE(source.ok());
    const Log log = read(std::move(*source));
    ASSERT_FALSE(log.failure) << log.failure->detail;
    ASSERT_EQ(log.cases.size(), 2u);
    const LogCase& first = log.cases[0];
    EXPECT_EQ(first.name, "A");
    ASSERT_EQ(first.events.size(), 2u);
    EXPECT_EQ(first.events[0].activity, "Open");
    EXPECT_EQ(first.events[0].resource, "Li");
    EXPECT_EQ(first.events[0].time.instant(TimeZone::utc()).text(), "2024-03-01T07:00:00.000Z");
    EXPECT_EQ(first.events[1].transition, "complete");
    EXPECT_EQ(first.events[1].time.instant(TimeZone::utc()).text(), "2024-03-02T08:00:00.500Z");
    EXPECT_EQ(first.values.at("cost").last, "5");
    EXPECT_TRUE(log.cases[1].events.empty());
  }
}

TEST_F(XesReaderTest, AttributesOfCasesNestedOnesAndLists) {
  const Log log = read_text(
      log_of(trace("A",
                   "<string key=\"customer\" value=\"Li\"><string key=\"city\" value=\"Hangzhou\"/></string>"
                   "<list key=\"parts\"><values><string key=\"part\" value=\"fan\"/><string key=\"part\" "
                   "value=\"belt\"/></values>"
                   "</list><container key=\"box\"><int key=\"n\" value=\"2\"/></container>" +
                       event("x", "2024-03-01T08:00:00Z", "<string key=\"place\" value=\"1\"/>") +
                       event("y", "2024-03-01T09:00:00Z", "<string key=\"place\" value=\"2\"/>"))));
  ASSERT_EQ(log.cases.size(), 1u);
  const auto& values = log.cases[0].values;
  EXPECT_EQ(values.at("case:customer").first, "Li");
  EXPECT_EQ(values.at("case:customer/city").first, "Hangzhou");
  EXPECT_EQ(values.at("case:parts/part").first, "fan; belt");
  EXPECT_EQ(values.at("case:box/n").first, "2");
  EXPECT_EQ(values.at("place").first, "1");
  EXPECT_EQ(values.at("place").last, "2");
}

TEST_F(XesReaderTest, EventsAreOrderedByTimeAndKeepTheFilesOrderAmongEquals) {
  const Log log =
      read_text(log_of(trace("A", event("late", "2024-03-02T00:00:00Z") + event("b", "2024-03-01T10:00:00Z") +
                                      event("a", "2024-03-01T12:00:00+02:00"))));
  ASSERT_EQ(log.cases.at(0).events.size(), 3u);
  EXPECT_EQ(log.cases[0].events[0].activity, "b");
  EXPECT_EQ(log.cases[0].events[1].activity, "a");
  EXPECT_EQ(log.cases[0].events[2].activity, "late");
}

TEST_F(XesReaderTest, EventsWithoutTimeOrNameSpoilTheirCaseAlone) {
  const Log log = read_text(log_of(trace("A", event("x", "")) + trace("B", event("x", "soon")) +
                                   trace("C", event("", "2024-03-01T08:00:00Z")) + "<trace>" +
                                   event("x", "2024-03-01T08:00:00Z") + "</trace>" +
                                   trace("E", event("x", "2024-03-01T08:00:00Z"))));
  ASSERT_FALSE(log.failure);
  ASSERT_EQ(log.cases.size(), 5u);
  EXPECT_EQ(log.cases[0].problem, RecordProblem::kEvent);
  EXPECT_EQ(log.cases[0].note, "The event in line 3 (x) has no time stamp.");
  EXPECT_EQ(log.cases[1].note, "The event in line 4 (x) has the time stamp 'soon', which is no time.");
  EXPECT_EQ(log.cases[2].note, "The event in line 5 has no activity.");
  EXPECT_EQ(log.cases[3].problem, RecordProblem::kNoCase);
  EXPECT_EQ(log.cases[4].problem, RecordProblem::kNone);
}

TEST_F(XesReaderTest, PrefixesOfExtensionsAreKnownByTheirAddress) {
  const Log log = read_text(
      log_of("<extension name=\"Concept\" prefix=\"c\" uri=\"http://www.xes-standard.org/concept.xesext\"/>"
             "<extension name=\"Time\" prefix=\"t\" uri=\"http://www.xes-standard.org/time.xesext\"/>"
             "<trace><string key=\"c:name\" value=\"A\"/><event><string key=\"c:name\" value=\"x\"/>"
             "<date key=\"t:timestamp\" value=\"2024-03-01T08:00:00Z\"/></event></trace>"));
  ASSERT_EQ(log.cases.size(), 1u);
  EXPECT_EQ(log.cases[0].name, "A");
  ASSERT_EQ(log.cases[0].events.size(), 1u);
  EXPECT_EQ(log.cases[0].events[0].activity, "x");
}

TEST_F(XesReaderTest, ActivitiesAreNamedByAClassifierWhenAsked) {
  const std::string text =
      log_of("<classifier name=\"Where\" keys=\"concept:name 'the place'\"/>" +
             trace("A", event("x", "2024-03-01T08:00:00Z", "<string key=\"the place\" value=\"shop\"/>")));
  EXPECT_EQ(read_text(text, {.classifier = "Where"}).cases.at(0).events.at(0).activity, "x+shop");
  EXPECT_EQ(read_text(text).cases.at(0).events.at(0).activity, "x");
  const auto log = read_text(text, {.classifier = "Who"});
  ASSERT_TRUE(log.failure);
  EXPECT_EQ(log.failure->fields.at(0).pointer, "/events/classifier");
}

TEST_F(XesReaderTest, BrokenAndHostileLogsAreRefused) {
  const std::string good = log_of(trace("A", event("x", "2024-03-01T08:00:00Z")));
  EXPECT_EQ(failure_of(good), "none");
  EXPECT_EQ(failure_of(good.substr(0, good.size() - 20)), "xes_broken");
  EXPECT_EQ(failure_of(""), "xes_broken");
  EXPECT_EQ(failure_of("<html><body/></html>"), "not_xes");
  EXPECT_EQ(failure_of("<log><trace></log>"), "xes_broken");
  EXPECT_EQ(failure_of(
                "<?xml version=\"1.0\"?><!DOCTYPE log [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
                "<log><trace><string key=\"concept:name\" value=\"&b;\"/></trace></log>"),
            "xes_broken");
  std::string deep = "<log><trace>";
  for (int i = 0; i < 30; ++i) deep += "<string key=\"k\" value=\"v\">";
  EXPECT_EQ(failure_of(deep), "xes_broken");
}

}  // namespace
}  // namespace manyi::files
