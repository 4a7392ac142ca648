// Two profiles over one way in: a row becomes an ImportedWorkOrder, the façade does the rest.
// Owns the fields, their names in both languages, and the headers people give them.
#include "modules/workorders/import_profiles.h"

#include <array>
#include <map>
#include <memory>
#include <mutex>

#include "base/json.h"
#include "modules/workorders/workorders.h"
#include "platform/db/db.h"
#include "platform/imports/profile.h"

namespace manyi::workorders {
namespace {

using imports::AppliedRow;
using imports::ApplyContext;
using imports::ColumnMapping;
using imports::FieldChoice;
using imports::FieldKind;
using imports::ImportProfile;
using imports::Mapping;
using imports::ProfileField;
using imports::RowOutcome;
using imports::RowProblem;
using imports::RowValues;
using imports::StagedRow;
using imports::UndoOutcome;

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

const std::vector<TimeField>& time_fields() {
  static const std::vector<TimeField> all = {
      {"requested_at",
       "报修时间",
       "Requested at",
       &HistoryRow::requested_at,
       &Stamps::requested_at,
       {"来电时间", "申请时间", "报修日期", "request date", "reported", "reported at"}},
      {"accepted_at",
       "受理时间",
       "Accepted at",
       &HistoryRow::accepted_at,
       &Stamps::accepted_at,
       {"接单时间", "建单时间", "创建时间", "开单时间", "受理日期", "created", "created at", "opened",
        "opened at", "intake date", "date"}},
      {"first_contacted_at",
       "首次联系时间",
       "First contacted at",
       &HistoryRow::first_contacted_at,
       &Stamps::first_contacted_at,
       {"联系时间", "contacted at"}},
      {"dispatched_at",
       "派工时间",
       "Dispatched at",
       &HistoryRow::dispatched_at,
       &Stamps::dispatched_at,
       {"派单时间", "dispatched"}},
      {"arrived_at",
       "到达时间",
       "Arrived at",
       &HistoryRow::arrived_at,
       &Stamps::arrived_at,
       {"上门时间", "到场时间", "arrived"}},
      {"diagnosed_at",
       "诊断时间",
       "Diagnosed at",
       &HistoryRow::diagnosed_at,
       &Stamps::diagnosed_at,
       {"检测时间", "diagnosed"}},
      {"repaired_at",
       "修复时间",
       "Repaired at",
       &HistoryRow::repaired_at,
       &Stamps::repaired_at,
       {"完工时间", "维修完成时间", "repaired", "completed at"}},
      {"qc_passed_at",
       "质检时间",
       "QC passed at",
       &HistoryRow::qc_passed_at,
       &Stamps::qc_passed_at,
       {"质检通过时间"}},
      {"customer_notified_at",
       "通知时间",
       "Customer notified at",
       &HistoryRow::customer_notified_at,
       &Stamps::customer_notified_at,
       {"通知客户时间", "notified at"}},
      {"delivered_at",
       "取机时间",
       "Delivered at",
       &HistoryRow::delivered_at,
       &Stamps::delivered_at,
       {"交付时间", "取件时间", "还机时间", "delivered", "returned at"}},
      {"closed_at",
       "结单时间",
       "Closed at",
       &HistoryRow::closed_at,
       &Stamps::closed_at,
       {"关单时间", "完成时间", "结单日期", "closed", "close date"}},
      {"cancelled_at",
       "取消时间",
       "Cancelled at",
       &HistoryRow::cancelled_at,
       &Stamps::cancelled_at,
       {"cancelled", "canceled at"}},
  };
  return all;
}

/// Choices of an enum under its stable names, with the words that files use for them.
template <DescribedEnum E>
std::vector<FieldChoice> choices(const std::map<E, std::vector<std::string>>& words) {
  std::vector<FieldChoice> all;
  for (const auto& [value, code] : enum_entries<E>()) {
    const auto found = words.find(value);
    all.push_back({code, found == words.end() ? std::vector<std::string>{} : found->second});
  }
  return all;
}

std::vector<ProfileField> work_order_fields() {
  constexpr std::int64_t kShort = 80, kName = 200, kLong = 4000;
  std::vector<ProfileField> fields = {
      {.code = "source_id",
       .name_zh = "工单号",
       .name_en = "Work order number",
       .required = true,
       .synonyms = {"单号", "服务单号", "工单编号", "编号", "id", "no", "number", "ticket", "ticket no",
                    "case id", "work order", "order no"},
       .max_length = kShort},
      {.code = "site",
       .name_zh = "服务站",
       .name_en = "Site",
       .required = true,
       .synonyms = {"网点", "服务网点", "门店", "维修站", "service point", "servicepoint", "branch",
                    "location", "shop", "repair group"},
       .max_length = kShort},
      {.code = "service_type",
       .name_zh = "服务方式",
       .name_en = "Service type",
       .kind = FieldKind::kChoice,
       .synonyms = {"服务类型", "type of service"},
       .choices = choices<ServiceType>({{ServiceType::kCarryIn, {"送修", "到店", "carry-in", "carry in"}},
                                        {ServiceType::kMailIn, {"寄修", "mail-in", "mail in"}},
                                        {ServiceType::kOnsite, {"上门", "上门服务", "on-site", "on site"}},
                                        {ServiceType::kRemote, {"远程", "远程支持"}}})},
      {.code = "channel",
       .name_zh = "受理渠道",
       .name_en = "Channel",
       .kind = FieldKind::kChoice,
       .synonyms = {"渠道", "来源"},
       .choices = choices<Channel>({{Channel::kCounter, {"柜台", "前台", "到店"}},
                                    {Channel::kPhone, {"电话", "热线"}},
                                    {Channel::kWechat, {"微信"}},
                                    {Channel::kWeb, {"网站", "官网"}},
                                    {Channel::kEmail, {"邮件"}},
                                    {Channel::kManufacturer, {"厂家", "厂家派单"}},
                                    {Channel::kDealer, {"经销商"}},
                                    {Channel::kOther, {"其他"}}})},
      {.code = "priority",
       .name_zh = "优先级",
       .name_en = "Priority",
       .kind = FieldKind::kChoice,
       .synonyms = {"紧急程度"},
       .choices = choices<Priority>({{Priority::kLow, {"低"}},
                                     {Priority::kNormal, {"普通", "一般", "中", "medium"}},
                                     {Priority::kHigh, {"高"}},
                                     {Priority::kUrgent, {"紧急", "加急"}}})},
      {.code = "manufacturer_no",
       .name_zh = "厂家单号",
       .name_en = "Manufacturer's number",
       .synonyms = {"厂家工单号", "CSO", "厂家服务单号"},
       .max_length = kShort},
      {.code = "serial_no",
       .name_zh = "序列号",
       .name_en = "Serial number",
       .synonyms = {"机身号", "SN", "S/N", "机号", "serial", "serial no"},
       .max_length = kShort},
      {.code = "manufacturer",
       .name_zh = "厂家",
       .name_en = "Manufacturer",
       .synonyms = {"生产厂家", "制造商", "oem"},
       .max_length = kShort},
      {.code = "product_line",
       .name_zh = "产品线",
       .name_en = "Product line",
       .synonyms = {"产品系列", "product"},
       .max_length = kShort},
      {.code = "model",
       .name_zh = "型号",
       .name_en = "Model",
       .synonyms = {"机型", "产品型号", "device type", "devicetype"},
       .max_length = kShort},
      {.code = "brand", .name_zh = "品牌", .name_en = "Brand", .max_length = kShort},
      {.code = "category",
       .name_zh = "品类",
       .name_en = "Category",
       .synonyms = {"产品类别", "类别", "product category"},
       .max_length = kShort},
      {.code = "age_years",
       .name_zh = "机龄（年）",
       .name_en = "Age in years",
       .kind = FieldKind::kNumber,
       .synonyms = {"机龄", "使用年限", "product age", "age"}},
      {.code = "symptom_text",
       .name_zh = "故障现象",
       .name_en = "Symptom",
       .synonyms = {"故障描述", "报修内容", "问题描述", "problem", "fault", "description"},
       .max_length = kLong},
      {.code = "fault_code",
       .name_zh = "故障代码",
       .name_en = "Fault code",
       .synonyms = {"故障码"},
       .max_length = kShort},
      {.code = "warranty",
       .name_zh = "保修",
       .name_en = "Warranty",
       .kind = FieldKind::kChoice,
       .synonyms = {"保内保外", "保修状态", "是否保修", "warranty status"},
       .choices = choices<Warranty>({{Warranty::kInWarranty, {"保内", "是", "in", "yes"}},
                                     {Warranty::kOutOfWarranty, {"保外", "否", "out", "no"}},
                                     {Warranty::kUnknown, {"未知"}}})},
      {.code = "technician",
       .name_zh = "工程师",
       .name_en = "Technician",
       .synonyms = {"技术员", "维修员", "维修工程师", "engineer", "resource"},
       .max_length = kShort},
      {.code = "customer_name",
       .name_zh = "客户",
       .name_en = "Customer",
       .synonyms = {"客户姓名", "客户名称", "用户", "用户姓名", "customer name"},
       .max_length = kName},
      {.code = "customer_phone",
       .name_zh = "客户电话",
       .name_en = "Customer phone",
       .synonyms = {"电话", "手机", "手机号", "联系电话", "phone", "mobile"},
       .max_length = 40},
      {.code = "region",
       .name_zh = "地区",
       .name_en = "Region",
       .synonyms = {"区域", "城市", "city"},
       .max_length = kShort},
  };
  for (const auto& time : time_fields()) {
    fields.push_back({.code = std::string(time.code),
                      .name_zh = std::string(time.name_zh),
                      .name_en = std::string(time.name_en),
                      .kind = FieldKind::kTime,
                      .synonyms = time.synonyms});
  }
  fields.push_back({.code = "promise_at",
                    .name_zh = "承诺时间",
                    .name_en = "Promised at",
                    .kind = FieldKind::kTime,
                    .synonyms = {"承诺完成时间", "promised", "due", "due date"}});
  fields.push_back({.code = "outcome",
                    .name_zh = "结果",
                    .name_en = "Outcome",
                    .kind = FieldKind::kChoice,
                    .synonyms = {"维修结果", "处理结果", "repair status", "result"},
                    .choices = choices<Outcome>(
                        {{Outcome::kUnknown, {"未知"}},
                         {Outcome::kRepaired, {"已修复", "修复", "fixed"}},
                         {Outcome::kRepairable, {"可修复", "可修未修"}},
                         {Outcome::kUnrepairable, {"不可修复", "无法修复", "报废", "end of life"}}})});
  fields.push_back({.code = "barrier",
                    .name_zh = "未修复原因",
                    .name_en = "What prevented repair",
                    .synonyms = {"不可修复原因", "repair barrier"},
                    .max_length = kName});
  return fields;
}

/// Values of one form compare as texts; a date and a time do not compare.
bool earlier(std::string_view a, std::string_view b) { return a.size() == b.size() && a < b; }

void check_times(const RowValues& values, std::vector<RowProblem>& problems) {
  const auto requested = values.get("requested_at");
  const auto accepted = values.get("accepted_at");
  const auto began = requested.empty() ? accepted : requested;
  if (began.empty()) {
    problems.push_back(
        {"accepted_at", "required", "When the job came in is needed: requested_at or accepted_at."});
    return;
  }
  for (const auto& time : time_fields()) {
    const auto value = values.get(time.code);
    if (!value.empty() && earlier(value, began))
      problems.push_back({std::string(time.code), "order", "This is before the job came in."});
  }
  if (!values.get("age_years").empty() && values.get("age_years").front() == '-')
    problems.push_back({"age_years", "range", "An age is not negative."});
}

struct Place {
  SiteId id;
  TimeZone zone = TimeZone::utc();
};

/// Sites by the name they have in files, for the import that runs. What one transaction made may be
/// rolled back, so a name counts as known once two transactions found the same site. Thread-safe.
class Places {
 public:
  std::optional<Place> find(const ApplyContext& context, const std::string& name) {
    const std::lock_guard lock(mutex_);
    if (std::pair(context.caller.tenant, context.import) != run_) return std::nullopt;
    const auto found = places_.find(name);
    if (found == places_.end() || !found->second.settled) return std::nullopt;
    return found->second.place;
  }
  void keep(const ApplyContext& context, const std::string& name, std::int64_t batch, const Place& place) {
    const std::lock_guard lock(mutex_);
    if (const auto run = std::pair(context.caller.tenant, context.import); run != run_) {
      run_ = run;
      places_.clear();
    }
    const auto [at, fresh] = places_.try_emplace(name, Known{place, batch, false});
    if (fresh) return;
    at->second = {place, batch, at->second.batch != batch && at->second.place.id == place.id};
  }

