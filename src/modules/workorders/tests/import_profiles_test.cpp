// Files become work orders: the general profile, and the real Open Repair files beside the checkout.
// Owns no data; expected counts of the real files were taken with Python's csv module.
#include "modules/workorders/import_profiles.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "catalog_migrations.h"
#include "customers_migrations.h"
#include "identity_migrations.h"
#include "imports_migrations.h"
#include "modules/catalog/catalog.h"
#include "modules/customers/customers.h"
#include "modules/identity/identity.h"
#include "modules/org/org.h"
#include "modules/workorders/workorders.h"
#include "org_migrations.h"
#include "platform/imports/command.h"
#include "platform/testing/room.h"
#include "workorders_migrations.h"

namespace manyi::workorders {
namespace {

struct Counted {
  std::string name;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(Counted, (), (name, count))

class ImportProfiles : public testing::Test {
 protected:
  ImportProfiles() {
    std::string name = (std::filesystem::temp_directory_path() / "manyi-orders-XXXXXX").string();
    folder = mkdtemp(name.data());
    add_import_profiles(profiles, {orders, org, catalog, customers});
    imports =
        *imports::Imports::create({*room.database, room.events, room.jobs, profiles, folder / "files",
                                   [](db::ReadTx&, TenantId) { return *TimeZone::find("Asia/Shanghai"); }});
  }
  ~ImportProfiles() override { std::filesystem::remove_all(folder); }

  struct Ran {
    int exit = 0;
    std::string out, err;
    std::int64_t operator[](std::string_view key) const {
      const auto document = JsonDocument::parse(out);
      return document && document->root().find(key) ? document->root().find(key)->integer().value_or(-1) : -1;
    }
    std::string text(std::string_view key) const {
      const auto document = JsonDocument::parse(out);
      const auto value = document ? document->root().find(key) : std::nullopt;
      return value && value->kind() == JsonKind::kText ? std::string(value->text()) : "";
    }
  };
  Ran run(imports::ImportCommand command) {
    command.json = true;
    std::ostringstream out, err;
    const int exit = imports::run_import(command, *imports, *room.database, room.boss, {out, err, false});
    return {exit, out.str(), err.str()};
  }
  std::filesystem::path file(const std::string& text) {
    std::ofstream(folder / "orders.csv", std::ios::binary) << text;
    return folder / "orders.csv";
  }
  std::map<std::string, std::int64_t> count_by(const std::string& column,
                                               const std::string& where = "1 = 1") {
    std::map<std::string, std::int64_t> counts;
    room.read([&](db::ReadTx& tx) {
      for (const auto& row : tx.all<Counted>(
               "select " + column + ", count(*) from workorders_work_orders where tenant_id = :t and " +
                   where + " group by " + column,
               room.tenant))
        counts[row.name] = row.count;
    });
    return counts;
  }
  WorkOrder only_order() {
    const auto page = room.read([&](db::ReadTx& tx) { return orders.list(tx, room.boss, {}); });
    EXPECT_TRUE(page.ok());
    EXPECT_EQ(page->items.size(), 1u);
    auto order = room.read([&](db::ReadTx& tx) { return orders.get(tx, room.boss, page->items.at(0).id); });
    EXPECT_TRUE(order.ok());
    return *order;
  }
  static std::filesystem::path real(const std::string& place) {
    return std::filesystem::path(MANYI_SOURCE_DIR) / "../shared/data/open_repair" /
           ("OpenRepairData_v0.3_RepairCafe" + place + "_202507.csv");
  }

