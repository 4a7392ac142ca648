// Applying staged rows in short chunks, taking them back, and rehearsing without a trace.
// Owns the pace: a chunk yields the writer lane before anybody has to wait long.
#include <algorithm>
#include <iterator>

#include "base/json.h"
#include "platform/imports/file_walk.h"
#include "platform/imports/imports.h"
#include "platform/imports/imports_events.h"
#include "platform/imports/staging.h"
#include "platform/imports/walks.h"

namespace manyi::imports {
namespace {

using Clock = std::chrono::steady_clock;

// From so many new rows on, and from ten times as many, the planner is told again how large the
// tables are: a statement planned while they were empty reads all of them.
constexpr std::int64_t kManyRows = 300;

bool is_refusal(ErrorCode code) { return code != ErrorCode::kInternal && code != ErrorCode::kUnavailable; }

AppliedRow rejected_row(const Error& error) {
  AppliedRow row;
  row.outcome = RowOutcome::kRejected;
  row.problem = {"", error.key, error.detail};
  for (const auto& field : error.fields) {
    row.problem = {field.pointer.empty() ? "" : field.pointer.substr(1), field.code, field.message};
    break;
  }
  return row;
}

/// Applies a group under one savepoint; when it is refused, each half is tried on its own, so that a
/// few bad rows do not cost the good ones much.
Result<void> apply_group(db::Tx& tx, const ImportProfile& profile, const ApplyContext& context,
                         std::span<const StagedRow> rows, std::vector<AppliedRow>& applied) {
  std::vector<AppliedRow> outcomes;
  auto attempt = tx.savepoint([&]() -> Result<void> {
    MANYI_TRY(outcomes, profile.apply(tx, context, rows));
    if (outcomes.size() != rows.size()) return internal_error("the profile " + profile.code + " lost rows");
    return {};
  });
  if (attempt) {
    std::move(outcomes.begin(), outcomes.end(), std::back_inserter(applied));
    return {};
  }
  if (!is_refusal(attempt.error().code)) return attempt;
  if (rows.size() == 1) {
    applied.push_back(rejected_row(attempt.error()));
    return {};
  }
  const std::size_t half = rows.size() / 2;
  MANYI_CHECK(apply_group(tx, profile, context, rows.first(half), applied));
  return apply_group(tx, profile, context, rows.subspan(half), applied);
}

/// Applies rows until the chunk's time is over; at least one group.
Result<std::vector<AppliedRow>> apply_for_a_while(db::Tx& tx, const ImportProfile& profile,
                                                  const ApplyContext& context,
                                                  std::span<const StagedRow> rows) {
  const auto until = Clock::now() + kChunkTime;
  std::vector<AppliedRow> applied;
  while (applied.size() < rows.size()) {
    const auto group = rows.subspan(applied.size(), std::min(kGroupRows, rows.size() - applied.size()));
    MANYI_CHECK(apply_group(tx, profile, context, group, applied));
    if (Clock::now() >= until) break;
  }
  return applied;
}

void count(ImportProgress& progress, RowOutcome outcome) {
  switch (outcome) {
    case RowOutcome::kImported: ++progress.imported; break;
    case RowOutcome::kUpdated: ++progress.updated; break;
    case RowOutcome::kUnchanged: ++progress.unchanged; break;
    case RowOutcome::kRejected: ++progress.rejected; break;
  }
}

/// Rows of one source with the same id are one record. Cases are numbered anew in every log, so a
/// log is a source of its own unless its mapping says otherwise.
std::string source_of(const ImportRow& row, const Mapping& mapping) {
  if (mapping.source) return *mapping.source;
  if (!mapping.events && row.profile != "xes") return row.profile;
  return row.file_name.substr(0, row.file_name.find('.', 1));
}

ApplyContext context_of(const Caller& caller, const ImportRow& row, const Mapping& mapping,
                        const TimeZone& default_zone) {
  const auto zone = mapping.time_zone ? TimeZone::find(*mapping.time_zone) : std::optional<TimeZone>();
  return {caller, row.id, source_of(row, mapping), zone.value_or(default_zone), row.created_at};
}

Error too_many_rejects() {
  return conflict("too_many_rejects", "More rows were rejected than allowed; nothing was kept.");
}

}  // namespace

Result<Import> Imports::apply(const Caller& caller, ImportId id, const OnProgress& on_progress) {
  MANYI_TRY(ImportRow row, begin(caller, id, Step::kApply));
  const ImportProfile* profile = needs_.profiles.find(row.profile);
  if (profile == nullptr)
    return not_found("profile_missing", "The profile of this import is no longer there.");
  MANYI_CHECK(apply_rows(caller, *profile, row, on_progress));
  if (row.rejected > 0) {
    MANYI_CHECK(write_rejects(row, row.id.text(), [&](std::int64_t after) {
      return needs_.database.read(
          [&](db::ReadTx& tx) { return rejects_after(tx, row.tenant_id, row.id, after, 500); });
    }));
    row.has_rejects_file = true;
  }
  if (too_many(row)) {
    MANYI_TRY([[maybe_unused]] const auto kept, undo_rows(caller, *profile, row, on_progress));
    row.state = ImportState::kFailed;
    row.failure = "too_many_rejects";
    row.imported = row.updated = row.unchanged = 0;
    row.finished_at = needs_.database.clock().now();
    MANYI_CHECK(save(row));
    return too_many_rejects();
  }
  ImportRow next;
  MANYI_CHECK(needs_.database.write(caller.tenant, [&](db::Tx& tx) -> Result<void> {
    next = row;
    next.state = ImportState::kDone;
    next.finished_at = tx.now();
    MANYI_CHECK(update_import(tx, next));
    const ImportFinished finished{next.id,      next.read_rows, next.imported,
                                  next.updated, next.unchanged, next.rejected};
    return needs_.events.publish(tx, journal::Actor{caller.tenant, caller.user}, finished);
  }));
  if (next.imported >= kManyRows) needs_.database.analyze();
  if (on_progress) on_progress(next.state, progress_of_row(next));
  return shown_import(next, needs_.profiles);
}

Result<void> Imports::apply_rows(const Caller& caller, const ImportProfile& profile, ImportRow& row,
                                 const OnProgress& on_progress) {
  MANYI_TRY(const auto mapping, from_json<Mapping>(row.mapping));
  const ApplyContext context = context_of(caller, row, mapping, default_zone(row.tenant_id));
  std::int64_t analyze_at = kManyRows;
  while (!too_many(row)) {
    const auto block = needs_.database.read(
        [&](db::ReadTx& tx) { return next_block(tx, row.tenant_id, row.id, row.done_rows); });
    if (!block) break;
    const std::vector<StagedRow> staged = read_staged(block->staged, block->first_row);
    while (row.done_rows < block->last_row && !too_many(row)) {
      const auto rest =
          std::span(staged).subspan(static_cast<std::size_t>(row.done_rows + 1 - block->first_row));
      ImportRow next;
      MANYI_CHECK(needs_.database.write(row.tenant_id, [&](db::Tx& tx) -> Result<void> {
        next = row;
        MANYI_TRY(const auto applied, apply_for_a_while(tx, profile, context, rest));
        ImportProgress done;
        OutcomeRow outcomes{row.tenant_id, row.id, row.done_rows + 1, {}};
        for (std::size_t i = 0; i < applied.size(); ++i) {
          count(done, applied[i].outcome);
          if (applied[i].outcome == RowOutcome::kImported || applied[i].outcome == RowOutcome::kUpdated)
            append_outcome(outcomes.outcomes, applied[i]);
          if (applied[i].outcome != RowOutcome::kRejected) continue;
          const RejectRow reject{row.tenant_id, row.id, rest[i].line,
                                 to_json(std::vector{applied[i].problem}),
                                 storable_text(rest[i].payload, kKeptRowText)};
          MANYI_CHECK(insert_reject(tx, reject));
        }
        if (!outcomes.outcomes.empty()) MANYI_CHECK(insert_outcomes(tx, outcomes));
        next.done_rows += static_cast<std::int64_t>(applied.size());
        next.imported += done.imported;
        next.updated += done.updated;
        next.unchanged += done.unchanged;
        next.rejected += done.rejected;
        if (next.done_rows == block->last_row)
          MANYI_CHECK(delete_block(tx, row.tenant_id, row.id, block->first_row));
        return update_import(tx, next);
      }));
      row = std::move(next);
      if (row.imported >= analyze_at) {
        needs_.database.analyze();
        while (analyze_at <= row.imported) analyze_at *= 10;
      }
      if (on_progress) on_progress(row.state, progress_of_row(row));
    }
  }
  return {};
}

Result<void> Imports::may_undo(const Caller& caller, ImportId id) {
  const auto row = needs_.database.read([&](db::ReadTx& tx) { return load_import(tx, caller.tenant, id); });
  if (!row) return not_found("import_missing", "There is no such import.");
  const ImportProfile* profile = needs_.profiles.find(row->profile);
  if (profile == nullptr)
    return not_found("profile_missing", "The profile of this import is no longer there.");
  if (row->state != ImportState::kDone && row->state != ImportState::kApplying) return {};
  return inspect_rows(caller, *profile, *row);
}

Result<Import> Imports::undo(const Caller& caller, ImportId id, const OnProgress& on_progress) {
  MANYI_CHECK(may_undo(caller, id));
  MANYI_TRY(ImportRow row, begin(caller, id, Step::kUndo));
  const ImportProfile* profile = needs_.profiles.find(row.profile);
  if (profile == nullptr)
    return not_found("profile_missing", "The profile of this import is no longer there.");
  MANYI_TRY(const std::int64_t kept, undo_rows(caller, *profile, row, on_progress));
  ImportRow next;
  MANYI_CHECK(needs_.database.write(caller.tenant, [&](db::Tx& tx) -> Result<void> {
    next = row;
    next.state = ImportState::kUndone;
    next.finished_at = tx.now();
    MANYI_CHECK(delete_blocks(tx, next.tenant_id, next.id));
    MANYI_CHECK(update_import(tx, next));
    return needs_.events.publish(tx, journal::Actor{caller.tenant, caller.user},
                                 ImportUndone{next.id, next.imported + next.updated - kept, kept});
  }));
  if (on_progress) on_progress(next.state, progress_of_row(next));
  return shown_import(next, needs_.profiles);
}

// Refuses before anything is taken back when a record has been changed since.
Result<void> Imports::inspect_rows(const Caller& caller, const ImportProfile& profile, const ImportRow& row) {
  if (!profile.inspect) return {};
  MANYI_TRY(const auto mapping, from_json<Mapping>(row.mapping));
  const ApplyContext context = context_of(caller, row, mapping, TimeZone::utc());
  std::int64_t touched = 0, after = 0;
  for (;;) {
    const auto page = needs_.database.read([&](db::ReadTx& tx) {
      auto rows = outcomes_after(tx, row.tenant_id, row.id, after, 20);
      for (const auto& outcomes : rows) {
        const auto applied = read_outcomes(outcomes.outcomes);
        const auto seen = profile.inspect(tx, context, applied);
        touched += std::count(seen.begin(), seen.end(), UndoOutcome::kTouched);
      }
      return rows;
    });
    if (page.empty()) break;
    after = page.back().first_row;
  }
  if (touched == 0) return {};
  return conflict(
      "import_touched",
      std::to_string(touched) + " records of this import have been changed since; nothing was taken back.");
}

Result<std::int64_t> Imports::undo_rows(const Caller& caller, const ImportProfile& profile, ImportRow& row,
                                        const OnProgress& on_progress) {
  MANYI_TRY(const auto mapping, from_json<Mapping>(row.mapping));
  const ApplyContext context = context_of(caller, row, mapping, TimeZone::utc());
  std::int64_t kept = 0;
  for (;;) {
    const auto last =
        needs_.database.read([&](db::ReadTx& tx) { return last_outcomes(tx, row.tenant_id, row.id); });
    if (!last) break;
    std::vector<AppliedRow> applied = read_outcomes(last->outcomes);
    while (!applied.empty()) {
      ImportRow next;
      std::size_t left = 0;
      std::int64_t touched = 0;
      MANYI_CHECK(needs_.database.write(row.tenant_id, [&](db::Tx& tx) -> Result<void> {
        next = row;
        left = applied.size();
        touched = 0;
        const auto until = Clock::now() + kChunkTime;
        while (left > 0) {
          const std::size_t size = std::min(kGroupRows, left);
          MANYI_TRY(const auto outcomes,
                    profile.undo(tx, context, std::span(applied).subspan(left - size, size)));
          touched += std::count(outcomes.begin(), outcomes.end(), UndoOutcome::kTouched);
          left -= size;
          if (Clock::now() >= until) break;
        }
        if (left == 0) {
          MANYI_CHECK(delete_outcomes(tx, row.tenant_id, row.id, last->first_row));
        } else {
          OutcomeRow rest{row.tenant_id, row.id, last->first_row, {}};
          for (std::size_t i = 0; i < left; ++i) append_outcome(rest.outcomes, applied[i]);
          MANYI_CHECK(replace_outcomes(tx, rest));
        }
        next.done_rows =
            std::max<std::int64_t>(0, next.done_rows - static_cast<std::int64_t>(applied.size() - left));
        return update_import(tx, next);
      }));
      row = std::move(next);
      kept += touched;
      applied.resize(left);
      if (on_progress) on_progress(ImportState::kUndoing, progress_of_row(row));
    }
  }
  return kept;
}

Result<Rehearsal> Imports::rehearse(const Caller& caller, const Received& received,
                                    const OnProgress& on_progress) {
  const ImportProfile* profile = needs_.profiles.find(received.profile);
  if (profile == nullptr) return not_found("profile_missing", "There is no such profile.");
  MANYI_TRY(const auto path, files_.find(received.file.hash));
  ImportRow row;
  row.tenant_id = caller.tenant;
  row.profile = received.profile;
  row.file_hash = received.file.hash;
  row.detected = to_json(received.detected);
  row.mapping = to_json(received.mapping);
  row.max_rejects = received.max_rejects;
  row.total_rows = received.detected.rows_estimate;
  row.created_at = needs_.database.clock().now();
  const TimeZone zone = default_zone(caller.tenant);
  MANYI_TRY(auto walk, FileWalk::open(path, received.detected, received.mapping, *profile, zone));
  const ApplyContext context = context_of(caller, row, received.mapping, zone);

  ImportProgress progress{.total = row.total_rows};
  std::vector<RejectRow> rejects;
  std::vector<StagedRow> staged;
  const auto try_staged = [&]() -> Result<void> {
    for (std::size_t at = 0; at < staged.size();) {
      std::vector<AppliedRow> applied;
      auto rolled_back = needs_.database.write(caller.tenant, [&](db::Tx& tx) -> Result<void> {
        MANYI_TRY(applied, apply_for_a_while(tx, *profile, context, std::span(staged).subspan(at)));
        return conflict("rehearsal", "Rolled back.");
      });
      if (rolled_back || rolled_back.error().key != "rehearsal") return std::move(rolled_back).error();
      for (const auto& outcome : applied) {
        count(progress, outcome.outcome);
        ++progress.done;
        if (outcome.outcome == RowOutcome::kRejected)
          rejects.push_back({caller.tenant, {}, staged[at].line, to_json(std::vector{outcome.problem}), {}});
        ++at;
      }
      if (on_progress) on_progress(ImportState::kApplying, progress);
    }
    staged.clear();
    return {};
  };
  for (;;) {
    const FileWalk::Found found = walk->next();
    if (found == FileWalk::Found::kEnd) break;
    ++progress.read;
    if (found == FileWalk::Found::kRow) staged.push_back({++progress.staged, walk->line(), walk->payload()});
    if (found == FileWalk::Found::kRepeated) ++progress.unchanged;
    if (found == FileWalk::Found::kReject) {
      ++progress.rejected;
      rejects.push_back({caller.tenant, {}, walk->line(), to_json(walk->problems()), {}});
    }
    if (staged.size() >= static_cast<std::size_t>(kBlockRows)) MANYI_CHECK(try_staged());
  }
  if (walk->failure()) return *walk->failure();
  MANYI_CHECK(try_staged());
  progress.total = progress.read;
  Rehearsal rehearsal{progress, row.max_rejects && progress.rejected > *row.max_rejects, {}};
  if (!rejects.empty()) {
    std::sort(rejects.begin(), rejects.end(),
              [](const RejectRow& a, const RejectRow& b) { return a.line < b.line; });
    bool given = false;
    const std::string name = "rehearsal-" + received.file.hash.substr(0, 16);
    MANYI_CHECK(write_rejects(row, name, [&](std::int64_t) {
      return std::exchange(given, true) ? std::vector<RejectRow>{} : rejects;
    }));
    rehearsal.rejects_file = rejects_path(name);
  }
  return rehearsal;
}

}  // namespace manyi::imports
