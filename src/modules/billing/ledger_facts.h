// The ledger line as a KPI fact: every column that metrics can name, and its handle.
// Owns the list; facts.cpp fills a row per line.
#pragma once

#include "engines/kpi/facts.h"
#include "modules/workorders/workorders.h"

namespace manyi::billing {

/// `unit` is the line's own, else that of the order's technician.
struct LedgerFacts {
  kpi::FactSchema schema{"ledger_line"};
  workorders::OrderColumns order = workorders::OrderColumns::add(schema);

  kpi::TimeColumn booked = schema.time("booked");

  kpi::DimensionColumn account = schema.dimension("account", "科目", "Account");
  kpi::DimensionColumn cost_type = schema.dimension("cost_type", "费用类型", "Cost type");

  kpi::WholeColumn amount = schema.integer("amount");
  kpi::WholeColumn work_order = schema.integer("work_order");

  kpi::FlagColumn settled = schema.flag("settled");
};

const LedgerFacts& ledger_facts();
/// A copy of its schema, for the KPI engine.
kpi::FactSchema ledger_fact_schema();

}  // namespace manyi::billing
