// Taking a job in and correcting what was written down.
// Owns the order of steps at the counter: serial, warranty, customer, repeat, promise.
#include <algorithm>

#include "base/json.h"
#include "modules/workorders/store.h"
#include "modules/workorders/workorders.h"
#include "modules/workorders/workorders_events.h"
#include "platform/search/search.h"

namespace manyi::workorders {
namespace {

constexpr std::size_t kMostExpectations = 30;

std::string json_texts(const std::vector<std::string>& texts) { return to_json(texts); }

// Attributes become dimensions of the KPI engine, so their names are plain.
void check_attributes(const std::map<std::string, std::string>& attributes, std::vector<FieldError>& errors) {
  for (const auto& [name, value] : attributes) {
    const bool plain =
        !name.empty() && name.size() <= 60 && std::all_of(name.begin(), name.end(), [](unsigned char c) {
          return std::isalnum(c) != 0 || c == '_' || c == '-' || c >= 0x80;
        });
    if (!plain)
      errors.push_back({"/attributes", "name", "A name has letters, digits, _ and -, at most 60 bytes."});
    if (value.size() > 1000) errors.push_back({"/attributes/" + name, "max_length", "At most 1000 bytes."});
  }
  if (attributes.size() > 60) errors.push_back({"/attributes", "max_length", "At most 60 attributes."});
}

constexpr FieldRule text_rule(std::string_view name, std::size_t most, std::string_view doc = {}) {
  return {.name = name, .doc = doc, .max_length = most};
}

}  // namespace

std::span<const FieldRule> field_rules(const NewExpectation*) {
  static const FieldRule kRules[] = {
      {.name = "text", .doc = "In the customer's words.", .min_length = 1, .max_length = 300}};
  return kRules;
}
std::span<const FieldRule> field_rules(const SetExpectation*) {
  static const FieldRule kRules[] = {
      {.name = "text", .doc = "In the customer's words.", .min_length = 1, .max_length = 300}};
  return kRules;
}
std::span<const FieldRule> field_rules(const SetExpectations*) {
  static const FieldRule kRules[] = {
      {.name = "expectations", .doc = "The whole list.", .max_length = kMostExpectations}};
  return kRules;
}
std::span<const FieldRule> field_rules(const IntakeCustomer*) {
  static const FieldRule kRules[] = {
      {.name = "name", .min_length = 1, .max_length = 100}, text_rule("phone", 40), text_rule("region", 100)};
  return kRules;
}
std::span<const FieldRule> field_rules(const IntakeContact*) {
  static const FieldRule kRules[] = {{.name = "name", .min_length = 1, .max_length = 100},
                                     text_rule("phone", 40)};
  return kRules;
}
std::span<const FieldRule> field_rules(const CreateWorkOrder*) {
  static const FieldRule kRules[] = {
      {.name = "service_type", .doc = "How the job reaches us.", .example = R"("carry_in")"},
      text_rule("manufacturer_no", 60, "The manufacturer's number of this job."),
      text_rule("serial_no", 80, "Found or registered; placeholders such as N/A identify nothing."),
      text_rule("brand", 100),
      text_rule("category", 100),
      {.name = "symptom_text",
       .doc = "In the customer's words.",
       .example = R"("开机就响")",
       .max_length = 2000},
      text_rule("warranty_evidence", 300, "Invoice, card, or the manufacturer's answer."),
      {.name = "accessories", .doc = "What came with the device.", .max_length = 30},
      text_rule("appearance", 500, "Scratches and the like, seen at intake."),
      {.name = "expectations",
       .doc = "Needs and expectations; each is judged at closure.",
       .max_length = kMostExpectations},
      {.name = "attributes", .doc = "Further fields of your own; each can be a dimension of metrics."}};
  return kRules;
}
std::span<const FieldRule> field_rules(const EditWorkOrder*) {
  static const FieldRule kRules[] = {
      text_rule("manufacturer_no", 60),  text_rule("serial_no", 80),
      text_rule("brand", 100),           text_rule("category", 100),
      text_rule("symptom_text", 2000),   text_rule("warranty_evidence", 300),
      text_rule("outcome_barrier", 300), {.name = "accessories", .max_length = 30},
      text_rule("appearance", 500)};
  return kRules;
}

Result<void> WorkOrders::check_technician(db::ReadTx& tx, TenantId tenant, EmployeeId id,
                                          const std::string& pointer) {
  const auto employee = needs_.org.employee(tx, tenant, id);
  if (!employee) return invalid(pointer, "not_found", "There is no such employee.");
  if (employee->state != org::EmployeeState::kActive)
    return invalid(pointer, "left", "This employee has left.");
  return {};
}

Result<void> WorkOrders::take_model(db::ReadTx& tx, Order& order, const std::string& pointer) {
  if (!order.model_id) return {};
  const auto path = needs_.catalog.model_path(tx, order.tenant_id, *order.model_id);
  if (!path) return invalid(pointer, "not_found", "There is no such model.");
  order.product_line_id = path->product_line_id;
  order.manufacturer_id = path->manufacturer_id;
  return {};
}

std::string WorkOrders::next_no(db::Tx& tx, TenantId tenant, Date day) {
  const std::string month = work_order_no(day.year(), day.month(), 0).substr(3, 4);
  return work_order_no(day.year(), day.month(), numbers_.next(tx, tenant, month));
}

void WorkOrders::set_promise(Order& order, Instant promise_at) {
  order.promise_at = promise_at;
  if (!order.promise_original_at) order.promise_original_at = promise_at;
  order.due_at = promise_at;
}

Result<WorkOrder> WorkOrders::create(db::Tx& tx, const Caller& caller, const CreateWorkOrder& in) {
  const Instant now = tx.now();
  const Caller system = Caller::system(caller.tenant);  // what is only looked up here is masked when shown
  std::vector<FieldError> errors;
  if (!in.site_id && caller.site_ids.empty())
    errors.push_back({"/site_id", "required", "You have no home site: say which site takes it in."});
  if (in.customer_id && in.customer)
    errors.push_back({"/customer", "either", "Give either customer_id or customer."});
  if (in.contact_id && in.contact)
    errors.push_back({"/contact", "either", "Give either contact_id or contact."});
  if ((in.contact || in.contact_id) && !in.customer && !in.customer_id)
    errors.push_back({"/contact", "needs_customer", "A contact belongs to a customer."});
  if (in.requested_at && *in.requested_at > now + kMinute * 5)
    errors.push_back({"/requested_at", "future", "This time is still to come."});
  if (in.promise_at && *in.promise_at <= now)
    errors.push_back({"/promise_at", "past", "A promise lies in the future."});
  if (in.price_limit && in.price_limit->amount() < 0)
    errors.push_back({"/price_limit", "minimum", "Not below zero."});
  check_attributes(in.attributes, errors);
  if (!errors.empty()) return invalid(std::move(errors));

  Order order;
  order.tenant_id = caller.tenant;
  order.site_id = in.site_id ? *in.site_id : caller.site_ids.front();
  const bool site_in_reach =
      caller.scope == Scope::kTenant ||
      std::find(caller.site_ids.begin(), caller.site_ids.end(), order.site_id) != caller.site_ids.end();
  const auto site = site_in_reach ? needs_.org.site(tx, caller.tenant, order.site_id) : std::nullopt;
  if (!site) return invalid("/site_id", "not_found", "There is no such site.");
  if (site->state != org::SiteState::kActive) return invalid("/site_id", "closed", "This site is closed.");
  if (in.technician_id) {
    MANYI_CHECK(check_technician(tx, caller.tenant, *in.technician_id, "/technician_id"));
    order.technician_id = in.technician_id;
  }
  if (in.fault_code_id) {
    if (!needs_.catalog.fault_code(tx, caller.tenant, *in.fault_code_id))
      return invalid("/fault_code_id", "not_found", "There is no such fault code.");
    order.fault_code_id = in.fault_code_id;
  }

  order.service_type = in.service_type;
  order.channel =
      in.channel.value_or(in.service_type == ServiceType::kCarryIn ? Channel::kCounter : Channel::kPhone);
  order.priority = in.priority.value_or(Priority::kNormal);
  order.manufacturer_no = in.manufacturer_no.value_or("");
  order.symptom_text = in.symptom_text.value_or("");
  order.brand = in.brand.value_or("");
  order.category = in.category.value_or("");
  order.appearance = in.appearance.value_or("");
  order.data_handling = in.data_handling.value_or(DataHandling::kKeep);
  order.accessories.text = json_texts(in.accessories);
  order.attributes.text = to_json(in.attributes);
  if (in.price_limit) {
    order.price_limit = in.price_limit->amount();
    order.price_limit_currency = in.price_limit->currency().text();
  }
  order.requested_at = in.requested_at.value_or(now);
  order.created_at = now;
  order.created_by = order.updated_by = caller.user;
  order.updated_at = now;

  // The customer and who speaks for him.
  if (in.customer) {
    MANYI_TRY(order.customer_id,
              needs_.customers.ensure_customer(
                  tx, caller,
                  {in.customer->kind.value_or(customers::CustomerKind::kIndividual), in.customer->name,
                   in.customer->phone.value_or(""), in.customer->region.value_or("")}));
  } else {
    order.customer_id = in.customer_id;
  }
  // The machine, by its serial number first.
  order.model_id = in.model_id;
  MANYI_CHECK(take_model(tx, order, "/model_id"));
  if (in.asset_id) {
    order.asset_id = in.asset_id;
  } else if (in.serial_no && !customers::normalised_serial(*in.serial_no).empty()) {
    MANYI_TRY(const auto asset, needs_.customers.ensure_asset(
                                    tx, caller, {*in.serial_no, in.model_id, order.customer_id, in.sold_on}));
    order.asset_id = asset;
  }
  order.serial_no = in.serial_no.value_or("");
  if (order.asset_id) {
    const auto asset = needs_.customers.asset_core(tx, caller.tenant, *order.asset_id);
    if (!asset) return invalid("/asset_id", "not_found", "There is no such asset.");
    order.serial_no = asset->serial_no;
    order.dealer_id = asset->dealer_id;
    if (!order.customer_id) order.customer_id = asset->customer_id;
    if (!order.model_id && asset->model_id) {
      order.model_id = asset->model_id;
      MANYI_CHECK(take_model(tx, order, "/asset_id"));
    }
  }
  std::optional<customers::Customer> customer;
  const auto read_customer = [&] { customer = needs_.customers.customer(tx, system, *order.customer_id); };
  if (order.customer_id) {
    read_customer();
    if (!customer || customer->state == customers::CustomerState::kErased)
      return invalid("/customer_id", "not_found", "There is no such customer.");
    order.customer_kind = customer->kind;
    order.region = customer->region;
  }
  if (in.contact) {
    MANYI_TRY(const auto contact,
              needs_.customers.ensure_contact(tx, caller, *order.customer_id, in.contact->name,
                                              in.contact->phone.value_or("")));
    order.contact_id = contact;
    read_customer();
  } else if (in.contact_id) {
    const auto contact = needs_.customers.contact(tx, system, *in.contact_id);
    if (!contact || contact->customer_id != *order.customer_id)
      return invalid("/contact_id", "not_found", "This customer has no such contact.");
    order.contact_id = in.contact_id;
  }

  const auto hours = needs_.org.work_calendar(tx, caller.tenant, order.site_id);
  const Date today = hours->zone().local_date(*order.requested_at);
  order.warranty_evidence = in.warranty_evidence.value_or("");
  if (in.warranty)
    order.warranty = *in.warranty;
  else if (order.asset_id)
    order.warranty = needs_.customers.warranty_on(tx, caller.tenant, *order.asset_id, today).warranty;

  const ClockRule rule = rule_for(tx, caller.tenant, order.manufacturer_id);
  order.tat_limit_ms = rule.customer_limit;
  set_promise(order, in.promise_at
                         ? *in.promise_at
                         : hours->add(now, rule.business_limit).value_or(now + rule.customer_limit));
  if (in.accept.value_or(true) && caller.may(Permission::kWorkOrderAccept)) {
    order.state = WorkOrderState::kAccepted;
    stamp(Transition::kAccept, WorkOrderState::kDraft, order.state, order.channel, now, order);
    credit(Transition::kAccept, WorkOrderState::kDraft, order.state, order.channel,
           caller.employee ? std::optional(caller.employee) : std::nullopt, order.technician_id, order);
  }
  order.expectations = order.expectations_open = static_cast<std::int64_t>(in.expectations.size());
  if (order.service_type != ServiceType::kOnsite) order.visits = 1;

  order.id = tx.new_id<WorkOrderTag>();
  const Date day = hours->zone().local_date(now);
  order.no = next_no(tx, caller.tenant, day);
  if (order.asset_id) MANYI_CHECK(relink(tx, caller, *order.asset_id, &order));
  MANYI_CHECK(store::insert(tx, order));
  MANYI_CHECK(store::insert_promise(tx, {order.tenant_id, tx.new_id<PromiseTag>(), order.id,
                                         *order.promise_at, "", true, now, caller.user}));
  for (std::size_t i = 0; i < in.expectations.size(); ++i)
    MANYI_CHECK(store::insert_expectation(
        tx, {order.tenant_id, tx.new_id<ExpectationTag>(), order.id, static_cast<std::int64_t>(i),
             in.expectations[i].kind, in.expectations[i].text, Verdict::kOpen}));
  if (order.state == WorkOrderState::kAccepted)
    MANYI_CHECK(follow_asset(tx, caller, order, Transition::kAccept));
  MANYI_CHECK(needs_.search.add(tx, order.tenant_id, "work_order", order.id.value(),
                                document_of(tx, order, customer ? &*customer : nullptr)));

  WorkOrderCreated event;
  event.work_order = order.id;
  event.site = order.site_id;
  event.technician = order.technician_id;
  event.state = order.state;
  event.at = now;
  event.service_type = order.service_type;
  event.channel = order.channel;
  event.warranty = order.warranty;
  event.customer = order.customer_id;
  event.asset = order.asset_id;
  event.repeat_of = order.repeat_of;
  event.promise_at = order.promise_at;
  MANYI_CHECK(needs_.events.publish(tx, caller, event));
  return present(tx, caller, order, {&site->name, customer ? &*customer : nullptr});
}

Result<WorkOrder> WorkOrders::edit(db::Tx& tx, const Caller& caller, const EditWorkOrder& in) {
  MANYI_TRY(Order order, load(tx, caller, in.id, in.if_match));
  const Caller system = Caller::system(caller.tenant);
  // A closed order may still get its outcome and the facts about it right; a cancelled one is over.
  if (order.state == WorkOrderState::kCancelled)
    return conflict("work_order.cancelled", "A cancelled work order is not changed any more.");
  std::vector<FieldError> errors;
  if (in.attributes) check_attributes(*in.attributes, errors);
  if (in.price_limit && in.price_limit->amount() < 0)
    errors.push_back({"/price_limit", "minimum", "Not below zero."});
  if (!errors.empty()) return invalid(std::move(errors));

  std::vector<std::string> fields;
  const auto take = [&fields](std::string_view name, auto& field, const auto& value) {
    if (!value || field == *value) return;
    field = *value;
    fields.emplace_back(name);
  };
  const auto take_optional = [&fields](std::string_view name, auto& field, const auto& value) {
    if (!value || field == value) return;
    field = value;
    fields.emplace_back(name);
  };
  take("priority", order.priority, in.priority);
  take("manufacturer_no", order.manufacturer_no, in.manufacturer_no);
  take("brand", order.brand, in.brand);
  take("category", order.category, in.category);
  take("symptom_text", order.symptom_text, in.symptom_text);
  take("warranty", order.warranty, in.warranty);
  take("warranty_evidence", order.warranty_evidence, in.warranty_evidence);
  take("outcome", order.outcome, in.outcome);
  take("outcome_barrier", order.outcome_barrier, in.outcome_barrier);
  take("appearance", order.appearance, in.appearance);
  take("data_handling", order.data_handling, in.data_handling);
  if (in.accessories) take("accessories", order.accessories.text, std::optional(json_texts(*in.accessories)));
  if (in.attributes) take("attributes", order.attributes.text, std::optional(to_json(*in.attributes)));
  if (in.price_limit) {
    take_optional("price_limit", order.price_limit, std::optional(in.price_limit->amount()));
    order.price_limit_currency = in.price_limit->currency().text();
  }
  if (in.fault_code_id) {
    if (!needs_.catalog.fault_code(tx, caller.tenant, *in.fault_code_id))
      return invalid("/fault_code_id", "not_found", "There is no such fault code.");
    take_optional("fault_code_id", order.fault_code_id, in.fault_code_id);
  }
  if (in.customer_id && order.customer_id != in.customer_id) {
    const auto customer = needs_.customers.customer(tx, system, *in.customer_id);
    if (!customer || customer->state == customers::CustomerState::kErased)
      return invalid("/customer_id", "not_found", "There is no such customer.");
    order.customer_kind = customer->kind;
    order.region = customer->region;
    order.contact_id.reset();
    take_optional("customer_id", order.customer_id, in.customer_id);
  }
  if (in.contact_id) {
    const auto contact = needs_.customers.contact(tx, system, *in.contact_id);
    if (!contact || !order.customer_id || contact->customer_id != *order.customer_id)
      return invalid("/contact_id", "not_found", "This customer has no such contact.");
    take_optional("contact_id", order.contact_id, in.contact_id);
  }
  if (in.model_id) {
    take_optional("model_id", order.model_id, in.model_id);
    MANYI_CHECK(take_model(tx, order, "/model_id"));
  }
  const auto asset_before = order.asset_id;
  if (in.serial_no && *in.serial_no != order.serial_no) {
    if (customers::normalised_serial(*in.serial_no).empty()) {
      order.asset_id.reset();
      order.serial_no = *in.serial_no;
    } else {
      MANYI_TRY(const auto asset,
                needs_.customers.ensure_asset(
                    tx, caller, {*in.serial_no, order.model_id, order.customer_id, std::nullopt}));
      order.asset_id = asset;
      order.serial_no = needs_.customers.serial_numbers(tx, caller.tenant, std::vector{asset})[asset];
    }
    fields.emplace_back("serial_no");
  }
  if (fields.empty()) return present(tx, caller, order);

  order.version += 1;
  order.updated_at = tx.now();
  order.updated_by = caller.user;
  MANYI_CHECK(store::update_intake(tx, order));
  MANYI_CHECK(store::update_progress(tx, order));
  if (asset_before != order.asset_id) {
    if (asset_before) MANYI_CHECK(relink(tx, caller, *asset_before, nullptr));
    static_cast<store::Links&>(order) = {};
    if (order.asset_id) MANYI_CHECK(relink(tx, caller, *order.asset_id, &order));
    MANYI_CHECK(store::update_links(tx, order.tenant_id, order.id, order));
  }
  MANYI_CHECK(put_in_search(tx, order));
  WorkOrderEdited event;
  event.work_order = order.id;
  event.site = order.site_id;
  event.technician = order.technician_id;
  event.state = order.state;
  event.at = tx.now();
  event.fields = std::move(fields);
  MANYI_CHECK(needs_.events.publish(tx, caller, event));
  return present(tx, caller, order);
}

Result<void> WorkOrders::put_in_search(db::Tx& tx, const Order& order) {
  return needs_.search.put(tx, order.tenant_id, "work_order", order.id.value(), document_of(tx, order));
}

search::Document WorkOrders::document_of(db::ReadTx& tx, const Order& order,
                                         const customers::Customer* revealed) {
  search::Document document;
  document.text = order.no;
  const auto add = [&document](const std::string& text) {
    if (!text.empty()) (document.text += ' ') += text;
  };
  add(order.manufacturer_no);
  add(order.serial_no);
  add(order.symptom_text);
  add(order.brand);
  add(order.category);
  if (order.customer_id) {
    std::optional<customers::Customer> read;
    const customers::Customer* customer = revealed;
    if (customer == nullptr &&
        (read = needs_.customers.customer(tx, Caller::system(order.tenant_id), *order.customer_id)))
      customer = &*read;
    if (customer != nullptr && customer->state != customers::CustomerState::kErased) {
      add(customer->name);
      if (!customer->phone.empty()) document.phones.push_back(customer->phone);
      for (const auto& contact : customer->contacts) {
        if (!order.contact_id || contact.id != *order.contact_id) continue;
        add(contact.name);
        if (!contact.phone.empty()) document.phones.push_back(contact.phone);
      }
    }
  }
  return document;
}

Result<void> WorkOrders::relink(db::Tx& tx, const Caller& caller, customers::AssetId asset, Order* order) {
  auto stored = store::orders_of_asset(tx, caller.tenant, asset);
  if (order != nullptr) {
    std::erase_if(stored, [&](const store::AssetOrder& other) { return other.id == order->id; });
    if (stored.empty() && !order->repeat_of && !order->followed_by) return {};
  }
  std::vector<RepeatOrder> orders;
  for (const auto& other : stored) orders.push_back({other.id.value(), other.began, other.delivered_at});
  const bool counts = order != nullptr && order->state != WorkOrderState::kCancelled;
  if (counts)
    orders.push_back({order->id.value(),
                      order->requested_at.value_or(order->accepted_at.value_or(order->created_at)),
                      order->delivered_at});
  const ClockRule rule =
      rule_for(tx, caller.tenant, order != nullptr ? order->manufacturer_id : std::nullopt);
  if (order != nullptr && !counts) static_cast<store::Links&>(*order) = {};
  for (const RepeatLink& link : link_repeats(std::move(orders), kDay * rule.repeat_window_days)) {
    store::Links links;
    if (link.repeat_of) links.repeat_of = WorkOrderId(*link.repeat_of);
    if (link.followed_by) links.followed_by = WorkOrderId(*link.followed_by);
    links.followed_at = link.followed_at;
    if (order != nullptr && link.id == order->id.value()) {
      static_cast<store::Links&>(*order) = links;
      continue;
    }
    const auto other = std::find_if(stored.begin(), stored.end(),
                                    [&](const store::AssetOrder& o) { return o.id.value() == link.id; });
    if (links == store::Links{other->repeat_of, other->followed_by, other->followed_at}) continue;
    MANYI_CHECK(store::update_links(tx, caller.tenant, other->id, links));
    WorkOrderLinked event;
    event.work_order = other->id;
    event.site = other->site_id;
    event.technician = other->technician_id;
    event.state = other->state;
    event.at = tx.now();
    event.repeat_of = links.repeat_of;
    event.followed_by = links.followed_by;
    MANYI_CHECK(needs_.events.publish(tx, caller, event));
  }
  return {};
}

}  // namespace manyi::workorders
