// Decisions about answers.
// Owns the rule of the least number; knows no SQL, no JSON and no clock.
#include "modules/callbacks/rules.h"

#include <map>

namespace manyi::callbacks {
namespace {

// Of the groups that make up a whole, those that may be named: each large enough, and what stays
// unnamed large enough too, or nothing. `hidden` starts with what belongs to no group.
template <class Key> std::set<Key> nameable(const std::map<Key, std::size_t>& groups, std::size_t hidden) {
  std::set<Key> named;
  for (const auto& [key, n] : groups) {
    if (n >= kLeastPulse)
      named.insert(key);
    else
      hidden += n;
  }
  // The smallest named groups join the unnamed, until nobody can be found by subtraction.
  while (hidden > 0 && hidden < kLeastPulse && !named.empty()) {
    const Key* smallest = &*named.begin();
    for (const Key& key : named)
      if (groups.at(key) < groups.at(*smallest)) smallest = &key;
    hidden += groups.at(*smallest);
    named.erase(Key(*smallest));
  }
  return named;
}

}  // namespace

void complete_stamps(CallbackStamps& s) {
  if (s.answered_at && !s.reached_at) s.reached_at = s.answered_at;
  if (s.reached_at && !s.attempted_at) s.attempted_at = s.reached_at;
}

void check_order_of_times(const CallbackStamps& s, std::vector<FieldError>& errors) {
  if (s.attempted_at && s.reached_at && *s.reached_at < *s.attempted_at)
    errors.push_back({"/reached_at", "before_attempt", "Reached before the first attempt."});
  if (s.reached_at && s.answered_at && *s.answered_at < *s.reached_at)
    errors.push_back({"/answered_at", "before_reached", "Answered before being reached."});
}

CallbackResult result_told_by(const CallbackStamps& s) {
  if (s.answered_at) return CallbackResult::kCompleted;
  if (s.reached_at) return CallbackResult::kRefused;
  if (s.attempted_at) return CallbackResult::kUnreachable;
  return CallbackResult::kOpen;
}

bool is_valid(const CallbackStamps& stamps, CallbackResult result, std::optional<AnswerClass> answer) {
  return stamps.answered_at && result == CallbackResult::kCompleted && answer;
}

std::int64_t pulse_month(Instant at, const TimeZone& zone) {
  const Date day = zone.local_date(at);
  return std::int64_t{day.year()} * 100 + day.month();
}

Instant pulse_time(std::int64_t month, const TimeZone& zone) {
  const auto first = Date::of(static_cast<int>(month / 100), static_cast<int>(month % 100), 1);
  return first ? zone.instant(*first) : Instant();
}

std::vector<PulseShown> shown_of_pulse(const std::vector<PulseAnswer>& month) {
  std::map<std::int64_t, std::size_t> sites;
  std::map<std::int64_t, std::map<std::string, std::size_t>> teams;
  std::map<std::int64_t, std::size_t> without_team;
  for (const auto& answer : month) {
    sites[answer.site] += 1;
    if (answer.team.empty())
      without_team[answer.site] += 1;
    else
      teams[answer.site][answer.team] += 1;
  }
  const auto named_sites = nameable(sites, 0);
  std::map<std::int64_t, std::set<std::string>> named_teams;
  for (const auto site : named_sites) named_teams[site] = nameable(teams[site], without_team[site]);
  std::vector<PulseShown> shown;
  for (const auto& answer : month) {
    const bool site = named_sites.contains(answer.site);
    shown.push_back({site, site && named_teams[answer.site].contains(answer.team)});
  }
  return shown;
}

}  // namespace manyi::callbacks
