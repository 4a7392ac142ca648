// The use cases of processes: complete, decide, store, publish.
// Owns the order of those steps; statements are those of RecordBook.
#include "modules/processes/processes.h"

#include "modules/processes/processes_events.h"

namespace manyi::processes {
namespace {

using imports::RecordChange;

constexpr FieldRule kRules[] = {{"quality_point", "what was looked at", R"("工牌与着装")", 0, 200},
                                {"process", "of which process", R"("上门服务")", 0, 200},
                                {"note", {}, {}, 0, 4000},
                                {"source_id", "its id elsewhere: a repeat corrects", {}, 1, 80},
                                {"import_source", "default manual", {}, 1, 80}};

ScopeKeys keys_of(const CheckRow& row) {
  auto keys = workorders::keys_of_record(row.tenant_id, row);
  keys.technician = row.employee_id.value_or(EmployeeId());
  return keys;
}

std::vector<EmployeeId> people_of(const std::vector<CheckRow>& rows) {
  std::vector<EmployeeId> people;
  for (const auto& row : rows)
    for (const auto& id : {row.checker_id, row.employee_id})
      if (id) people.push_back(*id);
  return people;
}

Check shown_of(const workorders::RecordNames& names, const CheckRow& row) {
  Check shown = names.show<Check>(row);
  shown.checker_name = names.employee(row.checker_id);
  shown.employee_name = names.employee(row.employee_id);
  return shown;
}

}  // namespace

std::span<const FieldRule> field_rules(const ImportedCheck*) { return kRules; }

Checks::Checks(Needs needs)
    : RecordBook("processes_checks", "check",
                 [&events = needs.events](db::Tx& tx, const Caller& caller, const CheckRow& row,
                                          RecordChange change) -> Result<void> {
                   const CheckFact fact{row.id, row.site_id, row.work_order_id, row.kind, row.result};
                   if (change == RecordChange::kRemoved)
                     return events.publish(tx, caller, CheckRemoved{fact});
                   return events.publish(tx, caller, CheckRecorded{fact, change}, row.checked_at);
                 }),
      needs_(needs) {}

Result<imports::Recorded> Checks::record(db::Tx& tx, const Caller& caller, const ImportedCheck& in) {
  CheckDetails details = in;
  std::vector<FieldError> errors;
  workorders::complete_record(needs_, tx, caller.tenant, details, errors);
  if (!details.employee_id) details.employee_id = details.technician_id;
  workorders::check_employee(needs_, tx, caller.tenant, details.checker_id, "/checker_id", errors);
  workorders::check_employee(needs_, tx, caller.tenant, details.employee_id, "/employee_id", errors);
  if (details.checker_id && details.checker_id == details.employee_id)
    errors.push_back({"/checker_id", "same", "Nobody checks his own work."});
  check_points(details.result, details, errors);
  if (!errors.empty()) return invalid(std::move(errors));
  static_cast<CheckPoints&>(details) = complete_points(details.result, details);
  if (!details.required) details.required = true;
  return put(tx, caller, details, in);
}

Result<Check> Checks::add(db::Tx& tx, const Caller& caller, const ImportedCheck& in) {
  MANYI_TRY(const auto done, record(tx, caller, in));
  return get(tx, caller, CheckId(done.record));
}

Result<Check> Checks::get(db::ReadTx& tx, const Caller& caller, CheckId id) {
  MANYI_TRY(const CheckRow row, load(tx, caller, id, keys_of));
  return shown_of(workorders::RecordNames(needs_, tx, caller.tenant, {row}, people_of({row})), row);
}

Result<Page<Check>> Checks::list(db::ReadTx& tx, const Caller& caller, const ListChecks& in) {
  auto filter = workorders::record_filter(caller, in);
  filter.scope = scope_of(caller, {.technician = "employee_id", .manufacturer = "manufacturer_id"});
  if (in.employee_id) filter.ids.emplace_back("employee_id", in.employee_id->value());
  filter.conditions.push_back(imports::one_of("kind", in.kind));
  filter.conditions.push_back(imports::one_of("result", in.result));
  filter.text_column = "quality_point";
  filter.text = in.quality_point;
  MANYI_TRY(auto rows, page(tx, filter, in.cursor, in.limit));
  const workorders::RecordNames names(needs_, tx, caller.tenant, workorders::places_of(rows.items),
                                      people_of(rows.items));
  std::vector<Check> items;
  for (const auto& row : rows.items) items.push_back(shown_of(names, row));
  return workorders::shown_page(std::move(rows), std::move(items));
}

std::map<std::int64_t, std::string> Checks::numbers(db::ReadTx& tx, TenantId tenant,
                                                    const std::vector<std::int64_t>& ids) {
  std::map<std::int64_t, std::string> all;
  for (const auto& row : find_all(tx, tenant, ids))
    all.emplace(row.id.value(), row.source_id.value_or(row.quality_point.value_or(enum_name(row.kind))));
  return all;
}

Result<void> Checks::erase_person(db::Tx& tx, TenantId tenant, customers::CustomerId customer) {
  return erase_texts(tx, tenant, customer.value(), [](CheckDetails& check) {
    check.note.reset();
    check.attributes = {};
  });
}

}  // namespace manyi::processes
