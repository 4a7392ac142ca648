// The table of steps and its guards.
// Owns the decisions; knows no SQL, no JSON and no clock.
#include "modules/conduct/rules.h"

namespace manyi::conduct {
namespace {

using S = ViolationState;
using T = ViolationStep;

struct Step {
  T step;
  S from;
  S to;
};

// A detector only ever suspects: what it finds goes through a person's review like all else.
constexpr Step kSteps[] = {
    {T::kReview, S::kSuspected, S::kReviewing},  {T::kConfirm, S::kReviewing, S::kConfirmed},
    {T::kDismiss, S::kReviewing, S::kDismissed}, {T::kAppeal, S::kConfirmed, S::kAppealed},
    {T::kAppeal, S::kDismissed, S::kAppealed},   {T::kUphold, S::kConfirmed, S::kFinal},
    {T::kUphold, S::kAppealed, S::kFinal},       {T::kOverturn, S::kAppealed, S::kFinal},
    {T::kOverturn, S::kDismissed, S::kFinal},    {T::kCorrect, S::kFinal, S::kCorrected},
    {T::kArchive, S::kFinal, S::kArchived},      {T::kArchive, S::kCorrected, S::kArchived},
};

}  // namespace

std::int64_t default_points(ViolationSeverity severity) {
  switch (severity) {
    case ViolationSeverity::kMinor: return 1;
    case ViolationSeverity::kMajor: return 3;
    case ViolationSeverity::kSevere: return 10;
  }
  return 0;
}

std::vector<ViolationStep> allowed_steps(ViolationState state, bool by_suspect) {
  std::vector<ViolationStep> allowed;
  for (const Step& row : kSteps)
    if (row.from == state && (!by_suspect || row.step == T::kAppeal)) allowed.push_back(row.step);
  return allowed;
}

Result<ViolationState> decide_step(ViolationState state, ViolationStep step, bool by_suspect) {
  if (by_suspect && step != T::kAppeal)
    return forbidden("violation.own", "Nobody decides on what he himself is suspected of.");
  for (const Step& row : kSteps)
    if (row.from == state && row.step == step) return row.to;
  std::vector<std::string> allowed;
  for (const T other : allowed_steps(state, by_suspect)) allowed.push_back(enum_name(other));
  return conflict("violation.state", "A violation that is " + enum_name(state) + " cannot take this step.",
                  std::move(allowed));
}

std::optional<bool> confirms(ViolationStep step) {
  switch (step) {
    case T::kConfirm:
    case T::kUphold: return true;
    case T::kDismiss:
    case T::kOverturn: return false;
    default: return std::nullopt;
  }
}

std::optional<bool> confirmed_by(ViolationState state) {
  switch (state) {
    case S::kConfirmed:
    case S::kFinal:
    case S::kCorrected: return true;
    case S::kDismissed: return false;
    default: return std::nullopt;
  }
}

}  // namespace manyi::conduct
