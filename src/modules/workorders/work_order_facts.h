// The work order as a KPI fact: every column that metrics can name, and its handle.
// Owns the list; store.cpp fills a row per order, the engine reads it.
#pragma once

#include "engines/kpi/facts.h"

namespace manyi::workorders {

/// Column handles beside the schema they belong to. Times are null until they happen;
/// a correction or reopening clears what no longer holds (`closed` of a reopened order).
struct WorkOrderFacts {
  kpi::FactSchema schema{"work_order"};

  kpi::TimeColumn requested, accepted, first_contacted, dispatched, arrived, diagnosed, repaired, qc_passed,
      delivered, closed, cancelled;
  kpi::TimeColumn followed_at;  // the next repair of the same asset was accepted
  kpi::TimeColumn reopened_at;  // last reopening
  kpi::TimeColumn quote_sent, quote_decided, part_requested, part_promised, part_available, repair_started,
      customer_notified;
  kpi::TimeColumn first_appt_from, first_appt_to;  // the first window promised
  kpi::TimeColumn promised;                        // the first promise

  kpi::DimensionColumn site, manufacturer, product_line, model, brand, category, customer_kind, region,
      service_type, warranty, fault_code, technician, channel, outcome, barrier, state, priority, source,
      quote_decision, dealer;
  kpi::DimensionColumn symptom;         // the family of the fault code
  kpi::DimensionColumn repeat_symptom;  // of the order at followed_at: same, other; none where one is unknown
  /// Who did the step first; see Credits.
  kpi::DimensionColumn accepted_by, contacted_by, diagnosed_by, repaired_by, delivered_by;

  kpi::WholeColumn visits, reopen_count, qc_failures;
  kpi::WholeColumn reschedules, promise_changes;  // versions after the first
  kpi::WholeColumn customer;                      // id, to be counted distinctly
  kpi::WholeColumn paused_ms, business_tat_ms, manufacturer_tat_ms, tat_limit_ms;
  kpi::NumberColumn age_years;

  kpi::FlagColumn has_serial;
  kpi::FlagColumn date_only;  // time stamps are dates: no durations from them
  kpi::FlagColumn imported;
  kpi::FlagColumn excluded;  // draft, duplicate or test: in no metric

  WorkOrderFacts();
};

/// The one description, shared by all.
const WorkOrderFacts& work_order_facts();
/// A copy of its schema, for Engine::add_fact.
kpi::FactSchema work_order_fact_schema();

}  // namespace manyi::workorders
