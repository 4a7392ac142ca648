// Columnar rows: loading, replacing and removing them.
// Owns the bookkeeping behind FactTable, Dictionary and RowIndex.
#include "engines/kpi/facts.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>
#include <mutex>
#include <new>
#include <stdexcept>
#include <utility>

namespace manyi::kpi {

std::uint16_t FactSchema::add(std::string name, ColumnKind kind, int storage, std::string zh,
                              std::string en) {
  if (find(name)) throw std::logic_error("fact " + fact_ + " describes column " + name + " twice");
  const auto index = static_cast<std::uint16_t>(counts_[storage]++);
  columns_.push_back({std::move(name), kind, index, std::move(zh), std::move(en)});
  return index;
}

TimeColumn FactSchema::time(std::string name) { return {add(std::move(name), ColumnKind::kTime, 0)}; }
DimensionColumn FactSchema::dimension(std::string name, std::string name_zh, std::string name_en) {
  return {add(std::move(name), ColumnKind::kDimension, 1, std::move(name_zh), std::move(name_en))};
}
WholeColumn FactSchema::integer(std::string name) { return {add(std::move(name), ColumnKind::kInteger, 2)}; }
WholeColumn FactSchema::duration(std::string name) {
  return {add(std::move(name), ColumnKind::kDuration, 2)};
}
NumberColumn FactSchema::number(std::string name) { return {add(std::move(name), ColumnKind::kNumber, 3)}; }
FlagColumn FactSchema::flag(std::string name) { return {add(std::move(name), ColumnKind::kFlag, 4)}; }

const Column* FactSchema::find(std::string_view name) const {
  const auto at =
      std::find_if(columns_.begin(), columns_.end(), [&](const Column& c) { return c.name == name; });
  return at == columns_.end() ? nullptr : &*at;
}

FactRow::FactRow(const FactSchema& schema, std::int64_t id)
    : id_(id),
      times_(schema.times(), kNull),
      keys_(schema.dimensions()),
      labels_(schema.dimensions()),
      wholes_(schema.wholes(), kNull),
      numbers_(schema.numbers(), std::nan("")),
      flags_(schema.flags(), 0) {}

FactRow& FactRow::set(TimeColumn column, std::optional<Instant> at) {
  times_[column.index] = at ? at->ms() : kNull;
  return *this;
}

FactRow& FactRow::set(DimensionColumn column, std::string key, std::string label) {
  keys_[column.index] = std::move(key);
  labels_[column.index] = std::move(label);
  return *this;
}

FactRow& FactRow::set(WholeColumn column, std::optional<std::int64_t> value) {
  wholes_[column.index] = value.value_or(kNull);
  return *this;
}

FactRow& FactRow::set(NumberColumn column, std::optional<double> value) {
  numbers_[column.index] = value.value_or(std::nan(""));
  return *this;
}

FactRow& FactRow::set(FlagColumn column, bool value) {
  flags_[column.index] = value ? 1 : 0;
  return *this;
}

FactRow& FactRow::set_attribute(std::string name, std::string value) {
  attributes_.emplace_back(std::move(name), std::move(value));
  return *this;
}

FactBatch::FactBatch(const FactSchema& schema, std::size_t rows) : ids_(rows, 0) {
  const std::size_t counts[5] = {schema.times(), schema.dimensions(), schema.wholes(), schema.numbers(),
                                 schema.flags()};
  for (std::size_t i = 0; i < 5; ++i) columns_[i].resize(counts[i]);
}

std::vector<std::int64_t>& FactBatch::made(std::size_t storage, std::size_t index, std::int64_t absent) {
  auto& column = columns_[storage][index];
  if (column.empty()) column.assign(ids_.size(), absent);
  return column;
}

Dictionary::Dictionary() : keys_(1), labels_(1) {}

std::int32_t Dictionary::code(std::string_view key) {
  if (key.empty()) return kNullCode;
  if (const auto at = codes_.find(key); at != codes_.end()) return at->second;
  const auto code = static_cast<std::int32_t>(keys_.size());
  keys_.emplace_back(key);
  labels_.emplace_back();
  codes_.emplace(key, code);
  return code;
}

std::optional<std::int32_t> Dictionary::find(std::string_view key) const {
  const auto at = codes_.find(key);
  return at == codes_.end() ? std::nullopt : std::optional(at->second);
}

std::vector<std::int32_t> Dictionary::matching(std::string_view key_or_label) const {
  std::vector<std::int32_t> codes;
  if (const auto code = find(key_or_label)) codes.push_back(*code);
  const auto [first, last] = labelled_.equal_range(key_or_label);
  for (auto at = first; at != last; ++at)
    if (std::find(codes.begin(), codes.end(), at->second) == codes.end()) codes.push_back(at->second);
  std::sort(codes.begin(), codes.end());
  return codes;
}

bool Dictionary::set_label(std::int32_t code, std::string_view label) {
  auto& current = labels_[static_cast<std::size_t>(code)];
  if (code == kNullCode || current == label) return false;
  const auto [first, last] = labelled_.equal_range(current);
  for (auto at = first; at != last; ++at)
    if (at->second == code) {
      labelled_.erase(at);
      break;
    }
  current = label;
  if (!label.empty()) labelled_.emplace(label, code);
  return true;
}

const std::string& Dictionary::label(std::int32_t code) const {
  const auto& label = labels_[static_cast<std::size_t>(code)];
  return label.empty() ? keys_[static_cast<std::size_t>(code)] : label;
}

std::optional<std::uint32_t> RowIndex::find(std::int64_t id) const {
  if (slots_ == 0) return std::nullopt;
  const auto* slots = at_.get();
  for (std::size_t at = slot(id); slots[at].id != 0; at = (at + 1) & (slots_ - 1))
    if (slots[at].id == id) return std::uint32_t{slots[at].row};
  return std::nullopt;
}

std::optional<std::uint32_t> RowIndex::insert(std::int64_t id, std::uint32_t row) {
  if ((used_ + 1) * 4 > slots_ * 3) resize(std::max<std::size_t>(16, slots_ * 2));
  auto* slots = at_.get();
  std::size_t at = slot(id);
  for (; slots[at].id != 0; at = (at + 1) & (slots_ - 1))
    if (slots[at].id == id) return std::uint32_t{slots[at].row};
  slots[at] = {id, row};
  ++used_;
  return std::nullopt;
}

void RowIndex::put(std::int64_t id, std::uint32_t row) {
  if (!insert(id, row)) return;
  auto* slots = at_.get();
  std::size_t at = slot(id);
  while (slots[at].id != id) at = (at + 1) & (slots_ - 1);
  slots[at].row = row;
}

void RowIndex::erase(std::int64_t id) {
  if (slots_ == 0) return;
  auto* slots = at_.get();
  const std::size_t mask = slots_ - 1;
  std::size_t hole = slot(id);
  while (slots[hole].id != id) {
    if (slots[hole].id == 0) return;
    hole = (hole + 1) & mask;
  }
  // Close the gap: move back whatever probed past it, so that no tombstones are needed.
  for (std::size_t at = (hole + 1) & mask; slots[at].id != 0; at = (at + 1) & mask) {
    const std::size_t home = slot(slots[at].id);
    if (((at - home) & mask) < ((at - hole) & mask)) continue;
    slots[hole] = slots[at];
    hole = at;
  }
  slots[hole].id = 0;
  --used_;
}

void RowIndex::reserve(std::size_t ids) {
  std::size_t slots = 16;
  while (ids * 4 > slots * 3) slots *= 2;
  if (slots > slots_) resize(slots);
}

void RowIndex::resize(std::size_t slots) {
  constexpr std::size_t kLarge = std::size_t{2} << 20, kAhead = 16;
  const auto bytes = slots * sizeof(Slot);
  const auto size = bytes < kLarge ? (bytes + 63) / 64 * 64 : (bytes + kLarge - 1) / kLarge * kLarge;
  std::unique_ptr<Slot, Free> fresh(
      static_cast<Slot*>(std::aligned_alloc(bytes < kLarge ? 64 : kLarge, size)));
  if (!fresh) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
  if (bytes >= kLarge) madvise(fresh.get(), size, MADV_HUGEPAGE);
#endif
  std::memset(static_cast<void*>(fresh.get()), 0, size);
  const auto old = std::exchange(at_, std::move(fresh));
  const auto count = std::exchange(slots_, slots);
  used_ = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (i + kAhead < count) prefetch(old.get()[i + kAhead].id);
    if (old.get()[i].id != 0) insert(old.get()[i].id, old.get()[i].row);
  }
}

