// Four profiles over one way in: a row becomes an ImportedWorkOrder, the façade does the rest.
// Owns how the names in a row become records.
#include "modules/workorders/import_profiles.h"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

#include "base/json.h"
#include "modules/workorders/import_fields.h"
#include "modules/workorders/workorders.h"
#include "platform/db/db.h"
#include "platform/imports/profile.h"

namespace manyi::workorders {
namespace {

using imports::AppliedRow;
using imports::ApplyContext;
using imports::ImportProfile;
using imports::RowOutcome;
using imports::StagedRow;
using imports::UndoOutcome;

struct Place {
  SiteId id;
  TimeZone zone = TimeZone::utc();
};

/// Sites by the name they have in files, for the import that runs. What one transaction made may be
/// rolled back, so a name counts as known once two transactions found the same site. Thread-safe.
class Places {
 public:
  std::optional<Place> find(const ApplyContext& context, const std::string& name) {
    const std::lock_guard lock(mutex_);
    if (std::pair(context.caller.tenant, context.import) != run_) return std::nullopt;
    const auto found = places_.find(name);
    if (found == places_.end() || !found->second.settled) return std::nullopt;
    return found->second.place;
  }
  void keep(const ApplyContext& context, const std::string& name, std::int64_t batch, const Place& place) {
    const std::lock_guard lock(mutex_);
    if (const auto run = std::pair(context.caller.tenant, context.import); run != run_) {
      run_ = run;
      places_.clear();
    }
    const auto [at, fresh] = places_.try_emplace(name, Known{place, batch, false});
    if (fresh) return;
    at->second = {place, batch, at->second.batch != batch && at->second.place.id == place.id};
  }

 private:
  struct Known {
    Place place;
    std::int64_t batch = 0;
    bool settled = false;
  };
  std::mutex mutex_;
  std::pair<TenantId, imports::ImportId> run_;
  std::map<std::string, Known> places_;
};

/// Turns rows into orders within one call.
class RowApplier {
 public:
  RowApplier(const ImportTargets& targets, Places& places, db::Tx& tx, const ApplyContext& context)
      : to_(targets), places_(places), tx_(tx), context_(context) {}

  Result<std::vector<AppliedRow>> apply(std::span<const StagedRow> rows) {
    std::vector<ImportedWorkOrder> orders;
    orders.reserve(rows.size());
    for (const auto& staged : rows) {
      MANYI_TRY(const auto row, from_json<HistoryRow>(staged.payload));
      MANYI_TRY(auto order, order_of(row));
      orders.push_back(std::move(order));
    }
    MANYI_TRY(const auto outcomes, to_.orders.import_history(tx_, context_.caller, orders));
    std::vector<AppliedRow> applied(outcomes.size());
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      const auto& done = outcomes[i];
      applied[i].outcome = done.kind == ImportKind::kImported  ? RowOutcome::kImported
                           : done.kind == ImportKind::kUpdated ? RowOutcome::kUpdated
                                                               : RowOutcome::kUnchanged;
      applied[i].record = done.id.value();
      applied[i].version = done.version;
      if (done.before) applied[i].before = to_json(*done.before);
    }
    return applied;
  }

 private:
  Result<Place> place(const std::string& name) {
    if (context_.import)
      if (const auto known = places_.find(context_, name)) return *known;
    MANYI_TRY(const SiteId id, to_.org.resolve_site(tx_, context_.caller, name, context_.zone.name()));
    Place place{id, context_.zone};
    if (const auto site = to_.org.site(tx_, context_.caller.tenant, id))
      if (const auto zone = TimeZone::find(site->time_zone)) place.zone = *zone;
    if (context_.import) places_.keep(context_, name, tx_.batch(), place);
    return place;
  }

  /// A date alone is that day at the site.
  static std::optional<Instant> instant(const std::string& text, const TimeZone& zone,
                                        DatePrecision& precision) {
    constexpr std::size_t kDateLength = 10;
    if (text.size() > kDateLength) return Instant::parse(text);
    precision = DatePrecision::kDay;
    const auto date = Date::parse(text);
    return date ? std::optional(zone.instant(*date)) : std::nullopt;
  }

