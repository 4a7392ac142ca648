// HTTP operations of callbacks.
// Owns their paths, permissions and documentation; no logic.
#include "modules/callbacks/callbacks.h"
#include "platform/http/api.h"

namespace manyi::callbacks {

void declare_routes(http::Api& api, SurveyAnswers& answers) {
  api.get("/survey-answers")
      .summary("List callbacks and answers of customers and dealers, newest first")
      .tag("callbacks")
      .allow(Permission::kCallbackRead)
      .reads<ListSurveyAnswers, Page<SurveyAnswer>>(
          [&answers](db::ReadTx& tx, const Caller& caller, const ListSurveyAnswers& in) {
            return answers.list(tx, caller, in);
          });
  api.get("/survey-answers/{id}")
      .summary("Read an answer of a customer or dealer")
      .tag("callbacks")
      .allow(Permission::kCallbackRead)
      .fails({ErrorCode::kNotFound})
      .reads<OneSurveyAnswer, SurveyAnswer>(
          [&answers](db::ReadTx& tx, const Caller& caller, const OneSurveyAnswer& in) {
            return answers.get(tx, caller, in.id);
          });
  api.post("/survey-answers")
      .summary("Record a callback; of an employee's answer nothing is shown again")
      .tag("callbacks")
      .allow(Permission::kCallbackWrite)
      .created()
      .writes<ImportedSurveyAnswer, SurveyAnswer>(
          [&answers](db::Tx& tx, const Caller& caller, const ImportedSurveyAnswer& in) {
            return answers.add(tx, caller, in);
          });
}

}  // namespace manyi::callbacks
