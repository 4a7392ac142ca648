// What makes an answer valid, and when a pulse names a team.
// Owns the cases.
#include "modules/callbacks/rules.h"

#include <gtest/gtest.h>

namespace manyi::callbacks {
namespace {

Instant instant(const char* text) { return *Instant::parse(text); }

TEST(CallbackTimes, WhoAnsweredWasReachedAndCalled) {
  CallbackStamps s;
  s.answered_at = instant("2026-03-02T01:00:00Z");
  complete_stamps(s);
  EXPECT_EQ(s.reached_at, s.answered_at);
  EXPECT_EQ(s.attempted_at, s.answered_at);
  EXPECT_EQ(result_told_by(s), CallbackResult::kCompleted);
  s.answered_at.reset();
  EXPECT_EQ(result_told_by(s), CallbackResult::kRefused);
  s.reached_at.reset();
  EXPECT_EQ(result_told_by(s), CallbackResult::kUnreachable);
  EXPECT_EQ(result_told_by({}), CallbackResult::kOpen);
}

TEST(CallbackTimes, OutOfOrderAreNamedAtOnce) {
  CallbackStamps s;
  s.attempted_at = instant("2026-03-03T01:00:00Z");
  s.reached_at = instant("2026-03-02T01:00:00Z");
  s.answered_at = instant("2026-03-01T01:00:00Z");
  std::vector<FieldError> errors;
  check_order_of_times(s, errors);
  ASSERT_EQ(errors.size(), 2u);
  EXPECT_EQ(errors[0].pointer, "/reached_at");
  EXPECT_EQ(errors[1].pointer, "/answered_at");
}

TEST(ValidAnswer, IsCompletedAndHasAClass) {
  CallbackStamps s;
  EXPECT_FALSE(is_valid(s, CallbackResult::kCompleted, AnswerClass::kSatisfied));
  s.answered_at = instant("2026-03-02T01:00:00Z");
  EXPECT_TRUE(is_valid(s, CallbackResult::kCompleted, AnswerClass::kSatisfied));
  EXPECT_FALSE(is_valid(s, CallbackResult::kRefused, AnswerClass::kSatisfied));
  EXPECT_FALSE(is_valid(s, CallbackResult::kCompleted, std::nullopt));
}

TEST(Pulse, KeepsTheMonthOfTheSiteAlone) {
  const auto zone = *TimeZone::find("Asia/Shanghai");
  // Half past midnight on 1 April in Shanghai.
  EXPECT_EQ(pulse_month(instant("2026-03-31T16:30:00Z"), zone), 202604);
  EXPECT_EQ(pulse_time(202604, TimeZone::utc()), instant("2026-04-01T00:00:00Z"));
  EXPECT_EQ(pulse_month(pulse_time(202604, TimeZone::utc()), TimeZone::utc()), 202604);
}

std::vector<PulseAnswer> answers(std::initializer_list<std::tuple<int, const char*, int>> groups) {
  std::vector<PulseAnswer> all;
  for (const auto& [site, team, n] : groups)
    for (int i = 0; i < n; ++i) all.push_back({static_cast<std::int64_t>(all.size()) + 1, site, team});
  return all;
}

// "site team" counts of what is shown, the empty name for what is not.
std::map<std::string, int> shown(const std::vector<PulseAnswer>& month) {
  std::map<std::string, int> counts;
  const auto flags = shown_of_pulse(month);
  for (std::size_t i = 0; i < month.size(); ++i)
    counts[(flags[i].site ? std::to_string(month[i].site) : "") + (flags[i].team ? month[i].team : "")] += 1;
  return counts;
}

TEST(Pulse, FromFiveAnswersATeamIsNamed) {
  EXPECT_EQ(shown(answers({{1, "a", 5}, {1, "b", 6}})), (std::map<std::string, int>{{"1a", 5}, {"1b", 6}}));
}

TEST(Pulse, FewerRollUpToTheSite) {
  EXPECT_EQ(shown(answers({{1, "a", 3}, {1, "b", 4}})), (std::map<std::string, int>{{"1", 7}}));
  EXPECT_EQ(shown(answers({{1, "a", 4}})), (std::map<std::string, int>{{"", 4}}));
}

TEST(Pulse, NobodyIsFoundBySubtraction) {
  // Site 1 has eight answers; with team a named, the other two would be known.
  EXPECT_EQ(shown(answers({{1, "a", 6}, {1, "b", 2}})), (std::map<std::string, int>{{"1", 8}}));
  // With a third team the smaller of the two large ones hides the small one.
  EXPECT_EQ(shown(answers({{1, "a", 9}, {1, "b", 2}, {1, "c", 6}})),
            (std::map<std::string, int>{{"1a", 9}, {"1", 8}}));
  // The same among sites: site 2 is small, so site 1 is not named either.
  EXPECT_EQ(shown(answers({{1, "a", 6}, {2, "b", 2}})), (std::map<std::string, int>{{"", 8}}));
  // Answers without a team count among the unnamed.
  EXPECT_EQ(shown(answers({{1, "a", 6}, {1, "", 1}})), (std::map<std::string, int>{{"1", 7}}));
}

}  // namespace
}  // namespace manyi::callbacks