 private:
  struct Known {
    Place place;
    std::int64_t batch = 0;
    bool settled = false;
  };
  std::mutex mutex_;
  std::pair<TenantId, imports::ImportId> run_;
  std::map<std::string, Known> places_;
};

/// Turns rows into orders within one call.
class RowApplier {
 public:
  RowApplier(const ImportTargets& targets, Places& places, db::Tx& tx, const ApplyContext& context)
      : to_(targets), places_(places), tx_(tx), context_(context) {}

  Result<AppliedRow> apply(const StagedRow& staged) {
    MANYI_TRY(const auto row, from_json<HistoryRow>(staged.payload));
    MANYI_TRY(const auto in, order_of(row));
    MANYI_TRY(auto done, to_.orders.import_history(tx_, context_.caller, in));
    AppliedRow applied;
    applied.outcome = done.kind == ImportKind::kImported  ? RowOutcome::kImported
                      : done.kind == ImportKind::kUpdated ? RowOutcome::kUpdated
                                                          : RowOutcome::kUnchanged;
    applied.record = done.id.value();
    applied.version = done.version;
    if (done.before) applied.before = to_json(*done.before);
    return applied;
  }

 private:
  Result<Place> place(const std::string& name) {
    if (context_.import)
      if (const auto known = places_.find(context_, name)) return *known;
    MANYI_TRY(const SiteId id, to_.org.resolve_site(tx_, context_.caller, name, context_.zone.name()));
    Place place{id, context_.zone};
    if (const auto site = to_.org.site(tx_, context_.caller.tenant, id))
      if (const auto zone = TimeZone::find(site->time_zone)) place.zone = *zone;
    if (context_.import) places_.keep(context_, name, tx_.batch(), place);
    return place;
  }

