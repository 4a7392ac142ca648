// What an imported work order may hold, said once per field.
// Owns the headers and values that people give them.
#include "modules/workorders/import_fields.h"

namespace manyi::workorders {
namespace {

using imports::FieldChoice;
using imports::FieldKind;
using imports::Mapping;
using imports::ProfileField;
using imports::RowProblem;
using imports::RowValues;

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

/// Values of one form compare as texts; a date and a time do not compare.
bool earlier(std::string_view a, std::string_view b) { return a.size() == b.size() && a < b; }

}  // namespace

const std::vector<TimeField>& time_fields() {
  static const std::vector<TimeField> all = {
      {"requested_at",
       "报修时间",
       "Requested at",
       &HistoryRow::requested_at,
       &Stamps::requested_at,
       {"来电时间", "申请时间", "报修日期", "收机时间", "request date", "reported", "reported at"}},
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
      {"received_at",
       "收件时间",
       "Received at",
       &HistoryRow::received_at,
       &Stamps::received_at,
       {"到件时间"}},
      {"quote_sent_at", "报价时间", "Quote sent at", &HistoryRow::quote_sent_at, &Stamps::quote_sent_at, {}},
      {"quote_decided_at",
       "报价答复时间",
       "Quote decided at",
       &HistoryRow::quote_decided_at,
       &Stamps::quote_decided_at,
       {}},
      {"part_requested_at",
       "申请备件时间",
       "Part requested at",
       &HistoryRow::part_requested_at,
       &Stamps::part_requested_at,
       {}},
      {"part_available_at",
       "备件到货时间",
       "Part available at",
       &HistoryRow::part_available_at,
       &Stamps::part_available_at,
       {}},
      {"repair_started_at",
       "开始维修时间",
       "Repair started at",
       &HistoryRow::repair_started_at,
       &Stamps::repair_started_at,
       {}},
      {"shipped_at", "寄出时间", "Shipped at", &HistoryRow::shipped_at, &Stamps::shipped_at, {"发货时间"}},
      {"first_delivered_at",
       "首次取机时间",
       "First delivered at",
       &HistoryRow::first_delivered_at,
       &Stamps::first_delivered_at,
       {}},
      {"first_closed_at",
       "首次结单时间",
       "First closed at",
       &HistoryRow::first_closed_at,
       &Stamps::first_closed_at,
       {}},
      {"reopened_at", "重开时间", "Reopened at", &HistoryRow::reopened_at, &Stamps::reopened_at, {}},
  };
  return all;
}

const std::vector<CreditField>& credit_fields() {
  static const std::vector<CreditField> all = {
      {"accepted_by", "受理人", "Accepted by", &HistoryRow::accepted_by, &Credits::accepted_by},
      {"contacted_by", "联系人员", "Contacted by", &HistoryRow::contacted_by, &Credits::contacted_by},
      {"diagnosed_by", "诊断人", "Diagnosed by", &HistoryRow::diagnosed_by, &Credits::diagnosed_by},
      {"repaired_by", "修复人", "Repaired by", &HistoryRow::repaired_by, &Credits::repaired_by},
      {"delivered_by", "交付人", "Delivered by", &HistoryRow::delivered_by, &Credits::delivered_by},
  };
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
                    "case id", "case:concept:name", "work order", "order no"},
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
                                     {Priority::kUrgent, {"紧急", "加急", "急"}}})},
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
       .choices =
           choices<Warranty>({{Warranty::kInWarranty, {"保内", "是", "in", "yes", "in warranty"}},
                              {Warranty::kOutOfWarranty, {"保外", "否", "out", "no", "out of warranty"}},
                              {Warranty::kUnknown, {"未知", "未查", "not checked"}}})},
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
  for (const auto& credit : credit_fields())
    fields.push_back({.code = std::string(credit.code),
                      .name_zh = std::string(credit.name_zh),
                      .name_en = std::string(credit.name_en),
                      .max_length = kShort});
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
  fields.push_back({.code = "reopen_count",
                    .name_zh = "重开次数",
                    .name_en = "Times reopened",
                    .kind = FieldKind::kInteger});
  fields.push_back(
      {.code = "outcome",
       .name_zh = "结果",
       .name_en = "Outcome",
       .kind = FieldKind::kChoice,
       .synonyms = {"维修结果", "处理结果", "repair status", "result"},
       .choices = choices<Outcome>(
           {{Outcome::kUnknown, {"未知", "不明"}},
            {Outcome::kRepaired, {"已修复", "修复", "修好", "fixed"}},
            {Outcome::kRepairable, {"可修复", "可修未修"}},
            {Outcome::kUnrepairable, {"不可修复", "无法修复", "修不了", "报废", "end of life"}}})});
  fields.push_back({.code = "barrier",
                    .name_zh = "未修复原因",
                    .name_en = "What prevented repair",
                    .synonyms = {"不可修复原因", "repair barrier"},
                    .max_length = kName});
  return fields;
}

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

std::vector<imports::ColumnMapping> event_log_columns() {
  return {
      {.field = "site", .constant = "Event log"},    {.field = "requested_at", .column = "first:*"},
      {.field = "accepted_at", .column = "first:*"}, {.field = "delivered_at", .column = "last:*"},
      {.field = "closed_at", .column = "last:*"},    {.field = "technician", .column = "last-by:*"},
  };
}

Mapping device_repair_mapping() {
  Mapping mapping;
  mapping.source = "device-repair";
  mapping.events = imports::EventMapping{
      .case_id = "CASE_ID", .activity = "ACTIVITY", .time = "TIMESTAMP", .resource = {}, .classifier = {}};
  mapping.columns = {
      {.field = "source_id", .column = "CASE_ID"},
      {.field = "site", .column = "SERVICEPOINT", .values = {{"", "未注明服务点"}}},
      {.field = "service_type", .constant = "carry_in"},
      {.field = "category", .column = "DEVICETYPE"},
      {.field = "requested_at", .column = "first:*"},
      {.field = "accepted_at", .column = "first:*"},
      {.field = "delivered_at", .column = "last:Completed"},
      {.field = "closed_at", .column = "last:Completed"},
  };
  return mapping;
}

}  // namespace manyi::workorders
