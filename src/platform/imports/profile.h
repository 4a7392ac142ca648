// What an import may consist of: the fields of a profile, and how its rows become records.
// Owns the port through which modules take part in imports.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.h"
#include "base/result.h"
#include "base/time_zone.h"
#include "platform/auth/caller.h"
#include "platform/auth/permission.h"
#include "platform/imports/mapping.h"

namespace manyi::db {
class ReadTx;
class Tx;
}  // namespace manyi::db

namespace manyi::imports {

struct ImportTag;
using ImportId = Id<ImportTag>;

/// kTime takes a date, too: what was written without a time of day stays a date.
enum class FieldKind { kText, kInteger, kNumber, kDate, kTime, kChoice };
BOOST_DESCRIBE_ENUM(FieldKind, kText, kInteger, kNumber, kDate, kTime, kChoice)

/// One permitted value and the words that mean the same in files.
struct FieldChoice {
  std::string code;
  std::vector<std::string> synonyms = {};
};
BOOST_DESCRIBE_STRUCT(FieldChoice, (), (code, synonyms))

struct ProfileField {
  std::string code;
  std::string name_zh, name_en;
  FieldKind kind = FieldKind::kText;
  bool required = false;
  std::vector<std::string> synonyms = {};  // headers that mean this field
  std::vector<FieldChoice> choices = {};   // of kChoice
  std::int64_t max_length = 200;           // of kText, in characters
};
BOOST_DESCRIBE_STRUCT(ProfileField, (),
                      (code, name_zh, name_en, kind, required, synonyms, choices, max_length))

/// What is wrong with one value of one row.
struct RowProblem {
  std::string field;    // code of the field; empty when the row itself is broken
  std::string code;     // stable, translated on screen
  std::string message;  // English
};
BOOST_DESCRIBE_STRUCT(RowProblem, (), (field, code, message))

/// The values of one row after mapping, in canonical text: numbers with a point, dates as
/// YYYY-MM-DD, times as RFC 3339 UTC (or a date alone), choices by code. Empty: not given.
class RowValues {
 public:
  virtual ~RowValues() = default;
  virtual std::string_view get(std::string_view field) const = 0;
};

/// A valid row, ready to be applied. `payload` is a JSON object of the given fields by their code,
/// with the remaining columns as texts in "attributes".
struct StagedRow {
  std::int64_t row = 0;   // from 1, among the valid rows
  std::int64_t line = 0;  // in the file
  std::string payload;
};

enum class RowOutcome { kImported, kUpdated, kUnchanged, kRejected };
BOOST_DESCRIBE_ENUM(RowOutcome, kImported, kUpdated, kUnchanged, kRejected)

/// What became of a row. `before` is what the profile needs to take an update back, as JSON text in
/// one line; `version` is the record's after the import, by which a later change is recognised.
struct AppliedRow {
  RowOutcome outcome = RowOutcome::kUnchanged;
  std::int64_t record = 0;
  std::int64_t version = 0;
  std::string before;
  RowProblem problem;  // of kRejected
};

enum class UndoOutcome { kUndone, kTouched, kGone };
BOOST_DESCRIBE_ENUM(UndoOutcome, kUndone, kTouched, kGone)

struct ApplyContext {
  const Caller& caller;
  ImportId import;
  std::string source;  // whose ids the rows carry; with the row's own id it is the key
  TimeZone zone;
  Instant at;  // when the import began; the same for all chunks
};

/// One kind of import. Registered by a module while the program starts.
struct ImportProfile {
  std::string code;
  std::string title_zh, title_en;
  std::string key_field;  // identifies a row within its source; always required
  std::vector<ProfileField> fields;
  std::optional<Mapping> fixed_mapping;           // for files whose columns are known
  std::vector<ColumnMapping> usual_columns = {};  // feeds of fields that no header names
  Permission permission = Permission::kImportRun;
  /// Rules across fields; called for rows whose fields are good one by one.
  std::function<void(const RowValues&, std::vector<RowProblem>&)> check = {};
  /// One result per row, in order. May refuse the whole group; then its rows are tried one by one.
  std::function<Result<std::vector<AppliedRow>>(db::Tx&, const ApplyContext&, std::span<const StagedRow>)>
      apply = {};
  /// Which of the imported and updated rows' records have been changed since.
  std::function<std::vector<UndoOutcome>(db::ReadTx&, const ApplyContext&, std::span<const AppliedRow>)>
      inspect = {};
  /// Takes rows back: imported ones are removed, updated ones get their former values.
  std::function<Result<std::vector<UndoOutcome>>(db::Tx&, const ApplyContext&, std::span<const AppliedRow>)>
      undo = {};

  const ProfileField* find_field(std::string_view field_code) const {
    for (const auto& field : fields)
      if (field.code == field_code) return &field;
    return nullptr;
  }
};

/// All profiles. Filled while the program starts, read-only afterwards.
class Profiles {
 public:
  void add(ImportProfile profile) { all_.push_back(std::move(profile)); }
  const ImportProfile* find(std::string_view code) const {
    for (const auto& profile : all_)
      if (profile.code == code) return &profile;
    return nullptr;
  }
  const std::deque<ImportProfile>& all() const { return all_; }

 private:
  std::deque<ImportProfile> all_;
};

}  // namespace manyi::imports
