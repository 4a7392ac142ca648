// Simulated work orders written through the work-order module: finished ones as imported history, the
// recent ones step by step through the use cases, by the person who did each step.
// Owns which customer and device of the simulation is which record.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "engines/simulation/records.h"
#include "modules/workorders/workorders.h"
#include "server/demo_company.h"

namespace manyi::demo {

/// Where all that is written as history comes from.
inline constexpr std::string_view kDemoSource = "history";

class OrderWriter {
 public:
  OrderWriter(server::Application& application, FakeClock& clock, const Company& company, std::uint64_t seed)
      : app_(application), clock_(clock), company_(company), seed_(seed) {}

  /// Finished orders as history, all in one transaction.
  Result<void> import(const std::vector<const simulation::Order*>& orders);
  /// The same for millions: without search, with one entry of the journal for all of them.
  Result<void> load(const std::vector<simulation::Order>& orders);
  /// Step `index` of a living order, at its time. \errors whatever the use case refuses
  Result<void> play(const simulation::Order& order, std::size_t index);

  /// Absent until an order of the device is written.
  std::optional<customers::AssetId> asset(std::int64_t device) const;
  /// Absent until the order is written.
  std::optional<workorders::WorkOrderId> written(std::int64_t order) const;

 private:
  struct Identity {
    std::string serial_no, customer_name, phone, region;
    customers::CustomerKind kind = customers::CustomerKind::kIndividual;
  };
  Identity identity(const simulation::Order& order) const;
  /// With its sale and its cover.
  customers::EnsureAsset device_of(const simulation::Order& order, const Identity& who,
                                   customers::CustomerId owner) const;
  const Company::Fault& fault_of(const simulation::Order& order) const {
    return company_.fault(order.model, order.fault);
  }
  Result<workorders::ImportedWorkOrder> history(db::Tx& tx, const simulation::Order& order,
                                                std::map<std::int64_t, customers::CustomerId>& customers,
                                                std::map<std::int64_t, customers::AssetId>& assets);
  /// All but customer and device.
  Result<void> describe(const simulation::Order& order, workorders::ImportedWorkOrder& in) const;
  Result<void> create(db::Tx& tx, const simulation::Order& order);
  Result<void> step(db::Tx& tx, const simulation::Order& order, const simulation::Step& step);
  template <class F> Result<void> command(F&& apply);

  server::Application& app_;
  FakeClock& clock_;
  const Company& company_;
  const std::uint64_t seed_;
  std::map<std::int64_t, customers::CustomerId> customers_;
  std::map<std::int64_t, customers::AssetId> assets_;
  std::map<std::int64_t, workorders::WorkOrderId> orders_;
  std::vector<workorders::WorkOrderId> loaded_orders_;  // by number, for load()
  std::vector<customers::AssetId> loaded_assets_;
  std::map<std::int64_t, std::vector<workorders::ExpectationId>> expectations_;  // of living orders
};

}  // namespace manyi::demo
