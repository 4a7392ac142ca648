// The fields of an imported work order: their names in both languages and the words files use for them.
// Owns the list of time columns. Internal to the import profiles.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/workorders/workorders.h"
#include "platform/imports/profile.h"

namespace manyi::workorders {

/// A staged row. Times are texts: a date alone stays one.
struct HistoryRow {
  std::string source_id;
  std::string site;
  std::optional<ServiceType> service_type;
  std::optional<Channel> channel;
  std::optional<Priority> priority;
  std::optional<std::string> manufacturer_no, serial_no, manufacturer, product_line, model, brand, category;
  std::optional<double> age_years;
  std::optional<std::string> symptom_text, fault_code;
  std::optional<Warranty> warranty;
  std::optional<std::string> technician, customer_name, customer_phone, region;
  std::optional<std::string> accepted_by, contacted_by, diagnosed_by, repaired_by, delivered_by;
  std::optional<std::string> requested_at, accepted_at, first_contacted_at, dispatched_at, arrived_at,
      diagnosed_at, repaired_at, qc_passed_at, customer_notified_at, delivered_at, closed_at, cancelled_at,
      received_at, quote_sent_at, quote_decided_at, part_requested_at, part_available_at, repair_started_at,
      shipped_at, first_delivered_at, first_closed_at, reopened_at, promise_at;
  std::optional<std::int64_t> reopen_count;
  std::optional<Outcome> outcome;
  std::optional<std::string> barrier;
  std::map<std::string, std::string> attributes;
};
BOOST_DESCRIBE_STRUCT(HistoryRow, (),
                      (source_id, site, service_type, channel, priority, manufacturer_no, serial_no,
                       manufacturer, product_line, model, brand, category, age_years, symptom_text,
                       fault_code, warranty, technician, customer_name, customer_phone, region, accepted_by,
                       contacted_by, diagnosed_by, repaired_by, delivered_by, requested_at, accepted_at,
                       first_contacted_at, dispatched_at, arrived_at, diagnosed_at, repaired_at, qc_passed_at,
                       customer_notified_at, delivered_at, closed_at, cancelled_at, received_at,
                       quote_sent_at, quote_decided_at, part_requested_at, part_available_at,
                       repair_started_at, shipped_at, first_delivered_at, first_closed_at, reopened_at,
                       promise_at, reopen_count, outcome, barrier, attributes))

/// A column of times with the stamp that it fills.
struct TimeField {
  std::string_view code, name_zh, name_en;
  std::optional<std::string> HistoryRow::*text;
  std::optional<Instant> Stamps::*stamp;
  std::vector<std::string> synonyms;
};

const std::vector<TimeField>& time_fields();
/// A column that names who did a step.
struct CreditField {
  std::string_view code, name_zh, name_en;
  std::optional<std::string> HistoryRow::*text;
  std::optional<EmployeeId> Credits::*person;
};

const std::vector<CreditField>& credit_fields();
std::vector<imports::ProfileField> work_order_fields();
/// Rules across fields: it must be known when the job came in, and nothing lies before.
void check_times(const imports::RowValues&, std::vector<imports::RowProblem>&);
/// Open Repair Data Standard 0.3, https://openrepair.org/open-data/: one row per device brought to an
/// event. The day is all that is known of its time. 'Unknown' is the schema's missing value of a brand.
imports::Mapping open_repair_mapping();
/// Of a log about which nothing more is known: it came in with its first event and ended with its last.
std::vector<imports::ColumnMapping> event_log_columns();
/// CASE_ID;ACTIVITY;TIMESTAMP;DEVICETYPE;SERVICEPOINT;REPAIR_IN_TIME_5D, one row per event, finished cases.
imports::Mapping device_repair_mapping();

}  // namespace manyi::workorders
