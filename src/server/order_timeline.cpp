// One teller per kind of record; each reads the list that people see, so that reach and masking are the same.
// Owns the kinds of entries, `<record>.<what happened>`, and what is told beside them: enums, numbers, amounts
// and what a part or a product is called, never what somebody wrote.
#include "server/order_timeline.h"

#include <set>

#include "base/json.h"
#include "server/application.h"

namespace manyi::server {
namespace {

using workorders::TimelineEntry;
using workorders::WorkOrderId;

struct ComplaintTold {
  complaints::ComplaintSource source;
  complaints::ComplaintGrade grade;
  std::optional<workorders::ExperienceDimension> cause;
};
BOOST_DESCRIBE_STRUCT(ComplaintTold, (), (source, grade, cause))

struct AnswerTold {
  callbacks::SurveyKind kind;
  std::optional<callbacks::CallbackResult> result;
  std::optional<callbacks::AnswerClass> answer_class;
};
BOOST_DESCRIBE_STRUCT(AnswerTold, (), (kind, result, answer_class))

struct PartTold {
  std::string part_no;
  std::optional<std::string> part_name;
  std::optional<std::int64_t> quantity;
  std::optional<parts::Verdict> verdict;
};
BOOST_DESCRIBE_STRUCT(PartTold, (), (part_no, part_name, quantity, verdict))

struct ViolationTold {
  conduct::ViolationType type;
  std::optional<conduct::ViolationState> state;
};
BOOST_DESCRIBE_STRUCT(ViolationTold, (), (type, state))

struct PraiseTold {
  std::optional<experience::PraiseSource> source;
  std::optional<workorders::ExperienceDimension> cause;
};
BOOST_DESCRIBE_STRUCT(PraiseTold, (), (source, cause))

struct ChargeTold {
  billing::Account account;
  Money amount;
};
BOOST_DESCRIBE_STRUCT(ChargeTold, (), (account, amount))

struct SaleTold {
  std::string product;
  Money amount;
};
BOOST_DESCRIBE_STRUCT(SaleTold, (), (product, amount))

struct CheckTold {
  processes::CheckKind kind;
  processes::CheckResult result;
  std::optional<std::string> quality_point;
};
BOOST_DESCRIBE_STRUCT(CheckTold, (), (kind, result, quality_point))

/// What one record tells: the same facts at each of its times.
class Teller {
 public:
  template <class Told>
  Teller(std::vector<TimelineEntry>& entries, std::string kind, std::string id, const Told& told,
         std::optional<std::string> no = {})
      : entries_(entries), record_{std::move(kind), std::move(id), std::move(no)}, data_{to_json(told)} {}

  void tell(const char* what, const std::optional<Instant>& at, bool day_only = false) {
    if (!at) return;
    TimelineEntry entry;
    entry.kind = record_.kind + "." + what;
    entry.at = *at;
    entry.day_only = day_only;
    entry.data = data_;
    entry.record = record_;
    entries_.push_back(std::move(entry));
  }

