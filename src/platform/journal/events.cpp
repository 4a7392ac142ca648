// Runs the reactions to an event; failed follow-ups become jobs.
// Owns the payload of those jobs.
#include "platform/journal/events.h"

#include "platform/jobs/jobs.h"

namespace manyi::journal {
namespace {

/// What a follow-up needs to run again: the journal holds the rest.
struct Again {
  std::int64_t seq = 0;
};
BOOST_DESCRIBE_STRUCT(Again, (), (seq))

}  // namespace

void Events::add(ReactionKind kind, std::string event, std::string name, Erased run, FromJson again) {
  const std::string job = "react:" + name;
  auto& list = reactions_[std::move(event)];
  const auto at = kind == ReactionKind::kFollowUp
                      ? list.end()
                      : std::find_if(list.begin(), list.end(),
                                     [](const Registered& r) { return r.kind == ReactionKind::kFollowUp; });
  list.insert(at, Registered{kind, job, std::move(run)});
  if (kind == ReactionKind::kInvariant) return;
  jobs_.handle(job, [again = std::move(again)](db::Tx& tx, const jobs::Job& failed) -> Result<void> {
    MANYI_TRY(const Again payload, from_json<Again>(failed.payload));
    const auto entries = entries_after(tx, failed.tenant, payload.seq - 1, 1);
    if (entries.empty() || entries.front().seq != payload.seq)
      return internal_error("the journal entry of a job is gone");
    return again(tx, Actor{failed.tenant, entries.front().actor}, entries.front().data.text);
  });
}

Result<void> Events::publish_erased(db::Tx& tx, const Actor& actor, Draft draft, const void* event) {
  MANYI_TRY(const std::int64_t seq, journal_.append(tx, actor, draft));
  const auto found = reactions_.find(draft.kind);
  if (found == reactions_.end()) return {};
  for (const Registered& reaction : found->second) {
    if (reaction.kind == ReactionKind::kInvariant) {
      MANYI_CHECK(reaction.run(tx, actor, event));
      continue;
    }
    bool failed = false;
    try {
      failed = !tx.savepoint([&] { return reaction.run(tx, actor, event); });
    } catch (const db::DbError& e) {
      if (e.kind() != db::DbError::Kind::kMisuse) throw;  // the transaction itself is in danger
      failed = true;
    } catch (const std::exception&) { failed = true; }
    if (failed) MANYI_CHECK(jobs_.enqueue(tx, actor.tenant, reaction.job, to_json(Again{seq})));
  }
  return {};
}

}  // namespace manyi::journal
