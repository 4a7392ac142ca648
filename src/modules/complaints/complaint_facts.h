// The complaint as a KPI fact: every column that metrics can name, and its handle.
// Owns the list; facts.cpp fills a row per complaint.
#pragma once

#include "engines/kpi/facts.h"
#include "modules/workorders/workorders.h"

namespace manyi::complaints {

/// `unit` is that of the accused, else of the order's technician.
struct ComplaintFacts {
  kpi::FactSchema schema{"complaint"};
  workorders::OrderColumns order = workorders::OrderColumns::add(schema);

  kpi::TimeColumn received = schema.time("received");
  kpi::TimeColumn acknowledged = schema.time("acknowledged");
  kpi::TimeColumn plan_due = schema.time("plan_due");
  kpi::TimeColumn plan_submitted = schema.time("plan_submitted");
  kpi::TimeColumn solve_due = schema.time("solve_due");
  kpi::TimeColumn confirmed = schema.time("confirmed");  // the customer says it is solved
  kpi::TimeColumn closed = schema.time("closed");
  kpi::TimeColumn reopened = schema.time("reopened");  // last reopening
  kpi::TimeColumn order_delivered = schema.time("order_delivered");

  kpi::DimensionColumn source = schema.dimension("source", "投诉来源", "Complaint source");
  kpi::DimensionColumn grade = schema.dimension("grade", "投诉级别", "Complaint grade");
  kpi::DimensionColumn cause = schema.dimension("cause", "体验维度", "Experience dimension");
  kpi::DimensionColumn state = schema.dimension("state", "状态", "State");
  kpi::DimensionColumn tracker = schema.dimension("tracker", "跟踪人", "Tracker");
  kpi::DimensionColumn accused = schema.dimension("accused", "被投诉人", "Accused");

  kpi::WholeColumn cost = schema.integer("cost");
  kpi::WholeColumn work_order = schema.integer("work_order");
  kpi::WholeColumn customer = schema.integer("customer");  // id

  kpi::FlagColumn valid = schema.flag("valid");
  kpi::FlagColumn severe = schema.flag("severe");
};

/// The one description, shared by all.
const ComplaintFacts& complaint_facts();
/// A copy of its schema, for the KPI engine.
kpi::FactSchema complaint_fact_schema();

}  // namespace manyi::complaints
