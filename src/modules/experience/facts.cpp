// Praises as rows of the KPI engine.
// Owns which stored value becomes which column; the list of columns is in praise_facts.h.
#include "base/json.h"
#include "modules/experience/experience.h"
#include "modules/experience/praise_facts.h"

namespace manyi::experience {

const PraiseFacts& praise_facts() {
  static const PraiseFacts facts;
  return facts;
}

kpi::FactSchema praise_fact_schema() { return praise_facts().schema; }

std::vector<kpi::FactRow> Praises::load_facts(db::ReadTx& tx, TenantId tenant,
                                              const std::vector<std::int64_t>& ids) {
  const PraiseFacts& f = praise_facts();
  const auto praises = find_all(tx, tenant, ids);
  std::vector<std::int64_t> order_ids;
  for (const auto& p : praises)
    if (p.work_order_id) order_ids.push_back(p.work_order_id->value());
  const auto orders = needs_.orders.order_dimensions(tx, tenant, order_ids);
  auto names = needs_.orders.dimension_names(tx, tenant);

  std::vector<kpi::FactRow> rows;
  rows.reserve(praises.size());
  for (const auto& p : praises) {
    kpi::FactRow row(f.schema, p.id.value());
    workorders::OrderDimensions dimensions = workorders::WorkOrders::dimensions_of(p, orders, names);
    if (p.employee_id) dimensions.unit = names.unit_of(p.employee_id);
    f.order.set(row, dimensions);
    row.set(f.received, p.received_at).set(f.verified, p.verified_at).set(f.forwarded, p.forwarded_at);
    workorders::set(row, f.source, workorders::dimension_value(p.source));
    workorders::set(row, f.cause, workorders::dimension_value(p.cause));
    workorders::set(row, f.employee, names.employee(p.employee_id));
    if (p.work_order_id) row.set(f.work_order, p.work_order_id->value());
    row.set(f.verified_flag, p.verified_at.has_value());
    if (const auto attributes = from_json<std::map<std::string, std::string>>(p.attributes.text))
      for (const auto& [name, value] : *attributes) row.set_attribute(name, value);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace manyi::experience
