// What is missing: empty columns of facts, records that metrics leave out, entries typed in late.
// Owns what counts as missing and as late.
#pragma once

#include "modules/performance/performance.h"

namespace manyi::performance {

struct DataQualityQuery {
  std::string from, to;                    // days; half-open
  std::optional<std::int64_t> late_hours;  // 24 by default
};
BOOST_DESCRIBE_STRUCT(DataQualityQuery, (), (from, to, late_hours))
std::span<const FieldRule> field_rules(const DataQualityQuery*);

struct ColumnGap {
  std::string column;
  std::string kind;  // time, dimension, integer, duration, number
  std::string name_zh, name_en;
  std::int64_t missing = 0;
};
BOOST_DESCRIBE_STRUCT(ColumnGap, (), (column, kind, name_zh, name_en, missing))

/// Rows that came in within the period, by the first time stamp they have.
struct FactGaps {
  std::string fact;
  std::int64_t rows = 0;
  std::vector<ColumnGap> columns;  // most missing first; full ones are left out
};
BOOST_DESCRIBE_STRUCT(FactGaps, (), (fact, rows, columns))

struct LeftOut {
  std::string code, name_zh, name_en;
  std::int64_t n = 0, unlinked = 0, pending = 0;
};
BOOST_DESCRIBE_STRUCT(LeftOut, (), (code, name_zh, name_en, n, unlinked, pending))

struct LateEntries {
  std::string kind;  // of the journal
  std::int64_t entries = 0, late = 0;
};
BOOST_DESCRIBE_STRUCT(LateEntries, (), (kind, entries, late))

struct DataQuality {
  std::vector<FactGaps> facts;
  std::vector<LeftOut> metrics;  // those that leave records out
  std::vector<LateEntries> late;
};
BOOST_DESCRIBE_STRUCT(DataQuality, (), (facts, metrics, late))

struct QualityRecordsQuery {
  std::string from, to;                     // days; half-open
  std::string reason;                       // empty, unlinked, pending or late
  std::optional<std::string> fact, column;  // of what is empty
  std::optional<std::string> metric;        // of what is unlinked or pending
  std::optional<std::string> kind;          // of the journal, of what is late; none: all kinds
  std::optional<std::int64_t> late_hours;   // 24 by default
  std::optional<std::string> cursor;
  std::optional<int> limit;
};
BOOST_DESCRIBE_STRUCT(QualityRecordsQuery, (),
                      (from, to, reason, fact, column, metric, kind, late_hours, cursor, limit))
std::span<const FieldRule> field_rules(const QualityRecordsQuery*);

/// A record that lies behind a figure of data quality. Of a late entry, when it happened and was typed in.
struct QualityRecord {
  std::string kind, id, no;
  std::optional<std::string> entry = {};  // kind of the journal's entry
  std::optional<Instant> occurred_at = {}, recorded_at = {};
};
BOOST_DESCRIBE_STRUCT(QualityRecord, (), (kind, id, no, entry, occurred_at, recorded_at))

struct QualityRecordPage {
  std::vector<QualityRecord> items;
  std::optional<std::string> next_cursor;
  std::int64_t total_estimate = 0;  // as many as data_quality() counts
};
BOOST_DESCRIBE_STRUCT(QualityRecordPage, (), (items, next_cursor, total_estimate))

/// The records behind one figure of data_quality(), by ascending id; late entries by their place in the
/// journal. \errors kInvalid /from, /to, /reason, /fact, /column, /metric, /cursor; kUnavailable while loading
Result<QualityRecordPage> quality_records(Performance& performance, db::ReadTx& tx, const Caller& caller,
                                          const QualityRecordsQuery& query);

/// Counts within what the caller may see; late entries are the whole company's and given to those alone who
/// see all of it. \errors kInvalid /from, /to; kUnavailable while facts are loading
Result<DataQuality> data_quality(Performance& performance, db::ReadTx& tx, const Caller& caller,
                                 const DataQualityQuery& query);

}  // namespace manyi::performance
