// Profiles of plain records: what is recorded once per (source, source_id), corrected by repetition
// and taken back while nobody touched it.
// Owns how such a profile applies, inspects and undoes; the module keeps the records.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "platform/db/db.h"
#include "platform/imports/profile.h"

namespace manyi::imports {

/// What recording one thing did: `record` is its id, `before` what it was (as JSON), for undo.
using Recorded = AppliedRow;

/// Three doors of a module's façade.
template <class T> struct RecordKeeper {
  /// Inserts or corrects the record of (import_source, source_id). \errors kInvalid with all fields
  std::function<Result<Recorded>(db::Tx&, const Caller&, const T&)> record;
  /// Removes what was imported, or restores `before`. \errors kNotFound; kConflict when touched since
  std::function<Result<void>(db::Tx&, const Caller&, const Recorded&)> take_back;
  /// The record's present version; nullopt when it is gone.
  std::function<std::optional<std::int64_t>(db::ReadTx&, TenantId, std::int64_t id)> version;
};

/// Completes `profile`: each row is read as a `Row` and turned into a `T`, which is recorded.
/// Rows of one file are turned within the caller's transaction, so that names may be resolved.
template <class Row, class T>
void keep_records(ImportProfile& profile,
                  std::function<Result<T>(db::Tx&, const ApplyContext&, const Row&)> turn,
                  RecordKeeper<T> keeper) {
  profile.apply = [turn, keeper](db::Tx& tx, const ApplyContext& context,
                                 std::span<const StagedRow> rows) -> Result<std::vector<AppliedRow>> {
    std::vector<AppliedRow> applied;
    for (const auto& staged : rows) {
      MANYI_TRY(const Row row, from_json<Row>(staged.payload));
      MANYI_TRY(const T record, turn(tx, context, row));
      MANYI_TRY(auto done, keeper.record(tx, context.caller, record));
      applied.push_back(std::move(done));
    }
    return applied;
  };
  profile.inspect = [keeper](db::ReadTx& tx, const ApplyContext& context, std::span<const AppliedRow> rows) {
    std::vector<UndoOutcome> seen;
    for (const auto& row : rows) {
      const auto version = keeper.version(tx, context.caller.tenant, row.record);
      seen.push_back(!version                  ? UndoOutcome::kGone
                     : *version == row.version ? UndoOutcome::kUndone
                                               : UndoOutcome::kTouched);
    }
    return seen;
  };
  profile.undo = [keeper](db::Tx& tx, const ApplyContext& context,
                          std::span<const AppliedRow> rows) -> Result<std::vector<UndoOutcome>> {
    std::vector<UndoOutcome> all;
    for (const auto& row : rows) {
      const auto undone = tx.savepoint([&] { return keeper.take_back(tx, context.caller, row); });
      if (undone)
        all.push_back(UndoOutcome::kUndone);
      else if (undone.error().code == ErrorCode::kConflict)
        all.push_back(UndoOutcome::kTouched);
      else if (undone.error().code == ErrorCode::kNotFound)
        all.push_back(UndoOutcome::kGone);
      else
        return undone.error();
    }
    return all;
  };
}

/// What a kTime field holds: an instant, or a date alone, which is the first moment of that day.
inline std::optional<Instant> row_time(const std::optional<std::string>& text, const TimeZone& zone) {
  constexpr std::size_t kDateLength = 10;
  if (!text || text->empty()) return std::nullopt;
  if (text->size() > kDateLength) return Instant::parse(*text);
  const auto date = Date::parse(*text);
  return date ? std::optional(zone.instant(*date)) : std::nullopt;
}
/// A limit: a date alone lasts until its last millisecond.
inline std::optional<Instant> row_deadline(const std::optional<std::string>& text, const TimeZone& zone) {
  constexpr std::size_t kDateLength = 10;
  const auto at = row_time(text, zone);
  if (!at || text->size() > kDateLength) return at;
  return zone.instant(zone.local_date(*at).plus_days(1)) - DurationMs(1);
}

/// "yes" or "no" of a kChoice field made by flag_field.
inline std::optional<bool> row_flag(const std::optional<std::string>& text) {
  return text ? std::optional(*text == "yes") : std::nullopt;
}
/// Makes the field a choice of yes and no.
inline ProfileField flag_field(ProfileField field) {
  field.kind = FieldKind::kChoice;
  field.choices = {{"yes", {"y", "true", "1", "是", "有", "√"}},
                   {"no", {"n", "false", "0", "否", "无", "×"}}};
  return field;
}
/// The choices of an enum: its stable names, and the words that files use for them.
template <DescribedEnum E>
std::vector<FieldChoice> enum_field_choices(const std::map<E, std::vector<std::string>>& words) {
  std::vector<FieldChoice> all;
  for (const auto& [value, code] : enum_entries<E>()) {
    const auto found = words.find(value);
    all.push_back({code, found == words.end() ? std::vector<std::string>{} : found->second});
  }
  return all;
}

}  // namespace manyi::imports
