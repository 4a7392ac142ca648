// The rows of work orders and what hangs on them.
// Owns every SQL statement of workorders.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/workorders/workorders.h"
#include "platform/auth/scope.h"
#include "platform/db/db.h"

namespace manyi::workorders::store {

/// What never changes.
struct Origin {
  TenantId tenant_id;
  WorkOrderId id;
  std::string no;
  bool imported = false;
  std::string source;
  std::optional<std::string> source_id;
  UserId created_by;
};
BOOST_DESCRIBE_STRUCT(Origin, (), (tenant_id, id, no, imported, source, source_id, created_by))

/// What is known at intake and changes seldom.
struct Intake {
  ServiceType service_type = ServiceType::kCarryIn;
  Channel channel = Channel::kCounter;
  Priority priority = Priority::kNormal;
  std::string manufacturer_no;
  SiteId site_id;
  std::optional<customers::CustomerId> customer_id;
  std::optional<customers::CustomerKind> customer_kind;
  std::string region;
  std::optional<customers::ContactId> contact_id;
  std::optional<customers::AssetId> asset_id;
  std::string serial_no;
  std::optional<catalog::ModelId> model_id;
  std::optional<catalog::ProductLineId> product_line_id;
  std::optional<catalog::ManufacturerId> manufacturer_id;
  std::optional<customers::CustomerId> dealer_id;
  std::string brand, category;
  std::optional<double> age_years;
  std::string symptom_text;
  std::optional<catalog::FaultCodeId> fault_code_id;
  Warranty warranty = Warranty::kUnknown;
  std::string warranty_evidence;
  RawJson accessories{"[]"};
  std::string appearance;
  DataHandling data_handling = DataHandling::kKeep;
  std::optional<std::int64_t> price_limit;
  std::optional<std::string> price_limit_currency;
  RawJson attributes;
  DatePrecision date_precision = DatePrecision::kInstant;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(Intake, (),
                      (service_type, channel, priority, manufacturer_no, site_id, customer_id, customer_kind,
                       region, contact_id, asset_id, serial_no, model_id, product_line_id, manufacturer_id,
                       dealer_id, brand, category, age_years, symptom_text, fault_code_id, warranty,
                       warranty_evidence, accessories, appearance, data_handling, price_limit,
                       price_limit_currency, attributes, date_precision, created_at))

/// No promise sorts last.
inline constexpr Instant kNeverDue{std::int64_t{9'000'000'000'000'000}};

/// What a transition may change. Written as one statement of its own, so that a step touches few indexes.
struct Progress : Stamps, Credits {
  WorkOrderState state = WorkOrderState::kDraft;
  bool is_open = true;
  Outcome outcome = Outcome::kUnknown;
  std::string outcome_barrier;
  std::optional<EmployeeId> technician_id;
  std::optional<PauseReason> pause_reason;
  std::optional<Instant> paused_since;
  std::string pause_evidence;
  DurationMs paused_ms, evidenced_paused_ms;  // of ended pauses
  std::int64_t escalation_level = 0;
  std::optional<CancelReason> cancel_reason;
  QuoteDecision quote_decision = QuoteDecision::kNone;
  std::optional<std::int64_t> quote_amount;
  std::optional<std::string> quote_currency;
  std::optional<Instant> promise_at, promise_original_at;
  std::int64_t promise_changes = 0;
  Instant due_at = kNeverDue;
  std::int64_t expectations = 0, expectations_open = 0;
  std::int64_t visits = 0, reopen_count = 0, qc_failures = 0, appointment_version = 0;
  std::optional<DurationMs> business_tat_ms, manufacturer_tat_ms, tat_limit_ms;
  Instant updated_at;
  UserId updated_by;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Progress, (Stamps, Credits),
                      (state, is_open, outcome, outcome_barrier, technician_id, pause_reason, paused_since,
                       pause_evidence, paused_ms, evidenced_paused_ms, escalation_level, cancel_reason,
                       quote_decision, quote_amount, quote_currency, promise_at, promise_original_at,
                       promise_changes, due_at, expectations, expectations_open, visits, reopen_count,
                       qc_failures, appointment_version, business_tat_ms, manufacturer_tat_ms, tat_limit_ms,
                       updated_at, updated_by, version))

/// How the orders of one asset hang together.
struct Links {
  std::optional<WorkOrderId> repeat_of, followed_by;
  std::optional<Instant> followed_at;
  bool operator==(const Links&) const = default;
};
BOOST_DESCRIBE_STRUCT(Links, (), (repeat_of, followed_by, followed_at))

struct StoredWorkOrder : Origin, Intake, Progress, Links {};
BOOST_DESCRIBE_STRUCT(StoredWorkOrder, (Origin, Intake, Progress, Links), ())

/// The columns of a list.
struct ListedWorkOrder {
  WorkOrderId id;
  std::string no;
  ServiceType service_type = ServiceType::kCarryIn;
  WorkOrderState state = WorkOrderState::kDraft;
  std::optional<PauseReason> pause_reason;
  std::int64_t escalation_level = 0;
  Priority priority = Priority::kNormal;
  SiteId site_id;
  std::optional<customers::CustomerId> customer_id;
  std::optional<customers::AssetId> asset_id;
  std::string serial_no;
  std::optional<catalog::ModelId> model_id;
  std::string brand, category, symptom_text;
  Warranty warranty = Warranty::kUnknown;
  std::optional<EmployeeId> technician_id;
  Outcome outcome = Outcome::kUnknown;
  std::optional<WorkOrderId> repeat_of;
  std::optional<Instant> promise_at, promise_original_at;
  std::int64_t promise_changes = 0;
  Instant due_at;
  std::optional<Instant> accepted_at, customer_notified_at, delivered_at, closed_at;
  bool imported = false;
  Instant created_at, updated_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(ListedWorkOrder, (),
                      (id, no, service_type, state, pause_reason, escalation_level, priority, site_id,
                       customer_id, asset_id, serial_no, model_id, brand, category, symptom_text, warranty,
                       technician_id, outcome, repeat_of, promise_at, promise_original_at, promise_changes,
                       due_at, accepted_at, customer_notified_at, delivered_at, closed_at, imported,
                       created_at, updated_at, version))

struct PromiseRow {
  TenantId tenant_id;
  PromiseId id;
  WorkOrderId work_order_id;
  Instant promise_at;
  std::string reason;
  bool told_customer = false;
  Instant made_at;
  UserId made_by;
};
BOOST_DESCRIBE_STRUCT(PromiseRow, (),
                      (tenant_id, id, work_order_id, promise_at, reason, told_customer, made_at, made_by))

struct PauseRow {
  TenantId tenant_id;
  PauseId id;
  WorkOrderId work_order_id;
  PauseReason reason = PauseReason::kOther;
  std::string evidence;
  Instant paused_from;
  std::optional<Instant> paused_to;
  UserId paused_by;
};
BOOST_DESCRIBE_STRUCT(PauseRow, (),
                      (tenant_id, id, work_order_id, reason, evidence, paused_from, paused_to, paused_by))

struct ExpectationRow {
  TenantId tenant_id;
  ExpectationId id;
  WorkOrderId work_order_id;
  std::int64_t position = 0;
  ExpectationKind kind = ExpectationKind::kNeed;
  std::string text;
  Verdict verdict = Verdict::kOpen;
};
BOOST_DESCRIBE_STRUCT(ExpectationRow, (), (tenant_id, id, work_order_id, position, kind, text, verdict))

struct CommentRow {
  TenantId tenant_id;
  CommentId id;
  WorkOrderId work_order_id;
  std::optional<Transition> transition;
  std::string text;
  RawJson mentions{"[]"};
  bool erased = false;
  UserId written_by;
  Instant written_at;
};
BOOST_DESCRIBE_STRUCT(CommentRow, (),
                      (tenant_id, id, work_order_id, transition, text, mentions, erased, written_by,
                       written_at))

struct RuleRow {
  TenantId tenant_id;
  catalog::ManufacturerId manufacturer_id;  // none: the house
  ClockStart starts_at = ClockStart::kAccepted;
  ClockBasis basis = ClockBasis::kWall;
  bool stops_in_evidenced_pauses = true;
  DurationMs customer_limit_ms, business_limit_ms, manufacturer_limit_ms;
  std::int64_t repeat_window_days = 30;
};
BOOST_DESCRIBE_STRUCT(RuleRow, (),
                      (tenant_id, manufacturer_id, starts_at, basis, stops_in_evidenced_pauses,
                       customer_limit_ms, business_limit_ms, manufacturer_limit_ms, repeat_window_days))

/// One order of an asset, as repeat detection needs it.
struct AssetOrder {
  WorkOrderId id;
  std::string no;
  SiteId site_id;
  std::optional<EmployeeId> technician_id;
  WorkOrderState state = WorkOrderState::kDraft;
  Instant began;
  std::optional<Instant> delivered_at;
  std::optional<WorkOrderId> repeat_of, followed_by;
  std::optional<Instant> followed_at;
};
BOOST_DESCRIBE_STRUCT(AssetOrder, (),
                      (id, no, site_id, technician_id, state, began, delivered_at, repeat_of, followed_by,
                       followed_at))

enum class SortKey { kCreated, kDue, kUpdated };

struct ListFilter {
  ScopeFilter scope;
  std::optional<std::vector<std::int64_t>> ids;  // of a text search; empty finds nothing
  std::vector<WorkOrderState> states;
  std::optional<bool> open, paused;
  std::optional<Instant> overdue_at;  // promised before, not yet delivered
  std::optional<SiteId> site;
  std::optional<EmployeeId> technician;
  std::optional<customers::CustomerId> customer;
  std::optional<customers::AssetId> asset;
  std::optional<catalog::ManufacturerId> manufacturer;
  std::optional<ServiceType> service_type;
  std::optional<Warranty> warranty;
  std::optional<Instant> created_from, created_to;
  SortKey sort = SortKey::kCreated;
  bool descending = true;
  std::optional<std::pair<std::int64_t, std::int64_t>> after;  // sort key and id of the last row
  std::int64_t limit = 50;
};

/// A small part of an order: whole orders are three times as dear to read.
struct DimensionRow {
  WorkOrderId id;
  std::optional<customers::CustomerId> customer_id, dealer_id;
  std::optional<EmployeeId> technician_id;
  std::optional<Instant> delivered_at;
  SiteId site_id;
  std::optional<catalog::ModelId> model_id;
  std::optional<catalog::ManufacturerId> manufacturer_id;
  std::optional<catalog::FaultCodeId> fault_code_id;
  std::string brand, category, region;
  std::optional<customers::CustomerKind> customer_kind;
  ServiceType service_type = ServiceType::kCarryIn;
  Warranty warranty = Warranty::kUnknown;
  Channel channel = Channel::kCounter;
};
BOOST_DESCRIBE_STRUCT(DimensionRow, (),
                      (id, customer_id, dealer_id, technician_id, delivered_at, site_id, model_id,
                       manufacturer_id, fault_code_id, brand, category, region, customer_kind, service_type,
                       warranty, channel))

std::optional<StoredWorkOrder> find(db::ReadTx&, TenantId, WorkOrderId);
std::optional<StoredWorkOrder> find_by_source(db::ReadTx&, TenantId, std::string_view source,
                                              std::string_view source_id);
std::optional<WorkOrderId> find_by_number(db::ReadTx&, TenantId, std::string_view no);
std::vector<StoredWorkOrder> find_all(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
/// What facts of other modules take over from orders; ordered by id.
std::vector<DimensionRow> dimension_rows(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
Result<void> insert(db::Tx&, const StoredWorkOrder&);
Result<void> update_intake(db::Tx&, const StoredWorkOrder&);
Result<void> update_progress(db::Tx&, const StoredWorkOrder&);
Result<void> update_links(db::Tx&, TenantId, WorkOrderId, const Links&);
/// With its promises, pauses, expectations and comments.
Result<void> remove(db::Tx&, TenantId, WorkOrderId);
std::vector<ListedWorkOrder> list(db::ReadTx&, const ListFilter&);
/// How many rows the filter has, counting no further than `most`; `after` and `limit` do not matter.
std::int64_t count_up_to(db::ReadTx&, const ListFilter&, std::int64_t most);
std::string number_of(db::ReadTx&, TenantId, WorkOrderId);
std::map<std::int64_t, std::string> numbers_of(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
std::vector<std::int64_t> ids_after(db::ReadTx&, TenantId, std::int64_t after, int limit);
/// Those of these orders that have one.
std::map<WorkOrderId, catalog::FaultCodeId> fault_codes_of(db::ReadTx&, TenantId,
                                                           const std::vector<std::int64_t>& ids);
/// Orders whose next order of the same asset is among these.
std::vector<std::int64_t> ids_followed_by(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
/// All orders of the asset that were not cancelled, oldest first.
std::vector<AssetOrder> orders_of_asset(db::ReadTx&, TenantId, customers::AssetId);
std::vector<std::int64_t> orders_of_customer(db::ReadTx&, TenantId, customers::CustomerId);
bool serves(db::ReadTx&, TenantId, EmployeeId, customers::CustomerId);
/// Turnarounds of the last orders delivered, newest first. \unit milliseconds
std::vector<std::int64_t> recent_turnarounds(db::ReadTx&, TenantId, SiteId, ServiceType,
                                             std::optional<catalog::ModelId>, int limit);

struct CountOf {
  WorkOrderState state = WorkOrderState::kDraft;
  std::int64_t n = 0;
};
BOOST_DESCRIBE_STRUCT(CountOf, (), (state, n))
struct OpenCounts {
  std::int64_t overdue = 0, due_today = 0, paused = 0, escalated = 0, to_notify = 0, ready_over_7_days = 0,
               unassigned = 0, mine = 0;
};
BOOST_DESCRIBE_STRUCT(OpenCounts, (),
                      (overdue, due_today, paused, escalated, to_notify, ready_over_7_days, unassigned, mine))
std::vector<CountOf> open_by_state(db::ReadTx&, const ScopeFilter&);
OpenCounts open_counts(db::ReadTx&, const ScopeFilter&, EmployeeId me, Instant now, Instant day_begin,
                       Instant day_end);

Result<void> insert_promise(db::Tx&, const PromiseRow&);
std::vector<PromiseRow> promises_of(db::ReadTx&, TenantId, WorkOrderId);
Result<void> insert_pause(db::Tx&, const PauseRow&);
Result<void> end_pauses(db::Tx&, TenantId, WorkOrderId, Instant at);
Result<void> remove_pauses(db::Tx&, TenantId, WorkOrderId);
std::vector<PauseRow> pauses_of(db::ReadTx&, TenantId, WorkOrderId);
Result<void> insert_expectation(db::Tx&, const ExpectationRow&);
Result<void> update_expectation(db::Tx&, const ExpectationRow&);
/// A reopened order is judged anew.
Result<void> reopen_expectations(db::Tx&, TenantId, WorkOrderId);
Result<void> remove_expectation(db::Tx&, TenantId, ExpectationId);
std::vector<ExpectationRow> expectations_of(db::ReadTx&, TenantId, WorkOrderId);
Result<void> insert_comment(db::Tx&, const CommentRow&);
std::vector<CommentRow> comments_of(db::ReadTx&, TenantId, WorkOrderId);
/// Empties whatever was typed on this order: comments, symptom, expectations, reasons, evidence.
Result<void> erase_texts(db::Tx&, TenantId, WorkOrderId, Instant at);

std::optional<RuleRow> rule(db::ReadTx&, TenantId, catalog::ManufacturerId);
std::vector<RuleRow> rules(db::ReadTx&, TenantId);
Result<void> put_rule(db::Tx&, const RuleRow&);

}  // namespace manyi::workorders::store
