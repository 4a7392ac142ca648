// History from elsewhere: entering with guards off, corrected by repetition, taken back out.
// Owns the rule that what anybody touched since is not undone.
#include <algorithm>

#include "base/json.h"
#include "modules/workorders/store.h"
#include "modules/workorders/workorders.h"
#include "modules/workorders/workorders_events.h"
#include "platform/auth/secrets.h"
#include "platform/search/search.h"

namespace manyi::workorders {
namespace {

using Order = store::StoredWorkOrder;

// The furthest step that a time stamp tells of.
WorkOrderState told_by(const Stamps& stamps) {
  using enum WorkOrderState;
  if (stamps.cancelled_at) return kCancelled;
  if (stamps.closed_at) return kClosed;
  if (stamps.delivered_at) return kDelivered;
  if (stamps.qc_passed_at || stamps.customer_notified_at) return kReady;
  if (stamps.repaired_at) return kQc;
  if (stamps.repair_started_at) return kRepairing;
  if (stamps.diagnosed_at) return kDiagnosing;
  return kAccepted;
}

std::string attributes_text(const std::map<std::string, std::string>& attributes) {
  return to_json(attributes);
}

std::vector<ImportedPause> pauses_as_imported(db::ReadTx& tx, const Order& o) {
  std::vector<ImportedPause> pauses;
  if (o.paused_ms.ms() == 0) return pauses;
  for (const auto& row : store::pauses_of(tx, o.tenant_id, o.id))
    if (row.paused_to) pauses.push_back({row.reason, row.evidence, row.paused_from, *row.paused_to});
  return pauses;
}

// The order rested then and at no other time.
Result<void> put_pauses(db::Tx& tx, const Caller& caller, const std::vector<ImportedPause>& pauses,
                        Order& o) {
  if (o.paused_ms.ms() > 0) MANYI_CHECK(store::remove_pauses(tx, o.tenant_id, o.id));
  o.paused_ms = o.evidenced_paused_ms = DurationMs();
  for (const auto& pause : pauses) {
    if (pause.to < pause.from) return invalid("/pauses", "before_from", "A pause ends after it has begun.");
    o.paused_ms = o.paused_ms + (pause.to - pause.from);
    if (!pause.evidence.empty()) o.evidenced_paused_ms = o.evidenced_paused_ms + (pause.to - pause.from);
    MANYI_CHECK(store::insert_pause(tx, {o.tenant_id, tx.new_id<PauseTag>(), o.id, pause.reason,
                                         pause.evidence, pause.from, pause.to, caller.user}));
  }
  return {};
}

// What an import would have had to say to make this order, but for its pauses.
ImportedWorkOrder as_imported(const Order& o) {
  ImportedWorkOrder in;
  in.source = o.source;
  in.source_id = o.source_id.value_or("");
  in.site_id = o.site_id;
  in.service_type = o.service_type;
  in.state = o.state;
  in.channel = o.channel;
  in.priority = o.priority;
  in.date_precision = o.date_precision;
  in.stamps = o;
  in.promise_at = o.promise_at;
  in.customer_id = o.customer_id;
  in.asset_id = o.asset_id;
  in.model_id = o.model_id;
  in.manufacturer_id = o.manufacturer_id;
  in.manufacturer_no = o.manufacturer_no;
  in.brand = o.brand;
  in.category = o.category;
  in.age_years = o.age_years;
  in.symptom_text = o.symptom_text;
  in.fault_code_id = o.fault_code_id;
  in.warranty = o.warranty;
  in.technician_id = o.technician_id;
  in.credits = o;
  in.outcome = o.outcome;
  in.outcome_barrier = o.outcome_barrier;
  in.quote_decision = o.quote_decision;
  if (o.quote_amount)
    in.quote_amount =
        Money(*o.quote_amount, Currency::parse(o.quote_currency.value_or("")).value_or(Currency()));
  in.cancel_reason = o.cancel_reason;
  in.visits = o.visits;
  in.qc_failures = o.qc_failures;
  in.promise_changes = o.promise_changes;
  in.appointments = o.appointment_version;
  if (o.reopen_count > 0) in.reopen_count = o.reopen_count;
  in.promise_original_at = o.promise_original_at;
  if (auto attributes = from_json<std::map<std::string, std::string>>(o.attributes.text))
    in.attributes = std::move(*attributes);
  return in;
}

// The fields that an import decides, written onto an order.
void write_onto(const ImportedWorkOrder& in, Order& o) {
  o.site_id = in.site_id;
  o.service_type = in.service_type;
  static_cast<Stamps&>(o) = in.stamps;
  o.state = in.state.value_or(told_by(in.stamps));
  o.is_open = is_open(o.state);
  o.channel = in.channel;
  o.priority = in.priority;
  o.date_precision = in.date_precision;
  o.promise_at = in.promise_at;
  if (!o.promise_original_at) o.promise_original_at = in.promise_original_at;  // never overwritten
  if (!o.promise_original_at) o.promise_original_at = in.promise_at;
  o.promise_changes = in.promise_changes;
  o.due_at = in.promise_at.value_or(store::kNeverDue);
  o.customer_id = in.customer_id;
  o.asset_id = in.asset_id;
  o.model_id = in.model_id;
  o.manufacturer_id = in.manufacturer_id;
  o.manufacturer_no = in.manufacturer_no;
  o.brand = in.brand;
  o.category = in.category;
  o.age_years = in.age_years;
  o.symptom_text = in.symptom_text;
  o.fault_code_id = in.fault_code_id;
  o.warranty = in.warranty;
  o.technician_id = in.technician_id;
  static_cast<Credits&>(o) = in.credits.value_or(Credits());
  if (!in.credits) {
    o.diagnosed_by = in.stamps.diagnosed_at ? in.technician_id : std::nullopt;
    o.repaired_by = in.stamps.repaired_at || in.stamps.delivered_at || in.stamps.closed_at ? in.technician_id
                                                                                           : std::nullopt;
  }
  o.outcome = in.outcome;
  o.quote_decision = in.quote_decision;
  o.quote_amount.reset();
  o.quote_currency.reset();
  if (in.quote_amount) {
    o.quote_amount = in.quote_amount->amount();
    o.quote_currency = in.quote_amount->currency().text();
  }
  o.cancel_reason = in.cancel_reason;
  o.qc_failures = in.qc_failures;
  o.appointment_version = in.appointments;
  o.reopen_count = in.reopen_count.value_or(0);
  o.outcome_barrier = in.outcome_barrier;
  o.attributes.text = attributes_text(in.attributes);
  // An order stands in lists where it happened, not where it was typed in.
  o.created_at = in.stamps.requested_at.value_or(in.stamps.accepted_at.value_or(o.created_at));
  o.visits = in.visits.value_or(in.service_type == ServiceType::kOnsite && !in.stamps.arrived_at ? 0 : 1);
}

}  // namespace

/// Nothing but the call itself writes while it lasts, so what it read holds to its end. It starts anew
/// when it runs again.
class WorkOrders::Shared {
 public:
  Shared(WorkOrders& orders, db::Tx& tx, TenantId tenant) : orders_(orders), tx_(tx), tenant_(tenant) {}

