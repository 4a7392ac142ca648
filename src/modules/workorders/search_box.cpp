// The one search box: number, serial, phone tail or name, whatever it belongs to.
// Owns the lines that people choose from.
#include <algorithm>

#include "modules/workorders/workorders.h"
#include "platform/search/search.h"

namespace manyi::workorders {
namespace {

// Joins what is there with a middle dot.
std::string joined(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const auto part : parts) {
    if (part.empty()) continue;
    if (!text.empty()) text += " · ";
    text += part;
  }
  return text;
}

}  // namespace

std::span<const FieldRule> field_rules(const SearchBox*) {
  static const FieldRule kRules[] = {
      {.name = "q",
       .doc = "Number, serial, phone or its last four digits, name, words of the symptom.",
       .example = R"("6621")",
       .min_length = 1,
       .max_length = 100},
      {.name = "limit", .doc = "At most 50; 20 by default.", .minimum = 1, .maximum = 50}};
  return kRules;
}

Items<Found> WorkOrders::find(db::ReadTx& tx, const Caller& caller, const SearchBox& in) {
  const auto limit = static_cast<std::size_t>(in.limit.value_or(20));
  std::vector<std::string> kinds;
  if (caller.may(Permission::kWorkOrderRead)) kinds.emplace_back("work_order");
  if (caller.may(Permission::kCustomerRead)) kinds.emplace_back("customer");
  if (caller.may(Permission::kAssetRead)) kinds.emplace_back("asset");
  if (caller.may(Permission::kOrgRead)) kinds.emplace_back("employee");
  Items<Found> out;
  if (kinds.empty()) return out;
  // More than asked for, since some may be out of reach.
  const auto hits = needs_.search.find(tx, caller.tenant, in.q, kinds, static_cast<int>(limit * 4));
  std::map<std::int64_t, WorkOrderRow> lines;
  for (std::size_t at = 0; at < hits.size(); ++at) {
    if (out.items.size() == limit) break;
    const auto& hit = hits[at];
    if (at % limit == 0) {
      std::vector<std::int64_t> orders;
      for (std::size_t next = at; next < std::min(at + limit, hits.size()); ++next)
        if (hits[next].kind == "work_order") orders.push_back(hits[next].id);
      for (auto& row : rows(tx, caller, orders)) lines.emplace(row.id.value(), std::move(row));
    }
    const std::string id = id_text(hit.id);
    if (hit.kind == "work_order") {
      const auto line = lines.find(hit.id);
      if (line == lines.end()) continue;
      const WorkOrderRow& row = line->second;
      out.items.push_back({FoundKind::kWorkOrder, id, row.no,
                           joined({row.customer_name, row.model_name.empty() ? row.category : row.model_name,
                                   row.serial_no, row.symptom_text}),
                           enum_name(row.state)});
    } else if (hit.kind == "customer") {
      if (const auto customer = needs_.customers.get(tx, caller, customers::CustomerId(hit.id)))
        out.items.push_back({FoundKind::kCustomer, id, customer->name,
                             joined({customer->phone, customer->region}), enum_name(customer->state)});
    } else if (hit.kind == "asset") {
      if (const auto asset = needs_.customers.get_asset(tx, caller, customers::AssetId(hit.id)))
        out.items.push_back({FoundKind::kAsset, id, asset->serial_no,
                             joined({asset->manufacturer_name, asset->model_name, asset->customer_name}),
                             enum_name(asset->state)});
    } else if (const auto employee = needs_.org.get_employee(tx, caller, EmployeeId(hit.id))) {
      out.items.push_back({FoundKind::kEmployee, id, employee->name,
                           joined({employee->no, enum_name(employee->role)}), enum_name(employee->state)});
    }
  }
  return out;
}

}  // namespace manyi::workorders
