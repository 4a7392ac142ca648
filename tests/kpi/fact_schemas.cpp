// Facts declared by lists of names.
// Owns the lists.
#include "fact_schemas.h"

#include <sstream>

#include "modules/workorders/work_order_facts.h"

namespace manyi::kpi_cases {
namespace {

constexpr const char* kOfOrders =
    "site unit manufacturer product_line model brand category customer_kind region service_type warranty "
    "fault_code technician channel dealer ";

struct Lists {
  const char* fact;
  const char* common;  // dimensions
  const char* times;
  const char* dimensions;
  const char* integers;
  const char* durations = "";
  const char* numbers = "";
  const char* flags = "";
};

const Lists kFacts[] = {
    {.fact = "survey_answer",
     .common = kOfOrders,
     .times = "due attempted reached answered order_delivered",
     .dimensions = "kind class questionnaire dimension clerk result team",
     .integers = "nps work_order customer",
     .durations = "call_ms",
     .flags = "valid coached complained"},
    {.fact = "complaint",
     .common = kOfOrders,
     .times =
         "received acknowledged plan_due plan_submitted solve_due confirmed closed reopened order_delivered",
     .dimensions = "source grade cause state tracker accused",
     .integers = "cost work_order customer",
     .flags = "valid severe"},
    {.fact = "escalation",
     .common = kOfOrders,
     .times = "raised due answered closed",
     .dimensions = "kind level resolver state",
     .integers = "work_order"},
    {.fact = "part_request",
     .common = kOfOrders,
     .times = "requested promised available issued installed",
     .dimensions = "part_no part_category source keeper state",
     .integers = "quantity work_order",
     .durations = "lead_ms",
     .flags = "from_stock"},
    {.fact = "part_unit",
     .common = kOfOrders,
     .times = "received issued installed unused_returned removed return_due shipped_back judged doa_claimed "
              "doa_confirmed",
     .dimensions = "part_no part_category verdict batch condition owner state",
     .integers = "cost work_order",
     .flags = "defective_return doa"},
    {.fact = "violation",
     .common = kOfOrders,
     .times = "occurred found final",
     .dimensions = "type source state severity employee",
     .integers = "points money work_order",
     .flags = "confirmed"},
    {.fact = "praise",
     .common = kOfOrders,
     .times = "received verified forwarded",
     .dimensions = "source cause employee",
     .integers = "work_order",
     .flags = "verified_flag"},
    {.fact = "sales_line",
     .common = kOfOrders,
     .times = "sold recognised refunded",
     .dimensions = "product seller",
     .integers = "amount cost quantity work_order",
     .flags = "service_product"},
    {.fact = "sales_quota",
     .common = "site unit ",
     .times = "period",
     .dimensions = "seller",
     .integers = "amount"},
    {.fact = "ledger_line",
     .common = kOfOrders,
     .times = "booked",
     .dimensions = "account cost_type",
     .integers = "amount work_order",
     .flags = "settled"},
    {.fact = "headcount",
     .common = "site unit ",
     .times = "joined left",
     .dimensions = "role position grade employee leave_reason",
     .integers = "",
     .numbers = "fte",
     .flags = "manages certified"},
    {.fact = "work_time",
     .common = "site unit ",
     .times = "day",
     .dimensions = "employee role",
     .integers = "available_min productive_min"},
    {.fact = "check",
     .common = kOfOrders,
     .times = "checked",
     .dimensions = "kind quality_point process checker employee result",
     .integers = "points_got points_max work_order",
     .flags = "required conforming"},
};

template <class Add> void each(const char* names, Add add) {
  std::istringstream words(names);
  for (std::string name; words >> name;) add(name);
}

}  // namespace

std::vector<kpi::FactSchema> fact_schemas() {
  std::vector<kpi::FactSchema> schemas{workorders::work_order_fact_schema()};
  for (const auto& lists : kFacts) {
    kpi::FactSchema schema(lists.fact);
    each(lists.common, [&](const std::string& name) {
      const auto column = schema.dimension(name, name, name);
      if (name == "site") schema.zone_by(column);
    });
    each(lists.times, [&](const std::string& name) { schema.time(name); });
    each(lists.dimensions, [&](const std::string& name) { schema.dimension(name, name, name); });
    each(lists.integers, [&](const std::string& name) { schema.integer(name); });
    each(lists.durations, [&](const std::string& name) { schema.duration(name); });
    each(lists.numbers, [&](const std::string& name) { schema.number(name); });
    each(lists.flags, [&](const std::string& name) { schema.flag(name); });
    schemas.push_back(std::move(schema));
  }
  return schemas;
}

}  // namespace manyi::kpi_cases