  /// Null when there is no such site.
  const org::WorkCalendar* hours(SiteId site) {
    const auto [at, fresh] = hours_.try_emplace(site);
    if (fresh) at->second = orders_.needs_.org.hours_of_site(tx_, tenant_, site);
    return at->second.get();
  }
  const ClockRule& rule(std::optional<catalog::ManufacturerId> manufacturer) {
    const auto [at, fresh] = rules_.try_emplace(manufacturer);
    if (fresh) at->second = orders_.rule_for(tx_, tenant_, manufacturer);
    return at->second;
  }

 private:
  WorkOrders& orders_;
  db::Tx& tx_;
  TenantId tenant_;
  std::map<SiteId, std::shared_ptr<const org::WorkCalendar>> hours_;
  std::map<std::optional<catalog::ManufacturerId>, ClockRule> rules_;
};

Result<std::optional<customers::Customer>> WorkOrders::complete_imported(db::Tx& tx, const Caller& caller,
                                                                         Shared& shared, Order& order) {
  const Caller system = Caller::system(caller.tenant);
  order.serial_no.clear();
  order.dealer_id.reset();
  if (order.asset_id) {
    const auto asset = needs_.customers.asset_core(tx, caller.tenant, *order.asset_id);
    if (!asset) return invalid("/asset_id", "not_found", "There is no such asset.");
    order.serial_no = asset->serial_no;
    order.dealer_id = asset->dealer_id;
    if (!order.customer_id) order.customer_id = asset->customer_id;
    if (!order.model_id) order.model_id = asset->model_id;
  }
  order.product_line_id.reset();
  MANYI_CHECK(take_model(tx, order, "/model_id"));
  order.customer_kind.reset();
  order.region.clear();
  std::optional<customers::Customer> customer;
  if (order.customer_id) {
    customer = needs_.customers.customer(tx, system, *order.customer_id);
    if (!customer) return invalid("/customer_id", "not_found", "There is no such customer.");
    order.customer_kind = customer->kind;
    order.region = customer->region;
  }
  const org::WorkCalendar* hours = shared.hours(order.site_id);
  if (hours == nullptr) return invalid("/site_id", "not_found", "There is no such site.");
  const ClockRule& rule = shared.rule(order.manufacturer_id);
  order.tat_limit_ms = rule.customer_limit;
  measure_turnaround(tx, order, *hours, rule);
  order.updated_at = tx.now();
  order.updated_by = caller.user;
  return customer;
}

Result<ImportOutcome> WorkOrders::import_history(db::Tx& tx, const Caller& caller,
                                                 const ImportedWorkOrder& in) {
  MANYI_TRY(const auto outcomes, import_history(tx, caller, std::span(&in, 1)));
  return outcomes.front();
}

Result<std::vector<ImportOutcome>> WorkOrders::import_history(db::Tx& tx, const Caller& caller,
                                                              std::span<const ImportedWorkOrder> all) {
  Shared shared(*this, tx, caller.tenant);
  std::vector<ImportOutcome> outcomes;
  outcomes.reserve(all.size());
  for (const auto& in : all) {
    MANYI_TRY(auto outcome, import_one(tx, caller, shared, in));
    outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

Result<void> WorkOrders::load_history(db::Tx& tx, const Caller& caller,
                                      std::span<const LoadedWorkOrder> all) {
  if (all.empty()) return {};
  Shared shared(*this, tx, caller.tenant);
  std::map<catalog::ModelId, catalog::ModelPath> models;
  std::string digest;
  for (const auto& in : all) {
    Order order;
    order.tenant_id = caller.tenant;
    order.id = in.id;
    order.imported = true;
    order.source = in.source;
    order.source_id = in.source_id;
    order.created_by = order.updated_by = caller.user;
    order.updated_at = tx.now();
    write_onto(in, order);
    MANYI_CHECK(put_pauses(tx, caller, in.pauses, order));
    order.serial_no = in.serial_no;
    order.customer_kind = in.customer_kind;
    order.region = in.region;
    if (in.model_id) {
      auto path = models.find(*in.model_id);
      if (path == models.end()) {
        const auto found = needs_.catalog.model_path(tx, caller.tenant, *in.model_id);
        if (!found) return invalid("/model_id", "not_found", "There is no such model.");
        path = models.emplace(*in.model_id, *found).first;
      }
      order.product_line_id = path->second.product_line_id;
      order.manufacturer_id = path->second.manufacturer_id;
    }
    const org::WorkCalendar* hours = shared.hours(order.site_id);
    if (hours == nullptr) return invalid("/site_id", "not_found", "There is no such site.");
    const ClockRule& rule = shared.rule(order.manufacturer_id);
    order.tat_limit_ms = rule.customer_limit;
    measure_turnaround(tx, order, *hours, rule);
    order.no = next_no(tx, caller.tenant, hours->zone().local_date(order.created_at));
    if (const auto before = in.repeat_of ? store::find(tx, caller.tenant, *in.repeat_of) : std::nullopt) {
      store::Links links = *before;
      links.followed_by = order.id;
      links.followed_at = order.created_at;
      MANYI_CHECK(store::update_links(tx, caller.tenant, before->id, links));
      if (before->delivered_at && order.created_at - *before->delivered_at <= kDay * rule.repeat_window_days)
        order.repeat_of = in.repeat_of;
    }
    MANYI_CHECK(store::insert(tx, order));
    digest = auth::digest_hex(digest + to_json(order));
  }
  WorkOrdersLoaded event;
  event.count = static_cast<std::int64_t>(all.size());
  event.first = all.front().id;
  event.last = all.back().id;
  event.digest = std::move(digest);
  return needs_.events.publish(tx, caller, event);
}

Result<ImportOutcome> WorkOrders::import_one(db::Tx& tx, const Caller& caller, Shared& shared,
                                             const ImportedWorkOrder& in) {
  std::vector<FieldError> errors;
  if (in.source.empty()) errors.push_back({"/source", "required", "Name where it comes from."});
  if (in.source_id.empty())
    errors.push_back({"/source_id", "required", "Its id there makes a repeat harmless."});
  if (!in.stamps.requested_at && !in.stamps.accepted_at)
    errors.push_back({"/stamps/requested_at", "required", "When it came in is needed."});
  if (!errors.empty()) return invalid(std::move(errors));

  ImportOutcome outcome;
  auto known = store::find_by_source(tx, caller.tenant, in.source, in.source_id);
  Order order = known ? *known : Order();
  if (!known) {
    order.tenant_id = caller.tenant;
    order.imported = true;
    order.source = in.source;
    order.source_id = in.source_id;
    order.created_by = caller.user;
    order.created_at = tx.now();
    order.id = tx.new_id<WorkOrderTag>();
  }
  std::optional<ImportedWorkOrder> before;
  if (known) {
    before = as_imported(*known);
    before->pauses = pauses_as_imported(tx, *known);
  }
  write_onto(in, order);
  const bool new_pauses = !in.pauses.empty() && (!before || before->pauses != in.pauses);
  if (new_pauses) MANYI_CHECK(put_pauses(tx, caller, in.pauses, order));
  MANYI_TRY(const auto customer, complete_imported(tx, caller, shared, order));
  if (known) {
    outcome.id = known->id;
    // Compared as the import would say it: what is derived (customer of the asset) is no change.
    if (!new_pauses && to_json(as_imported(*known)) == to_json(as_imported(order))) {
      outcome.version = known->version;
      return outcome;
    }
    outcome.kind = ImportKind::kUpdated;
    outcome.before = std::move(before);
    MANYI_CHECK(store_imported(tx, caller, *known, order, ImportKind::kUpdated));
    outcome.version = order.version;
    return outcome;
  }
  order.no = next_no(tx, caller.tenant, shared.hours(order.site_id)->zone().local_date(order.created_at));
  if (order.asset_id) {
    MANYI_CHECK(relink(tx, caller, *order.asset_id, &order));
    if (order.delivered_at) MANYI_CHECK(needs_.customers.bump_repair_count(tx, caller, *order.asset_id, 1));
  }
  MANYI_CHECK(store::insert(tx, order));
  MANYI_CHECK(needs_.search.add(tx, order.tenant_id, "work_order", order.id.value(),
                                document_of(tx, order, customer ? &*customer : nullptr)));
  outcome.kind = ImportKind::kImported;
  outcome.id = order.id;
  outcome.version = order.version;
  MANYI_CHECK(publish_imported(tx, caller, order, ImportKind::kImported));
  return outcome;
}

Result<void> WorkOrders::store_imported(db::Tx& tx, const Caller& caller, const Order& before, Order& order,
                                        ImportKind change) {
  order.version = before.version + 1;
  MANYI_CHECK(store::update_intake(tx, order));
  MANYI_CHECK(store::update_progress(tx, order));
  if (before.asset_id != order.asset_id || before.delivered_at != order.delivered_at ||
      before.requested_at != order.requested_at ||
      (before.state == WorkOrderState::kCancelled) != (order.state == WorkOrderState::kCancelled)) {
    if (before.asset_id && before.asset_id != order.asset_id) {
      MANYI_CHECK(relink(tx, caller, *before.asset_id, nullptr));
      static_cast<store::Links&>(order) = {};
    }
    if (before.asset_id && before.delivered_at)
      MANYI_CHECK(needs_.customers.bump_repair_count(tx, caller, *before.asset_id, -1));
    if (order.asset_id && order.delivered_at)
      MANYI_CHECK(needs_.customers.bump_repair_count(tx, caller, *order.asset_id, 1));
    if (order.asset_id) MANYI_CHECK(relink(tx, caller, *order.asset_id, &order));
    MANYI_CHECK(store::update_links(tx, order.tenant_id, order.id, order));
  }
  MANYI_CHECK(put_in_search(tx, order));
  return publish_imported(tx, caller, order, change);
}

Result<void> WorkOrders::publish_imported(db::Tx& tx, const Caller& caller, const Order& order,
                                          ImportKind change) {
  WorkOrderImported event;
  event.work_order = order.id;
  event.site = order.site_id;
  event.technician = order.technician_id;
  event.state = order.state;
  event.at = order.created_at;
  event.change = change;
  event.outcome = order.outcome;
  return needs_.events.publish(
      tx, caller, event, order.created_at,
      order.date_precision == DatePrecision::kDay ? journal::Precision::kDay : journal::Precision::kInstant);
}

Result<void> WorkOrders::undo_import(db::Tx& tx, const Caller& caller, const ImportOutcome& done) {
  const auto stored = store::find(tx, caller.tenant, done.id);
  if (!stored) return not_found("work_order.not_found", "There is no such work order.");
  if (!stored->imported || stored->version != done.version ||
      !store::comments_of(tx, caller.tenant, done.id).empty())
    return conflict("work_order.touched", "Somebody worked on this order since it was imported.");
  if (done.kind == ImportKind::kUnchanged) return {};
  if (done.kind == ImportKind::kUpdated) {
    if (!done.before) return conflict("work_order.touched", "It is not known what this order was before.");
    Order order = *stored;
    write_onto(*done.before, order);
    MANYI_CHECK(put_pauses(tx, caller, done.before->pauses, order));
    Shared shared(*this, tx, caller.tenant);
    MANYI_CHECK(complete_imported(tx, caller, shared, order));
    return store_imported(tx, caller, *stored, order, ImportKind::kUpdated);
  }
  MANYI_CHECK(store::remove(tx, caller.tenant, done.id));
  MANYI_CHECK(needs_.search.remove(tx, caller.tenant, "work_order", done.id.value()));
  if (stored->asset_id) {
    if (stored->delivered_at)
      MANYI_CHECK(needs_.customers.bump_repair_count(tx, caller, *stored->asset_id, -1));
    MANYI_CHECK(relink(tx, caller, *stored->asset_id, nullptr));
  }
  WorkOrderDeleted event;
  event.work_order = stored->id;
  event.site = stored->site_id;
  event.technician = stored->technician_id;
  event.state = stored->state;
  event.at = tx.now();
  return needs_.events.publish(tx, caller, event);
}

}  // namespace manyi::workorders
