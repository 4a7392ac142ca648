// The command line's view of an import.
// Owns the words on the terminal and the keys of the JSON summary.
#include "platform/imports/command.h"

#include <algorithm>
#include <filesystem>
#include <ostream>

#include "base/json.h"

namespace manyi::imports {
namespace {

/// read = imported + updated + unchanged + rejected, always: when nothing is kept, all are rejected.
struct Summary {
  std::int64_t read = 0, imported = 0, updated = 0, unchanged = 0, rejected = 0;
  std::optional<std::string> rejects_file;
  std::optional<std::string> import;  // for --undo
  bool dry_run = false;
  std::string state;
  std::optional<std::string> error;
};
BOOST_DESCRIBE_STRUCT(Summary, (),
                      (read, imported, updated, unchanged, rejected, rejects_file, import, dry_run, state,
                       error))

class Bar {
 public:
  explicit Bar(Terminal& terminal) : terminal_(terminal) {}
  void show(ImportState state, const ImportProgress& progress) {
    if (!terminal_.terminal) return;
    const bool reading = state == ImportState::kValidating;
    const std::int64_t done = reading ? progress.read : progress.done;
    const std::int64_t total = std::max<std::int64_t>({reading ? progress.total : progress.staged, done, 1});
    const int percent = static_cast<int>(done * 100 / total);
    if (percent == shown_ && state == state_) return;
    shown_ = percent;
    state_ = state;
    constexpr int kWidth = 30;
    const int filled = percent * kWidth / 100;
    const char* word = reading ? "checking" : state == ImportState::kUndoing ? "undoing " : "storing ";
    terminal_.err << '\r' << word << " [" << std::string(static_cast<std::size_t>(filled), '#')
                  << std::string(static_cast<std::size_t>(kWidth - filled), '.') << "] " << percent << "%  "
                  << done << " rows" << std::flush;
    open_ = true;
  }
  void close() {
    if (open_) terminal_.err << '\n';
    open_ = false;
    shown_ = -1;
  }

