// How customers move on the satisfaction ladder from one month to the next.
// Owns what a customer's step in a month is, and how two months are held against each other.
#pragma once

#include <span>

#include "modules/performance/performance.h"

namespace manyi::performance {

/// Where a customer stands in a month, from the bottom of the ladder up. The last two are no steps: he
/// said nothing in the month; he never said anything before.
enum class LadderStep {
  kComplaint,
  kDissatisfied,
  kNeutral,
  kSatisfied,
  kVerySatisfied,
  kNoAnswer,
  kFirstAnswer
};
BOOST_DESCRIBE_ENUM(LadderStep, kComplaint, kDissatisfied, kNeutral, kSatisfied, kVerySatisfied, kNoAnswer,
                    kFirstAnswer)

/// What one customer said at one time: a valid answer, or a valid complaint.
struct Word {
  std::int64_t customer = 0;
  std::int64_t at_ms = 0;
  int month = 0;  // counted from any one month; the zone of the record's site decides
  LadderStep step = LadderStep::kNoAnswer;
  std::int64_t record = 0;
  std::optional<std::int64_t> work_order;
};

/// By customer, then time, then record.
bool by_customer(const Word& a, const Word& b);

/// One customer in a month and in the month before it: his last words, null where he said nothing.
struct Move {
  std::int64_t customer = 0;
  LadderStep before = LadderStep::kNoAnswer, now = LadderStep::kNoAnswer;
  const Word* before_word = nullptr;
  const Word* now_word = nullptr;
};

/// Everybody who said something in `month` or in the one before, by ascending customer. The last word of a
/// month counts. \param words in the order of `by_customer`; later months are not looked at
std::vector<Move> moves_of(std::span<const Word> words, int month);

// ---- what goes over HTTP -------------------------------------------------------------------

struct SatisfactionFlowQuery {
  std::string from, to;  // days; the months they touch
  std::optional<Instant> as_of;
  std::optional<std::string> where;
};
BOOST_DESCRIBE_STRUCT(SatisfactionFlowQuery, (), (from, to, as_of, where))
std::span<const FieldRule> field_rules(const SatisfactionFlowQuery*);

struct FlowCell {
  LadderStep before = LadderStep::kNoAnswer, now = LadderStep::kNoAnswer;
  std::int64_t customers = 0;
};
BOOST_DESCRIBE_STRUCT(FlowCell, (), (before, now, customers))

/// One month against the one before it. Cells without customers are left out.
struct FlowMonth {
  std::string month, month_before;               // "2026-10"
  std::int64_t customers = 0;                    // who said something in the month
  std::int64_t risen = 0, kept = 0, fallen = 0;  // of those on a step in both months
  std::int64_t unlinked = 0;                     // answers and complaints of the month that name no customer
  std::vector<FlowCell> cells;
};
BOOST_DESCRIBE_STRUCT(FlowMonth, (), (month, month_before, customers, risen, kept, fallen, unlinked, cells))

struct SatisfactionFlow {
  Instant as_of;
  std::int64_t fresh_to = 0;  // journal position
  std::vector<FlowMonth> months;
};
BOOST_DESCRIBE_STRUCT(SatisfactionFlow, (), (as_of, fresh_to, months))

struct FlowCustomersQuery {
  std::string month;  // "2026-10"
  LadderStep before = LadderStep::kNoAnswer, now = LadderStep::kNoAnswer;
  std::optional<Instant> as_of;
  std::optional<std::string> where;
  std::optional<std::string> cursor;
  std::optional<int> limit;
};
BOOST_DESCRIBE_STRUCT(FlowCustomersQuery, (), (month, before, now, as_of, where, cursor, limit))
std::span<const FieldRule> field_rules(const FlowCustomersQuery*);

/// The record of a customer's last word in a month.
struct FlowRecord {
  std::string kind;  // survey_answer | complaint
  std::string id;
  std::string no;
  std::optional<std::string> work_order_id;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(FlowRecord, (), (kind, id, no, work_order_id, at))

struct FlowCustomer {
  std::string customer_id;
  std::string customer_name;  // masked unless the caller may see it
  std::optional<FlowRecord> before, now;
};
BOOST_DESCRIBE_STRUCT(FlowCustomer, (), (customer_id, customer_name, before, now))

struct FlowCustomerPage {
  std::vector<FlowCustomer> items;
  std::optional<std::string> next_cursor;
  std::int64_t total_estimate = 0;
};
BOOST_DESCRIBE_STRUCT(FlowCustomerPage, (), (items, next_cursor, total_estimate))

/// Answers are those that csat_rate counts, complaints those that complaint_count counts, within the
/// caller's scope and the condition. \errors kInvalid /from, /to, /where; kUnavailable while loading
Result<SatisfactionFlow> satisfaction_flow(Performance& performance, db::ReadTx& tx, const Caller& caller,
                                           const SatisfactionFlowQuery& query);
/// The customers of one cell, by ascending id. \errors kInvalid /month, /where, /cursor
Result<FlowCustomerPage> flow_customers(Performance& performance, db::ReadTx& tx, const Caller& caller,
                                        const FlowCustomersQuery& query);

}  // namespace manyi::performance
