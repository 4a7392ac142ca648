// The use cases of escalations, and their rows for the KPI engine.
// Owns the order of steps: load, decide, store, publish; statements are those of RecordBook.
#include "modules/workorders/escalations.h"

#include "modules/workorders/workorders_events.h"

namespace manyi::workorders {
namespace {

using imports::RecordChange;

constexpr FieldRule kRules[] = {{"answer", "what is to be done", R"("更换整机主板")", 1, 4000}};

ScopeKeys keys_of(const EscalationRow& row) { return keys_of_record(row.tenant_id, row); }

struct EscalationFacts {
  kpi::FactSchema schema{"escalation"};
  OrderColumns order = OrderColumns::add(schema);

  kpi::TimeColumn raised = schema.time("raised");
  kpi::TimeColumn due = schema.time("due");
  kpi::TimeColumn answered = schema.time("answered");
  kpi::TimeColumn closed = schema.time("closed");

  kpi::DimensionColumn kind = schema.dimension("kind", "升级类型", "Escalation kind");
  kpi::DimensionColumn level = schema.dimension("level", "升级级别", "Escalation level");
  kpi::DimensionColumn resolver = schema.dimension("resolver", "解决人", "Resolver");
  kpi::DimensionColumn state = schema.dimension("state", "状态", "State");

