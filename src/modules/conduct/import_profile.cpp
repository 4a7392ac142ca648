// The profile `violations`: its fields, their names in both languages, the headers people give them.
// Owns how names in a row become ids.
#include "modules/conduct/import_profile.h"

#include <map>

#include "base/json.h"
#include "platform/imports/fields.h"

namespace manyi::conduct {
namespace {

using namespace imports;  // NOLINT: the words for fields, in this one file

/// A staged row. Times are texts: a date alone stays one.
struct Row {
  std::string source_id;
  std::optional<std::string> work_order, site, employee;
  ViolationType type = ViolationType::kOther;
  std::optional<ViolationSource> source;
  std::optional<ViolationState> state;
  std::optional<ViolationSeverity> severity;
  std::string occurred_at;
  std::optional<std::string> found_at, final_at;
  std::optional<std::int64_t> points;
  std::optional<double> money;
  std::optional<std::string> confirmed, evidence, appeal;
  std::map<std::string, std::string> attributes;
};
BOOST_DESCRIBE_STRUCT(Row, (),
                      (source_id, work_order, site, employee, type, source, state, severity, occurred_at,
                       found_at, final_at, points, money, confirmed, evidence, appeal, attributes))

std::vector<ProfileField> fields() {
  return {
      required(text_field("source_id", "违规编号", "Violation number", {"编号", "案件编号", "id", "no"})),
      text_field("work_order", "工单号", "Work order", {"工单", "服务单号", "order no", "work order number"}),
      text_field("site", "服务站", "Site", {"网点", "服务网点", "门店", "branch", "service point"}),
      text_field("employee", "员工", "Employee", {"违规人", "当事人", "工程师", "技术员", "engineer"}),
      required(choice_field<ViolationType>(
          "type", "违规类型", "Violation type", {"类型", "违规项目"},
          {{ViolationType::kFictitiousItem, {"虚列服务项目", "虚列项目"}},
           {ViolationType::kExaggeratedItem, {"夸大服务项目", "夸大故障"}},
           {ViolationType::kForgedItem, {"伪造服务项目"}},
           {ViolationType::kConcealedDamage, {"隐瞒维修损毁", "隐瞒因维修造成的损毁"}},
           {ViolationType::kFalseFaultyPart, {"虚报故障部件"}},
           {ViolationType::kSwappedGoodPart, {"更换正常部件", "故意替换性能正常的部件"}},
           {ViolationType::kMisusedTrademark, {"冒用商标", "冒用特约标识"}},
           {ViolationType::kOvercharge, {"乱收费", "超标准收费", "多收费"}},
           {ViolationType::kChargedInWarranty, {"保内收费"}},
           {ViolationType::kNoReceipt, {"未开票据", "不开发票"}},
           {ViolationType::kFalseOrder, {"虚假工单", "弄虚作假工单"}},
           {ViolationType::kFalseSignature, {"代签字", "伪造签字"}},
           {ViolationType::kPartsTrading, {"倒卖备件", "私卖备件"}},
           {ViolationType::kDataLeak, {"泄露客户信息", "泄露数据"}},
           {ViolationType::kOther, {"其他"}}})),
      choice_field<ViolationSource>("source", "发现来源", "Found by", {"来源"},
                                    {{ViolationSource::kDetector, {"系统检测", "系统"}},
                                     {ViolationSource::kAudit, {"稽查", "内部检查"}},
                                     {ViolationSource::kCustomer, {"客户", "客户举报"}},
                                     {ViolationSource::kManufacturer, {"厂家"}}}),
      choice_field<ViolationState>("state", "状态", "State", {"处理状态", "status"},
                                   {{ViolationState::kSuspected, {"疑似"}},
                                    {ViolationState::kReviewing, {"核查中"}},
                                    {ViolationState::kConfirmed, {"已确认", "属实"}},
                                    {ViolationState::kDismissed, {"已排除", "不属实"}},
                                    {ViolationState::kAppealed, {"申诉中"}},
                                    {ViolationState::kFinal, {"终审", "已裁定"}},
                                    {ViolationState::kCorrected, {"已整改"}},
                                    {ViolationState::kArchived, {"已归档"}}}),
      choice_field<ViolationSeverity>("severity", "严重程度", "Severity", {"级别"},
                                      {{ViolationSeverity::kMinor, {"轻微", "一般"}},
                                       {ViolationSeverity::kMajor, {"较重", "重大"}},
                                       {ViolationSeverity::kSevere, {"严重"}}}),
      required(time_field("occurred_at", "发生时间", "Occurred at", {"违规时间", "发生日期", "date"})),
      time_field("found_at", "发现时间", "Found at", {"稽查日期", "found"}),
      time_field("final_at", "终审时间", "Final at", {"裁定时间"}),
      integer_field("points", "扣分", "Points", {"分值", "违规分"}),
      number_field("money", "金额", "Money", {"涉及金额", "罚款", "amount"}),
      flag_field(text_field("confirmed", "是否属实", "Confirmed", {"属实"})),
      text_field("evidence", "证据", "Evidence", {"情况说明", "说明", "description"}, kLongText),
      text_field("appeal", "申诉理由", "Appeal", {"申诉"}, kLongText),
  };
}

Result<ImportedViolation> turn(const Needs& to, db::Tx& tx, const ApplyContext& context, const Row& row) {
  MANYI_TRY(const auto place, to.orders.place_row(tx, context.caller,
                                                  {context.source, row.work_order, row.site}, context.zone));
  ImportedViolation in;
  in.import_source = context.source;
  in.source_id = row.source_id;
  in.site_id = place.site;
  in.work_order_id = place.work_order;
  in.customer_id = place.customer;
  if (row.employee) {
    MANYI_TRY(in.employee_id, to.org.resolve_employee(tx, context.caller, place.site, *row.employee));
  }
  const auto occurred = row_time(row.occurred_at, place.zone);
  if (!occurred) return invalid("/occurred_at", "time", "Expected a time.");
  in.happened_at = *occurred;
  in.found_at = row_time(row.found_at, place.zone);
  in.final_at = row_time(row.final_at, place.zone);
  in.type = row.type;
  in.source = row.source;
  in.state = row.state;
  in.severity = row.severity;
  in.points = row.points;
  in.money = row_money(row.money);
  in.confirmed = row_flag(row.confirmed);
  in.evidence = row.evidence;
  in.appeal = row.appeal;
  in.attributes.text = to_json(row.attributes);
  return in;
}

}  // namespace

void add_import_profile(Profiles& profiles, Violations& violations, Needs needs) {
  ImportProfile profile;
  profile.code = "violations";
  profile.title_zh = "违规";
  profile.title_en = "Violations";
  profile.key_field = "source_id";
  profile.fields = fields();
  profile.permission = Permission::kViolationWrite;
  keep_records<Row, ImportedViolation>(
      profile,
      [needs](db::Tx& tx, const ApplyContext& context, const Row& row) {
        return turn(needs, tx, context, row);
      },
      keeper_of<ImportedViolation>(violations));
  profiles.add(std::move(profile));
}

}  // namespace manyi::conduct
