// Violations as rows of the KPI engine.
// Owns which stored value becomes which column; the list of columns is in violation_facts.h.
#include "base/json.h"
#include "modules/conduct/conduct.h"
#include "modules/conduct/violation_facts.h"

namespace manyi::conduct {

const ViolationFacts& violation_facts() {
  static const ViolationFacts facts;
  return facts;
}

kpi::FactSchema violation_fact_schema() { return violation_facts().schema; }

std::vector<kpi::FactRow> Violations::load_facts(db::ReadTx& tx, TenantId tenant,
                                                 const std::vector<std::int64_t>& ids) {
  using workorders::dimension_value;
  const ViolationFacts& f = violation_facts();
  const auto violations = find_all(tx, tenant, ids);
  std::vector<std::int64_t> order_ids;
  for (const auto& v : violations)
    if (v.work_order_id) order_ids.push_back(v.work_order_id->value());
  const auto orders = needs_.orders.order_dimensions(tx, tenant, order_ids);
  auto names = needs_.orders.dimension_names(tx, tenant);

  std::vector<kpi::FactRow> rows;
  rows.reserve(violations.size());
  for (const auto& v : violations) {
    kpi::FactRow row(f.schema, v.id.value());
    workorders::OrderDimensions dimensions = workorders::WorkOrders::dimensions_of(v, orders, names);
    if (v.employee_id) dimensions.unit = names.unit_of(v.employee_id);
    f.order.set(row, dimensions);
    row.set(f.occurred, v.happened_at).set(f.found, v.found_at).set(f.final_at, v.final_at);
    row.set(f.type, enum_name(v.type));
    workorders::set(row, f.source, dimension_value(v.source));
    workorders::set(row, f.state, dimension_value(v.state));
    workorders::set(row, f.severity, dimension_value(v.severity));
    workorders::set(row, f.employee, names.employee(v.employee_id));
    row.set(f.points, v.points);
    if (v.money) row.set(f.money, v.money->amount());
    if (v.work_order_id) row.set(f.work_order, v.work_order_id->value());
    row.set(f.confirmed, v.confirmed.value_or(false));
    if (const auto attributes = from_json<std::map<std::string, std::string>>(v.attributes.text))
      for (const auto& [name, value] : *attributes) row.set_attribute(name, value);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace manyi::conduct
