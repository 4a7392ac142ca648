// One pass over a fact table for many metrics, days and scopes.
// Owns the way from a row's dimensions to the numbers of its scopes.
#include "modules/advance_control/gather.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engines/kpi/calendar.h"
#include "engines/kpi/sweep.h"

namespace manyi::advance_control {
namespace {

constexpr std::size_t kSpanMonths = 3;  // of ended durations
constexpr int kRipenedMonths = 3;       // that ripening is learnt from
constexpr double kNegligible = 0.002;   // of the records: less change is none

/// Number of the scope per code of a dimension.
std::vector<int> scopes_of_codes(const kpi::FactTable& table, const std::string& dimension,
                                 const std::unordered_map<std::string, int>& keys) {
  const auto index = table.dimension_index(dimension);
  if (!index) return {};
  const auto& dictionary = table.dictionary(*index);
  std::vector<int> scopes(dictionary.size(), ScopeBook::kNone);
  for (std::size_t code = 1; code < dictionary.size(); ++code)
    if (const auto at = keys.find(dictionary.key(static_cast<std::int32_t>(code))); at != keys.end())
      scopes[code] = at->second;
  return scopes;
}

/// A dimension of the rows of a block, as scopes.
struct Placed {
  const kpi::PackedColumn* column = nullptr;
  std::vector<int> scopes;
  std::array<std::int32_t, kpi::kBlock> codes;
  bool read = false;

