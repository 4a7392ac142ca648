// Use cases of manufacturers on both databases.
// Owns the cases.
#include "modules/manufacturers/manufacturers.h"

#include <gtest/gtest.h>

#include "catalog_migrations.h"
#include "manufacturers_migrations.h"
#include "modules/manufacturers/import_profile.h"
#include "modules/manufacturers/manufacturers_events.h"
#include "org_migrations.h"
#include "platform/testing/room.h"

namespace manyi::manufacturers {
namespace {

struct ValuesOn : testing::TestWithParam<db::Dialect> {
  Room room{{org_migrations(), catalog_migrations(), manufacturers_migrations()}, GetParam()};
  org::Org org{room.events, room.search};
  catalog::Catalog catalog{room.events};
  ManufacturerValues values{{room.events, org, catalog}};
  imports::Profiles profiles;
  catalog::ManufacturerId maker =
      *room.write([&](db::Tx& tx) { return catalog.resolve_manufacturer(tx, room.boss, "联辰"); });

  ImportedManufacturerValue value(int month, double figure) const {
    ImportedManufacturerValue in;
    in.manufacturer_id = maker;
    in.metric = "csat_rate";
    in.period_from = *Date::of(2026, month, 1);
    in.period_to = *Date::of(2026, month + 1, 1);
    in.value = figure;
    return in;
  }
  Result<ManufacturerValue> add(const ImportedManufacturerValue& in) {
    return room.write([&](db::Tx& tx) { return values.add(tx, room.boss, in); });
  }
};
INSTANTIATE_TEST_SUITE_P(Databases, ValuesOn, testing::ValuesIn(db::test_dialects()), [](const auto& p) {
  return p.param == db::Dialect::kSqlite ? "Sqlite" : "Postgres";
});

TEST_P(ValuesOn, AreListedByMetricAndPeriodLatestFirst) {
  for (const int month : {1, 2, 3}) ASSERT_TRUE(add(value(month, 0.9 + month / 100.0)));
  auto other = value(2, 0.5);
  other.metric = "rrr";
  ASSERT_TRUE(add(other));
  ListManufacturerValues in;
  in.metric = "csat_rate";
  in.from = *Date::of(2026, 2, 1);
  in.to = *Date::of(2026, 4, 1);
  in.manufacturer = maker;
  const auto page = *room.read([&](db::ReadTx& tx) { return values.list(tx, room.boss, in); });
  ASSERT_EQ(page.items.size(), 2u);
  EXPECT_EQ(page.items[0].period_from, *Date::of(2026, 3, 1));
  EXPECT_EQ(page.items[0].value, 0.93);
  EXPECT_EQ(page.items[0].manufacturer_name, "联辰");
  in.to = *Date::of(2026, 3, 31);
  EXPECT_EQ(room.read([&](db::ReadTx& tx) { return values.list(tx, room.boss, in); })->items.size(), 1u);
}

TEST_P(ValuesOn, AManufacturersOwnPeopleSeeTheirsAlone) {
  const auto made = *add(value(3, 0.97));
  Caller theirs = room.caller(Role::kChannelManager), others = theirs;
  theirs.manufacturer_id = maker.value();
  others.manufacturer_id = maker.value() + 1;
  EXPECT_EQ(room.read([&](db::ReadTx& tx) { return values.list(tx, theirs, {}); })->items.size(), 1u);
  EXPECT_EQ(room.read([&](db::ReadTx& tx) { return values.list(tx, others, {}); })->items.size(), 0u);
  EXPECT_FALSE(room.read([&](db::ReadTx& tx) { return values.get(tx, others, made.id); }));
  Caller technician = room.caller(Role::kTechnician);
  EXPECT_EQ(room.read([&](db::ReadTx& tx) { return values.list(tx, technician, {}); })->items.size(), 1u)
      << "it is the whole company's value";
}

TEST_P(ValuesOn, ARowNamesTheLastDayAndAPercentage) {
  add_import_profile(profiles, values, {room.events, org, catalog});
  const imports::StagedRow row{
      1, 2,
      R"({"source_id":"M1","manufacturer":"联辰","metric":"csat_rate","period_from":"2026-03-01",)"
      R"("period_to":"2026-03-31","percent":98.5,"n":200})"};
  const imports::ApplyContext context{room.boss, imports::ImportId(7), "portal",
                                      *TimeZone::find("Asia/Shanghai"), room.clock.now()};
  const auto apply = [&] {
    return room.write([&](db::Tx& tx) {
      return profiles.find("manufacturer-values")->apply(tx, context, std::span(&row, 1));
    });
  };
  const auto applied = apply();
  ASSERT_TRUE(applied);
  EXPECT_EQ((*apply())[0].outcome, imports::RowOutcome::kUnchanged);
  const auto read = *room.read(
      [&](db::ReadTx& tx) { return values.get(tx, room.boss, ManufacturerValueId((*applied)[0].record)); });
  EXPECT_EQ(read.period_to, *Date::of(2026, 4, 1));
  EXPECT_DOUBLE_EQ(*read.value, 0.985);
  EXPECT_EQ(room.published<ManufacturerValueRecorded>().size(), 1u);
  const auto undone = room.write(
      [&](db::Tx& tx) { return profiles.find("manufacturer-values")->undo(tx, context, *applied); });
  EXPECT_EQ((*undone)[0], imports::UndoOutcome::kUndone);
}

TEST_P(ValuesOn, AnUnknownManufacturerOrSiteIsRefused) {
  auto in = value(3, 0.9);
  in.manufacturer_id = catalog::ManufacturerId(4);
  in.site_id = SiteId(4);
  const auto refused = add(in);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fields.size(), 2u);
}

}  // namespace
}  // namespace manyi::manufacturers
