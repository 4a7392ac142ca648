// Work orders: from the customer's request to the closed job, with promises, clocks and history.
// Owns the façade of workorders, its types and the guard ports that higher modules answer.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/describe.h"
#include "base/money.h"
#include "base/result.h"
#include "engines/kpi/facts.h"
#include "modules/catalog/catalog.h"
#include "modules/customers/customers.h"
#include "modules/org/org.h"
#include "modules/workorders/clock_rules.h"
#include "modules/workorders/order_dimensions.h"
#include "modules/workorders/order_records.h"
#include "modules/workorders/rules.h"
#include "modules/workorders/work_order.h"
#include "platform/db/counter.h"
#include "platform/http/page.h"

namespace manyi::identity {
class Identity;
}
namespace manyi::search {
class Search;
struct Document;
}  // namespace manyi::search

namespace manyi::workorders {

class Escalations;  // escalations.h

namespace store {
struct StoredWorkOrder;
struct ListedWorkOrder;
}  // namespace store

// ---- queries -----------------------------------------------------------------------------------

/// Sorts: created_at, promise_at, updated_at, each with `-` in front for the newest first.
struct ListWorkOrders {
  std::optional<std::string> q, cursor, sort;
  std::vector<WorkOrderState> state;
  std::optional<bool> open, overdue, paused;
  std::optional<SiteId> site_id;
  std::optional<EmployeeId> technician_id;
  std::optional<customers::CustomerId> customer_id;
  std::optional<customers::AssetId> asset_id;
  std::optional<catalog::ManufacturerId> manufacturer_id;
  std::optional<ServiceType> service_type;
  std::optional<Warranty> warranty;
  std::optional<Instant> created_from, created_to;  // half-open
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListWorkOrders, (),
                      (q, cursor, sort, state, open, overdue, paused, site_id, technician_id, customer_id,
                       asset_id, manufacturer_id, service_type, warranty, created_from, created_to, limit))
std::span<const FieldRule> field_rules(const ListWorkOrders*);

struct OneWorkOrder {
  WorkOrderId id;
};
BOOST_DESCRIBE_STRUCT(OneWorkOrder, (), (id))

struct ListTimeline {
  WorkOrderId id;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListTimeline, (), (id, cursor, limit))

/// The record of another module that an entry tells of.
struct TimelineRecord {
  std::string kind;  // complaint, part_unit, ...
  std::string id;
  std::optional<std::string> no;  // what people call it
};
BOOST_DESCRIBE_STRUCT(TimelineRecord, (), (kind, id, no))

/// One event ready to be shown: `data` is the event without its personal parts, `note` what was
/// written at that step.
struct TimelineEntry {
  std::optional<std::int64_t> seq;  // in the order's journal; none: told by a record of another module
  std::string kind;
  Instant at;
  bool day_only = false;  // `at` is the first moment of the day: no more is known
  std::string actor_name;
  std::string note;
  RawJson data;
  std::optional<TimelineRecord> record;
};
BOOST_DESCRIBE_STRUCT(TimelineEntry, (), (seq, kind, at, day_only, actor_name, note, data, record))

struct Label {
  std::string no, serial_no, model_name, manufacturer_name;
  std::string customer_name, contact_phone;  // masked always: labels lie about
  std::optional<Instant> promise_at;
  std::vector<std::string> accessories;
  bool repeat = false;
  Warranty warranty = Warranty::kUnknown;
  DataHandling data_handling = DataHandling::kKeep;
  std::string site_name;
  std::string qr_text;
  std::string qr_svg;  // the number as QR code, for embedding
};
BOOST_DESCRIBE_STRUCT(Label, (),
                      (no, serial_no, model_name, manufacturer_name, customer_name, contact_phone, promise_at,
                       accessories, repeat, warranty, data_handling, site_name, qr_text, qr_svg))

struct AskPromise {
  ServiceType service_type = ServiceType::kCarryIn;
  std::optional<SiteId> site_id;
  std::optional<catalog::ModelId> model_id;
};
BOOST_DESCRIBE_STRUCT(AskPromise, (), (service_type, site_id, model_id))

enum class PromiseBasis { kSameModel, kSameService, kSiteDefault };
BOOST_DESCRIBE_ENUM(PromiseBasis, kSameModel, kSameService, kSiteDefault)

/// A promise that nine of ten recent orders like this one would have kept.
struct PromiseSuggestion {
  Instant promise_at;
  PromiseBasis basis = PromiseBasis::kSiteDefault;
  std::int64_t n = 0;  // orders it rests on
  std::optional<DurationMs> p90_ms;
};
BOOST_DESCRIBE_STRUCT(PromiseSuggestion, (), (promise_at, basis, n, p90_ms))

enum class FoundKind { kWorkOrder, kCustomer, kAsset, kEmployee };
BOOST_DESCRIBE_ENUM(FoundKind, kWorkOrder, kCustomer, kAsset, kEmployee)

struct SearchBox {
  std::string q;
  std::optional<std::int64_t> limit;  // default 20
};
BOOST_DESCRIBE_STRUCT(SearchBox, (), (q, limit))
std::span<const FieldRule> field_rules(const SearchBox*);

/// One line under the search box.
struct Found {
  FoundKind kind = FoundKind::kWorkOrder;
  std::string id;
  std::string title, subtitle;
  std::optional<std::string> state;
};
BOOST_DESCRIBE_STRUCT(Found, (), (kind, id, title, subtitle, state))

struct StateCount {
  WorkOrderState state = WorkOrderState::kDraft;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(StateCount, (), (state, count))

/// What waits, in the caller's reach.
struct HomeCounters {
  std::vector<StateCount> states;  // open orders only
  std::int64_t open = 0, overdue = 0, due_today = 0, paused = 0, escalated = 0;
  std::int64_t to_notify = 0;  // ready, customer not yet told
  std::int64_t ready_shelf = 0, ready_over_7_days = 0;
  std::int64_t unassigned = 0, my_open = 0;
};
BOOST_DESCRIBE_STRUCT(HomeCounters, (),
                      (states, open, overdue, due_today, paused, escalated, to_notify, ready_shelf,
                       ready_over_7_days, unassigned, my_open))

/// Limits and clock of one manufacturer; without one, the rule of the house.
struct WorkOrderRule {
  std::optional<catalog::ManufacturerId> manufacturer_id;
  ClockStart starts_at = ClockStart::kAccepted;
  ClockBasis basis = ClockBasis::kWall;
  bool stops_in_evidenced_pauses = true;
  DurationMs customer_limit_ms, business_limit_ms, manufacturer_limit_ms;
  std::int64_t repeat_window_days = 30;
};
BOOST_DESCRIBE_STRUCT(WorkOrderRule, (),
                      (manufacturer_id, starts_at, basis, stops_in_evidenced_pauses, customer_limit_ms,
                       business_limit_ms, manufacturer_limit_ms, repeat_window_days))
std::span<const FieldRule> field_rules(const WorkOrderRule*);

// ---- imported history --------------------------------------------------------------------------

/// A rest of the order that is over. Without evidence it is shown, but stopped no clock.
struct ImportedPause {
  PauseReason reason = PauseReason::kOther;
  std::string evidence;
  Instant from, to;
  bool operator==(const ImportedPause&) const = default;
};
BOOST_DESCRIBE_STRUCT(ImportedPause, (), (reason, evidence, from, to))

/// A finished or running order from elsewhere. It enters with guards off and is marked imported.
/// `source` and `source_id` identify it: a repeat changes the same order.
struct ImportedWorkOrder {
  std::string source;  // "open-repair", or the customer's name for it
  std::string source_id;
  SiteId site_id;
  ServiceType service_type = ServiceType::kCarryIn;
  std::optional<WorkOrderState> state;  // default: told by the time stamps
  Channel channel = Channel::kImport;
  Priority priority = Priority::kNormal;
  DatePrecision date_precision = DatePrecision::kInstant;
  Stamps stamps;  // requested_at is required; all else optional
  std::optional<Instant> promise_at;
  std::optional<customers::CustomerId> customer_id;
  std::optional<customers::AssetId> asset_id;
  std::optional<catalog::ModelId> model_id;
  std::optional<catalog::ManufacturerId> manufacturer_id;
  std::string manufacturer_no;
  std::string brand, category;
  std::optional<double> age_years;  // of the device, when it came in
  std::string symptom_text;
  std::optional<catalog::FaultCodeId> fault_code_id;
  Warranty warranty = Warranty::kUnknown;
  std::optional<EmployeeId> technician_id;
  /// Who did each step; default: diagnosis and repair are the technician's.
  std::optional<Credits> credits;
  Outcome outcome = Outcome::kUnknown;
  std::string outcome_barrier;
  QuoteDecision quote_decision = QuoteDecision::kNone;
  std::optional<Money> quote_amount;
  std::optional<CancelReason> cancel_reason;
  std::optional<std::int64_t> visits;  // default: one, none on site before the arrival
  std::int64_t qc_failures = 0, promise_changes = 0, appointments = 0;
  std::optional<std::int64_t> reopen_count;       // default: never
  std::optional<Instant> promise_original_at;     // default: promise_at
  std::map<std::string, std::string> attributes;  // each can be a dimension `attr.<name>`
  std::vector<ImportedPause> pauses;              // replace those it has; none told: they stay
};
BOOST_DESCRIBE_STRUCT(ImportedWorkOrder, (),
                      (source, source_id, site_id, service_type, state, channel, priority, date_precision,
                       stamps, promise_at, customer_id, asset_id, model_id, manufacturer_id, manufacturer_no,
                       brand, category, age_years, symptom_text, fault_code_id, warranty, technician_id,
                       credits, outcome, outcome_barrier, quote_decision, quote_amount, cancel_reason, visits,
                       qc_failures, promise_changes, appointments, reopen_count, promise_original_at,
                       attributes, pauses))

/// One of thousands that a bench loads: known to be new, its id handed out by the caller, its device
/// and its predecessor told.
struct LoadedWorkOrder : ImportedWorkOrder {
  WorkOrderId id;
  std::string serial_no;
  std::optional<customers::CustomerKind> customer_kind;
  std::string region;
  std::optional<WorkOrderId> repeat_of;
};

enum class ImportKind { kImported, kUpdated, kUnchanged };
BOOST_DESCRIBE_ENUM(ImportKind, kImported, kUpdated, kUnchanged)

struct ImportOutcome {
  ImportKind kind = ImportKind::kUnchanged;
  WorkOrderId id;
  std::int64_t version = 0;                 // after the import; undo asks for it
  std::optional<ImportedWorkOrder> before;  // kUpdated: what it was, for undo
};

// ---- guard ports -------------------------------------------------------------------------------

/// What a guard is asked about. Ids, enums and numbers only.
struct GuardedOrder {
  TenantId tenant;
  WorkOrderId id;
  ServiceType service_type = ServiceType::kCarryIn;
  Warranty warranty = Warranty::kUnknown;
  QuoteDecision quote_decision = QuoteDecision::kNone;
  std::optional<Money> quote_amount;
};
/// True lets the order pass. Registered once by the module that knows, before serving.
using Guard = std::function<bool(db::ReadTx&, const GuardedOrder&)>;

/// What the records of one kind tell of an order: entries with a record and without a seq, of what the
/// caller reaches, in any order. He has the permission that it was registered with.
using TellsOfOrder =
    std::function<Result<std::vector<TimelineEntry>>(db::ReadTx&, const Caller&, WorkOrderId)>;

// ---- façade ------------------------------------------------------------------------------------

/// Thread-safe. Every call takes part in the caller's transaction. Permissions are checked by the
/// routes; what is in another tenant or out of the caller's scope answers kNotFound.
/// Every change checks `if_match` (kStale) and publishes an event of workorders_events.h.
class WorkOrders {
 public:
  struct Needs {
    journal::Events& events;
    org::Org& org;
    catalog::Catalog& catalog;
    customers::Customers& customers;
    identity::Identity& identity;
    search::Search& search;
  };
  explicit WorkOrders(Needs needs);
  ~WorkOrders();

