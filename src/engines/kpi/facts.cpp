// Columnar rows: loading, replacing and removing them.
// Owns the bookkeeping behind FactTable, Dictionary and RowIndex.
#include "engines/kpi/facts.h"

#include <algorithm>
#include <mutex>
#include <stdexcept>

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

void Dictionary::set_label(std::int32_t code, std::string_view label) {
  auto& current = labels_[static_cast<std::size_t>(code)];
  if (code == kNullCode || current == label) return;
  const auto [first, last] = labelled_.equal_range(current);
  for (auto at = first; at != last; ++at)
    if (at->second == code) {
      labelled_.erase(at);
      break;
    }
  current = label;
  if (!label.empty()) labelled_.emplace(label, code);
}

const std::string& Dictionary::label(std::int32_t code) const {
  const auto& label = labels_[static_cast<std::size_t>(code)];
  return label.empty() ? keys_[static_cast<std::size_t>(code)] : label;
}

std::size_t RowIndex::slot(std::int64_t id) const {
  std::uint64_t mixed = static_cast<std::uint64_t>(id);
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
  return static_cast<std::size_t>(mixed ^ (mixed >> 31)) & (ids_.size() - 1);
}

std::optional<std::uint32_t> RowIndex::find(std::int64_t id) const {
  if (ids_.empty()) return std::nullopt;
  for (std::size_t at = slot(id); ids_[at] != 0; at = (at + 1) & (ids_.size() - 1))
    if (ids_[at] == id) return rows_[at];
  return std::nullopt;
}

void RowIndex::put(std::int64_t id, std::uint32_t row) {
  if ((used_ + 1) * 4 > ids_.size() * 3) grow();
  std::size_t at = slot(id);
  while (ids_[at] != 0 && ids_[at] != id) at = (at + 1) & (ids_.size() - 1);
  if (ids_[at] == 0) ++used_;
  ids_[at] = id;
  rows_[at] = row;
}

void RowIndex::erase(std::int64_t id) {
  if (ids_.empty()) return;
  const std::size_t mask = ids_.size() - 1;
  std::size_t hole = slot(id);
  while (ids_[hole] != id) {
    if (ids_[hole] == 0) return;
    hole = (hole + 1) & mask;
  }
  // Close the gap: move back whatever probed past it, so that no tombstones are needed.
  for (std::size_t at = (hole + 1) & mask; ids_[at] != 0; at = (at + 1) & mask) {
    const std::size_t home = slot(ids_[at]);
    if (((at - home) & mask) < ((at - hole) & mask)) continue;
    ids_[hole] = ids_[at];
    rows_[hole] = rows_[at];
    hole = at;
  }
  ids_[hole] = 0;
  --used_;
}

void RowIndex::grow() {
  std::vector<std::int64_t> ids(std::max<std::size_t>(16, ids_.size() * 2), 0);
  std::vector<std::uint32_t> rows(ids.size());
  ids.swap(ids_);
  rows.swap(rows_);
  used_ = 0;
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (ids[i] != 0) put(ids[i], rows[i]);
}

FactTable::FactTable(FactSchema schema, TimeZone default_zone)
    : schema_(std::move(schema)),
      times_(schema_.times()),
      codes_(schema_.dimensions()),
      wholes_(schema_.wholes()),
      numbers_(schema_.numbers()),
      flags_(schema_.flags()),
      latest_(schema_.times(), kNull),
      dictionaries_(schema_.dimensions()),
      zones_{std::move(default_zone)} {}

void FactTable::upsert(std::span<const FactRow> rows) {
  const std::unique_lock lock(mutex_);
  for (const auto& row : rows) {
    if (row.id_ == 0) throw std::logic_error("fact " + schema_.fact() + ": a row needs an id");
    const auto known = index_.find(row.id_);
    const auto at = known ? *known : static_cast<std::uint32_t>(ids_.size());
    if (known) {
      for (auto* observer : observers_) observer->leaving(*this, at);
    } else {
      ids_.push_back(row.id_);
      for (auto& column : times_) column.push_back(kNull);
      for (auto& column : codes_) column.push_back(kNullCode);
      for (auto& column : wholes_) column.push_back(kNull);
      for (auto& column : numbers_) column.push_back(std::nan(""));
      for (auto& column : flags_) column.push_back(0);
      index_.put(row.id_, at);
    }
    write(at, row);
    for (auto* observer : observers_) observer->entered(*this, at);
  }
}

