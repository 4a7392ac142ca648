// Group commit, savepoint per command, and the second run of a lost batch.
// Owns when a reply may leave: after the durable COMMIT, never before.
#include "platform/db/lane.h"

#include <algorithm>
#include <chrono>

namespace manyi::db::detail {
namespace {

constexpr std::size_t kMaxBatch = 50;
constexpr int kMaxAttempts = 4;
constexpr auto kFirstBackOff = std::chrono::milliseconds(20);

thread_local bool lane_thread = false;

/// The transaction is gone or worthless; memory was not yet undone.
struct BatchLost {
  DbError::Kind kind;
};

bool is_infrastructure(DbError::Kind kind) {
  return kind != DbError::Kind::kMisuse && kind != DbError::Kind::kConstraint;
}

bool may_pass(DbError::Kind kind) {
  return kind == DbError::Kind::kSerialization || kind == DbError::Kind::kConnection;
}

Error not_written(DbError::Kind kind) {
  switch (kind) {
    case DbError::Kind::kFull: return unavailable("db.full", "The disk is full; nothing was written.");
    case DbError::Kind::kLater: return internal_error("The command failed; see the log.");
    case DbError::Kind::kBusy: return unavailable("db.busy", "The database is busy; nothing was written.");
    default: return unavailable("db.unavailable", "The database could not store this; nothing was written.");
  }
}

Error in_doubt() {
  return unavailable("db.in_doubt",
                     "The connection broke during COMMIT; whether it was stored is not known.");
}

std::string notice_of(const std::vector<std::pair<std::int64_t, std::int64_t>>& seqs) {
  std::string text;
  for (const auto& [tenant, seq] : seqs) {
    if (seq == 0) continue;
    if (text.size() > 7000) break;  // the limit is 8000 bytes; listeners poll what is missing
    if (!text.empty()) text += ',';
    text += std::to_string(tenant) + ":" + std::to_string(seq);
  }
  return text;
}

}  // namespace

bool LaneShared::commit_must_fail() {
  const std::lock_guard lock(hook_mutex);
  return fail_commit && fail_commit();
}

Lane::Lane(LaneShared& shared, std::unique_ptr<Connection> connection)
    : shared_(shared), connection_(std::move(connection)), thread_([this] { loop(); }) {}

Lane::~Lane() { stop(); }

bool Lane::on_lane_thread() { return lane_thread; }

void Lane::submit(TenantId tenant, Database::Apply apply, Database::Done done) {
  std::optional<Error> refusal;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_)
      refusal = unavailable("db.stopping", "The server is stopping.");
    else if (queue_.size() >= static_cast<std::size_t>(shared_.max_waiting))
      refusal = unavailable("db.busy", "Too many writes are waiting.");
    else
      queue_.push_back(Task{tenant, std::move(apply), std::move(done)});
  }
  if (refusal)
    done(std::move(*refusal));
  else
    wake_.notify_one();
}

void Lane::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Lane::loop() {
  lane_thread = true;
  std::vector<Task> tasks;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      const auto count = std::min(queue_.size(), kMaxBatch);
      tasks.assign(std::make_move_iterator(queue_.begin()),
                   std::make_move_iterator(queue_.begin() + static_cast<std::ptrdiff_t>(count)));
      queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(count));
    }
    process(tasks);
    tasks.clear();
  }
}

void Lane::process(std::vector<Task>& tasks) {
  std::size_t ran = 0;
  if (run_together(tasks, ran) == Fate::kLost) {
    shared_.reruns.fetch_add(1, std::memory_order_relaxed);
    bool reachable = true;
    for (std::size_t i = 0; i < ran; ++i) {
      if (reachable)
        run_alone(tasks[i]);
      else
        tasks[i].answer = not_written(DbError::Kind::kConnection);
      reachable = connection_ != nullptr;
      reply(tasks[i]);
    }
  } else {
    for (std::size_t i = 0; i < ran; ++i) reply(tasks[i]);
  }
  if (ran < tasks.size()) {  // the batch's time was up
    const std::lock_guard lock(mutex_);
    for (std::size_t i = tasks.size(); i > ran; --i) queue_.push_front(std::move(tasks[i - 1]));
  }
}

