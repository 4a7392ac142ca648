// The use cases of callbacks: complete, make anonymous, store, publish.
// Owns the order of those steps; the statements are those of RecordBook.
#include "modules/callbacks/callbacks.h"

#include <algorithm>

#include "modules/callbacks/callbacks_events.h"
#include "modules/callbacks/store.h"

namespace manyi::callbacks {
namespace {

using imports::RecordChange;

constexpr FieldRule kRules[] = {
    {.name = "nps", .doc = "would he recommend us, 0 to 10", .example = "9", .minimum = 0, .maximum = 10},
    {.name = "call_ms", .doc = "length of the call", .example = "95000", .minimum = 0},
    {"team", "of an employee's answer", R"("一组")", 1, 80},
    {"verbatim", "what he said", R"("师傅很耐心")", 0, 4000},
    {"source_id", "its id elsewhere: a repeat corrects", {}, 1, 80},
    {"import_source", "default manual", {}, 1, 80}};

// The month is kept as the first moment of the month in this zone, whatever the site's.
const TimeZone& pulse_zone() {
  static const TimeZone zone = TimeZone::utc();
  return zone;
}

Result<void> publish(journal::Events& events, db::Tx& tx, const Caller& caller, const SurveyAnswerRow& row,
                     RecordChange change) {
  SurveyAnswerFact fact{row.id, row.kind, row.site_id, row.work_order_id, {}};
  if (row.kind == SurveyKind::kEmployee) {
    fact.site.reset();
    fact.pulse = pulse_month(row.occurred_at, pulse_zone());
  }
  if (change == RecordChange::kRemoved) return events.publish(tx, caller, SurveyAnswerRemoved{fact});
  SurveyAnswerRecorded recorded{fact, change, row.answer_class};
  if (row.kind == SurveyKind::kEmployee) recorded.answer_class.reset();
  return events.publish(tx, caller, recorded);
}

ScopeKeys keys_of(const SurveyAnswerRow& row) {
  // Nobody reaches one answer of an employee.
  if (row.kind == SurveyKind::kEmployee) return {};
  return {.tenant = row.tenant_id,
          .site = row.site_id.value_or(SiteId()),
          .technician = row.clerk_id.value_or(EmployeeId())};
}

}  // namespace

std::span<const FieldRule> field_rules(const ImportedSurveyAnswer*) { return kRules; }

Instant SurveyAnswerDetails::occurred() const {
  for (const auto& at : {answered_at, reached_at, attempted_at, due_at})
    if (at) return *at;
  return {};
}

SurveyAnswers::SurveyAnswers(Needs needs)
    : RecordBook(
          "callbacks_answers", "survey_answer",
          [&events = needs.events](db::Tx& tx, const Caller& caller, const SurveyAnswerRow& row,
                                   RecordChange change) { return publish(events, tx, caller, row, change); }),
      needs_(needs) {}

Result<void> SurveyAnswers::make_anonymous(SurveyAnswerDetails& in, const TimeZone& zone) {
  std::vector<FieldError> errors;
  const auto refuse = [&](bool named, const char* pointer) {
    if (named) errors.push_back({pointer, "identity", "An employee's answer names nobody."});
  };
  refuse(in.work_order_id.has_value(), "/work_order_id");
  refuse(in.customer_id.has_value(), "/customer_id");
  refuse(in.clerk_id.has_value(), "/clerk_id");
  refuse(in.call_ms.has_value(), "/call_ms");
  if (!errors.empty()) return invalid(std::move(errors));
  for (auto* at : {&in.due_at, &in.attempted_at, &in.reached_at, &in.answered_at})
    if (*at) *at = pulse_time(pulse_month(**at, zone), pulse_zone());
  in.verbatim.reset();  // a turn of phrase names a person, too
  in.attributes = RawJson();
  return {};
}

Result<SurveyAnswerDetails> SurveyAnswers::complete(db::Tx& tx, const Caller& caller,
                                                    SurveyAnswerDetails in) {
  std::vector<FieldError> errors;
  const auto technician = needs_.orders.complete(tx, caller, in, errors);
  if (in.clerk_id && !needs_.org.employee(tx, caller.tenant, *in.clerk_id))
    errors.push_back({"/clerk_id", "not_found", "There is no such employee."});
  if (!in.due_at && !in.attempted_at && !in.reached_at && !in.answered_at)
    errors.push_back({"/due_at", "required", "Give at least one time of the callback."});
  if (in.nps && (*in.nps < 0 || *in.nps > 10))
    errors.push_back({"/nps", "range", "A recommendation is a number from 0 to 10."});
  complete_stamps(in);
  check_order_of_times(in, errors);
  if (in.kind != SurveyKind::kEmployee && in.team)
    errors.push_back({"/team", "pulse_only", "Only an employee's answer has a team."});
  if (!errors.empty()) return invalid(std::move(errors));
  if (!in.questionnaire) in.questionnaire = Questionnaire::kOwn;
  if (!in.result) in.result = result_told_by(in);
  if (!in.valid) in.valid = is_valid(in, *in.result, in.answer_class);
  // Who did the repair does not ask how it was.
  if (!in.coached) in.coached = in.clerk_id && technician && *in.clerk_id == *technician;
  if (!in.complained) in.complained = false;
  if (in.kind == SurveyKind::kEmployee) {
    const auto hours = needs_.org.work_calendar(tx, caller.tenant, *in.site_id);
    MANYI_CHECK(make_anonymous(in, hours->zone()));
  }
  return in;
}

Result<imports::Recorded> SurveyAnswers::record(db::Tx& tx, const Caller& caller,
                                                const ImportedSurveyAnswer& in) {
  MANYI_TRY(const SurveyAnswerDetails details, complete(tx, caller, in));
  if (in.kind != SurveyKind::kEmployee) return put(tx, caller, details, in);
  const Caller nobody = Caller::system(caller.tenant);
  const auto before =
      in.source_id ? find_by_source(tx, caller.tenant,
                                    in.import_source.value_or(std::string(imports::kByHand)), *in.source_id)
                   : std::nullopt;
  MANYI_TRY(auto done, put(tx, nobody, details, in));
  if (before && before->occurred_at != details.occurred())  // the month it left has one fewer now
    MANYI_CHECK(publish(needs_.events, tx, nobody, *before, RecordChange::kCorrected));
  return done;
}

Result<SurveyAnswer> SurveyAnswers::add(db::Tx& tx, const Caller& caller, const ImportedSurveyAnswer& in) {
  MANYI_TRY(const auto done, record(tx, caller, in));
  if (in.kind != SurveyKind::kEmployee) return get(tx, caller, SurveyAnswerId(done.record));
  SurveyAnswer receipt;
  receipt.kind = SurveyKind::kEmployee;
  return receipt;
}

std::vector<SurveyAnswer> SurveyAnswers::present(db::ReadTx& tx, TenantId tenant,
                                                 const std::vector<SurveyAnswerRow>& rows) {
  auto names = needs_.orders.dimension_names(tx, tenant);
  std::vector<std::int64_t> orders;
  for (const auto& row : rows)
    if (row.work_order_id) orders.push_back(row.work_order_id->value());
  const auto numbers = needs_.orders.numbers(tx, tenant, orders);
  std::vector<SurveyAnswer> items;
  for (const auto& row : rows) {
    SurveyAnswer item;
    static_cast<SurveyAnswerDetails&>(item) = row;
    item.id = row.id;
    item.site_name = names.site(row.site_id).label;
    item.clerk_name = names.employee(row.clerk_id).label;
    if (row.work_order_id)
      if (const auto no = numbers.find(row.work_order_id->value()); no != numbers.end())
        item.work_order_no = no->second;
    item.imported = row.source_id.has_value();
    item.created_at = row.created_at;
    item.updated_at = row.updated_at;
    item.version = row.version;
    items.push_back(std::move(item));
  }
  return items;
}

Result<SurveyAnswer> SurveyAnswers::get(db::ReadTx& tx, const Caller& caller, SurveyAnswerId id) {
  MANYI_TRY(SurveyAnswerRow row, load(tx, caller, id, keys_of));
  return std::move(present(tx, caller.tenant, {row})[0]);
}

Result<Page<SurveyAnswer>> SurveyAnswers::list(db::ReadTx& tx, const Caller& caller,
                                               const ListSurveyAnswers& in) {
  imports::RecordFilter filter;
  filter.scope = scope_of(caller, {.technician = "clerk_id"});
  filter.from = in.from;
  filter.to = in.to;
  if (in.site_id) filter.ids.emplace_back("site_id", in.site_id->value());
  if (in.work_order_id) filter.ids.emplace_back("work_order_id", in.work_order_id->value());
  if (in.clerk_id) filter.ids.emplace_back("clerk_id", in.clerk_id->value());
  filter.conditions = {imports::one_of("kind", std::vector{SurveyKind::kCustomer, SurveyKind::kDealer}),
                       imports::one_of("kind", in.kind ? std::vector{*in.kind} : std::vector<SurveyKind>()),
                       imports::one_of("result", in.result),
                       imports::one_of("answer_class", in.answer_class)};
  MANYI_TRY(auto rows, page(tx, filter, in.cursor, in.limit));
  Page<SurveyAnswer> shown;
  shown.items = present(tx, caller.tenant, rows.items);
  shown.next_cursor = std::move(rows.next_cursor);
  shown.total_estimate = rows.total_estimate;
  return shown;
}

std::map<std::int64_t, std::string> SurveyAnswers::numbers(db::ReadTx& tx, TenantId tenant,
                                                           const std::vector<std::int64_t>& ids) {
  std::map<std::int64_t, std::string> all;
  std::vector<std::int64_t> orders;
  const auto rows = find_all(tx, tenant, ids);
  for (const auto& row : rows)
    if (row.work_order_id) orders.push_back(row.work_order_id->value());
  const auto order_numbers = needs_.orders.numbers(tx, tenant, orders);
  for (const auto& row : rows) {
    const auto no = row.work_order_id ? order_numbers.find(row.work_order_id->value()) : order_numbers.end();
    if (no != order_numbers.end()) all.emplace(row.id.value(), no->second);
  }
  return all;
}

std::vector<std::int64_t> SurveyAnswers::fact_ids_of_pulses(db::ReadTx& tx, TenantId tenant,
                                                            const std::vector<std::int64_t>& months) {
  std::vector<std::int64_t> ids;
  for (const auto month : months)
    for (const auto& answer : store::pulse_answers(tx, tenant, pulse_time(month, pulse_zone())))
      ids.push_back(answer.id);
  return ids;
}

Result<void> SurveyAnswers::erase_person(db::Tx& tx, TenantId tenant, customers::CustomerId customer) {
  return erase_texts(tx, tenant, customer.value(), [](SurveyAnswerDetails& answer) {
    answer.verbatim.reset();
    answer.attributes = RawJson();
  });
}

}  // namespace manyi::callbacks
