// Callbacks: whom we asked after a job, whether he was reached, and what he answered.
// Owns the façade of callbacks and its types.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/result.h"
#include "modules/callbacks/rules.h"
#include "modules/workorders/workorders.h"
#include "platform/imports/record_book.h"

namespace manyi::callbacks {

struct SurveyAnswerTag;
using SurveyAnswerId = Id<SurveyAnswerTag>;

/// One callback. What is not told follows from the rest: the site from the order, the result and
/// whether it counts from times and class. An employee's has neither customer, order nor clerk, and
/// of its times the month alone.
struct SurveyAnswerDetails : workorders::OrderReferences, CallbackStamps {
  SurveyKind kind = SurveyKind::kCustomer;
  std::optional<Questionnaire> questionnaire;  // default own
  std::optional<AnswerClass> answer_class;
  std::optional<workorders::ExperienceDimension> dimension;  // the worst-rated one
  std::optional<EmployeeId> clerk_id;
  std::optional<CallbackResult> result;
  std::optional<std::string> team;  // of a pulse
  std::optional<std::int64_t> nps;  // 0..10: would he recommend us
  std::optional<std::int64_t> call_ms;
  std::optional<bool> valid, coached, complained;  // coached: a suspicion, to be looked at
  std::optional<std::string> verbatim;
  RawJson attributes;
  bool operator==(const SurveyAnswerDetails&) const = default;
  Instant occurred() const;
};
BOOST_DESCRIBE_STRUCT(SurveyAnswerDetails, (CallbackStamps, workorders::OrderReferences),
                      (kind, questionnaire, answer_class, dimension, clerk_id, result, team, nps, call_ms,
                       valid, coached, complained, verbatim, attributes))

struct SurveyAnswerRow : SurveyAnswerDetails, imports::RecordKeys<SurveyAnswerTag> {
  using Details = SurveyAnswerDetails;
};
BOOST_DESCRIBE_STRUCT(SurveyAnswerRow, (SurveyAnswerDetails, imports::RecordKeys<SurveyAnswerTag>), ())

struct ImportedSurveyAnswer : SurveyAnswerDetails, imports::RecordOrigin {};
BOOST_DESCRIBE_STRUCT(ImportedSurveyAnswer, (SurveyAnswerDetails, imports::RecordOrigin), ())
std::span<const FieldRule> field_rules(const ImportedSurveyAnswer*);

struct SurveyAnswer : SurveyAnswerDetails {
  SurveyAnswerId id;
  std::string site_name, work_order_no, clerk_name;
  bool imported = false;
  Instant created_at, updated_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(SurveyAnswer, (SurveyAnswerDetails),
                      (id, site_name, work_order_no, clerk_name, imported, created_at, updated_at, version))

struct OneSurveyAnswer {
  SurveyAnswerId id;
};
BOOST_DESCRIBE_STRUCT(OneSurveyAnswer, (), (id))

/// Of customers and dealers; what employees answered is in figures only.
struct ListSurveyAnswers {
  std::optional<std::string> cursor;
  std::optional<SurveyKind> kind;
  std::vector<CallbackResult> result;
  std::vector<AnswerClass> answer_class;
  std::optional<SiteId> site_id;
  std::optional<workorders::WorkOrderId> work_order_id;
  std::optional<EmployeeId> clerk_id;
  std::optional<Instant> from, to;  // answered, else due; half-open
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListSurveyAnswers, (),
                      (cursor, kind, result, answer_class, site_id, work_order_id, clerk_id, from, to, limit))

struct Needs {
  journal::Events& events;
  org::Org& org;
  customers::Customers& customers;
  workorders::WorkOrders& orders;
};

/// Thread-safe. Every call takes part in the caller's transaction. Permissions are checked by the
/// routes; what is out of the caller's scope answers kNotFound, and so does every employee's answer.
class SurveyAnswers : public imports::RecordBook<SurveyAnswerRow> {
 public:
  explicit SurveyAnswers(Needs needs);

  /// Inserts or corrects. An employee's answer is recorded by nobody: no user is kept with it.
  /// \errors kInvalid with all fields; identity: a pulse that names who answered
  Result<imports::Recorded> record(db::Tx&, const Caller&, const ImportedSurveyAnswer&);
  /// By hand. The employee's answer that was recorded is not shown again: only that it was.
  Result<SurveyAnswer> add(db::Tx&, const Caller&, const ImportedSurveyAnswer&);
  Result<SurveyAnswer> get(db::ReadTx&, const Caller&, SurveyAnswerId);
  Result<Page<SurveyAnswer>> list(db::ReadTx&, const Caller&, const ListSurveyAnswers&);

  // For the KPI engine.
  std::vector<kpi::FactRow> load_facts(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
  /// All answers of these months: whether one's team is named depends on the others.
  std::vector<std::int64_t> fact_ids_of_pulses(db::ReadTx&, TenantId,
                                               const std::vector<std::int64_t>& months);
  /// The orders' numbers; employees' answers have none.
  std::map<std::int64_t, std::string> numbers(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);

  Result<void> erase_person(db::Tx&, TenantId, customers::CustomerId);

 private:
  Result<SurveyAnswerDetails> complete(db::Tx&, const Caller&, SurveyAnswerDetails);
  Result<void> make_anonymous(SurveyAnswerDetails&, const TimeZone& zone);
  std::vector<SurveyAnswer> present(db::ReadTx&, TenantId, const std::vector<SurveyAnswerRow>&);
  Needs needs_;
};

/// Tables, routes and subscriptions; `answers` must outlive what is made of it.
Module make_module(SurveyAnswers& answers);

}  // namespace manyi::callbacks
