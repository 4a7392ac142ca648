// Facts in columns: the schema of a kind of record and the table that holds its rows.
// Owns dictionaries, row placement, the lock, and the subtract-and-add hook.
#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "base/time_zone.h"

namespace manyi::kpi {

/// "Has not happened" in a time column and "no value" in a whole-number measure.
constexpr std::int64_t kNull = std::numeric_limits<std::int64_t>::min();
/// Code of "no value" in a dimension column.
constexpr std::int32_t kNullCode = 0;

enum class ColumnKind { kTime, kDimension, kInteger, kDuration, kNumber, kFlag };

/// Handles: the index of a column among those of its storage. Resolved once, used per row.
struct TimeColumn {
  std::uint16_t index;
};
struct DimensionColumn {
  std::uint16_t index;
};
struct WholeColumn {
  std::uint16_t index;
};  // kInteger and kDuration
struct NumberColumn {
  std::uint16_t index;
};
struct FlagColumn {
  std::uint16_t index;
};

struct Column {
  std::string name;
  ColumnKind kind;
  std::uint16_t index;  // within its storage
  std::string name_zh;  // dimensions only
  std::string name_en;
};

/// Describes one kind of fact once: time stamps, dimensions, measures, flags.
/// Built at start and never changed afterwards. Names are unique; a repeat is a bug and throws.
class FactSchema {
 public:
  explicit FactSchema(std::string fact) : fact_(std::move(fact)) {}
  const std::string& fact() const { return fact_; }

  TimeColumn time(std::string name);
  DimensionColumn dimension(std::string name, std::string name_zh, std::string name_en);
  WholeColumn integer(std::string name);
  /// \unit milliseconds
  WholeColumn duration(std::string name);
  NumberColumn number(std::string name);
  FlagColumn flag(std::string name);
  /// Names the dimension whose value decides the time zone of a row (the site).
  void zone_by(DimensionColumn column) { zone_dimension_ = column.index; }

  const std::vector<Column>& columns() const { return columns_; }
  const Column* find(std::string_view name) const;
  std::optional<std::uint16_t> zone_dimension() const { return zone_dimension_; }
  std::size_t times() const { return counts_[0]; }
  std::size_t dimensions() const { return counts_[1]; }
  std::size_t wholes() const { return counts_[2]; }
  std::size_t numbers() const { return counts_[3]; }
  std::size_t flags() const { return counts_[4]; }

 private:
  std::uint16_t add(std::string name, ColumnKind kind, int storage, std::string zh = {}, std::string en = {});

  std::string fact_;
  std::vector<Column> columns_;
  std::size_t counts_[5] = {};
  std::optional<std::uint16_t> zone_dimension_;
};

/// One record on its way into a table: everything absent until set.
/// A dimension value is a stable key and, where people see another text, a label
/// (site id and site name); filters accept either, cells carry both. "" means no value.
class FactRow {
 public:
  FactRow(const FactSchema& schema, std::int64_t id);

  std::int64_t id() const { return id_; }
  FactRow& set(TimeColumn column, std::optional<Instant> at);
  FactRow& set(DimensionColumn column, std::string key, std::string label = {});
  FactRow& set(WholeColumn column, std::optional<std::int64_t> value);
  FactRow& set(NumberColumn column, std::optional<double> value);
  FactRow& set(FlagColumn column, bool value);
  /// Sets the dimension `attr.<name>`, which comes to exist with its first value.
  FactRow& set_attribute(std::string name, std::string value);

 private:
  friend class FactTable;
  std::int64_t id_;
  std::vector<std::int64_t> times_;
  std::vector<std::string> keys_;
  std::vector<std::string> labels_;
  std::vector<std::int64_t> wholes_;
  std::vector<double> numbers_;
  std::vector<std::uint8_t> flags_;
  std::vector<std::pair<std::string, std::string>> attributes_;
};

/// The values of one dimension: code <-> key, and the label people see. Code 0 is "no value".
class Dictionary {
 public:
  Dictionary();
  std::int32_t code(std::string_view key);  // adds it when new
  std::optional<std::int32_t> find(std::string_view key) const;
  /// Codes whose key or label is this text.
  std::vector<std::int32_t> matching(std::string_view key_or_label) const;
  void set_label(std::int32_t code, std::string_view label);
  const std::string& key(std::int32_t code) const { return keys_[static_cast<std::size_t>(code)]; }
  /// The label, or the key when there is none.
  const std::string& label(std::int32_t code) const;
  std::size_t size() const { return keys_.size(); }

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::vector<std::string> keys_;
  std::vector<std::string> labels_;
  std::unordered_map<std::string, std::int32_t, Hash, std::equal_to<>> codes_;
  std::unordered_multimap<std::string, std::int32_t, Hash, std::equal_to<>> labelled_;
};

/// id -> row number: open addressing, 12 bytes a slot; ids are never 0.
class RowIndex {
 public:
  std::optional<std::uint32_t> find(std::int64_t id) const;
  void put(std::int64_t id, std::uint32_t row);
  void erase(std::int64_t id);
  std::size_t bytes() const { return ids_.capacity() * 8 + rows_.capacity() * 4; }