  /// A date alone is that day at the site.
  static std::optional<Instant> instant(const std::string& text, const TimeZone& zone,
                                        DatePrecision& precision) {
    constexpr std::size_t kDateLength = 10;
    if (text.size() > kDateLength) return Instant::parse(text);
    precision = DatePrecision::kDay;
    const auto date = Date::parse(text);
    return date ? std::optional(zone.instant(*date)) : std::nullopt;
  }

  Result<ImportedWorkOrder> order_of(const HistoryRow& row) {
    ImportedWorkOrder in;
    in.source = context_.source;
    in.source_id = row.source_id;
    MANYI_TRY(const Place at, place(row.site));
    in.site_id = at.id;
    in.service_type = row.service_type.value_or(ServiceType::kCarryIn);
    in.channel = row.channel.value_or(Channel::kImport);
    in.priority = row.priority.value_or(Priority::kNormal);
    for (const auto& time : time_fields())
      if (const auto& text = row.*time.text)
        in.stamps.*time.stamp = instant(*text, at.zone, in.date_precision);
    if (!in.stamps.requested_at) in.stamps.requested_at = in.stamps.accepted_at;
    if (!in.stamps.accepted_at) in.stamps.accepted_at = in.stamps.requested_at;
    in.stamps.first_delivered_at = in.stamps.delivered_at;
    in.stamps.first_closed_at = in.stamps.closed_at;
    if (row.promise_at) {
      DatePrecision own = DatePrecision::kInstant;
      in.promise_at = instant(*row.promise_at, at.zone, own);
      if (in.promise_at && own == DatePrecision::kDay)
        in.promise_at = *in.promise_at + kDay - DurationMs(1);  // until that day's end
    }
    in.manufacturer_no = row.manufacturer_no.value_or("");
    in.brand = row.brand.value_or("");
    in.category = row.category.value_or("");
    in.age_years = row.age_years;
    in.symptom_text = row.symptom_text.value_or("");
    in.warranty = row.warranty.value_or(Warranty::kUnknown);
    in.outcome = row.outcome.value_or(Outcome::kUnknown);
    in.outcome_barrier = row.barrier.value_or("");
    in.attributes = row.attributes;
    MANYI_CHECK(resolve_device(row, in));
    MANYI_CHECK(resolve_people(row, in));
    return in;
  }

