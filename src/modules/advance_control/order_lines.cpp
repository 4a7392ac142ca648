// Lines of work orders for the list of cases.
// Owns what of an order stands in such a line.
#include "modules/advance_control/advance_control.h"
#include "modules/workorders/workorders.h"

namespace manyi::advance_control {

OrderLines order_lines_of(workorders::WorkOrders& orders) {
  return [&orders](db::ReadTx& tx, const Caller& caller, const std::vector<std::int64_t>& ids) {
    std::map<std::int64_t, OrderLine> lines;
    if (ids.empty() || !caller.may(Permission::kWorkOrderRead)) return lines;
    for (auto& row : orders.rows(tx, caller, ids)) {
      OrderLine line;
      line.no = row.no;
      line.customer = row.customer_name;
      line.model = row.model_name;
      line.technician = row.technician_id;
      line.technician_name = row.technician_name;
      lines.emplace(row.id.value(), std::move(line));
    }
    return lines;
  };
}

}  // namespace manyi::advance_control
