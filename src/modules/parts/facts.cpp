// Parts as rows of the KPI engine.
// Owns which stored value becomes which column; the lists of columns are in part_facts.h.
#include "modules/parts/part_facts.h"
#include "modules/parts/parts.h"

namespace manyi::parts {
namespace {

using workorders::dimension_value;
using workorders::OrderDimensions;
using workorders::WorkOrderId;

template <class Row> std::vector<std::int64_t> orders_of(const std::vector<Row>& rows) {
  std::vector<std::int64_t> ids;
  for (const auto& row : rows)
    if (row.work_order_id) ids.push_back(row.work_order_id->value());
  return ids;
}

template <class Row>
OrderDimensions dimensions_of(const std::map<WorkOrderId, OrderDimensions>& orders,
                              workorders::DimensionNames& names, const Row& row) {
  const auto order = row.work_order_id ? orders.find(*row.work_order_id) : orders.end();
  OrderDimensions dimensions = order == orders.end() ? OrderDimensions() : order->second;
  if (order == orders.end()) dimensions.site = names.site(row.site_id);
  if (row.manufacturer_id) dimensions.manufacturer = names.manufacturer(row.manufacturer_id);
  if (row.technician_id) {
    dimensions.technician = names.employee(row.technician_id);
    dimensions.unit = names.unit_of(row.technician_id);
  }
  return dimensions;
}

template <class Row> std::map<std::int64_t, std::string> part_numbers(const std::vector<Row>& rows) {
  std::map<std::int64_t, std::string> all;
  for (const auto& row : rows) {
    std::string number = row.part_no;
    if constexpr (requires { row.serial_no; })
      if (row.serial_no) number += " " + *row.serial_no;
    all.emplace(row.id.value(), std::move(number));
  }
  return all;
}

std::optional<std::int64_t> value_of(const std::optional<WorkOrderId>& id) {
  return id ? std::optional(id->value()) : std::nullopt;
}

}  // namespace

const PartRequestFacts& part_request_facts() {
  static const PartRequestFacts facts;
  return facts;
}
const PartUnitFacts& part_unit_facts() {
  static const PartUnitFacts facts;
  return facts;
}
kpi::FactSchema part_request_fact_schema() { return part_request_facts().schema; }
kpi::FactSchema part_unit_fact_schema() { return part_unit_facts().schema; }

std::vector<kpi::FactRow> PartRequests::load_facts(db::ReadTx& tx, TenantId tenant,
                                                   const std::vector<std::int64_t>& ids) {
  const PartRequestFacts& f = part_request_facts();
  const auto requests = find_all(tx, tenant, ids);
  const auto orders = needs_.orders.order_dimensions(tx, tenant, orders_of(requests));
  auto names = needs_.orders.dimension_names(tx, tenant);
  std::vector<kpi::FactRow> rows;
  rows.reserve(requests.size());
  for (const auto& r : requests) {
    kpi::FactRow row(f.schema, r.id.value());
    f.order.set(row, dimensions_of(orders, names, r));
    row.set(f.requested, r.requested_at)
        .set(f.promised, r.promised_at)
        .set(f.available, r.available_at)
        .set(f.issued, r.issued_at)
        .set(f.installed, r.installed_at);
    row.set(f.part_no, r.part_no, r.part_name.value_or(""))
        .set(f.part_category, r.part_category.value_or(""));
    workorders::set(row, f.source, dimension_value(r.source));
    workorders::set(row, f.state, dimension_value(r.state));
    workorders::set(row, f.keeper, names.employee(r.keeper_id));
    row.set(f.quantity, r.quantity).set(f.work_order, value_of(r.work_order_id));
    if (r.available_at) row.set(f.lead_ms, (*r.available_at - r.requested_at).ms());
    row.set(f.from_stock, r.from_stock.value_or(false));
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<kpi::FactRow> PartUnits::load_facts(db::ReadTx& tx, TenantId tenant,
                                                const std::vector<std::int64_t>& ids) {
  const PartUnitFacts& f = part_unit_facts();
  const auto units = find_all(tx, tenant, ids);
  const auto orders = needs_.orders.order_dimensions(tx, tenant, orders_of(units));
  auto names = needs_.orders.dimension_names(tx, tenant);
  std::vector<kpi::FactRow> rows;
  rows.reserve(units.size());
  for (const auto& u : units) {
    kpi::FactRow row(f.schema, u.id.value());
    f.order.set(row, dimensions_of(orders, names, u));
    row.set(f.received, u.received_at)
        .set(f.issued, u.issued_at)
        .set(f.installed, u.installed_at)
        .set(f.unused_returned, u.unused_returned_at)
        .set(f.removed, u.removed_at)
        .set(f.return_due, u.return_due_at)
        .set(f.shipped_back, u.shipped_back_at)
        .set(f.judged, u.judged_at)
        .set(f.doa_claimed, u.doa_claimed_at)
        .set(f.doa_confirmed, u.doa_confirmed_at);
    row.set(f.part_no, u.part_no, u.part_name.value_or(""))
        .set(f.part_category, u.part_category.value_or(""))
        .set(f.batch, u.batch.value_or(""));
    workorders::set(row, f.verdict, dimension_value(u.verdict));
    workorders::set(row, f.condition, dimension_value(u.condition));
    workorders::set(row, f.owner, dimension_value(u.owner));
    workorders::set(row, f.state, dimension_value(u.state));
    if (u.cost) row.set(f.cost, u.cost->amount());
    row.set(f.work_order, value_of(u.work_order_id));
    row.set(f.defective_return, u.return_kind == PartReturn::kDefective)
        .set(f.doa, u.state != PartUnitState::kDoaRejected && (u.doa_claimed_at || u.doa_confirmed_at));
    rows.push_back(std::move(row));
  }
  return rows;
}

std::map<std::int64_t, std::string> PartRequests::numbers(db::ReadTx& tx, TenantId tenant,
                                                          const std::vector<std::int64_t>& ids) {
  return part_numbers(find_all(tx, tenant, ids));
}
std::map<std::int64_t, std::string> PartUnits::numbers(db::ReadTx& tx, TenantId tenant,
                                                       const std::vector<std::int64_t>& ids) {
  return part_numbers(find_all(tx, tenant, ids));
}

}  // namespace manyi::parts
