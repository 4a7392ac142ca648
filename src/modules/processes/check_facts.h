// The check as a KPI fact: every column that metrics can name, and its handle.
// Owns the list; facts.cpp fills a row per check.
#pragma once

#include "engines/kpi/facts.h"
#include "modules/workorders/workorders.h"

namespace manyi::processes {

/// `technician` and `unit` are those whose work was checked.
struct CheckFacts {
  kpi::FactSchema schema{"check"};
  workorders::OrderColumns order = workorders::OrderColumns::add(schema);

  kpi::TimeColumn checked = schema.time("checked");

  kpi::DimensionColumn kind = schema.dimension("kind", "检查类型", "Check kind");
  kpi::DimensionColumn quality_point = schema.dimension("quality_point", "质量点", "Quality point");
  kpi::DimensionColumn process = schema.dimension("process", "流程", "Process");
  kpi::DimensionColumn checker = schema.dimension("checker", "检查人", "Checker");
  kpi::DimensionColumn employee = schema.dimension("employee", "被检查人", "Employee checked");
  kpi::DimensionColumn result = schema.dimension("result", "检查结果", "Check result");

  kpi::WholeColumn points_got = schema.integer("points_got");
  kpi::WholeColumn points_max = schema.integer("points_max");  // 0 when it does not apply
  kpi::WholeColumn work_order = schema.integer("work_order");

  kpi::FlagColumn required = schema.flag("required");
  kpi::FlagColumn conforming = schema.flag("conforming");
};

const CheckFacts& check_facts();
/// A copy of its schema, for the KPI engine.
kpi::FactSchema check_fact_schema();

}  // namespace manyi::processes
