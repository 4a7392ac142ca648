// Answers as rows of the KPI engine.
// Owns which stored value becomes which column, and that a small pulse names no team.
#include "base/json.h"
#include "modules/callbacks/callbacks.h"
#include "modules/callbacks/store.h"
#include "modules/callbacks/survey_answer_facts.h"

namespace manyi::callbacks {

const SurveyAnswerFacts& survey_answer_facts() {
  static const SurveyAnswerFacts facts;
  return facts;
}

kpi::FactSchema survey_answer_fact_schema() { return survey_answer_facts().schema; }

std::vector<kpi::FactRow> SurveyAnswers::load_facts(db::ReadTx& tx, TenantId tenant,
                                                    const std::vector<std::int64_t>& ids) {
  const SurveyAnswerFacts& f = survey_answer_facts();
  const auto answers = find_all(tx, tenant, ids);
  std::vector<std::int64_t> order_ids;
  std::map<Instant, std::map<std::int64_t, PulseShown>> pulses;  // by month, then answer
  for (const auto& a : answers) {
    if (a.work_order_id) order_ids.push_back(a.work_order_id->value());
    if (a.kind != SurveyKind::kEmployee || pulses.contains(a.occurred_at)) continue;
    const auto month = store::pulse_answers(tx, tenant, a.occurred_at);
    const auto shown = shown_of_pulse(month);
    auto& known = pulses[a.occurred_at];
    for (std::size_t i = 0; i < month.size(); ++i) known[month[i].id] = shown[i];
  }
  const auto orders = needs_.orders.order_dimensions(tx, tenant, order_ids);
  auto names = needs_.orders.dimension_names(tx, tenant);

  std::vector<kpi::FactRow> rows;
  rows.reserve(answers.size());
  for (const auto& a : answers) {
    kpi::FactRow row(f.schema, a.id.value());
    workorders::OrderDimensions dimensions = workorders::WorkOrders::dimensions_of(a, orders, names);
    if (a.kind == SurveyKind::kEmployee) {
      const PulseShown shown = pulses.at(a.occurred_at)[a.id.value()];
      if (!shown.site) dimensions.site = {};
      if (shown.team) row.set(f.team, a.team.value_or(""));
    }
    f.order.set(row, dimensions);
    row.set(f.due, a.due_at)
        .set(f.attempted, a.attempted_at)
        .set(f.reached, a.reached_at)
        .set(f.answered, a.answered_at)
        .set(f.order_delivered, dimensions.delivered_at);
    row.set(f.kind, enum_name(a.kind));
    workorders::set(row, f.answer_class, workorders::dimension_value(a.answer_class));
    workorders::set(row, f.questionnaire, workorders::dimension_value(a.questionnaire));
    workorders::set(row, f.dimension, workorders::dimension_value(a.dimension));
    workorders::set(row, f.clerk, names.employee(a.clerk_id));
    workorders::set(row, f.result, workorders::dimension_value(a.result));
    row.set(f.nps, a.nps).set(f.call_ms, a.call_ms);
    if (a.work_order_id) row.set(f.work_order, a.work_order_id->value());
    if (a.customer_id) row.set(f.customer, a.customer_id->value());
    row.set(f.valid, a.valid.value_or(false))
        .set(f.coached, a.coached.value_or(false))
        .set(f.complained, a.complained.value_or(false));
    if (const auto attributes = from_json<std::map<std::string, std::string>>(a.attributes.text))
      for (const auto& [name, value] : *attributes) row.set_attribute(name, value);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace manyi::callbacks
