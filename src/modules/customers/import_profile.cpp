// The profile `customers`: its fields, their names in both languages, the headers people give them.
// Owns who is the same person: the row's own id first, then the phone number.
#include "modules/customers/import_profile.h"

#include <map>

#include "modules/customers/rules.h"
#include "modules/customers/source_store.h"
#include "modules/customers/store.h"
#include "platform/imports/fields.h"

namespace manyi::customers {
namespace {

using namespace imports;  // NOLINT: the words for fields, in this one file

struct Row {
  std::string source_id;
  std::string name;
  std::optional<std::string> phone, region;
  std::optional<CustomerKind> kind;
  std::optional<PreferredChannel> preferred_channel;
  std::optional<Consent> consent;
  std::optional<std::string> do_not_call, note, contact_name, contact_phone;
  std::map<std::string, std::string> attributes;
};
BOOST_DESCRIBE_STRUCT(Row, (),
                      (source_id, name, phone, region, kind, preferred_channel, consent, do_not_call, note,
                       contact_name, contact_phone, attributes))

struct ImportedCustomer {
  std::string import_source, source_id;
  ChangeCustomer told;  // without id
  std::optional<std::string> contact_name, contact_phone;
};

/// What an update replaced, and whether it made the link to the row.
struct Before {
  ChangeCustomer was;
  std::string import_source, source_id;
  bool linked = false;
};
BOOST_DESCRIBE_STRUCT(Before, (), (was, import_source, source_id, linked))

std::vector<ProfileField> fields() {
  return {
      required(text_field("source_id", "客户编号", "Customer number",
                          {"编号", "客户代码", "customer id", "customer no", "id", "no", "code"})),
      required(text_field("name", "客户名称", "Name",
                          {"姓名", "客户", "客户姓名", "名称", "customer", "name"}, kNameText)),
      text_field("phone", "电话", "Phone", {"手机", "联系电话", "客户电话", "手机号", "mobile", "telephone"},
                 40),
      text_field("region", "地区", "Region", {"区域", "城市", "city"}, 100),
      choice_field<CustomerKind>("kind", "客户类型", "Customer type", {"类型", "类别", "type"},
                                 {{CustomerKind::kIndividual, {"个人", "散客", "individual"}},
                                  {CustomerKind::kKeyAccount, {"大客户", "企业", "单位", "key account"}},
                                  {CustomerKind::kDealer, {"经销商"}}}),
      choice_field<PreferredChannel>("preferred_channel", "联系方式偏好", "Preferred channel", {"首选渠道"},
                                     {{PreferredChannel::kPhone, {"电话"}},
                                      {PreferredChannel::kSms, {"短信"}},
                                      {PreferredChannel::kWechat, {"微信"}},
                                      {PreferredChannel::kEmail, {"邮件", "邮箱"}},
                                      {PreferredChannel::kNone, {"无"}}}),
      choice_field<Consent>("consent", "同意", "Consent", {"是否同意", "授权"},
                            {{Consent::kUnknown, {"未知"}},
                             {Consent::kGiven, {"同意", "是", "yes"}},
                             {Consent::kRefused, {"拒绝", "不同意", "否", "no"}}}),
      flag_field(text_field("do_not_call", "勿扰", "Do not call", {"免打扰", "禁止回访"})),
      text_field("note", "备注", "Note", {"说明", "remark"}, 2000),
      text_field("contact_name", "联系人", "Contact", {"联系人姓名", "contact name", "contact person"}, 100),
      text_field("contact_phone", "联系人电话", "Contact phone", {"联系人手机"}, 40),
  };
}

void check_phones(const RowValues& row, std::vector<RowProblem>& problems) {
  for (const char* field : {"phone", "contact_phone"})
    if (!row.get(field).empty() && !normalised_phone(row.get(field)))
      problems.push_back({field, "phone", "This is not a phone number."});
  if (row.get("contact_name").empty() && !row.get("contact_phone").empty())
    problems.push_back({"contact_name", "required", "A contact has a name."});
}

ImportedCustomer turn(const ApplyContext& context, const Row& row) {
  ImportedCustomer in;
  in.import_source = context.source;
  in.source_id = row.source_id;
  in.told.kind = row.kind;
  in.told.name = row.name;
  in.told.region = row.region;
  in.told.phone = row.phone;
  in.told.preferred_channel = row.preferred_channel;
  in.told.consent = row.consent;
  in.told.do_not_call = row_flag(row.do_not_call);
  in.told.note = row.note;
  in.contact_name = row.contact_name;
  in.contact_phone = row.contact_phone;
  return in;
}

ChangeCustomer values_of(const CustomerCore& row) {
  return {.id = row.id,
          .if_match = {},
          .kind = row.kind,
          .name = row.name,
          .region = row.region,
          .phone = row.phone,
          .preferred_channel = row.preferred_channel,
          .consent = row.consent,
          .do_not_call = row.do_not_call,
          .note = row.note};
}

// Does what was told differ from what is there?
bool differs(const ChangeCustomer& told, const CustomerCore& row) {
  const auto other = [](const auto& said, const auto& has) { return said && *said != has; };
  return other(told.kind, row.kind) || other(told.name, row.name) || other(told.region, row.region) ||
         other(told.phone, row.phone) || other(told.preferred_channel, row.preferred_channel) ||
         other(told.consent, row.consent) || other(told.do_not_call, row.do_not_call) ||
         other(told.note, row.note);
}

/// How the profile writes customers; the façade does the rest.
class Keeper {
 public:
  Keeper(Customers& customers, HasOrders has_orders)
      : customers_(customers), has_orders_(std::move(has_orders)) {}

