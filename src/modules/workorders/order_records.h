// What the records of other modules have in common when they belong to a work order: where they
// belong, what people read beside their ids, what limits a list of them.
// Owns that base, how the order completes it, and its dimensions.
//
//   struct CheckDetails : workorders::OrderRecord { ... };   // in the module that has the record
//   complete_record(orders, org, catalog, tx, tenant, details, errors);
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "modules/workorders/order_dimensions.h"
#include "platform/imports/record_book.h"

namespace manyi::workorders {

class WorkOrders;

/// Site, customer, manufacturer and technician follow from the order unless told.
struct OrderRecord {
  std::optional<SiteId> site_id;
  std::optional<WorkOrderId> work_order_id;
  std::optional<customers::CustomerId> customer_id;
  std::optional<catalog::ManufacturerId> manufacturer_id;
  std::optional<EmployeeId> technician_id;
  bool operator==(const OrderRecord&) const = default;
};
BOOST_DESCRIBE_STRUCT(OrderRecord, (), (site_id, work_order_id, customer_id, manufacturer_id, technician_id))

/// What is shown beside the details of every such record.
struct ShownRecord {
  std::string site_name, work_order_no, technician_name;
  bool imported = false;
  Instant created_at, updated_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(ShownRecord, (),
                      (site_name, work_order_no, technician_name, imported, created_at, updated_at, version))

/// Whom a module of such records asks.
struct RecordNeeds {
  journal::Events& events;
  org::Org& org;
  catalog::Catalog& catalog;
  WorkOrders& orders;
};

/// Fills in what the order knows and refuses what does not exist: /work_order_id, /site_id,
/// /technician_id, /manufacturer_id. A record without an order names its site.
void complete_record(const RecordNeeds&, db::ReadTx&, TenantId, OrderRecord&, std::vector<FieldError>&);
/// Adds an error unless there is such an employee, or none is named.
void check_employee(const RecordNeeds&, db::ReadTx&, TenantId, const std::optional<EmployeeId>&,
                    std::string pointer, std::vector<FieldError>&);

inline ScopeKeys keys_of_record(TenantId tenant, const OrderRecord& record) {
  return {.tenant = tenant,
          .site = record.site_id.value_or(SiteId()),
          .technician = record.technician_id.value_or(EmployeeId()),
          .manufacturer_id = record.manufacturer_id ? record.manufacturer_id->value() : 0};
}

/// For lists with site_id, work_order_id, technician_id, from and to.
template <class In> imports::RecordFilter record_filter(const Caller& caller, const In& in) {
  imports::RecordFilter filter;
  filter.scope = scope_of(caller, {.manufacturer = "manufacturer_id"});
  filter.from = in.from;
  filter.to = in.to;
  if (in.site_id) filter.ids.emplace_back("site_id", in.site_id->value());
  if (in.work_order_id) filter.ids.emplace_back("work_order_id", in.work_order_id->value());
  if (in.technician_id) filter.ids.emplace_back("technician_id", in.technician_id->value());
  return filter;
}

/// Names for one page of records, each read once.
class RecordNames {
 public:
  /// \param others further people named on the records
  RecordNames(const RecordNeeds&, db::ReadTx&, TenantId, const std::vector<OrderRecord>&,
              std::vector<EmployeeId> others = {});
  std::string employee(const std::optional<EmployeeId>& id) const;

  /// Details, id and the fields of ShownRecord.
  template <class Item, class Row> Item show(const Row& row) const {
    Item item;
    static_cast<typename Row::Details&>(item) = row;
    static_cast<ShownRecord&>(item) = shown(row);
    item.id = row.id;
    item.imported = row.source_id.has_value() && row.import_source != imports::kByHand;
    item.created_at = row.created_at;
    item.updated_at = row.updated_at;
    item.version = row.version;
    return item;
  }

 private:
  ShownRecord shown(const OrderRecord&) const;
  std::map<std::int64_t, std::string> order_nos_;
  std::map<EmployeeId, std::string> employees_;
  std::map<SiteId, std::string> sites_;
};

/// Common dimensions for a number of records: the order's, with what the record says itself.
class RecordDimensions {
 public:
  RecordDimensions(WorkOrders&, db::ReadTx&, TenantId, const std::vector<OrderRecord>&);
  OrderDimensions of(const OrderRecord&);
  /// Id of the order, for the column work_order.
  static std::optional<std::int64_t> order(const OrderRecord&);
  DimensionNames names;

 private:
  std::map<WorkOrderId, OrderDimensions> orders_;
};

template <class Row> std::vector<OrderRecord> places_of(const std::vector<Row>& rows) {
  return {rows.begin(), rows.end()};
}
template <class Item, class Row> Page<Item> shown_page(Page<Row> rows, std::vector<Item> items) {
  return {std::move(items), std::move(rows.next_cursor), rows.total_estimate};
}

}  // namespace manyi::workorders