 private:
  std::vector<TimelineEntry>& entries_;
  workorders::TimelineRecord record_;
  RawJson data_;
};

/// Calls `take` for every record of the order in the caller's reach. \errors those of the list
template <class List, class Keeper, class Take>
Result<void> each_of_order(Keeper& keeper, db::ReadTx& tx, const Caller& caller, WorkOrderId order,
                           Take take) {
  List query;
  query.work_order_id = order;
  query.limit = kMostLimit;
  do {
    MANYI_TRY(const auto page, keeper.list(tx, caller, query));
    for (const auto& item : page.items) take(item);
    query.cursor = page.next_cursor;
  } while (query.cursor);
  return {};
}

using Told = Result<std::vector<TimelineEntry>>;

Told tell_complaints(complaints::Complaints& keeper, db::ReadTx& tx, const Caller& caller,
                     WorkOrderId order) {
  std::vector<TimelineEntry> all;
  MANYI_CHECK(each_of_order<complaints::ListComplaints>(keeper, tx, caller, order, [&](const auto& item) {
    Teller teller(all, "complaint", item.id.text(), ComplaintTold{item.source, item.grade, item.cause},
                  item.no);
    teller.tell("received", item.received_at);
    teller.tell("plan_submitted", item.plan_submitted_at);
    teller.tell("confirmed", item.confirmed_at);
    teller.tell(item.state == complaints::ComplaintState::kInvalid ? "invalid" : "closed", item.closed_at);
  }));
  return all;
}

Told tell_answers(callbacks::SurveyAnswers& keeper, db::ReadTx& tx, const Caller& caller, WorkOrderId order) {
  std::vector<TimelineEntry> all;
  MANYI_CHECK(each_of_order<callbacks::ListSurveyAnswers>(keeper, tx, caller, order, [&](const auto& item) {
    Teller teller(all, "survey_answer", item.id.text(),
                  AnswerTold{item.kind, item.result, item.answer_class});
    if (item.answered_at)
      teller.tell("answered", item.answered_at);
    else
      teller.tell("attempted", item.attempted_at);
  }));
  return all;
}

Told tell_parts(parts::Parts& keeper, db::ReadTx& tx, const Caller& caller, WorkOrderId order) {
  std::vector<TimelineEntry> all;
  // The piece tells what became of its request, be they linked or of the same number.
  std::set<parts::PartRequestId> with_piece;
  std::set<std::string> numbers;
  MANYI_CHECK(each_of_order<parts::ListPartUnits>(keeper.units, tx, caller, order, [&](const auto& item) {
    if (item.request_id) with_piece.insert(*item.request_id);
    if (item.installed_at || item.unused_returned_at) numbers.insert(item.part_no);
    Teller teller(all, "part_unit", item.id.text(), PartTold{item.part_no, item.part_name, {}, item.verdict});
    teller.tell("installed", item.installed_at);
    teller.tell("unused_returned", item.unused_returned_at);
    teller.tell("doa_claimed", item.doa_claimed_at);
    teller.tell("removed", item.removed_at);
    teller.tell("shipped_back", item.shipped_back_at);
    teller.tell("judged", item.judged_at);
  }));
  MANYI_CHECK(
      each_of_order<parts::ListPartRequests>(keeper.requests, tx, caller, order, [&](const auto& item) {
        Teller teller(all, "part_request", item.id.text(),
                      PartTold{item.part_no, item.part_name, item.quantity, {}});
        teller.tell("requested", item.requested_at);
        teller.tell("available", item.available_at);
        if (with_piece.contains(item.id) || numbers.contains(item.part_no)) return;
        teller.tell("installed", item.installed_at);
        teller.tell("unused_returned", item.unused_returned_at);
      }));
  return all;
}

Told tell_violations(conduct::Violations& keeper, db::ReadTx& tx, const Caller& caller, WorkOrderId order) {
  std::vector<TimelineEntry> all;
  MANYI_CHECK(each_of_order<conduct::ListViolations>(keeper, tx, caller, order, [&](const auto& item) {
    Teller(all, "violation", item.id.text(), ViolationTold{item.type, item.state})
        .tell("found", item.found_at ? item.found_at : item.happened_at);
  }));
  return all;
}

Told tell_praises(experience::Praises& keeper, db::ReadTx& tx, const Caller& caller, WorkOrderId order) {
  std::vector<TimelineEntry> all;
  MANYI_CHECK(each_of_order<experience::ListPraises>(keeper, tx, caller, order, [&](const auto& item) {
    Teller(all, "praise", item.id.text(), PraiseTold{item.source, item.cause})
        .tell("received", item.received_at);
  }));
  return all;
}

Told tell_charges(billing::Billing& keeper, db::ReadTx& tx, const Caller& caller, WorkOrderId order) {
  std::vector<TimelineEntry> all;
  MANYI_CHECK(each_of_order<billing::ListLedgerLines>(keeper, tx, caller, order, [&](const auto& item) {
    Teller(all, "ledger_line", item.id.text(), ChargeTold{item.account, item.amount})
        .tell("booked", item.booked_at, true);
  }));
  return all;
}

Told tell_sales(sales::SalesLines& keeper, db::ReadTx& tx, const Caller& caller, WorkOrderId order) {
  std::vector<TimelineEntry> all;
  MANYI_CHECK(each_of_order<sales::ListSalesLines>(keeper, tx, caller, order, [&](const auto& item) {
    Teller teller(all, "sales_line", item.id.text(), SaleTold{item.product, item.amount});
    teller.tell("sold", item.sold_at);
    teller.tell("refunded", item.refunded_at);
  }));
  return all;
}

Told tell_checks(processes::Checks& keeper, db::ReadTx& tx, const Caller& caller, WorkOrderId order) {
  std::vector<TimelineEntry> all;
  MANYI_CHECK(each_of_order<processes::ListChecks>(keeper, tx, caller, order, [&](const auto& item) {
    Teller(all, "check", item.id.text(), CheckTold{item.kind, item.result, item.quality_point})
        .tell("checked", item.checked_at);
  }));
  return all;
}

}  // namespace

void tell_order_timelines(Application& application) {
  const auto add = [&](Permission permission, auto& keeper, auto* tells) {
    application.workorders().add_to_timeline(
        permission, [&keeper, tells](db::ReadTx& tx, const Caller& caller, WorkOrderId order) {
          return tells(keeper, tx, caller, order);
        });
  };
  add(Permission::kComplaintRead, application.complaints(), tell_complaints);
  add(Permission::kCallbackRead, application.survey_answers(), tell_answers);
  add(Permission::kPartRead, application.parts(), tell_parts);
  add(Permission::kViolationRead, application.violations(), tell_violations);
  add(Permission::kPraiseRead, application.praises(), tell_praises);
  add(Permission::kLedgerRead, application.billing(), tell_charges);
  add(Permission::kSalesRead, application.sales().lines, tell_sales);
  add(Permission::kCheckRead, application.checks(), tell_checks);
}

}  // namespace manyi::server