FactTable::FactTable(FactSchema schema, TimeZone default_zone)
    : schema_(std::move(schema)),
      times_(schema_.times()),
      codes_(schema_.dimensions()),
      wholes_(schema_.wholes()),
      numbers_(schema_.numbers()),
      flags_(schema_.flags()),
      latest_(schema_.times(), kNull),
      zones_{std::move(default_zone)} {
  for (std::size_t i = 0; i < schema_.dimensions(); ++i)
    dictionaries_.push_back(std::make_unique<Dictionary>());
}

template <class F> void FactTable::each_column(F f) {
  f(ids_, std::int64_t{0});
  for (auto& column : times_) f(column, kNull);
  for (auto& column : codes_) f(column, std::int64_t{kNullCode});
  for (auto& column : wholes_) f(column, kNull);
  for (auto& column : numbers_) f(column, kNull);
  for (auto& column : flags_) f(column, std::int64_t{0});
}

/// Notes that rows [first, end) change.
void FactTable::touch(std::size_t first, std::size_t end) {
  const auto blocks = (end + kBlock - 1) / kBlock;
  if (block_versions_.size() < blocks) block_versions_.resize(blocks, 0);
  for (auto block = first / kBlock; block < blocks; ++block) ++block_versions_[block];
}

void FactTable::tell_leaving(const Rows& rows) {
  for (auto* observer : observers_) observer->leaving(*this, rows);
}