Lane::Fate Lane::run_together(std::vector<Task>& tasks, std::size_t& ran) {
  ran = tasks.size();
  const auto answer_all = [&](const Error& error) {
    for (Task& task : tasks) task.answer = error;
    return Fate::kAnswered;
  };
  if (!connection_ && !connect_again(3)) return answer_all(not_written(DbError::Kind::kConnection));
  std::vector<std::int64_t> tenants;
  for (const Task& task : tasks) tenants.push_back(task.tenant.value());
  std::sort(tenants.begin(), tenants.end());
  tenants.erase(std::unique(tenants.begin(), tenants.end()), tenants.end());

  Batch batch{*connection_, shared_.ids, shared_.batch_number.fetch_add(1) + 1};
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(shared_.batch_time.ms());
  const bool alone = tasks.size() == 1;
  std::vector<std::pair<std::int64_t, std::int64_t>> seqs;
  enum class Stage { kBeginning, kRunning, kCommitting } stage = Stage::kBeginning;
  try {
    connection_->begin(TxMode::kWrite, tenants);
    stage = Stage::kRunning;
    std::size_t done = 0;
    bool any = false;
    for (Task& task : tasks) {
      if (done > 0 && std::chrono::steady_clock::now() > until) break;
      const auto mark = batch.mark();
      batch.tenant = task.tenant;
      batch.seq = 0;
      if (!alone) connection_->savepoint(0);
      task.answer = attempt(task, batch);
      ++done;
      if (task.answer->ok()) {
        if (!alone) connection_->release(0);
        any = true;
        seqs.emplace_back(task.tenant.value(), batch.seq);
      } else {
        batch.undo_to(mark);
        if (!alone) connection_->rollback_to(0);
      }
    }
    if (any) {
      if (shared_.commit_must_fail()) throw BatchLost{DbError::Kind::kIo};
      batch.run_before_commit(shared_.clock.now());
      stage = Stage::kCommitting;
      ran = done;
      connection_->commit(notice_of(seqs));
    } else {
      connection_->rollback();
    }
    ran = done;
    finish_commit(batch);
    return Fate::kAnswered;
  } catch (const BatchLost&) {
  } catch (const DbError& e) {
    shared_.trouble(std::string("writer batch lost: ") + e.what());
    if (stage == Stage::kBeginning && e.kind() == DbError::Kind::kBusy)
      return answer_all(not_written(e.kind()));
    if (stage == Stage::kCommitting && !connection_->alive()) {
      const Doubt doubt = resolve_doubt();
      if (doubt == Doubt::kStored) {
        finish_commit(batch);
        return Fate::kAnswered;
      }
      if (doubt == Doubt::kUnknown) {
        batch.undo_to({0, 0, 0});
        for (std::size_t i = 0; i < ran; ++i)
          if (tasks[i].answer->ok()) tasks[i].answer = in_doubt();
        return Fate::kAnswered;
      }
    }
  }
  give_up(batch);
  for (std::size_t i = 0; i < ran; ++i) tasks[i].answer.reset();
  return Fate::kLost;
}

