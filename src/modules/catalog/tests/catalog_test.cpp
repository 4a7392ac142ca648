// Use cases of catalog on a database in memory, and its rules.
// Owns the cases.
#include "modules/catalog/catalog.h"

#include <gtest/gtest.h>

#include "catalog_migrations.h"
#include "modules/catalog/catalog_events.h"
#include "modules/catalog/rules.h"
#include "platform/testing/room.h"

namespace manyi::catalog {
namespace {

TEST(CodeFromName, IsReadableAndShort) {
  EXPECT_EQ(code_from_name("De'Longhi  Coffee", 1), "DE-LONGHI-COFFEE");
  EXPECT_EQ(code_from_name("联想", 2), "联想-2");
  EXPECT_EQ(code_from_name("???", 1), "X");
  EXPECT_EQ(code_from_name(std::string(100, 'a'), 12).size(), 32u);
  // Cut between characters, never inside one: ten of three bytes each.
  EXPECT_EQ(code_from_name("一二三四五六七八九十甲乙", 1), "一二三四五六七八九十");
}

TEST(CleanAliases, LeavesOutWhatIsThereAlready) {
  EXPECT_EQ(clean_aliases({"x 1", "TPX1", "", "X1 Carbon", "x1carbon"}, "X1", "ThinkPad X1"),
            (std::vector<std::string>{"TPX1", "X1 Carbon"}));
}

struct CatalogTest : testing::TestWithParam<db::Dialect> {
  Room room{{catalog_migrations()}, GetParam()};
  Catalog catalog{room.events};

  ManufacturerId manufacturer(std::string_view name) {
    return *room.write([&](db::Tx& tx) { return catalog.resolve_manufacturer(tx, room.boss, name); });
  }
  ProductLineId line(ManufacturerId of, std::string_view name) {
    return *room.write([&](db::Tx& tx) { return catalog.resolve_product_line(tx, room.boss, of, name); });
  }
  Result<Model> add_model(ProductLineId of, const std::string& code, const std::string& name,
                          std::vector<std::string> aliases = {}) {
    return room.write([&](db::Tx& tx) {
      return catalog.create_model(tx, room.boss, {of, code, name, aliases});
    });
  }
};
INSTANTIATE_TEST_SUITE_P(Databases, CatalogTest, testing::ValuesIn(db::test_dialects()), [](const auto& p) {
  return p.param == db::Dialect::kSqlite ? "Sqlite" : "Postgres";
});

TEST_P(CatalogTest, AnotherSpellingIsTheSameManufacturer) {
  const auto lenovo = manufacturer("Lenovo");
  EXPECT_EQ(manufacturer(" ＬＥＮＯＶＯ "), lenovo);
  EXPECT_NE(manufacturer("联想"), lenovo);
  EXPECT_EQ(room.published<ManufacturerCreated>().size(), 2u);
}

TEST_P(CatalogTest, ManufacturersOfOneCodeAreToldApart) {
  EXPECT_NE(manufacturer("A B"), manufacturer("A-B"));
}

TEST_P(CatalogTest, AModelIsFoundByCodeNameAndAlias) {
  const auto notebook = line(manufacturer("Lenovo"), "Notebook");
  const auto model = add_model(notebook, "20U9", "ThinkPad X1 Carbon", {"X1C8"});
  ASSERT_TRUE(model.ok());
  for (const auto* name : {"20u9", "thinkpad  x1 carbon", "x1c8"}) {
    const auto found =
        room.write([&](db::Tx& tx) { return catalog.resolve_model(tx, room.boss, notebook, name); });
    EXPECT_EQ(*found, model->id) << name;
  }
  const auto path = room.read([&](db::ReadTx& tx) { return catalog.model_path(tx, room.tenant, model->id); });
  ASSERT_TRUE(path.has_value());
  EXPECT_EQ(path->manufacturer_name, "Lenovo");
  EXPECT_EQ(path->product_line_name, "Notebook");
}

TEST_P(CatalogTest, AnAliasOfAnotherModelIsAConflictAndNothingStays) {
  const auto notebook = line(manufacturer("Lenovo"), "Notebook");
  ASSERT_TRUE(add_model(notebook, "20U9", "X1", {"X1C8"}).ok());
  const auto second = add_model(notebook, "20XX", "X1 Nano", {"x1c8"});
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, ErrorCode::kConflict);
  EXPECT_EQ(room.read([&](db::ReadTx& tx) { return catalog.list_models(tx, room.boss, {}); })->items.size(),
            1u);
}

TEST_P(CatalogTest, ChangingAliasesReplacesThem) {
  const auto notebook = line(manufacturer("Lenovo"), "Notebook");
  const auto model = add_model(notebook, "20U9", "X1", {"A1", "A2"});
  ChangeModel in;
  in.id = model->id;
  in.if_match = 1;
  in.aliases = {"A2", "A3"};
  const auto changed = room.write([&](db::Tx& tx) { return catalog.change_model(tx, room.boss, in); });
  ASSERT_TRUE(changed.ok());
  EXPECT_EQ(changed->aliases, (std::vector<std::string>{"A2", "A3"}));
  EXPECT_EQ(room.write([&](db::Tx& tx) { return catalog.change_model(tx, room.boss, in); }).error().code,
            ErrorCode::kStale);
}

TEST_P(CatalogTest, AFaultCodeForAllLinesServesEveryLine) {
  const auto notebook = line(manufacturer("Lenovo"), "Notebook");
  const auto common =
      room.write([&](db::Tx& tx) { return catalog.resolve_fault_code(tx, room.boss, {}, "no power"); });
  const auto found =
      room.write([&](db::Tx& tx) { return catalog.resolve_fault_code(tx, room.boss, notebook, "no power"); });
  EXPECT_EQ(*found, *common);
  EXPECT_EQ(
      room.read([&](db::ReadTx& tx) { return catalog.fault_code(tx, room.tenant, *found); })->symptom_family,
      "no power");
}

TEST_P(CatalogTest, AnotherTenantsLineIsUnknown) {
  const auto notebook = line(manufacturer("Lenovo"), "Notebook");
  const Caller stranger = Caller::system(TenantId(9));
  const auto model = room.write_for(TenantId(9), [&](db::Tx& tx) {
    return catalog.create_model(tx, stranger, {notebook, "a", "b", {}});
  });
  ASSERT_FALSE(model.ok());
  EXPECT_EQ(model.error().fields[0].pointer, "/product_line_id");
}

}  // namespace
}  // namespace manyi::catalog
