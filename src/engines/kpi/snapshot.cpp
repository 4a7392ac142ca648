// The format: a head, the tables column by column as they lie in memory, a checksum.
// Owns the checksum and the order of the parts.
#include "engines/kpi/snapshot.h"

#include <array>
#include <bit>
#include <cstring>
#include <ostream>

namespace manyi::kpi {
namespace {

constexpr std::string_view kMagic = "manyi kpi snapshot 1\n";  // the number is the format's
static_assert(std::endian::native == std::endian::little);

/// Four lanes of multiply and rotate: several bytes a cycle. Tells damage, not forgery.
class Checksum {
 public:
  void add(const void* data, std::size_t size) {
    const auto* bytes = static_cast<const std::byte*>(data);
    total_ += size;
    while (size > 0) {
      if (kept_ == 0 && size >= kStripe) {
        const auto whole = size / kStripe * kStripe;
        for (std::size_t i = 0; i < whole; i += kStripe) mix(bytes + i);
        bytes += whole;
        size -= whole;
        continue;
      }
      const auto part = std::min(size, kStripe - kept_);
      std::memcpy(rest_.data() + kept_, bytes, part);
      kept_ += part;
      bytes += part;
      size -= part;
      if (kept_ == kStripe) {
        mix(rest_.data());
        kept_ = 0;
      }
    }
  }

  std::uint64_t value() {
    std::memset(rest_.data() + kept_, 0, kStripe - kept_);
    mix(rest_.data());
    std::uint64_t all = total_;
    for (const auto lane : lanes_) all = std::rotl(all ^ lane, 29) * kPrime;
    return all ^ (all >> 32);
  }

 private:
  static constexpr std::size_t kStripe = 32;
  static constexpr std::uint64_t kPrime = 0x9E3779B185EBCA87ULL;
  void mix(const std::byte* stripe) {
    for (std::size_t l = 0; l < 4; ++l) {
      std::uint64_t word;
      std::memcpy(&word, stripe + l * 8, 8);
      lanes_[l] = std::rotl(lanes_[l] ^ (word * kPrime), 31) * 0xC2B2AE3D27D4EB4FULL;
    }
  }
  std::array<std::uint64_t, 4> lanes_{1, 2, 3, 4};
  std::array<std::byte, kStripe> rest_{};
  std::size_t kept_ = 0;
  std::uint64_t total_ = 0;
};

class Writer {
 public:
  explicit Writer(std::ostream& out) : out_(out) {}
  void bytes(const void* data, std::size_t size) {
    sum_.add(data, size);
    out_.write(static_cast<const char*>(data), static_cast<std::streamsize>(size));
  }
  template <class T> void number(T value) { bytes(&value, sizeof(value)); }
  void text(std::string_view text) {
    number<std::uint64_t>(text.size());
    bytes(text.data(), text.size());
  }
  void end() {
    const auto sum = sum_.value();
    out_.write(reinterpret_cast<const char*>(&sum), sizeof(sum));
  }

 private:
  std::ostream& out_;
  Checksum sum_;
};

/// Reads what the checksum has vouched for; bounds are tested all the same.
class Reader {
 public:
  explicit Reader(std::span<const std::byte> bytes) : bytes_(bytes) {}
  const std::byte* take(std::size_t size) {
    if (size > bytes_.size()) {
      broken_ = true;
      return nullptr;
    }
    const auto* at = bytes_.data();
    bytes_ = bytes_.subspan(size);
    return at;
  }
  template <class T> T number() {
    T value{};
    if (const auto* at = take(sizeof(T))) std::memcpy(&value, at, sizeof(T));
    return value;
  }
  std::string text() {
    const auto size = number<std::uint64_t>();
    const auto* at = take(size);
    return at ? std::string(reinterpret_cast<const char*>(at), size) : std::string();
  }
  /// A number of things of which each takes at least a byte.
  std::size_t count() {
    const auto count = number<std::uint64_t>();
    if (count > bytes_.size()) broken_ = true;
    return broken_ ? 0 : count;
  }
  bool broken() const { return broken_; }

