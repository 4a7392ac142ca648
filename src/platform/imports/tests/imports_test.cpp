// The pipeline from file to records and back, with a profile that stores things in a table of its own.
// Owns that table.
#include "platform/imports/imports.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "base/json.h"
#include "imports_migrations.h"
#include "jobs_migrations.h"
#include "journal_migrations.h"
#include "platform/db/testing.h"
#include "platform/imports/command.h"
#include "platform/imports/walks.h"
#include "platform/jobs/jobs.h"
#include "platform/journal/events.h"
#include "platform/module/module.h"

namespace manyi::imports {
namespace {

constexpr TenantId kTenant{7};
struct ThingTag;

struct Thing {
  TenantId tenant_id;
  Id<ThingTag> id;
  std::string code, name;
  std::int64_t size = 0;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Thing, (), (tenant_id, id, code, name, size, version))

struct ThingPayload {
  std::string code, name;
  std::optional<std::int64_t> size;
  std::map<std::string, std::string> attributes;
};
BOOST_DESCRIBE_STRUCT(ThingPayload, (), (code, name, size, attributes))

db::MigrationSet thing_migrations() {
  const std::string sql =
      "create table things_things (tenant_id bigint not null, id bigint not null, code text not null, name "
      "text not null,"
      " size bigint not null, version bigint not null, primary key (tenant_id, id), unique (tenant_id, "
      "code))";
  return {"things", {{1, "create_things", sql, sql}}};
}

std::optional<Thing> find_thing(db::ReadTx& tx, const std::string& code) {
  return tx.first<Thing>(
      "select " + db::columns<Thing>() + " from things_things where tenant_id = :t and code = :c", kTenant,
      code);
}

class ImportsTest : public testing::TestWithParam<db::Dialect> {
 protected:
  ImportsTest() {
    std::string name = (std::filesystem::temp_directory_path() / "manyi-imports-XXXXXX").string();
    folder = mkdtemp(name.data());
    profiles.add(thing_profile());
    imports = *Imports::create({*t, events, jobs, profiles, folder / "files",
                                [](db::ReadTx&, TenantId) { return *TimeZone::find("Asia/Shanghai"); }});
    make_module(*imports).jobs(jobs);
  }
  ~ImportsTest() override { std::filesystem::remove_all(folder); }

  ImportProfile thing_profile() {
    ImportProfile p;
    p.code = "things";
    p.key_field = "code";
    p.fields = {{.code = "code", .name_zh = "编号", .name_en = "Code", .required = true},
                {.code = "name", .name_zh = "名称", .name_en = "Name", .required = true},
                {.code = "size", .name_zh = "大小", .name_en = "Size", .kind = FieldKind::kInteger}};
    p.apply = [this](db::Tx& tx, const ApplyContext&,
                     std::span<const StagedRow> rows) -> Result<std::vector<AppliedRow>> {
      std::vector<AppliedRow> outcomes;
      for (const auto& row : rows) {
        if (break_after >= 0 && applied_rows++ == break_after)
          return unavailable("power_cut", "The power went.");
        MANYI_TRY(const auto in, from_json<ThingPayload>(row.payload));
        if (in.name == "refuse") return conflict("refused", "Things of that name are refused.");
        AppliedRow outcome;
        if (auto known = find_thing(tx, in.code)) {
          outcome.record = known->id.value();
          outcome.before = to_json(ThingPayload{known->code, known->name, known->size, {}});
          if (known->name != in.name || known->size != in.size.value_or(0)) {
            known->name = in.name;
            known->size = in.size.value_or(0);
            ++known->version;
            MANYI_CHECK(tx.update("things_things", *known));
            outcome.outcome = RowOutcome::kUpdated;
          }
          outcome.version = known->version;
        } else {
          const Thing thing{kTenant, tx.new_id<ThingTag>(), in.code, in.name, in.size.value_or(0), 1};
          MANYI_CHECK(tx.insert("things_things", thing));
          outcome.outcome = RowOutcome::kImported;
          outcome.record = thing.id.value();
          outcome.version = 1;
        }
        outcomes.push_back(std::move(outcome));
      }
      return outcomes;
    };
    const auto thing_of = [](db::ReadTx& tx, const AppliedRow& row) {
      return tx.first<Thing>(
          "select " + db::columns<Thing>() + " from things_things where tenant_id = :t and id = :id", kTenant,
          row.record);
    };
    p.inspect = [thing_of](db::ReadTx& tx, const ApplyContext&, std::span<const AppliedRow> rows) {
      std::vector<UndoOutcome> seen;
      for (const auto& row : rows) {
        const auto thing = thing_of(tx, row);
        seen.push_back(!thing                          ? UndoOutcome::kGone
                       : thing->version == row.version ? UndoOutcome::kUndone
                                                       : UndoOutcome::kTouched);
      }
      return seen;
    };
    p.undo = [thing_of](db::Tx& tx, const ApplyContext&,
                        std::span<const AppliedRow> rows) -> Result<std::vector<UndoOutcome>> {
      std::vector<UndoOutcome> done;
      for (const auto& row : rows) {
        auto thing = thing_of(tx, row);
        if (!thing) {
          done.push_back(UndoOutcome::kGone);
        } else if (row.outcome == RowOutcome::kImported) {
          MANYI_CHECK(
              tx.exec("delete from things_things where tenant_id = :t and id = :id", kTenant, row.record));
          done.push_back(UndoOutcome::kUndone);
        } else {
          MANYI_TRY(const auto before, from_json<ThingPayload>(row.before));
          thing->name = before.name;
          thing->size = before.size.value_or(0);
          ++thing->version;
          MANYI_CHECK(tx.update("things_things", *thing));
          done.push_back(UndoOutcome::kUndone);
        }
      }
      return done;
    };
    return p;
  }

