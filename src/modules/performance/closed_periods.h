// Closing a month: its values are frozen with their definitions; what changes afterwards shows as a difference.
// Owns which values of which scopes are kept.
#pragma once

#include "modules/performance/performance.h"

namespace manyi::performance {

struct ClosedPeriodTag;
using ClosedPeriodId = Id<ClosedPeriodTag>;

/// A value as it was known when its month was closed.
struct FrozenValue {
  std::string metric;
  std::string dimension;  // "": the company; else site or technician
  std::string scope_key, scope_label;
  std::int64_t definition_version = 1;
  std::optional<double> numerator, denominator, value;
  std::int64_t n = 0;
  std::optional<double> low, high;
};
BOOST_DESCRIBE_STRUCT(FrozenValue, (),
                      (metric, dimension, scope_key, scope_label, definition_version, numerator, denominator,
                       value, n, low, high))

struct ClosePeriod {
  std::string month;  // "2026-10"
};
BOOST_DESCRIBE_STRUCT(ClosePeriod, (), (month))
std::span<const FieldRule> field_rules(const ClosePeriod*);

struct ClosedPeriod {
  ClosedPeriodId id;
  std::string month;
  Instant closed_at;
  UserId closed_by;
  std::int64_t frozen = 0;
};
BOOST_DESCRIBE_STRUCT(ClosedPeriod, (), (id, month, closed_at, closed_by, frozen))

struct ClosedPeriodList {
  std::vector<ClosedPeriod> items;
};
BOOST_DESCRIBE_STRUCT(ClosedPeriodList, (), (items))

struct FrozenQuery {
  std::string month;
  std::optional<std::string> dimension;  // site, technician; the company by default
};
BOOST_DESCRIBE_STRUCT(FrozenQuery, (), (month, dimension))
std::span<const FieldRule> field_rules(const FrozenQuery*);

/// A frozen value beside the one of today.
struct FrozenBesideLive {
  FrozenValue frozen;
  std::optional<double> live_numerator, live_denominator, live_value;
  std::int64_t live_n = 0;
  std::int64_t live_version = 1;
  bool differs = false;
};
BOOST_DESCRIBE_STRUCT(FrozenBesideLive, (),
                      (frozen, live_numerator, live_denominator, live_value, live_n, live_version, differs))

struct FrozenValueList {
  ClosedPeriod period;
  std::vector<FrozenBesideLive> items;
};
BOOST_DESCRIBE_STRUCT(FrozenValueList, (), (period, items))

/// Values computed off the lane, to be stored.
struct FrozenMonth {
  std::string month;
  std::vector<FrozenValue> values;
};

/// Evaluates every metric for the company, each site and each technician.
/// \errors kInvalid /month: not a month, or not over yet; kUnavailable while facts are loading
Result<FrozenMonth> freeze_month(Performance& performance, const Caller& caller, const ClosePeriod& in,
                                 Instant now);
/// \errors kConflict when the month is closed already
Result<ClosedPeriod> close_period(Performance& performance, db::Tx& tx, const Caller& caller,
                                  const FrozenMonth& month);
ClosedPeriodList closed_periods(db::ReadTx& tx, const Caller& caller);
/// \errors kNotFound when the month is not closed; kInvalid /dimension
Result<FrozenValueList> frozen_values(Performance& performance, db::ReadTx& tx, const Caller& caller,
                                      const FrozenQuery& query);

}  // namespace manyi::performance