 private:
  Terminal& terminal_;
  int shown_ = -1;
  ImportState state_ = ImportState::kUploaded;
  bool open_ = false;
};

std::string shown_delimiter(const std::string& delimiter) { return delimiter == "\t" ? "tab" : delimiter; }

void show_detection(const Received& received, std::ostream& err) {
  const auto& seen = received.detected;
  const auto& mapping = received.mapping;
  const bool is_text = seen.format.value_or(files::FileFormat::kCsv) == files::FileFormat::kCsv;
  err << "file       " << received.file_name << (seen.gzip ? " (gzip)" : "") << ", about "
      << seen.rows_estimate << (seen.cases ? " cases of an event log\n" : " rows\n");
  if (seen.sheet) err << "sheet      " << *seen.sheet << " of " << seen.sheets.size() << '\n';
  if (is_text)
    err << "encoding   " << mapping.encoding.value_or(seen.encoding)
        << (seen.byte_order_mark ? " with byte order mark" : "") << '\n'
        << "delimiter  " << shown_delimiter(mapping.delimiter.value_or(seen.delimiter)) << '\n';
  err << "dates      "
      << (mapping.date_order          ? *mapping.date_order
          : seen.date_order           ? enum_name(*seen.date_order)
          : seen.date_order_ambiguous ? "day and month cannot be told apart: set date_order in a mapping file"
                                      : "none")
      << '\n'
      << "decimal    " << mapping.decimal.value_or(seen.decimal) << '\n'
      << "columns\n";
  for (const auto& column : seen.header) {
    const auto fed = std::find_if(mapping.columns.begin(), mapping.columns.end(),
                                  [&](const auto& m) { return m.column == column; });
    const bool ignored =
        std::find(mapping.ignore.begin(), mapping.ignore.end(), column) != mapping.ignore.end();
    if (seen.cases && fed == mapping.columns.end() && files::is_derived_column(column)) continue;
    err << "  " << column << " -> "
        << (fed != mapping.columns.end()                    ? fed->field
            : ignored || !mapping.attributes.value_or(true) ? "(not kept)"
                                                            : "attribute")
        << '\n';
  }
}

void show_error(const Error& error, std::ostream& err) {
  if (!error.detail.empty()) err << error.detail << '\n';
  for (const auto& field : error.fields) err << "  " << field.pointer << ": " << field.message << '\n';
}

void fill(Summary& summary, const ImportProgress& progress) {
  summary.read = progress.read;
  summary.imported = progress.imported;
  summary.updated = progress.updated;
  summary.unchanged = progress.unchanged;
  summary.rejected = progress.rejected;
}

int finish(const Summary& summary, const ImportCommand& command, Terminal& terminal) {
  if (command.json) {
    terminal.out << to_json(summary) << '\n';
  } else {
    terminal.out << (summary.dry_run ? "would be: " : "") << summary.read
                 << " rows read: " << summary.imported << " imported, " << summary.updated << " updated, "
                 << summary.unchanged << " unchanged, " << summary.rejected << " rejected\n";
    if (summary.rejects_file) terminal.out << "rejected rows: " << *summary.rejects_file << '\n';
    if (summary.import && !summary.error) terminal.out << "import " << *summary.import << '\n';
  }
  return summary.error ? 1 : 0;
}

int refuse(const Error& error, Summary summary, const ImportCommand& command, Terminal& terminal) {
  show_error(error, terminal.err);
  summary.error = error.key.empty() ? "invalid" : error.key;
  if (command.json) terminal.out << to_json(summary) << '\n';
  return 1;
}

}  // namespace

int run_import(const ImportCommand& command, Imports& imports, db::Database& database, const Caller& caller,
               Terminal terminal) {
  Bar bar(terminal);
  const OnProgress on_progress = [&](ImportState state, const ImportProgress& progress) {
    bar.show(state, progress);
  };
  Summary summary;
  summary.dry_run = command.dry_run;

  if (command.undo) {
    const auto id = parse_id(*command.undo);
    if (!id) {
      terminal.err << "This is no import's id: " << *command.undo << '\n';
      return 2;
    }
    summary.import = *command.undo;
    auto undone = imports.undo(caller, ImportId(*id), on_progress);
    bar.close();
    if (!undone) return refuse(undone.error(), summary, command, terminal);
    fill(summary, undone->progress);
    summary.state = enum_name(undone->state);
    if (command.json)
      terminal.out << to_json(summary) << '\n';
    else
      terminal.out << "import " << *command.undo << " taken back: " << undone->progress.imported
                   << " records removed, " << undone->progress.updated << " restored\n";
    return 0;
  }
  if (command.profile.empty() || command.file.empty()) {
    terminal.err << "Name a profile and a file, or an import to take back with --undo.\n";
    return 2;
  }
  if (imports.profiles().find(command.profile) == nullptr) {
    terminal.err << "There is no import profile " << command.profile << ". Profiles:";
    for (const auto& profile : imports.profiles().all()) terminal.err << ' ' << profile.code;
    terminal.err << '\n';
    return 2;
  }
  for (const auto& path : {command.file, command.mapping.value_or(command.file)}) {
    if (std::filesystem::exists(path)) continue;
    return refuse(not_found("file_missing", "There is no file " + path.string()), summary, command, terminal);
  }
  std::optional<Mapping> mapping;
  if (command.mapping) {
    auto read = read_mapping_file(*command.mapping);
    if (!read) return refuse(read.error(), summary, command, terminal);
    mapping = std::move(*read);
  }
  auto received = imports.receive(command.profile, command.file, command.file.filename().string(),
                                  std::move(mapping), command.max_rejects);
  if (!received) return refuse(received.error(), summary, command, terminal);
  if (!command.json || terminal.terminal) show_detection(*received, terminal.err);
  const ImportProfile& profile = *imports.profiles().find(command.profile);
  if (auto checked = check_mapping(received->mapping, profile, received->detected.header); !checked)
    return refuse(checked.error(), summary, command, terminal);

  if (command.dry_run) {
    auto rehearsal = imports.rehearse(caller, *received, on_progress);
    bar.close();
    if (!rehearsal) return refuse(rehearsal.error(), summary, command, terminal);
    fill(summary, rehearsal->progress);
    summary.state = "rehearsed";
    if (rehearsal->rejects_file) summary.rejects_file = rehearsal->rejects_file->string();
    if (rehearsal->too_many_rejects) summary.error = "too_many_rejects";
    return finish(summary, command, terminal);
  }

  ImportId id;
  const auto stopped =
      database.read([&](db::ReadTx& tx) { return imports.find_stopped(tx, caller, *received); });
  if (stopped) {
    id = stopped->id;
    terminal.err << "resuming import " << id.text() << '\n';
  } else {
    auto entered = database.write(caller.tenant, [&](db::Tx& tx) -> Result<void> {
      MANYI_TRY(const auto import, imports.enter(tx, caller, *received));
      id = import.id;
      return {};
    });
    if (!entered) return refuse(entered.error(), summary, command, terminal);
  }
  summary.import = id.text();
  const auto nothing_kept = [&](const Error& error) {
    bar.close();
    const auto now = database.read([&](db::ReadTx& tx) { return imports.get(tx, caller, id); });
    if (now) {
      summary.read = summary.rejected = now->progress.read;
      summary.state = enum_name(now->state);
    }
    if (const auto file = imports.rejects_file(id)) summary.rejects_file = file->string();
    return refuse(error, summary, command, terminal);
  };
  if (!stopped) {
    auto validated = imports.validate(caller, id, on_progress);
    bar.close();
    if (!validated) return nothing_kept(validated.error());
    if (validated->failure)
      return nothing_kept(
          conflict(*validated->failure, *validated->failure == "too_many_rejects"
                                            ? std::to_string(validated->progress.rejected) +
                                                  " rows are rejected, more than allowed; nothing was kept."
                                            : "No row of the file can be taken; nothing was kept."));
  }
  auto applied = imports.apply(caller, id, on_progress);
  bar.close();
  if (!applied) return nothing_kept(applied.error());
  fill(summary, applied->progress);
  summary.state = enum_name(applied->state);
  if (applied->progress.rejected > 0)
    if (const auto file = imports.rejects_file(id)) summary.rejects_file = file->string();
  return finish(summary, command, terminal);
}

}  // namespace manyi::imports
