// Tests of snapshots: what is written is read back, what is damaged or stale is refused.
#include "engines/kpi/snapshot.h"

#include <gtest/gtest.h>

#include <random>
#include <sstream>

namespace manyi::kpi {
namespace {

const char* kCatalogue = R"(
metric wait_p90 version 1 { name zh '九' en 'P90' fact job unit duration_ms better down basis event anchor done
  value percentile 90 of done - taken }
metric count version 1 { name zh '量' en 'Count' fact job unit count better neither basis event anchor done value count }
)";

struct Shop {
  explicit Shop(const char* zone = "Asia/Shanghai", bool more = false) : engine(*TimeZone::find(zone)) {
    if (more) schema.flag("draft");
    schema.zone_by(site);
    table = &engine.add_fact(schema);
    EXPECT_TRUE(engine.load(kCatalogue, "snapshot"));
  }
  FactSchema schema{"job"};
  TimeColumn taken = schema.time("taken"), done = schema.time("done");
  DimensionColumn site = schema.dimension("site", "网点", "Site"),
                  tech = schema.dimension("tech", "技", "Tech");
  WholeColumn fee = schema.integer("fee");
  NumberColumn age = schema.number("age");
  FlagColumn serial = schema.flag("serial");
  Engine engine;
  FactTable* table;

  void fill(int rows) {
    std::mt19937_64 random(7);
    table->set_zone("S1", *TimeZone::find("Europe/London"));
    const auto begin = Instant::parse("2026-01-01T00:00:00Z")->ms();
    for (int i = 1; i <= rows; ++i) {
      FactRow row(table->schema(), i * 3);
      const auto at = begin + static_cast<std::int64_t>(random() % (200ULL * 86'400'000));
      row.set(taken, Instant(at))
          .set(done, random() % 5 ? std::optional(Instant(at + 1000 * i)) : std::nullopt);
      row.set(site, "S" + std::to_string(random() % 3), "网点" + std::to_string(random() % 3));
      row.set(tech, "T" + std::to_string(random() % 300));
      row.set(fee, static_cast<std::int64_t>(random() % 100'000))
          .set(age, static_cast<double>(random() % 99) / 7);
      row.set(serial, random() % 2 == 0);
      if (random() % 3 == 0) row.set_attribute("country", random() % 2 ? "GBR" : "CAN");
      table->upsert(row);
    }
  }

  Query query() const {
    return {*Date::of(2026, 1, 1),
            *Date::of(2027, 1, 1),
            *Instant::parse("2026-12-01T00:00:00Z"),
            Grain::kMonth,
            {"site", "attr.country"},
            {},
            {},
            {}};
  }
};

std::string written(const Shop& shop) {
  std::ostringstream out;
  write_snapshot(shop.engine, {4711, "abc", "v1"}, out);
  return out.str();
}

std::span<const std::byte> bytes(const std::string& text) { return std::as_bytes(std::span(text)); }

TEST(Snapshot, AnswersAreTheSameAndTheTableGoesOnFromThere) {
  Shop shop;
  shop.fill(5000);
  const auto file = written(shop);
  const auto stamp = read_stamp(bytes(file));
  ASSERT_TRUE(stamp) << stamp.error().detail;
  EXPECT_EQ(stamp->position, 4711);
  EXPECT_EQ(stamp->mark, "abc");
  Shop other;
  const auto loaded = load_snapshot(other.engine, bytes(file), "v1");
  ASSERT_TRUE(loaded) << loaded.error().detail;
  for (auto* one : {&shop, &other}) {
    ASSERT_TRUE(one->engine.maintain("wait_p90", Grain::kMonth, {"site"}));
    one->engine.advance(one->query().as_of);
    FactRow row(one->table->schema(), 6);  // a known id
    row.set(one->done, *Instant::parse("2026-03-03T00:00:00Z"))
        .set(one->taken, *Instant::parse("2026-03-01T00:00:00Z"));
    one->table->upsert(row.set(one->site, "S9").set_attribute("colour", "red"));
    one->table->erase(9);
  }
  EXPECT_EQ(other.table->size(), shop.table->size());
  const auto a = shop.engine.evaluate({"wait_p90", "count"}, shop.query());
  const auto b = other.engine.evaluate({"wait_p90", "count"}, other.query());
  ASSERT_TRUE(a && b);
  EXPECT_EQ(a->front().cells, b->front().cells);
  EXPECT_EQ(a->back().cells, b->back().cells);
  EXPECT_GT(a->back().cells.size(), 20U);
}

TEST(Snapshot, AnEmptyTableIsASnapshotToo) {
  Shop shop, other;
  const auto file = written(shop);
  ASSERT_TRUE(read_stamp(bytes(file)));
  EXPECT_TRUE(load_snapshot(other.engine, bytes(file), "v1"));
  EXPECT_EQ(other.table->size(), 0U);
}

TEST(Snapshot, ABitThatFlippedAnywhereIsFound) {
  Shop shop;
  shop.fill(300);
  const auto good = written(shop);
  std::mt19937_64 random(1);
  for (int i = 0; i < 300; ++i) {
    auto bad = good;
    bad[random() % bad.size()] ^= static_cast<char>(1 << (random() % 8));
    const auto stamp = read_stamp(bytes(bad));
    ASSERT_FALSE(stamp);
    EXPECT_EQ(stamp.error().key, "snapshot_damaged");
  }
}

TEST(Snapshot, APartOfItIsRefused) {
  Shop shop;
  shop.fill(300);
  const auto good = written(shop);
  for (const auto size : {std::size_t{0}, std::size_t{5}, good.size() / 2, good.size() - 1})
    EXPECT_FALSE(read_stamp(bytes(good.substr(0, size)))) << size;
  EXPECT_FALSE(read_stamp(bytes(good + "x")));
}

TEST(Snapshot, AnotherVersionSchemaOrZoneIsStale) {
  Shop shop;
  shop.fill(300);
  const auto file = written(shop);
  Shop same, wider("Asia/Shanghai", true), elsewhere("Europe/London");
  EXPECT_EQ(load_snapshot(same.engine, bytes(file), "v2").error().key, "snapshot_stale");
  EXPECT_EQ(load_snapshot(wider.engine, bytes(file), "v1").error().key, "snapshot_stale");
  EXPECT_EQ(load_snapshot(elsewhere.engine, bytes(file), "v1").error().key, "snapshot_stale");
}

}  // namespace
}  // namespace manyi::kpi
