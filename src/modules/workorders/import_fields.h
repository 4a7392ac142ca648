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
  std::optional<std::string> requested_at, accepted_at, first_contacted_at, dispatched_at, arrived_at,
      diagnosed_at, repaired_at, qc_passed_at, customer_notified_at, delivered_at, closed_at, cancelled_at,
      promise_at;
  std::optional<Outcome> outcome;
  std::optional<std::string> barrier;
  std::map<std::string, std::string> attributes;
};
BOOST_DESCRIBE_STRUCT(HistoryRow, (),
                      (source_id, site, service_type, channel, priority, manufacturer_no, serial_no,
                       manufacturer, product_line, model, brand, category, age_years, symptom_text,
                       fault_code, warranty, technician, customer_name, customer_phone, region, requested_at,
                       accepted_at, first_contacted_at, dispatched_at, arrived_at, diagnosed_at, repaired_at,
                       qc_passed_at, customer_notified_at, delivered_at, closed_at, cancelled_at, promise_at,
                       outcome, barrier, attributes))

/// A column of times with the stamp that it fills.
struct TimeField {
  std::string_view code, name_zh, name_en;
  std::optional<std::string> HistoryRow::*text;
  std::optional<Instant> Stamps::*stamp;
  std::vector<std::string> synonyms;
};

const std::vector<TimeField>& time_fields();
std::vector<imports::ProfileField> work_order_fields();
/// Rules across fields: it must be known when the job came in, and nothing lies before.
void check_times(const imports::RowValues&, std::vector<imports::RowProblem>&);
/// Open Repair Data Standard 0.3, https://openrepair.org/open-data/: one row per device brought to an
/// event. The day is all that is known of its time. 'Unknown' is the schema's missing value of a brand.
imports::Mapping open_repair_mapping();

}  // namespace manyi::workorders
