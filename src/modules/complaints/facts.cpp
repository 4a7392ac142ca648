// Complaints as rows of the KPI engine.
// Owns which stored value becomes which column; the list of columns is in complaint_facts.h.
#include "base/json.h"
#include "modules/complaints/complaint_facts.h"
#include "modules/complaints/complaints.h"
#include "modules/complaints/store.h"

namespace manyi::complaints {

const ComplaintFacts& complaint_facts() {
  static const ComplaintFacts facts;
  return facts;
}

kpi::FactSchema complaint_fact_schema() { return complaint_facts().schema; }

std::vector<kpi::FactRow> Complaints::load_facts(db::ReadTx& tx, TenantId tenant,
                                                 const std::vector<std::int64_t>& ids) {
  const ComplaintFacts& f = complaint_facts();
  const auto complaints = store::find_all(tx, tenant, ids);
  std::vector<std::int64_t> order_ids;
  for (const auto& c : complaints)
    if (c.work_order_id) order_ids.push_back(c.work_order_id->value());
  const auto orders = needs_.orders.order_dimensions(tx, tenant, order_ids);
  auto names = needs_.orders.dimension_names(tx, tenant);

  std::vector<kpi::FactRow> rows;
  rows.reserve(complaints.size());
  for (const auto& c : complaints) {
    kpi::FactRow row(f.schema, c.id.value());
    workorders::OrderDimensions dimensions;
    const auto order = c.work_order_id ? orders.find(*c.work_order_id) : orders.end();
    if (order != orders.end()) {
      dimensions = order->second;
      row.set(f.work_order, order->first.value()).set(f.order_delivered, dimensions.delivered_at);
    } else {
      dimensions.site = names.site(c.site_id);
      dimensions.manufacturer = names.manufacturer(c.manufacturer_id);
      dimensions.product_line = names.product_line(c.product_line_id);
      dimensions.brand = {c.brand, {}};
      dimensions.category = {c.category, {}};
      dimensions.region = {c.region, {}};
    }
    if (c.accused_id) dimensions.unit = names.unit_of(c.accused_id);
    f.order.set(row, dimensions);
    row.set(f.received, c.received_at)
        .set(f.acknowledged, c.acknowledged_at)
        .set(f.plan_due, c.plan_due_at)
        .set(f.plan_submitted, c.plan_submitted_at)
        .set(f.solve_due, c.solve_due_at)
        .set(f.confirmed, c.confirmed_at)
        .set(f.closed, c.closed_at)
        .set(f.reopened, c.reopened_at);
    row.set(f.source, enum_name(c.source)).set(f.grade, enum_name(c.grade)).set(f.state, enum_name(c.state));
    workorders::set(row, f.cause, workorders::dimension_value(c.cause));
    workorders::set(row, f.tracker, names.employee(c.tracker_id));
    workorders::set(row, f.accused, names.employee(c.accused_id));
    if (c.customer_id) row.set(f.customer, c.customer_id->value());
    if (c.cost) row.set(f.cost, c.cost->amount());
    row.set(f.valid, c.state != ComplaintState::kInvalid).set(f.severe, c.grade == ComplaintGrade::kSevere);
    if (const auto attributes = from_json<std::map<std::string, std::string>>(c.attributes.text))
      for (const auto& [name, value] : *attributes) row.set_attribute(name, value);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<std::int64_t> Complaints::fact_ids_after(db::ReadTx& tx, TenantId tenant, std::int64_t after,
                                                     int limit) {
  return store::ids_after(tx, tenant, after, limit);
}

std::vector<std::int64_t> Complaints::fact_ids_of_orders(db::ReadTx& tx, TenantId tenant,
                                                         const std::vector<std::int64_t>& orders) {
  return store::ids_of_orders(tx, tenant, orders);
}

}  // namespace manyi::complaints
