// Typed events: published inside a Tx, written to the journal, answered by reactions.
// Owns which module reacts to what; knows none of them.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "platform/db/db.h"
#include "platform/journal/journal.h"

namespace manyi::jobs {
class Jobs;
}

namespace manyi::journal {

enum class ReactionKind {
  kInvariant,  // takes part in the write and may refuse it
  kFollowUp,   // runs under its own savepoint; a failure becomes a job and is tried again
};

/// An event is a described struct of ids, enums, numbers and times, with
/// `static constexpr std::string_view kKind`, `static constexpr int kSchema` and
/// `std::vector<Subject> subjects() const`.
template <class E>
concept Event = DescribedStruct<E> && requires(const E& e) {
  { E::kKind } -> std::convertible_to<std::string_view>;
  { E::kSchema } -> std::convertible_to<int>;
  { e.subjects() } -> std::convertible_to<std::vector<Subject>>;
};

/// Register everything before the first publish; publishing is then thread-safe.
class Events {
 public:
  template <class E> using Reaction = std::function<Result<void>(db::Tx&, const Actor&, const E&)>;

  Events(Journal& journal, jobs::Jobs& jobs) : journal_(journal), jobs_(jobs) {}
  Events(const Events&) = delete;
  Events& operator=(const Events&) = delete;

  /// Registers a reaction. `name` is unique and stable ("performance.refresh"): it names the job
  /// under which a failed follow-up is tried again. Reactions run in order of registration,
  /// invariants first.
  template <Event E>
  void on(ReactionKind kind, std::string name, std::type_identity_t<Reaction<E>> reaction) {
    auto typed = std::make_shared<Reaction<E>>(std::move(reaction));
    add(
        kind, std::string(E::kKind), std::move(name),
        [typed](db::Tx& tx, const Actor& actor, const void* event) {
          return (*typed)(tx, actor, *static_cast<const E*>(event));
        },
        [typed](db::Tx& tx, const Actor& actor, const std::string& json) -> Result<void> {
          MANYI_TRY(const E event, from_json<E>(json));
          return (*typed)(tx, actor, event);
        });
  }

  /// Writes the event to the journal and runs the reactions to it.
  /// \errors what an invariant reaction refuses with
  template <Event E>
  Result<void> publish(db::Tx& tx, const Actor& actor, const E& event,
                       std::optional<Instant> occurred_at = std::nullopt,
                       Precision precision = Precision::kInstant) {
    return publish_erased(
        tx, actor,
        Draft{std::string(E::kKind), E::kSchema, event.subjects(), to_json(event), occurred_at, precision},
        &event);
  }

 private:
  using Erased = std::function<Result<void>(db::Tx&, const Actor&, const void*)>;
  using FromJson = std::function<Result<void>(db::Tx&, const Actor&, const std::string&)>;
  struct Registered {
    ReactionKind kind;
    std::string job;
    Erased run;
  };
  void add(ReactionKind kind, std::string event, std::string name, Erased run, FromJson again);
  Result<void> publish_erased(db::Tx& tx, const Actor& actor, Draft draft, const void* event);

  Journal& journal_;
  jobs::Jobs& jobs_;
  std::map<std::string, std::vector<Registered>, std::less<>> reactions_;
};

}  // namespace manyi::journal
