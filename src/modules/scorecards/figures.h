// Figures of one month for many scopes, each question to performance asked once.
// Owns the choice between frozen and live values.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "modules/performance/performance_events.h"
#include "modules/scorecards/scorecards.h"

namespace manyi::scorecards {

struct Figure {
  std::optional<double> value, low, high;
  std::int64_t n = 0;
  bool of_many = false;  // a rate, mean or percentile: its n tells how sure it is
  bool provisional = false;
  ValueSource source = ValueSource::kLive;
};

enum class Window { kMonth, kRolling };  // three months that end with the month

/// Lives as long as one answer. Asks as the system: who may see what is decided before.
class Figures {
 public:
  Figures(const Scorecards::Needs& needs, db::ReadTx& tx, TenantId tenant, Month month, Values values);

  const Month& month() const { return month_; }
  bool closed() const { return closed_; }
  /// nullptr: not in the catalogue, or none of its facts is fed.
  const performance::MetricInfo* metric(const std::string& code);
  /// The dimensions that a metric, or the terms of a formula, credit.
  std::vector<std::string> credits(const std::string& code);
  /// nullopt: no records, or the metric is not measured for such a scope. \errors kUnavailable
  Result<std::optional<Figure>> at(const std::string& metric, const targets::TargetScope&, Window);
  /// The month and those before it, the earliest first.
  Result<std::vector<KpiTrendPoint>> trend(const std::string& metric, const targets::TargetScope&,
                                           int months);
  /// Records that a count counts, credited to the scope.
  Result<std::vector<CaseRef>> cases(const std::string& metric, const targets::TargetScope&);
  /// Why metrics cannot be known yet. \errors kUnavailable while facts are loading
  Result<void> ready();

 private:
  using ByKey = std::map<std::string, Figure>;
  Result<std::vector<performance::CellAnswer>> ask(const std::string& metric,
                                                   const targets::TargetScope& scope, Window window,
                                                   const Month& from, bool by_month);
  Result<const ByKey*> live(const std::string& metric, const targets::TargetScope& scope, Window window);
  Result<const ByKey*> frozen(const std::string& metric, const std::string& dimension);
  void add_credits(const std::string& code, int depth, std::vector<std::string>& into);

  const Scorecards::Needs& needs_;
  db::ReadTx& tx_;
  const Caller system_;
  const Month month_;
  bool closed_ = false;
  std::optional<std::map<std::string, performance::MetricInfo>> catalogue_;
  std::map<std::tuple<std::string, std::string, Window>, ByKey> live_;  // metric, scope's name
  std::map<std::string, std::map<std::string, ByKey>> frozen_;          // dimension, metric
};

}  // namespace manyi::scorecards
