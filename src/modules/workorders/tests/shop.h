// A company in a room: every module below, two sites, two technicians, and work orders.
// Owns the short ways to orders in each state that the tests begin with.
#pragma once

#include <gtest/gtest.h>

#include "catalog_migrations.h"
#include "customers_migrations.h"
#include "identity_migrations.h"
#include "modules/catalog/catalog.h"
#include "modules/customers/customers.h"
#include "modules/identity/identity.h"
#include "modules/org/org.h"
#include "modules/workorders/workorders.h"
#include "modules/workorders/workorders_events.h"
#include "org_migrations.h"
#include "platform/module/module.h"
#include "platform/testing/room.h"
#include "workorders_migrations.h"

namespace manyi::workorders {

struct Shop : Room {
  /// \param above migrations of the modules above, whose tests begin here too
  explicit Shop(db::Dialect dialect = db::Dialect::kSqlite, std::vector<db::MigrationSet> above = {})
      : Room(with_below(std::move(above)), dialect) {
    make_module(orders).subscriptions(events);
    customers.answer_serves([this](db::ReadTx& tx, const Caller& asking, customers::CustomerId id) {
      return orders.serves(tx, asking, id);
    });
    clock.set(*Instant::parse("2026-03-09T02:00:00Z"));  // Monday, 10:00 in Hangzhou
    must([&](db::Tx& tx) -> Result<void> {
      MANYI_TRY(const auto calendar,
                org.create_calendar(tx, boss, {"week", "周一至周五", {}, {}, std::nullopt}));
      const auto open_site = [&](const char* code, const char* name) -> Result<SiteId> {
        org::CreateSite in;
        in.code = code;
        in.name = name;
        in.calendar_id = calendar.id;
        MANYI_TRY(const auto made, org.create_site(tx, boss, in));
        return made.id;
      };
      MANYI_TRY(site, open_site("wsl", "文三路站"));
      MANYI_TRY(other_site, open_site("bj", "滨江站"));
      const auto hire = [&](const char* no, const char* name) -> Result<EmployeeId> {
        org::CreateEmployee in;
        in.no = no;
        in.name = name;
        in.site_id = site;
        MANYI_TRY(const auto made, org.create_employee(tx, boss, in));
        return made.id;
      };
      MANYI_TRY(wang, hire("E1", "王建军"));
      MANYI_TRY(wu, hire("E2", "吴斌"));
      MANYI_TRY(maker, catalog.resolve_manufacturer(tx, boss, "联辰"));
      MANYI_TRY(const auto line, catalog.resolve_product_line(tx, boss, maker, "云帆"));
      MANYI_TRY(model, catalog.resolve_model(tx, boss, line, "云帆 14"));
      return {};
    });
    clerk = as(Role::kInfoClerk);
    technician = as(Role::kTechnician);
    technician.employee = wang;
  }

  static std::vector<db::MigrationSet> with_below(std::vector<db::MigrationSet> above) {
    std::vector<db::MigrationSet> all = {identity_migrations(), org_migrations(), catalog_migrations(),
                                         customers_migrations(), workorders_migrations()};
    for (auto& set : above) all.push_back(std::move(set));
    return all;
  }
  Caller as(Role role) const {
    Caller made = caller(role);
    made.site_ids = {site};
    return made;
  }
  void must(const std::function<Result<void>(db::Tx&)>& body) {
    const auto done = write(body);
    if (!done) ADD_FAILURE() << told(done.error());
  }
  static std::string told(const Error& error) {
    std::string all = error.key + " " + error.detail;
    for (const auto& field : error.fields) all += " " + field.pointer + " " + field.message;
    return all;
  }

  CreateWorkOrder intake(const char* serial = nullptr) const {
    CreateWorkOrder in;
    in.service_type = ServiceType::kCarryIn;
    in.site_id = site;
    in.symptom_text = "无法开机";
    in.warranty = Warranty::kInWarranty;
    in.customer =
        IntakeCustomer{.name = "罗海燕", .phone = "13957122087", .region = "杭州", .kind = std::nullopt};
    if (serial != nullptr) {
      in.serial_no = serial;
      in.model_id = model;
    }
    return in;
  }
  WorkOrder take(const CreateWorkOrder& in) {
    auto order = write([&](db::Tx& tx) { return orders.create(tx, boss, in); });
    if (!order) {
      ADD_FAILURE() << told(order.error());
      return {};
    }
    return *order;
  }
  WorkOrder step(WorkOrderId id, Transition transition) {
    auto order = write([&](db::Tx& tx) {
      return orders.move(tx, boss, transition, {id, std::nullopt, std::nullopt});
    });
    if (!order) {
      ADD_FAILURE() << enum_name(transition) << ": " << order.error().key;
      return {};
    }
    return *order;
  }
  /// A carry-in order handed back to its customer.
  WorkOrder delivered(const char* serial = "PF3KX7QD") {
    const auto order = take(intake(serial));
    using enum Transition;
    WorkOrder last = order;
    for (const auto transition :
         {kDiagnose, kStartRepair, kFinishRepair, kPassQc, kNotifyCustomer, kDeliver}) {
      clock.advance(kHour);
      last = step(order.id, transition);
    }
    return last;
  }
  WorkOrder get(WorkOrderId id) {
    return *read([&](db::ReadTx& tx) { return orders.get(tx, boss, id); });
  }
  std::vector<std::string> kinds(WorkOrderId id) {
    std::vector<std::string> all;
    for (const auto& entry : read([&](db::ReadTx& tx) {
           return journal::timeline(tx, tenant, {"work_order", id.value()}, 0, 100);
         }))
      all.push_back(entry.kind);
    return all;
  }

  auth::LoginCache cache{clock};
  auth::LoginThrottle throttle{clock};
  auth::Csrf csrf{auth::Csrf::key_from("test")};
  identity::Identity identity{events, {.cache = cache, .throttle = throttle, .csrf = csrf}};
  org::Org org{events, search};
  catalog::Catalog catalog{events};
  customers::Customers customers{events, catalog, search};
  WorkOrders orders{{events, org, catalog, customers, identity, search}};

  SiteId site, other_site;
  EmployeeId wang, wu;
  catalog::ManufacturerId maker;
  catalog::ModelId model;
  Caller clerk, technician;
};

inline std::string dialect_name(const testing::TestParamInfo<db::Dialect>& info) {
  return info.param == db::Dialect::kSqlite ? "Sqlite" : "Postgres";
}

class WorkOrdersOn : public testing::TestWithParam<db::Dialect> {
 protected:
  Shop room{GetParam()};
};

inline std::vector<std::string> pointers(const Error& error) {
  std::vector<std::string> all;
  for (const auto& field : error.fields) all.push_back(field.pointer);
  return all;
}

}  // namespace manyi::workorders
