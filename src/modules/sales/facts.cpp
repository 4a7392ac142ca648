// Sales and quotas as rows of the KPI engine.
// Owns which stored value becomes which column; the lists of columns are in sales_facts.h.
#include "modules/sales/sales.h"
#include "modules/sales/sales_facts.h"

namespace manyi::sales {

const SalesLineFacts& sales_line_facts() {
  static const SalesLineFacts facts;
  return facts;
}
const SalesQuotaFacts& sales_quota_facts() {
  static const SalesQuotaFacts facts;
  return facts;
}
kpi::FactSchema sales_line_fact_schema() { return sales_line_facts().schema; }
kpi::FactSchema sales_quota_fact_schema() { return sales_quota_facts().schema; }

std::vector<kpi::FactRow> SalesLines::load_facts(db::ReadTx& tx, TenantId tenant,
                                                 const std::vector<std::int64_t>& ids) {
  const SalesLineFacts& f = sales_line_facts();
  const auto lines = find_all(tx, tenant, ids);
  workorders::RecordDimensions dimensions(needs_.orders, tx, tenant, workorders::places_of(lines));
  std::vector<kpi::FactRow> rows;
  rows.reserve(lines.size());
  for (const auto& line : lines) {
    kpi::FactRow row(f.schema, line.id.value());
    auto of_line = dimensions.of(line);
    if (line.seller_id) of_line.unit = dimensions.names.unit_of(line.seller_id);
    f.order.set(row, of_line);
    row.set(f.sold, line.sold_at).set(f.recognised, line.recognised_at).set(f.refunded, line.refunded_at);
    row.set(f.product, line.product);
    workorders::set(row, f.seller, dimensions.names.employee(line.seller_id));
    row.set(f.amount, line.amount.amount())
        .set(f.quantity, line.quantity)
        .set(f.work_order, dimensions.order(line));
    if (line.cost) row.set(f.cost, line.cost->amount());
    row.set(f.service_product, line.service_product.value_or(true));
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<kpi::FactRow> SalesQuotas::load_facts(db::ReadTx& tx, TenantId tenant,
                                                  const std::vector<std::int64_t>& ids) {
  const SalesQuotaFacts& f = sales_quota_facts();
  auto names = needs_.orders.dimension_names(tx, tenant);
  std::vector<kpi::FactRow> rows;
  for (const auto& quota : find_all(tx, tenant, ids)) {
    kpi::FactRow row(f.schema, quota.id.value());
    row.set(f.period, quota.period_at);
    workorders::set(row, f.site, names.site(quota.site_id));
    workorders::set(row, f.unit, names.unit_of(quota.seller_id));
    workorders::set(row, f.seller, names.employee(quota.seller_id));
    row.set(f.amount, quota.amount.amount());
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace manyi::sales
