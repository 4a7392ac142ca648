// The columns of the work-order fact, in the order they are stored.
// Owns the names people see for its dimensions.
#include "modules/workorders/work_order_facts.h"

namespace manyi::workorders {

WorkOrderFacts::WorkOrderFacts() {
  requested = schema.time("requested");
  accepted = schema.time("accepted");
  first_contacted = schema.time("first_contacted");
  dispatched = schema.time("dispatched");
  arrived = schema.time("arrived");
  diagnosed = schema.time("diagnosed");
  repaired = schema.time("repaired");
  qc_passed = schema.time("qc_passed");
  delivered = schema.time("delivered");
  closed = schema.time("closed");
  cancelled = schema.time("cancelled");
  followed_at = schema.time("followed_at");
  reopened_at = schema.time("reopened_at");
  quote_sent = schema.time("quote_sent");
  quote_decided = schema.time("quote_decided");
  part_requested = schema.time("part_requested");
  part_promised = schema.time("part_promised");
  part_available = schema.time("part_available");
  repair_started = schema.time("repair_started");
  customer_notified = schema.time("customer_notified");
  first_appt_from = schema.time("first_appt_from");
  first_appt_to = schema.time("first_appt_to");
  promised = schema.time("promised");

  site = schema.dimension("site", "网点", "Site");
  manufacturer = schema.dimension("manufacturer", "厂家", "Manufacturer");
  product_line = schema.dimension("product_line", "产品线", "Product line");
  model = schema.dimension("model", "型号", "Model");
  brand = schema.dimension("brand", "品牌", "Brand");
  category = schema.dimension("category", "品类", "Category");
  customer_kind = schema.dimension("customer_kind", "客户类型", "Customer type");
  region = schema.dimension("region", "地区", "Region");
  service_type = schema.dimension("service_type", "服务方式", "Service type");
  warranty = schema.dimension("warranty", "保修状态", "Warranty");
  fault_code = schema.dimension("fault_code", "故障代码", "Fault code");
  technician = schema.dimension("technician", "技术员", "Technician");
  channel = schema.dimension("channel", "渠道", "Channel");
  outcome = schema.dimension("outcome", "维修结果", "Outcome");
  barrier = schema.dimension("barrier", "未修复原因", "Barrier");
  state = schema.dimension("state", "状态", "State");
  priority = schema.dimension("priority", "优先级", "Priority");
  source = schema.dimension("source", "来源", "Source");
  quote_decision = schema.dimension("quote_decision", "报价决定", "Quote decision");
  dealer = schema.dimension("dealer", "经销商", "Dealer");
  symptom = schema.dimension("symptom", "故障现象", "Symptom");
  repeat_symptom = schema.dimension("repeat_symptom", "再次报修的故障现象", "Symptom of the next repair");
  accepted_by = schema.dimension("accepted_by", "受理人", "Accepted by");
  contacted_by = schema.dimension("contacted_by", "首次联系人", "First contacted by");
  diagnosed_by = schema.dimension("diagnosed_by", "诊断人", "Diagnosed by");
  repaired_by = schema.dimension("repaired_by", "维修人", "Repaired by");
  delivered_by = schema.dimension("delivered_by", "交付人", "Delivered by");
  schema.zone_by(site);

  visits = schema.integer("visits");
  reopen_count = schema.integer("reopen_count");
  qc_failures = schema.integer("qc_failures");
  reschedules = schema.integer("reschedules");
  promise_changes = schema.integer("promise_changes");
  customer = schema.integer("customer");
  paused_ms = schema.duration("paused_ms");
  business_tat_ms = schema.duration("business_tat_ms");
  manufacturer_tat_ms = schema.duration("manufacturer_tat_ms");
  tat_limit_ms = schema.duration("tat_limit_ms");
  age_years = schema.number("age_years");

  has_serial = schema.flag("has_serial");
  date_only = schema.flag("date_only");
  imported = schema.flag("imported");
  excluded = schema.flag("excluded");
}

const WorkOrderFacts& work_order_facts() {
  static const WorkOrderFacts facts;
  return facts;
}

kpi::FactSchema work_order_fact_schema() { return work_order_facts().schema; }

}  // namespace manyi::workorders
