// Finding by Chinese pairs, Latin beginnings, serial and phone tails, on both databases.
// Owns nothing else.
#include "platform/search/search.h"

#include <gtest/gtest.h>

#include "platform/db/testing.h"
#include "search_migrations.h"

namespace manyi::search {
namespace {

using Words = std::vector<std::string>;

TEST(Tokens, ChineseMakesPairsLatinMakesWords) {
  EXPECT_EQ(tokens_of("格力空调KFR-35GW不制冷"),
            (Words{"格力", "力空", "空调", "kfr", "35gw", "不制", "制冷"}));
  EXPECT_EQ(tokens_of("空 调"), (Words{"空", "调"}));
  EXPECT_EQ(tokens_of("ＡＢＣ１２，测试。"), (Words{"abc12", "测试"}));
  EXPECT_EQ(tokens_of("Müller ÉCLAIR Ж"), (Words{"müller", "éclair", "ж"}));
  EXPECT_EQ(tokens_of("\xff\xfe\"'* AND"), (Words{"and"}));
  EXPECT_EQ(tokens_of(""), Words{});
}

constexpr TenantId kTenant{7};
constexpr TenantId kOther{8};

class SearchTest : public testing::TestWithParam<db::Dialect> {
 protected:
  SearchTest() : t({search_migrations()}, GetParam()) {}
  void put(std::int64_t id, const Document& document, const std::string& kind = "work_order",
           TenantId tenant = kTenant) {
    ASSERT_TRUE(t->write(tenant, [&](db::Tx& tx) { return search.put(tx, tenant, kind, id, document); }));
  }
  std::vector<std::int64_t> find(std::string_view q, Words kinds = {"work_order", "customer"}, int limit = 20,
                                 TenantId tenant = kTenant) {
    std::vector<std::int64_t> ids;
    for (const Hit& hit : t->read([&](db::ReadTx& tx) { return search.find(tx, tenant, q, kinds, limit); }))
      ids.push_back(hit.id);
    return ids;
  }
  using Ids = std::vector<std::int64_t>;
  db::TestDatabase t;
  Search search;
};
INSTANTIATE_TEST_SUITE_P(All, SearchTest, testing::ValuesIn(db::test_dialects()), [](const auto& info) {
  return info.param == db::Dialect::kSqlite ? "Sqlite" : "Postgres";
});

TEST_P(SearchTest, TwoChineseCharactersFindNewestFirst) {
  put(1, {"格力空调不制冷"});
  put(2, {"洗衣机漏水"});
  put(3, {"美的空调异响"});
  EXPECT_EQ(find("空调"), (Ids{3, 1}));
  EXPECT_EQ(find("空调", {"work_order"}, 1), (Ids{3}));
  EXPECT_EQ(find("制冷 空调"), (Ids{1}));
  EXPECT_EQ(find("不制冷"), (Ids{1}));
  EXPECT_EQ(find("冰箱"), Ids{});
  EXPECT_EQ(find(""), Ids{});
  EXPECT_EQ(find("\" OR * ' & | :*"), Ids{});
}

TEST_P(SearchTest, ASingleCharacterFieldIsFoundByItsCharacter) {
  put(1, {"王"});
  put(2, {"王小明"});
  EXPECT_EQ(find("王"), (Ids{1}));
  EXPECT_EQ(find("小明"), (Ids{2}));
}

TEST_P(SearchTest, SerialsAreFoundByBeginningPartsWholeAndTail) {
  put(1, {"SN-4711-AB99 Kessel"});
  for (const char* q : {"SN-4711", "sn4711ab99", "SN4711", "ab99", "4711", "kess", "11ab99"})
    EXPECT_EQ(find(q), (Ids{1})) << q;
  for (const char* q : {"711", "essel", "sn4712", "ke"}) EXPECT_EQ(find(q), Ids{}) << q;
}

TEST_P(SearchTest, PhonesAreFoundByWholeNumberAndTailAndAreNotKept) {
  put(1, {"张三", {"+86 138-0013-8765"}}, "customer");
  EXPECT_EQ(find("8765"), (Ids{1}));
  EXPECT_EQ(find("13800138765"), (Ids{1}));
  EXPECT_EQ(find("138 0013 8765"), (Ids{1}));
  EXPECT_EQ(find("13800138"), Ids{});
  const std::string column = GetParam() == db::Dialect::kSqlite ? "tokens" : "cast(words as text)";
  const auto kept = t->read(
      [&](db::ReadTx& tx) { return tx.scalar<std::string>("select " + column + " from search_documents"); });
  EXPECT_EQ(kept->find("13800138765"), std::string::npos) << *kept;
}

TEST_P(SearchTest, TenantsAndKindsAreApart) {
  put(1, {"空调"});
  put(2, {"空调"}, "work_order", kOther);
  put(3, {"空调"}, "customer");
  EXPECT_EQ(find("空调"), (Ids{3, 1}));
  EXPECT_EQ(find("空调", {"work_order"}), (Ids{1}));
  EXPECT_EQ(find("空调", {"asset"}), Ids{});
  EXPECT_EQ(find("空调", {}), Ids{});
  EXPECT_EQ(find("空调", {"work_order"}, 20, kOther), (Ids{2}));
}

TEST_P(SearchTest, ChangedAndRemovedRecordsAreFoundByWhatTheyAreNow) {
  put(1, {"空调 abc"});
  put(1, {"冰箱 abc"});
  EXPECT_EQ(find("空调"), Ids{});
  EXPECT_EQ(find("冰箱"), (Ids{1}));
  put(1, {"冰箱 abc"});
  ASSERT_TRUE(t->write(kTenant, [&](db::Tx& tx) { return search.remove(tx, kTenant, "work_order", 1); }));
  EXPECT_EQ(find("冰箱"), Ids{});
  ASSERT_TRUE(t->write(kTenant, [&](db::Tx& tx) { return search.remove(tx, kTenant, "work_order", 1); }));
  put(1, {"彩电"});
  EXPECT_EQ(find("彩电"), (Ids{1}));
}

TEST_P(SearchTest, ARefusedCommandIsNotFound) {
  EXPECT_FALSE(t->write(kTenant, [&](db::Tx& tx) -> Result<void> {
    MANYI_CHECK(search.put(tx, kTenant, "work_order", 1, {"空调"}));
    return conflict("no", "no");
  }));
  EXPECT_EQ(find("空调"), Ids{});
}

}  // namespace
}  // namespace manyi::search