  std::filesystem::path file(const std::string& text, const std::string& name = "things.csv") {
    std::ofstream(folder / name, std::ios::binary) << text;
    return folder / name;
  }
  static std::string rows(int from, int to, const std::string& name = "thing") {
    std::string text = "code,name,size\n";
    for (int i = from; i < to; ++i)
      text += "T" + std::to_string(i) + "," + name + "," + std::to_string(i) + "\n";
    return text;
  }
  ImportId enter(const std::filesystem::path& path, std::optional<std::int64_t> max_rejects = {}) {
    const auto received = imports->receive("things", path, path.filename().string(), {}, max_rejects);
    EXPECT_TRUE(received.ok());
    ImportId id;
    EXPECT_TRUE(t->write(kTenant, [&](db::Tx& tx) -> Result<void> {
      MANYI_TRY(const auto import, imports->enter(tx, caller, *received));
      id = import.id;
      return {};
    }));
    return id;
  }
  struct Ran {
    int exit = 0;
    std::string out, err;
    std::int64_t operator[](std::string_view key) const {
      const auto document = JsonDocument::parse(out);
      return document && document->root().find(key) ? document->root().find(key)->integer().value_or(-1) : -1;
    }
    std::string text(std::string_view key) const {
      const auto document = JsonDocument::parse(out);
      const auto value = document ? document->root().find(key) : std::nullopt;
      return value && value->kind() == JsonKind::kText ? std::string(value->text()) : "";
    }
  };
  Ran run(ImportCommand command) {
    command.json = true;
    if (!command.undo) command.profile = command.profile.empty() ? "things" : command.profile;
    std::ostringstream out, err;
    const int exit = run_import(command, *imports, *t, caller, {out, err, false});
    return {exit, out.str(), err.str()};
  }
  std::int64_t things() {
    return t->read([](db::ReadTx& tx) {
      return *tx.scalar<std::int64_t>("select count(*) from things_things where tenant_id = :t", kTenant);
    });
  }
  static std::string content(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
  }

