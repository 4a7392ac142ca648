// Work orders as rows of the KPI engine.
// Owns which stored value becomes which column; the list of columns is in work_order_facts.h.
#include <algorithm>

#include "base/json.h"
#include "modules/workorders/store.h"
#include "modules/workorders/work_order_facts.h"
#include "modules/workorders/workorders.h"

namespace manyi::workorders {
namespace {

// Drafts, duplicates and tests count nowhere. An order that was cancelled did wait until then, so that
// it stays in the backlog of that time; the metrics say which cancelled orders they leave out.
bool is_excluded(const store::StoredWorkOrder& o) {
  if (o.state == WorkOrderState::kDraft) return true;
  return o.state == WorkOrderState::kCancelled &&
         (o.cancel_reason == CancelReason::kDuplicate || o.cancel_reason == CancelReason::kTest);
}

template <class T> std::optional<std::int64_t> ms_of(const std::optional<T>& duration) {
  return duration ? std::optional(duration->ms()) : std::nullopt;
}

}  // namespace

std::vector<kpi::FactRow> WorkOrders::load_facts(db::ReadTx& tx, TenantId tenant,
                                                 const std::vector<std::int64_t>& ids) {
  const WorkOrderFacts& f = work_order_facts();
  const auto orders = store::find_all(tx, tenant, ids);
  std::vector<EmployeeId> technicians;
  std::vector<catalog::ModelId> models;
  for (const auto& o : orders) {
    for (const auto& who :
         {o.technician_id, o.accepted_by, o.contacted_by, o.diagnosed_by, o.repaired_by, o.delivered_by})
      if (who) technicians.push_back(*who);
    if (o.model_id) models.push_back(*o.model_id);
  }
  const auto unique = [](auto& list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  };
  unique(technicians);
  unique(models);
  const auto sites = needs_.org.site_names(tx, tenant);
  const auto names = needs_.org.employee_names(tx, tenant, technicians);
  const auto paths = needs_.catalog.model_paths(tx, tenant, models);
  std::map<catalog::ManufacturerId, std::string> makers;
  std::map<catalog::FaultCodeId, std::optional<catalog::FaultCode>> codes;
  const Caller system = Caller::system(tenant);
  const auto code_of = [&](catalog::FaultCodeId id) -> const std::optional<catalog::FaultCode>& {
    auto code = codes.find(id);
    if (code == codes.end()) code = codes.emplace(id, needs_.catalog.fault_code(tx, tenant, id)).first;
    return code->second;
  };
  std::vector<std::int64_t> followers;
  for (const auto& o : orders)
    if (o.followed_by && o.fault_code_id) followers.push_back(o.followed_by->value());
  const auto next_codes = store::fault_codes_of(tx, tenant, followers);

  std::vector<kpi::FactRow> rows;
  rows.reserve(orders.size());
  for (const auto& o : orders) {
    kpi::FactRow row(f.schema, o.id.value());
    row.set(f.requested, o.requested_at)
        .set(f.accepted, o.accepted_at)
        .set(f.first_contacted, o.first_contacted_at)
        .set(f.dispatched, o.dispatched_at)
        .set(f.arrived, o.arrived_at)
        .set(f.diagnosed, o.diagnosed_at)
        .set(f.repaired, o.repaired_at)
        .set(f.qc_passed, o.qc_passed_at)
        .set(f.delivered, o.delivered_at)
        .set(f.closed, o.closed_at)
        .set(f.cancelled, o.cancelled_at)
        .set(f.followed_at, o.followed_at)
        .set(f.reopened_at, o.reopened_at)
        .set(f.quote_sent, o.quote_sent_at)
        .set(f.quote_decided, o.quote_decided_at)
        .set(f.part_requested, o.part_requested_at)
        .set(f.part_promised, o.part_promised_at)
        .set(f.part_available, o.part_available_at)
        .set(f.repair_started, o.repair_started_at)
        .set(f.customer_notified, o.customer_notified_at)
        .set(f.first_appt_from, o.first_appt_from)
        .set(f.first_appt_to, o.first_appt_to)
        .set(f.promised, o.promise_original_at);
    const auto site = sites.find(o.site_id);
    row.set(f.site, o.site_id.text(), site == sites.end() ? "" : site->second);
    if (o.model_id) {
      const auto path = paths.find(*o.model_id);
      row.set(f.model, o.model_id->text(), path == paths.end() ? "" : path->second.model_name);
      if (path != paths.end()) {
        row.set(f.product_line, path->second.product_line_id.text(), path->second.product_line_name);
        row.set(f.manufacturer, path->second.manufacturer_id.text(), path->second.manufacturer_name);
      }
    } else if (o.manufacturer_id) {
      auto maker = makers.find(*o.manufacturer_id);
      if (maker == makers.end()) {
        const auto found = needs_.catalog.get_manufacturer(tx, system, *o.manufacturer_id);
        maker = makers.emplace(*o.manufacturer_id, found ? found->name : "").first;
      }
      row.set(f.manufacturer, o.manufacturer_id->text(), maker->second);
    }
    row.set(f.brand, o.brand).set(f.category, o.category).set(f.region, o.region);
    if (o.customer_kind) row.set(f.customer_kind, enum_name(*o.customer_kind));
    row.set(f.service_type, enum_name(o.service_type)).set(f.warranty, enum_name(o.warranty));
    if (o.fault_code_id) {
      const auto& code = code_of(*o.fault_code_id);
      row.set(f.fault_code, o.fault_code_id->text(), code ? code->code + " " + code->name : "");
      if (code) row.set(f.symptom, code->symptom_family);
      const auto next = o.followed_by ? next_codes.find(*o.followed_by) : next_codes.end();
      if (code && next != next_codes.end())
        if (const auto& other = code_of(next->second))
          row.set(f.repeat_symptom, other->symptom_family == code->symptom_family ? "same" : "other");
    }
    const auto person = [&](kpi::DimensionColumn column, const std::optional<EmployeeId>& who) {
      if (!who) return;
      const auto name = names.find(*who);
      row.set(column, who->text(), name == names.end() ? "" : name->second);
    };
    person(f.technician, o.technician_id);
    person(f.accepted_by, o.accepted_by);
    person(f.contacted_by, o.contacted_by);
    person(f.diagnosed_by, o.diagnosed_by);
    person(f.repaired_by, o.repaired_by);
    person(f.delivered_by, o.delivered_by);
    if (o.dealer_id) row.set(f.dealer, o.dealer_id->text());
    if (o.quote_decision != QuoteDecision::kNone) row.set(f.quote_decision, enum_name(o.quote_decision));
    row.set(f.channel, enum_name(o.channel))
        .set(f.outcome, enum_name(o.outcome))
        .set(f.barrier, o.outcome_barrier)
        .set(f.state, enum_name(o.state))
        .set(f.priority, enum_name(o.priority))
        .set(f.source, o.source);
    row.set(f.visits, o.visits)
        .set(f.reopen_count, o.reopen_count)
        .set(f.qc_failures, o.qc_failures)
        .set(f.promise_changes, o.promise_changes)
        .set(f.paused_ms, o.paused_ms.ms())
        .set(f.business_tat_ms, ms_of(o.business_tat_ms))
        .set(f.manufacturer_tat_ms, ms_of(o.manufacturer_tat_ms))
        .set(f.tat_limit_ms, ms_of(o.tat_limit_ms));
    row.set(f.age_years, o.age_years);
    if (o.appointment_version > 0) row.set(f.reschedules, o.appointment_version - 1);
    if (o.customer_id) row.set(f.customer, o.customer_id->value());
    row.set(f.has_serial, o.asset_id.has_value())
        .set(f.date_only, o.date_precision == DatePrecision::kDay)
        .set(f.imported, o.imported)
        .set(f.excluded, is_excluded(o));
    if (o.attributes.text.size() > 2) {
      if (const auto attributes = JsonDocument::parse(o.attributes.text)) {
        const JsonView root = attributes->root();
        for (std::size_t i = 0; i < root.size(); ++i)
          if (root.value(i).kind() == JsonKind::kText)
            row.set_attribute(std::string(root.key(i)), std::string(root.value(i).text()));
      }
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace manyi::workorders
