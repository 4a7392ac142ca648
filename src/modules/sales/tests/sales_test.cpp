// Use cases of sales on both databases.
// Owns the cases.
#include "modules/sales/sales.h"

#include <gtest/gtest.h>

#include "modules/sales/import_profiles.h"
#include "modules/sales/sales_events.h"
#include "modules/sales/sales_facts.h"
#include "modules/workorders/tests/shop.h"
#include "sales_migrations.h"

namespace manyi::sales {
namespace {

struct Counter : workorders::Shop {
  explicit Counter(db::Dialect dialect) : Shop(dialect, {sales_migrations()}) {
    make_module(sales).subscriptions(events);
    add_import_profiles(profiles, sales, needs);
  }
  ImportedSalesLine sale() const {
    ImportedSalesLine in;
    in.site_id = site;
    in.product = "延保一年";
    in.seller_id = wang;
    in.sold_at = clock.now();
    in.amount = Money(29900);
    return in;
  }
  ImportedSalesQuota quota(Date month, std::optional<EmployeeId> seller, std::int64_t amount) const {
    ImportedSalesQuota in;
    in.site_id = site;
    in.seller_id = seller;
    in.month = month;
    in.amount = Money(amount);
    return in;
  }
  Result<SalesLine> add(const ImportedSalesLine& in) {
    return write([&](db::Tx& tx) { return sales.lines.add(tx, boss, in); });
  }
  Result<SalesQuota> add(const ImportedSalesQuota& in) {
    return write([&](db::Tx& tx) { return sales.quotas.add(tx, boss, in); });
  }
  Result<std::vector<imports::AppliedRow>> apply(const char* profile, const std::string& payload) {
    const imports::StagedRow row{1, 2, payload};
    const imports::ApplyContext context{boss, imports::ImportId(7), "shop", *TimeZone::find("Asia/Shanghai"),
                                        clock.now()};
    return write([&](db::Tx& tx) { return profiles.find(profile)->apply(tx, context, std::span(&row, 1)); });
  }

  Needs needs{events, org, catalog, orders};
  Sales sales{needs};
  imports::Profiles profiles;
};

struct SalesOn : testing::TestWithParam<db::Dialect> {
  Counter room{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Databases, SalesOn, testing::ValuesIn(db::test_dialects()),
                         workorders::dialect_name);

TEST_P(SalesOn, ASaleOnAnOrderIsItsTechniciansUnlessSaidOtherwise) {
  auto intake = room.intake();
  intake.technician_id = room.wu;
  const auto order = room.take(intake);
  auto in = room.sale();
  in.site_id.reset();
  in.seller_id.reset();
  in.work_order_id = order.id;
  const auto line = room.add(in);
  ASSERT_TRUE(line) << Counter::told(line.error());
  EXPECT_EQ(line->seller_id, room.wu);
  EXPECT_EQ(line->seller_name, "吴斌");
  EXPECT_EQ(line->quantity, 1);
  EXPECT_EQ(line->service_product, true);
  EXPECT_EQ(room.published<SalesLineRecorded>().size(), 1u);
}

TEST_P(SalesOn, AllWrongFieldsAreToldAtOnce) {
  auto in = room.sale();
  in.product = "";
  in.seller_id = EmployeeId(9);
  in.refunded_at = in.sold_at - kDay;
  const auto refused = room.add(in);
  ASSERT_FALSE(refused);
  EXPECT_EQ(workorders::pointers(refused.error()),
            (std::vector<std::string>{"/seller_id", "/product", "/refunded_at"}));
}

TEST_P(SalesOn, ASellerOnHisOwnSeesWhatHeSold) {
  ASSERT_TRUE(room.add(room.sale()));
  auto other = room.sale();
  other.seller_id = room.wu;
  ASSERT_TRUE(room.add(other));
  const auto seen =
      *room.read([&](db::ReadTx& tx) { return room.sales.lines.list(tx, room.technician, {}); });
  ASSERT_EQ(seen.items.size(), 1u);
  EXPECT_EQ(seen.items[0].seller_id, room.wang);
}

TEST_P(SalesOn, AQuotaBeginsWithItsMonthAndThereIsOnePerSeller) {
  const auto quota = room.add(room.quota(*Date::of(2026, 3, 17), room.wang, 500000));
  ASSERT_TRUE(quota) << Counter::told(quota.error());
  EXPECT_EQ(quota->month, *Date::of(2026, 3, 1));
  EXPECT_EQ(quota->period_at, Instant::parse("2026-02-28T16:00:00Z"));
  const auto second = room.add(room.quota(*Date::of(2026, 3, 1), room.wang, 1));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kConflict);
  EXPECT_TRUE(room.add(room.quota(*Date::of(2026, 3, 1), room.wu, 1)));
  EXPECT_TRUE(room.add(room.quota(*Date::of(2026, 3, 1), {}, 1))) << "the site's own";
  EXPECT_TRUE(room.add(room.quota(*Date::of(2026, 4, 1), room.wang, 1)));
}

TEST_P(SalesOn, RowsOfFilesAreRecordedOnceAndCorrected) {
  const char* const line =
      R"({"source_id":"S1","site":"文三路站","seller":"王建军","product":"清洁保养","sold_at":"2026-03-02",)"
      R"("amount":88.8,"cost":12,"service_product":"yes"})";
  const auto first = room.apply("sales-lines", line);
  ASSERT_TRUE(first) << Counter::told(first.error());
  EXPECT_EQ((*room.apply("sales-lines", line))[0].outcome, imports::RowOutcome::kUnchanged);
  const auto stored = *room.read(
      [&](db::ReadTx& tx) { return room.sales.lines.get(tx, room.boss, SalesLineId((*first)[0].record)); });
  EXPECT_EQ(stored.amount, Money(8880));
  EXPECT_EQ(stored.seller_id, room.wang);

  ASSERT_TRUE(room.apply(
      "sales-quotas",
      R"({"source_id":"Q1","site":"文三路站","seller":"王建军","month":"2026-03-01","amount":5000})"));
  const auto corrected = room.apply(
      "sales-quotas",
      R"({"source_id":"Q1","site":"文三路站","seller":"王建军","month":"2026-03-01","amount":6000})");
  ASSERT_TRUE(corrected) << Counter::told(corrected.error());
  EXPECT_EQ((*corrected)[0].outcome, imports::RowOutcome::kUpdated);
}

TEST_P(SalesOn, TheFactCarriesSellerUnitAndAmount) {
  const auto line = *room.add(room.sale());
  kpi::FactTable table(sales_line_fact_schema(), TimeZone::utc());
  room.read(
      [&](db::ReadTx& tx) { table.upsert(room.sales.lines.load_facts(tx, room.tenant, {line.id.value()})); });
  const auto at = *table.dimension_index("seller");
  EXPECT_EQ(table.dictionary(at).label(table.codes(at)[0]), "王建军");
  EXPECT_EQ(table.wholes(0)[0], 29900);
  EXPECT_EQ(table.flags(0)[0], 1);
}

TEST_P(SalesOn, AnErasedPersonLeavesNoNote) {
  const auto order = room.take(room.intake());
  auto in = room.sale();
  in.work_order_id = order.id;
  in.note = "罗海燕要发票";
  const auto id = room.add(in)->id;
  ASSERT_TRUE(room.write([&](db::Tx& tx) {
    return room.customers.erase(tx, room.boss, {*order.customer_id, std::nullopt});
  }));
  EXPECT_FALSE(room.read([&](db::ReadTx& tx) { return room.sales.lines.get(tx, room.boss, id); })->note);
}

}  // namespace
}  // namespace manyi::sales
