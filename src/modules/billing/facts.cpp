// Ledger lines as rows of the KPI engine.
// Owns which stored value becomes which column; the list of columns is in ledger_facts.h.
#include "modules/billing/billing.h"
#include "modules/billing/ledger_facts.h"

namespace manyi::billing {

const LedgerFacts& ledger_facts() {
  static const LedgerFacts facts;
  return facts;
}
kpi::FactSchema ledger_fact_schema() { return ledger_facts().schema; }

std::vector<kpi::FactRow> Billing::load_facts(db::ReadTx& tx, TenantId tenant,
                                              const std::vector<std::int64_t>& ids) {
  const LedgerFacts& f = ledger_facts();
  const auto lines = find_all(tx, tenant, ids);
  workorders::RecordDimensions dimensions(needs_.orders, tx, tenant, workorders::places_of(lines));
  std::vector<kpi::FactRow> rows;
  rows.reserve(lines.size());
  for (const auto& line : lines) {
    kpi::FactRow row(f.schema, line.id.value());
    auto of_line = dimensions.of(line);
    if (line.org_unit_id) {
      const auto unit = needs_.org.get_unit(tx, Caller::system(tenant), *line.org_unit_id);
      of_line.unit = {line.org_unit_id->text(), unit ? unit->name : std::string()};
    }
    f.order.set(row, of_line);
    row.set(f.booked, line.booked_at);
    row.set(f.account, enum_name(line.account)).set(f.cost_type, line.cost_type.value_or(""));
    row.set(f.amount, line.amount.amount()).set(f.work_order, dimensions.order(line));
    row.set(f.settled, line.settled.value_or(true));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace manyi::billing
