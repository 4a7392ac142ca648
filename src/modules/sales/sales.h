// Service products sold, and the quotas they are measured by.
// Owns the façade of sales and its types.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/money.h"
#include "base/result.h"
#include "modules/sales/rules.h"
#include "modules/workorders/workorders.h"
#include "platform/db/money_value.h"
#include "platform/imports/record_book.h"

namespace manyi::sales {

struct SalesLineTag;
struct SalesQuotaTag;
using SalesLineId = Id<SalesLineTag>;
using SalesQuotaId = Id<SalesQuotaTag>;
using Needs = workorders::RecordNeeds;

struct SalesLineDetails : SaleStamps, workorders::OrderRecord {
  std::string product;
  std::optional<EmployeeId> seller_id;  // default: the order's technician
  Money amount;                         // for the whole quantity
  std::optional<Money> cost;
  std::optional<std::int64_t> quantity;  // default 1
  std::optional<bool> service_product;   // default true; else a device or an accessory
  std::optional<std::string> note;
  RawJson attributes;
  bool operator==(const SalesLineDetails&) const = default;
  Instant occurred() const { return sold_at; }
};
BOOST_DESCRIBE_STRUCT(SalesLineDetails, (SaleStamps, workorders::OrderRecord),
                      (product, seller_id, amount, cost, quantity, service_product, note, attributes))

struct SalesLineRow : SalesLineDetails, imports::RecordKeys<SalesLineTag> {
  using Details = SalesLineDetails;
};
BOOST_DESCRIBE_STRUCT(SalesLineRow, (SalesLineDetails, imports::RecordKeys<SalesLineTag>), ())

struct ImportedSalesLine : SalesLineDetails, imports::RecordOrigin {};
BOOST_DESCRIBE_STRUCT(ImportedSalesLine, (SalesLineDetails, imports::RecordOrigin), ())
std::span<const FieldRule> field_rules(const ImportedSalesLine*);

struct SalesLine : SalesLineDetails, workorders::ShownRecord {
  SalesLineId id;
  std::string seller_name;
};
BOOST_DESCRIBE_STRUCT(SalesLine, (SalesLineDetails, workorders::ShownRecord), (id, seller_name))

struct OneSalesLine {
  SalesLineId id;
};
BOOST_DESCRIBE_STRUCT(OneSalesLine, (), (id))

struct ListSalesLines {
  std::optional<std::string> cursor;
  std::optional<SiteId> site_id;
  std::optional<workorders::WorkOrderId> work_order_id;
  std::optional<EmployeeId> technician_id, seller_id;
  std::optional<std::string> product;
  std::optional<Instant> from, to;  // sold, half-open
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListSalesLines, (),
                      (cursor, site_id, work_order_id, technician_id, seller_id, product, from, to, limit))

/// What a seller, or without one a site, is to sell in a month.
struct SalesQuotaDetails {
  SiteId site_id;
  std::optional<EmployeeId> seller_id;
  Date month;                        // any day of it; kept as the first
  std::optional<Instant> period_at;  // filled in: the first moment of the month at the site
  Money amount;
  bool operator==(const SalesQuotaDetails&) const = default;
  Instant occurred() const { return period_at.value_or(Instant()); }
};
BOOST_DESCRIBE_STRUCT(SalesQuotaDetails, (), (site_id, seller_id, month, period_at, amount))

struct SalesQuotaRow : SalesQuotaDetails, imports::RecordKeys<SalesQuotaTag> {
  using Details = SalesQuotaDetails;
};
BOOST_DESCRIBE_STRUCT(SalesQuotaRow, (SalesQuotaDetails, imports::RecordKeys<SalesQuotaTag>), ())

struct ImportedSalesQuota : SalesQuotaDetails, imports::RecordOrigin {};
BOOST_DESCRIBE_STRUCT(ImportedSalesQuota, (SalesQuotaDetails, imports::RecordOrigin), ())
std::span<const FieldRule> field_rules(const ImportedSalesQuota*);

struct SalesQuota : SalesQuotaDetails {
  SalesQuotaId id;
  std::string site_name, seller_name;
  bool imported = false;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(SalesQuota, (SalesQuotaDetails), (id, site_name, seller_name, imported, version))

struct OneSalesQuota {
  SalesQuotaId id;
};
BOOST_DESCRIBE_STRUCT(OneSalesQuota, (), (id))

struct ListSalesQuotas {
  std::optional<std::string> cursor;
  std::optional<SiteId> site_id;
  std::optional<EmployeeId> seller_id;
  std::optional<Instant> from, to;  // begin of the month, half-open
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListSalesQuotas, (), (cursor, site_id, seller_id, from, to, limit))

/// Thread-safe. Every call takes part in the caller's transaction. Who is on his own sees what he sold.
class SalesLines : public imports::RecordBook<SalesLineRow> {
 public:
  explicit SalesLines(Needs needs);
  /// Inserts or corrects. \errors kInvalid with all fields
  Result<imports::Recorded> record(db::Tx&, const Caller&, const ImportedSalesLine&);
  Result<SalesLine> add(db::Tx&, const Caller&, const ImportedSalesLine&);
  Result<SalesLine> get(db::ReadTx&, const Caller&, SalesLineId);
  Result<Page<SalesLine>> list(db::ReadTx&, const Caller&, const ListSalesLines&);
  std::vector<kpi::FactRow> load_facts(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
  std::map<std::int64_t, std::string> numbers(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);

 private:
  Needs needs_;
};

/// As SalesLines. Two quotas for one seller and month are a conflict.
class SalesQuotas : public imports::RecordBook<SalesQuotaRow> {
 public:
  explicit SalesQuotas(Needs needs);
  /// \errors kInvalid with all fields; kConflict there is a quota for this seller, site and month
  Result<imports::Recorded> record(db::Tx&, const Caller&, const ImportedSalesQuota&);
  Result<SalesQuota> add(db::Tx&, const Caller&, const ImportedSalesQuota&);
  Result<SalesQuota> get(db::ReadTx&, const Caller&, SalesQuotaId);
  Result<Page<SalesQuota>> list(db::ReadTx&, const Caller&, const ListSalesQuotas&);
  std::vector<kpi::FactRow> load_facts(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
  std::map<std::int64_t, std::string> numbers(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);

 private:
  SalesQuota present(db::ReadTx&, const SalesQuotaRow&);
  Needs needs_;
};

class Sales {
 public:
  explicit Sales(Needs needs) : lines(needs), quotas(needs) {}

  SalesLines lines;
  SalesQuotas quotas;

  /// Empties notes and imported columns of the sales on an erased customer's orders.
  Result<void> erase_person(db::Tx&, TenantId, customers::CustomerId);
};

/// Tables, routes and subscriptions; `sales` must outlive what is made of it.
Module make_module(Sales& sales);

}  // namespace manyi::sales
