// Counts gaps in fact columns, in metrics and in time.
// Owns the walk over a table under its lock.
#include "modules/performance/data_quality.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "base/json.h"
#include "modules/performance/books.h"
#include "platform/auth/scope.h"
#include "platform/journal/journal.h"

namespace manyi::performance {
namespace {

constexpr std::int64_t kLateHours = 24;
constexpr int kPage = 50;
constexpr int kRead = 500;  // entries of the journal at once

using kpi::ColumnKind;

std::string kind_name(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::kTime: return "time";
    case ColumnKind::kDimension: return "dimension";
    case ColumnKind::kInteger: return "integer";
    case ColumnKind::kDuration: return "duration";
    case ColumnKind::kNumber: return "number";
    case ColumnKind::kFlag: return "flag";
  }
  return "";
}

/// Which codes of the caller's dimension are in reach; nullopt: every row is.
struct Reach {
  std::optional<kpi::ColumnView<std::int32_t>> codes;
  std::vector<std::uint8_t> allowed;
  bool nothing = false;
  bool has(std::size_t row) const {
    return !nothing && (!codes || allowed[static_cast<std::size_t>((*codes)[row])] != 0);
  }
};

Reach reach_of(const kpi::FactTable& table, const Caller& caller) {
  Reach reach;
  const auto only = dimension_scope_of(caller);
  if (!only) return reach;
  const auto index = table.dimension_index(only->dimension);
  if (!index) {
    reach.nothing = true;
    return reach;
  }
  reach.codes = table.codes(*index);
  reach.allowed.assign(table.dictionary(*index).size(), 0);
  for (const auto id : only->any_of)
    if (const auto code = table.dictionary(*index).find(id_text(id)))
      reach.allowed[static_cast<std::size_t>(*code)] = 1;
  return reach;
}

/// Rows whose first time stamp falls into [from, to).
std::vector<std::uint32_t> rows_within(const kpi::FactTable& table, const Reach& reach, std::int64_t from,
                                       std::int64_t to) {
  std::vector<std::uint32_t> rows;
  const std::size_t times = table.schema().times();
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (!reach.has(row)) continue;
    std::int64_t first = kpi::kNull;
    for (std::size_t column = 0; column < times; ++column) {
      const auto at = table.times(column)[row];
      if (at != kpi::kNull && (first == kpi::kNull || at < first)) first = at;
    }
    if (first != kpi::kNull && first >= from && first < to) rows.push_back(static_cast<std::uint32_t>(row));
  }
  return rows;
}

/// Whether a row lacks the column's value.
std::function<bool(std::uint32_t)> is_missing(const kpi::FactTable& table, const kpi::Column& column) {
  switch (column.kind) {
    case ColumnKind::kTime:
      return [values = table.times(column.index)](std::uint32_t row) { return values[row] == kpi::kNull; };
    case ColumnKind::kDimension:
      return [codes = table.codes(column.index)](std::uint32_t row) { return codes[row] == kpi::kNullCode; };
    case ColumnKind::kInteger:
    case ColumnKind::kDuration:
      return [values = table.wholes(column.index)](std::uint32_t row) { return values[row] == kpi::kNull; };
    case ColumnKind::kNumber:
      return [values = table.numbers(column.index)](std::uint32_t row) { return std::isnan(values[row]); };
    case ColumnKind::kFlag: break;  // yes or no, never nothing
  }
  return [](std::uint32_t) { return false; };
}

FactGaps gaps_of(const kpi::FactTable& table, const Caller& caller, std::int64_t from, std::int64_t to) {
  const auto lock = table.read_lock();
  FactGaps gaps;
  gaps.fact = table.schema().fact();
  const auto rows = rows_within(table, reach_of(table, caller), from, to);
  gaps.rows = static_cast<std::int64_t>(rows.size());
  for (const auto& column : table.schema().columns()) {
    const auto missing =
        static_cast<std::int64_t>(std::count_if(rows.begin(), rows.end(), is_missing(table, column)));
    if (missing > 0)
      gaps.columns.push_back({column.name, kind_name(column.kind), column.name_zh, column.name_en, missing});
  }
  std::stable_sort(gaps.columns.begin(), gaps.columns.end(),
                   [](const ColumnGap& a, const ColumnGap& b) { return a.missing > b.missing; });
  return gaps;
}

