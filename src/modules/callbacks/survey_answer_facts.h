// The answer to a survey as a KPI fact: every column that metrics can name, and its handle.
// Owns the list; facts.cpp fills a row per answer.
#pragma once

#include "engines/kpi/facts.h"
#include "modules/workorders/workorders.h"

namespace manyi::callbacks {

/// Of an employee's answer, site and team are there only where enough others answered too.
struct SurveyAnswerFacts {
  kpi::FactSchema schema{"survey_answer"};
  workorders::OrderColumns order = workorders::OrderColumns::add(schema);

  kpi::TimeColumn due = schema.time("due");
  kpi::TimeColumn attempted = schema.time("attempted");
  kpi::TimeColumn reached = schema.time("reached");
  kpi::TimeColumn answered = schema.time("answered");
  kpi::TimeColumn order_delivered = schema.time("order_delivered");

  kpi::DimensionColumn kind = schema.dimension("kind", "调查对象", "Who was asked");
  kpi::DimensionColumn answer_class = schema.dimension("class", "满意程度", "Satisfaction");
  kpi::DimensionColumn questionnaire = schema.dimension("questionnaire", "问卷", "Questionnaire");
  kpi::DimensionColumn dimension = schema.dimension("dimension", "体验维度", "Experience dimension");
  kpi::DimensionColumn clerk = schema.dimension("clerk", "回访员", "Callback clerk");
  kpi::DimensionColumn result = schema.dimension("result", "回访结果", "Callback result");
  kpi::DimensionColumn team = schema.dimension("team", "班组", "Team");

  kpi::WholeColumn nps = schema.integer("nps");
  kpi::WholeColumn call_ms = schema.duration("call_ms");
  kpi::WholeColumn work_order = schema.integer("work_order");
  kpi::WholeColumn customer = schema.integer("customer");  // id; a dealer's or a customer's

  kpi::FlagColumn valid = schema.flag("valid");
  kpi::FlagColumn coached = schema.flag("coached");
  kpi::FlagColumn complained = schema.flag("complained");
};

/// The one description, shared by all.
const SurveyAnswerFacts& survey_answer_facts();
/// A copy of its schema, for the KPI engine.
kpi::FactSchema survey_answer_fact_schema();

}  // namespace manyi::callbacks
