// Facts that hang on the records of another module are loaded anew when those change.
// Owns the proof of performance::FactSource::follows, with a made-up fact beside work orders.
#include <gtest/gtest.h>

#include "modules/performance/performance.h"
#include "server/application.h"

namespace manyi::server {
namespace {

TEST(FactSource, FollowsTheRecordsItHangsOn) {
  FakeClock clock(*Instant::parse("2026-11-23T06:00:00Z"));
  const auto folder =
      std::filesystem::temp_directory_path() / ("manyi-follows-" + std::to_string(::getpid()));
  std::filesystem::remove_all(folder);
  {
    auto opened = Application::open({.data = folder.string(), .durability = db::Durability::kOff}, clock);
    ASSERT_TRUE(opened) << opened.error().detail;
    Application& app = **opened;
    const TenantId tenant = *app.found_tenant("main", "公司");
    const Caller boss = Caller::system(tenant);
    SiteId site;
    workorders::WorkOrderId order;
    const auto write = [&](auto&& body) {
      const auto done = app.database().write(tenant, body);
      ASSERT_TRUE(done) << done.error().key << done.error().detail;
    };
    complaints::ReceiveComplaint complaint;
    write([&](db::Tx& tx) -> Result<void> {
      MANYI_TRY(site, app.org().resolve_site(tx, boss, "文三路站"));
      workorders::CreateWorkOrder in;
      in.site_id = site;
      in.symptom_text = "无法开机";
      in.category = "笔记本";
      MANYI_TRY(const auto made, app.workorders().create(tx, boss, in));
      order = made.id;
      MANYI_TRY(complaint.tracker_id, app.org().resolve_employee(tx, boss, site, "林晓"));
      complaint.work_order_id = order;
      complaint.description = "太慢";
      MANYI_CHECK(app.complaints().receive(tx, boss, complaint));
      return {};
    });

    // The same ports as the program's, with a source that counts what it is asked for.
    std::vector<std::int64_t> asked;
    performance::Ports ports = app.performance_ports();
    for (auto& source : ports.sources) {
      if (source.subject != "complaint") continue;
      source.load = [load = source.load, &asked](db::ReadTx& tx, TenantId of,
                                                 const std::vector<std::int64_t>& ids) {
        asked.insert(asked.end(), ids.begin(), ids.end());
        return load(tx, of, ids);
      };
    }
    performance::Performance performance(app.database(), ports);
    ASSERT_TRUE(performance.open());
    performance.catch_up(tenant);
    ASSERT_EQ(asked.size(), 1u);
    const std::int64_t its_id = asked[0];

    write([&](db::Tx& tx) -> Result<void> {
      workorders::AssignWorkOrder in;
      in.id = order;
      MANYI_TRY(in.technician_id, app.org().resolve_employee(tx, boss, site, "王建军"));
      MANYI_CHECK(app.workorders().assign(tx, boss, in));
      return {};
    });
    performance.catch_up(tenant);
    EXPECT_EQ(asked, (std::vector<std::int64_t>{its_id, its_id}))
        << "the order changed: its complaint is loaded again";

    write([&](db::Tx& tx) -> Result<void> {
      MANYI_CHECK(app.org().resolve_site(tx, boss, "滨江站"));
      return {};
    });
    performance.catch_up(tenant);
    EXPECT_EQ(asked.size(), 2u) << "what it does not follow leaves it alone";
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace manyi::server