Instant edge(const kpi::Engine& engine, const kpi::Bound& bound) {
  return std::holds_alternative<Instant>(bound) ? std::get<Instant>(bound)
                                                : engine.default_zone().instant(std::get<Date>(bound));
}

/// A page's question, read; complaints name the fields, all at once.
struct Asked {
  kpi::Bound from, to;
  std::int64_t after = 0;
  int limit = kPage;
  const kpi::FactTable* table = nullptr;
  const kpi::Column* column = nullptr;
};

void read_column(Asked& asked, const kpi::Engine& engine, const QualityRecordsQuery& query,
                 InputErrors& errors) {
  asked.table = query.fact ? engine.table(*query.fact) : nullptr;
  if (!asked.table) {
    errors.add(
        "/fact", "unknown",
        query.fact
            ? "There is no such kind of record; near: " + kpi::nearest_name(*query.fact, engine.facts()) + "."
            : "Say of which kind of record.");
    return;
  }
  asked.column = query.column ? asked.table->schema().find(*query.column) : nullptr;
  if (asked.column && asked.column->kind != ColumnKind::kFlag) return;
  errors.add("/column", "unknown",
             asked.column   ? "A flag is never empty."
             : query.column ? "Records of this kind have no such column."
                            : "Say which column is empty.");
}

Result<Asked> read_asked(const kpi::Engine& engine, const QualityRecordsQuery& query) {
  Asked asked;
  InputErrors errors;
  const auto from = kpi::parse_bound(query.from), to = kpi::parse_bound(query.to);
  if (!from) errors.add("/from", "date", "Expected a date or an RFC 3339 time.");
  if (!to) errors.add("/to", "date", "Expected a date or an RFC 3339 time.");
  if (from) asked.from = *from;
  if (to) asked.to = *to;
  if (from && to && edge(engine, *from) >= edge(engine, *to))
    errors.add("/to", "empty_period", "'to' must come after 'from'.");
  asked.limit = query.limit.value_or(kPage);
  if (query.cursor) {
    const auto after = parse_id(*query.cursor);
    if (!after) errors.add("/cursor", "cursor", "This is not a cursor of this list.");
    asked.after = after.value_or(0);
  }
  if (query.reason == "empty") {
    read_column(asked, engine, query, errors);
  } else if (query.reason == "unlinked" || query.reason == "pending") {
    if (const auto metric = engine.metric(query.metric.value_or("")); !metric)
      errors.add("/metric", "unknown", query.metric ? metric.error().detail : "Say which metric.");
    else if ((*metric)->formula)
      errors.add("/metric", "formula", "This is made of other metrics: ask for one of them.");
  } else if (query.reason != "late") {
    errors.add("/reason", "choice", "Expected one of: empty, unlinked, pending, late.");
  }
  if (!errors.empty()) return invalid(std::move(errors.all()));
  return asked;
}

QualityRecordPage empty_of(const kpi::Engine& engine, const Caller& caller, const Asked& asked) {
  const auto lock = asked.table->read_lock();
  const auto rows = rows_within(*asked.table, reach_of(*asked.table, caller), edge(engine, asked.from).ms(),
                                edge(engine, asked.to).ms());
  const auto lacks = is_missing(*asked.table, *asked.column);
  QualityRecordPage page;
  std::vector<std::int64_t> ids;
  for (const auto row : rows) {
    if (!lacks(row)) continue;
    ++page.total_estimate;
    if (const auto id = asked.table->ids()[row]; id > asked.after) ids.push_back(id);
  }
  const auto size = std::min(ids.size(), static_cast<std::size_t>(asked.limit));
  std::partial_sort(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(size), ids.end());
  if (ids.size() > size && size > 0) page.next_cursor = id_text(ids[size - 1]);
  for (std::size_t i = 0; i < size; ++i)
    page.items.push_back({asked.table->schema().fact(), id_text(ids[i]), {}});
  return page;
}

