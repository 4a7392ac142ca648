// What open work orders risk: to be late, to leave the customer dissatisfied, to come back.
// Owns the signs that are looked at and the models fitted on orders that have ended.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engines/forecast/logistic.h"
#include "engines/kpi/engine.h"
#include "modules/advance_control/deciding_cases.h"

namespace manyi::advance_control {

/// What an answer must be not to count as gone wrong: not dissatisfied, at least satisfied, very satisfied.
enum class Mood { kNotDissatisfied, kSatisfied, kVerySatisfied };

/// What is seen of an order, each 0 or 1 but for age and chances.
struct OrderSigns {
  double age = 0;  // share of its limit that has passed, at most 1.5
  bool part_missing = false, part_late = false, part_waited = false, quote_waits = false, undiagnosed = false;
  bool repeat = false, new_technician = false, dissatisfied_before = false, rescheduled = false,
       repromised = false, qc_failed = false, promise_broken = false, promise_near = false;
  bool onsite = false;
  bool sensitive = false;  // a large account, or one who complained before: said, not reckoned with
  double late = 0;         // chance, or 0 and 1 when it has been delivered
};

/// One order that is not delivered yet, or was and has not been asked.
struct OpenOrder {
  std::int64_t id = 0;
  std::size_t row = 0;
  std::int64_t accepted = 0, limit = 0;      // \unit ms; limit kpi::kNull when there is none
  std::int64_t promised = 0, delivered = 0;  // kpi::kNull when none
  OrderSigns signs;
};

/// Learnt from what has ended. Immutable; valid for the engine it was made from.
class OrderRisk {
 public:
  static OrderRisk learn(const kpi::Engine& engine, Instant as_of);

  /// Orders that are open, or delivered without an answer in the last weeks.
  std::vector<OpenOrder> open_orders(const kpi::Engine& engine, Instant as_of) const;

  /// That it exceeds its limit. 1 once it has. \param closed of the time until then, when nothing moves
  double late(const OpenOrder& order, std::int64_t closed = 0) const;
  /// That the answer falls short of the mood.
  double unhappy(const OpenOrder& order, Mood mood) const;
  /// That the same machine is back within the window.
  double returns(const OpenOrder& order) const;
  /// That it is delivered within so much time from now.
  double delivered_within(const OpenOrder& order, Instant now, DurationMs time) const;
  /// Of orders that begin now. \unit days of open time
  double ends_within(double days) const;
  /// Of those delivered in the last months, the middle one; 0: none has any.
  std::int64_t usual_limit() const { return usual_limit_; }
  /// That a valid answer arrives within so much time after `since`, given none had at `now`.
  double answered_within(std::int64_t since, Instant now, DurationMs time) const;
  /// That a quote sent so long ago is approved within so much time.
  double approved_within(std::int64_t sent, Instant now, DurationMs time) const;
  /// Sales of an order whose quote was approved, on average. \unit as sales_amount
  double usual_sale() const { return usual_sale_; }

 private:
  /// Ever, and how long it takes when it does.
  struct Wait {
    double share = 0;                 // that it comes at all
    std::vector<std::int64_t> times;  // sorted
    double within(std::int64_t age, std::int64_t more) const;
  };
  struct Reader;  // the columns of work orders
  OrderSigns signs_of(const Reader& of, std::size_t row, std::int64_t now, int done_before) const;
  void learn_people(const kpi::Engine& engine, std::int64_t now);
  void learn_complaints(const kpi::Engine& engine, std::int64_t now);
  void learn_orders(const kpi::FactTable& orders, std::int64_t now);
  void learn_answers(const kpi::Engine& engine, std::int64_t now);
  void learn_sales(const kpi::Engine& engine, std::int64_t now);

  forecast::Logistic late_, returns_;
  std::map<Mood, forecast::Logistic> unhappy_;
  Wait delivery_, answer_, approval_;
  double usual_sale_ = 0;
  std::int64_t usual_limit_ = 0;
  std::map<std::pair<std::int32_t, std::int32_t>, int> done_;               // (technician, model)
  std::set<std::pair<std::int64_t, std::int64_t>> follow_ups_;              // (customer, accepted)
  std::unordered_map<std::int64_t, std::vector<std::int64_t>> unhappy_at_;  // customer
  std::unordered_map<std::int64_t, std::int64_t> complained_at_;            // customer, the first time
  std::set<std::int64_t> answered_;                                         // orders
  std::unordered_map<std::size_t, int> done_before_;  // row -> orders of that model done before
};

/// Signs worth a word, the weightiest first, and what to do about them.
std::vector<CaseReason> reasons_of(const OpenOrder& order, CaseKind kind);
CaseAction action_of(const std::vector<CaseReason>& reasons, CaseKind kind);

}  // namespace manyi::advance_control