  Room room{{identity_migrations(), org_migrations(), catalog_migrations(), customers_migrations(),
             workorders_migrations(), imports_migrations()}};
  auth::LoginCache cache{room.clock};
  auth::LoginThrottle throttle{room.clock};
  auth::Csrf csrf{auth::Csrf::Key{}};
  identity::Identity identity{room.events, {cache, throttle, csrf}};
  org::Org org{room.events, room.search};
  catalog::Catalog catalog{room.events};
  customers::Customers customers{room.events, catalog, room.search};
  WorkOrders orders{{room.events, org, catalog, customers, identity, room.search}};
  imports::Profiles profiles;
  std::filesystem::path folder;
  std::unique_ptr<imports::Imports> imports;
};

constexpr std::string_view kOpenRepairHeader =
    "id,data_provider,country,partner_product_category,product_category,product_category_id,brand,year_of_"
    "manufacture,"
    "product_age,repair_status,repair_barrier_if_end_of_life,group_identifier,event_date,problem\n";

TEST_F(ImportProfiles, OpenRepairRowBecomesAClosedOrderOfThatDay) {
  const auto ran = run({.profile = "open-repair",
                        .file = file(std::string(kOpenRepairHeader) +
                                     "rcx_1,RC X,GBR,Electrical ~ Iron,Iron,40,Unknown,2010,7.5,End of "
                                     "life,Spare parts not available,Cardiff "
                                     "Cathays,2017-04-01,\"-no heat, \"\"at all\"\"\"\n")});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran["imported"], 1);
  const auto order = only_order();
  EXPECT_EQ(order.source, "open-repair");
  EXPECT_EQ(order.source_id, "rcx_1");
  EXPECT_EQ(order.site_name, "Cardiff Cathays");
  EXPECT_EQ(order.state, WorkOrderState::kClosed);
  EXPECT_EQ(order.outcome, Outcome::kUnrepairable);
  EXPECT_EQ(order.outcome_barrier, "Spare parts not available");
  EXPECT_EQ(order.category, "Iron");
  EXPECT_EQ(order.brand, "");
  EXPECT_EQ(order.age_years, 7.5);
  EXPECT_EQ(order.symptom_text, "-no heat, \"at all\"");
  EXPECT_EQ(order.date_precision, DatePrecision::kDay);
  EXPECT_EQ(order.closed_at, Instant::parse("2017-04-01T00:00:00+08:00"));
  EXPECT_EQ(
      order.attributes.text,
      R"({"country":"GBR","data_provider":"RC X","partner_product_category":"Electrical ~ Iron","product_category_id":"40","year_of_manufacture":"2010"})");
}

TEST_F(ImportProfiles, ChangedOpenRepairRowUpdatesAndUndoRestores) {
  const std::string row = "rcx_1,RC X,GBR,Iron,Iron,40,Philips,,,Repairable,,Penarth,2017-04-01,cold\n";
  const auto first = run({.profile = "open-repair", .file = file(std::string(kOpenRepairHeader) + row)});
  EXPECT_EQ(run({.profile = "open-repair", .file = file(std::string(kOpenRepairHeader) + row)})["unchanged"],
            1);
  std::string changed = row;
  changed.replace(changed.find("Repairable"), 10, "Fixed");
  const auto second = run({.profile = "open-repair", .file = file(std::string(kOpenRepairHeader) + changed)});
  EXPECT_EQ(second["updated"], 1);
  EXPECT_EQ(only_order().outcome, Outcome::kRepaired);
  EXPECT_EQ(run({.undo = second.text("import")}).exit, 0);
  EXPECT_EQ(only_order().outcome, Outcome::kRepairable);
}

TEST_F(ImportProfiles, ImportedOrderThatSomebodyTouchedIsNotTakenBack) {
  const auto ran =
      run({.profile = "open-repair",
           .file = file(std::string(kOpenRepairHeader) +
                        "rcx_1,RC X,GBR,Iron,Iron,40,Philips,,,Repairable,,Penarth,2017-04-01,cold\n")});
  const auto id = only_order().id;
  ASSERT_TRUE(room.write([&](db::Tx& tx) {
    ReopenWorkOrder reopen;
    reopen.id = id;
    reopen.note = "back again";
    return orders.reopen(tx, room.boss, reopen);
  }));
  EXPECT_EQ(run({.undo = ran.text("import")}).text("error"), "import_touched");
  EXPECT_EQ(only_order().id, id);
}

TEST_F(ImportProfiles, ChineseFileInGb18030IsMappedByItsHeaders) {
  // 工单号,服务站,服务方式,序列号,厂家,产品线,型号,客户,电话,受理时间,取机时间,保修,结果,颜色 and one row, as GB18030
  const std::string utf8 =
      "工单号,服务站,服务方式,序列号,厂家,产品线,型号,客户,电话,受理时间,取机时间,保修,结果,颜色\n"
      "G1,浦东站,送修,SN-0042,海尔,空调,KFR-35,张三,13800138000,2026/3/1 9:05,2026/3/2 "
      "17:30,保内,已修复,白\n";
  {
    // The system's converter in the other direction, so that the test holds readable text.
    const auto in = folder / "utf8.csv";
    std::ofstream(in, std::ios::binary) << utf8;
    ASSERT_EQ(
        std::system(
            ("iconv -f UTF-8 -t GB18030 " + in.string() + " > " + (folder / "gb.csv").string()).c_str()),
        0);
  }
  const auto ran = run({.profile = "work-orders", .file = folder / "gb.csv"});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  const auto order = only_order();
  EXPECT_EQ(order.source_id, "G1");
  EXPECT_EQ(order.site_name, "浦东站");
  EXPECT_EQ(order.serial_no, "SN-0042");
  EXPECT_EQ(order.manufacturer_name, "海尔");
  EXPECT_EQ(order.model_name, "KFR-35");
  EXPECT_EQ(order.customer_name, "张三");
  EXPECT_EQ(order.warranty, Warranty::kInWarranty);
  EXPECT_EQ(order.outcome, Outcome::kRepaired);
  EXPECT_EQ(order.date_precision, DatePrecision::kInstant);
  EXPECT_EQ(order.accepted_at, Instant::parse("2026-03-01T09:05:00+08:00"));
  EXPECT_EQ(order.delivered_at, Instant::parse("2026-03-02T17:30:00+08:00"));
  EXPECT_EQ(order.attributes.text, R"({"颜色":"白"})");
}

TEST_F(ImportProfiles, TemplatesMapThemselvesWithoutARemainder) {
  for (const auto* name : {"work-orders-zh.csv", "work-orders-en.csv"}) {
    const auto path = std::filesystem::path(MANYI_SOURCE_DIR) / "examples/templates" / name;
    const auto received = imports->receive("work-orders", path, name, {}, {});
    ASSERT_TRUE(received.ok()) << name;
    EXPECT_EQ(received->mapping.columns.size(), received->detected.header.size()) << name;
    EXPECT_EQ(run({.profile = "work-orders", .file = path, .dry_run = true})["imported"], 2) << name;
  }
}

TEST_F(ImportProfiles, TimesBeforeTheJobCameInAreRejected) {
  const auto ran =
      run({.profile = "work-orders",
           .file = file("id,site,accepted at,closed "
                        "at\n1,A,2026-03-02,2026-03-01\n2,A,,2026-03-01\n3,A,2026-03-02,2026-03-03\n")});
  EXPECT_EQ(ran["rejected"], 2);
  EXPECT_EQ(ran["imported"], 1);
}

TEST_F(ImportProfiles, DeviceRepairEventsBecomeOneOrderPerCase) {
  // Two cases interleaved, one without service point and answer, one that cannot be read.
  const auto ran = run({.profile = "device-repair",
                        .file = file("CASE_ID;ACTIVITY;TIMESTAMP;DEVICETYPE;SERVICEPOINT;REPAIR_IN_TIME_5D\n"
                                     "17;Creation;01.03.2017 09:00;Phone;E;true\n"
                                     "18;Creation;02.03.2017 10:00;Tablet;;\n"
                                     "17;Repair;02.03.2017 12:30;Phone;E;true\n"
                                     "17;StockEntry;03.03.2017 08:00;Phone;E;true\n"
                                     "17;StatusRequest;03.03.2017 09:00;Phone;E;true\n"
                                     "17;StatusRequest;03.03.2017 10:00;Phone;E;true\n"
                                     "17;InDelivery;03.03.2017 11:00;Phone;E;true\n"
                                     "18;StatusRequest;20.03.2017 10:00;Tablet;;\n"
                                     "18;Letter;25.03.2017 10:00;Tablet;;\n"
                                     "17;Completed;04.03.2017 09:30;Phone;E;true\n"
                                     "19;Creation;soon;Phone;E;false\n")});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran["read"], 3);
  EXPECT_EQ(ran["imported"], 2);
  EXPECT_EQ(ran["rejected"], 1);
  std::ifstream rejects(ran.text("rejects_file"));
  const std::string rejected{std::istreambuf_iterator<char>(rejects), {}};
  EXPECT_NE(rejected.find("The event in line 12 has the time stamp 'soon', which is no time."),
            std::string::npos)
      << rejected;
  std::map<std::string, WorkOrder> found;
  const auto page = room.read([&](db::ReadTx& tx) { return orders.list(tx, room.boss, {}); });
  ASSERT_TRUE(page.ok());
  for (const auto& row : page->items) {
    auto order = room.read([&](db::ReadTx& tx) { return orders.get(tx, room.boss, row.id); });
    ASSERT_TRUE(order.ok());
    found[order->source_id] = *order;
  }
  ASSERT_EQ(found.size(), 2u);
  const WorkOrder& finished = found["17"];
  EXPECT_EQ(finished.site_name, "E");
  EXPECT_EQ(finished.category, "Phone");
  EXPECT_EQ(finished.state, WorkOrderState::kClosed);
  EXPECT_EQ(finished.accepted_at, Instant::parse("2017-03-01T01:00:00Z"));  // nine in Shanghai
  EXPECT_EQ(finished.delivered_at, Instant::parse("2017-03-04T01:30:00Z"));
  EXPECT_NE(finished.attributes.text.find("\"REPAIR_IN_TIME_5D\":\"true\""), std::string::npos)
      << finished.attributes.text;
  EXPECT_EQ(found["18"].site_name, "未注明服务点");
  EXPECT_FALSE(found["18"].delivered_at) << "a letter completes nothing";
  EXPECT_NE(found["18"].state, WorkOrderState::kClosed);
  EXPECT_EQ(found["18"].attributes.text.find("REPAIR_IN_TIME_5D"), std::string::npos);
  const auto again = run({.profile = "device-repair", .file = folder / "orders.csv"});
  EXPECT_EQ(again["unchanged"], 2) << again.err;
}

TEST_F(ImportProfiles, DeviceRepairEventsMayComeInAnotherOrderOfColumns) {
  const auto ran = run({.profile = "device-repair",
                        .file = file("case_id;activity;timestamp;repair_in_time_5d;devicetype;servicepoint\n"
                                     "1;Creation;2017-03-01 09:00:00;True;Phone;E\n"
                                     "1;Completed;2017-03-02 09:00:00;True;Phone;E\n"
                                     "2;Creation;2017-03-01 09:00:00;;Phone;\n")});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran["imported"], 2);
}

