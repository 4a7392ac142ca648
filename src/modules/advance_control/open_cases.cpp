// Families of open cases: late orders, dissatisfied answers to come, returns, open quotes, records that fall due.
// Owns the chances of what falls due, counted from what fell due before.
#include "modules/advance_control/open_cases.h"

#include <algorithm>
#include <cmath>

#include "modules/advance_control/columns.h"

namespace manyi::advance_control {
namespace {

constexpr std::int64_t kDayMs = 24LL * 3600 * 1000;
constexpr std::int64_t kDueFrom = 270 * kDayMs;  // how long ago records fell due that are learnt from

/// Site and person of the rows of a fact.
class Places {
 public:
  Places(const kpi::FactTable& table, const ScopeBook& book, const std::string& person)
      : book_(book), site_(table, "site"), person_(table, person) {}
  int site(std::size_t row) const { return find(site_, book_.site_of_key, row); }
  int person(std::size_t row) const { return find(person_, book_.person_of_key, row); }

 private:
  static int find(const CodeOf& of, const std::unordered_map<std::string, int>& keys, std::size_t row) {
    if (!of || of[row] == kpi::kNullCode) return ScopeBook::kNone;
    const auto at = keys.find(of.key(row));
    return at == keys.end() ? ScopeBook::kNone : at->second;
  }
  const ScopeBook& book_;
  CodeOf site_, person_;
};

Instant period_end(const Figures& figures) {
  return figures.timeline().zone.instant(figures.timeline().period.to);
}

/// What the metric counts as good.
Mood mood_of(const MetricFigures& metric) {
  const auto& text = metric.metric->text;
  if (text.find("class = 'dissatisfied'") != std::string::npos) return Mood::kNotDissatisfied;
  return text.find("class = 'very_satisfied'") != std::string::npos ? Mood::kVerySatisfied : Mood::kSatisfied;
}

/// Orders in hand: late, returning, and answers to come.
void add_orders(const Figures& figures, const MetricFigures& metric, const OrderRisk& risk,
                const std::vector<OpenOrder>& open, std::vector<OpenRecord>& records) {
  const auto* orders = figures.engine().table("work_order");
  const Instant now = figures.timeline().as_of;
  const DurationMs left = period_end(figures) - now;
  const std::int64_t end = period_end(figures).ms();
  const auto& timeline = figures.timeline();
  const auto closed_time = [&](int site, std::int64_t from, std::int64_t to) {
    return static_cast<std::int64_t>(
        static_cast<double>(kDayMs) *
        figures.book().closed_between(site, timeline.at(Instant(from)), timeline.at(Instant(to))));
  };
  const auto lock = orders->read_lock();
  const Places places(*orders, figures.book(), "technician");
  for (const auto& order : open) {
    if (order.row >= orders->size() || orders->ids()[order.row] != order.id) continue;  // changed meanwhile
    const bool delivered = order.delivered != kpi::kNull;
    OpenRecord record;
    record.id = record.order = order.id;
    record.site = places.site(order.row);
    record.person = places.person(order.row);
    switch (metric.plan.family) {
      case CaseFamily::kTurnaround:
        if (delivered || order.limit == kpi::kNull) continue;
        record.usual_chance = risk.late(order);
        record.chance = risk.late(order, closed_time(record.site, now.ms(), order.accepted + order.limit));
        record.held_up = closed_time(record.site, order.accepted, now.ms()) > 0;
        record.counts =
            risk.delivered_within(order, now, left - DurationMs(closed_time(record.site, now.ms(), end)));
        record.lost = order.signs.age > 1;
        record.in_time_if_counts = order.accepted + order.limit >= period_end(figures).ms();
        break;
      case CaseFamily::kSatisfaction: {
        record.kind = delivered ? CaseKind::kCallback : CaseKind::kWorkOrder;
        record.chance = risk.unhappy(order, mood_of(metric));
        // An order in hand is answered for after its delivery: half of what is left is for that.
        record.counts = delivered ? risk.answered_within(order.delivered, now, left)
                                  : risk.delivered_within(order, now, DurationMs(left.ms() / 2)) *
                                        risk.answered_within(now.ms(), now, DurationMs(left.ms() / 2));
        break;
      }
      case CaseFamily::kRepeat:
        if (delivered) continue;
        record.chance = risk.returns(order);
        record.counts = risk.delivered_within(order, now, left);
        break;
      default: continue;
    }
    record.reasons = reasons_of(order, record.kind);
    record.action = action_of(record.reasons, record.kind);
    if (order.promised != kpi::kNull)
      record.due = Instant(order.promised);
    else if (order.limit != kpi::kNull)
      record.due = Instant(order.accepted + order.limit);
    records.push_back(std::move(record));
  }
}

/// Quotes that the customer has not answered.
void add_quotes(const Figures& figures, const OrderRisk& risk, std::vector<OpenRecord>& records) {
  constexpr std::int64_t kForgotten = 60 * kDayMs;
  const auto* orders = figures.engine().table("work_order");
  if (!orders) return;
  const auto lock = orders->read_lock();
  const Instant now = figures.timeline().as_of;
  const TimeOf sent(*orders, "quote_sent"), decided(*orders, "quote_decided"),
      cancelled(*orders, "cancelled"), closed(*orders, "closed");
  const FlagOf excluded(*orders, "excluded");
  const Places places(*orders, figures.book(), "technician");
  for (std::size_t row = 0; row < orders->size(); ++row) {
    if (!sent.passed(row, now.ms()) || decided.passed(row, now.ms()) || cancelled.passed(row, now.ms()) ||
        closed.passed(row, now.ms()) || excluded[row] || sent[row] < now.ms() - kForgotten)
      continue;
    OpenRecord record;
    record.kind = CaseKind::kQuote;
    record.id = record.order = orders->ids()[row];
    record.site = places.site(row);
    record.person = places.person(row);
    const double wins = risk.approved_within(sent[row], now, period_end(figures) - now);
    record.chance = 1 - wins;
    record.counts = wins;
    record.adds = risk.usual_sale();
    if (sent[row] < now.ms() - kDayMs) record.reasons.push_back(CaseReason::kQuoteUnanswered);
    record.action = CaseAction::kQuoteFollowUp;
    records.push_back(std::move(record));
  }
}

/// Of what was open so long before it fell due, the share that was not done in time.
struct DueShares {
  static constexpr std::int64_t kLefts[] = {0, kDayMs, 3 * kDayMs, 7 * kDayMs};
  double missed[4] = {}, all[4] = {};

