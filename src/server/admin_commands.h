// `manyi user | token | verify | head | backup | restore | migrate`.
// Owns what operators do from a shell.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/application.h"
#include "server/terminal.h"

namespace manyi::server {

struct UserCommand {
  enum class What { kAdd, kList, kDisable, kPassword } what = What::kList;
  std::string login, name;
  std::vector<std::string> roles;
  bool json = false;
};
Exit run_user(Application& application, TenantId tenant, const UserCommand& command);

struct TokenCommand {
  enum class What { kCreate, kRevoke } what = What::kCreate;
  std::string user, name, id;
  std::vector<std::string> permissions;
  long long days = 90;
};
Exit run_token(Application& application, TenantId tenant, const TokenCommand& command);

/// Checks the journal of every tenant: chain, signed heads, from an exported head on when given.
Exit run_verify(Application& application, const std::string& head_file, bool json);
/// Writes the signed head of a tenant, to be kept elsewhere.
Exit run_head(Application& application, TenantId tenant, const std::string& file);
Exit run_backup(Application& application, const std::string& file);
/// Puts a backup in place of the database of an empty data folder.
Exit run_restore(const std::string& data, const std::string& file, const Clock& clock);

}  // namespace manyi::server
