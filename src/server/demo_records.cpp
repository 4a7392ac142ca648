// One function per kind of record.
// Owns the words beside the figures.
#include "server/demo_records.h"

#include <array>

#include "base/json.h"
#include "modules/org/employments.h"
#include "modules/workorders/escalations.h"
#include "server/application.h"

namespace manyi::demo {
namespace {

conduct::ViolationType violation_type(simulation::ViolationType type) {
  switch (type) {
    case simulation::ViolationType::kFakePart: return conduct::ViolationType::kFalseFaultyPart;
    case simulation::ViolationType::kRudeness: return conduct::ViolationType::kOther;
    default: return RecordWriter::same<conduct::ViolationType>(type);
  }
}

}  // namespace

std::int64_t RecordWriter::order_of(const simulation::Record& record) {
  return std::visit(
      [](const auto& one) -> std::int64_t {
        if constexpr (requires { one.order; })
          return one.order;
        else
          return 0;
      },
      record);
}

bool RecordWriter::keeps(const simulation::Record& record) {
  return !std::holds_alternative<simulation::Order>(record) &&
         !std::holds_alternative<simulation::Joined>(record) &&
         !std::holds_alternative<simulation::Left>(record);
}

Result<void> RecordWriter::write(const std::vector<const simulation::Record*>& records) {
  if (records.empty()) return {};
  const auto done = app_.database().write(company_.tenant, [&](db::Tx& tx) -> Result<void> {
    for (const auto* record : records) {
      auto put_one = std::visit([&](const auto& one) { return put(tx, one); }, *record);
      if (!put_one) {
        auto error = std::move(put_one).error();
        error.detail += " (demo: " + std::visit([](const auto& one) { return to_json(one); }, *record) + ")";
        return error;
      }
    }
    return {};
  });
  if (!done) return done.error();
  return {};
}

// ---- parts ------------------------------------------------------------------------------------------

Result<void> RecordWriter::put(db::Tx& tx, const simulation::PartRequest& one) {
  auto in = origin<parts::ImportedPartRequest>(one.id, "request", one.order, one.site);
  const auto part = static_cast<std::size_t>(one.part);
  in.keeper_id = company_.employee_or_none(one.keeper);
  in.part_no = company_.parts[part].no;
  in.part_name = company_.part_names[part];
  in.part_category = company_.part_names[part];
  in.quantity = 1;
  // Asked for elsewhere and not here yet: it is coming.
  if (!one.available_at && one.source != simulation::PartSource::kStock)
    in.state = parts::PartRequestState::kBackordered;
  in.source = same<parts::PartSource>(one.source);
  in.from_stock = one.source == simulation::PartSource::kStock;
  in.requested_at = one.requested_at;
  in.promised_at = one.promised_at;
  in.available_at = one.available_at;
  in.issued_at = one.issued_at;
  in.installed_at = one.installed_at;
  MANYI_CHECK(app_.parts().requests.record(tx, system(), in));
  return {};
}

Result<void> RecordWriter::put(db::Tx& tx, const simulation::PartUnit& one) {
  // A unit that went back to the shelf is issued again for another order: a line each.
  auto in = origin<parts::ImportedPartUnit>(one.id, one.defective_return ? "old-part" : "part", one.order,
                                            one.site);
  *in.source_id += "-" + std::to_string(one.order);
  const auto part = static_cast<std::size_t>(one.part);
  in.technician_id = company_.employee_or_none(one.technician);
  in.part_no = company_.parts[part].no;
  in.part_name = company_.part_names[part];
  in.part_category = company_.part_names[part];
  const auto serial = [&](std::int64_t unit, const char* mark) {
    return in.part_no + "-" + mark + std::to_string(1'000'000 + unit);
  };
  // Of a pair each knows the other: what came out is named after what went in.
  const std::int64_t fitted = one.defective_return ? one.replaced_by : one.id;
  in.serial_no = serial(fitted, one.defective_return ? "R" : "");
  if (one.defective_return || one.installed_at)
    in.paired_serial_no = serial(fitted, one.defective_return ? "" : "R");
  if (one.out_again_at) in.state = parts::PartUnitState::kIssued;  // on no shelf any more
  if (!one.batch.empty()) in.batch = one.batch;
  in.cost = Money(one.cost);
  in.received_at = one.received_at;
  in.issued_at = one.issued_at;
  in.installed_at = one.installed_at;
  in.unused_returned_at = one.unused_returned_at;
  in.removed_at = one.removed_at;
  in.return_due_at = one.return_due_at;
  in.shipped_back_at = one.shipped_back_at;
  in.doa_claimed_at = one.doa_claimed_at;
  in.doa_confirmed_at = one.doa_confirmed_at;
  if (one.defective_return && one.verdict != simulation::Verdict::kNone) {
    in.judged_at = one.judged_at;
    in.verdict = same<parts::Verdict>(one.verdict);
  }
  MANYI_CHECK(app_.parts().units.record(tx, system(), in));
  return {};
}

Result<void> RecordWriter::put(db::Tx& tx, const simulation::SafetyLevel& one) {
  parts::SetSafetyLevel in;
  in.site_id = company_.site(one.site);
  in.part_no = company_.parts[static_cast<std::size_t>(one.part)].no;
  in.safety = one.pieces;
  MANYI_CHECK(app_.parts().stock.set_safety_level(tx, system(), in));
  return {};
}

// ---- voices ------------------------------------------------------------------------------------------

Result<void> RecordWriter::put(db::Tx& tx, const simulation::Survey& one) {
  const bool ours = one.questionnaire == simulation::Questionnaire::kOwn;
  auto in = origin<callbacks::ImportedSurveyAnswer>(one.id, ours ? "answer" : "manufacturer-answer",
                                                    one.order, one.site);
  in.kind = same<callbacks::SurveyKind>(one.kind);
  in.questionnaire = same<callbacks::Questionnaire>(one.questionnaire);
  in.due_at = one.due_at;
  in.attempted_at = one.attempted_at;
  in.reached_at = one.reached_at;
  in.answered_at = one.answered_at;
  in.result = same<callbacks::CallbackResult>(one.result);
  if (one.answered_at) {
    in.answer_class = same<callbacks::AnswerClass>(one.feeling);
    in.dimension = same<workorders::ExperienceDimension>(one.dimension);
    in.nps = one.nps;
    in.valid = one.valid;
  }
  if (one.kind == simulation::SurveyKind::kEmployee) {
    in.team =
        in.site_id ? std::optional(company_.site_names[static_cast<std::size_t>(one.site)]) : std::nullopt;
  } else {
    in.clerk_id = company_.employee_or_none(one.clerk);
    in.coached = one.suspected_coaching;
    if (one.answered_at && ours) in.call_ms = one.call_ms;
    if (one.kind == simulation::SurveyKind::kDealer)
      in.customer_id = company_.dealers[static_cast<std::size_t>(one.dealer)];
    else
      in.complained = complained_.contains(one.order);
    if (one.answered_at && one.feeling >= simulation::Feeling::kNeutral)
      in.verbatim = std::string(demo_grievance(enum_name(one.dimension)));
  }
  MANYI_CHECK(app_.survey_answers().record(tx, system(), in));
  return {};
}

Result<void> RecordWriter::put(db::Tx& tx, const simulation::Complaint& one) {
  auto in = origin<complaints::ImportedComplaint>(one.id, "complaint", one.order, one.site);
  in.source = same<complaints::ComplaintSource>(one.source);
  in.grade = same<complaints::ComplaintGrade>(one.grade);
  in.cause = same<workorders::ExperienceDimension>(one.cause);
  in.tracker_id = company_.employee_or_none(one.tracker);
  in.accused_id = company_.employee_or_none(one.accused);
  in.received_at = one.received_at;
  in.acknowledged_at = one.acknowledged_at;
  in.plan_submitted_at = one.plan_submitted_at;
  in.decided_at = one.decided_at;
  in.confirmed_at = one.confirmed_at;
  in.closed_at = one.closed_at;
  in.reopened_at = one.reopened_at;
  if (one.reopened_at) in.closed_at = in.confirmed_at = std::nullopt;
  in.description = demo_grievance(enum_name(one.cause));
  if (one.plan_submitted_at) in.plan = "先向客户说明原因，优先安排，三天内回话";
  if (one.decided_at) in.decision = one.cost > 0 ? "致歉并补偿" : "致歉并说明";
  if (one.decided_at && one.cost > 0) in.cost = Money(one.cost);
  MANYI_CHECK(app_.complaints().record(tx, system(), in));
  return {};
}

Result<void> RecordWriter::put(db::Tx& tx, const simulation::Praise& one) {
  auto in = origin<experience::ImportedPraise>(one.id, "praise", one.order, one.site);
  in.cause = same<workorders::ExperienceDimension>(one.cause);
  in.employee_id = company_.employee_or_none(one.person);
  in.received_at = one.received_at;
  in.verified_at = one.verified_at;
  in.forwarded_at = one.forwarded_at;
  in.words = std::string(demo_praises()[static_cast<std::size_t>(one.id) % demo_praises().size()]);
  MANYI_CHECK(app_.praises().record(tx, system(), in));
  return {};
}

Result<void> RecordWriter::put(db::Tx& tx, const simulation::Violation& one) {
  auto in = origin<conduct::ImportedViolation>(one.id, "violation", one.order, one.site);
  in.type = violation_type(one.type);
  in.source = same<conduct::ViolationSource>(one.source);
  in.severity = same<conduct::ViolationSeverity>(one.severity);
  in.employee_id = company_.employee_or_none(one.person);
  in.happened_at = one.occurred_at;
  in.found_at = one.found_at;
  in.final_at = one.final_at;
  in.state = !one.final_at   ? conduct::ViolationState::kReviewing
             : one.confirmed ? conduct::ViolationState::kFinal
                             : conduct::ViolationState::kDismissed;
  in.points = one.points;
  if (one.money > 0) in.money = Money(one.money);
  if (one.final_at) in.confirmed = one.confirmed;
  if (one.type == simulation::ViolationType::kRudeness) in.evidence = "客户回访时提到";
  MANYI_CHECK(app_.violations().record(tx, system(), in));
  return {};
}

Result<void> RecordWriter::put(db::Tx& tx, const simulation::Escalation& one) {
  auto in = origin<workorders::ImportedEscalation>(one.id, "escalation", one.order, one.site);
  in.kind = workorders::EscalationKind::kFunctional;
  in.level = one.level;
  in.resolver_id = company_.employee_or_none(one.resolver);
  in.raised_at = one.raised_at;
  in.due_at = one.due_at;
  in.answered_at = one.answered_at;
  in.closed_at = one.closed_at;
  in.question = "换了件还是不行，请看一下";
  if (one.answered_at) in.answer = "先升固件再测，不是这个件的问题";
  MANYI_CHECK(app_.workorders().escalations().record(tx, system(), in));
  return {};
}

// ---- people ------------------------------------------------------------------------------------------

Result<void> RecordWriter::put(db::Tx& tx, const simulation::Certified& one) {
  return certify(app_, tx, company_, one.person);
}

Result<void> RecordWriter::put(db::Tx& tx, const simulation::WorkTime& one) {
  org::ImportedWorkDay in;
  in.employee_id = company_.employee(one.person);
  in.day = one.day;
  in.available_min = one.available_min;
  in.productive_min = one.productive_min;
  MANYI_CHECK(app_.org().work_days().record(tx, system(), in));
  return {};
}

}  // namespace manyi::demo