Result<QualityRecordPage> left_out_of(const Performance& performance, const kpi::Engine& engine,
                                      const Caller& caller, const QualityRecordsQuery& query,
                                      const Asked& asked) {
  kpi::Query question{};
  question.from = asked.from;
  question.to = asked.to;
  question.as_of = performance.now();
  question.scope = engine_scope(caller);
  MANYI_TRY(const auto found, engine.cases(*query.metric, question, *kpi::parse_part(query.reason),
                                           asked.after, static_cast<std::size_t>(asked.limit)));
  QualityRecordPage page;
  for (const auto& one : found.items) page.items.push_back({found.fact, id_text(one.id), {}});
  if (found.next) page.next_cursor = id_text(*found.next);
  page.total_estimate = found.total;
  return page;
}

/// Entries recorded in the period, in their order: the first one by halving, then pieces.
QualityRecordPage late_of(db::ReadTx& tx, const kpi::Engine& engine, const Caller& caller,
                          const QualityRecordsQuery& query, const Asked& asked) {
  QualityRecordPage page;
  if (caller.scope != Scope::kTenant) return page;
  const Instant from = edge(engine, asked.from), to = edge(engine, asked.to);
  const DurationMs limit = kHour * query.late_hours.value_or(kLateHours);
  for (const auto& kind : journal::lateness(tx, caller.tenant, from, to, limit))
    if (!query.kind || *query.kind == kind.kind) page.total_estimate += kind.late;
  if (page.total_estimate == 0) return page;
  std::int64_t after = asked.after;
  if (after == 0) {
    std::int64_t low = 0, high = journal::last_seq(tx, caller.tenant);
    while (low < high) {
      const auto middle = low + (high - low) / 2;
      const auto next = journal::entries_after(tx, caller.tenant, middle, 1);
      if (!next.empty() && next.front().recorded_at < from)
        low = middle + 1;
      else
        high = middle;
    }
    after = low;
  }
  while (true) {
    const auto entries = journal::entries_after(tx, caller.tenant, after, kRead);
    for (const auto& entry : entries) {
      after = entry.seq;
      if (entry.recorded_at >= to) return page;
      if (entry.recorded_at - entry.occurred_at <= limit || (query.kind && *query.kind != entry.kind))
        continue;
      if (page.items.size() == static_cast<std::size_t>(asked.limit)) {
        page.next_cursor = id_text(after - 1);
        return page;
      }
      QualityRecord record;
      if (!entry.subjects.empty()) {
        record.kind = entry.subjects.front().kind;
        record.id = id_text(entry.subjects.front().id);
      }
      record.entry = entry.kind;
      record.occurred_at = entry.occurred_at;
      record.recorded_at = entry.recorded_at;
      page.items.push_back(std::move(record));
    }
    if (entries.size() < static_cast<std::size_t>(kRead)) return page;
  }
}

/// Numbers as people know them, asked for once per kind of record.
void name_records(QualityRecordPage& page, Performance& performance, db::ReadTx& tx, TenantId tenant) {
  std::map<std::string, std::vector<std::int64_t>> ids;
  for (const auto& item : page.items)
    if (const auto id = parse_id(item.id)) ids[item.kind].push_back(*id);
  for (auto& [kind, some] : ids) {
    std::sort(some.begin(), some.end());
    some.erase(std::unique(some.begin(), some.end()), some.end());
    const auto numbers = performance.ports().record_numbers(tx, tenant, kind, some);
    for (auto& item : page.items) {
      if (item.kind != kind) continue;
      const auto number = numbers.find(parse_id(item.id).value_or(0));
      if (number != numbers.end()) item.no = number->second;
    }
  }
}

}  // namespace

