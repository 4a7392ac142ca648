// Parts as rows of the KPI engine.
// Owns which stored value becomes which column; the lists of columns are in part_facts.h.
#include "modules/parts/part_facts.h"
#include "modules/parts/parts.h"

namespace manyi::parts {
namespace {

using workorders::dimension_value;

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
  workorders::RecordDimensions dimensions(needs_.orders, tx, tenant, workorders::places_of(requests));
  std::vector<kpi::FactRow> rows;
  rows.reserve(requests.size());
  for (const auto& r : requests) {
    kpi::FactRow row(f.schema, r.id.value());
    f.order.set(row, dimensions.of(r));
    row.set(f.requested, r.requested_at)
        .set(f.promised, r.promised_at)
        .set(f.available, r.available_at)
        .set(f.issued, r.issued_at)
        .set(f.installed, r.installed_at);
    row.set(f.part_no, r.part_no, r.part_name.value_or(""))
        .set(f.part_category, r.part_category.value_or(""));
    workorders::set(row, f.source, dimension_value(r.source));
    workorders::set(row, f.state, dimension_value(r.state));
    workorders::set(row, f.keeper, dimensions.names.employee(r.keeper_id));
    row.set(f.quantity, r.quantity).set(f.work_order, dimensions.order(r));
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
  workorders::RecordDimensions dimensions(needs_.orders, tx, tenant, workorders::places_of(units));
  std::vector<kpi::FactRow> rows;
  rows.reserve(units.size());
  for (const auto& u : units) {
    kpi::FactRow row(f.schema, u.id.value());
    f.order.set(row, dimensions.of(u));
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
    row.set(f.work_order, dimensions.order(u));
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