  int at(std::size_t i) const {
    return scopes.empty() ? ScopeBook::kNone : scopes[static_cast<std::size_t>(codes[i])];
  }
  void turn(const kpi::Rows& rows) {
    if (!scopes.empty() && !read) column->read(rows, codes.data());
    read = true;
  }
};

Placed placed(const kpi::FactTable& table, const std::string& dimension,
              const std::unordered_map<std::string, int>& keys) {
  Placed one;
  one.scopes = scopes_of_codes(table, dimension, keys);
  if (!one.scopes.empty()) one.column = &table.codes(*table.dimension_index(dimension)).packed();
  return one;
}

bool is_ordered(const kpi::Metric& metric) {
  if (!metric.value) return false;
  const auto how = metric.value->aggregate;
  return how == kpi::Aggregate::kMedian || how == kpi::Aggregate::kPercentile ||
         how == kpi::Aggregate::kMin || how == kpi::Aggregate::kMax;
}

bool is_duration(const kpi::Metric& metric) { return metric.unit == kpi::Unit::kDurationMs && metric.value; }

/// The time at which a verdict became known, where a metric asks for verdicts: the fact has it in a column of its
/// own, which the metric does not name.
std::optional<std::uint16_t> known_by(const kpi::FactTable& table, const kpi::Metric& metric) {
  if (metric.text.find("verdict") == std::string::npos) return std::nullopt;
  const auto* judged = table.schema().find("judged");
  return judged && judged->kind == kpi::ColumnKind::kTime ? std::optional(judged->index) : std::nullopt;
}

/// What one row is to one metric.
struct Amount {
  double numerator = 0, denominator = 0;
};

Amount amount_of(const kpi::Metric& metric, const kpi::Taken& taken, std::size_t i) {
  const auto measured = [&](const kpi::Taken& from) {
    return from.reals ? from.reals[i] : from.wholes ? static_cast<double>(from.wholes[i]) : 1.0;
  };
  if (metric.value) {
    const auto how = metric.value->aggregate;
    if (how == kpi::Aggregate::kCount) return {1, 0};
    if (how == kpi::Aggregate::kSum) return {measured(taken), 0};
    return {measured(taken), 1};
  }
  Amount amount;
  amount.denominator = taken.under_reals ? taken.under_reals[i]
                       : taken.under     ? static_cast<double>(taken.under[i])
                                         : 1.0;
  if (taken.numerator && taken.numerator[i]) amount.numerator = metric.numerator->of ? measured(taken) : 1.0;
  return amount;
}

}  // namespace

void Series::clear(std::size_t from, std::size_t to, std::size_t scopes) {
  for (auto* values : {&numerator, &denominator, &pending})
    for (std::size_t s = 0; s < scopes; ++s)
      std::fill(values->begin() + static_cast<std::ptrdiff_t>(s * days + from),
                values->begin() + static_cast<std::ptrdiff_t>(s * days + to), 0.0);
  std::erase_if(ended, [&](const EndedSpan& span) { return span.day >= from && span.day < to; });
}

Series empty_series(std::shared_ptr<const kpi::Metric> metric, std::size_t days, std::size_t scopes) {
  Series series;
  series.metric = std::move(metric);
  series.days = days;
  for (auto* values : {&series.numerator, &series.denominator, &series.pending})
    values->assign(scopes * days, 0.0);
  return series;
}

bool is_countable(const kpi::Metric& metric) {
  return !metric.formula && !metric.rolling && kpi::is_plain(metric);
}

void gather(const kpi::FactTable& table, const std::vector<Series*>& series, const ScopeBook& book,
            const Timeline& timeline, std::size_t from, std::size_t to, Instant as_of) {
  for (auto* one : series) one->clear(from, to, book.size());
  const auto lock = table.read_lock();
  if (from >= to || series.empty() || table.size() == 0) return;
  const auto periods = kpi::split(timeline.day(from), timeline.day(to), kpi::Grain::kDay, timeline.zone);
  std::vector<kpi::PeriodGrid> grids;
  std::int64_t begin = std::numeric_limits<std::int64_t>::max(), end = kpi::kNull;
  for (const auto& zone : table.zones()) {
    grids.emplace_back(periods, zone);
    begin = std::min(begin, grids.back().edge(0));
    end = std::max(end, grids.back().edge(periods.size()));
  }
  const auto& zone_of_code = table.zone_of_code();
  Placed sites = placed(table, "site", book.site_of_key);
  std::map<std::string, Placed> people;
  std::vector<const kpi::Metric*> metrics;
  std::vector<Placed*> person_of;
  std::vector<std::optional<std::uint16_t>> known;
  for (const auto* one : series) {
    metrics.push_back(one->metric.get());
    const auto& credit = one->metric->person();
    auto at = people.find(credit);
    if (at == people.end()) at = people.emplace(credit, placed(table, credit, book.person_of_key)).first;
    person_of.push_back(&at->second);
    known.push_back(known_by(table, *one->metric));
  }
  const std::size_t spans_from =
      timeline.months() > kSpanMonths ? timeline.starts[timeline.months() - kSpanMonths] : 0;

  kpi::Sweep sweep(table, metrics, as_of.ms());
  std::array<std::int64_t, kpi::kBlock> anchors, judged;
  for (std::size_t first = 0; first < table.size(); first += kpi::kBlock) {
    const kpi::Rows rows{first, std::min(kpi::kBlock, table.size() - first), nullptr};
    bool turned = false;
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      const auto& column = table.times(metrics[m]->anchor).packed();
      const auto& block = column.block_of(first);
      if (block.high < begin || block.low >= end) continue;
      if (!turned) {
        sweep.turn(rows);
        sites.read = false;
        for (auto& [dimension, one] : people) one.read = false;
        turned = true;
      }
      const auto& taken = sweep.take(m);
      if (taken.empty) continue;
      column.read(rows, anchors.data());
      sites.turn(rows);
      person_of[m]->turn(rows);
      if (known[m]) table.times(*known[m]).packed().read(rows, judged.data());
      auto& into = *series[m];
      const bool lengths = is_duration(*metrics[m]) &&
                           (is_ordered(*metrics[m]) || metrics[m]->value->aggregate == kpi::Aggregate::kAvg);
      for (std::size_t i = 0; i < rows.count; ++i) {
        const bool counted = taken.counted && taken.counted[i], waits = taken.pending && taken.pending[i];
        if (!counted && !waits) continue;
        const auto& grid = zone_of_code.empty() || sites.scopes.empty()
                               ? grids.front()
                               : grids[zone_of_code[static_cast<std::size_t>(sites.codes[i])]];
        const auto number = grid.find(anchors[i]);
        if (number >= grid.count()) continue;
        const std::size_t day = from + number;
        auto amount = waits ? Amount{0, 1} : amount_of(*metrics[m], taken, i);
        if (known[m] && (judged[i] == kpi::kNull || judged[i] > as_of.ms())) amount.numerator = 0;
        const int site = sites.at(i), person = person_of[m]->at(i);
        for (const int scope : {0, site, person}) {
          if (scope == ScopeBook::kNone) continue;
          const auto at = static_cast<std::size_t>(scope) * into.days + day;
          if (waits) {
            into.pending[at] += 1;
          } else {
            into.numerator[at] += amount.numerator;
            into.denominator[at] += amount.denominator;
          }
        }
        if (!waits && lengths && day >= spans_from) {
          const double length = taken.reals    ? taken.reals[i]
                                : taken.wholes ? static_cast<double>(taken.wholes[i])
                                               : 0.0;
          into.ended.push_back({static_cast<std::uint32_t>(day), site, person, length});
        }
      }
    }
  }
  // A unit is the sum of its people.
  for (std::size_t scope = 0; scope < book.size(); ++scope)
    for (const int member : book.all[scope].members)
      for (auto* one : series)
        for (auto* values : {&one->numerator, &one->denominator, &one->pending})
          for (std::size_t day = from; day < to; ++day)
            (*values)[scope * one->days + day] +=
                (*values)[static_cast<std::size_t>(member) * one->days + day];
}