  kpi::WholeColumn work_order = schema.integer("work_order");
};

const EscalationFacts& escalation_facts() {
  static const EscalationFacts facts;
  return facts;
}

}  // namespace

kpi::FactSchema escalation_fact_schema() { return escalation_facts().schema; }

std::span<const FieldRule> field_rules(const AnswerEscalation*) { return kRules; }

Escalations::Escalations(RecordNeeds needs)
    : RecordBook("workorders_escalations", "escalation",
                 [&events = needs.events](db::Tx& tx, const Caller& caller, const EscalationRow& row,
                                          RecordChange change) -> Result<void> {
                   EscalationFact fact;
                   fact.escalation = row.id.value();
                   fact.work_order = row.work_order_id.value_or(WorkOrderId());
                   fact.level = row.level;
                   fact.state = enum_name(row.state.value_or(EscalationState::kRaised));
                   if (change == RecordChange::kRemoved)
                     return events.publish(tx, caller, EscalationRemoved{fact});
                   return events.publish(tx, caller, EscalationRecorded{fact, change});
                 }),
      needs_(needs) {}

Result<imports::Recorded> Escalations::record(db::Tx& tx, const Caller& caller,
                                              const ImportedEscalation& in) {
  EscalationDetails details = in;
  std::vector<FieldError> errors;
  if (!in.work_order_id)
    errors.push_back({"/work_order_id", "required", "An escalation belongs to a work order."});
  complete_record(needs_, tx, caller.tenant, details, errors);
  check_employee(needs_, tx, caller.tenant, details.resolver_id, "/resolver_id", errors);
  if (details.level < 1) errors.push_back({"/level", "minimum", "The first level is 1."});
  check_order_of_times(details, errors);
  if (!errors.empty()) return invalid(std::move(errors));
  if (!details.kind) details.kind = EscalationKind::kHierarchical;
  if (!details.due_at) details.due_at = escalation_due(details.raised_at, details.level);
  if (!details.state) details.state = state_told_by(details);
  return put(tx, caller, details, in);
}

Result<Escalation> Escalations::take(db::Tx& tx, const Caller& caller, EscalationStep step,
                                     const StepEscalation& in, const std::optional<std::string>& answer) {
  MANYI_TRY(EscalationRow row, load(tx, caller, in.id, keys_of, in.if_match));
  MANYI_TRY(row.state, decide_step(*row.state, step));
  if (answer) row.answer = answer;
  if (in.resolver_id) row.resolver_id = in.resolver_id;
  if (!row.resolver_id && caller.employee && step != EscalationStep::kVerify)
    row.resolver_id = caller.employee;  // who takes it up
  std::vector<FieldError> errors;
  check_employee(needs_, tx, caller.tenant, row.resolver_id, "/resolver_id", errors);
  if (!errors.empty()) return invalid(std::move(errors));
  stamp(row, step, tx.now());
  MANYI_CHECK(change(tx, caller, row, RecordChange::kMoved));
  return std::move(present(tx, caller.tenant, {row})[0]);
}

Result<Escalation> Escalations::step(db::Tx& tx, const Caller& caller, EscalationStep step,
                                     const StepEscalation& in) {
  if (step == EscalationStep::kAnswer) return invalid("/answer", "required", "Say what is to be done.");
  return take(tx, caller, step, in, {});
}

Result<Escalation> Escalations::answer(db::Tx& tx, const Caller& caller, const AnswerEscalation& in) {
  return take(tx, caller, EscalationStep::kAnswer, in, in.answer);
}

std::vector<Escalation> Escalations::present(db::ReadTx& tx, TenantId tenant,
                                             const std::vector<EscalationRow>& rows) {
  std::vector<EmployeeId> resolvers;
  for (const auto& row : rows)
    if (row.resolver_id) resolvers.push_back(*row.resolver_id);
  const RecordNames names(needs_, tx, tenant, places_of(rows), resolvers);
  std::vector<Escalation> items;
  for (const auto& row : rows) {
    items.push_back(names.show<Escalation>(row));
    items.back().resolver_name = names.employee(row.resolver_id);
    items.back().allowed = allowed_steps(*row.state);
  }
  return items;
}

Result<Escalation> Escalations::get(db::ReadTx& tx, const Caller& caller, EscalationId id) {
  MANYI_TRY(EscalationRow row, load(tx, caller, id, keys_of));
  return std::move(present(tx, caller.tenant, {row})[0]);
}

Result<Page<Escalation>> Escalations::list(db::ReadTx& tx, const Caller& caller, const ListEscalations& in) {
  auto filter = record_filter(caller, in);
  if (in.resolver_id) filter.ids.emplace_back("resolver_id", in.resolver_id->value());
  filter.conditions.push_back(imports::one_of("state", in.state));
  filter.conditions.push_back(imports::one_of("kind", in.kind));
  MANYI_TRY(auto rows, page(tx, filter, in.cursor, in.limit));
  auto items = present(tx, caller.tenant, rows.items);
  return shown_page(std::move(rows), std::move(items));
}

std::vector<kpi::FactRow> Escalations::load_facts(db::ReadTx& tx, TenantId tenant,
                                                  const std::vector<std::int64_t>& ids) {
  const EscalationFacts& f = escalation_facts();
  const auto escalations = find_all(tx, tenant, ids);
  RecordDimensions dimensions(needs_.orders, tx, tenant, places_of(escalations));
  std::vector<kpi::FactRow> rows;
  rows.reserve(escalations.size());
  for (const auto& e : escalations) {
    kpi::FactRow row(f.schema, e.id.value());
    auto of_escalation = dimensions.of(e);
    if (e.resolver_id) of_escalation.unit = dimensions.names.unit_of(e.resolver_id);
    f.order.set(row, of_escalation);
    row.set(f.raised, e.raised_at)
        .set(f.due, e.due_at)
        .set(f.answered, e.answered_at)
        .set(f.closed, e.closed_at);
    set(row, f.kind, dimension_value(e.kind));
    set(row, f.state, dimension_value(e.state));
    row.set(f.level, std::to_string(e.level));
    set(row, f.resolver, dimensions.names.employee(e.resolver_id));
    row.set(f.work_order, dimensions.order(e));
    rows.push_back(std::move(row));
  }
  return rows;
}

std::map<std::int64_t, std::string> Escalations::numbers(db::ReadTx& tx, TenantId tenant,
                                                         const std::vector<std::int64_t>& ids) {
  const auto rows = find_all(tx, tenant, ids);
  std::vector<std::int64_t> orders;
  for (const auto& row : rows) orders.push_back(row.work_order_id->value());
  const auto nos = needs_.orders.numbers(tx, tenant, orders);
  std::map<std::int64_t, std::string> all;
  for (const auto& row : rows)
    if (const auto no = nos.find(row.work_order_id->value()); no != nos.end())
      all.emplace(row.id.value(), no->second);
  return all;
}

Result<void> Escalations::erase_person(db::Tx& tx, TenantId tenant, customers::CustomerId customer) {
  return erase_texts(tx, tenant, customer.value(), [](EscalationDetails& escalation) {
    escalation.question.reset();
    escalation.answer.reset();
  });
}

}  // namespace manyi::workorders