  db::TestDatabase t{{journal_migrations(), jobs_migrations(), imports_migrations(), thing_migrations()},
                     GetParam()};
  std::unique_ptr<journal::Journal> journal = std::move(*journal::Journal::open(""));
  jobs::Jobs jobs{*t};
  journal::Events events{*journal, jobs};
  Profiles profiles;
  std::filesystem::path folder;
  std::unique_ptr<Imports> imports;
  Caller caller = Caller::system(kTenant);
  int break_after = -1;
  int applied_rows = 0;
};
INSTANTIATE_TEST_SUITE_P(All, ImportsTest, testing::ValuesIn(db::test_dialects()), [](const auto& info) {
  return info.param == db::Dialect::kSqlite ? "Sqlite" : "Postgres";
});

TEST_P(ImportsTest, RepeatImportsNothingTwiceAndAChangedRowUpdates) {
  const auto path = file(rows(0, 2500));
  const auto first = run({.file = path});
  EXPECT_EQ(first.exit, 0) << first.err;
  EXPECT_EQ(first["read"], 2500);
  EXPECT_EQ(first["imported"], 2500);
  EXPECT_EQ(things(), 2500);
  const auto again = run({.file = path});
  EXPECT_EQ(again["unchanged"], 2500);
  EXPECT_EQ(again["imported"], 0);
  auto text = rows(0, 2501);
  text.replace(text.find("T7,thing,7"), 10, "T7,other,7");
  const auto changed = run({.file = file(text)});
  EXPECT_EQ(changed["imported"], 1);
  EXPECT_EQ(changed["updated"], 1);
  EXPECT_EQ(changed["unchanged"], 2499);
  EXPECT_EQ(changed["read"], 2501);
}

TEST_P(ImportsTest, RejectedRowsAreWrittenAsTheyCameWithLineAndReason) {
  const auto path = file(
      "code,name,size\nA,first,1\nB,second\n\"C\",\"third, "
      "\"\"x\"\"\",big\n,none,4\nE,\"open,5\nF,sixth,6\nA,twice,9\nG,refuse,7\n");
  const auto ran = run({.file = path});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran["read"], 8);
  EXPECT_EQ(ran["imported"], 2);
  EXPECT_EQ(ran["rejected"], 6);
  EXPECT_EQ(content(ran.text("rejects_file")),
            "line,reason,code,name,size\r\n"
            "3,The row has 2 columns instead of 3.,B,second\r\n"
            "4,size: 'big' is not a whole number.,\"C\",\"third, \"\"x\"\"\",big\r\n"
            "5,code: A value is required.,,none,4\r\n"
            "6,A quote is opened and never closed.,\"E,\"\"open,5\"\r\n"
            "8,Line 2 has the same id with other values.,A,twice,9\r\n"
            "9,Things of that name are refused.,G,refuse,7\r\n");
}

TEST_P(ImportsTest, MoreRejectsThanAllowedKeepsNothing) {
  const auto path = file("code,name,size\nA,a,1\nB,b,x\nC,c,x\nD,d,4\n");
  const auto refused = run({.file = path, .max_rejects = 1});
  EXPECT_EQ(refused.exit, 1);
  EXPECT_EQ(refused.text("error"), "too_many_rejects");
  EXPECT_EQ(refused["read"], refused["rejected"]);
  EXPECT_EQ(things(), 0);
  const auto allowed = run({.file = path, .max_rejects = 2});
  EXPECT_EQ(allowed.exit, 0);
  EXPECT_EQ(things(), 2);
}

TEST_P(ImportsTest, RejectsThatShowOnlyWhenApplyingCountToo) {
  std::string text = rows(0, 1500);
  text += "X,refuse,1\nY,refuse,1\n";
  const auto ran = run({.file = file(text), .max_rejects = 1});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ(things(), 0);
}

TEST_P(ImportsTest, RehearsalCountsAndLeavesNoTrace) {
  run({.file = file(rows(0, 10))});
  const auto seq = t->read([](db::ReadTx& tx) { return journal::last_seq(tx, kTenant); });
  const auto ran = run({.file = file(rows(5, 30) + "bad\n", "more.csv"), .dry_run = true});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran["imported"], 20);
  EXPECT_EQ(ran["unchanged"], 5);
  EXPECT_EQ(ran["rejected"], 1);
  EXPECT_EQ(ran["read"], 26);
  EXPECT_NE(content(ran.text("rejects_file")).find("bad"), std::string::npos);
  EXPECT_EQ(things(), 10);
  EXPECT_EQ(t->read([](db::ReadTx& tx) { return journal::last_seq(tx, kTenant); }), seq);
}

TEST_P(ImportsTest, UndoRemovesAndRestoresUnlessSomethingElseTouchedARecord) {
  run({.file = file(rows(0, 10))});
  const auto second = run({.file = file(rows(5, 1500, "new"))});
  EXPECT_EQ(second["updated"], 5);
  ASSERT_TRUE(t->write(kTenant, [](db::Tx& tx) -> Result<void> {
    MANYI_CHECK(tx.exec("update things_things set version = version + 1 where tenant_id = :t and code = :c",
                        kTenant, "T6"));
    return {};
  }));
  const ImportCommand undo{.undo = second.text("import")};
  const auto refused = run(undo);
  EXPECT_EQ(refused.exit, 1);
  EXPECT_EQ(refused.text("error"), "import_touched");
  EXPECT_EQ(things(), 1500);
  ASSERT_TRUE(t->write(kTenant, [](db::Tx& tx) -> Result<void> {
    MANYI_CHECK(tx.exec("update things_things set version = version - 1 where tenant_id = :t and code = :c",
                        kTenant, "T6"));
    return {};
  }));
  EXPECT_EQ(run(undo).exit, 0);
  EXPECT_EQ(things(), 10);
  EXPECT_EQ(t->read([](db::ReadTx& tx) { return find_thing(tx, "T6")->name; }), "thing");
  EXPECT_EQ(run(undo).exit, 1);  // a second time there is nothing to take back
}

