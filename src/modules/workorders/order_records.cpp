// Records of other modules that belong to a work order: completed, named, put into dimensions.
// Owns what such a record takes over from its order.
#include "modules/workorders/order_records.h"

#include "modules/org/org.h"
#include "modules/workorders/workorders.h"

namespace manyi::workorders {
namespace {

std::vector<std::int64_t> order_ids(const std::vector<OrderRecord>& records) {
  std::vector<std::int64_t> ids;
  for (const auto& record : records)
    if (record.work_order_id) ids.push_back(record.work_order_id->value());
  return ids;
}

}  // namespace

void check_employee(const RecordNeeds& needs, db::ReadTx& tx, TenantId tenant,
                    const std::optional<EmployeeId>& id, std::string pointer,
                    std::vector<FieldError>& errors) {
  if (id && !needs.org.employee(tx, tenant, *id))
    errors.push_back({std::move(pointer), "not_found", "There is no such employee."});
}

void complete_record(const RecordNeeds& needs, db::ReadTx& tx, TenantId tenant, OrderRecord& in,
                     std::vector<FieldError>& errors) {
  const Caller system = Caller::system(tenant);
  if (in.work_order_id) {
    const auto order = needs.orders.get(tx, system, *in.work_order_id);
    if (!order) {
      errors.push_back({"/work_order_id", "not_found", "There is no such work order."});
    } else {
      if (!in.site_id) in.site_id = order->site_id;
      if (!in.technician_id) in.technician_id = order->technician_id;
      in.customer_id = order->customer_id;
    }
  } else if (!in.site_id) {
    errors.push_back({"/site_id", "required", "Name the site, or a work order that has one."});
  }
  if (in.site_id && !needs.org.site(tx, tenant, *in.site_id))
    errors.push_back({"/site_id", "not_found", "There is no such site."});
  check_employee(needs, tx, tenant, in.technician_id, "/technician_id", errors);
  if (in.manufacturer_id && !needs.catalog.get_manufacturer(tx, system, *in.manufacturer_id))
    errors.push_back({"/manufacturer_id", "not_found", "There is no such manufacturer."});
}

RecordNames::RecordNames(const RecordNeeds& needs, db::ReadTx& tx, TenantId tenant,
                         const std::vector<OrderRecord>& records, std::vector<EmployeeId> others) {
  for (const auto& record : records)
    if (record.technician_id) others.push_back(*record.technician_id);
  order_nos_ = needs.orders.numbers(tx, tenant, order_ids(records));
  employees_ = needs.org.employee_names(tx, tenant, others);
  sites_ = needs.org.site_names(tx, tenant);
}

std::string RecordNames::employee(const std::optional<EmployeeId>& id) const {
  const auto at = id ? employees_.find(*id) : employees_.end();
  return at == employees_.end() ? std::string() : at->second;
}

ShownRecord RecordNames::shown(const OrderRecord& record) const {
  ShownRecord shown;
  if (record.site_id)
    if (const auto site = sites_.find(*record.site_id); site != sites_.end()) shown.site_name = site->second;
  if (record.work_order_id)
    if (const auto no = order_nos_.find(record.work_order_id->value()); no != order_nos_.end())
      shown.work_order_no = no->second;
  shown.technician_name = employee(record.technician_id);
  return shown;
}

RecordDimensions::RecordDimensions(WorkOrders& orders, db::ReadTx& tx, TenantId tenant,
                                   const std::vector<OrderRecord>& records)
    : names(orders.dimension_names(tx, tenant)),
      orders_(orders.order_dimensions(tx, tenant, order_ids(records))) {}

OrderDimensions RecordDimensions::of(const OrderRecord& record) {
  const auto order = record.work_order_id ? orders_.find(*record.work_order_id) : orders_.end();
  OrderDimensions dimensions = order == orders_.end() ? OrderDimensions() : order->second;
  if (order == orders_.end()) dimensions.site = names.site(record.site_id);
  if (record.manufacturer_id) dimensions.manufacturer = names.manufacturer(record.manufacturer_id);
  if (record.technician_id) {
    dimensions.technician = names.employee(record.technician_id);
    dimensions.unit = names.unit_of(record.technician_id);
  }
  return dimensions;
}

std::optional<std::int64_t> RecordDimensions::order(const OrderRecord& record) {
  return record.work_order_id ? std::optional(record.work_order_id->value()) : std::nullopt;
}

}  // namespace manyi::workorders