 private:
  std::span<const std::byte> bytes_;
  bool broken_ = false;
};

std::string shape_of(const FactSchema& schema) {
  std::string shape = schema.fact();
  for (const auto& column : schema.columns())
    shape += '\n' + column.name + ' ' + std::to_string(static_cast<int>(column.kind));
  if (schema.zone_dimension()) shape += "\nzone " + std::to_string(*schema.zone_dimension());
  return shape;
}

Error stale_snapshot(const std::string& why) { return conflict("snapshot_stale", why); }

void write_column(Writer& out, const PackedColumn& column) {
  out.number<std::uint64_t>(column.size());
  for (const auto& block : column.blocks()) {
    out.number(block.base);
    out.number(block.low);
    out.number(block.high);
    out.number<std::uint16_t>(static_cast<std::uint16_t>(block.width | (block.nulls ? 256 : 0)));
  }
  for (const auto& block : column.blocks())
    if (block.width > 0) out.bytes(block.codes, kBlock * block.width);
}

bool read_column(Reader& in, PackedColumn& column, std::size_t rows) {
  if (in.number<std::uint64_t>() != rows) return false;
  std::vector<PackedColumn::Block> blocks((rows + kBlock - 1) / kBlock);
  for (auto& block : blocks) {
    block.base = in.number<std::int64_t>();
    block.low = in.number<std::int64_t>();
    block.high = in.number<std::int64_t>();
    const auto width = in.number<std::uint16_t>();
    block.nulls = (width & 256) != 0;
    block.width = static_cast<std::uint8_t>(width & 15);
  }
  column.clear();
  for (std::size_t b = 0; b < blocks.size() && !in.broken(); ++b) {
    const auto width = blocks[b].width;
    if (width > 8 || (width & (width - 1)) != 0) return false;
    const auto* codes = width > 0 ? in.take(kBlock * width) : nullptr;
    if (!in.broken()) column.adopt(blocks[b], codes, std::min(kBlock, rows - b * kBlock));
  }
  return !in.broken();
}

}  // namespace

/// Reaches into tables: everything they keep, nothing that can be derived.
class Snapshot {
 public:
  static void write(const FactTable& table, Writer& out) {
    const auto lock = table.read_lock();
    out.text(shape_of(table.schema_));
    out.number<std::uint64_t>(table.zones_.size());
    for (const auto& zone : table.zones_) out.text(zone.name());
    out.text({reinterpret_cast<const char*>(table.zone_of_code_.data()), table.zone_of_code_.size()});
    out.number<std::uint64_t>(table.attributes_.size());
    for (const auto& [name, index] : table.attributes_) {
      out.text(name);
      out.number<std::uint64_t>(index);
    }
    for (const auto latest : table.latest_) out.number(latest);
    for (const auto& dictionary : table.dictionaries_) {
      out.number<std::uint64_t>(dictionary->size());
      for (std::size_t code = 1; code < dictionary->size(); ++code) {
        const auto& key = dictionary->key(static_cast<std::int32_t>(code));
        const auto& label = dictionary->label(static_cast<std::int32_t>(code));
        out.text(key);
        out.text(label == key ? std::string_view() : std::string_view(label));
      }
    }
    out.number<std::uint64_t>(table.size());
    write_column(out, table.ids_);
    for (const auto* columns : {&table.times_, &table.codes_, &table.wholes_, &table.numbers_, &table.flags_})
      for (const auto& column : *columns) write_column(out, column);
  }

