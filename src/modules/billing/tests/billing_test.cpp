// Use cases of billing on both databases.
// Owns the cases.
#include "modules/billing/billing.h"

#include <gtest/gtest.h>

#include "billing_migrations.h"
#include "modules/billing/billing_events.h"
#include "modules/billing/import_profile.h"
#include "modules/billing/ledger_facts.h"
#include "modules/workorders/tests/shop.h"

namespace manyi::billing {
namespace {

struct Office : workorders::Shop {
  explicit Office(db::Dialect dialect) : Shop(dialect, {billing_migrations()}) {
    make_module(billing).subscriptions(events);
    add_import_profile(profiles, billing, needs);
  }
  ImportedLedgerLine line(const std::string& id, Date day, std::int64_t amount) const {
    ImportedLedgerLine in;
    in.import_source = "erp";
    in.source_id = id;
    in.site_id = site;
    in.booked_on = day;
    in.account = Account::kRevenuePaid;
    in.amount = Money(amount);
    return in;
  }
  Result<imports::Recorded> record(const ImportedLedgerLine& in) {
    return write([&](db::Tx& tx) { return billing.record(tx, boss, in); });
  }
  LedgerLine get(std::int64_t id) {
    return *read([&](db::ReadTx& tx) { return billing.get(tx, boss, LedgerLineId(id)); });
  }

