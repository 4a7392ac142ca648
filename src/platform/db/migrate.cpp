// Forward-only, checksummed migrations.
// Owns the refusal of changed migrations and of databases newer than the program.
#include "platform/db/migrate.h"

#include <sodium.h>

#include <algorithm>
#include <cctype>

namespace manyi::db {
namespace detail {
namespace {

constexpr std::int64_t kMigrationLock = 0x6d616e7969;  // "manyi"

constexpr std::string_view kCreate =
    "create table if not exists db_migrations (module text not null, number bigint not null, name text not "
    "null, "
    "checksum text not null, applied_at bigint not null, primary key (module, number));";

struct Applied {
  std::string module;
  std::int64_t number = 0;
  std::string name;
  std::string checksum;
};
BOOST_DESCRIBE_STRUCT(Applied, (), (module, number, name, checksum))

std::string sha256_hex(std::string_view text) {
  unsigned char digest[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(digest, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  char hex[2 * sizeof digest + 1];
  sodium_bin2hex(hex, sizeof hex, digest, sizeof digest);
  return hex;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

bool word_char(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

}  // namespace

std::string sqlite_form(std::string_view sql) {
  std::string out;
  std::vector<std::string> opening;  // the statement's first words
  bool table = false;
  bool definition = false;
  const auto finish = [&] {
    if (!table) return;
    while (!out.empty() && std::isspace(static_cast<unsigned char>(out.back())) != 0) out.pop_back();
    out += lower(out).ends_with("without rowid") ? ", strict" : " strict";
  };
  for (std::size_t i = 0; i < sql.size();) {
    const char c = sql[i];
    if (c == '\'' || c == '"') {
      const auto end = std::min(sql.find(c, i + 1), sql.size() - 1);
      out += sql.substr(i, end - i + 1);
      i = end + 1;
    } else if (c == '-' && i + 1 < sql.size() && sql[i + 1] == '-') {
      i = std::min(sql.find('\n', i), sql.size());
    } else if (c == ';') {
      finish();
      out += c;
      ++i;
      opening.clear();
      table = definition = false;
    } else if (word_char(c)) {
      std::size_t end = i;
      while (end < sql.size() && word_char(sql[end])) ++end;
      const std::string word = lower(sql.substr(i, end - i));
      if (opening.size() < 2) {
        opening.push_back(word);
        if (opening.size() == 2) {
          table = opening[0] == "create" && opening[1] == "table";
          definition = table || (opening[0] == "alter" && opening[1] == "table");
        }
      }
      if (definition && word == "bigint") {
        out += "integer";
      } else if (definition && word == "double") {
        out += "real";
        auto next = sql.find_first_not_of(" \t\r\n", end);
        if (next != std::string_view::npos && lower(sql.substr(next, 9)) == "precision") end = next + 9;
      } else {
        out += sql.substr(i, end - i);
      }
      i = end;
    } else {
      out += c;
      ++i;
    }
  }
  finish();
  return out;
}

Result<void> migrate(Connection& connection, const std::vector<MigrationSet>& sets, Instant now) {
  const bool sqlite = connection.dialect() == Dialect::kSqlite;
  try {
    connection.begin(TxMode::kWrite, std::span(&kMigrationLock, 1));
    connection.script(sqlite ? sqlite_form(kCreate) : std::string(kCreate));
    std::vector<Applied> applied;
    {
      static constexpr auto kTypes = slot_types_of<Applied>();
      auto cursor = connection.query("select module, number, name, checksum from db_migrations", {}, kTypes,
                                     Fetch::kWhole);
      while (const Slot* slots = cursor.next()) applied.push_back(row_from<Applied>(slots));
    }
    for (const Applied& row : applied) {
      const auto set =
          std::find_if(sets.begin(), sets.end(), [&](const auto& s) { return s.module == row.module; });
      const Migration* known = nullptr;
      if (set != sets.end())
        for (const Migration& m : set->migrations)
          if (m.number == row.number) known = &m;
      if (known == nullptr) {
        connection.rollback();
        return conflict("database.newer", "The database is newer than this program: it holds " + row.module +
                                              " migration " + std::to_string(row.number) + " (" + row.name +
                                              "), which the program does not know.");
      }
      if (sha256_hex(sqlite ? known->sqlite : known->postgres) != row.checksum) {
        connection.rollback();
        return conflict("migration.changed", "Migration " + std::to_string(row.number) + " (" + row.name +
                                                 ") of " + row.module + " was changed after it was applied.");
      }
    }
    for (const MigrationSet& set : sets) {
      for (const Migration& m : set.migrations) {
        if (std::any_of(applied.begin(), applied.end(), [&](const Applied& row) {
              return row.module == set.module && row.number == m.number;
            }))
          continue;
        const std::string& text = sqlite ? m.sqlite : m.postgres;
        try {
          connection.script(sqlite ? sqlite_form(text) : text);
        } catch (const DbError& e) {
          connection.rollback();
          return internal_error("migration " + set.module + " " + m.name + ": " + e.what());
        }
        const std::string checksum = sha256_hex(text);
        const Bind binds[] = {to_bind(set.module), to_bind(m.number), to_bind(m.name), to_bind(checksum),
                              to_bind(now)};
        connection.run(
            "insert into db_migrations (module, number, name, checksum, applied_at) values (:m, :n, :t, :c, "
            ":a)",
            binds);
      }
    }
    connection.commit({});
    return {};
  } catch (const DbError& e) {
    connection.rollback();
    return unavailable("db.unavailable", e.what());
  }
}

}  // namespace detail
}  // namespace manyi::db
