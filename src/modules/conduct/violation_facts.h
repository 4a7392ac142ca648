// The violation as a KPI fact: every column that metrics can name, and its handle.
// Owns the list; facts.cpp fills a row per violation.
#pragma once

#include "engines/kpi/facts.h"
#include "modules/workorders/workorders.h"

namespace manyi::conduct {

/// `unit` is that of the suspect, else of the order's technician.
struct ViolationFacts {
  kpi::FactSchema schema{"violation"};
  workorders::OrderColumns order = workorders::OrderColumns::add(schema);

  kpi::TimeColumn occurred = schema.time("occurred");
  kpi::TimeColumn found = schema.time("found");
  kpi::TimeColumn final_at = schema.time("final");

  kpi::DimensionColumn type = schema.dimension("type", "违规类型", "Violation type");
  kpi::DimensionColumn source = schema.dimension("source", "发现来源", "Found by");
  kpi::DimensionColumn state = schema.dimension("state", "状态", "State");
  kpi::DimensionColumn severity = schema.dimension("severity", "严重程度", "Severity");
  kpi::DimensionColumn employee = schema.dimension("employee", "员工", "Employee");

  kpi::WholeColumn points = schema.integer("points");
  kpi::WholeColumn money = schema.integer("money");
  kpi::WholeColumn work_order = schema.integer("work_order");

  kpi::FlagColumn confirmed = schema.flag("confirmed");
};

/// The one description, shared by all.
const ViolationFacts& violation_facts();
/// A copy of its schema, for the KPI engine.
kpi::FactSchema violation_fact_schema();

}  // namespace manyi::conduct
