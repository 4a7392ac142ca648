// Sales and quotas as KPI facts: every column that metrics can name, and its handle.
// Owns the lists; facts.cpp fills a row per record.
#pragma once

#include "engines/kpi/facts.h"
#include "modules/workorders/workorders.h"

namespace manyi::sales {

/// `unit` is the seller's.
struct SalesLineFacts {
  kpi::FactSchema schema{"sales_line"};
  workorders::OrderColumns order = workorders::OrderColumns::add(schema);

  kpi::TimeColumn sold = schema.time("sold");
  kpi::TimeColumn recognised = schema.time("recognised");
  kpi::TimeColumn refunded = schema.time("refunded");

  kpi::DimensionColumn product = schema.dimension("product", "服务产品", "Service product");
  kpi::DimensionColumn seller = schema.dimension("seller", "销售人", "Seller");

  kpi::WholeColumn amount = schema.integer("amount");
  kpi::WholeColumn cost = schema.integer("cost");
  kpi::WholeColumn quantity = schema.integer("quantity");
  kpi::WholeColumn work_order = schema.integer("work_order");

  kpi::FlagColumn service_product = schema.flag("service_product");
};

struct SalesQuotaFacts {
  kpi::FactSchema schema{"sales_quota"};

  kpi::TimeColumn period = schema.time("period");  // the first moment of the month

  kpi::DimensionColumn site = schema.dimension("site", "网点", "Site");
  kpi::DimensionColumn unit = schema.dimension("unit", "组织单元", "Org unit");
  kpi::DimensionColumn seller = schema.dimension("seller", "销售人", "Seller");

  kpi::WholeColumn amount = schema.integer("amount");

  SalesQuotaFacts() { schema.zone_by(site); }
};

const SalesLineFacts& sales_line_facts();
const SalesQuotaFacts& sales_quota_facts();
/// Copies of the schemas, for the KPI engine.
kpi::FactSchema sales_line_fact_schema();
kpi::FactSchema sales_quota_fact_schema();

}  // namespace manyi::sales
