// The points that are looked at, from the catalogue of process points.
// Owns how often each is missed.
#include "server/demo_points.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "engines/simulation/random.h"
#include "modules/processes/points.h"

namespace manyi::demo {
namespace {

constexpr std::uint64_t kLook = 7401, kMiss = 7402, kPersonal = 7403, kLocal = 7404;
constexpr std::size_t kLooks = 6;
constexpr std::int64_t kCareless = 18;  // points of 20 below which the whole order was careless

struct Habit {
  std::string_view code;
  double misses;
};
constexpr std::array kHabits = {
    Habit{"intake_complete", 0.015},    Habit{"expectation_asked", 0.02},
    Habit{"promise_told", 0.012},       Habit{"skill_match", 0.012},
    Habit{"pre_diagnosis", 0.08},       Habit{"appointment_confirmed", 0.02},
    Habit{"diagnosis_in_time", 0.02},   Habit{"photo_before", 0.012},
    Habit{"quote_before_work", 0.012},  Habit{"quote_answered", 0.07},
    Habit{"price_list_shown", 0.012},   Habit{"part_request_same_day", 0.02},
    Habit{"right_part_carried", 0.025}, Habit{"diagnosis_evidence", 0.02},
    Habit{"test_bench", 0.08},          Habit{"return_packed", 0.012},
    Habit{"progress_told", 0.04},       Habit{"burn_in", 0.02},
    Habit{"symptom_retested", 0.012},   Habit{"qc_passed", 0.012},
    Habit{"explained", 0.015},          Habit{"receipt_given", 0.01},
    Habit{"micro_action", 0.03},        Habit{"callback_neutral", 0.015},
};
constexpr std::array<std::string_view, 3> kConduct = {"dress_and_badge", "place_clean", "price_list_shown"};
constexpr std::array<std::string_view, 3> kPhoto = {"photo_before", "return_packed", "place_clean"};
constexpr std::array<std::string_view, 3> kProcess = {"qc_passed", "burn_in", "symptom_retested"};
constexpr std::array<std::string_view, 2> kMystery = {"explained", "promise_told"};

const processes::BuiltInPoint* point_of(std::string_view code) {
  const auto& points = processes::built_in_points();
  const auto at =
      std::find_if(points.begin(), points.end(), [&](const auto& one) { return one.code == code; });
  return at == points.end() ? nullptr : &*at;
}

template <std::size_t N>
std::optional<std::string> name_of(const std::array<std::string_view, N>& codes, std::int64_t id) {
  const auto* point = point_of(codes[static_cast<std::size_t>(id) % N]);
  if (point == nullptr) return std::nullopt;
  return point->name_zh;
}

/// The same number for the same text everywhere; std::hash is not.
std::uint64_t number_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash;
}

}  // namespace

std::optional<std::string> quality_point_of(const simulation::Check& check) {
  switch (check.kind) {
    case simulation::CheckKind::kConduct: return name_of(kConduct, check.id);
    case simulation::CheckKind::kPhoto: return name_of(kPhoto, check.id);
    case simulation::CheckKind::kProcess: return name_of(kProcess, check.id);
    case simulation::CheckKind::kMystery: return name_of(kMystery, check.id);
    case simulation::CheckKind::kAudit: break;
  }
  return std::nullopt;
}

std::vector<InspectedPoint> inspected_points(const simulation::Check& check) {
  std::vector<InspectedPoint> points;
  if (check.order == 0) return points;
  simulation::Random luck(kLook, 0, static_cast<std::uint64_t>(check.id));
  std::array<Habit, kHabits.size()> habits = kHabits;
  for (std::size_t i = 0; i < kLooks; ++i) {
    std::swap(habits[i], habits[i + luck.below(habits.size() - i)]);
    if (const auto* point = point_of(habits[i].code))
      points.push_back({point->name_zh, point->role, habits[i].misses});
  }
  return points;
}

bool missed(const InspectedPoint& point, const simulation::Check& check, std::int64_t person) {
  const auto subject = number_of(point.quality_point);
  double misses = point.misses;
  if (simulation::Random(kPersonal, static_cast<std::uint64_t>(person + 1), subject).chance(0.08))
    misses *= 6;
  if (simulation::Random(kLocal, static_cast<std::uint64_t>(check.site + 1), subject).chance(0.12))
    misses *= 2.5;
  if (check.points_got < kCareless) misses *= 2;
  simulation::Random luck(kMiss, static_cast<std::uint64_t>(check.id), subject);
  return luck.chance(std::min(0.5, misses));
}

}  // namespace manyi::demo
