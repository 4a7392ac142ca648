// HTTP operations of review meetings and their decisions.
// Owns their paths, permissions and documentation; no logic.
#include "modules/improvement/reviews.h"
#include "platform/http/api.h"

namespace manyi::improvement {
namespace {

const std::vector<ErrorCode> kOnChange = {ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kStale};
constexpr const char* kTag = "reviews";

/// A command with the pack that was made before the lane.
template <class In> struct WithPack {
  In in;
  ReviewPack pack;
};

template <class In> auto packing(Reviews& reviews) {
  return [&reviews](http::Context& context, const Caller& caller, const In& in) -> Result<WithPack<In>> {
    WithPack<In> ready;
    ready.in = in;
    MANYI_TRY(ready.pack,
              context.database.read([&](db::ReadTx& tx) { return reviews.make_pack(tx, caller, in); }));
    return ready;
  };
}

void declare_settling(http::Api& api, Reviews& reviews, const char* path, const char* summary,
                      DecisionState to) {
  api.post(path)
      .summary(summary)
      .tag(kTag)
      .allow(Permission::kReviewWrite, Permission::kFindingWrite)
      .fails(kOnChange)
      .writes<SettleDecision, ReviewDecision>(
          [&reviews, to](db::Tx& tx, const Caller& caller, const SettleDecision& in) {
            return reviews.settle(tx, caller, in, to);
          });
}

}  // namespace

void declare_review_routes(http::Api& api, Reviews& reviews) {
  api.get("/reviews")
      .summary("List reviews, the latest period first")
      .tag(kTag)
      .allow(Permission::kReviewRead)
      .reads<ListReviews, Page<ReviewRow>>(
          [&reviews](db::ReadTx& tx, const Caller& caller, const ListReviews& in) {
            return reviews.list(tx, caller, in);
          });
  api.post("/reviews")
      .summary("Prepare a review of a day, week or month from the data")
      .tag(kTag)
      .allow(Permission::kReviewWrite)
      .created()
      .fails({ErrorCode::kConflict})
      .prepares<PrepareReview, WithPack<PrepareReview>, Review>(
          packing<PrepareReview>(reviews),
          [&reviews](db::Tx& tx, const Caller& caller, const WithPack<PrepareReview>& ready) {
            return reviews.prepare(tx, caller, ready.in, ready.pack);
          });
  api.get("/reviews/{id}")
      .summary("Read a review: its pack as it was generated, decisions, minutes")
      .tag(kTag)
      .allow(Permission::kReviewRead)
      .fails({ErrorCode::kNotFound})
      .reads<OneReview, Review>([&reviews](db::ReadTx& tx, const Caller& caller, const OneReview& in) {
        return reviews.review(tx, caller, in.id);
      });
  api.get("/reviews/{id}/export")
      .summary("The review as a workbook")
      .tag(kTag)
      .allow(Permission::kReviewRead)
      .fails({ErrorCode::kNotFound, ErrorCode::kUnavailable})
      .downloads<OneReview>([&reviews](db::ReadTx& tx, const Caller& caller, const OneReview& in) {
        return reviews.sheet(tx, caller, in.id);
      });
  api.post("/reviews/{id}/regenerate")
      .summary("Make the pack anew while the meeting has not been held")
      .tag(kTag)
      .allow(Permission::kReviewWrite)
      .fails(kOnChange)
      .prepares<StepReview, WithPack<StepReview>, Review>(
          packing<StepReview>(reviews),
          [&reviews](db::Tx& tx, const Caller& caller, const WithPack<StepReview>& ready) {
            return reviews.regenerate(tx, caller, ready.in, ready.pack);
          });
  api.post("/reviews/{id}/decisions")
      .summary("Note a decision with its owner; it may become an action")
      .tag(kTag)
      .allow(Permission::kReviewWrite)
      .fails(kOnChange)
      .writes<DecideInReview, Review>([&reviews](db::Tx& tx, const Caller& caller, const DecideInReview& in) {
        return reviews.decide(tx, caller, in);
      });
  api.post("/reviews/{id}/hold")
      .summary("Note that it was held, and who was there; the pack is frozen")
      .tag(kTag)
      .allow(Permission::kReviewWrite)
      .fails(kOnChange)
      .writes<HoldReview, Review>([&reviews](db::Tx& tx, const Caller& caller, const HoldReview& in) {
        return reviews.hold(tx, caller, in);
      });
  api.post("/reviews/{id}/sign")
      .summary("Sign the minutes; the monthly ones are the manager's")
      .tag(kTag)
      .allow(Permission::kReviewWrite)
      .fails(kOnChange)
      .writes<StepReview, Review>([&reviews](db::Tx& tx, const Caller& caller, const StepReview& in) {
        return reviews.sign(tx, caller, in);
      });
  api.get("/review-decisions")
      .summary("List decisions of reviews, newest first")
      .tag(kTag)
      .allow(Permission::kReviewRead, Permission::kFindingRead)
      .reads<ListDecisions, Page<ReviewDecision>>(
          [&reviews](db::ReadTx& tx, const Caller& caller, const ListDecisions& in) {
            return reviews.decisions(tx, caller, in);
          });
  declare_settling(api, reviews, "/review-decisions/{id}/finish", "Say that a decision is carried out",
                   DecisionState::kDone);
  declare_settling(api, reviews, "/review-decisions/{id}/drop", "Say that a decision will not be carried out",
                   DecisionState::kDropped);
}

}  // namespace manyi::improvement
