// Who stands behind a session cookie or a bearer token.
// Owns the interface that identity implements, and the cache that spares a request its SQL.
#pragma once

#include <cstddef>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"
#include "base/result.h"
#include "platform/auth/caller.h"

namespace manyi::db {
class ReadTx;
}

namespace manyi::auth {

/// A resolved session or token.
struct Login {
  Caller caller;
  Instant expires_at;
};

/// Implemented by identity. `token` is the secret as sent; look it up by `token_hash(token)`.
class Authenticator {
 public:
  virtual ~Authenticator() = default;
  /// \errors kUnauthenticated when unknown, expired, or the user is disabled
  virtual Result<Login> by_session(db::ReadTx& tx, std::string_view token) = 0;
  /// \errors kUnauthenticated when unknown, revoked or expired
  virtual Result<Login> by_bearer(db::ReadTx& tx, std::string_view token) = 0;
};

/// Remembers resolved sessions and tokens for at most a minute, so that a revocation made by
/// another server is felt by then; one made by this server is felt at once through
/// `forget_user` or `forget_token`, to be called after the commit.
/// Thread-safe. Secrets are kept as hashes only.
class LoginCache {
 public:
  explicit LoginCache(const Clock& clock, DurationMs keep = DurationMs(60'000), std::size_t most = 50'000)
      : clock_(clock), keep_(keep), most_(most) {}
  /// `key` is token_hash() of the secret.
  std::optional<Login> find(const std::string& key) const;
  /// `generation` is what `generation()` gave before the database was read: a login that was
  /// read before a `forget_...` and stored after it would otherwise outlive it.
  void store(const std::string& key, const Login& login, std::uint64_t generation);
  std::uint64_t generation() const;
  void forget_user(TenantId tenant, UserId user);
  void forget_token(const std::string& key);
  void forget_tenant(TenantId tenant);
  std::size_t size() const;

 private:
  struct Entry {
    Login login;
    Instant until;
  };
  const Clock& clock_;
  const DurationMs keep_;
  const std::size_t most_;
  mutable std::shared_mutex mutex_;
  std::uint64_t generation_ = 0;
  std::unordered_map<std::string, Entry> entries_;
};

}  // namespace manyi::auth
