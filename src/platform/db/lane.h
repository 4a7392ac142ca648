// A writer lane: one thread, one connection, group commit. Internal to platform/db.
// Owns the queue, the batches and the rerun rule.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/db/connection.h"

namespace manyi::db::detail {

/// What the lanes of one Database share.
struct LaneShared {
  LaneShared(const Clock& c, IdSource& i, std::function<std::unique_ptr<Connection>()> make,
             std::function<void(std::string_view)> trouble_to, DurationMs time, int waiting)
      : clock(c),
        ids(i),
        connect(std::move(make)),
        on_trouble(std::move(trouble_to)),
        batch_time(time),
        max_waiting(waiting) {}
  const Clock& clock;
  IdSource& ids;
  std::function<std::unique_ptr<Connection>()> connect;
  std::function<void(std::string_view)> on_trouble;
  DurationMs batch_time;
  int max_waiting;
  std::atomic<std::int64_t> batch_number{0};
  std::atomic<std::int64_t> batches{0}, commands{0}, refused{0}, reruns{0};
  std::mutex hook_mutex;
  std::function<bool()> fail_commit;

  bool commit_must_fail();
  void trouble(std::string_view line) const {
    if (on_trouble) on_trouble(line);
  }
};

class Lane {
 public:
  Lane(LaneShared& shared, std::unique_ptr<Connection> connection);
  ~Lane();
  void submit(TenantId tenant, Database::Apply apply, Database::Done done);
  /// Answers what is queued, then ends the thread. Idempotent.
  void stop();
  /// True on any lane's own thread.
  static bool on_lane_thread();

 private:
  struct Task {
    TenantId tenant;
    Database::Apply apply;
    Database::Done done;
    std::optional<Result<Committed>> answer = {};
  };
  enum class Fate { kAnswered, kLost };

  void loop();
  void process(std::vector<Task>& tasks);
  /// Runs the tasks in one transaction, as many as fit its time. Answers stand in the tasks unless lost.
  Fate run_together(std::vector<Task>& tasks, std::size_t& ran);
  void run_alone(Task& task);
  Result<Committed> attempt(Task& task, Batch& batch);
  bool connect_again(int attempts);
  enum class Doubt { kStored, kNotStored, kUnknown };
  /// After a COMMIT whose answer was lost: what became of it?
  Doubt resolve_doubt();
  /// Undoes memory and ends the transaction; drops a dead connection.
  void give_up(Batch& batch);
  void finish_commit(Batch& batch);
  void reply(Task& task);

  LaneShared& shared_;
  std::unique_ptr<Connection> connection_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Task> queue_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace manyi::db::detail