void FactTable::tell_entered(const Rows& rows) {
  for (auto* observer : observers_) observer->entered(*this, rows);
}

/// Tells of rows [first, end), a block at a time.
void FactTable::announce(std::uint32_t first, std::uint32_t end) {
  while (first < end) {
    const auto part = std::min<std::size_t>(end - first, kBlock - first % kBlock);
    tell_entered({first, part, nullptr});
    first += static_cast<std::uint32_t>(part);
  }
}

void FactTable::upsert(std::span<const FactRow> rows) {
  while (!rows.empty()) {
    const std::unique_lock lock(mutex_);
    rows = rows.subspan(upsert_some(rows.first(std::min(rows.size(), kBlock))));
  }
}

std::size_t FactTable::upsert_some(std::span<const FactRow> rows) {
  ++rows_version_;
  auto announced = static_cast<std::uint32_t>(ids_.size());
  for (const auto& row : rows) {
    if (row.id_ == 0) throw std::logic_error("fact " + schema_.fact() + ": a row needs an id");
    const auto known = index_.find(row.id_);
    const auto at = known ? *known : static_cast<std::uint32_t>(ids_.size());
    if (known) {
      if (at >= announced) {  // twice in one call
        announce(announced, static_cast<std::uint32_t>(ids_.size()));
        announced = static_cast<std::uint32_t>(ids_.size());
      }
      tell_leaving({at, 1, nullptr});
    } else {
      each_column([](PackedColumn& column, std::int64_t absent) { column.push_back(absent); });
      ids_.set(at, row.id_);
      index_.put(row.id_, at);
    }
    touch(at, at + std::size_t{1});
    write(at, row);
    if (known) tell_entered({at, 1, nullptr});
  }
  announce(announced, static_cast<std::uint32_t>(ids_.size()));
  return rows.size();
}

void FactTable::upsert(const FactBatch& rows) {
  constexpr std::size_t kAtOnce = 4 * kBlock;  // about a millisecond
  for (std::size_t first = 0; first < rows.size();) {
    const std::unique_lock lock(mutex_);
    const auto count = std::min(rows.size() - first, kAtOnce);
    append_some(rows, first, count);
    first += count;
  }
}

