// What a module hands over to have its tables made.
// Owns the form of a migration; migrate.cpp owns how they are applied.
#pragma once

#include <string>
#include <vector>

namespace manyi::db {

/// One forward-only step. Embedded at build time from migrations/NNNN_verb_object.sql.
/// The sqlite and postgres texts are the same unless the file has variants.
struct Migration {
  int number = 0;
  std::string name;
  std::string sqlite;
  std::string postgres;
};

struct MigrationSet {
  std::string module;
  std::vector<Migration> migrations;  // ascending numbers
};

}  // namespace manyi::db