  /// May paid work begin? Without an answer: in warranty, nothing to pay, or approved.
  void answer_quote_guard(Guard guard) { quote_guard_ = std::move(guard); }
  /// Are the old parts recorded before the new ones count as installed? Without an answer: yes.
  void answer_part_guard(Guard guard) { part_guard_ = std::move(guard); }
  /// May the order be closed? Without an answer: yes.
  void answer_close_guard(Guard guard) { close_guard_ = std::move(guard); }
  /// Adds to every timeline what another module knows, for those who may read its records.
  void add_to_timeline(Permission permission, TellsOfOrder tells) {
    tellers_.emplace_back(permission, std::move(tells));
  }

  /// Takes a job in: finds or makes customer, contact and asset, decides the warranty, flags a repeat.
  /// \errors kInvalid with all fields; kNotFound site, technician, customer, asset
  Result<WorkOrder> create(db::Tx&, const Caller&, const CreateWorkOrder&);
  /// \errors kNotFound; kStale; kConflict when closed or cancelled
  Result<WorkOrder> edit(db::Tx&, const Caller&, const EditWorkOrder&);

  /// The transitions that need only a note: accept, ship, receive, contact, travel, arrive, approve_quote,
  /// decline_quote, part_arrived, start_repair, finish_repair, pass_qc, fail_qc, notify_customer, deliver, resume.
  /// \errors kNotFound; kStale; kConflict with the allowed transitions
  Result<WorkOrder> move(db::Tx&, const Caller&, Transition, const MoveWorkOrder&);
  Result<WorkOrder> dispatch(db::Tx&, const Caller&, const DispatchWorkOrder&);
  /// \errors kInvalid when the window is empty or longer than a week
  Result<WorkOrder> schedule(db::Tx&, const Caller&, const ScheduleWorkOrder&);
  Result<WorkOrder> diagnose(db::Tx&, const Caller&, const DiagnoseWorkOrder&);
  Result<WorkOrder> request_quote(db::Tx&, const Caller&, const RequestQuote&);
  Result<WorkOrder> wait_part(db::Tx&, const Caller&, const WaitPart&);
  Result<WorkOrder> mark_unrepairable(db::Tx&, const Caller&, const MarkUnrepairable&);
  /// \errors kInvalid at each need or expectation that is not judged; kConflict unless delivered
  Result<WorkOrder> close(db::Tx&, const Caller&, const CloseWorkOrder&);
  Result<WorkOrder> reopen(db::Tx&, const Caller&, const ReopenWorkOrder&);
  Result<WorkOrder> assign(db::Tx&, const Caller&, const AssignWorkOrder&);
  Result<WorkOrder> transfer(db::Tx&, const Caller&, const TransferWorkOrder&);
  /// Adds a version; the original promise stays. \errors kInvalid when not in the future
  Result<WorkOrder> repromise(db::Tx&, const Caller&, const RepromiseWorkOrder&);
  Result<WorkOrder> escalate(db::Tx&, const Caller&, const EscalateWorkOrder&);
  Result<WorkOrder> pause(db::Tx&, const Caller&, const PauseWorkOrder&);
  Result<WorkOrder> cancel(db::Tx&, const Caller&, const CancelWorkOrder&);

