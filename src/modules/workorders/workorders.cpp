// Reading work orders: one, lists, actions, clocks, counters; and the rules they go by.
// Owns what people see of a stored order.
#include "modules/workorders/workorders.h"

#include <algorithm>

#include "base/json.h"
#include "modules/identity/identity.h"
#include "modules/workorders/escalations.h"
#include "modules/workorders/store.h"
#include "modules/workorders/workorders_events.h"
#include "platform/search/search.h"

namespace manyi::workorders {
namespace {

constexpr int kMostHits = 1024;
constexpr std::int64_t kMostCounted = 1000;
constexpr std::size_t kEnoughForPromise = 20;

Error no_such_order() { return not_found("work_order.not_found", "There is no such work order."); }

std::vector<std::string> texts_of(const RawJson& json) {
  auto texts = from_json<std::vector<std::string>>(json.text);
  return texts ? std::move(*texts) : std::vector<std::string>();
}

// Scope by the columns of the order's own row.
ScopeFilter reach_of(const Caller& caller) {
  return scope_of(caller, {.dealer = "dealer_id", .manufacturer = "manufacturer_id"});
}

template <class T, class Rows, class Get> std::vector<T> distinct(const Rows& rows, Get get) {
  std::vector<T> all;
  for (const auto& row : rows)
    if (const auto id = get(row)) all.push_back(*id);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

template <class Map, class Key> std::string name_in(const Map& names, const Key& key) {
  const auto at = names.find(key);
  return at == names.end() ? std::string() : at->second;
}

}  // namespace

std::span<const FieldRule> field_rules(const ListWorkOrders*) {
  static const FieldRule kRules[] = {
      {.name = "q",
       .doc = "Words of number, serial, customer, phone tail or symptom.",
       .example = R"("云帆 无法开机")",
       .max_length = 200},
      {.name = "sort",
       .doc = "created_at, promise_at or updated_at, with - in front for the latest first.",
       .example = R"("-created_at")",
       .max_length = 20},
      {.name = "state", .doc = "One or several, comma-separated.", .max_length = 30},
      {.name = "open", .doc = "true: neither closed nor cancelled."},
      {.name = "overdue", .doc = "true: promised before now and not delivered."},
      {.name = "created_from", .doc = "First instant."},
      {.name = "created_to", .doc = "The instant after the last."},
      {.name = "limit", .doc = "At most 200; 50 by default.", .minimum = 1, .maximum = 200}};
  return kRules;
}
std::span<const FieldRule> field_rules(const WorkOrderRule*) {
  static const FieldRule kRules[] = {
      {.name = "manufacturer_id", .doc = "None: the rule of the house."},
      {.name = "customer_limit_ms", .minimum = 60000, .maximum = 366LL * 86400000},
      {.name = "business_limit_ms", .minimum = 60000, .maximum = 366LL * 86400000},
      {.name = "manufacturer_limit_ms", .minimum = 60000, .maximum = 366LL * 86400000},
      {.name = "repeat_window_days",
       .doc = "A later order within these days is a repeat.",
       .minimum = 1,
       .maximum = 366}};
  return kRules;
}

Result<WorkOrders::Order> WorkOrders::load(db::ReadTx& tx, const Caller& caller, WorkOrderId id,
                                           const std::optional<std::int64_t>& if_match) {
  auto order = store::find(tx, caller.tenant, id);
  if (!order) return no_such_order();
  const ScopeKeys keys = {order->tenant_id, order->site_id, order->technician_id.value_or(EmployeeId()),
                          order->dealer_id ? order->dealer_id->value() : 0,
                          order->manufacturer_id ? order->manufacturer_id->value() : 0};
  if (!in_scope(caller, keys)) return no_such_order();
  if (if_match && *if_match != order->version)
    return stale("Somebody changed this work order since you read it.");
  return std::move(*order);
}

WorkOrder WorkOrders::present(db::ReadTx& tx, const Caller& caller, const Order& o, Known known) {
  WorkOrder out;
  static_cast<Stamps&>(out) = o;
  out.id = o.id;
  out.no = o.no;
  out.manufacturer_no = o.manufacturer_no;
  out.service_type = o.service_type;
  out.state = o.state;
  out.paused = o.pause_reason.has_value();
  if (o.pause_reason)
    out.pause = PauseInForce{*o.pause_reason, o.paused_since.value_or(o.updated_at), o.pause_evidence};
  out.escalation_level = o.escalation_level;
  out.channel = o.channel;
  out.priority = o.priority;
  out.site_id = o.site_id;
  if (known.site_name != nullptr)
    out.site_name = *known.site_name;
  else if (const auto site = needs_.org.site(tx, o.tenant_id, o.site_id))
    out.site_name = site->name;
  out.customer_id = o.customer_id;
  out.contact_id = o.contact_id;
  if (o.customer_id) {
    std::optional<customers::Customer> read;
    const customers::Customer* customer = caller.may(Permission::kCustomerReveal) ? known.revealed : nullptr;
    if (customer == nullptr && (read = needs_.customers.customer(tx, caller, *o.customer_id)))
      customer = &*read;
    if (customer != nullptr) {
      out.customer_name = customer->name;
      out.contact_phone = customer->phone;
      for (const auto& contact : customer->contacts) {
        if (!o.contact_id || contact.id != *o.contact_id) continue;
        out.contact_name = contact.name;
        if (!contact.phone.empty()) out.contact_phone = contact.phone;
      }
    }
  }
  out.asset_id = o.asset_id;
  out.serial_no = o.serial_no;
  out.model_id = o.model_id;
  if (o.model_id) {
    if (const auto path = needs_.catalog.model_path(tx, o.tenant_id, *o.model_id)) {
      out.model_name = path->model_name;
      out.product_line_name = path->product_line_name;
      out.manufacturer_name = path->manufacturer_name;
    }
  } else if (o.manufacturer_id) {
    if (const auto maker =
            needs_.catalog.get_manufacturer(tx, Caller::system(o.tenant_id), *o.manufacturer_id))
      out.manufacturer_name = maker->name;
  }
  out.brand = o.brand;
  out.category = o.category;
  out.age_years = o.age_years;
  out.symptom_text = o.symptom_text;
  out.fault_code_id = o.fault_code_id;
  if (o.fault_code_id)
    if (const auto code = needs_.catalog.fault_code(tx, o.tenant_id, *o.fault_code_id))
      out.fault_code_name = code->name;
  out.accessories = texts_of(o.accessories);
  out.appearance = o.appearance;
  out.data_handling = o.data_handling;
  out.warranty = o.warranty;
  out.warranty_evidence = o.warranty_evidence;
  out.quote_decision = o.quote_decision;
  const auto money = [](const std::optional<std::int64_t>& amount,
                        const std::optional<std::string>& currency) {
    return amount
               ? std::optional(Money(*amount, Currency::parse(currency.value_or("CNY")).value_or(Currency())))
               : std::nullopt;
  };
  out.quote_amount = money(o.quote_amount, o.quote_currency);
  out.price_limit = money(o.price_limit, o.price_limit_currency);
  out.technician_id = o.technician_id;
  if (o.technician_id)
    out.technician_name =
        name_in(needs_.org.employee_names(tx, o.tenant_id, std::vector{*o.technician_id}), *o.technician_id);
  out.outcome = o.outcome;
  out.outcome_barrier = o.outcome_barrier;
  out.cancel_reason = o.cancel_reason;
  out.repeat_of = o.repeat_of;
  out.followed_by = o.followed_by;
  if (o.repeat_of) out.repeat_of_no = store::number_of(tx, o.tenant_id, *o.repeat_of);
  if (o.followed_by) out.followed_by_no = store::number_of(tx, o.tenant_id, *o.followed_by);
  out.promise = {o.promise_at, o.promise_original_at, o.promise_changes};
  if (o.promise_changes > 0) {
    const auto rows = store::promises_of(tx, o.tenant_id, o.id);
    const auto names = needs_.identity.user_names(
        tx, o.tenant_id, distinct<UserId>(rows, [](const auto& row) { return std::optional(row.made_by); }));
    for (const auto& row : rows)
      out.promises.push_back(
          {row.promise_at, row.reason, row.told_customer, row.made_at, name_in(names, row.made_by)});
  }
  if (o.expectations > 0)
    for (auto& row : store::expectations_of(tx, o.tenant_id, o.id))
      out.expectations.push_back({row.id, row.kind, std::move(row.text), row.verdict});
  out.visits = o.visits;
  out.reopen_count = o.reopen_count;
  out.qc_failures = o.qc_failures;
  out.appointment_version = o.appointment_version;
  out.main_way = main_way(o.service_type);
  out.imported = o.imported;
  out.date_precision = o.date_precision;
  out.source = o.source;
  out.source_id = o.source_id.value_or("");
  out.attributes = o.attributes;
  out.created_at = o.created_at;
  out.updated_at = o.updated_at;
  out.version = o.version;
  return out;
}

Result<WorkOrder> WorkOrders::get(db::ReadTx& tx, const Caller& caller, WorkOrderId id) {
  MANYI_TRY(const Order order, load(tx, caller, id));
  return present(tx, caller, order);
}

// ---- lists --------------------------------------------------------------------------------------

std::vector<WorkOrderRow> WorkOrders::present_rows(db::ReadTx& tx, const Caller& caller,
                                                   std::vector<store::ListedWorkOrder> rows) {
  const auto sites = needs_.org.site_names(tx, caller.tenant);
  const auto customers = needs_.customers.customer_names(
      tx, caller, distinct<customers::CustomerId>(rows, [](const auto& row) { return row.customer_id; }));
  const auto technicians = needs_.org.employee_names(
      tx, caller.tenant, distinct<EmployeeId>(rows, [](const auto& row) { return row.technician_id; }));
  const auto models = needs_.catalog.model_paths(
      tx, caller.tenant, distinct<catalog::ModelId>(rows, [](const auto& row) { return row.model_id; }));
  std::vector<WorkOrderRow> out;
  out.reserve(rows.size());
  for (auto& row : rows) {
    WorkOrderRow& line = out.emplace_back();
    line.id = row.id;
    line.no = std::move(row.no);
    line.service_type = row.service_type;
    line.state = row.state;
    line.paused = row.pause_reason.has_value();
    line.escalation_level = row.escalation_level;
    line.priority = row.priority;
    line.site_id = row.site_id;
    line.site_name = name_in(sites, row.site_id);
    line.customer_id = row.customer_id;
    if (row.customer_id) line.customer_name = name_in(customers, *row.customer_id);
    line.asset_id = row.asset_id;
    line.serial_no = std::move(row.serial_no);
    if (row.model_id) {
      if (const auto path = models.find(*row.model_id); path != models.end()) {
        line.model_name = path->second.model_name;
        line.manufacturer_name = path->second.manufacturer_name;
      }
    }
    line.brand = std::move(row.brand);
    line.category = std::move(row.category);
    line.symptom_text = std::move(row.symptom_text);
    line.warranty = row.warranty;
    line.technician_id = row.technician_id;
    if (row.technician_id) line.technician_name = name_in(technicians, *row.technician_id);
    line.outcome = row.outcome;
    line.repeat_of = row.repeat_of;
    line.promise = {row.promise_at, row.promise_original_at, row.promise_changes};
    line.accepted_at = row.accepted_at;
    line.customer_notified_at = row.customer_notified_at;
    line.delivered_at = row.delivered_at;
    line.closed_at = row.closed_at;
    line.imported = row.imported;
    line.created_at = row.created_at;
    line.updated_at = row.updated_at;
    line.version = row.version;
  }
  return out;
}

Result<Page<WorkOrderRow>> WorkOrders::list(db::ReadTx& tx, const Caller& caller, const ListWorkOrders& in) {
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  // Whoever may not see the customer or device learns nothing from an empty list either.
  if (in.customer_id) MANYI_CHECK(needs_.customers.get(tx, caller, *in.customer_id));
  if (in.asset_id) MANYI_CHECK(needs_.customers.get_asset(tx, caller, *in.asset_id));
  store::ListFilter filter;
  filter.scope = reach_of(caller);
  std::string_view sort = in.sort ? std::string_view(*in.sort) : std::string_view("-created_at");
  filter.descending = !sort.empty() && sort.front() == '-';
  if (filter.descending) sort.remove_prefix(1);
  if (sort == "created_at")
    filter.sort = store::SortKey::kCreated;
  else if (sort == "promise_at")
    filter.sort = store::SortKey::kDue;
  else if (sort == "updated_at")
    filter.sort = store::SortKey::kUpdated;
  else
    return invalid("/sort", "choice", "Expected created_at, promise_at or updated_at, with or without -.");
  if (in.cursor) {
    MANYI_TRY(const auto keys, read_cursor(*in.cursor, 2));
    const auto key = detail::integer_from_text(keys[0]);
    const auto id = detail::integer_from_text(keys[1]);
    if (!key || !id) return invalid("/cursor", "cursor", "This cursor is not from this list.");
    filter.after = {*key, *id};
  }
  if (in.q && !in.q->empty()) {
    filter.ids.emplace();
    for (const auto& hit : needs_.search.find(tx, caller.tenant, *in.q, {"work_order"}, kMostHits))
      filter.ids->push_back(hit.id);
  }
  filter.states = in.state;
  filter.open = in.open;
  filter.paused = in.paused;
  if (in.overdue.value_or(false)) filter.overdue_at = tx.now();
  filter.site = in.site_id;
  filter.technician = in.technician_id;
  filter.customer = in.customer_id;
  filter.asset = in.asset_id;
  filter.manufacturer = in.manufacturer_id;
  filter.service_type = in.service_type;
  filter.warranty = in.warranty;
  filter.created_from = in.created_from;
  filter.created_to = in.created_to;
  filter.limit = limit + 1;
  auto rows = store::list(tx, filter);
  const bool whole = !in.cursor && rows.size() <= static_cast<std::size_t>(limit);
  auto listed = page_of(std::move(rows), limit, [&](const store::ListedWorkOrder& last) {
    const std::int64_t key = filter.sort == store::SortKey::kCreated ? last.created_at.ms()
                             : filter.sort == store::SortKey::kDue   ? last.due_at.ms()
                                                                     : last.updated_at.ms();
    return std::vector<std::string>{std::to_string(key), std::to_string(last.id.value())};
  });
  Page<WorkOrderRow> page;
  page.next_cursor = std::move(listed.next_cursor);
  // Counting millions for a number that nobody reads would cost more than the page.
  if (whole)
    page.total_estimate = static_cast<std::int64_t>(listed.items.size());
  else if (!in.cursor)
    page.total_estimate = store::count_up_to(tx, filter, kMostCounted);
  page.items = present_rows(tx, caller, std::move(listed.items));
  return page;
}

std::vector<WorkOrderRow> WorkOrders::rows(db::ReadTx& tx, const Caller& caller,
                                           const std::vector<std::int64_t>& ids) {
  store::ListFilter filter;
  filter.scope = reach_of(caller);
  filter.ids = ids;
  filter.limit = static_cast<std::int64_t>(ids.size());
  return present_rows(tx, caller, store::list(tx, filter));
}

HomeCounters WorkOrders::home(db::ReadTx& tx, const Caller& caller) {
  const ScopeFilter reach = reach_of(caller);
  HomeCounters home;
  for (const auto& count : store::open_by_state(tx, reach)) {
    home.states.push_back({count.state, count.n});
    home.open += count.n;
    if (count.state == WorkOrderState::kReady) home.ready_shelf = count.n;
  }
  std::sort(home.states.begin(), home.states.end(),
            [](const auto& a, const auto& b) { return a.state < b.state; });
  // The day of the home site; without one, the day in China.
  TimeZone zone = TimeZone::find("Asia/Shanghai").value_or(TimeZone::utc());
  if (!caller.site_ids.empty())
    zone = needs_.org.work_calendar(tx, caller.tenant, caller.site_ids.front())->zone();
  const Date today = zone.local_date(tx.now());
  const auto counts = store::open_counts(tx, reach, caller.employee, tx.now(), zone.instant(today),
                                         zone.instant(today.plus_days(1)));
  home.overdue = counts.overdue;
  home.due_today = counts.due_today;
  home.paused = counts.paused;
  home.escalated = counts.escalated;
  home.to_notify = counts.to_notify;
  home.ready_over_7_days = counts.ready_over_7_days;
  home.unassigned = counts.unassigned;
  home.my_open = caller.employee ? counts.mine : 0;
  return home;
}

// ---- actions, clocks -----------------------------------------------------------------------------

Result<Items<ActionAnswer>> WorkOrders::actions(db::ReadTx& tx, const Caller& caller, WorkOrderId id) {
  MANYI_TRY(const Order order, load(tx, caller, id));
  return Items<ActionAnswer>{allowed_actions(situation_of(tx, order), caller.permissions)};
}

std::vector<ClockReading> WorkOrders::read_clocks_of(db::ReadTx& tx, const Order& order, Instant now) {
  const auto hours = needs_.org.work_calendar(tx, order.tenant_id, order.site_id);
  return read_clocks_of(tx, order, now, *hours, rule_for(tx, order.tenant_id, order.manufacturer_id));
}

std::vector<ClockReading> WorkOrders::read_clocks_of(db::ReadTx& tx, const Order& order, Instant now,
                                                     const org::WorkCalendar& hours, const ClockRule& rule) {
  std::vector<PauseSpan> pauses;
  if (order.pause_reason || order.paused_ms.ms() > 0)
    for (const auto& pause : store::pauses_of(tx, order.tenant_id, order.id))
      pauses.push_back({pause.paused_from, pause.paused_to, !pause.evidence.empty()});
  return read_clocks(
      order, pauses, rule, [&](Instant from, Instant to) { return hours.between(from, to); }, now);
}

Result<Items<ClockReading>> WorkOrders::clocks(db::ReadTx& tx, const Caller& caller, WorkOrderId id) {
  MANYI_TRY(const Order order, load(tx, caller, id));
  // Dates alone tell no durations.
  if (order.date_precision == DatePrecision::kDay) return Items<ClockReading>{};
  return Items<ClockReading>{read_clocks_of(tx, order, tx.now())};
}

// ---- rules and promises -------------------------------------------------------------------------

ClockRule WorkOrders::rule_for(db::ReadTx& tx, TenantId tenant,
                               std::optional<catalog::ManufacturerId> manufacturer) {
  const auto row = store::rule(tx, tenant, manufacturer.value_or(catalog::ManufacturerId()));
  if (!row) return {};
  return {row->starts_at,
          row->basis,
          row->stops_in_evidenced_pauses,
          row->customer_limit_ms,
          row->business_limit_ms,
          row->manufacturer_limit_ms,
          row->repeat_window_days};
}

Items<WorkOrderRule> WorkOrders::rules(db::ReadTx& tx, const Caller& caller) {
  Items<WorkOrderRule> out;
  const auto add = [&](std::optional<catalog::ManufacturerId> manufacturer, const ClockRule& rule) {
    out.items.push_back({manufacturer, rule.starts_at, rule.basis, rule.stops_in_evidenced_pauses,
                         rule.customer_limit, rule.business_limit, rule.manufacturer_limit,
                         rule.repeat_window_days});
  };
  const auto rows = store::rules(tx, caller.tenant);
  if (rows.empty() || rows.front().manufacturer_id) add(std::nullopt, {});
  for (const auto& row : rows)
    add(row.manufacturer_id ? std::optional(row.manufacturer_id) : std::nullopt,
        {row.starts_at, row.basis, row.stops_in_evidenced_pauses, row.customer_limit_ms,
         row.business_limit_ms, row.manufacturer_limit_ms, row.repeat_window_days});
  return out;
}

Result<WorkOrderRule> WorkOrders::set_rule(db::Tx& tx, const Caller& caller, const WorkOrderRule& in) {
  if (in.manufacturer_id && !needs_.catalog.get_manufacturer(tx, caller, *in.manufacturer_id))
    return invalid("/manufacturer_id", "not_found", "There is no such manufacturer.");
  const auto manufacturer = in.manufacturer_id.value_or(catalog::ManufacturerId());
  MANYI_CHECK(store::put_rule(
      tx, {caller.tenant, manufacturer, in.starts_at, in.basis, in.stops_in_evidenced_pauses,
           in.customer_limit_ms, in.business_limit_ms, in.manufacturer_limit_ms, in.repeat_window_days}));
  WorkOrderRuleSet event;
  event.manufacturer = in.manufacturer_id;
  event.customer_limit_ms = in.customer_limit_ms;
  event.business_limit_ms = in.business_limit_ms;
  event.manufacturer_limit_ms = in.manufacturer_limit_ms;
  event.repeat_window_days = in.repeat_window_days;
  MANYI_CHECK(needs_.events.publish(tx, caller, event));
  return in;
}

Result<PromiseSuggestion> WorkOrders::suggest_promise(db::ReadTx& tx, const Caller& caller,
                                                      const AskPromise& in) {
  if (!in.site_id && caller.site_ids.empty())
    return invalid("/site_id", "required", "You have no home site: say which one is meant.");
  const SiteId site = in.site_id.value_or(caller.site_ids.empty() ? SiteId() : caller.site_ids.front());
  if (!needs_.org.site(tx, caller.tenant, site))
    return invalid("/site_id", "not_found", "There is no such site.");
  std::optional<catalog::ManufacturerId> manufacturer;
  if (in.model_id)
    if (const auto path = needs_.catalog.model_path(tx, caller.tenant, *in.model_id))
      manufacturer = path->manufacturer_id;
  PromiseSuggestion suggestion;
  const auto rest_on = [&](std::vector<std::int64_t> turnarounds, PromiseBasis basis) {
    if (turnarounds.size() < kEnoughForPromise) return false;
    std::sort(turnarounds.begin(), turnarounds.end());
    const std::size_t rank = (turnarounds.size() * 9 + 9) / 10 - 1;  // nearest rank
    suggestion.n = static_cast<std::int64_t>(turnarounds.size());
    suggestion.p90_ms = DurationMs(turnarounds[rank]);
    suggestion.basis = basis;
    suggestion.promise_at = tx.now() + *suggestion.p90_ms;
    return true;
  };
  constexpr int kLookBack = 200;
  const auto hours = needs_.org.work_calendar(tx, caller.tenant, site);
  const bool known =
      (in.model_id &&
       rest_on(store::recent_turnarounds(tx, caller.tenant, site, in.service_type, in.model_id, kLookBack),
               PromiseBasis::kSameModel)) ||
      rest_on(store::recent_turnarounds(tx, caller.tenant, site, in.service_type, std::nullopt, kLookBack),
              PromiseBasis::kSameService);
  if (known) {
    // Nobody comes at night: a promise falls into opening hours.
    if (!hours->is_open(suggestion.promise_at))
      suggestion.promise_at = hours->add(suggestion.promise_at, kMinute).value_or(suggestion.promise_at);
  } else {
    const ClockRule rule = rule_for(tx, caller.tenant, manufacturer);
    suggestion.promise_at =
        hours->add(tx.now(), rule.business_limit).value_or(tx.now() + rule.customer_limit);
  }
  return suggestion;
}

// ---- for customers ---------------------------------------------------------------------------------

bool WorkOrders::serves(db::ReadTx& tx, const Caller& caller, customers::CustomerId customer) {
  return caller.employee && store::serves(tx, caller.tenant, caller.employee, customer);
}

WorkOrders::WorkOrders(Needs needs)
    : needs_(needs),
      escalations_(
          std::make_unique<Escalations>(RecordNeeds{needs.events, needs.org, needs.catalog, *this})) {}
WorkOrders::~WorkOrders() = default;

Result<void> WorkOrders::erase_person(db::Tx& tx, TenantId tenant, customers::CustomerId customer) {
  MANYI_CHECK(escalations_->erase_person(tx, tenant, customer));
  for (const auto id : store::orders_of_customer(tx, tenant, customer)) {
    MANYI_CHECK(store::erase_texts(tx, tenant, WorkOrderId(id), tx.now()));
    if (const auto order = store::find(tx, tenant, WorkOrderId(id))) MANYI_CHECK(put_in_search(tx, *order));
  }
  return {};
}

Result<void> WorkOrders::find_anew(db::Tx& tx, TenantId tenant, customers::CustomerId customer) {
  constexpr std::size_t kMost = 200;  // the latest ones: nobody asks for the others by name
  auto ids = store::orders_of_customer(tx, tenant, customer);
  if (ids.size() > kMost) ids.erase(ids.begin(), ids.end() - static_cast<std::ptrdiff_t>(kMost));
  for (const auto& order : store::find_all(tx, tenant, ids)) MANYI_CHECK(put_in_search(tx, order));
  return {};
}

std::vector<std::int64_t> WorkOrders::ids_followed_by(db::ReadTx& tx, TenantId tenant,
                                                      const std::vector<std::int64_t>& ids) {
  return store::ids_followed_by(tx, tenant, ids);
}

std::vector<std::int64_t> WorkOrders::ids_after(db::ReadTx& tx, TenantId tenant, std::int64_t after,
                                                int limit) {
  return store::ids_after(tx, tenant, after, limit);
}

std::map<std::int64_t, std::string> WorkOrders::numbers(db::ReadTx& tx, TenantId tenant,
                                                        const std::vector<std::int64_t>& ids) {
  return store::numbers_of(tx, tenant, ids);
}

}  // namespace manyi::workorders
