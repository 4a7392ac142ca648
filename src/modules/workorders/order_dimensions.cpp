// The common dimensions read from orders, and where rows of files belong.
// Owns which stored value becomes which dimension.
#include "modules/workorders/order_dimensions.h"

#include "modules/org/org.h"
#include "modules/workorders/store.h"
#include "modules/workorders/workorders.h"

namespace manyi::workorders {
namespace {

template <class Id, class Read>
DimensionValue named(const std::optional<Id>& id, std::map<Id, std::string>& known, Read&& read) {
  if (!id || !*id) return {};
  auto at = known.find(*id);
  if (at == known.end()) at = known.emplace(*id, read(*id)).first;
  return {id->text(), at->second};
}

}  // namespace

OrderColumns OrderColumns::add(kpi::FactSchema& schema) {
  OrderColumns columns{
      .site = schema.dimension("site", "网点", "Site"),
      .unit = schema.dimension("unit", "组织单元", "Org unit"),
      .manufacturer = schema.dimension("manufacturer", "厂家", "Manufacturer"),
      .product_line = schema.dimension("product_line", "产品线", "Product line"),
      .model = schema.dimension("model", "型号", "Model"),
      .brand = schema.dimension("brand", "品牌", "Brand"),
      .category = schema.dimension("category", "品类", "Category"),
      .customer_kind = schema.dimension("customer_kind", "客户类型", "Customer type"),
      .region = schema.dimension("region", "地区", "Region"),
      .service_type = schema.dimension("service_type", "服务方式", "Service type"),
      .warranty = schema.dimension("warranty", "保修状态", "Warranty"),
      .fault_code = schema.dimension("fault_code", "故障代码", "Fault code"),
      .technician = schema.dimension("technician", "技术员", "Technician"),
      .channel = schema.dimension("channel", "渠道", "Channel"),
      .dealer = schema.dimension("dealer", "经销商", "Dealer"),
  };
  schema.zone_by(columns.site);
  return columns;
}

void OrderColumns::set(kpi::FactRow& row, const OrderDimensions& d) const {
  using workorders::set;
  set(row, site, d.site);
  set(row, unit, d.unit);
  set(row, manufacturer, d.manufacturer);
  set(row, product_line, d.product_line);
  set(row, model, d.model);
  set(row, brand, d.brand);
  set(row, category, d.category);
  set(row, customer_kind, d.customer_kind);
  set(row, region, d.region);
  set(row, service_type, d.service_type);
  set(row, warranty, d.warranty);
  set(row, fault_code, d.fault_code);
  set(row, technician, d.technician);
  set(row, channel, d.channel);
  set(row, dealer, d.dealer);
}

DimensionValue DimensionNames::site(std::optional<SiteId> id) {
  if (!id || !*id) return {};
  if (!sites_) sites_ = org_.site_names(tx_, tenant_);
  const auto at = sites_->find(*id);
  return {id->text(), at == sites_->end() ? std::string() : at->second};
}

const DimensionNames::Person& DimensionNames::person(EmployeeId id) {
  const auto known = people_.find(id);
  if (known != people_.end()) return known->second;
  Person made{{id.text(), {}}, {}};
  if (const auto employee = org_.employee(tx_, tenant_, id)) {
    made.employee.label = employee->name;
    if (employee->org_unit_id) {
      const auto unit = org_.get_unit(tx_, Caller::system(tenant_), *employee->org_unit_id);
      made.unit = {employee->org_unit_id->text(), unit ? unit->name : std::string()};
    }
  }
  return people_.emplace(id, std::move(made)).first->second;
}

DimensionValue DimensionNames::employee(std::optional<EmployeeId> id) {
  return id && *id ? person(*id).employee : DimensionValue();
}
DimensionValue DimensionNames::unit_of(std::optional<EmployeeId> id) {
  return id && *id ? person(*id).unit : DimensionValue();
}

DimensionValue DimensionNames::manufacturer(std::optional<catalog::ManufacturerId> id) {
  return named(id, manufacturers_, [&](catalog::ManufacturerId one) {
    const auto found = catalog_.get_manufacturer(tx_, Caller::system(tenant_), one);
    return found ? found->name : std::string();
  });
}

DimensionValue DimensionNames::product_line(std::optional<catalog::ProductLineId> id) {
  return named(id, product_lines_, [&](catalog::ProductLineId one) {
    const auto found = catalog_.get_product_line(tx_, Caller::system(tenant_), one);
    return found ? found->name : std::string();
  });
}

DimensionValue DimensionNames::fault_code(std::optional<catalog::FaultCodeId> id) {
  return named(id, fault_codes_, [&](catalog::FaultCodeId one) {
    const auto found = catalog_.fault_code(tx_, tenant_, one);
    return found ? found->code + " " + found->name : std::string();
  });
}

DimensionValue DimensionNames::dealer(std::optional<customers::CustomerId> id) {
  return named(id, dealers_, [&](customers::CustomerId one) {
    const auto found = customers_.customer(tx_, Caller::system(tenant_), one);
    return found ? found->name : std::string();
  });
}

void DimensionNames::set_model(OrderDimensions& dimensions, catalog::ModelId id) {
  auto at = models_.find(id);
  if (at == models_.end()) at = models_.emplace(id, catalog_.model_path(tx_, tenant_, id)).first;
  dimensions.model = {id.text(), at->second ? at->second->model_name : std::string()};
  if (!at->second) return;
  dimensions.product_line = {at->second->product_line_id.text(), at->second->product_line_name};
  dimensions.manufacturer = {at->second->manufacturer_id.text(), at->second->manufacturer_name};
}

DimensionNames WorkOrders::dimension_names(db::ReadTx& tx, TenantId tenant) {
  return {needs_.org, needs_.catalog, needs_.customers, tx, tenant};
}

std::map<WorkOrderId, OrderDimensions> WorkOrders::order_dimensions(db::ReadTx& tx, TenantId tenant,
                                                                    const std::vector<std::int64_t>& ids) {
  DimensionNames names = dimension_names(tx, tenant);
  std::map<WorkOrderId, OrderDimensions> all;
  for (const auto& o : store::dimension_rows(tx, tenant, ids)) {
    OrderDimensions d;
    d.work_order = o.id;
    d.customer = o.customer_id;
    d.technician_id = o.technician_id;
    d.delivered_at = o.delivered_at;
    d.site = names.site(o.site_id);
    d.technician = names.employee(o.technician_id);
    d.unit = names.unit_of(o.technician_id);
    if (o.model_id)
      names.set_model(d, *o.model_id);
    else
      d.manufacturer = names.manufacturer(o.manufacturer_id);
    d.brand = {o.brand, {}};
    d.category = {o.category, {}};
    d.region = {o.region, {}};
    d.customer_kind = dimension_value(o.customer_kind);
    d.service_type = {enum_name(o.service_type), {}};
    d.warranty = {enum_name(o.warranty), {}};
    d.fault_code = names.fault_code(o.fault_code_id);
    d.channel = {enum_name(o.channel), {}};
    d.dealer = names.dealer(o.dealer_id);
    all.emplace_hint(all.end(), o.id, std::move(d));
  }
  return all;
}

std::optional<EmployeeId> WorkOrders::complete(db::ReadTx& tx, const Caller& caller, OrderReferences& in,
                                               std::vector<FieldError>& errors) {
  std::optional<EmployeeId> technician;
  if (in.site_id && !needs_.org.site(tx, caller.tenant, *in.site_id))
    errors.push_back({"/site_id", "not_found", "There is no such site."});
  if (in.customer_id && !needs_.customers.customer(tx, caller, *in.customer_id))
    errors.push_back({"/customer_id", "not_found", "There is no such customer."});
  if (in.work_order_id) {
    const auto order = store::find(tx, caller.tenant, *in.work_order_id);
    if (!order) {
      errors.push_back({"/work_order_id", "not_found", "There is no such work order."});
    } else {
      if (!in.site_id) in.site_id = order->site_id;
      if (!in.customer_id) in.customer_id = order->customer_id;
      technician = order->technician_id;
    }
  } else if (!in.site_id) {
    errors.push_back({"/site_id", "required", "Name the site, or a work order that has one."});
  }
  return technician;
}

OrderDimensions WorkOrders::dimensions_of(const OrderReferences& in,
                                          const std::map<WorkOrderId, OrderDimensions>& orders,
                                          DimensionNames& names) {
  if (in.work_order_id)
    if (const auto order = orders.find(*in.work_order_id); order != orders.end()) return order->second;
  OrderDimensions dimensions;
  dimensions.site = names.site(in.site_id);
  return dimensions;
}

std::optional<WorkOrderId> WorkOrders::find_by_reference(db::ReadTx& tx, TenantId tenant,
                                                         std::string_view reference,
                                                         std::string_view source) {
  if (reference.empty()) return std::nullopt;
  if (const auto id = store::find_by_number(tx, tenant, reference)) return id;
  for (const std::string_view system : {source, std::string_view("work-orders")}) {
    if (system.empty()) continue;
    if (const auto order = store::find_by_source(tx, tenant, system, reference)) return order->id;
  }
  return std::nullopt;
}

Result<RowPlace> WorkOrders::place_row(db::Tx& tx, const Caller& caller, const RowReferences& row,
                                       const TimeZone& zone) {
  RowPlace place{{}, {}, {}, zone};
  std::vector<FieldError> errors;
  if (row.work_order) {
    place.work_order = find_by_reference(tx, caller.tenant, *row.work_order, row.source);
    if (!place.work_order)
      errors.push_back({"/work_order", "not_found", "There is no work order of that number."});
  }
  if (place.work_order) {
    const auto order = store::find(tx, caller.tenant, *place.work_order);
    place.site = order->site_id;
    place.customer = order->customer_id;
  }
  if (row.site) {
    MANYI_TRY(place.site, needs_.org.resolve_site(tx, caller, *row.site, zone.name()));
  } else if (!place.site && errors.empty()) {
    errors.push_back({"/site", "required", "Name the site, or a work order that has one."});
  }
  if (!errors.empty()) return invalid(std::move(errors));
  if (const auto site = needs_.org.site(tx, caller.tenant, place.site))
    if (const auto found = TimeZone::find(site->time_zone)) place.zone = *found;
  return place;
}

}  // namespace manyi::workorders