  Result<WorkOrder> set_expectations(db::Tx&, const Caller&, const SetExpectations&);
  Result<Comment> comment(db::Tx&, const Caller&, const AddComment&);

  Result<WorkOrder> get(db::ReadTx&, const Caller&, WorkOrderId);
  Result<Page<WorkOrderRow>> list(db::ReadTx&, const Caller&, const ListWorkOrders&);
  Result<Items<ActionAnswer>> actions(db::ReadTx&, const Caller&, WorkOrderId);
  Result<Items<ClockReading>> clocks(db::ReadTx&, const Caller&, WorkOrderId);
  /// What happened, by the time it happened: the order's journal, and what other modules add to it.
  Result<Page<TimelineEntry>> timeline(db::ReadTx&, const Caller&, const ListTimeline&);
  Result<Items<Comment>> comments(db::ReadTx&, const Caller&, WorkOrderId);
  Result<Label> label(db::ReadTx&, const Caller&, WorkOrderId);
  Result<PromiseSuggestion> suggest_promise(db::ReadTx&, const Caller&, const AskPromise&);
  HomeCounters home(db::ReadTx&, const Caller&);
  /// What the one search box finds: orders, customers, assets and people in the caller's reach.
  Items<Found> find(db::ReadTx&, const Caller&, const SearchBox&);
  /// Lines for these ids, as far as they are in the caller's reach, newest first.
  std::vector<WorkOrderRow> rows(db::ReadTx&, const Caller&, const std::vector<std::int64_t>& ids);

