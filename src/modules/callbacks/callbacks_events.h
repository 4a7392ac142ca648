// What callbacks tells the others: ids, enums and the month of a pulse, never what somebody said.
// Owns the kinds survey_answer.*.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "modules/callbacks/callbacks.h"
#include "platform/journal/events.h"

namespace manyi::callbacks {

/// Of an employee's answer only its month is told; all answers of that month are its subjects.
struct SurveyAnswerFact {
  static constexpr int kSchema = 1;
  SurveyAnswerId survey_answer;
  SurveyKind kind = SurveyKind::kCustomer;
  std::optional<SiteId> site;
  std::optional<workorders::WorkOrderId> work_order;
  std::optional<std::int64_t> pulse;  // month of an employee's answer
  std::vector<journal::Subject> subjects() const {
    std::vector<journal::Subject> all = {{"survey_answer", survey_answer.value()}};
    if (pulse) all.push_back({"pulse", *pulse});
    return all;
  }
};
BOOST_DESCRIBE_STRUCT(SurveyAnswerFact, (), (survey_answer, kind, site, work_order, pulse))

/// Recorded for the first time, or changed: by correction or erasure.
struct SurveyAnswerRecorded : SurveyAnswerFact {
  static constexpr std::string_view kKind = "survey_answer.recorded";
  imports::RecordChange change = imports::RecordChange::kRecorded;
  std::optional<AnswerClass> answer_class;  // none of an employee's
};
BOOST_DESCRIBE_STRUCT(SurveyAnswerRecorded, (SurveyAnswerFact), (change, answer_class))
/// An import was taken back.
struct SurveyAnswerRemoved : SurveyAnswerFact {
  static constexpr std::string_view kKind = "survey_answer.removed";
};
BOOST_DESCRIBE_STRUCT(SurveyAnswerRemoved, (SurveyAnswerFact), ())

}  // namespace manyi::callbacks
