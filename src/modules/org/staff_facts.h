// Stays and work days as KPI facts: every column that metrics can name, and its handle.
// Owns the lists; staff_facts.cpp fills a row per record.
#pragma once

#include "engines/kpi/facts.h"

namespace manyi::org {

struct HeadcountFacts {
  kpi::FactSchema schema{"headcount"};

  kpi::TimeColumn joined = schema.time("joined");
  kpi::TimeColumn left = schema.time("left");

  kpi::DimensionColumn site = schema.dimension("site", "网点", "Site");
  kpi::DimensionColumn unit = schema.dimension("unit", "组织单元", "Org unit");
  kpi::DimensionColumn role = schema.dimension("role", "岗位角色", "Role");
  kpi::DimensionColumn position = schema.dimension("position", "职位", "Position");
  kpi::DimensionColumn grade = schema.dimension("grade", "职级", "Grade");
  kpi::DimensionColumn employee = schema.dimension("employee", "员工", "Employee");
  kpi::DimensionColumn leave_reason = schema.dimension("leave_reason", "离职原因", "Leave reason");

  kpi::NumberColumn fte = schema.number("fte");

  kpi::FlagColumn manages = schema.flag("manages");
  kpi::FlagColumn certified = schema.flag("certified");

  HeadcountFacts() { schema.zone_by(site); }
};

struct WorkTimeFacts {
  kpi::FactSchema schema{"work_time"};

  kpi::TimeColumn day = schema.time("day");

  kpi::DimensionColumn site = schema.dimension("site", "网点", "Site");
  kpi::DimensionColumn unit = schema.dimension("unit", "组织单元", "Org unit");
  kpi::DimensionColumn role = schema.dimension("role", "岗位角色", "Role");
  kpi::DimensionColumn employee = schema.dimension("employee", "员工", "Employee");

  kpi::WholeColumn available_min = schema.integer("available_min");
  kpi::WholeColumn productive_min = schema.integer("productive_min");

  WorkTimeFacts() { schema.zone_by(site); }
};

const HeadcountFacts& headcount_facts();
const WorkTimeFacts& work_time_facts();
/// Copies of the schemas, for the KPI engine.
kpi::FactSchema headcount_fact_schema();
kpi::FactSchema work_time_fact_schema();

}  // namespace manyi::org