  /// The rule of that manufacturer, else of the house, else the built-in one.
  ClockRule rule_for(db::ReadTx&, TenantId, std::optional<catalog::ManufacturerId>);
  Items<WorkOrderRule> rules(db::ReadTx&, const Caller&);
  Result<WorkOrderRule> set_rule(db::Tx&, const Caller&, const WorkOrderRule&);

  // For imports.
  /// Creates or changes the order of (source, source_id). \errors kInvalid; kNotFound site
  Result<ImportOutcome> import_history(db::Tx&, const Caller&, const ImportedWorkOrder&);
  /// Several at once, in this order: what they share is read once. All or none, when the caller rolls
  /// back what he is refused.
  Result<std::vector<ImportOutcome>> import_history(db::Tx&, const Caller&,
                                                    std::span<const ImportedWorkOrder>);
  /// For measurements with millions: no search, no question whether an order is known, one entry of the
  /// journal for all of them, with a digest of what they hold. \errors kInvalid site or model unknown
  Result<void> load_history(db::Tx&, const Caller&, std::span<const LoadedWorkOrder>);
  /// Takes an imported order back out: deletes it, or restores `before`. Publishes WorkOrderDeleted
  /// or WorkOrderImported. \errors kNotFound; kConflict when anything touched it since
  Result<void> undo_import(db::Tx&, const Caller&, const ImportOutcome&);

