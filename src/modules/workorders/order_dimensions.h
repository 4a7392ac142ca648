// What the facts of other modules take over from the work order they belong to.
// Owns the common dimensions of all facts: their names, their order and how they are filled.
//
//   struct ComplaintFacts {                                  // in the module that has the fact
//     kpi::FactSchema schema{"complaint"};
//     workorders::OrderColumns order = workorders::OrderColumns::add(schema);
//     kpi::TimeColumn received = schema.time("received");
//   };
//   const auto orders = workorders.order_dimensions(tx, tenant, ids);
//   facts.order.set(row, orders.at(id));
//
// Such a fact goes stale with its order: say so with FactSource.follows at wiring.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/describe.h"
#include "base/id.h"
#include "base/time_zone.h"
#include "engines/kpi/facts.h"
#include "modules/catalog/catalog.h"
#include "modules/customers/customers.h"
#include "modules/workorders/work_order.h"

namespace manyi::org {
class Org;
}

namespace manyi::workorders {

/// By what customers judge a service. The worst-rated one of an answer, the cause of a complaint.
enum class ExperienceDimension { kSpeed, kQuality, kPrice, kConduct, kAttitude, kDelight };
BOOST_DESCRIBE_ENUM(ExperienceDimension, kSpeed, kQuality, kPrice, kConduct, kAttitude, kDelight)

/// A stable key and, where people see another text, a label. No key: no value.
struct DimensionValue {
  std::string key, label;
};
inline void set(kpi::FactRow& row, kpi::DimensionColumn column, const DimensionValue& value) {
  row.set(column, value.key, value.label);
}
/// The value of an enum that may be absent.
template <DescribedEnum E> DimensionValue dimension_value(const std::optional<E>& value) {
  return {value ? enum_name(*value) : std::string(), {}};
}

/// The common dimensions of one record. `unit` is that of the technician; a fact that credits
/// somebody else puts his unit here before it sets the row.
struct OrderDimensions {
  WorkOrderId work_order;
  std::optional<customers::CustomerId> customer;
  std::optional<EmployeeId> technician_id;
  std::optional<Instant> delivered_at;
  DimensionValue site, unit, manufacturer, product_line, model, brand, category, customer_kind, region,
      service_type, warranty, fault_code, technician, channel, dealer;
};

/// The columns of the common dimensions in one schema.
struct OrderColumns {
  kpi::DimensionColumn site, unit, manufacturer, product_line, model, brand, category, customer_kind, region,
      service_type, warranty, fault_code, technician, channel, dealer;

  /// Registers them, and lets the site decide the row's time zone.
  static OrderColumns add(kpi::FactSchema& schema);
  void set(kpi::FactRow& row, const OrderDimensions& dimensions) const;
};

/// Names of what dimensions refer to, each read once. Lives as long as the snapshot it reads.
class DimensionNames {
 public:
  DimensionNames(org::Org& org, catalog::Catalog& catalog, customers::Customers& customers, db::ReadTx& tx,
                 TenantId tenant)
      : org_(org), catalog_(catalog), customers_(customers), tx_(tx), tenant_(tenant) {}

  // An absent id gives no value; an id without a record keeps its key.
  DimensionValue site(std::optional<SiteId> id);
  DimensionValue employee(std::optional<EmployeeId> id);
  DimensionValue unit_of(std::optional<EmployeeId> employee);
  DimensionValue manufacturer(std::optional<catalog::ManufacturerId> id);
  DimensionValue product_line(std::optional<catalog::ProductLineId> id);
  DimensionValue fault_code(std::optional<catalog::FaultCodeId> id);
  DimensionValue dealer(std::optional<customers::CustomerId> id);
  /// Fills model, product line and manufacturer.
  void set_model(OrderDimensions& dimensions, catalog::ModelId id);

 private:
  struct Person {
    DimensionValue employee, unit;
  };
  const Person& person(EmployeeId id);

  org::Org& org_;
  catalog::Catalog& catalog_;
  customers::Customers& customers_;
  db::ReadTx& tx_;
  const TenantId tenant_;
  std::optional<std::map<SiteId, std::string>> sites_;
  std::map<EmployeeId, Person> people_;
  std::map<catalog::ManufacturerId, std::string> manufacturers_;
  std::map<catalog::ProductLineId, std::string> product_lines_;
  std::map<catalog::ModelId, std::optional<catalog::ModelPath>> models_;
  std::map<catalog::FaultCodeId, std::string> fault_codes_;
  std::map<customers::CustomerId, std::string> dealers_;
};

/// Where a record belongs. A base of the described details of records that may hang on an order.
struct OrderReferences {
  std::optional<SiteId> site_id;  // default: the order's
  std::optional<WorkOrderId> work_order_id;
  std::optional<customers::CustomerId> customer_id;  // default: the order's
  bool operator==(const OrderReferences&) const = default;
};
BOOST_DESCRIBE_STRUCT(OrderReferences, (), (site_id, work_order_id, customer_id))

/// Where a row of a file belongs, as it says so itself: the number of an order here or in the system
/// it came from, the name of a site. \see WorkOrders::place_row
struct RowReferences {
  std::string source;  // of the import
  std::optional<std::string> work_order, site;
};
struct RowPlace {
  std::optional<WorkOrderId> work_order;
  SiteId site;
  std::optional<customers::CustomerId> customer;  // of the order
  TimeZone zone;
};

}  // namespace manyi::workorders
