// What stands beside the state: comments with mentions, needs and expectations with their verdicts.
// Owns the rule that a closed order keeps what it was judged by.
#include <algorithm>

#include "base/json.h"
#include "modules/identity/identity.h"
#include "modules/workorders/store.h"
#include "modules/workorders/workorders.h"
#include "modules/workorders/workorders_events.h"

namespace manyi::workorders {
namespace {

template <class Map, class Key> std::string name_in(const Map& names, const Key& key) {
  const auto at = names.find(key);
  return at == names.end() ? std::string() : at->second;
}

}  // namespace

std::span<const FieldRule> field_rules(const AddComment*) {
  static const FieldRule kRules[] = {
      {.name = "text", .min_length = 1, .max_length = 4000},
      {.name = "mentions", .doc = "Employees who are told.", .max_length = 20}};
  return kRules;
}
Result<CommentId> WorkOrders::write_note(db::Tx& tx, const Caller& caller, WorkOrderId order,
                                         std::optional<Transition> transition, std::string text,
                                         const std::vector<EmployeeId>& mentions) {
  const auto id = tx.new_id<CommentTag>();
  MANYI_CHECK(store::insert_comment(tx, {caller.tenant, id, order, transition, std::move(text),
                                         RawJson{to_json(mentions)}, false, caller.user, tx.now()}));
  return id;
}

Result<Comment> WorkOrders::comment(db::Tx& tx, const Caller& caller, const AddComment& in) {
  MANYI_TRY(const Order order, load(tx, caller, in.id));
  const auto names = needs_.org.employee_names(tx, caller.tenant, in.mentions);
  std::vector<FieldError> errors;
  for (std::size_t i = 0; i < in.mentions.size(); ++i)
    if (!names.contains(in.mentions[i]))
      errors.push_back({"/mentions/" + std::to_string(i), "not_found", "There is no such employee."});
  if (!errors.empty()) return invalid(std::move(errors));
  WorkOrderCommented event;
  event.work_order = order.id;
  event.site = order.site_id;
  event.technician = order.technician_id;
  event.state = order.state;
  event.at = tx.now();
  event.mentions = in.mentions;
  MANYI_TRY(const CommentId id, write_note(tx, caller, order.id, std::nullopt, in.text, in.mentions));
  event.note = id;
  MANYI_CHECK(needs_.events.publish(tx, caller, event));
  Comment comment;
  comment.id = id;
  comment.text = in.text;
  for (const auto employee : in.mentions) comment.mentions.push_back({employee, name_in(names, employee)});
  comment.author_name =
      name_in(needs_.identity.user_names(tx, caller.tenant, std::vector{caller.user}), caller.user);
  comment.at = tx.now();
  return comment;
}

Result<Items<Comment>> WorkOrders::comments(db::ReadTx& tx, const Caller& caller, WorkOrderId id) {
  MANYI_TRY(const Order order, load(tx, caller, id));
  auto rows = store::comments_of(tx, caller.tenant, order.id);
  std::vector<UserId> writers;
  for (const auto& row : rows) writers.push_back(row.written_by);
  const auto authors = needs_.identity.user_names(tx, caller.tenant, writers);
  std::vector<std::vector<EmployeeId>> mentions;
  std::vector<EmployeeId> all;
  for (const auto& row : rows) {
    auto ids = from_json<std::vector<EmployeeId>>(row.mentions.text);
    mentions.push_back(ids ? std::move(*ids) : std::vector<EmployeeId>());
    all.insert(all.end(), mentions.back().begin(), mentions.back().end());
  }
  const auto names = needs_.org.employee_names(tx, caller.tenant, all);
  Items<Comment> out;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Comment comment{rows[i].id,         std::move(rows[i].text), {},
                    rows[i].transition, rows[i].erased,          name_in(authors, rows[i].written_by),
                    rows[i].written_at};
    for (const auto employee : mentions[i]) comment.mentions.push_back({employee, name_in(names, employee)});
    out.items.push_back(std::move(comment));
  }
  return out;
}

Result<WorkOrder> WorkOrders::set_expectations(db::Tx& tx, const Caller& caller, const SetExpectations& in) {
  MANYI_TRY(Order order, load(tx, caller, in.id, in.if_match));
  if (!is_open(order.state))
    return conflict("work_order.not_open", "What a closed work order was judged by stays as it is.");
  const auto before = store::expectations_of(tx, caller.tenant, order.id);
  std::vector<FieldError> errors;
  std::vector<store::ExpectationRow> wanted;
  for (std::size_t i = 0; i < in.expectations.size(); ++i) {
    const auto& given = in.expectations[i];
    store::ExpectationRow row{caller.tenant,
                              given.id.value_or(ExpectationId()),
                              order.id,
                              static_cast<std::int64_t>(i),
                              given.kind,
                              given.text,
                              given.verdict.value_or(Verdict::kOpen)};
    if (given.id) {
      const auto known =
          std::find_if(before.begin(), before.end(), [&](const auto& r) { return r.id == *given.id; });
      if (known == before.end())
        errors.push_back(
            {"/expectations/" + std::to_string(i) + "/id", "not_found", "It is not on this work order."});
      else if (!given.verdict)
        row.verdict = known->verdict;
    }
    wanted.push_back(std::move(row));
  }
  if (!errors.empty()) return invalid(std::move(errors));
  for (const auto& row : before) {
    const bool kept =
        std::any_of(wanted.begin(), wanted.end(), [&](const auto& w) { return w.id == row.id; });
    if (!kept) MANYI_CHECK(store::remove_expectation(tx, caller.tenant, row.id));
  }
  order.expectations = static_cast<std::int64_t>(wanted.size());
  order.expectations_open = 0;
  for (auto& row : wanted) {
    if (row.verdict == Verdict::kOpen) order.expectations_open += 1;
    if (row.id) {
      MANYI_CHECK(store::update_expectation(tx, row));
    } else {
      row.id = tx.new_id<ExpectationTag>();
      MANYI_CHECK(store::insert_expectation(tx, row));
    }
  }
  order.version += 1;
  order.updated_at = tx.now();
  order.updated_by = caller.user;
  MANYI_CHECK(store::update_progress(tx, order));
  WorkOrderExpectationsSet event;
  event.work_order = order.id;
  event.site = order.site_id;
  event.technician = order.technician_id;
  event.state = event.from = order.state;
  event.at = tx.now();
  MANYI_CHECK(needs_.events.publish(tx, caller, event));
  return present(tx, caller, order);
}

}  // namespace manyi::workorders
