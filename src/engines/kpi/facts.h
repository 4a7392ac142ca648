// Facts in columns: the schema of a kind of record and the table that holds its rows.
// Owns dictionaries, row placement, the lock, and the subtract-and-add hook.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "base/time_zone.h"
#include "engines/kpi/packed.h"
#include "engines/kpi/truths.h"

namespace manyi::kpi {

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

/// Many records on their way into a table, as columns: what FactRow is to one. Everything is absent
/// until set; dimension values are codes that FactTable::code() gave.
class FactBatch {
 public:
  FactBatch(const FactSchema& schema, std::size_t rows);
  std::size_t size() const { return ids_.size(); }
  std::vector<std::int64_t>& ids() { return ids_; }
  /// kNull where absent; the first call makes the column.
  std::vector<std::int64_t>& column(TimeColumn column) { return made(0, column.index, kNull); }
  std::vector<std::int64_t>& column(DimensionColumn column) { return made(1, column.index, kNullCode); }
  std::vector<std::int64_t>& column(WholeColumn column) { return made(2, column.index, kNull); }
  /// Written as number_bits(value).
  std::vector<std::int64_t>& column(NumberColumn column) { return made(3, column.index, kNull); }
  std::vector<std::int64_t>& column(FlagColumn column) { return made(4, column.index, 0); }

 private:
  friend class FactTable;
  std::vector<std::int64_t>& made(std::size_t storage, std::size_t index, std::int64_t absent);
  std::vector<std::int64_t> ids_;
  std::vector<std::vector<std::int64_t>> columns_[5];  // empty: absent throughout
};

/// A real number among whole ones, and back; NaN is kNull.
inline std::int64_t number_bits(double value) {
  return std::isnan(value) ? kNull : std::bit_cast<std::int64_t>(value == 0 ? 0.0 : value);
}
inline double number_of(std::int64_t bits) {
  return bits == kNull ? std::nan("") : std::bit_cast<double>(bits);
}

/// The values of one dimension: code <-> key, and the label people see. Code 0 is "no value".
class Dictionary {
 public:
  Dictionary();
  std::int32_t code(std::string_view key);  // adds it when new
  std::optional<std::int32_t> find(std::string_view key) const;
  /// Codes whose key or label is this text.
  std::vector<std::int32_t> matching(std::string_view key_or_label) const;
  /// \return whether anything changed
  bool set_label(std::int32_t code, std::string_view label);
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

/// id -> row number: open addressing, 12 bytes a slot, in large pages when there are many; ids are never 0.
class RowIndex {
 public:
  std::optional<std::uint32_t> find(std::int64_t id) const;
  void put(std::int64_t id, std::uint32_t row);
  /// Puts an id that is not there yet. \return the row of one that is, and nothing is put
  std::optional<std::uint32_t> insert(std::int64_t id, std::uint32_t row);
  void erase(std::int64_t id);
  void clear() { *this = RowIndex(); }
  /// Makes room for so many ids in all.
  void reserve(std::size_t ids);
  /// Fetches what insert() and find() will touch: in bulk, memory is waited for once, not once a row.
  void prefetch(std::int64_t id) const {
    if (slots_ > 0) __builtin_prefetch(&at_.get()[slot(id)], 1);
  }
  std::size_t bytes() const { return slots_ * sizeof(Slot); }

 private:
  struct __attribute__((packed)) Slot {
    std::int64_t id;
    std::uint32_t row;
  };
  struct Free {
    void operator()(Slot* slots) const { std::free(slots); }
  };
  std::size_t slot(std::int64_t id) const {
    auto mixed = static_cast<std::uint64_t>(id);
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
    return static_cast<std::size_t>(mixed ^ (mixed >> 31)) & (slots_ - 1);
  }
  void resize(std::size_t slots);
  std::unique_ptr<Slot, Free> at_;
  std::size_t slots_ = 0, used_ = 0;
};

class FactTable;

/// Told of rows before they go and after they came, under the table's write lock: what it keeps
/// is subtracted and added, so corrections and deletions come out right. Rows come in bulk.
class RowObserver {
 public:
  virtual ~RowObserver() = default;
  virtual void leaving(const FactTable& table, const Rows& rows) = 0;
  virtual void entered(const FactTable& table, const Rows& rows) = 0;
};

/// Reads a packed column row by row; loops over many rows use PackedColumn::read().
template <class T> class ColumnView {
 public:
  explicit ColumnView(const PackedColumn& column, std::size_t first = 0) : column_(&column), first_(first) {}
  T operator[](std::size_t row) const {
    if constexpr (std::is_same_v<T, double>)
      return number_of(column_->at(first_ + row));
    else
      return static_cast<T>(column_->at(first_ + row));
  }
  ColumnView operator+(std::size_t rows) const { return ColumnView(*column_, first_ + rows); }
  const PackedColumn& packed() const { return *column_; }

 private:
  const PackedColumn* column_;
  std::size_t first_;
};

/// The rows of one kind of fact, in columns, dense: rows 0..size()-1, in no order.
/// Thread-safe as a whole: writers lock exclusively per call, readers hold read_lock()
/// while they touch columns; evaluate() and cases() do so themselves.
class FactTable {
 public:
  FactTable(FactSchema schema, TimeZone default_zone);

