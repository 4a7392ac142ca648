// Customers from files, on both databases.
// Owns the cases.
#include "modules/customers/import_profile.h"

#include <gtest/gtest.h>

#include "catalog_migrations.h"
#include "customers_migrations.h"
#include "modules/customers/customers_events.h"
#include "platform/imports/profile.h"
#include "platform/testing/room.h"

namespace manyi::customers {
namespace {

struct CustomerImportsOn : testing::TestWithParam<db::Dialect> {
  CustomerImportsOn() {
    add_import_profile(profiles, customers,
                       [this](db::ReadTx&, TenantId, CustomerId id) { return id == busy; });
  }
  Room room{{catalog_migrations(), customers_migrations()}, GetParam()};
  catalog::Catalog catalog{room.events};
  Customers customers{room.events, catalog, room.search};
  imports::Profiles profiles;
  CustomerId busy;

  imports::ApplyContext context() const {
    return {room.boss, imports::ImportId(7), "crm", *TimeZone::find("Asia/Shanghai"), Instant()};
  }
  imports::AppliedRow apply(const std::string& payload) {
    const imports::StagedRow row{1, 2, payload};
    auto done = room.write(
        [&](db::Tx& tx) { return profiles.find("customers")->apply(tx, context(), std::span(&row, 1)); });
    if (!done) {
      ADD_FAILURE() << done.error().key << done.error().detail;
      return {};
    }
    return (*done)[0];
  }
  imports::UndoOutcome undo(const imports::AppliedRow& row) {
    return (*room.write(
        [&](db::Tx& tx) { return profiles.find("customers")->undo(tx, context(), std::span(&row, 1)); }))[0];
  }
  Result<Customer> get(std::int64_t id) {
    return room.read([&](db::ReadTx& tx) { return customers.get(tx, room.boss, CustomerId(id)); });
  }
};
INSTANTIATE_TEST_SUITE_P(Databases, CustomerImportsOn, testing::ValuesIn(db::test_dialects()),
                         [](const auto& p) {
                           return p.param == db::Dialect::kSqlite ? "Sqlite" : "Postgres";
                         });

using imports::RowOutcome;
using imports::UndoOutcome;

TEST_P(CustomerImportsOn, ARowIsOneCustomerHoweverOftenItComes) {
  const char* const row = R"({"source_id":"K1","name":"宏远公司","phone":"13900000001","kind":"key_account",)"
                          R"("contact_name":"刘工","contact_phone":"13900000002"})";
  const auto first = apply(row);
  EXPECT_EQ(first.outcome, RowOutcome::kImported);
  EXPECT_EQ(apply(row).outcome, RowOutcome::kUnchanged);
  const auto customer = *get(first.record);
  EXPECT_EQ(customer.kind, CustomerKind::kKeyAccount);
  ASSERT_EQ(customer.contacts.size(), 1u);
  EXPECT_EQ(customer.contacts[0].name, "刘工");
}

TEST_P(CustomerImportsOn, WhoIsThereAlreadyIsFoundByHisPhoneAndTakenBackToWhatHeWas) {
  CreateCustomer by_hand;
  by_hand.name = "张三";
  by_hand.phone = "13900000001";
  const auto made = *room.write([&](db::Tx& tx) { return customers.create(tx, room.boss, by_hand); });
  const auto done = apply(R"({"source_id":"K1","name":"张三丰","phone":"139 0000 0001","region":"杭州"})");
  EXPECT_EQ(done.outcome, RowOutcome::kUpdated);
  EXPECT_EQ(done.record, made.id.value());
  EXPECT_EQ(get(done.record)->region, "杭州");
  EXPECT_EQ(undo(done), UndoOutcome::kUndone);
  EXPECT_EQ(get(done.record)->name, "张三");
  EXPECT_EQ(get(done.record)->region, "");
}

TEST_P(CustomerImportsOn, AnUndoneImportLeavesNobody) {
  const auto done = apply(R"({"source_id":"K1","name":"李四"})");
  EXPECT_EQ(undo(done), UndoOutcome::kUndone);
  EXPECT_FALSE(get(done.record));
  EXPECT_EQ(undo(done), UndoOutcome::kGone);
  EXPECT_EQ(room.published<CustomerRemoved>().size(), 1u);
}

TEST_P(CustomerImportsOn, WhoHasOrdersOrDevicesStays) {
  const auto done = apply(R"({"source_id":"K1","name":"李四"})");
  busy = CustomerId(done.record);
  EXPECT_EQ(undo(done), UndoOutcome::kTouched);
  busy = {};
  EnsureAsset asset;
  asset.serial_no = "PF3KX7QD";
  asset.customer_id = CustomerId(done.record);
  ASSERT_TRUE(room.write([&](db::Tx& tx) { return customers.ensure_asset(tx, room.boss, asset); }));
  EXPECT_EQ(undo(done), UndoOutcome::kTouched);
}

TEST_P(CustomerImportsOn, WhoWasForgottenStaysForgotten) {
  const char* const row = R"({"source_id":"K1","name":"李四","phone":"13900000001"})";
  const auto done = apply(row);
  ASSERT_TRUE(room.write([&](db::Tx& tx) {
    return customers.erase(tx, room.boss, {CustomerId(done.record), std::nullopt});
  }));
  EXPECT_EQ(apply(row).outcome, RowOutcome::kUnchanged);
  EXPECT_EQ(get(done.record)->name, "");
}

TEST_P(CustomerImportsOn, ABrokenPhoneIsToldPerRow) {
  struct Values : imports::RowValues {
    std::string_view get(std::string_view field) const override {
      return field == "phone" ? "abc" : field == "contact_phone" ? "13900000001" : "";
    }
  };
  std::vector<imports::RowProblem> problems;
  profiles.find("customers")->check(Values(), problems);
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0].field, "phone");
  EXPECT_EQ(problems[1].field, "contact_name");
}

}  // namespace
}  // namespace manyi::customers