  void learn(std::int64_t due, std::int64_t opened, std::int64_t done) {
    for (std::size_t i = 0; i < 4; ++i) {
      const std::int64_t looked = due - kLefts[i];
      if (opened > looked || (done != kpi::kNull && done <= looked)) continue;
      all[i] += 1;
      missed[i] += done == kpi::kNull || done > due ? 1 : 0;
    }
  }
  double chance(std::int64_t left) const {
    if (left < 0) return 1;
    std::size_t i = 0;
    while (i + 1 < 4 && left >= kLefts[i + 1]) ++i;
    if (i + 1 == 4) return (missed[3] + 1) / (all[3] + 2);
    // Between two looks the chance moves evenly.
    const double below = (missed[i] + 1) / (all[i] + 2), above = (missed[i + 1] + 1) / (all[i + 1] + 2);
    const double share =
        static_cast<double>(left - kLefts[i]) / static_cast<double>(kLefts[i + 1] - kLefts[i]);
    return below + (above - below) * share;
  }
};

struct DueColumns {
  std::string_view fact, due, opened, done;
  CaseKind kind;
};
constexpr DueColumns kDue[] = {
    {"complaint", "solve_due", "received", "confirmed", CaseKind::kComplaint},
    {"complaint", "plan_due", "received", "plan_submitted", CaseKind::kComplaint},
    {"part_request", "promised", "requested", "available", CaseKind::kPartRequest},
    {"part_unit", "return_due", "removed", "shipped_back", CaseKind::kPartUnit},
};

/// Records whose day comes within the month and that are not done.
void add_due(const Figures& figures, const MetricFigures& metric, std::vector<OpenRecord>& records) {
  const auto* table = figures.engine().table(metric.metric->fact);
  if (!table) return;
  const DueColumns* columns = nullptr;
  for (const auto& one : kDue) {
    const auto* due = table->schema().find(one.due);
    if (one.fact == metric.metric->fact && due && due->index == metric.metric->anchor) columns = &one;
  }
  if (!columns) return;
  const auto lock = table->read_lock();
  const std::int64_t now = figures.timeline().as_of.ms(), end = period_end(figures).ms();
  const TimeOf due(*table, columns->due), opened(*table, columns->opened), done(*table, columns->done);
  const WholeOf order(*table, "work_order");
  const FlagOf valid(*table, "valid");
  const bool only_valid = metric.metric->text.find("exclude not valid") != std::string::npos;
  const Places places(*table, figures.book(), metric.metric->person());
  DueShares shares;
  std::vector<std::size_t> open;
  for (std::size_t row = 0; row < table->size(); ++row) {
    if (due[row] == kpi::kNull || (only_valid && !valid[row]) || opened.at(row, now) == kpi::kNull) continue;
    if (due[row] <= now && due[row] > now - kDueFrom) shares.learn(due[row], opened[row], done.at(row, now));
    if (due[row] > now && due[row] < end && !done.passed(row, now)) open.push_back(row);
  }
  for (const auto row : open) {
    OpenRecord record;
    record.kind = columns->kind;
    record.id = table->ids()[row];
    record.order = order.or_zero(row);
    record.site = places.site(row);
    record.person = places.person(row);
    record.due = Instant(due[row]);
    record.chance = shares.chance(due[row] - now);
    record.reasons.push_back(due[row] < now + kDayMs ? CaseReason::kOverdue : CaseReason::kDueSoon);
    if (due[row] >= now) record.reasons.back() = CaseReason::kDueSoon;
    record.action = action_of(record.reasons, record.kind);
    records.push_back(std::move(record));
  }
}

}  // namespace

std::vector<OpenRecord> open_records(const Figures& figures, const MetricFigures& metric,
                                     const OrderRisk& risk, const std::vector<OpenOrder>& orders) {
  std::vector<OpenRecord> records;
  if (figures.timeline().over()) return records;
  switch (metric.plan.family) {
    case CaseFamily::kTurnaround:
    case CaseFamily::kSatisfaction:
    case CaseFamily::kRepeat:
      if (figures.engine().table("work_order")) add_orders(figures, metric, risk, orders, records);
      break;
    case CaseFamily::kQuote: add_quotes(figures, risk, records); break;
    case CaseFamily::kDue: add_due(figures, metric, records); break;
    case CaseFamily::kNone: break;
  }
  // What will not count this month decides nothing in it.
  constexpr double kCounts = 0.02;
  std::erase_if(records, [](const OpenRecord& record) {
    return record.kind != CaseKind::kQuote && record.counts < kCounts;
  });
  return records;
}

double closures_to_come(const Figures& figures, const OrderRisk& risk) {
  const auto& timeline = figures.timeline();
  const auto& book = figures.book();
  const double end = static_cast<double>(timeline.days), now = timeline.at(timeline.as_of);
  if (book.closed_between(0, now, end) <= 0 || risk.usual_limit() <= 0) return 0;
  const double limit = static_cast<double>(risk.usual_limit()) / static_cast<double>(kDayMs);
  constexpr double kNoon = 0.5;
  double ends[2] = {}, in_time[2] = {};  // without and with the closures
  for (std::size_t day = timeline.today; day < timeline.days; ++day) {
    const double begun = static_cast<double>(day) + kNoon, weight = book.weights[0][day];
    const double until = std::min(begun + limit, end);
    for (int closes = 0; closes < 2; ++closes) {
      const auto open = [&](double to) {
        return to - begun - (closes ? book.closed_between(0, begun, to) : 0);
      };
      ends[closes] += weight * risk.ends_within(open(end));
      in_time[closes] += weight * risk.ends_within(open(until));
    }
  }
  const auto logit = [&](int closes) {
    const double share = std::clamp(ends[closes] > 0 ? in_time[closes] / ends[closes] : 0.5, 0.01, 0.99);
    return std::log(share / (1 - share));
  };
  return logit(1) - logit(0);
}

bool in_scope(const ScopeBook& book, int scope, const OpenRecord& record) {
  const auto& one = book.all[static_cast<std::size_t>(scope)];
  switch (one.scope.kind) {
    case targets::ScopeKind::kCompany: return true;
    case targets::ScopeKind::kSite: return record.site == scope;
    case targets::ScopeKind::kPerson: return record.person == scope;
    case targets::ScopeKind::kUnit:
      return std::find(one.members.begin(), one.members.end(), record.person) != one.members.end();
  }
  return false;
}

double chance_with(double chance, const std::optional<Handling>& handling, double success) {
  if (!handling) return chance;
  switch (handling->state) {
    case Handling::State::kAssigned: return chance * (1 - success);
    case Handling::State::kEndedWell: return 0;
    case Handling::State::kEndedBadly: return 1;
  }
  return chance;
}

forecast::OpenCase entered(const OpenRecord& record, double chance, const MetricFigures& metric, int scope) {
  forecast::OpenCase open;
  open.id = record.id;
  open.counts = open.usual = record.counts;
  // What is late is likelier to end after the month: of those that count, fewer are late than of all.
  if (metric.plan.family == CaseFamily::kTurnaround) {
    if (!record.in_time_if_counts) open.counts = open.usual = std::max(record.counts, 1 - chance);
    chance = record.in_time_if_counts || open.counts <= 0 ? 0 : 1 - (1 - chance) / open.counts;
  }
  // The engine speaks of the numerator: where less is better, that is what went wrong.
  const bool numerator_is_bad = !metric.plan.good_is_up;
  open.good = numerator_is_bad ? chance : 1 - chance;
  if (record.adds) {
    open.counts = 1 - chance;  // and usual stays what it is when nobody follows it up
    open.good = 1;
    open.adds = *record.adds;
    if (metric.plan.way == Way::kPerSetAhead) {
      const auto shown = metric.shown.find(scope);
      const double by = shown == metric.shown.end() ? 0 : shown->second.denominator.value_or(0);
      open.adds = by == 0 ? 0 : open.adds * metric.metric->formula->factor / by;
    }
  }
  return open;
}

bool decides(const OpenRecord& record, double chance, double usual) {
  constexpr double kLeast = 0.05, kAbove = 1.5;
  if (record.kind == CaseKind::kQuote) return true;
  if (record.lost) return false;
  return chance >= std::max(kLeast, kAbove * usual);
}

bool enters_forecast(const MetricFigures& metric) {
  const auto& plan = metric.plan;
  if (plan.family == CaseFamily::kQuote) return plan.shape == forecast::Shape::kSum && plan.way != Way::kFlow;
  if (plan.way != Way::kCounted) return false;
  switch (plan.family) {
    case CaseFamily::kTurnaround:
    case CaseFamily::kSatisfaction:
    case CaseFamily::kDue: return plan.shape == forecast::Shape::kRate && !metric.early;
    default: return false;
  }
}

}  // namespace manyi::advance_control
