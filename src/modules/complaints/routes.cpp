// HTTP operations of complaints.
// Owns their paths, permissions and documentation; no logic.
#include "modules/complaints/complaints.h"
#include "platform/http/api.h"

namespace manyi::complaints {
namespace {

const std::vector<ErrorCode> kOnChange = {ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kStale};

template <class In, class F>
void declare_step(http::Api& api, const std::string& path, const std::string& summary, F handler,
                  Permission permission = Permission::kComplaintWrite) {
  api.post("/complaints/{id}/" + path)
      .summary(summary)
      .tag("complaints")
      .allow(permission)
      .fails(kOnChange)
      .writes<In, Complaint>(std::move(handler));
}

void declare_plain_step(http::Api& api, Complaints& complaints, ComplaintStep step, const std::string& path,
                        const std::string& summary, Permission permission = Permission::kComplaintWrite) {
  declare_step<StepComplaint>(
      api, path, summary,
      [&complaints, step](db::Tx& tx, const Caller& caller, const StepComplaint& in) {
        return complaints.move(tx, caller, step, in);
      },
      permission);
}

}  // namespace

void declare_routes(http::Api& api, Complaints& complaints) {
  api.get("/complaints")
      .summary("List complaints, newest first")
      .tag("complaints")
      .allow(Permission::kComplaintRead)
      .reads<ListComplaints, Page<ComplaintRow>>(
          [&complaints](db::ReadTx& tx, const Caller& caller, const ListComplaints& in) {
            return complaints.list(tx, caller, in);
          });
  api.get("/complaints/{id}")
      .summary("Read a complaint")
      .tag("complaints")
      .allow(Permission::kComplaintRead)
      .fails({ErrorCode::kNotFound})
      .reads<OneComplaint, Complaint>(
          [&complaints](db::ReadTx& tx, const Caller& caller, const OneComplaint& in) {
            return complaints.get(tx, caller, in.id);
          });
  api.post("/complaints")
      .summary("Receive a complaint and name who tracks it")
      .tag("complaints")
      .allow(Permission::kComplaintWrite)
      .created()
      .writes<ReceiveComplaint, Complaint>(
          [&complaints](db::Tx& tx, const Caller& caller, const ReceiveComplaint& in) {
            return complaints.receive(tx, caller, in);
          });
  declare_step<AcknowledgeComplaint>(
      api, "acknowledge", "Tell the customer that it was received",
      [&complaints](db::Tx& tx, const Caller& caller, const AcknowledgeComplaint& in) {
        return complaints.acknowledge(tx, caller, in);
      });
  declare_step<AssessComplaint>(api, "assess", "Say how grave it is and what it is about",
                                [&complaints](db::Tx& tx, const Caller& caller, const AssessComplaint& in) {
                                  return complaints.assess(tx, caller, in);
                                });
  declare_step<SubmitPlan>(api, "submit-plan", "Submit how it is to be solved",
                           [&complaints](db::Tx& tx, const Caller& caller, const SubmitPlan& in) {
                             return complaints.submit_plan(tx, caller, in);
                           });
  declare_step<DecideComplaint>(api, "decide", "Decide, with what it costs",
                                [&complaints](db::Tx& tx, const Caller& caller, const DecideComplaint& in) {
                                  return complaints.decide(tx, caller, in);
                                });
  declare_step<AssignComplaint>(api, "assign", "Give it to another tracker",
                                [&complaints](db::Tx& tx, const Caller& caller, const AssignComplaint& in) {
                                  return complaints.assign(tx, caller, in);
                                });
  declare_step<ProposeInvalid>(api, "propose-invalid", "Propose to call it invalid; another person decides",
                               [&complaints](db::Tx& tx, const Caller& caller, const ProposeInvalid& in) {
                                 return complaints.propose_invalid(tx, caller, in);
                               });
  using enum ComplaintStep;
  declare_plain_step(api, complaints, kInvestigate, "investigate", "Begin to investigate");
  declare_plain_step(api, complaints, kRespond, "respond", "Put the plan to the customer");
  declare_plain_step(api, complaints, kConfirm, "confirm", "The customer confirms that it is solved");
  declare_plain_step(api, complaints, kReject, "reject", "The customer does not accept");
  declare_plain_step(api, complaints, kEscalate, "escalate", "Take what the customer rejected one level up");
  declare_plain_step(api, complaints, kClose, "close", "Close what the customer confirmed");
  declare_plain_step(api, complaints, kReopen, "reopen", "Reopen; no limit begins anew");
  declare_plain_step(api, complaints, kApproveInvalid, "approve-invalid", "Approve that it is invalid",
                     Permission::kComplaintApprove);
  declare_plain_step(api, complaints, kRefuseInvalid, "refuse-invalid", "Refuse to call it invalid",
                     Permission::kComplaintApprove);
}

}  // namespace manyi::complaints