  // For the KPI engine.
  /// One fact per order that exists.
  std::vector<kpi::FactRow> load_facts(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
  /// Orders whose next order of the same asset is among these: a fact tells what that one was about.
  std::vector<std::int64_t> ids_followed_by(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
  /// Ids above `after`, ascending.
  std::vector<std::int64_t> ids_after(db::ReadTx&, TenantId, std::int64_t after, int limit);
  std::map<std::int64_t, std::string> numbers(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);

  // For modules whose records belong to an order.
  /// The common dimensions of these orders, for the facts that belong to them; absent ids are left out.
  std::map<WorkOrderId, OrderDimensions> order_dimensions(db::ReadTx&, TenantId,
                                                          const std::vector<std::int64_t>& ids);
  /// Names for dimensions of records without an order. Valid while the snapshot lives.
  DimensionNames dimension_names(db::ReadTx&, TenantId);
  /// Those of the record's order; without one, its site alone.
  static OrderDimensions dimensions_of(const OrderReferences&,
                                       const std::map<WorkOrderId, OrderDimensions>& orders,
                                       DimensionNames& names);
  /// Checks that site, order and customer exist and fills in what the order tells.
  /// \returns the order's technician
  std::optional<EmployeeId> complete(db::ReadTx&, const Caller&, OrderReferences&, std::vector<FieldError>&);
  /// The order of that number; else of that number in the system `source`, or in `work-orders`.
  std::optional<WorkOrderId> find_by_reference(db::ReadTx&, TenantId, std::string_view reference,
                                               std::string_view source = {});
  /// The order and the site of a row of a file; a site is made when there is none of that name.
  /// \errors kInvalid at /work_order (no such order) and /site (neither is named)
  Result<RowPlace> place_row(db::Tx&, const Caller&, const RowReferences&, const TimeZone& zone);

  /// What escalate() raised, and its answers.
  Escalations& escalations() { return *escalations_; }

  // For customers.
  /// Does the caller work on an order of this customer?
  bool serves(db::ReadTx&, const Caller&, customers::CustomerId);
  /// Removes what people wrote on the orders of an erased person, and takes him out of the search.
  Result<void> erase_person(db::Tx&, TenantId, customers::CustomerId);
  /// Lets the orders of a renamed customer be found by his new name and number.
  Result<void> find_anew(db::Tx&, TenantId, customers::CustomerId);

 private:
  using Order = store::StoredWorkOrder;

  /// The stored order in the caller's reach. \errors kNotFound; kStale
  Result<Order> load(db::ReadTx&, const Caller&, WorkOrderId,
                     const std::optional<std::int64_t>& if_match = {});
  /// What a command has read already, so that showing its result reads it no second time.
  struct Known {
    const std::string* site_name = nullptr;
    const customers::Customer* revealed = nullptr;  // unmasked
  };
  WorkOrder present(db::ReadTx&, const Caller&, const Order&, Known known);
  WorkOrder present(db::ReadTx& tx, const Caller& caller, const Order& order) {
    return present(tx, caller, order, {});
  }
  std::vector<WorkOrderRow> present_rows(db::ReadTx&, const Caller&, std::vector<store::ListedWorkOrder>);
  Situation situation_of(db::ReadTx&, const Order&);
  std::vector<ClockReading> read_clocks_of(db::ReadTx&, const Order&, Instant now);
  std::vector<ClockReading> read_clocks_of(db::ReadTx&, const Order&, Instant now,
                                           const org::WorkCalendar& hours, const ClockRule&);
  Result<CommentId> write_note(db::Tx&, const Caller&, WorkOrderId, std::optional<Transition>,
                               std::string text, const std::vector<EmployeeId>& mentions = {});
  /// What the order is found by. \param revealed its customer, unmasked, when already read
  search::Document document_of(db::ReadTx&, const Order&, const customers::Customer* revealed = nullptr);
  Result<void> put_in_search(db::Tx&, const Order&);
  /// Writes the repeat links of an asset's orders anew; `order` gets its own in memory.
  Result<void> relink(db::Tx&, const Caller&, customers::AssetId, Order* order);
  Result<void> follow_asset(db::Tx&, const Caller&, const Order&, Transition);
  void measure_turnaround(db::ReadTx&, Order&);
  void measure_turnaround(db::ReadTx&, Order&, const org::WorkCalendar& hours, const ClockRule&);
  /// What one call of import_history reads once. In imported_history.cpp.
  class Shared;
  Result<ImportOutcome> import_one(db::Tx&, const Caller&, Shared&, const ImportedWorkOrder&);
  /// Fills in what follows from the rest; returns the customer, unmasked.
  Result<std::optional<customers::Customer>> complete_imported(db::Tx&, const Caller&, Shared&, Order&);
  Result<void> store_imported(db::Tx&, const Caller&, const Order& before, Order&, ImportKind);
  Result<void> publish_imported(db::Tx&, const Caller&, const Order&, ImportKind);
  void set_promise(Order&, Instant promise_at);
  Result<void> take_model(db::ReadTx&, Order&, const std::string& pointer);
  Result<void> check_technician(db::ReadTx&, TenantId, EmployeeId, const std::string& pointer);
  /// The next number of that day's month.
  std::string next_no(db::Tx&, TenantId, Date day);
  /// One transition: load, decide, change, stamp, store, publish.
  template <class Event, class Change, class Fill>
  Result<WorkOrder> step(db::Tx&, const Caller&, Transition, const MoveWorkOrder&, Change change, Fill fill);
  template <class Event>
  Result<WorkOrder> plain_step(db::Tx&, const Caller&, Transition, const MoveWorkOrder&);

  Needs needs_;
  db::Counter numbers_{"workorders_numbers"};
  std::unique_ptr<Escalations> escalations_;
  Guard quote_guard_, part_guard_, close_guard_;
  std::vector<std::pair<Permission, TellsOfOrder>> tellers_;
};

/// Tables, routes and subscriptions; `orders` must outlive what is made of it.
Module make_module(WorkOrders& orders);

}  // namespace manyi::workorders
