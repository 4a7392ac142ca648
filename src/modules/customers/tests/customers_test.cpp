// Use cases of customers and assets on a database in memory; the proof of erasure.
// Owns the cases.
#include "modules/customers/customers.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "catalog_migrations.h"
#include "customers_migrations.h"
#include "modules/customers/customers_events.h"
#include "platform/http/store.h"
#include "platform/module/module.h"
#include "platform/testing/room.h"

namespace manyi::customers {
namespace {

struct CustomersTest : testing::TestWithParam<db::Dialect> {
  Room room{{catalog_migrations(), customers_migrations()}, GetParam()};
  catalog::Catalog catalog{room.events};
  Customers customers{room.events, catalog, room.search};

  Result<Customer> add(const std::string& name, const std::string& phone) {
    CreateCustomer in;
    in.name = name;
    in.phone = phone;
    in.note = "愿意周末上门";
    in.contacts = {{"郑晓月", "15900001111", "妻子"}};
    return room.write([&](db::Tx& tx) { return customers.create(tx, room.boss, in); });
  }
  Result<Asset> register_asset(const std::string& serial, std::optional<CustomerId> owner = {}) {
    CreateAsset in;
    in.serial_no = serial;
    in.customer_id = owner;
    return room.write([&](db::Tx& tx) { return customers.create_asset(tx, room.boss, in); });
  }
  Result<Customer> get(const Caller& caller, CustomerId id) {
    return room.read([&](db::ReadTx& tx) { return customers.get(tx, caller, id); });
  }
  std::vector<CustomerId> find(const std::string& q) {
    ListCustomers in;
    in.q = q;
    const auto page = room.read([&](db::ReadTx& tx) { return customers.list(tx, room.boss, in); });
    std::vector<CustomerId> ids;
    for (const auto& item : page->items) ids.push_back(item.id);
    return ids;
  }
};
INSTANTIATE_TEST_SUITE_P(Databases, CustomersTest, testing::ValuesIn(db::test_dialects()), [](const auto& p) {
  return p.param == db::Dialect::kSqlite ? "Sqlite" : "Postgres";
});

TEST_P(CustomersTest, WithoutPermissionNamesAndNumbersAreMasked) {
  const auto customer = add("罗敏华", "138 1234 6621");
  ASSERT_TRUE(customer.ok());
  EXPECT_EQ(customer->phone, "138 1234 6621");
  const auto masked = get(room.caller(Role::kPartsKeeper), customer->id);
  ASSERT_TRUE(masked.ok());
  EXPECT_TRUE(masked->masked);
  EXPECT_EQ(masked->name, "罗*");
  EXPECT_EQ(masked->note, "");
  EXPECT_EQ(masked->contacts[0].name, "郑*");
  EXPECT_EQ(masked->contacts[0].phone, "159****1111");
  EXPECT_FALSE(get(room.caller(Role::kInfoClerk), customer->id)->masked);
}

TEST_P(CustomersTest, ATechnicianSeesOnlyWhomHeServes) {
  const auto served = add("罗敏华", "13812346621"), other = add("王大强", "13900002222");
  customers.answer_serves([&](db::ReadTx&, const Caller&, CustomerId id) { return id == served->id; });
  const Caller technician = room.caller(Role::kTechnician);
  EXPECT_FALSE(get(technician, served->id)->masked);
  EXPECT_TRUE(get(technician, other->id)->masked);
}

TEST_P(CustomersTest, OutsidersReachNobody) {
  const auto customer = add("罗敏华", "13812346621");
  Caller dealer = room.boss;
  dealer.scope = Scope::kDealer;
  dealer.dealer_id = 5;
  EXPECT_EQ(get(dealer, customer->id).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(get(Caller::system(TenantId(9)), customer->id).error().code, ErrorCode::kNotFound);
}

TEST_P(CustomersTest, IsFoundByNameNumberAndTailOfTheNumber) {
  const auto customer = add("罗敏华", "138-1234-6621");
  ASSERT_TRUE(add("王大强", "13900002222").ok());
  for (const auto* q : {"敏华", "13812346621", "6621", "晓月", "1111"}) {
    const auto ids = find(q);
    EXPECT_TRUE(std::ranges::find(ids, customer->id) != ids.end()) << q;
  }
  EXPECT_EQ(find("6621").size(), 1u);
}

TEST_P(CustomersTest, ABadPhoneIsRefusedAtItsPlace) {
  CreateCustomer in;
  in.name = "罗敏华";
  in.contacts = {{"郑晓月", "call her", {}}};
  const auto made = room.write([&](db::Tx& tx) { return customers.create(tx, room.boss, in); });
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().fields[0].pointer, "/contacts/0/phone");
  EXPECT_TRUE(room.published().empty());
}

TEST_P(CustomersTest, AnOldVersionIsStale) {
  const auto customer = add("罗敏华", "13812346621");
  ChangeCustomer in;
  in.id = customer->id;
  in.if_match = 1;
  in.phone = "13812340000";
  ASSERT_TRUE(room.write([&](db::Tx& tx) { return customers.change(tx, room.boss, in); }).ok());
  EXPECT_EQ(room.write([&](db::Tx& tx) { return customers.change(tx, room.boss, in); }).error().code,
            ErrorCode::kStale);
  EXPECT_TRUE(find("13812346621").empty());
  EXPECT_EQ(find("13812340000").size(), 1u);
}

TEST_P(CustomersTest, EnsureFindsByPhoneInAnySpelling) {
  const auto ensure = [&](const std::string& name, const std::string& phone) {
    return *room.write([&](db::Tx& tx) {
      return customers.ensure_customer(tx, room.boss, {CustomerKind::kIndividual, name, phone, {}});
    });
  };
  const auto first = ensure("罗敏华", "138 1234 6621");
  EXPECT_EQ(ensure("罗小姐", "+86-13812346621"), first);
  EXPECT_NE(ensure("罗敏华", "13900002222"), first);
  const auto nameless = ensure("Cardiff Library", "");
  EXPECT_EQ(ensure("cardiff  library", ""), nameless);
}

TEST_P(CustomersTest, EnsureContactAddsOnce) {
  const auto customer = add("罗敏华", "13812346621");
  const auto ensure = [&](std::string_view name, std::string_view phone) {
    return *room.write(
        [&](db::Tx& tx) { return customers.ensure_contact(tx, room.boss, customer->id, name, phone); });
  };
  const auto first = ensure("孙工", "13700003333");
  EXPECT_EQ(ensure("孙师傅", "137-0000-3333"), first);
  EXPECT_EQ(ensure("孙工", ""), first);
  EXPECT_NE(ensure("李工", "13700004444"), first);
}

// ---- erasure ----------------------------------------------------------------------------------------

TEST_P(CustomersTest, AnErasedPersonIsNowhereAndTheJournalStillVerifies) {
  const auto customer = add("罗敏华", "13812346621");
  const auto asset = register_asset("PF2K9X7L", customer->id);
  ASSERT_TRUE(asset.ok());
  // A first answer that shows him, as kept for repeated requests.
  ASSERT_TRUE(room.write([&](db::Tx& tx) -> Result<void> {
                    http::Response answer;
                    answer.body = to_json(*customer);
                    return http::keep_first_answer(tx, room.tenant, room.boss.user, "key-1", "fingerprint",
                                                   answer);
                  })
                  .ok());
  const auto before = room.published();
  const Module module = make_module(customers);
  module.subscriptions(room.events);
  module.jobs(room.jobs);
  const bool sqlite = GetParam() == db::Dialect::kSqlite;
  const std::vector<std::string> traces = {"罗敏华", "敏华", "罗敏",        "13812346621", "6621", "1234662",
                                           "郑晓月", "晓月", "15900001111", "妻子",        "周末"};
  if (sqlite) {
    ASSERT_NE(room.all_text().find("罗敏华"), std::string::npos) << "the scan sees what is there";
  }

  int reactions = 0;
  room.events.on<PersonErased>(
      journal::ReactionKind::kInvariant, "test.erased",
      [&](db::Tx&, const journal::Actor&, const PersonErased& event) -> Result<void> {
        reactions += event.customer == customer->id;
        return {};
      });
  const auto erased = room.write([&](db::Tx& tx) {
    return customers.erase(tx, room.boss, {customer->id, {}});
  });
  ASSERT_TRUE(erased.ok());
  EXPECT_EQ(erased->state, CustomerState::kErased);
  EXPECT_TRUE(erased->do_not_call);
  EXPECT_EQ(reactions, 1);
  for (int i = 0; i < 100 && room.jobs.run_due() > 0; ++i) room.clock.advance(kSecond);

  if (sqlite) {
    const std::string everything = room.all_text();
    for (const auto& trace : traces) EXPECT_EQ(everything.find(trace), std::string::npos) << trace;
  }
  for (const auto* q : {"罗敏华", "13812346621", "6621"}) EXPECT_TRUE(find(q).empty()) << q;

  // The journal lost nothing, and what it had is as it was.
  const auto after = room.published();
  ASSERT_EQ(after.size(), before.size() + 1);
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_EQ(after[i].hash, before[i].hash);
  EXPECT_TRUE(room.read([&](db::ReadTx& tx) { return room.journal->verify(tx, room.tenant); }).ok());

  // The device keeps its history, without a name.
  const auto kept = room.read([&](db::ReadTx& tx) { return customers.get_asset(tx, room.boss, asset->id); });
  EXPECT_EQ(kept->customer_id, customer->id);
  EXPECT_EQ(kept->customer_name, "");
}

TEST_P(CustomersTest, ErasingTwiceChangesNothingMore) {
  const auto customer = add("罗敏华", "13812346621");
  const auto erase = [&] {
    return room.write([&](db::Tx& tx) { return customers.erase(tx, room.boss, {customer->id, {}}); });
  };
  const auto version = erase()->version;
  EXPECT_EQ(erase()->version, version);
  EXPECT_EQ(room.published<PersonErased>().size(), 1u);
  ChangeCustomer in;
  in.id = customer->id;
  in.name = "罗敏华";
  EXPECT_EQ(room.write([&](db::Tx& tx) { return customers.change(tx, room.boss, in); }).error().key,
            "customer.erased");
}

TEST_P(CustomersTest, TheJournalHoldsACommitmentAndNoPerson) {
  ASSERT_TRUE(add("罗敏华", "13812346621").ok());
  ASSERT_TRUE(add("罗敏华", "13812346621").ok());
  const auto created = room.published<CustomerCreated>();
  ASSERT_EQ(created.size(), 2u);
  EXPECT_EQ(created[0].data.text.find("罗"), std::string::npos);
  const auto commitment = [](const journal::Entry& entry) {
    return from_json<CustomerCreated>(entry.data.text)->commitment;
  };
  EXPECT_EQ(commitment(created[0]).size(), 64u);
  EXPECT_NE(commitment(created[0]), commitment(created[1]))
      << "equal persons cannot be told by their commitments";
}

// ---- assets -----------------------------------------------------------------------------------------

TEST_P(CustomersTest, ASerialNumberNamesOneDeviceInAnySpelling) {
  const auto asset = register_asset("PF2K-9X7L");
  ASSERT_TRUE(asset.ok());
  EXPECT_EQ(register_asset("pf2k9x7l").error().key, "asset.serial_taken");
  EXPECT_EQ(register_asset("N/A").error().fields[0].pointer, "/serial_no");
  const auto found = room.read([&](db::ReadTx& tx) { return customers.lookup(tx, room.boss, "pf2k 9x7l"); });
  EXPECT_EQ(found->id, asset->id);
  EXPECT_EQ(
      room.read([&](db::ReadTx& tx) { return customers.lookup(tx, room.boss, "PF2K9X7M"); }).error().code,
      ErrorCode::kNotFound);
}

TEST_P(CustomersTest, ANewOwnerIsAddedToTheHistory) {
  const auto first = add("罗敏华", "13812346621"), second = add("王大强", "13900002222");
  const auto asset = register_asset("PF2K9X7L", first->id);
  room.clock.advance(kDay);
  ChangeAsset in;
  in.id = asset->id;
  in.customer_id = second->id;
  ASSERT_TRUE(room.write([&](db::Tx& tx) { return customers.change_asset(tx, room.boss, in); }).ok());
  ASSERT_TRUE(room.write([&](db::Tx& tx) { return customers.change_asset(tx, room.boss, in); }).ok());
  const auto owners = room.read([&](db::ReadTx& tx) { return customers.owners(tx, room.tenant, asset->id); });
  ASSERT_EQ(owners.size(), 2u);
  EXPECT_EQ(owners[0].customer_id, first->id);
  EXPECT_EQ(owners[1].customer_id, second->id);
  EXPECT_EQ(owners[1].since, owners[0].since + kDay);
}

TEST_P(CustomersTest, EnsureAssetFillsWhatWasUnknownAndKeepsWhatWasKnown) {
  const auto model = *room.write([&](db::Tx& tx) -> Result<catalog::ModelId> {
    MANYI_TRY(const auto lenovo, catalog.resolve_manufacturer(tx, room.boss, "Lenovo"));
    MANYI_TRY(const auto notebook, catalog.resolve_product_line(tx, room.boss, lenovo, "Notebook"));
    return catalog.resolve_model(tx, room.boss, notebook, "X1");
  });
  const auto ensure = [&](EnsureAsset in) {
    return *room.write([&](db::Tx& tx) { return customers.ensure_asset(tx, room.boss, in); });
  };
  const auto id =
      ensure({.serial_no = "PF2K9X7L", .model_id = {}, .customer_id = {}, .sold_on = Date::of(2025, 3, 1)});
  EXPECT_EQ(
      ensure(
          {.serial_no = "pf2k 9x7l", .model_id = model, .customer_id = {}, .sold_on = Date::of(2026, 1, 1)}),
      id);
  const auto asset = room.read([&](db::ReadTx& tx) { return customers.get_asset(tx, room.boss, id); });
  EXPECT_EQ(asset->model_name, "X1");
  EXPECT_EQ(asset->manufacturer_name, "Lenovo");
  EXPECT_EQ(asset->sold_on, Date::of(2025, 3, 1));
  const auto version = asset->version;
  ensure({.serial_no = "PF2K9X7L", .model_id = model, .customer_id = {}, .sold_on = {}});
  EXPECT_EQ(room.read([&](db::ReadTx& tx) { return customers.get_asset(tx, room.boss, id); })->version,
            version);
}

TEST_P(CustomersTest, EnsureAssetEntersTheCoverThatCameWithTheDeviceOnce) {
  const auto dealer = add("城西数码专营店", "0571-55500109");
  EnsureAsset in;
  in.serial_no = "PF2K9X7L";
  in.sold_on = Date::of(2025, 3, 1);
  in.dealer_id = dealer->id;
  in.cover = {EntitlementSource::kManufacturer, *Date::of(2025, 3, 1), *Date::of(2028, 2, 29), true};
  const auto ensure = [&] {
    return room.write([&](db::Tx& tx) { return customers.ensure_asset(tx, room.boss, in); });
  };
  const auto id = *ensure();
  EXPECT_EQ(*ensure(), id);
  const auto asset = room.read([&](db::ReadTx& tx) { return customers.get_asset(tx, room.boss, id); });
  EXPECT_EQ(asset->dealer_id, dealer->id);
  ASSERT_EQ(asset->entitlements.size(), 1u);
  EXPECT_TRUE(asset->entitlements[0].covers_onsite);
  const auto on = [&](const char* day) {
    return room.read(
        [&](db::ReadTx& tx) { return customers.warranty_on(tx, room.tenant, id, *Date::parse(day)); });
  };
  EXPECT_EQ(on("2028-02-29").warranty, Warranty::kInWarranty);
  EXPECT_EQ(on("2028-03-01").warranty, Warranty::kOutOfWarranty);
  in.serial_no = "PF2K9X7M";
  in.cover->ends_on = *Date::of(2025, 2, 1);
  EXPECT_EQ(ensure().error().fields.at(0).pointer, "/cover/ends_on");
}

TEST_P(CustomersTest, RepairsAreCountedAndNeverNegative) {
  const auto asset = register_asset("PF2K9X7L");
  const auto bump = [&](int by) {
    return room.write([&](db::Tx& tx) { return customers.bump_repair_count(tx, room.boss, asset->id, by); });
  };
  ASSERT_TRUE(bump(1).ok());
  ASSERT_TRUE(bump(1).ok());
  EXPECT_EQ(
      room.read([&](db::ReadTx& tx) { return customers.get_asset(tx, room.boss, asset->id); })->repair_count,
      2);
  ASSERT_TRUE(bump(-5).ok());
  EXPECT_EQ(
      room.read([&](db::ReadTx& tx) { return customers.get_asset(tx, room.boss, asset->id); })->repair_count,
      0);
}

TEST_P(CustomersTest, WarrantyIsDecidedByItsEntitlements) {
  const auto asset = register_asset("PF2K9X7L");
  AddEntitlement in;
  in.id = asset->id;
  in.starts_on = *Date::of(2025, 3, 1);
  in.ends_on = *Date::of(2025, 2, 1);
  EXPECT_EQ(room.write([&](db::Tx& tx) { return customers.add_entitlement(tx, room.boss, in); })
                .error()
                .fields[0]
                .pointer,
            "/ends_on");
  in.ends_on = *Date::of(2026, 2, 28);
  const auto covered = room.write([&](db::Tx& tx) { return customers.add_entitlement(tx, room.boss, in); });
  ASSERT_EQ(covered->entitlements.size(), 1u);
  const auto on = [&](Date date) {
    return room.read([&](db::ReadTx& tx) { return customers.warranty_on(tx, room.tenant, asset->id, date); });
  };
  EXPECT_EQ(on(*Date::of(2026, 2, 28)).warranty, Warranty::kInWarranty);
  EXPECT_EQ(on(*Date::of(2026, 3, 1)).warranty, Warranty::kOutOfWarranty);
}

TEST_P(CustomersTest, ADealerReachesTheDevicesHeSold) {
  CreateCustomer shop;
  shop.kind = CustomerKind::kDealer;
  shop.name = "观前电脑";
  const auto dealer = room.write([&](db::Tx& tx) { return customers.create(tx, room.boss, shop); });
  CreateAsset in;
  in.serial_no = "AAA111";
  in.dealer_id = dealer->id;
  const auto sold = room.write([&](db::Tx& tx) { return customers.create_asset(tx, room.boss, in); });
  const auto other = register_asset("BBB222");
  Caller caller = room.caller(Role::kDealer);
  caller.dealer_id = dealer->id.value();
  EXPECT_TRUE(room.read([&](db::ReadTx& tx) { return customers.get_asset(tx, caller, sold->id); }).ok());
  EXPECT_EQ(
      room.read([&](db::ReadTx& tx) { return customers.get_asset(tx, caller, other->id); }).error().code,
      ErrorCode::kNotFound);
  const auto page = room.read([&](db::ReadTx& tx) { return customers.list_assets(tx, caller, {}); });
  ASSERT_EQ(page->items.size(), 1u);
  EXPECT_EQ(page->items[0].id, sold->id);
}

TEST_P(CustomersTest, DevicesAreListedByOwnerAndBeginningOfTheSerialNumber) {
  const auto owner = add("罗敏华", "13812346621");
  ASSERT_TRUE(register_asset("PF2K9X7L", owner->id).ok());
  ASSERT_TRUE(register_asset("PF2K0000A").ok());
  ASSERT_TRUE(register_asset("ZZ99").ok());
  const auto count = [&](ListAssets in) {
    return room.read([&](db::ReadTx& tx) { return customers.list_assets(tx, room.boss, in); })->items.size();
  };
  ListAssets in;
  EXPECT_EQ(count(in), 3u);
  in.customer_id = owner->id;
  EXPECT_EQ(count(in), 1u);
  in = {};
  in.q = "pf2k";
  EXPECT_EQ(count(in), 2u);
  in.state = AssetState::kInUse;
  EXPECT_EQ(count(in), 1u);
}

}  // namespace
}  // namespace manyi::customers
