// How well the points of a metric are kept, from checks or from the metric that tells them.
// Owns the four months looked at and what is asked of performance.
#include <algorithm>
#include <cmath>
#include <map>

#include "engines/kpi/intervals.h"
#include "modules/processes/points.h"

namespace manyi::processes {
namespace {

constexpr const char* kAdherence = "process_adherence";  // conforming checks of those required
constexpr int kMonthsBefore = 3;
constexpr std::size_t kMonthText = 7;  // "2026-11"

/// Counts of one kind of groups, by month, by person or by site.
using Tallies = std::map<std::string, Tally>;
struct Counts {
  Tallies months, people, sites;
  std::map<std::string, std::string> names;  // of people and sites, by key
};

struct Period {
  std::vector<std::string> months;  // the earliest first, the one asked for last
  std::string from, to;             // of all
  std::string month_from;
};

std::optional<Period> period_of(const std::string& month) {
  const auto first = month.size() == kMonthText ? Date::parse(month + "-01") : std::nullopt;
  if (!first) return std::nullopt;
  Period period;
  for (int back = kMonthsBefore; back >= 0; --back)
    period.months.push_back(first->plus_months(-back).text().substr(0, kMonthText));
  period.from = first->plus_months(-kMonthsBefore).text();
  period.month_from = first->text();
  period.to = first->plus_months(1).text();
  return period;
}

/// Of a rate where less is better, what conforms is the rest.
Tally tally_of(const performance::CellAnswer& cell, bool less_is_better) {
  Tally tally;
  tally.required = std::llround(cell.denominator.value_or(0));
  const auto met = std::llround(cell.numerator.value_or(0));
  tally.conforming = less_is_better ? tally.required - met : met;
  return tally;
}

std::string key_of(const performance::CellAnswer& cell, const std::string& dimension) {
  const auto at = cell.keys.find(dimension);
  return at == cell.keys.end() ? std::string() : at->second.value_or("");
}

std::string name_of(const performance::CellAnswer& cell, const std::string& dimension) {
  const auto at = cell.dims.find(dimension);
  return at == cell.dims.end() ? std::string() : at->second.value_or("");
}

PointMonth month_of(const std::string& month, const Tally& tally) {
  PointMonth shown{month, tally.conforming, tally.required, tally.share(), {}};
  if (const auto interval = kpi::wilson(tally.conforming, tally.required))
    shown.interval = std::vector<double>{interval->low, interval->high};
  return shown;
}

/// The one whose interval ends lowest, where it stands out.
std::optional<PointWorst> worst_of(const Tallies& groups, const std::map<std::string, std::string>& names) {
  Tally whole;
  for (const auto& [key, tally] : groups) whole += tally;
  std::optional<PointWorst> worst;
  for (const auto& [key, tally] : groups) {
    const auto interval = kpi::wilson(tally.conforming, tally.required);
    if (!interval || !stands_out(tally, whole)) continue;
    if (worst && worst->interval.back() <= interval->high) continue;
    const auto name = names.find(key);
    worst = PointWorst{key,
                       name == names.end() ? key : name->second,
                       tally.conforming,
                       tally.required,
                       *tally.share(),
                       {interval->low, interval->high}};
  }
  return worst;
}

/// Puts the questions; remembers how fresh the answers were.
class Asker {
 public:
  Asker(performance::Performance& performance, const Caller& caller, Period period, std::string scope)
      : performance_(performance),
        caller_(caller),
        period_(std::move(period)),
        scope_(std::move(scope)),
        people_(caller.scope == Scope::kTenant || caller.scope == Scope::kSite ||
                caller.scope == Scope::kTeam) {}

  Result<void> ask_checks(const std::vector<std::string>& texts) {
    if (texts.empty()) return {};
    return ask(kAdherence, check_condition(texts), "quality_point", false,
               [&](const std::string& text) -> Counts& { return by_text_[text]; });
  }
  Result<Counts> ask_measure(const std::string& metric, const std::string& where, bool less_is_better) {
    Counts counts;
    MANYI_CHECK(
        ask(metric, where, "", less_is_better, [&](const std::string&) -> Counts& { return counts; }));
    return counts;
  }
  /// Of all these texts together.
  Counts checks_of(const std::vector<std::string>& texts) const {
    Counts all;
    for (const auto& text : texts) {
      const auto at = by_text_.find(text);
      if (at == by_text_.end()) continue;
      for (const auto& [key, tally] : at->second.months) all.months[key] += tally;
      for (const auto& [key, tally] : at->second.people) all.people[key] += tally;
      for (const auto& [key, tally] : at->second.sites) all.sites[key] += tally;
      all.names.insert(at->second.names.begin(), at->second.names.end());
    }
    return all;
  }
  Instant as_of;
  std::int64_t fresh_to = 0;