  /// Inserts the rows, or replaces those whose id is known. Locks for a part of them at a time, so
  /// that questions are answered in between.
  void upsert(std::span<const FactRow> rows);
  void upsert(const FactBatch& rows);
  /// The code of a dimension's value, for batches; "" is kNullCode.
  std::int32_t code(DimensionColumn column, std::string_view key, std::string_view label = {});
  /// Makes room for so many rows in all.
  void reserve(std::size_t rows);
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
  ColumnView<std::int64_t> ids() const { return ColumnView<std::int64_t>(ids_); }
  ColumnView<std::int64_t> times(std::size_t column) const { return view<std::int64_t>(times_[column]); }
  ColumnView<std::int32_t> codes(std::size_t column) const { return view<std::int32_t>(codes_[column]); }
  ColumnView<std::int64_t> wholes(std::size_t column) const { return view<std::int64_t>(wholes_[column]); }
  ColumnView<double> numbers(std::size_t column) const { return view<double>(numbers_[column]); }
  ColumnView<std::uint8_t> flags(std::size_t column) const { return view<std::uint8_t>(flags_[column]); }
  /// No time stamp of the column was ever later; lets a scan skip the as_of test.
  std::int64_t latest(std::size_t time_column) const { return latest_[time_column]; }
  const Dictionary& dictionary(std::size_t dimension) const { return *dictionaries_[dimension]; }
  /// Grows with every new value of a dimension and every new attribute.
  std::uint64_t values_version() const { return values_version_; }
  /// Grows with every change of what people see of a value.
  std::uint64_t labels_version() const { return labels_version_; }
  /// Grows with every change of a row or zone.
  std::uint64_t rows_version() const { return rows_version_; }
  /// Grows with every change of a row of the block; never 0 where there are rows.
  std::uint32_t block_version(std::size_t block) const { return block_versions_[block]; }
  /// What is kept of conditions over the rows.
  Truths& truths() const { return truths_; }
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
  friend class Snapshot;
  template <class T> ColumnView<T> view(const PackedColumn& column) const { return ColumnView<T>(column); }
  std::size_t upsert_some(std::span<const FactRow> rows);
  void append_some(const FactBatch& rows, std::size_t first, std::size_t count);
  void note_latest(std::size_t row);
  void touch(std::size_t first, std::size_t end);
  void announce(std::uint32_t first, std::uint32_t end);
  void tell_leaving(const Rows& rows);
  void tell_entered(const Rows& rows);
  template <class F> void each_column(F f);
  std::int32_t value_code(std::size_t dimension, std::string_view key);
  void write(std::uint32_t row, const FactRow& from);
  std::size_t attribute_index(const std::string& name);
  void fit_zones();

  const FactSchema schema_;
  mutable std::shared_mutex mutex_;
  RowIndex index_;
  PackedColumn ids_;
  // Deques: what is bound to a column keeps its address while attributes come.
  std::deque<PackedColumn> times_, codes_, wholes_, numbers_, flags_;
  std::vector<std::int64_t> latest_;
  std::vector<std::unique_ptr<Dictionary>> dictionaries_;
  std::map<std::string, std::size_t, std::less<>> attributes_;
  std::vector<TimeZone> zones_;
  std::vector<std::uint8_t> zone_of_code_;
  std::vector<RowObserver*> observers_;
  std::vector<std::uint32_t> block_versions_;
  mutable Truths truths_;
  std::uint64_t values_version_ = 0, labels_version_ = 0, rows_version_ = 0;
};

}  // namespace manyi::kpi