void FactTable::append_some(const FactBatch& rows, std::size_t first, std::size_t count) {
  ++rows_version_;
  constexpr std::size_t kAhead = 16;
  const auto* ids = rows.ids_.data() + first;
  std::vector<std::uint32_t> known(count);  // row number + 1
  for (std::size_t i = 0; i < std::min(count, kAhead); ++i) index_.prefetch(ids[i]);
  const auto begin = static_cast<std::uint32_t>(ids_.size());
  auto next = begin;
  bool repeated = false;
  for (std::size_t i = 0; i < count; ++i) {
    if (i + kAhead < count) index_.prefetch(ids[i + kAhead]);
    if (ids[i] == 0) throw std::logic_error("fact " + schema_.fact() + ": a row needs an id");
    if (const auto at = index_.insert(ids[i], next)) {
      known[i] = *at + 1;
      repeated = true;
    } else {
      ++next;
    }
  }
  const std::size_t storages = 5;
  std::deque<PackedColumn>* columns[storages] = {&times_, &codes_, &wholes_, &numbers_, &flags_};
  const std::int64_t absent[storages] = {kNull, kNullCode, kNull, kNull, 0};
  const auto value = [&](std::size_t storage, std::size_t column, std::size_t row) {
    const auto& from = rows.columns_[storage];
    return column < from.size() && !from[column].empty() ? from[column][first + row] : absent[storage];
  };
  touch(begin, next);
  if (!repeated) {
    ids_.append(ids, count);
    for (std::size_t s = 0; s < storages; ++s)
      for (std::size_t c = 0; c < columns[s]->size(); ++c) {
        const auto& from = rows.columns_[s];
        if (c < from.size() && !from[c].empty())
          (*columns[s])[c].append(from[c].data() + first, count);
        else
          (*columns[s])[c].append(absent[s], count);
      }
    note_latest(begin);
    if (!zone_of_code_.empty()) fit_zones();
    announce(begin, next);
    return;
  }
  auto announced = begin;
  for (std::size_t i = 0; i < count; ++i) {
    const auto at = known[i] ? known[i] - 1 : static_cast<std::uint32_t>(ids_.size());
    if (known[i]) {
      if (at >= announced) {
        announce(announced, static_cast<std::uint32_t>(ids_.size()));
        announced = static_cast<std::uint32_t>(ids_.size());
      }
      tell_leaving({at, 1, nullptr});
      touch(at, at + std::size_t{1});
    } else {
      ids_.push_back(ids[i]);
    }
    for (std::size_t s = 0; s < storages; ++s)
      for (std::size_t c = 0; c < columns[s]->size(); ++c) {
        if (known[i])
          (*columns[s])[c].set(at, value(s, c, i));
        else
          (*columns[s])[c].push_back(value(s, c, i));
      }
    for (std::size_t c = 0; c < times_.size(); ++c) latest_[c] = std::max(latest_[c], times_[c].at(at));
    if (!zone_of_code_.empty()) fit_zones();
    if (known[i]) tell_entered({at, 1, nullptr});
  }
  announce(announced, static_cast<std::uint32_t>(ids_.size()));
}

/// Takes the latest stamps from the bounds of the blocks from a row on.
void FactTable::note_latest(std::size_t row) {
  for (std::size_t c = 0; c < times_.size(); ++c)
    for (auto first = row; first < ids_.size(); first += kBlock - first % kBlock)
      latest_[c] = std::max(latest_[c], times_[c].block_of(first).high);
}

std::int32_t FactTable::value_code(std::size_t dimension, std::string_view key) {
  auto& dictionary = *dictionaries_[dimension];
  const auto before = dictionary.size();
  const auto code = dictionary.code(key);
  if (dictionary.size() != before) ++values_version_;
  return code;
}

std::int32_t FactTable::code(DimensionColumn column, std::string_view key, std::string_view label) {
  const std::unique_lock lock(mutex_);
  const auto code = value_code(column.index, key);
  if (!label.empty() && dictionaries_[column.index]->set_label(code, label)) ++labels_version_;
  return code;
}

void FactTable::reserve(std::size_t rows) {
  const std::unique_lock lock(mutex_);
  index_.reserve(rows);
}

void FactTable::write(std::uint32_t at, const FactRow& row) {
  for (std::size_t i = 0; i < row.times_.size(); ++i) {
    times_[i].set(at, row.times_[i]);
    latest_[i] = std::max(latest_[i], row.times_[i]);
  }
  for (std::size_t i = 0; i < row.keys_.size(); ++i) {
    const auto code = value_code(i, row.keys_[i]);
    if (!row.labels_[i].empty() && dictionaries_[i]->set_label(code, row.labels_[i])) ++labels_version_;
    codes_[i].set(at, code);
  }
  for (std::size_t i = schema_.dimensions(); i < codes_.size(); ++i) codes_[i].set(at, kNullCode);
  for (const auto& [name, value] : row.attributes_) {
    if (value.empty()) continue;
    const auto i = attribute_index(name);
    codes_[i].set(at, value_code(i, value));
  }
  for (std::size_t i = 0; i < row.wholes_.size(); ++i) wholes_[i].set(at, row.wholes_[i]);
  for (std::size_t i = 0; i < row.numbers_.size(); ++i) numbers_[i].set(at, number_bits(row.numbers_[i]));
  for (std::size_t i = 0; i < row.flags_.size(); ++i) flags_[i].set(at, row.flags_[i]);
  if (!zone_of_code_.empty()) fit_zones();
}

std::size_t FactTable::attribute_index(const std::string& name) {
  const auto [at, added] = attributes_.try_emplace("attr." + name, codes_.size());
  if (added) {
    codes_.emplace_back();
    codes_.back().append(kNullCode, ids_.size());
    dictionaries_.push_back(std::make_unique<Dictionary>());
    ++values_version_;
  }
  return at->second;
}