void FactTable::write(std::uint32_t at, const FactRow& row) {
  for (std::size_t i = 0; i < row.times_.size(); ++i) {
    times_[i][at] = row.times_[i];
    latest_[i] = std::max(latest_[i], row.times_[i]);
  }
  for (std::size_t i = 0; i < row.keys_.size(); ++i) {
    const auto code = dictionaries_[i].code(row.keys_[i]);
    if (!row.labels_[i].empty()) dictionaries_[i].set_label(code, row.labels_[i]);
    codes_[i][at] = code;
  }
  for (std::size_t i = schema_.dimensions(); i < codes_.size(); ++i) codes_[i][at] = kNullCode;
  for (const auto& [name, value] : row.attributes_) {
    if (value.empty()) continue;
    const auto i = attribute_index(name);
    codes_[i][at] = dictionaries_[i].code(value);
  }
  for (std::size_t i = 0; i < row.wholes_.size(); ++i) wholes_[i][at] = row.wholes_[i];
  for (std::size_t i = 0; i < row.numbers_.size(); ++i) numbers_[i][at] = row.numbers_[i];
  for (std::size_t i = 0; i < row.flags_.size(); ++i) flags_[i][at] = row.flags_[i];
  if (!zone_of_code_.empty()) fit_zones();
}

std::size_t FactTable::attribute_index(const std::string& name) {
  const auto [at, added] = attributes_.try_emplace("attr." + name, codes_.size());
  if (added) {
    codes_.emplace_back(ids_.size(), kNullCode);
    dictionaries_.emplace_back();
  }
  return at->second;
}

void FactTable::erase(std::span<const std::int64_t> ids) {
  const std::unique_lock lock(mutex_);
  for (const auto id : ids) {
    const auto at = index_.find(id);
    if (!at) continue;
    for (auto* observer : observers_) observer->leaving(*this, *at);
    const auto last = static_cast<std::uint32_t>(ids_.size() - 1);
    index_.erase(id);
    if (*at != last) {
      move_row(*at, last);
      index_.put(ids_[*at], *at);
    }
    pop_row();
  }
}

void FactTable::clear() {
  const std::unique_lock lock(mutex_);
  while (!ids_.empty()) {
    for (auto* observer : observers_) observer->leaving(*this, static_cast<std::uint32_t>(ids_.size() - 1));
    pop_row();
  }
  index_ = {};
  std::fill(latest_.begin(), latest_.end(), kNull);
}

void FactTable::move_row(std::uint32_t to, std::uint32_t from) {
  ids_[to] = ids_[from];
  for (auto& column : times_) column[to] = column[from];
  for (auto& column : codes_) column[to] = column[from];
  for (auto& column : wholes_) column[to] = column[from];
  for (auto& column : numbers_) column[to] = column[from];
  for (auto& column : flags_) column[to] = column[from];
}

void FactTable::pop_row() {
  ids_.pop_back();
  for (auto& column : times_) column.pop_back();
  for (auto& column : codes_) column.pop_back();
  for (auto& column : wholes_) column.pop_back();
  for (auto& column : numbers_) column.pop_back();
  for (auto& column : flags_) column.pop_back();
}

void FactTable::set_zone(std::string_view site_key, const TimeZone& zone) {
  const std::unique_lock lock(mutex_);
  if (!schema_.zone_dimension()) throw std::logic_error("fact " + schema_.fact() + " has no zone dimension");
  const auto dimension = *schema_.zone_dimension();
  const auto known =
      std::find_if(zones_.begin(), zones_.end(), [&](const TimeZone& z) { return z.name() == zone.name(); });
  const auto number = static_cast<std::size_t>(known - zones_.begin());
  const auto code = static_cast<std::size_t>(dictionaries_[dimension].code(site_key));
  const std::size_t current = code < zone_of_code_.size() ? zone_of_code_[code] : 0;
  if (number == current) return;
  if (number > 255) throw std::logic_error("more than 256 time zones in one fact table");
  std::vector<std::uint32_t> touched;
  if (!observers_.empty())
    for (std::uint32_t row = 0; row < ids_.size(); ++row)
      if (codes_[dimension][row] == static_cast<std::int32_t>(code)) touched.push_back(row);
  for (const auto row : touched)
    for (auto* observer : observers_) observer->leaving(*this, row);
  if (known == zones_.end()) zones_.push_back(zone);
  fit_zones();
  zone_of_code_[code] = static_cast<std::uint8_t>(number);
  for (const auto row : touched)
    for (auto* observer : observers_) observer->entered(*this, row);
}

void FactTable::fit_zones() {
  zone_of_code_.resize(std::max(zone_of_code_.size(), dictionaries_[*schema_.zone_dimension()].size()), 0);
}

void FactTable::set_label(std::string_view dimension, std::string_view key, std::string_view label) {
  const std::unique_lock lock(mutex_);
  const auto index = dimension_index(dimension);
  if (!index) return;
  if (const auto code = dictionaries_[*index].find(key)) dictionaries_[*index].set_label(*code, label);
}

void FactTable::observe(RowObserver& observer) {
  const std::unique_lock lock(mutex_);
  observers_.push_back(&observer);
  for (std::uint32_t row = 0; row < ids_.size(); ++row) observer.entered(*this, row);
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
  const std::size_t per_row =
      8 + times_.size() * 8 + codes_.size() * 4 + wholes_.size() * 8 + numbers_.size() * 8 + flags_.size();
  return per_row * ids_.capacity() + index_.bytes();
}

}  // namespace manyi::kpi
