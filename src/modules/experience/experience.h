// What delighted customers: the praise they gave, whom for, and whether it is true.
// Owns the façade of experience and its types.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/result.h"
#include "modules/experience/rules.h"
#include "modules/workorders/workorders.h"
#include "platform/imports/record_book.h"

namespace manyi::experience {

struct PraiseTag;
using PraiseId = Id<PraiseTag>;

/// What is known of a praise. Without an employee it is the order's technician's.
struct PraiseDetails : workorders::OrderReferences, PraiseStamps {
  std::optional<PraiseSource> source;  // default customer
  std::optional<workorders::ExperienceDimension> cause;
  std::optional<EmployeeId> employee_id;
  std::optional<std::string> words;
  RawJson attributes;
  bool operator==(const PraiseDetails&) const = default;
  Instant occurred() const { return received_at; }
};
BOOST_DESCRIBE_STRUCT(PraiseDetails, (PraiseStamps, workorders::OrderReferences),
                      (source, cause, employee_id, words, attributes))

struct PraiseRow : PraiseDetails, imports::RecordKeys<PraiseTag> {
  using Details = PraiseDetails;
};
BOOST_DESCRIBE_STRUCT(PraiseRow, (PraiseDetails, imports::RecordKeys<PraiseTag>), ())

struct ImportedPraise : PraiseDetails, imports::RecordOrigin {};
BOOST_DESCRIBE_STRUCT(ImportedPraise, (PraiseDetails, imports::RecordOrigin), ())

/// By hand: received now unless told, and not verified yet.
struct ReceivePraise : workorders::OrderReferences {
  std::optional<Instant> received_at;
  std::optional<PraiseSource> source;
  std::optional<workorders::ExperienceDimension> cause;
  std::optional<EmployeeId> employee_id;
  std::string words;
};
BOOST_DESCRIBE_STRUCT(ReceivePraise, (workorders::OrderReferences),
                      (received_at, source, cause, employee_id, words))
std::span<const FieldRule> field_rules(const ReceivePraise*);

struct Praise : PraiseDetails {
  PraiseId id;
  std::string site_name, work_order_no, employee_name;
  std::vector<PraiseStep> allowed;
  bool imported = false;
  Instant created_at, updated_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Praise, (PraiseDetails),
                      (id, site_name, work_order_no, employee_name, allowed, imported, created_at, updated_at,
                       version))

struct OnePraise {
  PraiseId id;
};
BOOST_DESCRIBE_STRUCT(OnePraise, (), (id))

struct StepPraise {
  PraiseId id;
  std::optional<std::int64_t> if_match;
};
BOOST_DESCRIBE_STRUCT(StepPraise, (), (id, if_match))

struct ListPraises {
  std::optional<std::string> cursor;
  std::vector<PraiseSource> source;
  std::optional<bool> verified;
  std::optional<SiteId> site_id;
  std::optional<workorders::WorkOrderId> work_order_id;
  std::optional<EmployeeId> employee_id;
  std::optional<Instant> from, to;  // received, half-open
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListPraises, (),
                      (cursor, source, verified, site_id, work_order_id, employee_id, from, to, limit))

struct Needs {
  journal::Events& events;
  org::Org& org;
  customers::Customers& customers;
  workorders::WorkOrders& orders;
};

/// Thread-safe. Every call takes part in the caller's transaction. Permissions are checked by the
/// routes; what is out of the caller's scope answers kNotFound. Who is on his own sees his own praise.
class Praises : public imports::RecordBook<PraiseRow> {
 public:
  explicit Praises(Needs needs);

  /// Inserts or corrects. \errors kInvalid with all fields
  Result<imports::Recorded> record(db::Tx&, const Caller&, const ImportedPraise&);
  /// By hand. \errors kInvalid with all fields
  Result<Praise> receive(db::Tx&, const Caller&, const ReceivePraise&);
  /// \errors kNotFound; kStale; kForbidden on one's own; kConflict with the allowed steps
  Result<Praise> step(db::Tx&, const Caller&, PraiseStep, const StepPraise&);
  Result<Praise> get(db::ReadTx&, const Caller&, PraiseId);
  Result<Page<Praise>> list(db::ReadTx&, const Caller&, const ListPraises&);

  // For the KPI engine.
  std::vector<kpi::FactRow> load_facts(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
  /// The orders' numbers.
  std::map<std::int64_t, std::string> numbers(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);

  Result<void> erase_person(db::Tx&, TenantId, customers::CustomerId);

 private:
  Result<PraiseDetails> complete(db::Tx&, const Caller&, PraiseDetails);
  std::vector<Praise> present(db::ReadTx&, const Caller&, const std::vector<PraiseRow>&);
  Needs needs_;
};

/// Tables, routes and subscriptions; `praises` must outlive what is made of it.
Module make_module(Praises& praises);

}  // namespace manyi::experience