std::span<const FieldRule> field_rules(const QualityRecordsQuery*) {
  static const FieldRule kRules[] = {
      {.name = "from", .doc = "First day.", .example = R"("2026-10-01")", .max_length = 40},
      {.name = "to", .doc = "The day after the last.", .example = R"("2026-11-01")", .max_length = 40},
      {.name = "reason",
       .doc = "empty (give fact and column), unlinked or pending (give metric), late (kind, late_hours).",
       .example = R"("empty")",
       .max_length = 20},
      {.name = "fact", .doc = "Kind of record whose column is empty.", .max_length = 60},
      {.name = "column", .doc = "The column that is empty.", .max_length = 100},
      {.name = "metric", .doc = "The metric that leaves records out.", .max_length = 100},
      {.name = "kind", .doc = "Kind of journal entry; all by default.", .max_length = 100},
      {.name = "late_hours",
       .doc = "An entry typed in later than this after it happened is late; 24 by default.",
       .minimum = 1,
       .maximum = 8760},
      {.name = "limit", .doc = "At most 200; 50 by default.", .minimum = 1, .maximum = 200}};
  return kRules;
}

std::span<const FieldRule> field_rules(const DataQualityQuery*) {
  static const FieldRule kRules[] = {
      {.name = "from", .doc = "First day.", .example = R"("2026-10-01")", .max_length = 40},
      {.name = "to", .doc = "The day after the last.", .example = R"("2026-11-01")", .max_length = 40},
      {.name = "late_hours",
       .doc = "An entry typed in later than this after it happened is late; 24 by default.",
       .minimum = 1,
       .maximum = 8760}};
  return kRules;
}

Result<DataQuality> data_quality(Performance& performance, db::ReadTx& tx, const Caller& caller,
                                 const DataQualityQuery& query) {
  KpiQuery asked;
  asked.from = query.from;
  asked.to = query.to;
  MANYI_TRY(const auto answer, performance.evaluate(caller, asked));
  MANYI_TRY(const auto engine, performance.engine(caller.tenant));
  const Instant from = edge(*engine, *kpi::parse_bound(query.from)),
                to = edge(*engine, *kpi::parse_bound(query.to));
  DataQuality quality;
  for (const auto& metric : answer.metrics) {
    if (metric.cells.empty()) continue;
    const auto& cell = metric.cells.front();
    if (cell.unlinked > 0 || cell.pending > 0)
      quality.metrics.push_back(
          {metric.code, metric.name_zh, metric.name_en, cell.n, cell.unlinked, cell.pending});
  }
  std::stable_sort(quality.metrics.begin(), quality.metrics.end(),
                   [](const LeftOut& a, const LeftOut& b) { return a.unlinked > b.unlinked; });
  for (const auto* table : engine->tables())
    if (auto gaps = gaps_of(*table, caller, from.ms(), to.ms()); gaps.rows > 0)
      quality.facts.push_back(std::move(gaps));
  if (caller.scope == Scope::kTenant)
    for (const auto& kind :
         journal::lateness(tx, caller.tenant, from, to, kHour * query.late_hours.value_or(kLateHours)))
      quality.late.push_back({kind.kind, kind.entries, kind.late});
  return quality;
}

Result<QualityRecordPage> quality_records(Performance& performance, db::ReadTx& tx, const Caller& caller,
                                          const QualityRecordsQuery& query) {
  MANYI_TRY(const auto engine, performance.engine(caller.tenant));
  MANYI_TRY(const auto asked, read_asked(*engine, query));
  QualityRecordPage page;
  if (query.reason == "empty") {
    page = empty_of(*engine, caller, asked);
  } else if (query.reason == "late") {
    page = late_of(tx, *engine, caller, query, asked);
  } else {
    MANYI_TRY(page, left_out_of(performance, *engine, caller, query, asked));
  }
  name_records(page, performance, tx, caller.tenant);
  return page;
}

}  // namespace manyi::performance
