// Part requests and single pieces as KPI facts: every column that metrics can name, and its handle.
// Owns the lists; facts.cpp fills a row per record.
#pragma once

#include "engines/kpi/facts.h"
#include "modules/workorders/workorders.h"

namespace manyi::parts {

/// Common dimensions are the order's; technician and unit are those the record names.
struct PartRequestFacts {
  kpi::FactSchema schema{"part_request"};
  workorders::OrderColumns order = workorders::OrderColumns::add(schema);

  kpi::TimeColumn requested = schema.time("requested");
  kpi::TimeColumn promised = schema.time("promised");  // the first promise
  kpi::TimeColumn available = schema.time("available");
  kpi::TimeColumn issued = schema.time("issued");
  kpi::TimeColumn installed = schema.time("installed");

  kpi::DimensionColumn part_no = schema.dimension("part_no", "备件号", "Part number");
  kpi::DimensionColumn part_category = schema.dimension("part_category", "备件类别", "Part category");
  kpi::DimensionColumn source = schema.dimension("source", "备件来源", "Part source");
  kpi::DimensionColumn keeper = schema.dimension("keeper", "备件员", "Parts keeper");
  kpi::DimensionColumn state = schema.dimension("state", "状态", "State");

  kpi::WholeColumn quantity = schema.integer("quantity");
  kpi::WholeColumn lead_ms = schema.duration("lead_ms");  // from request to at hand
  kpi::WholeColumn work_order = schema.integer("work_order");

  kpi::FlagColumn from_stock = schema.flag("from_stock");  // filled at once
};

struct PartUnitFacts {
  kpi::FactSchema schema{"part_unit"};
  workorders::OrderColumns order = workorders::OrderColumns::add(schema);

  kpi::TimeColumn received = schema.time("received");
  kpi::TimeColumn issued = schema.time("issued");
  kpi::TimeColumn installed = schema.time("installed");
  kpi::TimeColumn unused_returned = schema.time("unused_returned");
  kpi::TimeColumn removed = schema.time("removed");
  kpi::TimeColumn return_due = schema.time("return_due");
  kpi::TimeColumn shipped_back = schema.time("shipped_back");
  kpi::TimeColumn judged = schema.time("judged");
  kpi::TimeColumn doa_claimed = schema.time("doa_claimed");
  kpi::TimeColumn doa_confirmed = schema.time("doa_confirmed");

  kpi::DimensionColumn part_no = schema.dimension("part_no", "备件号", "Part number");
  kpi::DimensionColumn part_category = schema.dimension("part_category", "备件类别", "Part category");
  kpi::DimensionColumn verdict = schema.dimension("verdict", "厂家判定", "Verdict");
  kpi::DimensionColumn batch = schema.dimension("batch", "返还批次", "Return batch");
  kpi::DimensionColumn condition = schema.dimension("condition", "备件状况", "Condition");
  kpi::DimensionColumn owner = schema.dimension("owner", "备件归属", "Owner");
  kpi::DimensionColumn state = schema.dimension("state", "状态", "State");

  kpi::WholeColumn cost = schema.integer("cost");
  kpi::WholeColumn work_order = schema.integer("work_order");

  kpi::FlagColumn defective_return = schema.flag("defective_return");  // neither unused nor DOA
  kpi::FlagColumn doa = schema.flag("doa");                            // claimed and not rejected
};

const PartRequestFacts& part_request_facts();
const PartUnitFacts& part_unit_facts();
/// Copies of the schemas, for the KPI engine.
kpi::FactSchema part_request_fact_schema();
kpi::FactSchema part_unit_fact_schema();

}  // namespace manyi::parts
