// Erasing a person in the whole program: also what came in by a file is gone, in tables and on disk.
// Owns the search through every byte of the data folder.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "server/application.h"

namespace manyi::server {
namespace {

/// Files below `folder` that hold `text`.
std::vector<std::string> files_with(const std::filesystem::path& folder, const std::string& text) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.path().filename().string().starts_with("manyi.db")) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (bytes.find(text) != std::string::npos) found.push_back(entry.path().filename().string());
  }
  return found;
}

}  // namespace

TEST(Erasure, ImportedFilesSamplesAndRejectedRowsGoToo) {
  FakeClock clock(*Instant::parse("2026-11-23T06:00:00Z"));
  const auto folder =
      std::filesystem::temp_directory_path() / ("manyi-erasure-" + std::to_string(::getpid()));
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const auto csv = folder / "orders.csv";
  std::ofstream(csv) << "工单号,网点,受理时间,客户姓名,客户电话,序列号\r\nA1,文三路站,2026-11-01 "
                        "09:00,慕容雪见,13800138000,SNX00001\r\n"
                        "A2,文三路站,不是时间,慕容雪见,13800138000,SNX00002\r\n";
  {
    auto opened =
        Application::open({.data = (folder / "data").string(), .durability = db::Durability::kOff}, clock);
    ASSERT_TRUE(opened) << opened.error().detail;
    Application& app = **opened;
    const TenantId tenant = *app.found_tenant("main", "公司");
    const Caller boss = Caller::system(tenant);
    const auto received = app.imports().receive("work-orders", csv, "orders.csv", {}, {});
    ASSERT_TRUE(received) << received.error().detail;
    imports::ImportId id;
    ASSERT_TRUE(app.database().write(tenant, [&](db::Tx& tx) -> Result<void> {
      MANYI_TRY(const auto entered, app.imports().enter(tx, boss, *received));
      id = entered.id;
      return {};
    }));
    const auto validated = app.imports().validate(boss, id);
    ASSERT_TRUE(validated) << validated.error().detail;
    EXPECT_EQ(validated->progress.rejected, 1);
    const auto applied = app.imports().apply(boss, id);
    ASSERT_TRUE(applied) << applied.error().detail;
    EXPECT_EQ(applied->progress.imported, 1);
    EXPECT_FALSE(files_with(folder / "data", "慕容雪见").empty());

    customers::CustomerId person;
    app.database().read([&](db::ReadTx& tx) {
      const auto found = app.customers().list(
          tx, boss, {.q = "慕容雪见", .cursor = {}, .region = {}, .kind = {}, .limit = {}});
      ASSERT_TRUE(found);
      ASSERT_EQ(found->items.size(), 1u);
      person = found->items[0].id;
    });
    ASSERT_TRUE(app.database().write(tenant, [&](db::Tx& tx) -> Result<void> {
      MANYI_CHECK(app.customers().erase(tx, boss, {person, {}}));
      return {};
    }));
    app.jobs().run_due();
    EXPECT_EQ(files_with(folder / "data", "慕容雪见"), std::vector<std::string>());
    app.database().read([&](db::ReadTx& tx) {
      const auto seen = app.imports().get(tx, boss, id);
      ASSERT_TRUE(seen);
      EXPECT_EQ(to_json(*seen).find("慕容雪见"), std::string::npos) << to_json(*seen);
      const auto rejects = app.imports().rejects(tx, boss, id, {}, 50);
      ASSERT_TRUE(rejects);
      EXPECT_TRUE(rejects->items.empty());
      EXPECT_TRUE(app.journal().verify(tx, tenant).ok());
    });
  }
  std::filesystem::remove_all(folder);
}

}  // namespace manyi::server
