// Checks as rows of the KPI engine.
// Owns which stored value becomes which column; the list of columns is in check_facts.h.
#include "modules/processes/check_facts.h"
#include "modules/processes/processes.h"

namespace manyi::processes {

const CheckFacts& check_facts() {
  static const CheckFacts facts;
  return facts;
}
kpi::FactSchema check_fact_schema() { return check_facts().schema; }

std::vector<kpi::FactRow> Checks::load_facts(db::ReadTx& tx, TenantId tenant,
                                             const std::vector<std::int64_t>& ids) {
  const CheckFacts& f = check_facts();
  const auto checks = find_all(tx, tenant, ids);
  workorders::RecordDimensions dimensions(needs_.orders, tx, tenant, workorders::places_of(checks));
  std::vector<kpi::FactRow> rows;
  rows.reserve(checks.size());
  for (const auto& check : checks) {
    kpi::FactRow row(f.schema, check.id.value());
    auto of_check = dimensions.of(check);
    if (check.employee_id) {
      of_check.technician = dimensions.names.employee(check.employee_id);
      of_check.unit = dimensions.names.unit_of(check.employee_id);
    }
    f.order.set(row, of_check);
    row.set(f.checked, check.checked_at);
    row.set(f.kind, enum_name(check.kind))
        .set(f.result, enum_name(check.result))
        .set(f.quality_point, check.quality_point.value_or(""))
        .set(f.process, check.process.value_or(""));
    workorders::set(row, f.checker, dimensions.names.employee(check.checker_id));
    workorders::set(row, f.employee, dimensions.names.employee(check.employee_id));
    row.set(f.points_got, check.points_got)
        .set(f.points_max, check.points_max)
        .set(f.work_order, dimensions.order(check));
    row.set(f.required, check.required.value_or(true)).set(f.conforming, check.result == CheckResult::kPass);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace manyi::processes