  Needs needs{events, org, catalog, orders};
  Billing billing{needs};
  imports::Profiles profiles;
};

struct BillingOn : testing::TestWithParam<db::Dialect> {
  Office room{GetParam()};
  const Date march = *Date::of(2026, 3, 5);
};
INSTANTIATE_TEST_SUITE_P(Databases, BillingOn, testing::ValuesIn(db::test_dialects()),
                         workorders::dialect_name);

TEST_P(BillingOn, ALineIsBookedAtTheFirstMomentOfItsDayAtTheSite) {
  const auto done = room.record(room.line("1", march, 12050));
  ASSERT_TRUE(done) << Office::told(done.error());
  const auto line = room.get(done->record);
  EXPECT_EQ(line.booked_at, Instant::parse("2026-03-04T16:00:00Z"));
  EXPECT_EQ(line.amount, Money(12050));
  EXPECT_EQ(line.settled, true);
  EXPECT_EQ(line.site_name, "文三路站");
}

TEST_P(BillingOn, ALineOfTheWholeCompanyNeedsNoSite) {
  auto in = room.line("1", march, -500);
  in.site_id.reset();
  in.account = Account::kExpense;
  EXPECT_TRUE(room.record(in));
}

TEST_P(BillingOn, ARepeatChangesNothingAndACorrectionIsTakenBack) {
  const auto first = *room.record(room.line("1", march, 100));
  EXPECT_EQ(room.record(room.line("1", march, 100))->outcome, imports::RowOutcome::kUnchanged);
  const auto second = *room.record(room.line("1", march, 150));
  EXPECT_EQ(second.outcome, imports::RowOutcome::kUpdated);
  EXPECT_EQ(room.get(first.record).amount, Money(150));
  ASSERT_TRUE(room.write([&](db::Tx& tx) { return room.billing.take_back(tx, room.boss, second); }));
  EXPECT_EQ(room.get(first.record).amount, Money(100));
}

TEST_P(BillingOn, AClosedMonthIsNotChangedByRecordCorrectionOrUndo) {
  const auto done = *room.record(room.line("1", march, 100));
  ASSERT_TRUE(room.write([&](db::Tx& tx) { return room.billing.close_month(tx, room.boss, {"2026-03"}); }));
  for (const auto& in :
       {room.line("2", march, 1), room.line("1", march, 101), room.line("1", *Date::of(2026, 4, 1), 100)}) {
    const auto refused = room.record(in);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields[0].code, "month_closed");
  }
  EXPECT_EQ(room.record(room.line("1", march, 100))->outcome, imports::RowOutcome::kUnchanged);
  const auto undone = room.write([&](db::Tx& tx) { return room.billing.take_back(tx, room.boss, done); });
  ASSERT_FALSE(undone);
  EXPECT_EQ(undone.error().key, "ledger_line.month_closed");
  EXPECT_EQ(room.get(done.record).amount, Money(100));
}

TEST_P(BillingOn, AReopenedMonthTakesCorrectionsAndRemembersThatItWasReopened) {
  ASSERT_TRUE(room.record(room.line("1", march, 100)));
  const auto close = [&] {
    return room.write([&](db::Tx& tx) { return room.billing.close_month(tx, room.boss, {"2026-03"}); });
  };
  ASSERT_TRUE(close());
  EXPECT_EQ(close().error().code, ErrorCode::kConflict);
  const auto open = room.write([&](db::Tx& tx) {
    return room.billing.reopen_month(tx, room.boss, {"2026-03", "漏记运费"});
  });
  ASSERT_TRUE(open);
  EXPECT_EQ(open->reopenings, 1);
  EXPECT_TRUE(room.record(room.line("1", march, 101)));
  EXPECT_EQ(room.published<LedgerMonthClosed>().size(), 1u);
  EXPECT_EQ(room.published<LedgerMonthReopened>().size(), 1u);
  EXPECT_EQ(room.read([&](db::ReadTx& tx) { return room.billing.months(tx, room.boss); })->items.size(), 1u);
}

TEST_P(BillingOn, AllWrongFieldsAreToldAtOnce) {
  auto in = room.line("1", march, 1);
  in.amount = Money(1, *Currency::parse("EUR"));
  in.org_unit_id = org::OrgUnitId(77);
  in.manufacturer_id = catalog::ManufacturerId(77);
  const auto refused = room.record(in);
  ASSERT_FALSE(refused);
  EXPECT_EQ(workorders::pointers(refused.error()),
            (std::vector<std::string>{"/manufacturer_id", "/org_unit_id", "/amount/currency"}));
}

TEST_P(BillingOn, AFileRowFindsItsOrderItsUnitAndItsCents) {
  const auto order = room.take(room.intake("PF1"));
  const std::string payload =
      R"({"source_id":"L1","booked_on":"2026-03-05","account":"direct_cost",)"
      R"("amount":1234.56,"unit":"维修一组","settled":"no","text":"运费","work_order":")" +
      order.no + R"("})";
  const imports::StagedRow row{1, 2, payload};
  const imports::ApplyContext context{room.boss, imports::ImportId(7), "erp",
                                      *TimeZone::find("Asia/Shanghai"), room.clock.now()};
  const auto applied = room.write(
      [&](db::Tx& tx) { return room.profiles.find("ledger")->apply(tx, context, std::span(&row, 1)); });
  ASSERT_TRUE(applied) << Office::told(applied.error());
  const auto line = room.get((*applied)[0].record);
  EXPECT_EQ(line.amount, Money(123456));
  EXPECT_EQ(line.settled, false);
  EXPECT_EQ(line.work_order_id, order.id);

  kpi::FactTable table(ledger_fact_schema(), TimeZone::utc());
  room.read(
      [&](db::ReadTx& tx) { table.upsert(room.billing.load_facts(tx, room.tenant, {line.id.value()})); });
  const auto label = [&](const char* name) {
    const auto at = *table.dimension_index(name);
    return table.dictionary(at).label(table.codes(at)[0]);
  };
  EXPECT_EQ(label("unit"), "维修一组");
  EXPECT_EQ(label("account"), "direct_cost");
  EXPECT_EQ(label("manufacturer"), "联辰");
  EXPECT_EQ(table.wholes(0)[0], 123456);

  ASSERT_TRUE(room.write([&](db::Tx& tx) {
    return room.customers.erase(tx, room.boss, {*order.customer_id, std::nullopt});
  }));
  EXPECT_FALSE(room.get(line.id.value()).text.has_value());
  EXPECT_EQ(room.get(line.id.value()).amount, Money(123456));
}

}  // namespace
}  // namespace manyi::billing
