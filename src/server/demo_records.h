// Simulated records around the orders (parts, answers, complaints, money, people) written through the
// façades of the modules that keep them.
// Owns how each is said in the words of its module. What the simulation hides is not written.
#pragma once

#include <set>
#include <vector>

#include "engines/simulation/records.h"
#include "server/demo_orders.h"

namespace manyi::demo {

class RecordWriter {
 public:
  RecordWriter(server::Application& application, const Company& company, const OrderWriter& orders)
      : app_(application), company_(company), orders_(orders) {}

  /// Orders about which somebody complains, so that answers can tell.
  void complained(std::int64_t order) { complained_.insert(order); }
  /// The order it belongs to; 0: none.
  static std::int64_t order_of(const simulation::Record& record);
  /// Is there a module for this kind of record? Joined, Left and Order are written elsewhere.
  static bool keeps(const simulation::Record& record);
  /// All in one transaction. The orders they belong to are written already.
  Result<void> write(const std::vector<const simulation::Record*>& records);

  /// Both sides name the values of such enums alike.
  template <class To, class From> static To same(From value) { return *parse_enum<To>(enum_name(value)); }

 private:
  Result<void> put(db::Tx& tx, const simulation::PartRequest& one);
  Result<void> put(db::Tx& tx, const simulation::PartUnit& one);
  Result<void> put(db::Tx& tx, const simulation::Survey& one);
  Result<void> put(db::Tx& tx, const simulation::Complaint& one);
  Result<void> put(db::Tx& tx, const simulation::Praise& one);
  Result<void> put(db::Tx& tx, const simulation::Violation& one);
  Result<void> put(db::Tx& tx, const simulation::WorkTime& one);
  Result<void> put(db::Tx& tx, const simulation::Certified& one);
  Result<void> put(db::Tx& tx, const simulation::SafetyLevel& one);
  Result<void> put(db::Tx& tx, const simulation::Escalation& one);
  Result<void> put(db::Tx& tx, const simulation::Charge& one);
  Result<void> put(db::Tx& tx, const simulation::LedgerLine& one);
  Result<void> put(db::Tx& tx, const simulation::SalesLine& one);
  Result<void> put(db::Tx& tx, const simulation::SalesQuota& one);
  Result<void> put(db::Tx& tx, const simulation::Check& one);
  Result<void> put_points(db::Tx& tx, const simulation::Check& one);
  template <class T> Result<void> put(db::Tx&, const T&) { return {}; }
  /// Which record it is, and where it belongs.
  template <class In>
  In origin(std::int64_t id, const char* kind, std::int64_t order, std::int64_t site) const {
    In in{};
    in.import_source = std::string(kDemoSource);
    in.source_id = std::string(kind) + "-" + std::to_string(id);
    in.site_id = company_.site(site);
    if constexpr (requires { in.work_order_id; })
      if (order != 0) in.work_order_id = orders_.written(order);
    return in;
  }
  /// Somebody of the check's site who has this job now; nobody when there is none.
  std::int64_t at_work(db::ReadTx& tx, const simulation::Check& check, Role role) const;
  Caller system() const { return Caller::system(company_.tenant); }

  server::Application& app_;
  const Company& company_;
  const OrderWriter& orders_;
  std::set<std::int64_t> complained_;
};

}  // namespace manyi::demo