void FactTable::erase(std::span<const std::int64_t> ids) {
  const std::unique_lock lock(mutex_);
  ++rows_version_;
  for (const auto id : ids) {
    const auto at = index_.find(id);
    if (!at) continue;
    tell_leaving({*at, 1, nullptr});
    const auto last = static_cast<std::uint32_t>(ids_.size() - 1);
    touch(*at, *at + std::size_t{1});
    touch(last, last + std::size_t{1});
    index_.erase(id);
    if (*at != last) {
      each_column([&](PackedColumn& column, std::int64_t) { column.set(*at, column.at(last)); });
      index_.put(ids_.at(*at), *at);
    }
    each_column([](PackedColumn& column, std::int64_t) { column.pop_back(); });
  }
}

void FactTable::clear() {
  const std::unique_lock lock(mutex_);
  ++rows_version_;
  for (std::size_t first = 0; first < ids_.size(); first += kBlock)
    tell_leaving({first, std::min(kBlock, ids_.size() - first), nullptr});
  touch(0, ids_.size());
  each_column([](PackedColumn& column, std::int64_t) { column.clear(); });
  index_.clear();
  std::fill(latest_.begin(), latest_.end(), kNull);
}

void FactTable::set_zone(std::string_view site_key, const TimeZone& zone) {
  const std::unique_lock lock(mutex_);
  if (!schema_.zone_dimension()) throw std::logic_error("fact " + schema_.fact() + " has no zone dimension");
  const auto dimension = *schema_.zone_dimension();
  const auto known =
      std::find_if(zones_.begin(), zones_.end(), [&](const TimeZone& z) { return z.name() == zone.name(); });
  const auto number = static_cast<std::size_t>(known - zones_.begin());
  const auto code = static_cast<std::size_t>(value_code(dimension, site_key));
  const std::size_t current = code < zone_of_code_.size() ? zone_of_code_[code] : 0;
  if (number == current) return;
  if (number > 255) throw std::logic_error("more than 256 time zones in one fact table");
  ++rows_version_;
  std::vector<std::uint32_t> touched;
  if (!observers_.empty())
    for (std::uint32_t row = 0; row < ids_.size(); ++row)
      if (codes_[dimension].at(row) == static_cast<std::int64_t>(code)) touched.push_back(row);
  for (const auto row : touched) tell_leaving({row, 1, nullptr});
  if (known == zones_.end()) zones_.push_back(zone);
  fit_zones();
  zone_of_code_[code] = static_cast<std::uint8_t>(number);
  for (const auto row : touched) tell_entered({row, 1, nullptr});
}

void FactTable::fit_zones() {
  zone_of_code_.resize(std::max(zone_of_code_.size(), dictionaries_[*schema_.zone_dimension()]->size()), 0);
}

void FactTable::set_label(std::string_view dimension, std::string_view key, std::string_view label) {
  const std::unique_lock lock(mutex_);
  const auto index = dimension_index(dimension);
  if (!index) return;
  if (const auto code = dictionaries_[*index]->find(key))
    if (dictionaries_[*index]->set_label(*code, label)) ++labels_version_;
}

void FactTable::observe(RowObserver& observer) {
  const std::unique_lock lock(mutex_);
  observers_.push_back(&observer);
  for (std::size_t first = 0; first < ids_.size(); first += kBlock)
    observer.entered(*this, {first, std::min(kBlock, ids_.size() - first), nullptr});
}

void FactTable::remove(RowObserver& observer) {
  const std::unique_lock lock(mutex_);
  std::erase(observers_, &observer);
}

std::optional<std::size_t> FactTable::dimension_index(std::string_view name) const {
  if (const auto* column = schema_.find(name))
    return column->kind == ColumnKind::kDimension ? std::optional<std::size_t>(column->index) : std::nullopt;
  const auto at = attributes_.find(name);
  return at == attributes_.end() ? std::nullopt : std::optional(at->second);
}

std::vector<std::string> FactTable::attribute_dimensions() const {
  std::vector<std::string> names;
  for (const auto& [name, index] : attributes_) names.push_back(name);
  return names;
}

std::size_t FactTable::bytes() const {
  std::size_t bytes = index_.bytes() + ids_.bytes() + truths_.bytes();
  for (const auto* columns : {&times_, &codes_, &wholes_, &numbers_, &flags_})
    for (const auto& column : *columns) bytes += column.bytes();
  return bytes;
}

}  // namespace manyi::kpi
