// HTTP operations of workorders.
// Owns their paths, permissions and documentation; no logic.
#include "modules/workorders/workorders.h"
#include "platform/http/api.h"

namespace manyi::workorders {
namespace {

const std::vector<ErrorCode> kOnRead = {ErrorCode::kNotFound};
const std::vector<ErrorCode> kOnChange = {ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kStale};

struct CustomerOrders {
  customers::CustomerId id;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(CustomerOrders, (), (id, cursor, limit))

struct AssetOrders {
  customers::AssetId id;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(AssetOrders, (), (id, cursor, limit))

void declare_reads(http::Api& api, WorkOrders& orders) {
  api.get("/work-orders")
      .summary("List work orders, newest first")
      .tag("work-orders")
      .allow(Permission::kWorkOrderRead)
      .reads<ListWorkOrders, Page<WorkOrderRow>>(
          [&orders](db::ReadTx& tx, const Caller& caller, const ListWorkOrders& in) {
            return orders.list(tx, caller, in);
          });
  api.get("/work-orders/{id}")
      .summary("Read a work order")
      .tag("work-orders")
      .allow(Permission::kWorkOrderRead)
      .fails(kOnRead)
      .reads<OneWorkOrder, WorkOrder>(
          [&orders](db::ReadTx& tx, const Caller& caller, const OneWorkOrder& in) {
            return orders.get(tx, caller, in.id);
          });
  api.get("/work-orders/{id}/actions")
      .summary("What may happen next, and who may do it")
      .tag("work-orders")
      .allow(Permission::kWorkOrderRead)
      .fails(kOnRead)
      .reads<OneWorkOrder, Items<ActionAnswer>>(
          [&orders](db::ReadTx& tx, const Caller& caller, const OneWorkOrder& in) {
            return orders.actions(tx, caller, in.id);
          });
  api.get("/work-orders/{id}/clocks")
      .summary("The customer's, the business's and the manufacturer's clock")
      .tag("work-orders")
      .allow(Permission::kWorkOrderRead)
      .fails(kOnRead)
      .reads<OneWorkOrder, Items<ClockReading>>(
          [&orders](db::ReadTx& tx, const Caller& caller, const OneWorkOrder& in) {
            return orders.clocks(tx, caller, in.id);
          });
  api.get("/work-orders/{id}/timeline")
      .summary("What happened, by time: from the journal and from the records that belong to the order")
      .tag("work-orders")
      .allow(Permission::kWorkOrderRead)
      .fails(kOnRead)
      .reads<ListTimeline, Page<TimelineEntry>>(
          [&orders](db::ReadTx& tx, const Caller& caller, const ListTimeline& in) {
            return orders.timeline(tx, caller, in);
          });
  api.get("/work-orders/{id}/comments")
      .summary("Comments, oldest first")
      .tag("work-orders")
      .allow(Permission::kWorkOrderRead)
      .fails(kOnRead)
      .reads<OneWorkOrder, Items<Comment>>(
          [&orders](db::ReadTx& tx, const Caller& caller, const OneWorkOrder& in) {
            return orders.comments(tx, caller, in.id);
          });
  api.get("/work-orders/{id}/label")
      .summary("What is printed on the label, with its QR code")
      .tag("work-orders")
      .allow(Permission::kWorkOrderRead)
      .fails(kOnRead)
      .reads<OneWorkOrder, Label>([&orders](db::ReadTx& tx, const Caller& caller, const OneWorkOrder& in) {
        return orders.label(tx, caller, in.id);
      });
  api.get("/work-orders/promise-suggestion")
      .summary("A promise that nine of ten like it would have kept")
      .tag("work-orders")
      .allow(Permission::kWorkOrderRead)
      .reads<AskPromise, PromiseSuggestion>(
          [&orders](db::ReadTx& tx, const Caller& caller, const AskPromise& in) {
            return orders.suggest_promise(tx, caller, in);
          });
  api.get("/customers/{id}/work-orders")
      .summary("A customer's work orders, newest first")
      .tag("work-orders")
      .allow(Permission::kWorkOrderRead)
      .reads<CustomerOrders, Page<WorkOrderRow>>(
          [&orders](db::ReadTx& tx, const Caller& caller, const CustomerOrders& in) {
            ListWorkOrders list;
            list.customer_id = in.id;
            list.cursor = in.cursor;
            list.limit = in.limit;
            return orders.list(tx, caller, list);
          });
  api.get("/assets/{id}/work-orders")
      .summary("An asset's work orders, newest first")
      .tag("work-orders")
      .allow(Permission::kWorkOrderRead)
      .reads<AssetOrders, Page<WorkOrderRow>>(
          [&orders](db::ReadTx& tx, const Caller& caller, const AssetOrders& in) {
            ListWorkOrders list;
            list.asset_id = in.id;
            list.cursor = in.cursor;
            list.limit = in.limit;
            return orders.list(tx, caller, list);
          });
  api.get("/home")
      .summary("What waits for the caller, counted")
      .tag("home")
      .allow(Permission::kWorkOrderRead)
      .reads<http::Nothing, HomeCounters>(
          [&orders](db::ReadTx& tx, const Caller& caller, const http::Nothing&) {
            return Result<HomeCounters>(orders.home(tx, caller));
          });
  api.get("/search")
      .summary("Find orders, customers, assets and people in one box")
      .tag("home")
      .signed_in()
      .reads<SearchBox, Items<Found>>([&orders](db::ReadTx& tx, const Caller& caller, const SearchBox& in) {
        return Result<Items<Found>>(orders.find(tx, caller, in));
      });
  api.get("/work-order-rules")
      .summary("Limits and clocks, of the house and per manufacturer")
      .tag("work-orders")
      .allow(Permission::kWorkOrderRead)
      .reads<http::Nothing, Items<WorkOrderRule>>(
          [&orders](db::ReadTx& tx, const Caller& caller, const http::Nothing&) {
            return Result<Items<WorkOrderRule>>(orders.rules(tx, caller));
          });
}

void declare_writes(http::Api& api, WorkOrders& orders) {
  api.post("/work-orders")
      .summary("Take a job in")
      .tag("work-orders")
      .allow(Permission::kWorkOrderCreate)
      .created()
      .writes<CreateWorkOrder, WorkOrder>(
          [&orders](db::Tx& tx, const Caller& caller, const CreateWorkOrder& in) {
            return orders.create(tx, caller, in);
          });
  api.patch("/work-orders/{id}")
      .summary("Correct what was written down")
      .tag("work-orders")
      .allow(Permission::kWorkOrderEdit)
      .fails(kOnChange)
      .writes<EditWorkOrder, WorkOrder>([&orders](db::Tx& tx, const Caller& caller, const EditWorkOrder& in) {
        return orders.edit(tx, caller, in);
      });
  api.put("/work-orders/{id}/expectations")
      .summary("Set needs and expectations with their verdicts")
      .tag("work-orders")
      .allow(Permission::kWorkOrderEdit)
      .fails(kOnChange)
      .writes<SetExpectations, WorkOrder>(
          [&orders](db::Tx& tx, const Caller& caller, const SetExpectations& in) {
            return orders.set_expectations(tx, caller, in);
          });
  api.post("/work-orders/{id}/comments")
      .summary("Write a comment")
      .tag("work-orders")
      .allow(Permission::kWorkOrderComment)
      .created()
      .fails(kOnRead)
      .writes<AddComment, Comment>([&orders](db::Tx& tx, const Caller& caller, const AddComment& in) {
        return orders.comment(tx, caller, in);
      });
  api.put("/work-order-rules")
      .summary("Set limits and clock of the house or a manufacturer")
      .tag("work-orders")
      .allow(Permission::kCatalogWrite)
      .writes<WorkOrderRule, WorkOrderRule>(
          [&orders](db::Tx& tx, const Caller& caller, const WorkOrderRule& in) {
            return orders.set_rule(tx, caller, in);
          });
}

struct PlainStep {
  Transition transition;
  const char* path;
  const char* summary;
};

constexpr PlainStep kPlainSteps[] = {
    {Transition::kAccept, "accept", "Accept a draft"},
    {Transition::kShip, "ship", "Note that the parcel is on its way, to us or to the customer"},
    {Transition::kReceive, "receive", "Note that the parcel has arrived here"},
    {Transition::kContact, "contact", "Note that the customer was reached"},
    {Transition::kTravel, "travel", "Set out for the customer"},
    {Transition::kArrive, "arrive", "Arrive at the customer"},
    {Transition::kApproveQuote, "approve_quote", "Note that the customer approved the quote"},
    {Transition::kDeclineQuote, "decline_quote", "Note that the customer declined the quote"},
    {Transition::kPartArrived, "part_arrived", "Note that the part is here; ends a pause that waited for it"},
    {Transition::kStartRepair, "start_repair", "Start the repair"},
    {Transition::kFinishRepair, "finish_repair", "Finish the repair"},
    {Transition::kPassQc, "pass_qc", "Pass the quality check"},
    {Transition::kFailQc, "fail_qc", "Send it back from the quality check"},
    {Transition::kNotifyCustomer, "notify_customer", "Note that the customer was told it is ready"},
    {Transition::kDeliver, "deliver", "Hand it over to the customer"},
    {Transition::kResume, "resume", "End the pause"},
};

template <class In, class F>
void declare_step(http::Api& api, Transition transition, const char* path, const char* summary, F run) {
  api.post(std::string("/work-orders/{id}/") + path)
      .summary(summary)
      .tag("work-orders")
      .allow(permission_for(transition))
      .fails(kOnChange)
      .writes<In, WorkOrder>(std::move(run));
}

void declare_transitions(http::Api& api, WorkOrders& orders) {
  for (const PlainStep& step : kPlainSteps)
    declare_step<MoveWorkOrder>(
        api, step.transition, step.path, step.summary,
        [&orders, transition = step.transition](db::Tx& tx, const Caller& caller, const MoveWorkOrder& in) {
          return orders.move(tx, caller, transition, in);
        });
  declare_step<DispatchWorkOrder>(api, Transition::kDispatch, "dispatch", "Dispatch a technician",
                                  [&orders](db::Tx& tx, const Caller& caller, const DispatchWorkOrder& in) {
                                    return orders.dispatch(tx, caller, in);
                                  });
  declare_step<ScheduleWorkOrder>(api, Transition::kSchedule, "schedule",
                                  "Agree on an appointment, or on another one",
                                  [&orders](db::Tx& tx, const Caller& caller, const ScheduleWorkOrder& in) {
                                    return orders.schedule(tx, caller, in);
                                  });
  declare_step<DiagnoseWorkOrder>(api, Transition::kDiagnose, "diagnose", "Begin the diagnosis",
                                  [&orders](db::Tx& tx, const Caller& caller, const DiagnoseWorkOrder& in) {
                                    return orders.diagnose(tx, caller, in);
                                  });
  declare_step<RequestQuote>(api, Transition::kRequestQuote, "request_quote",
                             "Ask the customer to decide on a quote",
                             [&orders](db::Tx& tx, const Caller& caller, const RequestQuote& in) {
                               return orders.request_quote(tx, caller, in);
                             });
  declare_step<WaitPart>(api, Transition::kWaitPart, "wait_part", "Wait for a part",
                         [&orders](db::Tx& tx, const Caller& caller, const WaitPart& in) {
                           return orders.wait_part(tx, caller, in);
                         });
  declare_step<MarkUnrepairable>(api, Transition::kMarkUnrepairable, "mark_unrepairable",
                                 "Give up the repair, or exchange the device",
                                 [&orders](db::Tx& tx, const Caller& caller, const MarkUnrepairable& in) {
                                   return orders.mark_unrepairable(tx, caller, in);
                                 });
  declare_step<CloseWorkOrder>(api, Transition::kClose, "close",
                               "Close a delivered work order; every need and expectation is judged",
                               [&orders](db::Tx& tx, const Caller& caller, const CloseWorkOrder& in) {
                                 return orders.close(tx, caller, in);
                               });
  declare_step<ReopenWorkOrder>(api, Transition::kReopen, "reopen", "Reopen what was not done right",
                                [&orders](db::Tx& tx, const Caller& caller, const ReopenWorkOrder& in) {
                                  return orders.reopen(tx, caller, in);
                                });
  declare_step<AssignWorkOrder>(api, Transition::kAssign, "assign", "Assign a technician",
                                [&orders](db::Tx& tx, const Caller& caller, const AssignWorkOrder& in) {
                                  return orders.assign(tx, caller, in);
                                });
  declare_step<TransferWorkOrder>(api, Transition::kTransfer, "transfer", "Hand over to another site",
                                  [&orders](db::Tx& tx, const Caller& caller, const TransferWorkOrder& in) {
                                    return orders.transfer(tx, caller, in);
                                  });
  declare_step<RepromiseWorkOrder>(api, Transition::kRepromise, "repromise",
                                   "Give another promise; the original one stays on record",
                                   [&orders](db::Tx& tx, const Caller& caller, const RepromiseWorkOrder& in) {
                                     return orders.repromise(tx, caller, in);
                                   });
  declare_step<EscalateWorkOrder>(api, Transition::kEscalate, "escalate",
                                  "Escalate by one level, or to a given one",
                                  [&orders](db::Tx& tx, const Caller& caller, const EscalateWorkOrder& in) {
                                    return orders.escalate(tx, caller, in);
                                  });
  declare_step<PauseWorkOrder>(api, Transition::kPause, "pause",
                               "Pause with a reason; evidence stops the manufacturer's clock",
                               [&orders](db::Tx& tx, const Caller& caller, const PauseWorkOrder& in) {
                                 return orders.pause(tx, caller, in);
                               });
  declare_step<CancelWorkOrder>(api, Transition::kCancel, "cancel", "Cancel with a reason",
                                [&orders](db::Tx& tx, const Caller& caller, const CancelWorkOrder& in) {
                                  return orders.cancel(tx, caller, in);
                                });
}

}  // namespace

void declare_escalations(http::Api& api, Escalations& escalations);  // escalation_routes.cpp

void declare_routes(http::Api& api, WorkOrders& orders) {
  declare_reads(api, orders);
  declare_writes(api, orders);
  declare_transitions(api, orders);
  declare_escalations(api, orders.escalations());
}

}  // namespace manyi::workorders