Ripening learn_ripening(const kpi::FactTable& table, const std::shared_ptr<const kpi::Metric>& early,
                        const Series& ripened, const ScopeBook& book, const Timeline& timeline) {
  struct Seen {
    double good_then = 0, all_then = 0, good = 0, all = 0;
  };
  Seen steps[Ripening::kSteps], total;
  // A verdict without a window of its own takes two months.
  const std::size_t window_months =
      ripened.metric->basis == kpi::Basis::kCohort
          ? static_cast<std::size_t>(ripened.metric->window_ms / (30 * kDay.ms())) + 2
          : 3;
  // Only the company is looked at here.
  ScopeBook company;
  company.all.push_back(book.all.front());
  for (int back = 0; back < kRipenedMonths; ++back) {
    const std::size_t behind = window_months + static_cast<std::size_t>(back);
    if (behind > timeline.months()) break;
    const std::size_t m = timeline.months() - behind;
    const std::size_t from = timeline.starts[m], end = timeline.month_end(m);
    const std::size_t passed = std::min(timeline.today + 1 - timeline.begun, end - from);
    if (passed == 0) continue;
    Series then = empty_series(early, timeline.days, 1);
    const Date day_after = timeline.day(from + passed);
    gather(table, {&then}, company, timeline, from, from + passed, timeline.zone.instant(day_after));
    for (std::size_t day = from; day < from + passed; ++day) {
      if (ripened.pending[day] > 0) continue;  // not ripe even now
      const std::size_t age = from + passed - 1 - day;
      auto& step = steps[std::min(age / Ripening::kDaysPerStep, Ripening::kSteps - 1)];
      for (auto* seen : {&step, &total}) {
        seen->good_then += then.numerator[day];
        seen->all_then += then.denominator[day];
        seen->good += ripened.numerator[day];
        seen->all += ripened.denominator[day];
      }
    }
  }
  Ripening ripening;
  if (total.all_then <= 0) return ripening;
  ripening.falls = total.good < total.good_then;
  ripening.matters = std::abs(total.good - total.good_then) > kNegligible * total.all_then ||
                     std::abs(total.all - total.all_then) > kNegligible * total.all_then;
  for (std::size_t s = 0; s < Ripening::kSteps; ++s) {
    // Young records are few at the beginning of a month: what all ages say weighs as much as twenty records.
    constexpr double kPrior = 20;
    const auto share = [&](const Seen& seen, double& of) {
      of = ripening.falls ? seen.good_then : std::max(seen.all - seen.good_then, 0.0);
      return ripening.falls ? seen.good_then - seen.good : seen.good - seen.good_then;
    };
    double of = 0, of_all = 0;
    const double turned = share(steps[s], of), turned_all = share(total, of_all);
    const double usual = of_all > 0 ? std::clamp(turned_all / of_all, 0.0, 1.0) : 0;
    ripening.steps[s].turned = std::clamp((turned + usual * kPrior) / (of + kPrior), 0.0, 1.0);
    const double grown = total.all / total.all_then;
    ripening.steps[s].grown = (steps[s].all + grown * kPrior) / (steps[s].all_then + kPrior);
  }
  return ripening;
}

}  // namespace manyi::advance_control
