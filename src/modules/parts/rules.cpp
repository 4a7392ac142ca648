// The tables of steps and what times tell.
// Owns the decisions; knows no SQL, no JSON and no clock.
#include "modules/parts/rules.h"

#include <algorithm>
#include <span>
#include <utility>

namespace manyi::parts {
namespace {

using Q = PartRequestState;
using A = PartRequestStep;
using U = PartUnitState;
using T = PartUnitStep;

template <class State, class Step> struct Row {
  Step step;
  State from, to;
};

constexpr Row<Q, A> kRequestSteps[] = {
    {A::kApprove, Q::kRequested, Q::kApproved},
    {A::kReject, Q::kRequested, Q::kRejected},
    {A::kBackorder, Q::kApproved, Q::kBackordered},
    {A::kBackorder, Q::kPicking, Q::kBackordered},
    {A::kPick, Q::kApproved, Q::kPicking},
    {A::kPick, Q::kBackordered, Q::kPicking},
    {A::kShip, Q::kApproved, Q::kInTransit},
    {A::kShip, Q::kPicking, Q::kInTransit},
    {A::kShip, Q::kBackordered, Q::kInTransit},
    {A::kReceive, Q::kInTransit, Q::kReceived},
    {A::kIssue, Q::kPicking, Q::kIssued},  // from the shelf
    {A::kIssue, Q::kReceived, Q::kIssued},
    {A::kInstall, Q::kIssued, Q::kInstalled},
    {A::kReturnUnused, Q::kIssued, Q::kReturnedUnused},
    {A::kClose, Q::kInstalled, Q::kClosed},
    {A::kClose, Q::kReturnedUnused, Q::kClosed},
    {A::kClose, Q::kRejected, Q::kClosed},
};

// A part that failed on arrival may show it at any moment until it is first used.
constexpr Row<U, T> kUnitSteps[] = {
    {T::kStock, U::kReceived, U::kInStock},
    {T::kStock, U::kReturnedUnused, U::kInStock},
    {T::kStock, U::kDoaRejected, U::kInStock},
    {T::kIssue, U::kInStock, U::kIssued},
    {T::kInstall, U::kIssued, U::kInstalled},
    {T::kReturnUnused, U::kIssued, U::kReturnedUnused},
    {T::kClaimDoa, U::kReceived, U::kDoaClaimed},
    {T::kClaimDoa, U::kInStock, U::kDoaClaimed},
    {T::kClaimDoa, U::kIssued, U::kDoaClaimed},
    {T::kClaimDoa, U::kInstalled, U::kDoaClaimed},
    {T::kConfirmDoa, U::kDoaClaimed, U::kDoaConfirmed},
    {T::kRejectDoa, U::kDoaClaimed, U::kDoaRejected},
    {T::kRemove, U::kInstalled, U::kRemoved},
    {T::kPretest, U::kRemoved, U::kPretest},
    {T::kAwaitReturn, U::kRemoved, U::kAwaitingReturn},
    {T::kAwaitReturn, U::kPretest, U::kAwaitingReturn},
    {T::kShipBack, U::kAwaitingReturn, U::kShippedBack},
    {T::kJudge, U::kShippedBack, U::kJudged},
    {T::kCredit, U::kJudged, U::kCredited},
    {T::kCharge, U::kJudged, U::kCharged},
    {T::kCharge, U::kLost, U::kCharged},
    {T::kLose, U::kInStock, U::kLost},
    {T::kLose, U::kIssued, U::kLost},
    {T::kLose, U::kRemoved, U::kLost},
    {T::kLose, U::kPretest, U::kLost},
    {T::kLose, U::kAwaitingReturn, U::kLost},
    {T::kLose, U::kShippedBack, U::kLost},
};

template <class State, class Step>
std::vector<Step> allowed(std::span<const Row<State, Step>> table, State state) {
  std::vector<Step> steps;
  for (const auto& row : table)
    if (row.from == state) steps.push_back(row.step);
  return steps;
}

template <class State, class Step>
Result<State> decide(std::span<const Row<State, Step>> table, State state, Step step, const char* what) {
  for (const auto& row : table)
    if (row.from == state && row.step == step) return row.to;
  std::vector<std::string> names;
  for (const Step other : allowed(table, state)) names.push_back(enum_name(other));
  return conflict(std::string(what) + ".step_not_allowed",
                  "In state " + enum_name(state) + " this step cannot be taken.", std::move(names));
}

void check_after(const std::optional<Instant>& later, const char* pointer,
                 const std::optional<Instant>& earlier, const char* what, std::vector<FieldError>& errors) {
  if (later && earlier && *later < *earlier)
    errors.push_back({pointer, "time_order", std::string("This is before ") + what + "."});
}

}  // namespace

// ---- requests -----------------------------------------------------------------------------------

Result<Q> decide_step(Q state, A step) { return decide<Q, A>(kRequestSteps, state, step, "part_request"); }
std::vector<A> allowed_steps(Q state) { return allowed<Q, A>(kRequestSteps, state); }

void stamp(PartRequestStamps& s, A step, Instant at) {
  switch (step) {
    case A::kPick:
    case A::kReceive: s.available_at = at; break;
    case A::kBackorder: s.available_at.reset(); break;
    case A::kIssue:
      if (!s.available_at) s.available_at = at;
      s.issued_at = at;
      break;
    case A::kInstall: s.installed_at = at; break;
    case A::kReturnUnused: s.unused_returned_at = at; break;
    case A::kClose: s.closed_at = at; break;
    default: break;
  }
}

Q state_told_by(const PartRequestStamps& s) {
  if (s.closed_at) return Q::kClosed;
  if (s.installed_at) return Q::kInstalled;
  if (s.unused_returned_at) return Q::kReturnedUnused;
  if (s.issued_at) return Q::kIssued;
  if (s.available_at) return Q::kReceived;
  return Q::kRequested;
}

bool filled_from_stock(PartSource source, const PartRequestStamps& s) {
  return source == PartSource::kStock && s.available_at && *s.available_at <= s.requested_at + kHour;
}

void check_order_of_times(const PartRequestStamps& s, std::vector<FieldError>& errors) {
  const std::pair<const char*, std::optional<Instant>> later[] = {
      {"/promised_at", s.promised_at},
      {"/available_at", s.available_at},
      {"/issued_at", s.issued_at},
      {"/installed_at", s.installed_at},
      {"/unused_returned_at", s.unused_returned_at},
      {"/closed_at", s.closed_at}};
  for (const auto& [pointer, at] : later) check_after(at, pointer, s.requested_at, "the request", errors);
  check_after(s.installed_at, "/installed_at", s.issued_at, "the part was issued", errors);
  if (s.installed_at && s.unused_returned_at)
    errors.push_back(
        {"/unused_returned_at", "mixed_return", "A part that was installed is not returned unused."});
}

// ---- units --------------------------------------------------------------------------------------

Result<U> decide_step(U state, T step) { return decide<U, T>(kUnitSteps, state, step, "part_unit"); }
std::vector<T> allowed_steps(U state) { return allowed<U, T>(kUnitSteps, state); }

void stamp(PartUnitStamps& s, T step, Instant at, PartOwner owner) {
  switch (step) {
    case T::kIssue:
      s.issued_at = at;
      s.unused_returned_at.reset();  // back from the shelf it goes out once more
      break;
    case T::kInstall: s.installed_at = at; break;
    case T::kReturnUnused: s.unused_returned_at = at; break;
    case T::kClaimDoa: s.doa_claimed_at = at; break;
    case T::kConfirmDoa: s.doa_confirmed_at = at; break;
    case T::kRejectDoa: s.doa_claimed_at.reset(); break;
    case T::kRemove:
      s.removed_at = at;
      s.return_due_at = return_due(s, owner);
      break;
    case T::kShipBack: s.shipped_back_at = at; break;
    case T::kJudge: s.judged_at = at; break;
    default: break;
  }
}

U state_told_by(const PartUnitStamps& s) {
  if (s.doa_confirmed_at) return U::kDoaConfirmed;
  if (s.doa_claimed_at) return U::kDoaClaimed;
  if (s.judged_at) return U::kJudged;
  if (s.shipped_back_at) return U::kShippedBack;
  if (s.removed_at) return U::kRemoved;
  if (s.installed_at) return U::kInstalled;
  if (s.unused_returned_at) return U::kReturnedUnused;
  if (s.issued_at) return U::kIssued;
  return U::kReceived;
}

PartReturn return_told_by(const PartUnitStamps& s) {
  if (s.unused_returned_at) return PartReturn::kUnusedGood;
  if (s.doa_claimed_at || s.doa_confirmed_at) return PartReturn::kNone;
  return s.removed_at || s.shipped_back_at || s.judged_at ? PartReturn::kDefective : PartReturn::kNone;
}

PartCondition condition_told_by(U state) {
  switch (state) {
    case U::kDoaClaimed: return PartCondition::kSuspect;
    case U::kDoaConfirmed: return PartCondition::kDoa;
    case U::kRemoved:
    case U::kPretest:
    case U::kAwaitingReturn:
    case U::kShippedBack:
    case U::kJudged:
    case U::kCredited:
    case U::kCharged: return PartCondition::kDefective;
    default: return PartCondition::kGood;
  }
}

std::optional<Instant> return_due(const PartUnitStamps& s, PartOwner owner) {
  if (s.return_due_at || !s.removed_at || owner != PartOwner::kManufacturer) return s.return_due_at;
  return *s.removed_at + kReturnWithin;
}

void check_unit(const PartUnitStamps& s, const std::optional<Verdict>& verdict,
                std::vector<FieldError>& errors) {
  check_after(s.issued_at, "/issued_at", s.received_at, "the part was received", errors);
  check_after(s.installed_at, "/installed_at", s.issued_at, "the part was issued", errors);
  check_after(s.unused_returned_at, "/unused_returned_at", s.issued_at, "the part was issued", errors);
  check_after(s.return_due_at, "/return_due_at", s.removed_at, "the part was removed", errors);
  check_after(s.shipped_back_at, "/shipped_back_at", s.removed_at, "the part was removed", errors);
  check_after(s.judged_at, "/judged_at", s.shipped_back_at, "the part was sent back", errors);
  check_after(s.doa_claimed_at, "/doa_claimed_at", s.received_at, "the part was received", errors);
  check_after(s.doa_confirmed_at, "/doa_confirmed_at", s.doa_claimed_at, "it was claimed", errors);
  if (s.unused_returned_at && (s.installed_at || s.removed_at || s.shipped_back_at || s.judged_at || verdict))
    errors.push_back({"/unused_returned_at", "mixed_return",
                      "A good part returned unused was not installed, removed or judged."});
  if (verdict && !s.judged_at) errors.push_back({"/judged_at", "required", "A verdict has its date."});
  if (s.judged_at && !verdict)
    errors.push_back({"/verdict", "required", "Say what the manufacturer's test found."});
}

}  // namespace manyi::parts