  Result<Recorded> record(db::Tx& tx, const Caller& caller, const ImportedCustomer& in) {
    const TenantId tenant = caller.tenant;
    auto id = store::customer_by_source(tx, tenant, in.import_source, in.source_id);
    const bool linked = !id.has_value();
    if (!id && in.told.phone)
      if (const auto key = normalised_phone(*in.told.phone)) id = store::customer_by_phone(tx, tenant, *key);
    Recorded done;
    if (!id) {
      CreateCustomer made{.kind = in.told.kind,
                          .name = *in.told.name,
                          .region = in.told.region,
                          .phone = in.told.phone,
                          .preferred_channel = in.told.preferred_channel,
                          .consent = in.told.consent,
                          .do_not_call = in.told.do_not_call,
                          .note = in.told.note,
                          .contacts = {}};
      if (in.contact_name) made.contacts.push_back({*in.contact_name, in.contact_phone, {}});
      MANYI_TRY(const Customer customer, customers_.create(tx, caller, made));
      MANYI_CHECK(store::put_source(tx, tenant, in.import_source, in.source_id, customer.id));
      done.outcome = RowOutcome::kImported;
      done.record = customer.id.value();
      done.version = customer.version;
      return done;
    }
    const auto row = store::customer(tx, tenant, *id);
    done.record = id->value();
    done.version = row->version;
    if (row->state == CustomerState::kErased) return done;  // who was forgotten stays forgotten
    if (linked) MANYI_CHECK(store::put_source(tx, tenant, in.import_source, in.source_id, *id));
    const bool changed = differs(in.told, *row);
    if (changed) {
      ChangeCustomer change = in.told;
      change.id = *id;
      MANYI_CHECK(customers_.change(tx, caller, change));
    }
    if (in.contact_name)
      MANYI_CHECK(
          customers_.ensure_contact(tx, caller, *id, *in.contact_name, in.contact_phone.value_or("")));
    const auto now = store::customer(tx, tenant, *id);
    done.version = now->version;
    if (!linked && now->version == row->version) return done;
    done.outcome = RowOutcome::kUpdated;
    done.before = to_json(Before{values_of(*row), in.import_source, in.source_id, linked});
    return done;
  }

  Result<void> take_back(db::Tx& tx, const Caller& caller, const Recorded& done) {
    const TenantId tenant = caller.tenant;
    const CustomerId id(done.record);
    const auto row = store::customer(tx, tenant, id);
    if (!row) return not_found("customer.not_found", "There is no such customer.");
    if (row->version != done.version)
      return conflict("customer.touched", "Somebody changed this customer since he was imported.");
    if (done.outcome == RowOutcome::kUpdated) {
      MANYI_TRY(Before before, from_json<Before>(done.before));
      if (before.linked)
        MANYI_CHECK(store::remove_source(tx, tenant, before.import_source, before.source_id));
      before.was.id = id;
      MANYI_CHECK(customers_.change(tx, caller, before.was));
      return {};
    }
    if (done.outcome != RowOutcome::kImported) return {};
    if (has_orders_(tx, tenant, id))
      return conflict("customer.in_use", "There are work orders of this customer.");
    return customers_.remove_imported(tx, caller, id);
  }

  std::optional<std::int64_t> version(db::ReadTx& tx, TenantId tenant, std::int64_t id) {
    const auto row = store::customer(tx, tenant, CustomerId(id));
    return row ? std::optional(row->version) : std::nullopt;
  }

 private:
  Customers& customers_;
  const HasOrders has_orders_;
};

}  // namespace

void add_import_profile(Profiles& profiles, Customers& customers, HasOrders has_orders) {
  ImportProfile profile;
  profile.code = "customers";
  profile.title_zh = "客户";
  profile.title_en = "Customers";
  profile.key_field = "source_id";
  profile.fields = fields();
  profile.permission = Permission::kCustomerWrite;
  profile.check = check_phones;
  const auto keeper = std::make_shared<Keeper>(customers, std::move(has_orders));
  keep_records<Row, ImportedCustomer>(
      profile,
      [](db::Tx&, const ApplyContext& context, const Row& row) -> Result<ImportedCustomer> {
        return turn(context, row);
      },
      {.record = [keeper](db::Tx& tx, const Caller& caller,
                          const ImportedCustomer& in) { return keeper->record(tx, caller, in); },
       .take_back = [keeper](db::Tx& tx, const Caller& caller,
                             const Recorded& done) { return keeper->take_back(tx, caller, done); },
       .version = [keeper](db::ReadTx& tx, TenantId tenant,
                           std::int64_t id) { return keeper->version(tx, tenant, id); }});
  profiles.add(std::move(profile));
}

}  // namespace manyi::customers
