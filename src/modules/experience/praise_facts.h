// The praise as a KPI fact: every column that metrics can name, and its handle.
// Owns the list; facts.cpp fills a row per praise.
#pragma once

#include "engines/kpi/facts.h"
#include "modules/workorders/workorders.h"

namespace manyi::experience {

/// `unit` is that of the praised.
struct PraiseFacts {
  kpi::FactSchema schema{"praise"};
  workorders::OrderColumns order = workorders::OrderColumns::add(schema);

  kpi::TimeColumn received = schema.time("received");
  kpi::TimeColumn verified = schema.time("verified");
  kpi::TimeColumn forwarded = schema.time("forwarded");

  kpi::DimensionColumn source = schema.dimension("source", "表扬来源", "Praise from");
  kpi::DimensionColumn cause = schema.dimension("cause", "体验维度", "Experience dimension");
  kpi::DimensionColumn employee = schema.dimension("employee", "员工", "Employee");

  kpi::WholeColumn work_order = schema.integer("work_order");

  kpi::FlagColumn verified_flag = schema.flag("verified_flag");
};

/// The one description, shared by all.
const PraiseFacts& praise_facts();
/// A copy of its schema, for the KPI engine.
kpi::FactSchema praise_fact_schema();

}  // namespace manyi::experience