  static Result<void> read(FactTable& table, Reader& in) {
    const std::unique_lock lock(table.mutex_);
    if (in.text() != shape_of(table.schema_))
      return stale_snapshot("the columns of " + table.schema_.fact() + " have changed");
    if (table.size() > 0) return stale_snapshot("fact " + table.schema_.fact() + " has rows already");
    std::vector<TimeZone> zones;
    for (auto left = in.count(); left > 0; --left) {
      const auto zone = TimeZone::find(in.text());
      if (!zone) return stale_snapshot("a time zone is not known here");
      zones.push_back(*zone);
    }
    if (zones.empty() || zones.front().name() != table.zones_.front().name())
      return stale_snapshot("the default time zone has changed");
    table.zones_ = std::move(zones);
    const auto zone_of_code = in.text();
    table.zone_of_code_.assign(zone_of_code.begin(), zone_of_code.end());
    for (auto left = in.count(); left > 0; --left) {
      const auto name = in.text();
      table.attributes_[name] = in.number<std::uint64_t>();
    }
    const auto dimensions = table.schema_.dimensions() + table.attributes_.size();
    table.codes_.resize(dimensions);
    table.dictionaries_.clear();
    for (auto& latest : table.latest_) latest = in.number<std::int64_t>();
    for (std::size_t d = 0; d < dimensions; ++d) {
      auto& dictionary = *table.dictionaries_.emplace_back(std::make_unique<Dictionary>());
      const auto size = in.count();
      for (std::size_t code = 1; code < size && !in.broken(); ++code) {
        const auto made = dictionary.code(in.text());
        dictionary.set_label(made, in.text());
      }
    }
    const auto rows = in.number<std::uint64_t>();
    bool good = rows < 0xFFFFFFFFULL && read_column(in, table.ids_, rows);
    for (auto* columns : {&table.times_, &table.codes_, &table.wholes_, &table.numbers_, &table.flags_})
      for (auto& column : *columns) good = good && read_column(in, column, rows);
    if (!good || in.broken()) return malformed("snapshot_damaged", "a snapshot does not add up");
    ++table.values_version_, ++table.labels_version_, ++table.rows_version_;
    table.touch(0, rows);
    table.index_.reserve(rows);
    std::array<std::int64_t, kBlock> ids;
    constexpr std::size_t kAhead = 16;
    for (std::size_t first = 0; first < rows; first += kBlock) {
      const Rows block{first, std::min(kBlock, rows - first), nullptr};
      table.ids_.read(block, ids.data());
      for (std::size_t i = 0; i < block.count; ++i) {
        if (i + kAhead < block.count) table.index_.prefetch(ids[i + kAhead]);
        table.index_.put(ids[i], static_cast<std::uint32_t>(first + i));
      }
    }
    return {};
  }
};

namespace {

SnapshotStamp read_head(Reader& in) {
  SnapshotStamp stamp;
  in.take(kMagic.size());
  stamp.position = in.number<std::int64_t>();
  stamp.mark = in.text();
  stamp.version = in.text();
  return stamp;
}

}  // namespace

void write_snapshot(const Engine& engine, const SnapshotStamp& stamp, std::ostream& out) {
  Writer to(out);
  to.bytes(kMagic.data(), kMagic.size());
  to.number(stamp.position);
  to.text(stamp.mark);
  to.text(stamp.version);
  const auto facts = engine.facts();
  to.number<std::uint64_t>(facts.size());
  for (const auto& fact : facts) Snapshot::write(*engine.table(fact), to);
  to.end();
}

Result<SnapshotStamp> read_stamp(std::span<const std::byte> file) {
  const auto damaged = [](const char* why) { return malformed("snapshot_damaged", why); };
  if (file.size() < kMagic.size() + sizeof(std::uint64_t)) return damaged("a snapshot is cut off");
  if (std::memcmp(file.data(), kMagic.data(), kMagic.size()) != 0)
    return damaged("not a snapshot, or of another format");
  const auto body = file.first(file.size() - sizeof(std::uint64_t));
  Checksum sum;
  sum.add(body.data(), body.size());
  std::uint64_t written = 0;
  std::memcpy(&written, file.data() + body.size(), sizeof(written));
  if (sum.value() != written) return damaged("the checksum of a snapshot is wrong");
  Reader in(body);
  auto stamp = read_head(in);
  if (in.broken()) return damaged("a snapshot does not add up");
  return stamp;
}

Result<void> load_snapshot(Engine& engine, std::span<const std::byte> file, const std::string& version) {
  Reader in(file.first(file.size() - sizeof(std::uint64_t)));
  if (read_head(in).version != version) return stale_snapshot("the program or its definitions have changed");
  const auto facts = engine.facts();
  if (in.count() != facts.size()) return stale_snapshot("there are other facts");
  for (const auto& fact : facts) MANYI_CHECK(Snapshot::read(*engine.table(fact), in));
  return {};
}

}  // namespace manyi::kpi