TEST_P(ImportsTest, StoppedImportIsResumedWithoutLossOrRepeat) {
  const auto path = file(rows(0, 9000));
  break_after = 6000;  // after the first block at the least
  const auto broken = run({.file = path});
  EXPECT_EQ(broken.exit, 1);
  const auto stored = things();
  EXPECT_GT(stored, 0);
  EXPECT_LT(stored, 6001);
  break_after = -1;
  const auto resumed = run({.file = path});
  EXPECT_EQ(resumed.exit, 0) << resumed.err;
  EXPECT_EQ(resumed.text("import"), broken.text("import"));
  EXPECT_EQ(resumed["imported"], 9000);
  EXPECT_EQ(things(), 9000);
}

TEST_P(ImportsTest, LostCommitIsRunAgain) {
  int commits = 0;
  t->fail_commits_when([&] { return ++commits % 3 == 0; });
  const auto ran = run({.file = file(rows(0, 2000))});
  t->fail_commits_when({});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran["imported"], 2000);
  EXPECT_EQ(things(), 2000);
}

TEST_P(ImportsTest, StepsRunInTheBackgroundAndTheStateTellsSo) {
  const ImportId id = enter(file(rows(0, 20) + "short\n"));
  const auto start = [&](ImportStep step) {
    Result<void> outcome;
    auto written = t->write(kTenant, [&](db::Tx& tx) -> Result<void> {
      MANYI_TRY(const auto import, imports->start(tx, caller, id, step, {}));
      EXPECT_NE(import.state, ImportState::kDone);
      return {};
    });
    return written.ok() ? std::string("ok") : written.error().key;
  };
  const auto state = [&] {
    return t->read([&](db::ReadTx& tx) { return imports->get(tx, caller, id)->state; });
  };
  EXPECT_EQ(start(ImportStep::kApply), "import_state");  // not validated yet
  EXPECT_EQ(start(ImportStep::kValidate), "ok");
  EXPECT_EQ(state(), ImportState::kValidating);
  EXPECT_EQ(start(ImportStep::kValidate), "import_state");
  jobs.run_due();
  EXPECT_EQ(state(), ImportState::kValidated);
  t->read([&](db::ReadTx& tx) {
    const auto preview = imports->preview(tx, caller, id);
    EXPECT_EQ(preview->rows.size(), 20u);
    EXPECT_EQ(preview->rows[3].values.text, R"({"code":"T3","name":"thing","size":3})");
    ASSERT_EQ(preview->rejects.size(), 1u);
    EXPECT_EQ(preview->rejects[0].line, 22);
    EXPECT_EQ(preview->rejects[0].row, "short");
  });
  EXPECT_EQ(things(), 0);
  EXPECT_EQ(start(ImportStep::kApply), "ok");
  jobs.run_due();
  EXPECT_EQ(state(), ImportState::kDone);
  EXPECT_EQ(things(), 20);
  EXPECT_EQ(start(ImportStep::kUndo), "ok");
  jobs.run_due();
  EXPECT_EQ(state(), ImportState::kUndone);
  EXPECT_EQ(things(), 0);
}

TEST_P(ImportsTest, AnotherTenantSeesNothing) {
  const ImportId id = enter(file(rows(0, 3)));
  const Caller stranger = Caller::system(TenantId(8));
  t->read([&](db::ReadTx& tx) {
    EXPECT_EQ(imports->get(tx, stranger, id).error().code, ErrorCode::kNotFound);
    EXPECT_TRUE(imports->list(tx, stranger, {}, 50)->items.empty());
    EXPECT_EQ(imports->list(tx, caller, {}, 50)->items.size(), 1u);
  });
  EXPECT_EQ(imports->validate(stranger, id).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(imports->undo(stranger, id).error().code, ErrorCode::kNotFound);
}

TEST_P(ImportsTest, MappingWithoutARequiredFieldIsToldBeforeAnythingRuns) {
  const auto path = file("foo,bar\n1,2\n");
  const ImportId id = enter(path);
  t->read([&](db::ReadTx& tx) { EXPECT_EQ(imports->get(tx, caller, id)->mapping_errors.size(), 2u); });
  EXPECT_EQ(imports->validate(caller, id).error().code, ErrorCode::kInvalid);
  EXPECT_EQ(run({.file = path}).exit, 1);
}

TEST_P(ImportsTest, WrongUseAndBadFilesAnswerClearly) {
  EXPECT_EQ(run({.profile = "nothing", .file = file("a,b\n")}).exit, 2);
  EXPECT_EQ(run({.file = folder / "absent.csv"}).text("error"), "file_missing");
  EXPECT_EQ(run({.file = file("")}).text("error"), "file_empty");
  EXPECT_EQ(run({.file = file("code,name,size\nA,a,x\n")}).text("error"), "no_valid_rows");
  const auto empty = run({.file = file("code,name,size\n")});
  EXPECT_EQ(empty.exit, 0);
  EXPECT_EQ(empty["read"], 0);
}

}  // namespace
}  // namespace manyi::imports