 private:
  template <class CountsOf>
  Result<void> ask(const std::string& metric, const std::string& where, const std::string& split,
                   bool less_is_better, CountsOf&& counts_of) {
    performance::KpiQuery query;
    query.metrics = {metric};
    query.from = period_.from;
    query.to = period_.to;
    query.where = where.empty() || scope_.empty() ? where + scope_ : "(" + where + ") and " + scope_;
    if (!split.empty()) query.by = {split};
    const auto each = [&](auto&& take) -> Result<void> {
      MANYI_TRY(const auto answer, performance_.evaluate(caller_, query));
      as_of = answer.as_of;
      fresh_to = answer.fresh_to;
      for (const auto& cell : answer.metrics.front().cells)
        take(cell, counts_of(split.empty() ? std::string() : key_of(cell, split)));
      return {};
    };
    query.grain = "month";
    MANYI_CHECK(each([&](const performance::CellAnswer& cell, Counts& counts) {
      counts.months[cell.period.from.substr(0, kMonthText)] += tally_of(cell, less_is_better);
    }));
    query.grain.reset();
    for (const char* dimension : {"site", "person"}) {
      const bool person = dimension == std::string_view("person");
      if (person && !people_) continue;
      query.by =
          split.empty() ? std::vector<std::string>{dimension} : std::vector<std::string>{split, dimension};
      MANYI_CHECK(each([&](const performance::CellAnswer& cell, Counts& counts) {
        const auto key = key_of(cell, dimension);
        if (key.empty()) return;
        (person ? counts.people : counts.sites)[key] += tally_of(cell, less_is_better);
        counts.names[key] = name_of(cell, dimension);
      }));
    }
    return {};
  }

  performance::Performance& performance_;
  const Caller& caller_;
  const Period period_;
  const std::string scope_;
  const bool people_;  // who is on his own, or from outside, is told of nobody
  std::map<std::string, Counts> by_text_;
};

Tally total_of(const Tallies& tallies) {
  Tally total;
  for (const auto& [key, tally] : tallies) total += tally;
  return total;
}

void tell(PointFigure& figure, const Counts& counts, const Period& period) {
  const auto month = [&](const std::string& name) {
    const auto at = counts.months.find(name);
    return at == counts.months.end() ? Tally() : at->second;
  };
  for (std::size_t i = 0; i + 1 < period.months.size(); ++i)
    figure.before.push_back(month_of(period.months[i], month(period.months[i])));
  const Tally now = month(period.months.back());
  figure.now = month_of(period.months.back(), now);
  figure.state = state_of(now, figure.target);
  figure.worst_person = worst_of(counts.people, counts.names);
  figure.worst_site = worst_of(counts.sites, counts.names);
}

std::vector<PointChecks> checks_by_text(const Asker& asker, const std::vector<std::string>& texts,
                                        const std::string& month) {
  std::vector<PointChecks> all;
  for (const auto& text : texts) {
    const auto counts = asker.checks_of({text});
    const auto at = counts.months.find(month);
    if (at != counts.months.end() && at->second.required > 0)
      all.push_back({text, at->second.conforming, at->second.required});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const PointChecks& a, const PointChecks& b) { return a.required > b.required; });
  return all;
}

}  // namespace

Result<PointList> ProcessPoints::list(db::ReadTx& tx, const Caller& caller, const ListPoints& in) {
  MANYI_TRY(auto points, load(tx, caller.tenant, in.metric));
  const auto zone = needs_.performance.ports().default_zone(tx, caller.tenant);
  const auto month = in.month.value_or(zone.local_date(tx.now()).text().substr(0, kMonthText));
  const auto period = period_of(month);
  if (!period) return invalid("/month", "month", "Expected a month such as 2026-11.");
  MANYI_TRY(const auto scope,
            ports_.condition_of(tx, caller, in.scope.value_or("company"), in.scope_key.value_or("")));
  MANYI_TRY(const auto engine, needs_.performance.engine(caller.tenant));

  Asker asker(needs_.performance, caller, *period, scope);
  asker.as_of = tx.now();
  std::vector<std::string> texts;
  for (const auto& point : points.in_force)
    texts.insert(texts.end(), point.quality_points.begin(), point.quality_points.end());
  MANYI_CHECK(asker.ask_checks(texts));

  PointList list;
  list.metric = in.metric;
  list.month = month;
  list.from = period->month_from;
  list.to = period->to;
  for (auto& point : points.in_force) {
    PointFigure figure;
    static_cast<ProcessPoint&>(figure) = std::move(point);
    Counts counts = asker.checks_of(figure.quality_points);
    figure.checks = checks_by_text(asker, figure.quality_points, month);
    if (total_of(counts.months).required > 0) figure.source = PointSource::kChecks;
    const auto measure = figure.measure
                             ? engine->metric(*figure.measure)
                             : Result<std::shared_ptr<const kpi::Metric>>(not_found("metric.unknown", ""));
    // A measure that was made something else than a rate since then tells nothing.
    if (measure && (*measure)->is_rate()) {
      const bool less = (*measure)->better == kpi::Better::kDown;
      figure.measure_name_zh = (*measure)->name_zh;
      figure.measure_name_en = (*measure)->name_en;
      auto measured = asker.ask_measure(*figure.measure, figure.where.value_or(""), less);
      if (!measured && measured.error().code != ErrorCode::kInvalid) return std::move(measured).error();
      if (measured) {
        if (const auto share = measured->months[month].share())
          figure.measure_value = less ? 1 - *share : *share;
        if (figure.source == PointSource::kNone && total_of(measured->months).required > 0) {
          figure.source = PointSource::kMetric;
          counts = std::move(*measured);
        }
      }
    }
    tell(figure, counts, *period);
    list.items.push_back(std::move(figure));
  }
  const auto stand = [](const PointFigure& point) {
    return PointStand{{point.now.conforming, point.now.required}, point.target, point.state};
  };
  std::stable_sort(list.items.begin(), list.items.end(),
                   [&](const PointFigure& a, const PointFigure& b) { return weaker(stand(a), stand(b)); });
  list.taken_out = std::move(points.taken_out);
  list.as_of = asker.as_of;
  list.fresh_to = asker.fresh_to;
  return list;
}

}  // namespace manyi::processes