  Result<void> resolve_device(const HistoryRow& row, ImportedWorkOrder& in) {
    const Caller& caller = context_.caller;
    std::optional<catalog::ProductLineId> line;
    const std::string maker = row.manufacturer.value_or(row.model ? row.brand.value_or("") : "");
    if (!maker.empty()) {
      MANYI_TRY(const auto id, to_.catalog.resolve_manufacturer(tx_, caller, maker));
      in.manufacturer_id = id;
      const std::string line_name = row.product_line.value_or(row.category.value_or(""));
      if (!line_name.empty()) {
        MANYI_TRY(const auto line_id, to_.catalog.resolve_product_line(tx_, caller, id, line_name));
        line = line_id;
      }
    }
    if (row.model && line) {
      MANYI_TRY(const auto model, to_.catalog.resolve_model(tx_, caller, *line, *row.model));
      in.model_id = model;
    } else if (row.model) {
      in.attributes.emplace("model", *row.model);  // no product line to put it under
    }
    if (row.fault_code) {
      MANYI_TRY(const auto code, to_.catalog.resolve_fault_code(tx_, caller, line, *row.fault_code));
      in.fault_code_id = code;
    }
    return {};
  }

  Result<void> resolve_people(const HistoryRow& row, ImportedWorkOrder& in) {
    const Caller& caller = context_.caller;
    if (row.customer_name || row.customer_phone) {
      customers::EnsureCustomer customer;
      customer.name = row.customer_name.value_or("");
      customer.phone = row.customer_phone.value_or("");
      customer.region = row.region.value_or("");
      MANYI_TRY(const auto id, to_.customers.ensure_customer(tx_, caller, customer));
      in.customer_id = id;
    } else if (row.region) {
      in.attributes.emplace("region", *row.region);
    }
    if (row.serial_no && !customers::normalised_serial(*row.serial_no).empty()) {
      customers::EnsureAsset asset;
      asset.serial_no = *row.serial_no;
      asset.model_id = in.model_id;
      asset.customer_id = in.customer_id;
      MANYI_TRY(const auto id, to_.customers.ensure_asset(tx_, caller, asset));
      in.asset_id = id;
    } else if (row.serial_no) {
      in.attributes.emplace("serial_no", *row.serial_no);  // a placeholder identifies nothing
    }
    if (row.technician) {
      MANYI_TRY(const auto id, to_.org.resolve_employee(tx_, caller, in.site_id, *row.technician));
      in.technician_id = id;
    }
    return {};
  }

