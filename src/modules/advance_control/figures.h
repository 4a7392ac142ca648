// Everything counted that the forecasts of one period are made of, metric by metric, as fresh as it was asked for.
// Owns what is kept between questions: past months for an hour, the running period until something changes.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "modules/advance_control/gather.h"
#include "modules/advance_control/metric_plan.h"
#include "modules/performance/performance.h"

namespace manyi::advance_control {

/// A value as the KPI pages show it.
struct Shown {
  std::optional<double> value, numerator, denominator;
  std::int64_t n = 0, pending = 0;
  std::optional<std::vector<double>> interval;
  bool provisional = false;
};

/// How far a past period had come on the same day, and where it ended.
struct WentOn {
  std::optional<double> then, end;
};

/// A duration that still runs.
struct RunningSpan {
  int site = ScopeBook::kNone, person = ScopeBook::kNone;
  double length = 0;
};

/// Past months of the scopes above, which many scopes are drawn to. Safe to share between threads.
class ParentPasts {
 public:
  using Past = std::vector<forecast::PastPeriod>;
  std::shared_ptr<const Past> of(int scope, const std::function<Past()>& make) {
    const std::lock_guard lock(mutex_);
    auto& past = made_[scope];
    if (!past) past = std::make_shared<const Past>(make());
    return past;
  }

 private:
  std::mutex mutex_;
  std::map<int, std::shared_ptr<const Past>> made_;
};

struct MetricFigures {
  std::shared_ptr<const kpi::Metric> metric;
  MetricPlan plan;
  Series series;                // counted metrics
  std::optional<Series> early;  // ripening ones: what is known at once, running month
  Ripening ripening;
  std::vector<double> weekday;           // 1..7 and 0 = day off: records per day, 1 on a usual working day
  double lump_first = 0, lump_last = 0;  // totals: usual share of the month booked on its first and last day
  std::vector<RunningSpan> running;      // durations
  std::map<int, std::vector<double>> levels;   // states, by scope: of each day up to now; NaN where unknown
  std::map<int, std::vector<WentOn>> went_on;  // kLikeBefore, by scope, the oldest period first
  std::map<int, Shown> shown, last_period;     // by scope
  std::unique_ptr<ParentPasts> pasts = std::make_unique<ParentPasts>();
  bool past_known = false;
};

/// Adds a number to a fingerprint.
inline std::uint64_t mixed(std::uint64_t print, std::uint64_t with) {
  print ^= with + 0x9e3779b97f4a7c15ULL + (print << 6) + (print >> 2);
  return print * 0xff51afd7ed558ccdULL;
}

/// Of one tenant and period. Not thread-safe; its owner locks.
class Figures {
 public:
  Figures(performance::Performance& performance, std::shared_ptr<const kpi::Engine> engine, TenantId tenant,
          Timeline timeline, ScopeBook book);

  const Timeline& timeline() const { return timeline_; }
  const ScopeBook& book() const { return book_; }
  const kpi::Engine& engine() const { return *engine_; }
  std::int64_t fresh_to() const { return fresh_to_; }

  /// Counts what is not there yet, and the leaves that formulas need. \errors kInvalid /metrics unknown; kUnavailable
  Result<void> ensure(const std::vector<std::string>& metrics);
  /// Fills `shown` alone, at a sixth of the cost. For figures of their own of a month that is over: nothing can be forecast
  /// from what this leaves. \errors as ensure()
  Result<void> ensure_shown(const std::vector<std::string>& metrics);
  /// The running month as of another moment of the same day; the past stays.
  void move_to(std::shared_ptr<const kpi::Engine> engine, Instant as_of, double done_today);

  /// \pre ensure()d
  const MetricFigures& of(const std::string& metric) const { return *metrics_.at(metric); }

 private:
  /// What is not fresh of them and of their leaves.
  Result<std::vector<MetricFigures*>> not_fresh(const std::vector<std::string>& metrics);
  Result<void> count(const std::vector<MetricFigures*>& wanted);
  void count_month(const std::vector<MetricFigures*>& wanted);
  void count_series(const std::vector<MetricFigures*>& wanted);
  void ripen(MetricFigures& one);
  void find_weekdays(MetricFigures& one) const;
  void find_lumps(MetricFigures& one) const;
  void find_running(MetricFigures& one) const;
  Result<void> find_levels(MetricFigures& one);
  Result<void> find_going_on(MetricFigures& one);
  Result<void> show(const std::vector<MetricFigures*>& wanted);
  Result<void> show_last_period(const std::vector<MetricFigures*>& wanted);
  Result<std::vector<kpi::MetricAnswer>> ask(const std::vector<std::string>& metrics, kpi::Query query,
                                             const char* by) const;

  performance::Performance& performance_;
  std::shared_ptr<const kpi::Engine> engine_;
  TenantId tenant_;
  Timeline timeline_;
  ScopeBook book_;
  std::int64_t fresh_to_ = 0;
  std::map<std::string, std::unique_ptr<MetricFigures>> metrics_;
  std::map<std::string, bool> fresh_;  // the running month is counted
};

/// Of each scope: what the running month's figures are made of. Equal prints are equal figures; how old what runs is,
/// is not in them.
std::vector<std::uint64_t> fingerprints(const Figures& figures, const MetricFigures& metric);

}  // namespace manyi::advance_control
