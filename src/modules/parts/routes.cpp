// HTTP operations of parts.
// Owns their paths, permissions and documentation; no logic.
#include "modules/parts/parts.h"
#include "platform/http/api.h"

namespace manyi::parts {
namespace {

const std::vector<ErrorCode> kOnRead = {ErrorCode::kNotFound};
const std::vector<ErrorCode> kOnChange = {ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kStale};

template <class Step> struct StepRoute {
  Step step;
  const char* path;
  const char* summary;
};
constexpr StepRoute<PartRequestStep> kRequestRoutes[] = {
    {PartRequestStep::kApprove, "approve", "Approve a part request"},
    {PartRequestStep::kReject, "reject", "Reject a part request"},
    {PartRequestStep::kBackorder, "backorder", "There is none: order it"},
    {PartRequestStep::kPick, "pick", "Take it from the shelf"},
    {PartRequestStep::kShip, "ship", "It is on its way here"},
    {PartRequestStep::kReceive, "receive", "It has come"},
    {PartRequestStep::kIssue, "issue", "Hand it to the technician"},
    {PartRequestStep::kInstall, "install", "It was installed"},
    {PartRequestStep::kReturnUnused, "return-unused", "It came back good: not needed"},
    {PartRequestStep::kClose, "close", "Close a part request"},
};
constexpr StepRoute<PartUnitStep> kUnitRoutes[] = {
    {PartUnitStep::kStock, "stock", "Put a piece on the shelf"},
    {PartUnitStep::kIssue, "issue", "Hand a piece to a technician"},
    {PartUnitStep::kInstall, "install", "A piece was installed"},
    {PartUnitStep::kReturnUnused, "return-unused", "A good piece came back: not needed"},
    {PartUnitStep::kClaimDoa, "claim-doa", "Claim that a piece arrived dead"},
    {PartUnitStep::kConfirmDoa, "confirm-doa", "The manufacturer confirms that it arrived dead"},
    {PartUnitStep::kRejectDoa, "reject-doa", "The manufacturer does not confirm that it arrived dead"},
    {PartUnitStep::kRemove, "remove", "A piece was taken out of a device as defective"},
    {PartUnitStep::kPretest, "pretest", "Test a defective piece before it goes back"},
    {PartUnitStep::kAwaitReturn, "await-return", "A defective piece waits for its return"},
    {PartUnitStep::kShipBack, "ship-back", "A defective piece was sent back"},
    {PartUnitStep::kJudge, "judge", "Record what the manufacturer's test found"},
    {PartUnitStep::kCredit, "credit", "The manufacturer credited it"},
    {PartUnitStep::kCharge, "charge", "The manufacturer charged for it"},
    {PartUnitStep::kLose, "lose", "A piece is lost"},
};

}  // namespace

void declare_routes(http::Api& api, Parts& parts) {
  api.get("/part-requests")
      .summary("List part requests, newest first")
      .tag("parts")
      .allow(Permission::kPartRead)
      .reads<ListPartRequests, Page<PartRequest>>(
          [&parts](db::ReadTx& tx, const Caller& caller, const ListPartRequests& in) {
            return parts.requests.list(tx, caller, in);
          });
  api.post("/part-requests")
      .summary("Record a part request")
      .tag("parts")
      .allow(Permission::kPartWrite)
      .created()
      .writes<ImportedPartRequest, PartRequest>(
          [&parts](db::Tx& tx, const Caller& caller, const ImportedPartRequest& in) {
            return parts.requests.add(tx, caller, in);
          });
  api.get("/part-requests/{id}")
      .summary("Read a part request")
      .tag("parts")
      .allow(Permission::kPartRead)
      .fails(kOnRead)
      .reads<OnePartRequest, PartRequest>(
          [&parts](db::ReadTx& tx, const Caller& caller, const OnePartRequest& in) {
            return parts.requests.get(tx, caller, in.id);
          });
  for (const auto& route : kRequestRoutes)
    api.post(std::string("/part-requests/{id}/") + route.path)
        .summary(route.summary)
        .tag("parts")
        .allow(Permission::kPartWrite)
        .fails(kOnChange)
        .writes<StepPartRequest, PartRequest>(
            [&parts, step = route.step](db::Tx& tx, const Caller& caller, const StepPartRequest& in) {
              return parts.requests.step(tx, caller, step, in);
            });

  api.get("/part-units")
      .summary("List single pieces of parts, newest first")
      .tag("parts")
      .allow(Permission::kPartRead)
      .reads<ListPartUnits, Page<PartUnit>>(
          [&parts](db::ReadTx& tx, const Caller& caller, const ListPartUnits& in) {
            return parts.units.list(tx, caller, in);
          });
  api.post("/part-units")
      .summary("Record a piece of a part")
      .tag("parts")
      .allow(Permission::kPartWrite)
      .created()
      .writes<ImportedPartUnit, PartUnit>(
          [&parts](db::Tx& tx, const Caller& caller, const ImportedPartUnit& in) {
            return parts.units.add(tx, caller, in);
          });
  api.get("/part-units/{id}")
      .summary("Read a piece of a part")
      .tag("parts")
      .allow(Permission::kPartRead)
      .fails(kOnRead)
      .reads<OnePartUnit, PartUnit>([&parts](db::ReadTx& tx, const Caller& caller, const OnePartUnit& in) {
        return parts.units.get(tx, caller, in.id);
      });
  for (const auto& route : kUnitRoutes)
    api.post(std::string("/part-units/{id}/") + route.path)
        .summary(route.summary)
        .tag("parts")
        .allow(Permission::kPartWrite)
        .fails(kOnChange)
        .writes<StepPartUnit, PartUnit>(
            [&parts, step = route.step](db::Tx& tx, const Caller& caller, const StepPartUnit& in) {
              return parts.units.step(tx, caller, step, in);
            });

  api.get("/stock")
      .summary("List what is on the shelves, what is coming and the safety levels, by part and site")
      .tag("parts")
      .allow(Permission::kPartRead)
      .reads<ListStock, Page<StockLine>>([&parts](db::ReadTx& tx, const Caller& caller, const ListStock& in) {
        return parts.stock.list(tx, caller, in);
      });
  api.put("/stock/safety-level")
      .summary("Set how many good pieces of a part a site should have")
      .tag("parts")
      .allow(Permission::kPartWrite)
      .fails(kOnChange)
      .writes<SetSafetyLevel, StockLine>(
          [&parts](db::Tx& tx, const Caller& caller, const SetSafetyLevel& in) {
            return parts.stock.set_safety_level(tx, caller, in);
          });
}

}  // namespace manyi::parts