  const ImportTargets& to_;
  Places& places_;
  db::Tx& tx_;
  const ApplyContext& context_;
};

ImportOutcome outcome_of(const AppliedRow& row) {
  ImportOutcome done;
  done.kind = row.outcome == RowOutcome::kImported ? ImportKind::kImported : ImportKind::kUpdated;
  done.id = WorkOrderId(row.record);
  done.version = row.version;
  if (!row.before.empty())
    if (auto before = from_json<ImportedWorkOrder>(row.before)) done.before = std::move(*before);
  return done;
}

ImportProfile work_order_profile(std::shared_ptr<const ImportTargets> targets) {
  ImportProfile profile;
  profile.code = "work-orders";
  profile.title_zh = "工单";
  profile.title_en = "Work orders";
  profile.key_field = "source_id";
  profile.fields = work_order_fields();
  profile.permission = Permission::kWorkOrderImport;
  profile.check = check_times;
  profile.apply = [targets, places = std::make_shared<Places>()](
                      db::Tx& tx, const ApplyContext& context,
                      std::span<const StagedRow> rows) -> Result<std::vector<AppliedRow>> {
    RowApplier applier(*targets, *places, tx, context);
    std::vector<AppliedRow> applied;
    for (const auto& row : rows) {
      MANYI_TRY(auto outcome, applier.apply(row));
      applied.push_back(std::move(outcome));
    }
    return applied;
  };
  profile.inspect = [targets](db::ReadTx& tx, const ApplyContext& context, std::span<const AppliedRow> rows) {
    std::vector<UndoOutcome> seen;
    for (const auto& row : rows) {
      const auto order = targets->orders.get(tx, context.caller, WorkOrderId(row.record));
      seen.push_back(!order                          ? UndoOutcome::kGone
                     : order->version == row.version ? UndoOutcome::kUndone
                                                     : UndoOutcome::kTouched);
    }
    return seen;
  };
  profile.undo = [targets](db::Tx& tx, const ApplyContext& context,
                           std::span<const AppliedRow> rows) -> Result<std::vector<UndoOutcome>> {
    std::vector<UndoOutcome> all;
    for (const auto& row : rows) {
      const auto undone =
          tx.savepoint([&] { return targets->orders.undo_import(tx, context.caller, outcome_of(row)); });
      if (undone)
        all.push_back(UndoOutcome::kUndone);
      else if (undone.error().code == ErrorCode::kConflict)
        all.push_back(UndoOutcome::kTouched);
      else if (undone.error().code == ErrorCode::kNotFound)
        all.push_back(UndoOutcome::kGone);
      else
        return undone.error();
    }
    return all;
  };
  return profile;
}

/// Open Repair Data Standard 0.3, https://openrepair.org/open-data/: one row per device brought to an
/// event. The day is all that is known of its time. 'Unknown' is the schema's missing value of a brand.
Mapping open_repair_mapping() {
  Mapping mapping;
  mapping.source = "open-repair";
  mapping.columns = {
      {.field = "source_id", .column = "id"},
      {.field = "site", .column = "group_identifier"},
      {.field = "service_type", .constant = "carry_in"},
      {.field = "requested_at", .column = "event_date"},
      {.field = "accepted_at", .column = "event_date"},
      {.field = "closed_at", .column = "event_date"},
      {.field = "category", .column = "product_category"},
      {.field = "brand", .column = "brand", .values = {{"Unknown", ""}}},
      {.field = "age_years", .column = "product_age"},
      {.field = "symptom_text", .column = "problem"},
      {.field = "outcome",
       .column = "repair_status",
       .values = {{"Fixed", "repaired"},
                  {"Repairable", "repairable"},
                  {"End of life", "unrepairable"},
                  {"Unknown", "unknown"}}},
      {.field = "barrier", .column = "repair_barrier_if_end_of_life"},
  };
  return mapping;
}

}  // namespace

void add_import_profiles(imports::Profiles& profiles, ImportTargets targets) {
  const auto shared = std::make_shared<const ImportTargets>(targets);
  profiles.add(work_order_profile(shared));
  ImportProfile open_repair = work_order_profile(shared);
  open_repair.code = "open-repair";
  open_repair.title_zh = "Open Repair 开放维修数据";
  open_repair.title_en = "Open Repair Data";
  open_repair.fixed_mapping = open_repair_mapping();
  profiles.add(std::move(open_repair));
}

}  // namespace manyi::workorders
