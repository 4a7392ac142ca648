// The operators' commands.
// Owns their print-outs.
#include "server/admin_commands.h"

#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "base/json.h"

namespace manyi::server {
namespace {

Exit failed(const Error& error) {
  print_error(error);
  return Exit::kFailed;
}

template <class F> Result<void> write(Application& application, TenantId tenant, F&& apply) {
  const auto done =
      application.database().write(tenant, [&](db::Tx& tx) -> Result<void> { return apply(tx); });
  if (!done) return done.error();
  return {};
}

Result<identity::User> user_of(Application& application, TenantId tenant, const std::string& login) {
  auto user = application.database().read(
      [&](db::ReadTx& tx) { return application.identity().user_by_login(tx, tenant, login); });
  if (!user) return not_found("user.unknown", "There is no user with that log-in.");
  return std::move(*user);
}

std::string joined(const std::vector<Role>& roles) {
  std::string text;
  for (const auto role : roles) text += (text.empty() ? "" : ",") + std::string(rule_of(role).code);
  return text;
}

struct VerifyLine {
  std::string tenant;
  std::int64_t from_seq = 0, to_seq = 0, entries = 0, heads = 0;
  bool ok = false;
  std::optional<std::int64_t> broken_at;
  std::string reason, detail;
};
BOOST_DESCRIBE_STRUCT(VerifyLine, (),
                      (tenant, from_seq, to_seq, entries, heads, ok, broken_at, reason, detail))

struct VerifyReport {
  bool ok = true;
  std::string database;  // "ok", or what the database says of itself
  std::vector<VerifyLine> tenants;
};
BOOST_DESCRIBE_STRUCT(VerifyReport, (), (ok, database, tenants))

}  // namespace

Exit run_user(Application& application, TenantId tenant, const UserCommand& command) {
  const Caller system = Caller::system(tenant);
  auto& identity = application.identity();
  switch (command.what) {
    case UserCommand::What::kList: {
      std::vector<identity::User> all;
      identity::ListUsers query{};
      query.limit = 200;
      do {
        auto page = application.database().read(
            [&](db::ReadTx& tx) { return identity.list_users(tx, system, query); });
        if (!page) return failed(page.error());
        for (auto& user : page->items) all.push_back(std::move(user));
        query.cursor = page->next_cursor;
      } while (query.cursor);
      if (command.json) {
        std::cout << to_json(all) << "\n";
      } else {
        std::vector<std::vector<std::string>> rows;
        for (const auto& user : all)
          rows.push_back({user.login, user.display_name, joined(user.roles), enum_name(user.state)});
        print_table({"login", "name", "roles", "state"}, rows);
      }
      return Exit::kOk;
    }
    case UserCommand::What::kAdd: {
      identity::CreateUser in{};
      in.login = command.login;
      in.display_name = command.name.empty() ? command.login : command.name;
      for (const auto& code : command.roles) {
        const auto role = parse_role(code);
        if (!role) return failed(invalid("--role", "choice", "Unknown role: " + code + "."));
        in.roles.push_back(*role);
      }
      in.password = ask_password("Password");
      const auto hashed = identity::Identity::hash(in);
      if (!hashed) return failed(hashed.error());
      const auto made = write(application, tenant, [&](db::Tx& tx) -> Result<void> {
        MANYI_CHECK(identity.create_user(tx, system, *hashed));
        return {};
      });
      return made ? Exit::kOk : failed(made.error());
    }
    case UserCommand::What::kDisable: {
      const auto user = user_of(application, tenant, command.login);
      if (!user) return failed(user.error());
      const auto done = write(application, tenant, [&](db::Tx& tx) -> Result<void> {
        MANYI_CHECK(identity.disable_user(tx, system, {user->id, {}}));
        return {};
      });
      return done ? Exit::kOk : failed(done.error());
    }
    case UserCommand::What::kPassword: {
      const auto user = user_of(application, tenant, command.login);
      if (!user) return failed(user.error());
      const auto hashed = identity::Identity::hash(user->id, user->login, ask_password("New password"));
      if (!hashed) return failed(hashed.error());
      const auto done = write(application, tenant, [&](db::Tx& tx) -> Result<void> {
        MANYI_CHECK(identity.set_password(tx, system, *hashed));
        return {};
      });
      return done ? Exit::kOk : failed(done.error());
    }
  }
  return Exit::kUsage;
}

Exit run_token(Application& application, TenantId tenant, const TokenCommand& command) {
  const Caller system = Caller::system(tenant);
  if (command.what == TokenCommand::What::kRevoke) {
    const auto id = parse_id(command.id);
    if (!id) return failed(invalid("id", "id", "This is not an id."));
    const auto done = write(application, tenant, [&](db::Tx& tx) -> Result<void> {
      MANYI_CHECK(application.identity().revoke_token(tx, system, TokenId(*id)));
      return {};
    });
    return done ? Exit::kOk : failed(done.error());
  }
  const auto user = user_of(application, tenant, command.user);
  if (!user) return failed(user.error());
  identity::CreateToken in{};
  in.name = command.name;
  in.user_id = user->id;
  in.permissions = command.permissions;
  in.expires_in_days = command.days;
  std::optional<identity::NewToken> token;
  const auto done = write(application, tenant, [&](db::Tx& tx) -> Result<void> {
    MANYI_TRY(token, application.identity().create_token(tx, system, in));
    return {};
  });
  if (!done) return failed(done.error());
  std::cout << to_json(*token) << "\n";
  return Exit::kOk;
}

Exit run_verify(Application& application, const std::string& head_file, bool json) {
  std::optional<journal::Head> head;
  if (!head_file.empty()) {
    std::ifstream file(head_file);
    if (!file) return failed(not_found("head.file", "The head file cannot be read."));
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    auto read = from_json<journal::Head>(text);
    if (!read) return failed(read.error());
    head = std::move(*read);
  }
  VerifyReport report;
  report.database = "ok";
  application.database().read([&](db::ReadTx& tx) {
    if (tx.dialect() == db::Dialect::kSqlite) {
      report.database = tx.scalar<std::string>("pragma quick_check").value_or("ok");
      const auto broken = tx.scalar<std::string>("select \"table\" from pragma_foreign_key_check limit 1");
      if (broken) report.database = "foreign key broken in " + *broken;
    }
    report.ok = report.database == "ok";
    for (const auto tenant : journal::tenants(tx)) {
      const bool mine = head && head->tenant == tenant.value();
      if (head && !mine) continue;
      const auto found = application.journal().verify(tx, tenant, mine ? head : std::nullopt);
      VerifyLine line;
      const auto named = application.identity().tenant(tx, tenant);
      line.tenant = named ? named->code : tenant.text();
      line.from_seq = found.from_seq;
      line.to_seq = found.to_seq;
      line.entries = found.entries;
      line.heads = found.heads;
      line.ok = found.ok();
      if (found.first_break) {
        line.broken_at = found.first_break->seq;
        line.reason = found.first_break->reason;
        line.detail = found.first_break->detail;
      }
      report.ok = report.ok && line.ok;
      report.tenants.push_back(std::move(line));
    }
  });
  if (head && report.tenants.empty())
    return failed(not_found("head.tenant", "The head belongs to a company that is not in this database."));
  if (json) {
    std::cout << to_json(report) << "\n";
  } else {
    std::cout << "database: " << report.database << "\n";
    for (const auto& line : report.tenants) {
      std::cout << line.tenant << ": " << line.entries << " entries (" << line.from_seq << ".." << line.to_seq
                << "), " << line.heads << " signed heads: ";
      if (line.ok)
        std::cout << "the chain holds\n";
      else
        std::cout << "BROKEN at " << *line.broken_at << " (" << line.reason << ") " << line.detail << "\n";
    }
  }
  return report.ok ? Exit::kOk : Exit::kFailed;
}

Exit run_head(Application& application, TenantId tenant, const std::string& file) {
  const auto head = application.database().read(
      [&](db::ReadTx& tx) { return application.journal().export_head(tx, tenant); });
  if (!head) return failed(head.error());
  if (file.empty() || file == "-") {
    std::cout << to_json(*head) << "\n";
    return Exit::kOk;
  }
  std::ofstream out(file);
  out << to_json(*head) << "\n";
  out.close();
  return out ? Exit::kOk : failed(unavailable("head.file", "The file cannot be written."));
}

Exit run_backup(Application& application, const std::string& file) {
  if (std::filesystem::exists(file))
    return failed(conflict("backup.exists", "The file is there already; nothing was written."));
  const auto done = application.database().backup_to(file);
  if (!done) return failed(done.error());
  std::cout << "Backup written to " << file << " (" << std::filesystem::file_size(file) << " bytes).\n";
  return Exit::kOk;
}

Exit run_restore(const std::string& data, const std::string& file, const Clock& clock) {
  const std::filesystem::path target = std::filesystem::path(data) / "manyi.db";
  if (std::filesystem::exists(target))
    return failed(
        conflict("restore.exists", "The data folder has a database; restore into an empty folder."));
  sqlite3* backup = nullptr;
  std::string said = "cannot be opened";
  if (sqlite3_open_v2(file.c_str(), &backup, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK) {
    sqlite3_stmt* check = nullptr;
    if (sqlite3_prepare_v2(backup, "pragma integrity_check", -1, &check, nullptr) == SQLITE_OK &&
        sqlite3_step(check) == SQLITE_ROW)
      said = reinterpret_cast<const char*>(sqlite3_column_text(check, 0));
    sqlite3_finalize(check);
  }
  sqlite3_close(backup);
  if (said != "ok") return failed(malformed("restore.broken", "This is not a sound backup: " + said + "."));
  std::error_code failure;
  std::filesystem::create_directories(data, failure);
  // Under another name until it is known that this program can serve it.
  const std::filesystem::path unproven = std::filesystem::path(data) / "restoring";
  std::filesystem::remove_all(unproven, failure);
  std::filesystem::create_directory(unproven, failure);
  if (!failure) std::filesystem::copy_file(file, unproven / "manyi.db", failure);
  if (!failure) {
    // Opening brings an older backup up to date, and refuses one of a newer program.
    if (const auto opened = Application::open({.data = unproven.string(), .database = ""}, clock); !opened) {
      std::filesystem::remove_all(unproven, failure);
      return failed(opened.error());
    }
    std::filesystem::rename(unproven / "manyi.db", target, failure);
  }
  std::error_code ignored;
  std::filesystem::remove_all(unproven, ignored);
  if (failure)
    return failed(unavailable("restore.copy", "The backup cannot be copied: " + failure.message() + "."));
  std::cout << "Restored into " << target.string()
            << ". Put journal.key of that installation beside it before serving.\n";
  return Exit::kOk;
}

}  // namespace manyi::server
