// One question about a period: the figures, the open cases and what is done about them, as of one moment.
// Owns what is kept between questions and when it is thrown away; shared by the parts of the façade.
#pragma once

#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "modules/advance_control/advance_control.h"
#include "modules/advance_control/figures.h"
#include "modules/advance_control/landing_maker.h"
#include "modules/advance_control/open_cases.h"
#include "modules/advance_control/spreads.h"
#include "modules/advance_control/store.h"

namespace manyi::advance_control {

/// Who takes care of which record, by family of metrics: being cared for helps every figure of the family.
using Handlings = std::map<std::tuple<CaseFamily, CaseKind, std::int64_t>, Handling>;

/// The open records of one metric, and which of them belong to which scope.
struct OpenBook {
  std::vector<OpenRecord> all;
  std::vector<std::vector<std::uint32_t>> of_scope;  // places in `all`
  double usual = 0;                                  // mean chance to go wrong
  double shift = 0;                                  // of the odds of being good, see level_of()
  double not_begun = 0;                              // the same of what has not begun, by closures to come
};

/// A landing and what it was made of: it serves until that changes, or the clock has moved on.
struct MadeLanding {
  std::optional<Landed> landed;
  std::uint64_t made_of = 0;
  Instant made_at;
};

/// Everything about a period of a company. Locked by whoever asks.
struct Kept {
  std::mutex mutex;
  std::unique_ptr<Figures> figures;
  std::unique_ptr<OrderRisk> risk;  // made when first needed
  std::optional<Spreads> spreads;   // absent: landings as the methods make them
  Instant past_as_of, as_of;
  std::int64_t seq = -1;
  Handlings handlings;
  double success = 0.5;  // of what is taken care of
  std::int64_t handled = 0, handled_well = 0;
  std::map<std::string, OpenBook> records;  // by metric
  std::optional<std::vector<OpenOrder>> open_orders;
  std::map<std::string, std::vector<MadeLanding>> landed;  // by metric; a place per scope
  std::map<std::string, std::vector<std::uint64_t>>
      counted;  // the same: what figures and records are made of

  /// The journal moved on: what was counted is counted anew.
  void forget_counts() {
    records.clear();
    open_orders.reset();
    counted.clear();
  }
  const OrderRisk& order_risk();
  /// \pre the metric is ensured
  const OpenBook& records_of(const std::string& metric);
  std::uint64_t made_of(const std::string& metric, int scope);
  double chance_of(const MetricFigures& metric, const OpenRecord& record) const;
  std::optional<Handling> handling_of(const MetricFigures& metric, const OpenRecord& record) const;
  const std::optional<Landed>& landing_of(const std::string& metric, int scope);
  /// Makes what is not there yet of all scopes, on several threads. \pre the metrics are ensured
  void land_all(const std::vector<std::string>& metrics);
  /// What of the open cases enters a landing.
  std::vector<forecast::OpenCase> open_of(const std::string& metric, int scope,
                                          const std::set<std::int64_t>& done_well);
  /// By how much what has not begun is better, on the logit of the metric's numerator.
  double not_begun_of(const std::string& metric);
  /// With these records done well.
  std::optional<Landed> landing_if(const std::string& metric, int scope,
                                   const std::set<std::int64_t>& done_well);
};

/// Levels by metric and scope, the nearest above where a scope has none of its own.
class LevelBook {
 public:
  LevelBook(db::ReadTx& tx, targets::Targets& targets, TenantId tenant, const std::string& month,
            const ScopeBook& book);
  /// Totals are no one's but the scope's own: the company's revenue is not a person's.
  std::optional<LevelsInForce> of(const MetricFigures& metric, int scope) const;
  const std::vector<targets::TargetInForce>& all() const { return *all_; }

 private:
  const ScopeBook& book_;
  std::shared_ptr<const std::vector<targets::TargetInForce>> all_;  // ordered by metric
  std::map<int, std::vector<int>> units_of_;
};

double chance_of_level(const Landed& landed, double level, bool up);

struct AdvanceControl::Impl {
  explicit Impl(const Needs& given) : needs(given) {}
  Needs needs;
  std::mutex mutex;
  std::list<std::pair<std::pair<TenantId, std::string>, std::shared_ptr<Kept>>> kept;  // the newest first
  std::set<TenantId> learnt;  // whose closed months have all been forecast, see learn_spreads()

  /// Of a month, quarter or year. Locked and fresh. \errors kInvalid /month; kUnavailable
  struct Held {
    std::shared_ptr<Kept> kept;
    std::unique_lock<std::mutex> lock;
    Kept* operator->() const { return kept.get(); }
  };
  Result<Held> hold(db::ReadTx& tx, TenantId tenant, const std::optional<std::string>& month,
                    const std::optional<Instant>& as_of);
  /// The words of a question, as they came.
  struct Asked {
    std::optional<std::string> month;
    std::optional<Instant> as_of;
    std::optional<targets::ScopeKind> scope;
    std::optional<std::string> scope_key;
    std::vector<std::string> metrics;
    bool several = false;  // metrics came as a list: /metrics/<i> instead of /metric
  };
  struct Found {
    Held held;
    int scope = 0;
  };
  /// What can be told of the words alone: month, scope and metrics, all at once.
  void check(db::ReadTx& tx, TenantId tenant, const Asked& asked, InputErrors& errors) const;
  /// \errors kInvalid; kForbidden for outsiders; kUnavailable
  Result<Held> hold(db::ReadTx& tx, const Caller& caller, const Asked& asked);
  /// With the scope's place. \errors those of hold; kNotFound; kForbidden for figures out of reach
  Result<Found> look_up(db::ReadTx& tx, const Caller& caller, const Asked& asked);
  std::vector<std::string> manager_metrics(db::ReadTx& tx, TenantId tenant, const Kept& kept);
  LandingLine line(Kept& kept, const LevelBook& levels, const std::string& metric, int scope, bool with_days);
  void read_spreads(db::ReadTx& tx, TenantId tenant, Kept& kept);
  void read_handlings(db::ReadTx& tx, TenantId tenant, Kept& kept);
  LandingBoard board_of(const Kept& kept) const;
  std::optional<KeptForecast> kept_forecast(Kept& kept, const LevelBook* levels, const std::string& metric,
                                            int scope);
  Assignment shown(db::ReadTx& tx, const store::AssignmentRow& row);
  Result<void> keep_truths(TenantId tenant);
  std::optional<Date> first_learnt_month(db::ReadTx& tx, TenantId tenant, Instant as_of);
  Result<void> add_bands(db::ReadTx& tx, TenantId tenant, Date month, std::int64_t day,
                         std::vector<store::BandRow>& rows);
  Result<void> add_truths(db::ReadTx& tx, TenantId tenant, Date month, Instant as_of,
                          const std::vector<store::BandRow>& fresh, std::vector<store::TruthRow>& truths);
};

/// Every metric of the company that is forecast at all.
std::vector<std::string> forecast_metrics(const kpi::Engine& engine);

}  // namespace manyi::advance_control
