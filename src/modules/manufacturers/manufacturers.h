// What manufacturers say of us: their values of the metrics that we reckon, too.
// Owns the façade of manufacturers and its types.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/result.h"
#include "modules/catalog/catalog.h"
#include "modules/manufacturers/rules.h"
#include "modules/org/org.h"
#include "platform/imports/record_book.h"

namespace manyi::manufacturers {

struct ManufacturerValueTag;
using ManufacturerValueId = Id<ManufacturerValueTag>;

/// Of the whole company, or of one site.
struct ManufacturerValueDetails : ValueParts {
  catalog::ManufacturerId manufacturer_id;
  std::string metric;           // code
  Date period_from, period_to;  // half-open
  std::optional<SiteId> site_id;
  std::optional<std::string> note;
  bool operator==(const ManufacturerValueDetails&) const = default;
  Instant occurred() const;
};
BOOST_DESCRIBE_STRUCT(ManufacturerValueDetails, (ValueParts),
                      (manufacturer_id, metric, period_from, period_to, site_id, note))

struct ManufacturerValueRow : ManufacturerValueDetails, imports::RecordKeys<ManufacturerValueTag> {
  using Details = ManufacturerValueDetails;
};
BOOST_DESCRIBE_STRUCT(ManufacturerValueRow,
                      (ManufacturerValueDetails, imports::RecordKeys<ManufacturerValueTag>), ())

struct ImportedManufacturerValue : ManufacturerValueDetails, imports::RecordOrigin {};
BOOST_DESCRIBE_STRUCT(ImportedManufacturerValue, (ManufacturerValueDetails, imports::RecordOrigin), ())
std::span<const FieldRule> field_rules(const ImportedManufacturerValue*);

struct ManufacturerValue : ManufacturerValueDetails {
  ManufacturerValueId id;
  std::string manufacturer_name, site_name;
  bool imported = false;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(ManufacturerValue, (ManufacturerValueDetails),
                      (id, manufacturer_name, site_name, imported, version))

struct OneManufacturerValue {
  ManufacturerValueId id;
};
BOOST_DESCRIBE_STRUCT(OneManufacturerValue, (), (id))

/// Periods that lie within [from, to).
struct ListManufacturerValues {
  std::optional<std::string> cursor, metric;
  std::optional<Date> from, to;
  std::optional<catalog::ManufacturerId> manufacturer;
  std::optional<SiteId> site_id;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListManufacturerValues, (), (cursor, metric, from, to, manufacturer, site_id, limit))

/// Thread-safe. Every call takes part in the caller's transaction. Insiders see all, a manufacturer's
/// own people what theirs says. No fact of the KPI engine: shown beside our own value.
class ManufacturerValues : public imports::RecordBook<ManufacturerValueRow> {
 public:
  struct Needs {
    journal::Events& events;
    org::Org& org;
    catalog::Catalog& catalog;
  };
  explicit ManufacturerValues(Needs needs);
  /// Inserts or corrects. \errors kInvalid with all fields
  Result<imports::Recorded> record(db::Tx&, const Caller&, const ImportedManufacturerValue&);
  Result<ManufacturerValue> add(db::Tx&, const Caller&, const ImportedManufacturerValue&);
  Result<ManufacturerValue> get(db::ReadTx&, const Caller&, ManufacturerValueId);
  /// Latest period first.
  Result<Page<ManufacturerValue>> list(db::ReadTx&, const Caller&, const ListManufacturerValues&);

 private:
  ManufacturerValue present(db::ReadTx&, const ManufacturerValueRow&);
  Needs needs_;
};

/// Tables and routes; `values` must outlive what is made of it.
Module make_module(ManufacturerValues& values);

}  // namespace manyi::manufacturers
