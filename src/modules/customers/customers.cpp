// Use cases of customers: persons and companies, their contacts, their erasure.
// Owns the decision who sees personal data. Assets are in assets.cpp.
#include "modules/customers/customers.h"

#include <limits>

#include "base/text.h"
#include "modules/customers/customers_events.h"
#include "modules/customers/rules.h"
#include "modules/customers/source_store.h"
#include "modules/customers/store.h"
#include "platform/auth/secrets.h"
#include "platform/http/store.h"
#include "platform/search/search.h"

namespace manyi::customers {
namespace {

constexpr std::string_view kSearchKind = "customer";

Error absent() { return not_found("customer.not_found", "There is no such customer."); }
Error erased() { return conflict("customer.erased", "The customer's data were erased on request."); }

Result<std::string> phone_key_of(const std::string& phone, std::string pointer) {
  auto key = normalised_phone(phone);
  if (!key) return invalid(std::move(pointer), "phone", "Expected a phone number of 5 to 20 digits.");
  return std::move(*key);
}

// What the journal keeps in place of the person: provable while the key is there, noise after.
std::string commitment_of(const store::CustomerRow& row, const std::vector<store::ContactRow>& contacts) {
  std::string text = row.person_key;
  const auto add = [&](std::string_view part) {
    text += '\n';
    text += part;
  };
  add(row.name);
  add(row.phone);
  add(row.note);
  for (const auto& contact : contacts) {
    add(contact.name);
    add(contact.phone);
    add(contact.duty);
  }
  return auth::digest_hex(text);
}

Result<void> index(search::Search& search, db::Tx& tx, const store::CustomerRow& row,
                   const std::vector<store::ContactRow>& contacts) {
  search::Document document{.text = row.name, .phones = {}};
  if (!row.phone.empty()) document.phones.push_back(row.phone);
  for (const auto& contact : contacts) {
    document.text += " " + contact.name;
    if (!contact.phone.empty()) document.phones.push_back(contact.phone);
  }
  return search.put(tx, row.tenant_id, kSearchKind, row.id.value(), document);
}

Customer customer_from(const store::CustomerRow& row, std::vector<store::ContactRow> contacts,
                       bool revealed) {
  Customer customer;
  static_cast<CustomerCore&>(customer) = row;
  customer.contacts.assign(contacts.begin(), contacts.end());
  if (!revealed) {
    customer.masked = true;
    mask(customer);
    for (auto& contact : customer.contacts) mask(contact);
  }
  return customer;
}

Result<store::ContactRow> new_contact(db::Tx& tx, TenantId tenant, CustomerId customer, const NewContact& in,
                                      const std::string& pointer) {
  store::ContactRow row;
  row.tenant_id = tenant;
  row.id = tx.new_id<ContactTag>();
  row.customer_id = customer;
  row.name = in.name;
  row.name_key = fold_text(in.name);
  row.phone = in.phone.value_or("");
  MANYI_TRY(row.phone_key, phone_key_of(row.phone, pointer + "/phone"));
  row.duty = in.duty.value_or("");
  row.created_at = row.updated_at = tx.now();
  MANYI_CHECK(store::insert_contact(tx, row));
  return row;
}

Result<store::CustomerRow> loaded(db::ReadTx& tx, const Caller& caller, CustomerId id,
                                  const std::optional<std::int64_t>& if_match) {
  auto row = store::customer(tx, caller.tenant, id);
  if (!row) return absent();
  if (if_match && *if_match != row->version) return stale("The customer was changed in the meantime.");
  return std::move(*row);
}

// Outsiders reach nobody's data but their own.
bool reachable(const Caller& caller, CustomerId id) {
  if (caller.scope == Scope::kManufacturer) return false;
  return caller.scope != Scope::kDealer || caller.dealer_id == id.value();
}

}  // namespace

std::span<const FieldRule> field_rules(const NewContact*) {
  static constexpr FieldRule kRules[] = {{"name", {}, R"("罗敏")", 1, 100},
                                         {"phone", {}, R"("13812346621")", 0, 40},
                                         {"duty", {}, R"("IT desk")", 0, 100}};
  return kRules;
}
std::span<const FieldRule> field_rules(const AddContact*) {
  return field_rules(static_cast<const NewContact*>(nullptr));
}
std::span<const FieldRule> field_rules(const CreateCustomer*) {
  static constexpr FieldRule kRules[] = {{"name", {}, R"("罗敏")", 1, 200},
                                         {"region", {}, R"("苏州")", 0, 100},
                                         {"phone", {}, R"("13812346621")", 0, 40},
                                         {"note", {}, {}, 0, 2000},
                                         {"contacts", {}, {}, 0, 50}};
  return kRules;
}
std::span<const FieldRule> field_rules(const ChangeCustomer*) {
  return field_rules(static_cast<const CreateCustomer*>(nullptr));
}

bool Customers::reveals(db::ReadTx& tx, const Caller& caller, CustomerId id) const {
  if (!caller.may(Permission::kCustomerReveal)) return false;
  if (caller.scope == Scope::kDealer) return caller.dealer_id == id.value();
  if (caller.scope == Scope::kManufacturer) return false;
  return caller.scope != Scope::kOwn || (serves_ && serves_(tx, caller, id));
}

Result<Customer> Customers::create(db::Tx& tx, const Caller& caller, const CreateCustomer& in) {
  store::CustomerRow row;
  row.tenant_id = caller.tenant;
  row.id = tx.new_id<CustomerTag>();
  row.kind = in.kind.value_or(CustomerKind::kIndividual);
  row.name = in.name;
  row.name_key = fold_text(in.name);
  row.region = in.region.value_or("");
  row.phone = in.phone.value_or("");
  MANYI_TRY(row.phone_key, phone_key_of(row.phone, "/phone"));
  row.preferred_channel = in.preferred_channel.value_or(PreferredChannel::kPhone);
  row.consent = in.consent.value_or(Consent::kUnknown);
  row.do_not_call = in.do_not_call.value_or(false);
  row.note = in.note.value_or("");
  row.person_key = auth::random_token();
  row.created_at = row.updated_at = tx.now();
  MANYI_CHECK(store::insert_customer(tx, row));
  std::vector<store::ContactRow> contacts;
  for (std::size_t i = 0; i < in.contacts.size(); ++i) {
    MANYI_TRY(auto contact,
              new_contact(tx, caller.tenant, row.id, in.contacts[i], "/contacts/" + std::to_string(i)));
    contacts.push_back(std::move(contact));
  }
  MANYI_CHECK(index(search_, tx, row, contacts));
  MANYI_CHECK(events_.publish(tx, caller, CustomerCreated{{row.id, row.kind, commitment_of(row, contacts)}}));
  // Who typed the name sees it in the answer.
  return customer_from(row, std::move(contacts), caller.may(Permission::kCustomerReveal));
}

Result<Customer> Customers::change(db::Tx& tx, const Caller& caller, const ChangeCustomer& in) {
  MANYI_TRY(store::CustomerRow row, loaded(tx, caller, in.id, in.if_match));
  if (!reachable(caller, row.id)) return absent();
  if (row.state == CustomerState::kErased) return erased();
  if (in.kind) row.kind = *in.kind;
  if (in.name) row.name = *in.name;
  row.name_key = fold_text(row.name);
  if (in.region) row.region = *in.region;
  if (in.phone) row.phone = *in.phone;
  MANYI_TRY(row.phone_key, phone_key_of(row.phone, "/phone"));
  if (in.preferred_channel) row.preferred_channel = *in.preferred_channel;
  if (in.consent) row.consent = *in.consent;
  if (in.do_not_call) row.do_not_call = *in.do_not_call;
  if (in.note) row.note = *in.note;
  row.updated_at = tx.now();
  ++row.version;
  MANYI_CHECK(store::update_customer(tx, row));
  auto contacts = store::contacts(tx, caller.tenant, row.id);
  MANYI_CHECK(index(search_, tx, row, contacts));
  MANYI_CHECK(events_.publish(tx, caller, CustomerChanged{{row.id, row.kind, commitment_of(row, contacts)}}));
  return customer_from(row, std::move(contacts), reveals(tx, caller, row.id));
}

Result<Customer> Customers::add_contact(db::Tx& tx, const Caller& caller, const AddContact& in) {
  MANYI_TRY(store::CustomerRow row, loaded(tx, caller, in.id, {}));
  if (!reachable(caller, row.id)) return absent();
  if (row.state == CustomerState::kErased) return erased();
  MANYI_CHECK(new_contact(tx, caller.tenant, row.id, {in.name, in.phone, in.duty}, ""));
  row.updated_at = tx.now();
  ++row.version;
  MANYI_CHECK(store::update_customer(tx, row));
  auto contacts = store::contacts(tx, caller.tenant, row.id);
  MANYI_CHECK(index(search_, tx, row, contacts));
  MANYI_CHECK(events_.publish(tx, caller, CustomerChanged{{row.id, row.kind, commitment_of(row, contacts)}}));
  return customer_from(row, std::move(contacts), reveals(tx, caller, row.id));
}

Result<Customer> Customers::erase(db::Tx& tx, const Caller& caller, const EraseCustomer& in) {
  MANYI_TRY(store::CustomerRow row, loaded(tx, caller, in.id, in.if_match));
  if (!reachable(caller, row.id)) return absent();
  auto contacts = store::contacts(tx, caller.tenant, row.id);
  if (row.state == CustomerState::kErased) return customer_from(row, std::move(contacts), true);
  row.name = row.name_key = row.phone = row.phone_key = row.note = row.person_key = "";
  row.consent = Consent::kRefused;
  row.do_not_call = true;
  row.preferred_channel = PreferredChannel::kNone;
  row.state = CustomerState::kErased;
  row.updated_at = tx.now();
  ++row.version;
  MANYI_CHECK(store::update_customer(tx, row));
  for (auto& contact : contacts) {
    contact.name = contact.name_key = contact.phone = contact.phone_key = contact.duty = "";
    contact.updated_at = tx.now();
    ++contact.version;
    MANYI_CHECK(store::update_contact(tx, contact));
  }
  MANYI_CHECK(search_.remove(tx, caller.tenant, kSearchKind, row.id.value()));
  // First answers kept for repeated requests may show him. They live a day; losing them is cheap.
  MANYI_CHECK(
      http::purge_first_answers(tx, caller.tenant, Instant(std::numeric_limits<std::int64_t>::max())));
  MANYI_CHECK(events_.publish(tx, caller, PersonErased{row.id}));
  return customer_from(row, std::move(contacts), true);
}

Result<void> Customers::remove_imported(db::Tx& tx, const Caller& caller, CustomerId id) {
  MANYI_TRY(const store::CustomerRow row, loaded(tx, caller, id, {}));
  constexpr std::int64_t kAny = std::numeric_limits<std::int64_t>::max();
  if (!store::assets_of_customer(tx, caller.tenant, id, kAny, 1).empty() ||
      !store::assets_of_dealer(tx, caller.tenant, id, kAny, 1).empty())
    return conflict("customer.in_use", "There are devices of this customer.");
  const CustomerRemoved removed{{id, row.kind, {}}};
  MANYI_CHECK(store::remove_customer(tx, caller.tenant, id));
  MANYI_CHECK(search_.remove(tx, caller.tenant, kSearchKind, id.value()));
  return events_.publish(tx, caller, removed);
}

Result<bool> Customers::scrub_search(db::Tx& tx, bool first) {
  return search_.scrub(tx, first ? search::Search::Scrub::kFirst : search::Search::Scrub::kNext);
}

Result<Customer> Customers::get(db::ReadTx& tx, const Caller& caller, CustomerId id) {
  const auto row = store::customer(tx, caller.tenant, id);
  if (!row || !reachable(caller, id)) return absent();
  return customer_from(*row, store::contacts(tx, caller.tenant, id), reveals(tx, caller, id));
}

Result<Page<Customer>> Customers::list(db::ReadTx& tx, const Caller& caller, const ListCustomers& in) {
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  MANYI_TRY(const std::int64_t before, cursor_id(in.cursor));
  std::vector<store::CustomerRow> rows;
  if (in.q && !fold_text(*in.q).empty()) {
    for (const auto& hit :
         search_.find(tx, caller.tenant, *in.q, {std::string(kSearchKind)}, static_cast<int>(kMostLimit))) {
      auto row = store::customer(tx, caller.tenant, CustomerId(hit.id));
      const bool wanted = row && row->id.value() < before && (!in.kind || row->kind == *in.kind) &&
                          (!in.region || row->region == *in.region);
      if (wanted) rows.push_back(std::move(*row));
      if (rows.size() > static_cast<std::size_t>(limit)) break;
    }
  } else {
    rows = store::customers(tx, caller.tenant, in.kind ? enum_name(*in.kind) : "", in.region.value_or(""),
                            before, limit + 1);
  }
  std::vector<Customer> customers;
  for (const auto& row : rows)
    if (reachable(caller, row.id))
      customers.push_back(
          customer_from(row, store::contacts(tx, caller.tenant, row.id), reveals(tx, caller, row.id)));
  return page_by_id(std::move(customers), limit);
}

// ---- for other modules ----------------------------------------------------------------------------

std::optional<Customer> Customers::customer(db::ReadTx& tx, const Caller& caller, CustomerId id) {
  const auto row = store::customer(tx, caller.tenant, id);
  if (!row) return std::nullopt;
  return customer_from(*row, store::contacts(tx, caller.tenant, id), caller.may(Permission::kCustomerReveal));
}

std::optional<Contact> Customers::contact(db::ReadTx& tx, const Caller& caller, ContactId id) {
  auto row = store::contact(tx, caller.tenant, id);
  if (!row) return std::nullopt;
  if (!caller.may(Permission::kCustomerReveal)) mask(*row);
  return Contact(*row);
}

std::map<CustomerId, std::string> Customers::customer_names(db::ReadTx& tx, const Caller& caller,
                                                            std::span<const CustomerId> ids) {
  const bool revealed = caller.may(Permission::kCustomerReveal);
  std::map<CustomerId, std::string> names;
  std::vector<std::int64_t> wanted;
  for (const CustomerId id : ids)
    if (id) wanted.push_back(id.value());
  if (wanted.empty()) return names;
  for (auto& row : store::customers(tx, caller.tenant, wanted)) {
    if (!revealed) mask(row);
    names.emplace(row.id, std::move(row.name));
  }
  return names;
}

Result<CustomerId> Customers::ensure_customer(db::Tx& tx, const Caller& caller, const EnsureCustomer& in) {
  MANYI_TRY(const std::string phone_key, phone_key_of(in.phone, "/phone"));
  if (!phone_key.empty()) {
    if (const auto id = store::customer_by_phone(tx, caller.tenant, phone_key)) return *id;
    if (const auto id = store::customer_by_contact_phone(tx, caller.tenant, phone_key)) return *id;
  } else {
    const std::string name_key = fold_text(in.name);
    if (name_key.empty()) return invalid("/name", "required", "A customer has a name or a phone number.");
    if (const auto id = store::customer_by_name(tx, caller.tenant, in.kind, name_key)) return *id;
  }
  CreateCustomer made;
  made.kind = in.kind;
  made.name = in.name;
  made.phone = in.phone;
  made.region = in.region;
  MANYI_TRY(const Customer customer, create(tx, caller, made));
  return customer.id;
}

Result<ContactId> Customers::ensure_contact(db::Tx& tx, const Caller& caller, CustomerId customer,
                                            std::string_view name, std::string_view phone) {
  MANYI_TRY(const std::string phone_key, phone_key_of(std::string(phone), "/phone"));
  const std::string name_key = fold_text(name);
  if (phone_key.empty() && name_key.empty())
    return invalid("/name", "required", "A contact has a name or a phone number.");
  MANYI_TRY(store::CustomerRow row, loaded(tx, caller, customer, {}));
  if (row.state == CustomerState::kErased) return erased();
  for (const auto& contact : store::contacts(tx, caller.tenant, customer)) {
    const bool same_phone = !phone_key.empty() && contact.phone_key == phone_key;
    const bool same_name = contact.name_key == name_key && (phone_key.empty() || contact.phone_key.empty());
    if (same_phone || same_name) return contact.id;
  }
  MANYI_TRY(const auto made,
            new_contact(tx, caller.tenant, customer, {std::string(name), std::string(phone), {}}, ""));
  row.updated_at = tx.now();
  ++row.version;
  MANYI_CHECK(store::update_customer(tx, row));
  const auto contacts = store::contacts(tx, caller.tenant, customer);
  MANYI_CHECK(index(search_, tx, row, contacts));
  MANYI_CHECK(events_.publish(tx, caller, CustomerChanged{{row.id, row.kind, commitment_of(row, contacts)}}));
  return made.id;
}

}  // namespace manyi::customers
