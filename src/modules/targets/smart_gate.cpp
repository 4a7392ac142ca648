// Looking at a target through the gate, and its owner's answers.
// Owns what is asked of the figures for it.
#include "modules/targets/smart_gate.h"

#include "modules/performance/performance.h"
#include "modules/targets/keeping.h"
#include "modules/targets/metric_book.h"
#include "modules/targets/staff.h"
#include "modules/targets/store.h"
#include "modules/targets/targets_events.h"

namespace manyi::targets {
namespace {

constexpr int kMonthsBefore = 12;
constexpr int kMonthsLive = 3;
constexpr FieldRule kNoteRule = {.name = "note", .doc = "Kept beside the answer.", .max_length = 500};

using performance::CellAnswer;

/// Cells of the scope, by month or as one.
Result<std::vector<CellAnswer>> ask(Targets& targets, TenantId tenant, const std::string& metric,
                                    const std::string& where, Date from, Date to, bool by_month) {
  performance::KpiQuery query;
  query.metrics = {metric};
  query.from = from.text();
  query.to = to.text();
  if (by_month) query.grain = "month";
  if (!where.empty()) query.where = where;
  MANYI_TRY(auto answer, targets.needs().performance.evaluate(Caller::system(tenant), query));
  return std::move(answer.metrics.front().cells);
}

std::int64_t records_in(const std::vector<CellAnswer>& cells) {
  std::int64_t n = 0;
  for (const auto& cell : cells) n += cell.n;
  return n;
}

/// A total: nothing is divided.
bool is_total(const std::vector<CellAnswer>& cells, std::string_view unit) {
  if (unit == "percent" || unit == "duration_ms") return false;
  bool any = false;
  for (const auto& cell : cells) {
    if (!cell.value) continue;
    if (cell.denominator) return false;
    any = true;
  }
  return any;
}

/// The calendar of the scope's site, else of the first one there is.
std::shared_ptr<const org::WorkCalendar> hours_of(Targets& targets, db::ReadTx& tx, TenantId tenant,
                                                  const TargetScope& scope) {
  auto scopes = targets.above(tx, tenant, scope);
  scopes.insert(scopes.begin(), scope);
  for (const auto& one : scopes)
    if (one.kind == ScopeKind::kSite)
      if (const auto id = parse_id(one.key))
        return targets.needs().org.work_calendar(tx, tenant, SiteId(*id));
  const auto sites = all_sites(targets.needs().org, tx, tenant);
  return sites.empty() ? nullptr : targets.needs().org.work_calendar(tx, tenant, sites.back().id);
}

int workdays_of(const org::WorkCalendar& hours, Date from, Date to) {
  int days = 0;
  for (Date day = from; day < to; day = day.plus_days(1)) days += hours.is_workday(day) ? 1 : 0;
  return days;
}

std::optional<Pace> pace_of(const org::WorkCalendar& hours, const Period& period, double target,
                            const std::vector<GateMonth>& months) {
  const auto per_day = [&](Date from, Date to, double value) -> std::optional<double> {
    const int days = workdays_of(hours, from, to);
    return days > 0 ? std::optional(value / days) : std::nullopt;
  };
  Pace pace;
  const auto asked = per_day(period.from, period.to, target);
  if (!asked) return std::nullopt;
  pace.asked = *asked;
  for (const auto& month : months) {
    if (!month.value) continue;
    const auto span = parse_period(month.month);
    pace.last = per_day(span->from, span->to, *month.value);
    if (pace.last && (!pace.best || *pace.last > *pace.best)) pace.best = pace.last;
  }
  return pace;
}

Result<GateRealistic> realistic_of(Targets& targets, db::ReadTx& tx, const store::TargetRow& row,
                                   const MetricBrief& brief, const Period& period, const std::string& where,
                                   Date today) {
  GateRealistic out;
  // The running month says little of itself: past ones end before it, and before the target's period.
  const Period last = shifted(month_of(std::min(period.from, today)), -1);
  const Period first = shifted(last, 1 - kMonthsBefore);
  MANYI_TRY(const auto cells, ask(targets, row.tenant_id, row.metric, where, first.from, last.to, true));
  std::map<std::string, const CellAnswer*> by_month;
  for (const auto& cell : cells) by_month[cell.period.from.substr(0, 7)] = &cell;
  std::vector<std::optional<double>> values;
  for (Period month = first; month.from < last.to; month = shifted(month, 1)) {
    const auto at = by_month.find(month.text);
    const bool known = at != by_month.end() && at->second->n > 0;
    out.months.push_back({month.text, known ? at->second->value : std::nullopt, known ? at->second->n : 0});
    values.push_back(out.months.back().value);
  }
  const int ahead = 1 + static_cast<int>((period.from.days() - last.to.days()) / 30);
  const Baseline baseline = baseline_of(values, brief.better, std::max(1, ahead));
  std::optional<Pace> pace;
  if (period.kind == PeriodKind::kMonth && is_total(cells, brief.unit))
    if (const auto hours = hours_of(targets, tx, row.tenant_id, row.whose()))
      pace = pace_of(*hours, period, row.target, out.months);
  // A quarter's or a year's target is no month's: it is not held against months.
  if (period.kind == PeriodKind::kMonth || !is_total(cells, brief.unit)) {
    out.doubts = doubts_of(baseline, row.target, brief.better, pace);
    out.jump = jump_of(baseline, row.target, brief.better);
  }
  out.state = state_of(out.doubts);
  out.mean = baseline.mean;
  out.best = baseline.best;
  out.trend = baseline.trend;
  out.expected = baseline.expected;
  out.spread = baseline.spread;
  if (pace) {
    out.pace_asked = pace->asked;
    out.pace_best = pace->best;
    out.pace_last = pace->last;
  }
  return out;
}

Result<GateTimed> timed_of(Targets& targets, const store::TargetRow& row, const MetricBrief& brief,
                           const Period& period, const std::string& where, Date today) {
  GateTimed out;
  out.from = period.from.text();
  out.to = period.to.plus_days(-1).text();
  for (const Date on : checkpoints_of(period)) {
    GateCheckpoint one;
    one.on = on.text();
    if (on < today) {
      MANYI_TRY(const auto cells,
                ask(targets, row.tenant_id, row.metric, where, period.from, on.plus_days(1), false));
      if (!cells.empty() && cells.front().n > 0) {
        one.value = cells.front().value;
        one.n = cells.front().n;
      }
      if (one.value && brief.better != "neither")
        one.reached = brief.better == "down" ? *one.value <= row.target : *one.value >= row.target;
    }
    out.checkpoints.push_back(std::move(one));
  }
  return out;
}

GateState state_of(Acceptance acceptance) {
  switch (acceptance) {
    case Acceptance::kWaiting: break;
    case Acceptance::kAccepted: return GateState::kPass;
    case Acceptance::kNegotiating: return GateState::kFail;
  }
  return GateState::kWaiting;
}

}  // namespace

std::span<const FieldRule> field_rules(const AcceptTarget*) {
  static constexpr FieldRule kRules[] = {kNoteRule};
  return kRules;
}
std::span<const FieldRule> field_rules(const NegotiateTarget*) {
  static constexpr FieldRule kRules[] = {
      {.name = "floor", .doc = "Asked for instead; all three or none.", .example = "0.93"},
      {.name = "target", .doc = "Asked for instead.", .example = "0.95"},
      {.name = "stretch", .doc = "Asked for instead.", .example = "0.97"},
      {.name = "note",
       .doc = "Why.",
       .example = R"("十一月有三个新人")",
       .min_length = 1,
       .max_length = 500}};
  return kRules;
}

bool answers_for(Targets& targets, db::ReadTx& tx, const Caller& caller, const TargetScope& scope) {
  if (scope.kind == ScopeKind::kPerson) return caller.employee && scope.key == caller.employee.text();
  return caller.may(Permission::kTargetWrite) && targets.may_see(tx, caller, scope);
}

Result<SmartGateAnswer> SmartGate::look(db::ReadTx& tx, const Caller& caller, TargetId id) {
  const auto row = store::target(tx, caller.tenant, id);
  if (!row || !targets_.may_see(tx, caller, row->whose())) return no_such_target();
  MANYI_TRY(const auto brief, targets_.book().find(caller.tenant, row->metric));
  const auto period = parse_period(row->month);
  MANYI_TRY(const std::string where, targets_.condition_of(tx, caller.tenant, row->whose()));
  const Date today = targets_.today(tx, caller.tenant);
  SmartGateAnswer out;
  out.target = targets_.shown(tx, *row);
  out.acceptable.state = state_of(row->acceptance);
  out.acceptable.may_answer = !out.target.locked && answers_for(targets_, tx, caller, row->whose());
  for (const auto& one : store::answers_of(tx, caller.tenant, id))
    out.acceptable.answers.push_back({one.target_version, one.acceptance, one.floor, one.target, one.stretch,
                                      one.note, one.answered_by, one.answered_at});
  out.timed.from = period->from.text();
  out.timed.to = period->to.plus_days(-1).text();
  if (!brief) {  // a metric of one's own that was taken out since
    out.measurable.state = GateState::kFail;
    out.realistic.doubts = {GateDoubt::kFewMonths};
    out.realistic.state = GateState::kWarn;
    return out;
  }
  MANYI_TRY(out.realistic, realistic_of(targets_, tx, *row, *brief, *period, where, today));
  const auto& months = out.realistic.months;
  for (std::size_t i = months.size() - kMonthsLive; i < months.size(); ++i)
    out.measurable.n_before += months[i].n;
  if (period->from <= today) {
    MANYI_TRY(const auto now,
              ask(targets_, caller.tenant, row->metric, where, period->from, period->to, false));
    out.measurable.n_now = records_in(now);
  }
  if (out.measurable.n_before + out.measurable.n_now == 0) out.measurable.state = GateState::kFail;
  MANYI_TRY(out.timed, timed_of(targets_, *row, *brief, *period, where, today));
  return out;
}

Result<store::TargetRow> SmartGate::answerable(db::ReadTx& tx, const Caller& caller, TargetId id,
                                               const std::optional<std::int64_t>& if_match) {
  auto row = store::target(tx, caller.tenant, id);
  if (!row || !targets_.may_see(tx, caller, row->whose())) return no_such_target();
  if (if_match && *if_match != row->version) return stale("The target was changed in the meantime.");
  if (!answers_for(targets_, tx, caller, row->whose()))
    return forbidden("target.not_yours", "Whoever answers for this figure accepts its target.");
  if (store::locked_month(tx, caller.tenant, row->month)) return month_is_locked(row->month);
  return std::move(*row);
}

Result<Target> SmartGate::keep(db::Tx& tx, const Caller& caller, store::TargetRow row, Acceptance acceptance,
                               const Wish& wish) {
  if (row.acceptance == Acceptance::kAccepted && acceptance == Acceptance::kAccepted)
    return conflict("target.accepted", "This target is accepted already.", {"negotiate"});
  store::AnswerRow answer;
  answer.tenant_id = caller.tenant;
  answer.id = tx.new_id<TargetAnswerTag>();
  answer.target_id = row.id;
  answer.target_version = row.version;
  answer.acceptance = acceptance;
  if (wish.levels) {
    answer.floor = wish.levels->floor;
    answer.target = wish.levels->target;
    answer.stretch = wish.levels->stretch;
  }
  answer.note = wish.note;
  answer.answered_by = caller.user;
  answer.answered_at = tx.now();
  MANYI_CHECK(store::insert_answer(tx, answer));
  row.acceptance = acceptance;
  MANYI_CHECK(store::update_target(tx, row));
  TargetAnswered event;
  event.target = row.id;
  event.version = row.version;
  event.acceptance = acceptance;
  MANYI_CHECK(targets_.needs().events.publish(tx, caller, event));
  return targets_.shown(tx, row);
}

Result<Target> SmartGate::accept(db::Tx& tx, const Caller& caller, const AcceptTarget& in) {
  MANYI_TRY(auto row, answerable(tx, caller, in.id, in.if_match));
  return keep(tx, caller, std::move(row), Acceptance::kAccepted, {std::nullopt, in.note.value_or("")});
}

Result<Target> SmartGate::negotiate(db::Tx& tx, const Caller& caller, const NegotiateTarget& in) {
  MANYI_TRY(auto row, answerable(tx, caller, in.id, in.if_match));
  std::vector<FieldError> errors;
  Wish wish{std::nullopt, in.note};
  if (in.floor || in.target || in.stretch) {
    if (!in.floor) errors.push_back({"/floor", "required", "All three levels or none."});
    if (!in.target) errors.push_back({"/target", "required", "All three levels or none."});
    if (!in.stretch) errors.push_back({"/stretch", "required", "All three levels or none."});
    if (errors.empty()) {
      wish.levels = Levels{*in.floor, *in.target, *in.stretch};
      MANYI_TRY(const auto brief, targets_.book().find(caller.tenant, row.metric));
      errors = wrong_levels(*wish.levels, brief ? brief->better : "", brief ? brief->unit : "");
      if (errors.empty() && *wish.levels == row.levels())
        errors.push_back({"/target", "unchanged", "These are the levels in force."});
    }
  }
  if (!errors.empty()) return invalid(std::move(errors));
  return keep(tx, caller, std::move(row), Acceptance::kNegotiating, wish);
}

}  // namespace manyi::targets
