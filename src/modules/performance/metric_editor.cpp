// Checks, tries and keeps metrics that people write.
// Owns the order of versions.
#include "modules/performance/metric_editor.h"

#include <algorithm>

#include "modules/performance/performance_events.h"
#include "modules/performance/store.h"

namespace manyi::performance {
namespace {

constexpr std::string_view kFile = "text";

std::string kind_name(kpi::ColumnKind kind) {
  switch (kind) {
    case kpi::ColumnKind::kTime: return "time";
    case kpi::ColumnKind::kDimension: return "dimension";
    case kpi::ColumnKind::kInteger: return "integer";
    case kpi::ColumnKind::kDuration: return "duration";
    case kpi::ColumnKind::kNumber: return "number";
    case kpi::ColumnKind::kFlag: return "flag";
  }
  return "";
}

/// Complaints of the language stand at the field that people typed into.
Error at_text(Error error) {
  for (auto& field : error.fields) field.pointer = "/text";
  return error;
}

OwnMetric shown(const store::OwnMetricRow& row) { return row; }

}  // namespace

std::span<const FieldRule> field_rules(const DefineMetric*) {
  static const FieldRule kRules[] = {
      {.name = "text", .doc = "One metric block.", .min_length = 1, .max_length = 8000},
      {.name = "note", .doc = "Why it is defined or changed.", .max_length = 300}};
  return kRules;
}
std::span<const FieldRule> field_rules(const PreviewMetric*) {
  static const FieldRule kRules[] = {
      {.name = "text", .doc = "One metric block.", .min_length = 1, .max_length = 8000},
      {.name = "from", .doc = "First day.", .example = R"("2026-10-01")", .max_length = 40},
      {.name = "to", .doc = "The day after the last.", .example = R"("2026-11-01")", .max_length = 40}};
  return kRules;
}

Result<MetricCells> preview_metric(Performance& performance, const Caller& caller, const PreviewMetric& in,
                                   Instant now) {
  KpiQuery query;
  query.from = in.from;
  query.to = in.to;
  query.grain = in.grain;
  query.where = in.where;
  query.by = in.by;
  query.as_of = now;
  auto cells = performance.preview(caller, in.text, query);
  if (!cells && !cells.error().fields.empty() && cells.error().fields.front().pointer == kFile)
    return at_text(std::move(cells).error());
  return cells;
}

Result<OwnMetric> define_metric(Performance& performance, db::Tx& tx, const Caller& caller,
                                const DefineMetric& in) {
  MANYI_TRY(const auto engine, performance.engine(caller.tenant));
  const auto metric = engine->examine(in.text, std::string(kFile));
  if (!metric) return at_text(metric.error());
  store::OwnMetricRow row;
  row.tenant_id = caller.tenant;
  row.id = tx.new_id<OwnMetricTag>();
  row.code = (*metric)->code;
  row.metric_version = (*metric)->version;
  row.manufacturer = (*metric)->manufacturer;
  row.text = in.text;
  row.note = in.note.value_or("");
  row.created_at = tx.now();
  row.created_by = caller.user;
  const auto stored = tx.savepoint([&] { return store::insert_own_metric(tx, row); });
  if (!stored) {
    if (stored.error().code != ErrorCode::kConflict) return stored.error();
    return conflict("metric.version_exists", "This version is kept already: give it the next number.");
  }
  MANYI_CHECK(performance.events().publish(
      tx, caller, MetricDefined{row.id, row.code, row.metric_version, row.manufacturer}));
  return shown(row);
}

OwnMetricList own_metrics(db::ReadTx& tx, const Caller& caller, const OwnMetricQuery& query) {
  OwnMetricList list;
  for (const auto& row : store::own_metrics(tx, caller.tenant))
    if (!query.code || row.code == *query.code) list.items.push_back(shown(row));
  std::reverse(list.items.begin(), list.items.end());  // the newest first
  return list;
}

Result<MetricVocabulary> metric_vocabulary(Performance& performance, const Caller& caller) {
  MANYI_TRY(const auto engine, performance.engine(caller.tenant));
  MetricVocabulary words;
  for (const auto* table : engine->tables()) {
    FactInfo fact{table->schema().fact(), {}};
    for (const auto& column : table->schema().columns())
      fact.columns.push_back({column.name, kind_name(column.kind), column.name_zh, column.name_en});
    words.facts.push_back(std::move(fact));
  }
  words.words = {"metric",      "version",     "name",     "fact",    "unit",      "better",     "owner",
                 "basis",       "event",       "cohort",   "stock",   "average",   "anchor",     "until",
                 "clock",       "exclude",     "unlinked", "pending", "when",      "value",      "numerator",
                 "denominator", "count",       "sum of",   "avg of",  "median of", "percentile", "min of",
                 "max of",      "distinct",    "where",    "and",     "or",        "not",        "in",
                 "is null",     "is not null", "formula",  "rolling", "credit",    "leads",      "gaming",
                 "description", "source",      "for",      "valid",   "to"};
  return words;
}

}  // namespace manyi::performance