 private:
  std::size_t slot(std::int64_t id) const;
  void grow();
  std::vector<std::int64_t> ids_;
  std::vector<std::uint32_t> rows_;
  std::size_t used_ = 0;
};

class FactTable;

/// Told of every row before it goes and after it came, under the table's write lock:
/// what it keeps is subtracted and added, so corrections and deletions come out right.
class RowObserver {
 public:
  virtual ~RowObserver() = default;
  virtual void leaving(const FactTable& table, std::uint32_t row) = 0;
  virtual void entered(const FactTable& table, std::uint32_t row) = 0;
};

/// The rows of one kind of fact, in columns, dense: rows 0..size()-1, in no order.
/// Thread-safe as a whole: writers lock exclusively per call, readers hold read_lock()
/// while they touch columns; evaluate() and cases() do so themselves.
class FactTable {
 public:
  FactTable(FactSchema schema, TimeZone default_zone);

  /// Inserts the rows, or replaces those whose id is known.
  void upsert(std::span<const FactRow> rows);
  void upsert(const FactRow& row) { upsert(std::span(&row, 1)); }
  /// Removes what is there; unknown ids are ignored.
  void erase(std::span<const std::int64_t> ids);
  void erase(std::int64_t id) { erase(std::span(&id, 1)); }
  void clear();
  /// Sets the calendar of one value of the zone dimension; call before its rows are loaded.
  void set_zone(std::string_view site_key, const TimeZone& zone);
  /// Renames what people see of a dimension value (a site was renamed).
  void set_label(std::string_view dimension, std::string_view key, std::string_view label);

  /// Observers outlive the table or are removed first.
  void observe(RowObserver& observer);
  void remove(RowObserver& observer);

  const FactSchema& schema() const { return schema_; }
  [[nodiscard]] std::shared_lock<std::shared_mutex> read_lock() const { return std::shared_lock(mutex_); }

  // Below: under read_lock(), or inside an observer.
  std::size_t size() const { return ids_.size(); }
  bool contains(std::int64_t id) const { return index_.find(id).has_value(); }
  std::optional<std::uint32_t> row_of(std::int64_t id) const { return index_.find(id); }
  const std::int64_t* ids() const { return ids_.data(); }
  const std::int64_t* times(std::size_t column) const { return times_[column].data(); }
  const std::int32_t* codes(std::size_t column) const { return codes_[column].data(); }
  const std::int64_t* wholes(std::size_t column) const { return wholes_[column].data(); }
  const double* numbers(std::size_t column) const { return numbers_[column].data(); }
  const std::uint8_t* flags(std::size_t column) const { return flags_[column].data(); }
  /// No time stamp of the column was ever later; lets a scan skip the as_of test.
  std::int64_t latest(std::size_t time_column) const { return latest_[time_column]; }
  const Dictionary& dictionary(std::size_t dimension) const { return dictionaries_[dimension]; }
  /// Index of a dimension, attributes included; nullopt when no row ever had the attribute.
  std::optional<std::size_t> dimension_index(std::string_view name) const;
  /// Names of the attribute dimensions seen so far, as `attr.<name>`.
  std::vector<std::string> attribute_dimensions() const;
  /// Zones in use; zone 0 is the default. One entry means all rows share it.
  const std::vector<TimeZone>& zones() const { return zones_; }
  /// Zone number per code of the zone dimension; empty when all rows share zone 0.
  const std::vector<std::uint8_t>& zone_of_code() const { return zone_of_code_; }
  std::size_t bytes() const;

 private:
  void write(std::uint32_t row, const FactRow& from);
  void move_row(std::uint32_t to, std::uint32_t from);
  void pop_row();
  std::size_t attribute_index(const std::string& name);
  void fit_zones();

  const FactSchema schema_;
  mutable std::shared_mutex mutex_;
  RowIndex index_;
  std::vector<std::int64_t> ids_;
  std::vector<std::vector<std::int64_t>> times_;
  std::vector<std::vector<std::int32_t>> codes_;
  std::vector<std::vector<std::int64_t>> wholes_;
  std::vector<std::vector<double>> numbers_;
  std::vector<std::vector<std::uint8_t>> flags_;
  std::vector<std::int64_t> latest_;
  std::vector<Dictionary> dictionaries_;
  std::map<std::string, std::size_t, std::less<>> attributes_;
  std::vector<TimeZone> zones_;
  std::vector<std::uint8_t> zone_of_code_;
  std::vector<RowObserver*> observers_;
};

}  // namespace manyi::kpi
