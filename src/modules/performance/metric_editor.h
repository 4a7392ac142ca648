// Metrics that people write: checked, tried on real records before they count, kept in versions.
// Owns what may be defined; the language is engines/kpi's.
#pragma once

#include "modules/performance/performance.h"

namespace manyi::performance {

struct OwnMetricTag;
using OwnMetricId = Id<OwnMetricTag>;

struct DefineMetric {
  std::string text;                 // one `metric <code> version <n> { ... }` block
  std::optional<std::string> note;  // why
};
BOOST_DESCRIBE_STRUCT(DefineMetric, (), (text, note))
std::span<const FieldRule> field_rules(const DefineMetric*);

struct OwnMetric {
  OwnMetricId id;
  std::string code;
  std::int64_t metric_version = 1;
  std::string manufacturer;  // "": our own
  std::string text, note;
  Instant created_at;
  UserId created_by;
};
BOOST_DESCRIBE_STRUCT(OwnMetric, (),
                      (id, code, metric_version, manufacturer, text, note, created_at, created_by))

struct OwnMetricList {
  std::vector<OwnMetric> items;
};
BOOST_DESCRIBE_STRUCT(OwnMetricList, (), (items))

struct OwnMetricQuery {
  std::optional<std::string> code;
};
BOOST_DESCRIBE_STRUCT(OwnMetricQuery, (), (code))

struct PreviewMetric {
  std::string text;
  std::string from, to;
  std::optional<std::string> grain, where;
  std::vector<std::string> by;
};
BOOST_DESCRIBE_STRUCT(PreviewMetric, (), (text, from, to, grain, where, by))
std::span<const FieldRule> field_rules(const PreviewMetric*);

struct FactColumn {
  std::string column, kind;  // time, dimension, integer, duration, number, flag
  std::string name_zh, name_en;
};
BOOST_DESCRIBE_STRUCT(FactColumn, (), (column, kind, name_zh, name_en))

struct FactInfo {
  std::string fact;
  std::vector<FactColumn> columns;
};
BOOST_DESCRIBE_STRUCT(FactInfo, (), (fact, columns))

/// What a formula may name: facts with their columns, and the words of the language.
struct MetricVocabulary {
  std::vector<FactInfo> facts;
  std::vector<std::string> words;
};
BOOST_DESCRIBE_STRUCT(MetricVocabulary, (), (facts, words))

/// \errors kInvalid /text with "line:column: ..."; kUnavailable while facts are loading
Result<MetricCells> preview_metric(Performance& performance, const Caller& caller, const PreviewMetric& in,
                                   Instant now);
/// Keeps a version; it answers from the next question on. \errors kInvalid /text; kConflict when that version
/// of that code is there already
Result<OwnMetric> define_metric(Performance& performance, db::Tx& tx, const Caller& caller,
                                const DefineMetric& in);
OwnMetricList own_metrics(db::ReadTx& tx, const Caller& caller, const OwnMetricQuery& query);
Result<MetricVocabulary> metric_vocabulary(Performance& performance, const Caller& caller);

}  // namespace manyi::performance