  Result<ImportedWorkOrder> order_of(const HistoryRow& row) {
    ImportedWorkOrder in;
    in.source = context_.source;
    in.source_id = row.source_id;
    MANYI_TRY(const Place at, place(row.site));
    in.site_id = at.id;
    in.service_type = row.service_type.value_or(ServiceType::kCarryIn);
    in.channel = row.channel.value_or(Channel::kImport);
    in.priority = row.priority.value_or(Priority::kNormal);
    for (const auto& time : time_fields())
      if (const auto& text = row.*time.text)
        in.stamps.*time.stamp = instant(*text, at.zone, in.date_precision);
    if (!in.stamps.requested_at) in.stamps.requested_at = in.stamps.accepted_at;
    if (!in.stamps.accepted_at) in.stamps.accepted_at = in.stamps.requested_at;
    if (!in.stamps.first_delivered_at) in.stamps.first_delivered_at = in.stamps.delivered_at;
    if (!in.stamps.first_closed_at) in.stamps.first_closed_at = in.stamps.closed_at;
    if (row.reopen_count.value_or(0) > 0 || in.stamps.reopened_at)
      in.reopen_count = std::max<std::int64_t>(row.reopen_count.value_or(1), 1);
    if (row.promise_at) {
      DatePrecision own = DatePrecision::kInstant;
      in.promise_at = instant(*row.promise_at, at.zone, own);
      if (in.promise_at && own == DatePrecision::kDay)
        in.promise_at = *in.promise_at + kDay - DurationMs(1);  // until that day's end
    }
    in.manufacturer_no = row.manufacturer_no.value_or("");
    in.brand = row.brand.value_or("");
    in.category = row.category.value_or("");
    in.age_years = row.age_years;
    in.symptom_text = row.symptom_text.value_or("");
    in.warranty = row.warranty.value_or(Warranty::kUnknown);
    in.outcome = row.outcome.value_or(Outcome::kUnknown);
    in.outcome_barrier = row.barrier.value_or("");
    in.attributes = row.attributes;
    MANYI_CHECK(resolve_device(row, in));
    MANYI_CHECK(resolve_people(row, in));
    return in;
  }

  Result<void> resolve_device(const HistoryRow& row, ImportedWorkOrder& in) {
    const Caller& caller = context_.caller;
    std::optional<catalog::ProductLineId> line;
    const std::string maker = row.manufacturer.value_or(row.model ? row.brand.value_or("") : "");
    if (!maker.empty()) {
      MANYI_TRY(const auto id, to_.catalog.resolve_manufacturer(tx_, caller, maker));
      in.manufacturer_id = id;
      const std::string line_name = row.product_line.value_or(row.category.value_or(""));
      if (!line_name.empty()) {
        MANYI_TRY(const auto line_id, to_.catalog.resolve_product_line(tx_, caller, id, line_name));
        line = line_id;
      }
    }
    if (row.model && line) {
      MANYI_TRY(const auto model, to_.catalog.resolve_model(tx_, caller, *line, *row.model));
      in.model_id = model;
    } else if (row.model) {
      in.attributes.emplace("model", *row.model);  // no product line to put it under
    }
    if (row.fault_code) {
      MANYI_TRY(const auto code, to_.catalog.resolve_fault_code(tx_, caller, line, *row.fault_code));
      in.fault_code_id = code;
    }
    return {};
  }

  Result<void> resolve_people(const HistoryRow& row, ImportedWorkOrder& in) {
    const Caller& caller = context_.caller;
    if (row.customer_name || row.customer_phone) {
      customers::EnsureCustomer customer;
      customer.name = row.customer_name.value_or("");
      customer.phone = row.customer_phone.value_or("");
      customer.region = row.region.value_or("");
      MANYI_TRY(const auto id, to_.customers.ensure_customer(tx_, caller, customer));
      in.customer_id = id;
    } else if (row.region) {
      in.attributes.emplace("region", *row.region);
    }
    if (row.serial_no && !customers::normalised_serial(*row.serial_no).empty()) {
      customers::EnsureAsset asset;
      asset.serial_no = *row.serial_no;
      asset.model_id = in.model_id;
      asset.customer_id = in.customer_id;
      MANYI_TRY(const auto id, to_.customers.ensure_asset(tx_, caller, asset));
      in.asset_id = id;
    } else if (row.serial_no) {
      in.attributes.emplace("serial_no", *row.serial_no);  // a placeholder identifies nothing
    }
    if (row.technician) {
      MANYI_TRY(const auto id, to_.org.resolve_employee(tx_, caller, in.site_id, *row.technician));
      in.technician_id = id;
    }
    for (const auto& field : credit_fields()) {
      const auto& name = row.*field.text;
      if (!name) continue;
      MANYI_TRY(const auto id, to_.org.resolve_employee(tx_, caller, in.site_id, *name));
      if (!in.credits) in.credits.emplace();
      (*in.credits).*field.person = id;
    }
    return {};
  }