void Lane::run_alone(Task& task) {
  auto back_off = kFirstBackOff;
  for (int number = 1;; ++number, back_off *= 3) {
    auto kind = DbError::Kind::kConnection;
    if (connection_ || connect_again(3)) {
      const std::int64_t tenant = task.tenant.value();
      Batch batch{*connection_, shared_.ids, shared_.batch_number.fetch_add(1) + 1};
      batch.tenant = task.tenant;
      bool committing = false;
      try {
        connection_->begin(TxMode::kWrite, std::span(&tenant, 1));
        task.answer = attempt(task, batch);
        if (!task.answer->ok()) {
          batch.undo_to({0, 0, 0});
          connection_->rollback();
          return;
        }
        if (shared_.commit_must_fail()) throw BatchLost{DbError::Kind::kIo};
        batch.run_before_commit(shared_.clock.now());
        committing = true;
        connection_->commit(notice_of({{tenant, batch.seq}}));
        finish_commit(batch);
        return;
      } catch (const BatchLost& lost) { kind = lost.kind; } catch (const DbError& e) {
        kind = e.kind();
        shared_.trouble(std::string("write failed: ") + e.what());
        if (committing && !connection_->alive()) {
          const Doubt doubt = resolve_doubt();
          if (doubt == Doubt::kStored) {
            finish_commit(batch);
            return;
          }
          if (doubt == Doubt::kUnknown) {
            batch.undo_to({0, 0, 0});
            task.answer = in_doubt();
            return;
          }
        }
      }
      give_up(batch);
    } else {
      task.answer = not_written(kind);
      return;
    }
    if (!may_pass(kind) || number == kMaxAttempts) {
      task.answer = not_written(kind);
      return;
    }
    std::this_thread::sleep_for(back_off);
  }
}

void Lane::give_up(Batch& batch) {
  batch.undo_to({0, 0, 0});
  if (!connection_) return;
  connection_->rollback();
  if (!connection_->alive()) connection_.reset();
}

Lane::Doubt Lane::resolve_doubt() {
  const std::string token = connection_->commit_token();
  try {
    // Patient: while this is open nothing may run twice, and a server may be failing over.
    if (connect_again(6)) return connection_->was_committed(token) ? Doubt::kStored : Doubt::kNotStored;
  } catch (const DbError& e) {
    shared_.trouble(std::string("a commit stays in doubt: ") + e.what());
    connection_.reset();
  }
  return Doubt::kUnknown;
}

Result<Committed> Lane::attempt(Task& task, Batch& batch) {
  try {
    auto result = batch.run(task.apply, shared_.clock.now());
    if (!result) return std::move(result).error();
    return Committed{batch.seq};
  } catch (const DbError& e) {
    // A full disk may end the whole transaction, released savepoints included.
    if (is_infrastructure(e.kind()) || !connection_->in_transaction()) {
      shared_.trouble(std::string("writer: ") + e.what());
      throw BatchLost{e.kind()};
    }
    shared_.trouble(std::string("command failed: ") + e.what());
    return internal_error("The command failed; see the log.");
  } catch (const std::exception& e) {
    if (!connection_->in_transaction()) throw BatchLost{DbError::Kind::kIo};
    shared_.trouble(std::string("command failed: ") + e.what());
    return internal_error("The command failed; see the log.");
  }
}

bool Lane::connect_again(int attempts) {
  connection_.reset();
  auto wait = kFirstBackOff;
  for (int i = 0; i < attempts; ++i, wait *= 3) {
    try {
      connection_ = shared_.connect();
      return true;
    } catch (const DbError& e) { shared_.trouble(e.what()); }
    if (i + 1 < attempts) std::this_thread::sleep_for(wait);
  }
  return false;
}

void Lane::finish_commit(Batch& batch) {
  shared_.batches.fetch_add(1, std::memory_order_relaxed);
  batch.undo.clear();
  for (const auto& action : batch.after_commit) {
    try {
      action();
    } catch (const std::exception& e) { shared_.trouble(std::string("after a commit: ") + e.what()); }
  }
  batch.after_commit.clear();
}

void Lane::reply(Task& task) {
  shared_.commands.fetch_add(1, std::memory_order_relaxed);
  if (!task.answer->ok()) shared_.refused.fetch_add(1, std::memory_order_relaxed);
  try {
    task.done(std::move(*task.answer));
  } catch (const std::exception& e) { shared_.trouble(std::string("a reply failed: ") + e.what()); }
}

}  // namespace manyi::db::detail
