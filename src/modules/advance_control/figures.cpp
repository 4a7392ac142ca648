// Filling the figures of a month: series by one pass per fact, states and odd metrics by questions.
// Owns when which part is counted anew.
#include "modules/advance_control/figures.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/json.h"
#include "engines/kpi/intervals.h"

namespace manyi::advance_control {
namespace {

constexpr std::size_t kLevelMonths = 4;  // of states, day by day
constexpr double kUsualDays = 8;         // weekdays seen so often count half against a usual day
constexpr const char* kDimensions[] = {"", "site", "person"};

/// How many periods before are compared with this one.
int going_on_periods(targets::PeriodKind kind) {
  switch (kind) {
    case targets::PeriodKind::kMonth: return 6;
    case targets::PeriodKind::kQuarter: return 4;
    case targets::PeriodKind::kYear: return 3;
  }
  return 0;
}

std::optional<int> scope_of(const kpi::Cell& cell, const ScopeBook& book, const std::string& by) {
  if (by.empty()) return 0;
  if (cell.dims.empty() || !cell.dims.front().key) return std::nullopt;
  const auto& keys = by == "site" ? book.site_of_key : book.person_of_key;
  const auto at = keys.find(*cell.dims.front().key);
  return at == keys.end() ? std::nullopt : std::optional(at->second);
}

Shown shown_of(const kpi::Cell& cell) {
  Shown shown;
  shown.value = cell.value;
  shown.numerator = cell.numerator;
  shown.denominator = cell.denominator;
  shown.n = cell.n;
  shown.pending = cell.pending;
  shown.provisional = cell.provisional;
  if (cell.interval) shown.interval = std::vector<double>{cell.interval->low, cell.interval->high};
  return shown;
}

/// Units have no dimension of their own: their figures are the sums of their people's.
std::vector<int> units_of(const MetricFigures& one, const ScopeBook& book) {
  std::vector<int> units;
  for (std::size_t scope = 0; one.plan.way == Way::kCounted && scope < book.size(); ++scope)
    if (!book.all[scope].members.empty()) units.push_back(static_cast<int>(scope));
  return units;
}

/// Days [from, to).
Shown shown_of_unit(const MetricFigures& one, const ScopeBook& book, int unit, std::size_t from,
                    std::size_t to) {
  const auto scope = static_cast<std::size_t>(unit);
  Shown shown;
  double numerator = 0, denominator = 0;
  for (std::size_t day = from; day < to; ++day) {
    numerator += one.series.numerator[scope * one.series.days + day];
    denominator += one.series.denominator[scope * one.series.days + day];
    shown.pending += static_cast<std::int64_t>(one.series.pending[scope * one.series.days + day]);
  }
  shown.numerator = numerator;
  shown.provisional = shown.pending > 0;
  if (one.plan.shape == forecast::Shape::kSum) {
    shown.value = numerator;
    return shown;
  }
  shown.denominator = denominator;
  shown.n = static_cast<std::int64_t>(denominator);
  if (denominator > 0 && one.plan.shape != forecast::Shape::kQuantile) shown.value = numerator / denominator;
  if (denominator > 0 && one.metric->is_rate())
    if (const auto interval = kpi::wilson(static_cast<std::int64_t>(numerator), shown.n))
      shown.interval = std::vector<double>{interval->low, interval->high};
  if (one.plan.shape == forecast::Shape::kQuantile) {
    std::vector<double> lengths;
    const auto& members = book.all[scope].members;
    for (const auto& span : one.series.ended)
      if (span.day >= from && span.day < to &&
          std::find(members.begin(), members.end(), span.person) != members.end())
        lengths.push_back(span.length);
    if (!lengths.empty()) {
      std::sort(lengths.begin(), lengths.end());
      const auto rank = std::ceil(one.plan.quantile * static_cast<double>(lengths.size()));
      shown.value = lengths[static_cast<std::size_t>(std::max(rank - 1, 0.0))];
    }
  }
  return shown;
}

/// The same metric without its window, so that it says at once what is known.
std::shared_ptr<const kpi::Metric> without_window(const kpi::Engine& engine,
                                                  const std::shared_ptr<const kpi::Metric>& metric) {
  if (metric->basis != kpi::Basis::kCohort) return metric;
  std::string text = metric->text;
  const auto at = text.find("basis cohort");
  if (at == std::string::npos) return nullptr;
  const auto line_end = text.find('\n', at);
  text.replace(at, line_end == std::string::npos ? std::string::npos : line_end - at, "basis event");
  std::vector<const kpi::FactSchema*> schemas;
  for (const auto* table : engine.tables()) schemas.push_back(&table->schema());
  auto early = kpi::parse_metrics(text, "early", schemas, engine.default_zone());
  return early && early->size() == 1 ? early->front() : nullptr;
}

}  // namespace

Figures::Figures(performance::Performance& performance, std::shared_ptr<const kpi::Engine> engine,
                 TenantId tenant, Timeline timeline, ScopeBook book)
    : performance_(performance),
      engine_(std::move(engine)),
      tenant_(tenant),
      timeline_(std::move(timeline)),
      book_(std::move(book)) {}

void Figures::move_to(std::shared_ptr<const kpi::Engine> engine, Instant as_of, double done_today) {
  engine_ = std::move(engine);
  timeline_.as_of = as_of;
  book_.done_today = done_today;
  fresh_.clear();
}

Result<void> Figures::ensure(const std::vector<std::string>& metrics) {
  MANYI_TRY(const auto wanted, not_fresh(metrics));
  return count(wanted);
}

Result<void> Figures::ensure_shown(const std::vector<std::string>& metrics) {
  MANYI_TRY(const auto wanted, not_fresh(metrics));
  count_month(wanted);
  return show(wanted);
}

Result<std::vector<MetricFigures*>> Figures::not_fresh(const std::vector<std::string>& metrics) {
  std::vector<MetricFigures*> wanted;
  InputErrors errors;
  const auto want = [&](const std::string& code, auto&& self) -> bool {
    if (fresh_.contains(code)) return true;
    auto& one = metrics_[code];
    if (!one) {
      auto metric = engine_->metric(code);
      if (!metric) {
        metrics_.erase(code);
        return false;
      }
      one = std::make_unique<MetricFigures>();
      one->metric = std::move(*metric);
      one->plan = plan_of(*engine_, *one->metric);
    }
    fresh_[code] = true;
    wanted.push_back(one.get());
    for (const auto& leaf : metrics_.at(code)->plan.leaves)
      if (leaf != code) self(leaf, self);
    return true;
  };
  for (std::size_t i = 0; i < metrics.size(); ++i)
    if (!want(metrics[i], want))
      errors.add("/metrics/" + std::to_string(i), "unknown",
                 "There is no metric '" + metrics[i].substr(0, 80) + "'.");
  if (!errors.empty()) {
    fresh_.clear();
    return invalid(std::move(errors.all()));
  }
  return wanted;
}

Result<void> Figures::count(const std::vector<MetricFigures*>& wanted) {
  if (wanted.empty()) return {};
  count_series(wanted);
  MANYI_CHECK(show(wanted));
  MANYI_CHECK(show_last_period(wanted));
  for (auto* one : wanted) {
    if (one->plan.way == Way::kLevel || one->plan.way == Way::kMeanLevel) MANYI_CHECK(find_levels(*one));
    if (one->plan.way == Way::kLikeBefore && !one->past_known) MANYI_CHECK(find_going_on(*one));
    one->past_known = true;
  }
  return {};
}

void Figures::count_series(const std::vector<MetricFigures*>& wanted) {
  std::map<std::string, std::vector<MetricFigures*>> by_fact;
  for (auto* one : wanted)
    if (one->plan.way == Way::kCounted) by_fact[one->metric->fact].push_back(one);
  const std::size_t now_end = std::min(timeline_.today + 1, timeline_.days);
  for (auto& [fact, members] : by_fact) {
    const auto* table = engine_->table(fact);
    if (!table) continue;
    std::vector<Series*> whole, running;
    for (auto* one : members) {
      if (!one->past_known) {
        one->series = empty_series(one->metric, timeline_.days, book_.size());
        whole.push_back(&one->series);
      } else {
        running.push_back(&one->series);
      }
    }
    if (!whole.empty()) gather(*table, whole, book_, timeline_, 0, now_end, timeline_.as_of);
    for (auto* one : members)
      if (!one->past_known) {
        find_lumps(*one);
        find_weekdays(*one);
        ripen(*one);
      }
    for (auto* one : members)
      if (one->early) running.push_back(&*one->early);
    if (!running.empty())
      gather(*table, running, book_, timeline_, timeline_.begun, now_end, timeline_.as_of);
    for (auto* one : members)
      if (one->plan.span_from) find_running(*one);
  }
}

/// The days that figures of units are sums of.
void Figures::count_month(const std::vector<MetricFigures*>& wanted) {
  std::map<std::string, std::vector<Series*>> by_fact;
  for (auto* one : wanted) {
    if (one->plan.way != Way::kCounted) continue;
    one->series = empty_series(one->metric, timeline_.days, book_.size());
    by_fact[one->metric->fact].push_back(&one->series);
  }
  for (const auto& [fact, series] : by_fact)
    if (const auto* table = engine_->table(fact))
      gather(*table, series, book_, timeline_, timeline_.begun, timeline_.days, timeline_.as_of);
}

/// Rates whose records are judged later than they are counted.
void Figures::ripen(MetricFigures& one) {
  if (one.metric->value) return;
  const auto early = without_window(*engine_, one.metric);
  if (!early) return;
  one.ripening = learn_ripening(*engine_->table(one.metric->fact), early, one.series, book_, timeline_);
  if (!one.ripening.matters && one.metric->basis != kpi::Basis::kCohort) return;
  one.early = empty_series(early, timeline_.days, book_.size());
  one.plan.metric_class = MetricClass::kRipening;
}

/// What a ledger books once a month, on its first or last day, does not come by the working day.
void Figures::find_lumps(MetricFigures& one) const {
  constexpr std::size_t kMonths = 6, kLeast = 3;
  constexpr double kLump = 0.4;  // of the month's total; less is an ordinary day
  if (one.plan.shape != forecast::Shape::kSum) return;
  double first = 0, last = 0, months = 0;
  for (const auto& [from, to] : timeline_.whole_months(kMonths)) {
    double total = 0;
    for (std::size_t day = from; day < to; ++day) total += one.series.numerator[day];
    if (total == 0) continue;
    first += one.series.numerator[from] / total;
    last += one.series.numerator[to - 1] / total;
    months += 1;
  }
  if (months < kLeast) return;
  one.lump_first = first / months > kLump ? std::min(first / months, 1.0) : 0;
  one.lump_last = last / months > kLump ? std::min(last / months, 1.0) : 0;
}

/// How many records each weekday brings, the company's usual working day being 1.
void Figures::find_weekdays(MetricFigures& one) const {
  constexpr std::size_t kMonths = 6;
  one.weekday.assign(8, 1.0);
  const auto& weights = book_.weights[0];
  const auto looked = timeline_.whole_months(kMonths);
  if (looked.empty()) return;
  std::vector<double> sum(8, 0.0), days(8, 0.0);
  double all = 0, working = 0;
  bool begun = false;
  for (std::size_t d = looked.front().first; d < looked.back().second; ++d) {
    const double count = std::abs(one.metric->value && one.metric->is_total() ? one.series.numerator[d]
                                                                              : one.series.denominator[d]);
    begun = begun || count > 0;
    if (!begun) continue;
    const int day = timeline_.day(d).day(), next = timeline_.day(d + 1).day();
    if ((one.lump_first > 0 && day == 1) || (one.lump_last > 0 && next == 1)) continue;
    const bool off = weights[d] < 0.5;
    const auto at = off ? std::size_t{0} : static_cast<std::size_t>(timeline_.day(d).iso_weekday());
    sum[at] += count;
    days[at] += 1;
    if (!off) all += count, working += 1;
  }
  if (all <= 0 || working <= 0) return;
  const double usual = all / working;
  for (std::size_t at = 0; at < sum.size(); ++at)
    one.weekday[at] = (sum[at] / usual + (at == 0 ? 0 : kUsualDays)) / (days[at] + kUsualDays);
}

void Figures::find_running(MetricFigures& one) const {
  one.running.clear();
  const auto* table = engine_->table(one.metric->fact);
  const auto lock = table->read_lock();
  const auto& schema = table->schema();
  const auto time = [&](const char* name) -> std::optional<std::uint16_t> {
    const auto* column = schema.find(name);
    return column && column->kind == kpi::ColumnKind::kTime ? std::optional(column->index) : std::nullopt;
  };
  const auto flag = [&](const char* name) -> std::optional<std::uint16_t> {
    const auto* column = schema.find(name);
    return column && column->kind == kpi::ColumnKind::kFlag ? std::optional(column->index) : std::nullopt;
  };
  const auto excluded = flag("excluded"), date_only = flag("date_only");
  const auto cancelled = time("cancelled"), closed = time("closed");
  const auto site = table->dimension_index("site");
  auto holder = table->dimension_index("technician");
  if (!holder) holder = table->dimension_index(one.metric->person());
  const auto scopes = [&](const std::optional<std::size_t>& dimension, const auto& keys) {
    std::vector<int> of_code;
    if (!dimension) return of_code;
    const auto& dictionary = table->dictionary(*dimension);
    of_code.assign(dictionary.size(), ScopeBook::kNone);
    for (std::size_t code = 1; code < of_code.size(); ++code)
      if (const auto at = keys.find(dictionary.key(static_cast<std::int32_t>(code))); at != keys.end())
        of_code[code] = at->second;
    return of_code;
  };
  const auto sites = scopes(site, book_.site_of_key), people = scopes(holder, book_.person_of_key);
  const auto begins = table->times(*one.plan.span_from), ends = table->times(*one.plan.span_to);
  const std::int64_t now = timeline_.as_of.ms();
  const auto passed = [&](std::uint16_t column, std::size_t row) {
    const std::int64_t at = table->times(column)[row];
    return at != kpi::kNull && at <= now;
  };
  for (std::size_t first = 0; first < table->size(); first += kpi::kBlock) {
    // Most blocks hold only what ended long ago.
    const auto& block = ends.packed().block_of(first);
    if (!block.nulls && block.high <= now) continue;
    const std::size_t last = std::min(first + kpi::kBlock, table->size());
    for (std::size_t row = first; row < last; ++row) {
      const std::int64_t begin = begins[row];
      if (begin == kpi::kNull || begin > now) continue;
      if (passed(*one.plan.span_to, row) || (cancelled && passed(*cancelled, row)) ||
          (closed && passed(*closed, row)))
        continue;
      if ((excluded && table->flags(*excluded)[row]) || (date_only && table->flags(*date_only)[row]))
        continue;
      RunningSpan span;
      span.length = static_cast<double>(now - begin);
      if (site) span.site = sites[static_cast<std::size_t>(table->codes(*site)[row])];
      if (holder) span.person = people[static_cast<std::size_t>(table->codes(*holder)[row])];
      one.running.push_back(span);
    }
  }
}

Result<std::vector<kpi::MetricAnswer>> Figures::ask(const std::vector<std::string>& metrics, kpi::Query query,
                                                    const char* by) const {
  if (*by) query.by = {by};
  if (metrics.size() != 1) return engine_->evaluate(metrics, query);
  auto found = engine_->evaluate(metrics, query);
  // A metric over a fact without that dimension simply has no such scopes.
  if (!found && *by && !found.error().fields.empty()) return std::vector<kpi::MetricAnswer>{};
  return found;
}

Result<void> Figures::show(const std::vector<MetricFigures*>& wanted) {
  kpi::Query query;
  query.as_of = timeline_.as_of;
  query.from = timeline_.period.from;
  query.to = timeline_.period.to;
  for (auto* one : wanted) {
    one->shown.clear();
    for (const auto* by : kDimensions) {
      MANYI_TRY(const auto now, ask({one->metric->code}, query, by));
      for (const auto& answer : now)
        for (const auto& cell : answer.cells)
          if (const auto scope = scope_of(cell, book_, by)) one->shown[*scope] = shown_of(cell);
    }
    for (const int unit : units_of(*one, book_))
      one->shown[unit] = shown_of_unit(*one, book_, unit, timeline_.begun, timeline_.days);
  }
  return {};
}

Result<void> Figures::show_last_period(const std::vector<MetricFigures*>& wanted) {
  const auto before = targets::shifted(timeline_.period, -1);
  const std::size_t last =
      static_cast<std::size_t>(std::max<std::int64_t>(before.from.days() - timeline_.first.days(), 0));
  kpi::Query query;
  query.as_of = timeline_.as_of;
  query.from = before.from;
  query.to = before.to;
  for (auto* one : wanted) {
    for (const auto* by : kDimensions) {
      if (one->past_known) break;
      MANYI_TRY(const auto found, ask({one->metric->code}, query, by));
      for (const auto& answer : found)
        for (const auto& cell : answer.cells)
          if (const auto scope = scope_of(cell, book_, by)) one->last_period[*scope] = shown_of(cell);
    }
    for (const int unit : units_of(*one, book_))
      one->last_period[unit] = shown_of_unit(*one, book_, unit, last, timeline_.begun);
  }
  return {};
}

Result<void> Figures::find_levels(MetricFigures& one) {
  kpi::Query query;
  query.from = timeline_.day(timeline_.starts[timeline_.months() - kLevelMonths]);
  const std::size_t end = std::min(timeline_.today + 1, timeline_.days);
  query.to = timeline_.day(end);
  query.as_of = timeline_.as_of;
  query.grain = kpi::Grain::kDay;
  const std::size_t first = timeline_.starts[timeline_.months() - kLevelMonths];
  one.levels.clear();
  for (const auto* by : kDimensions) {
    MANYI_TRY(const auto answers, ask({one.metric->code}, query, by));
    for (const auto& answer : answers)
      for (const auto& cell : answer.cells) {
        const auto scope = scope_of(cell, book_, by);
        const auto* day = std::get_if<Date>(&cell.period.from);
        if (!scope || !day) continue;
        auto& levels = one.levels[*scope];
        const bool total = one.metric->is_total();
        if (levels.empty()) levels.assign(end - first, total ? 0.0 : std::nan(""));
        levels[static_cast<std::size_t>(day->days() - timeline_.day(first).days())] =
            cell.value.value_or(std::nan(""));
      }
  }
  return {};
}

Result<void> Figures::find_going_on(MetricFigures& one) {
  const auto passed =
      static_cast<std::int64_t>(std::min(timeline_.today + 1, timeline_.days) - timeline_.begun);
  for (int back = going_on_periods(timeline_.period.kind); back >= 1; --back) {
    const auto before = targets::shifted(timeline_.period, -back);
    const Date same_day = std::min(before.from.plus_days(passed), before.to);
    kpi::Query query;
    query.from = before.from;
    for (const auto* by : kDimensions) {
      std::map<int, WentOn> period;
      query.to = same_day;
      query.as_of = timeline_.zone.instant(same_day);
      MANYI_TRY(const auto then, ask({one.metric->code}, query, by));
      for (const auto& answer : then)
        for (const auto& cell : answer.cells)
          if (const auto scope = scope_of(cell, book_, by)) period[*scope].then = cell.value;
      query.to = before.to;
      query.as_of = timeline_.as_of;
      MANYI_TRY(const auto whole, ask({one.metric->code}, query, by));
      for (const auto& answer : whole)
        for (const auto& cell : answer.cells)
          if (const auto scope = scope_of(cell, book_, by))
            if (cell.pending == 0) period[*scope].end = cell.value;
      for (const auto& [scope, went] : period)
        if (went.end) one.went_on[scope].push_back(went);
    }
  }
  return {};
}

std::vector<std::uint64_t> fingerprints(const Figures& figures, const MetricFigures& metric) {
  const auto& book = figures.book();
  const auto& timeline = figures.timeline();
  std::vector<std::uint64_t> prints(book.size(), 1);
  const auto add = [&](std::size_t scope, double value) {
    prints[scope] = mixed(prints[scope], std::bit_cast<std::uint64_t>(value));
  };
  const std::size_t end = std::min(timeline.today + 1, timeline.days);
  const auto add_days = [&](const Series& series) {
    for (const auto* values : {&series.numerator, &series.denominator, &series.pending})
      for (std::size_t scope = 0; !values->empty() && scope < book.size(); ++scope)
        for (std::size_t day = timeline.begun; day < end; ++day)
          add(scope, (*values)[scope * series.days + day]);
  };
  add_days(metric.series);
  if (metric.early) add_days(*metric.early);
  const auto add_span = [&](int site, int person, double length) {
    for (const int scope : {0, site, person})
      if (scope != ScopeBook::kNone) add(static_cast<std::size_t>(scope), length);
  };
  for (const auto& span : metric.series.ended)
    if (span.day >= timeline.begun) add_span(span.site, span.person, span.length);
  for (const auto& span : metric.running) add_span(span.site, span.person, -1);
  for (const auto& [scope, shown] : metric.shown) {
    add(static_cast<std::size_t>(scope), shown.value.value_or(-1));
    add(static_cast<std::size_t>(scope), shown.denominator.value_or(-1));
  }
  for (const auto& [scope, levels] : metric.levels)
    for (const double level : levels) add(static_cast<std::size_t>(scope), level);
  for (std::size_t scope = 0; scope < book.size(); ++scope)
    for (const int member : book.all[scope].members)
      prints[scope] = mixed(prints[scope], prints[static_cast<std::size_t>(member)]);
  return prints;
}

}  // namespace manyi::advance_control