TEST_F(ImportProfiles, RealWalesFileWithCountsByOtherMeans) {
  if (!std::filesystem::exists(real("Wales"))) GTEST_SKIP() << "no ../shared/data beside the checkout";
  const auto ran = run({.profile = "open-repair", .file = real("Wales")});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran["read"], 20190);
  EXPECT_EQ(ran["imported"], 20190);
  EXPECT_EQ(ran["rejected"], 0);
  EXPECT_EQ(count_by("outcome"),
            (std::map<std::string, std::int64_t>{
                {"repaired", 10474}, {"repairable", 3808}, {"unrepairable", 4001}, {"unknown", 1907}}));
  EXPECT_EQ(count_by("site_id").size(), 189u);
  EXPECT_EQ(count_by("brand")[""], 5433);
  EXPECT_EQ(count_by("brand")["Dyson"], 558);
  EXPECT_EQ(count_by("outcome_barrier")["Item too worn out"], 1650);
  EXPECT_EQ(count_by("date_precision"), (std::map<std::string, std::int64_t>{{"day", 20190}}));
  const auto cathays =
      count_by("outcome", "site_id = (select id from org_sites where name = 'Cardiff Cathays')");
  EXPECT_EQ(cathays, (std::map<std::string, std::int64_t>{
                         {"repaired", 226}, {"repairable", 102}, {"unrepairable", 89}, {"unknown", 69}}));
  EXPECT_EQ(run({.profile = "open-repair", .file = real("Wales")})["unchanged"], 20190);
}

TEST_F(ImportProfiles, RealTorontoFileComesAndGoesWithoutATrace) {
  if (!std::filesystem::exists(real("Toronto"))) GTEST_SKIP() << "no ../shared/data beside the checkout";
  EXPECT_EQ(run({.profile = "open-repair", .file = real("Toronto"), .dry_run = true})["imported"], 5567);
  EXPECT_TRUE(count_by("outcome").empty());
  const auto ran = run({.profile = "open-repair", .file = real("Toronto")});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran["imported"], 5567);
  EXPECT_EQ(count_by("outcome"),
            (std::map<std::string, std::int64_t>{
                {"repaired", 1132}, {"repairable", 227}, {"unrepairable", 469}, {"unknown", 3739}}));
  EXPECT_EQ(run({.undo = ran.text("import")}).exit, 0);
  EXPECT_TRUE(count_by("outcome").empty());
}

}  // namespace
}  // namespace manyi::workorders