  const ImportTargets& to_;
  Places& places_;
  db::Tx& tx_;
  const ApplyContext& context_;
};

ImportOutcome outcome_of(const AppliedRow& row) {
  ImportOutcome done;
  done.kind = row.outcome == RowOutcome::kImported ? ImportKind::kImported : ImportKind::kUpdated;
  done.id = WorkOrderId(row.record);
  done.version = row.version;
  if (!row.before.empty())
    if (auto before = from_json<ImportedWorkOrder>(row.before)) done.before = std::move(*before);
  return done;
}

ImportProfile work_order_profile(std::shared_ptr<const ImportTargets> targets) {
  ImportProfile profile;
  profile.code = "work-orders";
  profile.title_zh = "工单";
  profile.title_en = "Work orders";
  profile.key_field = "source_id";
  profile.fields = work_order_fields();
  profile.permission = Permission::kWorkOrderImport;
  profile.check = check_times;
  profile.apply = [targets, places = std::make_shared<Places>()](
                      db::Tx& tx, const ApplyContext& context,
                      std::span<const StagedRow> rows) -> Result<std::vector<AppliedRow>> {
    return RowApplier(*targets, *places, tx, context).apply(rows);
  };
  profile.inspect = [targets](db::ReadTx& tx, const ApplyContext& context, std::span<const AppliedRow> rows) {
    std::vector<UndoOutcome> seen;
    for (const auto& row : rows) {
      const auto order = targets->orders.get(tx, context.caller, WorkOrderId(row.record));
      seen.push_back(!order                          ? UndoOutcome::kGone
                     : order->version == row.version ? UndoOutcome::kUndone
                                                     : UndoOutcome::kTouched);
    }
    return seen;
  };
  profile.undo = [targets](db::Tx& tx, const ApplyContext& context,
                           std::span<const AppliedRow> rows) -> Result<std::vector<UndoOutcome>> {
    std::vector<UndoOutcome> all;
    for (const auto& row : rows) {
      const auto undone =
          tx.savepoint([&] { return targets->orders.undo_import(tx, context.caller, outcome_of(row)); });
      if (undone)
        all.push_back(UndoOutcome::kUndone);
      else if (undone.error().code == ErrorCode::kConflict)
        all.push_back(UndoOutcome::kTouched);
      else if (undone.error().code == ErrorCode::kNotFound)
        all.push_back(UndoOutcome::kGone);
      else
        return undone.error();
    }
    return all;
  };
  return profile;
}

}  // namespace

void add_import_profiles(imports::Profiles& profiles, ImportTargets targets) {
  const auto shared = std::make_shared<const ImportTargets>(targets);
  profiles.add(work_order_profile(shared));
  ImportProfile open_repair = work_order_profile(shared);
  open_repair.code = "open-repair";
  open_repair.title_zh = "Open Repair 开放维修数据";
  open_repair.title_en = "Open Repair Data";
  open_repair.fixed_mapping = open_repair_mapping();
  profiles.add(std::move(open_repair));
  ImportProfile xes = work_order_profile(shared);
  xes.code = "xes";
  xes.title_zh = "事件日志（XES）";
  xes.title_en = "Event log (XES)";
  xes.usual_columns = event_log_columns();
  profiles.add(std::move(xes));
  ImportProfile device_repair = work_order_profile(shared);
  device_repair.code = "device-repair";
  device_repair.title_zh = "设备维修事件表";
  device_repair.title_en = "Device repair events";
  device_repair.fixed_mapping = device_repair_mapping();
  profiles.add(std::move(device_repair));
}

}  // namespace manyi::workorders
